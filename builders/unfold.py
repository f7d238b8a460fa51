"""The way back: records and sources out of the rows of built tables. Pure.

What a record says is all in the tables, so that the rules for records also check tables, and
folding again shows whether every derived cell is right. Only the check of tables uses this.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar, cast

from pydantic import ValidationError

from ..schema.alignment_rows import Absence, Alignment, AlignmentCoding, AlignmentDecision, Lead
from ..schema.call_rows import CallDocument, Participant
from ..schema.check_rows import Check, Plant
from ..schema.claim_rows import (
    Claim,
    ClaimCall,
    ClaimEvidence,
    ClaimHolder,
    ClaimTarget,
    ClaimTopic,
)
from ..schema.document_codes import LinkStatus
from ..schema.document_rows import Document, DocumentIssuer
from ..schema.quality_rows import Calibration, Confusion, Quality
from ..schema.record import CallFacts, ClaimFacts, Record
from ..schema.reference_rows import Coder, Entity, Person, Publisher
from ..schema.register_rows import (
    CallLink,
    ItemPair,
    Location,
    RegisterItem,
    RetiredIdRow,
    Screening,
)
from ..schema.round_rows import SampledDocument, TestRun
from ..schema.row import Row
from .rows import Tables
from .sources import Sources

_AnyRow = TypeVar("_AnyRow", bound=Row)


def group_by(rows: Iterable[_AnyRow], column: str) -> dict[str, list[_AnyRow]]:
    """Group rows by the value of a column, in the order given."""
    groups: dict[str, list[_AnyRow]] = {}
    for row in rows:
        groups.setdefault(str(getattr(row, column)), []).append(row)
    return groups


def unfold_sources(tables: Tables) -> Sources:
    """Return the sources that the tables were folded from; names and rules of texts are absent."""
    by = {
        name: {str(getattr(row, key)): row for row in tables[name]}
        for name, key in (
            ("entities", "entity_id"),
            ("persons", "person_id"),
            ("coders", "coder_id"),
            ("publishers", "publisher_id"),
        )
    }
    views = cast(Sequence[CallDocument], tables["call_documents"])
    links = [
        CallLink(
            document_id=view.document_id,
            call_key=view.call_key,
            call_id=view.call_id,
            status=view.link_status,
            decided_by=view.link_decided_by,
            grounds=view.link_grounds,
        )
        for view in views
    ]
    return Sources(
        entities=cast(dict[str, Entity], by["entities"]),
        persons=cast(dict[str, Person], by["persons"]),
        coders=cast(dict[str, Coder], by["coders"]),
        publishers=cast(dict[str, Publisher], by["publishers"]),
        publisher_names={},
        canon_rules=[],
        register=cast(Sequence[RegisterItem], tables["register"]),
        locations=cast(Sequence[Location], tables["locations"]),
        screenings=cast(Sequence[Screening], tables["screenings"]),
        item_pairs=cast(Sequence[ItemPair], tables["item_pairs"]),
        retired_ids=cast(Sequence[RetiredIdRow], tables["retired_ids"]),
        test_runs=cast(Sequence[TestRun], tables["test_runs"]),
        samples=cast(Sequence[SampledDocument], tables["samples"]),
        quality=cast(Sequence[Quality], tables["quality"]),
        calibration=cast(Sequence[Calibration], tables["calibration"]),
        confusions=cast(Sequence[Confusion], tables["confusions"]),
        checks=cast(Sequence[Check], tables["checks"]),
        plants=cast(Sequence[Plant], tables["plants"]),
        leads=cast(Sequence[Lead], tables["leads"]),
        absences=cast(Sequence[Absence], tables["absences"]),
        alignment_decisions=list(_decisions(cast(Sequence[Alignment], tables["alignments"]))),
        alignment_codings=cast(Sequence[AlignmentCoding], tables["alignment_codings"]),
        call_links={(link.document_id, link.call_key): link for link in links},
    )


def _decisions(rows: Sequence[Alignment]) -> Iterator[AlignmentDecision]:
    """Yield what coders decided on cells."""
    for row in rows:
        if row.status == LinkStatus.DECIDED and row.decided_by and row.decided_date:
            yield AlignmentDecision(
                call_id=row.call_id,
                document1_id=row.document1_id,
                document2_id=row.document2_id,
                holder_id=row.holder_id,
                topic=row.topic,
                label=row.label,
                cell_sha256=row.cell_sha256,
                decided_by=row.decided_by,
                decided_date=row.decided_date,
                note=row.note,
            )


def unfold_records(tables: Tables) -> tuple[dict[str, Record], dict[str, ValidationError]]:
    """Return the record of every document, and why where there is none."""
    records: dict[str, Record] = {}
    failed: dict[str, ValidationError] = {}
    children = _Children(tables)
    for document in cast(Sequence[Document], tables["documents"]):
        try:
            records[document.document_id] = _unfold_record(document, children)
        except ValidationError as error:
            failed[document.document_id] = error
    return records, failed


_P_CALL = [name for name in CallFacts.model_fields if name.startswith("p_")]
_P_CLAIM = [name for name in ClaimFacts.model_fields if name.startswith("p_")]


class _Children:
    """The child rows of documents, calls and claims, by what they belong to."""

    def __init__(self, tables: Tables) -> None:
        def rows(name: str) -> list[Row]:
            return list(tables[name])

        self.issuers = group_by(cast(list[DocumentIssuer], rows("document_issuers")), "document_id")
        self.views = group_by(cast(list[CallDocument], rows("call_documents")), "document_id")
        self.participants = group_by(cast(list[Participant], rows("participants")), "document_id")
        self.claims = group_by(cast(list[Claim], rows("claims")), "document_id")
        self.calls = group_by(cast(list[ClaimCall], rows("claim_calls")), "claim_id")
        self.holders = group_by(cast(list[ClaimHolder], rows("claim_holders")), "claim_id")
        self.topics = group_by(cast(list[ClaimTopic], rows("claim_topics")), "claim_id")
        self.targets = group_by(cast(list[ClaimTarget], rows("claim_targets")), "claim_id")
        self.evidence = group_by(cast(list[ClaimEvidence], rows("claim_evidence")), "claim_id")


def _unfold_record(document: Document, children: _Children) -> Record:
    """Return the record of one document."""
    issuers = children.issuers.get(document.document_id, [])
    views = children.views.get(document.document_id, [])
    found = children.claims.get(document.document_id, [])
    claims = sorted(found, key=lambda claim: int(claim.claim_id.rpartition("-")[2][1:]))
    return Record.model_validate(
        {
            "document_id": document.document_id,
            "codebook_version": document.codebook_version,
            "coding": {
                "status": document.coding_status,
                "coder_id": document.coder_id,
                "date": document.coded_date,
                "checked_by": document.checked_by,
            },
            "text": {
                "basis": document.text_basis,
                "canon": document.canon_version,
                "sha256": document.text_sha256,
                "n_chars": document.n_chars,
            },
            "document": {
                "doc_type": document.doc_type,
                "issue_form": document.issue_form,
                "issuing_sides": [issuer.side_id for issuer in issuers],
                "translation_status": document.translation_status,
            },
            "note": document.note,
            "calls": [_unfold_call(view, children) for view in views],
            "claims": (
                [_unfold_claim(claim, views, children) for claim in claims]
                if document.claims_coded
                else None
            ),
            "retired_claims": (document.retired_claims or "").split(";")
            if document.retired_claims
            else [],
        }
    )


def _unfold_call(view: CallDocument, children: _Children) -> CallFacts:
    """Return one call as its document has it; its sides are those of its participants."""
    participants = [
        participant
        for participant in children.participants.get(view.document_id, [])
        if participant.call_id == view.call_id
    ]
    return CallFacts.model_validate(
        {
            "key": view.call_key,
            "sides": list(dict.fromkeys(participant.side_id for participant in participants)),
            "date_first": view.date_first,
            "date_last": view.date_last,
            "date_precision": view.date_precision,
            "date_basis": view.date_basis,
            "scope": view.scope,
            "format": view.format,
            "mode": view.mode,
            "secure": view.secure,
            "initiator": view.initiator_id,
            "duration_minutes": view.duration_minutes,
            "tone": view.tone.split(";") if view.tone else [],
            "next_contact": view.next_contact,
            "participants": [
                {
                    "side": participant.side_id,
                    "state": participant.state_id,
                    "person": participant.person_id,
                    "office": participant.office,
                    "office_class": participant.office_class,
                    "office_status": participant.office_status,
                    "role": participant.role,
                    "name_printed": participant.name_printed,
                    "title_printed": participant.title_printed,
                    "note": participant.note,
                }
                for participant in participants
            ],
            "note": view.note,
            **{name: getattr(view, name) for name in _P_CALL},
        }
    )


def _unfold_claim(claim: Claim, views: Sequence[CallDocument], children: _Children) -> ClaimFacts:
    """Return one claim with its child rows."""
    holders = children.holders.get(claim.claim_id, [])
    ids = {row.call_id for row in children.calls.get(claim.claim_id, [])}
    keys = [view.call_key for view in views if view.call_id in ids]
    strange = len(ids) != len(keys)
    persons = dict.fromkeys(row.person_id for row in holders if row.person_id is not None)
    return ClaimFacts.model_validate(
        {
            "id": claim.claim_id.rpartition("-")[2],
            "calls": keys if len(keys) < len(views) or strange else None,
            "holder": claim.holder,
            "holder_sides": list(dict.fromkeys(row.side_id for row in holders)),
            "holder_persons": list(persons),
            "act": claim.act,
            "topics": [row.topic for row in children.topics.get(claim.claim_id, [])],
            "targets": [row.target_id for row in children.targets.get(claim.claim_id, [])],
            "target_role": claim.target_role,
            "stance": claim.stance,
            "certainty": claim.certainty,
            "iteration": claim.iteration,
            "commitment": claim.commitment,
            "content": claim.content,
            "said_in_call": claim.said_in_call,
            "cue": _span(claim.cue_start, claim.cue_end),
            "evidence": [
                (row.span_start, row.span_end) for row in children.evidence.get(claim.claim_id, [])
            ],
            "gloss": claim.gloss,
            "confidence": claim.confidence,
            "unsure": claim.unsure.split(";") if claim.unsure else [],
            "note": claim.note,
            "from_draft": claim.from_draft,
            **{name: getattr(claim, name) for name in _P_CLAIM},
        }
    )


def _span(start: int | None, end: int | None) -> tuple[int, int] | None:
    """Return a span, or None unless both ends are there."""
    return (start, end) if start is not None and end is not None else None
