"""The cells of two accounts of one call, matched and labelled (section 9). Pure.

Which text is whose account comes from the folded tables; what a coder decided is put in place of
what is proposed. Measures over cells are in ``divergence``, showing them in ``compare``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from ..schema.acts import Act
from ..schema.alignment_codes import NEIGHBOURS, AlignmentLabel
from ..schema.alignment_rows import Alignment, AlignmentDecision
from ..schema.call_rows import Call, CallDocument, CallSide
from ..schema.claim_codes import Holder
from ..schema.claim_rows import Claim, ClaimCall, ClaimHolder, ClaimTopic
from ..schema.document_codes import CodingStatus, LinkStatus, TextBasis
from ..schema.document_rows import Document, DocumentIssuer
from ..schema.document_rules import HASHED
from ..schema.row import Row
from ..schema.topics import Topic
from .problems import Problem, ProblemsError

DECISIONS_FILE = "datasets/register/alignment_decisions.csv"
WHOLE = (TextBasis.FULL, TextBasis.FULL_AS_CARRIED)
"""Only of a text read whole is silence coded."""

HELD = frozenset((Holder.OWN, Holder.COUNTERPART, Holder.JOINT))
"""Claims of sides of the call: others stand in no cell."""

CLOSE = 1
"""Acts that differ by so much in strength, or less, still bear one another out."""

Key = tuple[str, str, str, str, str]
"""What identifies a cell: call, both documents, holder, topic."""

Place = tuple[str, Topic]
"""A cell within one account: holder and topic."""


@dataclass(frozen=True)
class Account:
    """One side's account of one call: its document and its claims by cell."""

    side: str
    document: Document
    claims: Sequence[Claim]
    cells: Mapping[Place, Sequence[Claim]]
    topics: frozenset[Topic]


@dataclass(frozen=True)
class Pair:
    """Two sides' accounts of one call, first side by id."""

    call: Call
    first: Account
    second: Account


def find_pairs(rows: Mapping[str, Sequence[Row]]) -> Iterator[Pair]:
    """Yield every two sides' accounts of a call that were read and coded.

    Drafts are left out: nobody has read them. Of several documents of a side, the one read most
    fully, then the longest in claims, is its account.

    Args:
        rows: The folded tables.
    """
    documents = {d.document_id: d for d in cast(Sequence[Document], rows["documents"])}
    issuers: dict[str, list[str]] = {}
    for row in cast(Sequence[DocumentIssuer], rows["document_issuers"]):
        issuers.setdefault(row.document_id, []).append(row.side_id)
    claims_of = _claims_by_call(rows)
    by_call: dict[str, dict[str, Account]] = {}
    on_call = _sides_by_call(rows)
    topics, holders = _topics_of(rows), _holders_of(rows)
    for view in cast(Sequence[CallDocument], rows["call_documents"]):
        document = documents[view.document_id]
        own = issuers[view.document_id]
        if len(own) != 1 or own[0] not in on_call[view.call_id] or not is_account(document):
            continue
        claims = claims_of.get((view.call_id, view.document_id), [])
        made = _account(own[0], document, claims, topics, holders, on_call[view.call_id])
        known = by_call.setdefault(view.call_id, {}).get(own[0])
        if known is None or _rank(made) < _rank(known):
            by_call[view.call_id][own[0]] = made
    for call in cast(Sequence[Call], rows["calls"]):
        accounts = [account for _, account in sorted(by_call.get(call.call_id, {}).items())]
        for place, first in enumerate(accounts):
            for second in accounts[place + 1 :]:
                yield Pair(call, first, second)


def is_account(document: Document) -> bool:
    """Say whether a document was read and its claims coded from a text that bears evidence."""
    read = document.coding_status != CodingStatus.DRAFT
    return read and document.claims_coded and document.text_basis in HASHED


def _rank(account: Account) -> tuple[int, int, str]:
    """Return what the best account of a side has least of."""
    basis = HASHED.index(account.document.text_basis)
    return basis, -len(account.claims), account.document.document_id


def _claims_by_call(rows: Mapping[str, Sequence[Row]]) -> dict[tuple[str, str], list[Claim]]:
    """Return the claims of each document on each call."""
    claims = {claim.claim_id: claim for claim in cast(Sequence[Claim], rows["claims"])}
    found: dict[tuple[str, str], list[Claim]] = {}
    for link in cast(Sequence[ClaimCall], rows["claim_calls"]):
        claim = claims[link.claim_id]
        found.setdefault((link.call_id, claim.document_id), []).append(claim)
    return found


def _sides_by_call(rows: Mapping[str, Sequence[Row]]) -> dict[str, set[str]]:
    """Return the sides of each call."""
    found: dict[str, set[str]] = {}
    for row in cast(Sequence[CallSide], rows["call_sides"]):
        found.setdefault(row.call_id, set()).add(row.side_id)
    return found


def _topics_of(rows: Mapping[str, Sequence[Row]]) -> dict[str, list[Topic]]:
    """Return the topics of each claim."""
    found: dict[str, list[Topic]] = {}
    for row in cast(Sequence[ClaimTopic], rows["claim_topics"]):
        found.setdefault(row.claim_id, []).append(row.topic)
    return found


def _holders_of(rows: Mapping[str, Sequence[Row]]) -> dict[str, set[str]]:
    """Return the holding sides of each claim."""
    found: dict[str, set[str]] = {}
    for row in cast(Sequence[ClaimHolder], rows["claim_holders"]):
        found.setdefault(row.claim_id, set()).add(row.side_id)
    return found


def _account(
    side: str,
    document: Document,
    claims: Sequence[Claim],
    topics: Mapping[str, Sequence[Topic]],
    holders: Mapping[str, set[str]],
    on_call: set[str],
) -> Account:
    """Put the claims of one document on one call into their cells."""
    cells: dict[Place, list[Claim]] = {}
    for claim in claims:
        for holder in sorted(holders.get(claim.claim_id, set()) & on_call):
            if claim.holder in HELD:
                for topic in topics[claim.claim_id]:
                    cells.setdefault((holder, topic), []).append(claim)
    touched = frozenset(topic for claim in claims for topic in topics[claim.claim_id])
    return Account(side, document, claims, cells, touched)


@dataclass(frozen=True)
class Matched:
    """One cell of a pair: its topic in each account that has it, and the claims there."""

    holder: str
    topic1: Topic | None
    topic2: Topic | None
    claims1: Sequence[Claim]
    claims2: Sequence[Claim]

    @property
    def topic(self) -> Topic:
        """Return the topic that names the cell."""
        topic = self.topic1 or self.topic2
        assert topic is not None
        return topic


def match_cells(
    first: Mapping[Place, Sequence[Claim]], second: Mapping[Place, Sequence[Claim]]
) -> list[Matched]:
    """Match the cells of two accounts: same topic, then neighbours of which each has one alone.

    Symmetric: the accounts changed round give the same cells, changed round.
    """
    found: list[Matched] = []
    for holder in sorted({h for h, _ in (*first, *second)}):
        ours = {topic for h, topic in first if h == holder}
        theirs = {topic for h, topic in second if h == holder}
        pairs: list[tuple[Topic | None, Topic | None]] = [(t, t) for t in ours & theirs]
        alone1, alone2 = ours - theirs, theirs - ours
        near = sorted(
            ((a, b) for a in alone1 for b in alone2 if frozenset((a.value, b.value)) in NEIGHBOURS),
            key=lambda pair: sorted(topic.value for topic in pair),
        )
        for a, b in near:
            if a in alone1 and b in alone2:
                pairs.append((a, b))
                alone1.discard(a)
                alone2.discard(b)
        pairs += [(topic, None) for topic in alone1] + [(None, topic) for topic in alone2]
        for one, other in pairs:
            found.append(
                Matched(
                    holder,
                    one,
                    other,
                    first.get((holder, one), ()) if one is not None else (),
                    second.get((holder, other), ()) if other is not None else (),
                )
            )
    return sorted(found, key=lambda cell: (cell.holder, cell.topic.value))


def propose_label(ours: Sequence[Claim], theirs: Sequence[Claim]) -> AlignmentLabel:
    """Return what the definition makes of a cell: contradiction first, then how it is attributed.

    A neutral stance is opposed to none.
    """
    if not ours or not theirs:
        return AlignmentLabel.ONE_SIDED
    products = [one.stance * other.stance for one in ours for other in theirs]
    if all(product == -1 for product in products):
        return AlignmentLabel.CONTRADICTORY
    if is_joint(ours) != is_joint(theirs):
        return AlignmentLabel.DIFFERENT_EMPHASIS
    close = any(
        abs(strength(one) - strength(other)) <= CLOSE and one.stance * other.stance != -1
        for one in ours
        for other in theirs
    )
    return AlignmentLabel.CORROBORATED if close else AlignmentLabel.DIFFERENT_EMPHASIS


def is_joint(claims: Sequence[Claim]) -> bool:
    """Say whether all claims of a cell are said to be of both sides."""
    return all(claim.holder == Holder.JOINT for claim in claims)


def strength(claim: Claim) -> int:
    """Return the strength of a claim's act, 0 to 4."""
    return Act(claim.act).strength


def cell_sha256(cell: Matched) -> str:
    """Return the hash of what a label of a cell rests on."""
    lines = [
        f"{number} {topic} {claim.claim_id} {claim.act} {claim.stance} {claim.holder}"
        for number, topic, claims in (
            (1, cell.topic1, cell.claims1),
            (2, cell.topic2, cell.claims2),
        )
        for claim in sorted(claims, key=lambda c: c.claim_id)
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def cell_key(pair: Pair, cell: Matched) -> Key:
    """Return what identifies a cell."""
    return (
        pair.call.call_id,
        pair.first.document.document_id,
        pair.second.document.document_id,
        cell.holder,
        cell.topic.value,
    )


def decision_key(row: AlignmentDecision) -> Key:
    """Return the cell that a decision is on."""
    return row.call_id, row.document1_id, row.document2_id, row.holder_id, row.topic.value


def fold_alignments(
    pairs: Sequence[Pair], decisions: Sequence[AlignmentDecision], names: Mapping[str, str]
) -> list[Alignment]:
    """Return a row for every cell of every pair, labels as decided, else as proposed.

    Args:
        pairs: The accounts to compare.
        decisions: What coders decided.
        names: The name of every entity.

    Raises:
        ProblemsError: if a decision is on a cell that is not there, or was taken on other codes.
    """
    open_decisions = {decision_key(row): row for row in decisions}
    problems: list[Problem] = []
    made: list[Alignment] = []
    for pair in pairs:
        for cell in match_cells(pair.first.cells, pair.second.cells):
            decision = open_decisions.pop(cell_key(pair, cell), None)
            if decision is not None and decision.cell_sha256 != cell_sha256(cell):
                problems.append(_stale(decision, "was decided on other codes"))
            made.append(_row(pair, cell, decision, names))
    problems += [_stale(row, "is on no cell that is there") for row in open_decisions.values()]
    if problems:
        raise ProblemsError(problems)
    return made


def _stale(row: AlignmentDecision, why: str) -> Problem:
    """Return the problem of a decision that no longer stands."""
    message = f"{why}; take the row out and decide again: diplocalls align sheet {row.call_id}"
    subject = " ".join(decision_key(row))
    return Problem(DECISIONS_FILE, 0, "cell_sha256", message, "alignment-stale", subject)


def _row(
    pair: Pair, cell: Matched, decision: AlignmentDecision | None, names: Mapping[str, str]
) -> Alignment:
    """Return the row of one cell."""
    first, second = pair.first, pair.second
    proposed = propose_label(cell.claims1, cell.claims2)
    label = decision.label if decision is not None else proposed
    silent = None
    if label == AlignmentLabel.ONE_SIDED and not (cell.claims1 and cell.claims2):
        mute = second if cell.claims1 else first
        silent = mute.side if mute.document.text_basis in WHOLE else None
    gaps = [abs(strength(a) - strength(b)) for a in cell.claims1 for b in cell.claims2]
    labels = dict.fromkeys(t.label for t in (cell.topic1, cell.topic2) if t is not None)
    return Alignment(
        call_id=pair.call.call_id,
        document1_id=first.document.document_id,
        document2_id=second.document.document_id,
        holder_id=cell.holder,
        topic=cell.topic,
        topic2=cell.topic2,
        side1_id=first.side,
        side2_id=second.side,
        holder_name=names[cell.holder],
        topic_label=" / ".join(labels),
        claims1=_ids(cell.claims1),
        claims2=_ids(cell.claims2),
        n_claims1=len(cell.claims1),
        n_claims2=len(cell.claims2),
        joint1=is_joint(cell.claims1) if cell.claims1 else None,
        joint2=is_joint(cell.claims2) if cell.claims2 else None,
        strength_gap=min(gaps, default=None),
        proposed=proposed,
        label=label,
        silent_id=silent,
        cell_sha256=cell_sha256(cell),
        status=LinkStatus.PROPOSED if decision is None else LinkStatus.DECIDED,
        decided_by=decision.decided_by if decision is not None else None,
        decided_date=decision.decided_date if decision is not None else None,
        note=decision.note if decision is not None else None,
    )


def _ids(claims: Sequence[Claim]) -> str | None:
    """Return the ids of claims in one cell of a table."""
    return ";".join(sorted(claim.claim_id for claim in claims)) or None
