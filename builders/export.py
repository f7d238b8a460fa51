"""Published tables in the formats of other programs: SQLite, DuckDB, Stata, SPSS, Excel.

Values and labels are those of the tables; nothing is derived. One table is in memory at a time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from ..schema.code import Code
from ..schema.column import Column, columns_of
from ..schema.tables import TABLES, Table
from ..schema.vocabularies import name_of
from .csv_rows import format_cell
from .project import Project
from .tables import parquet_path, read_parquet

MOST_LABEL = 80
"""Stata cuts the label of a variable behind so many characters."""

SQL_TYPES = {
    "string": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "INTEGER",
    "date": "TEXT",
    "datetime": "TEXT",
}
DUCK_TYPES = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "datetime": "TIMESTAMPTZ",
}
VIEW = """CREATE VIEW claims_with_calls AS
SELECT claim_calls.call_id AS on_call_id, calls.call_date AS on_call_date, calls.side_names,
       calls.mode, calls.format, documents.publisher_name, documents.language, documents.url,
       claims.*
FROM claim_calls
JOIN claims USING (claim_id)
JOIN calls ON calls.call_id = claim_calls.call_id
JOIN documents ON documents.document_id = claims.document_id"""
"""What most queries join first: a row a claim and call."""


def tables_of(project: Project) -> Iterator[tuple[Table, pa.Table]]:
    """Yield every published table, those first that others refer to."""
    for name, table in TABLES.items():
        yield table, read_parquet(parquet_path(project.tables, name))


def export_sqlite(project: Project, path: Path) -> None:
    """Write one SQLite file: keys, references, a table of columns with their meaning, a view."""
    with sqlite3.connect(path) as database:
        for table, data in tables_of(project):
            database.execute(_create(table, SQL_TYPES, references=True))
            places = ", ".join("?" * len(table.columns))
            database.executemany(f'INSERT INTO "{table.name}" VALUES ({places})', _sql_rows(data))
        _describe(database.execute)
        database.execute(VIEW)
        broken = database.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise ValueError(f"references that nothing meets: {broken[:3]}")
    database.close()


def export_duckdb(project: Project, path: Path) -> None:
    """Write one DuckDB file: keys, comments on every table and column, a view."""
    import duckdb

    database = duckdb.connect(str(path))
    try:
        for table, data in tables_of(project):
            database.execute(_create(table, DUCK_TYPES, references=False))
            database.register("incoming", data)
            database.execute(f'INSERT INTO "{table.name}" SELECT * FROM incoming')
            database.unregister("incoming")
            database.execute(f'COMMENT ON TABLE "{table.name}" IS {_quote(table.description)}')
            for column in columns_of(table.row):
                where = f'"{table.name}"."{column.name}"'
                database.execute(f"COMMENT ON COLUMN {where} IS {_quote(column.description)}")
        database.execute(VIEW)
    finally:
        database.close()


def _create(table: Table, types: dict[str, str], references: bool) -> str:
    """Return the statement that makes a table."""
    lines = [
        f'"{c.name}" {types[c.kind]}{" NOT NULL" if c.required else ""}'
        for c in columns_of(table.row)
    ]
    lines.append(f"PRIMARY KEY ({_names(table.key)})")
    lines += [f"UNIQUE ({_names(columns)})" for columns in table.unique]
    if references:
        lines += [
            f'FOREIGN KEY ({_names(key.columns)}) REFERENCES "{key.table}" '
            f"({_names(key.references)})"
            for key in table.foreign_keys
        ]
    return f'CREATE TABLE "{table.name}" ({", ".join(lines)})'


def _names(columns: Sequence[str]) -> str:
    """Return column names as SQL lists them."""
    return ", ".join(f'"{name}"' for name in columns)


def _quote(text: str) -> str:
    """Return text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def _sql_rows(data: pa.Table) -> Iterator[tuple[Any, ...]]:
    """Yield rows as SQLite takes them: days and moments as ISO 8601, booleans as 0 and 1."""
    columns = [_sql_column(column) for column in data.columns]
    yield from zip(*columns, strict=True)


def _sql_column(column: Any) -> list[Any]:
    """Return a column's values as SQLite takes them."""
    values = column.to_pylist()
    if pa.types.is_boolean(column.type):
        return [None if value is None else int(value) for value in values]
    if pa.types.is_temporal(column.type):
        return [None if value is None else format_cell(value) for value in values]
    return values


def _describe(execute: Callable[..., Any]) -> None:
    """Add what every table and column means as tables of their own."""
    execute('CREATE TABLE "_tables" (name TEXT PRIMARY KEY, title TEXT, description TEXT)')
    execute(
        'CREATE TABLE "_columns" (table_name TEXT, name TEXT, description TEXT, code_list TEXT, '
        "PRIMARY KEY (table_name, name))"
    )
    for table in TABLES.values():
        execute(
            'INSERT INTO "_tables" VALUES (?, ?, ?)', (table.name, table.title, table.description)
        )
        for column in columns_of(table.row):
            codes = name_of(column.codes) if column.codes is not None else None
            values = (table.name, column.name, column.description, codes)
            execute('INSERT INTO "_columns" VALUES (?, ?, ?, ?)', values)


def export_stata(project: Project, folder: Path) -> None:
    """Write a Stata file a table: codes as labelled integers, days as days."""
    import pyreadstat

    for table, data in tables_of(project):
        frame, labels = labelled_frame(table, data)
        pyreadstat.write_dta(
            frame,
            str(folder / f"{table.name}.dta"),
            file_label=table.title[:MOST_LABEL],
            column_labels=[_short(column) for column in columns_of(table.row)],
            variable_value_labels=labels,
            version=15,
        )


def export_spss(project: Project, folder: Path) -> None:
    """Write an SPSS file a table: codes as labelled integers, days as days."""
    import pyreadstat

    for table, data in tables_of(project):
        frame, labels = labelled_frame(table, data)
        pyreadstat.write_sav(
            frame,
            str(folder / f"{table.name}.sav"),
            file_label=table.title[:60],
            column_labels=[column.description for column in columns_of(table.row)],
            variable_value_labels=labels,
        )


def labelled_frame(table: Table, data: pa.Table) -> tuple[Any, dict[str, dict[int | float, str]]]:
    """Return a table with codes as integers from 1, and the label of each.

    A label is ``code: label``, so that the code is not lost. Booleans become 0 and 1. Missing
    values stay missing; missing text is empty text, which these formats do not tell apart.
    """
    import pandas as pd

    labels: dict[str, dict[int | float, str]] = {}
    made: dict[str, Any] = {}
    for column in columns_of(table.row):
        values = data[column.name].to_pylist()
        if column.codes is not None:
            numbers: dict[Any, int] = {code.value: n for n, code in enumerate(column.codes, 1)}
            labels[column.name] = {n: _label(code) for n, code in enumerate(column.codes, 1)}
            made[column.name] = pd.array([numbers.get(value) for value in values], dtype="Int32")
        elif column.kind == "boolean":
            labels[column.name] = {0: "no", 1: "yes"}
            made[column.name] = pd.array(
                [None if value is None else int(value) for value in values], dtype="Int8"
            )
        elif column.kind == "integer":
            made[column.name] = pd.array(values, dtype="Int64")
        elif column.kind == "number":
            made[column.name] = pd.array(values, dtype="Float64")
        elif column.kind == "string":
            made[column.name] = ["" if value is None else value for value in values]
        elif column.kind == "datetime":
            made[column.name] = [None if v is None else v.replace(tzinfo=None) for v in values]
        else:
            made[column.name] = values
    return pd.DataFrame(made, columns=list(table.columns)), labels


def _label(code: Code) -> str:
    """Return the label of a code, the code itself in front."""
    return f"{code.value}: {code.label}"


def _short(column: Column) -> str:
    """Return the meaning of a column as far as Stata takes it."""
    text = column.description
    return text if len(text) <= MOST_LABEL else text[: MOST_LABEL - 3].rstrip() + "..."


def export_codebook(project: Project, path: Path) -> None:
    """Write the codebook as an Excel file: tables, columns, codes; nothing in it is a formula."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook(write_only=False)
    book.remove(book.worksheets[0])
    for name, rows in codebook_sheets(project):
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for place, value in enumerate(row, 1):
                cell = sheet.cell(number, place)
                cell.value = value
                cell.data_type = "s"  # a text that begins with = stays text
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                if number == 1:
                    cell.font = Font(bold=True)
        sheet.freeze_panes = "A2"
        for letter, width in zip("ABCDEF", (24, 24, 12, 60, 24, 12), strict=True):
            sheet.column_dimensions[letter].width = width
    book.save(path)


def codebook_sheets(project: Project) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield name and rows of every sheet of the codebook, a header first."""
    tables = [["table", "title", "description", "rows", "key"]]
    columns = [["table", "column", "type", "description", "code list", "required"]]
    for table, data in tables_of(project):
        keys = ", ".join(table.key)
        tables.append([table.name, table.title, table.description, str(data.num_rows), keys])
        for column in columns_of(table.row):
            listed = name_of(column.codes) if column.codes is not None else ""
            required = "yes" if column.required else "no"
            columns.append(
                [table.name, column.name, column.kind, column.description, listed, required]
            )
    codes = read_parquet(parquet_path(project.tables, "codes")).to_pylist()
    listed = [["list", "code", "label", "definition", "since", "until"]]
    listed += [[row[name] or "" for name in listed[0]] for row in codes]
    yield "tables", tables
    yield "columns", columns
    yield "codes", listed
