"""Blind coding: sheets, raw files that nobody edits, what is adopted and measured."""

from __future__ import annotations

from pathlib import Path

import pytest
from diplocalls.builders.adopt import adopt
from diplocalls.builders.build import build
from diplocalls.builders.command import app
from diplocalls.builders.measure import measure
from diplocalls.builders.problems import ProblemsError
from diplocalls.builders.project import Project
from diplocalls.builders.review import make_review
from diplocalls.builders.review_page import make_page
from diplocalls.builders.round_commands import versions_of
from diplocalls.builders.rounds import read_coding, read_pass, write_coding
from diplocalls.builders.sheets import find_words
from diplocalls.builders.sources import read_sources
from diplocalls.schema.blind import LabelsCoding, UnitsCoding
from diplocalls.schema.round_codes import Statistic, Subset
from diplocalls.schema.round_rows import Coding, Reliability
from hypothesis import given
from hypothesis import strategies as st
from invented import CHANCERY, LABELS_SHEET, TEXTS, UNITS_SHEET, code_round, hand_in
from typer.testing import CliRunner

TEXT = TEXTS[CHANCERY]


def units_of(project: Project, coder: str) -> UnitsCoding:
    """Return what a coder handed in on the invented document."""
    return read_pass(project, "trial-1", "units", f"person-{coder}", UnitsCoding)[CHANCERY]


def test_words_become_offsets(project: Project) -> None:
    """Would catch a span that is one character off, or keeps its full stop."""
    assert hand_in(project, "units", "person-red", UNITS_SHEET.format(mode="phone")) == []
    units = units_of(project, "red").units
    words = [[TEXT[start:end] for start, end in unit.evidence] for unit in units]
    assert words == [
        ["She voiced concern about dredging fees"],
        ["The sides discussed the ferry line"],
    ]
    assert [TEXT[slice(*unit.cue)] for unit in units if unit.cue] == ["voiced", "discussed"]
    assert [unit.unsure for unit in units] == [False, True]


@given(st.data())
def test_any_words_between_word_boundaries_are_found(data: st.DataObject) -> None:
    """Would catch a search that is led astray by words that stand twice."""
    starts = [n for n, c in enumerate(TEXT) if c.isalpha() and (n == 0 or TEXT[n - 1] == " ")]
    start = data.draw(st.sampled_from(starts))
    ends = [n for n in range(start + 1, len(TEXT)) if TEXT[n - 1].isalpha() and TEXT[n] in " ."]
    end = data.draw(st.sampled_from(ends))
    said: list[str] = []
    found = find_words(TEXT, TEXT[start:end], (0, len(TEXT)), said.append)
    if found is None:
        assert "times" in said[0]
    else:
        assert TEXT[slice(*found)] == TEXT[start:end].rstrip(" .,;:")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("She voiced ... dredging fees.", "She said ... fees", "does not stand there"),
        ("1 | none | S7 | Only that there was a call\n", "", "neither a unit nor a reason"),
        ("2 | unit", "9 | unit", "the text has sentences 1 to 3"),
        ("| bilateral |", "| bilaterale |", "bilateral"),
        ("call | a |", "call | a | b |", "has 15 fields, not 14"),
        (f"== {CHANCERY}", "== xf-chancery-2001-0009", "is not registered"),
        ("Mira Tandt", "Mira Tondt", "stands neither in the text nor in the title"),
        ("doc |", "dac |", "a line begins with doc, call, who"),
    ],
)
def test_a_broken_sheet_says_what_is_wrong(
    project: Project, old: str, new: str, message: str
) -> None:
    """Would catch a fault that is taken over into a raw coding, or told without its place."""
    sheet = UNITS_SHEET.format(mode="phone")
    assert old in sheet
    problems = hand_in(project, "units", "person-red", sheet.replace(old, new, 1))
    assert any(message in problem.message for problem in problems), problems
    assert all(problem.line for problem in problems)
    assert not list((project.datasets / "rounds").rglob("*.yml"))


def test_labels_wait_for_agreed_units(project: Project) -> None:
    """Would catch labels on units that nobody agreed on."""
    problems = hand_in(project, "labels", "person-red", LABELS_SHEET.format(act="CONCERN"))
    assert [problem.rule for problem in problems] == ["sheet-agreed"]


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("| joint | XFF, XRR |", "| joint | XFF |", "holder-sides"),
        ("| - | none | -1 |", "| XRR | none | -1 |", "target-role"),
        ("DISCUSS | t0705 |", "DISCUSS | t9999 |", "shape-code"),
        ("c02 |", "c07 |", "sheet-unit"),
        ("Tandt worries about what digging costs", "She voiced concern about dredging fees, all",
         "own-words"),
    ],
)  # fmt: skip
def test_labels_keep_the_rules_of_records(project: Project, old: str, new: str, rule: str) -> None:
    """Would catch raw labels that no record could hold, or a gloss that copies the text."""
    hand_in(project, "units", "person-judge", UNITS_SHEET.format(mode="phone"))
    sheet = LABELS_SHEET.format(act="CONCERN")
    assert old in sheet
    problems = hand_in(project, "labels", "person-red", sheet.replace(old, new, 1))
    assert rule in {problem.rule for problem in problems}, problems


def test_nothing_is_handed_in_twice(project: Project) -> None:
    """Would catch a raw coding that is written over."""
    sheet = UNITS_SHEET.format(mode="phone")
    assert hand_in(project, "units", "person-red", sheet) == []
    problems = hand_in(project, "units", "person-red", UNITS_SHEET.format(mode="video"))
    assert [problem.rule for problem in problems] == ["round-edited"]
    assert units_of(project, "red").calls[0].mode == "phone"


def test_a_raw_coding_reads_as_it_was_written(project: Project) -> None:
    """Would catch a form that loses a field on the way to the file and back."""
    code_round(project)
    folder = project.datasets / "rounds" / "trial-1"
    for model, pass_ in ((UnitsCoding, "units"), (LabelsCoding, "labels")):
        for path in folder.glob(f"{pass_}/*/*.yml"):
            coding = read_coding(path, path.name, model)
            assert write_coding(coding) == path.read_bytes()


@pytest.mark.parametrize("harm", ["edit", "lose", "slip in"])
def test_an_edited_raw_file_stops_the_build(project: Project, harm: str) -> None:
    """Would catch agreement measured on codings that were mended afterwards."""
    code_round(project)
    folder = project.datasets / "rounds" / "trial-1"
    path = folder / "labels" / "person-red" / f"{CHANCERY}.yml"
    if harm == "edit":
        path.write_text(path.read_text().replace("CONCERN", "OPPOSE"), encoding="utf-8")
    elif harm == "lose":
        path.unlink()
    else:
        (folder / "labels" / "person-red" / "xr-palace-2001-0001.yml").write_text("round: x\n")
    with pytest.raises(ProblemsError) as error:
        measure(project, read_sources(project))
    assert {problem.rule for problem in error.value.problems} == {"round-edited"}


def test_raw_codings_are_rows(project: Project) -> None:
    """Would catch a coder who is left out of the published table."""
    code_round(project)
    rows = measure(project, read_sources(project))["codings"]
    assert all(isinstance(row, Coding) for row in rows)
    found = {(row.coder_id, row.coding_pass.value, row.claim_key) for row in rows}  # type: ignore[attr-defined]
    assert found == {
        (f"person-{coder}", pass_, key)
        for coder in ("red", "blue", "judge")
        for pass_ in ("units", "labels")
        for key in ("c01", "c02")
    }


def test_adopted_records_are_what_was_adjudicated(project: Project) -> None:
    """Would catch a name, cue or code that is lost between raw codings and record."""
    code_round(project)
    labels = read_pass(project, "trial-1", "labels", "person-judge", LabelsCoding)[CHANCERY]
    units = units_of(project, "judge")
    record, problems = adopt(units, labels, read_sources(project), units.date)
    assert problems == []
    assert record is not None
    assert record.coding.status == "double"
    assert [p.person for p in record.calls[0].participants] == ["mira-tandt", "ottokar-vell"]
    assert [c.holder_persons for c in record.claims or ()] == [["mira-tandt"], []]
    assert [c.cue for c in record.claims or ()] == [unit.cue for unit in units.units]
    strange = units.model_copy(
        update={
            "calls": [
                units.calls[0].model_copy(
                    update={
                        "participants": [
                            units.calls[0]
                            .participants[0]
                            .model_copy(update={"name_printed": "Mira"})
                        ]
                    }
                )
            ]
        }
    )
    _, problems = adopt(strange, labels, read_sources(project), units.date)
    assert [problem.rule for problem in problems] == ["adopt-person"]


def test_a_claim_says_how_many_coded_it(project: Project) -> None:
    """Would catch a claim that claims two coders when its cut was changed since."""
    code_round(project)
    project.record_path(CHANCERY).unlink()
    labels = read_pass(project, "trial-1", "labels", "person-judge", LabelsCoding)[CHANCERY]
    record, _ = adopt(units_of(project, "judge"), labels, read_sources(project), labels.date)
    assert record is not None
    from diplocalls.builders.records import write_record

    project.record_path(CHANCERY).write_text(write_record(record), encoding="utf-8")
    built = build(project)
    rows = {row.claim_id: row for row in built.tables["claims"]}  # type: ignore[attr-defined]
    assert rows[f"{CHANCERY}-c01"].n_coders == 2  # type: ignore[attr-defined]
    assert rows[f"{CHANCERY}-c01"].coder_kinds == "person"  # type: ignore[attr-defined]
    assert rows["xr-palace-2001-0001-c01"].n_coders == 1  # type: ignore[attr-defined]


def test_a_review_marks_what_differs(project: Project, tmp_path: Path) -> None:
    """Would catch a review that hides where coders differ, or a page that is not alone."""
    code_round(project)
    made = make_review(CHANCERY, TEXT, versions_of(project, read_sources(project), CHANCERY))
    acts = dict(next(c for c in made.claims if c.key == "c01").rows)["act"]
    by_name = dict(zip(made.versions, acts, strict=True))
    assert by_name["person-blue"].differs
    assert not by_name["person-red"].differs
    assert dict(made.facts)["a.mode"]
    page = make_page(made)
    assert "OPPOSE ≠" in page
    assert 'class="cue"' in page
    assert "http" not in page.replace("http-equiv", "")
    assert "<script" not in page


def test_a_review_page_escapes_what_it_shows() -> None:
    """Would catch a text that becomes markup of the page."""
    from diplocalls.builders.review import Cell, Review, ReviewedClaim

    claim = ReviewedClaim("c01", [(0, 3)], None, "<i>", "<b>", [("act", [Cell("<u>")])])
    page = make_page(Review("x", "<s>", [(0, 3)], ["<v>"], [], [claim], ["<e>"]))
    for tag in ("<i>", "<b>", "<u>", "<s>", "<v>", "<e>"):
        assert tag not in page


def figures_of(project: Project) -> list[Reliability]:
    """Return the figures of the invented project."""
    rows = measure(project, read_sources(project))["reliability"]
    return [row for row in rows if isinstance(row, Reliability)]


def test_too_few_documents_give_no_figure(project: Project) -> None:
    """Would catch agreement claimed from one document."""
    code_round(project)
    assert [row for row in figures_of(project) if row.round == "trial-1"] == []


def test_figures_have_names_of_their_own(checkout: Project) -> None:
    """Would catch two figures under one name, or a publisher's figure judged like the whole."""
    rows = figures_of(checkout)
    assert len({row.figure for row in rows}) == len(rows)
    assert all(row.verdict is None for row in rows if row.publisher_id is not None)
    assert all(row.subset == Subset.ALL for row in rows if row.verdict and row.comparison)
    specific = [row for row in rows if row.statistic == Statistic.SPECIFIC]
    assert all(row.code is not None for row in specific)


def run(project: Project, *arguments: str) -> tuple[int, str]:
    """Run a command as a user would."""
    result = CliRunner().invoke(app, ["--root", str(project.root), *arguments])
    return result.exit_code, result.output


def test_a_coder_goes_from_sheet_to_handing_in(project: Project, tmp_path: Path) -> None:
    """Would catch a step of blind coding that does not fit the next."""
    round_ = ("--round", "trial-1", "--coder", "person-red")
    code, shown = run(project, "round", "sheet", *round_)
    assert code == 0, shown
    assert f"== {CHANCERY}" in shown
    file = tmp_path / "mine.txt"
    file.write_text(UNITS_SHEET.format(mode="phone"), encoding="utf-8")
    code, said = run(project, "round", "add", str(file), *round_, "--dry-run")
    assert (code, "would be handed in" in said) == (0, True), said
    assert not (project.datasets / "rounds").exists()
    assert run(project, "round", "add", str(file), *round_)[0] == 0
    assert f"== {CHANCERY}" not in run(project, "round", "sheet", *round_)[1]
    code, said = run(project, "round", "add", str(file), "--round", "trial-1", "--coder", "nobody")
    assert (code, "unknown coder" in said) == (1, True)


def test_adopted_by_command_and_exported(project: Project) -> None:
    """Would catch an adoption that writes over a record, or an export without a coder."""
    code_round(project)
    before = project.record_path(CHANCERY).read_bytes()
    assert "0 records are written" in run(project, "round", "adopt", "--round", "trial-1")[1]
    assert project.record_path(CHANCERY).read_bytes() == before
    project.record_path(CHANCERY).unlink()
    assert "1 records are written" in run(project, "round", "adopt", "--round", "trial-1")[1]
    _, wide = run(project, "reliability", "--round", "trial-1", "--export", "act")
    head, first, *_ = wide.splitlines()
    assert head == "document_id,claim_key,person-blue,person-judge,person-red"
    assert first == f"{CHANCERY},c01,OPPOSE,CONCERN,CONCERN"
    code, shown = run(project, "review", CHANCERY)
    assert code == 0, shown
    assert "OPPOSE ≠" in shown


def test_guidelines_with_definitions_alone_hold_no_rule(project: Project) -> None:
    """Would catch a comparison in which both coders had the rules."""
    _, whole = run(project, "round", "guidelines")
    _, bare = run(project, "round", "guidelines", "--definitions")
    assert "**S4**" in whole
    assert "Cues:" in whole
    for word in ("**S4**", "Cues:", "Not when:", "For example:", "Examples", "decision order"):
        assert word not in bare
