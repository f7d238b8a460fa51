"""How far blind coders give cells of two accounts the same label. Pure.

What a cell is, is decided in ``alignment``; how one figure is computed, in ``alpha``.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from ..schema.alignment_rows import AlignmentCoding
from ..schema.document_codes import CoderKind
from ..schema.round_codes import Comparison, Statistic, Subset
from ..schema.round_rows import Reliability
from .alpha import estimate_alpha, estimate_ratio, nominal
from .reliability import Figures
from .sources import Sources

WHOLE, SHARED = "alignment", "alignment_shared"
"""The label over all cells, and over those in which both accounts have claims."""

Cell = tuple[str, str, str, str, str]


def measure_alignment_codings(sources: Sources) -> list[Reliability]:
    """Return agreement of every two coders of a round, over all cells and over shared ones.

    Intervals are bootstrapped over calls.
    """
    by_round: dict[str, dict[str, dict[Cell, AlignmentCoding]]] = {}
    for row in sources.alignment_codings:
        cell = (row.call_id, row.document1_id, row.document2_id, row.holder_id, row.topic.value)
        by_round.setdefault(row.round, {}).setdefault(row.coder_id, {})[cell] = row
    rows: list[Reliability] = []
    for round_id, coders in sorted(by_round.items()):
        for first, second in itertools.combinations(sorted(coders), 2):
            figures = Figures(
                round_id,
                _comparison(first, second, sources),
                first,
                second,
                lambda name: "",
                sources.splits.get,
            )
            _add(figures, coders[first], coders[second])
            rows += figures.rows
    return rows


def _comparison(first: str, second: str, sources: Sources) -> Comparison:
    """Return what kinds of coders are compared."""
    kinds = {sources.coders[name].coder_kind for name in (first, second)}
    if kinds == {CoderKind.LANGUAGE_MODEL}:
        return Comparison.MODEL_MODEL
    return Comparison.PERSON_PERSON if kinds == {CoderKind.PERSON} else Comparison.MODEL_PERSON


def _add(
    figures: Figures,
    one: Mapping[Cell, AlignmentCoding],
    other: Mapping[Cell, AlignmentCoding],
) -> None:
    """Add the figures of two coders."""
    both = sorted(one.keys() & other.keys())
    for variable, cells in (
        (WHOLE, both),
        (SHARED, [cell for cell in both if one[cell].shared]),
    ):
        if not cells:
            continue
        _figure(figures, variable, cells, one, other, Subset.ALL)
        for subset, some in _by_doubt(cells, one, other):
            if some:
                _figure(figures, variable, some, one, other, subset)


def _by_doubt(
    cells: Sequence[Cell],
    one: Mapping[Cell, AlignmentCoding],
    other: Mapping[Cell, AlignmentCoding],
) -> Iterator[tuple[Subset, list[Cell]]]:
    """Yield the cells that either coder marked unsure, and the rest."""
    doubted = {cell for cell in cells if one[cell].unsure or other[cell].unsure}
    yield Subset.UNSURE, [cell for cell in cells if cell in doubted]
    yield Subset.SURE, [cell for cell in cells if cell not in doubted]


def _figure(
    figures: Figures,
    variable: str,
    cells: Sequence[Cell],
    one: Mapping[Cell, AlignmentCoding],
    other: Mapping[Cell, AlignmentCoding],
    subset: Subset,
) -> None:
    """Add alpha and the share of equal labels over some cells."""
    labels = [(one[cell].label.value, other[cell].label.value) for cell in cells]
    calls = [cell[0] for cell in cells]
    n = len(set(calls))
    alpha = estimate_alpha(labels, calls, nominal)
    figures.add(variable, Statistic.ALPHA_NOMINAL, alpha, n, len(cells), subset)
    same = estimate_ratio([float(a == b) for a, b in labels], [1.0] * len(labels), calls)
    figures.add(variable, Statistic.EXACT, same, n, len(cells), subset)
