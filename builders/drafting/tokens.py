"""Words and sentences of a canonical text with their offsets. What they mean is elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

_WORD = re.compile(
    r"(?:[A-Z]\.){2,}|'s\b|[^\W_]+(?:[-'](?!s\b|[Ee]lect\b|[Dd]esignate\b)[^\W_]+)*|[^\w\s]|_"
)
_ABBREVIATED = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "jr",
        "sr",
        "st",
        "gen",
        "lt",
        "col",
        "maj",
        "adm",
        "amb",
        "gov",
        "sen",
        "rep",
        "prof",
        "hon",
        "no",
        "vs",
        "etc",
        "vol",
        "art",
    ]
)
_END = re.compile(r"[.!?]['\")\]]*(?=\s|$)|\n")

Meaning = TypeVar("Meaning")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark, in lower case too, with half-open offsets into the text."""

    text: str
    lower: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Say whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def word(self) -> bool:
        """Say whether it is a word or number, not a mark."""
        return self.text[0].isalnum()


@dataclass(frozen=True)
class Sentence:
    """The tokens of one sentence."""

    start: int
    end: int
    tokens: Sequence[Token]


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens between two offsets.

    >>> [token.text for token in tokenise("The U.S.-Freedonia pact, Vell's idea.")]
    ['The', 'U.S.', '-', 'Freedonia', 'pact', ',', 'Vell', "'s", 'idea', '.']
    """
    return [
        Token(found[0], found[0].lower(), found.start(), found.end())
        for found in _WORD.finditer(text, start, len(text) if end is None else end)
    ]


def split_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the sentences; an abbreviated title or initial ends none.

    >>> text = "Gen. Vell met Mr. A. Tandt. They agreed."
    >>> [text[a:b] for a, b in split_sentences(text)]
    ['Gen. Vell met Mr. A. Tandt.', 'They agreed.']
    """
    start = 0
    for found in _END.finditer(text):
        end = found.end() if found[0] != "\n" else found.start()
        if found[0].startswith(".") and found.end() < len(text) and text[found.end()] != "\n":
            before = re.search(r"([^\W_]+)$", text[max(start, found.start() - 12) : found.start()])
            if before is not None and (
                before[1].lower() in _ABBREVIATED or (len(before[1]) == 1 and before[1].isupper())
            ):
                after = text[found.end() : found.end() + 2].strip()
                if before[1].lower() not in ("jr", "sr", "etc") or not after[:1].isupper():
                    continue
        yield from _trim(text, start, end)
        start = found.end()
    yield from _trim(text, start, len(text))


def _trim(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a stretch without space around it, if anything is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def read_sentences(text: str) -> list[Sentence]:
    """Return the sentences of a text with their tokens."""
    return [Sentence(a, b, tokenise(text, a, b)) for a, b in split_sentences(text)]


class Phrases(Generic[Meaning]):
    """Phrases of one or more words, found in running tokens, the longest first.

    A phrase is matched by its words in lower case; where ``exact`` is set, by the words as
    printed. Finding takes time linear in the number of tokens.
    """

    def __init__(self, phrases: Iterable[tuple[str, Meaning]], exact: bool = False) -> None:
        """Take phrases with what each means; a phrase given twice keeps its first meaning."""
        self._exact = exact
        self._root: dict[str, dict[str, object]] = {}
        self._meanings: dict[int, Meaning] = {}
        for phrase, meaning in phrases:
            node: dict[str, object] = self._root  # type: ignore[assignment]
            for token in tokenise(phrase):
                key = token.text if exact else token.lower
                node = node.setdefault(key, {})  # type: ignore[assignment]
            self._meanings.setdefault(id(node), meaning)

    def find(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int, Meaning]]:
        """Yield (first token, token behind the last, meaning) of phrases that do not overlap."""
        place = 0
        while place < len(tokens):
            found = self.match(tokens, place)
            if found is None:
                place += 1
                continue
            yield place, found[0], found[1]
            place = found[0]

    def match(self, tokens: Sequence[Token], place: int) -> tuple[int, Meaning] | None:
        """Return where the longest phrase that begins at a token ends, and what it means."""
        node: dict[str, object] | None = self._root  # type: ignore[assignment]
        best: tuple[int, Meaning] | None = None
        at = place
        while node is not None and at < len(tokens):
            token = tokens[at]
            node = node.get(token.text if self._exact else token.lower)  # type: ignore[assignment]
            at += 1
            if node is not None and id(node) in self._meanings:
                best = at, self._meanings[id(node)]
        return best
