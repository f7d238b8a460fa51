"""How often audited codes were wrong, and probes answered right. Pure.

Intervals of these shares are Wilson's; drawing and reading are in ``audits`` and ``probes``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..schema.reliability_gates import AUDIT_RELEASE, AUDIT_TARGET
from ..schema.round_codes import AuditDraw, AuditOutcome, Statistic, Subset, Verdict
from ..schema.round_rows import Audit, Reliability
from .agreement import interval
from .probes import Answered
from .reliability import FEWEST, rounded

SUBSETS = {
    AuditDraw.RANDOM: Subset.RANDOM,
    AuditDraw.UNSURE: Subset.UNSURE,
    AuditDraw.FRESH: Subset.FRESH,
}

ALL_CODES = "all_codes"
"""Stands for every audited field of a claim together."""

ANY_CODE = "any_code_of_a_claim"
"""Stands for a claim of which at least one field was overturned."""

FREQUENT = 20
"""Codes audited so often get a rate of their own."""


def measure_audits(round_id: str, audits: Sequence[Audit]) -> Iterator[Reliability]:
    """Yield the share overturned of each draw: of all codes, by variable, by frequent code."""
    for draw, subset in SUBSETS.items():
        drawn = [row for row in audits if row.draw == draw]
        if not drawn:
            continue
        yield _rate(round_id, subset, ALL_CODES, drawn)
        yield _claim_rate(round_id, subset, drawn)
        for variable in sorted({row.variable for row in drawn}):
            chosen = [row for row in drawn if row.variable == variable]
            yield _rate(round_id, subset, variable, chosen)
            for code in sorted({row.code for row in chosen}):
                same = [row for row in chosen if row.code == code]
                if len(same) >= FREQUENT and len(same) < len(chosen):
                    yield _rate(round_id, subset, variable, same, code=code)


def _rate(
    round_id: str, subset: Subset, variable: str, rows: Sequence[Audit], code: str | None = None
) -> Reliability:
    """Return the share of audited codes that was overturned."""
    wrong = sum(row.outcome == AuditOutcome.OVERTURNED for row in rows)
    low, high = interval(wrong, len(rows))
    share = wrong / len(rows)
    parts = (round_id, "audit", variable, Statistic.SHARE_WRONG.value, subset.value, code)
    judged: dict[str, Any] = {}
    if variable == ALL_CODES:
        verdict = Verdict.RELEASE if share <= AUDIT_RELEASE else Verdict.EXPERIMENTAL
        judged = {
            "release_gate": AUDIT_RELEASE,
            "target": AUDIT_TARGET,
            "verdict": Verdict.TARGET if share <= AUDIT_TARGET else verdict,
        }
    return Reliability(
        figure="/".join(part for part in parts if part),
        round=round_id,
        first_coder_id=rows[0].auditor_id,
        second_coder_id=rows[0].decided_by,
        variable=variable,
        statistic=Statistic.SHARE_WRONG,
        subset=subset,
        code=code,
        n_documents=len({row.claim_id.rpartition("-")[0] for row in rows}),
        n_units=len(rows),
        n_events=wrong,
        estimate=rounded(share),
        interval_low=rounded(low),
        interval_high=rounded(high),
        **judged,
    )


def _claim_rate(round_id: str, subset: Subset, rows: Sequence[Audit]) -> Reliability:
    """Return the share of audited claims of which any code was overturned."""
    claims = sorted({row.claim_id for row in rows})
    wrong = {row.claim_id for row in rows if row.outcome == AuditOutcome.OVERTURNED}
    low, high = interval(len(wrong), len(claims))
    parts = (round_id, "audit", ANY_CODE, Statistic.SHARE_WRONG.value, subset.value)
    return Reliability(
        figure="/".join(parts),
        round=round_id,
        first_coder_id=rows[0].auditor_id,
        second_coder_id=rows[0].decided_by,
        variable=ANY_CODE,
        statistic=Statistic.SHARE_WRONG,
        subset=subset,
        n_documents=len({claim.rpartition("-")[0] for claim in claims}),
        n_units=len(claims),
        n_events=len(wrong),
        estimate=rounded(len(wrong) / len(claims)),
        interval_low=rounded(low),
        interval_high=rounded(high),
    )


def measure_probes(round_id: str, answers: Sequence[Answered]) -> Iterator[Reliability]:
    """Yield the share of probes answered right by each coder: of all, and by rule."""
    for coder_id in sorted({answer.coder_id for answer in answers}):
        own = [answer for answer in answers if answer.coder_id == coder_id]
        yield _probe_rate(round_id, coder_id, "probes", own)
        for rule in sorted({answer.probe.rule for answer in own}):
            same = [answer for answer in own if answer.probe.rule == rule]
            yield _probe_rate(round_id, coder_id, "probes", same, rule)


def _probe_rate(
    round_id: str,
    coder_id: str,
    variable: str,
    answers: Sequence[Answered],
    rule: str | None = None,
) -> Reliability:
    """Return the share of probes answered right; an interval only where there are enough."""
    right = sum(answer.is_right for answer in answers)
    low, high = interval(right, len(answers)) if len(answers) >= FEWEST else (None, None)
    parts = (round_id, "probe", coder_id, variable, Statistic.SHARE_RIGHT.value, rule)
    return Reliability(
        figure="/".join(part for part in parts if part),
        round=round_id,
        first_coder_id=coder_id,
        variable=variable,
        statistic=Statistic.SHARE_RIGHT,
        subset=Subset.ALL,
        code=rule,
        n_documents=0,
        n_units=len(answers),
        n_events=right,
        estimate=rounded(right / len(answers)),
        interval_low=rounded(low),
        interval_high=rounded(high),
    )
