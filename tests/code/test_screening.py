"""Screening: proposals, coders' own rows, decisions, agreement."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date

import invented
import pytest
from diplocalls.builders.agreement import FEWEST, interval, measure_agreement, nominal_alpha
from diplocalls.builders.command import app
from diplocalls.builders.problems import ProblemsError
from diplocalls.builders.project import Project
from diplocalls.builders.screening import COLUMNS, decide
from diplocalls.builders.screening_rules import RULES, propose
from diplocalls.builders.sources import read_sources
from diplocalls.schema.register_rows import RegisterItem, Screening
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

ROUND = "screening-2"


def run(project: Project, *arguments: str) -> Result:
    """Run a command on a project."""
    return CliRunner().invoke(app, ["--root", str(project.root), *arguments])


def open_register(project: Project) -> None:
    """Make every item but the first undecided, and nothing drawn from them."""
    path = project.register / "register.csv"
    head, first, *rest = path.read_text(encoding="utf-8").splitlines()
    opened = [
        row.replace("in,core,,1,person-test,2001-03-03,", "undecided,,,,,,").replace(
            "in,core,,2,person-test,2001-03-03,", "undecided,,,,,,"
        )
        for row in rest
    ]
    path.write_text("\n".join([head, first, *opened]) + "\n", encoding="utf-8")
    samples = project.register / "samples.csv"
    samples.write_text(samples.read_text(encoding="utf-8").split("\n")[0] + "\n")


def write_screenings(project: Project, rows: list[str]) -> str:
    """Write a file of screenings; return its path."""
    path = project.root / "mine.csv"
    path.write_text("\n".join([",".join(COLUMNS), *rows]) + "\n", encoding="utf-8")
    return str(path)


def test_from_proposal_to_decision(project: Project) -> None:
    """Would catch a step of screening that does not fit the next."""
    open_register(project)
    shown = run(project, "screening", "propose", "--round", ROUND, "--keep")
    proposed = list(csv.DictReader(io.StringIO(shown.output)))
    assert [row["item_id"] for row in proposed] == ["item-00002", "item-00003", "item-00004"]
    path = project.root / "mine.csv"
    path.write_text(shown.output, encoding="utf-8")
    add = ("screening", "add", str(path), "--coder", "person-third", "--round", ROUND)
    assert "is a rule's, as proposed; read the text" in run(project, *add).output
    read = re.sub(r"rule [a-z-]+", "", shown.output)
    path.write_text(read, encoding="utf-8")
    added = run(project, *add)
    assert "3 screenings by person-third added" in added.output
    decided = run(project, "screening", "decide", "--coder", "person-third", "--round", ROUND)
    assert "3 items decided, 0 undecided" in decided.output
    sources = read_sources(project)
    assert {item.decided_by for item in sources.register[1:]} == {"person-third"}
    assert sources.register[0].decided_by == "person-test", "what is decided stays"
    assert {row.coder_id for row in sources.screenings if row.round == ROUND} == {
        "person-third",
        "rule-screening-1",
    }
    again = run(project, "screening", "propose", "--round", ROUND, "--keep")
    assert again.exit_code == 0, "nothing is undecided, nothing is added"
    assert len(read_sources(project).screenings) == len(sources.screenings)


def test_proposals_are_kept_once(project: Project) -> None:
    """Would catch a second run that gives every row its key twice."""
    open_register(project)
    keep = ("screening", "propose", "--round", ROUND, "--keep")
    assert run(project, *keep).exit_code == 0
    once = (project.register / "screenings.csv").read_bytes()
    assert run(project, *keep).exit_code == 0
    assert (project.register / "screenings.csv").read_bytes() == once


def test_a_blank_sheet_shows_no_proposal(project: Project) -> None:
    """Would catch a second coder who sees what the rules think."""
    open_register(project)
    shown = run(project, "screening", "propose", "--round", ROUND, "--blank").output
    assert shown.splitlines()[1:] == [f"item-0000{n},,,,,," for n in (2, 3, 4)]


def test_texts_that_are_not_at_hand_are_counted(project: Project) -> None:
    """Would catch an empty list that reads as if nothing were left to do."""
    open_register(project)
    (project.local_texts / "invented.jsonl").write_text("", encoding="utf-8")
    assert "3 items left out" in run(project, "screening", "propose", "--round", ROUND).output
    assert "4 items left out" in run(project, "group", "propose").output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--coder", "person-thrid", "--round", "screening-2"), "nearest: person-third"),
        (("--coder", "person-third", "--round", "screening-1"), "a coder is one coder in one"),
        (("--coder", "person-third", "--round", "Screening 2"), "write it as screening-2"),
    ],
)
def test_wrong_coders_and_rounds_are_named(
    project: Project, arguments: tuple[str, ...], message: str
) -> None:
    """Would catch screenings that land in somebody else's round."""
    path = write_screenings(project, ["item-00002,in,core,,1,yes,"])
    result = run(project, "screening", "add", path, *arguments)
    assert result.exit_code != 0
    assert message in result.output


def test_rounds_that_are_not_there_are_named(project: Project) -> None:
    """Would catch an empty table of agreement that reads as a finding."""
    assert "there are screening-1" in run(project, "screening", "agree", "--round", ROUND).output
    few = run(project, "screening", "agree", "--round", "screening-1")
    assert "no two coders share 30 items" in few.output


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xef\xbb\xbfitem_id\n", "byte order mark"),
        (b"item_id\n\xff\n", "is not UTF-8"),
        (b"item_id,decision\n", "column is missing"),
        (b"", "column is missing"),
    ],
)
def test_damaged_files_of_screenings_are_named(project: Project, data: bytes, message: str) -> None:
    """Would catch a traceback in front of somebody who saved a file in a spreadsheet."""
    path = project.root / "mine.csv"
    path.write_bytes(data)
    result = run(
        project, "screening", "add", str(path), "--coder", "person-third", "--round", ROUND
    )
    assert result.exit_code == 1
    assert message in result.output


def test_what_was_given_is_never_edited(project: Project) -> None:
    """Would catch a coder's row that is overwritten by a later one."""
    path = write_screenings(project, ["item-00001,in,core,,1,yes,"])
    add = ("screening", "add", path, "--coder", "person-second", "--round", "screening-1")
    result = run(project, *add)
    assert result.exit_code == 1
    assert "what was given is never edited" in result.output


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("item-00009,in,core,,1,yes,", "is not registered; nearest: item-0000"),
        ("item-00001,maybe,core,,1,yes,", "'maybe' is not a code of decision"),
        ("item-00001,in,domestic,,1,yes,", "a document in is core, extended or mixed"),
        ("item-00001,out,core,written,0,yes,", "is core, but what is out for 'written'"),
        ("item-00001,out,domestic,domestic,0,yes,", "calls are counted where they are domestic"),
        ("item-00001,in,core,,0,yes,", "reports at least one call"),
        ("item-00001,in,core,,one,yes,", "n_separate_calls"),
        ("item-00001,in,core,,1,perhaps,", "sure"),
        ("item-00001,in,core,,1,yes,a, b", "has 8 cells, the header has 7; quote cells"),
        ("item-00001,out,not_a_call,duplicate,0,yes,", "no screening finds duplicates"),
    ],
)
def test_bad_screenings_are_named_and_none_is_added(
    project: Project, row: str, message: str
) -> None:
    """Would catch a file of screenings that is added up to its first fault."""
    before = (project.register / "screenings.csv").read_bytes()
    path = write_screenings(project, ["item-00002,in,core,,1,yes,", row])
    result = run(project, "screening", "add", path, "--coder", "person-third", "--round", ROUND)
    assert result.exit_code == 1
    assert "mine.csv:3" in result.output
    assert message in result.output
    assert (project.register / "screenings.csv").read_bytes() == before


def test_one_screening_of_an_item_by_a_coder(project: Project) -> None:
    """Would catch an item that counts twice in agreement."""
    path = write_screenings(project, ["item-00002,in,core,,1,yes,"] * 2)
    add = ("screening", "add", path, "--coder", "person-third", "--round", ROUND)
    assert run(project, *add).exit_code == 1


def test_one_item_in_two_files_is_named(project: Project) -> None:
    """Would catch an item that comes twice because the sheet was split."""
    first = write_screenings(project, ["item-00002,in,core,,1,yes,"])
    second = project.root / "other.csv"
    second.write_bytes((project.root / "mine.csv").read_bytes())
    add = ("screening", "add", first, str(second), "--coder", "person-third", "--round", ROUND)
    assert "is screened twice" in run(project, *add).output


def test_source_words_in_a_note_are_found(project: Project) -> None:
    """Would catch a sentence of a text published in a note."""
    words = "President Ottokar Vell rang Prime Minister Mira Tandt of Freedonia"
    path = write_screenings(project, [f"item-00001,in,core,,1,no,{words}"])
    add = ("screening", "add", path, "--coder", "person-third", "--round", ROUND)
    assert run(project, *add).exit_code == 0
    run(project, "build")
    found = run(project, "check")
    assert "item-00001, person-third: note: shares" in found.output
    assert "[notes-own-words]" in found.output


def test_a_title_unlike_its_hash_is_found(project: Project) -> None:
    """Would catch a title hash that belongs to another page."""
    path = project.local_texts / "invented.jsonl"
    path.write_text(path.read_text().replace('"Call 2"', '"Call 7"'), encoding="utf-8")
    run(project, "build")
    assert "not the hash of the title found beside the text" in run(project, "check").output


def test_the_adjudicator_goes_before_those_between_whom_he_decides(project: Project) -> None:
    """Would catch a decision that the order of rows makes."""
    open_register(project)
    sources = read_sources(project)

    def said(coder: str, calls: int) -> Screening:
        return Screening(
            round=ROUND,
            item_id="item-00002",
            coder_id=coder,
            decision="in",
            scope="core",
            n_separate_calls=calls,
            sure=True,
        )

    settled = said("person-third", 9).model_copy(update={"item_id": "item-00001"})
    both = replace(sources, screenings=[said("person-test", 1), said("person-third", 2), settled])
    (item,) = decide(project, both, ROUND, ["person-third", "person-test"], date(2001, 3, 6))
    assert (item.n_separate_calls, item.decided_by) == (2, "person-third")
    assert item.decided_date == date(2001, 3, 6)
    assert read_sources(project).register[0] == sources.register[0], "what is decided stays"
    with pytest.raises(ProblemsError, match="no such round"):
        decide(project, both, "screening-9", ["person-test"], date(2001, 3, 6))


def test_notes_are_kept_and_rules_do_not_decide(project: Project) -> None:
    """Would catch a note of the register's that a decision wipes out, and a rule that decides."""
    open_register(project)
    path = project.register / "register.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(",undecided,,,,,,", ",undecided,,,,,,Ask Anna", 1))
    sheet = write_screenings(project, ["item-00002,in,core,,1,yes,By P1"])
    add = ("screening", "add", sheet, "--round", ROUND, "--coder")
    assert "its rows come from" in run(
        project, *add[:-1], "--coder", "rule-screening-1"
    ).output or (
        "a coder is one coder in one round"
        in run(project, *add[:-1], "--coder", "rule-screening-1").output
    )
    assert run(project, *add, "person-third").exit_code == 0
    run(project, "screening", "propose", "--round", ROUND, "--keep")
    decide_ = ("screening", "decide", "--round", ROUND, "--coder")
    assert "rules propose, a reader decides" in run(project, *decide_, "rule-screening-1").output
    assert run(project, *decide_, "person-third").exit_code == 0
    assert read_sources(project).items["item-00002"].note == "Ask Anna; By P1"


def test_intervals_are_wilsons() -> None:
    """Would catch another interval, or another level: worked from Wilson's formula."""
    z, n, p = 1.959964, 100, 0.97
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * (p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5 / (1 + z * z / n)
    assert interval(97, 100) == pytest.approx((middle - half, middle + half), abs=1e-6)


PROPOSALS = [
    ("President Vell spoke today with President Tandt of Freedonia.", "in", None, 1, True),
    ("Vell had a telephone conversation with Tandt, at her initiative.", "in", None, 1, True),
    ("Vell spoke separately with Tandt and Quist.", "in", None, 2, False),
    ("President Vell will speak with Tandt on Monday.", "out", "future_call", 0, False),
    ("President Vell spoke with Governor Ash of Zenda.", "out", "domestic", 1, False),
    ("President Vell met with Prime Minister Tandt.", "out", "in_person", 0, False),
    ("The palace issued a call to action on lamps.", "out", "call_to_action", 0, False),
    ("MODERATOR: Good morning, everybody.", "out", "press_call", 0, False),
    ("The harbour is open.", "out", "not_a_call", 0, False),
    ("国家主席今天同总统通电话。", "in", None, 1, True),
    ("国家主席向总统致电祝贺。", "out", "written", 0, False),
    ("Vell telefonierte mit Tandt.", "in", None, 1, False),
    ("Состоялся телефонный разговор.", "in", None, 1, False),
    ("", "out", "not_a_call", 0, False),
]


@pytest.mark.parametrize(("text", "decision", "reason", "calls", "sure"), PROPOSALS)
def test_rules_propose(
    text: str, decision: str, reason: str | None, calls: int, sure: bool
) -> None:
    """Would catch a rule that is never tried, or one that another hides."""
    made = propose(text)
    assert (made.decision, made.exclusion_reason) == (decision, reason)
    assert (made.n_separate_calls, made.sure) == (calls, sure)


def test_rules_have_names_of_their_own() -> None:
    """Would catch a proposal that does not say which rule spoke."""
    assert len({rule.name for rule in RULES}) == len(RULES)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1))
def test_agreement_is_symmetric_and_bounded(values: list[tuple[str, str]]) -> None:
    """Would catch a measure that depends on who is named first, or leaves its bounds."""
    alpha = nominal_alpha(values)
    swapped = nominal_alpha([(b, a) for a, b in values])
    assert (alpha is None) == (swapped is None)
    if alpha is not None and swapped is not None:
        assert alpha == pytest.approx(swapped)
        assert alpha <= 1
        assert (alpha == 1) == all(a == b for a, b in values)
    same = sum(a == b for a, b in values)
    low, high = interval(same, len(values))
    assert 0 <= low <= same / len(values) + 1e-9
    assert same / len(values) - 1e-9 <= high <= 1


def test_alpha_is_the_textbook_one() -> None:
    """Would catch another coefficient under the name of alpha: worked by hand from its formula."""
    values = [("x", "x"), ("x", "y"), ("y", "y"), ("y", "y")]
    n, marks = 8, {"x": 3, "y": 5}
    observed = 1 / 4
    expected = 1 - sum(c * (c - 1) for c in marks.values()) / (n * (n - 1))
    assert nominal_alpha(values) == pytest.approx(1 - observed / expected)


def screening(number: int, coder: str, decision: str) -> Screening:
    """Return a screening of an item that may not exist."""
    out = decision == "out"
    return Screening(
        round=ROUND,
        item_id=f"item-{number:05d}",
        coder_id=coder,
        decision=decision,
        scope="not_a_call" if out else "core",
        exclusion_reason="written" if out else None,
        n_separate_calls=0 if out else 1,
        sure=True,
    )


def test_only_enough_shared_items_are_compared() -> None:
    """Would catch agreement on items that an adjudicator picked, or on items of one coder."""
    first = [screening(n, "person-test", "in") for n in range(1, FEWEST + 6)]
    second = [screening(n, "person-second", "out" if n < 4 else "in") for n in range(1, FEWEST + 1)]
    picked = [screening(n, "lm-x", "out") for n in range(1, FEWEST)]
    register: list[RegisterItem] = list(invented.register_rows()[0])
    measured = measure_agreement([*first, *second, *picked], register, ROUND, set())
    merged = [register[0].model_copy(update={"duplicate_of": "item-00002"}), *register[1:]]
    fewer = measure_agreement([*first, *second], merged, ROUND, set())
    assert fewer == [], "one merged item, and they share too few"
    compared = {(one.first, one.second) for one in measured}
    assert compared == {("person-second", "person-test")}
    decision = next(one for one in measured if one.variable == "decision")
    assert (decision.n_items, decision.n_agree) == (FEWEST, FEWEST - 3)
