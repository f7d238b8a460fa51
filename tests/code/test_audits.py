"""Audits and probes: what was drawn, what was overturned, and the shares that are published."""

from __future__ import annotations

import invented
import pytest
from diplocalls.builders.audit_rates import ALL_CODES, ANY_CODE, measure_audits, measure_probes
from diplocalls.builders.audits import draw_claims, read_audits
from diplocalls.builders.build import build
from diplocalls.builders.probes import read_answers
from diplocalls.builders.project import Project
from diplocalls.schema.claim_rows import Claim
from diplocalls.schema.round_codes import AuditDraw


@pytest.fixture
def audited(project: Project) -> Project:
    """Return the invented project with a round and its audit."""
    invented.code_round(project)
    invented.audit_round(project)
    return project


def test_overturned_codes_are_counted_by_code_and_by_claim(audited: Project) -> None:
    """Would catch a rate by code that hides how many claims it touches."""
    figures = {f.variable: f for f in measure_audits("trial-1", read_audits(audited, "trial-1"))}
    every, claims = figures[ALL_CODES], figures[ANY_CODE]
    assert (every.n_events, every.n_units, every.estimate) == (1, 2, 0.5)
    assert (claims.n_events, claims.n_units, claims.estimate) == (1, 1, 1.0)
    assert (figures["act"].estimate, figures["stance"].estimate) == (1.0, 0.0)
    assert every.verdict == "experimental"


def test_a_probe_is_right_only_if_it_is_the_code(audited: Project) -> None:
    """Would catch a probe that everybody passes."""
    answers = read_answers(audited, "trial-1")
    assert [answer.is_right for answer in answers] == [True]
    wrong = [type(answers[0])("person-red", answers[0].probe, "AGREE")]
    assert [f.estimate for f in measure_probes("trial-1", wrong)] == [0.0, 0.0]


def test_draws_are_seeded_and_leave_out_what_was_drawn(project: Project) -> None:
    """Would catch a fresh draw that holds what was corrected before."""
    rows = build(project).tables["claims"]
    claims = [row.claim_id for row in rows if isinstance(row, Claim)]
    first = draw_claims(claims, 3, AuditDraw.RANDOM, 7)
    assert first == draw_claims(claims, 3, AuditDraw.RANDOM, 7)
    fresh = draw_claims(claims, 99, AuditDraw.FRESH, 7, besides=first)
    assert not set(fresh) & set(first)
    assert len(fresh) == len(claims) - 3
