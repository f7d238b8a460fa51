"""One document as an adjudicator or a first human coder needs it: text, claims, every coding.

What is shown is put together here; ``review_page`` makes a page of it. Nothing is edited here:
editing stays in the record, which ``check`` reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from ..schema.blind import Label, LabelsCoding, UnitsCoding
from ..schema.record import ClaimFacts, Record
from .new_record import cut_sentences
from .span_match import match_units

FIELDS = (
    *("holder", "holder_sides", "act", "topics", "targets", "target_role", "stance"),
    *("certainty", "iteration", "commitment", "content", "said_in_call"),
)
"""The codes that are compared."""

SPANS = "spans"
"""The row that says how a coder cut the claim."""


@dataclass(frozen=True)
class Version:
    """One coder's coding of the document; the published one comes first."""

    name: str
    units: UnitsCoding | None = None
    labels: LabelsCoding | None = None
    record: Record | None = None


@dataclass(frozen=True)
class Cell:
    """What one coder said: shown text, whether it differs from what is published, is unsure."""

    shown: str
    differs: bool = False
    unsure: bool = False


@dataclass(frozen=True)
class ReviewedClaim:
    """One claim with every coder's codes: rows of (field, one cell a version)."""

    key: str
    evidence: Sequence[tuple[int, int]]
    cue: tuple[int, int] | None
    gloss: str
    note: str
    rows: Sequence[tuple[str, Sequence[Cell]]]


@dataclass(frozen=True)
class Review:
    """Everything there is to see of a document."""

    document_id: str
    text: str | None
    sentences: Sequence[tuple[int, int]]
    versions: Sequence[str]
    facts: Sequence[tuple[str, Sequence[Cell]]]
    claims: Sequence[ReviewedClaim]
    extra: Sequence[str]


def make_review(document_id: str, text: str | None, versions: Sequence[Version]) -> Review:
    """Return what there is to see of a document.

    Args:
        document_id: The document.
        text: Its canonical text, if it is at hand.
        versions: The codings; the first is what the others are compared with.
    """
    base = versions[0]
    return Review(
        document_id=document_id,
        text=text,
        sentences=list(cut_sentences(text)) if text is not None else [],
        versions=[version.name for version in versions],
        facts=_facts(versions),
        claims=[_claim(claim, versions) for claim in _claims(base)],
        extra=list(_extra(versions)),
    )


def _claims(version: Version) -> list[ClaimFacts | Label]:
    """Return the claims of a version with their codes."""
    if version.record is not None:
        return list(version.record.claims or ())
    return list(version.labels.claims) if version.labels is not None else []


def _spans_of(version: Version) -> list[list[tuple[int, int]]]:
    """Return how a version cut the text."""
    if version.record is not None:
        return [claim.evidence for claim in version.record.claims or ()]
    return [unit.evidence for unit in version.units.units] if version.units is not None else []


def _facts(versions: Sequence[Version]) -> list[tuple[str, list[Cell]]]:
    """Return the facts of document and calls, a row each."""
    columns: list[dict[str, str]] = []
    for version in versions:
        source = version.record or version.units
        facts: dict[str, str] = {}
        if source is not None:
            facts["doc_type"] = source.document.doc_type.value
            facts["issuing_sides"] = shown(source.document.issuing_sides)
            for call in source.calls:
                values = call.model_dump(exclude={"key", "participants", "note"})
                facts |= {f"{call.key}.{name}": shown(value) for name, value in values.items()}
                facts[f"{call.key}.participants"] = "; ".join(
                    f"{p.side} {p.name_printed or p.role.value}, {p.office_class.value}"
                    for p in call.participants
                )
        columns.append(facts)
    names = list(dict.fromkeys(name for facts in columns for name in facts))
    rows: list[tuple[str, list[Cell]]] = []
    for name in names:
        cells = [Cell("")] * len(versions)
        for place, facts in enumerate(columns):
            if facts:
                said = facts.get(name, "-")
                cells[place] = Cell(said, said != columns[0].get(name, "-"))
        rows.append((name, cells))
    return rows


def _claim(claim: ClaimFacts | Label, versions: Sequence[Version]) -> ReviewedClaim:
    """Return one claim with what every version says of it."""
    theirs = [_same_claim(claim, version) for version in versions]
    rows: list[tuple[str, list[Cell]]] = [
        (SPANS, [_span_cell(claim, version) for version in versions])
    ]
    for field in FIELDS:
        wanted = shown(getattr(claim, field))
        cells: list[Cell] = []
        for other in theirs:
            if other is None:
                cells.append(Cell(""))
                continue
            said = shown(getattr(other, field))
            cells.append(Cell(said, said != wanted, field in other.unsure))
        rows.append((field, cells))
    return ReviewedClaim(
        key=claim.id,
        evidence=claim.evidence,
        cue=claim.cue if isinstance(claim, ClaimFacts) else None,
        gloss=claim.gloss,
        note=claim.note or "",
        rows=rows,
    )


def _same_claim(claim: ClaimFacts | Label, version: Version) -> ClaimFacts | Label | None:
    """Return what a version says of a claim: the labels of the same spans."""
    for other in _claims(version):
        if other.evidence == claim.evidence:
            return other
    return None


def _span_cell(claim: ClaimFacts | Label, version: Version) -> Cell:
    """Say whether a version cut the claim in the same way."""
    if version.record is None and version.units is None:
        return Cell("")
    spans = _spans_of(version)
    if claim.evidence in spans:
        return Cell("same")
    found = match_units([claim.evidence], spans, 0.5)
    if not found.pairs:
        return Cell("not cut", differs=True)
    other = spans[found.pairs[0][1]]
    return Cell(" ".join(f"{start}-{end}" for start, end in other), differs=True)


def _extra(versions: Sequence[Version]) -> list[str]:
    """Name the units that only a coder cut."""
    base = _spans_of(versions[0])
    lines: list[str] = []
    for version in versions[1:]:
        spans = _spans_of(version)
        met = {place for _, place in match_units(base, spans, 0.5).pairs}
        for place, unit in enumerate(spans):
            if place not in met:
                where = " ".join(f"{start}-{end}" for start, end in unit)
                lines.append(f"{version.name} alone cut {where}")
    return lines


def shown(value: object) -> str:
    """Return a value as a reviewer reads it.

    >>> shown([]), shown(None), shown(["USA", "RUS"])
    ('-', '-', 'USA, RUS')
    """
    if value is None or value == []:
        return "-"
    if isinstance(value, list | tuple):
        return ", ".join(shown(item) for item in value)
    return str(value.value) if isinstance(value, Enum) else str(value)
