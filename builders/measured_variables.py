"""The variables that agreement is measured on: how each is read, how measured, what is compared.

What figures are made of them is in ``reliability``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..schema.blind import Label, LabelsCoding, UnitsCoding
from ..schema.record import CallFacts, ClaimFacts, Participation, Record
from ..schema.round_codes import Statistic


@dataclass(frozen=True)
class Pair:
    """What two coders said of one unit: a claim, a call, a participant or a document."""

    document_id: str
    first: Any
    second: Any
    unsure: bool


Facts = Callable[[UnitsCoding, CallFacts], Any]

CALL_FACTS: Mapping[str, tuple[Facts, Statistic]] = {
    "scope": (lambda _, call: call.scope.value, Statistic.ALPHA_NOMINAL),
    "call_date": (
        lambda _, call: (call.date_first, call.date_last, call.date_precision.value),
        Statistic.EXACT,
    ),
    "date_basis": (lambda _, call: call.date_basis.value, Statistic.EXACT),
    "format": (lambda _, call: call.format.value, Statistic.EXACT),
    "mode": (lambda _, call: call.mode.value, Statistic.EXACT),
    "secure": (lambda _, call: call.secure.value, Statistic.EXACT),
    "initiator": (lambda _, call: call.initiator or "", Statistic.EXACT),
    "duration_minutes": (lambda _, call: call.duration_minutes or 0, Statistic.EXACT),
    "tone": (lambda _, call: frozenset(t.value for t in call.tone), Statistic.EXACT),
    "next_contact": (lambda _, call: call.next_contact.value, Statistic.EXACT),
    "sides": (lambda _, call: frozenset(call.sides), Statistic.ALPHA_MASI),
}
"""Facts of a call, how each is read from a coding and measured."""

FACT_OF_RECORD: Mapping[str, tuple[Callable[[Record], Any], Statistic]] = {
    "call_date": (
        lambda record: [(c.date_first, c.date_last) for c in record.calls],
        Statistic.EXACT,
    ),
    "scope": (lambda record: [c.scope for c in record.calls], Statistic.EXACT),
    "format": (lambda record: [c.format for c in record.calls], Statistic.EXACT),
    "mode": (lambda record: [c.mode for c in record.calls], Statistic.EXACT),
    "initiator": (lambda record: [c.initiator for c in record.calls], Statistic.EXACT),
    "sides": (lambda record: [c.sides for c in record.calls], Statistic.EXACT),
    "participants": (
        lambda record: [sorted(p.person or "" for p in c.participants) for c in record.calls],
        Statistic.EXACT,
    ),
    "doc_type": (lambda record: record.document.doc_type, Statistic.EXACT),
}
"""Facts of a record as a machine is measured on them: right where all its calls are."""

UNSURE_NAMES: Mapping[str, str] = {"call_date": "date", "date_basis": "date"}
"""What coders call a fact when they mark it unsure, where that is not its name here."""


def fact_pairs(
    one: Mapping[str, UnitsCoding],
    other: Mapping[str, UnitsCoding],
    person_of: Callable[[str, str], str],
) -> Iterator[tuple[str, list[Pair], Statistic]]:
    """Yield each fact of documents, calls and participants with what both said."""
    documents = list(one)

    def unsure(name: str, fact: str) -> bool:
        wanted = UNSURE_NAMES.get(fact, fact)
        return wanted in one[name].unsure or wanted in other[name].unsure

    def pair(name: str, fact: str, first: Any, second: Any) -> Pair:
        return Pair(name, first, second, unsure(name, fact))

    for fact in ("doc_type", "issue_form"):
        yield (
            fact,
            [
                pair(
                    name,
                    fact,
                    getattr(one[name].document, fact).value,
                    getattr(other[name].document, fact).value,
                )
                for name in documents
            ],
            Statistic.EXACT,
        )
    counts = [pair(n, "n_calls", len(one[n].calls), len(other[n].calls)) for n in documents]
    yield "n_calls", counts, Statistic.EXACT
    calls = [
        (name, mine, theirs)
        for name in documents
        for mine, theirs in zip(one[name].calls, other[name].calls, strict=False)
    ]
    for fact, (read, statistic) in CALL_FACTS.items():
        pairs = [
            pair(name, fact, read(one[name], mine), read(other[name], theirs))
            for name, mine, theirs in calls
        ]
        yield fact, pairs, statistic
    people = [
        pair(name, "participants", _persons(mine, person_of), _persons(theirs, person_of))
        for name, mine, theirs in calls
    ]
    people = [p for p in people if p.first or p.second]
    yield "participants", people, Statistic.ALPHA_MASI
    offices = [
        pair(name, "office_class", a.office_class.value, b.office_class.value)
        for name, mine, theirs in calls
        for a, b in _same_persons(mine, theirs, person_of)
    ]
    yield "office_class", offices, Statistic.ALPHA_NOMINAL


def _who(part: Participation, person_of: Callable[[str, str], str]) -> str:
    """Return what identifies a participant: side and person, or side and role."""
    if part.name_printed is None:
        return f"{part.side}:{part.role.value}"
    return f"{part.side}:{person_of(part.side, part.name_printed)}"


def _persons(call: CallFacts, person_of: Callable[[str, str], str]) -> frozenset[str]:
    """Return the named participants of a call."""
    return frozenset(_who(p, person_of) for p in call.participants if p.name_printed)


def _same_persons(
    mine: CallFacts, theirs: CallFacts, person_of: Callable[[str, str], str]
) -> Iterator[tuple[Participation, Participation]]:
    """Yield the participants that both coders named."""
    known = {_who(p, person_of): p for p in theirs.participants}
    for part in mine.participants:
        if (found := known.get(_who(part, person_of))) is not None:
            yield part, found


LABEL_FIELDS: Mapping[str, tuple[Callable[[Label | ClaimFacts], Any], Statistic, str]] = {
    "holder": (lambda c: c.holder.value, Statistic.ALPHA_NOMINAL, "holder"),
    "act": (lambda c: c.act.value, Statistic.ALPHA_NOMINAL, "act"),
    "act_family": (lambda c: c.act.family.value, Statistic.ALPHA_NOMINAL, "act"),
    "topics": (lambda c: frozenset(t.value for t in c.topics), Statistic.ALPHA_MASI, "topics"),
    "topic": (lambda c: c.topics[0].value, Statistic.ALPHA_NOMINAL, "topics"),
    "topic_major": (lambda c: c.topics[0].major.value, Statistic.ALPHA_NOMINAL, "topics"),
    "targets": (lambda c: frozenset(c.targets), Statistic.ALPHA_MASI, "targets"),
    "target_role": (lambda c: c.target_role.value, Statistic.ALPHA_NOMINAL, "target_role"),
    "stance": (lambda c: c.stance, Statistic.ALPHA_ORDINAL, "stance"),
    "certainty": (lambda c: c.certainty.value, Statistic.ALPHA_NOMINAL, "certainty"),
    "iteration": (lambda c: c.iteration.value, Statistic.ALPHA_NOMINAL, "iteration"),
    "commitment": (lambda c: c.commitment.value, Statistic.ALPHA_NOMINAL, "commitment"),
    "content": (lambda c: c.content.value, Statistic.ALPHA_NOMINAL, "content"),
    "said_in_call": (lambda c: c.said_in_call.value, Statistic.ALPHA_NOMINAL, "said_in_call"),
}
"""Labels of a claim: how each is read, how measured, and the field a coder marks unsure."""


def label_pairs(
    one: Mapping[str, LabelsCoding], other: Mapping[str, LabelsCoding], variable: str
) -> list[Pair]:
    """Return what two coders said of a variable on every unit that both labelled."""
    read, _, marked = LABEL_FIELDS[variable]
    pairs: list[Pair] = []
    for name in sorted(one.keys() & other.keys()):
        known = {claim.id: claim for claim in other[name].claims}
        for mine in one[name].claims:
            theirs = known.get(mine.id)
            if theirs is None or theirs.evidence != mine.evidence:
                continue
            unsure = marked in mine.unsure or marked in theirs.unsure
            pairs.append(Pair(name, read(mine), read(theirs), unsure))
    return pairs
