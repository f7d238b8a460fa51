"""The fold from records to rows, and the way back."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import invented
import pytest
import strategies
from diplocalls.builders.problems import ProblemsError
from diplocalls.builders.project import Project
from diplocalls.builders.rows import Tables, fold
from diplocalls.builders.sources import Sources, read_sources
from diplocalls.builders.unfold import unfold_records, unfold_sources
from diplocalls.schema.record import Record
from diplocalls.schema.rulebook import find_problems
from diplocalls.schema.tables import TABLES
from hypothesis import given, settings
from hypothesis import strategies as st


@settings(max_examples=25)
@given(strategies.worlds())
def test_records_made_here_keep_every_rule(world: tuple[list[Record], Sources]) -> None:
    """Would catch a rule that refuses sound records, and a strategy that tries unsound ones."""
    records, sources = world
    for record in records:
        assert list(find_problems(record, sources.world())) == []


@settings(max_examples=25)
@given(strategies.worlds())
def test_tables_hold_all_that_records_say(world: tuple[list[Record], Sources]) -> None:
    """Would catch a fold that drops, swaps or reorders anything a coder entered."""
    records, sources = world
    tables = fold(records, sources)
    found, failed = unfold_records(tables)
    assert failed == {}
    assert found == {record.document_id: record for record in records}


@settings(max_examples=25)
@given(strategies.worlds())
def test_folding_what_was_unfolded_changes_nothing(world: tuple[list[Record], Sources]) -> None:
    """Would catch a derived cell that depends on something the tables do not hold."""
    tables = fold(*world)
    records, _ = unfold_records(tables)
    assert fold(records.values(), unfold_sources(tables)) == tables


@settings(max_examples=25)
@given(strategies.worlds(), st.randoms(use_true_random=False))
def test_order_of_records_does_not_matter(
    world: tuple[list[Record], Sources], random: st.DataObject
) -> None:
    """Would catch ids, labels or merged facts that depend on which file is read first."""
    records, sources = world
    shuffled = list(records)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert fold(shuffled, sources) == fold(records, sources)


@settings(max_examples=25)
@given(strategies.worlds())
def test_counts_agree_with_the_rows_they_count(world: tuple[list[Record], Sources]) -> None:
    """Would catch a count taken from one table and not true of the other."""
    tables = fold(*world)
    assert_counts(tables)


def assert_counts(tables: Tables) -> None:
    """Count again, from the child tables alone."""

    def counted(table: str, column: str) -> Counter[object]:
        return Counter(getattr(row, column) for row in tables[table])

    def distinct(table: str, column: str, other: str) -> Counter[object]:
        pairs = {(getattr(row, column), getattr(row, other)) for row in tables[table]}
        return Counter(first for first, _ in pairs)

    claims, calls, documents = tables["claims"], tables["calls"], tables["documents"]
    claim_calls = counted("claim_calls", "claim_id")
    per_call = counted("claim_calls", "call_id")
    topics, targets = counted("claim_topics", "claim_id"), counted("claim_targets", "claim_id")
    spans = counted("claim_evidence", "claim_id")
    holders = distinct("claim_holders", "claim_id", "side_id")
    for claim in claims:
        assert (claim.n_calls, claim.n_topics) == (
            claim_calls[claim.claim_id],
            topics[claim.claim_id],
        )
        assert (claim.n_targets, claim.n_spans) == (targets[claim.claim_id], spans[claim.claim_id])
        assert claim.n_holders == holders[claim.claim_id]
        assert (claim.call_id is None) == (claim.n_calls > 1)
    sides, views = (
        counted("call_sides", "call_id"),
        distinct("call_documents", "call_id", "document_id"),
    )
    for call in calls:
        assert (call.n_sides, call.n_documents) == (sides[call.call_id], views[call.call_id])
        assert call.n_claims == per_call[call.call_id]
        assert (call.side2_id is None) == (call.n_sides > 2)
    by_document = counted("claims", "document_id")
    for document in documents:
        assert document.n_claims == (
            by_document[document.document_id] if document.claims_coded else None
        )
    assert sum(row.n_primary for row in tables["topics"]) == len(tables["claim_calls"])


@settings(max_examples=25)
@given(strategies.worlds())
def test_tables_are_sorted_and_keys_unique(world: tuple[list[Record], Sources]) -> None:
    """Would catch a table written in the order of reading, and a key given twice."""
    for name, rows in fold(*world).items():
        keys = [tuple(getattr(row, column) for column in TABLES[name].key) for row in rows]
        assert keys == sorted(set(keys)), name


def test_one_call_in_two_accounts(project: Project) -> None:
    """Would catch a fold that makes a call of each document, or lets one account win."""
    tables = fold(invented.records(), read_sources(project))
    call = next(row for row in tables["calls"] if row.call_id == "call-2001-0001")
    assert (call.n_documents, call.n_issuing_sides, call.n_claims) == (2, 2, 7)
    assert call.call_date == date(2001, 3, 1), "Freedonia's day: it is alphabetically first"
    assert (call.mode, call.secure) == ("phone", "not_stated"), "silence conflicts with nothing"
    assert call.initiator_id is None
    conflicts = {
        (row.variable.value, row.document_id, row.value) for row in tables["call_conflicts"]
    }
    assert conflicts == {
        ("initiator", invented.CHANCERY, "XFF"),
        ("initiator", invented.PALACE, "XRR"),
    }, "a day's difference is no conflict, two initiators are"


def test_days_further_apart_conflict(project: Project) -> None:
    """Would catch a merge that hides a wrong date behind time zones."""
    record = invented.chancery_record()
    early = record.calls[0].model_copy(
        update={"date_first": date(2001, 2, 27), "date_last": date(2001, 2, 27)}
    )
    records = [record.model_copy(update={"calls": [early]}), invented.palace_record()]
    tables = fold(records, invented.sources_for(project, records))
    call = tables["calls"][0]
    dates = (call.date_first, call.date_last, call.date_precision)
    assert dates == (None, None, None), "no date is made out of two that conflict"
    assert call.call_date == date(2001, 2, 27), "a call has one date, that of its first state"
    assert {row.variable.value for row in tables["call_conflicts"]} == {"date", "initiator"}


def test_a_claim_of_several_calls_is_one_row(project: Project) -> None:
    """Would catch a claim that is copied for each of its calls."""
    records = [invented.bureau_record()]
    tables = fold(records, invented.sources_for(project, records))
    shared, single = tables["claims"]
    assert (shared.call_id, shared.n_calls) == (None, 2)
    assert (single.call_id, single.n_calls) == ("call-2001-0002", 1)
    assert [row.call_id for row in tables["claim_calls"]] == [
        "call-2001-0002",
        "call-2001-0003",
        "call-2001-0002",
    ]


def test_claims_not_coded_are_told_from_none(project: Project) -> None:
    """Would catch a table in which an uncoded document looks like one without claims."""
    empty = invented.draft_record().model_copy(update={"claims": []})
    for record, coded, count in ((invented.draft_record(), False, None), (empty, True, 0)):
        document = fold([record], invented.sources_for(project, [record]))["documents"][0]
        assert (document.claims_coded, document.n_claims) == (coded, count)


def test_a_call_without_a_link_is_named(project: Project) -> None:
    """Would catch a call that vanishes because nobody linked it."""
    sources = read_sources(project)
    links = {key: link for key, link in sources.call_links.items() if key[0] != invented.PALACE}
    with pytest.raises(ProblemsError, match=f"call 'a' of {invented.PALACE} has no link"):
        fold(invented.records(), replace(sources, call_links=links))


def test_links_that_can_hardly_be_right_are_named(project: Project) -> None:
    """Would catch a call of another year, or two different calls under one id."""
    sources = read_sources(project)
    key = (invented.DRAFT_ONLY, "a")
    for call_id, message in (
        ("call-1999-0001", "is dated 2001"),
        ("call-2001-0001", "share no two"),
    ):
        link = sources.call_links[key].model_copy(update={"call_id": call_id})
        links = {**sources.call_links, key: link}
        with pytest.raises(ProblemsError, match=message):
            fold(invented.records(), replace(sources, call_links=links))


def test_a_joint_text_is_nobodys_own_account(project: Project) -> None:
    """Would catch a joint statement that passes for both sides' words."""
    record = invented.palace_record()
    facts = record.document.model_copy(
        update={"issue_form": "joint", "issuing_sides": ["XFF", "XRR"]}
    )
    joint = [record.model_copy(update={"document": facts})]
    call = fold(joint, invented.sources_for(project, joint))["calls"][0]
    assert (call.n_issuing_sides, call.n_own_accounts) == (2, 0)
    both = fold(invented.records(), read_sources(project))["calls"][0]
    assert both.n_own_accounts == 2


def test_a_link_without_its_call_is_named(project: Project) -> None:
    """Would catch a link that silently points to nothing after a key was changed."""
    sources = read_sources(project)
    stray = invented.LINKS[0].model_copy(update={"call_key": "b"})
    links = {**sources.call_links, (invented.PALACE, "b"): stray}
    with pytest.raises(ProblemsError, match=f"{invented.PALACE} has no call 'b'"):
        fold(invented.records(), replace(sources, call_links=links))
