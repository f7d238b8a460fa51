"""A machine's drafts against the published double codings, by split.

On ``dev`` everything may be looked at. On ``test`` only figures over all documents come out, and
every run is appended to the published ledger: nothing may be tuned on it.
"""

from __future__ import annotations

import hashlib
import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..schema.document_codes import CodingStatus
from ..schema.quality_rows import Calibration, Confusion, Quality
from ..schema.record import ClaimFacts, Record
from ..schema.round_codes import Split, Statistic
from ..schema.round_rows import TestRun
from .alpha import Estimate, estimate_alpha, estimate_ratio
from .drafting.trust import judge_calls, judge_claims
from .measured_variables import FACT_OF_RECORD, LABEL_FIELDS
from .planting import STANCES
from .problems import Problem, ProblemsError
from .records import write_record
from .reliability import DISTANCES, rounded
from .sources import Sources
from .span_match import match_units

LEAST_OVERLAP = 0.5
"""A drafted claim is a published one where their characters overlap so much."""


@dataclass(frozen=True)
class Measured:
    """One figure of a machine on one split."""

    variable: str
    statistic: Statistic
    n_documents: int
    n_units: int
    estimate: Estimate


def evaluate(
    drafts: Mapping[str, Record], gold: Mapping[str, Record], split: Split, sources: Sources
) -> list[Measured]:
    """Return how far drafts agree with the published coding of every document of a split.

    Args:
        drafts: The drafts by document.
        gold: The published records by document.
        split: dev or test.
        sources: What is registered.

    Raises:
        ProblemsError: if a document of the split has no draft: leaving out the hard ones is no
            measurement.
    """
    wanted = documents_of(split, gold, sources)
    missing = [name for name in wanted if name not in drafts]
    if missing or not wanted:
        message = f"has no draft; a run needs all {len(wanted)} documents of {split.value}"
        raise ProblemsError(
            [Problem(name, 0, "", message, "evaluate-whole") for name in missing]
            or [Problem("", 0, "", f"no document of {split.value} is coded", "evaluate-whole")]
        )
    return measure(drafts, gold, wanted)


def measure(
    drafts: Mapping[str, Record], gold: Mapping[str, Record], wanted: Sequence[str]
) -> list[Measured]:
    """Return every figure over some documents."""
    made = [_measure_units(drafts, gold, wanted)]
    for variable, (read, statistic) in FACT_OF_RECORD.items():
        pairs = [(name, read(drafts[name]), read(gold[name])) for name in wanted]
        agree = [float(one == other) for _, one, other in pairs]
        estimate = estimate_ratio(agree, [1.0] * len(pairs), wanted)
        made.append(Measured(variable, statistic, len(wanted), len(pairs), estimate))
    matched = [
        (name, one, other)
        for name in wanted
        for one, other in matched_claims(drafts[name], gold[name])
    ]
    for variable, (read_label, statistic, _) in LABEL_FIELDS.items():
        values = [(read_label(one), read_label(other)) for _, one, other in matched]
        names = [name for name, _, _ in matched]
        estimate = (
            estimate_alpha(values, names, DISTANCES[statistic])
            if values
            else Estimate(None, None, None)
        )
        made.append(Measured(variable, statistic, len(set(names)), len(values), estimate))
        right = [float(one == other) for one, other in values]
        share = estimate_ratio(right, [1.0] * len(right), names)
        made.append(Measured(variable, Statistic.EXACT, len(set(names)), len(values), share))
    return made


def quality_rows(
    drafts: Mapping[str, Record], gold: Mapping[str, Record], split: Split, sources: Sources
) -> list[Quality]:
    """Return what drafts are worth on a split, over all its documents and by publisher."""
    drafter = one_drafter(drafts, documents_of(split, gold, sources))
    wanted = documents_of(split, gold, sources)
    subsets = {"all": wanted}
    for name in wanted:
        subsets.setdefault(sources.documents[name].publisher_id, []).append(name)
    return [
        Quality(
            drafter_id=drafter,
            split=split,
            subset=subset,
            variable=figure.variable,
            statistic=figure.statistic,
            n_documents=figure.n_documents,
            n_units=figure.n_units,
            estimate=rounded(figure.estimate.value),
            interval_low=rounded(figure.estimate.low),
            interval_high=rounded(figure.estimate.high),
        )
        for subset, names in sorted(subsets.items())
        for figure in measure(drafts, gold, names)
    ]


BINS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
"""Where bins of probabilities begin."""


def calibration_rows(
    drafts: Mapping[str, Record], gold: Mapping[str, Record], split: Split, sources: Sources
) -> list[Calibration]:
    """Return, for each field and bin of probabilities, how many drafted fields were right."""
    wanted = documents_of(split, gold, sources)
    drafter = one_drafter(drafts, wanted)
    seen: dict[str, list[tuple[float, bool]]] = {}
    for name in wanted:
        for field, chance, right in judged_fields(drafts[name], gold[name]):
            for key in (field, "all"):
                seen.setdefault(key, []).append((chance, right))
    rows: list[Calibration] = []
    for field, pairs in sorted(seen.items()):
        for low, high in itertools.pairwise((*BINS, 1.0)):
            some = [(p, r) for p, r in pairs if low <= p < high or (high == 1.0 and p == 1.0)]
            if some:
                rows.append(
                    Calibration(
                        drafter_id=drafter,
                        split=split,
                        variable=field,
                        p_from=low,
                        p_to=high,
                        n_units=len(some),
                        mean_p=round(sum(p for p, _ in some) / len(some), 4),
                        share_right=round(sum(r for _, r in some) / len(some), 4),
                    )
                )
    return rows


def judged_fields(draft: Record, gold: Record) -> Iterator[tuple[str, float, bool]]:
    """Yield every drafted field that has a probability, with it and whether the field is right."""
    parts = itertools.chain(
        zip(draft.claims or [], judge_claims(draft, gold), strict=True),
        zip(draft.calls, judge_calls(draft, gold), strict=True),
    )
    for part, judged in parts:
        for field, right in judged.items():
            chance = getattr(part, f"p_{field}")
            if chance is not None:
                yield field, chance, right


def confusion_rows(
    drafts: Mapping[str, Record], gold: Mapping[str, Record], sources: Sources
) -> list[Confusion]:
    """Return which codes a drafter takes for which on dev: single-valued labels."""
    wanted = documents_of(Split.DEV, gold, sources)
    drafter = one_drafter(drafts, wanted)
    counts: Counter[tuple[str, str, str]] = Counter()
    for name in wanted:
        for one, other in matched_claims(drafts[name], gold[name]):
            for variable in ("holder", "act", "topic", "stance"):
                read = LABEL_FIELDS[variable][0]
                mine, theirs = read(one), read(other)
                if variable == "stance":
                    mine, theirs = STANCES[mine], STANCES[theirs]
                if mine != theirs:
                    counts[variable, theirs, mine] += 1
    return [
        Confusion(
            drafter_id=drafter, variable=variable, coded=coded, drafted=drafted, n_claims=count
        )
        for (variable, coded, drafted), count in sorted(counts.items())
    ]


def one_drafter(drafts: Mapping[str, Record], wanted: Sequence[str]) -> str:
    """Return who made the drafts.

    Raises:
        ProblemsError: if several machines did.
    """
    coder_ids = sorted({drafts[name].coding.coder_id for name in wanted})
    if len(coder_ids) != 1:
        message = f"drafts are by {', '.join(coder_ids)}; a run is of one machine"
        raise ProblemsError([Problem("", 0, "coder_id", message, "evaluate-machine")])
    return coder_ids[0]


def documents_of(split: Split, gold: Mapping[str, Record], sources: Sources) -> list[str]:
    """Return the double-coded documents of a split."""
    return sorted(
        name
        for name, record in gold.items()
        if sources.splits.get(name) == split and record.coding.status == CodingStatus.DOUBLE
    )


def _measure_units(
    drafts: Mapping[str, Record], gold: Mapping[str, Record], wanted: Sequence[str]
) -> Measured:
    """Return the span F1 of the drafted claims."""
    matched: list[float] = []
    cut: list[float] = []
    for name in wanted:
        one, other = drafts[name].claims or [], gold[name].claims or []
        matched.append(2.0 * len(matched_claims(drafts[name], gold[name])))
        cut.append(float(len(one) + len(other)))
    estimate = estimate_ratio(matched, cut, wanted)
    return Measured("units", Statistic.F1_HALF, len(wanted), int(sum(cut)), estimate)


def matched_claims(draft: Record, gold: Record) -> list[tuple[ClaimFacts, ClaimFacts]]:
    """Return the drafted and published claims that rest on much the same characters."""
    one, other = draft.claims or [], gold.claims or []
    found = match_units([c.evidence for c in one], [c.evidence for c in other], LEAST_OVERLAP)
    return [(one[place], other[beside]) for place, beside in found.pairs]


def errors_of(draft: Record, gold: Record) -> list[str]:
    """Return in which claims and fields a draft differs from the published coding. For dev."""
    lines: list[str] = []
    pairs = matched_claims(draft, gold)
    for one, other in pairs:
        for variable, (read, _, _) in LABEL_FIELDS.items():
            if read(one) != read(other):
                lines.append(f"{one.id} {variable}: {_say(read(one))}, not {_say(read(other))}")
    met = {other.id for _, other in pairs}
    lines += [f"no claim like {c.id}: {c.gloss}" for c in gold.claims or [] if c.id not in met]
    met = {one.id for one, _ in pairs}
    lines += [f"{c.id} is no claim: {c.gloss}" for c in draft.claims or [] if c.id not in met]
    return lines


def _say(value: object) -> str:
    """Return a value as a line shows it."""
    return ",".join(sorted(value)) if isinstance(value, frozenset) else str(value)


def ledger_rows(
    measured: Sequence[Measured],
    drafts: Mapping[str, Record],
    gold: Mapping[str, Record],
    sources: Sources,
    today: date,
) -> list[TestRun]:
    """Return the rows that a run on test adds to the ledger."""
    wanted = documents_of(Split.TEST, gold, sources)
    drafter = one_drafter(drafts, wanted)
    digest = hashlib.sha256()
    for name in wanted:
        digest.update(write_record(drafts[name]).encode())
    run = 1 + max((row.run for row in sources.test_runs), default=0)
    return [
        TestRun(
            run=run,
            run_date=today,
            coder_id=drafter,
            drafts_sha256=digest.hexdigest(),
            variable=figure.variable,
            statistic=figure.statistic,
            n_documents=figure.n_documents,
            n_units=figure.n_units,
            estimate=rounded(figure.estimate.value),
            interval_low=rounded(figure.estimate.low),
            interval_high=rounded(figure.estimate.high),
        )
        for figure in measured
    ]
