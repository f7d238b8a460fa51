"""Row models as Arrow schemas. Reading and writing Parquet is in ``builders.tables``."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from .column import Column, columns_of
from .tables import Table
from .vocabularies import name_of

ARROW_TYPES: Mapping[str, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "datetime": pa.timestamp("ms", tz="UTC"),
}
"""The Arrow type of each kind of column."""


def arrow_schema(table: Table, metadata: Mapping[str, str] | None = None) -> pa.Schema:
    """Return the Arrow schema of a table; each field carries its description and code list."""
    fields = [
        pa.field(
            column.name,
            ARROW_TYPES[column.kind],
            nullable=not column.required,
            metadata=_field_metadata(column),
        )
        for column in columns_of(table.row)
    ]
    return pa.schema(fields, metadata={key: value for key, value in (metadata or {}).items()})


def _field_metadata(column: Column) -> dict[str, str]:
    """Return what a column says of itself inside a Parquet file."""
    metadata = {"description": column.description}
    if column.codes is not None:
        metadata["code_list"] = name_of(column.codes)
    return metadata
