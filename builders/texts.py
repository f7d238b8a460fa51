"""Source texts: reading folders of JSONL in the corpus's form, and finding a document's text.

Texts are read where they lie, a folder given or the local store, and never enter the project.
What canonical means is in ``canon``; what is registered is in ``sources``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from ..schema.register_rows import Location
from .canon import CanonError, canonicalise, text_sha256
from .problems import Problem, ProblemsError
from .sources import Sources

REQUIRED = ("publisher", "url", "text")
OPTIONAL = (
    "source_repo",
    "commit",
    "path",
    "country",
    "title",
    "published",
    "language",
    "text_basis",
    "translation_status",
)
KNOWN = frozenset((*REQUIRED, *OPTIONAL, "modified"))


@dataclass(frozen=True)
class Item:
    """One found text with what was found beside it: a line of a JSONL file.

    ``source`` and ``line`` say where it was read.
    """

    publisher: str
    url: str
    text: str
    source: str
    line: int
    source_repo: str | None = None
    commit: str | None = None
    path: str | None = None
    country: str | None = None
    title: str | None = None
    published: str | None = None
    language: str | None = None
    text_basis: str | None = None
    translation_status: str | None = None


@dataclass(frozen=True)
class DocumentText:
    """The canonical text of a registered document, and where it was found."""

    document_id: str
    text: str
    location_id: str
    title: str | None = None


@dataclass(frozen=True)
class TextProblem:
    """Why a document's text cannot be given: it is not at hand, or it has changed."""

    document_id: str
    reason: str
    changed: bool = False


@dataclass
class Texts:
    """The texts of some folders, found by address; the files are read when first asked for."""

    folders: Sequence[Path]
    _items: dict[str, list[Item]] | None = field(default=None, repr=False)

    @property
    def items(self) -> Mapping[str, Sequence[Item]]:
        """Return the items by address: one address can carry several texts."""
        if self._items is None:
            self._items = {}
            for folder in self.folders:
                for item in read_folder(folder):
                    self._items.setdefault(item.url, []).append(item)
        return self._items

    def all_items(self) -> Iterator[Item]:
        """Yield every item."""
        for found in self.items.values():
            yield from found

    def find(self, document_id: str, sources: Sources) -> DocumentText | TextProblem:
        """Return a document's canonical text, or why it cannot be given."""
        wanted = sources.documents[document_id]
        changed: list[str] = []
        for place in sources.places.get(document_id, ()):
            for item in self.items.get(place.url, ()):
                try:
                    text = canonical_item(item, wanted.publisher_id, place, sources)
                except CanonError as error:
                    changed.append(f"{place.url} ({error})")
                    continue
                if text_sha256(text) == wanted.text_sha256:
                    if len(text) != wanted.n_chars:
                        reason = f"has {len(text)} characters, {wanted.n_chars} are registered"
                        return TextProblem(document_id, f"the text {reason}", changed=True)
                    return DocumentText(document_id, text, place.location_id, item.title)
                if text_sha256(text) != sources.items[place.item_id].text_sha256:
                    changed.append(place.url)
        if changed:
            reason = f"the text at {', '.join(changed)} is not the registered one"
            return TextProblem(document_id, reason, changed=True)
        return TextProblem(document_id, "none of its locations is among the texts at hand")


def canonical_item(item: Item, publisher_id: str, place: Location, sources: Sources) -> str:
    """Return an item's canonical text under the rules of its publisher and carrier."""
    publisher = sources.publishers[publisher_id]
    rules = sources.rules_for(publisher_id, place.carrier)
    return canonicalise(item.text, place.text_form, publisher.line_ends, rules, item.title)


def read_folder(folder: Path) -> Iterator[Item]:
    """Yield the items of every ``*.jsonl`` file in a folder, in order of name.

    Raises:
        ProblemsError: with every line that is wrong in any file.
    """
    if not folder.is_dir():
        message = "is no folder; give the folder that holds the JSONL files"
        raise ProblemsError([Problem(str(folder), 0, "", message, "texts-folder")])
    items: list[Item] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.jsonl")):
        found, wrong = read_items(path.read_bytes(), path.name)
        items += found
        problems += wrong
    if problems:
        raise ProblemsError(problems)
    yield from items


def read_items(data: bytes, shown: str) -> tuple[list[Item], list[Problem]]:
    """Read one JSONL file; return its items and a problem for every line that is wrong."""
    items: list[Item] = []
    problems: list[Problem] = []
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        item, found = _read_item(line, shown, number)
        problems += found
        if item is not None:
            items.append(item)
    return items, problems


def _read_item(line: bytes, shown: str, number: int) -> tuple[Item | None, list[Problem]]:
    """Read one line of JSONL."""

    def problem(name: str, message: str, rule: str) -> Problem:
        return Problem(shown, number, name, message, rule)

    try:
        value = cast(object, json.loads(line.decode("utf-8"), object_pairs_hook=_once))
    except (ValueError, RecursionError) as error:
        return None, [problem("", f"is not a line of JSON: {error}", "item-json")]
    if not isinstance(value, dict):
        return None, [problem("", "is not a JSON object", "item-json")]
    given = cast(dict[str, Any], value)
    problems = [
        problem(name, "is missing; an item has publisher, url and text", "item-required")
        for name in REQUIRED
        if not given.get(name)
    ]
    problems += [
        problem(name, f"is {type(given[name]).__name__}, not a string", "item-string")
        for name in (*REQUIRED, *OPTIONAL)
        if given.get(name) and not isinstance(given[name], str)
    ]
    problems += [
        problem(name, "unknown field; the corpus's form has no such field", "item-unknown")
        for name in given
        if name not in KNOWN
    ]
    if problems:
        return None, problems
    values = {name: given.get(name) or None for name in (*REQUIRED, *OPTIONAL)}
    values |= {name: None for name in OPTIONAL if not str(values[name] or "").strip()}
    return Item(source=shown, line=number, **cast(dict[str, Any], values)), []


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return a JSON object, or raise ValueError where it names a field twice."""
    names = [name for name, _ in pairs]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"it names {', '.join(twice)} twice; which is meant?")
    return dict(pairs)


def text_finder(sources: Sources, texts: Texts) -> Callable[[str], str | None]:
    """Return a function that gives a document's canonical text, or None."""

    def find(document_id: str) -> str | None:
        if document_id not in sources.documents:
            return None
        found = texts.find(document_id, sources)
        return found.text if isinstance(found, DocumentText) else None

    return find
