"""How rules about records are declared; ``rulebook`` runs those that ``*_rules`` modules hold.

A rule is a function with a name and, as its docstring, the sentence that the codebook prints. It
yields (path, message) pairs. Records checked from YAML and records read back from tables go
through the same rules: there is no second list.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from .fields import MAX_SHARED_HAN, MAX_SHARED_WORDS
from .record import CallFacts, ClaimFacts, Record
from .reference_rows import Coder, Publisher
from .register_rows import RegisterItem

Path = tuple[str | int, ...]
Complaint = tuple[Path, str]


class MissingError(Exception):
    """A rule asked for a value that is absent or broken; the rule does not apply then."""


@dataclass(frozen=True)
class Finding:
    """A broken rule: which one, where in the record, and what is wrong."""

    rule: str
    path: Path
    message: str


@dataclass(frozen=True)
class World:
    """What exists outside a record: the ids it may refer to, its register row and its text."""

    entities: Collection[str]
    persons: Collection[str]
    coders: Mapping[str, Coder]
    publishers: Mapping[str, Publisher]
    register: Mapping[str, RegisterItem]
    text: str | None = None
    title: str | None = None
    today: date | None = None

    @cached_property
    def text_runs(self) -> frozenset[str]:
        """Return every run of words or Han characters that a gloss must not share."""
        return frozenset(word_runs(self.text or ""))


@dataclass(frozen=True)
class Rule:
    """A declared rule: its name, the part it looks at, its sentence and its function."""

    name: str
    part: str
    sentence: str
    check: Callable[..., Iterable[Complaint]] = field(compare=False)


RULES: dict[str, Rule] = {}
"""Every rule by name, in the order in which they are declared."""

ClaimCheck = Callable[[ClaimFacts, Record, World], Iterable[Complaint]]
CallCheck = Callable[[CallFacts, Record, World], Iterable[Complaint]]
RecordCheck = Callable[[Record, World], Iterable[Complaint]]


def claim_rule(name: str) -> Callable[[ClaimCheck], ClaimCheck]:
    """Declare a rule about one claim; its paths start at the claim."""
    return _declare(name, "claims")


def call_rule(name: str) -> Callable[[CallCheck], CallCheck]:
    """Declare a rule about one call; its paths start at the call."""
    return _declare(name, "calls")


def record_rule(name: str) -> Callable[[RecordCheck], RecordCheck]:
    """Declare a rule about the record as a whole."""
    return _declare(name, "record")


_Check = TypeVar("_Check", bound=Callable[..., Iterable[Complaint]])


def _declare(name: str, part: str) -> Callable[[_Check], _Check]:
    """Return the decorator that puts a rule into the list."""

    def declare(check: _Check) -> _Check:
        sentence = " ".join((check.__doc__ or "").split())
        RULES[name] = Rule(name, part, sentence, check)
        return check

    return declare


def nearest(word: str, choices: Collection[str]) -> str:
    """Return a hint that names the choices nearest to a word, best first, or nothing.

    >>> nearest("COMENT", ["COMMEND", "COMMIT", "WARN"])
    '; nearest: COMMEND, COMMIT'
    """
    folded = {choice.casefold(): choice for choice in choices}
    found = difflib.get_close_matches(word.casefold(), folded, n=3, cutoff=0.5)
    return f"; nearest: {', '.join(folded[match] for match in found)}" if found else ""


def words_of(text: str) -> list[str]:
    """Return the words of a text, without case and punctuation.

    >>> words_of("Mr. O'Vell's pact")
    ['mr', 'o', 'vell', 's', 'pact']
    """
    return re.findall(r"[^\W_]+", text.casefold())


def word_runs(text: str) -> Iterator[str]:
    """Yield every run of 6 words and every run of 8 Han characters in a text.

    >>> list(word_runs("One two three four five six."))
    ['one two three four five six']
    """
    words = words_of(text)
    for start in range(len(words) - MAX_SHARED_WORDS + 1):
        yield " ".join(words[start : start + MAX_SHARED_WORDS])
    for run in re.findall(r"[\u3400-\u9fff]+", text):
        for start in range(len(run) - MAX_SHARED_HAN + 1):
            yield run[start : start + MAX_SHARED_HAN]


def unknown_entity(entity: str, world: World) -> str:
    """Return the message for an entity that is not registered."""
    hint = nearest(entity, world.entities)
    return f"unknown entity '{entity}'; enter it in entities.csv{hint}"


def listed(values: Iterable[object]) -> str:
    """Join values for a message, or say that there are none.

    >>> listed(["USA", "RUS"]), listed([])
    ('USA, RUS', 'none')
    """
    return ", ".join(str(value) for value in values) or "none"
