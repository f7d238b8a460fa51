"""Reading drafts: what a checker gets, what is planted in it, and what is taken over."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import invented
import pytest
from diplocalls.builders.build import make_tables
from diplocalls.builders.check_sheet import read_checked, write_sheet
from diplocalls.builders.checking import (
    PLANT_EVERY,
    SOUND_EVERY,
    Given,
    draw_place,
    find_planted,
    make_queue,
    take,
)
from diplocalls.builders.command import app
from diplocalls.builders.draft_changes import count_changes, expected_unchanged
from diplocalls.builders.planting import Planted, caught, changed_codes, plant
from diplocalls.builders.project import Project
from diplocalls.builders.records import read_record, write_record
from diplocalls.builders.rounds import head_of
from diplocalls.builders.sheets import Trouble, split_sheet
from diplocalls.builders.source_writing import write_rows
from diplocalls.builders.sources import read_sources
from diplocalls.schema.check_codes import CheckOutcome, PlantKind
from diplocalls.schema.check_rows import Check, Plant
from diplocalls.schema.record import CodingFacts, Record
from diplocalls.schema.round_rows import SampledDocument
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

TODAY = date(2001, 3, 5)
CODED = [r for r in invented.records() if r.claims]


def as_draft(record: Record) -> Record:
    """Return an invented coding as a machine would have proposed it."""
    claims = [
        c.model_copy(update={"id": f"d{n:02}", "note": None, "from_draft": None, "unsure": []})
        for n, c in enumerate(record.claims or [], 1)
    ]
    facts = CodingFacts(status="draft", coder_id="rule-screening-1", date=date(2001, 3, 4))
    return record.model_copy(update={"coding": facts, "claims": claims, "retired_claims": []})


def filled(sheet: str) -> str:
    """Return a sheet with confidence, gloss and note written on every claim."""
    done = r"\1 | medium | - | What they hold | As the rules say"
    return re.sub(r"(?m)^(>.*) \| - \| - \| - \| -$", done, sheet)


@pytest.mark.parametrize("record", CODED, ids=lambda r: r.document_id)
def test_a_sheet_handed_in_unchanged_says_what_the_draft_says(
    record: Record, project: Project
) -> None:
    """Catches a code, span or participant that gets lost between draft, sheet and coding."""
    draft, text = as_draft(record), invented.TEXTS[record.document_id]
    sources = read_sources(project)
    trouble = Trouble("sheet")
    sheet = "\n".join(write_sheet(draft.document_id, text, ["title"], draft))
    (part,) = split_sheet(filled(sheet), trouble)
    head = head_of(draft.document_id, "check-1", "person-red", "s", sources, TODAY)
    made = read_checked(part, text, head, draft, sources, TODAY, trouble)
    assert trouble.problems == []
    assert made is not None
    assert made.coding.status == "checked"
    left = {c.from_draft: c for c in made.claims or []}
    for claim in draft.claims or []:
        other = left[f"{draft.document_id}-{claim.id}"]
        apart = {"id", "from_draft", "gloss", "note", "confidence", "unsure"}
        assert other.model_dump(exclude=apart) == claim.model_dump(exclude=apart)
    notes = {"note": True, "participants": {"__all__": {"note"}}}
    assert [c.model_dump(exclude=notes) for c in made.calls] == [
        c.model_dump(exclude=notes) for c in draft.calls
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (" | medium | - | ", " | - | - | ", "confidence"),
        ("As the rules say", "-", "say which fields are doubtful"),
        (" | What they hold | ", " | - | ", "is missing"),
    ],
)
def test_what_a_checker_leaves_open_is_asked_for(
    project: Project, old: str, new: str, said: str
) -> None:
    """Catches a doubt without a reason, or a default of the sheet taken for a decision."""
    record = CODED[0]
    draft, text = as_draft(record), invented.TEXTS[record.document_id]
    sources, trouble = read_sources(project), Trouble("sheet")
    sheet = filled("\n".join(write_sheet(draft.document_id, text, ["title"], draft)))
    (part,) = split_sheet(sheet.replace(old, new, 1), trouble)
    head = head_of(draft.document_id, "check-1", "person-red", "s", sources, TODAY)
    assert read_checked(part, text, head, draft, sources, TODAY, trouble) is None
    assert any(said in f"{p.field} {p.message}" for p in trouble.problems), trouble.problems


def test_an_excerpt_gets_facts_and_no_claims(project: Project) -> None:
    """Catches claims, or the statement that there are none, of a text that was not seen whole."""
    record = CODED[0]
    draft, text = as_draft(record), invented.TEXTS[record.document_id]
    sources, trouble = read_sources(project), Trouble("sheet")
    bare = draft.model_copy(update={"claims": []})
    sheet = "\n".join(write_sheet(draft.document_id, text, ["title"], bare))
    (part,) = split_sheet(sheet, trouble)
    head = head_of(draft.document_id, "check-1", "person-red", "s", sources, TODAY)
    head["text"] = {**head["text"], "basis": "excerpt"}
    made = read_checked(part, text, head, None, sources, TODAY, trouble)
    assert made is not None, trouble.problems
    assert made.claims is None


def planted_ones() -> list[tuple[Record, Planted]]:
    """Return drafts with an error of every kind that fits, over many seeds."""
    found: dict[tuple[str, PlantKind], tuple[Record, Planted]] = {}
    for record in CODED:
        draft = as_draft(record)
        for seed in range(60):
            made = plant(draft, invented.TEXTS[record.document_id], f"{seed}", ["XQQ", "XYY"])
            if made is not None:
                found[record.document_id, made.kind] = (draft, made)
    return list(found.values())


PLANTED = planted_ones()


def test_every_kind_of_error_is_planted() -> None:
    """Catches a kind that no draft ever gets."""
    assert {made.kind for _, made in PLANTED} == set(PlantKind) - {PlantKind.SOUND}


@pytest.mark.parametrize(
    ("draft", "made"), PLANTED, ids=[f"{d.document_id} {m.kind}" for d, m in PLANTED]
)
def test_an_error_left_is_not_caught_and_one_mended_is(draft: Record, made: Planted) -> None:
    """Catches a score that counts an error left in as caught, or a mended one as left."""
    assert made.record != draft
    assert not caught(made, made.record)
    assert caught(made, draft)


@pytest.mark.parametrize(
    ("draft", "made"), PLANTED, ids=[f"{d.document_id} {m.kind}" for d, m in PLANTED]
)
def test_what_was_planted_is_found_in_a_coding(draft: Record, made: Planted) -> None:
    """Catches a build into which a planted error could get."""
    row = Plant(
        batch="check-1",
        document_id=draft.document_id,
        checker_id="person-red",
        kind=made.kind,
        claim_key=made.claim_key,
        planted=made.planted,
        sound=made.sound,
        caught=False,
    )

    def coded(record: Record) -> Record:
        claims = [
            c.model_copy(update={"from_draft": f"{record.document_id}-{c.id}"})
            for c in record.claims or []
        ]
        facts = CodingFacts(status="checked", coder_id="person-red", date=TODAY)
        return record.model_copy(update={"claims": claims, "coding": facts})

    assert [name for name, _ in find_planted([coded(made.record)], [row])] == [draft.document_id]
    assert list(find_planted([coded(draft)], [row])) == []


@given(seed=st.text(max_size=8), checker=st.sampled_from(["lm-a", "lm-b"]), block=st.integers(0, 9))
def test_one_of_twenty_is_sound_and_one_of_ten_planted(seed: str, checker: str, block: int) -> None:
    """Catches draws that leave a checker's sequence without either, or put both in one place."""
    places = [draw_place(seed, checker, block * SOUND_EVERY + n) for n in range(1, SOUND_EVERY + 1)]
    assert sum(sound for sound, _ in places) == 1
    assert sum(planted for _, planted in places[:PLANT_EVERY]) == 1
    assert sum(planted for _, planted in places[PLANT_EVERY:]) == 1
    assert not any(sound and planted for sound, planted in places)


def check(name: str, checker: str = "person-red", **more: object) -> Check:
    """Return a row on a document given out."""
    values = {
        "batch": "check-7",
        "document_id": name,
        "checker_id": checker,
        "position": 1,
        "rank": "leader",
        "drafter_id": "rule-screening-1",
        "draft_sha256": "0" * 64,
        "served_date": TODAY,
        "outcome": "served",
        **more,
    }
    return Check.model_validate(values)


def test_a_document_is_with_one_checker_at_a_time(project: Project) -> None:
    """Catches one document given to two, or again to who has read it."""
    sources = read_sources(project)
    drafts = {r.document_id: as_draft(r) for r in CODED}
    names = sorted(drafts)

    def waiting(rows: list[Check], checker: str) -> list[str]:
        from dataclasses import replace

        queue = make_queue(names, drafts, replace(sources, checks=rows), checker)
        return sorted(w.document_id for w in queue)

    assert waiting([], "person-red") == names
    assert waiting([check(names[0])], "person-blue") == names[1:]
    again = check(names[0], outcome=CheckOutcome.READ_AGAIN)
    assert waiting([again], "person-red") == names[1:]
    assert waiting([again], "person-blue") == names
    assert waiting([check(names[0], outcome=CheckOutcome.RELEASED)], "person-red") == names


def test_a_batch_with_errors_left_is_read_again() -> None:
    """Catches a careless reading taken over, even where other documents of it look fine."""
    draft, made = next((d, m) for d, m in PLANTED if m.kind == PlantKind.ACT)
    other = next(as_draft(r) for r in CODED if r.document_id != draft.document_id)
    given_out = [
        Given(check(draft.document_id), made.record, made),
        Given(check(other.document_id, position=2), other, None),
    ]
    careless = take(given_out, {draft.document_id: made.record, other.document_id: other}, TODAY)
    assert careless.records == []
    assert {c.outcome for c in careless.checks} == {CheckOutcome.READ_AGAIN}
    assert [row.caught for row in careless.plants] == [False]
    careful = take(given_out, {draft.document_id: draft, other.document_id: other}, TODAY)
    assert len(careful.records) == 2
    assert {c.outcome for c in careful.checks} == {CheckOutcome.TAKEN}


def test_codes_of_a_sound_coding_that_change_are_counted() -> None:
    """Catches a count that misses a dropped claim or a changed code."""
    draft = next(as_draft(r) for r in CODED if len(r.claims or []) > 1)
    n_sound, n_changed = changed_codes(draft, draft)
    assert n_changed == 0
    claims = list(draft.claims or [])
    flipped = claims[0].model_copy(update={"stance": 0 if claims[0].stance else 1})
    one = draft.model_copy(update={"claims": [flipped, *claims[1:]]})
    assert changed_codes(draft, one) == (n_sound, 1)
    fewer = draft.model_copy(update={"claims": claims[1:]})
    assert changed_codes(draft, fewer) == (n_sound, n_sound // len(claims))


def test_a_draft_is_given_out_handed_in_and_built(project: Project, tmp_path: Path) -> None:
    """Catches a step that does not follow from the one before, from queue to table."""
    for record in CODED[:1]:
        project.record_path(record.document_id).unlink()
        path = project.draft_path(record.document_id)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(write_record(as_draft(record)), encoding="utf-8")
    runner = CliRunner()
    root = ["--root", str(project.root)]
    sheet = tmp_path / "sheet.txt"
    batch = ["--coder", "person-blue", "--batch", "check-2"]
    texts = ["--texts", str(project.local_texts)]
    got = runner.invoke(
        app,
        [*root, "check-next", *batch, "--size", "2", "--seed", "3", "--to", str(sheet), *texts],
    )
    assert got.exit_code == 0, got.output
    first = sheet.read_text(encoding="utf-8")
    again = runner.invoke(app, [*root, "check-next", *batch, "--to", str(sheet), *texts])
    assert again.exit_code == 0, again.output
    assert sheet.read_text(encoding="utf-8") == first
    sheet.write_text(filled(first), encoding="utf-8")
    taken = runner.invoke(app, [*root, "checking", "add", str(sheet), *batch, *texts])
    rows = {(r.batch, r.document_id): r for r in read_sources(project).checks}
    outcomes = {r.outcome for (name, _), r in rows.items() if name == "check-2"}
    assert taken.exit_code == 0, taken.output
    assert outcomes <= {CheckOutcome.TAKEN, CheckOutcome.MEASURED, CheckOutcome.READ_AGAIN}
    for (name, document), row in rows.items():
        if name == "check-2" and row.outcome == CheckOutcome.TAKEN:
            path = project.record_path(document)
            assert read_record(path, path.name).record.coding.coder_id == "person-blue"
    twice = runner.invoke(app, [*root, "checking", "add", str(sheet), *batch, *texts])
    assert twice.exit_code == 1
    assert "nothing of it is with person-blue" in twice.output


def test_drafts_waved_through_stand_out() -> None:
    """Catches a reader who changes nothing while the drafter is known to err."""
    draft = as_draft(CODED[0])
    read = draft.model_copy(
        update={"coding": CodingFacts(status="checked", coder_id="person-red", date=TODAY)}
    )
    claims = list(draft.claims or [])
    mended = [claims[0].model_copy(update={"stance": 0 if claims[0].stance else 1}), *claims[1:]]
    other = read.model_copy(update={"claims": mended})
    for coding, as_is in ((read, 1.0), (other, 0.0)):
        drafts, codings = {"a": draft}, {"a": coding}
        changes = count_changes(drafts, codings)
        same, expected = expected_unchanged(changes, drafts, codings)
        assert same == as_is
        assert (expected == 1.0) == (coding is read)
    assert expected_unchanged([], {}, {}) == (0.0, 0.0)


def test_documents_are_given_out_by_id_and_coded_again_blind(
    project: Project, tmp_path: Path
) -> None:
    """Catches a draft shown to a blind recoder, or a recoding that is lost or edited unseen."""
    runner, sheet = CliRunner(), tmp_path / "sheet.txt"
    root, texts = ["--root", str(project.root)], ["--texts", str(project.local_texts)]
    record = CODED[0]
    coder = ["--coder", "person-blue"]
    no = runner.invoke(app, [*root, "check-next", record.document_id, "nobody", *coder, *texts])
    assert no.exit_code == 1
    assert "has a coding" in no.output
    assert "is not registered" in no.output
    sample = SampledDocument(
        round="recode-1", document_id=record.document_id, stratum="checked", drawn="stratum"
    )
    sources = read_sources(project)
    others = [row for row in sources.samples if row.document_id != record.document_id]
    write_rows(project, sources, {"samples": [*others, sample]})
    again = ["--round", "recode-1", *coder, *texts]
    got = runner.invoke(app, [*root, "checking", "recode", *again, "--to", str(sheet)])
    assert got.exit_code == 0, got.output
    assert "There is no draft" in sheet.read_text(encoding="utf-8")
    draft = as_draft(record)
    lines = "\n".join(
        write_sheet(record.document_id, invented.TEXTS[record.document_id], [], draft)
    )
    sheet.write_text(re.sub(r"\| d\d+ \|", "| new |", filled(lines)), encoding="utf-8")
    handed = runner.invoke(app, [*root, "checking", "recoded", str(sheet), *again])
    assert handed.exit_code == 0, handed.output
    tables, _ = make_tables(project)
    found = {
        (r.variable, r.statistic.value): r.estimate
        for r in tables["reliability"]
        if r.round == "recode-1"
    }
    assert found["units", "f1_50"] == 1.0
    assert found["act", "exact"] == 1.0
    twice = runner.invoke(app, [*root, "checking", "recoded", str(sheet), *again])
    assert twice.exit_code == 1
    assert "never edited" in twice.output
