"""Publication stamps: what a printed stamp says of day, moment and zone. No I/O here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from .document_codes import StampZone
from .fields import to_utc


@dataclass(frozen=True)
class Stamp:
    """A publication stamp as read: its day as printed, its moment if fixed, its zone."""

    day: date | None
    moment: datetime | None
    zone: StampZone


def read_stamp(printed: str | None, zone: StampZone) -> Stamp:
    """Read a publication stamp.

    Args:
        printed: The stamp to the letter; None where there is none.
        zone: What is known of the zone of the publisher's stamps.

    Raises:
        ValueError: if the stamp is no date.

    >>> read_stamp("2021-04-28", StampZone.UTC).zone.value
    'date_only'
    """
    if printed is None:
        return Stamp(None, None, StampZone.NO_STAMP)
    try:
        if not re.match(r"\d{4}-\d{2}-\d{2}", printed):
            raise ValueError
        moment = datetime.fromisoformat(printed)
        to_utc(moment.replace(tzinfo=moment.tzinfo or UTC))
    except (ValueError, OverflowError):
        message = f"'{printed}' is no date; write it as 2021-04-28 or with time and zone"
        raise ValueError(message) from None
    if len(printed) == len("2021-04-28"):
        return Stamp(moment.date(), None, StampZone.DATE_ONLY)
    if zone == StampZone.DOUBTFUL:
        return Stamp(moment.date(), None, StampZone.DOUBTFUL)
    if moment.tzinfo is None:
        return Stamp(moment.date(), None, StampZone.LOCAL)
    fixed = StampZone.UTC if zone == StampZone.UTC else StampZone.OFFSET_GIVEN
    return Stamp(moment.date(), to_utc(moment), fixed)
