"""The files around the CSVs: are Parquet twins and descriptor what the tables make them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, cast

import pyarrow as pa

from ..schema.column import columns_of
from ..schema.tables import TABLES, Table
from .fingerprint import fingerprint_package
from .package import make_descriptor, write_json
from .problems import Problem
from .project import Project
from .release import Release
from .table_reading import ReadTables
from .tables import FINGERPRINT, csv_path, parquet_path, read_parquet, to_arrow


def check_twins(read: ReadTables, release: Release) -> Iterator[Problem]:
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
    if not _without_fingerprint(found.schema).equals(
        _without_fingerprint(wanted.schema), check_metadata=True
    ):
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
    if found.schema.metadata != wanted.schema.metadata:
        message = "has not the fingerprint of the CSV's content; run: diplocalls build"
        yield Problem(shown, 0, "diplocalls.fingerprint", message, "parquet-fingerprint")


def _without_fingerprint(schema: pa.Schema) -> pa.Schema:
    """Return a schema without the fingerprint, which changes with every cell."""
    metadata = {k: v for k, v in (schema.metadata or {}).items() if k != FINGERPRINT.encode()}
    return schema.with_metadata(metadata)


def check_descriptor(project: Project, read: ReadTables, release: Release) -> Iterator[Problem]:
    """Yield the resources whose descriptor is not what the tables make it."""
    shown = project.relative(project.descriptor)
    if not project.descriptor.is_file():
        yield Problem(shown, 0, "", "is missing; run: diplocalls build", "descriptor")
        return
    try:
        found = cast(object, json.loads(project.descriptor.read_bytes().decode("utf-8")))
    except (ValueError, RecursionError) as error:
        yield Problem(shown, 0, "", f"is not JSON: {error}", "descriptor")
        return
    listed = cast(dict[str, Any], found).get("resources") if isinstance(found, dict) else None
    if not isinstance(listed, list) or not all(
        isinstance(r, dict) for r in cast(list[Any], listed)
    ):
        yield Problem(
            shown, 0, "resources", "lists no resources; run: diplocalls build", "descriptor"
        )
        return
    resources = cast(list[dict[str, Any]], listed)
    files = {
        name: csv_path(project.tables, name).read_bytes()
        for name in TABLES
        if csv_path(project.tables, name).is_file()
    }
    publishers = cast(Any, read.rows["publishers"])
    told = str(cast(dict[str, Any], found).get("fingerprint"))
    fingerprint = told if read.problems else fingerprint_package(files)  # of whole tables only
    wanted = json.loads(write_json(make_descriptor(release, files, publishers, fingerprint)))
    have = {str(resource.get("name")): resource for resource in resources}
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
        if cast(dict[str, Any], found).get(key) != wanted[key]:
            message = "is not what pyproject.toml and the tables make it; run: diplocalls build"
            yield Problem(shown, 0, key, message, "descriptor")


def check_strays(project: Project, read: ReadTables) -> Iterator[Problem]:
    """Yield files among the tables that belong to no table."""
    expected = {path(project.tables, name) for name in TABLES for path in (csv_path, parquet_path)}
    for path in sorted(project.tables.iterdir()) if project.tables.is_dir() else []:
        if path not in expected:
            shown = f"{read.shown}/{path.name}"
            yield Problem(shown, 0, "", "belongs to no table; delete it", "stray-file")
