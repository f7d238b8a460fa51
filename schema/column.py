"""A column as declared: its type, constraints and codes, read off a row model.

The one place that looks into pydantic's JSON Schema; Table Schema, Arrow schema and codebook
are each a few lines over what it returns. No format's names live here.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from .code import Code
from .row import Row


@dataclass(frozen=True)
class Column:
    """One column: name, kind of value, whether it is required, what it may hold, what it means.

    ``kind`` is one of string, integer, number, boolean, date, datetime.
    """

    name: str
    kind: str
    required: bool
    description: str
    codes: type[Code] | None = None
    pattern: str | None = None
    minimum: int | str | None = None
    maximum: int | str | None = None
    min_length: int | None = None


@cache
def columns_of(row: type[Row]) -> tuple[Column, ...]:
    """Return the columns of a row model in order.

    Raises TypeError for a field that is not a flat value: rows hold no lists and no parts.
    """
    schema = row.model_json_schema(mode="serialization")
    definitions: Mapping[str, Any] = schema.get("$defs", {})
    return tuple(
        _column(row, name, field, schema["properties"][name], definitions)
        for name, field in row.model_fields.items()
    )


def _column(
    row: type[Row],
    name: str,
    field: FieldInfo,
    declared: Mapping[str, Any],
    definitions: Mapping[str, Any],
) -> Column:
    """Read one property of the JSON Schema; ``anyOf`` with null means not required."""
    options = [o for o in declared.get("anyOf", [declared]) if o.get("type") != "null"]
    required = len(declared.get("anyOf", [declared])) == len(options)
    value: Mapping[str, Any] = options[0] if len(options) == 1 else {}
    value = definitions.get(str(value.get("$ref", "")).rpartition("/")[2], value)
    formats = {"date": "date", "date-time": "datetime"}
    kind = formats.get(str(value.get("format")), str(value.get("type")))
    if kind not in {"string", "integer", "number", "boolean", "date", "datetime"}:
        raise TypeError(f"{row.__name__}.{name} is no flat value: {declared}")
    return Column(
        name=name,
        kind=kind,
        required=required,
        description=" ".join((field.description or "").split()),
        codes=_codes(field.annotation),
        pattern=value.get("pattern") if kind == "string" else None,
        minimum=_bound(value.get("minimum", value.get("formatMinimum"))),
        maximum=_bound(value.get("maximum")),
        min_length=value.get("minLength"),
    )


def _bound(value: Any) -> Any:
    """Return a bound; a whole one as an integer, which older pydantic writes as -1000.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _codes(annotation: object) -> type[Code] | None:
    """Return the vocabulary in an annotation such as ``Act`` or ``Act | None``."""
    options = get_args(annotation) if _is_union(annotation) else (annotation,)
    for option in options:
        if isinstance(option, type) and issubclass(option, Code):
            return option
    return None


def _is_union(annotation: object) -> bool:
    """Say whether an annotation is a union of types."""
    return get_origin(annotation) in (Union, types.UnionType)
