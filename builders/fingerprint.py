"""The fingerprint of a table's content: the same whatever the format and the order of rows. Pure.

Algorithm: every row is its cells as the CSV writes them, in the order of column names, each cell
as UTF-8 behind its length; SHA-256 of each row; SHA-256 over the column names and the sorted
digests of the rows. Rows that stand twice count twice. A package's fingerprint is SHA-256 over the
names and fingerprints of its tables, by name.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence

import pyarrow as pa

from .csv_rows import format_cell

NAME = "sha256-rows-1"
"""The name of the algorithm, which stands before every fingerprint."""


def fingerprint_rows(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return the fingerprint of rows of written cells.

    >>> one = fingerprint_rows(["a", "b"], [["1", "x"], ["2", ""]])
    >>> one == fingerprint_rows(["b", "a"], [["", "2"], ["x", "1"]])
    True
    """
    order = sorted(range(len(columns)), key=lambda place: columns[place])
    digests: list[bytes] = []
    for row in rows:
        cells = (row[place].encode("utf-8") for place in order)
        packed = b"".join(b"%d:%b" % (len(cell), cell) for cell in cells)
        digests.append(hashlib.sha256(packed).digest())
    whole = hashlib.sha256("\n".join(columns[place] for place in order).encode("utf-8"))
    for digest in sorted(digests):
        whole.update(digest)
    return f"{NAME}:{whole.hexdigest()}"


def fingerprint_csv(data: bytes) -> str:
    """Return the fingerprint of a CSV."""
    reader = csv.reader(io.StringIO(data.decode("utf-8"), newline=""))
    return fingerprint_rows(next(reader), reader)


def fingerprint_arrow(data: pa.Table) -> str:
    """Return the fingerprint of an Arrow table, such as a Parquet file holds."""
    columns = [column.to_pylist() for column in data.columns]
    rows = ([format_cell(value) for value in row] for row in zip(*columns, strict=True))
    return fingerprint_rows(data.column_names, rows)


def fingerprint_package(csv_files: Mapping[str, bytes]) -> str:
    """Return the fingerprint of all tables from their CSVs, by name."""
    tables = {name: fingerprint_csv(data) for name, data in csv_files.items()}
    lines = "\n".join(f"{name} {value}" for name, value in sorted(tables.items()))
    return f"{NAME}:{hashlib.sha256(lines.encode('utf-8')).hexdigest()}"
