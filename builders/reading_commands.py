"""The commands that only show: calls, what is coded, codes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table as RichTable

from ..schema.code_rows import code_rows
from ..schema.row import Row
from ..schema.rules import nearest
from ..schema.vocabularies import VOCABULARIES
from .compare import SIGNS, Comparison, compare_accounts
from .compare_page import make_compare_page
from .problems import Problem, ProblemsError
from .project import Project
from .show import accounts_of, as_markdown, as_objects, compare_by_topic, summarise
from .table_reading import read_tables
from .terminal import JsonOption, State, fail, out

reading_app = typer.Typer(rich_markup_mode=None)


def built_tables() -> Mapping[str, Sequence[Row]]:
    """Return the built tables: those of the checkout, else those this package carries.

    Raises:
        ProblemsError: if they cannot be read.
    """
    project = State.project if State.project.tables.is_dir() else Project()
    read = read_tables(project)
    if read.problems:
        raise ProblemsError(read.problems)
    return read.rows


@reading_app.command()
def show(
    call_id: Annotated[str, typer.Argument(help="Id of a call, such as call-2021-0003.")],
    markdown: Annotated[bool, typer.Option("--markdown", help="Print a Markdown table.")] = False,
    as_json_: JsonOption = False,
) -> None:
    """Show a call: every account of it, topic by topic."""
    try:
        tables = built_tables()
        accounts = accounts_of(call_id, tables)
    except ProblemsError as error:
        fail(error.problems, as_json_)
        return
    if as_json_:
        print(json.dumps(as_objects(accounts), indent=2))
        return
    header, rows = compare_by_topic(accounts)
    if markdown:
        print(as_markdown(header, rows), end="")
        return
    call = accounts.call
    facts = [call.call_label, call.side_names, f"mode {call.mode}"]
    if call.initiator_name:
        facts.append(f"on the initiative of {call.initiator_name}")
    out.print("; ".join(facts), style="bold", markup=False)
    table = RichTable(*header, show_lines=True)
    for row in rows:
        table.add_row(*row)
    Console().print(table)


@reading_app.command()
def compare(
    call_id: Annotated[str, typer.Argument(help="Id of a call, such as call-2021-0003.")],
    html: Annotated[
        Path | None, typer.Option(help="Write a page that needs no network to this file.")
    ] = None,
    as_json_: JsonOption = False,
) -> None:
    """Show both sides' accounts of a call side by side: shared, different, left out."""
    try:
        comparisons = compare_accounts(call_id, built_tables())
    except ProblemsError as error:
        fail(error.problems, as_json_)
        return
    if html is not None:
        html.write_text(make_compare_page(comparisons), encoding="utf-8")
        out.print(f"Written: {html}", markup=False)
        return
    if as_json_:
        print(json.dumps([row.measures.model_dump(mode="json") for row in comparisons], indent=2))
        return
    for one in comparisons:
        _print_comparison(one)


def _print_comparison(one: Comparison) -> None:
    """Print one comparison: what both report, what either leaves out."""
    first, second = one.names
    counts = [len(one.of_section(section)) for section in range(3)]
    out.print(f"{one.call.call_label}: one call, two accounts", style="bold", markup=False)
    out.print(
        f"{counts[0]} topics in both accounts, {counts[1]} only in {first}'s, {counts[2]} only in "
        f"{second}'s.",
        markup=False,
    )
    for section, heading in enumerate(
        ("What both report", f"What {first} alone reports", f"What {second} alone reports")
    ):
        rows = one.of_section(section)
        if not rows:
            continue
        table = RichTable("Topic", f"{first} says", f"{second} says", title=heading)
        table.show_lines, table.title_justify = True, "left"
        for row in rows:
            marks = {f"{SIGNS[label]} {label.label}" for _, label in row.labels if row.shared}
            both = (row.first, row.second)
            cells = ["\n".join(f"{s.act} ({s.holder}): {s.gloss}" for s in some) for some in both]
            shown = [cell or f"({one.silence(section)})" for cell in cells]
            table.add_row("\n".join([row.topic, *sorted(marks)]), *shown)
        Console().print(table)
    for conflict in one.conflicts:
        said = f"{conflict.variable.label}: {conflict.document_id} has {conflict.value}"
        out.print(f"In conflict. {said}", markup=False)


@reading_app.command()
def summary(
    markdown: Annotated[bool, typer.Option("--markdown", help="Print a Markdown table.")] = False,
    as_json_: JsonOption = False,
) -> None:
    """Say what is coded: documents, calls and claims by status and kind of coder."""
    try:
        tables = built_tables()
    except ProblemsError as error:
        fail(error.problems, as_json_)
        return
    header, rows = summarise(tables)
    if as_json_:
        print(json.dumps([dict(zip(header, row, strict=True)) for row in rows], indent=2))
        return
    if markdown:
        print(as_markdown(header, rows), end="")
        return
    table = RichTable(*header)
    for row in rows:
        table.add_row(*row)
    out.print(table)


@reading_app.command()
def codes(
    name: Annotated[str | None, typer.Argument(help="Name of a list, such as act.")] = None,
) -> None:
    """Print a list of codes with their definitions, or the names of all lists."""
    if name is None:
        for known, members in VOCABULARIES.items():
            out.print(f"{known}: {len(members)} codes", markup=False)
        return
    if name not in VOCABULARIES:
        fail([Problem("codes", 0, name, f"no such list{nearest(name, VOCABULARIES)}", "list")])
    for row in code_rows():
        if row.list == name:
            out.print(f"{row.code}: {row.label}. {row.definition}", markup=False)
            for word, said in (("here", row.includes), ("not here", row.excludes)):
                if said:
                    out.print(f"    {word}: {said}", markup=False)
            if row.claim_kind:
                kind = f"    kind {row.claim_kind.value}, stance {row.default_stance}"
                out.print(kind, markup=False)
