"""The registry of tables: which rows, which keys, which references. Nothing else lives here.

Column names, types and meanings are those of the row models; this module only says how tables
hang together.
"""

from __future__ import annotations

from dataclasses import dataclass

from .alignment_rows import Absence, Alignment, AlignmentCoding, Divergence, DyadDivergence, Lead
from .call_rows import (
    Call,
    CallConflict,
    CallDocument,
    CallSide,
    Office,
    Participant,
    TopicRow,
)
from .check_rows import Check, Plant
from .claim_rows import (
    Claim,
    ClaimCall,
    ClaimEvidence,
    ClaimHolder,
    ClaimTarget,
    ClaimTopic,
)
from .document_rows import Document, DocumentIssuer
from .quality_rows import Calibration, Confusion, Quality
from .reference_rows import Coder, CodeRow, Entity, Person, Publisher
from .register_rows import ItemPair, Location, RegisterItem, RetiredIdRow, Screening
from .round_rows import Audit, CallCoding, Coding, Reliability, SampledDocument, TestRun
from .row import Row


@dataclass(frozen=True)
class ForeignKey:
    """Columns of one table whose values, where not null, stand in columns of another."""

    columns: tuple[str, ...]
    table: str
    references: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A published table: its rows, its primary key (also its sort order) and its references."""

    name: str
    row: type[Row]
    key: tuple[str, ...]
    title: str
    foreign_keys: tuple[ForeignKey, ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the column names in order."""
        return tuple(self.row.model_fields)

    @property
    def description(self) -> str:
        """Return what one row of the table is."""
        return " ".join((self.row.__doc__ or "").split())


def to(column: str, table: str, references: str | None = None) -> ForeignKey:
    """Make a foreign key on one column.

    >>> to("side_id", "entities", "entity_id").references
    ('entity_id',)
    """
    return ForeignKey((column,), table, (references or column,))


VIEW = ForeignKey(("document_id", "call_id"), "call_documents", ("document_id", "call_id"))
"""What says something about a call by a document needs that document's view of the call.

Not for claims: frictionless takes a null in one column of such a key for a broken reference.
"""

_TABLES = (
    Table("codes", CodeRow, ("list", "code"), "Every code of every list"),
    Table("coders", Coder, ("coder_id",), "Who coded"),
    Table("entities", Entity, ("entity_id",), "States, organisations and groups"),
    Table("persons", Person, ("person_id",), "Persons"),
    Table(
        "publishers",
        Publisher,
        ("publisher_id",),
        "Issuers of readouts",
        (to("entity_id", "entities"),),
    ),
    Table(
        "register",
        RegisterItem,
        ("item_id",),
        "Every candidate document, in or out",
        (
            to("publisher_id", "publishers"),
            to("duplicate_of", "register", "item_id"),
            to("decided_by", "coders", "coder_id"),
        ),
    ),
    Table(
        "locations",
        Location,
        ("location_id",),
        "Where the texts stand",
        (to("item_id", "register"),),
        unique=(("document_id", "url"),),
    ),
    Table(
        "screenings",
        Screening,
        ("round", "item_id", "coder_id"),
        "Every coder's own screening",
        (to("item_id", "register"), to("coder_id", "coders")),
    ),
    Table(
        "item_pairs",
        ItemPair,
        ("item_id", "other_item_id"),
        "Found items with like texts",
        (
            to("item_id", "register"),
            to("other_item_id", "register", "item_id"),
            to("decided_by", "coders", "coder_id"),
        ),
    ),
    Table("retired_ids", RetiredIdRow, ("retired_id",), "Ids used no more"),
    Table(
        "documents",
        Document,
        ("document_id",),
        "Coded documents",
        (
            to("publisher_id", "publishers"),
            to("issuer_id", "entities", "entity_id"),
            to("coder_id", "coders"),
            to("checked_by", "coders", "coder_id"),
        ),
    ),
    Table(
        "document_issuers",
        DocumentIssuer,
        ("document_id", "side_id"),
        "Who issued a document",
        (to("document_id", "documents"), to("side_id", "entities", "entity_id")),
    ),
    Table(
        "calls",
        Call,
        ("call_id",),
        "Calls",
        (
            to("initiator_id", "entities", "entity_id"),
            to("side1_id", "entities", "entity_id"),
            to("side2_id", "entities", "entity_id"),
        ),
    ),
    Table(
        "call_sides",
        CallSide,
        ("call_id", "side_id"),
        "Sides of calls",
        (to("call_id", "calls"), to("side_id", "entities", "entity_id")),
        unique=(("call_id", "side_no"),),
    ),
    Table(
        "call_documents",
        CallDocument,
        ("document_id", "call_key"),
        "Each document's view of a call",
        (
            to("document_id", "documents"),
            to("call_id", "calls"),
            to("link_decided_by", "coders", "coder_id"),
            to("initiator_id", "entities", "entity_id"),
        ),
        unique=(("document_id", "call_id"),),
    ),
    Table(
        "call_conflicts",
        CallConflict,
        ("call_id", "variable", "document_id"),
        "Facts on which documents of a call conflict",
        (to("call_id", "calls"), to("document_id", "documents")),
    ),
    Table(
        "participants",
        Participant,
        ("call_id", "document_id", "participant_no"),
        "Who took part",
        (
            to("call_id", "calls"),
            to("document_id", "documents"),
            ForeignKey(("call_id", "side_id"), "call_sides", ("call_id", "side_id")),
            VIEW,
            to("state_id", "entities", "entity_id"),
            to("person_id", "persons"),
        ),
    ),
    Table(
        "offices",
        Office,
        ("person_id", "side_id", "office", "office_class", "office_status"),
        "Offices of persons, with the days on which texts bear them",
        (to("person_id", "persons"), to("side_id", "entities", "entity_id")),
    ),
    Table(
        "topics",
        TopicRow,
        ("call_id", "document_id", "topic"),
        "Topics by document and call",
        (to("call_id", "calls"), to("document_id", "documents"), VIEW),
    ),
    Table(
        "claims",
        Claim,
        ("claim_id",),
        "Claims",
        (
            to("document_id", "documents"),
            to("publisher_id", "publishers"),
            to("call_id", "calls"),
            to("coder_id", "coders"),
        ),
    ),
    Table(
        "claim_calls",
        ClaimCall,
        ("claim_id", "call_id"),
        "Calls of claims",
        (to("claim_id", "claims"), to("call_id", "calls")),
    ),
    Table(
        "claim_holders",
        ClaimHolder,
        ("claim_id", "holder_no"),
        "Holders of claims",
        (
            to("claim_id", "claims"),
            to("side_id", "entities", "entity_id"),
            to("person_id", "persons"),
        ),
    ),
    Table(
        "claim_topics",
        ClaimTopic,
        ("claim_id", "topic_no"),
        "Topics of claims",
        (to("claim_id", "claims"),),
        unique=(("claim_id", "topic"),),
    ),
    Table(
        "claim_targets",
        ClaimTarget,
        ("claim_id", "target_no"),
        "Targets of claims",
        (to("claim_id", "claims"), to("target_id", "entities", "entity_id")),
        unique=(("claim_id", "target_id"),),
    ),
    Table(
        "claim_evidence",
        ClaimEvidence,
        ("claim_id", "span_no"),
        "Evidence of claims",
        (to("claim_id", "claims"),),
    ),
    Table(
        "alignments",
        Alignment,
        ("call_id", "document1_id", "document2_id", "holder_id", "topic"),
        "Both sides' accounts of a call, cell by cell",
        (
            to("call_id", "calls"),
            to("document1_id", "documents", "document_id"),
            to("document2_id", "documents", "document_id"),
            to("side1_id", "entities", "entity_id"),
            to("side2_id", "entities", "entity_id"),
            to("holder_id", "entities", "entity_id"),
            to("silent_id", "entities", "entity_id"),
            to("decided_by", "coders", "coder_id"),
        ),
    ),
    Table(
        "divergence",
        Divergence,
        ("call_id", "side1_id", "side2_id"),
        "How far two sides' accounts of a call go apart",
        (
            to("call_id", "calls"),
            to("side1_id", "entities", "entity_id"),
            to("side2_id", "entities", "entity_id"),
            to("document1_id", "documents", "document_id"),
            to("document2_id", "documents", "document_id"),
        ),
    ),
    Table(
        "dyad_divergence",
        DyadDivergence,
        ("side1_id", "side2_id", "measure"),
        "Divergence by pair of sides",
        (
            to("side1_id", "entities", "entity_id"),
            to("side2_id", "entities", "entity_id"),
        ),
    ),
    Table(
        "leads",
        Lead,
        ("call_id", "side_id", "url"),
        "Other sides' accounts that a search found",
        (
            to("call_id", "calls"),
            to("side_id", "entities", "entity_id"),
            to("seen_by", "coders", "coder_id"),
        ),
    ),
    Table(
        "absences",
        Absence,
        ("call_id", "side_id", "searched_date"),
        "Searches for an account that found none",
        (
            to("call_id", "calls"),
            to("side_id", "entities", "entity_id"),
            to("searched_by", "coders", "coder_id"),
        ),
    ),
    Table(
        "alignment_codings",
        AlignmentCoding,
        ("round", "coder_id", "call_id", "document1_id", "document2_id", "holder_id", "topic"),
        "Every blind coder's labels of cells",
        (to("call_id", "calls"), to("coder_id", "coders")),
    ),
    Table(
        "samples",
        SampledDocument,
        ("round", "document_id"),
        "Documents drawn for blind coding",
    ),
    Table(
        "test_runs",
        TestRun,
        ("run", "variable", "statistic"),
        "Every run of a machine on the documents kept for test",
        (to("coder_id", "coders"),),
    ),
    Table(
        "quality",
        Quality,
        ("drafter_id", "split", "subset", "variable", "statistic"),
        "What drafts are worth, field by field",
        (to("drafter_id", "coders", "coder_id"),),
    ),
    Table(
        "calibration",
        Calibration,
        ("drafter_id", "split", "variable", "p_from"),
        "How right drafted fields of like probability are",
        (to("drafter_id", "coders", "coder_id"),),
    ),
    Table(
        "confusions",
        Confusion,
        ("drafter_id", "variable", "coded", "drafted"),
        "Which codes the drafter takes for which",
        (to("drafter_id", "coders", "coder_id"),),
    ),
    Table(
        "checks",
        Check,
        ("batch", "document_id"),
        "Drafts given to checkers, and what became of them",
        (to("checker_id", "coders", "coder_id"), to("drafter_id", "coders", "coder_id")),
    ),
    Table(
        "plants",
        Plant,
        ("batch", "document_id"),
        "Errors planted in drafts, and sound codings given as drafts",
        (
            ForeignKey(("batch", "document_id"), "checks", ("batch", "document_id")),
            to("checker_id", "coders", "coder_id"),
        ),
    ),
    Table(
        "codings",
        Coding,
        ("round", "coding_pass", "document_id", "coder_id", "claim_key"),
        "Every coder's raw coding of claims",
        (to("coder_id", "coders"),),
    ),
    Table(
        "call_codings",
        CallCoding,
        ("round", "document_id", "coder_id", "call_key"),
        "Every coder's raw view of calls",
        (to("coder_id", "coders"),),
    ),
    Table(
        "audits",
        Audit,
        ("round", "draw", "claim_id", "variable"),
        "Codes argued against, and what was decided",
        (
            to("auditor_id", "coders", "coder_id"),
            to("decided_by", "coders", "coder_id"),
        ),
    ),
    Table(
        "reliability",
        Reliability,
        ("figure",),
        "Agreement and error, measured",
        (
            to("first_coder_id", "coders", "coder_id"),
            to("second_coder_id", "coders", "coder_id"),
            to("publisher_id", "publishers"),
        ),
    ),
)

MEASURED = ("codings", "call_codings", "audits", "reliability")
"""Tables made from raw codings, not from records."""

TABLES: dict[str, Table] = {table.name: table for table in _TABLES}
"""Every published table by name; a table stands behind those it refers to."""
