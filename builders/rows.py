"""The fold: authored sources and records in, the rows of every table out. Pure.

Derived values (labels, counts, merged facts) are made here and nowhere else; the check of built
tables makes them again and compares.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar, cast

from ..schema.call_rows import Call, CallConflict, Participant
from ..schema.code_rows import code_rows
from ..schema.document_codes import CodingStatus, Scope
from ..schema.document_rows import Document, DocumentIssuer
from ..schema.record import Record
from ..schema.round_rows import Coding
from ..schema.row import Row
from ..schema.tables import MEASURED, TABLES
from .alignment import find_pairs, fold_alignments
from .call_fold import (
    View,
    fold_call,
    fold_conflicts,
    fold_participants,
    fold_sides,
    fold_view,
    side_names,
)
from .claim_fold import (
    BlindCoders,
    ClaimInPlace,
    blind_coders,
    fold_claim,
    fold_claim_calls,
    fold_evidence,
    fold_holders,
    fold_targets,
    fold_topic_counts,
    fold_topics,
)
from .divergence import fold_divergence, fold_dyads
from .labels import document_label
from .office_fold import fold_offices
from .problems import Problem, ProblemsError
from .sources import Sources

Tables = Mapping[str, Sequence[Row]]
"""The rows of every table, each table sorted by its key."""

_AnyRow = TypeVar("_AnyRow", bound=Row)

MAX_DAYS_APART = 7
"""Documents further apart than this do not report one call: the link is a slip."""

LINKS_FILE = "datasets/register/call_links.csv"


def fold(records: Iterable[Record], sources: Sources, measured: Tables | None = None) -> Tables:
    """Return the rows of every table.

    The order of the records does not matter.

    Args:
        records: Codings and drafts.
        sources: What is authored beside them.
        measured: The rows of the tables that are made from raw codings.

    Raises:
        ProblemsError: if a call of a record has no link, or a link no call.
    """
    ordered = sorted(records, key=lambda record: record.document_id)
    views = _link_views(ordered, sources)
    places = {record.document_id: _place_claims(record, sources) for record in ordered}
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    _pass_through(rows, sources)
    for name in MEASURED:
        rows[name] += (measured or {}).get(name, ())
    blind = blind_coders(cast(Sequence[Coding], rows["codings"]), sources.coders)
    documents = {record.document_id: fold_document(record, sources) for record in ordered}
    rows["documents"] += documents.values()
    for record in ordered:
        rows["document_issuers"] += _issuers(record, sources)
    calls = _fold_calls(rows, views, places, sources)
    read = {r.document_id for r in ordered if r.coding.status != CodingStatus.DRAFT}
    rows["offices"] += fold_offices(cast(Sequence[Participant], rows["participants"]), read)
    for document_id, claims in places.items():
        _fold_claims(rows, claims, documents[document_id], calls, sources, blind)
    _fold_both_sides(rows, sources)
    return {name: sort_rows(name, table) for name, table in rows.items()}


def sort_rows(name: str, rows: Sequence[_AnyRow]) -> list[_AnyRow]:
    """Return the rows of a table sorted by its key."""
    key = TABLES[name].key
    return sorted(rows, key=lambda row: tuple(getattr(row, column) for column in key))


def _pass_through(rows: dict[str, list[Row]], sources: Sources) -> None:
    """Add the tables that are authored or declared as they are published."""
    rows["codes"] += code_rows()
    rows["coders"] += sources.coders.values()
    rows["entities"] += sources.entities.values()
    rows["persons"] += sources.persons.values()
    rows["publishers"] += sources.publishers.values()
    rows["register"] += sources.register
    rows["locations"] += sources.locations
    rows["screenings"] += sources.screenings
    rows["item_pairs"] += sources.item_pairs
    rows["retired_ids"] += sources.retired_ids
    rows["samples"] += sources.samples
    rows["test_runs"] += sources.test_runs
    rows["quality"] += sources.quality
    rows["calibration"] += sources.calibration
    rows["confusions"] += sources.confusions
    rows["checks"] += sources.checks
    rows["plants"] += sources.plants
    rows["leads"] += sources.leads
    rows["absences"] += sources.absences
    rows["alignment_codings"] += sources.alignment_codings


def _link_views(records: Sequence[Record], sources: Sources) -> dict[str, list[View]]:
    """Return the views of every call, in order of document."""
    views: dict[str, list[View]] = {}
    problems: list[Problem] = []
    seen: set[tuple[str, str]] = set()
    for record in records:
        for call in record.calls:
            key = (record.document_id, call.key)
            link = sources.call_links.get(key)
            if link is None:
                message = f"call '{call.key}' of {record.document_id} has no link; add a row"
                problems.append(Problem(LINKS_FILE, 0, "call_id", message, "call-link"))
                continue
            seen.add(key)
            views.setdefault(link.call_id, []).append(View(link, record, call))
    coded = {record.document_id for record in records}
    for document_id, key in sorted(set(sources.call_links) - seen):
        lacks = f"has no call '{key}'" if document_id in coded else "has no record"
        message = f"{document_id} {lacks}; remove the row, or mend what it links"
        problems.append(Problem(LINKS_FILE, 0, "call_key", message, "call-link"))
    for call_id, found in views.items():
        problems += _check_link(call_id, found)
    if problems:
        raise ProblemsError(problems)
    return dict(sorted(views.items()))


def _check_link(call_id: str, views: Sequence[View]) -> Iterator[Problem]:
    """Yield a problem where what is linked can hardly be the call of that id."""
    years = {day.year for view in views for day in (view.call.date_first, view.call.date_last)}
    if int(call_id.split("-")[1]) not in years:
        dated = " or ".join(str(year) for year in sorted(years))
        message = f"{call_id} is dated {dated}; take the next free id of that year"
        yield Problem(LINKS_FILE, 0, "call_id", message, "call-link")
    documents = [view.record.document_id for view in views]
    if len(set(documents)) < len(documents):
        message = f"two calls of one document are linked to {call_id}; they are one or two calls"
        yield Problem(LINKS_FILE, 0, "call_id", message, "call-link")
    starts, ends = [v.call.date_first for v in views], [v.call.date_last for v in views]
    if (max(starts) - min(ends)).days > MAX_DAYS_APART:
        message = f"the documents linked to {call_id} date it {max(starts)} and {min(ends)}"
        yield Problem(LINKS_FILE, 0, "call_id", f"{message}; part them", "call-link")
    shared = set.intersection(*(set(view.call.sides) for view in views))
    if len(shared) < 2 and len(views) > 1:
        named = ", ".join(documents)
        message = f"{named} share no two sides on {call_id}; they report different calls"
        yield Problem(LINKS_FILE, 0, "call_id", message, "call-link")


def _place_claims(record: Record, sources: Sources) -> list[ClaimInPlace]:
    """Return the claims of a record with the ids of their calls."""
    ids: dict[str, str] = {}
    for call in record.calls:
        link = sources.call_links.get((record.document_id, call.key))
        if link is not None:
            ids[call.key] = link.call_id
    return [
        ClaimInPlace(record, claim, tuple(sorted(ids[key] for key in claim.calls or ids)))
        for claim in record.claims or ()
    ]


def fold_document(record: Record, sources: Sources) -> Document:
    """Return the row of one coded document."""
    item = sources.documents[record.document_id]
    issuing = record.document.issuing_sides
    scopes = {call.scope for call in record.calls}
    coder = sources.coders[record.coding.coder_id]
    places = sources.places[record.document_id]
    claims = record.claims
    return Document(
        document_id=record.document_id,
        document_label=document_label(record, sources.persons, sources.entities),
        publisher_id=item.publisher_id,
        publisher_name=sources.publishers[item.publisher_id].name,
        issuer_id=issuing[0] if len(issuing) == 1 else None,
        issuer_names=side_names(issuing, sources),
        doc_type=record.document.doc_type,
        issue_form=record.document.issue_form,
        language=item.language,
        translation_status=record.document.translation_status,
        title=item.title,
        title_sha256=item.title_sha256,
        url=places[0].url,
        published_date=item.published_date,
        published_utc=item.published_utc,
        stamp_zone=item.stamp_zone,
        scope=scopes.pop() if len(scopes) == 1 else Scope.MIXED,
        text_basis=record.text.basis,
        canon_version=record.text.canon,
        text_sha256=record.text.sha256,
        n_chars=record.text.n_chars,
        coding_status=record.coding.status,
        coder_id=coder.coder_id,
        coder_kind=coder.coder_kind,
        coded_date=record.coding.date,
        checked_by=record.coding.checked_by,
        codebook_version=record.codebook_version,
        n_calls=len(record.calls),
        claims_coded=claims is not None,
        n_claims=len(claims) if claims is not None else None,
        retired_claims=";".join(record.retired_claims) or None,
        template_group=item.template_group,
        translation_group=item.translation_group,
        split=sources.splits.get(record.document_id),
        note=record.note,
    )


def _issuers(record: Record, sources: Sources) -> list[DocumentIssuer]:
    """Return the issuing sides of a document."""
    return [
        DocumentIssuer(
            document_id=record.document_id, side_id=side, side_name=sources.entities[side].name
        )
        for side in record.document.issuing_sides
    ]


def _fold_calls(
    rows: dict[str, list[Row]],
    views: Mapping[str, Sequence[View]],
    places: Mapping[str, Sequence[ClaimInPlace]],
    sources: Sources,
) -> dict[str, Call]:
    """Add the rows of every call and return the calls by id."""
    counts: dict[str, int] = {}
    for claims in places.values():
        for place in claims:
            for call_id in place.call_ids:
                counts[call_id] = counts.get(call_id, 0) + 1
    calls: dict[str, Call] = {}
    for call_id, seen in views.items():
        call = fold_call(call_id, seen, sources, counts.get(call_id, 0))
        calls[call_id] = call
        rows["call_conflicts"] += fold_conflicts(call_id, seen)
        rows["call_sides"] += fold_sides(call_id, seen, sources)
        for view in seen:
            rows["call_documents"].append(fold_view(view, sources))
            rows["participants"] += fold_participants(view, call, sources)
    rows["calls"] += calls.values()
    return calls


def _fold_both_sides(rows: dict[str, list[Row]], sources: Sources) -> None:
    """Add the rows that compare two accounts of one call."""
    pairs = list(find_pairs(rows))
    names = {entity_id: entity.name for entity_id, entity in sources.entities.items()}
    alignments = fold_alignments(pairs, sources.alignment_decisions, names)
    torn = {
        (row.call_id, row.variable) for row in cast(Sequence[CallConflict], rows["call_conflicts"])
    }
    conflicts = Counter(call_id for call_id, _ in torn)
    divergence = fold_divergence(pairs, alignments, conflicts)
    rows["alignments"] += alignments
    rows["divergence"] += divergence
    rows["dyad_divergence"] += fold_dyads(divergence)


def _fold_claims(
    rows: dict[str, list[Row]],
    places: Sequence[ClaimInPlace],
    document: Document,
    calls: Mapping[str, Call],
    sources: Sources,
    blind: BlindCoders,
) -> None:
    """Add the rows of every claim of one document."""
    for place in places:
        rows["claims"].append(fold_claim(place, document, calls, sources, blind))
        rows["claim_calls"] += fold_claim_calls(place)
        rows["claim_holders"] += fold_holders(place, sources)
        rows["claim_topics"] += fold_topics(place)
        rows["claim_targets"] += fold_targets(place, sources)
        rows["claim_evidence"] += fold_evidence(place)
    rows["topics"] += fold_topic_counts(places, document, calls)
