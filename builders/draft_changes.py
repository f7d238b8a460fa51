"""What reading changed in drafts, field by field and version of the drafter by version. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from ..schema.document_codes import CodingStatus
from ..schema.record import Record
from .drafting.trust import judge_calls, judge_claims


@dataclass(frozen=True)
class Changes:
    """How many drafted fields of one kind were read, and how many changed."""

    drafter_id: str
    field: str
    n_fields: int
    n_changed: int


def count_changes(drafts: Mapping[str, Record], codings: Mapping[str, Record]) -> list[Changes]:
    """Return, by drafter and field, how many drafted fields a reader decided otherwise.

    The field `document` counts whole documents: changed where anything was.

    Args:
        drafts: The drafts by document.
        codings: The codings by document; only checked ones count.
    """
    read: Counter[tuple[str, str]] = Counter()
    changed: Counter[tuple[str, str]] = Counter()
    for name, coding in codings.items():
        if coding.coding.status != CodingStatus.CHECKED or name not in drafts:
            continue
        draft = drafts[name]
        drafter = draft.coding.coder_id
        whole = len(coding.claims or []) == len(draft.claims or [])
        for judged in (*judge_calls(draft, coding), *judge_claims(draft, coding)):
            for field, same in judged.items():
                read[drafter, field] += 1
                changed[drafter, field] += not same
                whole = whole and same
        read[drafter, "document"] += 1
        changed[drafter, "document"] += not whole
    return [
        Changes(drafter, field, n, changed[drafter, field]) for (drafter, field), n in read.items()
    ]


def expected_unchanged(
    changes: list[Changes], drafts: Mapping[str, Record], codings: Mapping[str, Record]
) -> tuple[float, float]:
    """Return which share of read drafts stayed as they were, and which share should have.

    The second is what the measured errors of single fields come to if they fell independently:
    a reader who waves drafts through leaves many more unchanged.

    Args:
        changes: What `count_changes` counted.
        drafts: The drafts by document.
        codings: The codings by document; only checked ones count.
    """
    kept = {(c.drafter_id, c.field): 1 - c.n_changed / c.n_fields for c in changes if c.n_fields}
    expected: list[float] = []
    for name, coding in codings.items():
        if coding.coding.status != CodingStatus.CHECKED or name not in drafts:
            continue
        draft = drafts[name]
        chance = 1.0
        for judged in (*judge_calls(draft, coding), *judge_claims(draft, coding)):
            for field in judged:
                chance *= kept[draft.coding.coder_id, field]
        expected.append(chance)
    whole = [c for c in changes if c.field == "document"]
    read = sum(c.n_fields for c in whole)
    same = read - sum(c.n_changed for c in whole)
    return (same / read, sum(expected) / len(expected)) if read else (0.0, 0.0)
