"""Screening: coders' own rows are added as given, and the register takes its decisions from them.

What the rules propose is in ``screening_rules``, how well coders agree in ``agreement``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from ..schema.document_codes import CoderKind, Decision, ExclusionReason
from ..schema.register_rows import RegisterItem, Screening, ScreeningSheet
from ..schema.register_rules import check_decision
from ..schema.rules import nearest
from .csv_rows import read_csv
from .problems import Problem, ProblemsError
from .project import Project
from .screening_rules import RULE_SET, propose
from .source_writing import write_rows
from .sources import Sources
from .texts import DocumentText, Texts

COLUMNS = tuple(ScreeningSheet.model_fields)
"""The columns of a file of screenings by one coder in one round."""

RULE_NOTE = "rule "
"""So begins the note of a proposal: a coder who leaves it has not read the text."""

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
            note=f"{RULE_NOTE}{made.rule}",
        )


def read_screenings(
    path: Path, coder_id: str, round_id: str, sources: Sources
) -> tuple[list[Screening], list[Problem]]:
    """Read one coder's screenings from a CSV file.

    Returns:
        The sound rows, and a problem for everything that is wrong with the others.
    """
    sheet, lines, problems = read_csv(path.read_bytes(), ScreeningSheet, str(path), strict=False)
    given = {(s.round, s.item_id, s.coder_id) for s in sources.screenings}
    rows: list[Screening] = []
    for cells, line in zip(sheet, lines, strict=True):
        row = Screening.model_validate(
            {**cells.model_dump(), "round": round_id, "coder_id": coder_id}
        )
        problems += [
            Problem(str(path), line, column, message, rule, row.item_id)
            for column, message, rule in _check_sheet_row(row, sources, given)
        ]
        given.add((round_id, row.item_id, coder_id))
        rows.append(row)
    return rows, problems


def _check_sheet_row(
    row: Screening, sources: Sources, given: set[tuple[str, str, str]]
) -> Iterator[tuple[str, str, str]]:
    """Yield (column, message, rule) for what is wrong with one row of a coder's file."""
    yield from check_decision(row)
    if row.decision == Decision.UNDECIDED:
        yield "decision", "a screening says in or out", "screening-undecided"
    if row.item_id not in sources.items:
        hint = nearest(row.item_id, sources.items)
        yield "item_id", f"'{row.item_id}' is not registered{hint}", "foreign-key"
    if (row.round, row.item_id, row.coder_id) in given:
        message = f"{row.coder_id} has screened it in {row.round}; what was given is never edited"
        yield "item_id", message, "primary-key"
    if row.exclusion_reason == ExclusionReason.DUPLICATE:
        message = "no screening finds duplicates; decide the pair: diplocalls group apply"
        yield "exclusion_reason", message, "screening-duplicate"
    if (row.note or "").startswith(RULE_NOTE):
        message = "is a rule's, as proposed; read the text, then empty it or write your own"
        yield "note", message, "screening-unread"


def add_screenings(project: Project, sources: Sources, rows: Sequence[Screening]) -> None:
    """Put screenings beside those that are there, sorted by key."""
    every = sorted(
        [*sources.screenings, *rows], key=lambda row: (row.round, row.item_id, row.coder_id)
    )
    write_rows(project, sources, {"screenings": every})


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
    rules = [c for c in coder_ids if sources.coders[c].coder_kind == CoderKind.RULE]
    if rules:
        message = "is a rule set; rules propose, a reader decides"
        raise ProblemsError([Problem(SCREENINGS_FILE, 0, c, message, "coder") for c in rules])
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
                "note": "; ".join(note for note in (item.note, found.note) if note) or None,
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
        check_round(round_id, sources)
        known = sorted({row.coder_id for row in sources.screenings if row.round == round_id})
        message = f"no screenings in {round_id}; there are some by {', '.join(known)}"
        raise ProblemsError([Problem(SCREENINGS_FILE, 0, c, message, "coder") for c in empty])
    return said


def check_round(round_id: str, sources: Sources) -> None:
    """Raise ProblemsError where nothing was screened in a round, naming the rounds there are."""
    rounds = sorted({row.round for row in sources.screenings})
    if round_id not in rounds:
        message = f"no such round; there are {', '.join(rounds) or 'none'}"
        raise ProblemsError([Problem(SCREENINGS_FILE, 0, round_id, message, "round")])


def rewrite_register(
    project: Project, sources: Sources, changed: Mapping[str, RegisterItem]
) -> None:
    """Write the register with some rows changed."""
    rows = [changed.get(item.item_id, item) for item in sources.register]
    write_rows(project, sources, {"register": rows})
