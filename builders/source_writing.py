"""Writing authored CSV files by command: what they would become is checked before it is written.

Which rows change is decided in the stages (``register``, ``screening``, ``grouping``). Nothing is
written that ``diplocalls check`` would refuse.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..schema.row import Row
from .csv_rows import write_csv
from .project import Project
from .sources import SOURCE_FILES, read_sources
from .transaction import Transaction


def write_rows(project: Project, changed: Mapping[str, Sequence[Row]]) -> None:
    """Write whole authored files, all or none.

    Args:
        project: The checkout.
        changed: All rows of each file that changes, by its name.

    Raises:
        ProblemsError: if any authored file would not be sound then; nothing is written.
    """
    models = {source.name: source.row for source in SOURCE_FILES}
    write_files(project, {name: write_csv(models[name], rows) for name, rows in changed.items()})


def append_rows(project: Project, added: Mapping[str, Sequence[Row]]) -> None:
    """Put rows behind those that are there, all files or none; the old bytes stay as they are.

    Raises:
        ProblemsError: if any authored file would not be sound then; nothing is written.
    """
    files: dict[str, bytes] = {}
    for source in SOURCE_FILES:
        if added.get(source.name):
            _, _, body = write_csv(source.row, added[source.name]).partition(b"\n")
            old = source.path(project).read_bytes()
            files[source.name] = old + (b"" if old.endswith(b"\n") else b"\n") + body
    write_files(project, files)


def write_files(project: Project, files: Mapping[str, bytes]) -> None:
    """Write authored files given as bytes, if everything authored is sound with them."""
    read_sources(project, files)
    transaction = Transaction(project.root)
    for source in SOURCE_FILES:
        if source.name in files:
            transaction.write(source.path(project), files[source.name])
    transaction.commit()
