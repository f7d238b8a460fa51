"""The committed register: complete, decided, grouped, and measured against itself."""

from __future__ import annotations

import hashlib
import random
import zoneinfo

import pytest
from diplocalls.builders.agreement import measure_agreement
from diplocalls.builders.project import Project
from diplocalls.builders.register_commands import GROUPING_RULES
from diplocalls.builders.screening_rules import RULE_SET, propose
from diplocalls.builders.similarity import (
    READ_PERCENT,
    READ_TRANSLATION_PERCENT,
    TEMPLATE_PERCENT,
    TRANSLATION_PERCENT,
    anchors,
    find_pairs,
    percent_contained,
    percent_shared,
    runs,
)
from diplocalls.builders.sources import Sources, read_sources
from diplocalls.builders.texts import Texts, text_finder
from diplocalls.schema.rules import word_runs

ROUND = "screening-1"
FIRST, SECOND = "lm-2026-11-screening-a", "lm-2026-11-screening-b"

LEAST_AGREEMENT = {"decision": 0.97, "scope": 0.96, "n_separate_calls": 0.97}
"""What an independent screening has to reach."""

SAMPLES = {SECOND: (317, 200, False), "lm-2026-11-screening-d": (318, 160, True)}
"""For each second screening: seed, size, and whether it drew from what the rules leave open."""


@pytest.fixture(scope="module")
def sources(checkout: Project) -> Sources:
    """Return the real sources."""
    return read_sources(checkout)


def test_every_item_is_decided(sources: Sources) -> None:
    """Would catch an item that was found and forgotten."""
    assert len(sources.register) >= 1507
    assert [i.item_id for i in sources.register if i.decision == "undecided"] == []
    pinned = [place for place in sources.locations if place.source_commit is not None]
    assert all(place.source_repo and place.source_path for place in pinned)
    assert len(pinned) >= 1506, "all but the readouts that only carriers have"


def test_second_screenings_agree(sources: Sources) -> None:
    """Would catch decisions that another reader of the same rules does not take."""
    measured = measure_agreement(sources.screenings, sources.register, ROUND, set())
    found = {m.variable: m for m in measured if (m.first, m.second) == (FIRST, SECOND)}
    for variable, least in LEAST_AGREEMENT.items():
        assert found[variable].n_items == 200
        assert found[variable].share >= least, variable


@pytest.mark.parametrize("coder", SAMPLES)
def test_samples_are_those_the_seed_draws(sources: Sources, coder: str) -> None:
    """Would catch a sample picked by hand."""
    seed, size, open_only = SAMPLES[coder]
    by_coder = {
        name: {row.item_id: row for row in sources.screenings if row.coder_id == name}
        for name in (FIRST, coder, RULE_SET)
    }
    drawn_from = sorted(
        item_id
        for item_id in by_coder[FIRST]
        if not (open_only and by_coder[RULE_SET][item_id].sure)
    )
    assert set(random.Random(seed).sample(drawn_from, size)) == set(by_coder[coder])


def test_the_register_says_what_somebody_screened(sources: Sources) -> None:
    """Would catch a decision that no coder ever took."""
    said = {(row.item_id, row.coder_id): row for row in sources.screenings}
    checked = 0
    for item in sources.register:
        row = said.get((item.item_id, str(item.decided_by)))
        if row is not None and item.duplicate_of is None:
            checked += 1
            assert (item.decision, item.scope, item.exclusion_reason, item.n_separate_calls) == (
                row.decision,
                row.scope,
                row.exclusion_reason,
                row.n_separate_calls,
            ), item.item_id
    assert checked >= 1490


def test_coders_name_the_instructions_they_had(checkout: Project, sources: Sources) -> None:
    """Would catch instructions changed after the screening."""
    page = checkout.datasets / "rounds" / ROUND / "instructions.md"
    wanted = hashlib.sha256(page.read_bytes()).hexdigest()
    for coder in (FIRST, *SAMPLES):
        assert sources.coders[coder].instructions_sha256 == wanted


def test_publishers_are_described(sources: Sources) -> None:
    """Would catch a zone that no clock knows, or a language that no document has."""
    spoken: dict[str, set[str]] = {}
    for item in sources.register:
        spoken.setdefault(item.publisher_id, set()).add(item.language)
    for publisher in sources.publishers.values():
        zoneinfo.ZoneInfo(publisher.local_zone)
        assert publisher.languages == ";".join(sorted(spoken[publisher.publisher_id]))


def test_what_the_rules_proposed_they_propose_still(sources: Sources, texts: Texts) -> None:
    """Would catch rules changed under the same id: their published error would not be theirs."""
    text_of = text_finder(sources, texts)
    rows = [row for row in sources.screenings if row.coder_id == RULE_SET]
    assert len(rows) >= 1490
    for row in rows:
        text = text_of(sources.items[row.item_id].document_id)
        if text is None or sources.items[row.item_id].duplicate_of is not None:
            continue
        made = propose(text)
        assert (made.decision, made.scope, made.n_separate_calls, f"rule {made.rule}") == (
            row.decision,
            row.scope,
            row.n_separate_calls,
            row.note,
        ), row.item_id


def test_pairs_are_as_like_as_they_say(sources: Sources, texts: Texts) -> None:
    """Would catch a likeness written by hand, or a rule's decision below its threshold."""
    text_of = text_finder(sources, texts)
    for pair in sources.item_pairs:
        one, other = sources.items[pair.item_id], sources.items[pair.other_item_id]
        if pair.decided_by == GROUPING_RULES:
            least = TEMPLATE_PERCENT if pair.measure == "runs" else TRANSLATION_PERCENT
            assert pair.similarity_percent >= least
        left, right = text_of(one.document_id), text_of(other.document_id)
        if left is None or right is None or pair.relation == "duplicate":
            continue
        if pair.measure == "runs":
            assert pair.similarity_percent >= READ_PERCENT
            measured = percent_shared(runs(left, one.language), runs(right, other.language))
        else:
            assert pair.similarity_percent >= READ_TRANSLATION_PERCENT
            measured = percent_contained(anchors(left), anchors(right))
        assert measured == pair.similarity_percent, pair


def test_no_like_pair_is_left_undecided(sources: Sources, texts: Texts) -> None:
    """Would catch a duplicate or template that nobody looked at."""
    items = [item for item in sources.register if item.duplicate_of is None]
    decided = {(pair.item_id, pair.other_item_id) for pair in sources.item_pairs}
    found = find_pairs(items, text_finder(sources, texts))
    assert {(p.item_id, p.other_item_id) for p in found} - decided == set()


def test_notes_are_in_own_words(sources: Sources, texts: Texts) -> None:
    """Would catch a sentence of a source in a note of register, screenings or pairs."""
    text_of = text_finder(sources, texts)
    notes = [(row.item_id, row.note) for row in sources.register]
    notes += [(row.item_id, row.note) for row in sources.screenings]
    notes += [(p.item_id, p.note) for p in sources.item_pairs]
    notes += [(p.other_item_id, p.note) for p in sources.item_pairs]
    looked_at = 0
    for item_id, note in notes:
        text = text_of(sources.items[item_id].document_id)
        if note is not None and text is not None:
            looked_at += 1
            assert set(word_runs(note)) & set(word_runs(text)) == set(), (item_id, note)
    assert looked_at > 1000
