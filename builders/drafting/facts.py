"""The facts of a call: day, mode, format, initiator, duration, tone, next contact, kind of text.

Who took part is found in ``parties``, what was said in ``units``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from .knowledge import CompiledMark, Knowledge
from .parties import Who

_MONTHS = "january february march april may june july august september october november december"
_MONTH = {name: number for number, name in enumerate(_MONTHS.split(), 1)}
_WEEKDAY = {
    name: number
    for number, name in enumerate(
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    )
}
_DAY = re.compile(
    rf"\b(?:(\d{{1,2}})\s+({'|'.join(_MONTH)})|({'|'.join(_MONTH)})\s+(\d{{1,2}}))\b"
    r"(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?",
    re.IGNORECASE,
)
_TODAY = re.compile(
    r"\b(?:today|tonight|this (?:morning|afternoon|evening)|just (?:spoke|finished|got off))\b",
    re.I,
)
_YESTERDAY = re.compile(r"\b(?:yesterday|last night)\b", re.I)
_CALLED = re.compile(
    r"\b(?:spoke|speak|talked|talk|call|calls|called|conversation|phoned|telephoned|met|held|had)\b",
    re.I,
)
_NUMBER = {"an": 1, "one": 1, "two": 2, "three": 3}


def find_date(opener: str, title: str | None, published: date | None) -> tuple[date | None, str]:
    """Return the day of the call and what it rests on; without any day, None.

    >>> find_date("Vell spoke with Tandt on May 3.", None, date(2022, 5, 4))
    (datetime.date(2022, 5, 3), 'stated_day_month')
    """
    for text in (opener, title or ""):
        if not _CALLED.search(text) and text is opener and title and _DAY.search(title):
            continue
        head = text[:420]
        stated = _stated(head, published)
        today, yesterday = _TODAY.search(head), _YESTERDAY.search(head)
        places = [m.start() for m in (today, yesterday) if m]
        if stated is not None and (not places or stated[2] < min(places)):
            return stated[0], stated[1]
        earlier = yesterday is not None and (today is None or yesterday.start() < today.start())
        if earlier and published is not None:
            return published - timedelta(days=1), "relative_yesterday"
        if today is not None and published is not None:
            return published, "relative_today"
        weekday = re.search(rf"\b(?:on |earlier )?({'|'.join(_WEEKDAY)})\b", head, re.I)
        if weekday is not None and published is not None and _CALLED.search(head):
            back = (published.weekday() - _WEEKDAY[weekday[1].lower()]) % 7
            return published - timedelta(days=back), "weekday"
    return published, "none_default_publish"


def _stated(text: str, published: date | None) -> tuple[date, str, int] | None:
    """Return a day with month that a text states of the call itself."""
    for found in _DAY.finditer(text):
        before = text[max(0, found.start() - 40) : found.start()].lower()
        other = re.search(r"(?:s'|'s|scheduled for|planned for|since|the|of|until|by)\s*$", before)
        if other and not re.search(r"\b(?:on|evening of|morning of)\s+(?:the )?$", before):
            continue
        day, month = int(found[1] or found[4]), _MONTH[(found[2] or found[3]).lower()]
        year = int(found[5]) if found[5] else None
        if year is None and published is None:
            continue
        guess = year or (published.year if published else 0)
        try:
            day_found = date(guess, month, day)
        except ValueError:
            continue
        if year is None and published is not None and day_found > published:
            try:
                day_found = date(guess - 1, month, day)
            except ValueError:
                continue
        if published is not None and not 0 <= (published - day_found).days <= 20:
            continue
        return day_found, "stated_full" if year else "stated_day_month", found.start()
    return None


def find_mark(marks: Sequence[CompiledMark], text: str) -> str | None:
    """Return the value of the first mark that a text bears."""
    for mark in marks:
        if mark.pattern.search(text):
            return mark.row.value
    return None


def find_all(marks: Sequence[CompiledMark], text: str) -> list[str]:
    """Return every value that a text bears a mark of."""
    return sorted({mark.row.value for mark in marks if mark.pattern.search(text)})


def find_mode(opener: str, title: str | None, know: Knowledge) -> str:
    """Return phone, video or not_stated: what the opener says, else the title."""
    for text in (opener, title or ""):
        value = find_mark(know.marks.get("mode", ()), text)
        if value is not None:
            return value
    return "not_stated"


def find_minutes(text: str) -> int | None:
    """Return the length of the call in minutes where it is stated.

    >>> find_minutes("They had an hour-long phone conversation."), find_minutes("They spoke.")
    (60, None)
    """
    found = re.search(
        r"\b(\d{1,3}|an|one|two|three)[\s-](hour|minute)s?-?(?:[\s-]long)?\s(?:\w+\s){0,2}"
        r"(?:call|conversation|talk|discussion)",
        text,
        re.I,
    ) or re.search(
        r"\b(?:lasted|spoke|for)\b.{0,40}?\b(\d{1,3}|an|one|two|three)\s(hour|minute)s?\b",
        text,
        re.I,
    )
    if found is None:
        return None
    number = _NUMBER.get(found[1].lower()) or (int(found[1]) if found[1].isdigit() else 1)
    return number * (60 if found[2].lower() == "hour" else 1)


def find_initiator(
    opener: str,
    people: Sequence[Who],
    own: Sequence[str],
    sides: Sequence[str],
    normal: str,
    know: Knowledge,
) -> str | None:
    """Return the side said to have asked for or placed the call.

    Args:
        opener: The sentence that reports the call.
        people: Who took part.
        own: The issuing sides.
        sides: All sides.
        normal: The opener with @own and @other for the names of sides.
        know: What the drafter knows.
    """
    others = [side for side in sides if side not in own]
    for mark in know.marks.get("initiator", ()):
        if mark.pattern.search(normal):
            if mark.row.value == "own":
                return own[0]
            return others[0] if len(others) == 1 else None
    first = opener.split("\n")[0]
    if re.search(r"\breached out to (?:me|us)\b|\b(?:tele)?phoned me\b|\bcalled me\b", first):
        return others[0] if len(others) == 1 else None
    named = [(who.side, who.name.split()[-1]) for who in people if who.side and who.name]
    latter = _LATTER.search(first)
    if latter is not None:
        places = [(first.rfind(name, 0, latter.start()), side) for side, name in named]
        return max(places)[1] if places and max(places)[0] >= 0 else None
    hosted = _HOSTED.search(first)
    if hosted is not None:
        hosts = {side for side, name in named if name in first[: hosted.start()]}
        return own[0] if hosts == {own[0]} else None
    placed = _PLACED.search(first)
    if placed is None:
        return None
    before, behind = first[: placed.start()], first[placed.end() : placed.end() + 90]
    callers = {side for side, name in named if name in before}
    called = {side for side, name in named if name in behind}
    return next(iter(callers)) if len(callers) == 1 and called - callers else None


_LATTER = re.compile(r"\bat (?:the )?(?:latter's (?:initiative|request)|request of the latter)\b")
"""Whoever of the participants is named last before it asked for the call."""

_HOSTED = re.compile(
    r"\b(?:convened|hosted) (?:a |an )?(?:\w+ )?(?:call|(?:video)?conference|conference call)\b"
)
"""Whoever stands before it brought the call about."""

_PLACED = re.compile(
    r"\b(?:called|phoned|telephoned|placed a (?:phone |telephone )?call to) "
    r"(?!on\b|for\b|upon\b|out\b)"
)
"""Whoever stands before it placed the call."""


def find_format(people: Sequence[Who], sides: Sequence[str]) -> str:
    """Return the format by the number of sides; a group without names is spoken to as one."""
    groups = {who.side for who in people if who.role == "unnamed_group"}
    if len(sides) <= 2:
        several = any((side or "").startswith("org:") for side in groups)
        return "one_to_group" if several else "bilateral"
    return "one_to_group" if len(groups) >= len(sides) - 1 else "multilateral"


_NOT_SENIOR = frozenset(("REL", "OPP", "CSO"))


def find_scope(people: Sequence[Who], own: Sequence[str]) -> str:
    """Return the scope by who the other side is: extended where nobody there is in office (P4)."""
    others = [who for who in people if who.side and who.side not in own and who.name]
    out = (w.office_class in _NOT_SENIOR or w.status in ("former", "none") for w in others)
    return "extended" if others and all(out) else "core"


def count_calls(opener: str, title: str | None, n_others: int) -> int:
    """Return how many calls a text reports by its own words (P5): separate ones, or one."""
    words = f"{title or ''}\n{opener}"
    return n_others if n_others > 1 and _APART.search(words) is not None else 1


_APART = re.compile(
    r"\bseparate(?:ly)?\b|\b(?:calls|conversations) (?:with|to|between)\b", re.IGNORECASE
)
"""Says that there were several calls."""


def find_doc_type(publisher_id: str | None, title: str | None, text: str, know: Knowledge) -> str:
    """Return the kind of text."""
    marked = find_mark(know.marks.get("doc_type", ()), (title or "").strip())
    first_person = re.match(r"\W*(?:\w+\W+){0,12}?(?:I|me|my)\b(?! have the honou?r)", text[:200])
    if marked == "joint_statement":
        return marked
    if marked == "statement_by_officials":
        return marked
    if first_person is not None:
        return "first_person_statement"
    if marked is not None:
        return marked
    if publisher_id == "us-state":
        return "spokesperson_statement"
    if publisher_id == "ru-mfa":
        return "social_post"
    if publisher_id == "us-wh":
        return "readout"
    return "readout_news_item"
