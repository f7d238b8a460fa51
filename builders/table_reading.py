"""Built tables as a checker reads them: rows with their lines. No rule is checked here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..schema.row import Row
from ..schema.tables import TABLES
from .csv_rows import format_cell, read_csv
from .problems import Problem
from .project import Project
from .tables import csv_path


@dataclass
class ReadTables:
    """The tables as read: rows, the line of each, and what was wrong in reading."""

    folder: Path
    shown: str
    rows: dict[str, list[Row]] = field(default_factory=dict[str, list[Row]])
    lines: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    problems: list[Problem] = field(default_factory=list[Problem])

    def name(self, table: str) -> str:
        """Return the file of a table as messages show it."""
        return f"{self.shown}/{table}.csv"

    def line(self, table: str, subject: str) -> int:
        """Return the line of the first row with a key, or 0."""
        key = TABLES[table].key
        for row, line in zip(self.rows[table], self.lines[table], strict=True):
            if subject in (row_key(row, key), format_cell(getattr(row, key[0]))):
                return line
        return 0


def row_key(row: Row, key: Sequence[str]) -> str:
    """Return a row's key as messages show it."""
    return ", ".join(format_cell(getattr(row, column)) for column in key)


def read_tables(project: Project) -> ReadTables:
    """Read every table of a package; a table without a file has no rows."""
    read = ReadTables(project.tables, project.relative(project.tables))
    for name, table in TABLES.items():
        path = csv_path(project.tables, name)
        read.rows[name], read.lines[name] = [], []
        if path.is_file():
            rows, lines, problems = read_csv(path.read_bytes(), table.row, read.name(name))
            read.rows[name], read.lines[name] = list(rows), lines
            read.problems += problems
    return read
