"""Agreement as a number: published worked values, and what every such figure must keep."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from diplocalls.builders.alpha import (
    alpha,
    bootstrap_alpha,
    estimate_alpha,
    estimate_share,
    masi,
    nominal,
)
from diplocalls.builders.span_match import f_one, match_units, overlap
from hypothesis import given
from hypothesis import strategies as st

SETS = st.frozensets(st.sampled_from("abcde"), max_size=3)
VALUES: dict[str, tuple[st.SearchStrategy[Any], Any]] = {
    "nominal": (st.sampled_from(["in", "out", "mixed"]), nominal),
    "ordinal": (st.integers(-1, 1), "ordinal"),
    "masi": (SETS, masi),
}


def test_alpha_of_krippendorffs_worked_example() -> None:
    """Would catch an alpha of one's own making: Krippendorff (2011), two observers, A and B.

    Twelve articles, nominal data in five categories; alpha is .692.
    """
    one = list("aabbdcccedda")
    other = list("babbbccceddd")
    assert alpha(list(zip(one, other, strict=True))) == pytest.approx(0.692, abs=0.0005)


def test_alpha_of_binary_data_worked_by_krippendorff() -> None:
    """Would catch dividing by n where n - 1 belongs: ten units, two categories, alpha .095."""
    one = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    other = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert alpha(list(zip(one, other, strict=True))) == pytest.approx(0.095, abs=0.0005)


@pytest.mark.parametrize(
    ("one", "other", "similarity"),
    [
        ("ab", "ab", 1.0),
        ("ab", "abc", 2 / 3 * 2 / 3),
        ("ab", "ac", 1 / 3 * 1 / 3),
        ("ab", "cd", 0.0),
        ("", "", 1.0),
        ("", "a", 0.0),
    ],
)
def test_masi_of_passonneau(one: str, other: str, similarity: float) -> None:
    """Would catch a MASI without its factor for monotony (Passonneau 2006)."""
    assert 1 - masi(frozenset(one), frozenset(other)) == pytest.approx(similarity)


@st.composite
def codings(draw: st.DrawFn, kind: str) -> tuple[list[tuple[Any, Any]], list[str]]:
    values, _ = VALUES[kind]
    pairs = draw(st.lists(st.tuples(values, values), min_size=4, max_size=40))
    documents = draw(st.lists(st.sampled_from("pqrs"), min_size=len(pairs), max_size=len(pairs)))
    return pairs, documents


@pytest.mark.parametrize("kind", VALUES)
@given(data=st.data())
def test_identical_codings_agree_fully(kind: str, data: st.DataObject) -> None:
    """Would catch a distance of something to itself."""
    pairs, documents = data.draw(codings(kind))
    same = [(one, one) for one, _ in pairs]
    found = estimate_alpha(same, documents, VALUES[kind][1], replicates=20)
    assert found.value in (None, 1.0)


@pytest.mark.parametrize("kind", VALUES)
@given(data=st.data())
def test_who_is_first_and_order_do_not_matter(kind: str, data: st.DataObject) -> None:
    """Would catch a statistic that reads one coder as the truth, or depends on order."""
    pairs, documents = data.draw(codings(kind))
    distance = VALUES[kind][1]
    want = alpha(pairs, distance)
    turned = alpha([(other, one) for one, other in pairs], distance)
    order = list(range(len(pairs)))
    random.Random(3).shuffle(order)
    shuffled = alpha([pairs[place] for place in order], distance)
    for found in (turned, shuffled):
        assert found == (None if want is None else pytest.approx(want, abs=1e-9))
    assert len(documents) == len(pairs)


@pytest.mark.parametrize("kind", VALUES)
@given(data=st.data())
def test_renaming_documents_keeps_the_interval(kind: str, data: st.DataObject) -> None:
    """Would catch a bootstrap that draws units and not documents."""
    pairs, documents = data.draw(codings(kind))
    distance = VALUES[kind][1]
    renamed = [f"x{name}" for name in documents]
    assert estimate_alpha(pairs, documents, distance, 20) == estimate_alpha(
        pairs, renamed, distance, 20
    )


@pytest.mark.parametrize("kind", VALUES)
@given(data=st.data(), seed=st.integers(0, 99))
def test_every_draw_of_the_bootstrap_is_the_librarys_alpha(
    kind: str, data: st.DataObject, seed: int
) -> None:
    """Would catch a fast formula that is another statistic than the one published."""
    pairs, documents = data.draw(codings(kind))
    distance = VALUES[kind][1]
    names = sorted(set(documents))
    times = np.random.default_rng(seed).multinomial(len(names), [1 / len(names)] * len(names))
    drawn = [
        pair
        for pair, name in zip(pairs, documents, strict=True)
        for _ in range(times[names.index(name)])
    ]
    fast = bootstrap_alpha(pairs, documents, distance, (names, times[None, :].astype(float)))[0]
    slow = alpha(drawn, distance)
    if slow is None:
        assert not np.isfinite(fast) or fast == 1.0
    else:
        assert fast == pytest.approx(slow, abs=1e-9)


@pytest.mark.parametrize("kind", VALUES)
def test_shuffled_codings_agree_by_chance_alone(kind: str) -> None:
    """Would catch an alpha that does not correct for chance."""
    chance = random.Random(5)
    pool = {
        "nominal": ["in", "out", "mixed", "in", "in"],
        "ordinal": [-1, 0, 0, 1],
        "masi": [frozenset("ab"), frozenset("a"), frozenset("cd"), frozenset("e")],
    }[kind]
    values = [chance.choice(pool) for _ in range(3000)]
    other = values[:]
    chance.shuffle(other)
    found = alpha(list(zip(values, other, strict=True)), VALUES[kind][1])
    assert found == pytest.approx(0, abs=0.06)


def test_nothing_varies_nothing_is_claimed() -> None:
    """Would catch an agreement of 1 published for a code that was never given."""
    assert estimate_alpha([("in", "in")] * 9, ["p"] * 9).value is None


def test_an_interval_holds_its_share() -> None:
    """Would catch percentiles taken the wrong way round."""
    documents = [str(n % 20) for n in range(200)]
    found = estimate_share([float(n % 10 > 0) for n in range(200)], documents)
    assert found.low is not None
    assert found.high is not None
    assert found.low <= 0.9 <= found.high


Units = list[list[tuple[int, int]]]


@st.composite
def cuttings(draw: st.DrawFn) -> Units:
    ends = draw(st.lists(st.integers(1, 200), min_size=2, max_size=12, unique=True).map(sorted))
    return [[(start, end)] for start, end in pairwise(ends)]


@given(cuttings())
def test_a_cutting_matches_itself(units: Units) -> None:
    """Would catch a matching that loses a unit or gives one twice."""
    found = match_units(units, units, 0.5)
    assert [one for one, _ in found.pairs] == [other for _, other in found.pairs]
    assert f_one(2 * len(found.pairs) // 2, len(units), len(units)) == 1


@given(cuttings(), cuttings(), st.sampled_from([0.5, 0.8]))
def test_matching_is_one_to_one_and_symmetric(one: Units, other: Units, least: float) -> None:
    """Would catch a greedy matching that depends on who comes first."""
    there, back = match_units(one, other, least), match_units(other, one, least)
    assert len(there.pairs) == len(back.pairs)
    assert len({a for a, _ in there.pairs}) == len({b for _, b in there.pairs}) == len(there.pairs)
    assert all(overlap(one[a], other[b]) >= least for a, b in there.pairs)


def test_matching_takes_the_better_of_two_arrangements() -> None:
    """Would catch a greedy matching, which takes the best pair and leaves two units alone."""
    one: Units = [[(0, 10)], [(10, 20)]]
    other: Units = [[(0, 14)], [(6, 20)]]
    find: Callable[[float], int] = lambda least: len(match_units(one, other, least).pairs)  # noqa: E731
    assert find(0.5) == 2
