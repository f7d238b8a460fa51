"""How long a build takes. The figures are printed by `diplocalls bench`."""

from __future__ import annotations

import pytest
from diplocalls.builders.bench import measure_build, multiply
from diplocalls.builders.build import make_tables
from diplocalls.builders.project import Project


def test_repeated_records_are_sound_and_apart(
    checkout: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Would catch a benchmark on records that a real build would refuse, or that share ids."""
    copy = Project(tmp_path_factory.mktemp("bench"))
    coded = {path.stem for path in checkout.coding.rglob("*.yml")}
    wanted = 2 * len(coded) + 20
    claims = multiply(checkout, copy, wanted)
    tables, _ = make_tables(copy)
    assert len(tables["documents"]) == wanted
    assert len(tables["claims"]) == claims
    views, _ = make_tables(checkout)
    real = {row.call_id for row in views["call_documents"] if row.document_id in coded}
    assert len(tables["calls"]) > len(real) * 2


@pytest.mark.benchmark
def test_600_records_take_less_than_3_seconds_and_6000_grow_evenly(checkout: Project) -> None:
    """Would catch a stage that walks all records for each record."""
    small = measure_build(checkout, 600, repeats=5)
    assert small.seconds < 3
    large = measure_build(checkout, 6000, repeats=1)
    assert large.seconds <= 11 * small.seconds
