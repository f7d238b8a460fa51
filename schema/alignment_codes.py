"""Codes of the comparison of both sides' accounts of one call (section 9). Pure vocabularies."""

from __future__ import annotations

from .code import Code


class AlignmentLabel(Code):
    """How two accounts stand to one another in one cell: call, holder side and topic."""

    CORROBORATED = (
        "corroborated",
        "Corroborated",
        "Both have the cell, attribute it alike, and some pair of their claims differs by at most "
        "1 in the strength of the act and not in the sign of stance.",
    )
    DIFFERENT_EMPHASIS = (
        "different_emphasis",
        "Different emphasis",
        "Both have the cell, but every pair of claims differs by 2 or more in strength, or one "
        "gives to both sides what the other gives to one.",
    )
    CONTRADICTORY = (
        "contradictory",
        "Contradictory",
        "Every stance on one side opposes every stance on the other, or one account denies what "
        "the other reports.",
    )
    ONE_SIDED = "one_sided", "One-sided", "Only one account has the cell."


_PAIRS = """
t0101+t0102 t0102+t0103 t0101+t0106 t0201+t0202 t0201+t0205 t0203+t0204 t0201+t0203 t0205+t0901
t0204+t0207 t0204+t0208 t0301+t0306 t0302+t0304 t0303+t0304 t0301+t0302 t0401+t0402 t0401+t0403
t0601+t0602 t0701+t0702 t0702+t0706 t0702+t0704 t0702+t0705 t0801+t0802 t0803+t0804 t0804+t0805
t0901+t0902 t0902+t1001 t0206+t1002 t1101+t1102 t1103+t1104 t1101+t1105 t1103+t1106 t0504+t1001
t0503+t0504
"""

NEIGHBOURS: frozenset[frozenset[str]] = frozenset(
    frozenset(pair.split("+")) for pair in _PAIRS.split()
)
"""Pairs of minor topics between which coders may well differ on one and the same matter."""
