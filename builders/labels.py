"""Generated labels of calls and documents. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from ..schema.call_codes import ParticipantRole
from ..schema.record import CallFacts, Record
from ..schema.reference_rows import Entity, Person

MAX_NAMES = 4
"""A label names at most so many sides."""


def side_label(
    side: str,
    calls: Sequence[CallFacts],
    persons: Mapping[str, Person],
    entities: Mapping[str, Entity],
) -> str:
    """Return who speaks for a side: the first named principal, else the side's own name."""
    leading = (ParticipantRole.PRINCIPAL, ParticipantRole.CONVENER)
    for call in calls:
        for participant in call.participants:
            named = participant.person is not None and participant.role in leading
            if participant.side == side and participant.person is not None and named:
                return persons[participant.person].short_name
    return entities[side].name


def join_label(names: Sequence[str], day: date) -> str:
    """Join names and a day.

    >>> join_label(["Xi", "Putin"], date(2022, 2, 25))
    'Xi-Putin, 2022-02-25'
    """
    shown = "-".join(names[:MAX_NAMES])
    more = f" and {len(names) - MAX_NAMES} more" if len(names) > MAX_NAMES else ""
    return f"{shown}{more}, {day}"


def call_label(
    calls: Sequence[CallFacts],
    sides: Sequence[str],
    day: date,
    persons: Mapping[str, Person],
    entities: Mapping[str, Entity],
) -> str:
    """Return the label of a call: one name a side, sides in the order given, and the day."""
    return join_label([side_label(side, calls, persons, entities) for side in sides], day)


def document_label(
    record: Record, persons: Mapping[str, Person], entities: Mapping[str, Entity]
) -> str:
    """Return the label of a document: issuer first; a count where it reports several calls."""
    issuing = record.document.issuing_sides
    day = record.calls[0].date_first
    if len(record.calls) > 1:
        names = [side_label(side, record.calls, persons, entities) for side in issuing]
        return f"{'-'.join(names[:MAX_NAMES])}, {len(record.calls)} calls, {day}"
    sides = record.calls[0].sides
    ordered = [s for s in issuing if s in sides] + [s for s in sides if s not in issuing]
    return call_label(record.calls, ordered, day, persons, entities)
