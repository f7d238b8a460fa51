"""The command that writes the published tables for other programs. The work is in ``export``."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from . import export as formats
from .problems import Problem
from .project import Project
from .terminal import State, fail, out

export_app = typer.Typer(rich_markup_mode=None)


class Format(StrEnum):
    """The formats that tables are written in."""

    SQLITE = "sqlite"
    DUCKDB = "duckdb"
    STATA = "stata"
    SPSS = "spss"
    CODEBOOK = "codebook"


WRITERS: dict[Format, tuple[Callable[[Project, Path], None], str]] = {
    Format.SQLITE: (formats.export_sqlite, "diplocalls.sqlite"),
    Format.DUCKDB: (formats.export_duckdb, "diplocalls.duckdb"),
    Format.STATA: (formats.export_stata, "stata"),
    Format.SPSS: (formats.export_spss, "spss"),
    Format.CODEBOOK: (formats.export_codebook, "codebook.xlsx"),
}
"""What writes each format, and the name of the file or folder it makes."""


@export_app.command()
def export(
    format_: Annotated[
        Format, typer.Argument(metavar="FORMAT", help="One of: " + ", ".join(Format))
    ],
    to: Annotated[Path, typer.Option(help="Folder that gets the file or files.")] = Path(),
) -> None:
    """Write the tables for another program: SQLite, DuckDB, Stata, SPSS, or the codebook in Excel.

    Stata and SPSS get a folder with a file a table, codes as integers labelled "URGE: Urge". What
    is there already is not overwritten; everything is written or nothing.
    """
    project = State.project if State.project.tables.is_dir() else Project()
    write, name = WRITERS[format_]
    goal = to.resolve() / name
    if goal.exists():
        message = "is there already; move it away, or give another folder with --to"
        fail([Problem(str(goal), 0, "", message, "export-exists")])
    goal.parent.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(dir=goal.parent, prefix=".diplocalls-export-") as folder:
            made = Path(folder) / name
            if format_ in (Format.STATA, Format.SPSS):
                made.mkdir()
            write(project, made)
            shutil.move(made, goal)
    except ModuleNotFoundError as error:
        message = f"{error.name} is not installed; run: pip install 'diplocalls[workshop,export]'"
        fail([Problem(format_, 0, "", message, "export-package")])
    out.print(f"Written: {goal}", markup=False)
