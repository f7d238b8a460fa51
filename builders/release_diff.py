"""What changed between two releases, and which SemVer step that demands. Pure.

Releases come as the cells of their CSV tables; where they are read from is in ``diff_commands``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from ..schema.tables import TABLES

CODES = "codes"


class Step(IntEnum):
    """A step of SemVer for data, smallest first."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3

    @property
    def word(self) -> str:
        """Return the step as a word."""
        return self.name.lower()


@dataclass(frozen=True)
class Cells:
    """One table of a release: column names and rows of cells as CSV writes them."""

    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


Release = Mapping[str, Cells]


@dataclass(frozen=True)
class Change:
    """One difference: what kind, where, from what to what, and the step it demands.

    Attributes:
        kind: table, column, code, row or value.
        what: added, removed, renamed or corrected.
        table: The table.
        subject: The column, code or key of the row.
        column: The column of a corrected value.
        old: What was there.
        new: What is there.
        step: What it demands.
        reason: The line of the changelog that names the row or its document; empty if none does.
    """

    kind: str
    what: str
    table: str
    subject: str
    step: Step
    column: str = ""
    old: str = ""
    new: str = ""
    reason: str = ""


@dataclass
class Diff:
    """Everything that changed."""

    changes: list[Change] = field(default_factory=list[Change])

    @property
    def step(self) -> Step:
        """Return the step that all changes together demand."""
        return max((change.step for change in self.changes), default=Step.NONE)

    def counts(self) -> dict[tuple[str, str, str], int]:
        """Return how many changes of each kind there are in each table."""
        return dict(sorted(Counter((c.table, c.kind, c.what) for c in self.changes).items()))


def compare_releases(old: Release, new: Release, changelog: str = "") -> Diff:
    """Return what changed between two releases.

    A table, column or code that goes or gets another name demands a major step; one that comes, or
    a row that comes or goes, a minor one; a value that is corrected, a patch.

    Args:
        old: The earlier release.
        new: The later one.
        changelog: Its changelog, for reasons.
    """
    diff = Diff()
    for name in sorted(old.keys() - new.keys()):
        step = Step.MAJOR if old[name].rows else Step.NONE
        diff.changes.append(Change("table", "removed", name, name, step))
    for name in sorted(new.keys() - old.keys()):
        diff.changes.append(Change("table", "added", name, name, Step.MINOR))
    for name in sorted(old.keys() & new.keys()):
        diff.changes += _columns(name, old[name], new[name])
        if name == CODES:
            diff.changes += _codes(old[name], new[name])
        else:
            diff.changes += _rows(name, old[name], new[name], changelog)
    return diff


def _columns(name: str, old: Cells, new: Cells) -> Iterator[Change]:
    """Yield columns that came, went or were renamed: a rename keeps the content in its place."""
    gone = [c for c in old.columns if c not in new.columns]
    come = [c for c in new.columns if c not in old.columns]
    for column in gone:
        content = _content(old, column)
        same = [c for c in come if content == _content(new, c) and any(content)]
        if same:
            come.remove(same[0])
            yield Change(
                "column", "renamed", name, column, Step.MAJOR, column, old=column, new=same[0]
            )
        else:
            yield Change("column", "removed", name, column, Step.MAJOR, column)
    for column in come:
        yield Change("column", "added", name, column, Step.MINOR, column)


def _content(cells: Cells, column: str) -> list[str]:
    """Return what a column holds, in order."""
    at = cells.columns.index(column)
    return [row[at] for row in cells.rows]


def _codes(old: Cells, new: Cells) -> Iterator[Change]:
    """Yield codes that came, went or were given other words."""
    before, after = _by_key(CODES, old), _by_key(CODES, new)
    for key in sorted(before.keys() - after.keys()):
        yield Change("code", "removed", CODES, " ".join(key), Step.MAJOR)
    for key in sorted(after.keys() - before.keys()):
        yield Change("code", "added", CODES, " ".join(key), Step.MINOR)
    for key in sorted(before.keys() & after.keys()):
        for column, one, other in _unlike(before[key], after[key]):
            step = Step.MAJOR if column == "definition" else Step.PATCH
            what = "redefined" if column == "definition" else "corrected"
            yield Change("code", what, CODES, " ".join(key), step, column, one, other)


def _rows(name: str, old: Cells, new: Cells, changelog: str) -> Iterator[Change]:
    """Yield rows that came or went, and values that changed in rows that stayed."""
    before, after = _by_key(name, old), _by_key(name, new)
    for key in sorted(before.keys() - after.keys()):
        reason = find_reason(key, changelog)
        yield Change("row", "removed", name, " ".join(key), Step.MINOR, reason=reason)
    for key in sorted(after.keys() - before.keys()):
        yield Change("row", "added", name, " ".join(key), Step.MINOR)
    for key in sorted(before.keys() & after.keys()):
        for column, one, other in _unlike(before[key], after[key]):
            yield Change(
                "value",
                "corrected",
                name,
                " ".join(key),
                Step.PATCH,
                column,
                one,
                other,
                find_reason(key, changelog),
            )


def _by_key(name: str, cells: Cells) -> dict[tuple[str, ...], dict[str, str]]:
    """Return the rows of a table by their key; a table without its key has none to compare."""
    table = TABLES.get(name)
    keys = table.key if table is not None else cells.columns[:1]
    if any(key not in cells.columns for key in keys):
        keys = cells.columns[:1]
    at = [cells.columns.index(key) for key in keys]
    return {
        tuple(row[place] for place in at): dict(zip(cells.columns, row, strict=True))
        for row in cells.rows
    }


def _unlike(one: Mapping[str, str], other: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield the columns both have whose cells differ, with both cells."""
    for column, value in one.items():
        if column in other and other[column] != value:
            yield column, value, other[column]


def find_reason(key: Sequence[str], changelog: str) -> str:
    r"""Return the entry of a changelog that names an id, the claim's before its document's.

    >>> find_reason(["us-wh-2021-0001-c07"], "- us-wh-2021-0001: c07 continued\n- other")
    'us-wh-2021-0001: c07 continued'
    """
    entries = [" ".join(entry.split()) for entry in changelog.split("\n- ")]
    entries[0] = entries[0].removeprefix("- ")
    for wanted in (*key, *(part.rpartition("-")[0] for part in key)):
        if wanted.count("-") >= 2:
            for entry in entries:
                if wanted in entry:
                    return entry
    return ""


def step_between(old: str, new: str) -> Step:
    """Return the SemVer step between two versions.

    Below 1.0.0 the second number stands for what breaks, too: 0.4.0 to 0.5.0 is a major step.

    >>> step_between("0.4.0", "0.5.0").word, step_between("1.2.3", "1.3.0").word
    ('major', 'minor')
    """
    one, other = (tuple(int(part) for part in version.split(".")) for version in (old, new))
    if one[0] != other[0]:
        return Step.MAJOR
    if one[1] != other[1]:
        return Step.MAJOR if one[0] == 0 else Step.MINOR
    return Step.PATCH if one[2] != other[2] else Step.NONE
