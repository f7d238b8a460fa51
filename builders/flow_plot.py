"""The plot of the flow: found items by year, in and out. What is counted is decided in ``flow``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .flow import Flow
from .kept_plot import as_svg, keep_or_draw


def plot_flow(by_year: Sequence[Flow], old: bytes) -> bytes:
    """Return the plot as SVG; the old one if it shows the same counts.

    Args:
        by_year: The flow by year; the line of all items is left out.
        old: The plot there is, or nothing.
    """
    lines = [flow for flow in by_year if flow.name != "All"]
    shown = [(flow.name, flow.n_in, flow.n_out, flow.duplicates, flow.undecided) for flow in lines]
    return keep_or_draw(shown, old, lambda: as_svg(lambda axes: _fill(axes, lines), (8, 3.6)))


def _fill(axes: Any, lines: Sequence[Flow]) -> None:
    """Draw stacked bars, a bar a year."""
    years = [flow.name for flow in lines]
    base = [0] * len(lines)
    stack = (
        ("in", [flow.n_in for flow in lines], "#2a6f97"),
        ("out", [flow.n_out for flow in lines], "#c9ada7"),
        ("duplicate", [flow.duplicates for flow in lines], "#4a4e69"),
        ("undecided", [flow.undecided for flow in lines], "#e9c46a"),
    )
    for label, counts, colour in stack:
        if any(counts):
            axes.bar(years, counts, bottom=base, label=label, color=colour)
            base = [below + count for below, count in zip(base, counts, strict=True)]
    axes.set_ylabel("found items")
    axes.set_xlabel("year of publication")
    axes.tick_params(axis="x", rotation=60)
    axes.legend(frameon=False)
