"""The check of built tables: what a reader of the files would trip over, named cell by cell.

It reads the CSVs as anybody would and then asks, in this order: is the shape of every row right;
are keys unique and references met; do the rules for records hold; is every derived cell what
the rest of the tables makes it; are Parquet and descriptor the same as the CSV.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from pydantic import ValidationError

from ..schema.call_rows import CallDocument
from ..schema.claim_rows import ClaimCall
from ..schema.record import Record
from ..schema.row import Row
from ..schema.rulebook import find_problems
from ..schema.tables import TABLES, ForeignKey, Table
from .csv_rows import check_keys, format_cell
from .package_checks import check_descriptor, check_strays, check_twins
from .problems import Problem, ProblemsError
from .project import Project
from .release import Release
from .rows import fold
from .shape_errors import explain
from .sources import Sources, authored_problems
from .strict_yaml import show_path
from .table_places import Places
from .table_reading import ReadTables, compare_rows, read_tables, row_key
from .unfold import unfold_records, unfold_sources

TextOf = Callable[[str], str | None]
"""Returns the canonical text of a document, or None where it is not at hand."""


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
    problems += _check_claim_calls(read)
    problems += authored_problems(read.rows, read.lines, {name: read.name(name) for name in TABLES})
    problems += _check_content(read, text_of, problems)
    problems += check_twins(read, release)
    problems += check_descriptor(project, read, release)
    problems += check_strays(project, read)
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


def _check_claim_calls(read: ReadTables) -> Iterator[Problem]:
    """Yield claims that belong to a call which their document does not report."""
    views = cast(list[CallDocument], read.rows["call_documents"])
    reported = {(view.document_id, view.call_id) for view in views}
    rows = cast(list[ClaimCall], read.rows["claim_calls"])
    for row, line in zip(rows, read.lines["claim_calls"], strict=True):
        document_id = row.claim_id.rpartition("-")[0]
        if (document_id, row.call_id) not in reported:
            message = f"{document_id} does not report {row.call_id}"
            subject = row_key(row, TABLES["claim_calls"].key)
            shown = read.name("claim_calls")
            yield Problem(shown, line, "call_id", message, "claim-calls", subject)


def _check_content(
    read: ReadTables, text_of: TextOf | None, before: Sequence[Problem]
) -> Iterator[Problem]:
    """Yield breaches of the rules for records, then derived cells that are not as derived.

    Documents in which something is wrong already are left out of the rules; cells are derived
    again only where nothing is wrong yet, because one damaged row would make many cells differ.
    """
    sources = unfold_sources(read.rows)
    records, failed = unfold_records(read.rows)
    damaged = _damaged_documents(read, before)
    problems: list[Problem] = []
    for document_id, error in failed.items():
        if document_id not in damaged:
            problems += _unfold_problems(read, document_id, error)
    world, places = sources.world(), Places(read)
    for document_id, record in records.items():
        if document_id in damaged:
            continue
        text = text_of(document_id) if text_of is not None else None
        full = replace(world, text=text)
        for finding in find_problems(record, full):
            table, subject, column = places.find(finding.path, record)
            shown, line = read.name(table), read.line(table, subject)
            problems.append(Problem(shown, line, column, finding.message, finding.rule, subject))
    yield from problems
    if not problems and not before:
        yield from _check_derived(read, records, sources)


def _unfold_problems(
    read: ReadTables, document_id: str, error: ValidationError
) -> Iterator[Problem]:
    """Yield why the rows of a document do not make a record."""
    for path, message, rule in explain(error, Record):
        line = read.line("documents", document_id)
        yield Problem(read.name("documents"), line, show_path(path), message, rule, document_id)


def _damaged_documents(read: ReadTables, problems: Sequence[Problem]) -> set[str]:
    """Return the documents that a problem is about: by their own id, a claim's or a call's."""
    subjects = {problem.subject for problem in problems}
    views = cast(list[CallDocument], read.rows["call_documents"])
    names = {document_id: {document_id} for document_id in _document_ids(read.rows)}
    for view in views:
        names.setdefault(view.document_id, {view.document_id}).add(view.call_id)
    return {
        document_id
        for document_id, known in names.items()
        if any(subject.startswith(name) for subject in subjects for name in known)
    }


def _document_ids(rows: Mapping[str, Sequence[Row]]) -> set[str]:
    """Return the ids of all documents that any row of a document or claim names."""
    tables = ("documents", "claims", "document_issuers")
    return {getattr(row, "document_id", "") for name in tables for row in rows[name]}


def _check_derived(
    read: ReadTables, records: Mapping[str, Record], sources: Sources
) -> Iterator[Problem]:
    """Fold again and yield every cell that comes out otherwise."""
    try:
        derived = fold(records.values(), sources, read.rows)
    except ProblemsError as error:
        yield from error.problems
        return
    for name, table in TABLES.items():
        yield from compare_rows(read, table, derived[name], "the other tables", "derived")
