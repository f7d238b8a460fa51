"""Built tables as a checker reads them: rows with their lines, and how they are compared.

No rule is checked here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..schema.row import Row
from ..schema.tables import TABLES, Table
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
    _by_key: dict[str, dict[str, int]] = field(default_factory=dict[str, dict[str, int]])

    def name(self, table: str) -> str:
        """Return the file of a table as messages show it."""
        return f"{self.shown}/{table}.csv"

    def line(self, table: str, subject: str) -> int:
        """Return the line of the row with a key, or 0 where there is none."""
        if table not in self._by_key:
            key = TABLES[table].key
            keyed = zip(self.rows[table], self.lines[table], strict=True)
            self._by_key[table] = {row_key(row, key): line for row, line in keyed}
        return self._by_key[table].get(subject, 0)


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


def compare_rows(
    read: ReadTables, table: Table, wanted: Sequence[Row], maker: str, rule: str
) -> Iterator[Problem]:
    """Yield every row and cell of a table that is not what it should be.

    Args:
        read: The tables as read.
        table: The table.
        wanted: Its rows as they should be.
        maker: What makes them so, for the message.
        rule: The rule, for the message.
    """
    name, key = table.name, ", ".join(table.key)
    shown = read.name(name)
    have = {row_key(row, table.key): row for row in read.rows[name]}
    want = {row_key(row, table.key): row for row in wanted}
    for subject in have.keys() - want.keys():
        message = f"this row is not made by {maker}"
        yield Problem(shown, read.line(name, subject), key, message, rule, subject)
    for subject in want.keys() - have.keys():
        message = f"row '{subject}' is missing; it is made by {maker}"
        yield Problem(shown, 0, key, message, rule, subject)
    for subject in have.keys() & want.keys():
        for column in table.columns:
            found, right = getattr(have[subject], column), getattr(want[subject], column)
            if found != right:
                said = f"is '{format_cell(found)}', but made '{format_cell(right)}' by {maker}"
                line = read.line(name, subject)
                yield Problem(shown, line, column, said, rule, subject)
