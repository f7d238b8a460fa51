"""Planting errors in drafts, and seeing whether a checker caught them. Pure.

Which documents get one, and what follows, is decided in ``checking``.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from ..schema.acts import Act
from ..schema.call_codes import OfficeClass
from ..schema.check_codes import PlantKind
from ..schema.claim_codes import Holder
from ..schema.record import CallFacts, ClaimFacts, Record
from ..schema.topics import Topic
from .measured_variables import LABEL_FIELDS
from .span_match import match_units, overlap

SAME = 0.5
"""A claim handed in is the one planted in where their characters overlap so much."""


STANCES = {1: "positive", 0: "neutral", -1: "negative"}
"""Stances in words: a bare number would not stay text in a CSV."""


@dataclass(frozen=True)
class Planted:
    """A draft with one error, and what the error is."""

    record: Record
    kind: PlantKind
    claim_key: str | None
    planted: str | None
    sound: str


Maker = Callable[[Record, str, random.Random, Sequence[str]], Planted | None]


def plant(record: Record, text: str, seed: str, strangers: Sequence[str]) -> Planted | None:
    """Return a draft with one error drawn by a seed, or None where none of any kind fits.

    Args:
        record: The draft.
        text: Its canonical text.
        seed: What the draw rests on, such as a number and the id of the document.
        strangers: Entities that a wrong target is drawn from.
    """
    chance = random.Random(seed)
    kinds = list(_MAKERS)
    chance.shuffle(kinds)
    for kind in kinds:
        made = _MAKERS[kind](record, text, chance, strangers)
        if made is not None:
            return made
    return None


def caught(planted: Planted, handed_in: Record) -> bool:
    """Say whether a planted error is gone from what a checker handed in."""
    if planted.kind == PlantKind.CALL_DATE:
        return str(handed_in.calls[0].date_first) != planted.planted
    if planted.kind == PlantKind.OFFICE_CLASS:
        name, _, wrong = (planted.planted or "").partition(": ")
        return not any(
            part.name_printed == name and part.office_class.value == wrong
            for call in handed_in.calls
            for part in call.participants
        )
    claims = handed_in.claims or []
    if planted.kind == PlantKind.MISSED_CLAIM:
        gone = _spans(planted.sound)
        return any(_covers(claim.evidence, gone) >= SAME for claim in claims)
    mine = next(c for c in planted.record.claims or [] if c.id == planted.claim_key)
    theirs = max(claims, key=lambda c: overlap(c.evidence, mine.evidence), default=None)
    if theirs is None or not overlap(theirs.evidence, mine.evidence):
        return True
    if planted.kind == PlantKind.SPAN:
        whole = _spans(planted.sound)
        return overlap(theirs.evidence, whole) > overlap(mine.evidence, whole)
    return code_of(theirs, planted.kind) != planted.planted


def code_of(claim: ClaimFacts, kind: PlantKind) -> str:
    """Return the code of a claim that a kind of error is planted in."""
    if kind == PlantKind.TOPIC:
        return claim.topics[0].value
    if kind == PlantKind.TARGET:
        return ";".join(claim.targets)
    if kind == PlantKind.SPAN:
        return write_spans(claim.evidence)
    if kind == PlantKind.STANCE:
        return STANCES[claim.stance]
    return str(getattr(claim, kind.value))


def changed_codes(sound: Record, handed_in: Record) -> tuple[int, int]:
    """Return how many codes a sound record has, and how many a checker changed.

    A claim dropped counts with all its codes, a claim added with none.
    """
    one, other = sound.claims or [], handed_in.claims or []
    pairs = match_units([c.evidence for c in one], [c.evidence for c in other], SAME).pairs
    read = [LABEL_FIELDS[name][0] for name in LABEL_FIELDS if name not in ("act_family",)]
    same = sum(r(one[a]) == r(other[b]) for a, b in pairs for r in read)
    n_sound = len(one) * len(read)
    return n_sound, n_sound - same


def write_spans(spans: Sequence[tuple[int, int]]) -> str:
    """Return spans as text.

    >>> write_spans([(1, 5), (7, 9)])
    '1-5;7-9'
    """
    return ";".join(f"{start}-{end}" for start, end in spans)


def _spans(written: str) -> list[tuple[int, int]]:
    """Return spans from what `write_spans` wrote."""
    pairs = (piece.split("-") for piece in written.split(";"))
    return [(int(start), int(end)) for start, end in pairs]


def _covers(spans: Sequence[tuple[int, int]], gone: Sequence[tuple[int, int]]) -> float:
    """Return which share of the characters taken out a claim rests on."""
    size = sum(end - start for start, end in gone)
    both = sum(
        max(0, min(end, last) - max(start, first)) for start, end in spans for first, last in gone
    )
    return both / size


def _with_claim(record: Record, key: str, **changes: Any) -> Record:
    """Return a record with one claim changed."""
    claims = [
        claim.model_copy(update=changes) if claim.id == key else claim
        for claim in record.claims or []
    ]
    return record.model_copy(update={"claims": claims})


def _draw(record: Record, chance: random.Random, fits: Callable[[ClaimFacts], bool]) -> Any:
    """Return a claim drawn from those that fit, or None."""
    some = [claim for claim in record.claims or [] if fits(claim)]
    return chance.choice(some) if some else None


def _holder(
    record: Record, text: str, chance: random.Random, strangers: Sequence[str]
) -> Planted | None:
    """Give a claim of one side to the other, or one of both to the other side alone."""
    own = set(record.document.issuing_sides)
    others = [side for side in record.calls[0].sides if side not in own]
    if len(record.calls) > 1 or not others:
        return None
    claim = _draw(record, chance, lambda c: c.holder in (Holder.OWN, Holder.JOINT))
    if claim is None:
        return None
    people = [p.person for p in record.calls[0].participants if p.side == others[0] and p.person]
    changed = _with_claim(
        record,
        claim.id,
        holder=Holder.COUNTERPART,
        holder_sides=others[:1],
        holder_persons=people[:1],
    )
    return Planted(changed, PlantKind.HOLDER, claim.id, "counterpart", claim.holder.value)


def _act(
    record: Record, text: str, chance: random.Random, strangers: Sequence[str]
) -> Planted | None:
    """Give a claim an act of another family and another polarity."""
    claim = _draw(record, chance, lambda c: c.act != Act.INFORM)
    if claim is None:
        return None
    wrong = [
        act
        for act in Act
        if act.family is not claim.act.family
        and not set(act.default_stances) & set(claim.act.default_stances)
    ]
    act = chance.choice(wrong)
    return Planted(
        _with_claim(record, claim.id, act=act), PlantKind.ACT, claim.id, act.value, claim.act.value
    )


def _topic(
    record: Record, text: str, chance: random.Random, strangers: Sequence[str]
) -> Planted | None:
    """Give a claim a primary topic of a field that the draft does not touch."""
    claim = _draw(record, chance, lambda c: True)
    if claim is None:
        return None
    touched = {topic.major for c in record.claims or [] for topic in c.topics}
    wrong = [t for t in Topic if t.major not in touched and not t.value.endswith("99")]
    if not wrong:
        return None
    topic = chance.choice(wrong)
    changed = _with_claim(record, claim.id, topics=[topic, *claim.topics[1:]])
    return Planted(changed, PlantKind.TOPIC, claim.id, topic.value, claim.topics[0].value)


def _stance(
    record: Record, text: str, chance: random.Random, strangers: Sequence[str]
) -> Planted | None:
    """Turn the stance of a claim round."""
    claim = _draw(record, chance, lambda c: c.stance != 0)
    if claim is None:
        return None
    changed = _with_claim(record, claim.id, stance=-claim.stance)
    return Planted(
        changed, PlantKind.STANCE, claim.id, STANCES[-claim.stance], STANCES[claim.stance]
    )


def _target(
    record: Record, text: str, chance: random.Random, strangers: Sequence[str]
) -> Planted | None:
    """Put somebody as target who is nowhere in the draft."""
    claim = _draw(record, chance, lambda c: bool(c.targets))
    named = {t for c in record.claims or [] for t in c.targets} | set(record.calls[0].sides)
    wrong = [name for name in strangers if name not in named]
    if claim is None or not wrong:
        return None
    target = chance.choice(wrong)
    changed = _with_claim(record, claim.id, targets=[target])
    return Planted(changed, PlantKind.TARGET, claim.id, target, ";".join(claim.targets))


def _call_date(
    record: Record, text: str, chance: random.Random, strangers: Sequence[str]
) -> Planted | None:
    """Put a call some weeks earlier."""
    if len(record.calls) > 1:
        return None
    call = record.calls[0]
    day = call.date_first - timedelta(days=chance.randint(9, 40))
    calls = [call.model_copy(update={"date_first": day, "date_last": day})]
    changed = record.model_copy(update={"calls": calls})
    return Planted(changed, PlantKind.CALL_DATE, None, str(day), str(call.date_first))


def _office_class(
    record: Record, text: str, chance: random.Random, strangers: Sequence[str]
) -> Planted | None:
    """Give a participant an office of another kind."""
    call = record.calls[0]
    named = [n for n, part in enumerate(call.participants) if part.name_printed]
    if len(record.calls) > 1 or not named:
        return None
    at = chance.choice(named)
    part = call.participants[at]
    wrong = [
        c
        for c in (OfficeClass.DM, OfficeClass.FINM, OfficeClass.AMB, OfficeClass.INT)
        if c != part.office_class
    ]
    found = chance.choice(wrong)
    parts = list(call.participants)
    parts[at] = part.model_copy(update={"office_class": found})
    calls: list[CallFacts] = [call.model_copy(update={"participants": parts})]
    changed = record.model_copy(update={"calls": calls})
    name = part.name_printed
    return Planted(
        changed,
        PlantKind.OFFICE_CLASS,
        None,
        f"{name}: {found.value}",
        f"{name}: {part.office_class.value}",
    )


def _missed_claim(
    record: Record, text: str, chance: random.Random, strangers: Sequence[str]
) -> Planted | None:
    """Take out a claim that has a cue and stands apart from the others."""
    claims = record.claims or []
    if len(claims) < 2:
        return None
    claim = _draw(
        record,
        chance,
        lambda c: (
            c.cue is not None
            and not any(o is not c and overlap(o.evidence, c.evidence) for o in claims)
        ),
    )
    if claim is None:
        return None
    changed = record.model_copy(update={"claims": [c for c in claims if c is not claim]})
    return Planted(changed, PlantKind.MISSED_CLAIM, claim.id, None, write_spans(claim.evidence))


def _span(
    record: Record, text: str, chance: random.Random, strangers: Sequence[str]
) -> Planted | None:
    """Cut off the second half of a claim's last span, behind its cue."""

    def half(claim: ClaimFacts) -> int | None:
        start, end = claim.evidence[-1]
        least = max(start + 20, claim.cue[1] + 8 if claim.cue is not None else 0)
        ends = [m.start() for m in re.finditer(r" ", text[start:end])]
        fit = [start + at for at in ends if least <= start + at <= (start + end) // 2]
        return fit[-1] if fit and text[fit[-1] - 1].isalnum() else None

    claim = _draw(record, chance, lambda c: half(c) is not None)
    if claim is None:
        return None
    cut = half(claim)
    assert cut is not None
    spans = [*claim.evidence[:-1], (claim.evidence[-1][0], cut)]
    changed = _with_claim(record, claim.id, evidence=spans)
    return Planted(
        changed, PlantKind.SPAN, claim.id, write_spans(spans), write_spans(claim.evidence)
    )


_MAKERS: dict[PlantKind, Maker] = {
    PlantKind.HOLDER: _holder,
    PlantKind.ACT: _act,
    PlantKind.TOPIC: _topic,
    PlantKind.STANCE: _stance,
    PlantKind.TARGET: _target,
    PlantKind.CALL_DATE: _call_date,
    PlantKind.OFFICE_CLASS: _office_class,
    PlantKind.MISSED_CLAIM: _missed_claim,
    PlantKind.SPAN: _span,
}
