"""The commands that only show: calls, what is coded, codes."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table as RichTable

from ..schema.code import Code
from ..schema.rules import nearest
from ..schema.vocabularies import VOCABULARIES
from .build import make_tables
from .problems import Problem, ProblemsError
from .show import accounts_of, as_markdown, compare_by_topic, summarise
from .terminal import State, fail, out

reading_app = typer.Typer()


@reading_app.command()
def show(
    call_id: Annotated[str, typer.Argument(help="Id of a call, such as call-2021-0003.")],
    markdown: Annotated[bool, typer.Option("--markdown", help="Print a Markdown table.")] = False,
) -> None:
    """Show a call: every account of it, topic by topic."""
    try:
        tables, _ = make_tables(State.project)
        accounts = accounts_of(call_id, tables)
    except ProblemsError as error:
        fail(error.problems)
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
def summary(
    markdown: Annotated[bool, typer.Option("--markdown", help="Print a Markdown table.")] = False,
) -> None:
    """Say what is coded: documents, calls and claims by status and kind of coder."""
    try:
        tables, _ = make_tables(State.project)
    except ProblemsError as error:
        fail(error.problems)
        return
    header, rows = summarise(tables)
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
    members: type[Code] = VOCABULARIES[name]
    table = RichTable("code", "label", "definition")
    for code in members:
        table.add_row(code.value, code.label, code.definition)
    Console().print(table)
