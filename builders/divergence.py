"""Measures of how far two accounts go apart, by call and by pair of sides. Pure.

What each measure is stands with its column (``schema.alignment_rows``); cells are made in
``alignment``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import fmean

from ..schema.alignment_codes import AlignmentLabel
from ..schema.alignment_rows import Alignment, Divergence, DyadDivergence
from ..schema.document_codes import LinkStatus
from .alignment import WHOLE, Account, Pair
from .alpha import estimate_ratio

LEAST_CALLS = 5
"""Over fewer calls of a pair of sides no interval is given."""

AVERAGED = (
    "share_corroborated",
    "coverage1",
    "coverage2",
    "omission1",
    "omission2",
    "omission1_per_claim",
    "omission2_per_claim",
    "topic_jaccard",
    "stance_distance",
)
"""Measures that are averaged over the calls of two sides."""


def fold_divergence(
    pairs: Sequence[Pair], alignments: Sequence[Alignment], conflicts: Mapping[str, int]
) -> list[Divergence]:
    """Return a row for every pair of accounts.

    Args:
        pairs: The accounts.
        alignments: Their cells.
        conflicts: Number of facts in conflict by call.
    """
    cells: dict[tuple[str, str, str], list[Alignment]] = {}
    for row in alignments:
        cells.setdefault((row.call_id, row.document1_id, row.document2_id), []).append(row)
    return [
        measure_pair(
            pair,
            cells.get(
                (
                    pair.call.call_id,
                    pair.first.document.document_id,
                    pair.second.document.document_id,
                ),
                [],
            ),
            conflicts.get(pair.call.call_id, 0),
        )
        for pair in pairs
    ]


def measure_pair(pair: Pair, cells: Sequence[Alignment], n_conflicts: int) -> Divergence:
    """Return the measures of one pair of accounts."""
    first, second = pair.first, pair.second
    labels = Counter(row.label for row in cells)
    lone = [row for row in cells if row.label == AlignmentLabel.ONE_SIDED]
    only1 = sum(row.n_claims1 > 0 for row in lone)
    only2 = len(lone) - only1
    both = len(cells) - len(lone)
    either = first.topics | second.topics
    return Divergence(
        call_id=pair.call.call_id,
        call_date=pair.call.call_date,
        side1_id=first.side,
        side2_id=second.side,
        side1_name=first.document.issuer_names,
        side2_name=second.document.issuer_names,
        document1_id=first.document.document_id,
        document2_id=second.document.document_id,
        text_basis1=first.document.text_basis,
        text_basis2=second.document.text_basis,
        n_claims1=len(first.claims),
        n_claims2=len(second.claims),
        n_chars1=first.document.n_chars,
        n_chars2=second.document.n_chars,
        n_cells=len(cells),
        n_both=both,
        n_corroborated=labels[AlignmentLabel.CORROBORATED],
        n_emphasis=labels[AlignmentLabel.DIFFERENT_EMPHASIS],
        n_contradictory=labels[AlignmentLabel.CONTRADICTORY],
        n_only1=only1,
        n_only2=only2,
        coverage1=_share(both + only1, len(cells)),
        coverage2=_share(both + only2, len(cells)),
        share_corroborated=_share(labels[AlignmentLabel.CORROBORATED], len(cells)),
        omission1=_share(only2, both + only2) if _whole(first) else None,
        omission2=_share(only1, both + only1) if _whole(second) else None,
        omission1_per_claim=_share(only2, len(first.claims)) if _whole(first) else None,
        omission2_per_claim=_share(only1, len(second.claims)) if _whole(second) else None,
        topic_jaccard=_share(len(first.topics & second.topics), len(either)),
        stance_distance=_stance_distance(pair, cells),
        n_conflicts=n_conflicts,
        n_decided=sum(row.status == LinkStatus.DECIDED for row in cells),
    )


def _whole(account: Account) -> bool:
    """Say whether a text was read whole, so that its silence says something."""
    return account.document.text_basis in WHOLE


def _share(part: int, whole: int) -> float | None:
    """Return a share, rounded to four places; of nothing there is none."""
    return round(part / whole, 4) if whole else None


def _stance_distance(pair: Pair, cells: Sequence[Alignment]) -> float | None:
    """Return the mean over shared cells of half the distance of the mean stances."""
    stances = {c.claim_id: c.stance for c in (*pair.first.claims, *pair.second.claims)}

    def mean(ids: str) -> float:
        return fmean(stances[claim_id] for claim_id in ids.split(";"))

    apart = [
        abs(mean(row.claims1) - mean(row.claims2)) / 2
        for row in cells
        if row.claims1 and row.claims2
    ]
    return round(fmean(apart), 4) if apart else None


def fold_dyads(rows: Sequence[Divergence]) -> list[DyadDivergence]:
    """Return the mean of each measure over the calls of each two sides, with its interval."""
    grouped: dict[tuple[str, str], list[Divergence]] = {}
    for row in rows:
        grouped.setdefault((row.side1_id, row.side2_id), []).append(row)
    made: list[DyadDivergence] = []
    for (side1, side2), calls in sorted(grouped.items()):
        for measure in AVERAGED:
            values = [(c.call_id, v) for c in calls if (v := getattr(c, measure)) is not None]
            if not values:
                continue
            found = estimate_ratio(
                [value for _, value in values], [1.0] * len(values), [name for name, _ in values]
            )
            enough = len(values) >= LEAST_CALLS
            made.append(
                DyadDivergence(
                    side1_id=side1,
                    side2_id=side2,
                    measure=measure,
                    side1_name=calls[0].side1_name,
                    side2_name=calls[0].side2_name,
                    n_calls=len(values),
                    mean=round(fmean(value for _, value in values), 4),
                    interval_low=_rounded(found.low) if enough else None,
                    interval_high=_rounded(found.high) if enough else None,
                )
            )
    return made


def _rounded(value: float | None) -> float | None:
    """Return a figure rounded to four places."""
    return None if value is None else round(value, 4)
