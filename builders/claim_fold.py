"""Claims out of records: the claim row and its child rows, and the topic counts.

Pure: records and sources in, rows out. Calls and documents are folded elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..schema.call_rows import Call, TopicRow
from ..schema.claim_codes import Holder
from ..schema.claim_rows import (
    Claim,
    ClaimCall,
    ClaimEvidence,
    ClaimHolder,
    ClaimTarget,
    ClaimTopic,
)
from ..schema.document_codes import CoderKind
from ..schema.document_rows import Document
from ..schema.record import ClaimFacts, Record
from ..schema.reference_rows import Coder
from ..schema.round_codes import BLIND_ROLES, CodingPass
from ..schema.round_rows import Coding
from ..schema.topics import Topic
from .call_fold import side_names
from .sources import Sources


@dataclass(frozen=True)
class ClaimInPlace:
    """A claim with the record it stands in and the ids of the calls it belongs to."""

    record: Record
    claim: ClaimFacts
    call_ids: tuple[str, ...]

    @property
    def claim_id(self) -> str:
        """Return the id of the claim."""
        return f"{self.record.document_id}-{self.claim.id}"


BlindCoders = Mapping[tuple[str, str, str], Sequence[CoderKind]]
"""The kinds of the coders who labelled a unit blind, by document, claim key and evidence."""


def blind_coders(codings: Sequence[Coding], coders: Mapping[str, Coder]) -> BlindCoders:
    """Return who labelled which unit blind; adjudicators do not count."""
    blind = {name for name, coder in coders.items() if coder.role in BLIND_ROLES}
    found: dict[tuple[str, str, str], list[CoderKind]] = {}
    for row in codings:
        if row.coding_pass == CodingPass.LABELS and row.coder_id in blind:
            key = (row.document_id, row.claim_key, row.evidence)
            found.setdefault(key, []).append(row.coder_kind)
    return found


def span_list(spans: Sequence[tuple[int, int]]) -> str:
    """Return spans as one cell.

    >>> span_list([(223, 231), (240, 260)])
    '223-231;240-260'
    """
    return ";".join(f"{start}-{end}" for start, end in spans)


def fold_claim(
    place: ClaimInPlace,
    document: Document,
    calls: Mapping[str, Call],
    sources: Sources,
    blind: BlindCoders,
) -> Claim:
    """Return the row of one claim."""
    key = (document.document_id, place.claim.id, span_list(place.claim.evidence))
    kinds = blind.get(key, (document.coder_kind,))
    claim, primary = place.claim, place.claim.topics[0]
    days = {calls[call_id].call_date for call_id in place.call_ids}
    sole = place.call_ids[0] if len(place.call_ids) == 1 else None
    return Claim(
        claim_id=place.claim_id,
        document_id=place.record.document_id,
        document_label=document.document_label,
        publisher_id=document.publisher_id,
        issuer_names=document.issuer_names,
        call_id=sole,
        call_label=calls[sole].call_label if sole is not None else None,
        n_calls=len(place.call_ids),
        call_date=days.pop() if len(days) == 1 else None,
        holder=claim.holder,
        holder_names=side_names(claim.holder_sides, sources) or None,
        n_holders=len(claim.holder_sides),
        act=claim.act,
        act_label=claim.act.label,
        act_family=claim.act.family,
        topic=primary,
        topic_label=primary.label,
        topic_major=primary.major,
        topic_major_label=primary.major.label,
        n_topics=len(claim.topics),
        target_role=claim.target_role,
        target_names=side_names(claim.targets, sources) or None,
        n_targets=len(claim.targets),
        stance=claim.stance,
        certainty=claim.certainty,
        iteration=claim.iteration,
        commitment=claim.commitment,
        content=claim.content,
        said_in_call=claim.said_in_call,
        gloss=claim.gloss,
        cue_start=claim.cue[0] if claim.cue is not None else None,
        cue_end=claim.cue[1] if claim.cue is not None else None,
        evidence_start=claim.evidence[0][0],
        evidence_end=claim.evidence[-1][1],
        n_spans=len(claim.evidence),
        confidence=claim.confidence,
        unsure=";".join(claim.unsure) or None,
        note=claim.note,
        coding_status=document.coding_status,
        coder_id=document.coder_id,
        coder_kind=document.coder_kind,
        n_coders=len(kinds),
        coder_kinds=";".join(sorted({kind.value for kind in kinds})),
        from_draft=claim.from_draft,
        p_unit=claim.p_unit,
        p_holder=claim.p_holder,
        p_act=claim.p_act,
        p_topics=claim.p_topics,
        p_targets=claim.p_targets,
        p_stance=claim.p_stance,
    )


def fold_claim_calls(place: ClaimInPlace) -> Iterator[ClaimCall]:
    """Yield the calls of a claim."""
    for call_id in place.call_ids:
        yield ClaimCall(claim_id=place.claim_id, call_id=call_id)


def fold_holders(place: ClaimInPlace, sources: Sources) -> Iterator[ClaimHolder]:
    """Yield the holders of a claim: every side, with each person who speaks for it."""
    claim = place.claim
    number = 0
    for side in claim.holder_sides:
        for person in _persons_of(place, side) or [None]:
            number += 1
            yield ClaimHolder(
                claim_id=place.claim_id,
                holder_no=number,
                side_id=side,
                side_name=sources.entities[side].name,
                person_id=person,
                person_name=sources.persons[person].name if person is not None else None,
            )


def _persons_of(place: ClaimInPlace, side: str) -> list[str]:
    """Return the holding persons who speak for a side."""
    claim = place.claim
    if claim.holder == Holder.THIRD:
        return list(claim.holder_persons)
    keys = claim.calls or [call.key for call in place.record.calls]
    speakers = {
        participant.person
        for call in place.record.calls
        if call.key in keys
        for participant in call.participants
        if participant.side == side
    }
    return [person for person in claim.holder_persons if person in speakers]


def fold_topics(place: ClaimInPlace) -> Iterator[ClaimTopic]:
    """Yield the topics of a claim in text order."""
    for number, topic in enumerate(place.claim.topics, 1):
        yield ClaimTopic(
            claim_id=place.claim_id, topic_no=number, topic=topic, topic_label=topic.label
        )


def fold_targets(place: ClaimInPlace, sources: Sources) -> Iterator[ClaimTarget]:
    """Yield the targets of a claim, ordered by id."""
    for number, target in enumerate(place.claim.targets, 1):
        yield ClaimTarget(
            claim_id=place.claim_id,
            target_no=number,
            target_id=target,
            target_name=sources.entities[target].name,
        )


def fold_evidence(place: ClaimInPlace) -> Iterator[ClaimEvidence]:
    """Yield the evidence spans of a claim."""
    for number, (start, end) in enumerate(place.claim.evidence, 1):
        yield ClaimEvidence(
            claim_id=place.claim_id,
            span_no=number,
            span_start=start,
            span_end=end,
            text_sha256=place.record.text.sha256,
        )


def fold_topic_counts(
    places: Sequence[ClaimInPlace], document: Document, calls: Mapping[str, Call]
) -> Iterator[TopicRow]:
    """Yield a row for every topic that a document's claims raise about each of its calls."""
    found: dict[tuple[str, Topic], list[ClaimFacts]] = {}
    for place in places:
        for call_id in place.call_ids:
            for topic in place.claim.topics:
                found.setdefault((call_id, topic), []).append(place.claim)
    for (call_id, topic), claims in found.items():
        held = {holder: sum(c.holder == holder for c in claims) for holder in Holder}
        yield TopicRow(
            call_id=call_id,
            document_id=document.document_id,
            topic=topic,
            topic_label=topic.label,
            topic_major=topic.major,
            topic_major_label=topic.major.label,
            call_date=calls[call_id].call_date,
            call_label=calls[call_id].call_label,
            issuer_names=document.issuer_names,
            n_claims=len(claims),
            n_primary=sum(claim.topics[0] == topic for claim in claims),
            n_own=held[Holder.OWN],
            n_counterpart=held[Holder.COUNTERPART],
            n_joint=held[Holder.JOINT],
        )
