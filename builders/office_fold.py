"""Offices out of participants: who spoke in which office on which days. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from ..schema.call_rows import Office, Participant

NOT_STATED = "not stated"
"""Stands for the office where no text has it."""


def fold_offices(participants: Sequence[Participant], read: Collection[str]) -> Iterator[Office]:
    """Yield a row for each office in which a person took part.

    Args:
        participants: Every participation.
        read: The documents that were coded or checked by reading.
    """
    found: dict[tuple[str, ...], list[Participant]] = {}
    for part in participants:
        if part.person_id is not None:
            key = (
                part.person_id,
                part.side_id,
                part.office or NOT_STATED,
                part.office_class.value,
                part.office_status.value,
            )
            found.setdefault(key, []).append(part)
    for rows in found.values():
        first = rows[0]
        days = [row.call_date for row in rows]
        documents = {row.document_id for row in rows}
        assert first.person_id is not None
        yield Office(
            person_id=first.person_id,
            person_name=first.person_name or first.person_id,
            side_id=first.side_id,
            side_name=first.side_name,
            office=first.office or NOT_STATED,
            office_class=first.office_class,
            office_status=first.office_status,
            first_date=min(days),
            last_date=max(days),
            n_documents=len(documents),
            n_read=len(documents & set(read)),
        )
