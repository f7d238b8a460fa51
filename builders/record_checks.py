"""Records against the rules: problems with file, line and field. The rules are in ``schema``."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ..schema.document_codes import CodingStatus
from ..schema.record import Record
from ..schema.rulebook import World, find_problems
from .problems import Problem, ProblemsError
from .project import Project
from .records import RecordFile, check_canonical, validate_record
from .strict_yaml import Located, parse_yaml


def check_record(file: RecordFile, world: World, project: Project, path: Path) -> Iterator[Problem]:
    """Yield every breach of a rule in a record of sound shape."""
    yield from _check_place(file.record, file.located, project, path, file.path)
    yield from _check_rules(file.record, file.located, world, file.path)


def check_file(
    path: Path, world: World, project: Project, text: str | None, today: date
) -> list[Problem]:
    """Return everything that is wrong with a record file: syntax, shape, rules, form.

    Args:
        path: The file.
        world: What records may refer to.
        project: The checkout.
        text: The canonical text, if it is at hand; without it three rules cannot be checked.
        today: No coding may lie behind it.
    """
    shown = project.relative(path)
    try:
        located = parse_yaml(path.read_bytes(), shown)
    except ProblemsError as error:
        return list(error.problems)
    record, problems = validate_record(located, shown)
    whole = not problems
    full = dataclasses.replace(world, text=text, today=today)
    problems += _check_rules(record, located, full, shown)
    if whole:
        problems += _check_place(record, located, project, path, shown)
        problems += check_canonical(path, shown, record)
    return sorted(set(problems))


def _check_rules(record: Record, located: Located, world: World, shown: str) -> Iterator[Problem]:
    """Yield a problem for every rule that the record breaks, on the line where it does."""
    for finding in find_problems(record, world):
        line = located.line(finding.path)
        field = located.show(finding.path)
        yield Problem(shown, line, field, finding.message, finding.rule)


def _check_place(
    record: Record, located: Located, project: Project, path: Path, shown: str
) -> Iterator[Problem]:
    """Yield a problem where name or folder of the file are not those of its document and status."""
    document_id, line = record.document_id, located.line(("document_id",))
    if path.stem != document_id:
        message = f"is '{document_id}', but the file is named {path.name}; they must agree"
        yield Problem(shown, line, "document_id", message, "file-name")
        return
    folders = (project.coding, project.drafts)
    folder = next((folder for folder in folders if _within(path, folder)), None)
    if folder is None:
        return
    wanted = project.record_name(document_id)
    if path != folder / wanted:
        have = path.resolve().relative_to(folder.resolve())
        if have != wanted:
            message = f"stands in {have.parent.as_posix()}, but belongs in "
            message += wanted.parent.as_posix()
            yield Problem(shown, line, "document_id", message, "file-folder")
    if (record.coding.status == CodingStatus.DRAFT) != (folder == project.drafts):
        message = f"'{record.coding.status}' cannot stand in {folder.name}; drafts, and drafts "
        message += "alone, stand in drafts"
        status = located.line(("coding", "status"))
        yield Problem(shown, status, "coding.status", message, "file-status")


def _within(path: Path, folder: Path) -> bool:
    """Say whether a file lies below a folder; most do by their very names."""
    return path.is_relative_to(folder) or path.resolve().is_relative_to(folder.resolve())
