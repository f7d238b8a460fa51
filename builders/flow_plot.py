"""The plot of the flow: found items by year, in and out. Drawn anew only where its data changed.

The file carries hashes of what it shows and of its own bytes, so that another version of the
drawing library does not change it, and a hand does not go unseen. What is counted is decided in
``flow``.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Sequence

from .flow import Flow

MARK = b"<!-- diplocalls flow "
"""Stands before the hashes at the end of the file."""


def plot_flow(by_year: Sequence[Flow], old: bytes) -> bytes:
    """Return the plot as SVG; the old one if it shows the same counts.

    Args:
        by_year: The flow by year; the line of all items is left out.
        old: The plot there is, or nothing.
    """
    lines = [flow for flow in by_year if flow.name != "All"]
    data = _digest(lines)
    drawing, _, mark = old.rpartition(MARK)
    if mark == _mark(data, drawing):
        return old
    drawn = _draw(lines)
    return drawn + MARK + _mark(data, drawn)


def _mark(data: str, drawing: bytes) -> bytes:
    """Return what stands at the end of the file: hashes of its data and of its drawing."""
    return f"{data} {hashlib.sha256(drawing).hexdigest()[:16]} -->\n".encode()


def _digest(lines: Sequence[Flow]) -> str:
    """Return the hash of what the plot shows."""
    shown = [(flow.name, flow.n_in, flow.n_out, flow.duplicates, flow.undecided) for flow in lines]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:16]


def _draw(lines: Sequence[Flow]) -> bytes:
    """Draw stacked bars, a bar a year."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot as plt

    with mpl.rc_context({"svg.hashsalt": "diplocalls", "svg.fonttype": "none", "font.size": 9}):
        figure, axes = plt.subplots(figsize=(8, 3.6), layout="constrained")
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
        axes.spines[["top", "right"]].set_visible(False)
        axes.legend(frameon=False)
        buffer = io.BytesIO()
        figure.savefig(buffer, format="svg", metadata={"Date": None})
        plt.close(figure)
    return b"\n".join(line.rstrip() for line in buffer.getvalue().split(b"\n"))
