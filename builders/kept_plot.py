"""Plots that are drawn anew only where what they show has changed.

The file carries hashes of what it shows and of its own bytes, so that another version of the
drawing library does not change it, and a hand does not go unseen. What is shown is decided by
whoever draws.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from typing import Any

MARK = b"<!-- diplocalls "
"""Stands before the hashes at the end of the file."""


def keep_or_draw(shown: object, old: bytes, draw: Callable[[], bytes]) -> bytes:
    """Return the old plot if it shows the same, else a new one.

    Args:
        shown: What the plot shows, as JSON has it.
        old: The plot there is, or nothing.
        draw: Draws it.
    """
    data = hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:16]
    drawing, _, mark = old.rpartition(MARK)
    if mark == _mark(data, drawing):
        return old
    drawn = draw()
    return drawn + MARK + _mark(data, drawn)


def _mark(data: str, drawing: bytes) -> bytes:
    """Return what stands at the end of the file: hashes of its data and of its drawing."""
    return f"{data} {hashlib.sha256(drawing).hexdigest()[:16]} -->\n".encode()


def as_svg(fill: Callable[[Any], None], size: tuple[float, float]) -> bytes:
    """Return what is drawn on axes as SVG, the same for the same drawing library.

    Args:
        fill: Draws on the axes it is given.
        size: Width and height in inches.
    """
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot as plt

    with mpl.rc_context({"svg.hashsalt": "diplocalls", "svg.fonttype": "none", "font.size": 9}):
        figure, axes = plt.subplots(figsize=size, layout="constrained")
        fill(axes)
        axes.spines[["top", "right"]].set_visible(False)
        buffer = io.BytesIO()
        figure.savefig(buffer, format="svg", metadata={"Date": None})
        plt.close(figure)
    return b"\n".join(line.rstrip() for line in buffer.getvalue().split(b"\n"))
