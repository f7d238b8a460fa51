"""The registry of all vocabularies: the name each has in the ``codes`` table.

The codes themselves live in ``acts``, ``topics`` and the ``*_codes`` modules. No rule about how
codes combine lives in any of them (see ``rules``), and no list that grows with the data: persons,
entities and publishers are tables.
"""

from __future__ import annotations

from .acts import Act, ActFamily, ClaimKind
from .alignment_codes import AlignmentLabel
from .call_codes import (
    CallDateBasis,
    CallFormat,
    ConflictVariable,
    DateBasis,
    DatePrecision,
    Mode,
    NextContact,
    OfficeClass,
    OfficeStatus,
    ParticipantRole,
    Secure,
    Tone,
)
from .check_codes import CallRank, CheckOutcome, PlantKind
from .claim_codes import (
    Certainty,
    Commitment,
    Confidence,
    Content,
    Holder,
    Iteration,
    SaidInCall,
    TargetRole,
)
from .code import Code
from .document_codes import (
    CanonRuleKind,
    CoderKind,
    CodingStatus,
    Coverage,
    Decision,
    DocType,
    EntityKind,
    ExclusionReason,
    IssueForm,
    LicenceCertainty,
    LineEnds,
    LinkStatus,
    PairMeasure,
    PairRelation,
    RetirementReason,
    Scope,
    StampZone,
    TextBasis,
    TextForm,
    TitlePolicy,
    TranslationStatus,
)
from .round_codes import (
    AuditDraw,
    AuditOutcome,
    CoderRole,
    CodingPass,
    Comparison,
    Drawn,
    Split,
    Statistic,
    Subset,
    Verdict,
)
from .topics import Topic, TopicMajor

VOCABULARIES: dict[str, type[Code]] = {
    "act": Act,
    "act_family": ActFamily,
    "alignment_label": AlignmentLabel,
    "audit_draw": AuditDraw,
    "audit_outcome": AuditOutcome,
    "call_date_basis": CallDateBasis,
    "call_format": CallFormat,
    "call_rank": CallRank,
    "canon_rule_kind": CanonRuleKind,
    "certainty": Certainty,
    "check_outcome": CheckOutcome,
    "claim_kind": ClaimKind,
    "coder_kind": CoderKind,
    "coder_role": CoderRole,
    "coding_pass": CodingPass,
    "coding_status": CodingStatus,
    "commitment": Commitment,
    "comparison": Comparison,
    "confidence": Confidence,
    "conflict_variable": ConflictVariable,
    "content": Content,
    "coverage": Coverage,
    "date_basis": DateBasis,
    "date_precision": DatePrecision,
    "decision": Decision,
    "doc_type": DocType,
    "drawn": Drawn,
    "entity_kind": EntityKind,
    "exclusion_reason": ExclusionReason,
    "holder": Holder,
    "issue_form": IssueForm,
    "iteration": Iteration,
    "licence_certainty": LicenceCertainty,
    "line_ends": LineEnds,
    "link_status": LinkStatus,
    "mode": Mode,
    "next_contact": NextContact,
    "office_class": OfficeClass,
    "office_status": OfficeStatus,
    "pair_measure": PairMeasure,
    "pair_relation": PairRelation,
    "participant_role": ParticipantRole,
    "plant_kind": PlantKind,
    "retirement_reason": RetirementReason,
    "said_in_call": SaidInCall,
    "scope": Scope,
    "secure": Secure,
    "split": Split,
    "stamp_zone": StampZone,
    "statistic": Statistic,
    "subset": Subset,
    "target_role": TargetRole,
    "text_basis": TextBasis,
    "text_form": TextForm,
    "title_policy": TitlePolicy,
    "tone": Tone,
    "topic": Topic,
    "topic_major": TopicMajor,
    "translation_status": TranslationStatus,
    "verdict": Verdict,
}
"""Every vocabulary by the name it has in the ``codes`` table."""


def name_of(codes: type[Code]) -> str:
    """Return the name of a vocabulary in the ``codes`` table.

    >>> name_of(Act)
    'act'
    """
    return next(name for name, known in VOCABULARIES.items() if known is codes)
