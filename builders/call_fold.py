"""Calls out of documents' views of them: the merge, the conflicts, the child rows.

Pure: records and sources in, rows out. Claims and documents are folded elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from ..schema.call_codes import CallDateBasis, ConflictVariable, DatePrecision, Mode, Secure
from ..schema.call_rows import Call, CallConflict, CallDocument, CallSide, Participant
from ..schema.document_codes import Coverage, EntityKind
from ..schema.record import CallFacts, Record
from ..schema.register_rows import CallLink
from .labels import call_label
from .sources import Sources

_Value = TypeVar("_Value")

COARSENESS = (DatePrecision.DAY, DatePrecision.TWO_DAYS, DatePrecision.MONTH)
"""Precisions from fine to coarse."""


@dataclass(frozen=True)
class View:
    """One document's view of a call: the link, the record, the call in it."""

    link: CallLink
    record: Record
    call: CallFacts


def side_names(sides: Sequence[str], sources: Sources) -> str:
    """Return the names of entities, in the order given, separated by semicolons."""
    return "; ".join(sources.entities[side].name for side in sides)


def merge(views: Sequence[View], field: str, silent: object = None) -> tuple[object, bool]:
    """Return the value of a field that all views share, and whether they conflict.

    A view that is silent (null, or the value given) conflicts with nothing. Where views
    conflict, the value is null.
    """
    values = {getattr(view.call, field) for view in views} - {None, silent}
    if len(values) > 1:
        return None, True
    return (values.pop() if values else silent), False


def dates_conflict(views: Sequence[View]) -> bool:
    """Say whether the stated days differ by more than time zones explain."""
    latest_start = max(view.call.date_first for view in views)
    earliest_end = min(view.call.date_last for view in views)
    return latest_start - earliest_end > timedelta(days=1)


def merged_precision(views: Sequence[View]) -> DatePrecision | None:
    """Return the coarsest precision; two days where views give adjacent days."""
    if dates_conflict(views):
        return None
    coarsest = max((view.call.date_precision for view in views), key=COARSENESS.index)
    days = {view.call.date_first for view in views} | {view.call.date_last for view in views}
    if coarsest == DatePrecision.DAY and len(days) > 1:
        return DatePrecision.TWO_DAYS
    return coarsest


def reference_date(
    views: Sequence[View], sides: Sequence[str], sources: Sources
) -> tuple[date, CallDateBasis]:
    """Return the day of a call in the capital of its alphabetically first state.

    Where that state issued no document here, the first other document's day stands in.
    """
    states = [side for side in sides if sources.entities[side].kind == EntityKind.STATE]
    for view in views:
        if states and states[0] in view.record.document.issuing_sides:
            return view.call.date_first, CallDateBasis.REFERENCE_STATE
    return views[0].call.date_first, CallDateBasis.OTHER_ISSUER


def fold_call(call_id: str, views: Sequence[View], sources: Sources, n_claims: int) -> Call:
    """Merge the views of one call into its row."""
    sides = sorted({side for view in views for side in view.call.sides})
    day, basis = reference_date(views, sides, sources)
    initiator = merge(views, "initiator")[0]
    entities = sources.entities
    first, second = sides[0], sides[1] if len(sides) == 2 else None
    issuers = {side for view in views for side in view.record.document.issuing_sides}
    calls = [view.call for view in views]
    torn = dates_conflict(views)
    return Call.model_validate(
        {
            "call_id": call_id,
            "call_label": call_label(calls, sides, day, sources.persons, entities),
            "call_date": day,
            "call_date_basis": basis,
            "date_first": None if torn else min(view.call.date_first for view in views),
            "date_last": None if torn else max(view.call.date_last for view in views),
            "date_precision": merged_precision(views),
            "scope": merge(views, "scope")[0],
            "format": merge(views, "format")[0],
            "mode": merge(views, "mode", Mode.NOT_STATED)[0],
            "secure": merge(views, "secure", Secure.NOT_STATED)[0],
            "initiator_id": initiator,
            "initiator_name": entities[str(initiator)].name if initiator is not None else None,
            "duration_minutes": merge(views, "duration_minutes")[0],
            "n_sides": len(sides),
            "side1_id": first,
            "side1_name": entities[first].name,
            "side1_cow": entities[first].cow,
            "side2_id": second,
            "side2_name": entities[second].name if second is not None else None,
            "side2_cow": entities[second].cow if second is not None else None,
            "side_names": side_names(sides, sources),
            "n_documents": len({view.record.document_id for view in views}),
            "n_issuing_sides": len(issuers & set(sides)),
            "n_own_accounts": len(
                {v.record.document.issuing_sides[0] for v in views if _is_own(v)} & set(sides)
            ),
            "n_claims": n_claims,
        }
    )


def _is_own(view: View) -> bool:
    """Say whether a document is one side's own account."""
    return len(view.record.document.issuing_sides) == 1


def fold_conflicts(call_id: str, views: Sequence[View]) -> Iterator[CallConflict]:
    """Yield a row for each document's value of every fact on which they conflict."""
    silent: Mapping[str, object] = {"mode": Mode.NOT_STATED, "secure": Secure.NOT_STATED}
    fields = {
        ConflictVariable.MODE: "mode",
        ConflictVariable.SECURE: "secure",
        ConflictVariable.FORMAT: "format",
        ConflictVariable.INITIATOR: "initiator",
        ConflictVariable.DURATION: "duration_minutes",
        ConflictVariable.SCOPE: "scope",
    }
    found: dict[ConflictVariable, dict[str, str]] = {}
    for variable, name in fields.items():
        if merge(views, name, silent.get(name))[1]:
            values = {v.record.document_id: getattr(v.call, name) for v in views}
            found[variable] = {
                document: f"{value} minutes" if name == "duration_minutes" else str(value)
                for document, value in values.items()
                if value is not None and value != silent.get(name)
            }
    if dates_conflict(views):
        found[ConflictVariable.DATE] = {
            view.record.document_id: f"{view.call.date_first} to {view.call.date_last}"
            for view in views
        }
    if len({tuple(view.call.sides) for view in views}) > 1:
        found[ConflictVariable.SIDES] = {
            view.record.document_id: ", ".join(view.call.sides) for view in views
        }
    for variable, by_document in found.items():
        for document_id, value in by_document.items():
            yield CallConflict(
                call_id=call_id, variable=variable, document_id=document_id, value=value
            )


def fold_sides(call_id: str, views: Sequence[View], sources: Sources) -> Iterator[CallSide]:
    """Yield the sides of a call, ordered by id."""
    sides = sorted({side for view in views for side in view.call.sides})
    for number, side in enumerate(sides, 1):
        issued = {v.record.document_id for v in views if side in v.record.document.issuing_sides}
        yield CallSide(
            call_id=call_id,
            side_id=side,
            side_name=sources.entities[side].name,
            side_cow=sources.entities[side].cow,
            side_no=number,
            n_documents=len(issued),
        )


def fold_view(view: View, sources: Sources) -> CallDocument:
    """Return the row of one document's view of one call."""
    call, link = view.call, view.link
    sole = len(view.record.calls) == 1
    return CallDocument(
        document_id=view.record.document_id,
        call_key=call.key,
        call_id=link.call_id,
        coverage=Coverage.SOLE if sole else Coverage.SHARED,
        link_status=link.status,
        link_decided_by=link.decided_by,
        link_grounds=link.grounds,
        side_names=side_names(call.sides, sources),
        date_first=call.date_first,
        date_last=call.date_last,
        date_precision=call.date_precision,
        date_basis=call.date_basis,
        scope=call.scope,
        format=call.format,
        mode=call.mode,
        secure=call.secure,
        initiator_id=call.initiator,
        duration_minutes=call.duration_minutes,
        tone=";".join(call.tone) or None,
        next_contact=call.next_contact,
        note=call.note,
        p_date=call.p_date,
        p_participants=call.p_participants,
        p_mode=call.p_mode,
        p_format=call.p_format,
        p_initiator=call.p_initiator,
    )


def fold_participants(view: View, folded: Call, sources: Sources) -> Iterator[Participant]:
    """Yield the participants that one document names for one call."""
    for number, participant in enumerate(view.call.participants, 1):
        person = participant.person
        yield Participant(
            call_id=view.link.call_id,
            document_id=view.record.document_id,
            participant_no=number,
            call_date=folded.call_date,
            call_label=folded.call_label,
            issuer_names=side_names(view.record.document.issuing_sides, sources),
            side_id=participant.side,
            side_name=sources.entities[participant.side].name,
            state_id=participant.state,
            state_name=side_names([participant.state], sources) if participant.state else None,
            person_id=person,
            person_name=sources.persons[person].name if person is not None else None,
            office=participant.office,
            office_class=participant.office_class,
            office_class_label=participant.office_class.label,
            office_status=participant.office_status,
            role=participant.role,
            name_printed=participant.name_printed,
            title_printed=participant.title_printed,
            note=participant.note,
        )
