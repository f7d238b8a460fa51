"""The command line as a coder uses it, on the invented project."""

from __future__ import annotations

import json
from pathlib import Path

import invented
import pytest
from diplocalls.builders.build import build
from diplocalls.builders.command import app
from diplocalls.builders.new_record import cut_sentences
from diplocalls.builders.project import Project
from diplocalls.builders.sources import read_sources
from diplocalls.builders.tables import parquet_path, read_parquet
from diplocalls.builders.texts import Texts
from typer.testing import CliRunner, Result


@pytest.fixture(autouse=True)
def no_texts_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands see no texts but the project's own."""
    monkeypatch.delenv("DIPLOCALLS_TEXTS", raising=False)
    monkeypatch.delenv("DIPLOCALLS_REQUIRE_TEXTS", raising=False)


def run(project: Project, *arguments: str) -> Result:
    """Run a command on a project."""
    return CliRunner().invoke(app, ["--root", str(project.root), *arguments])


def test_every_command_explains_itself() -> None:
    """Would catch a command that only its author can use."""
    listed = CliRunner().invoke(app, ["--help"]).output
    for command in (
        "build",
        "check",
        "format",
        "new",
        "register",
        "show",
        "codes",
        "bench",
        "texts",
    ):
        assert command in listed
        shown = CliRunner().invoke(app, [command, "--help"])
        assert shown.exit_code == 0
        assert len(shown.output.split()) > 15, command


def test_build_says_what_it_built(project: Project) -> None:
    """Would catch a build whose output does not tell whether it did anything."""
    first, second = run(project, "build"), run(project, "build")
    assert first.exit_code == second.exit_code == 0
    assert "claims 9" in first.output.replace("\n", " ")
    assert "Changed: nothing" in second.output
    counts = json.loads(run(project, "build", "--json").output)
    assert counts["rows"]["documents"] == 4
    assert counts["changed"] == []


def test_check_is_silent_about_sound_things_only(project: Project) -> None:
    """Would catch a check that passes because it looked at nothing."""
    run(project, "build")
    sound = run(project, "check")
    assert sound.exit_code == 0, sound.output
    assert "4 records checked, 4 of them against their text" in sound.output
    place = project.record_path(invented.PALACE)
    place.write_text(
        place.read_text().replace("evidence: [[81", "evidence: [[82"), encoding="utf-8"
    )
    broken = run(project, "check")
    assert broken.exit_code == 1
    assert "inside a word" in broken.output
    assert "claims[c01].evidence[0]" in broken.output
    found = json.loads(run(project, "check", str(place), "--json").stdout)
    assert found[0]["rule"] == "word-boundaries"


def test_check_says_what_it_skipped(project: Project) -> None:
    """Would catch a check that calls spans sound which it could not look at."""
    run(project, "build")
    for path in project.local_texts.iterdir():
        path.unlink()
    result = run(project, "check")
    assert result.exit_code == 0
    assert "0 of them against their text" in result.output
    assert "Skipped: what needs the text of" in result.output
    assert f"{invented.BUREAU}, since 4 texts are not at hand" in result.output


def test_a_pinned_text_must_be_there_where_texts_are_required(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Would catch a skip that passes for a check in CI."""
    run(project, "build")
    monkeypatch.setenv("DIPLOCALLS_REQUIRE_TEXTS", "1")
    assert run(project, "check").exit_code == 0
    (project.local_texts / "invented.jsonl").unlink()
    assert run(project, "check").exit_code == 0, "no commit pins these texts"
    project.local_texts.rmdir()
    result = run(project, "check")
    assert result.exit_code == 1
    assert "no texts are at hand" in result.output
    places = project.register / "locations.csv"
    invented.write_texts(project.local_texts)
    text = places.read_text().replace(
        ",,,,plain,full,,2001-03-03", ",host/o/n,abc123,a/b,plain,full,,", 1
    )
    places.write_text(text, encoding="utf-8")
    (project.local_texts / "invented.jsonl").write_text("", encoding="utf-8")
    run(project, "build")
    result = run(project, "check")
    assert result.exit_code == 1
    assert "none of its locations is among the texts at hand" in result.output


def test_a_changed_text_is_reported(project: Project) -> None:
    """Would catch codes that rest on another text than the one at hand."""
    run(project, "build")
    path = project.local_texts / "invented.jsonl"
    path.write_text(path.read_text().replace("harbour pact", "harbour deal"), encoding="utf-8")
    for command in (("check",), ("texts", "status")):
        result = run(project, *command)
        assert result.exit_code == 1
        assert "is not the registered one" in result.output


def test_a_first_readout_from_find_to_table(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Would catch a step of CONTRIBUTING that does not work: register, new, code, check, build."""
    found = tmp_path_factory.mktemp("found") / "found.jsonl"
    text = "Ottokar Vell rang Ivo Quist today. He praised the new lighthouse."
    line = {
        "publisher": "The Palace of Ruritania",
        "url": "https://example.org/lighthouse",
        "title": "A call",
        "published": "2001-03-05",
        "language": "en",
        "text": text,
    }
    found.write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert "xr-palace-2001-0003: undecided" in run(project, "register", str(found)).output
    assert run(project, "texts", "add", str(found)).exit_code == 0
    early = run(project, "new", "xr-palace-2001-0003", "--coder", "person-test")
    assert "only documents in are coded" in early.output
    register = project.register / "register.csv"
    rows = register.read_text().replace("undecided,,,,,,", "in,core,,1,person-test,2001-03-06,")
    register.write_text(rows, encoding="utf-8")
    made = run(project, "new", "xr-palace-2001-0003", "--coder", "person-test")
    assert made.exit_code == 0, made.output
    assert "[0, 34] Ottokar Vell rang Ivo Quist today." in made.output
    place = project.record_path("xr-palace-2001-0003")
    todo = run(project, "check", str(place))
    assert todo.exit_code == 1
    assert "calls[a].date_first: is null, but a value is required" in todo.output
    again = run(project, "new", "xr-palace-2001-0003", "--coder", "person-test")
    assert "a record is never overwritten" in again.output
    assert "[35, 37]" in run(project, "texts", "find", "xr-palace-2001-0003", "He").output
    place.write_text(fill_in(place.read_text()), encoding="utf-8")
    loose = run(project, "check", str(place))
    assert "is not in canonical form" in loose.output, loose.output
    assert run(project, "format", str(place)).exit_code == 0
    assert run(project, "check", str(place)).exit_code == 0, run(
        project, "check", str(place)
    ).output
    links = project.register / "call_links.csv"
    unlinked = run(project, "build")
    assert "has no link; add a row" in unlinked.output
    row = "xr-palace-2001-0003,a,call-2001-0005,decided,person-test,Only document on this call\n"
    links.write_text(links.read_text() + row, encoding="utf-8")
    assert run(project, "build").exit_code == 0
    assert (
        "Commend (Ruritania): Vell likes the beacon"
        in run(project, "show", "call-2001-0005", "--markdown").output
    )


def fill_in(draft: str) -> str:
    """Fill in the fresh record as a coder would."""
    answers = [
        ("status: null", "status: single"),
        ("basis: null", "basis: full"),
        ("doc_type: null", "doc_type: readout"),
        ("issue_form: null", "issue_form: single"),
        ("translation_status: null", "translation_status: original"),
        ("  sides: [XRR]", "  sides: [XRR,  XSS]"),
        ("date_first: null", "date_first: 2001-03-05"),
        ("date_last: null", "date_last: 2001-03-05"),
        ("date_precision: null", "date_precision: day"),
        ("date_basis: null", "date_basis: relative_today"),
        ("format: null", "format: bilateral"),
        ("mode: null", "mode: not_stated"),
        ("secure: null", "secure: not_stated"),
        ("next_contact: null", "next_contact: not_stated"),
        ("person: null", "person: ottokar-vell"),
        ("office_class: null", "office_class: HOS"),
        ("office_status: null", "office_status: in_office"),
        ("role: null", "role: principal"),
        ("  note: null\nclaims:\n", "  - side: XSS\n    person: ivo-quist\n    office_class: FM\n"
         "    office_status: in_office\n    role: principal\nclaims:\n"),
        ("holder: null", "holder: own"),
        ("holder_sides: []", "holder_sides: [XRR]"),
        ("act: null", "act: COMMEND"),
        ("topics: []", "topics: [t0705]"),
        ("target_role: null", "target_role: none"),
        ("stance: null", "stance: 1"),
        ("certainty: null", "certainty: stated"),
        ("iteration: null", "iteration: new"),
        ("commitment: null", "commitment: not_applicable"),
        ("content: null", "content: full"),
        ("said_in_call: null", "said_in_call: 'yes'"),
        ("cue: null", "cue: [38, 45]"),
        ("evidence: []", "evidence: [[35, 64]]"),
        ("gloss: null", "gloss: Vell likes the beacon"),
        ("confidence: null", "confidence: high"),
    ]  # fmt: skip
    for null, answer in answers:
        assert null in draft, null
        draft = draft.replace(null, answer, 1)
    return draft


def test_new_names_the_nearest_document(project: Project) -> None:
    """Would catch an error that leaves the coder searching."""
    result = run(project, "new", "xr-palace-2001-9999", "--coder", "person-test")
    assert result.exit_code == 1
    assert "nearest: xr-palace-2001-000" in result.output
    wrong = run(project, "new", invented.PALACE, "--coder", "person-tset")
    assert "nearest: person-test" in wrong.output


def test_format_leaves_broken_records_alone(project: Project) -> None:
    """Would catch a formatter that mends one file and spoils another."""
    good, bad = project.record_path(invented.PALACE), project.record_path(invented.CHANCERY)
    good.write_text(good.read_text().replace("[XFF, XRR]", "[XRR, XFF]"), encoding="utf-8")
    bad.write_text(bad.read_text().replace("act: CONCERN", "act: X"), encoding="utf-8")
    before = good.read_text(), bad.read_text()
    result = run(project, "format", str(project.coding))
    assert result.exit_code == 1
    assert "'X' is not a code of act" in result.output
    assert (good.read_text(), bad.read_text()) == before


def test_show_puts_both_accounts_side_by_side(project: Project) -> None:
    """Would catch a table that shows one side only, or a claim under the wrong account."""
    run(project, "build")
    table = run(project, "show", "call-2001-0001", "--markdown").output.splitlines()
    assert table[0] == "| Topic | Freedonia reports | Ruritania reports |"
    shared = next(line for line in table if line.startswith("| Infrastructure"))
    assert shared == table[2], "what both mention comes first"
    assert "Discuss (Freedonia and Ruritania)" in shared.split("|")[2]
    assert "Urge (Ruritania): Vell wants ships running again" in shared.split("|")[3]
    missing = run(project, "show", "call-2001-0009")
    assert missing.exit_code == 1
    assert "nearest: call-2001-000" in missing.output


def test_codes_are_explained(project: Project) -> None:
    """Would catch a vocabulary that cannot be looked up while coding."""
    assert "act: 25 codes" in run(project, "codes").output
    assert "Telephone" in run(project, "codes", "mode").output
    assert "nearest: mode" in run(project, "codes", "modes").output


def test_a_root_that_is_no_checkout_is_refused(tmp_path: Path) -> None:
    """Would catch a build into any folder that happens to be given."""
    result = run(Project(tmp_path), "build")
    assert result.exit_code == 1
    assert "is no checkout" in result.output


def test_a_missing_path_is_named(project: Project) -> None:
    """Would catch a check of nothing that reports success."""
    build(project)
    result = run(project, "check", str(project.root / "nowhere.yml"))
    assert result.exit_code == 1
    assert "no such file or folder" in result.output


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("One. Two.\nThree", ["One.", "Two.", "Three"]),
        ('He said "go." Mr. Vell left.', ['He said "go."', "Mr. Vell left."]),
        ("两国代表开会。会议成功。", ["两国代表开会。", "会议成功。"]),
        ("", []),
    ],
)
def test_sentences_are_cut_for_reading(text: str, wanted: list[str]) -> None:
    """Would catch offsets beside the sentences they are shown with."""
    assert [text[start:end] for start, end in cut_sentences(text)] == wanted


def test_programs_read_json(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Would catch output for programs that only people can read, or that drops an account."""
    run(project, "build")
    shown = json.loads(run(project, "show", "call-2001-0001", "--json").stdout)
    assert shown["call"]["side1_id"] == "XFF"
    by_document = {a["document"]["document_id"]: a["claims"] for a in shown["accounts"]}
    assert {name: len(claims) for name, claims in by_document.items()} == {
        invented.CHANCERY: 2,
        invented.PALACE: 5,
    }
    assert by_document[invented.PALACE][3]["topics"] == ["t0904", "t0101"]
    totals = json.loads(run(project, "summary", "--json").stdout)[-1]
    assert (totals["documents"], totals["claims"]) == ("4", "9")
    found = tmp_path_factory.mktemp("found") / "found.jsonl"
    line = {
        "publisher": "The Palace of Ruritania",
        "url": "https://example.org/bridge",
        "published": "2001-03-05",
        "language": "en",
        "text": "Ottokar Vell rang Ivo Quist about the bridge.",
    }
    found.write_text(json.dumps(line) + "\n", encoding="utf-8")
    made = json.loads(run(project, "register", str(found), "--json").stdout)
    assert [row["document_id"] for row in made["registered"]] == ["xr-palace-2001-0003"]
    again = json.loads(run(project, "register", str(found), "--json").stdout)
    assert (again["registered"], again["known"]) == ([], ["xr-palace-2001-0003"])


def test_a_record_outside_the_checkout_is_not_touched(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Would catch a formatter that writes wherever it is pointed."""
    outside = tmp_path_factory.mktemp("outside") / f"{invented.PALACE}.yml"
    text = project.record_path(invented.PALACE).read_text().replace("[XFF, XRR]", "[XRR, XFF]")
    outside.write_text(text, encoding="utf-8")
    result = run(project, "format", str(outside))
    assert result.exit_code == 1
    assert "outside" in result.output
    assert outside.read_text(encoding="utf-8") == text


def test_a_folder_named_like_a_record_is_named(project: Project) -> None:
    """Would catch a stray folder that a build takes for a record, or passes over."""
    (project.coding / "xr-palace" / "2001" / "xr-palace-2001-0007.yml").mkdir()
    result = run(project, "build")
    assert result.exit_code == 1
    assert "is no record" in result.output


def test_a_claim_is_quoted_to_the_letter(project: Project) -> None:
    """Would catch words cut at other offsets, and a text that changed since it was coded."""
    assert run(project, "build").exit_code == 0
    table = parquet_path(project.tables, "claim_evidence")
    rows = [r for r in read_parquet(table).to_pylist() if r["claim_id"].startswith(invented.PALACE)]
    for row in rows:
        shown = run(project, "texts", "quote", row["claim_id"], "--context", "5")
        words = invented.TEXTS[invented.PALACE][row["span_start"] : row["span_end"]]
        assert shown.exit_code == 0
        assert f"[{row['span_start']}, {row['span_end']}]" in shown.output
        assert f">>{words}<<" in " ".join(shown.output.split("\n"))
    assert rows
    assert "nearest: " in run(project, "texts", "quote", f"{rows[0]['claim_id'][:-1]}9").output
    (project.local_texts / "invented.jsonl").unlink()
    missing = run(project, "texts", "quote", rows[0]["claim_id"])
    assert missing.exit_code == 1
    assert "text-missing" in missing.output


def test_texts_come_from_every_folder(project: Project, tmp_path: Path) -> None:
    """Would catch a store that hides a folder, and a second text at an address that hides one."""
    sources = read_sources(project)
    lines = (project.local_texts / "invented.jsonl").read_text(encoding="utf-8").splitlines()
    first, second = tmp_path / "first", tmp_path / "second"
    for folder, kept in ((first, lines[:2]), (second, lines[2:])):
        folder.mkdir()
        (folder / "x.jsonl").write_text("\n".join(kept) + "\n", encoding="utf-8")
    other = json.loads(lines[0]) | {"text": "Another text at the same address."}
    (first / "a.jsonl").write_text(json.dumps(other) + "\n", encoding="utf-8")
    texts = Texts([first, second])
    found = {name: getattr(texts.find(name, sources), "text", None) for name in invented.TEXTS}
    assert found == invented.TEXTS
