"""The rules that one row of the register must keep."""

from __future__ import annotations

from collections.abc import Iterator

from .document_codes import Decision, ExclusionReason, Scope, StampZone
from .register_rows import RegisterItem

CODED_SCOPES = (Scope.CORE, Scope.EXTENDED, Scope.MIXED)
"""The scopes with which a document is in."""


def check_item(item: RegisterItem) -> Iterator[tuple[str, str, str]]:
    """Yield (column, message, rule) for every rule that a row of the register breaks."""
    yield from _check_decision(item)
    if (item.decided_by is None) != (item.decision == Decision.UNDECIDED):
        need = "names nobody" if item.decided_by is None else "names somebody"
        yield "decided_by", f"decision '{item.decision}', but it {need}", "register-decided"
    if (item.decided_by is None) != (item.decided_date is None):
        yield "decided_date", "decided_by and decided_date go together", "register-decided"
    if (item.stamp_zone == StampZone.NO_STAMP) != (item.published_stamp is None):
        yield "stamp_zone", "no_stamp goes with an empty published_stamp", "register-stamp"
    if (item.published_stamp is None) != (item.published_date is None):
        yield "published_date", "goes with published_stamp", "register-stamp"
    duplicate = item.exclusion_reason == ExclusionReason.DUPLICATE
    if duplicate != (item.duplicate_of is not None):
        yield "duplicate_of", "goes with the reason duplicate", "register-duplicate"
    if item.duplicate_of == item.item_id:
        yield "duplicate_of", "an item cannot duplicate itself", "register-duplicate"


def _check_decision(item: RegisterItem) -> Iterator[tuple[str, str, str]]:
    """Yield what is missing or too much for the decision taken."""
    if (item.exclusion_reason is not None) != (item.decision == Decision.OUT):
        message = f"decision '{item.decision}': out, and only out, has a reason"
        yield "exclusion_reason", message, "register-reason"
    if item.exclusion_reason == ExclusionReason.OTHER and item.note is None:
        yield "note", "the reason other needs a note", "register-reason"
    if item.decision == Decision.IN:
        if item.scope not in CODED_SCOPES:
            yield (
                "scope",
                f"a document in is core, extended or mixed, not {item.scope}",
                ("register-scope"),
            )
        if not item.n_separate_calls:
            yield "n_separate_calls", "a document in reports at least one call", "register-calls"
