"""Linear models as tables of weights: scoring only. How weights are learned is in ``train``."""

from __future__ import annotations

import math
from collections.abc import Mapping

Weights = Mapping[str, Mapping[str, float]]
"""Weights by feature, then by label."""


def score(weights: Weights, features: Mapping[str, float]) -> dict[str, float]:
    """Return the sum of weights for each label that any feature speaks for.

    >>> score({"x": {"A": 1.0}, "y": {"A": 0.5, "B": 2.0}}, {"x": 1.0, "y": 2.0})
    {'A': 2.0, 'B': 4.0}
    """
    total: dict[str, float] = dict(weights.get("(base)", {}))
    for feature, value in features.items():
        for label, weight in weights.get(feature, {}).items():
            total[label] = total.get(label, 0.0) + weight * value
    return total


def softmax(scores: Mapping[str, float]) -> dict[str, float]:
    """Return scores as probabilities that sum to one.

    >>> softmax({"A": 0.0, "B": 0.0})
    {'A': 0.5, 'B': 0.5}
    """
    if not scores:
        return {}
    top = max(scores.values())
    grown = {label: math.exp(value - top) for label, value in scores.items()}
    total = sum(grown.values())
    return {label: value / total for label, value in grown.items()}


def sigmoid(value: float) -> float:
    """Return the logistic function, without overflow.

    >>> sigmoid(0.0), sigmoid(-1000.0)
    (0.5, 0.0)
    """
    if value >= 0:
        return 1 / (1 + math.exp(-min(value, 700.0)))
    grown = math.exp(max(value, -745.0))
    return round(grown / (1 + grown), 12)
