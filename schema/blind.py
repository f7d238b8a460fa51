"""What one coder hands in on one document in a round of blind coding: units first, then labels.

These are raw codings: kept as given, never edited. What is decided in the end is a ``record``.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from .acts import Act
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
from .fields import (
    CallKey,
    ClaimKey,
    CodebookVersion,
    CoderId,
    Day,
    DocumentId,
    EntityId,
    RoundId,
    Stance,
    Text,
)
from .record import CallFacts, DocumentFacts, RecordPart, Span, TextFacts, Unordered
from .round_codes import AuditDraw, AuditOutcome
from .topics import Topic

RuleNumber = Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9]{1,2}$"), Field(examples=["S7"])]
"""The number of a coding rule."""


class Handed(RecordPart):
    """Who handed in what, when, on which text."""

    round: RoundId
    """The round."""
    document_id: DocumentId
    """The document; also the name of the file."""
    coder_id: CoderId
    """Who coded it, blind."""
    session: Text
    """The sitting in which it was coded: documents coded in one sitting share its name."""
    date: Day
    """The day it was handed in."""
    codebook_version: CodebookVersion
    """The codebook coded under."""
    text: TextFacts
    """Which text was coded."""


class Unit(RecordPart):
    """One claim as cut from the text, without labels."""

    id: ClaimKey
    """c01, c02, ... in text order."""
    calls: Annotated[list[CallKey], Field(min_length=1), Unordered] | None = None
    """Keys of the calls it belongs to. Left out where it belongs to all."""
    cue: Span | None = None
    """The reporting cue. Left out where there is none."""
    evidence: Annotated[list[Span], Field(min_length=1)]
    """The pieces of text that bear it."""
    unsure: bool = False
    """Whether the coder doubts that it is a claim, or where it begins and ends."""
    note: Text | None = None
    """Why."""


class Silent(RecordPart):
    """One sentence that bears no claim, and by which rule."""

    span: Span
    """The sentence."""
    rule: RuleNumber
    """The rule that leaves it out."""
    note: Text | None = None
    """Why, where the rule alone does not say it."""


class UnitsCoding(Handed):
    """One coder's facts of the calls and cutting of the claims of one document."""

    document: DocumentFacts
    """What the document is."""
    calls: Annotated[list[CallFacts], Field(min_length=1)]
    """The calls it reports; persons are given as printed."""
    units: list[Unit]
    """The claims, without labels."""
    silent: list[Silent]
    """Every sentence that bears none."""
    unsure: Annotated[list[Text], Unordered] = []
    """Names of the fields of document and calls that the coder is unsure of."""
    note: Text | None = None
    """What an adjudicator should know."""


class Label(RecordPart):
    """One coder's labels on one agreed unit."""

    id: ClaimKey
    """The unit."""
    evidence: Annotated[list[Span], Field(min_length=1)]
    """Its pieces of text, as agreed before."""
    holder: Holder
    """Whose claim it is."""
    holder_sides: Annotated[list[EntityId], Unordered]
    """The holding sides."""
    holder_names: Annotated[list[Text], Unordered] = []
    """The persons who hold it, as printed."""
    act: Act
    """What the holder does."""
    topics: Annotated[list[Topic], Field(min_length=1, max_length=6)]
    """What it is about; the first is primary."""
    targets: Annotated[list[EntityId], Unordered]
    """Who is evaluated, asked, helped or threatened."""
    target_role: TargetRole
    """How the targets stand in the claim."""
    stance: Stance
    """1, 0 or -1."""
    certainty: Certainty
    """stated, hedged or conditional."""
    iteration: Iteration
    """new, reiterated or continued."""
    commitment: Commitment
    """not_applicable, vague or specific."""
    content: Content
    """full or empty."""
    said_in_call: SaidInCall
    """yes, no or unclear."""
    gloss: Text
    """The claim in the coder's own words."""
    confidence: Confidence
    """high, medium or low."""
    unsure: Annotated[list[Text], Unordered] = []
    """Names of the fields the coder is unsure of."""
    note: Text | None = None
    """Why, where a rule or the text leaves room."""


class LabelsCoding(Handed):
    """One coder's labels on the agreed units of one document."""

    claims: list[Label]
    """The labels, unit by unit."""
    note: Text | None = None
    """What an adjudicator should know."""


class AuditedField(RecordPart):
    """One code of a claim that was argued against, and what the adjudicator decided."""

    variable: Text
    """The field; ``unit`` where the cut itself is argued against."""
    code: Text
    """What stood."""
    rival: Text | None = None
    """The best rival found; left out where the auditor found none."""
    argument: Text | None = None
    """Its case, in own words."""
    outcome: AuditOutcome
    """upheld or overturned."""
    changed_to: Text | None = None
    """What stands now; left out where the code was upheld."""
    reason: Text | None = None
    """Why the adjudicator decided so, where a rival was argued."""


class AuditedClaim(RecordPart):
    """One claim that was audited, field by field."""

    id: ClaimKey
    """The claim."""
    draw: AuditDraw
    """How it was drawn."""
    fields: Annotated[list[AuditedField], Field(min_length=1)]
    """Every field, argued against or not."""


class AuditCoding(RecordPart):
    """The audit of the claims drawn from one document."""

    round: RoundId
    """The round."""
    document_id: DocumentId
    """The document; also the name of the file."""
    coder_id: CoderId
    """Who argued."""
    decided_by: CoderId
    """Who decided."""
    date: Day
    """The day of the decision."""
    claims: Annotated[list[AuditedClaim], Field(min_length=1)]
    """The claims drawn."""


Bare = Annotated[str, StringConstraints(pattern=r"^[^\s]+$"), Field(examples=["URGE"])]
"""A code or number as written; it never stands in a table."""


class Probe(RecordPart):
    """One invented sentence whose right code a rule settles."""

    id: Text
    """p01, p02, ..."""
    rule: RuleNumber
    """The rule that settles it."""
    issuer: Text
    """Whose text it is said to stand in."""
    text: Text
    """The sentence, invented."""
    question: Text
    """The field asked for: n_units, holder, act, topic, target_role, stance ..."""
    right: Bare
    """The code that the rule settles."""


class ProbeSet(RecordPart):
    """The invented sentences of a round."""

    round: RoundId
    """The round."""
    probes: list[Probe]
    """The sentences."""


class Answer(RecordPart):
    """What a coder said of a probe, blind to the right code."""

    id: Text
    """The probe."""
    code: Bare
    """The code given."""


class ProbeCoding(RecordPart):
    """One coder's answers to the probes of a round."""

    round: RoundId
    """The round."""
    coder_id: CoderId
    """Who answered."""
    date: Day
    """The day."""
    answers: list[Answer]
    """The answers."""
