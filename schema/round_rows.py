"""Rows of rounds of blind coding: what was drawn, what coders said, how far they agree.

The shape in which a coder hands a coding in is in ``blind``.
"""

from __future__ import annotations

from .acts import Act
from .call_codes import CallFormat, DateBasis, DatePrecision, Mode, NextContact, Secure
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
from .document_codes import CoderKind, DocType, Scope
from .fields import (
    CallKey,
    ClaimId,
    ClaimKey,
    CodeList,
    CoderId,
    Count,
    Day,
    DocumentId,
    EntityId,
    Positive,
    PublisherId,
    RoundId,
    Sha256,
    Share,
    SpanList,
    Stance,
    Text,
)
from .round_codes import (
    AuditDraw,
    AuditOutcome,
    CodingPass,
    Comparison,
    Drawn,
    Split,
    Statistic,
    Subset,
    Verdict,
)
from .row import Row
from .topics import Topic


class SampledDocument(Row):
    """One document drawn for a round of blind coding."""

    round: RoundId
    """The round it is coded in."""
    document_id: DocumentId
    """The document."""
    stratum: Text
    """Who called (as far as register and title show), year of publication, class of length."""
    drawn: Drawn
    """How it was drawn."""
    split: Split | None = None
    """What it may be used for; empty in rounds that nothing is measured on."""


class Coding(Row):
    """One coder's raw coding of one claim, as handed in: a unit, or the labels of an agreed unit.

    In the pass units each coder numbers its own units; in the pass labels numbers are those of the
    agreed units, so that rows of several coders stand side by side.
    """

    round: RoundId
    """The round."""
    coding_pass: CodingPass
    """units or labels."""
    document_id: DocumentId
    """The document."""
    coder_id: CoderId
    """Who coded it."""
    claim_key: ClaimKey
    """The coder's own number of the unit, or the number of the agreed unit."""
    coder_kind: CoderKind
    """Kind of that coder."""
    session: Text
    """The sitting in which it was coded."""
    coding_date: Day
    """The day it was handed in."""
    evidence: SpanList
    """Spans in the canonical text."""
    cue: SpanList | None = None
    """The cue; empty in the pass labels and where there is none."""
    holder: Holder | None = None
    """Whose claim it is; this and what follows is empty in the pass units."""
    holder_side_ids: Text | None = None
    """The holding sides, separated by semicolons."""
    act: Act | None = None
    """What the holder does."""
    topic: Topic | None = None
    """The primary topic."""
    topics: Text | None = None
    """All topics in order, separated by semicolons."""
    target_ids: Text | None = None
    """The targets, separated by semicolons."""
    target_role: TargetRole | None = None
    """How the targets stand in the claim."""
    stance: Stance | None = None
    """1, 0 or -1."""
    certainty: Certainty | None = None
    """stated, hedged or conditional."""
    iteration: Iteration | None = None
    """new, reiterated or continued."""
    commitment: Commitment | None = None
    """not_applicable, vague or specific."""
    content: Content | None = None
    """full or empty."""
    said_in_call: SaidInCall | None = None
    """yes, no or unclear."""
    confidence: Confidence | None = None
    """high, medium or low."""
    unsure: CodeList | None = None
    """Fields the coder is unsure of; in the pass units the word unit."""
    note: Text | None = None
    """The coder's note."""


class CallCoding(Row):
    """One coder's raw view of one call, as handed in with the units."""

    round: RoundId
    """The round."""
    document_id: DocumentId
    """The document."""
    coder_id: CoderId
    """Who coded it."""
    call_key: CallKey
    """The call as the coder numbered it."""
    coder_kind: CoderKind
    """Kind of that coder."""
    doc_type: DocType
    """The kind of text."""
    issuing_side_ids: Text
    """The sides whose account it is, separated by semicolons."""
    side_ids: Text
    """The sides that took part, separated by semicolons."""
    date_first: Day
    """Earliest day the text allows."""
    date_last: Day
    """Latest day the text allows."""
    date_precision: DatePrecision
    """day, two_days or month."""
    date_basis: DateBasis
    """What the date rests on."""
    scope: Scope
    """core or extended."""
    format: CallFormat
    """bilateral, multilateral or one_to_group."""
    mode: Mode
    """phone, video, mixed or not_stated."""
    secure: Secure
    """yes or not_stated."""
    initiator_id: EntityId | None = None
    """The side said to have asked for or placed the call."""
    duration_minutes: Positive | None = None
    """Length in minutes."""
    tone: CodeList | None = None
    """Tones, separated by semicolons."""
    next_contact: NextContact
    """promised or not_stated."""
    participants: Text
    """Side, printed name (or office) and office class of each, separated by semicolons."""
    unsure: CodeList | None = None
    """Fields of document and call the coder is unsure of."""
    note: Text | None = None
    """The coder's note."""


class Audit(Row):
    """One code of one claim that an auditor argued against, and what was decided."""

    round: RoundId
    """The round."""
    draw: AuditDraw
    """How the claim was drawn."""
    claim_id: ClaimId
    """The claim."""
    variable: Text
    """The field; unit where the cut itself was argued against."""
    code: Text
    """What stood."""
    rival: Text | None = None
    """The best rival the auditor found; empty where it found none."""
    argument: Text | None = None
    """Its case from text and rule, in own words."""
    auditor_id: CoderId
    """Who argued."""
    outcome: AuditOutcome
    """upheld or overturned."""
    changed_to: Text | None = None
    """What stands now; empty where the code was upheld."""
    decided_by: CoderId
    """Who decided."""
    reason: Text | None = None
    """Why, where a rival was argued."""


class Reliability(Row):
    """One figure of agreement or error, with its interval.

    What two language models agree on is consistency, not validity: read it beside the figures on
    fields marked unsure, the comparison with definitions alone, and the audit.
    """

    figure: Text
    """What the figure is, in one name: round, comparison, variable, statistic, subset."""
    round: RoundId
    """The round."""
    comparison: Comparison | None = None
    """Kinds of coders compared; empty for audits and probes."""
    first_coder_id: CoderId
    """One coder; for audits and probes the only one."""
    second_coder_id: CoderId | None = None
    """The other coder."""
    variable: Text
    """The field."""
    statistic: Statistic
    """How it is measured."""
    subset: Subset
    """Which units."""
    publisher_id: PublisherId | None = None
    """The publisher the figure is about; empty for all."""
    code: Text | None = None
    """The code the figure is about; empty for the variable as a whole."""
    confused_with: Text | None = None
    """For confusions: the other code."""
    n_documents: Count
    """Number of documents."""
    n_units: Count
    """Number of units compared: claims, calls, participants, documents or probes."""
    n_events: Count | None = None
    """How often the code, the confusion or the error occurred."""
    estimate: Share | None = None
    """The figure; empty where nothing varies."""
    interval_low: Share | None = None
    """Lower bound of its 95% interval."""
    interval_high: Share | None = None
    """Upper bound of its 95% interval."""
    release_gate: Share | None = None
    """From here on the variable is released; below it is experimental."""
    target: Share | None = None
    """What coders of one kind should reach."""
    verdict: Verdict | None = None
    """How the figure stands to both."""


class TestRun(Row):
    """One figure of one run of a machine against the documents kept for test.

    Every run is appended by command and published: who runs often enough tunes on the test.
    """

    run: Positive
    """Number of the run, from 1."""
    run_date: Day
    """The day."""
    coder_id: CoderId
    """The machine, as its drafts name it."""
    drafts_sha256: Sha256
    """Hash of all its drafts, in order of document."""
    variable: Text
    """The field."""
    statistic: Statistic
    """How agreement with the published coding is measured."""
    n_documents: Count
    """Number of documents."""
    n_units: Count
    """Number of units compared."""
    estimate: Share | None = None
    """The figure; empty where nothing varies."""
    interval_low: Share | None = None
    """Lower bound of its 95% interval."""
    interval_high: Share | None = None
    """Upper bound of its 95% interval."""
