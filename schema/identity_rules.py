"""The rules about ids in the register: each stands for one thing, none is lost or used again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .breach import Breach
from .document_codes import CoderKind, ExclusionReason, RetirementReason
from .fields import CANON_VERSION
from .reference_rows import Coder, Person
from .register_rows import CallLink, Location, RegisterItem, RetiredIdRow


def check_documents(items: Sequence[RegisterItem], coders: Mapping[str, Coder]) -> Iterator[Breach]:
    """Yield documents under two ids or ids of two documents, and decisions a rule set took."""
    known = {item.item_id: item for item in items}
    first: dict[str, str] = {}
    for position, item in enumerate(items):
        coder = coders.get(item.decided_by or "")
        ruled = coder is not None and coder.coder_kind == CoderKind.RULE
        if ruled and item.exclusion_reason != ExclusionReason.DUPLICATE:
            message = f"{item.decided_by} is a rule set; rules decide on duplicates alone"
            yield Breach("register", position, "decided_by", message, "register-decided")
        if item.canon_version != CANON_VERSION:
            message = f"unknown canonicaliser '{item.canon_version}'; use {CANON_VERSION}"
            yield Breach("register", position, "canon_version", message, "register-canon")
        year = item.document_id.rsplit("-", 2)[1]
        if item.duplicate_of is None:
            same = first.setdefault(item.document_id, item.item_id)
            if same != item.item_id:
                message = f"is that of {same}; two documents have two ids, a duplicate says so"
                yield Breach("register", position, "document_id", message, "register-id")
            if item.published_date is not None and str(item.published_date.year) != year:
                message = f"is of {year}, but the stamp is of {item.published_date.year}"
                yield Breach("register", position, "document_id", message, "register-id")
        else:
            yield from _check_duplicate(position, item, known.get(item.duplicate_of))


def _check_duplicate(
    position: int, item: RegisterItem, original: RegisterItem | None
) -> Iterator[Breach]:
    """Yield what a duplicate says of itself that its original should say."""
    if original is not None and original.duplicate_of is not None:
        message = f"{original.item_id} is a duplicate itself; name {original.duplicate_of}"
        yield Breach("register", position, "duplicate_of", message, "register-duplicate")
    if original is not None and original.document_id != item.document_id:
        message = f"{original.item_id} is {original.document_id}, this is {item.document_id}"
        yield Breach("register", position, "duplicate_of", message, "register-duplicate")
    if item.scope is not None or item.n_separate_calls is not None:
        message = "a duplicate has neither scope nor calls of its own; empty them"
        yield Breach("register", position, "scope", message, "register-duplicate")


def check_places(places: Sequence[Location], items: Sequence[RegisterItem]) -> Iterator[Breach]:
    """Yield locations that do not fix a text, and items that stand nowhere."""
    located = {place.item_id for place in places}
    documents = {item.item_id: item.document_id for item in items}
    first: dict[str, str] = {}
    at: dict[tuple[str, str], str] = {}
    for position, place in enumerate(places):
        wanted = documents.get(place.item_id, place.document_id)
        if place.document_id != wanted:
            message = f"is {place.document_id}, but {place.item_id} is {wanted}"
            yield Breach("locations", position, "document_id", message, "location-document")
        url = first.setdefault(place.item_id, place.url)
        if url != place.url:
            message = f"{place.item_id} stands at {url} already; register it again for another"
            yield Breach("locations", position, "url", message, "location-item")
        other = at.setdefault((place.document_id, place.url), place.location_id)
        if other != place.location_id:
            message = f"{other} has it already"
            yield Breach("locations", position, "url", message, "location-twice")
        pin = (place.source_repo, place.source_commit, place.source_path)
        if place.source_commit is not None and None in pin:
            message = "a commit needs its repository and the path in it"
            yield Breach("locations", position, "source_commit", message, "location-pin")
        if place.source_commit is None and place.date_seen is None:
            message = "no commit fixes the text; say when it was seen"
            yield Breach("locations", position, "date_seen", message, "location-pin")
    for position, item in enumerate(items):
        if item.item_id not in located:
            message = "stands nowhere; locations.csv has no row for it"
            yield Breach("register", position, "item_id", message, "location-missing")


def check_retired(
    retired: Sequence[RetiredIdRow],
    items: Sequence[RegisterItem],
    places: Sequence[Location],
    links: Sequence[CallLink],
    persons: Sequence[Person] = (),
) -> Iterator[Breach]:
    """Yield retired ids in use, replacements that do not exist, and ids that vanished."""
    gone = {row.retired_id for row in retired}
    documents = {item.document_id for item in items}
    used = documents | {item.item_id for item in items} | {p.location_id for p in places}
    used |= {link.call_id for link in links} | {person.person_id for person in persons}
    used |= {g for i in items for g in (i.template_group, i.translation_group) if g is not None}
    for position, row in enumerate(retired):
        if row.retired_id in used:
            message = f"{row.retired_id} is in use; retired ids never come back"
            yield Breach("retired_ids", position, "retired_id", message, "retired-in-use")
        if row.replaced_by is not None and row.replaced_by not in used:
            message = f"{row.replaced_by} stands for nothing today; name the id that does"
            yield Breach("retired_ids", position, "replaced_by", message, "retired-replaced")
        if (row.replaced_by is None) == (row.reason == RetirementReason.MERGED):
            message = "what was merged, and that alone, is replaced by an id"
            yield Breach("retired_ids", position, "replaced_by", message, "retired-replaced")
    yield from _check_serials(items, documents | gone)


def _check_serials(items: Sequence[RegisterItem], given: set[str]) -> Iterator[Breach]:
    """Yield the items before which a serial was given that nothing says anything of."""
    for position, item in enumerate(items):
        stem, _, serial = item.document_id.rpartition("-")
        before = f"{stem}-{int(serial) - 1:04d}"
        if item.duplicate_of is None and int(serial) > 1 and before not in given:
            message = f"{before} has vanished; ids that go leave a row in retired_ids.csv"
            yield Breach("register", position, "document_id", message, "id-vanished")
