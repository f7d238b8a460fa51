"""How alike texts are: which pairs of found items may be one text, one template, one translation.

Pairs far above a threshold are proposed, those near one are left to a reader. Deciding, and what
follows from it in the register, is in ``grouping``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from ..schema.document_codes import PairMeasure, PairRelation
from ..schema.register_rows import RegisterItem

RUN_WORDS = 4
RUN_HAN = 6
"""Length of the runs that are compared."""

DUPLICATE_PERCENT = 95
"""From here two texts are proposed as one, if a reader finds nothing of substance between them."""

TEMPLATE_PERCENT = 50
"""From here two texts are proposed as one template."""

READ_PERCENT = 30
"""From here a pair is shown to a reader; below, likeness is that of the genre."""

TRANSLATION_PERCENT = 50
"""From here two texts of one publisher and day in two languages are proposed as versions."""

READ_TRANSLATION_PERCENT = 25
"""From here such a pair is shown to a reader."""

NAME_LETTERS = 4
"""So many letters of a name mostly stay the same from language to language."""

MAX_SHARING = 60
"""Of a run that more items share, each is compared with the next alone: a family stays a chain."""


@dataclass(frozen=True)
class LikePair:
    """Two items with like texts, the earlier id first, and what their likeness proposes."""

    item_id: str
    other_item_id: str
    measure: PairMeasure
    percent: int
    proposed: PairRelation | None


def runs(text: str, language: str) -> frozenset[str]:
    """Return the set of runs of words, or of Han characters, of a text.

    >>> sorted(runs("One two three four five.", "en"))
    ['one two three four', 'two three four five']
    """
    if language == "zh":
        han = "".join(re.findall(r"[\u3400-\u9fff]", text))
        return frozenset(han[i : i + RUN_HAN] for i in range(max(1, len(han) - RUN_HAN + 1)))
    words = re.findall(r"[^\W_]+", text.casefold())
    count = max(1, len(words) - RUN_WORDS + 1)
    return frozenset(" ".join(words[i : i + RUN_WORDS]) for i in range(count))


def anchors(text: str) -> frozenset[str]:
    """Return what survives translation: numbers, and how names inside sentences begin.

    >>> sorted(anchors("On 4 May the envoys met Vučić."))
    ['4', 'may', 'vuci']
    """
    plain = unicodedata.normalize("NFD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    names = re.findall(r"(?<![.!?:\n] )(?<!^)\b[A-Z][\w-]{2,}", plain, re.MULTILINE)
    stems = (name.casefold()[:NAME_LETTERS] for name in names)
    return frozenset([*stems, *re.findall(r"\d+", plain)])


def percent_shared(one: frozenset[str], other: frozenset[str]) -> int:
    """Return the Jaccard index of two sets in whole percent, rounded down.

    >>> percent_shared(frozenset("ab"), frozenset("bc"))
    33
    """
    return 100 * len(one & other) // max(1, len(one | other))


def percent_contained(one: frozenset[str], other: frozenset[str]) -> int:
    """Return how much of the smaller set is in the other, in whole percent, rounded down.

    >>> percent_contained(frozenset("ab"), frozenset("bcd"))
    50
    """
    return 100 * len(one & other) // max(1, min(len(one), len(other)))


def find_pairs(
    items: Sequence[RegisterItem], text_of: Callable[[str], str | None]
) -> Iterator[LikePair]:
    """Yield pairs of like items, the likest first; items without a text at hand are left out.

    The work grows with the runs that items share, not with the pairs of items.
    """
    texts = {item.item_id: text_of(item.document_id) for item in items}
    known = [item for item in items if texts[item.item_id] is not None]
    given = {item_id: text for item_id, text in texts.items() if text is not None}
    found = [*_find_alike(known, given), *_find_versions(known, given)]
    yield from sorted(found, key=_likest_first)


def _likest_first(pair: LikePair) -> tuple[str, int, str, str]:
    """Return what pairs are put in order by."""
    return pair.measure, -pair.percent, pair.item_id, pair.other_item_id


def _find_alike(items: Sequence[RegisterItem], texts: Mapping[str, str]) -> Iterator[LikePair]:
    """Yield pairs within one publisher and language that share enough runs."""
    for group in _groups(items, lambda item: (item.publisher_id, item.language)):
        sets = {item.item_id: runs(texts[item.item_id], item.language) for item in group}
        sharing: dict[str, list[str]] = {}
        for item_id in sorted(sets):
            for run in sets[item_id]:
                sharing.setdefault(run, []).append(item_id)
        common: Counter[tuple[str, str]] = Counter()
        for ids in sharing.values():
            few = len(ids) <= MAX_SHARING
            common.update(combinations(ids, 2) if few else pairwise(ids))
        for one, other in common:
            percent = percent_shared(sets[one], sets[other])
            if percent >= READ_PERCENT:
                yield LikePair(one, other, PairMeasure.RUNS, percent, _propose(percent))


def _propose(percent: int) -> PairRelation | None:
    """Return what likeness in one language proposes; None leaves it to a reader."""
    if percent >= DUPLICATE_PERCENT:
        return PairRelation.DUPLICATE
    return PairRelation.TEMPLATE if percent >= TEMPLATE_PERCENT else None


def _find_versions(items: Sequence[RegisterItem], texts: Mapping[str, str]) -> Iterator[LikePair]:
    """Yield pairs of one publisher and day in different languages that share anchors."""
    for group in _groups(items, lambda item: (item.publisher_id, str(item.published_date))):
        sets = {item.item_id: anchors(texts[item.item_id]) for item in group}
        for one, other in combinations(sorted(group, key=lambda item: item.item_id), 2):
            if one.language == other.language:
                continue
            percent = percent_contained(sets[one.item_id], sets[other.item_id])
            if percent < READ_TRANSLATION_PERCENT:
                continue
            relation = PairRelation.TRANSLATION if percent >= TRANSLATION_PERCENT else None
            yield LikePair(one.item_id, other.item_id, PairMeasure.ANCHORS, percent, relation)


def _groups(
    items: Iterable[RegisterItem], key: Callable[[RegisterItem], tuple[str, str]]
) -> Iterator[list[RegisterItem]]:
    """Yield the items of each key."""
    groups: dict[tuple[str, str], list[RegisterItem]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    yield from groups.values()
