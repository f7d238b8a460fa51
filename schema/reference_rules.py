"""The rules that authored rows beside the records must keep: reference tables and register.

Shape, keys and references are checked elsewhere; here is what the values must say of one another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from .breach import Breach
from .document_codes import Decision, ExclusionReason
from .group_rules import check_groups, check_pairs
from .identity_rules import check_documents, check_places, check_retired
from .reference_rows import Coder, Entity, Person, Publisher
from .register_rows import CallLink, ItemPair, Location, RegisterItem, RetiredIdRow, Screening
from .register_rules import check_decision, check_item
from .round_rows import SampledDocument
from .row import Row
from .sample_rules import check_samples


def check_authored(rows: Mapping[str, Sequence[Row]]) -> Iterator[Breach]:
    """Yield every breach of a rule in authored rows; tables that are not given are left out.

    Args:
        rows: The rows of each table by name.
    """
    yield from _check_coders(cast(Sequence[Coder], rows.get("coders", ())))
    yield from _check_entities(cast(Sequence[Entity], rows.get("entities", ())))
    yield from _check_persons(cast(Sequence[Person], rows.get("persons", ())))
    items = cast(Sequence[RegisterItem], rows.get("register", ()))
    publishers = {p.publisher_id: p for p in cast(Sequence[Publisher], rows.get("publishers", ()))}
    for position, item in enumerate(items):
        for column, message, rule in check_item(item, publishers.get(item.publisher_id)):
            yield Breach("register", position, column, message, rule)
    coders = {c.coder_id: c for c in cast(Sequence[Coder], rows.get("coders", ()))}
    yield from check_documents(items, coders)
    places = cast(Sequence[Location], rows.get("locations", ()))
    yield from check_places(places, items)
    screenings = cast(Sequence[Screening], rows.get("screenings", ()))
    yield from _check_screenings(screenings)
    yield from _check_decided(items, screenings)
    pairs = cast(Sequence[ItemPair], rows.get("item_pairs", ()))
    yield from check_pairs(pairs, items)
    yield from check_groups(pairs, items)
    retired = cast(Sequence[RetiredIdRow], rows.get("retired_ids", ()))
    links = cast(Sequence[CallLink], rows.get("call_links", ()))
    persons = cast(Sequence[Person], rows.get("persons", ()))
    yield from check_retired(retired, items, places, links, persons)
    samples = cast(Sequence[SampledDocument], rows.get("samples", ()))
    yield from check_samples(samples, items, links)


def _check_coders(coders: Sequence[Coder]) -> Iterator[Breach]:
    """A coder's id begins with its kind: rule, lm or person."""
    for position, coder in enumerate(coders):
        prefix = coder.coder_kind.id_prefix
        if not coder.coder_id.startswith(f"{prefix}-"):
            message = f"the id of a {coder.coder_kind} begins with {prefix}-"
            yield Breach("coders", position, "coder_id", message, "coder-prefix")


def _check_entities(entities: Sequence[Entity]) -> Iterator[Breach]:
    """A country number belongs to one entity; a name has no semicolon, which joins names."""
    for column in ("cow", "gw"):
        first: dict[int, str] = {}
        for position, entity in enumerate(entities):
            number = getattr(entity, column)
            if number is not None and number in first:
                message = f"{number} is the number of {first[number]}; one of them is wrong"
                yield Breach("entities", position, column, message, "entity-number")
            elif number is not None:
                first[number] = entity.entity_id
    for position, entity in enumerate(entities):
        if ";" in entity.name:
            message = "has a semicolon, which stands between names in lists; write it without"
            yield Breach("entities", position, "name", message, "entity-name")


def _check_persons(persons: Sequence[Person]) -> Iterator[Breach]:
    """Two persons of one name are told apart by a note each."""
    named: dict[str, set[str]] = {}
    for person in persons:
        named.setdefault(person.name.casefold(), set()).add(person.person_id)
    for position, person in enumerate(persons):
        others = sorted(named[person.name.casefold()] - {person.person_id})
        if others and person.note is None:
            message = f"has the name of {', '.join(others)}; say in note who is who, or merge"
            yield Breach("persons", position, "note", message, "person-namesake")


def _check_screenings(screenings: Sequence[Screening]) -> Iterator[Breach]:
    """A screening says what its decision asks for; duplicates are found by likeness alone."""
    for position, row in enumerate(screenings):
        for column, message, rule in check_decision(row):
            yield Breach("screenings", position, column, message, rule)
        if row.decision == Decision.UNDECIDED:
            message = "a screening says in or out"
            yield Breach("screenings", position, "decision", message, "screening-undecided")
        if row.exclusion_reason == ExclusionReason.DUPLICATE:
            message = "no screening finds duplicates; decide the pair: diplocalls group apply"
            yield Breach("screenings", position, "exclusion_reason", message, "screening-duplicate")


def _check_decided(
    items: Sequence[RegisterItem], screenings: Sequence[Screening]
) -> Iterator[Breach]:
    """What is decided by a coder who screened the item is what that coder said last."""
    said = {
        (row.item_id, row.coder_id): row for row in sorted(screenings, key=lambda row: row.round)
    }
    for position, item in enumerate(items):
        row = said.get((item.item_id, str(item.decided_by)))
        if row is None or item.duplicate_of is not None:
            continue
        for column in ("decision", "scope", "exclusion_reason", "n_separate_calls"):
            if getattr(item, column) != getattr(row, column):
                message = f"{row.coder_id} said {getattr(row, column)} in {row.round}; "
                message += "name who decided otherwise"
                yield Breach("register", position, column, message, "register-screening")
