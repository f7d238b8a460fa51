"""The loader: published tables into memory. The only code in this folder; all else is data.

Nothing heavy is imported before a table is asked for, and nothing is fetched from anywhere.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import polars as pl
    import pyarrow as pa

__all__ = ["cite", "codebook", "fingerprint", "load", "path", "tables", "version"]

ROOT = Path(__file__).resolve().parents[1]
TABLES_FOLDER = ROOT / "datasets" / "tables"


def tables() -> tuple[str, ...]:
    """Return the names of all tables, the four that people come for first.

    >>> import diplocalls
    >>> diplocalls.tables()[:4]
    ('calls', 'participants', 'topics', 'claims')
    """
    first = ("calls", "participants", "topics", "claims")
    others = sorted(file.stem for file in TABLES_FOLDER.glob("*.parquet"))
    return (*first, *(name for name in others if name not in first))


def path(table: str, format: Literal["parquet", "csv"] = "parquet") -> Path:
    """Return the file of a table.

    Args:
        table: Name of the table.
        format: ``parquet`` or ``csv``. A table without rows has no CSV.

    Raises:
        KeyError: if there is no such table.
        ValueError: if ``format`` is neither.
        FileNotFoundError: if the table has no rows and CSV is asked for.
    """
    if format not in ("parquet", "csv"):
        raise ValueError(f"format must be 'parquet' or 'csv', not {format!r}")
    if table not in tables():
        import difflib

        near = difflib.get_close_matches(table, tables(), n=1)
        hint = f"did you mean {near[0]!r}? " if near else ""
        raise KeyError(f"no table {table!r}; {hint}There are {', '.join(tables())}")
    file = TABLES_FOLDER / f"{table}.{format}"
    if not file.is_file():
        raise FileNotFoundError(f"{table} has no rows in this version, so there is no {format}")
    return file


@overload
def load(
    table: str, as_: Literal["pandas"] = "pandas", version: str | None = None
) -> pd.DataFrame: ...


@overload
def load(table: str, as_: Literal["arrow"], version: str | None = None) -> pa.Table: ...


@overload
def load(table: str, as_: Literal["polars"], version: str | None = None) -> pl.DataFrame: ...


@overload
def load(
    table: str, as_: Literal["duckdb"], version: str | None = None
) -> duckdb.DuckDBPyRelation: ...


def load(
    table: str,
    as_: Literal["pandas", "arrow", "polars", "duckdb"] = "pandas",
    version: str | None = None,
) -> pd.DataFrame | pa.Table | pl.DataFrame | duckdb.DuckDBPyRelation:
    """Load a table.

    Days become datetime64 (midnight), moments datetime64 in UTC. Integer and boolean columns that
    may be empty become nullable Int64 and boolean, the others int64 and bool. Text stays text,
    empty cells are missing. A table without rows comes with its columns and types.

    Args:
        table: Name of the table, see ``tables()``.
        as_: ``pandas`` for a DataFrame, ``arrow`` for a pyarrow Table, ``polars`` for its
            DataFrame, ``duckdb`` for a relation; the last two need those packages.
        version: The version that an analysis rests on, such as ``0.5.0``: another one that is
            installed is refused, with how to get it.

    Raises:
        KeyError: if there is no such table.
        ValueError: if ``as_`` is none of these, or another version is installed.
        ModuleNotFoundError: if the package asked for is not installed.

    >>> import diplocalls
    >>> claims = diplocalls.load("claims")
    >>> sorted(claims.loc[claims.call_id == "call-2021-0003", "issuer_names"].unique())
    ['Azerbaijan', 'United States']
    """
    if as_ not in ("pandas", "arrow", "polars", "duckdb"):
        raise ValueError(f"as_ must be pandas, arrow, polars or duckdb, not {as_!r}")
    if version is not None and version != _installed():
        raise ValueError(
            f"version {version} is asked for, {_installed()} is installed. Install that one "
            f"(pip install 'diplocalls=={version}', or a checkout of that version), or see in "
            f"CHANGELOG.md what changed since and drop version="
        )
    import pyarrow.parquet as pq

    with pq.ParquetFile(path(table)) as file:
        data = file.read()
    if as_ == "pandas":
        return _to_pandas(data)
    if as_ == "polars":
        import polars as pl

        return pl.DataFrame(pl.from_arrow(data))
    if as_ == "duckdb":
        import duckdb

        return duckdb.from_arrow(data)
    return data


def _to_pandas(data: pa.Table) -> pd.DataFrame:
    """Turn an Arrow table into a DataFrame whose types do not depend on its values."""
    import pandas as pd
    import pyarrow as pa

    def nullable(kind: pa.DataType) -> pd.Int64Dtype | pd.BooleanDtype | None:
        if kind == pa.int64():
            return pd.Int64Dtype()
        return pd.BooleanDtype() if kind == pa.bool_() else None

    frame = data.to_pandas(date_as_object=False, types_mapper=nullable)
    for field in data.schema:
        if field.type == pa.int64() and not field.nullable:
            frame[field.name] = frame[field.name].astype("int64")
        elif field.type == pa.bool_() and not field.nullable:
            frame[field.name] = frame[field.name].astype("bool")
    return frame


def codebook(table: str | None = None) -> pd.DataFrame:
    """Return what every column means: one row a column.

    Columns: table, column, type, required, description, code_list. The codes of a list and
    their definitions are in the table ``codes``.

    Args:
        table: Name of a table; None for all.

    >>> import diplocalls
    >>> book = diplocalls.codebook("claims").set_index("column")
    >>> book.loc["act", "code_list"]
    'act'
    """
    import pandas as pd
    import pyarrow.parquet as pq

    rows: list[dict[str, Any]] = []
    for name in tables() if table is None else (table,):
        for field in pq.read_schema(path(name)):
            notes = {k.decode(): v.decode() for k, v in (field.metadata or {}).items()}
            rows.append(
                {
                    "table": name,
                    "column": field.name,
                    "type": str(field.type),
                    "required": not field.nullable,
                    "description": notes.get("description"),
                    "code_list": notes.get("code_list"),
                }
            )
    return pd.DataFrame(rows)


def _descriptor() -> dict[str, Any]:
    """Return the data package descriptor."""
    return json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))


def version() -> str:
    """Return the version of the data."""
    return str(_descriptor()["version"])


def _installed() -> str:
    """Return the version of the data; ``load`` has an argument of that name."""
    return version()


def fingerprint() -> str:
    """Return the fingerprint of the content of all tables: the same for CSV and Parquet.

    SHA-256 over each table's name and the sorted hashes of its rows, a row being its cells as the
    CSV writes them, by column name: neither the format nor the order of rows or columns counts.
    """
    return str(_descriptor()["fingerprint"])


def cite() -> str:
    """Return how to cite the data in this version."""
    return str(_descriptor()["citation"])
