"""What readers are told of agreement: which figure counts, and what is marked experimental."""

from __future__ import annotations

import pytest
from diplocalls.builders.reliability import judge
from diplocalls.builders.reliability_page import (
    below_gate_elsewhere,
    beside,
    experimental_variables,
    summary_rows,
)
from diplocalls.schema.reliability_gates import GATES, Gate
from diplocalls.schema.round_codes import Comparison, Statistic, Verdict
from diplocalls.schema.round_rows import Reliability


def figure(variable: str, n_units: int, estimate: float, second: str = "lm-b") -> Reliability:
    """Return an invented figure of two models."""
    gate = GATES[variable, Statistic.ALPHA_NOMINAL]
    return Reliability(
        figure=f"{variable}/{second}",
        round="gold-9",
        comparison="model-model",
        first_coder_id="lm-a",
        second_coder_id=second,
        variable=variable,
        statistic="alpha_nominal",
        subset="all",
        n_documents=9,
        n_units=n_units,
        estimate=estimate,
        release_gate=gate.release,
        target=gate.target,
        verdict=judge(estimate, gate),
    )


def test_the_pair_with_most_units_decides() -> None:
    """Would catch a variable condemned, or saved, by two coders who share a few documents."""
    few_low = [figure("act", 900, 0.95), figure("act", 20, 0.1, "lm-c")]
    few_high = [figure("act", 900, 0.1), figure("act", 20, 0.95, "lm-c")]
    assert experimental_variables(few_low) == set()
    assert experimental_variables(few_high) == {"act"}
    assert "**Experimental.**" in beside(few_high, "claims", "act")
    assert "alpha 0.95" in beside(few_low, "claims", "act")
    assert beside(few_low, "claims", "gloss") == ""


def test_what_falls_below_its_gate_elsewhere_is_said() -> None:
    """Would catch a codebook that says nothing is doubtful where another comparison says it is."""
    low = figure("act", 20, 0.1, "lm-c").model_copy(update={"comparison": Comparison.MODEL_CHECKED})
    figures = [figure("act", 900, 0.95), low]
    assert below_gate_elsewhere(figures) == [("act", "model-checked 0.10, gold-9")]
    assert "alpha 0.10 (model-checked)" in beside(figures, "claims", "act")
    assert below_gate_elsewhere([figure("act", 900, 0.1), low]) == []


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        (None, None),
        (0.5, Verdict.EXPERIMENTAL),
        (0.8, Verdict.RELEASE),
        (0.85, Verdict.RELEASE),
        (0.9, Verdict.TARGET),
    ],
)
def test_a_figure_on_its_threshold_has_reached_it(
    value: float | None, verdict: Verdict | None
) -> None:
    """Would catch a figure judged one step too low or too high."""
    assert judge(value, Gate(0.8, 0.9)) == verdict


def test_the_table_shows_interval_and_units() -> None:
    """Would catch a figure without what it rests on."""
    header, rows = summary_rows([figure("act", 900, 0.95)])
    assert header[:4] == ["round", "variable", "statistic", "model-model"]
    assert rows[0][3] == "0.950 (n 900)"
