"""The rules that one call of a record must keep. Importing this module declares them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from .call_codes import (
    CallFormat,
    DateBasis,
    DatePrecision,
    OfficeClass,
    OfficeStatus,
    ParticipantRole,
)
from .document_codes import CodingStatus, Scope
from .fields import UNSPECIFIED
from .record import CallFacts, Record
from .rules import Complaint, World, call_rule, listed, nearest, unknown_entity

NOT_SENIOR = (OfficeClass.REL, OfficeClass.OPP, OfficeClass.CSO, OfficeClass.OTHER)
"""The office classes that make no senior official (U2)."""

DAYS_FROM_STAMP: dict[DateBasis, int] = {
    DateBasis.RELATIVE_TODAY: 1,
    DateBasis.RELATIVE_YESTERDAY: 2,
    DateBasis.WEEKDAY: 8,
    DateBasis.NONE_DEFAULT_PUBLISH: 1,
}
"""How many days a call may lie before its publication stamp, by what its date rests on."""

MAX_DAYS_BEFORE_PUBLICATION = 31
"""A call reported longer ago than this is a slip in the date, or needs a note."""


@call_rule("call-sides")
def check_sides(call: CallFacts, record: Record, world: World) -> Iterator[Complaint]:
    """The sides of a call are registered entities, each named once; an issuing side is among
    them, each has a participant, and no participant speaks for anybody else.
    """
    for position, side in enumerate(call.sides):
        if side not in world.entities:
            yield ("sides", position), unknown_entity(side, world)
        elif side == UNSPECIFIED:
            yield ("sides", position), "nobody in particular cannot be a side; name the side"
    if len(set(call.sides)) < len(call.sides):
        yield ("sides",), "names a side twice; name each once"
    if not set(call.sides) & set(record.document.issuing_sides):
        issuing = listed(record.document.issuing_sides)
        yield ("sides",), f"no issuing side ({issuing}) is on the call"
    present = {participant.side for participant in call.participants}
    for position, side in enumerate(call.sides):
        if side not in present:
            yield ("sides", position), f"{side} has no participant; enter one, unnamed if need be"


@call_rule("call-probability-drafts")
def check_probability(call: CallFacts, record: Record, world: World) -> Iterator[Complaint]:
    """Probabilities stand in drafts only: a coder marks what is doubtful in a note."""
    if record.coding.status == CodingStatus.DRAFT:
        return
    for name in CallFacts.model_fields:
        if name.startswith("p_") and getattr(call, name) is not None:
            yield (name,), "stands in drafts only; leave it out"


@call_rule("participants")
def check_participants(call: CallFacts, record: Record, world: World) -> Iterator[Complaint]:
    """A participant speaks for a side of the call and is a registered person or an unnamed one;
    a printed name needs a person, and state is given only where it is not the side.
    """
    for position, participant in enumerate(call.participants):
        path = ("participants", position)
        if participant.side not in call.sides:
            on_call = f"the sides are {listed(call.sides)}"
            yield (*path, "side"), f"{participant.side} is not on the call; {on_call}"
        person = participant.person
        if person is not None and person not in world.persons:
            yield (*path, "person"), f"unknown person '{person}'{nearest(person, world.persons)}"
        if participant.state is not None and participant.state not in world.entities:
            yield (*path, "state"), unknown_entity(participant.state, world)
        if participant.state == participant.side:
            yield (*path, "state"), "is the side; leave it out"
        unnamed = participant.role == ParticipantRole.UNNAMED_GROUP
        if unnamed and person is not None:
            yield (*path, "person"), "an unnamed group has no person"
        if participant.name_printed is not None and person is None:
            yield (*path, "person"), "a printed name needs a person; register one in persons.csv"
        if participant.office_status == OfficeStatus.NONE and participant.office is not None:
            yield (*path, "office"), "office_status none goes with no office"
    persons = [p.person for p in call.participants if p.person is not None]
    if len(set(persons)) < len(persons):
        yield ("participants",), "names a person twice; name each once"


@call_rule("call-format")
def check_format(call: CallFacts, record: Record, world: World) -> Iterator[Complaint]:
    """A bilateral call has two sides, a multilateral one three or more."""
    sides = len(call.sides)
    if call.format == CallFormat.BILATERAL and sides != 2:
        yield ("format",), f"bilateral needs two sides, there are {sides}"
    if call.format == CallFormat.MULTILATERAL and sides < 3:
        yield ("format",), f"multilateral needs three or more sides, there are {sides}"


@call_rule("initiator-side")
def check_initiator(call: CallFacts, record: Record, world: World) -> Iterator[Complaint]:
    """The initiator is a side of the call."""
    if call.initiator is not None and call.initiator not in call.sides:
        yield ("initiator",), f"{call.initiator} is not on the call; sides: {listed(call.sides)}"


@call_rule("senior-officials")
def check_senior(call: CallFacts, record: Record, world: World) -> Iterator[Complaint]:
    """On a core call, senior officials of at least two sides speak (U2)."""
    senior = {p.side for p in call.participants if p.office_class not in NOT_SENIOR}
    if call.scope == Scope.CORE and len(senior) < 2:
        have = f"senior officials speak for {listed(sorted(senior))} alone"
        yield ("scope",), f"core needs two sides with senior officials, but {have}"


@call_rule("date-basis")
def check_basis(call: CallFacts, record: Record, world: World) -> Iterator[Complaint]:
    """A day taken from today, yesterday, a weekday or publication lies as far from the stamp as
    that allows, a day for time zones given, unless a note says why.
    """
    item = world.register.get(record.document_id)
    published = item.published_date if item is not None else None
    limit = DAYS_FROM_STAMP.get(call.date_basis)
    if published is None or limit is None or call.note is not None:
        return
    days = (published - call.date_last).days
    if limit < days <= MAX_DAYS_BEFORE_PUBLICATION:
        far = f"{call.date_basis} on {call.date_last}, {days} days before publication"
        yield ("date_basis",), f"{far} on {published}; mend the day or say why in note"


@call_rule("call-scope")
def check_scope(call: CallFacts, record: Record, world: World) -> Iterator[Complaint]:
    """A call in a record is core or extended; claims are coded for no other."""
    if call.scope not in (Scope.CORE, Scope.EXTENDED):
        yield ("scope",), f"'{call.scope}' is not coded; the register keeps such calls"


@call_rule("call-dates")
def check_dates(call: CallFacts, record: Record, world: World) -> Iterator[Complaint]:
    """First and last day fit the precision: one day, two adjacent days, or one whole month."""
    first, last, precision = call.date_first, call.date_last, call.date_precision
    if last < first:
        yield ("date_last",), f"{last} lies before date_first {first}"
    elif precision == DatePrecision.DAY and last != first:
        yield ("date_precision",), f"day needs one day, but {first} to {last} is given"
    elif precision == DatePrecision.TWO_DAYS and last - first != timedelta(days=1):
        yield ("date_precision",), f"two_days needs adjacent days, but {first} to {last} is given"
    elif precision == DatePrecision.MONTH and (first, last) != _month(first):
        yield ("date_precision",), f"month needs its first and last day, not {first} to {last}"


def _month(day: date) -> tuple[date, date]:
    """Return the first and last day of a day's month."""
    following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return day.replace(day=1), following - timedelta(days=1)


@call_rule("dates-within-reason")
def check_reason(call: CallFacts, record: Record, world: World) -> Iterator[Complaint]:
    """A call is not later than the day after publication nor more than 31 days before it, unless
    a note says why.
    """
    item = world.register.get(record.document_id)
    published = item.published_date if item is not None else None
    if published is None or call.note is not None:
        return
    days = (published - call.date_last).days
    if days < -1:
        far = f"{call.date_last} is {-days} days after publication on {published}"
        yield ("date_last",), f"{far}; if the text says so, say it in note"
    elif days > MAX_DAYS_BEFORE_PUBLICATION:
        far = f"{call.date_last} is {days} days before publication on {published}"
        yield ("date_last",), f"{far}; if the text says so, say it in note"


@call_rule("tone-once")
def check_tone(call: CallFacts, record: Record, world: World) -> Iterator[Complaint]:
    """A tone is named once."""
    if len(set(call.tone)) < len(call.tone):
        yield ("tone",), "names a tone twice; name each once"
