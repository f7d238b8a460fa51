"""Audits as kept: raw files in, rows out. How claims are drawn for an audit is here too."""

from __future__ import annotations

import random
from collections.abc import Collection

from ..schema.blind import AuditCoding
from ..schema.round_codes import AuditDraw
from ..schema.round_rows import Audit
from .project import Project
from .rounds import coders_of, read_coding, round_folder

AUDIT = "audit"
"""The folder of audits in a round."""


def read_audits(project: Project, round_id: str) -> list[Audit]:
    """Return every audited code of a round."""
    rows: list[Audit] = []
    for coder_id in coders_of(project, round_id, AUDIT):
        folder = round_folder(project, round_id) / AUDIT / coder_id
        for path in sorted(folder.glob("*.yml")):
            rows += audit_rows(read_coding(path, project.relative(path), AuditCoding))
    return rows


def audit_rows(audit: AuditCoding) -> list[Audit]:
    """Return the rows of one document's audit."""
    return [
        Audit(
            round=audit.round,
            draw=claim.draw,
            claim_id=f"{audit.document_id}-{claim.id}",
            variable=field.variable,
            code=field.code,
            rival=field.rival,
            argument=field.argument,
            auditor_id=audit.coder_id,
            outcome=field.outcome,
            changed_to=field.changed_to,
            decided_by=audit.decided_by,
            reason=field.reason,
        )
        for claim in audit.claims
        for field in claim.fields
    ]


def draw_claims(
    claim_ids: Collection[str],
    count: int,
    draw: AuditDraw,
    seed: int,
    besides: Collection[str] = (),
) -> list[str]:
    """Return the ids of claims drawn at random, none of those already drawn.

    Args:
        claim_ids: The claims to draw from; for the draw unsure, those with a field marked unsure.
        count: How many.
        draw: What the claims are drawn for; part of the seed.
        seed: The seed.
        besides: Claims that are left out.
    """
    known = sorted(set(claim_ids) - set(besides))
    return sorted(random.Random(f"{draw.value} {seed}").sample(known, min(count, len(known))))
