"""The flow of found items into the data, as reviews of studies report it (PRISMA). Pure.

Found, duplicates out, screened, out by reason, in; by publisher and by year. How it is drawn is
in ``flow_plot``; the page it stands on is made in ``register_page``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..schema.document_codes import Decision, ExclusionReason, Scope
from ..schema.register_rows import RegisterItem

REASONS = tuple(reason for reason in ExclusionReason if reason != ExclusionReason.DUPLICATE)
"""The reasons for which a screened item is out."""


@dataclass
class Flow:
    """Counts of found items: one line of the flow table.

    ``calls`` are those that documents report, one language version of a text counted.
    """

    name: str
    found: int = 0
    duplicates: int = 0
    undecided: int = 0
    out: Counter[ExclusionReason] = field(default_factory=Counter[ExclusionReason])
    scopes: Counter[Scope] = field(default_factory=Counter[Scope])
    calls: int = 0
    _versions: set[str] = field(default_factory=set[str])

    @property
    def n_in(self) -> int:
        """Return how many documents are in."""
        return sum(self.scopes.values())

    @property
    def n_out(self) -> int:
        """Return how many screened items are out."""
        return sum(self.out.values())

    def add(self, item: RegisterItem) -> None:
        """Count one item."""
        self.found += 1
        if item.exclusion_reason == ExclusionReason.DUPLICATE:
            self.duplicates += 1
        elif item.decision == Decision.UNDECIDED:
            self.undecided += 1
        elif item.exclusion_reason is not None:
            self.out[item.exclusion_reason] += 1
        elif item.scope is not None:
            self.scopes[item.scope] += 1
            if item.translation_group is None or item.translation_group not in self._versions:
                self.calls += item.n_separate_calls or 0
            if item.translation_group is not None:
                self._versions.add(item.translation_group)


def year_of(item: RegisterItem) -> str:
    """Return the year in an item's document id: of publication, or else of the call."""
    return item.document_id.rsplit("-", 2)[1]


def flow_by(items: Iterable[RegisterItem], column: str) -> list[Flow]:
    """Return the flow by ``publisher`` or by ``year``, and of all items last."""
    lines: dict[str, Flow] = {}
    every = Flow("All")
    for item in items:
        name = item.publisher_id if column == "publisher" else year_of(item)
        lines.setdefault(name, Flow(name)).add(item)
        every.add(item)
    return [*(lines[name] for name in sorted(lines)), every]


def as_table(flows: Sequence[Flow], column: str) -> tuple[list[str], list[list[str]]]:
    """Return header and rows of the flow, a line each; undecided only while there are any."""
    open_ = any(flow.undecided for flow in flows)
    header = [column, "found", "duplicates", *(["undecided"] if open_ else []), "out", "in"]
    header += ["core", "extended", "mixed", "calls reported"]
    rows = [
        [
            flow.name,
            *map(str, (flow.found, flow.duplicates)),
            *([str(flow.undecided)] if open_ else []),
            *map(str, (flow.n_out, flow.n_in)),
            *(str(flow.scopes[scope]) for scope in (Scope.CORE, Scope.EXTENDED, Scope.MIXED)),
            str(flow.calls),
        ]
        for flow in flows
    ]
    return header, rows


def reasons_table(flows: Sequence[Flow]) -> tuple[list[str], list[list[str]]]:
    """Return header and rows of what is out: a line a reason, a column where any is out."""
    shown = [flow for flow in flows if flow.n_out]
    header = ["out because", *(flow.name for flow in shown)]
    rows = [
        [reason.label, *(str(flow.out[reason]) for flow in shown)]
        for reason in REASONS
        if any(flow.out[reason] for flow in shown)
    ]
    return header, rows
