"""Drawing the documents that are coded blind, and dividing them into dev and test. Pure.

Everything is drawn from the register alone, with a seed: no text and no coding is looked at.
Which rows come of it stands in ``samples.csv``; how documents are coded then is in ``rounds``.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..schema.document_codes import Decision, Scope
from ..schema.group_rules import connect
from ..schema.register_rows import RegisterItem
from ..schema.round_codes import Drawn, Split
from ..schema.round_rows import SampledDocument

SEVERAL = re.compile(
    r"joint (press )?statement|G7|quad\b|bucharest nine|b9\b|caricom|\bleaders\b|allies|partners"
    r"|counterparts|nordic|baltic|transatlantic|foreign ministers|trilateral",
    re.IGNORECASE,
)
"""Titles of joint statements and of calls among more than two parties."""

CERTAIN_FROM = date(2025, 1, 20)
"""Of texts of the White House from this day on there are few: all are taken."""

LENGTHS = 3
"""Texts of a publisher are divided into so many classes of length of equal size."""

NEAR_DAYS = 1
"""Texts of two publishers so near in time may report the same call: they are never divided."""


@dataclass(frozen=True)
class Quota:
    """How many documents of a publisher are drawn: all, those on several parties, for test."""

    whole: int
    several: int
    test: int


def eligible(register: Sequence[RegisterItem], besides: Collection[str]) -> list[RegisterItem]:
    """Return the documents in English with a call to code, none near one of those given.

    Args:
        register: The register.
        besides: Documents that are out of reach, with every document of their groups.
    """
    groups = {
        group
        for item in register
        if item.document_id in besides
        for group in (item.template_group, item.translation_group)
        if group is not None
    }
    return [
        item
        for item in register
        if item.decision == Decision.IN
        and item.scope != Scope.DOMESTIC
        and item.language == "en"
        and item.duplicate_of is None
        and item.document_id not in besides
        and item.template_group not in groups
        and item.translation_group not in groups
    ]


def draw(
    items: Sequence[RegisterItem], quotas: Mapping[str, Quota], round_id: str, seed: int
) -> list[SampledDocument]:
    """Draw documents by publisher: the certain ones, then several parties, then strata.

    Within a publisher the strata are drawn from in proportion: systematically, from a random
    start, over the documents in order of stratum and in random order within one.
    """
    chance = random.Random(f"{round_id} {seed}")
    alone = _one_of_each_group(items, chance)
    rows: list[SampledDocument] = []
    for publisher_id in sorted(quotas):
        quota = quotas[publisher_id]
        own = [item for item in alone if item.publisher_id == publisher_id]
        strata = _strata(own)
        taken = {i.document_id: Drawn.CERTAIN for i in own if quota.whole > 1 and _is_certain(i)}
        several = [i for i in own if i.document_id not in taken and reports_several(i)]
        for item in _systematic(several, quota.several, strata, chance):
            taken[item.document_id] = Drawn.SEVERAL_PARTIES
        rest = [i for i in own if i.document_id not in taken and not reports_several(i)]
        for item in _systematic(rest, quota.whole - len(taken), strata, chance):
            taken[item.document_id] = Drawn.STRATUM
        rows += [
            SampledDocument(
                round=round_id, document_id=name, stratum=strata[name], drawn=drawn, split=None
            )
            for name, drawn in taken.items()
        ]
    return sorted(rows, key=lambda row: row.document_id)


def divide(
    rows: Sequence[SampledDocument],
    items: Mapping[str, RegisterItem],
    tied: Iterable[tuple[str, str]],
    quotas: Mapping[str, Quota],
    seed: int,
) -> list[SampledDocument]:
    """Divide a sample into dev and test, for good; tied documents stay together.

    Args:
        rows: The sample.
        items: The register's row of each document.
        tied: Pairs that belong together beyond what `possible_ties` finds.
        quotas: How many of each publisher are for test.
        seed: Of the random order in which blocks are offered to test.

    Raises:
        ValueError: if the blocks cannot fill the quotas exactly.
    """
    names = [row.document_id for row in rows]
    pairs = [*possible_ties([items[name] for name in names]), *tied]
    blocks = connect([*pairs, *((name, name) for name in names)])
    chance = random.Random(f"split {seed}")
    for block in blocks:
        block.sort()
    chance.shuffle(blocks)
    blocks.sort(key=len, reverse=True)
    left = {publisher: quota.test for publisher, quota in quotas.items()}
    whole = {publisher: quota.whole for publisher, quota in quotas.items()}
    test: set[str] = set()
    for block in blocks:
        need: dict[str, int] = defaultdict(int)
        for name in block:
            need[items[name].publisher_id] += 1
        fits = all(left[publisher] >= count for publisher, count in need.items())
        share = max(left[publisher] / whole[publisher] for publisher in need)
        if fits and (len(block) == 1 or chance.random() < share):
            test |= set(block)
            for publisher, count in need.items():
                left[publisher] -= count
    if any(left.values()):
        raise ValueError(f"blocks do not fill test: {left}")
    return [
        row.model_copy(update={"split": Split.TEST if row.document_id in test else Split.DEV})
        for row in rows
    ]


def possible_ties(items: Sequence[RegisterItem]) -> list[tuple[str, str]]:
    """Return pairs of documents of two publishers so near in time that they may be on one call."""
    dated = sorted(
        ((i.published_date, i.document_id, i.publisher_id) for i in items if i.published_date),
    )
    pairs: list[tuple[str, str]] = []
    for at, (day, name, publisher) in enumerate(dated):
        for later, other, other_publisher in dated[at + 1 :]:
            if (later - day).days > NEAR_DAYS:
                break
            if publisher != other_publisher:
                pairs.append((name, other))
    return pairs


def reports_several(item: RegisterItem) -> bool:
    """Say whether register and title show several calls, more than two parties or a joint text."""
    return (item.n_separate_calls or 1) > 1 or bool(SEVERAL.search(item.title or ""))


def _is_certain(item: RegisterItem) -> bool:
    """Say whether a document is of the few that are all taken."""
    day = item.published_date
    return item.publisher_id == "us-wh" and day is not None and day >= CERTAIN_FROM


def _one_of_each_group(items: Sequence[RegisterItem], chance: random.Random) -> list[RegisterItem]:
    """Return the documents with one at random of each template and translation group."""
    order = sorted(items, key=lambda item: item.document_id)
    chance.shuffle(order)
    seen: set[str] = set()
    kept: list[RegisterItem] = []
    for item in order:
        groups = {group for group in (item.template_group, item.translation_group) if group}
        if not groups & seen:
            kept.append(item)
        seen |= groups
    return kept


def _strata(items: Sequence[RegisterItem]) -> dict[str, str]:
    """Return the stratum of each document of a publisher: who called, year, length."""
    lengths = sorted(item.n_chars for item in items)
    cuts = [lengths[len(lengths) * n // LENGTHS] for n in range(1, LENGTHS)] if lengths else []
    names = ("short", "middle", "long")
    return {
        item.document_id: " ".join(
            (
                _who(item),
                str(item.published_date.year if item.published_date else "undated"),
                names[sum(item.n_chars >= cut for cut in cuts)],
            )
        )
        for item in items
    }


def _who(item: RegisterItem) -> str:
    """Return who called, as the title shows it; the publisher where titles are not published."""
    title = (item.title or "").casefold()
    if item.publisher_id == "us-wh":
        if "vice president" in title:
            return "vice-president"
        adviser = ("security advis", "apnsa", "nsa", "nsc", "sullivan", "finer")
        return "adviser" if any(word in title for word in adviser) else "president"
    if item.publisher_id == "us-state":
        if title.startswith("secretary"):
            return "secretary"
        return "deputy" if title.startswith("deputy secretary") else "other"
    return "publisher"


def _systematic(
    items: Sequence[RegisterItem], count: int, strata: Mapping[str, str], chance: random.Random
) -> list[RegisterItem]:
    """Draw so many documents, evenly over the strata."""
    if count <= 0 or not items:
        return []
    keyed = [(strata[item.document_id], chance.random(), item.document_id) for item in items]
    by_id = {item.document_id: item for item in items}
    order = [by_id[name] for _, _, name in sorted(keyed)]
    step = len(order) / min(count, len(order))
    start = chance.random() * step
    return [order[int(start + step * n)] for n in range(min(count, len(order)))]
