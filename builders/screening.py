"""Screening: coders' own rows are added as given, and the register takes its decisions from them.

What the rules propose is in ``screening_rules``, how well coders agree in ``agreement``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from ..schema.document_codes import Decision
from ..schema.register_rows import RegisterItem, Screening
from ..schema.register_rules import check_decision
from ..schema.rules import nearest
from .csv_rows import write_csv
from .problems import Problem, ProblemsError
from .project import Project
from .screening_rules import RULE_SET, propose
from .shape_errors import explain
from .sources import Sources
from .texts import DocumentText, Texts
from .transaction import Transaction

COLUMNS = ("item_id", "decision", "scope", "exclusion_reason", "n_separate_calls", "sure", "note")
"""The columns of a file of screenings by one coder in one round."""

REGISTER_FILE = "register.csv"
SCREENINGS_FILE = "screenings.csv"


def propose_screenings(
    items: Iterable[RegisterItem], sources: Sources, texts: Texts, round_id: str
) -> Iterator[Screening]:
    """Yield what the rules propose for items whose text is at hand."""
    for item in items:
        found = texts.find(item.document_id, sources)
        if not isinstance(found, DocumentText):
            continue
        made = propose(found.text)
        yield Screening(
            round=round_id,
            item_id=item.item_id,
            coder_id=RULE_SET,
            decision=made.decision,
            scope=made.scope,
            exclusion_reason=made.exclusion_reason,
            n_separate_calls=made.n_separate_calls,
            sure=made.sure,
            note=f"rule {made.rule}",
        )


def read_screenings(
    path: Path, coder_id: str, round_id: str, sources: Sources
) -> tuple[list[Screening], list[Problem]]:
    """Read one coder's screenings from a CSV file.

    Returns:
        The sound rows, and a problem for everything that is wrong with the others.
    """
    reader = csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8"), newline=""))
    if tuple(reader.fieldnames or ()) != COLUMNS:
        message = f"the columns must be {', '.join(COLUMNS)}"
        return [], [Problem(path.name, 1, "", message, "csv-columns")]
    known = {item.item_id for item in sources.register}
    given = {(s.round, s.item_id, s.coder_id) for s in sources.screenings}
    rows: list[Screening] = []
    problems: list[Problem] = []
    for cells in reader:
        line, subject = reader.line_num, str(cells["item_id"])
        values: dict[str, object] = {name: cell or None for name, cell in cells.items()}
        try:
            row = Screening.model_validate(
                {**values, "round": round_id, "coder_id": coder_id}, strict=False
            )
        except ValidationError as error:
            problems += [
                Problem(path.name, line, ".".join(map(str, where)), message, rule, subject)
                for where, message, rule in explain(error, Screening)
            ]
            continue
        problems += [
            Problem(path.name, line, column, message, rule, subject)
            for column, message, rule in check_decision(row)
        ]
        if row.item_id not in known:
            message = f"'{row.item_id}' is not registered{nearest(row.item_id, known)}"
            problems.append(Problem(path.name, line, "item_id", message, "foreign-key", subject))
        if (round_id, row.item_id, coder_id) in given:
            message = f"{coder_id} has screened it in {round_id}; what was given is never edited"
            problems.append(Problem(path.name, line, "item_id", message, "primary-key", subject))
        given.add((round_id, row.item_id, coder_id))
        rows.append(row)
    return rows, problems


def add_screenings(project: Project, sources: Sources, rows: Sequence[Screening]) -> None:
    """Put screenings beside those that are there, sorted by key."""
    every = sorted(
        [*sources.screenings, *rows], key=lambda row: (row.round, row.item_id, row.coder_id)
    )
    transaction = Transaction(project.root)
    transaction.write(project.register / SCREENINGS_FILE, write_csv(Screening, every))
    transaction.commit()


def decide(
    project: Project, sources: Sources, round_id: str, coder_ids: Sequence[str], today: date
) -> list[RegisterItem]:
    """Fill in the decisions of undecided items from coders' screenings; return these items.

    Where several of the coders screened an item, the first named counts: name who adjudicated
    before those between whom they did. Decided items are left as they are.

    Raises:
        ProblemsError: if a coder screened nothing in the round.
    """
    said = _by_coder(sources, round_id, coder_ids)
    decided: dict[str, RegisterItem] = {}
    for item in sources.register:
        found = next((said[c][item.item_id] for c in coder_ids if item.item_id in said[c]), None)
        if item.decision == Decision.UNDECIDED and found is not None:
            update = {
                "decision": found.decision,
                "scope": found.scope,
                "exclusion_reason": found.exclusion_reason,
                "n_separate_calls": found.n_separate_calls,
                "decided_by": found.coder_id,
                "decided_date": today,
                "note": found.note,
            }
            decided[item.item_id] = item.model_copy(update=update)
    rewrite_register(project, sources, decided)
    return list(decided.values())


def _by_coder(
    sources: Sources, round_id: str, coder_ids: Sequence[str]
) -> Mapping[str, Mapping[str, Screening]]:
    """Return the screenings of each coder in a round, by item."""
    said: dict[str, dict[str, Screening]] = {coder: {} for coder in coder_ids}
    for row in sources.screenings:
        if row.round == round_id and row.coder_id in said:
            said[row.coder_id][row.item_id] = row
    empty = [coder for coder, rows in said.items() if not rows]
    if empty:
        known = sorted({row.coder_id for row in sources.screenings if row.round == round_id})
        message = f"no screenings in {round_id}; there are some by {', '.join(known) or 'nobody'}"
        raise ProblemsError([Problem(SCREENINGS_FILE, 0, c, message, "coder") for c in empty])
    return said


def rewrite_register(
    project: Project, sources: Sources, changed: Mapping[str, RegisterItem]
) -> None:
    """Write the register with some rows changed; all other bytes stay as they are."""
    rows = [changed.get(item.item_id, item) for item in sources.register]
    transaction = Transaction(project.root)
    transaction.write(project.register / REGISTER_FILE, write_csv(RegisterItem, rows))
    transaction.commit()
