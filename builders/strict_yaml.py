"""Strict YAML in, with the line of every value. What the values mean is not known here.

Every scalar stays a string (``NO`` is not False, ``12:30`` is not 750), a plain ``null`` is None.
Duplicate keys, anchors, aliases, tags, tabs, several documents and comments are refused, because
the canonical form could not keep them. The parser works on events and without recursion, so that
no nesting can exhaust it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

import yaml

from .problems import Problem, ProblemsError

Value = dict[str, "Value"] | list["Value"] | str | None
Path = tuple[str | int, ...]

MAX_BYTES = 2_000_000
"""A larger file is no record."""

MAX_DEPTH = 12
"""Records nest six deep; deeper input is refused."""

Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

_COMMENT = re.compile(r"(?:^|\s)#")


@dataclass
class Located:
    """Parsed YAML: the value, and the line of every path in it."""

    value: Value
    lines: dict[Path, int] = field(default_factory=dict[Path, int])

    def line(self, path: Path) -> int:
        """Return the line of a path, or of the nearest thing around it that is there."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def show(self, path: Path) -> str:
        """Write a path as messages show it: parts of a list by their id or key, if any."""
        value: Value = self.value
        named: list[str | int] = []
        for step in path:
            value = _step_into(value, step)
            name = value.get("id", value.get("key")) if isinstance(value, dict) else None
            named.append(f"[{name}]" if isinstance(step, int) and isinstance(name, str) else step)
        return show_path(tuple(named))


@dataclass
class _Open:
    """A mapping or list whose end has not been read."""

    value: dict[str, Value] | list[Value]
    path: Path
    key: str | None = None
    skip: bool = False


class _Builder:
    """Builds the value from events and gathers what is refused."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.located = Located(None)
        self.stack: list[_Open] = []
        self.problems: list[Problem] = []

    def refuse(self, line: int, path: Path, message: str, rule: str) -> None:
        self.problems.append(Problem(self.path, line, show_path(path), message, rule))

    def take(self, event: yaml.Event) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._scalar(cast(yaml.ScalarEvent, event))
        elif kind is yaml.MappingStartEvent:
            self._open({}, cast(yaml.MappingStartEvent, event))
        elif kind is yaml.SequenceStartEvent:
            self._open([], cast(yaml.SequenceStartEvent, event))
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self.stack.pop()
        elif kind is yaml.AliasEvent:
            self._refuse_marks(cast(yaml.AliasEvent, event))
            self._place(None, _line_of(event))

    def _refuse_marks(self, event: yaml.NodeEvent) -> None:
        """Refuse what an event carries beside its value: an anchor, an alias, a tag."""
        line = _line_of(event)
        if event.anchor is not None:
            remedy = "anchors and aliases are not allowed; write the value out"
            self.refuse(line, self._here(), f"'{event.anchor}': {remedy}", "yaml-anchor")
        tag = getattr(event, "tag", None)
        if tag is not None:
            self.refuse(line, self._here(), f"tag '{tag}' is not allowed; remove it", "yaml-tag")

    def _here(self) -> Path:
        """Return the path of the value that comes next."""
        if not self.stack:
            return ()
        top = self.stack[-1]
        if isinstance(top.value, list):
            return (*top.path, len(top.value))
        return top.path if top.key is None else (*top.path, top.key)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_marks(event)
        line = _line_of(event)
        value: str | None = event.value
        top = self.stack[-1] if self.stack else None
        if top is not None and top.key is None and type(top.value) is dict:
            self._key(top, event.value, line)
            return
        if not event.style:
            if value == "null":
                value = None
            elif value in ("", "~"):
                message = "has no value; write null or leave the field out"
                self.refuse(line, self._here(), message, "yaml-empty")
                value = None
        self._place(value, line)

    def _key(self, top: _Open, key: str, line: int) -> None:
        """Take the key of a mapping; the value comes next."""
        top.key = key
        top.skip = key in top.value
        if top.skip:
            first = self.located.lines[(*top.path, key)]
            message = f"given twice, first on line {first}; keep one"
            self.refuse(line, (*top.path, key), message, "yaml-duplicate")

    def _open(
        self,
        value: dict[str, Value] | list[Value],
        event: yaml.MappingStartEvent | yaml.SequenceStartEvent,
    ) -> None:
        line = _line_of(event)
        if event.anchor is not None or event.tag is not None:
            self._refuse_marks(event)
        top = self.stack[-1] if self.stack else None
        if top is not None and top.key is None and type(top.value) is dict:
            raise ProblemsError([*self.problems, self._odd_key(line)])
        if len(self.stack) >= MAX_DEPTH:
            message = f"is nested more than {MAX_DEPTH} deep; no record is"
            raise ProblemsError([Problem(self.path, line, "", message, "yaml-depth")])
        path = self._here()
        self._place(value, line)
        self.stack.append(_Open(value, path))

    def _odd_key(self, line: int) -> Problem:
        message = "a key must be a plain word, not a list or mapping"
        return Problem(self.path, line, show_path(self._here()), message, "yaml-key")

    def _place(self, value: Value, line: int) -> None:
        if not self.stack:
            self.located = Located(value, {(): line})
            return
        top = self.stack[-1]
        container = top.value
        if type(container) is list:
            self.located.lines[(*top.path, len(container))] = line
            container.append(value)
        elif type(container) is dict:
            key = cast(str, top.key)
            if not top.skip:
                container[key] = value
                self.located.lines[(*top.path, key)] = line
            top.key = None


def parse_yaml(data: bytes, path: str) -> Located:
    """Parse one strict YAML document.

    Args:
        data: The bytes of the file.
        path: Name of the file for messages.

    Raises:
        ProblemsError: with every refused thing and its line.
    """
    text = decode(data, path)
    builder = _Builder(path)
    builder.problems += _find_tabs(text, path)
    documents = 0
    try:
        parser = Loader(text)
        while (event := parser.get_event()) is not None:
            if type(event) is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    message = "starts a second document; one file holds one record"
                    builder.refuse(_line_of(event), (), message, "yaml-documents")
                    break
            builder.take(event)
    except yaml.YAMLError as error:
        if not builder.problems:
            builder.problems.append(_syntax_problem(error, path))
    if not documents and not builder.problems:
        message = "is empty; a record starts with document_id"
        builder.problems.append(Problem(path, 1, "", message, "yaml-no-document"))
    if builder.problems:
        raise ProblemsError(builder.problems)
    return builder.located


def _line_of(event: yaml.Event) -> int:
    """Return the line on which an event starts, from 1."""
    return event.start_mark.line + 1 if event.start_mark is not None else 1


def decode(data: bytes, path: str) -> str:
    """Decode a file as UTF-8 without a byte order mark, or raise ProblemsError."""
    if len(data) > MAX_BYTES:
        message = f"has {len(data)} bytes, more than {MAX_BYTES}; no record is that large"
        raise ProblemsError([Problem(path, 0, "", message, "file-size")])
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise ProblemsError([Problem(path, line, "", message, "file-encoding")]) from None
    if text.startswith("\ufeff"):
        message = "starts with a byte order mark; save the file as UTF-8 without one"
        raise ProblemsError([Problem(path, 1, "", message, "file-encoding")])
    return text


def find_comment(text: str) -> int | None:
    """Return the line of the first comment behind the first line, or None.

    Only the gaps between tokens are looked at, so that ``#`` inside a value is no comment.
    """
    end = 0
    for token in yaml.scan(text, Loader=Loader):
        start = token.start_mark.index
        gap = text[end:start] if start > end else ""
        if match := _COMMENT.search(gap):
            line = text.count("\n", 0, end + match.start() + gap[match.start()].isspace()) + 1
            if line > 1:
                return line
        end = max(end, token.end_mark.index)
    return None


def _find_tabs(text: str, path: str) -> Iterator[Problem]:
    """Yield a problem for every line with a tab."""
    if "\t" in text:
        for number, line in enumerate(text.split("\n"), 1):
            if "\t" in line:
                message = f"has a tab at column {line.index(chr(9)) + 1}; use spaces"
                yield Problem(path, number, "", message, "yaml-tab")


def _syntax_problem(error: yaml.YAMLError, path: str) -> Problem:
    """Turn the parser's error into a problem with a line."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    what = getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read"
    line = mark.line + 1 if mark is not None else 1
    hint = "; put a value that holds a colon into quotes" if "mapping values" in what else ""
    return Problem(path, line, "", f"is not YAML here: {what}{hint}", "yaml-syntax")


def _step_into(value: Value, step: str | int) -> Value:
    """Return what stands at one step of a path, or None where nothing does."""
    if isinstance(value, dict) and isinstance(step, str):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def show_path(path: Path) -> str:
    """Write a path as messages show it; a step in brackets stays in brackets.

    >>> show_path(("claims", 2, "act")), show_path(("claims", "[c03]", "act"))
    ('claims[2].act', 'claims[c03].act')
    """
    parts = [
        f"[{part}]" if isinstance(part, int) else part if part.startswith("[") else f".{part}"
        for part in path
    ]
    return "".join(parts).removeprefix(".")
