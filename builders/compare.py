"""Two accounts of one call beside each other, put together for showing. Pure.

Cells and labels come from the table ``alignments``; how they are drawn is in ``compare_page`` and
in the command.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from ..schema.alignment_codes import AlignmentLabel
from ..schema.alignment_rows import Alignment, Divergence
from ..schema.call_rows import Call, CallConflict
from ..schema.claim_rows import Claim, ClaimCall, ClaimEvidence
from ..schema.document_rows import Document
from ..schema.row import Row
from ..schema.rules import nearest
from ..schema.topics import Topic
from .alignment import WHOLE
from .problems import Problem, ProblemsError

SIGNS = {
    AlignmentLabel.CORROBORATED: "=",
    AlignmentLabel.DIFFERENT_EMPHASIS: "~",
    AlignmentLabel.CONTRADICTORY: "!",
    AlignmentLabel.ONE_SIDED: "-",
}
"""A sign for each label, so that nothing hangs on colour."""


@dataclass(frozen=True)
class Said:
    """One claim as it is shown."""

    claim_id: str
    act: str
    holder: str
    gloss: str
    place: str


@dataclass(frozen=True)
class TopicRow:
    """One topic: what each account says on it, and how they stand to one another."""

    topic: str
    first: Sequence[Said]
    second: Sequence[Said]
    labels: Sequence[tuple[str, AlignmentLabel]]
    """The holder and label of each of its cells."""

    @property
    def shared(self) -> bool:
        """Say whether both accounts have the topic."""
        return bool(self.first and self.second)


@dataclass(frozen=True)
class Comparison:
    """Two sides' accounts of one call."""

    call: Call
    names: tuple[str, str]
    documents: tuple[Document, Document]
    rows: Sequence[TopicRow]
    measures: Divergence
    conflicts: Sequence[CallConflict]
    unplaced: tuple[Sequence[Said], Sequence[Said]]
    """Claims of each account that stand in no cell: of nobody, third parties, the issuer."""

    def of_section(self, section: int) -> list[TopicRow]:
        """Return the topics that both report (0), the first alone (1), the second alone (2)."""
        if section == 0:
            return [row for row in self.rows if row.shared]
        return [row for row in self.rows if not row.shared and bool(row.first) == (section == 1)]

    def silence(self, section: int) -> str:
        """Return what to say of the account that has nothing on a topic (section 1 or 2)."""
        mute = self.documents[2 - section]
        if mute.text_basis in WHOLE:
            return "silent"
        return "nothing in the text as carried, which may be shortened"


def compare_accounts(call_id: str, tables: Mapping[str, Sequence[Row]]) -> list[Comparison]:
    """Return every two sides' accounts of a call, side by side.

    Raises:
        ProblemsError: if there is no such call, or only one side's account of it was read.
    """
    calls = {call.call_id: call for call in cast(Sequence[Call], tables["calls"])}
    where = "datasets/tables/calls.csv"
    if call_id not in calls:
        message = f"no call '{call_id}'{nearest(call_id, calls)}"
        raise ProblemsError([Problem(where, 0, "call_id", message, "call")])
    measured = cast(Sequence[Divergence], tables["divergence"])
    found = [row for row in measured if row.call_id == call_id]
    if not found:
        message = f"only one side's account of {call_id} was read; `diplocalls show` shows it"
        raise ProblemsError([Problem(where, 0, "call_id", message, "compare")])
    return [_compare(calls[call_id], row, tables) for row in found]


def _compare(call: Call, measures: Divergence, tables: Mapping[str, Sequence[Row]]) -> Comparison:
    """Return one comparison."""
    ids = (measures.document1_id, measures.document2_id)
    documents = {d.document_id: d for d in cast(Sequence[Document], tables["documents"])}
    said = _said(ids, tables)
    cells = [
        row
        for row in cast(Sequence[Alignment], tables["alignments"])
        if (row.call_id, row.document1_id, row.document2_id) == (call.call_id, *ids)
    ]
    placed = {c for row in cells for ids_ in (row.claims1, row.claims2) for c in _split(ids_)}
    on_call = {
        row.claim_id
        for row in cast(Sequence[ClaimCall], tables["claim_calls"])
        if row.call_id == call.call_id
    }
    rest = [one for one in said.values() if one.claim_id in on_call and one.claim_id not in placed]
    conflicts = [
        row
        for row in cast(Sequence[CallConflict], tables["call_conflicts"])
        if row.call_id == call.call_id
    ]
    first, second = documents[ids[0]], documents[ids[1]]
    return Comparison(
        call,
        (measures.side1_name, measures.side2_name),
        (first, second),
        _topic_rows(cells, said),
        measures,
        conflicts,
        (
            [one for one in rest if one.claim_id.startswith(f"{ids[0]}-")],
            [one for one in rest if one.claim_id.startswith(f"{ids[1]}-")],
        ),
    )


def _split(ids: str | None) -> list[str]:
    """Return the ids of one cell of a table."""
    return ids.split(";") if ids else []


def _said(ids: Sequence[str], tables: Mapping[str, Sequence[Row]]) -> dict[str, Said]:
    """Return the claims of some documents as they are shown, in text order."""
    spans: dict[str, list[str]] = {}
    for row in cast(Sequence[ClaimEvidence], tables["claim_evidence"]):
        spans.setdefault(row.claim_id, []).append(f"{row.span_start}-{row.span_end}")
    return {
        claim.claim_id: Said(
            claim.claim_id,
            claim.act_label,
            claim.holder_names or claim.holder.label,
            claim.gloss,
            ", ".join(spans[claim.claim_id]),
        )
        for claim in cast(Sequence[Claim], tables["claims"])
        if claim.document_id in ids
    }


def _topic_rows(cells: Sequence[Alignment], said: Mapping[str, Said]) -> list[TopicRow]:
    """Return the cells put together by topic: shared topics first, then by code."""
    grouped: dict[tuple[Topic, Topic | None], list[Alignment]] = {}
    for cell in cells:
        other = cell.topic2 if cell.topic2 != cell.topic and cell.n_claims1 else None
        grouped.setdefault((cell.topic, other), []).append(cell)
    rows: list[tuple[int, str, TopicRow]] = []
    for (topic, other), group in grouped.items():
        first = dict.fromkeys(c for cell in group for c in _split(cell.claims1))
        second = dict.fromkeys(c for cell in group for c in _split(cell.claims2))
        label = topic.label if other is None else f"{topic.label} / {other.label}"
        row = TopicRow(
            label,
            [said[c] for c in first],
            [said[c] for c in second],
            [(cell.holder_name, cell.label) for cell in group],
        )
        rows.append((0 if row.shared else 1, topic.value, row))
    return [row for _, _, row in sorted(rows, key=lambda item: item[:2])]
