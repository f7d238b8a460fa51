"""The rules for records: each can be broken, each has its sentence, helpers do what they say."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import invented
import pytest
import strategies
from diplocalls.builders.project import Project
from diplocalls.builders.sources import read_sources
from diplocalls.schema.acts import Act
from diplocalls.schema.coding_rules import CODING_RULES
from diplocalls.schema.fields import MAX_SHARED_WORDS
from diplocalls.schema.record import Record
from diplocalls.schema.rulebook import RULES, find_problems
from diplocalls.schema.rules import nearest, word_runs
from hypothesis import given
from hypothesis import strategies as st

BROKEN = Path(__file__).resolve().parents[1] / "broken"


def test_every_rule_is_broken_somewhere() -> None:
    """Would catch a rule that can never find anything."""
    found = {
        rule
        for path in BROKEN.glob("*.txt")
        for rule in re.findall(r"\[([a-z-]+)\]$", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert set(RULES) - found == {"claim-codes-valid"}, "this one is broken by the next test"


def test_codes_that_went_out_are_refused(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Would catch a record that uses a code which its codebook version does not have."""
    monkeypatch.setattr(Act.URGE, "until", "codebook-1")
    found = list(find_problems(invented.palace_record(), read_sources(project).world()))
    assert [(f.rule, f.path) for f in found] == [("claim-codes-valid", ("claims", 1, "act"))]


def test_every_rule_says_what_must_hold() -> None:
    """Would catch a rule without a sentence for the codebook."""
    assert all(rule.sentence.endswith(".") for rule in RULES.values())
    assert len({rule.number for rule in CODING_RULES}) == len(CODING_RULES) == 80


@given(strategies.records(fewest=1), st.data())
def test_a_gloss_out_of_the_text_is_found(record: Record, data: st.DataObject) -> None:
    """Would catch a comparison that misses a copied run at either end, or in other case."""
    assert record.claims is not None
    words = data.draw(
        st.lists(st.from_regex(r"[a-z]{2,6}", fullmatch=True), min_size=8, max_size=14)
    )
    start = data.draw(st.integers(0, len(words) - MAX_SHARED_WORDS))
    copied = " ".join(words[start : start + MAX_SHARED_WORDS]).upper()
    claim = record.claims[0].model_copy(update={"gloss": copied, "note": None})
    changed = record.model_copy(update={"claims": [claim, *record.claims[1:]]})
    world = replace(_world_of(changed), text=f"Mr. {', '.join(words)}.")
    rules = [f.rule for f in find_problems(changed, world) if f.path[:3] == ("claims", 0, "gloss")]
    assert "own-words" in rules


def _world_of(record: Record) -> object:
    """Return a world in which a record is registered."""
    item, _ = strategies.registered(record, 1)
    return strategies.Sources(
        entities={e.entity_id: e for e in invented.ENTITIES},
        persons={p.person_id: p for p in invented.PERSONS},
        coders={c.coder_id: c for c in invented.CODERS},
        publishers={},
        publisher_names={},
        canon_rules=[],
        register=[item],
        locations=[],
        screenings=[],
        item_pairs=[],
        retired_ids=[],
        call_links={},
    ).world()


def test_five_words_may_be_shared() -> None:
    """Would catch a test that forbids names and set formulas."""
    assert list(word_runs("one two three four five")) == []
    assert list(word_runs("a-b c'd e f")) == ["a b c d e f"]


def test_chinese_runs_are_eight_characters() -> None:
    """Would catch a test of glosses that knows only spaces."""
    assert list(word_runs("两国代表今天开会了，好")) == ["两国代表今天开会", "国代表今天开会了"]


def test_nearest_names_what_was_meant() -> None:
    """Would catch hints in the wrong order, or none because of the case."""
    assert nearest("comit", list(Act)).startswith("; nearest: COMMIT")
    assert nearest("zzzz", list(Act)) == ""
