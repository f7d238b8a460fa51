"""The record model as JSON Schema, for editors that complete and check a record."""

from __future__ import annotations

from typing import Any

from .code import Code
from .record import Record
from .vocabularies import VOCABULARIES


def record_json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a record; each vocabulary lists its codes with their meaning."""
    schema = Record.model_json_schema()
    by_name = {codes.__name__: codes for codes in VOCABULARIES.values()}
    for name, definition in schema["$defs"].items():
        if name in by_name:
            definition["description"] = _meaning(by_name[name])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "diplocalls record",
        **{key: value for key, value in schema.items() if key != "title"},
    }


def _meaning(codes: type[Code]) -> str:
    """Return a vocabulary as text: what it is, then each code with label and definition."""
    lines = [" ".join((codes.__doc__ or "").split())]
    lines += [f"{code.value}: {code.label}. {code.definition}" for code in codes]
    return "\n".join(lines)
