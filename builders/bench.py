"""How long a build takes: the real records, repeated under new ids, in a folder of their own."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..schema.document_codes import CodingStatus
from ..schema.record import Record
from ..schema.register_rows import CallLink, Location, RegisterItem
from ..schema.row import Row
from .build import read_records
from .csv_rows import write_csv
from .project import Project
from .records import write_record
from .sources import SOURCE_FILES, Sources, read_sources


@dataclass(frozen=True)
class Timing:
    """One measured build: how many records and claims, how many seconds for the whole process."""

    records: int
    claims: int
    seconds: float


def measure_build(project: Project, records: int, repeats: int = 3) -> Timing:
    """Time a build of so many records, as a process of its own; the best of a few runs."""
    with tempfile.TemporaryDirectory(prefix="diplocalls-bench-") as folder:
        copy = Project(Path(folder))
        claims = multiply(project, copy, records)
        command = [sys.executable, "-m", "diplocalls.builders.command", "--root", folder, "build"]
        best = float("inf")
        for _ in range(repeats):
            shutil.rmtree(copy.tables, ignore_errors=True)
            start = time.perf_counter()
            subprocess.run([*command, "--json"], check=True, stdout=subprocess.DEVNULL)
            best = min(best, time.perf_counter() - start)
    return Timing(records, claims, best)


def multiply(project: Project, copy: Project, records: int) -> int:
    """Fill a folder with a project of so many records; return how many claims they hold."""
    sources = read_sources(project)
    originals = [
        record
        for record in read_records(project, sources.world())
        if record.coding.status != CodingStatus.DRAFT
    ]
    shutil.copytree(project.reference, copy.reference)
    shutil.copy(project.root / "pyproject.toml", copy.root)
    (copy.root / "schema").mkdir()
    stems: Counter[str] = Counter()
    register: list[RegisterItem] = []
    locations: list[Location] = []
    links: list[CallLink] = []
    claims = 0
    for number in range(records):
        original, turn = originals[number % len(originals)], number // len(originals)
        record, rows = _renumber(original, sources, turn, number, stems)
        path = copy.record_path(record.document_id)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(write_record(record), encoding="utf-8", newline="\n")
        register += rows[0]
        locations += rows[1]
        links += rows[2]
        claims += len(record.claims or ())
    written: Mapping[str, Sequence[Row]] = {
        "register": register,
        "locations": locations,
        "call_links": links,
        "screenings": [],
        "item_pairs": [],
        "retired_ids": [],
        "samples": [],
        "test_runs": [],
        "quality": [],
        "calibration": [],
        "confusions": [],
        "checks": [],
        "plants": [],
        "leads": [],
        "absences": [],
        "alignment_decisions": [],
        "alignment_codings": [],
    }
    for source in SOURCE_FILES:
        if source.name in written:
            source.path(copy).parent.mkdir(parents=True, exist_ok=True)
            source.path(copy).write_bytes(write_csv(source.row, written[source.name]))
    return claims


def _renumber(
    original: Record, sources: Sources, turn: int, number: int, stems: Counter[str]
) -> tuple[Record, tuple[list[RegisterItem], list[Location], list[CallLink]]]:
    """Return a record under a new id, with its register rows."""
    stem = original.document_id.rpartition("-")[0]
    stems[stem] += 1
    document_id = f"{stem}-{stems[stem]:04d}"
    item = sources.documents[original.document_id]
    place = sources.places[original.document_id][0]
    item_id = f"item-{number + 1:05d}"
    alone = {"template_group": None, "translation_group": None}
    new_item = item.model_copy(update={"item_id": item_id, "document_id": document_id, **alone})
    new_place = place.model_copy(
        update={
            "location_id": f"loc-{number + 1:05d}",
            "item_id": item_id,
            "document_id": document_id,
            "url": f"{place.url}?copy={turn}",
        }
    )
    new_links = list(_renumber_links(original, sources, turn, document_id))
    claims = original.claims
    if claims is not None:  # the drafts that they came from are not repeated
        claims = [claim.model_copy(update={"from_draft": None}) for claim in claims]
    record = original.model_copy(update={"document_id": document_id, "claims": claims})
    return record, ([new_item], [new_place], new_links)


def _renumber_links(
    original: Record, sources: Sources, turn: int, document_id: str
) -> Iterable[CallLink]:
    """Yield the links of a record's calls, to calls of its own turn."""
    for call in original.calls:
        link = sources.call_links[(original.document_id, call.key)]
        stem, serial = link.call_id.rsplit("-", 1)
        call_id = f"{stem}-{turn * 1000 + int(serial):04d}"
        yield link.model_copy(update={"document_id": document_id, "call_id": call_id})
