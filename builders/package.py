"""The data package descriptor over the built tables. No table is read or derived here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from ..schema.reference_rows import Publisher
from ..schema.table_schema import table_schema
from ..schema.tables import TABLES
from .release import DATA_LICENCE, DATA_LICENCE_TITLE, DATA_LICENCE_URL, Release


def make_descriptor(
    release: Release,
    csv_files: Mapping[str, bytes],
    publishers: Sequence[Publisher],
    fingerprint: str,
) -> dict[str, Any]:
    """Return the descriptor of a package.

    Args:
        release: What the project says of itself.
        csv_files: The bytes of every table that has rows, by name.
        publishers: The publishers, named as sources.
        fingerprint: That of the tables' content.
    """
    present = frozenset(csv_files)
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "profile": "tabular-data-package",
        "name": "diplocalls",
        "title": release.title,
        "description": release.description,
        "version": release.version,
        "created": f"{release.released}T00:00:00Z",
        "citation": release.citation,
        "fingerprint": fingerprint,
        "keywords": list(release.keywords),
        "licenses": [{"name": DATA_LICENCE, "title": DATA_LICENCE_TITLE, "path": DATA_LICENCE_URL}],
        "contributors": [{"title": author, "roles": ["creator"]} for author in release.authors],
        "sources": [_source(publisher) for publisher in publishers],
        "resources": [
            _resource(name, csv_files[name], present) for name in TABLES if name in present
        ],
    }


def _source(publisher: Publisher) -> dict[str, str]:
    """Return a publisher as a source of the package."""
    source = {"title": publisher.name}
    if publisher.site_url is not None:
        source["path"] = publisher.site_url
    return source


def _resource(name: str, data: bytes, present: frozenset[str]) -> dict[str, Any]:
    """Return the descriptor of one table.

    Both ``type`` and ``profile`` are given: v2 readers want the one, v1 readers the other.
    """
    table = TABLES[name]
    return {
        "name": name,
        "type": "table",
        "profile": "tabular-data-resource",
        "title": table.title,
        "description": table.description,
        "path": f"datasets/tables/{name}.csv",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": table_schema(table, present),
    }


def write_json(value: Mapping[str, Any]) -> bytes:
    """Return JSON as it is stored: indented, in the order given, ending in a line end."""
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode("utf-8")
