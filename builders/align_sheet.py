"""Alignment sheets: two accounts of a call and their cells in plain lines, labels read back.

A sheet holds words of the texts and is never kept. What a cell is, is decided in ``alignment``.

    == call-2021-0003 | az-president-2021-0001 | us-state-2021-0001
    # first: Azerbaijan, full_as_carried
    # first c01 | own Azerbaijan | THANK +1 | gloss | words of the text
    1 | AZE | t0101 | t0101 | c03 | c01 | label | unsure | note
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from ..schema.alignment_codes import AlignmentLabel
from ..schema.claim_rows import Claim, ClaimEvidence
from ..schema.row import Row
from ..schema.rules import nearest
from .alignment import Key, Matched, Pair, cell_key, match_cells, propose_label
from .problems import Problem

OPEN = "?"
"""Stands where a blind coder has to label."""


@dataclass(frozen=True)
class Labelled:
    """One label read from a sheet."""

    pair: Pair
    cell: Matched
    label: AlignmentLabel
    unsure: bool
    note: str | None


def write_align_sheet(
    pair: Pair,
    rows: Mapping[str, Sequence[Row]],
    text_of: Callable[[str], str | None],
    blind: bool,
) -> Iterator[str]:
    """Yield the lines that an aligning coder gets on two accounts of one call.

    Args:
        pair: The accounts.
        rows: The folded tables.
        text_of: Gives a document's canonical text, or None.
        blind: Whether the proposed labels stay hidden.
    """
    first, second = pair.first.document, pair.second.document
    yield f"== {pair.call.call_id} | {first.document_id} | {second.document_id}"
    yield f"# {pair.call.call_label}"
    spans: dict[str, list[tuple[int, int]]] = {}
    for row in cast(Sequence[ClaimEvidence], rows["claim_evidence"]):
        spans.setdefault(row.claim_id, []).append((row.span_start, row.span_end))
    for name, account in (("first", pair.first), ("second", pair.second)):
        document = account.document
        yield f"# {name}: {document.issuer_names}, text {document.text_basis.value}"
        text = text_of(document.document_id)
        for claim in account.claims:
            words = "-"
            if text is not None:
                words = " ... ".join(text[a:b].replace("\n", " ") for a, b in spans[claim.claim_id])
            yield f"# {name} {_say_claim(claim)} | {words}"
    for number, cell in enumerate(match_cells(pair.first.cells, pair.second.cells), 1):
        label = OPEN if blind else propose_label(cell.claims1, cell.claims2).value
        topics = [topic.value if topic is not None else "-" for topic in (cell.topic1, cell.topic2)]
        claims = [_keys(some) for some in (cell.claims1, cell.claims2)]
        yield " | ".join([str(number), cell.holder, *topics, *claims, label, "-", "-"])
    yield ""


def _say_claim(claim: Claim) -> str:
    """Return a claim in one line."""
    key = claim.claim_id.rpartition("-")[2]
    holder = f"{claim.holder.value} {claim.holder_names or ''}".strip()
    return f"{key} | {holder} | {claim.act.value} {claim.stance:+d} | {claim.gloss}"


def _keys(claims: Sequence[Claim]) -> str:
    """Return the keys of claims as a cell shows them."""
    return ", ".join(sorted(claim.claim_id.rpartition("-")[2] for claim in claims)) or "-"


def read_align_sheet(
    data: str, shown: str, pairs: Sequence[Pair]
) -> tuple[list[Labelled], list[Problem]]:
    """Return the labels of a sheet, and everything that is wrong with it.

    Every cell of a call that stands in the sheet needs its line.

    Args:
        data: The sheet.
        shown: Its name in messages.
        pairs: The accounts that can be in it.
    """
    known = {_head(pair): pair for pair in pairs}
    problems: list[Problem] = []
    found: list[Labelled] = []
    cells: list[Matched] = []
    pair: Pair | None = None
    seen: set[int] = set()

    def add(line: int, message: str, rule: str = "align-line") -> None:
        subject = pair.call.call_id if pair is not None else ""
        problems.append(Problem(shown, line, "", message, rule, subject))

    def close(line: int) -> None:
        missing = [str(n) for n in range(1, len(cells) + 1) if n not in seen]
        if pair is not None and missing:
            add(line, f"cells {', '.join(missing)} have no line", "align-whole")

    number = 0
    for number, raw in enumerate(data.splitlines(), 1):
        line = raw.strip()
        if line.startswith("#") or not line:
            continue
        if line.startswith("=="):
            close(number)
            pair, cells, seen = known.get(line[2:].strip()), [], set()
            if pair is None:
                hint = nearest(line[2:].strip(), known)
                add(number, f"'{line}' is no pair of accounts of today's tables{hint}")
            else:
                cells = match_cells(pair.first.cells, pair.second.cells)
            continue
        if pair is None:
            continue
        parts = [part.strip() for part in line.split("|")]
        at = int(parts[0]) if parts[0].isdigit() else 0
        if len(parts) < 7 or not 1 <= at <= len(cells):
            add(number, "write: number | holder | topic | topic | claims | claims | label | unsure")
            continue
        if at in seen:
            add(number, f"cell {at} stands twice")
            continue
        seen.add(at)
        cell = cells[at - 1]
        if parts[1] != cell.holder:
            add(number, f"cell {at} is of {cell.holder}, not {parts[1]}; keep the lines as given")
            continue
        try:
            label = AlignmentLabel(parts[6])
        except ValueError:
            hint = nearest(parts[6], [code.value for code in AlignmentLabel])
            add(number, f"'{parts[6]}' is no label{hint}")
            continue
        rest = [*parts[7:], "-", "-"]
        note = None if rest[1] in ("", "-") else rest[1]
        unlike = label != propose_label(cell.claims1, cell.claims2)
        lone = not (cell.claims1 and cell.claims2)
        if unlike and lone and note is None:
            message = "one account has no claim here; name in the note the claim that answers it"
            add(number, message, "align-note")
            continue
        found.append(Labelled(pair, cell, label, rest[0] in ("yes", "unsure"), note))
    close(number)
    return found, problems


def _head(pair: Pair) -> str:
    """Return the line that names a pair of accounts."""
    ids = (pair.first.document.document_id, pair.second.document.document_id)
    return " | ".join((pair.call.call_id, *ids))


def key_of(labelled: Labelled) -> Key:
    """Return the cell that a label is on."""
    return cell_key(labelled.pair, labelled.cell)
