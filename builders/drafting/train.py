"""Learning weights from coded documents: acts, topics, and how often a score is right.

What is learned is written as a table by the command; scoring with it is in ``linear``. Only
documents given are learned from: who calls sees to it that none is of the test split.
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer  # pyright: ignore
from sklearn.linear_model import LogisticRegression  # pyright: ignore

from ...schema.knowledge_rows import Training, Weight
from ...schema.record import ClaimFacts, Record
from .claims import Scene, act_by_rule, act_features, normalise, see_topics, topic_features
from .draft import DraftError, Source, draft
from .knowledge import Knowledge, by_feature
from .tokens import tokenise
from .trust import Signs, judge_calls, judge_claims
from .units import Unit

VERSION = "weights-5"
SEED = 411
STRENGTH_ACT = 3.0
STRENGTH_TOPIC = 1.0
STRENGTH_TRUST = 0.05
N_FOLDS = 5
LEAST = 0.03
"""Weights nearer to zero are left out."""


def unit_of(claim: ClaimFacts, text: str, know: Knowledge) -> Unit:
    """Return a coded claim as the unit that a perfect cutter would have cut."""
    first, last = claim.evidence[0][0], claim.evidence[-1][1]
    cue_row, form = None, "-"
    start = first
    if claim.cue is not None:
        start = claim.cue[0]
        tokens = tokenise(text, claim.cue[0], min(len(text), claim.cue[1] + 20))
        match = know.cue_forms.match(tokens, 0)
        if match is not None:
            cue_row, form = match[1][0].cue, match[1][0].form
    if len(claim.evidence) > 1:
        start = claim.evidence[-1][0]
    passive = last - start < 3
    return Unit(
        claim.evidence,  # type: ignore[arg-type]
        claim.cue,
        cue_row,
        form,
        claim.holder.value,
        tuple(claim.holder_sides),
        (),
        (first, last) if passive or (claim.cue and claim.cue[1] >= last - 1) else (start, last),
        "coded",
    )


Coded = Mapping[str, tuple[Record, Source]]
"""The coding of each document, and its text as it would be drafted."""


def learn(
    coded: Coded, know: Knowledge, group_of: Callable[[str], str] = str
) -> tuple[list[Weight], list[Training]]:
    """Return weights and how they were made.

    How sure a field is is learned from drafts of documents that the other weights were not
    learned from, fold by fold.

    Args:
        coded: What is learned from.
        know: What the drafter knows, without weights.
        group_of: Gives what documents are kept in one fold by: their template group.
    """
    weights = _learn_labels(coded, know)
    seen: dict[str, list[tuple[dict[str, float], str]]] = {}
    for held in fold_names(coded, N_FOLDS, group_of):
        rest = {name: pair for name, pair in coded.items() if name not in held}
        knows = replace(know, weights=by_feature(_learn_labels(rest, know)))
        for name in held:
            for field, signs, right in _judged(*coded[name], knows):
                seen.setdefault(field, []).append((dict(signs), "yes" if right else "no"))
    for field, examples in sorted(seen.items()):
        one_of_each: list[tuple[dict[str, float], str]] = [({}, "no"), ({}, "yes")]
        weights += _fit(f"p_{field}", [*examples, *one_of_each], STRENGTH_TRUST)
    digest = hashlib.sha256()
    for name in sorted(coded):
        digest.update(coded[name][0].text.sha256.encode())
    n_claims = sum(len(record.claims or []) for record, _ in coded.values())
    facts = {
        "version": VERSION,
        "texts_sha256": digest.hexdigest(),
        "learned_from": f"{len(coded)} documents, {n_claims} claims",
    }
    weights.sort(key=lambda w: (w.model, w.label, w.feature))
    return weights, [Training(name=name, value=value) for name, value in sorted(facts.items())]


def fold_names(
    names: Iterable[str], n_folds: int, group_of: Callable[[str], str]
) -> list[list[str]]:
    """Return names in so many folds; a group stays in one."""
    groups: dict[str, list[str]] = {}
    for name in sorted(names):
        groups.setdefault(group_of(name), []).append(name)
    order = sorted(groups)
    return [
        [name for group in order[number::n_folds] for name in groups[group]]
        for number in range(n_folds)
    ]


def _judged(record: Record, source: Source, know: Knowledge) -> Iterator[tuple[str, Signs, bool]]:
    """Yield field, signs and whether it is right, for every field that a draft proposes."""
    try:
        made = draft(source, know, record.coding.date)
    except (DraftError, ValueError):
        return
    for signs, right in zip(made.claim_signs, judge_claims(made.record, record), strict=True):
        for field, value in right.items():
            yield field, signs, value
    for signs, right in zip(made.call_signs, judge_calls(made.record, record), strict=True):
        for field, value in right.items():
            yield field, signs, value


def _learn_labels(coded: Coded, know: Knowledge) -> list[Weight]:
    """Return the weights of acts and topics."""
    acts: list[tuple[dict[str, float], str]] = []
    topics: list[tuple[dict[str, float], str]] = []
    for name in sorted(coded):
        record, source = coded[name]
        text = source.text
        scene = Scene(record.document.issuing_sides, record.calls[0].sides)
        before: list[str] = []
        for claim in record.claims or []:
            unit = unit_of(claim, text, know)
            content = tokenise(text, *unit.content)
            names = list(know.entity_names.find(content))
            normal = normalise(content, text, names, scene)
            ruled, rule = act_by_rule(unit, normal, know)
            acts.append((act_features(unit, normal, ruled, rule), claim.act.value))
            seen = see_topics(content, know)
            words = [t.lower for t in content if t.word]
            wanted = {t.value for t in claim.topics}
            for one in seen:
                features = topic_features(one, seen, claim.act.value, words, before)
                topics.append((features, "yes" if one.topic in wanted else "no"))
            before = [t.value for t in claim.topics]
    return [*_fit("act", acts, STRENGTH_ACT), *_fit("topics", topics, STRENGTH_TOPIC)]


def _fit(
    model: str, examples: Sequence[tuple[dict[str, float], str]], strength: float
) -> list[Weight]:
    """Return the weights of a logistic regression, sorted, small ones left out."""
    counts: dict[str, int] = {}
    for features, _ in examples:
        for feature in features:
            counts[feature] = counts.get(feature, 0) + 1
    kept = [{f: v for f, v in features.items() if counts[f] >= 2} for features, _ in examples]
    vectorizer = DictVectorizer(sort=True)
    matrix = vectorizer.fit_transform(kept)
    labels = np.array([label for _, label in examples])
    learner: Any = LogisticRegression(C=strength, max_iter=2000, tol=1e-6, random_state=SEED)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        learner.fit(matrix, labels)
    names = list(vectorizer.get_feature_names_out())
    classes = [str(c) for c in learner.classes_]
    rows: list[Weight] = []
    if len(classes) == 2:
        tables = [(classes[1], learner.coef_[0], learner.intercept_[0])]
    else:
        tables = list(zip(classes, learner.coef_, learner.intercept_, strict=True))
    for label, values, base in tables:
        rows.append(
            Weight(model=model, label=label, feature="(base)", weight=round(float(base), 3))
        )
        rows += [
            Weight(model=model, label=label, feature=str(name), weight=round(float(value), 3))
            for name, value in zip(names, values, strict=True)
            if abs(value) >= LEAST
        ]
    return sorted(rows, key=lambda w: (w.model, w.label, w.feature))
