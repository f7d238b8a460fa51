"""Records as files: reading, validating, the one canonical form. Rules are in ``schema``.

A record is YAML in one canonical form, so that a change in a record is a change of meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, cast

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError
from yaml.resolver import Resolver

from ..schema.record import Record
from ..schema.rules import MissingError
from .problems import Problem, ProblemsError
from .shape_errors import explain
from .strict_yaml import Located, Value, decode, find_comment, parse_yaml

MODELINE = "# yaml-language-server: $schema="
"""The first line of a record may point an editor to the JSON Schema."""


COMMENT = "has a comment, which the canonical form cannot keep; move it into a note"


@dataclass(frozen=True)
class RecordFile:
    """A record, the file it was read from, and the line of every value."""

    path: str
    record: Record
    located: Located


class Partial:
    """Stands in for a part of a record whose broken values are absent.

    Asking for an absent value raises ``MissingError``: the rules which need it are left out.
    """

    def __init__(self, values: dict[str, Any]) -> None:
        """Hold the values that are sound."""
        self.__dict__.update(values)

    def __getattr__(self, name: str) -> Any:
        """Say that a value is absent."""
        raise MissingError(name)


def read_record(path: Path, shown: str) -> RecordFile:
    """Read and validate a record file.

    Raises:
        ProblemsError: with everything that is wrong in syntax or shape.
    """
    located = parse_yaml(path.read_bytes(), shown)
    record, problems = validate_record(located, shown)
    if problems:
        raise ProblemsError(problems)
    return RecordFile(shown, record, located)


def validate_record(located: Located, shown: str) -> tuple[Record, list[Problem]]:
    """Turn parsed YAML into a record; where that fails, into a stand-in with its problems."""
    try:
        return Record.model_validate(located.value), []
    except ValidationError as error:
        problems = [
            Problem(shown, located.line(path), located.show(path), message, rule)
            for path, message, rule in explain(error, Record)
        ]
    return cast(Record, _salvage(Record, located.value)), problems


def _salvage(model: type[BaseModel], value: Value) -> Partial:
    """Keep of a broken part what is sound, field by field."""
    sound: dict[str, Any] = {}
    given = value if isinstance(value, dict) else {}
    for name, field in model.model_fields.items():
        if name not in given:
            if not field.is_required():
                sound[name] = field.get_default(call_default_factory=True)
            continue
        annotation: Any = field.rebuild_annotation()
        try:
            sound[name] = TypeAdapter(annotation).validate_python(given[name])
        except ValidationError:
            if (part := _part_model(field.annotation)) is not None:
                sound[name] = _salvage_parts(part, given[name])
    return Partial(sound)


def _salvage_parts(model: type[BaseModel], value: Value) -> Partial | list[Any]:
    """Salvage a part, or every part of a list; sound ones become what they are."""
    if not isinstance(value, list):
        return _salvage(model, value)
    parts: list[Any] = []
    for item in value:
        try:
            parts.append(model.model_validate(item))
        except ValidationError:
            parts.append(_salvage(model, item))
    return parts


def _part_model(annotation: Any) -> type[BaseModel] | None:
    """Return the model inside ``Model``, ``list[Model]`` or ``list[Model] | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if (found := _part_model(argument)) is not None:
            return found
    return None


def write_record(record: Record, modeline: str | None = None) -> str:
    """Return a record in its canonical form, ending in a line end.

    Fields stand in the order of the model; optional ones that are null or empty are left out.
    """
    lines = [modeline] if modeline else []
    lines += write_part(record, "")
    return "\n".join(lines) + "\n"


def write_part(part: BaseModel, indent: str) -> Iterator[str]:
    """Yield the lines of one part of a record."""
    for name, field in type(part).model_fields.items():
        value = getattr(part, name)
        if value is None or (value == [] and not field.is_required()):
            if value == [] and name == "claims":
                yield f"{indent}{name}: []"
            continue
        if isinstance(value, BaseModel):
            yield f"{indent}{name}:"
            yield from write_part(value, f"{indent}  ")
        elif _is_parts(value):
            yield f"{indent}{name}:"
            for item in cast(Sequence[BaseModel], value):
                first, *rest = write_part(item, f"{indent}  ")
                yield f"{indent}- {first.lstrip()}"
                yield from rest
        else:
            yield f"{indent}{name}: {_write_value(value)}"


def _is_parts(value: object) -> bool:
    """Say whether a value is a list of parts."""
    items = cast(list[object], value) if isinstance(value, list) else []
    return bool(items) and isinstance(items[0], BaseModel)


def _write_value(value: object) -> str:
    """Write a scalar, or a list in brackets."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(_write_value(item) for item in cast(Iterable[object], value))}]"
    if isinstance(value, Enum):
        return write_string(str(value.value))
    if isinstance(value, int | float | date):
        return str(value)
    return write_string(str(value))


_RESOLVER = Resolver()
_MODELINE = re.compile(re.escape(MODELINE) + r"[\w./-]+")
_PLAIN = re.compile(r"(?![yYnN]$)[^\W\d_][\w .;/()'=+-]*")


def write_string(text: str) -> str:
    """Write a string plain where every YAML reader takes it for a string, else in quotes.

    >>> write_string("Biden repeats it"), write_string("yes"), write_string("org:asean")
    ('Biden repeats it', "'yes'", "'org:asean'")
    """
    plain = (
        _PLAIN.fullmatch(text) is not None
        and _RESOLVER.resolve(yaml.ScalarNode, text, (True, False)) == "tag:yaml.org,2002:str"
    )
    return text if plain else "'" + text.replace("'", "''") + "'"


def check_canonical(path: Path, shown: str, record: Record) -> Iterator[Problem]:
    """Yield a problem where a file is not in canonical form, naming the first line that differs."""
    text = decode(path.read_bytes(), shown)
    canonical = write_record(record, split_modeline(text)[0])
    if text == canonical:
        return
    if (comment := find_comment(text)) is not None:
        yield Problem(shown, comment, "", COMMENT, "comment")
        return
    pairs = zip(text.split("\n"), canonical.split("\n"), strict=False)
    line = next((n for n, (have, want) in enumerate(pairs, 1) if have != want), 1)
    remedy = f"is not in canonical form from this line on; run: diplocalls format {shown}"
    yield Problem(shown, line, "", remedy, "canonical-form")


def format_record(path: Path, shown: str) -> str:
    """Return what a record file should read.

    Raises:
        ProblemsError: if the record is broken, or holds a comment that would be lost.
    """
    text = decode(path.read_bytes(), shown).replace("\r\n", "\n").replace("\r", "\n")
    file = read_record(path, shown)
    modeline, _ = split_modeline(text)
    if (line := find_comment(text)) is not None:
        raise ProblemsError([Problem(shown, line, "", COMMENT, "comment")])
    return write_record(file.record, modeline)


def split_modeline(text: str) -> tuple[str | None, str]:
    """Split off the first line if it points an editor to the schema."""
    first, _, rest = text.partition("\n")
    return (first, rest) if _MODELINE.fullmatch(first) else (None, text)
