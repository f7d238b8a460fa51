"""Krippendorff's alpha for two coders, and its bootstrap interval over documents. Pure.

The point estimate comes from the krippendorff library. The interval needs thousands of
estimates; they are computed here from the marginal counts all at once, and tests hold them
equal to the library's.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

Distance = Callable[[Any, Any], float]

REPLICATES = 1000
"""So many times documents are drawn anew for an interval."""

LIBRARY_VALUES = 40
"""With more values than this (sets of topics) the library takes most of a build's time; the
formula used for the interval gives the point then, which tests hold equal to the library's."""

SEED = 411
"""Of the bootstrap: intervals are the same in every build."""

LOW, HIGH = 2.5, 97.5
"""The percentiles of the interval."""


@dataclass(frozen=True)
class Estimate:
    """A statistic with its interval; null where nothing varies or nothing was compared."""

    value: float | None
    low: float | None
    high: float | None


def nominal(one: Hashable, other: Hashable) -> float:
    """Return 0 for equal values, else 1."""
    return float(one != other)


def masi(one: frozenset[str], other: frozenset[str]) -> float:
    """Return 1 less the MASI similarity of two sets (Passonneau 2006): Jaccard times monotony.

    >>> round(masi(frozenset("ab"), frozenset("abc")), 3)
    0.556
    """
    if one == other:
        return 0.0
    shared, whole = one & other, one | other
    monotony = 2 / 3 if one < other or other < one else 1 / 3
    return 1 - len(shared) / len(whole) * monotony if shared else 1.0


def alpha(pairs: Sequence[tuple[Any, Any]], distance: Distance | str = nominal) -> float | None:
    """Return Krippendorff's alpha of two coders; None where nothing varies.

    Args:
        pairs: What both said of each unit.
        distance: Between two values, or ``"ordinal"`` for whole numbers.
    """
    import krippendorff  # pyright: ignore[reportMissingTypeStubs]

    domain = _domain(pairs)
    if len(domain) < 2:
        return None
    data = _positions(pairs, domain).T.astype(float)
    level: Any = distance
    if not isinstance(distance, str):
        level = _as_metric(_distances(domain, distance))
    found = krippendorff.alpha(
        data, level_of_measurement=level, value_domain=list(range(len(domain)))
    )
    return float(found)


def estimate_alpha(
    pairs: Sequence[tuple[Any, Any]],
    documents: Sequence[str],
    distance: Distance | str = nominal,
    replicates: int = REPLICATES,
) -> Estimate:
    """Return alpha with its percentile bootstrap interval over documents.

    Args:
        pairs: What both said of each unit.
        documents: The document of each unit.
        distance: Between two values, or ``"ordinal"``.
        replicates: How many times documents are drawn anew.
    """
    if len(_domain(pairs)) > LIBRARY_VALUES:
        names = sorted(set(documents))
        once = np.ones((1, len(names)))
        value = float(bootstrap_alpha(pairs, documents, distance, (names, once))[0])
    else:
        value = alpha(pairs, distance)
    if value is None:
        return Estimate(None, None, None)
    draws = bootstrap_alpha(pairs, documents, distance, _weights(documents, replicates))
    return Estimate(value, *_interval(draws))


def estimate_share(
    agree: Sequence[float], documents: Sequence[str], replicates: int = REPLICATES
) -> Estimate:
    """Return a mean over units with its bootstrap interval over documents."""
    return estimate_ratio(agree, [1.0] * len(agree), documents, replicates)


def estimate_ratio(
    above: Sequence[float],
    below: Sequence[float],
    documents: Sequence[str],
    replicates: int = REPLICATES,
) -> Estimate:
    """Return a ratio of two sums with its bootstrap interval over documents."""
    if not below or not sum(below):
        return Estimate(None, None, None)
    names, weights = _weights(documents, replicates)
    top, bottom = _by_document(above, documents, names), _by_document(below, documents, names)
    with np.errstate(invalid="ignore", divide="ignore"):
        draws = (weights @ top) / (weights @ bottom)
    return Estimate(sum(above) / sum(below), *_interval(draws))


def bootstrap_alpha(
    pairs: Sequence[tuple[Any, Any]],
    documents: Sequence[str],
    distance: Distance | str,
    drawn: tuple[list[str], Any],
) -> Any:
    """Return alpha for each drawing of documents; NaN where nothing varies in one.

    Args:
        pairs: What both said of each unit.
        documents: The document of each unit.
        distance: Between two values, or ``"ordinal"``.
        drawn: Names of documents and, a row a drawing, how often each was drawn.
    """
    names, weights = drawn
    domain = _domain(pairs)
    at = _positions(pairs, domain)
    place = {name: position for position, name in enumerate(names)}
    row = np.array([place[name] for name in documents])
    counts = np.zeros((len(names), len(domain)))
    np.add.at(counts, (row, at[:, 0]), 1)
    np.add.at(counts, (row, at[:, 1]), 1)
    margins = weights @ counts
    total = margins.sum(axis=1)
    if distance == "ordinal":
        table = _ordinal(margins)
        apart = table[:, at[:, 0], at[:, 1]]
        observed = (weights[:, row] * apart).sum(axis=1) / (total / 2)
        expected = np.einsum("bi,bij,bj->b", margins, table, margins)
    else:
        assert not isinstance(distance, str)
        table = _distances(domain, distance)
        apart = table[at[:, 0], at[:, 1]]
        observed = (weights @ _by_document(apart, documents, names)) / (total / 2)
        expected = np.einsum("bi,bi->b", margins @ table, margins)
    with np.errstate(invalid="ignore", divide="ignore"):
        return 1 - observed / (expected / (total * (total - 1)))


def _domain(pairs: Sequence[tuple[Any, Any]]) -> list[Any]:
    """Return the values that occur, in order."""
    values = {value for pair in pairs for value in pair}
    return sorted(values, key=_sort_key)


def _sort_key(value: Any) -> Any:
    """Return what puts values in order: a set by its members."""
    return tuple(sorted(value)) if isinstance(value, frozenset) else value


def _positions(pairs: Sequence[tuple[Any, Any]], domain: Sequence[Any]) -> Any:
    """Return the values as positions in their domain, shape (units, 2)."""
    place = {value: position for position, value in enumerate(domain)}
    return np.array([[place[one], place[other]] for one, other in pairs], dtype=int)


def _distances(domain: Sequence[Any], distance: Distance) -> Any:
    """Return the distance of every two values, shape (values, values)."""
    return np.array([[distance(one, other) for other in domain] for one in domain])


def _as_metric(table: Any) -> Callable[..., Any]:
    """Return a table of distances in the form that the library asks for."""

    def metric(v1: Any, v2: Any, **_: Any) -> Any:
        return table[np.asarray(v1, dtype=int), np.asarray(v2, dtype=int)]

    return metric


def _ordinal(margins: Any) -> Any:
    """Return squared ordinal distances for each drawing, shape (drawings, values, values)."""
    ends = np.cumsum(margins, axis=1)
    middle = ends - margins / 2
    return (middle[:, :, None] - middle[:, None, :]) ** 2


def _weights(documents: Sequence[str], replicates: int) -> tuple[list[str], Any]:
    """Return the documents and how often each is drawn in each replicate."""
    names = sorted(set(documents))
    return names, _draw_times(len(names), replicates)


@cache
def _draw_times(count: int, replicates: int) -> Any:
    """Return how often each of so many documents is drawn, shape (replicates, documents)."""
    chance = np.random.default_rng(SEED)
    return chance.multinomial(count, [1 / count] * count, size=replicates).astype(float)


def _by_document(values: Sequence[float] | Any, documents: Sequence[str], names: list[str]) -> Any:
    """Return the sum of values by document."""
    sums = np.zeros(len(names))
    place = {name: position for position, name in enumerate(names)}
    np.add.at(sums, [place[name] for name in documents], np.asarray(values, dtype=float))
    return sums


def _interval(draws: Any) -> tuple[float | None, float | None]:
    """Return the percentiles of what was drawn, left out where nothing varied."""
    known = draws[np.isfinite(draws)]
    if not len(known):
        return None, None
    low, high = np.percentile(known, [LOW, HIGH])
    return float(low), float(high)
