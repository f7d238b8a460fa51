"""Tables in other programs' formats: nothing lost, nothing run. On invented and real tables."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime
from pathlib import Path

import duckdb
import invented
import openpyxl
import pandas as pd
import pyarrow as pa
import pyreadstat
import pytest
from diplocalls.builders.build import build
from diplocalls.builders.command import app
from diplocalls.builders.export import (
    export_codebook,
    export_duckdb,
    export_spss,
    export_sqlite,
    export_stata,
    labelled_frame,
)
from diplocalls.builders.project import Project
from diplocalls.builders.tables import parquet_path, read_parquet, to_arrow
from diplocalls.schema.column import columns_of
from diplocalls.schema.register_rows import Location
from diplocalls.schema.tables import TABLES
from typer.testing import CliRunner

HOSTILE = (
    "=1+1",
    "+SUM(A1)",
    "-2+3",
    "@now",
    'say "no", then; stop',
    "a, b",
    "it's",
    "\U0001f4de 电话 هاتف",
    "'; DROP TABLE claims; --",
    "<b>bold</b>",
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the invented project, built."""
    project = invented.make_project(tmp_path_factory.mktemp("built"))
    build(project)
    return project


def values_of(project: Project, name: str) -> list[dict[str, object]]:
    """Return the rows of a table as Parquet has them."""
    return read_parquet(parquet_path(project.tables, name)).to_pylist()


def test_sqlite_keeps_every_cell_and_its_keys(built: Project, tmp_path: Path) -> None:
    """Would catch a row lost, a day read otherwise, or a reference that nothing holds to."""
    path = tmp_path / "x.sqlite"
    export_sqlite(built, path)
    database = sqlite3.connect(path)
    database.row_factory = sqlite3.Row
    for name in TABLES:
        there = [dict(row) for row in database.execute(f'SELECT * FROM "{name}"')]
        for row in values_of(built, name):
            plain = {
                k: int(v)
                if isinstance(v, bool)
                else v.strftime("%Y-%m-%dT%H:%M:%SZ")
                if isinstance(v, datetime)
                else v.isoformat()
                if isinstance(v, date)
                else v
                for k, v in row.items()
            }
            assert plain in there, (name, plain)
        assert len(there) == len(values_of(built, name))
    database.execute("PRAGMA foreign_keys = ON")
    with pytest.raises(sqlite3.IntegrityError):
        database.execute(
            "INSERT INTO claim_calls VALUES ('no-one-2001-0001-c01', 'call-2001-0001')"
        )
    said = database.execute("SELECT description FROM _columns WHERE name = 'gloss'").fetchone()
    assert "own words" in said[0]
    assert database.execute("SELECT count(*) FROM claims_with_calls").fetchone()[0] == len(
        values_of(built, "claim_calls")
    )


def test_duckdb_keeps_types_and_says_what_columns_mean(built: Project, tmp_path: Path) -> None:
    """Would catch days as text, or a file in which nobody can look up a column."""
    path = tmp_path / "x.duckdb"
    export_duckdb(built, path)
    database = duckdb.connect(str(path), read_only=True)
    for name in TABLES:
        count = database.execute(f'SELECT count(*) FROM "{name}"').fetchall()[0][0]
        assert count == len(values_of(built, name))
    kind, comment = database.execute(
        "SELECT data_type, comment FROM duckdb_columns() "
        "WHERE table_name = 'calls' AND column_name = 'call_date'"
    ).fetchall()[0]
    assert kind == "DATE"
    assert comment
    database.close()


@pytest.mark.parametrize("name", ["claims", "calls", "participants", "plants", "register"])
@pytest.mark.parametrize("kind", ["stata", "spss"])
def test_labels_and_days_come_back(kind: str, name: str, built: Project, tmp_path: Path) -> None:
    """Would catch a code without its label, a day moved, or a missing number read as zero."""
    if kind == "stata":
        export_stata(built, tmp_path)
        frame, meta = pyreadstat.read_dta(str(tmp_path / f"{name}.dta"))
    else:
        export_spss(built, tmp_path)
        frame, meta = pyreadstat.read_sav(str(tmp_path / f"{name}.sav"))
    rows = values_of(built, name)
    assert list(frame.columns) == list(TABLES[name].columns)
    assert len(frame) == len(rows)
    for column in columns_of(TABLES[name].row):
        labels = meta.variable_value_labels.get(column.name, {})
        for got, row in zip(frame[column.name], rows, strict=True):
            wanted = row[column.name]
            if column.kind in ("date", "datetime"):
                day = None if pd.isna(got) or got == "" else pd.Timestamp(got).date()
                known = wanted is not None and not pd.isna(wanted)
                want = pd.Timestamp(wanted).date() if known else None
                assert day == want, column.name
            elif wanted is None:
                assert pd.isna(got) or got == "", column.name
            elif column.codes is not None:
                assert labels[got].split(":")[0] == wanted, column.name
            elif column.kind == "boolean":
                assert labels[got] == ("yes" if wanted else "no"), column.name
            else:
                assert got == wanted, column.name


def test_hostile_strings_stay_strings(tmp_path: Path) -> None:
    """Would catch a text that a spreadsheet runs, or that a format cuts or mangles."""
    rows = [
        Location(
            location_id=f"loc-{number:05d}",
            item_id=f"item-{number:05d}",
            document_id=f"xr-palace-2001-{number:04d}",
            url=f"https://example.org/{number}",
            carrier=text,
            text_form="plain",
            text_basis="full",
        )
        for number, text in enumerate(HOSTILE, 1)
    ]
    table = TABLES["locations"]
    data = to_arrow(table, rows, {})
    frame, labels = labelled_frame(table, data)
    for write, read, name in (
        (pyreadstat.write_dta, pyreadstat.read_dta, "x.dta"),
        (pyreadstat.write_sav, pyreadstat.read_sav, "x.sav"),
    ):
        write(frame, str(tmp_path / name), variable_value_labels=labels)
        assert list(read(str(tmp_path / name))[0]["carrier"]) == list(HOSTILE)
    assert data["carrier"].to_pylist() == list(HOSTILE)


def test_nothing_in_the_codebook_is_a_formula(built: Project, tmp_path: Path) -> None:
    """Would catch a cell that a spreadsheet computes, or a table that the codebook leaves out."""
    export_codebook(built, tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    assert book.sheetnames == ["tables", "columns", "codes"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert {row[0].value for row in book["tables"].iter_rows(min_row=2)} == set(TABLES)


def test_what_is_there_is_not_overwritten(built: Project, tmp_path: Path) -> None:
    """Would catch an export that destroys a file somebody works with, or leaves half of one."""
    runner, root = CliRunner(), ["--root", str(built.root)]
    first = runner.invoke(app, [*root, "export", "sqlite", "--to", str(tmp_path)])
    assert first.exit_code == 0, first.output
    before = (tmp_path / "diplocalls.sqlite").read_bytes()
    again = runner.invoke(app, [*root, "export", "sqlite", "--to", str(tmp_path)])
    assert again.exit_code == 1
    assert "is there already" in again.output
    assert (tmp_path / "diplocalls.sqlite").read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["diplocalls.sqlite"]
    assert isinstance(read_parquet(parquet_path(built.tables, "calls")), pa.Table)
