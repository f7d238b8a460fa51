"""The authored files beside the records: reference tables and register. Reading only.

Which file holds which rows stands here, once. What the rows mean is in ``schema``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import cast

from ..schema.alignment_rows import Absence, AlignmentCoding, AlignmentDecision, Lead
from ..schema.check_rows import Check, Plant
from ..schema.quality_rows import Calibration, Confusion, Quality
from ..schema.reference_rows import (
    CanonRule,
    Coder,
    Entity,
    Person,
    PersonName,
    Publisher,
    PublisherName,
)
from ..schema.reference_rules import check_authored
from ..schema.register_rows import (
    CallLink,
    ItemPair,
    Location,
    RegisterItem,
    RetiredIdRow,
    Screening,
)
from ..schema.round_codes import Split
from ..schema.round_rows import SampledDocument, TestRun
from ..schema.row import Row
from ..schema.rules import World, nearest
from .csv_rows import check_keys, first_cells, read_csv
from .problems import Problem, ProblemsError
from .project import Project


@dataclass(frozen=True)
class SourceFile:
    """An authored CSV file: where it lies, what its rows are, what identifies one."""

    folder: str
    name: str
    row: type[Row]
    key: tuple[str, ...]
    refers: Mapping[str, str] = field(default_factory=dict[str, str])

    def path(self, project: Project) -> Path:
        """Return where the file lies."""
        return project.datasets / self.folder / f"{self.name}.csv"


SOURCE_FILES: tuple[SourceFile, ...] = (
    SourceFile("reference", "entities", Entity, ("entity_id",)),
    SourceFile("reference", "persons", Person, ("person_id",)),
    SourceFile("reference", "coders", Coder, ("coder_id",)),
    SourceFile("reference", "publishers", Publisher, ("publisher_id",), {"entity_id": "entities"}),
    SourceFile(
        "reference",
        "person_names",
        PersonName,
        ("entity_id", "name_printed"),
        {"entity_id": "entities", "person_id": "persons"},
    ),
    SourceFile(
        "reference",
        "publisher_names",
        PublisherName,
        ("source_name",),
        {"publisher_id": "publishers"},
    ),
    SourceFile("reference", "canon_rules", CanonRule, ("rule_id",), {"publisher_id": "publishers"}),
    SourceFile(
        "register",
        "register",
        RegisterItem,
        ("item_id",),
        {"publisher_id": "publishers", "duplicate_of": "register", "decided_by": "coders"},
    ),
    SourceFile("register", "locations", Location, ("location_id",), {"item_id": "register"}),
    SourceFile(
        "register",
        "screenings",
        Screening,
        ("round", "item_id", "coder_id"),
        {"item_id": "register", "coder_id": "coders"},
    ),
    SourceFile(
        "register",
        "item_pairs",
        ItemPair,
        ("item_id", "other_item_id"),
        {"item_id": "register", "other_item_id": "register", "decided_by": "coders"},
    ),
    SourceFile(
        "register",
        "samples",
        SampledDocument,
        ("round", "document_id"),
    ),
    SourceFile(
        "register",
        "test_runs",
        TestRun,
        ("run", "variable", "statistic"),
        {"coder_id": "coders"},
    ),
    SourceFile(
        "register",
        "quality",
        Quality,
        ("drafter_id", "split", "subset", "variable", "statistic"),
        {"drafter_id": "coders"},
    ),
    SourceFile(
        "register",
        "calibration",
        Calibration,
        ("drafter_id", "split", "variable", "p_from"),
        {"drafter_id": "coders"},
    ),
    SourceFile(
        "register",
        "confusions",
        Confusion,
        ("drafter_id", "variable", "coded", "drafted"),
        {"drafter_id": "coders"},
    ),
    SourceFile(
        "register",
        "checks",
        Check,
        ("batch", "document_id"),
        {"checker_id": "coders", "drafter_id": "coders"},
    ),
    SourceFile("register", "plants", Plant, ("batch", "document_id"), {"checker_id": "coders"}),
    SourceFile(
        "register",
        "leads",
        Lead,
        ("call_id", "side_id", "url"),
        {"side_id": "entities", "seen_by": "coders"},
    ),
    SourceFile(
        "register",
        "absences",
        Absence,
        ("call_id", "side_id", "searched_date"),
        {"side_id": "entities", "searched_by": "coders"},
    ),
    SourceFile(
        "register",
        "alignment_decisions",
        AlignmentDecision,
        ("call_id", "document1_id", "document2_id", "holder_id", "topic"),
        {"holder_id": "entities", "decided_by": "coders"},
    ),
    SourceFile(
        "register",
        "alignment_codings",
        AlignmentCoding,
        ("round", "coder_id", "call_id", "document1_id", "document2_id", "holder_id", "topic"),
        {"coder_id": "coders"},
    ),
    SourceFile("register", "retired_ids", RetiredIdRow, ("retired_id",)),
    SourceFile(
        "register", "call_links", CallLink, ("document_id", "call_key"), {"decided_by": "coders"}
    ),
)
"""Every authored CSV file; ``refers`` names the file in which a column's ids are registered."""


@dataclass(frozen=True)
class Sources:
    """The rows of the authored files, each by its key."""

    entities: Mapping[str, Entity]
    persons: Mapping[str, Person]
    coders: Mapping[str, Coder]
    publishers: Mapping[str, Publisher]
    publisher_names: Mapping[str, PublisherName]
    canon_rules: Sequence[CanonRule]
    register: Sequence[RegisterItem]
    locations: Sequence[Location]
    screenings: Sequence[Screening]
    item_pairs: Sequence[ItemPair]
    retired_ids: Sequence[RetiredIdRow]
    call_links: Mapping[tuple[str, str], CallLink]
    samples: Sequence[SampledDocument] = ()
    person_names: Sequence[PersonName] = ()
    test_runs: Sequence[TestRun] = ()
    quality: Sequence[Quality] = ()
    calibration: Sequence[Calibration] = ()
    confusions: Sequence[Confusion] = ()
    checks: Sequence[Check] = ()
    plants: Sequence[Plant] = ()
    leads: Sequence[Lead] = ()
    absences: Sequence[Absence] = ()
    alignment_decisions: Sequence[AlignmentDecision] = ()
    alignment_codings: Sequence[AlignmentCoding] = ()
    digests: Mapping[str, str] = field(default_factory=dict[str, str])
    """The hash of each file as read: who writes it looks whether it is still the same."""

    @cached_property
    def documents(self) -> Mapping[str, RegisterItem]:
        """Return the register row of every document; a duplicate item does not count."""
        return {i.document_id: i for i in self.register if i.duplicate_of is None}

    @cached_property
    def splits(self) -> Mapping[str, Split]:
        """Return the split of every document that has one."""
        return {row.document_id: row.split for row in self.samples if row.split is not None}

    @cached_property
    def persons_by_name(self) -> Mapping[tuple[str, str], str]:
        """Return the person that a printed name stands for, by side."""
        return {(name.entity_id, name.name_printed): name.person_id for name in self.person_names}

    @cached_property
    def items(self) -> Mapping[str, RegisterItem]:
        """Return every row of the register by the id of the found item."""
        return {item.item_id: item for item in self.register}

    @cached_property
    def places(self) -> Mapping[str, Sequence[Location]]:
        """Return the locations of every document, in order of registration."""
        places: dict[str, list[Location]] = {}
        for location in sorted(self.locations, key=lambda place: place.location_id):
            places.setdefault(location.document_id, []).append(location)
        return places

    def world(self) -> World:
        """Return what records may refer to."""
        return World(self.entities, self.persons, self.coders, self.publishers, self.documents)

    def rules_for(self, publisher_id: str, carrier: str | None) -> list[CanonRule]:
        """Return the canonicalisation rules for a publisher's text as that carrier prints it."""
        return [
            rule
            for rule in self.canon_rules
            if rule.publisher_id == publisher_id and rule.carrier in (None, carrier)
        ]


def read_sources(
    project: Project,
    instead: Mapping[str, bytes] | None = None,
    besides: Collection[str] = (),
) -> Sources:
    """Read every authored file.

    Args:
        project: The checkout.
        instead: Files, by name, that are to be written: they are read as they would be.
        besides: Rules that need not hold, since the caller is about to mend what breaks them.

    Raises:
        ProblemsError: with everything that is wrong in any of them.
    """
    rows: dict[str, list[Row]] = {}
    lines: dict[str, list[int]] = {}
    keys: dict[str, set[str]] = {}
    digests: dict[str, str] = {}
    problems: list[Problem] = []
    for source in SOURCE_FILES:
        path, shown = source.path(project), project.relative(source.path(project))
        data = (instead or {}).get(source.name)
        if data is None and not path.is_file():
            problems.append(Problem(shown, 0, "", "is missing", "file-missing"))
            continue
        data = path.read_bytes() if data is None else data
        digests[source.name] = hashlib.sha256(data).hexdigest()
        rows[source.name], lines[source.name], found = read_csv(data, source.row, shown)
        keys[source.name] = first_cells(data)
        problems += found
        problems += check_keys(
            rows[source.name], lines[source.name], source.key, shown, "primary-key"
        )
    problems += _check_references(project, rows, lines, keys)
    paths = {source.name: project.relative(source.path(project)) for source in SOURCE_FILES}
    problems += authored_problems(rows, lines, paths)
    problems = [problem for problem in problems if problem.rule not in besides]
    if problems:
        raise ProblemsError(problems)
    return replace(_gather(rows), digests=digests)


def _check_references(
    project: Project,
    rows: Mapping[str, Sequence[Row]],
    lines: Mapping[str, Sequence[int]],
    keys: Mapping[str, set[str]],
) -> Iterator[Problem]:
    """Yield a problem for every id that is registered nowhere.

    An id in a row that is itself broken counts as registered: one fault, one message.
    """
    for source in SOURCE_FILES:
        shown = project.relative(source.path(project))
        for column, target in source.refers.items():
            for row, line in zip(
                rows.get(source.name, ()), lines.get(source.name, ()), strict=True
            ):
                value = getattr(row, column)
                known = keys.get(target, set())
                if value is not None and value not in known:
                    hint = nearest(str(value), known)
                    message = f"'{value}' is not in {target}{hint}"
                    subject = str(getattr(row, source.key[0]))
                    yield Problem(shown, line, column, message, "foreign-key", subject)


def authored_problems(
    rows: Mapping[str, Sequence[Row]],
    lines: Mapping[str, Sequence[int]],
    paths: Mapping[str, str],
) -> Iterator[Problem]:
    """Yield a problem for every rule that a row beside the records breaks.

    Args:
        rows: The rows by name of table.
        lines: The line of each row.
        paths: The file of each table, for messages.
    """
    for breach in check_authored(rows):
        row, line = rows[breach.table][breach.position], lines[breach.table][breach.position]
        subject = str(next(iter(row.__dict__.values())))
        shown = paths[breach.table]
        yield Problem(shown, line, breach.column, breach.message, breach.rule, subject)


def _gather(rows: Mapping[str, list[Row]]) -> Sources:
    """Put the rows of all files together, those with ids by id."""

    def by(name: str, key: str) -> dict[str, Row]:
        return {str(getattr(row, key)): row for row in rows[name]}

    links = cast(list[CallLink], rows["call_links"])
    return Sources(
        entities=cast(dict[str, Entity], by("entities", "entity_id")),
        persons=cast(dict[str, Person], by("persons", "person_id")),
        coders=cast(dict[str, Coder], by("coders", "coder_id")),
        publishers=cast(dict[str, Publisher], by("publishers", "publisher_id")),
        publisher_names=cast(dict[str, PublisherName], by("publisher_names", "source_name")),
        canon_rules=cast(list[CanonRule], rows["canon_rules"]),
        register=cast(list[RegisterItem], rows["register"]),
        locations=cast(list[Location], rows["locations"]),
        screenings=cast(list[Screening], rows["screenings"]),
        item_pairs=cast(list[ItemPair], rows["item_pairs"]),
        retired_ids=cast(list[RetiredIdRow], rows["retired_ids"]),
        samples=cast(list[SampledDocument], rows["samples"]),
        test_runs=cast(list[TestRun], rows["test_runs"]),
        quality=cast(list[Quality], rows["quality"]),
        calibration=cast(list[Calibration], rows["calibration"]),
        confusions=cast(list[Confusion], rows["confusions"]),
        checks=cast(list[Check], rows["checks"]),
        plants=cast(list[Plant], rows["plants"]),
        leads=cast(list[Lead], rows["leads"]),
        absences=cast(list[Absence], rows["absences"]),
        alignment_decisions=cast(list[AlignmentDecision], rows["alignment_decisions"]),
        alignment_codings=cast(list[AlignmentCoding], rows["alignment_codings"]),
        person_names=cast(list[PersonName], rows["person_names"]),
        call_links={(link.document_id, link.call_key): link for link in links},
    )
