"""The command line: one command a stage. Options, progress and printing; the work is elsewhere."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, cast

import typer
from rich.table import Table as RichTable

from ..schema.call_rows import CallConflict
from . import bench as benchmark
from .align_commands import align_app
from .build import Built, find_stale, record_files
from .build import build as run_build
from .check_commands import check_next_app, checking_app
from .diff_commands import diff_app
from .draft_commands import draft_app
from .export_commands import export_app
from .new_record import draw_up_record, find_item
from .problems import Problem, ProblemsError, as_json
from .project import HERE, Project
from .reading_commands import reading_app
from .record_checks import check_file
from .records import format_record
from .register import plan_registration, write_registration
from .register_commands import flow_app, group_app, screening_app
from .release import read_release
from .round_commands import measuring_app, round_app
from .show import summarise
from .sources import read_sources
from .table_checks import check_tables
from .terminal import (
    FilesArgument,
    JsonOption,
    State,
    TextsOption,
    commit,
    err,
    fail,
    out,
    show_progress,
)
from .text_checks import check_notes_and_titles, check_texts, text_problems
from .text_commands import print_text, texts_app
from .texts import Texts, read_items, text_finder
from .transaction import Transaction, recover, unfinished

app = typer.Typer(
    help="""Build, check and read the diplocalls dataset.

    The way through the house: register a found text, screen it (screening), see whether it is
    like another (group), have it drafted (draft) or draw up a record (new), code it, check it,
    build the tables. Start with `diplocalls check`, which changes nothing.
    """,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(reading_app)
app.add_typer(texts_app, name="texts")
app.add_typer(screening_app, name="screening")
app.add_typer(group_app, name="group")
app.add_typer(flow_app)
app.add_typer(round_app, name="round")
app.add_typer(measuring_app)
app.add_typer(draft_app)
app.add_typer(check_next_app)
app.add_typer(checking_app, name="checking")
app.add_typer(align_app, name="align")
app.add_typer(export_app)
app.add_typer(diff_app)


@app.callback()
def set_root(
    root: Annotated[
        Path | None,
        typer.Option(help="The checkout to work on. Default: where this code or you are."),
    ] = None,
) -> None:
    """Choose the checkout: the one given, the one this code is in, or the current folder."""
    here = HERE if (HERE / "pyproject.toml").is_file() else Path.cwd()
    State.project = Project((root or here).resolve())


@app.command()
def build(as_json_: JsonOption = False) -> None:
    """Build tables, data package, codebook and JSON Schema from the records.

    Everything is written or nothing; an interrupted build leaves the old files whole.
    """
    try:
        built = run_build(State.checkout(), show_progress)
    except ProblemsError as error:
        fail(error.problems, as_json_)
        return
    if as_json_:
        changed = [State.project.relative(path) for path in built.changed]
        print(json.dumps({"rows": built.counts(), "changed": changed}, indent=2))
    else:
        print_built(built)


def print_built(built: Built) -> None:
    """Print what a build made."""
    header, summary_rows = summarise(built.tables)
    table = RichTable(*header)
    for row in summary_rows:
        table.add_row(*row)
    out.print(table)
    rows = ", ".join(f"{name} {count}" for name, count in built.counts().items())
    out.print(f"Rows: {rows}")
    for conflict in cast(Sequence[CallConflict], built.tables["call_conflicts"]):
        said = f"{conflict.document_id} says {conflict.value}"
        out.print(f"Conflict on {conflict.variable.label.lower()} of {conflict.call_id}: {said}")
    changed = ", ".join(State.project.relative(path) for path in built.changed) or "nothing"
    out.print(f"Changed: {changed}")


@app.command()
def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Record files or folders of them. Default: everything."),
    ] = None,
    texts: TextsOption = None,
    as_json_: JsonOption = False,
) -> None:
    """Check records, register, tables and data package; change nothing.

    Each problem is a line: file, line, field, what is wrong and what to do, [rule]. Rules about
    words (spans at word edges, glosses in own words) need the texts; what is skipped is said.
    """
    project = State.checkout()
    try:
        problems, notes = run_checks(project, paths, Texts(project.find_texts(texts)))
    except ProblemsError as error:
        problems, notes = list(error.problems), []
    if problems:
        fail(problems, as_json_)
    if as_json_:
        print(as_json([]))
    for note in notes:
        err.print(note, markup=False)
    if not as_json_:
        out.print("Everything that was checked is sound.", style="green")


def run_checks(
    project: Project, paths: Sequence[Path] | None, texts: Texts
) -> tuple[list[Problem], list[str]]:
    """Check the files given, or everything; return the problems and what was skipped."""
    sources = read_sources(project)
    everything = [folder for folder in (project.coding, project.drafts) if folder.is_dir()]
    files = [file for path in paths or everything for file in _files_at(path)]
    coded = {file.stem for file in files} & set(sources.documents)
    documents = sorted(coded if paths else sources.documents)
    report = check_texts(documents, sources, texts)
    problems = [*unfinished(project.root), *text_problems(report, sources, texts)]
    if not paths:
        problems += check_notes_and_titles(report.verified, sources, texts)
    text_of = text_finder(sources, texts)
    world, today = sources.world(), date.today()
    for file in show_progress(files, "Checking records"):
        problems += check_file(file, world, project, text_of(file.stem), today)
    if not paths and not problems:
        problems += check_tables(project, read_release(project), text_of)
        problems += find_stale(project)
    against = len(coded.intersection(report.verified))
    counts = f"{len(files)} records checked, {against} of them against their text."
    if not paths:
        counts += f" {len(report.verified)} of {len(documents)} registered texts are at hand and"
        counts += " as registered."
    skipped = report.skipped()
    return problems, [counts, f"Skipped: {skipped}."] if skipped else [counts]


def _files_at(path: Path) -> list[Path]:
    """Return the record files that a path stands for.

    Raises:
        ProblemsError: if there is nothing at the path.
    """
    if not path.exists():
        message = "no such file or folder; give a record, or a folder of records"
        raise ProblemsError([Problem(str(path), 0, "", message, "file-missing")])
    return record_files(path) if path.is_dir() else [path]


@app.command("format")
def format_(
    paths: Annotated[list[Path], typer.Argument(help="Record files or folders of them.")],
) -> None:
    """Bring records into their canonical form, without changing what they say.

    A record that is broken, or holds a comment, is left as it is and the reason is given.
    """
    project = State.checkout()
    transaction = Transaction(project.root)
    problems: list[Problem] = []
    for file in _all_files(paths, problems):
        try:
            text = format_record(file, project.relative(file))
            transaction.write(file.resolve(), text.encode("utf-8"))
        except ProblemsError as error:
            problems += error.problems
    if problems:
        fail(problems)
    changed = commit(transaction)
    out.print(f"{len(changed)} of {len(transaction.writes)} records changed.")


def _all_files(paths: Sequence[Path], problems: list[Problem]) -> list[Path]:
    """Return the record files at all paths; paths that lead nowhere become problems."""
    files: list[Path] = []
    for path in paths:
        try:
            files += _files_at(path)
        except ProblemsError as error:
            problems += error.problems
    return files


@app.command()
def new(
    document_id: Annotated[str, typer.Argument(help="Id of a registered document.")],
    coder: Annotated[str, typer.Option(help="Your coder id, a row of coders.csv.")],
    texts: TextsOption = None,
) -> None:
    """Draw up a record for a registered document and show its text, if it is at hand.

    Null stands where you have to decide; `diplocalls check` lists what is left to do.
    """
    project = State.checkout()
    try:
        sources = read_sources(project)
        item = find_item(document_id, sources)
        path = project.record_path(document_id)
        body = draw_up_record(item, sources, coder, path, project)
        transaction = Transaction(project.root)
        transaction.write(path, body.encode("utf-8"))
        transaction.commit()
    except ProblemsError as error:
        fail(error.problems)
        return
    out.print(f"Wrote {project.relative(path)}")
    print_text(document_id, sources, Texts(project.find_texts(texts)))


@app.command()
def register(
    files: FilesArgument,
    url: Annotated[
        list[str] | None, typer.Option(help="Only items with this address; may be repeated.")
    ] = None,
    year: Annotated[
        int | None, typer.Option(help="Year of the call, for items without a publication stamp.")
    ] = None,
    as_json_: JsonOption = False,
) -> None:
    """Register found texts: ids, locations, hashes. The same items again change nothing.

    A file holds one JSON object a line: publisher (a name in publisher_names.csv), url, title,
    published (2021-04-28, or with time and zone), language (en) and text. New rows are put
    behind the register's; decide them there (decision, scope, number of calls, by whom, when),
    or many at once with `diplocalls screening`.
    """
    project = State.checkout()
    try:
        recover(project.root)
        found, problems = [], []
        for file in files:
            items, wrong = read_items(file.read_bytes(), str(file))
            found += items
            problems += wrong
        chosen = [item for item in found if not url or item.url in url]
        sources = read_sources(project)
        try:
            plan = plan_registration(chosen, sources, date.today(), year)
        except ProblemsError as error:
            raise ProblemsError([*problems, *error.problems]) from None
        if problems:
            raise ProblemsError(problems)
        write_registration(project, sources, plan)
    except ProblemsError as error:
        fail(error.problems, as_json_)
        return
    if as_json_:
        rows = [row.model_dump(mode="json") for row in plan.items]
        print(json.dumps({"registered": rows, "known": plan.known}, indent=2))
        return
    for row in plan.items:
        again = f", the same text as {row.duplicate_of}" if row.duplicate_of else ""
        out.print(f"{row.item_id} {row.document_id}: {row.decision}{again}", markup=False)
    out.print(f"{len(plan.items)} registered, {len(plan.known)} registered before.")


@app.command()
def bench(
    records: Annotated[
        list[int] | None, typer.Option(help="How many records; may be repeated.")
    ] = None,
    as_json_: JsonOption = False,
) -> None:
    """Time whole builds of the real records repeated under new ids (default 600 and 6,000)."""
    timings = [
        benchmark.measure_build(State.checkout(), count, repeats=3 if count <= 1000 else 1)
        for count in records or [600, 6000]
    ]
    if as_json_:
        print(json.dumps([vars(timing) for timing in timings]))
        return
    table = RichTable("records", "claims", "seconds", "times the first")
    for timing in timings:
        ratio = timing.seconds / timings[0].seconds
        table.add_row(
            str(timing.records), str(timing.claims), f"{timing.seconds:.2f}", f"{ratio:.1f}"
        )
    out.print(table)


def main() -> None:
    """Run the command line."""
    try:
        app()
    except (OSError, KeyboardInterrupt) as error:
        reason = "interrupted" if isinstance(error, KeyboardInterrupt) else error
        err.print(f"{reason}. Nothing was half written.", markup=False)
        sys.exit(1)


if __name__ == "__main__":
    main()
