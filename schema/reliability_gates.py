"""From which agreement a variable is released, and what coders of one kind should reach.

The figures of the codebook's section on reliability; measuring is elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from .round_codes import Statistic


@dataclass(frozen=True)
class Gate:
    """The two thresholds of a variable: below ``release`` it is published as experimental."""

    release: float
    target: float


_FACT = Gate(0.95, 0.99)
_MINOR = Gate(0.67, 0.90)

GATES: dict[tuple[str, Statistic], Gate] = {
    ("scope", Statistic.ALPHA_NOMINAL): Gate(0.90, 0.97),
    ("call_date", Statistic.EXACT): _FACT,
    ("format", Statistic.EXACT): _FACT,
    ("mode", Statistic.EXACT): _FACT,
    ("initiator", Statistic.EXACT): _FACT,
    ("participants", Statistic.ALPHA_MASI): Gate(0.90, 0.97),
    ("office_class", Statistic.ALPHA_NOMINAL): Gate(0.85, 0.95),
    ("units", Statistic.F1_HALF): Gate(0.85, 0.95),
    ("holder", Statistic.ALPHA_NOMINAL): Gate(0.85, 0.95),
    ("act", Statistic.ALPHA_NOMINAL): Gate(0.75, 0.90),
    ("act_family", Statistic.ALPHA_NOMINAL): Gate(0.80, 0.93),
    ("topics", Statistic.ALPHA_MASI): Gate(0.65, 0.87),
    ("topic", Statistic.ALPHA_NOMINAL): Gate(0.70, 0.88),
    ("topic_major", Statistic.ALPHA_NOMINAL): Gate(0.80, 0.93),
    ("targets", Statistic.ALPHA_MASI): Gate(0.70, 0.87),
    ("target_role", Statistic.ALPHA_NOMINAL): Gate(0.70, 0.87),
    ("stance", Statistic.ALPHA_ORDINAL): Gate(0.75, 0.92),
    ("certainty", Statistic.ALPHA_NOMINAL): _MINOR,
    ("iteration", Statistic.ALPHA_NOMINAL): _MINOR,
    ("commitment", Statistic.ALPHA_NOMINAL): _MINOR,
    ("said_in_call", Statistic.ALPHA_NOMINAL): _MINOR,
    ("content", Statistic.ALPHA_NOMINAL): _MINOR,
    ("alignment", Statistic.ALPHA_NOMINAL): Gate(0.67, 0.80),
}
"""The thresholds by variable and statistic, before any figure was known."""

AUDIT_RELEASE = 0.10
"""At most this share of audited codes may be overturned."""

AUDIT_TARGET = 0.03
"""What the share should be after correction."""
