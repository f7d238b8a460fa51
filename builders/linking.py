"""Proposing which documents report the same call. A coder's decision is never changed.

Calls are told apart by sides, day and the persons who speak; what a call row is made of its
documents is in ``call_fold``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..schema.document_codes import LinkStatus
from ..schema.record import CallFacts, Record
from ..schema.register_rows import CallLink
from .drafting.draft import CODER

MAX_DAYS = 1
"""Two accounts of one call differ by a day at most: Washington's evening is Moscow's morning."""


@dataclass(frozen=True)
class Known:
    """One document's view of a call that has an id."""

    call_id: str
    publisher: str
    call: CallFacts


def propose_links(
    records: Iterable[Record], links: Mapping[tuple[str, str], CallLink], taken: Iterable[str]
) -> list[CallLink]:
    """Return a proposed link for every call of a record that has none, in order of document.

    Documents of two publishers are linked where they share two sides, lie a day apart at most and
    name the same persons for the sides they share. Two documents of one publisher report two
    calls, until a coder says otherwise.

    Args:
        records: All records.
        links: The links there are.
        taken: Call ids that were ever given.
    """
    records = sorted(records, key=lambda record: record.document_id)
    by_day: dict[date, list[Known]] = {}
    last: dict[int, int] = {}
    for call_id in [*taken, *(link.call_id for link in links.values())]:
        _, year, serial = call_id.split("-")
        last[int(year)] = max(last.get(int(year), 0), int(serial))
    open_calls: list[tuple[Record, CallFacts]] = []
    for record in records:
        for call in record.calls:
            link = links.get((record.document_id, call.key))
            if link is None:
                open_calls.append((record, call))
            else:
                known = Known(link.call_id, _publisher(record), call)
                by_day.setdefault(call.date_first, []).append(known)
    made: list[CallLink] = []
    for record, call in open_calls:
        same = _same_call(record, call, by_day)
        if same is not None:
            call_id = same.call_id
            grounds = f"Same sides, a day apart at most, same persons as {same.publisher}"
        else:
            year = call.date_first.year
            last[year] = last.get(year, 0) + 1
            call_id = f"call-{year}-{last[year]:04}"
            grounds = "No other document found on this call"
        made.append(
            CallLink(
                document_id=record.document_id,
                call_key=call.key,
                call_id=call_id,
                status=LinkStatus.PROPOSED,
                decided_by=CODER,
                grounds=grounds,
            )
        )
        by_day.setdefault(call.date_first, []).append(Known(call_id, _publisher(record), call))
    return made


def _publisher(record: Record) -> str:
    """Return the publisher in a document's id."""
    return record.document_id.rsplit("-", 2)[0]


def _same_call(
    record: Record, call: CallFacts, by_day: Mapping[date, Sequence[Known]]
) -> Known | None:
    """Return the view of a known call that a call is the same as, if exactly one call fits."""
    near = [
        known
        for shift in range(-2 * MAX_DAYS, 2 * MAX_DAYS + 1)
        for known in by_day.get(date.fromordinal(call.date_first.toordinal() + shift), ())
    ]
    ours = {known.call_id for known in near if known.publisher == _publisher(record)}
    found: dict[str, Known] = {}
    for known in near:
        apart = abs((known.call.date_first - call.date_first).days)
        if known.call_id not in ours and apart <= MAX_DAYS and alike(call, known.call):
            found.setdefault(known.call_id, known)
    return next(iter(found.values())) if len(found) == 1 else None


def alike(one: CallFacts, other: CallFacts) -> bool:
    """Say whether two views share two sides and name the same persons for them."""
    shared = set(one.sides) & set(other.sides)
    if len(shared) < 2:
        return False
    for side in shared:
        mine = {p.person for p in one.participants if p.side == side and p.person}
        theirs = {p.person for p in other.participants if p.side == side and p.person}
        if mine and theirs and not mine & theirs:
            return False
    return True
