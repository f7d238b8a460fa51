"""What the commands share: consoles, options, progress, and how problems are printed."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table as RichTable

from .problems import Problem, ProblemsError, as_json
from .project import Project
from .transaction import Transaction

out = Console(soft_wrap=True, highlight=False, emoji=False)
err = Console(stderr=True, soft_wrap=True, highlight=False, emoji=False)

TextsOption = Annotated[
    Path | None,
    typer.Option(
        "--texts",
        help="Folder of JSONL files with source texts. Default: $DIPLOCALLS_TEXTS, then "
        "../shared/corpus beside the checkout, then the local store (.texts).",
    ),
]
FilesArgument = Annotated[
    list[Path],
    typer.Argument(exists=True, dir_okay=False, help="JSONL files: one found text a line."),
]
CsvArgument = Annotated[
    list[Path],
    typer.Argument(exists=True, dir_okay=False, help="CSV files, proposed and then edited."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


class State:
    """What the options before the command set."""

    project = Project()

    @classmethod
    def checkout(cls) -> Project:
        """Return the checkout to work on, or end where there is none."""
        if not (cls.project.root / "pyproject.toml").is_file():
            message = "is no checkout; run this in one, or give --root before the command"
            fail([Problem(str(cls.project.root), 0, "", message, "root")])
        return cls.project


def fail(problems: Sequence[Problem], as_json_too: bool = False) -> None:
    """Print problems and end with status 1."""
    if as_json_too:
        print(as_json(problems))
    else:
        for problem in problems:
            err.print(str(problem), markup=False)
        count = len(problems)
        err.print(f"{count} problem{'s' * (count != 1)}. Nothing was changed.", style="bold")
    raise typer.Exit(1)


def commit(transaction: Transaction) -> list[Path]:
    """Write what is planned, or say why it cannot be written and end."""
    try:
        return transaction.commit()
    except ProblemsError as error:
        fail(error.problems)
        return []


def show_progress(paths: Sequence[Path], doing: str) -> Iterable[Path]:
    """Show a progress bar where somebody watches and it takes long enough to matter."""
    return track(paths, doing, console=err, transient=True, disable=not err.is_terminal)


def print_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table for people; a cell too long for its column goes on in the next line."""
    table = RichTable()
    for name in header:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*row)
    out.print(table)


def print_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print CSV for a file that a person edits."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
