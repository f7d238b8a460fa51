"""The commands of aligning two accounts: give out, hand in. The work is in ``align_sheet``."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from ..schema.alignment_rows import AlignmentCoding, AlignmentDecision
from .align_sheet import Labelled, key_of, read_align_sheet, write_align_sheet
from .alignment import Pair, cell_sha256, decision_key, find_pairs
from .build import make_tables
from .problems import Problem, ProblemsError
from .register_commands import require_coder
from .rows import Tables
from .source_writing import write_rows
from .sources import Sources
from .terminal import State, TextsOption, fail, out
from .texts import Texts, text_finder

align_app = typer.Typer(
    help="Both sides' accounts of a call, cell by cell: give out, hand in.", no_args_is_help=True
)

CoderOption = Annotated[str, typer.Option("--coder", help="Your row of coders.csv.")]
RoundOption = Annotated[
    str | None,
    typer.Option(
        "--round",
        help="A blind round, such as align-1: no proposed label is shown, and what is handed in is "
        "kept as it is, beside other coders'. Default: decisions.",
    ),
]


def _world() -> tuple[Tables, Sources, list[Pair]]:
    """Return tables and pairs as today's sources make them, or end with what is wrong."""
    project = State.checkout()
    try:
        tables, sources = make_tables(project)
    except ProblemsError as error:
        fail(error.problems)
        raise
    return tables, sources, list(find_pairs(tables))


@align_app.command()
def sheet(
    coder: CoderOption,
    to: Annotated[Path, typer.Option(help="File for the sheet.")],
    calls: Annotated[
        list[str] | None, typer.Argument(help="Ids of calls. Default: those not decided yet.")
    ] = None,
    round_: RoundOption = None,
    size: Annotated[int, typer.Option(help="How many calls at the most.", min=1)] = 40,
    seed: Annotated[
        str | None, typer.Option(help="Draw the calls at random by this seed. Default: in order.")
    ] = None,
    texts: TextsOption = None,
) -> None:
    """Give out pairs of accounts to be labelled, with the words of the texts at hand."""
    tables, sources, pairs = _world()
    require_coder(coder, sources)
    decided = {row.call_id for row in sources.alignment_decisions}
    fit = sorted({p.call.call_id for p in pairs if round_ or p.call.call_id not in decided})
    if seed is not None:
        fit = sorted(random.Random(f"{round_} {seed}").sample(fit, min(size, len(fit))))
    chosen = set(calls or fit[:size])
    unknown = sorted(chosen - {pair.call.call_id for pair in pairs})
    if unknown:
        message = "has no two accounts that were read"
        fail([Problem(name, 0, "", message, "align-call") for name in unknown])
    text_of = text_finder(sources, Texts(State.checkout().find_texts(texts)))
    lines: list[str] = []
    for pair in pairs:
        if pair.call.call_id in chosen:
            lines += write_align_sheet(pair, tables, text_of, round_ is not None)
    to.write_text("\n".join(lines) + "\n", encoding="utf-8")
    out.print(f"{len(chosen)} calls for {coder} are in {to}.", markup=False)


@align_app.command()
def add(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The sheet.")],
    coder: CoderOption,
    round_: RoundOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check only its form.")] = False,
) -> None:
    """Hand in labels: decisions, or with --round one coder's own, which are never edited."""
    _, sources, pairs = _world()
    require_coder(coder, sources)
    found, problems = read_align_sheet(file.read_text(encoding="utf-8"), str(file), pairs)
    if problems:
        fail(problems)
    if dry_run:
        out.print(f"{len(found)} cells are in good form.")
        return
    try:
        if round_ is None:
            rows = {"alignment_decisions": _decisions(found, coder, sources)}
        else:
            rows = {"alignment_codings": _codings(found, coder, round_, sources)}
        write_rows(State.checkout(), sources, rows)
    except ProblemsError as error:
        fail(error.problems)
        return
    out.print(f"{len(found)} cells of {len({key_of(one)[0] for one in found})} calls taken over.")


def _decisions(found: list[Labelled], coder: str, sources: Sources) -> list[AlignmentDecision]:
    """Return all decisions with the new ones; a decision made again replaces the old one."""
    rows = {decision_key(row): row for row in sources.alignment_decisions}
    for one in found:
        rows[key_of(one)] = AlignmentDecision.model_validate(
            {**_cell_and_label(one), "decided_by": coder, "decided_date": date.today()}
        )
    return [row for _, row in sorted(rows.items())]


def _cell_and_label(one: Labelled) -> dict[str, object]:
    """Return what decisions and blind labels have in common: cell, label, what was seen, note."""
    names = ("call_id", "document1_id", "document2_id", "holder_id", "topic")
    return {
        **dict(zip(names, key_of(one), strict=True)),
        "label": one.label,
        "cell_sha256": cell_sha256(one.cell),
        "note": one.note,
    }


def _codings(
    found: list[Labelled], coder: str, round_id: str, sources: Sources
) -> list[AlignmentCoding]:
    """Return all raw labels with a coder's new ones.

    Raises:
        ProblemsError: if the coder handed in a cell before.
    """
    old = sources.alignment_codings
    known = {
        (r.round, r.coder_id, r.call_id, r.document1_id, r.document2_id, r.holder_id, r.topic.value)
        for r in old
    }
    made: list[AlignmentCoding] = []
    problems: list[Problem] = []
    for one in found:
        if (round_id, coder, *key_of(one)) in known:
            message = "was handed in before; what was handed in is never edited"
            problems.append(Problem(key_of(one)[0], 0, "", message, "round-edited"))
        made.append(
            AlignmentCoding.model_validate(
                {
                    **_cell_and_label(one),
                    "round": round_id,
                    "coder_id": coder,
                    "shared": bool(one.cell.claims1 and one.cell.claims2),
                    "unsure": one.unsure,
                }
            )
        )
    if problems:
        raise ProblemsError(problems)

    def order(r: AlignmentCoding) -> tuple[str, ...]:
        ids = (r.call_id, r.document1_id, r.document2_id, r.holder_id, r.topic.value)
        return (r.round, r.coder_id, *ids)

    return sorted([*old, *made], key=order)
