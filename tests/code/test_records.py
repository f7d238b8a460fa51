"""Records as files: round trips, the canonical form, what format does and does not touch."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import invented
import jsonschema
import pytest
import strategies
import yaml
from diplocalls.builders.problems import ProblemsError
from diplocalls.builders.project import Project
from diplocalls.builders.record_checks import check_file
from diplocalls.builders.records import (
    format_record,
    read_record,
    validate_record,
    write_record,
    write_string,
)
from diplocalls.builders.sources import read_sources
from diplocalls.builders.strict_yaml import parse_yaml
from diplocalls.schema.json_schema import record_json_schema
from diplocalls.schema.record import Record
from hypothesis import given, settings
from hypothesis import strategies as st


class StringDates(yaml.SafeLoader):
    """YAML as an editor's language server reads it: a day stays a string."""


StringDates.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith("timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@given(strategies.records())
def test_a_record_survives_its_file(record: Record) -> None:
    """Would catch a field that is not written, or written so that it is read otherwise."""
    located = parse_yaml(write_record(record).encode(), "x.yml")
    assert validate_record(located, "x.yml") == (record, [])


@given(strategies.records())
def test_the_canonical_form_is_one(record: Record) -> None:
    """Would catch a form that changes each time it is written."""
    text = write_record(record)
    again = validate_record(parse_yaml(text.encode(), "x.yml"), "x.yml")[0]
    assert write_record(again) == text


@given(strategies.records())
def test_editors_accept_what_we_write(record: Record) -> None:
    """Would catch a JSON Schema that underlines sound records in red."""
    loaded = yaml.load(write_record(record), Loader=StringDates)
    jsonschema.Draft202012Validator(record_json_schema()).validate(loaded)


@given(strategies.texts)
def test_strings_stay_strings(text: str) -> None:
    """Would catch a string that other YAML readers take for a number, a date or nothing."""
    for loader in (yaml.SafeLoader, yaml.FullLoader):
        assert yaml.load(f"a: {write_string(text)}", Loader=loader) == {"a": text}
        assert yaml.load(f"a: [{write_string(text)}]", Loader=loader) == {"a": [text]}


def test_order_without_meaning_is_canonical() -> None:
    """Would catch two files for one meaning."""
    record = invented.palace_record()
    assert record.calls[0].sides == ["XFF", "XRR"]
    assert record.claims is not None
    assert record.claims[3].topics == ["t0904", "t0101"], "topics stand in text order"
    swapped = write_record(record).replace("[XFF, XRR]", "[XRR, XFF]")
    assert validate_record(parse_yaml(swapped.encode(), "x.yml"), "x.yml")[0] == record


def test_format_repairs_form_and_keeps_meaning(project: Project) -> None:
    """Would catch a format command that changes what a coder said."""
    place = project.record_path(invented.PALACE)
    canonical = place.read_text(encoding="utf-8")
    loose = canonical.replace("[XFF, XRR]", "[ XRR,   XFF ]").replace(
        "  holder: own", "  holder: 'own'"
    )
    assert loose != canonical
    place.write_text(loose, encoding="utf-8")
    assert format_record(place, "x.yml") == canonical


def test_format_refuses_to_lose_a_comment(project: Project) -> None:
    """Would catch a format command that throws away what a coder wrote."""
    place = project.record_path(invented.PALACE)
    place.write_text(place.read_text(encoding="utf-8") + "# ask Mira\n", encoding="utf-8")
    with pytest.raises(ProblemsError, match="move it into a note"):
        format_record(place, "x.yml")


def test_the_line_for_editors_is_kept(project: Project) -> None:
    """Would catch a canonical form that breaks completion in editors."""
    place = project.record_path(invented.PALACE)
    line = "# yaml-language-server: $schema=../../../../schema/record.schema.json\n"
    text = line + place.read_text(encoding="utf-8")
    place.write_text(text, encoding="utf-8")
    assert format_record(place, "x.yml") == text
    world = read_sources(project).world()
    assert check_file(place, world, project, None, date(2001, 3, 5)) == []


def test_windows_line_ends_are_repaired(project: Project) -> None:
    """Would catch a file that is canonical on one system only."""
    place = project.record_path(invented.PALACE)
    canonical = place.read_bytes()
    place.write_bytes(canonical.replace(b"\n", b"\r\n"))
    rules = {
        p.rule
        for p in check_file(place, read_sources(project).world(), project, None, date(2001, 3, 5))
    }
    assert rules == {"canonical-form"}
    assert format_record(place, "x.yml").encode() == canonical


FIELDS = [
    ("claims", "act", "URJE"),
    ("claims", "stance", "7"),
    ("claims", "gloss", ""),
    ("claims", "topics", []),
    ("claims", "evidence", [["5", "x"]]),
    ("calls", "date_first", "2001-13-01"),
    ("calls", "sides", ["XRR"]),
    ("calls", "mode", None),
]


@given(strategies.records(fewest=1), st.sampled_from(FIELDS))
def test_a_broken_value_is_named_and_the_rest_still_checked(
    record: Record, fault: tuple[str, str, object]
) -> None:
    """Would catch a check that stops at the first fault, or blames another field."""
    part, field, value = fault
    located = parse_yaml(write_record(record).encode(), "x.yml")
    assert isinstance(located.value, dict)
    located.value[part][0][field] = value  # type: ignore[index, call-overload]
    found, problems = validate_record(located, "x.yml")
    assert problems, fault
    assert all(f".{field}" in problem.field for problem in problems)
    assert found.document_id == record.document_id, "what is sound can still be asked for"


@settings(max_examples=25)
@given(strategies.records(), st.sampled_from([field for field in Record.model_fields]))
def test_json_schema_and_model_agree_on_missing_fields(record: Record, field: str) -> None:
    """Would catch an editor that calls a record sound which the check refuses."""
    values = record.model_dump(mode="json", exclude_none=True)
    values.pop(field, None)
    located = parse_yaml(b"a: b", "x.yml")
    located.value = values
    accepted = not validate_record(located, "x.yml")[1]
    validator = jsonschema.Draft202012Validator(record_json_schema())
    assert accepted == validator.is_valid(values)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    """Would catch a reader that takes nothing for an empty record."""
    with pytest.raises(FileNotFoundError):
        read_record(tmp_path / "no.yml", "no.yml")
