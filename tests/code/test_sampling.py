"""Drawing documents and dividing them: seeded, by strata, groups never divided."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from diplocalls.builders.sampling import Quota, divide, draw, eligible, possible_ties
from diplocalls.schema.register_rows import RegisterItem
from diplocalls.schema.round_codes import Drawn, Split
from hypothesis import given
from hypothesis import strategies as st

QUOTAS = {"xa-one": Quota(12, 2, 5), "xb-two": Quota(8, 0, 3)}


def item(number: int, publisher: str, day: date, **more: object) -> RegisterItem:
    """Return an invented row of the register."""
    values = {
        "item_id": f"item-{number:05d}",
        "document_id": f"{publisher}-{day.year}-{number:04d}",
        "publisher_id": publisher,
        "language": "en",
        "title": "Call",
        "published_date": day,
        "stamp_zone": "date_only",
        "canon_version": "canon-1",
        "text_sha256": f"{number:064x}",
        "n_chars": 100 + number * 7 % 900,
        "decision": "in",
        "scope": "core",
        "n_separate_calls": 1,
    }
    return RegisterItem.model_validate({**values, **more})


def register(seed: int) -> list[RegisterItem]:
    """Return an invented register: some groups, some texts on several parties, some out."""
    chance = random.Random(seed)
    rows: list[RegisterItem] = []
    for number in range(1, 91):
        more: dict[str, object] = {}
        if number % 15 == 0:
            more = {"template_group": f"tpl-{number // 30 + 1:04d}"}
        if number % 7 == 0:
            more["title"] = "Joint statement"
        if number % 11 == 0:
            more |= {"decision": "out", "scope": "not_a_call", "exclusion_reason": "in_person"}
        day = date(2021, 1, 1) + timedelta(days=chance.randrange(900))
        rows.append(item(number, ("xa-one", "xb-two")[number % 2], day, **more))
    return rows


@given(st.integers(0, 500))
def test_quotas_are_kept_and_groups_stand_once(seed: int) -> None:
    """Would catch a stratum that is forgotten, or two texts of one template in a sample."""
    rows = register(3)
    sample = draw(eligible(rows, ()), QUOTAS, "gold-9", seed)
    by_id = {row.document_id: row for row in rows}
    assert len({row.document_id for row in sample}) == len(sample) == 20
    for publisher, quota in QUOTAS.items():
        own = [r for r in sample if by_id[r.document_id].publisher_id == publisher]
        assert len(own) == quota.whole
        assert sum(r.drawn == Drawn.SEVERAL_PARTIES for r in own) == quota.several
    groups = [g for r in sample if (g := by_id[r.document_id].template_group) is not None]
    assert len(set(groups)) == len(groups)
    assert sample == draw(eligible(rows, ()), QUOTAS, "gold-9", seed)


def test_what_is_out_of_reach_takes_its_group_along() -> None:
    """Would catch a sample with the twin of a worked example."""
    rows = register(3)
    grouped = next(row for row in rows if row.template_group is not None)
    left = eligible(rows, [grouped.document_id])
    assert grouped.template_group not in {row.template_group for row in left}
    assert all(row.decision == "in" for row in left)


@pytest.mark.parametrize("seed", range(8))
def test_the_split_never_divides_what_may_be_one_call(seed: int) -> None:
    """Would catch a call of which one account is tuned on and the other tested on."""
    rows = register(3)
    by_id = {row.document_id: row for row in rows}
    sample = draw(eligible(rows, ()), QUOTAS, "gold-9", seed)
    try:
        divided = divide(sample, by_id, [], QUOTAS, seed)
    except ValueError:
        pytest.skip("blocks of this draw do not fill the quotas")
    split = {row.document_id: row.split for row in divided}
    for one, other in possible_ties([by_id[name] for name in split]):
        assert split[one] == split[other]
    tests = [name for name, found in split.items() if found == Split.TEST]
    assert len(tests) == sum(quota.test for quota in QUOTAS.values())
