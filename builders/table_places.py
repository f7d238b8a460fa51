"""Where in the tables a part of a record stands: table, key and column of a path.

The rules speak of records; this says which cell of which table they mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from ..schema.call_rows import CallDocument
from ..schema.claim_rows import ClaimHolder
from ..schema.record import Record
from .table_reading import ReadTables
from .unfold import group_by

Place = tuple[str, str, str]
"""A table, the key of a row as messages show it, a column."""

CHILDREN = {
    "evidence": ("claim_evidence", "span_start"),
    "topics": ("claim_topics", "topic"),
    "targets": ("claim_targets", "target_id"),
}
"""Many-valued fields of claims whose child rows are numbered as the record lists them."""

DOCUMENT_COLUMNS: dict[tuple[str, ...], str] = {
    ("text", "basis"): "text_basis",
    ("text", "canon"): "canon_version",
    ("text", "sha256"): "text_sha256",
    ("text", "n_chars"): "n_chars",
    ("coding", "date"): "coded_date",
    ("coding", "status"): "coding_status",
    ("document", "issuing_sides"): "issuer_names",
    ("claims",): "n_claims",
    ("calls",): "n_calls",
}
"""Columns of documents that are named otherwise than the fields of a record."""

CALL_COLUMNS = {"initiator": "initiator_id", "sides": "side_names", "key": "call_key"}
PARTICIPANT_COLUMNS = {"side": "side_id", "state": "state_id", "person": "person_id"}


class Places:
    """Finds the cells of tables that paths in records mean."""

    def __init__(self, read: ReadTables) -> None:
        """Index what is needed once."""
        views = cast(Sequence[CallDocument], read.rows["call_documents"])
        self.call_ids = {(view.document_id, view.call_key): view.call_id for view in views}
        holders = cast(Sequence[ClaimHolder], read.rows["claim_holders"])
        self.holders = group_by(holders, "claim_id")

    def find(self, path: Sequence[str | int], record: Record) -> Place:
        """Return the table, row and column that a path in a record stands for."""
        if path[0] == "claims" and len(path) > 1:
            return self._in_claim(path[2:], int(path[1]), record)
        if path[0] == "calls" and len(path) > 1:
            return self._in_call(path[2:], int(path[1]), record)
        names = tuple(step for step in path if isinstance(step, str))
        return "documents", record.document_id, DOCUMENT_COLUMNS.get(names, names[-1])

    def _in_claim(self, path: Sequence[str | int], position: int, record: Record) -> Place:
        """Place a path inside a claim."""
        claim = (record.claims or [])[position]
        claim_id = f"{record.document_id}-{claim.id}"
        name = str(path[0])
        number = int(path[1]) if len(path) > 1 else 0
        if name in CHILDREN:
            table, column = CHILDREN[name]
            return table, f"{claim_id}, {number + 1}", column
        if name == "calls":
            keys = claim.calls or [call.key for call in record.calls]
            call_id = self.call_ids.get((record.document_id, keys[number]), "")
            return "claim_calls", f"{claim_id}, {call_id}", "call_id"
        if name in ("holder_sides", "holder_persons"):
            return self._in_holders(claim_id, name, getattr(claim, name), number)
        return "claims", claim_id, {"cue": "cue_start", "id": "claim_id"}.get(name, name)

    def _in_holders(self, claim_id: str, name: str, values: Sequence[str], number: int) -> Place:
        """Place a holding side or person."""
        column = "side_id" if name == "holder_sides" else "person_id"
        for row in self.holders.get(claim_id, []):
            if number < len(values) and getattr(row, column) == values[number]:
                return "claim_holders", f"{claim_id}, {row.holder_no}", column
        return "claims", claim_id, "holder"

    def _in_call(self, path: Sequence[str | int], position: int, record: Record) -> Place:
        """Place a path inside a call."""
        call = record.calls[position]
        name = str(path[0])
        if name == "participants" and len(path) > 2:
            call_id = self.call_ids.get((record.document_id, call.key), "")
            key = f"{call_id}, {record.document_id}, {int(path[1]) + 1}"
            return "participants", key, PARTICIPANT_COLUMNS.get(str(path[2]), str(path[2]))
        column = CALL_COLUMNS.get(name, name)
        return "call_documents", f"{record.document_id}, {call.key}", column
