"""From adjudicated raw codings to records: what blind coders and adjudicator agreed on is adopted.

Records are written once, by command, and are authored from then on. What was handed in stands in
``rounds``; the shape of a record in ``schema.record``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ..schema.blind import Label, LabelsCoding, UnitsCoding
from ..schema.document_codes import CodingStatus
from ..schema.record import CallFacts, ClaimFacts, CodingFacts, Participation, Record
from .problems import Problem
from .sources import Sources


def adopt(
    units: UnitsCoding, labels: LabelsCoding, sources: Sources, today: date
) -> tuple[Record | None, list[Problem]]:
    """Return the record of a document, or why there is none.

    Args:
        units: The adjudicated units and facts.
        labels: The adjudicated labels.
        sources: What is registered: printed names become persons by ``person_names.csv``.
        today: The day of adoption.
    """
    problems: list[Problem] = []
    calls = [_name_persons(call, units.document_id, sources, problems) for call in units.calls]
    known = {label.id: label for label in labels.claims}
    claims: list[ClaimFacts] = []
    for unit in units.units:
        label = known.get(unit.id)
        if label is None or label.evidence != unit.evidence:
            message = f"unit {unit.id} has no adjudicated labels"
            problems.append(Problem(units.document_id, 0, unit.id, message, "adopt-labels"))
            continue
        values: dict[str, Any] = {
            **label.model_dump(exclude={"holder_names"}),
            "calls": unit.calls,
            "cue": unit.cue,
            "holder_persons": _holders(label, calls, sources),
        }
        claims.append(ClaimFacts.model_validate(values))
    if problems:
        return None, problems
    record = Record(
        document_id=units.document_id,
        codebook_version=units.codebook_version,
        coding=CodingFacts(status=CodingStatus.DOUBLE, coder_id=units.coder_id, date=today),
        text=units.text,
        document=units.document,
        note=units.note,
        calls=calls,
        claims=claims,
    )
    return record, []


def _name_persons(
    call: CallFacts, document_id: str, sources: Sources, problems: list[Problem]
) -> CallFacts:
    """Return a call whose named participants are persons of the table."""
    parts: list[Participation] = []
    for part in call.participants:
        person = None
        if part.name_printed is not None:
            person = sources.persons_by_name.get((part.side, part.name_printed))
            if person is None:
                message = f"'{part.name_printed}' of {part.side} is nobody; add to person_names.csv"
                problems.append(Problem(document_id, 0, "participants", message, "adopt-person"))
        parts.append(part.model_copy(update={"person": person}))
    return call.model_copy(update={"participants": parts})


def _holders(label: Label, calls: Sequence[CallFacts], sources: Sources) -> list[str]:
    """Return the participants of the holding sides whom a coder named as holders.

    A name given fits a participant where it is a part of the person's name or the printed one.
    """
    found: set[str] = set()
    for call in calls:
        for part in call.participants:
            if part.person is None or part.side not in label.holder_sides:
                continue
            person = sources.persons[part.person]
            names = {person.name, person.short_name, part.name_printed or ""}
            for given in label.holder_names:
                if any(_fits(given, name) for name in names):
                    found.add(part.person)
    return sorted(found)


def _fits(given: str, name: str) -> bool:
    """Say whether a name given is the other name, or whole words of it.

    >>> _fits("Vell", "Ottokar Vell"), _fits("Ott", "Ottokar Vell")
    (True, False)
    """
    return f" {given.casefold()} " in f" {name.casefold()} "
