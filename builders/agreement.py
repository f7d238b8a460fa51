"""How well coders agree on the screening of found items: measured from their own rows. Pure.

Percentages come with Wilson's interval, agreement beyond chance is Krippendorff's alpha for
nominal values; both are computed by libraries made for them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from ..schema.document_codes import CoderKind
from ..schema.reference_rows import Coder
from ..schema.register_rows import RegisterItem, Screening

VARIABLES = ("decision", "scope", "exclusion_reason", "n_separate_calls")
"""What two screenings of an item are compared on."""

FEWEST = 30
"""Two who share fewer items are not compared: an adjudicator's picked items say nothing."""

CONFIDENCE = 0.95
"""Of the intervals."""


@dataclass(frozen=True)
class Agreement:
    """How two sources of decisions agree on one variable.

    ``low`` and ``high`` bound the share that agrees; ``alpha`` is null where nothing varies.
    """

    first: str
    second: str
    variable: str
    n_items: int
    n_agree: int
    low: float
    high: float
    alpha: float | None

    @property
    def share(self) -> float:
        """Return the share of items on which both say the same."""
        return self.n_agree / self.n_items


REGISTER = "register"
"""Stands for what was decided in the end."""


def measure_agreement(
    screenings: Sequence[Screening],
    register: Sequence[RegisterItem],
    round_id: str,
    rules: Collection[str],
) -> list[Agreement]:
    """Return agreement on every variable for each two coders of a round, and with the register.

    Only items that both screened count, and only where they are enough; merged duplicates do not.
    The exclusion reason counts where both say out. Only rule sets are compared with the register:
    it took the readers' own decisions.

    Args:
        screenings: Every coder's rows.
        register: What was decided.
        round_id: The round.
        rules: The coders that are rule sets.
    """
    said: dict[str, dict[str, Screening | RegisterItem]] = {}
    merged = {item.item_id for item in register if item.duplicate_of is not None}
    for row in screenings:
        if row.round == round_id and row.item_id not in merged:
            said.setdefault(row.coder_id, {})[row.item_id] = row
    coders = sorted(said)
    pairs = [*combinations(coders, 2), *((c, REGISTER) for c in coders if c in rules)]
    said[REGISTER] = {item.item_id: item for item in register if item.n_separate_calls is not None}
    return [
        made
        for first, second in pairs
        for variable in VARIABLES
        if (made := _compare(first, second, variable, said)) is not None
    ]


def rule_sets(coders: Mapping[str, Coder]) -> set[str]:
    """Return the coders that are rule sets."""
    return {name for name, coder in coders.items() if coder.coder_kind == CoderKind.RULE}


def count_sure_errors(
    screenings: Sequence[Screening], register: Sequence[RegisterItem], round_id: str, coder_id: str
) -> tuple[int, int]:
    """Return of how many items a coder was sure, and how many of them were decided otherwise.

    Decided otherwise is another decision, scope or number of calls. Duplicates do not count.
    """
    decided = {i.item_id: i for i in register if i.n_separate_calls is not None}
    sure = [
        row
        for row in screenings
        if row.round == round_id and row.coder_id == coder_id and row.sure
        if row.item_id in decided
    ]
    wrong = sum(
        any(
            getattr(row, name) != getattr(decided[row.item_id], name)
            for name in ("decision", "scope", "n_separate_calls")
        )
        for row in sure
    )
    return len(sure), wrong


def _compare(
    first: str, second: str, variable: str, said: dict[str, dict[str, Any]]
) -> Agreement | None:
    """Compare two sources on one variable; None where they share too few items."""
    common = sorted(said[first].keys() & said[second].keys())
    if len(common) < FEWEST:
        return None
    values = [
        (str(getattr(said[first][i], variable)), str(getattr(said[second][i], variable)))
        for i in common
    ]
    if variable == "exclusion_reason":
        values = [pair for pair in values if "None" not in pair]
    if not values:
        return None
    agree = sum(one == other for one, other in values)
    low, high = interval(agree, len(values))
    return Agreement(first, second, variable, len(values), agree, low, high, nominal_alpha(values))


def interval(agree: int, n_items: int) -> tuple[float, float]:
    """Return Wilson's interval of a share.

    >>> [round(bound, 3) for bound in interval(97, 100)]
    [0.915, 0.99]
    """
    from scipy.stats import binomtest

    bounds = binomtest(agree, n_items).proportion_ci(CONFIDENCE, method="wilson")
    return float(bounds.low), float(bounds.high)


def nominal_alpha(values: Sequence[tuple[str, str]]) -> float | None:
    """Return Krippendorff's alpha of two coders' nominal values; None where nothing varies.

    >>> nominal_alpha([("in", "in"), ("out", "out")])
    1.0
    """
    import krippendorff  # pyright: ignore[reportMissingTypeStubs]
    import numpy as np

    domain = sorted({value for pair in values for value in pair})
    if len(domain) < 2:
        return None
    codes = np.array([[domain.index(pair[i]) for pair in values] for i in (0, 1)], dtype=float)
    return float(krippendorff.alpha(codes, level_of_measurement="nominal"))
