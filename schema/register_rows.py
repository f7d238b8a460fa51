"""Rows of the register: what was found, where it stands, which call it reports.

The register is authored; these rows are its files and, links apart, its published tables.
"""

from __future__ import annotations

from .document_codes import (
    Decision,
    ExclusionReason,
    LinkStatus,
    PairMeasure,
    PairRelation,
    RetirementReason,
    Scope,
    StampZone,
    TextBasis,
    TextForm,
    TranslationStatus,
)
from .fields import (
    CallId,
    CallKey,
    CanonVersion,
    CoderId,
    Count,
    Day,
    DocumentId,
    GroupId,
    ItemId,
    Language,
    LocationId,
    Moment,
    Percent,
    PublisherId,
    RetiredId,
    RoundId,
    Sha256,
    Text,
    Url,
)
from .row import Row


class RegisterItem(Row):
    """One found item, with the screening decision on it and the reason."""

    item_id: ItemId
    """Id of the found item."""
    document_id: DocumentId
    """The document it is; repeated where the item duplicates another."""
    publisher_id: PublisherId
    """Who issued the text. Carriers are locations, not publishers."""
    language: Language
    """Language of the text."""
    title: Text | None = None
    """Title in canonical characters; empty where the publisher's policy withholds it."""
    title_sha256: Sha256 | None = None
    """Hash of the title in canonical characters; empty where the item has no title."""
    published_stamp: Text | None = None
    """Publication stamp to the letter, as found; empty where there is none."""
    published_date: Day | None = None
    """Day of publication as stamped, in the stamp's own zone."""
    published_utc: Moment | None = None
    """Moment of publication in UTC; empty where the stamp does not fix it."""
    stamp_zone: StampZone
    """What is known of the stamp's zone."""
    canon_version: CanonVersion
    """The canonicaliser that hash and length refer to."""
    text_sha256: Sha256
    """Hash of the canonical text."""
    n_chars: Count
    """Length of the canonical text in code points."""
    duplicate_of: ItemId | None = None
    """The item this one duplicates."""
    template_group: GroupId | None = None
    """Group of near-identical texts on different calls (P7)."""
    translation_group: GroupId | None = None
    """Group of language versions of one text (P8)."""
    decision: Decision
    """In, out or not yet decided."""
    scope: Scope | None = None
    """Scope of the calls reported; empty while undecided."""
    exclusion_reason: ExclusionReason | None = None
    """Why it is out; empty unless it is."""
    n_separate_calls: Count | None = None
    """How many separate calls it reports; empty while undecided."""
    decided_by: CoderId | None = None
    """Who decided; empty while undecided."""
    decided_date: Day | None = None
    """When; empty while undecided."""
    note: Text | None = None
    """What the decision rests on, where it is not plain."""


class Location(Row):
    """One place where the text of a document stands or stood."""

    location_id: LocationId
    """Id of the location."""
    item_id: ItemId
    """The found item it belongs to."""
    document_id: DocumentId
    """The document whose text stands there."""
    url: Url
    """Address of the page."""
    carrier: Text | None = None
    """The outlet that carries the text; empty for the publisher's own page."""
    source_repo: Text | None = None
    """Public repository that mirrors the page, as host/owner/name."""
    source_commit: Text | None = None
    """Commit of that repository in which the text was read."""
    source_path: Text | None = None
    """Path in that repository."""
    text_form: TextForm
    """The form in which the text stands there."""
    text_basis: TextBasis
    """How much of the issuer's text stands there."""
    translation_status: TranslationStatus | None = None
    """Where the language of the text there comes from; empty where the coder of the document says
    it."""
    date_seen: Day | None = None
    """When the text was read there; empty where the mirror's commit fixes it."""


class CallLink(Row):
    """One decision that a document's local call is the call with this id."""

    document_id: DocumentId
    """The document."""
    call_key: CallKey
    """The call as the document's record knows it."""
    call_id: CallId
    """The call it is."""
    status: LinkStatus
    """Proposed by a machine or decided by a coder."""
    decided_by: CoderId
    """Who proposed or decided."""
    grounds: Text
    """What the link rests on."""


class Screening(Row):
    """One coder's own screening of one found item, as given, never edited.

    The register holds what was decided in the end; here stands what each coder said.
    """

    round: RoundId
    """The round of screening."""
    item_id: ItemId
    """The found item."""
    coder_id: CoderId
    """Who screened it."""
    decision: Decision
    """In or out."""
    scope: Scope
    """Scope of the calls reported."""
    exclusion_reason: ExclusionReason | None = None
    """Why it is out; empty unless it is."""
    n_separate_calls: Count
    """How many separate calls it reports."""
    sure: bool
    """Whether the coder saw no room for another decision; a rule set is sure of plain openings."""
    note: Text | None = None
    """What the decision rests on."""


class ScreeningSheet(Row):
    """One line of the file in which a coder hands in screenings: what `Screening` adds is known."""

    item_id: ItemId
    """The found item."""
    decision: Decision
    """In or out."""
    scope: Scope
    """Scope of the calls reported."""
    exclusion_reason: ExclusionReason | None = None
    """Why it is out; empty unless it is."""
    n_separate_calls: Count
    """How many separate calls it reports."""
    sure: bool
    """Whether the coder saw no room for another decision."""
    note: Text | None = None
    """What the decision rests on."""


class ItemPair(Row):
    """Two found items of one publisher whose texts are alike, and what they are to one another."""

    item_id: ItemId
    """The item registered first."""
    other_item_id: ItemId
    """The other item."""
    measure: PairMeasure
    """How likeness was measured."""
    similarity_percent: Percent
    """The measured likeness."""
    relation: PairRelation
    """What the two are to one another."""
    decided_by: CoderId
    """Who decided: a rule set far from its thresholds, a reading coder near them."""
    decided_date: Day
    """When."""
    note: Text | None = None
    """What a reading decision rests on."""


class RetiredIdRow(Row):
    """One id that was given and is used no more. No id is ever given again."""

    retired_id: RetiredId
    """The id."""
    reason: RetirementReason
    """Why it is used no more."""
    replaced_by: RetiredId | None = None
    """The id that stands in its place, if any."""
    retired_date: Day
    """When."""
    note: Text | None = None
    """What happened."""
