"""pydantic's errors in the words of a person who fills in records and tables by hand.

What is checked is declared in ``schema``; here it is only said.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ..schema import fields
from ..schema.code import Code
from ..schema.rules import nearest
from ..schema.vocabularies import name_of

Path = tuple[str | int, ...]

MAX_CODES_SHOWN = 10
"""Lists no longer than this are shown whole."""


def explain(error: ValidationError, model: type[BaseModel]) -> Iterator[tuple[Path, str, str]]:
    """Yield (path, message, rule) for every error that pydantic found in data for a model."""
    for details in error.errors(include_url=False):
        path = details["loc"]
        yield path, _message(details, model), f"shape-{_kind(details)}"


def _kind(details: ErrorDetails) -> str:
    """Return the short name of an error that messages carry."""
    kind = details["type"]
    if kind in _KINDS:
        return _KINDS[kind]
    return "date" if kind.startswith("date") else "value"


_KINDS = {
    "missing": "required",
    "extra_forbidden": "unknown-field",
    "enum": "code",
    "string_pattern_mismatch": "pattern",
    "string_type": "required",
    "int_parsing": "number",
    "int_type": "number",
    "int_from_float": "number",
    "bool_parsing": "boolean",
    "greater_than_equal": "range",
    "less_than_equal": "range",
    "too_short": "length",
    "too_long": "length",
    "list_type": "list",
    "tuple_type": "list",
    "model_type": "mapping",
}


def _message(details: ErrorDetails, model: type[BaseModel]) -> str:
    """Say what is wrong with one value and what would be right."""
    if details["type"] == "missing":
        return _missing(details, model)
    if details["type"] == "extra_forbidden":
        return _unknown(details, model)
    if details["input"] is None:
        return f"is null, but a value is required{_choices(details, model)}"
    sayings: Mapping[str, Callable[[ErrorDetails, type[BaseModel]], str]] = {
        "enum": _code,
        "string_pattern_mismatch": _pattern,
        "greater_than_equal": lambda d, _: f"{_show(d)} is less than {d['ctx']['ge']}",  # pyright: ignore[reportTypedDictNotRequiredAccess]
        "less_than_equal": lambda d, _: f"{_show(d)} is more than {d['ctx']['le']}",  # pyright: ignore[reportTypedDictNotRequiredAccess]
        "too_short": lambda d, _: "has {actual_length} entries; at least {min_length}".format(
            **d.get("ctx", {})
        ),
        "too_long": lambda d, _: "has {actual_length} entries; at most {max_length}".format(
            **d.get("ctx", {})
        ),
        "value_error": lambda d, _: d["msg"].removeprefix("Value error, "),
    }
    plain = {
        "number": "is not a whole number",
        "boolean": "is not true or false",
        "date": "is not a day; write it as 2021-04-28",
        "list": "is not a list; write it as [a, b]",
        "mapping": "is not a group of fields",
    }
    kind = _kind(details)
    if details["type"] in sayings:
        return sayings[details["type"]](details, model)
    if kind in plain:
        return f"{_show(details)} {plain[kind]}"
    return f"{_show(details)}: {details['msg']}"


def _missing(details: ErrorDetails, model: type[BaseModel]) -> str:
    """Say that a field is missing and what it means."""
    path = details["loc"]
    if path and isinstance(path[-1], int):
        return "is missing; a span is [start, end]"
    field = _field(model, path)
    meaning = f": {' '.join((field.description or '').split())}" if field is not None else ""
    return f"is missing{meaning}"


def _unknown(details: ErrorDetails, model: type[BaseModel]) -> str:
    """Say that a field is unknown and which ones are near."""
    owner = _model_at(model, details["loc"][:-1])
    names = list(owner.model_fields) if owner is not None else []
    return f"unknown field{nearest(str(details['loc'][-1]), names)}"


def _code(details: ErrorDetails, model: type[BaseModel]) -> str:
    """Say that a code is not in its list and which ones are near."""
    annotation = _annotation_at(model, details["loc"])
    name = name_of(annotation) if _is_code(annotation) else "its list"
    return f"{_show(details)} is not a code of {name}{_choices(details, model)}"


def _choices(details: ErrorDetails, model: type[BaseModel]) -> str:
    """Return the codes of a coded field: all of a short list, the nearest of a long one."""
    annotation = _annotation_at(model, details["loc"])
    if not _is_code(annotation):
        return ""
    codes = [code.value for code in annotation]
    if len(codes) <= MAX_CODES_SHOWN:
        return f"; one of {', '.join(codes)}"
    near = nearest(str(details["input"]), codes) if details["input"] is not None else ""
    return near or f"; the list: diplocalls codes {name_of(annotation)}"


def _pattern(details: ErrorDetails, _: type[BaseModel]) -> str:
    """Say that a value does not look as it must and what does."""
    pattern = str(details.get("ctx", {}).get("pattern"))
    if pattern == fields.TEXT_PATTERN:
        return f"{_show(details)} is empty, has space at its ends or a control character"
    example = examples().get(pattern, f"something that matches {pattern}")
    return f"{_show(details)} does not look like {example}"


def _show(details: ErrorDetails) -> str:
    """Show the offending value, shortened."""
    text = repr(details["input"])
    return text if len(text) <= 60 else f"{text[:57]}..."


@cache
def examples() -> Mapping[str, str]:
    """Return, for every pattern declared in ``schema.fields``, an example of what it matches."""
    found: dict[str, str] = {}
    for declared in vars(fields).values():
        if get_origin(declared) is Annotated:
            metadata = get_args(declared)[1:]
            pattern = next((m.pattern for m in metadata if hasattr(m, "pattern")), None)
            shown = next((m.examples for m in metadata if getattr(m, "examples", None)), None)
            if pattern and shown:
                found[str(pattern)] = str(shown[0])
    return found


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """Return the model that stands at a path inside a model."""
    annotation = _annotation_at(model, path)
    is_model = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    return annotation if is_model else None


def _field(model: type[BaseModel], path: Path) -> Any:
    """Return the field that a path ends in, or None."""
    owner = _model_at(model, path[:-1])
    return owner.model_fields.get(str(path[-1])) if owner is not None and path else None


def _annotation_at(model: type[BaseModel], path: Path) -> Any:
    """Return the bare type at a path: lists and options are looked into."""
    annotation: Any = model
    for step in path:
        if isinstance(step, int):
            arguments = get_args(annotation)
            annotation = _bare(arguments[0]) if arguments else None
        elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
            field = annotation.model_fields.get(step)
            annotation = _bare(field.annotation) if field is not None else None
        else:
            return None
    return annotation


def _bare(annotation: Any) -> Any:
    """Strip ``Annotated`` and ``| None`` from a type."""
    while get_origin(annotation) in (Annotated, Union, types.UnionType):
        options = [option for option in get_args(annotation) if option is not type(None)]
        annotation = options[0]
    return annotation


def _is_code(annotation: object) -> bool:
    """Say whether a type is a vocabulary."""
    return isinstance(annotation, type) and issubclass(annotation, Code)
