"""Like texts: measuring, finding and grouping them, and the flow of items into the data."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import random
from dataclasses import replace
from datetime import date

import invented
import pytest
from diplocalls.builders.build import build
from diplocalls.builders.command import app
from diplocalls.builders.flow import as_table, flow_by, reasons_table
from diplocalls.builders.flow_plot import plot_flow
from diplocalls.builders.grouping import plan_grouping, write_grouping
from diplocalls.builders.kept_plot import MARK
from diplocalls.builders.problems import ProblemsError
from diplocalls.builders.project import Project
from diplocalls.builders.register import plan_registration, write_registration
from diplocalls.builders.similarity import MAX_SHARING, anchors, find_pairs, percent_shared, runs
from diplocalls.builders.sources import read_sources
from diplocalls.builders.texts import DocumentText, TextProblem, Texts
from diplocalls.schema.document_codes import ExclusionReason, StampZone
from diplocalls.schema.group_rules import check_groups, connect
from diplocalls.schema.identity_rules import check_documents, check_places
from diplocalls.schema.register_rows import ItemPair, RegisterItem
from diplocalls.schema.stamp import read_stamp
from hypothesis import given
from hypothesis import strategies as st
from strategies import rows_of
from typer.testing import CliRunner, Result

TODAY = date(2001, 3, 6)
STORY = (
    "Ottokar Vell rang {a} of {b} on 4 May about the ferry line. The two went over the price of "
    "lamps, the depth of the harbour and the colour of the new boats. Vell asked {a} to send "
    "word before winter, and {a} said that {b} would think it over."
)


def pair(one: int, other: int, relation: str, **more: object) -> ItemPair:
    """Return a decided pair."""
    return ItemPair.model_validate(
        {
            "item_id": f"item-{one:05d}",
            "other_item_id": f"item-{other:05d}",
            "measure": "runs",
            "similarity_percent": 60,
            "relation": relation,
            "decided_by": "person-test",
            "decided_date": "2001-03-05",
            **more,
        }
    )


words = st.lists(st.sampled_from(["ash", "bay", "cob", "dew", "elm"]), max_size=30).map(" ".join)


@given(words, words)
def test_likeness_is_symmetric_and_full_only_for_the_same_runs(one: str, other: str) -> None:
    """Would catch a measure that depends on order, or calls different texts the same."""
    left, right = runs(one, "en"), runs(other, "en")
    assert percent_shared(left, right) == percent_shared(right, left)
    assert (percent_shared(left, right) == 100) == (left == right)


def test_han_and_accents_are_measured_too() -> None:
    """Would catch a measure that sees no words in Chinese, or parts a name by its accents."""
    assert percent_shared(runs("两国代表今天开会", "zh"), runs("两国代表今天开会了", "zh")) == 75
    assert anchors("They met Vučić.") == anchors("They met Vucic.")


def planted() -> tuple[list[RegisterItem], dict[str, str]]:
    """Return items of which some are alike, and their texts."""
    base = invented.register_rows()[0][0]
    filled = STORY.format(a="Mira Tandt", b="Freedonia")
    texts = {
        "a": filled,
        "b": filled.replace("boats", "Boats"),
        "c": STORY.format(a="Ivo Quist", b="Sylvania"),
        "d": "Something else altogether is said here about trees, hills, hats and soup.",
    }
    items = [
        base.model_copy(
            update={"item_id": f"item-{n:05d}", "document_id": f"xr-palace-2001-{n:04d}"}
        )
        for n in range(1, 5)
    ]
    return items, dict(zip((i.document_id for i in items), texts.values(), strict=True))


@pytest.mark.parametrize("seed", range(4))
def test_planted_pairs_are_found_whatever_the_order(seed: int) -> None:
    """Would catch a search that misses a pair, proposes a wrong one, or depends on order."""
    items, texts = planted()
    random.Random(seed).shuffle(items)
    found = {(p.item_id, p.other_item_id): p.proposed for p in find_pairs(items, texts.get)}
    assert found == {
        ("item-00001", "item-00002"): "duplicate",
        ("item-00001", "item-00003"): None,
        ("item-00002", "item-00003"): None,
    }


def test_pairs_are_sought_within_one_publisher_and_language() -> None:
    """Would catch the two accounts of one call taken for duplicates."""
    items, texts = planted()
    apart = [
        items[0],
        items[1].model_copy(update={"publisher_id": "xf-chancery"}),
        items[2].model_copy(update={"language": "de"}),
    ]
    found = list(find_pairs(apart, texts.get))
    assert [(p.measure.value, p.item_id, p.other_item_id) for p in found] == [
        ("anchors", "item-00001", "item-00003")
    ]


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"))))
def test_groups_are_connected_and_apart(linked: list[tuple[str, str]]) -> None:
    """Would catch a member in two groups, or linked names in different ones."""
    groups = connect(linked)
    members = [name for group in groups for name in group]
    assert sorted(members) == sorted({name for pair in linked for name in pair})
    home = {name: number for number, group in enumerate(groups) for name in group}
    assert all(home[one] == home[other] for one, other in linked)


def test_grouping_twice_equals_once(project: Project) -> None:
    """Would catch group ids that change with every run, and rows touched for nothing."""
    sources = read_sources(project)
    decided = [pair(1, 4, "template")]
    write_grouping(project, sources, decided, plan_grouping(sources, decided, TODAY))
    once = read_sources(project)
    assert {i.item_id: i.template_group for i in once.register if i.template_group} == {
        "item-00001": "tpl-0001",
        "item-00004": "tpl-0001",
    }
    assert plan_grouping(once, once.item_pairs, TODAY).items == {}
    build(project)


@pytest.mark.parametrize(
    ("decided", "message"),
    [
        (pair(1, 2, "template"), "pairs are of one publisher"),
        (pair(1, 4, "translation"), "language versions differ in language"),
        (pair(4, 1, "unrelated"), "swap the two"),
        (pair(1, 1, "unrelated"), "swap the two"),
        (pair(1, 4, "unrelated", decided_by="person-nobody"), "is not in coders"),
    ],
)
def test_pairs_that_cannot_be_change_nothing(
    project: Project, decided: ItemPair, message: str
) -> None:
    """Would catch a register that is written first and found broken afterwards."""
    before = {path.name: path.read_bytes() for path in project.register.iterdir()}
    sources = read_sources(project)
    with pytest.raises(ProblemsError, match=message):
        write_grouping(project, sources, [decided], plan_grouping(sources, [decided], TODAY))
    assert {path.name: path.read_bytes() for path in project.register.iterdir()} == before


def test_a_duplicate_gives_up_its_id(project: Project) -> None:
    """Would catch a document counted twice, or an id that vanishes without a trace."""
    register = project.register / "register.csv"
    links = project.register / "call_links.csv"
    links.write_text(
        "".join(
            line
            for line in links.read_text().splitlines(keepends=True)
            if invented.DRAFT_ONLY not in line
        )
    )
    project.draft_path(invented.DRAFT_ONLY).unlink()
    sources = read_sources(project)
    decided = [pair(1, 4, "duplicate", similarity_percent=97)]
    write_grouping(project, sources, decided, plan_grouping(sources, decided, TODAY))
    after = read_sources(project)
    twin = after.items["item-00004"]
    assert (twin.document_id, twin.duplicate_of) == (invented.PALACE, "item-00001")
    assert (twin.decision, twin.exclusion_reason) == ("out", "duplicate")
    assert (twin.scope, twin.n_separate_calls) == (None, None)
    gone = next(row for row in after.retired_ids if row.retired_id == invented.DRAFT_ONLY)
    assert (gone.replaced_by, gone.reason) == (invented.PALACE, "merged")
    assert len(after.places[invented.PALACE]) == 2
    found = Texts([project.local_texts]).find(invented.PALACE, after)
    assert isinstance(found, DocumentText)
    assert found.text == invented.TEXTS[invented.PALACE]
    build(project)
    assert "Invented" not in register.read_text()


def test_a_coded_document_is_not_merged_away(project: Project) -> None:
    """Would catch a record whose document is gone."""
    sources = read_sources(project)
    with pytest.raises(ProblemsError, match="is coded; merge the other way round"):
        plan_grouping(sources, [pair(1, 4, "duplicate")], TODAY)


def test_groups_given_are_not_joined(project: Project) -> None:
    """Would catch one group id that swallows another."""
    sources = read_sources(project)
    register = [
        item.model_copy(update={"template_group": f"tpl-000{number}"}) if number < 3 else item
        for number, item in enumerate(sources.register, 1)
    ]
    with pytest.raises(ProblemsError, match="would join the groups tpl-0001, tpl-0002"):
        plan_grouping(replace(sources, register=register), [pair(1, 2, "template")], TODAY)


@given(st.lists(rows_of(RegisterItem), max_size=20))
def test_the_flow_loses_nobody(items: list[RegisterItem]) -> None:
    """Would catch an item that is in no box of the flow, or in two."""
    sound = [item for item in items if _is_counted(item)]
    for column in ("publisher", "year"):
        flows = flow_by(sound, column)
        for flow in flows:
            assert flow.found == flow.duplicates + flow.undecided + flow.n_out + flow.n_in
        assert sum(flow.found for flow in flows[:-1]) == flows[-1].found == len(sound)
        header, rows = as_table(flows, column)
        assert {len(row) for row in rows} == {len(header)}
        reasons_table(flows)


def _is_counted(item: RegisterItem) -> bool:
    """Say whether a random row says what its decision asks for."""
    duplicate = item.exclusion_reason == ExclusionReason.DUPLICATE
    if item.decision == "in":
        return item.scope is not None and item.exclusion_reason is None
    return duplicate or item.decision == "undecided" or item.exclusion_reason is not None


def test_the_plot_changes_with_its_data_alone(project: Project) -> None:
    """Would catch a plot that is drawn anew for nothing, or one that shows old counts."""
    sources = read_sources(project)
    flows = flow_by(sources.register, "year")
    drawn = plot_flow(flows, b"")
    assert drawn.startswith(b"<?xml")
    assert plot_flow(flows, drawn) == drawn
    body, mark, hashes = drawn.rpartition(MARK)
    older = body.replace(b"</svg>", b"<!-- an older library --></svg>")
    data = hashes.split()[0].decode()
    kept = older + mark + f"{data} {hashlib.sha256(older).hexdigest()[:16]} -->\n".encode()
    assert plot_flow(flows, kept) == kept, "another library's drawing of the same counts stays"
    assert plot_flow(flows, drawn.replace(b"found items", b"lost items")) == drawn
    fewer = flow_by(sources.register[1:], "year")
    assert plot_flow(fewer, kept) != kept


def test_chains_of_duplicates_have_one_original(project: Project) -> None:
    """Would catch a duplicate of a duplicate, and an id retired that something still carries."""
    sources = read_sources(project)
    found = [invented.found_item(n) for n in range(1, 5)]
    write_registration(project, sources, plan_registration(found, sources, TODAY, None))
    sources = read_sources(project)
    decided = [pair(5, 6, "duplicate"), pair(6, 8, "duplicate"), pair(7, 8, "duplicate")]
    write_grouping(project, sources, decided, plan_grouping(sources, decided, TODAY))
    after = read_sources(project)
    members = [after.items[f"item-0000{n}"] for n in range(5, 9)]
    assert {item.document_id for item in members} == {"xr-palace-2001-0003"}
    assert {item.duplicate_of for item in members[1:]} == {"item-00005"}
    gone = {row.retired_id for row in after.retired_ids if row.reason == "merged"}
    assert gone == {f"xr-palace-2001-000{n}" for n in (4, 5, 6)}
    assert plan_grouping(after, after.item_pairs, TODAY).items == {}


def test_large_families_are_found_as_chains() -> None:
    """Would catch texts that nobody is shown because too many are alike."""
    base = planted()[0][0]
    items = [
        base.model_copy(
            update={"item_id": f"item-{n:05d}", "document_id": f"xr-palace-2001-{n:04d}"}
        )
        for n in range(1, MAX_SHARING + 3)
    ]
    story = STORY.format(a="Mira Tandt", b="Freedonia")
    found = list(find_pairs(items, lambda _: story))
    groups = connect([(p.item_id, p.other_item_id) for p in found])
    assert [len(group) for group in groups] == [len(items)]


def test_the_flow_counts_what_it_says(project: Project) -> None:
    """Would catch boxes mixed up: worked by hand on the invented register."""
    sources = read_sources(project)
    one, two, three, four = sources.register
    items = [
        one.model_copy(update={"translation_group": "trl-0001", "n_separate_calls": 3}),
        one.model_copy(update={"translation_group": "trl-0001", "n_separate_calls": 3}),
        two.model_copy(update={"scope": "extended"}),
        three.model_copy(update={"decision": "out", "exclusion_reason": "written"}),
        three.model_copy(update={"decision": "out", "exclusion_reason": "event"}),
        four.model_copy(update={"decision": "out", "exclusion_reason": "duplicate"}),
        four.model_copy(update={"decision": "undecided"}),
    ]
    every = flow_by(items, "publisher")[-1]
    assert (every.found, every.duplicates, every.undecided, every.n_out, every.n_in) == (
        7,
        1,
        1,
        2,
        3,
    )
    assert (dict(every.scopes), every.calls) == ({"core": 2, "extended": 1}, 4)
    header, rows = reasons_table(flow_by(items, "publisher"))
    assert header == ["out because", "xs-bureau", "All"]
    assert rows == [["Letter or message", "1", "1"], ["Event", "1", "1"]]


def run(project: Project, *arguments: str) -> Result:
    """Run a command on a project."""
    return CliRunner().invoke(app, ["--root", str(project.root), *arguments])


def test_grouping_from_proposal_to_group(project: Project) -> None:
    """Would catch a step of grouping that does not fit the next."""
    texts = project.local_texts / "more.jsonl"
    stories = [STORY.format(a=a, b=b) for a, b in (("Mira Tandt", "Freedonia"), ("Jo", "Sylvania"))]
    lines = [
        {
            "publisher": "The Palace of Ruritania",
            "url": f"https://example.org/story/{n}",
            "published": "2001-03-05",
            "language": "en",
            "text": story,
        }
        for n, story in enumerate(stories)
    ]
    texts.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert run(project, "register", str(texts)).exit_code == 0
    proposed = run(project, "group", "propose").stdout
    sheet = list(csv.DictReader(io.StringIO(proposed)))
    assert [(r["item_id"], r["other_item_id"]) for r in sheet] == [("item-00005", "item-00006")]
    path = project.root / "pairs.csv"
    path.write_text(
        proposed.replace(
            f"{sheet[0]['similarity_percent']},{sheet[0]['relation']},{sheet[0]['decided_by']},",
            f"{sheet[0]['similarity_percent']},template,person-test,2001-03-06",
        ).replace("2001-03-06,", "2001-03-06,", 1),
        encoding="utf-8",
    )
    before = (project.register / "register.csv").read_bytes()
    dry = run(project, "group", "apply", str(path), "--dry-run")
    assert "2 items of the register would change" in dry.output, dry.output
    assert (project.register / "register.csv").read_bytes() == before
    assert "2 items of the register changed" in run(project, "group", "apply", str(path)).output
    assert run(project, "group", "propose").stdout.count("\n") == 1, "what is decided is not asked"
    again = path.read_text().replace("template", "unrelated")
    path.write_text(again, encoding="utf-8")
    assert "is decided otherwise already" in run(project, "group", "apply", str(path)).output
    path.write_text(again.replace("item-00006", "item-00099"), encoding="utf-8")
    assert "is not registered" in run(project, "group", "apply", str(path)).output


def test_a_pair_entered_by_hand_is_taken_over(project: Project) -> None:
    """Would catch a dead end: a pair that only grouping mends, and that keeps it from running."""
    path = project.register / "item_pairs.csv"
    path.write_text(path.read_text().replace(",unrelated,", ",template,"), encoding="utf-8")
    assert "run: diplocalls group apply" in run(project, "check").output
    assert run(project, "group", "apply").exit_code == 0
    assert {i.template_group for i in read_sources(project).register} == {"tpl-0001", None}


def test_flow_is_printed_for_people_and_programs(project: Project) -> None:
    """Would catch a count that only the page shows."""
    shown = json.loads(run(project, "flow", "--by", "year", "--json").stdout)
    assert shown == [
        {"name": "2001", "found": 4, "in": 4, "out": {}},
        {"name": "All", "found": 4, "in": 4, "out": {}},
    ]
    assert "| All | 4 | 0 | 0 | 4 | 4 | 0 | 0 | 5 |" in run(project, "flow", "--markdown").output


def test_ids_of_the_register_stand_for_one_thing() -> None:
    """Would catch a duplicate of a duplicate, a place held twice, groups that nothing connects."""
    base, place = (rows[0] for rows in invented.register_rows())
    twin = {"exclusion_reason": "duplicate", "decision": "out", "scope": None}
    items = [
        base,
        base.model_copy(update={"item_id": "item-00002", "duplicate_of": "item-00001", **twin}),
        base.model_copy(update={"item_id": "item-00003", "duplicate_of": "item-00002", **twin}),
    ]
    items[1:] = [item.model_copy(update={"n_separate_calls": None}) for item in items[1:]]
    found = [(b.position, b.column, b.rule) for b in check_documents(items, {})]
    assert found == [(2, "duplicate_of", "register-duplicate")]
    places = [
        place.model_copy(update={"item_id": f"item-0000{n}", "location_id": f"loc-0000{n}"})
        for n in (1, 2, 3)
    ]
    assert [(b.position, b.rule) for b in check_places(places, items)] == [
        (1, "location-twice"),
        (2, "location-twice"),
    ]
    grouped = [
        base.model_copy(update={"item_id": f"item-0000{n}", "template_group": group})
        for n, group in ((1, "tpl-0001"), (2, "tpl-0001"), (3, "tpl-0001"), (4, "tpl-0001"))
    ]
    decided = [pair(1, 2, "template"), pair(3, 4, "template")]
    assert [(b.position, b.rule) for b in check_groups(decided, grouped)] == [
        (2, "group-connected"),
        (3, "group-connected"),
    ]
    wrong = [grouped[0].model_copy(update={"template_group": "trl-0001"}), *grouped[1:2]]
    assert [(b.position, b.rule) for b in check_groups(decided[:1], wrong)] == [(0, "group-prefix")]


def test_a_length_unlike_the_text_is_found(project: Project) -> None:
    """Would catch a length that was written by hand."""
    sources = read_sources(project)
    register = [sources.register[0].model_copy(update={"n_chars": 5}), *sources.register[1:]]
    found = Texts([project.local_texts]).find(invented.PALACE, replace(sources, register=register))
    assert isinstance(found, TextProblem)
    assert "5 are registered" in found.reason


def test_a_week_is_no_day() -> None:
    """Would catch a stamp of ten characters that is taken for a date."""
    with pytest.raises(ValueError, match="is no date"):
        read_stamp("2001-W10-2", StampZone.UTC)
