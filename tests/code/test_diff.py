"""What changed between two releases, and which step of SemVer it demands. On invented tables."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import invented
import pytest
from diplocalls.builders.build import build
from diplocalls.builders.command import app
from diplocalls.builders.project import Project
from diplocalls.builders.release_diff import (
    Cells,
    Step,
    compare_releases,
    find_reason,
    step_between,
)
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

Rows = list[list[str]]


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the invented project, built."""
    project = invented.make_project(tmp_path_factory.mktemp("earlier"))
    build(project)
    return project


@pytest.fixture
def later(earlier: Project, tmp_path: Path) -> Path:
    """Return a copy of it to change."""
    return shutil.copytree(earlier.root, tmp_path / "later")


def change(folder: Path, table: str, how: Callable[[Rows], None]) -> None:
    """Change the CSV of a table: its header and rows."""
    path = folder / "datasets" / "tables" / f"{table}.csv"
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    how(rows)
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    path.write_text(buffer.getvalue(), encoding="utf-8")


def diff(one: Path, other: Path, *options: str) -> tuple[int, str]:
    """Return exit code and output of the command."""
    result = CliRunner().invoke(
        app, ["--root", str(one), "diff", str(one), str(other), *options], env={"COLUMNS": "200"}
    )
    return result.exit_code, result.output


def correct(rows: Rows) -> None:
    """Give the first claim another gloss."""
    rows[1][rows[0].index("gloss")] = "other words"


def rename(rows: Rows) -> None:
    """Call a column otherwise."""
    rows[0][rows[0].index("gloss")] = "summary"


def remove(rows: Rows) -> None:
    """Take the last code away."""
    del rows[-1]


@pytest.mark.parametrize(
    ("table", "how", "kind", "what", "step"),
    [
        ("claims", correct, "value", "corrected", "patch"),
        ("claims", rename, "column", "renamed", "major"),
        ("codes", remove, "code", "removed", "major"),
        ("claim_topics", remove, "row", "removed", "minor"),
    ],
)
def test_a_trial_release_is_named_in_kind_and_step(
    earlier: Project,
    later: Path,
    table: str,
    how: Callable[[Rows], None],
    kind: str,
    what: str,
    step: str,
) -> None:
    """Would catch a renamed column taken for two changes, and a removed code for a small one."""
    change(later, table, how)
    code, output = diff(earlier.root, later, "--json")
    found = json.loads(output)
    assert code == 0
    assert [(c["table"], c["kind"], c["what"], c["step"]) for c in found["changes"]] == [
        (table, kind, what, step)
    ]
    assert found["step"] == step


def test_nothing_changed_demands_nothing(earlier: Project) -> None:
    """Would catch differences that are read into one and the same release."""
    code, output = diff(earlier.root, earlier.root, "--check")
    assert code == 0
    assert "none step" in output


def test_a_version_that_rises_by_too_little_fails(earlier: Project, later: Path) -> None:
    """Would catch a renamed column under a version that says nothing broke."""
    change(later, "claims", rename)
    code, output = diff(earlier.root, later, "--check")
    assert code == 1
    assert "release-step" in output
    assert "pyproject.toml" in output
    descriptor = later / "datapackage.json"
    text = descriptor.read_text(encoding="utf-8")
    descriptor.write_text(text.replace('"9.8.7"', '"10.0.0"'), encoding="utf-8")
    assert diff(earlier.root, later, "--check")[0] == 0


def test_a_corrected_value_is_printed_with_its_reason(earlier: Project, later: Path) -> None:
    """Would catch a reason that the changelog gives and the reader never sees."""
    table = (later / "datasets" / "tables" / "claims.csv").read_text(encoding="utf-8")
    claim = table.split("\n")[1].split(",")[0]  # the one that is corrected
    change(later, "claims", correct)
    (later / "CHANGELOG.md").write_text(f"- Something else.\n- {claim}: the gloss was twisted.\n")
    _, output = diff(earlier.root, later, "--values")
    flat = " ".join(output.split())
    assert f"-> 'other words' ({claim}: the gloss was twisted.)" in flat


def test_a_folder_without_tables_is_named(earlier: Project, tmp_path: Path) -> None:
    """Would catch a comparison with nothing that finds everything new."""
    code, output = diff(tmp_path, earlier.root)
    assert code == 1
    assert "diff-release" in output


def test_a_revision_is_read_from_git(later: Path) -> None:
    """Would catch a comparison of the working tree with itself."""
    git = ["git", "-C", str(later), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "-A", "-f"], check=True)
    subprocess.run([*git, "commit", "-qm", "first"], check=True)
    change(later, "claims", correct)
    result = CliRunner().invoke(app, ["--root", str(later), "diff", "HEAD", str(later), "--json"])
    assert [c["what"] for c in json.loads(result.output)["changes"]] == ["corrected"]


keyed = st.dictionaries(st.text("abc", min_size=1, max_size=3), st.text("xyz", max_size=2))


@given(keyed, keyed)
def test_every_difference_is_found_once(one: dict[str, str], other: dict[str, str]) -> None:
    """Would catch a change that is missed, or told twice, in a table of any name."""
    made = [
        {"x": Cells(("id", "value"), [(k, v) for k, v in sorted(rows.items())])}
        for rows in (one, other)
    ]
    found = compare_releases(*made)
    told = {(c.what, c.subject) for c in found.changes}
    assert len(told) == len(found.changes)
    assert told == (
        {("removed", k) for k in one.keys() - other.keys()}
        | {("added", k) for k in other.keys() - one.keys()}
        | {("corrected", k) for k in one.keys() & other.keys() if one[k] != other[k]}
    )
    assert (found.step == Step.NONE) == (one == other)


def test_a_reason_is_the_nearest_entry() -> None:
    """Would catch a document's entry that hides that of its claim, and words taken for ids."""
    changelog = "- aa-b-2001-0001: dates\n- aa-b-2001-0001-c02: sides\n- words"
    assert find_reason(["aa-b-2001-0001-c02"], changelog) == "aa-b-2001-0001-c02: sides"
    assert find_reason(["aa-b-2001-0001-c03"], changelog) == "aa-b-2001-0001: dates"
    assert find_reason(["words"], changelog) == ""


@pytest.mark.parametrize(
    ("old", "new", "step"),
    [
        ("0.4.0", "0.4.1", Step.PATCH),
        ("0.4.1", "0.5.0", Step.MAJOR),
        ("0.9.0", "1.0.0", Step.MAJOR),
        ("1.2.0", "1.3.0", Step.MINOR),
        ("1.2.0", "1.2.0", Step.NONE),
    ],
)
def test_the_step_between_versions(old: str, new: str, step: Step) -> None:
    """Would catch steps counted as if 0.x were stable."""
    assert step_between(old, new) == step
