"""Learning weights from coded documents: acts, topics, and how often a score is right.

What is learned is written as a table by the command; scoring with it is in ``linear``. Only
documents given are learned from: who calls sees to it that none is of the test split.
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer  # pyright: ignore
from sklearn.linear_model import LogisticRegression  # pyright: ignore

from ...schema.knowledge_rows import Training, Weight
from ...schema.record import ClaimFacts, Record
from .claims import Scene, act_by_rule, act_features, normalise, see_topics, topic_features
from .knowledge import Knowledge
from .tokens import tokenise
from .units import Unit

VERSION = "weights-1"
SEED = 411
STRENGTH_ACT = 3.0
STRENGTH_TOPIC = 1.0
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


def learn(
    coded: Mapping[str, tuple[Record, str]], know: Knowledge
) -> tuple[list[Weight], list[Training]]:
    """Return weights and how they were made.

    Args:
        coded: Record and canonical text by document.
        know: What the drafter knows, without weights.
    """
    acts: list[tuple[dict[str, float], str]] = []
    topics: list[tuple[dict[str, float], str]] = []
    digest = hashlib.sha256()
    n_claims = 0
    for name in sorted(coded):
        record, text = coded[name]
        digest.update(record.text.sha256.encode())
        scene = Scene(record.document.issuing_sides, record.calls[0].sides)
        before: list[str] = []
        for claim in record.claims or []:
            n_claims += 1
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
    weights = [
        *_fit("act", acts, STRENGTH_ACT),
        *_fit("topics", topics, STRENGTH_TOPIC),
    ]
    facts = {
        "version": VERSION,
        "texts_sha256": digest.hexdigest(),
        "learned_from": f"{len(coded)} documents, {n_claims} claims",
    }
    return weights, [Training(name=name, value=value) for name, value in sorted(facts.items())]


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
