"""Fingerprints and ready joins: the same content whatever the format, every claim once a call."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path

import diplocalls
import pandas as pd
import pyarrow as pa
import pytest
import strategies
from diplocalls.builders.build import build
from diplocalls.builders.csv_rows import write_csv
from diplocalls.builders.fingerprint import (
    fingerprint_arrow,
    fingerprint_csv,
    fingerprint_package,
    fingerprint_rows,
)
from diplocalls.builders.project import Project
from diplocalls.builders.tables import read_parquet, to_arrow
from diplocalls.schema.tables import TABLES
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize("name", ["claims", "calls", "register", "alignments", "divergence"])
@given(data=st.data())
def test_csv_and_parquet_have_one_fingerprint(name: str, data: st.DataObject) -> None:
    """Would catch a fingerprint that depends on format, or a cell that it does not see."""
    table = TABLES[name]
    rows = data.draw(st.lists(strategies.rows_of(table.row), max_size=4))
    written = write_csv(table.row, rows)
    made = to_arrow(table, rows, {})
    assert fingerprint_csv(written) == fingerprint_arrow(made)
    assert (made.schema.metadata or {})[b"diplocalls.fingerprint"].decode() == fingerprint_csv(
        written
    )


@given(st.lists(st.lists(strategies.texts, min_size=3, max_size=3), min_size=1), st.randoms())
def test_order_does_not_count_and_content_does(
    rows: list[list[str]], chance: random.Random
) -> None:
    """Would catch a fingerprint of bytes, or one in which cells run into one another."""
    whole = fingerprint_rows(["a", "b", "c"], rows)
    shuffled = chance.sample(rows, len(rows))
    assert whole == fingerprint_rows(["c", "a", "b"], [[c, a, b] for a, b, c in shuffled])
    assert whole != fingerprint_rows(["a", "b", "c"], [*rows, rows[0]])
    a, b, c = rows[0]
    moved = [[f"{a}{b[:1]}", b[1:], c], *rows[1:]]
    assert whole != fingerprint_rows(["a", "b", "c"], moved)


def test_the_package_says_the_fingerprint_of_its_files(checkout: Project) -> None:
    """Would catch a fingerprint that is written and not measured."""
    files = {path.stem: path.read_bytes() for path in checkout.tables.glob("*.csv")}
    assert diplocalls.fingerprint() == fingerprint_package(files)
    for name, content in files.items():
        data = read_parquet(checkout.tables / f"{name}.parquet")
        assert fingerprint_arrow(data) == fingerprint_csv(content), name


def test_a_changed_cell_changes_the_fingerprint(project: Project, tmp_path: Path) -> None:
    """Would catch a fingerprint over names or counts alone."""
    build(project)
    data = (project.tables / "claims.csv").read_bytes()
    rows = list(csv.reader(io.StringIO(data.decode())))
    rows[1][-1] = "changed"
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    assert fingerprint_csv(buffer.getvalue().encode()) != fingerprint_csv(data)


def test_claims_with_calls_have_each_claim_once_a_call() -> None:
    """Would catch a join that multiplies claims, loses them, or moves them to another call."""
    wide = diplocalls.load_claims_with_calls()
    links = diplocalls.load("claim_calls")
    assert len(wide) == len(links)
    assert not wide.duplicated(["claim_id", "call_id"]).any()
    claims = diplocalls.load("claims").set_index("claim_id")
    assert (wide["gloss"].to_numpy() == claims.loc[wide["claim_id"], "gloss"].to_numpy()).all()
    held = wide.dropna(subset=["holder_ids"])
    sides = diplocalls.load("call_sides").groupby("call_id")["side_id"].agg(set)
    own = held[held["holder"] != "third"]
    for ids, call_id in zip(own["holder_ids"], own["call_id"], strict=True):
        assert set(ids.split(";")) <= sides[call_id]
    assert (wide["n_topics"] == wide["topics"].str.count(";") + 1).all()


@pytest.mark.parametrize("freq", ["day", "month"])
def test_dyads_count_every_call_for_each_of_its_pairs(freq: str) -> None:
    """Would catch a call counted twice for a pair, or a zero where nobody looked."""
    panel = diplocalls.load_dyads(freq)  # type: ignore[arg-type]
    calls = diplocalls.load("calls")
    pairs = (calls["n_sides"] * (calls["n_sides"] - 1) // 2).sum()
    assert panel["n_calls"].sum() == pairs
    assert not panel.duplicated(["side1_id", "side2_id", "period"]).any()
    assert (panel["side1_id"] < panel["side2_id"]).all()
    zero = panel[panel["n_calls"] == 0]
    assert zero["covered"].all()
    assert (len(zero) > 0) == (freq == "month")
    assert (diplocalls.load_dyads("month", zeros=False)["n_calls"] > 0).all()
    with pytest.raises(ValueError, match="'week'"):
        diplocalls.load_dyads("week")  # type: ignore[arg-type]


def test_other_readers_give_the_same_table() -> None:
    """Would catch a reader that drops rows, columns or nulls."""
    frame = diplocalls.load("calls")
    polars = diplocalls.load("calls", as_="polars")
    duckdb = diplocalls.load("calls", as_="duckdb")
    assert polars.shape == frame.shape
    assert polars["initiator_id"].null_count() == frame["initiator_id"].isna().sum()
    counted = duckdb.aggregate("count(*), sum(n_claims), count(initiator_id)").fetchall()[0]
    known = int(frame["initiator_id"].notna().sum())
    assert counted == (len(frame), int(frame["n_claims"].sum()), known)


def test_another_version_is_refused_politely() -> None:
    """Would catch an analysis that silently runs on other data than it names."""
    assert isinstance(diplocalls.load("calls", version=diplocalls.version()), pd.DataFrame)
    assert isinstance(diplocalls.load("calls", "arrow", diplocalls.version()), pa.Table)
    with pytest.raises(ValueError, match=r"0\.0\.9 is asked for.*is installed.*CHANGELOG"):
        diplocalls.load("calls", version="0.0.9")
