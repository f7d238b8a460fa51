"""Registering found items: ids given once, nothing half done, the same again changes nothing."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import invented
import pytest
from diplocalls.builders.canon import text_sha256
from diplocalls.builders.grouping import plan_grouping, write_grouping
from diplocalls.builders.problems import ProblemsError
from diplocalls.builders.project import Project
from diplocalls.builders.register import plan_registration, write_registration
from diplocalls.builders.sources import read_sources
from diplocalls.builders.texts import Item, read_items
from diplocalls.schema.document_codes import StampZone
from diplocalls.schema.register_rows import ItemPair
from hypothesis import given, settings
from hypothesis import strategies as st

TODAY = date(2001, 3, 6)
item = invented.found_item


def register(project: Project, found: list[Item], year: int | None = None) -> list[str]:
    """Register items; return the ids of the new documents."""
    sources = read_sources(project)
    plan = plan_registration(found, sources, TODAY, year)
    write_registration(project, sources, plan)
    return [row.document_id for row in plan.items]


def state(project: Project) -> dict[str, bytes]:
    """Return the bytes of the register's files."""
    return {path.name: path.read_bytes() for path in sorted(project.register.iterdir())}


def test_new_items_get_the_next_ids(project: Project) -> None:
    """Would catch an id that is given twice, or a serial that starts again."""
    before = state(project)
    assert register(project, [item(1), item(2)]) == ["xr-palace-2001-0003", "xr-palace-2001-0004"]
    after = state(project)
    for name in ("register.csv", "locations.csv"):
        assert after[name].startswith(before[name]), "old rows stay as they are, byte for byte"
    assert after["call_links.csv"] == before["call_links.csv"]


@settings(max_examples=25)
@given(st.permutations(range(6)), st.integers(0, 6))
def test_registering_twice_equals_once(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], cut: int
) -> None:
    """Would catch ids that depend on the order of input, or on what came in one go."""
    project = invented.make_project(tmp_path_factory.mktemp("register"))
    found = [item(number) for number in order]
    register(project, found[:cut])
    given_before = {row.item_id: row for row in read_sources(project).register}
    register(project, found)
    once = state(project)
    assert register(project, list(reversed(found))) == []
    assert state(project) == once
    rows = {row.item_id: row for row in read_sources(project).register}
    assert {key: rows[key] for key in given_before} == given_before
    assert len({row.document_id for row in rows.values()}) == len(rows) == 4 + 6


@settings(max_examples=20)
@given(st.permutations(range(5)))
def test_ids_do_not_depend_on_the_order_of_input(
    tmp_path_factory: pytest.TempPathFactory, order: list[int]
) -> None:
    """Would catch ids given in the order in which lines were found."""
    first = invented.make_project(tmp_path_factory.mktemp("first"))
    other = invented.make_project(tmp_path_factory.mktemp("other"))
    found = [item(number, published=f"2001-03-0{1 + number % 2}") for number in range(5)]
    register(first, found)
    register(other, [found[number] for number in order])
    assert state(first) == state(other)


def test_serials_go_on_behind_the_highest(project: Project) -> None:
    """Would catch a register in another order that makes an id be given twice."""
    register(project, [item(1), item(2)])
    path = project.register / "register.csv"
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([head, *reversed(rows)]) + "\n", encoding="utf-8")
    assert register(project, [item(3)]) == ["xr-palace-2001-0005"]
    assert read_sources(project).register[-1].item_id == "item-00007"


def test_a_pinned_text_names_commit_and_path(project: Project) -> None:
    """Would catch a path that no commit fixes, and a day of reading where a commit stands."""
    pinned = item(1, source_repo="host/o/n", commit="abc123", path="a/b")
    loose = item(2, source_repo="host/o/n", path="a/c")
    register(project, [pinned, loose])
    first, second = read_sources(project).locations[-2:]
    assert (first.source_commit, first.source_path, first.date_seen) == ("abc123", "a/b", None)
    assert (second.source_path, second.date_seen) == (None, TODAY)


def test_a_withheld_title_leaves_its_hash_alone(project: Project) -> None:
    """Would catch the first sentence of a text published as its title."""
    path = project.reference / "publishers.csv"
    rows = path.read_text().splitlines()
    kept = [r.replace(",publish,", ",withhold,") if r.startswith("xs-") else r for r in rows]
    path.write_text("\n".join(kept) + "\n")
    titles = project.register / "register.csv"
    titles.write_text(titles.read_text().replace(",Call 3,", ",,"))
    register(project, [item(1, publisher="The Bureau of Sylvania")])
    row = read_sources(project).register[-1]
    assert row.title is None
    assert row.title_sha256 == text_sha256("Title 1")


def test_an_edit_meanwhile_is_not_overwritten(project: Project) -> None:
    """Would catch a row lost to another command, or to somebody with an editor open."""
    sources = read_sources(project)
    plan = plan_registration([item(1)], sources, TODAY, None)
    register(project, [item(2)])
    before = state(project)
    with pytest.raises(ProblemsError, match="was changed while this command ran"):
        write_registration(project, sources, plan)
    assert state(project) == before


def test_two_publishers_at_one_address_are_reported(project: Project) -> None:
    """Would catch an address that goes to whoever is named first."""
    before = state(project)
    twice = [item(1), item(1, publisher="The Bureau of Sylvania")]
    for found in (twice, list(reversed(twice))):
        with pytest.raises(ProblemsError, match="is not that of"):
            register(project, found)
    assert state(project) == before


def test_a_merged_text_found_again_is_the_document_it_became(project: Project) -> None:
    """Would catch a second document for a text that was merged away."""
    register(project, [item(1), item(2)])
    sources = read_sources(project)
    pair = ItemPair(
        item_id="item-00005",
        other_item_id="item-00006",
        measure="runs",
        similarity_percent=97,
        relation="duplicate",
        decided_by="person-test",
        decided_date="2001-03-06",
    )
    write_grouping(project, sources, [pair], plan_grouping(sources, [pair], TODAY))
    again = item(7, text=item(2).text)
    assert register(project, [again]) == ["xr-palace-2001-0003"]
    assert read_sources(project).register[-1].duplicate_of == "item-00005"


def test_the_same_text_elsewhere_is_a_second_location(project: Project) -> None:
    """Would catch one readout counted as two."""
    register(project, [item(1)])
    assert register(project, [item(2, text=item(1).text)]) == ["xr-palace-2001-0003"]
    sources = read_sources(project)
    twin = sources.register[-1]
    assert (twin.duplicate_of, twin.exclusion_reason) == ("item-00005", "duplicate")
    assert len(sources.places["xr-palace-2001-0003"]) == 2
    assert sources.documents["xr-palace-2001-0003"].item_id == "item-00005"


def test_a_changed_text_is_reported_and_kept(project: Project) -> None:
    """Would catch a register that overwrites what codes rest on."""
    register(project, [item(1)])
    before = state(project)
    with pytest.raises(ProblemsError, match="xr-palace-2001-0003 has changed"):
        register(project, [item(1, text="Something else."), item(7)])
    assert state(project) == before, "nothing is half registered"


@pytest.mark.parametrize(
    ("field", "value"), [("title", "Another"), ("published", "2001-03-04"), ("language", "fr")]
)
def test_what_else_changed_is_reported_and_kept(project: Project, field: str, value: str) -> None:
    """Would catch a corrected stamp or title that is silently left out."""
    publishers = project.reference / "publishers.csv"
    publishers.write_text(publishers.read_text().replace(",XRR,en,", ",XRR,en;fr,"))
    register(project, [item(1)])
    before = state(project)
    with pytest.raises(ProblemsError, match="by hand"):
        register(project, [item(1, **{field: value})])
    assert state(project) == before


def test_two_texts_at_one_address_are_reported(project: Project) -> None:
    """Would catch a batch in which the second text of an address wins, or is lost."""
    before = state(project)
    with pytest.raises(ProblemsError, match="has changed since it was registered"):
        register(project, [item(1), item(1, text="Another text.")])
    assert state(project) == before
    assert register(project, [item(1), item(1)]) == ["xr-palace-2001-0003"]


def test_what_is_known_needs_no_year_again(project: Project) -> None:
    """Would catch a stampless text that can be registered once but not looked at again."""
    found = [item(1, published=None)]
    assert register(project, found, year=2001) == ["xr-palace-2001-0003"]
    assert register(project, found) == []


def test_a_retired_id_is_not_given_again(project: Project) -> None:
    """Would catch an id that comes to mean something else."""
    names = {"publisher": "The Chancery of Freedonia"}
    assert register(project, [item(1, **names)]) == ["xf-chancery-2001-0003"]


def test_a_file_without_a_last_line_end_is_not_glued(project: Project) -> None:
    """Would catch a new row written behind the last cell of the old one."""
    path = project.register / "register.csv"
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    register(project, [item(1)])
    assert len(read_sources(project).register) == 5


@pytest.mark.parametrize(
    ("stamp", "day", "moment", "zone"),
    [
        ("2001-03-05", "2001-03-05", None, StampZone.DATE_ONLY),
        (
            "2001-03-05 23:30:00-05:00",
            "2001-03-05",
            "2001-03-06 04:30:00+00:00",
            StampZone.OFFSET_GIVEN,
        ),
        ("2001-03-05T19:34:11", "2001-03-05", None, StampZone.LOCAL),
        (None, None, None, StampZone.NO_STAMP),
    ],
)
def test_stamps_say_what_they_fix(
    project: Project, stamp: str | None, day: str | None, moment: str | None, zone: StampZone
) -> None:
    """Would catch a local time taken for UTC, and a date moved by a zone."""
    register(project, [item(1, published=stamp)], year=2001)
    row = read_sources(project).register[-1]
    assert str(row.published_date) == str(day)
    assert str(row.published_utc) == str(moment)
    assert (row.published_stamp, row.stamp_zone) == (stamp, zone)


@pytest.mark.parametrize(
    ("bad", "rule"),
    [
        (item(9, publisher="Nobody"), "item-publisher"),
        (item(9, published="2001-02-30"), "item-date"),
        (item(9, published="2001-03-09"), "item-date"),
        (item(9, published=None), "item-year"),
        (item(9, language=None), "item-required"),
        (item(9, language="english"), "shape-pattern"),
        (item(9, url="ftp://example.org/x"), "shape-pattern"),
        (item(9, text="Given under seal."), "item-text"),
        (item(9, text="broken \ud800"), "item-text"),
    ],
)
def test_bad_items_are_all_named_and_none_is_registered(
    project: Project, bad: Item, rule: str
) -> None:
    """Would catch a batch that is registered up to its first fault."""
    before = state(project)
    with pytest.raises(ProblemsError) as caught:
        register(project, [item(1), bad, item(2, publisher="Nobody either")])
    problems = caught.value.problems
    assert {(p.path, p.line) for p in problems} == {("new.jsonl", 9), ("new.jsonl", 2)}
    assert rule in {problem.rule for problem in problems}
    assert state(project) == before


LINES = [
    (b"{", "item-json"),
    (b"[1]", "item-json"),
    (b'"x"', "item-json"),
    (b"\xff", "item-json"),
    (b'{"publisher": "p", "url": "u"}', "item-required"),
    (b'{"publisher": "p", "url": "u", "text": ""}', "item-required"),
    (b'{"publisher": "p", "url": 7, "text": "t"}', "item-string"),
    (b'{"publisher": "p", "url": "u", "text": "t", "colour": "red"}', "item-unknown"),
    (b"[" * 100_000, "item-json"),
    (b'{"publisher": "p", "url": "u", "text": "t", "url": "v"}', "item-json"),
]


@pytest.mark.parametrize(("line", "rule"), LINES)
def test_bad_lines_are_named(line: bytes, rule: str) -> None:
    """Would catch a broken line that is skipped, or that stops the reading."""
    good = json.dumps({"publisher": "p", "url": "u", "text": "t"}).encode()
    items, problems = read_items(b"\n".join([good, b"", line, good]), "x.jsonl")
    assert [found.line for found in items] == [1, 4]
    assert {(p.path, p.line, p.rule) for p in problems} >= {("x.jsonl", 3, rule)}


def test_sources_with_faults_are_all_named(project: Project) -> None:
    """Would catch reference tables that are read up to their first fault."""
    persons = project.reference / "persons.csv"
    persons.write_text(
        persons.read_text() + "ivo-quist,Ivo Quist,Quist,,\nX,x,x,,\n", encoding="utf-8"
    )
    links = project.register / "call_links.csv"
    links.write_text(links.read_text().replace("decided,person-test", "decided,person-tset", 1))
    (project.reference / "canon_rules.csv").unlink()
    with pytest.raises(ProblemsError) as caught:
        read_sources(project)
    found = {(Path(p.path).name, p.line, p.rule) for p in caught.value.problems}
    assert found == {
        ("persons.csv", 5, "primary-key"),
        ("persons.csv", 6, "shape-pattern"),
        ("call_links.csv", 2, "foreign-key"),
        ("canon_rules.csv", 0, "file-missing"),
    }


def test_register_rows_keep_their_rules(project: Project) -> None:
    """Would catch a decision without reason, coder or date."""
    path = project.register / "register.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace(",in,core,,1,person-test,2001-03-03", ",out,core,,1,,2001-03-03", 1)
    )
    with pytest.raises(ProblemsError) as caught:
        read_sources(project)
    assert {(p.field, p.rule) for p in caught.value.problems} == {
        ("exclusion_reason", "register-reason"),
        ("decided_by", "register-decided"),
        ("decided_date", "register-decided"),
        ("document_id", "sample-registered"),
    }


def rules_after(project: Project, file: str, old: str, new: str) -> set[tuple[str, str]]:
    """Change an authored file once; return field and rule of every problem."""
    path = project.datasets / file
    text = path.read_text(encoding="utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        read_sources(project)
    return {(problem.field, problem.rule) for problem in caught.value.problems}


AUTHORED = [
    (
        "register/locations.csv",
        "item-00002,xf-chancery-2001-0001",
        "item-00001,xr-palace-2001-0001",
        "url",
        "location-item",
    ),
    (
        "register/screenings.csv",
        ",in,core,,2,",
        ",in,core,,0,",
        "n_separate_calls",
        "register-calls",
    ),
    (
        "register/screenings.csv",
        ",in,core,,2,",
        ",out,core,,2,",
        "exclusion_reason",
        "register-reason",
    ),
    ("register/item_pairs.csv", ",unrelated,", ",template,", "relation", "pair-register"),
    ("register/item_pairs.csv", ",unrelated,", ",duplicate,", "relation", "pair-register"),
    ("register/item_pairs.csv", ",unrelated,", ",translation,", "relation", "pair-register"),
    ("register/item_pairs.csv", "1,item-00004", "4,item-00001", "other_item_id", "pair-order"),
    ("register/item_pairs.csv", "item-00004", "item-00009", "other_item_id", "foreign-key"),
    (
        "register/retired_ids.csv",
        "xf-chancery-2001-0002",
        "xf-chancery-2001-0001",
        "retired_id",
        "retired-in-use",
    ),
    ("register/retired_ids.csv", "withdrawn,,", "merged,,", "replaced_by", "retired-replaced"),
    (
        "register/retired_ids.csv",
        "withdrawn,,",
        "merged,xf-chancery-2001-0009,",
        "replaced_by",
        "retired-replaced",
    ),
    (
        "register/retired_ids.csv",
        "withdrawn,,",
        "merged,xf-chancery-2001-0002,",
        "replaced_by",
        "retired-replaced",
    ),
    (
        "register/retired_ids.csv",
        "xf-chancery-2001-0002",
        "item-00002",
        "retired_id",
        "retired-in-use",
    ),
    (
        "register/register.csv",
        "item-00004,xr-palace-2001-0002",
        "item-00004,xr-palace-2001-0003",
        "document_id",
        "id-vanished",
    ),
    (
        "register/register.csv",
        "item-00004,xr-palace-2001-0002",
        "item-00004,xr-palace-2001-0001",
        "document_id",
        "register-id",
    ),
    ("register/register.csv", "palace-2001-0002", "palace-2002-0001", "document_id", "register-id"),
    ("register/register.csv", ",canon-1,", ",canon-9,", "canon_version", "register-canon"),
    ("register/register.csv", ",xr-palace,en,", ",xr-palace,fr,", "language", "register-language"),
    (
        "register/register.csv",
        ",person-test,2",
        ",rule-register-1,2",
        "decided_by",
        "register-decided",
    ),
    ("register/register.csv", ",2001-03-03,", ",2001-02-03,", "decided_date", "register-decided"),
    ("register/register.csv", ",in,core,,1", ",out,not_a_call,other,0", "note", "register-reason"),
    ("register/register.csv", ",in,core,,1", ",in,mixed,,1", "n_separate_calls", "register-calls"),
    (
        "register/register.csv",
        ",in,core,,2,person-test",
        ",in,core,,3,person-second",
        "n_separate_calls",
        "register-screening",
    ),
    (
        "register/register.csv",
        ",,,,in,core,,1",
        ",item-00001,,,out,,duplicate,",
        "duplicate_of",
        "register-duplicate",
    ),
    (
        "register/register.csv",
        ",in,core,,1",
        ",out,,duplicate,",
        "duplicate_of",
        "register-duplicate",
    ),
    ("register/register.csv", ",,in,core,,1", ",,undecided,core,,1", "scope", "register-decided"),
    ("register/locations.csv", ",full,,2001-03-03", ",full,,", "date_seen", "location-pin"),
    ("register/locations.csv", ",,,,plain,", ",,abc,,plain,", "source_commit", "location-pin"),
    (
        "register/locations.csv",
        "item-00002,xf-chancery-2001-0001",
        "item-00003,xs-bureau-2001-0001",
        "item_id",
        "location-missing",
    ),
    (
        "register/screenings.csv",
        ",in,core,,2",
        ",undecided,core,,2",
        "decision",
        "screening-undecided",
    ),
    (
        "register/screenings.csv",
        ",in,core,,2",
        ",out,not_a_call,duplicate,0",
        "exclusion_reason",
        "screening-duplicate",
    ),
    ("register/register.csv", ",,in,core", ",trl-0001,in,core", "translation_group", "group-pair"),
    ("reference/coders.csv", "person-test,person", "person-test,rule", "coder_id", "coder-prefix"),
    ("reference/entities.csv", ",801,", ",802,", "cow", "entity-number"),
    ("reference/entities.csv", "Tin League", "Tin; League", "name", "entity-name"),
    ("reference/persons.csv", "tandt,Mira Tandt", "tandt,Ivo Quist", "note", "person-namesake"),
    ("reference/canon_rules.csv", "Given", "(Given", "pattern", "shape-value"),
    ("reference/entities.csv", "XFF,", "\ufeffXFF,", "entity_id", "shape-pattern"),
    ("reference/entities.csv", ",801,", ",0801,", "cow", "csv-form"),
    ("register/register.csv", "2001-03-03", "2001-3-3", "decided_date", "shape-date"),
    ("register/register.csv", ",xr-palace,en", ",xs-bureau,en", "document_id", "register-id"),
    ("register/register.csv", "Call 1,", "Call 9,", "title_sha256", "register-title"),
    (
        "register/register.csv",
        "2001-03-02,2001-03-02,,",
        "2001-03-02,2001-03-04,,",
        "published_date",
        "register-stamp",
    ),
    (
        "register/register.csv",
        "2001-03-02,2001-03-02,,",
        "soon,2001-03-02,,",
        "published_stamp",
        "register-stamp",
    ),
    ("reference/publishers.csv", ",publish,", ",withhold,", "title", "register-title"),
    (
        "register/locations.csv",
        "item-00001,xr-palace-2001-0001",
        "item-00001,xr-palace-2001-0002",
        "document_id",
        "location-document",
    ),
    (
        "register/samples.csv",
        "xf-chancery-2001-0001",
        "xf-chancery-2001-0009",
        "document_id",
        "sample-registered",
    ),
    (
        "register/samples.csv",
        "trial-1,xs-bureau",
        "trial-2,xf-chancery-2001-0001,all,certain,\ntrial-1,xs-bureau",
        "document_id",
        "sample-once",
    ),
]


def test_a_call_is_never_divided_between_dev_and_test(project: Project) -> None:
    """Would catch a machine tuned on one account of a call and tested on the other."""
    found = rules_after(project, "register/samples.csv", ",dev", ",test")
    assert found == {("split", "sample-split")}


@pytest.mark.parametrize(("file", "old", "new", "column", "rule"), AUTHORED)
def test_authored_rows_keep_their_rules(
    project: Project, file: str, old: str, new: str, column: str, rule: str
) -> None:
    """Would catch a slip in a reference table that goes unseen into every table."""
    assert (column, rule) in rules_after(project, file, old, new)


def test_a_byte_order_mark_is_named(project: Project) -> None:
    """Would catch an editor's mark that is reported as a missing column."""
    assert rules_after(project, "reference/persons.csv", "person_id", "\ufeffperson_id") == {
        ("", "file-encoding")
    }
