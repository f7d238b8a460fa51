"""The commands on the register: screening, grouping, flow. The work is in the stages."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ..schema.document_codes import CoderKind, Decision
from ..schema.register_rows import ItemPair, RegisterItem
from ..schema.rules import nearest
from .agreement import FEWEST, measure_agreement, rule_sets
from .csv_rows import format_cell, read_csv
from .flow import as_table, flow_by, reasons_table
from .grouping import plan_grouping, write_grouping
from .problems import Problem, ProblemsError
from .register_page import agreement_table
from .screening import (
    COLUMNS,
    add_screenings,
    check_round,
    decide,
    propose_screenings,
    read_screenings,
)
from .screening_rules import RULE_SET
from .show import as_markdown
from .similarity import find_pairs
from .sources import Sources, read_sources
from .terminal import (
    CsvArgument,
    JsonOption,
    State,
    TextsOption,
    err,
    fail,
    out,
    print_csv,
    print_table,
)
from .texts import Texts, text_finder

MENDED_BY_GROUPING = ("pair-register", "group-pair", "group-connected")
"""Rules that a pair entered by hand breaks until its group has been given its id."""

ROUND_NAME = re.compile(r"[a-z]+-[0-9]+")

GROUPING_RULES = "rule-grouping-1"
"""The coder id of the thresholds in ``similarity``. A change of any needs a new id."""

screening_app = typer.Typer(help="Screen found items: propose, add, decide, compare coders.")
group_app = typer.Typer(help="Find like texts: duplicates, templates, translations.")
flow_app = typer.Typer(rich_markup_mode=None)


def read_round(given: str) -> str:
    """Return the name of a round as given, or end with a message."""
    if not ROUND_NAME.fullmatch(given):
        raise typer.BadParameter(f"'{given}': write it as screening-2")
    return given


RoundOption = Annotated[
    str, typer.Option("--round", callback=read_round, help="The round, such as screening-2.")
]


def sources_or_fail(besides: Collection[str] = ()) -> Sources:
    """Return what is authored, or say what is wrong with it and end.

    Args:
        besides: Rules that the command itself is about to mend.
    """
    try:
        return read_sources(State.checkout(), besides=besides)
    except ProblemsError as error:
        fail(error.problems)
        raise


def require_coder(coder: str, sources: Sources, round_id: str | None = None) -> None:
    """End with a message where a coder is not registered, or not for the round."""
    shown = "datasets/reference/coders.csv"
    if coder not in sources.coders:
        message = f"unknown coder '{coder}'; enter it there{nearest(coder, sources.coders)}"
        fail([Problem(shown, 0, "coder_id", message, "coder")])
    own = sources.coders[coder].round
    if round_id is not None and own != round_id:
        message = f"codes in round '{own}', not {round_id}; a coder is one coder in one round"
        fail([Problem(shown, 0, "round", message, "coder", coder)])


def say_skipped(wanted: Sequence[RegisterItem], shown: int) -> None:
    """Say on standard error how many items were left out for want of their text."""
    if len(wanted) > shown:
        err.print(f"{len(wanted) - shown} items left out: their text is not at hand (texts add).")


def undecided(sources: Sources) -> list[RegisterItem]:
    """Return the items that nobody has decided."""
    return [item for item in sources.register if item.decision == Decision.UNDECIDED]


@screening_app.command()
def propose(
    round_: RoundOption,
    keep: Annotated[
        bool, typer.Option(help="Keep the proposals in screenings.csv, as the rules' own rows.")
    ] = False,
    blank: Annotated[
        bool, typer.Option(help="Print the ids alone, for a coder who screens blind.")
    ] = False,
    texts: TextsOption = None,
) -> None:
    """Print as CSV what the rules propose for undecided items; they decide nothing.

    Edit the file while you read the texts, then give it to `diplocalls screening add`. Who is
    compared with the rules, or screens second, starts from a blank sheet.
    """
    project, sources = State.checkout(), sources_or_fail()
    wanted = undecided(sources)
    if blank:
        print_csv(COLUMNS, [[item.item_id, *[""] * (len(COLUMNS) - 1)] for item in wanted])
        return
    try:
        found = Texts(project.find_texts(texts))
        rows = list(propose_screenings(wanted, sources, found, round_))
        if keep:
            require_coder(RULE_SET, sources)
            kept = {(row.round, row.item_id, row.coder_id) for row in sources.screenings}
            new = [row for row in rows if (row.round, row.item_id, row.coder_id) not in kept]
            add_screenings(project, sources, new)
    except ProblemsError as error:
        fail(error.problems)
        return
    values = [[format_cell(getattr(row, column)) for column in COLUMNS] for row in rows]
    print_csv(COLUMNS, values)
    say_skipped(wanted, len(rows))


@screening_app.command("add")
def add(
    files: CsvArgument,
    coder: Annotated[str, typer.Option(help="Who screened: a row of coders.csv.")],
    round_: RoundOption,
) -> None:
    """Add a coder's own screenings, as given; they are published and never edited."""
    project, sources = State.checkout(), sources_or_fail()
    require_coder(coder, sources, round_)
    if sources.coders[coder].coder_kind == CoderKind.RULE:
        message = "is a rule set; its rows come from: screening propose --keep"
        fail([Problem("datasets/reference/coders.csv", 0, "coder_kind", message, "coder", coder)])
    problems: list[Problem] = []
    rows = []
    for file in files:
        made, wrong = read_screenings(file, coder, round_, sources)
        rows += made
        problems += wrong
    keys = [row.item_id for row in rows]
    problems += [
        Problem("these files", 0, "item_id", "is screened twice", "primary-key", item_id)
        for item_id in sorted({key for key in keys if keys.count(key) > 1})
    ]
    if problems:
        fail(problems)
    try:
        add_screenings(project, sources, rows)
    except ProblemsError as error:
        fail(error.problems)
    out.print(f"{len(rows)} screenings by {coder} added to {round_}.")


@screening_app.command("decide")
def decide_(
    coder: Annotated[
        list[str],
        typer.Option(help="Whose screenings count; repeat, the first named before the next."),
    ],
    round_: RoundOption,
) -> None:
    """Decide undecided items of the register by what coders screened. Decided ones stay."""
    project, sources = State.checkout(), sources_or_fail()
    try:
        decided = decide(project, sources, round_, coder, date.today())
    except ProblemsError as error:
        fail(error.problems)
        return
    left = len(undecided(sources)) - len(decided)
    out.print(f"{len(decided)} items decided, {left} undecided.")


@screening_app.command()
def agree(
    round_: RoundOption,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print a Markdown table.")] = False,
    as_json_: JsonOption = False,
) -> None:
    """Say how well coders of a round agree with one another and with the register."""
    sources = sources_or_fail()
    try:
        check_round(round_, sources)
    except ProblemsError as error:
        fail(error.problems, as_json_)
    measured = measure_agreement(
        sources.screenings, sources.register, round_, rule_sets(sources.coders)
    )
    if not measured:
        err.print(f"Nothing to compare: no two coders share {FEWEST} items of {round_}.")
    if as_json_:
        print(json.dumps([vars(one) for one in measured], indent=2))
        return
    show(*agreement_table(measured), markdown)


@group_app.command("propose")
def propose_groups(texts: TextsOption = None) -> None:
    """Print as CSV the pairs of like texts that nobody has decided yet.

    A relation is filled in where likeness is beyond its threshold; the others are for a reader.
    Fill in relation, decided_by, decided_date and note, then `diplocalls group apply`.
    """
    project, sources = State.checkout(), sources_or_fail()
    require_coder(GROUPING_RULES, sources)
    known = {(pair.item_id, pair.other_item_id) for pair in sources.item_pairs}
    items = [item for item in sources.register if item.duplicate_of is None]
    try:
        text_of = text_finder(sources, Texts(project.find_texts(texts)))
        at_hand = [item for item in items if text_of(item.document_id) is not None]
        found = [
            pair
            for pair in find_pairs(at_hand, text_of)
            if (pair.item_id, pair.other_item_id) not in known
        ]
    except ProblemsError as error:
        fail(error.problems)
        return
    rows = [
        [
            pair.item_id,
            pair.other_item_id,
            pair.measure.value,
            str(pair.percent),
            format_cell(pair.proposed),
            GROUPING_RULES if pair.proposed is not None else "",
            str(date.today()) if pair.proposed is not None else "",
            "",
        ]
        for pair in found
    ]
    print_csv(tuple(ItemPair.model_fields), rows)
    say_skipped(items, len(at_hand))


@group_app.command("apply")
def apply_groups(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            exists=True,
            dir_okay=False,
            help="CSV files, proposed and then edited. Default: take over item_pairs.csv as it is.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")
    ] = False,
) -> None:
    """Take over decided pairs: merge duplicates, give template and translation groups their ids."""
    project, sources = State.checkout(), sources_or_fail(MENDED_BY_GROUPING)
    problems: list[Problem] = []
    pairs = {(pair.item_id, pair.other_item_id): pair for pair in sources.item_pairs}
    for file in files or ():
        rows, lines, wrong = read_csv(file.read_bytes(), ItemPair, str(file))
        problems += wrong
        for row, line in zip(rows, lines, strict=True):
            if pairs.setdefault((row.item_id, row.other_item_id), row) != row:
                message = "is decided otherwise already; mend item_pairs.csv by hand"
                problems.append(Problem(str(file), line, "relation", message, "pair", row.item_id))
            for column in ("item_id", "other_item_id"):
                if getattr(row, column) not in sources.items:
                    message = "is not registered"
                    problems.append(Problem(str(file), line, column, message, "foreign-key"))
    if problems:
        fail(problems)
    try:
        every = [pairs[key] for key in sorted(pairs)]
        plan = plan_grouping(sources, every, date.today())
        if not dry_run:
            write_grouping(project, sources, every, plan)
    except ProblemsError as error:
        fail(error.problems)
        return
    change, retire = ("would change", "would be") if dry_run else ("changed", "is")
    out.print(f"{len(every)} pairs; {len(plan.items)} items of the register {change}.")
    for row in plan.retired:
        out.print(f"{row.retired_id} {retire} retired; {row.replaced_by} stands in its place.")


class FlowBy(StrEnum):
    """What the lines of the flow table are."""

    PUBLISHER = "publisher"
    YEAR = "year"


@flow_app.command()
def flow(
    by: Annotated[FlowBy, typer.Option(help="What a line is.")] = FlowBy.PUBLISHER,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print a Markdown table.")] = False,
    as_json_: JsonOption = False,
) -> None:
    """Count what was found, what is out for which reason, and what is in (PRISMA)."""
    flows = flow_by(sources_or_fail().register, by)
    if as_json_:
        lines = [{"name": f.name, "found": f.found, "in": f.n_in, "out": f.out} for f in flows]
        print(json.dumps(lines, indent=2))
        return
    show(*as_table(flows, by.value), markdown)
    show(*reasons_table(flows), markdown)


def show(header: Sequence[str], rows: Sequence[Sequence[str]], markdown: bool) -> None:
    """Print a table for people, or as Markdown."""
    if markdown:
        print(as_markdown(header, rows), end="")
    else:
        print_table(header, rows)
