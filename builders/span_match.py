"""Comparing two cuttings of a text into units: overlap, matching, F1. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Spans = Sequence[tuple[int, int]]
"""The pieces of one unit: half-open, sorted, apart from one another."""


@dataclass(frozen=True)
class Matching:
    """How two cuttings of one text match: pairs by position, and what stands alone."""

    pairs: tuple[tuple[int, int], ...]
    n_first: int
    n_second: int


def overlap(one: Spans, other: Spans) -> float:
    """Return the intersection over union of the characters of two units.

    >>> overlap([(0, 10)], [(5, 15)])
    0.3333333333333333
    """
    both = sum(
        max(0, min(end, last) - max(start, first)) for start, end in one for first, last in other
    )
    whole = sum(end - start for start, end in (*one, *other)) - both
    return both / whole if whole else 0.0


def match_units(first: Sequence[Spans], second: Sequence[Spans], least: float) -> Matching:
    """Match units one to one so that as many as can be overlap by at least so much.

    Among matchings of that size the one with the greatest total overlap is taken.
    """
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    if not first or not second:
        return Matching((), len(first), len(second))
    overlaps = np.array([[overlap(one, other) for other in second] for one in first])
    enough = overlaps >= least
    rows, columns = linear_sum_assignment(enough * (1 + overlaps / 1000), maximize=True)
    pairs = tuple(
        (int(row), int(column))
        for row, column in zip(rows, columns, strict=True)
        if enough[row, column]
    )
    return Matching(pairs, len(first), len(second))


def f_one(n_matched: int, n_first: int, n_second: int) -> float | None:
    """Return the harmonic mean of precision and recall; None where neither has any unit.

    >>> f_one(8, 10, 10)
    0.8
    """
    return 2 * n_matched / (n_first + n_second) if n_first + n_second else None
