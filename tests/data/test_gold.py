"""The gold round as it stands in the tree: whole, blind, unedited, divided for good."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from diplocalls.builders.audits import draw_claims, read_audits
from diplocalls.builders.build import make_tables
from diplocalls.builders.measure import read_round
from diplocalls.builders.new_record import cut_sentences
from diplocalls.builders.project import Project
from diplocalls.builders.reliability import Codings
from diplocalls.builders.rounds import check_sums, list_rounds
from diplocalls.builders.sampling import Quota, divide, draw, eligible, possible_ties
from diplocalls.builders.sources import read_sources
from diplocalls.builders.texts import Texts, text_finder
from diplocalls.schema.round_codes import AuditDraw, CoderRole, Split
from diplocalls.schema.round_rows import Audit, SampledDocument

ROUND = "gold-1"
SEED = 411
QUOTAS = {
    "us-wh": Quota(80, 14, 30),
    "us-state": Quota(30, 4, 11),
    "ru-kremlin": Quota(25, 2, 9),
    "ua-president": Quota(15, 0, 6),
    "ru-mfa": Quota(10, 0, 4),
}
"""What was drawn: all, texts on several parties among them, for test."""

LAST_ITEM = "item-01509"
"""The last row of the register when the sample was drawn."""


@pytest.fixture(scope="module")
def codings(checkout: Project) -> dict[str, Codings]:
    """Return what every coder of the round handed in, by id."""
    made = read_round(checkout, ROUND, read_sources(checkout))
    return {one.coder.coder_id: one for one in made}


def sample_of(checkout: Project) -> list[SampledDocument]:
    """Return the documents of the round."""
    return [row for row in read_sources(checkout).samples if row.round == ROUND]


def test_the_sample_is_what_its_seed_gives(checkout: Project) -> None:
    """Would catch a document that was slipped in, taken out or moved to the other split."""
    sources = read_sources(checkout)
    sample = sample_of(checkout)
    register = [item for item in sources.register if item.item_id <= LAST_ITEM]
    tables, _ = make_tables(checkout)
    first = {row.document_id for row in tables["documents"] if row.coder_id == "lm-2026-11-spine"}
    made = draw(eligible(register, first), QUOTAS, ROUND, SEED)
    assert divide(made, sources.documents, [], QUOTAS, SEED) == sample


def test_the_split_holds(checkout: Project) -> None:
    """Would catch a split that was changed after it was made."""
    sample = sample_of(checkout)
    assert Counter(row.split for row in sample) == {Split.DEV: 100, Split.TEST: 60}
    sources = read_sources(checkout)
    split = {row.document_id: row.split for row in sample}
    for one, other in possible_ties([sources.documents[name] for name in split]):
        assert split[one] == split[other]


def test_every_document_was_coded_twice_and_adjudicated(
    checkout: Project, codings: dict[str, Codings]
) -> None:
    """Would catch a document with one blind coding that is called double."""
    drawn = {row.document_id for row in sample_of(checkout)}
    readers = [one for one in codings.values() if one.coder.role == CoderRole.READER]
    judges = [one for one in codings.values() if one.coder.role == CoderRole.ADJUDICATOR]
    assert (len(readers), len(judges)) == (2, 1)
    for one in (*readers, *judges):
        assert set(one.units) == drawn, one.coder.coder_id
        assert set(one.labels) == drawn, one.coder.coder_id
    tables, _ = make_tables(checkout)
    status = {row.document_id: row.coding_status for row in tables["documents"]}
    assert {status[name] for name in drawn} == {"double"}


def test_smaller_codings_are_as_large_as_they_should_be(codings: dict[str, Codings]) -> None:
    """Would catch a comparison that lost documents."""
    sizes = {
        one.coder.role: (len(one.units), len(one.labels))
        for one in codings.values()
        if one.coder.role in (CoderRole.DEFINITIONS, CoderRole.RECODER)
    }
    assert sizes == {CoderRole.DEFINITIONS: (40, 40), CoderRole.RECODER: (20, 20)}


def test_coders_had_the_documents_in_orders_of_their_own(codings: dict[str, Codings]) -> None:
    """Would catch two coders who sat over the same pack."""
    readers = [one for one in codings.values() if one.coder.role == CoderRole.READER]
    packs = [
        {
            frozenset(n for n, c in one.units.items() if c.session == session)
            for session in {c.session for c in one.units.values()}
        }
        for one in readers
    ]
    assert not packs[0] & packs[1]


def test_raw_files_are_as_handed_in(checkout: Project) -> None:
    """Would catch a raw coding that was mended after its round."""
    for round_id in list_rounds(checkout):
        assert list(check_sums(checkout, round_id)) == []


def test_audits_are_as_large_as_they_should_be(checkout: Project) -> None:
    """Would catch a draw that was cut short, or a claim drawn afresh that was audited before."""
    tables, _ = make_tables(checkout)
    rows = [row for row in tables["audits"] if isinstance(row, Audit)]
    claims = {(row.draw.value, row.claim_id) for row in rows}
    assert Counter(name for name, _ in claims) == {"random": 200, "unsure": 100, "fresh": 100}
    assert len({claim for _, claim in claims}) == 400


def test_every_sentence_bears_a_claim_or_a_reason(
    checkout: Project, codings: dict[str, Codings], texts: Texts
) -> None:
    """Would catch a sentence that everybody passed over without a word."""
    sources = read_sources(checkout)
    find = text_finder(sources, texts)
    judge = next(one for one in codings.values() if one.coder.role == CoderRole.ADJUDICATOR)
    for name, coding in judge.units.items():
        text = find(name)
        assert text is not None
        silent = {tuple(sentence.span) for sentence in coding.silent}
        spans = [span for unit in coding.units for span in unit.evidence]
        for start, end in cut_sentences(text):
            borne = any(first < end and last > start for first, last in spans)
            assert borne or (start, end) in silent, (name, start, end)


def test_audits_are_of_the_claims_that_the_seed_draws(
    checkout: Project, codings: dict[str, Codings]
) -> None:
    """Would catch claims that were picked for an audit, or left out of it."""
    readers = [one for one in codings.values() if one.coder.role == CoderRole.READER]
    judge = next(one for one in codings.values() if one.coder.role == CoderRole.ADJUDICATOR)
    every = {f"{name}-{unit.id}" for name, c in judge.units.items() for unit in c.units}
    doubted = {
        f"{name}-{claim.id}"
        for one in readers
        for name, coding in one.labels.items()
        for claim in coding.claims
        if claim.unsure
    }
    drawn: dict[str, list[str]] = {}
    taken: set[str] = set()
    for kind, pool, count in (
        (AuditDraw.RANDOM, every, 200),
        (AuditDraw.UNSURE, doubted, 100),
        (AuditDraw.FRESH, every, 100),
    ):
        drawn[kind.value] = draw_claims(pool, count, kind, SEED, taken)
        taken |= set(drawn[kind.value])
    found: dict[str, set[str]] = {}
    for row in read_audits(checkout, ROUND):
        found.setdefault(row.draw.value, set()).add(row.claim_id)
    assert {name: set(ids) for name, ids in drawn.items()} == found


def test_smaller_codings_are_of_the_documents_that_the_seed_draws(
    checkout: Project, codings: dict[str, Codings]
) -> None:
    """Would catch easy documents picked for a comparison."""
    names = sorted(row.document_id for row in sample_of(checkout))
    for role, word, count in (
        (CoderRole.DEFINITIONS, "definitions", 40),
        (CoderRole.RECODER, "recoding", 20),
    ):
        one = next(c for c in codings.values() if c.coder.role == role)
        assert set(one.units) == set(random.Random(f"{word} {SEED}").sample(names, count))
