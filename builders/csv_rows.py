"""Rows as CSV: strict reading with line and field of every error, one way of writing.

No file is opened here, and which file holds which rows is known elsewhere.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import Enum
from operator import attrgetter
from typing import TypeVar

from pydantic import ValidationError

from ..schema.column import columns_of
from ..schema.row import Row
from ..schema.rules import nearest
from .problems import Problem
from .shape_errors import explain

AnyRow = TypeVar("AnyRow", bound=Row)


def format_cell(value: object) -> str:
    """Write one value as a CSV cell: null is empty, moments end in Z.

    Booleans are upper case, which pandas and R both read as booleans; R reads no others.

    >>> format_cell(True), format_cell(None), format_cell(7)
    ('TRUE', '', '7')
    """
    if type(value) is str:
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return str(value)


def write_csv(model: type[Row], rows: Iterable[Row]) -> bytes:
    """Return rows as CSV in UTF-8 with bare line feeds, in the order given."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    names = tuple(model.model_fields)
    writer.writerow(names)
    kinds = [column.kind for column in columns_of(model)]
    special = [place for place, kind in enumerate(kinds) if kind in ("boolean", "datetime")]
    cells = (list(values) for values in map(attrgetter(*names), rows))
    writer.writerows(_format_special(values, special) if special else values for values in cells)
    return buffer.getvalue().encode("utf-8")


def _format_special(values: list[object], places: Sequence[int]) -> list[object]:
    """Format the values that the csv module would not write as ``format_cell`` does."""
    for place in places:
        values[place] = format_cell(values[place])
    return values


def read_csv(
    data: bytes, model: type[AnyRow], shown: str, strict: bool = True
) -> tuple[list[AnyRow], list[int], list[Problem]]:
    """Read CSV into rows.

    Args:
        data: The bytes of the file.
        model: The row model.
        shown: Name of the file for messages.
        strict: Whether every cell must be written as we write it (TRUE, not yes).

    Returns:
        The sound rows, the line on which each begins, and a problem for everything that is wrong.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        return [], [], [Problem(shown, line, "", message, "file-encoding")]
    if text.startswith("\ufeff"):
        message = "begins with a byte order mark; save the file as UTF-8 without it"
        return [], [], [Problem(shown, 1, "", message, "file-encoding")]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
    except csv.Error as error:
        return [], [], [Problem(shown, 1, "", f"is not CSV here: {error}", "csv")]
    problems = _check_header(header, model, shown)
    if problems:
        return [], [], problems
    rows: list[AnyRow] = []
    lines: list[int] = []
    line = reader.line_num + 1
    try:
        for cells in reader:
            row, found = _read_row(header, cells, model, shown, line, strict)
            problems += found
            if row is not None:
                rows.append(row)
                lines.append(line)
            line = reader.line_num + 1
    except csv.Error as error:
        problems.append(Problem(shown, reader.line_num, "", f"is not CSV here: {error}", "csv"))
    return rows, lines, problems


def first_cells(data: bytes) -> set[str]:
    """Return the first cell of every line behind the header, sound or not."""
    lines = io.StringIO(data.decode("utf-8", errors="replace"), newline="")
    try:
        return {cells[0] for cells in csv.reader(lines) if cells}
    except csv.Error:
        return set()


def _check_header(header: Sequence[str], model: type[Row], shown: str) -> list[Problem]:
    """Return a problem for every column that is missing, unknown or out of place."""
    columns = tuple(model.model_fields)
    problems = [
        Problem(shown, 1, name, f"unknown column{nearest(name, columns)}", "csv-columns")
        for name in header
        if name not in columns
    ]
    problems += [
        Problem(shown, 1, name, "column is missing", "csv-columns")
        for name in columns
        if name not in header
    ]
    if not problems and tuple(header) != columns:
        message = f"columns are out of order; they must be {', '.join(columns)}"
        problems.append(Problem(shown, 1, "", message, "csv-columns"))
    return problems


def _read_row(
    header: Sequence[str],
    cells: Sequence[str],
    model: type[AnyRow],
    shown: str,
    line: int,
    strict: bool,
) -> tuple[AnyRow | None, list[Problem]]:
    """Read one row; an empty cell is null."""
    subject = cells[0] if cells else ""
    if len(cells) != len(header):
        message = f"has {len(cells)} cells, the header has {len(header)}; quote cells with commas"
        return None, [Problem(shown, line, "", message, "csv-cells", subject)]
    values = {name: cell if cell != "" else None for name, cell in zip(header, cells, strict=True)}
    try:
        row = model.model_validate(values)
    except ValidationError as error:
        return None, [
            Problem(shown, line, ".".join(map(str, path)), message, rule, subject)
            for path, message, rule in explain(error, model)
        ]
    problems = [
        Problem(shown, line, name, f"'{cell}': write it as {form}", "csv-form", subject)
        for name, cell in zip(header, cells, strict=True)
        if strict and (form := format_cell(getattr(row, name))) != cell
    ]
    return row, problems


def check_keys(
    rows: Sequence[Row], lines: Sequence[int], key: Sequence[str], shown: str, rule: str
) -> Iterable[Problem]:
    """Yield a problem for every row whose key another row in front of it has."""
    first: dict[tuple[object, ...], int] = {}
    for row, line in zip(rows, lines, strict=True):
        values = tuple(getattr(row, name) for name in key)
        shown_key = ", ".join(format_cell(value) for value in values)
        if values in first:
            message = f"'{shown_key}' stands already on line {first[values]}"
            yield Problem(shown, line, ", ".join(key), message, rule, shown_key)
        else:
            first[values] = line
