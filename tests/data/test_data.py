"""The committed data: built from the tree, valid to others, readable by default readers."""

from __future__ import annotations

import csv
import json
from collections import Counter

import frictionless
import pandas as pd
import pytest
from countrycode import countrycode
from diplocalls.builders.build import make_tables, plan_build, record_files
from diplocalls.builders.csv_rows import read_csv
from diplocalls.builders.drafting.parties import UNNAMED
from diplocalls.builders.project import Project
from diplocalls.builders.records import MODELINE, read_record
from diplocalls.builders.release import read_release
from diplocalls.builders.sources import read_sources
from diplocalls.builders.table_checks import check_tables
from diplocalls.builders.tables import csv_path
from diplocalls.schema.call_rows import Call
from diplocalls.schema.column import columns_of
from diplocalls.schema.knowledge_rows import EntityName
from diplocalls.schema.tables import TABLES

REPAIR = "run `make dataset` and commit what it changed"


def test_generated_files_are_what_the_sources_make(checkout: Project) -> None:
    """Would catch tables edited by hand, or records changed without a build."""
    transaction, _ = plan_build(checkout)
    stale = [checkout.relative(path) for path in transaction.changed()]
    assert stale == [], REPAIR


def test_the_check_finds_nothing(checkout: Project) -> None:
    """Would catch a release with a known fault."""
    problems = check_tables(checkout, read_release(checkout))
    assert [str(problem) for problem in problems] == []


def test_frictionless_calls_it_valid(checkout: Project) -> None:
    """Would catch a package that only our own check calls valid."""
    report = frictionless.validate(str(checkout.descriptor))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])[:5]
    assert len(report.tasks) == len(list(checkout.tables.glob("*.csv")))


def test_descriptor_serves_old_and_new_readers(checkout: Project) -> None:
    """Would catch a resource that R's reader refuses, or a table without rows."""
    descriptor = json.loads(checkout.descriptor.read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        assert resource["type"] == "table"
        assert resource["profile"] == "tabular-data-resource"
        header, *rows = csv.reader(
            (checkout.root / resource["path"]).open(encoding="utf-8", newline="")
        )
        assert rows, resource["name"]
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == header
        assert all(field["type"] != "list" for field in fields)
        assert isinstance(resource["schema"]["primaryKey"], list)


LEAST = {"documents": 13, "calls": 15, "claims": 104}
"""What the first release held: later ones hold no less, since ids do not vanish."""


def test_the_tables_hold_what_they_held(checkout: Project) -> None:
    """Would catch rows that vanish, and kinds of calls that fall out."""
    tables, _ = make_tables(checkout)
    counts = {name: len(tables[name]) for name in ("documents", "calls", "claims")}
    assert all(counts[name] >= least for name, least in LEAST.items()), counts
    formats = Counter(str(call.format) for call in tables["calls"] if isinstance(call, Call))
    assert formats["multilateral"] >= 1
    assert formats["one_to_group"] >= 1
    assert Counter(row.n_calls for row in tables["documents"])[4] >= 1


def test_the_call_of_28_april_has_both_accounts(checkout: Project) -> None:
    """Would catch the two accounts falling apart into two calls."""
    tables, _ = make_tables(checkout)
    call = next(row for row in tables["calls"] if str(row.call_date) == "2021-04-28")
    assert (call.side1_id, call.side2_id) == ("AZE", "USA")
    assert (call.n_documents, call.n_issuing_sides, call.n_own_accounts) == (2, 2, 2)
    claims = [row for row in tables["claims"] if row.call_id == call.call_id]
    assert {row.issuer_names for row in claims} == {"Azerbaijan", "United States"}
    assert len(claims) == call.n_claims


FOUR = ("calls", "participants", "topics", "claims")


@pytest.mark.parametrize("name", sorted(TABLES))
def test_pandas_reads_text_as_text(checkout: Project, name: str) -> None:
    """Would catch an id or code that a default reader turns into a number, a boolean or NaN."""
    path = csv_path(checkout.tables, name)
    if not path.is_file():
        pytest.skip(f"{name} has no rows in this version")
    frame = pd.read_csv(path)
    raw = pd.read_csv(path, dtype=str, keep_default_na=False)
    for column in columns_of(TABLES[name].row):
        read, cells = frame[column.name], raw[column.name]
        assert (read.isna() == (cells == "")).all(), column.name
        if column.kind in ("string", "date", "datetime") and (cells != "").any():
            assert all(isinstance(value, str) for value in read.dropna()), column.name
            assert read.dropna().tolist() == [cell for cell in cells if cell != ""], column.name


BESIDE = {
    "call_id": "call_label",
    "claim_id": "gloss",
    "coder_id": "coder_kind",
    "document_id": "issuer_names",
    "publisher_id": "issuer_names",
    **{f"{who}_id": f"{who}_name" for who in ("initiator", "side", "side1", "side2")},
    **{f"{who}_id": f"{who}_name" for who in ("person", "state")},
}
"""For each id, the column that says in words what it stands for."""


@pytest.mark.parametrize("name", FOUR)
def test_the_four_tables_can_be_read_alone(name: str) -> None:
    """Would catch an id that stands without the name of what it means."""
    columns = TABLES[name].columns
    for column in columns:
        if column.endswith("_id"):
            assert BESIDE[column] in columns, column
    labelled = {"act", "topic", "topic_major", "office_class"} & set(columns)
    assert all(f"{column}_label" in columns for column in labelled)


def test_country_numbers_are_those_of_the_library(checkout: Project) -> None:
    """Would catch a number entered from memory."""
    for entity in read_sources(checkout).entities.values():
        if entity.kind != "state":
            assert (entity.cow, entity.gw) == (None, None)
            continue
        known = (
            (entity.entity_id, "iso3c")
            if entity.entity_id != "XKX"
            else ("Kosovo", "country.name.en")
        )
        found = [
            countrycode([known[0]], origin=known[1], destination=d)[0] for d in ("cown", "gwn")
        ]
        assert [entity.cow, entity.gw] == found, entity.entity_id


def test_ids_from_elsewhere_are_null_until_seen(checkout: Project) -> None:
    """Would catch a Wikidata id that no source bears; none has been looked up yet."""
    sources = read_sources(checkout)
    rows = [*sources.persons.values(), *sources.entities.values()]
    assert {row.wikidata_id for row in rows} == {None}


def test_records_lie_where_they_belong(checkout: Project) -> None:
    """Would catch a record that no build reads, or one without completion in editors."""
    for path in record_files(checkout.coding):
        assert path == checkout.record_path(path.stem)
        first = path.read_text(encoding="utf-8").splitlines()[0]
        target = path.parent / first.removeprefix(MODELINE)
        assert target.resolve() == checkout.record_schema, path


def test_pages_say_who_coded(checkout: Project) -> None:
    """Would catch a coding by a language model that passes for a human one."""
    tables, sources = make_tables(checkout)
    documents = tables["documents"]
    for row in [*documents, *tables["claims"]]:
        assert row.coder_kind == sources.coders[row.coder_id].coder_kind
    page = (checkout.datasets / "README.md").read_text(encoding="utf-8")
    models = sum(row.coder_kind == "language_model" for row in documents)
    assert f"{models} by a language model" in page
    reviewed = any(row.checked_by is not None for row in documents)
    assert ("no person has reviewed any yet" in page) == (not reviewed)


def read_entity_names(checkout: Project) -> list[EntityName]:
    """Return the names that the drafter knows entities by."""
    path = checkout.knowledge / "entity_names.csv"
    rows, _, problems = read_csv(path.read_bytes(), EntityName, path.name)
    assert problems == []
    return rows


def test_persons_and_entities_are_used(checkout: Project) -> None:
    """Would catch reference rows that nothing refers to any more."""
    tables, sources = make_tables(checkout)
    persons = {row.person_id for row in tables["participants"]}
    persons |= {name.person_id for name in sources.person_names}
    assert set(sources.persons) <= persons
    used = {
        getattr(row, column)
        for table, column in (
            ("call_sides", "side_id"),
            ("claim_targets", "target_id"),
            ("claim_holders", "side_id"),
            ("participants", "state_id"),
            ("publishers", "entity_id"),
        )
        for row in tables[table]
    }
    used |= {side for row in tables["call_codings"] for side in row.side_ids.split(";")}
    used |= {name.entity_id for name in read_entity_names(checkout)}
    assert set(sources.entities) - used == {UNNAMED} - used


def test_published_words_are_no_source_words_in_the_register(checkout: Project) -> None:
    """Would catch a title published against the publisher's policy."""
    sources = read_sources(checkout)
    for item in sources.register:
        if sources.publishers[item.publisher_id].title_policy == "withhold":
            assert item.title is None, item.item_id


def test_unfinished_work_is_not_in_the_records(checkout: Project) -> None:
    """Would catch a record committed with a doubt that neither note nor field explains."""
    for path in record_files(checkout.coding):
        record = read_record(path, str(path)).record
        for claim in record.claims or ():
            if claim.confidence != "high":
                assert claim.note or claim.unsure, (path.name, claim.id)
