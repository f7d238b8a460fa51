"""Figures of agreement and error as tables for readers. Measuring is in ``reliability``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..schema.round_codes import Comparison, Statistic, Subset, Verdict
from ..schema.round_rows import Reliability

SHORT = {
    Statistic.ALPHA_NOMINAL: "alpha",
    Statistic.ALPHA_ORDINAL: "alpha, ordinal",
    Statistic.ALPHA_MASI: "alpha, MASI",
    Statistic.EXACT: "exact",
    Statistic.F1_HALF: "F1 at .5",
    Statistic.F1_STRICT: "F1 at .8",
}

COLUMNS = (
    Comparison.MODEL_MODEL,
    Comparison.MODEL_DEFINITIONS,
    Comparison.MODEL_ADJUDICATED,
    Comparison.MODEL_CHECKED,
    Comparison.MODEL_PERSON,
    Comparison.RULE_MODEL,
)


def summary_rows(
    figures: Sequence[Reliability],
) -> tuple[Sequence[str], list[Sequence[str]]]:
    """Return header and rows: a row for each round and variable that has a threshold.

    For each kind of comparison the pair with the most units is shown.
    """
    main = [f for f in figures if f.release_gate is not None and f.comparison is not None]
    kinds = [kind for kind in COLUMNS if any(f.comparison == kind for f in main)]
    best = best_figures(main)
    header = ["round", "variable", "statistic", *(kind.value for kind in kinds)]
    header += ["unsure", "release", "target", "verdict"]
    rows: list[Sequence[str]] = []
    for round_id, variable, statistic in dict.fromkeys(
        (f.round, f.variable, f.statistic) for f in main
    ):
        cells = [best.get((round_id, variable, statistic, kind)) for kind in kinds]
        first = next((cell for cell in cells if cell is not None), None)
        if first is None:
            continue
        rows.append(
            [
                round_id,
                variable,
                SHORT[statistic],
                *(show_figure(cell) for cell in cells),
                show_unsure(figures, first),
                f"{first.release_gate:.2f}",
                f"{first.target:.2f}",
                first.verdict.value if first.verdict else "",
            ]
        )
    return header, rows


def best_figures(
    main: Sequence[Reliability],
) -> Mapping[tuple[str, str, Statistic, Comparison | None], Reliability]:
    """Return for each kind of comparison the figure on the most units."""
    best: dict[tuple[str, str, Statistic, Comparison | None], Reliability] = {}
    for figure in main:
        key = (figure.round, figure.variable, figure.statistic, figure.comparison)
        if key not in best or figure.n_units > best[key].n_units:
            best[key] = figure
    return best


def show_figure(figure: Reliability | None) -> str:
    """Return a figure with interval and number of units."""
    if figure is None or figure.estimate is None:
        return "" if figure is None else f"nothing varies (n {figure.n_units})"
    bounds = ""
    if figure.interval_low is not None and figure.interval_high is not None:
        bounds = f" [{figure.interval_low:.2f}, {figure.interval_high:.2f}]"
    return f"{figure.estimate:.3f}{bounds} (n {figure.n_units})"


def show_unsure(figures: Sequence[Reliability], like: Reliability) -> str:
    """Return exact agreement on the units of which either coder was unsure."""
    for figure in figures:
        if (
            figure.subset == Subset.UNSURE
            and figure.variable == like.variable
            and figure.first_coder_id == like.first_coder_id
            and figure.second_coder_id == like.second_coder_id
        ):
            return f"{figure.estimate:.2f} (n {figure.n_units})"
    return ""


def audit_lines(figures: Sequence[Reliability]) -> Iterator[Sequence[str]]:
    """Yield for each draw and variable how many audited codes were overturned."""
    for figure in figures:
        if figure.statistic == Statistic.SHARE_WRONG and figure.code is None:
            yield (
                figure.round,
                figure.subset.value,
                figure.variable,
                str(figure.n_units),
                str(figure.n_events),
                f"{figure.estimate:.3f} [{figure.interval_low:.3f}, {figure.interval_high:.3f}]",
            )


MEASURED_COLUMNS: Mapping[tuple[str, str], str] = {
    **{("claims", name): name for name in ("holder", "act", "act_family", "topic", "topic_major")},
    **{("claims", name): name for name in ("target_role", "stance", "certainty", "iteration")},
    **{("claims", name): name for name in ("commitment", "content", "said_in_call")},
    ("claims", "evidence_start"): "units",
    ("claims", "evidence_end"): "units",
    ("claim_topics", "topic"): "topics",
    ("claim_targets", "target_id"): "targets",
    ("claim_evidence", "span_start"): "units",
    ("calls", "call_date"): "call_date",
    ("calls", "format"): "format",
    ("calls", "mode"): "mode",
    ("calls", "initiator_id"): "initiator",
    ("calls", "scope"): "scope",
    ("participants", "person_id"): "participants",
    ("participants", "office_class"): "office_class",
}
"""The columns that hold a measured variable."""


def latest_round(figures: Sequence[Reliability]) -> str | None:
    """Return the round whose figures stand beside the definitions: that with the most units."""
    counts: dict[str, int] = {}
    for figure in figures:
        if figure.variable == "act" and figure.verdict is not None:
            counts[figure.round] = max(counts.get(figure.round, 0), figure.n_units)
    return max(counts, key=lambda name: (counts[name], name)) if counts else None


def experimental_variables(figures: Sequence[Reliability]) -> set[str]:
    """Return the variables below their release gate in the round that counts.

    The two coders with most units in common decide: a pair with a handful of events does not.
    """
    round_id = latest_round(figures)
    main = [f for f in figures if f.round == round_id and f.comparison == Comparison.MODEL_MODEL]
    judged = [figure for figure in main if figure.verdict is not None]
    return {
        figure.variable
        for figure in best_figures(judged).values()
        if figure.verdict == Verdict.EXPERIMENTAL
    }


def below_gate_elsewhere(figures: Sequence[Reliability]) -> list[tuple[str, str]]:
    """Return variables below their release gate in comparisons that do not decide, with which."""
    decided = experimental_variables(figures)
    return sorted(
        {
            (figure.variable, f"{figure.comparison.value} {figure.estimate:.2f}, {figure.round}")
            for figure in best_figures(figures).values()
            if figure.verdict == Verdict.EXPERIMENTAL
            and figure.variable not in decided
            and figure.comparison is not None
            and figure.estimate is not None
        }
    )


def beside(figures: Sequence[Reliability], table: str, column: str) -> str:
    """Return what is measured of a column, in one sentence; nothing where nothing is."""
    variable = MEASURED_COLUMNS.get((table, column))
    round_id = latest_round(figures)
    if variable is None or round_id is None:
        return ""
    main = [
        figure
        for figure in figures
        if figure.variable == variable
        and (figure.round == round_id or figure.comparison == Comparison.MODEL_CHECKED)
        and figure.release_gate is not None
        and figure.comparison is not None
    ]
    best = best_figures(main)
    parts = [
        f"{SHORT[figure.statistic]} {figure.estimate:.2f} ({figure.comparison.value})"
        for kind in COLUMNS
        for figure in best.values()
        if figure.comparison == kind and figure.estimate is not None and figure.comparison
    ]
    overturned = [
        f"{figure.estimate:.1%} of {figure.n_units} overturned in a random audit"
        for figure in figures
        if figure.variable == variable
        and figure.subset == Subset.RANDOM
        and figure.code is None
        and figure.statistic == Statistic.SHARE_WRONG
        and figure.estimate is not None
    ]
    if not parts and not overturned:
        return ""
    mark = "**Experimental.** " if variable in experimental_variables(figures) else ""
    return f" {mark}Agreement: {'; '.join([*parts, *overturned])}."
