"""Rows about coded or drafted documents. What was found but not coded is in the register."""

from __future__ import annotations

from .document_codes import (
    CoderKind,
    CodingStatus,
    DocType,
    IssueForm,
    Scope,
    StampZone,
    TextBasis,
    TranslationStatus,
)
from .fields import (
    CanonVersion,
    ClaimKeyList,
    CodebookVersion,
    CoderId,
    Count,
    Day,
    DocumentId,
    EntityId,
    GroupId,
    Language,
    Moment,
    Positive,
    PublisherId,
    Sha256,
    Text,
    Url,
)
from .round_codes import Split
from .row import Row


class Document(Row):
    """One text published by one issuer, or jointly, in one language, and how it was coded."""

    document_id: DocumentId
    """Id of the document."""
    document_label: Text
    """Generated label: the principals, issuer first, and the day of the call."""
    publisher_id: PublisherId
    """The publishing office."""
    publisher_name: Text
    """Its name."""
    issuer_id: EntityId | None = None
    """The issuing side; empty for a joint text, whose issuers are in ``document_issuers``."""
    issuer_names: Text
    """Names of the issuing sides, separated by semicolons."""
    doc_type: DocType
    """The kind of text."""
    issue_form: IssueForm
    """Issued by one side or jointly."""
    language: Language
    """Language of the text."""
    translation_status: TranslationStatus
    """Where that language version comes from."""
    title: Text | None = None
    """Title; empty where the publisher's policy withholds it."""
    title_sha256: Sha256 | None = None
    """Hash of the title in canonical characters."""
    url: Url
    """First registered address; the others are in ``locations``."""
    published_date: Day | None = None
    """Day of publication as stamped."""
    published_utc: Moment | None = None
    """Moment of publication in UTC, where the stamp fixes it."""
    stamp_zone: StampZone
    """What is known of the stamp's zone."""
    scope: Scope
    """Scope of its calls; mixed where they differ."""
    text_basis: TextBasis
    """How much of the text was read."""
    canon_version: CanonVersion
    """The canonicaliser that hash and offsets refer to."""
    text_sha256: Sha256
    """Hash of the canonical text that was coded."""
    n_chars: Count
    """Length of that text in code points."""
    coding_status: CodingStatus
    """Draft, checked, single or double."""
    coder_id: CoderId
    """Who decided the codes."""
    coder_kind: CoderKind
    """Whether that is a rule set, a language model or a person."""
    coded_date: Day
    """When."""
    checked_by: CoderId | None = None
    """Who reviewed the finished coding; empty while nobody has."""
    codebook_version: CodebookVersion
    """The codebook version the record states."""
    n_calls: Positive
    """How many calls the document reports."""
    claims_coded: bool
    """Whether claims were coded at all: false means not coded, not that there are none."""
    n_claims: Count | None = None
    """How many claims; empty where claims were not coded."""
    retired_claims: ClaimKeyList | None = None
    """Claim keys once given and since deleted, separated by semicolons."""
    template_group: GroupId | None = None
    """Group of near-identical texts on different calls."""
    translation_group: GroupId | None = None
    """Group of language versions of one text."""
    split: Split | None = None
    """What a double-coded document may be used for; empty for others."""
    note: Text | None = None
    """The coder's note on the document."""


class DocumentIssuer(Row):
    """One side that issued a document."""

    document_id: DocumentId
    """The document."""
    side_id: EntityId
    """The issuing side."""
    side_name: Text
    """Its name."""
