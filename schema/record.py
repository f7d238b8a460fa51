"""The record that a coder fills: one readout, its calls, participants and claims.

Here is the shape of a record and what each field means. How fields must agree with one another
is in ``rules``; how a record is written as YAML is in ``builders.records``.
"""

from __future__ import annotations

from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from .acts import Act
from .call_codes import (
    CallFormat,
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
from .document_codes import CodingStatus, DocType, IssueForm, Scope, TextBasis, TranslationStatus
from .fields import (
    CallKey,
    CanonVersion,
    ClaimId,
    ClaimKey,
    CodebookVersion,
    CoderId,
    Count,
    Day,
    DocumentId,
    EntityId,
    Offset,
    PersonId,
    Positive,
    Probability,
    Sha256,
    Stance,
    Text,
)
from .topics import Topic

_Item = TypeVar("_Item", bound=str)


def in_order(items: list[_Item]) -> list[_Item]:
    """Return a list that stands for a set in its canonical order."""
    return sorted(items)


Unordered = AfterValidator(in_order)
"""Marks a list whose order says nothing: it is read into alphabetical order."""

Span = tuple[Offset, Offset]
"""Half-open ``[start, end)`` in code points of the canonical text."""


class RecordPart(BaseModel):
    """A part of a record: strict about its fields, described by its docstrings."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, use_attribute_docstrings=True, protected_namespaces=()
    )


class CodingFacts(RecordPart):
    """Who coded the document, when and how."""

    status: CodingStatus
    """draft, checked, single or double."""
    coder_id: CoderId
    """Who decided the codes: a row of ``coders``."""
    date: Day
    """The day of the decision."""
    checked_by: CoderId | None = None
    """Who reviewed the finished coding. Left out while nobody has."""


class TextFacts(RecordPart):
    """Which text the codes and offsets refer to. The text itself is never stored."""

    basis: TextBasis
    """How much of the issuer's text was read. Evidence needs one of the first three."""
    canon: CanonVersion
    """The canonicaliser."""
    sha256: Sha256
    """Hash of the canonical text: must be the registered one."""
    n_chars: Count
    """Its length in code points: must be the registered one."""


class DocumentFacts(RecordPart):
    """What kind of text it is and whose account it gives."""

    doc_type: DocType
    """The kind of text."""
    issue_form: IssueForm
    """single or joint."""
    issuing_sides: Annotated[list[EntityId], Field(min_length=1), Unordered]
    """The sides whose account it is: one, or two and more for a joint text."""
    translation_status: TranslationStatus
    """Where the language of the text comes from."""


class Participation(RecordPart):
    """One person or unnamed group that the text names as taking part."""

    side: EntityId
    """The side spoken for."""
    state: EntityId | None = None
    """The state of office, only where it is not the side."""
    person: PersonId | None = None
    """The person: a row of ``persons``. Left out where the text names none."""
    office: Text | None = None
    """The office in the capacity of the call, in standard words. Left out if the text has none."""
    office_class: OfficeClass
    """Class of that office."""
    office_status: OfficeStatus
    """in_office unless the text says otherwise."""
    role: ParticipantRole
    """principal, accompanying, joined_part, convener or unnamed_group."""
    name_printed: Text | None = None
    """The name in the words of the text or its title."""
    title_printed: Text | None = None
    """The title in the words of the text or its title, put together where they stand apart."""
    note: Text | None = None
    """What a reader should know of this coding."""


class CallFacts(RecordPart):
    """One call as this document has it."""

    key: CallKey
    """Local key: a, b, ..."""
    sides: Annotated[list[EntityId], Field(min_length=2), Unordered]
    """The states and organisations that took part."""
    date_first: Day
    """Earliest day the text allows."""
    date_last: Day
    """Latest day the text allows."""
    date_precision: DatePrecision
    """day, two_days or month."""
    date_basis: DateBasis
    """What the date rests on."""
    scope: Scope
    """core or extended; claims are coded for these alone."""
    format: CallFormat
    """bilateral, multilateral or one_to_group."""
    mode: Mode
    """phone, video, mixed or not_stated."""
    secure: Secure
    """yes or not_stated."""
    initiator: EntityId | None = None
    """The side said to have asked for or placed the call. Left out where the text is silent."""
    duration_minutes: Positive | None = None
    """Length in minutes. Left out where the text is silent."""
    tone: Annotated[list[Tone], Unordered] = []
    """The tone the text itself reports; empty where it reports none."""
    next_contact: NextContact
    """promised or not_stated."""
    participants: Annotated[list[Participation], Field(min_length=1)]
    """Everybody the text names as taking part, in text order."""
    note: Text | None = None
    """What a reader should know of this coding."""
    p_date: Probability | None = None
    """How likely a coder gives this day. This and the next four stand in drafts only."""
    p_participants: Probability | None = None
    """How likely a coder names exactly these persons."""
    p_mode: Probability | None = None
    """How likely a coder gives this mode."""
    p_format: Probability | None = None
    """How likely a coder gives this format."""
    p_initiator: Probability | None = None
    """How likely a coder gives this initiator, or none where none is given."""


class ClaimFacts(RecordPart):
    """One claim: the smallest combination of holder, act, target and topics under one cue."""

    id: ClaimKey
    """c01, c02, ... as created; a number once given is never used again."""
    calls: Annotated[list[CallKey], Field(min_length=1), Unordered] | None = None
    """Keys of the calls it belongs to. Left out where it belongs to all calls of the document."""
    holder: Holder
    """Whose claim it is, by grammar (H1 to H9)."""
    holder_sides: Annotated[list[EntityId], Unordered]
    """The holding sides; empty for unattributed and issuer."""
    holder_persons: Annotated[list[PersonId], Unordered] = []
    """The persons who hold it, where name, title or pronoun points to one."""
    act: Act
    """What the holder does: the first hit from D0 to D9 (A1 to A11)."""
    topics: Annotated[list[Topic], Field(min_length=1, max_length=6)]
    """1 to 6 minor topics in text order; the first is primary (V1 to V9)."""
    targets: Annotated[list[EntityId], Unordered]
    """Who is evaluated, asked, helped or threatened; UNSPEC where nobody is named; may be empty."""
    target_role: TargetRole
    """How the targets stand in the claim; none exactly where there are none."""
    stance: Stance
    """1, 0 or -1: the act's default unless the text is plainly otherwise (then note it)."""
    certainty: Certainty
    """stated, hedged or conditional."""
    iteration: Iteration
    """new, reiterated or continued, by the words alone."""
    commitment: Commitment
    """vague or specific for acts that commit, else not_applicable."""
    content: Content
    """full, or empty where a stance is reported without content."""
    said_in_call: SaidInCall
    """yes, no or unclear."""
    cue: Span | None = None
    """The reporting cue, inside the first evidence span. Left out exactly for holder issuer."""
    evidence: Annotated[list[Span], Field(min_length=1)]
    """The pieces of text that bear the claim: sorted, apart from one another."""
    gloss: Text
    """The claim in your own words: at most 25, no run of 6 shared with the text."""
    confidence: Confidence
    """high, medium or low."""
    unsure: Annotated[list[Text], Unordered] = []
    """Names of the fields you are unsure of."""
    note: Text | None = None
    """Why, where a rule or the text leaves room; required where stance leaves its default."""
    from_draft: ClaimId | None = None
    """The draft claim this one came from."""
    p_unit: Probability | None = None
    """How likely a coder cuts a claim here. This and the next five stand in drafts only."""
    p_holder: Probability | None = None
    """How likely a coder who cuts it so gives this holder."""
    p_act: Probability | None = None
    """How likely such a coder gives this act."""
    p_topics: Probability | None = None
    """How likely such a coder gives this very set of topics."""
    p_targets: Probability | None = None
    """How likely such a coder gives these very targets."""
    p_stance: Probability | None = None
    """How likely such a coder gives this stance."""


class Record(RecordPart):
    """The coding of one document by one coder: the authored truth that tables are built from."""

    document_id: DocumentId
    """Id of the registered document; also the name of the file."""
    codebook_version: CodebookVersion
    """The codebook version coded under; codes are checked against it."""
    coding: CodingFacts
    """Who coded, when and how."""
    text: TextFacts
    """Which text was coded."""
    document: DocumentFacts
    """What the document is."""
    note: Text | None = None
    """What a reader should know of this coding."""
    calls: Annotated[list[CallFacts], Field(min_length=1)]
    """The calls it reports."""
    claims: list[ClaimFacts] | None = None
    """Its claims. Left out where claims were not coded; an empty list says there are none."""
    retired_claims: Annotated[list[ClaimKey], Unordered] = []
    """Keys once given to claims that were deleted."""
