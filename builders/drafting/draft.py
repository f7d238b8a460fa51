"""From a canonical text to a draft: the record proposed, and why.

The steps are in their own modules. Files are neither read nor written here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ...schema.acts import Act
from ...schema.fields import CODEBOOK_VERSION
from ...schema.record import Record
from ...schema.topics import Topic
from . import facts
from .claims import Labels, Scene, gloss, label, normalise
from .knowledge import Knowledge
from .parties import Who, call_sentence, find_parties
from .tokens import Sentence, read_sentences, tokenise
from .trust import CALL_FIELDS, CLAIM_FIELDS, Signs, call_signs, claim_signs, probability
from .units import Hearer, Unit, cut_units

CODER = "rule-drafter-5"
"""The coder id of the drafter. A change of rules or weights needs a new id."""

KEYS = "abcdefghijklmnopqrstuvwxyz"

MOST_CHARS = 2_000_000
"""A longer text is no readout."""


class DraftError(Exception):
    """A text that no draft can be made of; the message says why and what to do."""


@dataclass(frozen=True)
class Source:
    """A text to draft, with what is known beside it."""

    document_id: str
    text: str
    title: str | None
    published: date | None
    publisher_id: str | None
    own: Sequence[str]
    canon: str
    sha256: str
    scope: str | None = None
    """What the register says; None where nothing is registered: then it is proposed."""
    n_calls: int | None = None
    """How many separate calls the register counts; None where nothing is registered."""
    translation_status: str = "original"
    basis: str = "full"


@dataclass
class Draft:
    """A proposed record and why it says what it says."""

    record: Record
    units: Sequence[Unit] = ()
    labels: Sequence[Labels] = ()
    people: Sequence[Who] = ()
    claim_signs: Sequence[Signs] = ()
    call_signs: Sequence[Signs] = ()


def draft(source: Source, know: Knowledge, today: date) -> Draft:
    """Return the proposed record of a text.

    Raises:
        DraftError: if the text is empty, too long, or names nobody the issuer spoke to.
    """
    if not source.text.strip():
        raise DraftError("the text is empty; nothing can be drafted")
    if len(source.text) > MOST_CHARS:
        raise DraftError(f"the text has {len(source.text)} characters; no readout is that long")
    sentences = read_sentences(source.text)
    people = find_parties(sentences, source.title, source.own, source.publisher_id, know)
    sides = sorted({w.side for w in people if w.side} | set(source.own[:1]))
    if len(sides) < 2:
        raise DraftError(
            "nobody is found whom the issuer spoke with; give the title, or code it by hand"
        )
    units, labels, signs = _claims(sentences, source, people, source.own, sides, know)
    calls = _calls(source, sentences, people, sides, know)
    beside = [call_signs(call, source.publisher_id, len(calls)) for call in calls]
    for call, some in zip(calls, beside, strict=True):
        call |= {f"p_{field}": probability(field, some, know) for field in CALL_FIELDS}
    record = _record(source, sides, calls, units, labels, signs, know, today)
    return Draft(record, units, labels, people, signs, beside)


def _claims(
    sentences: Sequence[Sentence],
    source: Source,
    people: Sequence[Who],
    own: Sequence[str],
    sides: Sequence[str],
    know: Knowledge,
) -> tuple[list[Unit], list[Labels], list[Signs]]:
    """Return units and labels of a text, and what speaks for and against them."""
    hearer = Hearer(people, own, sides)
    scene = Scene(own, sides)
    units: list[Unit] = []
    labels: list[Labels] = []
    signs: list[Signs] = []
    before: list[str] = []
    for number, sentence in enumerate(sentences):
        some = cut_units(sentence, source.text, number < 2, hearer, know)
        for unit in some:
            made = label(unit, source.text, scene, before, know)
            units.append(unit)
            labels.append(made)
            signs.append(claim_signs(unit, made, len(some), number < 2))
            before = made.topics
    return units, labels, signs


def _calls(
    source: Source,
    sentences: Sequence[Sentence],
    people: Sequence[Who],
    sides: Sequence[str],
    know: Knowledge,
) -> list[dict[str, Any]]:
    """Return the facts of each call.

    Raises:
        DraftError: if no day is stated and none of publication known.
    """
    here = call_sentence(sentences)
    opener = source.text[here.start : here.end]
    day, basis = facts.find_date(opener, source.title, source.published)
    tokens = tokenise(source.text, 0, min(len(source.text), 700))
    scene = Scene(source.own, sides)
    normal = normalise(tokens, source.text, list(know.entity_names.find(tokens)), scene)
    titled = tokenise(source.title or "")
    normal += "\n" + normalise(
        titled, source.title or "", list(know.entity_names.find(titled)), scene
    )
    head = source.text[:1500]
    if day is None:
        raise DraftError("no day is stated and no publication date is known; give --published")
    shared: dict[str, Any] = {
        "date_first": day,
        "date_last": day,
        "date_precision": "day",
        "date_basis": basis,
        "mode": facts.find_mode(opener, source.title, know),
        "secure": facts.find_mark(know.marks["secure"], opener) or "not_stated",
        "duration_minutes": facts.find_minutes(head),
        "tone": facts.find_all(know.marks["tone"], source.text[:6000]),
        "next_contact": facts.find_mark(know.marks["next_contact"], source.text[-3000:])
        or "not_stated",
    }
    calls: list[dict[str, Any]] = []
    for key, (some, with_sides) in zip(
        KEYS, _split_calls(source, people, sides, opener), strict=False
    ):
        calls.append(
            {
                "key": key,
                "sides": with_sides,
                **shared,
                "scope": source.scope
                if source.scope in ("core", "extended")
                else facts.find_scope(some, source.own),
                "format": facts.find_format(some, with_sides),
                "initiator": facts.find_initiator(
                    opener, some, source.own, with_sides, normal, know
                ),
                "participants": [_participation(who) for who in some if who.side],
            }
        )
    return calls


def _record(
    source: Source,
    sides: Sequence[str],
    calls: Sequence[dict[str, Any]],
    units: Sequence[Unit],
    labels: Sequence[Labels],
    signs: Sequence[Signs],
    know: Knowledge,
    today: date,
) -> Record:
    """Return the record of what was found."""
    topics = {topic.value: topic.label for topic in Topic}
    claims: list[dict[str, Any]] = []
    for number, (unit, made, some) in enumerate(zip(units, labels, signs, strict=True), 1):
        holders = {s: know.entities[s].name if s in know.entities else s for s in unit.sides}
        note = None
        default = set(Act(made.act).default_stances)
        if made.act == "DISCUSS":
            default = {-1, 0, 1}
        if made.stance not in default and made.content == "full":
            note = "Stance proposed by a rule (V9)"
        claims.append(
            {
                "id": f"d{number:02}",
                "holder": unit.holder,
                "holder_sides": list(unit.sides),
                "holder_persons": [
                    p for p in unit.persons if unit.holder not in ("third", "unattributed")
                ],
                "act": made.act,
                "topics": made.topics,
                "targets": made.targets,
                "target_role": made.role if made.targets else "none",
                "stance": made.stance,
                "certainty": made.certainty,
                "iteration": made.iteration,
                "commitment": made.commitment,
                "content": made.content,
                "said_in_call": made.said,
                "cue": unit.cue,
                "evidence": list(unit.spans),
                "gloss": gloss(Act(made.act).label, holders, unit.sides, made.topics, topics),
                "confidence": "low" if made.p_act < 0.5 or made.p_topics < 0.4 else "medium",
                "note": note
                or (
                    "Proposed with little to go by"
                    if made.p_act < 0.5 or made.p_topics < 0.4
                    else None
                ),
                **{f"p_{field}": probability(field, some, know) for field in CLAIM_FIELDS},
            }
        )
    doc_type = facts.find_doc_type(source.publisher_id, source.title, source.text, know)
    return Record.model_validate(
        {
            "document_id": source.document_id,
            "codebook_version": CODEBOOK_VERSION,
            "coding": {"status": "draft", "coder_id": CODER, "date": today},
            "text": {
                "basis": source.basis,
                "canon": source.canon,
                "sha256": source.sha256,
                "n_chars": len(source.text),
            },
            "document": {
                "doc_type": doc_type,
                "issue_form": "single",
                "issuing_sides": list(source.own),
                "translation_status": source.translation_status,
            },
            "calls": calls,
            "claims": claims,
        }
    )


def _split_calls(
    source: Source, people: Sequence[Who], sides: Sequence[str], opener: str
) -> list[tuple[list[Who], list[str]]]:
    """Return participants and sides of each call: one a counterpart where several are counted."""
    own = [who for who in people if who.side in source.own]
    others = list(dict.fromkeys(w.side for w in people if w.side and w.side not in source.own))
    counted = source.n_calls
    if counted is None:
        counted = facts.count_calls(opener, source.title, len(others))
    if counted < 2 or len(others) != counted:
        return [(list(people), list(sides))]
    return [
        ([*own, *(w for w in people if w.side == side)], sorted({side, *source.own[:1]}))
        for side in others
    ]


def _participation(who: Who) -> dict[str, Any]:
    """Return a participant as a record has it."""
    return {
        "side": who.side,
        "person": who.person,
        "office": who.office,
        "office_class": who.office_class if who.office_class not in ("HEAD", "MONARCH") else "HOS",
        "office_status": who.status,
        "role": who.role,
        "name_printed": who.name,
        "title_printed": who.title if who.name or len((who.title or "").split()) < 6 else None,
    }
