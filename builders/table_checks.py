"""The check of built tables: what a reader of the files would trip over, named cell by cell.

It reads the CSVs as anybody would and then asks, in this order: is the shape of every row right;
are keys unique and references met; do the rules for records hold; is every derived cell what
the rest of the tables makes it; are Parquet and descriptor the same as the CSV.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pyarrow as pa

from ..schema.column import columns_of
from ..schema.register_rows import RegisterItem
from ..schema.row import Row
from ..schema.rulebook import World, find_problems
from ..schema.tables import TABLES, ForeignKey, Table
from .csv_rows import check_keys, format_cell, read_csv
from .package import make_descriptor, write_json
from .problems import Problem, ProblemsError
from .project import Project
from .release import Release
from .rows import fold
from .shape_errors import explain
from .sources import check_register
from .strict_yaml import show_path
from .tables import csv_path, parquet_path, read_parquet, to_arrow
from .unfold import unfold_records, unfold_sources

TextOf = Callable[[str], str | None]
"""Returns the canonical text of a document, or None where it is not at hand."""

CHILD_TABLES: Mapping[str, str] = {
    "calls": "claim_calls",
    "holder_sides": "claim_holders",
    "holder_persons": "claim_holders",
    "topics": "claim_topics",
    "targets": "claim_targets",
    "evidence": "claim_evidence",
}
"""The table in which a many-valued field of a claim stands."""


@dataclass
class ReadTables:
    """The tables as read: rows, the line of each, and what was wrong in reading."""

    folder: Path
    shown: str
    rows: dict[str, list[Row]] = field(default_factory=dict[str, list[Row]])
    lines: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    problems: list[Problem] = field(default_factory=list[Problem])

    def name(self, table: str) -> str:
        """Return the file of a table as messages show it."""
        return f"{self.shown}/{table}.csv"

    def line(self, table: str, subject: str) -> int:
        """Return the line of the first row with a key, or 0."""
        key = TABLES[table].key
        for row, line in zip(self.rows[table], self.lines[table], strict=True):
            if subject in (row_key(row, key), format_cell(getattr(row, key[0]))):
                return line
        return 0


def row_key(row: Row, key: Sequence[str]) -> str:
    """Return a row's key as messages show it."""
    return ", ".join(format_cell(getattr(row, column)) for column in key)


def read_tables(project: Project) -> ReadTables:
    """Read every table of a package; a table without a file has no rows."""
    read = ReadTables(project.tables, project.relative(project.tables))
    for name, table in TABLES.items():
        path = csv_path(project.tables, name)
        read.rows[name], read.lines[name] = [], []
        if path.is_file():
            rows, lines, problems = read_csv(path.read_bytes(), table.row, read.name(name))
            read.rows[name], read.lines[name] = list(rows), lines
            read.problems += problems
    return read


def check_tables(
    project: Project, release: Release, text_of: TextOf | None = None
) -> list[Problem]:
    """Return everything that is wrong with the built tables of a project.

    Args:
        project: The checkout, or any folder laid out like one.
        release: What descriptor and Parquet files must say.
        text_of: Gives canonical texts; without it the rules about words are not checked.
    """
    read = read_tables(project)
    problems = list(read.problems)
    problems += _check_order_and_keys(read)
    problems += _check_references(read)
    shown = read.name("register")
    items = cast(list[RegisterItem], read.rows["register"])
    problems += check_register(items, read.lines["register"], shown)
    if not problems:
        problems += _check_content(read, text_of)
    problems += _check_twins(read, release)
    problems += _check_descriptor(project, read, release)
    return sorted(set(problems))


def _check_order_and_keys(read: ReadTables) -> Iterator[Problem]:
    """Yield rows out of order and keys given twice."""
    for name, table in TABLES.items():
        rows, lines, shown = read.rows[name], read.lines[name], read.name(name)
        yield from check_keys(rows, lines, table.key, shown, "primary-key")
        for unique in table.unique:
            yield from check_keys(rows, lines, unique, shown, "unique-key")
        keys = [tuple(getattr(row, column) for column in table.key) for row in rows]
        for position in range(1, len(keys)):
            if keys[position] < keys[position - 1]:
                subject = row_key(rows[position], table.key)
                message = "stands behind a row with a later key; rows are sorted by key"
                key = ", ".join(table.key)
                yield Problem(shown, lines[position], key, message, "row-order", subject)


def _check_references(read: ReadTables) -> Iterator[Problem]:
    """Yield references that no row meets."""
    known: dict[tuple[str, tuple[str, ...]], set[tuple[object, ...]]] = {}
    for table in TABLES.values():
        for key in table.foreign_keys:
            target = (key.table, key.references)
            if target not in known:
                known[target] = {
                    tuple(getattr(row, column) for column in key.references)
                    for row in read.rows[key.table]
                }
            yield from _check_reference(read, table, key, known[target])


def _check_reference(
    read: ReadTables, table: Table, key: ForeignKey, known: set[tuple[object, ...]]
) -> Iterator[Problem]:
    """Yield the rows of one table that one reference does not meet."""
    for row, line in zip(read.rows[table.name], read.lines[table.name], strict=True):
        values = tuple(getattr(row, column) for column in key.columns)
        if None in values or values in known:
            continue
        wanted = ", ".join(format_cell(value) for value in values)
        message = f"'{wanted}' is not in {key.table}"
        columns, subject = ", ".join(key.columns), row_key(row, table.key)
        yield Problem(read.name(table.name), line, columns, message, "foreign-key", subject)


def _check_content(read: ReadTables, text_of: TextOf | None) -> Iterator[Problem]:
    """Yield breaches of the rules for records, then derived cells that are not as derived."""
    sources = unfold_sources(read.rows)
    records, failed = unfold_records(read.rows)
    for document_id, error in failed.items():
        for path, message, rule in explain(error, Row):
            line = read.line("documents", document_id)
            field_name = show_path(path)
            yield Problem(read.name("documents"), line, field_name, message, rule, document_id)
    world = sources.world()
    for document_id, record in records.items():
        text = text_of(document_id) if text_of is not None else None
        full = World(world.entities, world.persons, world.coders, world.register, text)
        for finding in find_problems(record, full):
            table, subject = _place(finding.path, document_id, read)
            shown, line = read.name(table), read.line(table, subject)
            path = show_path(finding.path[2:] if finding.path[0] == "claims" else finding.path)
            yield Problem(shown, line, path, finding.message, finding.rule, subject)
    if failed:
        return
    try:
        derived = fold(records.values(), sources)
    except ProblemsError as error:
        yield from error.problems
        return
    for name, table in TABLES.items():
        yield from _compare(read, table, derived[name])


def _place(path: Sequence[str | int], document_id: str, read: ReadTables) -> tuple[str, str]:
    """Return the table and the row in which a path inside a record stands."""
    if path[0] == "claims" and len(path) > 1:
        claims = [r for r in read.rows["claims"] if getattr(r, "document_id", "") == document_id]
        claim_id = str(getattr(claims[int(path[1])], "claim_id", ""))
        return CHILD_TABLES.get(str(path[2]) if len(path) > 2 else "", "claims"), claim_id
    if path[0] == "calls":
        return ("participants" if "participants" in path else "call_documents"), document_id
    return "documents", document_id


def _compare(read: ReadTables, table: Table, derived: Sequence[Row]) -> Iterator[Problem]:
    """Yield every cell of a table that is not what the tables together make it."""
    shown, name = read.name(table.name), table.name
    have = {
        row_key(row, table.key): (row, line)
        for row, line in zip(read.rows[name], read.lines[name], strict=True)
    }
    want = {row_key(row, table.key): row for row in derived}
    for subject in have.keys() - want.keys():
        message = "nothing in the other tables makes this row"
        yield Problem(shown, have[subject][1], ", ".join(table.key), message, "derived", subject)
    for subject in want.keys() - have.keys():
        message = f"row '{subject}' is missing; the other tables make it"
        yield Problem(shown, 0, ", ".join(table.key), message, "derived", subject)
    for subject in have.keys() & want.keys():
        row, line = have[subject]
        for column in table.columns:
            found, right = getattr(row, column), getattr(want[subject], column)
            if found != right:
                message = (
                    f"is '{format_cell(found)}', but the other tables make it "
                    f"'{format_cell(right)}'"
                )
                yield Problem(shown, line, column, message, "derived", subject)


def _check_twins(read: ReadTables, release: Release) -> Iterator[Problem]:
    """Yield Parquet files that are missing or not the same table as the CSV."""
    if read.problems:
        return
    for name, table in TABLES.items():
        path = parquet_path(read.folder, name)
        shown = f"{read.shown}/{name}.parquet"
        if not path.is_file():
            yield Problem(shown, 0, "", "is missing; run: diplocalls build", "parquet-missing")
            continue
        wanted = to_arrow(table, read.rows[name], release.metadata())
        try:
            found = read_parquet(path)
        except (pa.ArrowInvalid, OSError) as error:
            message = f"cannot be read: {error}".splitlines()[0]
            yield Problem(shown, 0, "", message, "parquet-broken")
            continue
        yield from _compare_twin(shown, found, wanted, table)


def _compare_twin(shown: str, found: pa.Table, wanted: pa.Table, table: Table) -> Iterator[Problem]:
    """Yield the differences of a Parquet file from the table of its CSV."""
    if not found.schema.equals(wanted.schema, check_metadata=True):
        message = "has other columns, types or metadata than declared; run: diplocalls build"
        yield Problem(shown, 0, "", message, "parquet-schema")
        return
    if found.num_rows != wanted.num_rows:
        message = f"has {found.num_rows} rows, the CSV has {wanted.num_rows}"
        yield Problem(shown, 0, "", message, "parquet-rows")
        return
    for column in columns_of(table.row):
        left = found.column(column.name).to_pylist()
        right = wanted.column(column.name).to_pylist()
        for position, (one, other) in enumerate(zip(left, right, strict=True)):
            if one != other:
                message = f"row {position + 1} is '{one}', in the CSV '{other}'"
                yield Problem(shown, 0, column.name, message, "parquet-value")
                break


def _check_descriptor(project: Project, read: ReadTables, release: Release) -> Iterator[Problem]:
    """Yield the resources whose descriptor is not what the tables make it."""
    shown = project.relative(project.descriptor)
    if not project.descriptor.is_file():
        yield Problem(shown, 0, "", "is missing; run: diplocalls build", "descriptor")
        return
    try:
        found: dict[str, Any] = json.loads(project.descriptor.read_bytes())
    except json.JSONDecodeError as error:
        yield Problem(shown, error.lineno, "", f"is not JSON: {error.msg}", "descriptor")
        return
    files = {
        name: csv_path(project.tables, name).read_bytes()
        for name in TABLES
        if csv_path(project.tables, name).is_file()
    }
    publishers = cast(Any, read.rows["publishers"])
    wanted = json.loads(write_json(make_descriptor(release, files, publishers)))
    have = {resource.get("name"): resource for resource in found.get("resources", [])}
    for resource in wanted["resources"]:
        name = resource["name"]
        if name not in have:
            yield Problem(shown, 0, name, "has no resource; run: diplocalls build", "descriptor")
            continue
        for key in resource:
            if have[name].get(key) != resource[key]:
                message = f"'{key}' is not that of the table; run: diplocalls build"
                yield Problem(shown, 0, name, message, "descriptor", key)
    for name in have.keys() - {resource["name"] for resource in wanted["resources"]}:
        yield Problem(shown, 0, str(name), "is no table of this package", "descriptor")
    for key in wanted.keys() - {"resources"}:
        if found.get(key) != wanted[key]:
            message = "is not what pyproject.toml makes it; run: diplocalls build"
            yield Problem(shown, 0, key, message, "descriptor")
