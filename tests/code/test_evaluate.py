"""Machines against double codings: dev may be looked at, test may not; runs are all published."""

from __future__ import annotations

from pathlib import Path

import invented
import pytest
from diplocalls.builders.command import app
from diplocalls.builders.evaluate import (
    calibration_rows,
    confusion_rows,
    errors_of,
    evaluate,
)
from diplocalls.builders.problems import ProblemsError
from diplocalls.builders.project import Project
from diplocalls.builders.records import write_record
from diplocalls.builders.sources import read_sources
from diplocalls.schema.acts import Act
from diplocalls.schema.record import Record
from diplocalls.schema.round_codes import Split
from invented import BUREAU, CHANCERY
from typer.testing import CliRunner


def double(record: Record) -> Record:
    """Return a record as if two blind coders and an adjudicator had made it."""
    coding = record.coding.model_copy(update={"status": "double"})
    return record.model_copy(update={"coding": coding})


@pytest.fixture
def gold(project: Project) -> dict[str, Record]:
    """Return the double codings of the invented sample, written into the project."""
    made = {r.document_id: double(r) for r in invented.records()[:3]}
    for record in made.values():
        invented.path_of(project, record).write_text(write_record(record), encoding="utf-8")
    return made


def drafted(record: Record, **update: object) -> Record:
    """Return a record as a machine's draft, its first claim changed."""
    first, *rest = record.claims or []
    coding = record.coding.model_copy(update={"status": "draft", "coder_id": "rule-screening-1"})
    claims = [first.model_copy(update=update), *rest]
    return record.model_copy(update={"coding": coding, "claims": claims})


def write(folder: Path, *records: Record) -> Path:
    """Write drafts into a folder."""
    for record in records:
        (folder / f"{record.document_id}.yml").write_text(write_record(record), encoding="utf-8")
    return folder


def run(project: Project, *arguments: str) -> tuple[int, str]:
    """Run the command as a user would."""
    result = CliRunner().invoke(app, ["--root", str(project.root), "evaluate", *arguments])
    return result.exit_code, result.output


def test_a_perfect_draft_agrees_fully(project: Project, gold: dict[str, Record]) -> None:
    """Would catch a measure that finds fault with the truth."""
    sources = read_sources(project)
    for split in (Split.DEV, Split.TEST):
        for figure in evaluate(gold, gold, split, sources):
            assert figure.estimate.value in (None, 1.0), figure


def test_a_wrong_act_and_a_lost_claim_are_found(gold: dict[str, Record]) -> None:
    """Would catch errors that are counted and cannot be traced."""
    record = gold[CHANCERY]
    lines = errors_of(drafted(record, act=Act.OPPOSE), record)
    assert "c01 act: OPPOSE, not CONCERN" in lines
    short = record.model_copy(update={"claims": (record.claims or [])[1:]})
    assert [line for line in errors_of(short, record) if "no claim like c01" in line]


def test_errors_of_test_documents_are_not_shown(
    project: Project, gold: dict[str, Record], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Would catch a way to tune on the documents that are kept for test."""
    folder = write(tmp_path_factory.mktemp("drafts"), *map(drafted, gold.values()))
    code, output = run(project, str(folder), "--split", "test", "--documents")
    assert code == 1
    assert "nothing is tuned on it" in output
    code, output = run(project, str(folder), "--split", "dev", "--documents")
    assert code == 0, output
    assert BUREAU not in output


def test_every_run_on_test_is_kept(
    project: Project, gold: dict[str, Record], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Would catch a run that leaves no trace, or writes over an earlier one."""
    folder = write(tmp_path_factory.mktemp("drafts"), *map(drafted, gold.values()))
    before = list(read_sources(project).test_runs)
    for number in (2, 3):
        code, output = run(project, str(folder), "--split", "test")
        assert code == 0, output
        rows = list(read_sources(project).test_runs)
        assert rows[: len(before)] == before
        assert {row.run for row in rows[len(before) :]} == {number}
        before = rows
    code, _ = run(project, str(folder), "--split", "dev")
    assert code == 0
    assert list(read_sources(project).test_runs) == before


def test_a_run_that_leaves_documents_out_is_refused(
    project: Project, gold: dict[str, Record]
) -> None:
    """Would catch a machine that is measured on the documents it likes."""
    with pytest.raises(ProblemsError, match="has no draft"):
        evaluate({CHANCERY: gold[CHANCERY]}, gold, Split.TEST, read_sources(project))


def test_what_a_machine_is_worth_is_published_by_publisher(
    project: Project, gold: dict[str, Record], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Would catch figures of a run that vanish, stand twice, or are written for test by the way."""
    folder = write(tmp_path_factory.mktemp("drafts"), *map(drafted, gold.values()))
    for _ in range(2):
        code, output = run(project, str(folder), "--split", "dev", "--publish")
        assert code == 0, output
    rows = [row for row in read_sources(project).quality if row.drafter_id == "rule-screening-1"]
    keys = [(row.split, row.subset, row.variable, row.statistic) for row in rows]
    assert len(keys) == len(set(keys))
    assert {row.split for row in rows} == {Split.DEV}
    assert {row.subset for row in rows} == {"all", "xf-chancery", "xr-palace"}
    code, output = run(project, str(folder), "--split", "test")
    assert code == 0, output
    assert {row.split for row in read_sources(project).quality} == set(Split)


def test_probabilities_are_compared_with_what_was_right(
    project: Project, gold: dict[str, Record]
) -> None:
    """Would catch a diagram in which wrong fields count as right, or fields fall out of bins."""
    record = gold[CHANCERY]
    others = [name for name in gold if name != CHANCERY]
    sure = drafted(record, act=Act.OPPOSE, p_act=0.97, p_stance=1.0, p_unit=0.0)
    drafts = {CHANCERY: sure, **{name: drafted(gold[name]) for name in others}}
    rows = calibration_rows(drafts, gold, Split.DEV, read_sources(project))
    found = {(row.variable, row.p_from): (row.n_units, row.share_right) for row in rows}
    assert found["act", 0.95] == (1, 0.0)
    assert found["stance", 0.95] == (1, 1.0)
    assert found["unit", 0.0] == (1, 1.0)
    assert found["all", 0.95] == (2, 0.5)


def test_confusions_name_both_codes(project: Project, gold: dict[str, Record]) -> None:
    """Would catch a confusion that is turned round, or taken from the documents kept for test."""
    drafts = {
        CHANCERY: drafted(gold[CHANCERY], act=Act.OPPOSE),
        BUREAU: drafted(gold[BUREAU], act=Act.THANK),
        **{n: drafted(r) for n, r in gold.items() if n not in (CHANCERY, BUREAU)},
    }
    rows = confusion_rows(drafts, gold, read_sources(project))
    said = [(row.variable, row.coded, row.drafted, row.n_claims) for row in rows]
    assert said == [("act", "CONCERN", "OPPOSE", 1)]
