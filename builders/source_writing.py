"""Writing authored CSV files by command: what they would become is checked before it is written.

Which rows change is decided in the stages (``register``, ``screening``, ``grouping``). Nothing is
written that ``diplocalls check`` would refuse.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from ..schema.row import Row
from .csv_rows import write_csv
from .problems import Problem, ProblemsError
from .project import Project
from .sources import SOURCE_FILES, Sources, read_sources
from .transaction import Transaction, recover


def write_rows(project: Project, sources: Sources, changed: Mapping[str, Sequence[Row]]) -> None:
    """Write whole authored files, all or none.

    Args:
        project: The checkout.
        sources: What was read, and from which bytes.
        changed: All rows of each file that changes, by its name.

    Raises:
        ProblemsError: if any authored file would not be sound then, or was changed since it was
            read; nothing is written.
    """
    models = {source.name: source.row for source in SOURCE_FILES}
    files = {name: write_csv(models[name], rows) for name, rows in changed.items()}
    write_files(project, sources, files)


def append_rows(project: Project, sources: Sources, added: Mapping[str, Sequence[Row]]) -> None:
    """Put rows behind those that are there, all files or none; the old bytes stay as they are.

    Raises:
        ProblemsError: as `write_rows` does.
    """
    files: dict[str, bytes] = {}
    for source in SOURCE_FILES:
        if added.get(source.name):
            _, _, body = write_csv(source.row, added[source.name]).partition(b"\n")
            old = source.path(project).read_bytes()
            files[source.name] = old + (b"" if old.endswith(b"\n") else b"\n") + body
    write_files(project, sources, files)


def write_files(project: Project, sources: Sources, files: Mapping[str, bytes]) -> None:
    """Write authored files given as bytes, if everything authored is sound with them.

    Raises:
        ProblemsError: as `write_rows` does.
    """
    recover(project.root)
    places = {source.name: source.path(project) for source in SOURCE_FILES}
    message = "was changed while this command ran; nothing was written, run it again"
    changed = [
        Problem(project.relative(places[name]), 0, "", message, "changed-meanwhile")
        for name in files
        if hashlib.sha256(places[name].read_bytes()).hexdigest() != sources.digests[name]
    ]
    if changed:
        raise ProblemsError(changed)
    read_sources(project, files)
    transaction = Transaction(project.root)
    for name, data in files.items():
        transaction.write(places[name], data)
    transaction.commit()
