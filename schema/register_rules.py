"""The rules that one row of the register must keep."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta

from .document_codes import Decision, ExclusionReason, Scope, TitlePolicy
from .reference_rows import Publisher
from .register_rows import RegisterItem, Screening
from .stamp import read_stamp

CODED_SCOPES = (Scope.CORE, Scope.EXTENDED, Scope.MIXED)
"""The scopes with which a document is in."""


def check_item(item: RegisterItem, publisher: Publisher | None) -> Iterator[tuple[str, str, str]]:
    """Yield (column, message, rule) for every rule that a row of the register breaks.

    Without its publisher's row, what depends on it is not checked.
    """
    yield from check_decision(item)
    if item.scope == Scope.MIXED and item.n_separate_calls == 1:
        yield "n_separate_calls", "one call cannot differ in scope from itself", "register-calls"
    yield from _check_title(item, publisher)
    if publisher is not None:
        yield from _check_stamp(item, publisher)
    if publisher is not None and item.language not in publisher.languages.split(";"):
        message = f"'{item.language}' is no language of {publisher.publisher_id}; enter it there"
        yield "language", message, "register-language"
    published, decided = item.published_date, item.decided_date
    if published is not None and decided is not None and decided < published - timedelta(days=1):
        message = f"{decided} lies before publication on {published}"
        yield "decided_date", message, "register-decided"
    if item.document_id.rsplit("-", 2)[0] != item.publisher_id:
        message = f"does not begin with the publisher's id {item.publisher_id}"
        yield "document_id", message, "register-id"
    if (item.decided_by is None) != (item.decision == Decision.UNDECIDED):
        need = "names nobody" if item.decided_by is None else "names somebody"
        yield "decided_by", f"decision '{item.decision}', but it {need}", "register-decided"
    if item.decision == Decision.UNDECIDED and (item.scope or item.n_separate_calls is not None):
        yield "scope", "an undecided item has neither scope nor calls", "register-decided"
    if (item.decided_by is None) != (item.decided_date is None):
        yield "decided_date", "decided_by and decided_date go together", "register-decided"
    duplicate = item.exclusion_reason == ExclusionReason.DUPLICATE
    if duplicate != (item.duplicate_of is not None):
        yield "duplicate_of", "goes with the reason duplicate", "register-duplicate"


def check_decision(row: RegisterItem | Screening) -> Iterator[tuple[str, str, str]]:
    """Yield what is missing or too much for the decision taken on an item."""
    reason, scope, calls = row.exclusion_reason, row.scope, row.n_separate_calls
    if (reason is not None) != (row.decision == Decision.OUT):
        message = f"decision '{row.decision}': out, and only out, has a reason"
        yield "exclusion_reason", message, "register-reason"
    if reason == ExclusionReason.OTHER and row.note is None:
        yield "note", "the reason other needs a note", "register-reason"
    if row.decision == Decision.IN:
        if scope not in CODED_SCOPES:
            message = f"a document in is core, extended or mixed, not {scope}"
            yield "scope", message, "register-scope"
        if not calls:
            yield "n_separate_calls", "a document in reports at least one call", "register-calls"
    elif row.decision == Decision.OUT and reason not in (None, ExclusionReason.DUPLICATE):
        domestic = reason == ExclusionReason.DOMESTIC
        wanted = Scope.DOMESTIC if domestic else Scope.NOT_A_CALL
        if scope != wanted:
            message = f"is {scope}, but what is out for '{reason}' is {wanted}"
            yield "scope", message, "register-scope"
        if bool(calls) != domestic:
            message = f"is {calls}; calls are counted where they are domestic, and else 0"
            yield "n_separate_calls", message, "register-calls"


def _check_title(item: RegisterItem, publisher: Publisher | None) -> Iterator[tuple[str, str, str]]:
    """Yield a title that is withheld by its publisher's policy, or unlike its hash."""
    if item.title is None:
        return
    if publisher is not None and publisher.title_policy != TitlePolicy.PUBLISH:
        message = f"titles of {publisher.publisher_id} are withheld; keep the hash alone"
        yield "title", message, "register-title"
    if item.title_sha256 != hashlib.sha256(item.title.encode("utf-8")).hexdigest():
        yield "title_sha256", "is not the hash of the title", "register-title"


def _check_stamp(item: RegisterItem, publisher: Publisher) -> Iterator[tuple[str, str, str]]:
    """Yield day, moment and zone that the stamp does not bear out."""
    try:
        stamp = read_stamp(item.published_stamp, publisher.stamp_zone)
    except ValueError as error:
        yield "published_stamp", str(error), "register-stamp"
        return
    pairs = (
        ("published_date", item.published_date, stamp.day),
        ("published_utc", item.published_utc, stamp.moment),
        ("stamp_zone", item.stamp_zone, stamp.zone),
    )
    for column, have, wanted in pairs:
        if have != wanted:
            said = "empty" if wanted is None else str(wanted)
            yield column, f"the stamp makes it {said}", "register-stamp"
