"""How far coders agree: every figure of the codebook's section on reliability. Pure.

From raw codings alone; which codings there are is in ``rounds``, how one figure is computed in
``alpha`` and ``span_match``. What an audit found is measured in ``audit_rates``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..schema.blind import LabelsCoding, UnitsCoding
from ..schema.document_codes import CoderKind
from ..schema.reference_rows import Coder
from ..schema.reliability_gates import GATES
from ..schema.round_codes import (
    BLIND_ROLES,
    CoderRole,
    Comparison,
    Split,
    Statistic,
    Subset,
    Verdict,
)
from ..schema.round_rows import Reliability
from .alpha import (
    Distance,
    Estimate,
    estimate_alpha,
    estimate_ratio,
    estimate_share,
    masi,
    nominal,
)
from .measured_variables import LABEL_FIELDS, Pair, fact_pairs, label_pairs
from .span_match import match_units

FEWEST = 5
"""Figures on fewer units of a subset, and two coders with fewer documents, are left out."""

PLACES = 4
"""Figures are rounded to so many places."""

TOP_CONFUSIONS = 15
"""So many pairs of codes are listed for a variable."""

PER_CODE = frozenset(LABEL_FIELDS) - {"topics", "targets"}
"""Variables with one code a claim: each code gets a figure of its own."""

RARE = frozenset(("certainty", "iteration", "commitment", "content", "said_in_call"))
"""Variables in which one value is by far the commonest: agreement on the others is measured."""


@dataclass(frozen=True)
class Codings:
    """One coder's raw codings of a round."""

    coder: Coder
    units: Mapping[str, UnitsCoding]
    labels: Mapping[str, LabelsCoding]


@dataclass(frozen=True)
class Figures:
    """Makes the rows of one comparison."""

    round: str
    comparison: Comparison
    first: str
    second: str | None
    """None where what is published is compared with, which several coders decided."""
    publisher_of: Callable[[str], str]
    split_of: Callable[[str], Split | None]
    rows: list[Reliability] = field(default_factory=list[Reliability])

    def add(
        self,
        variable: str,
        statistic: Statistic,
        estimate: Estimate,
        n_documents: int,
        n_units: int,
        subset: Subset = Subset.ALL,
        **more: Any,
    ) -> None:
        """Add a figure."""
        gate = GATES.get((variable, statistic)) if not more.get("code") else None
        whole = subset == Subset.ALL and "publisher_id" not in more
        other = self.second or "published"
        parts = [self.round, self.comparison.value, self.first, other, variable]
        parts += [statistic.value, subset.value]
        parts += [str(v) for k, v in more.items() if k != "n_events" and v is not None]
        self.rows.append(
            Reliability(
                figure="/".join(parts),
                round=self.round,
                comparison=self.comparison,
                first_coder_id=self.first,
                second_coder_id=self.second,
                variable=variable,
                statistic=statistic,
                subset=subset,
                n_documents=n_documents,
                n_units=n_units,
                estimate=rounded(estimate.value),
                interval_low=rounded(estimate.low),
                interval_high=rounded(estimate.high),
                release_gate=gate.release if gate and whole else None,
                target=gate.target if gate and whole else None,
                verdict=judge(estimate.value, gate) if gate and whole else None,
                **more,
            )
        )

    def add_alpha(
        self, variable: str, pairs: Sequence[Pair], statistic: Statistic, **more: Any
    ) -> None:
        """Add an alpha, or exact agreement, of some pairs."""
        documents = [pair.document_id for pair in pairs]
        if statistic == Statistic.EXACT:
            agree = [float(pair.first == pair.second) for pair in pairs]
            estimate = estimate_share(agree, documents)
        else:
            values = [(pair.first, pair.second) for pair in pairs]
            estimate = estimate_alpha(values, documents, DISTANCES[statistic])
        self.add(variable, statistic, estimate, len(set(documents)), len(pairs), **more)


DISTANCES: Mapping[Statistic, Distance | str] = {
    Statistic.ALPHA_NOMINAL: nominal,
    Statistic.ALPHA_ORDINAL: "ordinal",
    Statistic.ALPHA_MASI: masi,
}
"""How far apart two values are, by statistic."""


def rounded(value: float | None) -> float | None:
    """Return a figure as it is published.

    >>> rounded(0.123456)
    0.1235
    """
    return None if value is None else round(value + 0.0, PLACES)


def judge(value: float | None, gate: Any) -> Verdict | None:
    """Say how a figure stands to its thresholds."""
    if value is None:
        return None
    if value >= gate.target:
        return Verdict.TARGET
    return Verdict.RELEASE if value >= gate.release else Verdict.EXPERIMENTAL


def compare_round(
    round_id: str,
    codings: Sequence[Codings],
    publisher_of: Callable[[str], str],
    split_of: Callable[[str], Split | None],
    person_of: Callable[[str, str], str],
) -> list[Reliability]:
    """Return every figure of a round.

    Args:
        round_id: The round.
        codings: What each coder handed in.
        publisher_of: The publisher of a document.
        split_of: The split of a document.
        person_of: The person that a side and a printed name stand for.
    """
    rows: list[Reliability] = []
    for first, second, comparison in comparisons(codings):
        figures = Figures(
            round_id,
            comparison,
            first.coder.coder_id,
            second.coder.coder_id,
            publisher_of,
            split_of,
        )
        if len(first.units.keys() & second.units.keys()) >= FEWEST:
            _compare_units(figures, first, second, person_of)
        if len(first.labels.keys() & second.labels.keys()) >= FEWEST:
            _compare_labels(figures, first, second)
        rows += figures.rows
    return rows


def comparisons(codings: Sequence[Codings]) -> Iterator[tuple[Codings, Codings, Comparison]]:
    """Yield two coders and what their comparison is, for every two that say something."""
    blind = [c for c in codings if c.coder.role in BLIND_ROLES]
    for place, first in enumerate(blind):
        for second in blind[place + 1 :]:
            yield first, second, kind_of(first.coder, second.coder)
    recoders = [c for c in blind if c.coder.role == CoderRole.RECODER]
    for recoder in recoders:
        for other in codings:
            if other.coder.role == CoderRole.ADJUDICATOR:
                yield recoder, other, Comparison.MODEL_ADJUDICATED


def kind_of(first: Coder, second: Coder) -> Comparison:
    """Return what a comparison of two blind coders is.

    Raises:
        ValueError: if both were given definitions alone, or both are rule sets.
    """
    kinds = {first.coder_kind, second.coder_kind}
    if CoderKind.RULE in kinds:
        return Comparison.RULE_MODEL
    if kinds == {CoderKind.PERSON}:
        return Comparison.PERSON_PERSON
    if CoderKind.PERSON in kinds:
        return Comparison.MODEL_PERSON
    if CoderRole.DEFINITIONS in (first.role, second.role):
        return Comparison.MODEL_DEFINITIONS
    return Comparison.MODEL_MODEL


def _compare_units(
    figures: Figures, first: Codings, second: Codings, person_of: Callable[[str, str], str]
) -> None:
    """Add the figures on units, documents, calls and participants."""
    documents = sorted(first.units.keys() & second.units.keys())
    one = {name: first.units[name] for name in documents}
    other = {name: second.units[name] for name in documents}
    for statistic, least in ((Statistic.F1_HALF, 0.5), (Statistic.F1_STRICT, 0.8)):
        for chosen, more in _subsets(figures, documents):
            matched, cut = _count_matches(
                [one[n] for n in chosen], [other[n] for n in chosen], least
            )
            estimate = estimate_ratio(matched, cut, chosen)
            figures.add("units", statistic, estimate, len(chosen), int(sum(cut)), **more)
    for side, coder in ((one, figures.first), (other, figures.second)):
        mean = estimate_share([float(len(side[n].units)) for n in documents], documents)
        figures.add(
            "units", Statistic.PER_DOCUMENT, mean, len(documents), len(documents), code=coder
        )
    _compare_unsure_units(figures, one, other)
    for variable, pairs, statistic in fact_pairs(one, other, person_of):
        for chosen, more in _pair_subsets(figures, pairs):
            figures.add_alpha(variable, chosen, statistic, **more)


def _count_matches(
    first: Sequence[UnitsCoding], second: Sequence[UnitsCoding], least: float
) -> tuple[list[float], list[float]]:
    """Return for each document twice the units matched, and the units of both."""
    matched: list[float] = []
    cut: list[float] = []
    for one, other in zip(first, second, strict=True):
        found = match_units(
            [unit.evidence for unit in one.units], [unit.evidence for unit in other.units], least
        )
        matched.append(2.0 * len(found.pairs))
        cut.append(float(found.n_first + found.n_second))
    return matched, cut


def _compare_unsure_units(
    figures: Figures, one: Mapping[str, UnitsCoding], other: Mapping[str, UnitsCoding]
) -> None:
    """Add how often a unit that a coder was unsure of, or sure of, was cut by the other."""
    for subset in (Subset.UNSURE, Subset.SURE):
        hits: list[float] = []
        documents: list[str] = []
        for name in one:
            for mine, theirs in ((one[name], other[name]), (other[name], one[name])):
                found = match_units(
                    [unit.evidence for unit in mine.units],
                    [unit.evidence for unit in theirs.units],
                    0.5,
                )
                met = {place for place, _ in found.pairs}
                for place, unit in enumerate(mine.units):
                    if unit.unsure == (subset == Subset.UNSURE):
                        hits.append(float(place in met))
                        documents.append(name)
        if len(hits) >= FEWEST:
            estimate = estimate_share(hits, documents)
            n_documents = len(set(documents))
            figures.add("units", Statistic.EXACT, estimate, n_documents, len(hits), subset)


def _compare_labels(figures: Figures, first: Codings, second: Codings) -> None:
    """Add the figures on labels."""
    for variable, (_, statistic, _) in LABEL_FIELDS.items():
        pairs = label_pairs(first.labels, second.labels, variable)
        for chosen, more in _pair_subsets(figures, pairs):
            figures.add_alpha(variable, chosen, statistic, **more)
        for subset in (Subset.UNSURE, Subset.SURE):
            chosen = [p for p in pairs if p.unsure == (subset == Subset.UNSURE)]
            if len(chosen) >= FEWEST:
                figures.add_alpha(variable, chosen, Statistic.EXACT, subset=subset)
        figures.add_alpha(variable, pairs, Statistic.EXACT)
        if variable in RARE:
            _add_rare(figures, variable, pairs)
        if variable in PER_CODE:
            _add_codes(figures, variable, pairs)


def _add_rare(figures: Figures, variable: str, pairs: Sequence[Pair]) -> None:
    """Add agreement on all values but the commonest."""
    counts = Counter(value for pair in pairs for value in (pair.first, pair.second))
    if not counts:
        return
    common = min(counts, key=lambda value: (-counts[value], value))
    above = [2.0 * (p.first == p.second != common) for p in pairs]
    below = [float(p.first != common) + float(p.second != common) for p in pairs]
    documents = [pair.document_id for pair in pairs]
    figures.add(
        variable,
        Statistic.RARE,
        estimate_ratio(above, below, documents),
        len(set(documents)),
        len(pairs),
        n_events=int(sum(below)),
    )


def _add_codes(figures: Figures, variable: str, pairs: Sequence[Pair]) -> None:
    """Add agreement on each code, how often it was given, and what it is confused with."""
    pairs = [Pair(p.document_id, _named(p.first), _named(p.second), p.unsure) for p in pairs]
    given = Counter(str(value) for pair in pairs for value in (pair.first, pair.second))
    documents = [pair.document_id for pair in pairs]
    for code in sorted(given):
        above = [2.0 * (str(p.first) == str(p.second) == code) for p in pairs]
        below = [float(str(p.first) == code) + float(str(p.second) == code) for p in pairs]
        enough = given[code] >= 2 * FEWEST
        estimate = estimate_ratio(above, below, documents)
        shown = estimate if enough else Estimate(estimate.value, None, None)
        figures.add(
            variable,
            Statistic.SPECIFIC,
            shown,
            len(set(documents)),
            len(pairs),
            code=code,
            n_events=given[code],
        )
    confused = Counter(
        tuple(sorted((str(p.first), str(p.second)))) for p in pairs if p.first != p.second
    )
    ranked = sorted(confused.items(), key=lambda item: (-item[1], item[0]))[:TOP_CONFUSIONS]
    for (code, confused_with), count in ranked:
        figures.add(
            variable,
            Statistic.CONFUSION,
            Estimate(count / len(pairs), None, None),
            len(set(documents)),
            len(pairs),
            code=code,
            confused_with=confused_with,
            n_events=count,
        )


def _named(value: Any) -> str:
    """Return a code as a word: the signs of stance would read as numbers."""
    return {1: "plus", 0: "neither", -1: "minus"}[value] if isinstance(value, int) else str(value)


def _subsets(
    figures: Figures, documents: Sequence[str]
) -> Iterator[tuple[list[str], dict[str, Any]]]:
    """Yield all documents, those of each split and those of each publisher."""
    yield list(documents), {}
    for split, subset in ((Split.DEV, Subset.DEV), (Split.TEST, Subset.TEST)):
        chosen = [name for name in documents if figures.split_of(name) == split]
        if len(chosen) >= FEWEST:
            yield chosen, {"subset": subset}
    publishers = sorted({figures.publisher_of(name) for name in documents})
    for publisher in publishers if len(publishers) > 1 else ():
        chosen = [name for name in documents if figures.publisher_of(name) == publisher]
        if len(chosen) >= FEWEST:
            yield chosen, {"publisher_id": publisher}


def _pair_subsets(
    figures: Figures, pairs: Sequence[Pair]
) -> Iterator[tuple[list[Pair], dict[str, Any]]]:
    """Yield all pairs, those of each split and those of each publisher."""
    documents = sorted({pair.document_id for pair in pairs})
    for chosen, more in _subsets(figures, documents):
        wanted = set(chosen)
        yield [pair for pair in pairs if pair.document_id in wanted], more
