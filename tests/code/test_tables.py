"""Building and checking tables: same in, same out; what is damaged is named."""

from __future__ import annotations

import csv
import io
import json
import random
import shutil
from dataclasses import replace
from pathlib import Path

import frictionless
import invented
import pytest
from diplocalls.builders.build import build, find_stale, record_files
from diplocalls.builders.csv_rows import write_csv
from diplocalls.builders.problems import Problem, ProblemsError
from diplocalls.builders.project import Project
from diplocalls.builders.release import read_release
from diplocalls.builders.table_checks import check_tables
from diplocalls.builders.tables import FINGERPRINT, read_parquet, write_parquet
from diplocalls.schema.tables import TABLES


def files(project: Project) -> dict[str, bytes]:
    """Return the bytes of everything a build generates."""
    places = [
        *project.tables.iterdir(),
        project.descriptor,
        project.datasets / "README.md",
        project.record_schema,
    ]
    return {project.relative(path): path.read_bytes() for path in places}


def find(project: Project, text_of: object = None) -> list[Problem]:
    """Return what the check of tables finds."""
    return check_tables(project, read_release(project), text_of)  # type: ignore[arg-type]


@pytest.fixture
def built(project: Project) -> Project:
    """Return the invented project, blind codings and an audit included, with its tables built."""
    invented.code_round(project)
    invented.audit_round(project)
    build(project)
    return project


def test_building_twice_changes_no_byte(built: Project) -> None:
    """Would catch a time stamp, a random order or a hash seed in any output."""
    before = files(built)
    assert build(built).changed == []
    assert files(built) == before
    assert find_stale(built) == []


def test_a_build_elsewhere_gives_the_same_bytes(
    built: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Would catch a path of this machine in any output."""
    other = invented.make_project(tmp_path_factory.mktemp("elsewhere"))
    invented.code_round(other)
    invented.audit_round(other)
    build(other)
    assert files(other) == files(built)


@pytest.mark.parametrize("seed", range(5))
def test_order_of_files_does_not_matter(
    built: Project, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Would catch tables that depend on the order in which a file system lists records."""
    before = files(built)
    from diplocalls.builders import build as module

    def shuffled(folder: Path) -> list[Path]:
        found = record_files(folder)
        random.Random(seed).shuffle(found)
        return found

    monkeypatch.setattr(module, "record_files", shuffled)
    monkeypatch.setattr(module, "sorted", lambda paths: list(paths), raising=False)
    shutil.rmtree(built.tables)
    build(built)
    assert files(built) == before


def test_a_sound_package_has_no_problem(built: Project) -> None:
    """Would catch a check that cries wolf."""
    assert find(built, invented.TEXTS.get) == []


def test_frictionless_agrees(built: Project) -> None:
    """Would catch a package that only our own check calls valid."""
    package = frictionless.Package(str(built.descriptor))
    report = package.validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])[:5]
    assert {resource.name for resource in package.resources} == set(TABLES)


def test_an_empty_table_is_absent_but_typed(tmp_path: Path) -> None:
    """Would catch header-only CSV, and a loader that cannot give a table without rows."""
    project = invented.make_project(tmp_path, [invented.bureau_record()])
    build(project)
    assert not (project.tables / "call_conflicts.csv").exists()
    data = read_parquet(project.tables / "call_conflicts.parquet")
    assert (data.num_rows, data.column_names) == (0, list(TABLES["call_conflicts"].columns))
    named = {r["name"] for r in json.loads(project.descriptor.read_bytes())["resources"]}
    assert "call_conflicts" not in named
    assert find(project) == []


def test_a_table_that_empties_loses_its_csv(built: Project) -> None:
    """Would catch a stale CSV of a table that has no rows any more."""
    assert (built.tables / "call_conflicts.csv").exists()
    built.record_path(invented.CHANCERY).unlink()
    with pytest.raises(ProblemsError, match="has no record; remove the row"):
        build(built)
    links = built.register / "call_links.csv"
    kept = [row for row in links.read_text().splitlines() if not row.startswith(invented.CHANCERY)]
    links.write_text("\n".join(kept) + "\n", encoding="utf-8")
    build(built)
    assert not (built.tables / "call_conflicts.csv").exists()


def test_parquet_is_rewritten_only_when_its_content_changed(built: Project) -> None:
    """Would catch a repository that grows by every build."""
    place = built.tables / "claims.parquet"
    stamp = place.stat().st_mtime_ns
    record = built.record_path(invented.PALACE)
    record.write_text(record.read_text().replace("tone: [candid, friendly]", "tone: [candid]"))
    changed = {path.name for path in build(built).changed}
    assert place.stat().st_mtime_ns == stamp
    assert changed == {"call_documents.csv", "call_documents.parquet", "datapackage.json"}


def edit(project: Project, table: str, row: int, column: str, value: str) -> str:
    """Change one cell of a CSV; return what it was."""
    path = project.tables / f"{table}.csv"
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    place = rows[0].index(column)
    old, rows[row][place] = rows[row][place], value
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    path.write_text(buffer.getvalue(), encoding="utf-8")
    return old


CELLS = [
    ("claims", 3, "act", "SUPPORT", "claims.csv:4", "derived"),
    ("claims", 2, "act", "NOTHING", "claims.csv:3", "shape-code"),
    ("claims", 2, "stance", "one", "claims.csv:3", "shape-number"),
    ("claims", 3, "stance", "0", "claims.csv:4", "stance-default"),
    ("claims", 2, "gloss", "", "claims.csv:3", "shape-required"),
    ("claims", 2, "gloss", "a " * 29 + "b", "claims.csv:3", "gloss-words"),
    ("claims", 2, "claim_id", "xf-chancery-2001-0001-c01", "claims.csv:3", "primary-key"),
    ("claims", 2, "document_id", "xf-chancery-2001-0009", "claims.csv:3", "foreign-key"),
    ("claims", 3, "n_topics", "2", "claims.csv:4", "derived"),
    ("claims", 3, "topic_label", "Weather", "claims.csv:4", "derived"),
    ("claims", 1, "cue_start", "0", "claims.csv:2", "cue-inside"),
    ("claims", 6, "holder", "joint", "claim_holders.csv", "holder-sides"),
    ("claim_evidence", 1, "span_end", "9999", "claim_evidence.csv:2", "spans"),
    ("claim_evidence", 1, "text_sha256", "0" * 64, "claim_evidence.csv:2", "derived"),
    ("claim_evidence", 1, "span_no", "2", "claim_evidence.csv:2", "derived"),
    ("claim_holders", 1, "side_id", "XSS", "claim_holders.csv:2", "holder-sides"),
    ("claim_holders", 1, "person_id", "ivo-quist", "claim_holders.csv:2", "holder-persons"),
    ("claim_targets", 1, "target_id", "XQQ", "claim_targets.csv:2", "foreign-key"),
    ("claim_calls", 1, "call_id", "call-2001-0003", "claim_calls.csv:2", "claim-calls"),
    ("claim_topics", 1, "topic", "t0101", "claim_topics.csv:2", "derived"),
    ("calls", 1, "n_documents", "3", "calls.csv:2", "derived"),
    ("calls", 1, "call_date", "2001-03-09", "calls.csv:2", "derived"),
    ("calls", 1, "side1_cow", "7", "calls.csv:2", "derived"),
    ("call_documents", 1, "date_last", "2001-02-01", "call_documents.csv:2", "call-dates"),
    ("call_documents", 2, "date_first", "1990-01-01", "call_documents.csv:3", "call-dates"),
    ("call_sides", 1, "n_documents", "0", "call_sides.csv:2", "derived"),
    ("participants", 1, "person_id", "nobody-known", "participants.csv:2", "foreign-key"),
    ("participants", 1, "side_id", "XSS", "participants.csv:2", "foreign-key"),
    ("participants", 1, "office_class", "King", "participants.csv:2", "shape-code"),
    ("topics", 1, "n_own", "7", "topics.csv:2", "derived"),
    ("documents", 2, "text_sha256", "0" * 64, "documents.csv:3", "text-hash"),
    ("documents", 1, "n_claims", "5", "documents.csv:2", "derived"),
    ("documents", 1, "coded_date", "yesterday", "documents.csv:2", "shape-date"),
    ("documents", 1, "coder_id", "person-none", "documents.csv:2", "foreign-key"),
    ("document_issuers", 1, "side_id", "XSS", "documents.csv:2", "call-sides"),
    ("call_conflicts", 1, "value", "nobody", "call_conflicts.csv:2", "derived"),
    ("register", 1, "decision", "out", "register.csv:2", "register-reason"),
    ("register", 1, "n_chars", "1", "documents.csv", "text-hash"),
    ("locations", 1, "url", "ftp://x", "locations.csv:2", "shape-pattern"),
    ("persons", 1, "name", "Somebody Else", "participants.csv", "derived"),
    ("entities", 2, "name", "Elsewhere", "calls.csv", "derived"),
    ("codes", 1, "label", "Chat", "codes.csv:2", "derived"),
    ("publishers", 1, "name", "Nobody", "documents.csv", "derived"),
]


@pytest.mark.parametrize(("table", "row", "column", "value", "where", "rule"), CELLS)
def test_a_damaged_cell_is_named(
    built: Project, table: str, row: int, column: str, value: str, where: str, rule: str
) -> None:
    """Would catch a fault that is missed, or whose table, row, column or rule is not said."""
    assert edit(built, table, row, column, value) != value
    found = find(built)
    hits = [problem for problem in found if problem.rule == rule and where in str(problem)]
    assert hits, [str(problem) for problem in found][:6]
    assert all(problem.field for problem in hits)


@pytest.mark.parametrize("table", sorted(TABLES))
def test_any_changed_cell_is_noticed(built: Project, table: str) -> None:
    """Would catch a column that nothing looks at: CSV, Parquet and descriptor vouch for all."""
    path = built.tables / f"{table}.csv"
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    original = path.read_bytes()
    for place, column in enumerate(rows[0]):
        edit(built, table, 1, column, "other" if rows[1][place] != "other" else "another")
        found = find(built)
        assert any(column in problem.field for problem in found), (table, column, found[:3])
        path.write_bytes(original)


def test_two_faults_are_both_named(built: Project) -> None:
    """Would catch a check that stops at the first fault."""
    edit(built, "claims", 1, "act", "NOTHING")
    edit(built, "claims", 5, "stance", "-1")
    edit(built, "participants", 10, "person_id", "nobody-known")
    rules = {problem.rule for problem in find(built)}
    assert {"shape-code", "foreign-key", "stance-default"} <= rules


def test_a_lost_and_a_strange_row_are_named(built: Project) -> None:
    """Would catch rows that vanish or appear without a trace in the other tables."""
    path = built.tables / "claim_topics.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:1] + lines[2:]), encoding="utf-8")
    assert any("claims" in problem.path or "topics" in problem.path for problem in find(built))
    path.write_text("".join(lines), encoding="utf-8")
    topics = built.tables / "topics.csv"
    text = topics.read_text(encoding="utf-8").splitlines(keepends=True)
    topics.write_text("".join(text[:-1]), encoding="utf-8")
    missing = [p for p in find(built) if p.rule == "derived"]
    assert "is missing" in missing[0].message


def test_rows_out_of_order_are_named(built: Project) -> None:
    """Would catch a table sorted by something else."""
    path = built.tables / "persons.csv"
    head, first, second, *rest = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([head, second, first, *rest]), encoding="utf-8")
    assert "row-order" in {problem.rule for problem in find(built)}


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "csv-columns"),
        (b"person_id,name\n", "csv-columns"),
        (b"person_id,name,short_name,wikidata_id,note,age\n", "csv-columns"),
        (b"name,person_id,short_name,wikidata_id,note\n", "csv-columns"),
        (b"person_id,name,short_name,wikidata_id,note\nx-y,X\n", "csv-cells"),
        (b"person_id,name,short_name,wikidata_id,note\nx-y,\xff,X,,\n", "file-encoding"),
        (b'person_id,name,short_name,wikidata_id,note\nx-y,"X,X,,\n', "csv"),
    ],
)
def test_a_damaged_file_is_named(built: Project, data: bytes, rule: str) -> None:
    """Would catch a truncated or foreign file that is read as if it were whole."""
    (built.tables / "persons.csv").write_bytes(data)
    found = [problem for problem in find(built) if problem.path.endswith("persons.csv")]
    assert rule in {problem.rule for problem in found}


def test_a_parquet_file_unlike_its_csv_is_named(built: Project) -> None:
    """Would catch twins that drift apart."""
    shutil.copy(built.tables / "claims.parquet", built.tables / "claim_calls.parquet")
    (built.tables / "calls.parquet").write_bytes(b"PAR1 nonsense")
    (built.tables / "topics.parquet").unlink()
    rules = {(p.path.rpartition("/")[2], p.rule) for p in find(built)}
    assert rules == {
        ("claim_calls.parquet", "parquet-schema"),
        ("calls.parquet", "parquet-broken"),
        ("topics.parquet", "parquet-missing"),
    }


def test_a_descriptor_unlike_its_tables_is_named(built: Project) -> None:
    """Would catch a descriptor that promises other columns, keys or bytes."""
    descriptor = json.loads(built.descriptor.read_bytes())
    descriptor["resources"][0]["schema"]["fields"][0]["type"] = "integer"
    descriptor["resources"][1]["bytes"] += 1
    del descriptor["resources"][2]
    descriptor["version"] = "0.0.0"
    built.descriptor.write_text(json.dumps(descriptor), encoding="utf-8")
    found = {(problem.field, problem.subject) for problem in find(built)}
    assert found == {("codes", "schema"), ("coders", "bytes"), ("entities", ""), ("version", "")}


def test_a_stale_table_is_named(built: Project) -> None:
    """Would catch tables that were not built again after a record changed."""
    record = built.record_path(invented.PALACE)
    record.write_text(record.read_text().replace("tone: [candid, friendly]", "tone: [candid]"))
    stale = {problem.path for problem in find_stale(built)}
    assert "datasets/tables/call_documents.csv" in stale
    assert "datasets/tables/claims.csv" not in stale


def test_a_copied_gloss_is_found_in_tables_too(built: Project) -> None:
    """Would catch source words that reach the tables by another way than a record."""
    edit(built, "claims", 6, "gloss", "urged Freedonia to reopen the ferry line")
    rules = {problem.rule for problem in find(built, invented.TEXTS.get)}
    assert "own-words" in rules


def test_quotes_commas_and_formulas_survive(project: Project) -> None:
    """Would catch a cell that a spreadsheet or a careless reader tears apart."""
    odd = invented.PERSONS[0].model_copy(update={"name": '=1+1, "Ivo"', "short_name": "@x"})
    rows = [odd, *invented.PERSONS[1:]]
    path = project.reference / "persons.csv"
    path.write_bytes(write_csv(type(odd), rows))
    build(project)
    assert find(project) == []
    text = (project.tables / "persons.csv").read_text(encoding="utf-8")
    assert next(csv.DictReader(io.StringIO(text)))["name"] == odd.name


def test_a_false_fingerprint_in_parquet_is_named(built: Project) -> None:
    """Would catch a fingerprint that is written and never held against the content."""
    path = built.tables / "claims.parquet"
    data = read_parquet(path)
    told = {**(data.schema.metadata or {}), FINGERPRINT.encode(): b"sha256-rows-1:0"}
    path.write_bytes(write_parquet(data.replace_schema_metadata(told)))
    assert any(p.rule == "parquet-fingerprint" for p in find(built))


def test_the_metadata_of_parquet_names_version_and_licence(built: Project) -> None:
    """Would catch a file that cannot say which version it is (the users' third complaint)."""
    metadata = read_parquet(built.tables / "claims.parquet").schema.metadata
    assert metadata[b"diplocalls.version"] == b"9.8.7"
    assert metadata[b"diplocalls.licence"] == b"CC-BY-4.0"
    assert b"9.8.7" in metadata[b"diplocalls.citation"]
    release = read_release(built)
    other = replace(release, version="9.9.0")
    assert any(p.rule == "parquet-schema" for p in check_tables(built, other))
