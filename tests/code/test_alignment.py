"""Both sides' accounts: cells, labels, measures, sheets and the page. On invented accounts."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import invented
import pytest
from diplocalls.builders.align_sheet import read_align_sheet, write_align_sheet
from diplocalls.builders.alignment import (
    Account,
    Matched,
    Pair,
    Place,
    cell_key,
    cell_sha256,
    find_pairs,
    fold_alignments,
    match_cells,
    propose_label,
)
from diplocalls.builders.alignment_agreement import measure_alignment_codings
from diplocalls.builders.build import build, make_tables
from diplocalls.builders.compare import compare_accounts
from diplocalls.builders.compare_page import make_compare_page
from diplocalls.builders.divergence import fold_divergence, fold_dyads, measure_pair
from diplocalls.builders.problems import ProblemsError
from diplocalls.builders.project import Project
from diplocalls.builders.sources import read_sources
from diplocalls.builders.table_reading import read_tables
from diplocalls.schema.acts import Act
from diplocalls.schema.alignment_codes import NEIGHBOURS, AlignmentLabel
from diplocalls.schema.alignment_rows import AlignmentDecision
from diplocalls.schema.claim_codes import Holder
from diplocalls.schema.claim_rows import Claim
from diplocalls.schema.document_codes import TextBasis
from diplocalls.schema.topics import Topic
from hypothesis import given
from hypothesis import strategies as st

NAMES = {entity.entity_id: entity.name for entity in invented.ENTITIES}
TOPICS = [Topic(code) for code in ("t0101", "t0102", "t0103", "t0201", "t0202", "t0701", "t1103")]
SIDES = ("XFF", "XRR")


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """Return the invented call of which both sides have an account."""
    project = invented.make_project(tmp_path_factory.mktemp("pair"))
    tables, _ = make_tables(project)
    return next(find_pairs(tables))


def claim_like(claim: Claim, number: int, act: Act, stance: int, holder: Holder) -> Claim:
    """Return a claim with other codes."""
    document = claim.document_id
    return claim.model_copy(
        update={
            "claim_id": f"{document}-c{number:02}",
            "act": act,
            "stance": stance,
            "holder": holder,
        }
    )


@st.composite
def cells(draw: st.DrawFn, model: Claim) -> dict[Place, list[Claim]]:
    """Return the cells of an account made of invented claims, each in one cell of one side."""
    found: dict[Place, list[Claim]] = {}
    for number in range(1, draw(st.integers(0, 8)) + 1):
        holder = draw(st.sampled_from([Holder.OWN, Holder.COUNTERPART, Holder.JOINT]))
        claim = claim_like(
            model, number, draw(st.sampled_from(list(Act))), draw(st.integers(-1, 1)), holder
        )
        sides = SIDES if holder == Holder.JOINT else (draw(st.sampled_from(SIDES)),)
        for topic in draw(st.lists(st.sampled_from(TOPICS), min_size=1, max_size=3, unique=True)):
            for side in sides:
                found.setdefault((side, topic), []).append(claim)
    return found


def accounts(pair: Pair, one: dict[Place, list[Claim]], other: dict[Place, list[Claim]]) -> Pair:
    """Return the pair with other cells."""

    def account(old: Account, cells: dict[Place, list[Claim]]) -> Account:
        claims = list({c.claim_id: c for group in cells.values() for c in group}.values())
        return replace(
            old, cells=cells, claims=claims, topics=frozenset(topic for _, topic in cells)
        )

    return Pair(pair.call, account(pair.first, one), account(pair.second, other))


def turned(cell: Matched) -> Matched:
    """Return a cell with the accounts changed round."""
    return Matched(cell.holder, cell.topic2, cell.topic1, cell.claims2, cell.claims1)


@given(st.data())
def test_alignment_is_symmetric(pair: Pair, data: st.DataObject) -> None:
    """Would catch a matching, or a label, that favours whoever stands first."""
    one = data.draw(cells(pair.first.claims[0]))
    other = data.draw(cells(pair.second.claims[0]))
    here = {(c.holder, c.topic1, c.topic2): c for c in match_cells(one, other)}
    there = {(c.holder, c.topic1, c.topic2): c for c in map(turned, match_cells(other, one))}
    assert here == there
    for cell in here.values():
        back = turned(cell)
        assert propose_label(cell.claims1, cell.claims2) == propose_label(
            back.claims1, back.claims2
        )


@given(st.data())
def test_two_copies_differ_nowhere(pair: Pair, data: st.DataObject) -> None:
    """Would catch a copy that is called silent on itself, or at odds with itself."""
    one = data.draw(cells(pair.first.claims[0]))
    for cell in match_cells(one, one):
        label = propose_label(cell.claims1, cell.claims2)
        assert label == AlignmentLabel.CORROBORATED
    alignments = fold_alignments([accounts(pair, one, one)], [], NAMES)
    measured = fold_divergence([accounts(pair, one, one)], alignments, {})[0]
    assert measured.n_only1 == measured.n_only2 == measured.n_contradictory == 0
    assert measured.topic_jaccard in (None, 1.0)
    assert measured.stance_distance in (None, 0.0)


@given(st.data())
def test_what_goes_from_one_cell_changes_only_what_is_matched_to_it(
    pair: Pair, data: st.DataObject
) -> None:
    """Would catch a matching in which one cell decides about cells far from it."""
    one = data.draw(cells(pair.first.claims[0]))
    other = data.draw(cells(pair.second.claims[0]))
    if not one:
        return
    gone = data.draw(st.sampled_from(sorted(one)))
    less = {place: claims for place, claims in one.items() if place != gone}
    before = {(c.holder, c.topic1, c.topic2): c for c in match_cells(one, other)}
    after = {(c.holder, c.topic1, c.topic2): c for c in match_cells(less, other)}
    near = reach(gone[1].value)
    for key in before.keys() ^ after.keys():
        holder, *topics = key
        assert holder == gone[0]
        assert any(topic is not None and topic.value in near for topic in topics)
    lone = gone in other and not any(
        frozenset((gone[1].value, topic.value)) in NEIGHBOURS for _, topic in {*one, *other}
    )
    if lone:
        cell = after[gone[0], None, gone[1]]
        assert propose_label(cell.claims1, cell.claims2) == AlignmentLabel.ONE_SIDED


def reach(topic: str) -> set[str]:
    """Return the topics that a chain of neighbours leads to."""
    found, open_ = {topic}, [topic]
    while open_:
        here = open_.pop()
        for pair in NEIGHBOURS:
            if here in pair:
                new = set(pair) - found
                found |= new
                open_ += new
    return found


@given(st.data())
def test_measures_count_every_cell_once(pair: Pair, data: st.DataObject) -> None:
    """Would catch a share whose parts do not make up the whole, or silence of a shortened text."""
    basis = data.draw(st.sampled_from([TextBasis.FULL, TextBasis.POSSIBLY_ABRIDGED]))
    made = accounts(
        pair, data.draw(cells(pair.first.claims[0])), data.draw(cells(pair.second.claims[0]))
    )
    short = made.first.document.model_copy(update={"text_basis": basis})
    made = replace(made, first=replace(made.first, document=short))
    rows = fold_alignments([made], [], NAMES)
    found = measure_pair(made, rows, 0)
    assert found.n_cells == found.n_both + found.n_only1 + found.n_only2 == len(rows)
    assert found.n_both == found.n_corroborated + found.n_emphasis + found.n_contradictory
    silent = {row.silent_id for row in rows}
    if basis == TextBasis.POSSIBLY_ABRIDGED:
        assert made.first.side not in silent
        assert found.omission1 is None
    elif found.n_only2:
        assert made.first.side in silent
    for row in rows:
        assert (row.silent_id is None) or row.label == AlignmentLabel.ONE_SIDED


@pytest.mark.parametrize(
    ("ours", "theirs", "label"),
    [
        ((Act.URGE, 1, "own"), (Act.URGE, 1, "counterpart"), "corroborated"),
        ((Act.URGE, 1, "own"), (Act.DISCUSS, 0, "counterpart"), "different_emphasis"),
        ((Act.URGE, 1, "own"), (Act.URGE, 1, "joint"), "different_emphasis"),
        ((Act.SUPPORT, 1, "own"), (Act.OPPOSE, -1, "counterpart"), "contradictory"),
        ((Act.POSITION, 1, "own"), (Act.POSITION, 0, "counterpart"), "corroborated"),
        ((Act.CONDEMN, -1, "own"), (Act.SUPPORT, 1, "joint"), "contradictory"),
    ],
)
def test_labels_are_as_defined(
    pair: Pair, ours: tuple[Act, int, str], theirs: tuple[Act, int, str], label: str
) -> None:
    """Would catch a label that the codebook's section 9 does not give."""
    one = claim_like(pair.first.claims[0], 1, ours[0], ours[1], Holder(ours[2]))
    other = claim_like(pair.second.claims[0], 1, theirs[0], theirs[1], Holder(theirs[2]))
    assert propose_label([one], [other]) == label
    assert propose_label([one], []) == AlignmentLabel.ONE_SIDED


def decision(pair: Pair, cell: Matched, label: str, sha256: str | None = None) -> AlignmentDecision:
    """Return a decision on a cell."""
    call_id, first, second, holder, topic = cell_key(pair, cell)
    return AlignmentDecision.model_validate(
        {
            "call_id": call_id,
            "document1_id": first,
            "document2_id": second,
            "holder_id": holder,
            "topic": topic,
            "label": label,
            "cell_sha256": sha256 or cell_sha256(cell),
            "decided_by": "person-test",
            "decided_date": "2001-03-06",
            "note": "Read side by side",
        }
    )


def test_a_decision_stands_in_place_of_the_proposal(pair: Pair) -> None:
    """Would catch a decision that is lost, or that hides what was proposed."""
    cell = next(c for c in match_cells(pair.first.cells, pair.second.cells) if c.claims1)
    rows = fold_alignments([pair], [decision(pair, cell, "contradictory")], NAMES)
    changed = [row for row in rows if row.status == "decided"]
    assert [(r.label, r.proposed == r.label, r.decided_by) for r in changed] == [
        ("contradictory", False, "person-test")
    ]


@pytest.mark.parametrize("fault", ["codes", "cell"])
def test_a_decision_on_other_codes_is_named(pair: Pair, fault: str) -> None:
    """Would catch a decision that silently goes on standing when the claims under it change."""
    cell = match_cells(pair.first.cells, pair.second.cells)[0]
    made = decision(pair, cell, "corroborated", "0" * 64 if fault == "codes" else None)
    if fault == "cell":
        made = made.model_copy(update={"topic": Topic("t0805")})
    with pytest.raises(ProblemsError) as caught:
        fold_alignments([pair], [made], NAMES)
    assert [problem.rule for problem in caught.value.problems] == ["alignment-stale"]
    assert "decide again" in str(caught.value)


def test_drafts_and_excerpts_are_no_accounts(tmp_path: Path) -> None:
    """Would catch a machine's unread draft, or a mere excerpt, compared as a side's account."""
    project = invented.make_project(tmp_path)
    tables, _ = make_tables(project)
    palace = invented.PALACE
    for column, value in (
        ("coding_status", "draft"),
        ("claims_coded", False),
        ("text_basis", "excerpt"),
    ):
        documents = [
            row.model_copy(update={column: value})
            if getattr(row, "document_id", None) == palace
            else row
            for row in tables["documents"]
        ]
        assert list(find_pairs({**tables, "documents": documents})) == []
    assert len(list(find_pairs(tables))) == 1


def test_a_sheet_is_read_as_it_is_written(project: Project) -> None:
    """Would catch a sheet that, handed back as given, decides something else."""
    tables, _ = make_tables(project)
    pairs = list(find_pairs(tables))
    shown = list(write_align_sheet(pairs[0], tables, invented.TEXTS.get, blind=False))
    found, problems = read_align_sheet("\n".join(shown), "sheet.txt", pairs)
    assert problems == []
    assert all(one.label == propose_label(one.cell.claims1, one.cell.claims2) for one in found)
    assert len(found) == len(match_cells(pairs[0].first.cells, pairs[0].second.cells))
    assert any("dredging fees" in line for line in shown)
    hidden = list(write_align_sheet(pairs[0], tables, invented.TEXTS.get, blind=True))
    assert not any(label.value in "\n".join(hidden) for label in AlignmentLabel)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("one_sided", "one-sided", "is no label; nearest: one_sided"),
        ("\n1 | ", "\n# 1 | ", "cells 1 have no line"),
        ("\n2 | XFF", "\n2 | XRR", "keep the lines as given"),
        ("one_sided", "corroborated", "name in the note the claim that answers it"),
        ("== call-2001-0001", "== call-2001-0009", "is no pair of accounts"),
    ],
)
def test_a_faulty_sheet_is_refused(project: Project, old: str, new: str, said: str) -> None:
    """Would catch a label taken for another cell, a cell left out, or a typing slip let through."""
    tables, _ = make_tables(project)
    pairs = list(find_pairs(tables))
    sheet = "\n".join(write_align_sheet(pairs[0], tables, invented.TEXTS.get, blind=False))
    assert old in sheet
    _, problems = read_align_sheet(sheet.replace(old, new, 1), "sheet.txt", pairs)
    assert any(said in problem.message for problem in problems), problems


class _Outline(HTMLParser):
    """Collects what a page refers to and what it is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.loaded: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loaded += [str(v) for k, v in attrs if k == "src" or (tag == "link" and k == "href")]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_the_page_shows_both_accounts_and_loads_nothing(project: Project) -> None:
    """Would catch a page that needs the network, drops a claim, or hides who is silent."""
    build(project)
    tables = read_tables(project).rows
    one = compare_accounts("call-2001-0001", tables)
    page = make_compare_page(one)
    outline = _Outline()
    outline.feed(page)
    assert not outline.loaded
    assert "script" not in outline.tags
    text = " ".join(outline.text)
    linked = {row.claim_id for row in tables["claim_calls"] if row.call_id == "call-2001-0001"}
    for claim in tables["claims"]:
        assert (claim.claim_id in text) == (claim.claim_id in linked)
    assert "silent" in text
    assert "Freedonia says" in text
    assert "Ruritania says" in text


def test_hostile_words_stay_words_on_the_page(pair: Pair, project: Project) -> None:
    """Would catch a gloss that becomes markup."""
    build(project)
    tables = dict(read_tables(project).rows)
    tables["claims"] = [
        row.model_copy(update={"gloss": "<script>alert(1)</script>"}) for row in tables["claims"]
    ]
    assert "<script" not in make_compare_page(compare_accounts("call-2001-0001", tables))


@pytest.mark.parametrize(
    ("call_id", "said"), [("call-2001-0099", "no call"), ("call-2001-0002", "only one side's")]
)
def test_a_call_that_cannot_be_compared_is_said_so(
    project: Project, call_id: str, said: str
) -> None:
    """Would catch an empty page, or a traceback, for a call with one account."""
    build(project)
    with pytest.raises(ProblemsError, match=said):
        compare_accounts(call_id, read_tables(project).rows)


def test_agreement_counts_cells_both_labelled(project: Project) -> None:
    """Would catch agreement over cells that one coder never saw, or doubt left out of account."""
    rows = invented.ALIGNMENT_CODINGS
    other = [row.model_copy(update={"topic": Topic("t0101"), "unsure": False}) for row in rows]
    alone = rows[0].model_copy(update={"topic": Topic("t0102")})
    same = [other[0], other[1].model_copy(update={"label": other[0].label}), alone]
    sources = replace(read_sources(project), alignment_codings=[*rows, *same])
    found = {
        (r.variable, r.statistic.value, r.subset.value): (r.n_units, r.estimate)
        for r in measure_alignment_codings(sources)
    }
    assert found["alignment", "exact", "all"] == (2, 0.5)
    assert found["alignment", "exact", "sure"] == (1, 1.0)
    assert found["alignment_shared", "exact", "unsure"] == (1, 0.0)


def test_few_calls_get_no_interval(pair: Pair) -> None:
    """Would catch an interval drawn from a handful of calls."""
    rows = fold_divergence([pair], fold_alignments([pair], [], NAMES), {})
    few = fold_dyads(rows)
    assert few
    assert all(row.interval_low is None for row in few)
    many = fold_dyads(
        [rows[0].model_copy(update={"call_id": f"call-2001-{n:04}"}) for n in range(1, 7)]
    )
    assert all(row.n_calls == 6 and row.interval_low == row.mean for row in many)
