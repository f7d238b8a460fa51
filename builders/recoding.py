"""Checked documents coded again, blind and from the bare text: drawing, reading, measuring.

What "checked" is worth against a coding that saw no draft. Whole recodings lie in the folder of
their round, in the form of records, and are never edited.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ..schema.check_codes import CheckOutcome
from ..schema.document_codes import CoderKind, CodingStatus
from ..schema.record import Record
from ..schema.round_codes import CodingPass, Comparison, Drawn
from ..schema.round_rows import Coding, Reliability, SampledDocument
from .claim_fold import span_list
from .evaluate import measure
from .project import Project
from .records import read_record
from .reliability import Figures
from .rounds import coders_of, round_folder
from .sources import Sources

WHOLE = "whole"
"""The pass in which units and labels are coded at once."""


def draw_checked(
    sources: Sources, statuses: Mapping[str, CodingStatus], round_id: str, size: int, seed: str
) -> list[SampledDocument]:
    """Draw documents at random from those that were checked against drafts.

    Only texts that a mirror pins are drawn, and none that was drawn for another round.

    Args:
        sources: What is registered, checked and drawn.
        statuses: How each document is coded.
        round_id: The round they are drawn for.
        size: How many.
        seed: What the draw rests on.
    """
    drawn = {row.document_id for row in sources.samples}
    taken = {
        row.document_id
        for row in sources.checks
        if row.outcome == CheckOutcome.TAKEN and row.drafter_id is not None
    }
    fit = sorted(
        name
        for name in taken - drawn
        if statuses.get(name) == CodingStatus.CHECKED
        and any(place.source_commit for place in sources.places[name])
    )
    ranks = {row.document_id: row.rank.value for row in sources.checks}
    chosen = sorted(random.Random(f"{round_id} {seed}").sample(fit, min(size, len(fit))))
    return [
        SampledDocument(
            round=round_id, document_id=name, stratum=f"checked {ranks[name]}", drawn=Drawn.STRATUM
        )
        for name in chosen
    ]


def recoding_path(project: Project, round_id: str, coder_id: str, document_id: str) -> Path:
    """Return where a recoding lies."""
    return round_folder(project, round_id) / WHOLE / coder_id / f"{document_id}.yml"


def read_recodings(project: Project, round_id: str) -> dict[str, dict[str, Record]]:
    """Return every coder's recodings of a round, by coder and document."""
    found: dict[str, dict[str, Record]] = {}
    for coder_id in coders_of(project, round_id, WHOLE):
        folder = round_folder(project, round_id) / WHOLE / coder_id
        found[coder_id] = {
            path.stem: read_record(path, project.relative(path)).record
            for path in sorted(folder.glob("*.yml"))
        }
    return found


def measure_recodings(
    round_id: str,
    recodings: Mapping[str, Mapping[str, Record]],
    published: Mapping[str, Record],
    sources: Sources,
) -> list[Reliability]:
    """Return how far recodings agree with what is published, over all coders of the round.

    Claims are matched by their characters; labels are compared on the claims that both cut. What
    was double-coded since, or corrected after the recoding, is compared as it stands today.

    Args:
        round_id: The round.
        recodings: Each coder's recodings by document.
        published: The published codings.
        sources: For publishers and splits.
    """
    mine = {name: record for some in recodings.values() for name, record in some.items()}
    wanted = sorted(name for name in mine if name in published)
    if not wanted:
        return []
    first = min(recodings)
    figures = Figures(
        round_id,
        Comparison.MODEL_CHECKED,
        first,
        None,
        lambda name: sources.documents[name].publisher_id,
        sources.splits.get,
    )
    for one in measure(mine, published, wanted):
        figures.add(one.variable, one.statistic, one.estimate, one.n_documents, one.n_units)
    return figures.rows


def coding_rows(
    round_id: str, recodings: Mapping[str, Mapping[str, Record]], kinds: Mapping[str, CoderKind]
) -> Iterator[Coding]:
    """Yield a row for every claim of every recoding, as the table of raw codings has it."""
    for coder_id, records in recodings.items():
        for record in records.values():
            for claim in record.claims or ():
                yield Coding(
                    round=round_id,
                    coding_pass=CodingPass.WHOLE,
                    document_id=record.document_id,
                    coder_id=coder_id,
                    coder_kind=kinds[coder_id],
                    session=coder_id,
                    coding_date=record.coding.date,
                    claim_key=claim.id,
                    evidence=span_list(claim.evidence),
                    cue=span_list([claim.cue]) if claim.cue else None,
                    holder=claim.holder,
                    holder_side_ids=";".join(claim.holder_sides) or None,
                    act=claim.act,
                    topic=claim.topics[0],
                    topics=";".join(topic.value for topic in claim.topics),
                    target_ids=";".join(claim.targets) or None,
                    target_role=claim.target_role,
                    stance=claim.stance,
                    certainty=claim.certainty,
                    iteration=claim.iteration,
                    commitment=claim.commitment,
                    content=claim.content,
                    said_in_call=claim.said_in_call,
                    confidence=claim.confidence,
                    unsure=";".join(claim.unsure) or None,
                    note=claim.note,
                )


def order(rows: Sequence[SampledDocument], coder: int, n_coders: int) -> list[str]:
    """Return the documents that one of several coders gets: each gets every so many."""
    names = [row.document_id for row in rows]
    return names[coder::n_coders]
