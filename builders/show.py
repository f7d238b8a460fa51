"""Calls and documents as a reader wants to see them: who said what, account by account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from ..schema.call_rows import Call, CallDocument, CallSide
from ..schema.claim_codes import Holder
from ..schema.claim_rows import Claim, ClaimCall, ClaimHolder, ClaimTopic
from ..schema.document_rows import Document
from ..schema.row import Row
from ..schema.rules import nearest
from ..schema.topics import Topic
from .problems import Problem, ProblemsError


@dataclass(frozen=True)
class Accounts:
    """A call, the documents on it, and the claims and topics of each document."""

    call: Call
    documents: Sequence[Document]
    claims: Mapping[str, Sequence[Claim]]
    topics: Mapping[str, Sequence[Topic]]
    holders: Mapping[str, Sequence[str]]


def accounts_of(call_id: str, tables: Mapping[str, Sequence[Row]]) -> Accounts:
    """Return a call with every account of it.

    Raises:
        ProblemsError: if there is no such call, naming the nearest ones.
    """
    calls = {call.call_id: call for call in cast(Sequence[Call], tables["calls"])}
    if call_id not in calls:
        message = f"no call '{call_id}'{nearest(call_id, calls)}"
        raise ProblemsError([Problem("datasets/tables/calls.csv", 0, "call_id", message, "call")])
    views = cast(Sequence[CallDocument], tables["call_documents"])
    ids = {view.document_id for view in views if view.call_id == call_id}
    documents = [d for d in cast(Sequence[Document], tables["documents"]) if d.document_id in ids]
    linked = {
        row.claim_id
        for row in cast(Sequence[ClaimCall], tables["claim_calls"])
        if row.call_id == call_id
    }
    claims: dict[str, list[Claim]] = {document.document_id: [] for document in documents}
    for claim in cast(Sequence[Claim], tables["claims"]):
        if claim.claim_id in linked:
            claims[claim.document_id].append(claim)
    topics: dict[str, list[Topic]] = {}
    for row in cast(Sequence[ClaimTopic], tables["claim_topics"]):
        topics.setdefault(row.claim_id, []).append(row.topic)
    on_call = {
        row.side_id
        for row in cast(Sequence[CallSide], tables["call_sides"])
        if row.call_id == call_id
    }
    third = {c.claim_id: c.holder == Holder.THIRD for group in claims.values() for c in group}
    holders: dict[str, list[str]] = {}
    for row in cast(Sequence[ClaimHolder], tables["claim_holders"]):
        here = row.side_id in on_call or third.get(row.claim_id, False)
        names = holders.setdefault(row.claim_id, [])
        if here and row.side_name not in names:
            names.append(row.side_name)
    return Accounts(calls[call_id], documents, claims, topics, holders)


def compare_by_topic(accounts: Accounts) -> tuple[list[str], list[list[str]]]:
    """Return the header and rows of a table: a row a topic, a column an account.

    A claim stands in the row of each of its topics. Topics that accounts share come first.
    Nothing is aligned beyond the topic.
    """
    header = ["Topic", *(f"{document.issuer_names} reports" for document in accounts.documents)]
    by_topic: dict[Topic, dict[str, list[str]]] = {}
    for document_id, claims in accounts.claims.items():
        for claim in claims:
            for topic in accounts.topics[claim.claim_id]:
                cell = by_topic.setdefault(topic, {})
                holders = accounts.holders.get(claim.claim_id, [])
                cell.setdefault(document_id, []).append(describe_claim(claim, holders))
    ordered = sorted(by_topic.items(), key=lambda item: (-len(item[1]), item[0].value))
    rows = [
        [topic.label, *("\n".join(cell.get(d.document_id, ["-"])) for d in accounts.documents)]
        for topic, cell in ordered
    ]
    return header, rows


def describe_claim(claim: Claim, holders: Sequence[str]) -> str:
    """Return a claim in one line: act, who holds it on this call, gloss."""
    holder = " and ".join(holders) or claim.holder.label
    return f"{claim.act_label} ({holder}): {claim.gloss}"


def summarise(tables: Mapping[str, Sequence[Row]]) -> tuple[list[str], list[list[str]]]:
    """Return the header and rows of a table of what is coded: by status and kind of coder."""
    documents = cast(Sequence[Document], tables["documents"])
    kinds = sorted({(d.coding_status.label, d.coder_kind.label) for d in documents})
    rows = [
        [status, kind, *_count([d for d in documents if _kind_of(d) == (status, kind)], tables)]
        for status, kind in kinds
    ]
    rows.append(["All", "", *_count(documents, tables)])
    return ["status", "coded by", "documents", "calls", "in both sides' words", "claims"], rows


def _kind_of(document: Document) -> tuple[str, str]:
    """Return how and by what kind of coder a document was coded."""
    return document.coding_status.label, document.coder_kind.label


def _count(documents: Sequence[Document], tables: Mapping[str, Sequence[Row]]) -> list[str]:
    """Count documents, the calls they report, those with two sides' own accounts, and claims."""
    ids = {document.document_id for document in documents}
    views = cast(Sequence[CallDocument], tables["call_documents"])
    calls = {view.call_id for view in views if view.document_id in ids}
    both = {row.call_id for row in cast(Sequence[Call], tables["calls"]) if row.n_own_accounts > 1}
    claims = sum(document.n_claims or 0 for document in documents)
    return [str(len(ids)), str(len(calls)), str(len(calls & both)), str(claims)]


def as_markdown(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as Markdown."""
    lines = [f"| {' | '.join(header)} |", f"|{'---|' * len(header)}"]
    for row in rows:
        cells = (cell.replace("|", "\\|").replace("\n", "<br>") for cell in row)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def as_objects(accounts: Accounts) -> dict[str, Any]:
    """Return a call with its accounts for programs: rows of the tables, nested."""
    return {
        "call": accounts.call.model_dump(mode="json"),
        "accounts": [
            {
                "document": document.model_dump(mode="json"),
                "claims": [
                    {
                        **claim.model_dump(mode="json"),
                        "topics": [topic.value for topic in accounts.topics[claim.claim_id]],
                        "holders": list(accounts.holders.get(claim.claim_id, ())),
                    }
                    for claim in accounts.claims[document.document_id]
                ],
            }
            for document in accounts.documents
        ],
    }
