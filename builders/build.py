"""The build: records and sources to tables, descriptor, codebook and JSON Schema, in one move.

The stages do the work; here they are called in order, and their outputs are written whole or
not at all.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from ..schema.check_codes import CheckOutcome
from ..schema.check_rows import Check
from ..schema.document_codes import CodingStatus
from ..schema.json_schema import record_json_schema
from ..schema.record import Record
from ..schema.reference_rows import Publisher
from ..schema.rulebook import World
from ..schema.tables import TABLES
from .checking import find_planted
from .codebook import make_codebook
from .draft_changes import count_changes, expected_unchanged
from .fingerprint import fingerprint_package
from .flow import flow_by
from .flow_plot import plot_flow
from .guidelines import make_page
from .measure import measure
from .package import make_descriptor, write_json
from .problems import Problem, ProblemsError
from .project import Project
from .quality_page import PLOT, make_quality_page, plot_calibration
from .record_checks import check_record
from .records import read_record
from .register_page import make_register_page
from .release import read_release
from .rows import Tables, fold
from .sources import SOURCE_FILES, Sources, read_sources
from .table_reading import compare_rows, read_tables
from .tables import csv_path, stage_tables
from .transaction import Transaction, recover

MAX_STALE = 3
"""So many stale cells of a table are named; the rest is counted."""

Progress = Callable[[Sequence[Path], str], Iterable[Path]]
"""Wraps a sequence of files that take time, with a word for what is done to them."""


@dataclass(frozen=True)
class Built:
    """What a build made: the tables, the files it changed."""

    tables: Tables
    changed: Sequence[Path]

    def counts(self) -> dict[str, int]:
        """Return the number of rows of every table."""
        return {name: len(rows) for name, rows in self.tables.items()}


def quiet(paths: Sequence[Path], _: str) -> Iterable[Path]:
    """Show no progress."""
    return paths


def record_files(folder: Path) -> list[Path]:
    """Return the record files below a folder, sorted."""
    return sorted(path for path in folder.rglob("*.yml") if path.is_file())


def find_strays(project: Project) -> Iterator[Problem]:
    """Yield what lies among records and authored tables and would not be read."""
    known = {source.path(project) for source in SOURCE_FILES}
    for folder in (project.reference, project.register):
        for path in sorted(folder.glob("*.csv")):
            if path not in known:
                message = "is no authored table of this project; move it away"
                yield Problem(project.relative(path), 0, "", message, "stray-file")
    for folder in (project.coding, project.drafts):
        for path in sorted(folder.rglob("*")):
            shown = project.relative(path)
            if path.is_symlink():
                message = "is a link; put the file or folder itself here"
                yield Problem(shown, 0, "", message, "stray-file")
            elif path.is_dir() if path.suffix == ".yml" else path.is_file():
                message = "is no record; records are files named like their document, .yml"
                yield Problem(shown, 0, "", message, "stray-file")


def read_records(project: Project, world: World, progress: Progress = quiet) -> list[Record]:
    """Read the coding of every document, or its draft where there is no coding.

    Raises:
        ProblemsError: with everything wrong in any record.
    """
    chosen = {path.stem: path for path in record_files(project.drafts)}
    chosen |= {path.stem: path for path in record_files(project.coding)}
    records: list[Record] = []
    problems: list[Problem] = list(find_strays(project))
    for path in progress(sorted(chosen.values()), "Reading records"):
        try:
            file = read_record(path, project.relative(path))
        except ProblemsError as error:
            problems += error.problems
            continue
        problems += check_record(file, world, project, path)
        records.append(file.record)
    if problems:
        raise ProblemsError(problems)
    return records


def make_tables(project: Project, progress: Progress = quiet) -> tuple[Tables, Sources]:
    """Return the rows of every table from what is authored."""
    sources = read_sources(project)
    records = read_records(project, sources.world(), progress)
    message = "still holds what was planted in its draft ({}); read it again"
    planted = [
        Problem(project.relative(project.record_path(name)), 0, "", message.format(what), "planted")
        for name, what in find_planted(records, sources.plants)
    ]
    if planted:
        raise ProblemsError(planted)
    measured = measure(project, sources, published_codings(records))
    return fold(records, sources, measured), sources


def published_codings(records: Iterable[Record]) -> dict[str, Record]:
    """Return the codings among records by document; drafts are none."""
    return {r.document_id: r for r in records if r.coding.status != CodingStatus.DRAFT}


def plan_build(project: Project, progress: Progress = quiet) -> tuple[Transaction, Tables]:
    """Make everything that is generated, without writing it.

    Raises:
        ProblemsError: with everything wrong in what is authored.
    """
    tables, sources = make_tables(project, progress)
    release = read_release(project)
    transaction = Transaction(project.root)
    stage_tables(transaction, project.tables, tables, release.metadata())
    csv_files = {
        name: transaction.writes[csv_path(project.tables, name)]
        for name, rows in tables.items()
        if rows
    }
    publishers = cast(Sequence[Publisher], tables["publishers"])
    descriptor = make_descriptor(release, csv_files, publishers, fingerprint_package(csv_files))
    transaction.write(project.descriptor, write_json(descriptor))
    codebook = make_codebook(release, sources, tables)
    transaction.write(project.datasets / "README.md", codebook.encode("utf-8"))
    register_page = make_register_page(sources)
    transaction.write(project.register / "README.md", register_page.encode("utf-8"))
    guidelines = project.datasets / "rounds" / "README.md"
    transaction.write(guidelines, make_page().encode("utf-8"))
    plot = project.register / "flow.svg"
    transaction.write(plot, plot_flow(flow_by(sources.register, "year"), _old(plot)))
    plot = project.datasets / PLOT
    transaction.write(plot, plot_calibration(sources.calibration, _old(plot)))
    read = drafts_and_codings(project, sources.checks)
    changes = count_changes(*read)
    page = make_quality_page(sources, changes, expected_unchanged(changes, *read), tables)
    transaction.write(project.datasets / "QUALITY.md", page.encode("utf-8"))
    transaction.write(project.record_schema, write_json(record_json_schema()))
    return transaction, tables


def _old(path: Path) -> bytes:
    """Return the bytes of a file, or nothing where there is none."""
    return path.read_bytes() if path.is_file() else b""


def drafts_and_codings(
    project: Project, checks: Sequence[Check]
) -> tuple[dict[str, Record], dict[str, Record]]:
    """Return draft and coding of every document that was taken over from a checker."""
    names = [row.document_id for row in checks if row.outcome == CheckOutcome.TAKEN]

    def read(path_of: Callable[[str], Path]) -> dict[str, Record]:
        return {
            name: read_record(path, project.relative(path)).record
            for name in names
            if (path := path_of(name)).is_file()
        }

    return read(project.draft_path), read(project.record_path)


def build(project: Project, progress: Progress = quiet) -> Built:
    """Build everything that is generated; nothing changes unless all of it can be made.

    Raises:
        ProblemsError: with everything wrong in what is authored.
    """
    recover(project.root)
    with _collector_paused():
        transaction, tables = plan_build(project, progress)
    return Built(tables, transaction.commit())


@contextlib.contextmanager
def _collector_paused() -> Generator[None]:
    """Pause the garbage collector: a build makes many rows that live on and no cycles.

    Otherwise every collection walks all of them again, a third of the time of a build.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def find_stale(project: Project) -> list[Problem]:
    """Return a problem for every generated file and cell that is not as the sources make it.

    Raises:
        ProblemsError: with everything wrong in what is authored.
    """
    transaction, tables = plan_build(project)
    remedy = "run: diplocalls build"
    read = read_tables(project)
    problems: list[Problem] = []
    changed = transaction.changed()
    for name, table in TABLES.items():
        if csv_path(project.tables, name) in changed and not read.problems:
            found = list(compare_rows(read, table, tables[name], f"the records; {remedy}", "stale"))
            problems += found[:MAX_STALE]
            if len(found) > MAX_STALE:
                more = f"and {len(found) - MAX_STALE} more cells and rows are not either; {remedy}"
                problems.append(Problem(read.name(name), 0, "", more, "stale"))
    named = {problem.path for problem in problems}
    message = f"is not what the records and sources make it; {remedy}"
    problems += [
        Problem(project.relative(path), 0, "", message, "stale")
        for path in changed
        if project.relative(path) not in named
    ]
    return problems
