"""The register stage: found items become register rows and locations. Decisions are authored.

Ids are given here, once. Rows that are there are never changed: new rows are put behind them.
Screening, that is, deciding what is in, is not done here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import cast

from pydantic import ValidationError

from ..schema.document_codes import (
    Decision,
    ExclusionReason,
    TextBasis,
    TitlePolicy,
    TranslationStatus,
)
from ..schema.fields import CANON_VERSION
from ..schema.register_rows import Location, RegisterItem
from ..schema.rules import nearest
from ..schema.stamp import read_stamp
from .canon import CanonError, canonical_title, canonicalise, text_sha256
from .problems import Problem, ProblemsError
from .project import Project
from .shape_errors import explain
from .source_writing import append_rows
from .sources import Sources
from .strict_yaml import show_path
from .texts import Item

RULE_CODER = "rule-register-1"
"""The coder that stands for this stage: it decides nothing but that two texts are one."""


@dataclass
class Registration:
    """What registering found items comes to: new rows, and items that were there already."""

    items: list[RegisterItem] = field(default_factory=list[RegisterItem])
    locations: list[Location] = field(default_factory=list[Location])
    known: list[str] = field(default_factory=list[str])


def plan_registration(
    found: Sequence[Item], sources: Sources, today: date, year: int | None
) -> Registration:
    """Give ids to the found items that are not registered yet.

    Args:
        found: The items.
        sources: What is registered.
        today: The day of registration; it stands as date seen where no commit pins the text.
        year: The year for the id of an item without a stamp.

    Raises:
        ProblemsError: with everything wrong in any item; then nothing is registered.
    """
    plan = Registration()
    problems: list[Problem] = []
    at = {p.url: sources.items[p.item_id] for p in sources.locations}
    ids = _Ids(sources, today)
    first_of = {
        (i.publisher_id, i.text_sha256): sources.documents[i.document_id]
        for i in reversed(sources.register)
    }
    for item in sorted(found, key=_order):
        old = at.get(item.url)
        try:
            born = int(old.document_id.rsplit("-", 2)[1]) if old is not None else year
            row, place = _describe(item, sources, today, born)
        except _RefusedError as refused:
            problems.append(refused.problem)
            continue
        except ValidationError as error:
            model = Location if error.title == "Location" else RegisterItem
            problems += [
                _problem(item, show_path(path), message, rule)
                for path, message, rule in explain(error, model)
            ]
            continue
        if old is not None:
            plan.known.append(old.document_id)
            problems += _changes(item, row, old)
            continue
        row, place = ids.give(row, place, first_of.get((row.publisher_id, row.text_sha256)))
        first_of.setdefault((row.publisher_id, row.text_sha256), row)
        at[item.url] = row
        plan.items.append(row)
        plan.locations.append(place)
    if problems:
        raise ProblemsError(problems)
    return plan


def write_registration(project: Project, sources: Sources, plan: Registration) -> None:
    """Put the new rows behind the ones that are there, both files or neither.

    Raises:
        ProblemsError: if the register was changed since it was read.
    """
    append_rows(project, sources, {"register": plan.items, "locations": plan.locations})


class _RefusedError(Exception):
    """An item that cannot be registered."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def _problem(item: Item, name: str, message: str, rule: str) -> Problem:
    """Make a problem about an item, where it was read."""
    return Problem(item.source, item.line, name, message, rule, item.url)


def _order(item: Item) -> tuple[str, ...]:
    """Return what items are put in order by: all that they say, so that no tie is left."""
    said = (item.published, item.url, item.publisher, item.text, item.title, item.language)
    return tuple(value or "" for value in said)


def _changes(item: Item, now: RegisterItem, old: RegisterItem) -> Iterator[Problem]:
    """Yield what is not as it was when the item was registered; nothing is overwritten."""
    if old.text_sha256 != now.text_sha256:
        message = f"the text of {old.document_id} has changed since it was registered"
        yield _problem(item, "text", message, "text-changed")
    remedy = "if the register is wrong, mend register.csv by hand"
    for name, column in (
        ("publisher", "publisher_id"),
        ("published", "published_stamp"),
        ("title", "title_sha256"),
        ("language", "language"),
    ):
        if getattr(now, column) != getattr(old, column):
            message = f"is not that of {old.document_id} as registered; {remedy}"
            yield _problem(item, name, message, "item-changed")


class _Ids:
    """The next free ids."""

    def __init__(self, sources: Sources, today: date) -> None:
        self.today = today
        gone = [row.retired_id for row in sources.retired_ids]
        self.item = last_number("item", [*(row.item_id for row in sources.register), *gone])
        places = [place.location_id for place in sources.locations]
        self.location = last_number("loc", [*places, *gone])
        self.serial: dict[str, int] = {}
        for given in [*(row.document_id for row in sources.register), *gone]:
            stem, _, serial = given.rpartition("-")
            if serial.isdigit():
                self.serial[stem] = max(self.serial.get(stem, 0), int(serial))

    def give(
        self, row: RegisterItem, place: Location, same: RegisterItem | None
    ) -> tuple[RegisterItem, Location]:
        """Give an item its ids; a text that is registered already keeps its document id."""
        self.item += 1
        self.location += 1
        update: dict[str, object] = {"item_id": f"item-{self.item:05d}"}
        if same is not None:
            update |= {
                "document_id": same.document_id,
                "duplicate_of": same.item_id,
                "decision": Decision.OUT,
                "exclusion_reason": ExclusionReason.DUPLICATE,
                "decided_by": RULE_CODER,
                "decided_date": self.today,
            }
        else:
            stem = row.document_id.rpartition("-")[0]
            self.serial[stem] = self.serial.get(stem, 0) + 1
            update["document_id"] = f"{stem}-{self.serial[stem]:04d}"
        row = row.model_copy(update=update)
        place = place.model_copy(
            update={
                "item_id": row.item_id,
                "document_id": row.document_id,
                "location_id": f"loc-{self.location:05d}",
            }
        )
        return row, place


def last_number(prefix: str, ids: Iterable[str]) -> int:
    """Return the highest number among ids with a prefix, such as ``item-00012``.

    >>> last_number("item", ["item-00012", "loc-00020", "us-wh-2021-0030"])
    12
    """
    stems = (one.rpartition("-") for one in ids)
    return max((int(number) for stem, _, number in stems if stem == prefix), default=0)


def basis_of(carrier: str | None) -> TextBasis:
    """Return how much of a text stands where nothing else is said: a carrier prints it whole."""
    return TextBasis.FULL if carrier is None else TextBasis.FULL_AS_CARRIED


def _describe(
    item: Item, sources: Sources, today: date, year: int | None
) -> tuple[RegisterItem, Location]:
    """Describe an item as a register row and a location, with ids still to be given."""
    name = sources.publisher_names.get(item.publisher)
    if name is None:
        hint = nearest(item.publisher, sources.publisher_names)
        message = f"unknown publisher '{item.publisher}'; enter the name in publisher_names.csv"
        message += hint
        raise _RefusedError(_problem(item, "publisher", message, "item-publisher"))
    publisher = sources.publishers[name.publisher_id]
    rules = sources.rules_for(publisher.publisher_id, name.carrier)
    try:
        text = canonicalise(item.text, publisher.text_form, publisher.line_ends, rules, item.title)
    except CanonError as error:
        raise _RefusedError(_problem(item, "text", str(error), "item-text")) from None
    if not text:
        message = "nothing is left of the text once it is canonical"
        raise _RefusedError(_problem(item, "text", message, "item-text"))
    if not item.language:
        message = "is missing; give the language as ISO 639-1"
        raise _RefusedError(_problem(item, "language", message, "item-required"))
    try:
        stamp = read_stamp(item.published, publisher.stamp_zone)
    except ValueError as error:
        raise _RefusedError(_problem(item, "published", str(error), "item-date")) from None
    if stamp.day is not None and stamp.day > today + timedelta(days=1):
        message = f"{stamp.day} lies in the future"
        raise _RefusedError(_problem(item, "published", message, "item-date"))
    born = stamp.day.year if stamp.day is not None else year
    if born is None:
        message = "there is no publication stamp; give the year of the call with --year"
        raise _RefusedError(_problem(item, "published", message, "item-year"))
    title = canonical_title(item.title) if item.title else None
    shown = publisher.title_policy == TitlePolicy.PUBLISH
    row = RegisterItem(
        item_id="item-00000",
        document_id=f"{publisher.publisher_id}-{born}-0000",
        publisher_id=publisher.publisher_id,
        language=item.language,
        title=title if shown else None,
        title_sha256=text_sha256(title) if title else None,
        published_stamp=item.published,
        published_date=stamp.day,
        published_utc=stamp.moment,
        stamp_zone=stamp.zone,
        canon_version=CANON_VERSION,
        text_sha256=text_sha256(text),
        n_chars=len(text),
        decision=Decision.UNDECIDED,
    )
    place = Location(
        location_id="loc-00000",
        item_id=row.item_id,
        document_id=row.document_id,
        url=item.url,
        carrier=name.carrier,
        source_repo=item.source_repo,
        source_commit=item.commit,
        source_path=item.path if item.commit else None,
        text_form=publisher.text_form,
        text_basis=cast(TextBasis, item.text_basis or basis_of(name.carrier)),
        translation_status=cast(TranslationStatus | None, item.translation_status),
        date_seen=None if item.commit else today,
    )
    return row, place
