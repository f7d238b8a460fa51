"""Tables as files: the bytes of CSV and Parquet, and reading them back. Nothing is derived here.

CSV is written by the standard library, byte for byte the same everywhere. Parquet carries
explicit types and the description of every column; its bytes differ between versions of the
library that writes it, so Parquet files are compared as tables.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from operator import attrgetter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ..schema.arrow_schema import arrow_schema
from ..schema.row import Row
from ..schema.tables import TABLES, Table
from .csv_rows import write_csv
from .fingerprint import fingerprint_csv
from .transaction import Transaction

FINGERPRINT = "diplocalls.fingerprint"
"""The key under which a Parquet file's metadata hold the fingerprint of its content."""


def csv_path(folder: Path, name: str) -> Path:
    """Return where the CSV of a table lies."""
    return folder / f"{name}.csv"


def parquet_path(folder: Path, name: str) -> Path:
    """Return where the Parquet file of a table lies."""
    return folder / f"{name}.parquet"


def to_arrow(table: Table, rows: Sequence[Row], metadata: Mapping[str, str]) -> pa.Table:
    """Return rows as an Arrow table, in the order given, with its fingerprint inside."""
    own = {FINGERPRINT: fingerprint_csv(write_csv(table.row, rows))}
    schema = arrow_schema(table, {**metadata, **own})
    values = list(zip(*map(attrgetter(*table.columns), rows), strict=True))
    columns = [
        pa.array(values[place] if rows else [], field.type) for place, field in enumerate(schema)
    ]
    return pa.table(columns, schema=schema)


def write_parquet(data: pa.Table) -> bytes:
    """Return an Arrow table as Parquet: one row group, zstd."""
    sink = io.BytesIO()
    pq.write_table(
        data.combine_chunks(), sink, compression="zstd", row_group_size=max(data.num_rows, 1)
    )
    return sink.getvalue()


def read_parquet(path: Path) -> pa.Table:
    """Read a Parquet file as an Arrow table."""
    with pq.ParquetFile(path) as file:
        return file.read()


def stage_tables(
    transaction: Transaction,
    folder: Path,
    tables: Mapping[str, Sequence[Row]],
    metadata: Mapping[str, str],
) -> None:
    """Plan to write every table as CSV and Parquet.

    An empty table has no CSV, because header-only CSV breaks readers; its empty Parquet file
    keeps the types for the loader. A Parquet file whose content is already there is left alone.
    """
    for name, table in TABLES.items():
        rows = tables[name]
        if rows:
            transaction.write(csv_path(folder, name), write_csv(table.row, rows))
        else:
            transaction.delete(csv_path(folder, name))
        data = to_arrow(table, rows, metadata)
        path = parquet_path(folder, name)
        if not _same_content(path, data):
            transaction.write(path, write_parquet(data))


def _same_content(path: Path, data: pa.Table) -> bool:
    """Say whether a Parquet file holds this table, its metadata included."""
    if not path.is_file():
        return False
    try:
        return bool(read_parquet(path).equals(data, check_metadata=True))
    except (pa.ArrowInvalid, OSError):
        return False
