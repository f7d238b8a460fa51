"""The command that compares two releases: directories, wheels or git revisions."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from .problems import Problem, ProblemsError
from .project import Project
from .release_diff import Cells, Diff, compare_releases, step_between
from .show import as_markdown
from .terminal import JsonOption, State, fail, out

diff_app = typer.Typer(rich_markup_mode=None)

TABLES = "datasets/tables"


def read_files(where: str, project: Project) -> dict[str, bytes]:
    """Return descriptor, changelog and CSV tables of a release, by name.

    Args:
        where: A folder (a checkout or an unpacked package), a wheel, or a git revision.
        project: The checkout whose revisions are meant.

    Raises:
        ProblemsError: if it is none of these, or holds no tables.
    """
    path = Path(where)
    if path.is_dir():
        found = _from_folder(path)
    elif path.is_file() and zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            names = {name: name.removeprefix("diplocalls/") for name in archive.namelist()}
            found = {to: archive.read(name) for name, to in names.items() if _wanted(to)}
    else:
        found = _from_git(where, project)
    if not any(name.endswith(".csv") for name in found):
        message = "is no release: no folder, wheel or git revision with datasets/tables/*.csv"
        raise ProblemsError([Problem(where, 0, "", message, "diff-release")])
    return found


def _wanted(name: str) -> bool:
    """Say whether a file tells what a release holds."""
    table = name.startswith(f"{TABLES}/") and name.endswith(".csv")
    return table or name in ("datapackage.json", "CHANGELOG.md")


def _from_folder(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder."""
    names = ["datapackage.json", "CHANGELOG.md"]
    names += [f"{TABLES}/{path.name}" for path in (folder / TABLES).glob("*.csv")]
    return {name: (folder / name).read_bytes() for name in names if (folder / name).is_file()}


def _from_git(revision: str, project: Project) -> dict[str, bytes]:
    """Return the files of a git revision; none where there is no such revision."""
    git = ["git", "-C", str(project.root)]
    listed = subprocess.run(
        [*git, "ls-tree", "-r", "--name-only", "--end-of-options", revision],
        capture_output=True,
        text=True,
        check=False,
    )
    names = [name for name in listed.stdout.split("\n") if _wanted(name)]
    return {
        name: subprocess.run(
            [*git, "show", f"{revision}:{name}"], capture_output=True, check=True
        ).stdout
        for name in names
    }


def cells_of(files: Mapping[str, bytes]) -> dict[str, Cells]:
    """Return the tables among the files of a release."""
    found: dict[str, Cells] = {}
    for name, data in files.items():
        if name.endswith(".csv"):
            rows = [tuple(r) for r in csv.reader(io.StringIO(data.decode("utf-8"), newline=""))]
            found[Path(name).stem] = Cells(rows[0], rows[1:])
    return found


@diff_app.command("diff")
def diff_releases(
    old: Annotated[str, typer.Argument(help="Earlier release: a folder, wheel or git revision.")],
    new: Annotated[str, typer.Argument(help="Later release.")] = ".",
    values: Annotated[bool, typer.Option("--values", help="Print every change.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Fail where the version rises by less than it must.")
    ] = False,
    as_json_: JsonOption = False,
) -> None:
    """Say what changed between two releases, why, and which SemVer step it demands."""
    project = State.project
    try:
        before, after = read_files(old, project), read_files(new, project)
    except ProblemsError as error:
        fail(error.problems, as_json_)
        return
    changelog = after.get("CHANGELOG.md", b"").decode("utf-8")
    found = compare_releases(cells_of(before), cells_of(after), changelog)
    versions = [
        str(json.loads(files["datapackage.json"])["version"])
        for files in (before, after)
        if "datapackage.json" in files
    ]
    if as_json_:
        shown = [{**vars(change), "step": change.step.word} for change in found.changes]
        print(json.dumps({"step": found.step.word, "versions": versions, "changes": shown}))
    else:
        print_diff(found, values)
    if check and len(versions) == 2:
        made = step_between(*versions)
        if made < found.step:
            message = (
                f"the changes demand a {found.step.word} step, {versions[0]} to {versions[1]} is a "
                f"{made.word} one; raise the version in pyproject.toml"
            )
            fail([Problem("pyproject.toml", 0, "version", message, "release-step")])


def print_diff(found: Diff, values: bool) -> None:
    """Print a diff: counts by table, or every change."""
    if values:
        for c in found.changes:
            where = f"{c.table}: {c.subject}" + (f".{c.column}" if c.kind == "value" else "")
            change = f" '{c.old}' -> '{c.new}'" if c.old or c.new else ""
            because = f" ({c.reason})" if c.reason else ""
            out.print(f"{c.kind} {c.what} ({c.step.word}): {where}{change}{because}", markup=False)
    else:
        rows = [[t, k, w, str(n)] for (t, k, w), n in found.counts().items()]
        print(as_markdown(["table", "what", "change", "number"], rows), end="")
    out.print(f"These changes demand a {found.step.word} step.", markup=False)
