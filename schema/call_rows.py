"""Rows about calls: the call itself, its sides, each document's view of it, who took part."""

from __future__ import annotations

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
)
from .document_codes import Coverage, LinkStatus, Scope
from .fields import (
    CallId,
    CallKey,
    CodeList,
    CoderId,
    Count,
    Day,
    DocumentId,
    EntityId,
    PersonId,
    Positive,
    Probability,
    Text,
)
from .row import Row
from .topics import Topic, TopicMajor


class Call(Row):
    """One real-time remote voice or video conversation between senior officials.

    The row is merged from its documents: a value is empty where the documents conflict, and the
    conflict is then a row of ``call_conflicts``.
    """

    call_id: CallId
    """Id of the call."""
    call_label: Text
    """Generated label: the principals, sides in alphabetical order of their ids, and the day."""
    call_date: Day
    """Day of the call in the capital of the alphabetically first state among the sides; where that
    state has no document here, the first day that another issuer states (see call_date_basis)."""
    call_date_basis: CallDateBasis
    """Whether that state's own document gives the day."""
    date_first: Day | None = None
    """Earliest day that a document states; empty where their days conflict."""
    date_last: Day | None = None
    """Latest day that a document states; empty where their days conflict."""
    date_precision: DatePrecision | None = None
    """The coarsest precision among the documents; empty where their days conflict."""
    scope: Scope | None = None
    """Core or extended; empty where documents conflict."""
    format: CallFormat | None = None
    """Bilateral, multilateral or one to a group; empty where documents conflict."""
    mode: Mode | None = None
    """Means of the call as stated by any document; empty where documents conflict."""
    secure: Secure | None = None
    """Whether a document calls the line secure."""
    initiator_id: EntityId | None = None
    """The side that asked for the call or placed it; empty where unstated or in conflict."""
    initiator_name: Text | None = None
    """Its name."""
    duration_minutes: Positive | None = None
    """Length in minutes; empty where unstated or in conflict."""
    n_sides: Positive
    """How many sides took part."""
    side1_id: EntityId
    """First side by id."""
    side1_name: Text
    """Its name."""
    side1_cow: Positive | None = None
    """Its Correlates of War number, if it is a state that has one."""
    side2_id: EntityId | None = None
    """Second side by id; empty where there are more than two sides (see ``call_sides``)."""
    side2_name: Text | None = None
    """Its name."""
    side2_cow: Positive | None = None
    """Its Correlates of War number."""
    side_names: Text
    """Names of all sides, separated by semicolons."""
    n_documents: Positive
    """How many documents report the call."""
    n_issuing_sides: Positive
    """How many of its sides issued one of these documents."""
    n_own_accounts: Count
    """How many of its sides issued an account of their own: from 2 on, both sides' words are here.
    A joint text is nobody's own."""
    n_claims: Count
    """How many claims those documents report of it; a claim of several calls counts in each."""


class CallSide(Row):
    """One state or organisation that takes part in a call."""

    call_id: CallId
    """The call."""
    side_id: EntityId
    """The side."""
    side_name: Text
    """Its name."""
    side_cow: Positive | None = None
    """Its Correlates of War number, if it is a state that has one."""
    side_no: Positive
    """Its place among the sides, ordered by id."""
    n_documents: Count
    """How many documents this side issued on the call; 0 says that we hold none."""


class CallDocument(Row):
    """One document's own view of one call that it reports."""

    document_id: DocumentId
    """The document."""
    call_key: CallKey
    """The call as the document's record knows it."""
    call_id: CallId
    """The call it is."""
    coverage: Coverage
    """Whether the document reports this call alone."""
    link_status: LinkStatus
    """Whether the link of document and call is proposed or decided."""
    link_decided_by: CoderId
    """Who proposed or decided it."""
    link_grounds: Text
    """What it rests on."""
    side_names: Text
    """Names of the sides as this document has them, separated by semicolons."""
    date_first: Day
    """Earliest day the document allows."""
    date_last: Day
    """Latest day the document allows."""
    date_precision: DatePrecision
    """How exactly it dates the call."""
    date_basis: DateBasis
    """What its date rests on."""
    scope: Scope
    """Core or extended."""
    format: CallFormat
    """Bilateral, multilateral or one to a group."""
    mode: Mode
    """Means of the call as stated."""
    secure: Secure
    """Whether it calls the line secure."""
    initiator_id: EntityId | None = None
    """The side said to have asked for or placed the call; empty where the text is silent."""
    duration_minutes: Positive | None = None
    """Length in minutes; empty where the text is silent."""
    tone: CodeList | None = None
    """Tone as the document reports it: codes separated by semicolons; empty where silent."""
    next_contact: NextContact
    """Whether it promises a next contact of the participants."""
    note: Text | None = None
    """The coder's note on these facts."""
    p_date: Probability | None = None
    """How likely a coder gives this day. This and the next four are empty but in drafts."""
    p_participants: Probability | None = None
    """How likely a coder names exactly these persons."""
    p_mode: Probability | None = None
    """How likely a coder gives this mode."""
    p_format: Probability | None = None
    """How likely a coder gives this format."""
    p_initiator: Probability | None = None
    """How likely a coder gives this initiator, or none where none is given."""


class CallConflict(Row):
    """One document's value of a fact on which the documents of a call conflict."""

    call_id: CallId
    """The call."""
    variable: ConflictVariable
    """The fact."""
    document_id: DocumentId
    """The document."""
    value: Text
    """What this document states: a code, an entity, minutes, days or sides."""


class Participant(Row):
    """One person or unnamed group that a document names as taking part in a call.

    Each document on a call has rows of its own: count persons by ``person_id``, not by rows.
    """

    call_id: CallId
    """The call."""
    document_id: DocumentId
    """The document that names the participant: the same person is a row in each document."""
    participant_no: Positive
    """Place in the document's list of participants of this call."""
    call_date: Day
    """Day of the call."""
    call_label: Text
    """Label of the call."""
    issuer_names: Text
    """Names of the sides that issued the document."""
    side_id: EntityId
    """The side spoken for."""
    side_name: Text
    """Its name."""
    state_id: EntityId | None = None
    """The state of office, where it is not the side: a prime minister speaking for a group."""
    state_name: Text | None = None
    """Its name."""
    person_id: PersonId | None = None
    """The person; empty where the text names none."""
    person_name: Text | None = None
    """The person's usual name."""
    office: Text | None = None
    """The office in the capacity of the call, in standard words; empty where the text has none."""
    office_class: OfficeClass
    """Class of that office."""
    office_class_label: Text
    """Label of the class."""
    office_status: OfficeStatus
    """How the person stood to the office."""
    role: ParticipantRole
    """What the participant did on the call."""
    name_printed: Text | None = None
    """Name in the words of the text or its title; empty where none is printed."""
    title_printed: Text | None = None
    """Title in the words of the text or its title, put together where they stand apart."""
    note: Text | None = None
    """The coder's note."""


class Office(Row):
    """One office in which a person took part in calls, with the days on which texts bear it.

    Days are those of calls: the person held the office on them, not from the first to the last
    without a break, and nothing is said about the days before and behind.
    """

    person_id: PersonId
    """The person."""
    person_name: Text
    """The person's usual name."""
    side_id: EntityId
    """The side spoken for."""
    side_name: Text
    """Its name."""
    office: Text
    """The office in standard words; `not stated` where no text has it."""
    office_class: OfficeClass
    """Class of that office."""
    office_status: OfficeStatus
    """How the person stood to the office."""
    first_date: Day
    """Day of the first call that bears it."""
    last_date: Day
    """Day of the last."""
    n_documents: Positive
    """In how many documents."""
    n_read: Count
    """How many of these were coded or checked by reading; the others are drafts."""


class TopicRow(Row):
    """One minor topic that one document raises about one call, with counts of its claims."""

    call_id: CallId
    """The call."""
    document_id: DocumentId
    """The document."""
    topic: Topic
    """The minor topic."""
    topic_label: Text
    """Its label."""
    topic_major: TopicMajor
    """Its major."""
    topic_major_label: Text
    """Label of the major."""
    call_date: Day
    """Day of the call."""
    call_label: Text
    """Label of the call."""
    issuer_names: Text
    """Names of the sides that issued the document."""
    n_claims: Positive
    """Claims of the document on this call with this topic."""
    n_primary: Count
    """How many of them have it as primary topic."""
    n_own: Count
    """How many of them the issuing side holds alone."""
    n_counterpart: Count
    """How many the document ascribes to the other side."""
    n_joint: Count
    """How many it ascribes to both."""
