"""Hypothesis strategies: values of every kind of column, rows of every table, whole records.

Records are sound by construction, so that what must hold for every record can be tried on them.
They refer to the invented world's entities and persons.
"""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, timedelta
from typing import Any

import invented
from diplocalls.builders.rows import MAX_DAYS_APART
from diplocalls.builders.sources import Sources
from diplocalls.schema.acts import Act, ClaimKind
from diplocalls.schema.call_codes import (
    DateBasis,
    Mode,
    NextContact,
    OfficeClass,
    OfficeStatus,
    Secure,
    Tone,
)
from diplocalls.schema.call_rules import (
    DAYS_FROM_STAMP,
    MAX_DAYS_BEFORE_PUBLICATION,
    NOT_SENIOR,
)
from diplocalls.schema.claim_codes import (
    Certainty,
    Commitment,
    Confidence,
    Content,
    Holder,
    Iteration,
    SaidInCall,
    TargetRole,
)
from diplocalls.schema.claim_rules import NEED_TARGET, ROLES
from diplocalls.schema.column import Column, columns_of
from diplocalls.schema.document_codes import CodingStatus, DocType, TextBasis, TranslationStatus
from diplocalls.schema.fields import require_readable
from diplocalls.schema.record import Record
from diplocalls.schema.register_rows import CallLink, Location, RegisterItem
from diplocalls.schema.row import Row
from diplocalls.schema.topics import Topic
from hypothesis import strategies as st

STATES = ["XFF", "XRR", "XSS"]
SIDES = [*STATES, "org:tin-league"]
PERSONS = [person.person_id for person in invented.PERSONS]

PUBLISHED = date(2001, 3, 2)
"""The day on which every invented text came out."""

TRAPS = [
    "yes",
    "No",
    "~",
    "1e5x",
    "0x1G",
    "12:30",
    "2021-04-28",
    "- a",
    "a: b",
    "#x",
    "=1+1",
    "@x",
    "'",
    '"',
    "it's",
    "x #y",
    "[a]",
    "{a}",
    "&a",
    "*a",
    "!a",
    "%a",
    "|",
    ">",
    "`a`",
    "?",
    "-",
    "a\\b",
    "org:x",
]
"""Texts that a careless reader or writer takes for something else."""


def is_readable(text: str) -> bool:
    """Say whether a text is one that default CSV readers leave alone."""
    try:
        return require_readable(text) == text
    except ValueError:
        return False


_anything = st.text(
    st.characters(
        exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"], exclude_characters="\ufffe\uffff"
    ),
    min_size=1,
    max_size=30,
)

texts = st.one_of(
    st.sampled_from(TRAPS),
    _anything.map(lambda text: unicodedata.normalize("NFC", text).strip() or "blank").filter(
        is_readable
    ),
    st.from_regex(r"[A-Za-z][a-z,:'\- ]{0,20}[a-z.]", fullmatch=True).filter(is_readable),
)
"""Lines of text, the awkward ones included."""

days = st.dates(date(1990, 1, 1), date(2040, 12, 31))
moments = st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)


def values_of(column: Column) -> st.SearchStrategy[Any]:
    """Return sound values of a column, null included where it may be empty."""
    if column.codes is not None:
        values: st.SearchStrategy[Any] = st.sampled_from(list(column.codes))
    elif column.kind == "string":
        plain = column.pattern is None or column.min_length is not None
        values = texts if plain else st.from_regex(str(column.pattern), fullmatch=True).map(_clean)
    elif column.kind == "integer":
        low = int(column.minimum) if column.minimum is not None else 0
        high = int(column.maximum) if column.maximum is not None else 10**9
        values = st.integers(low, high)
    elif column.kind == "number":
        low = float(column.minimum) if column.minimum is not None else -1e6
        high = float(column.maximum) if column.maximum is not None else 1e6
        values = st.floats(low, high).map(lambda value: round(value, 4) + 0.0)
    else:
        values = {"boolean": st.booleans(), "date": days, "datetime": moments}[column.kind]
    return values if column.required else st.none() | values


def _clean(value: str) -> str:
    """Cut a line end that ``$`` lets through at the end."""
    return value.rstrip("\n")


def rows_of(model: type[Row]) -> st.SearchStrategy[Row]:
    """Return sound rows of a model; keys and references are not looked at."""
    columns = {column.name: values_of(column) for column in columns_of(model)}
    return st.fixed_dictionaries(columns).map(model.model_validate)


@st.composite
def calls(draw: st.DrawFn, key: str, issuer: str) -> dict[str, Any]:
    """Return one sound call."""
    others = draw(
        st.lists(
            st.sampled_from([s for s in SIDES if s != issuer]), min_size=1, max_size=3, unique=True
        )
    )
    sides = sorted([issuer, *others])
    speakers = draw(st.permutations(PERSONS))
    people: list[dict[str, Any]] = []
    for number, side in enumerate(sides):
        person = speakers[number] if number < len(speakers) and draw(st.booleans()) else None
        people.append(
            {
                "side": side,
                "person": person,
                "office": draw(st.none() | texts),
                "office_class": draw(
                    st.sampled_from([o for o in OfficeClass if number > 1 or o not in NOT_SENIOR])
                ),
                "office_status": draw(
                    st.sampled_from([o for o in OfficeStatus if o != OfficeStatus.NONE])
                ),
                "role": "principal" if person else "unnamed_group",
                "title_printed": draw(st.none() | texts),
            }
        )
    ago = draw(st.integers(0, 20))
    day = PUBLISHED - timedelta(days=ago)
    bases = [b for b in DateBasis if ago <= DAYS_FROM_STAMP.get(b, MAX_DAYS_BEFORE_PUBLICATION)]
    return {
        "key": key,
        "sides": sides,
        "date_first": day,
        "date_last": day,
        "date_precision": "day",
        "date_basis": draw(st.sampled_from(bases)),
        "scope": "core",
        "format": "bilateral" if len(sides) == 2 else "multilateral",
        "mode": draw(st.sampled_from(list(Mode))),
        "secure": draw(st.sampled_from(list(Secure))),
        "initiator": draw(st.none() | st.sampled_from(sides)),
        "duration_minutes": draw(st.none() | st.integers(1, 300)),
        "tone": draw(st.lists(st.sampled_from(list(Tone)), max_size=3, unique=True)),
        "next_contact": draw(st.sampled_from(list(NextContact))),
        "participants": draw(st.permutations(people)),
        "note": draw(st.none() | texts),
    }


@st.composite
def spans(draw: st.DrawFn, length: int) -> list[tuple[int, int]]:
    """Return sorted spans apart from one another."""
    count = draw(st.integers(1, 3))
    ends = draw(
        st.lists(st.integers(0, length), min_size=2 * count, max_size=2 * count, unique=True)
    )
    ordered = sorted(ends)
    return [(ordered[2 * i], ordered[2 * i + 1]) for i in range(count)]


@st.composite
def claims(
    draw: st.DrawFn,
    key: str,
    issuer: str,
    on: list[dict[str, Any]],
    evidence: list[tuple[int, int]],
    document_id: str,
) -> dict[str, Any]:
    """Return one sound claim on some or all of the calls."""
    keys = [call["key"] for call in on]
    chosen = draw(st.lists(st.sampled_from(keys), min_size=1, unique=True))
    belongs = [call for call in on if call["key"] in chosen]
    sides = sorted({side for call in belongs for side in call["sides"]})
    others = [side for side in sides if side != issuer]
    holder = draw(
        st.sampled_from([h for h in Holder if h != Holder.THIRD or len(sides) < len(SIDES)])
    )
    holding = {
        Holder.OWN: [issuer],
        Holder.COUNTERPART: others,
        Holder.JOINT: sides,
        Holder.THIRD: [side for side in SIDES if side not in sides][:1],
    }.get(holder, [])
    present = {
        p["person"]: p["side"] for call in belongs for p in call["participants"] if p["person"]
    }
    named = [person for person, side in present.items() if side in holding]
    act = draw(st.sampled_from([a for a in Act if a != Act.AGREE or len(holding) != 1]))
    commits = act.claim_kind == ClaimKind.COMMITMENT
    named_targets = st.lists(
        st.sampled_from([*SIDES, "UNSPEC"]), min_size=act in NEED_TARGET, max_size=3, unique=True
    )
    targets = [] if act == Act.DISCUSS else draw(named_targets)
    roles = [role for role in TargetRole if (role == TargetRole.NONE) != bool(targets)]
    roles = [ROLES[act]] if act in ROLES and targets else roles
    first = evidence[0]
    cue_start = draw(st.integers(first[0], first[1] - 1))
    return {
        "id": key,
        "calls": None if set(chosen) == set(keys) else chosen,
        "holder": holder,
        "holder_sides": holding,
        "holder_persons": draw(st.lists(st.sampled_from(named), unique=True)) if named else [],
        "act": act,
        "topics": draw(
            st.lists(
                st.sampled_from([t for t in Topic if t != Topic.T1299]),
                min_size=1,
                max_size=6,
                unique=True,
            )
        ),
        "targets": targets,
        "target_role": draw(st.sampled_from(roles)),
        "stance": draw(st.sampled_from(act.default_stances)),
        "certainty": draw(st.sampled_from(list(Certainty))),
        "iteration": draw(st.sampled_from(list(Iteration))),
        "commitment": draw(
            st.sampled_from([c for c in Commitment if (c != Commitment.NOT_APPLICABLE) == commits])
        ),
        "content": Content.FULL,
        "said_in_call": draw(
            st.sampled_from(
                [s for s in SaidInCall if s != SaidInCall.YES or holder != Holder.ISSUER]
            )
        ),
        "cue": None
        if holder == Holder.ISSUER
        else (cue_start, draw(st.integers(cue_start + 1, first[1]))),
        "evidence": evidence,
        "gloss": draw(texts.map(lambda t: " ".join(t.split()[:25]))),
        "confidence": draw(st.sampled_from([Confidence.HIGH, Confidence.MEDIUM])),
        "unsure": draw(
            st.lists(st.sampled_from(["act", "topics", "holder", "said_in_call"]), unique=True)
        ),
        "note": draw(st.none() | texts),
        "from_draft": draw(st.none() | st.just(f"{document_id}-d{key[1:]}")),
    }


@st.composite
def records(draw: st.DrawFn, serial: int | None = None, fewest: int = 0) -> Record:
    """Return a sound record with so many claims or more; the serial makes its id unique."""
    number = serial if serial is not None else draw(st.integers(1, 9999))
    issuer = draw(st.sampled_from(STATES))
    publisher = {"XFF": "xf-chancery", "XRR": "xr-palace", "XSS": "xs-bureau"}[issuer]
    length = draw(st.integers(40, 400))
    on = [draw(calls(key, issuer)) for key in "abc"[: draw(st.integers(1, 3))]]
    count = draw(st.integers(fewest, 3))
    gone = draw(st.sets(st.integers(1, count + 1), max_size=2))
    numbers = [n for n in range(1, count + len(gone) + 1) if n not in gone][:count]
    pieces = draw(
        st.lists(spans(length), min_size=len(numbers), max_size=len(numbers), unique_by=tuple)
    )
    status = draw(st.sampled_from(list(CodingStatus)))
    letter = "d" if status == CodingStatus.DRAFT else "c"
    document_id = f"{publisher}-2001-{number:04d}"
    held = [
        draw(claims(f"{letter}{n:02d}", issuer, on, evidence, document_id))
        for n, evidence in zip(numbers, pieces, strict=True)
    ]
    basis = draw(
        st.sampled_from([TextBasis.FULL, TextBasis.FULL_AS_CARRIED, TextBasis.POSSIBLY_ABRIDGED])
    )
    return Record.model_validate(
        {
            "document_id": document_id,
            "codebook_version": "codebook-1",
            "coding": {
                "status": status,
                "coder_id": "person-test",
                "date": "2001-03-04",
                "checked_by": draw(st.none() | st.just("person-second")),
            },
            "text": {
                "basis": basis,
                "canon": "canon-1",
                "sha256": draw(st.from_regex(r"[0-9a-f]{64}", fullmatch=True)),
                "n_chars": length,
            },
            "document": {
                "doc_type": draw(st.sampled_from(list(DocType))),
                "issue_form": "single",
                "issuing_sides": [issuer],
                "translation_status": draw(st.sampled_from(list(TranslationStatus))),
            },
            "note": draw(st.none() | texts),
            "calls": on,
            "claims": held or draw(st.just(held) | st.none()),
            "retired_claims": [f"{letter}{n:02d}" for n in sorted(gone)],
        }
    )


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Record], Sources]:
    """Return records with sources in which each is registered and each of its calls is linked.

    Some records' first calls are one call, so that calls have several accounts.
    """
    made = [draw(records(serial=n)) for n in range(1, draw(st.integers(1, 4)) + 1)]
    links: list[CallLink] = []
    items: list[RegisterItem] = []
    places: list[Location] = []
    shared: tuple[str, set[str], list[date]] = ("", set(), [])
    for number, record in enumerate(made):
        for position, call in enumerate(record.calls):
            call_id = f"call-2001-{number * 10 + position + 1:04d}"
            common = shared[1] & set(call.sides)
            days = [*shared[2], call.date_first]
            near = (max(days) - min(days)).days <= MAX_DAYS_APART
            if position == 0:
                if len(common) > 1 and near and draw(st.booleans()):
                    call_id = shared[0]
                    shared = (call_id, common, days)
                else:
                    shared = (call_id, set(call.sides), [call.date_first])
            links.append(
                CallLink(
                    document_id=record.document_id,
                    call_key=call.key,
                    call_id=call_id,
                    status="decided",
                    decided_by="person-test",
                    grounds="Invented",
                )
            )
        item, place = registered(record, number + 1)
        items.append(item)
        places.append(place)
    keyed = {(link.document_id, link.call_key): link for link in links}
    return made, Sources(
        entities={entity.entity_id: entity for entity in invented.ENTITIES},
        persons={person.person_id: person for person in invented.PERSONS},
        coders={coder.coder_id: coder for coder in invented.CODERS},
        publishers={publisher.publisher_id: publisher for publisher in invented.PUBLISHERS},
        publisher_names={},
        canon_rules=[],
        register=items,
        locations=places,
        screenings=[],
        item_pairs=[],
        retired_ids=[],
        call_links=keyed,
    )


def registered(record: Record, number: int) -> tuple[RegisterItem, Location]:
    """Return the register row and the location of a record's document."""
    item = RegisterItem(
        item_id=f"item-{number:05d}",
        document_id=record.document_id,
        publisher_id=invented.publisher_of(record.document_id),
        language="en",
        published_stamp="2001-03-02",
        published_date="2001-03-02",
        stamp_zone="date_only",
        canon_version="canon-1",
        text_sha256=record.text.sha256,
        n_chars=record.text.n_chars,
        decision="in",
        scope="core",
        n_separate_calls=len(record.calls),
        decided_by="person-test",
        decided_date="2001-03-03",
    )
    place = Location(
        location_id=f"loc-{number:05d}",
        item_id=item.item_id,
        document_id=record.document_id,
        url=f"https://example.org/{record.document_id}",
        text_form="plain",
        text_basis="full",
    )
    return item, place
