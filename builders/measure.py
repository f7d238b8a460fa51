"""The tables made from raw codings: what each coder said, audits, and every figure of agreement.

Raw codings are read here; how agreement is measured is in ``reliability``, error in
``audit_rates``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from ..schema.blind import Handed, LabelsCoding, UnitsCoding
from ..schema.record import CallFacts, Record
from ..schema.reference_rows import Coder
from ..schema.round_codes import CodingPass
from ..schema.round_rows import CallCoding, Coding
from ..schema.row import Row
from .alignment_agreement import measure_alignment_codings
from .audit_rates import measure_audits, measure_probes
from .audits import read_audits
from .claim_fold import span_list
from .probes import read_answers
from .problems import Problem, ProblemsError
from .project import Project
from .recoding import coding_rows, measure_recodings, read_recodings
from .reliability import Codings, compare_round
from .rounds import LABELS, UNITS, check_sums, coders_of, list_rounds, read_pass
from .sources import Sources

_Coding = TypeVar("_Coding", bound=Handed)


def measure(
    project: Project, sources: Sources, published: Mapping[str, Record] | None = None
) -> Mapping[str, Sequence[Row]]:
    """Return the rows of every table that is made from raw codings.

    Args:
        project: The checkout.
        sources: What is registered.
        published: The codings by document, which recodings are compared with; None for none.

    Raises:
        ProblemsError: with every raw file that is broken, edited or handed in by nobody known.
    """
    rows: dict[str, list[Row]] = {name: [] for name in ("codings", "call_codings", "audits")}
    figures: list[Row] = []
    problems: list[Problem] = []
    for round_id in list_rounds(project):
        problems += check_sums(project, round_id)
        if problems:
            continue
        codings = read_round(project, round_id, sources)
        for one in codings:
            rows["codings"] += unit_rows(one)
            rows["codings"] += label_rows(one)
            rows["call_codings"] += call_rows(one)
        figures += compare_round(
            round_id,
            codings,
            lambda name: sources.documents[name].publisher_id,
            sources.splits.get,
            person_finder(sources),
        )
        audits = read_audits(project, round_id)
        rows["audits"] += audits
        figures += measure_audits(round_id, audits)
        figures += measure_probes(round_id, read_answers(project, round_id))
        again = read_recodings(project, round_id)
        if again:
            kinds = {name: sources.coders[name].coder_kind for name in again}
            rows["codings"] += coding_rows(round_id, again, kinds)
            figures += measure_recodings(round_id, again, published or {}, sources)
    figures += measure_alignment_codings(sources)
    if problems:
        raise ProblemsError(problems)
    return {**rows, "reliability": figures}


def person_finder(sources: Sources) -> Callable[[str, str], str]:
    """Return a function that gives the person whom a side's printed name stands for.

    A name that is no alias of anybody stands for itself, without case.
    """
    known = sources.persons_by_name
    return lambda side, name: known.get((side, name), name.casefold())


def read_round(project: Project, round_id: str, sources: Sources) -> list[Codings]:
    """Return what every coder handed in, in order of coder.

    Raises:
        ProblemsError: if a coder is not registered for the round.
    """
    names = sorted({*coders_of(project, round_id, UNITS), *coders_of(project, round_id, LABELS)})
    problems = [
        Problem(f"datasets/rounds/{round_id}", 0, name, "is no coder of this round", "coder")
        for name in names
        if name not in sources.coders or sources.coders[name].round != round_id
    ]
    if problems:
        raise ProblemsError(problems)
    return [
        Codings(
            sources.coders[name],
            read_pass(project, round_id, UNITS, name, UnitsCoding),
            read_pass(project, round_id, LABELS, name, LabelsCoding),
        )
        for name in names
    ]


def _head(coding: Handed, coder: Coder, pass_: CodingPass) -> dict[str, object]:
    """Return the cells that every row of a raw coding has."""
    return {
        "round": coding.round,
        "coding_pass": pass_,
        "document_id": coding.document_id,
        "coder_id": coding.coder_id,
        "coder_kind": coder.coder_kind,
        "session": coding.session,
        "coding_date": coding.date,
    }


def unit_rows(codings: Codings) -> Iterator[Coding]:
    """Yield a row for every unit a coder cut."""
    for coding in codings.units.values():
        head = _head(coding, codings.coder, CodingPass.UNITS)
        for unit in coding.units:
            yield Coding.model_validate(
                {
                    **head,
                    "claim_key": unit.id,
                    "evidence": span_list(unit.evidence),
                    "cue": span_list([unit.cue]) if unit.cue else None,
                    "unsure": "unit" if unit.unsure else None,
                    "note": unit.note,
                }
            )


def label_rows(codings: Codings) -> Iterator[Coding]:
    """Yield a row for every unit a coder labelled."""
    for coding in codings.labels.values():
        head = _head(coding, codings.coder, CodingPass.LABELS)
        for label in coding.claims:
            yield Coding.model_validate(
                {
                    **head,
                    "claim_key": label.id,
                    "evidence": span_list(label.evidence),
                    "holder": label.holder,
                    "holder_side_ids": ";".join(label.holder_sides) or None,
                    "act": label.act,
                    "topic": label.topics[0],
                    "topics": ";".join(topic.value for topic in label.topics),
                    "target_ids": ";".join(label.targets) or None,
                    "target_role": label.target_role,
                    "stance": label.stance,
                    "certainty": label.certainty,
                    "iteration": label.iteration,
                    "commitment": label.commitment,
                    "content": label.content,
                    "said_in_call": label.said_in_call,
                    "confidence": label.confidence,
                    "unsure": ";".join(label.unsure) or None,
                    "note": label.note,
                }
            )


def call_rows(codings: Codings) -> Iterator[CallCoding]:
    """Yield a row for every call a coder found."""
    for coding in codings.units.values():
        head = _head(coding, codings.coder, CodingPass.UNITS)
        for name in ("coding_pass", "session", "coding_date"):
            head.pop(name)
        for call in coding.calls:
            people = [
                f"{part.side} {part.name_printed or part.office or part.role.value} "
                f"({part.office_class.value})"
                for part in call.participants
            ]
            apart = {"key", "sides", "participants", "tone", "initiator", "note"}
            drafts_only = {name for name in CallFacts.model_fields if name.startswith("p_")}
            facts = call.model_dump(exclude=apart | drafts_only)
            yield CallCoding.model_validate(
                {
                    **head,
                    **facts,
                    "call_key": call.key,
                    "doc_type": coding.document.doc_type,
                    "issuing_side_ids": ";".join(coding.document.issuing_sides),
                    "side_ids": ";".join(call.sides),
                    "initiator_id": call.initiator,
                    "tone": ";".join(tone.value for tone in call.tone) or None,
                    "participants": "; ".join(people),
                    "unsure": ";".join(sorted(coding.unsure)) or None,
                    "note": call.note or coding.note,
                }
            )
