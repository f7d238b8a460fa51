"""Row models as Frictionless Table Schema, valid for Data Package v2 and readable by v1 readers.

Only the schema of a table is made here; the descriptor around it is in ``builders.package``.
"""

from __future__ import annotations

from typing import Any

from .column import Column, columns_of
from .tables import Table
from .vocabularies import name_of


def table_schema(table: Table, present: frozenset[str]) -> dict[str, Any]:
    """Return the Table Schema of a table.

    Args:
        table: The table.
        present: Names of the tables in the package. A key that refers to an absent (empty)
            table is left out; all its values are then null.
    """
    schema: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": [field_descriptor(column) for column in columns_of(table.row)],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if table.unique:
        schema["uniqueKeys"] = [list(columns) for columns in table.unique]
    foreign_keys = [
        {
            "fields": list(key.columns),
            "reference": {
                "resource": "" if key.table == table.name else key.table,
                "fields": list(key.references),
            },
        }
        for key in table.foreign_keys
        if key.table in present
    ]
    if foreign_keys:
        schema["foreignKeys"] = foreign_keys
    return schema


def field_descriptor(column: Column) -> dict[str, Any]:
    """Return the Table Schema field of a column: codes as ``enum`` and as ``categories``."""
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    for name, value in (
        ("pattern", column.pattern),
        ("minimum", column.minimum),
        ("maximum", column.maximum),
        ("minLength", column.min_length),
    ):
        if value is not None:
            constraints[name] = value
    field: dict[str, Any] = {
        "name": column.name,
        "type": column.kind,
        "description": column.description,
    }
    if column.codes is not None:
        constraints["enum"] = [code.value for code in column.codes]
        field["codeList"] = name_of(column.codes)
        field["categories"] = [{"value": c.value, "label": c.label} for c in column.codes]
    if constraints:
        field["constraints"] = constraints
    return field
