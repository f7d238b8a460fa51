"""A broken rule of authored rows, as the rule modules report it. No rule lives here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Breach:
    """A broken rule: in which table and row (by position), which column, what is wrong."""

    table: str
    position: int
    column: str
    message: str
    rule: str
