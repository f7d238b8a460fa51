"""The commands on blind coding: guidelines, handing in, adopting, measuring, reviewing.

The work is in the stages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, cast

import typer

from ..schema.blind import LabelsCoding, UnitsCoding
from ..schema.record import Record
from ..schema.round_codes import CoderRole, Split
from ..schema.round_rows import Reliability
from ..schema.row import Row
from ..schema.rules import nearest
from .adopt import adopt as adopt_record
from .build import published_codings, read_records
from .evaluate import (
    calibration_rows,
    confusion_rows,
    errors_of,
    ledger_rows,
    quality_rows,
)
from .evaluate import evaluate as evaluate_drafts
from .guidelines import make_guidelines
from .measure import measure, read_round
from .measured_variables import LABEL_FIELDS
from .new_record import modeline
from .problems import Problem, ProblemsError
from .project import Project
from .records import read_record, write_record
from .register_commands import require_coder, sources_or_fail
from .reliability_page import summary_rows
from .review import Cell, Review, Version, make_review
from .review_page import make_page, mark
from .rounds import LABELS, UNITS, add_codings, coders_of, head_of, order_for, read_pass, read_sheet
from .sheets import number_sentences
from .show import as_markdown
from .source_writing import append_rows, write_rows
from .sources import Sources
from .terminal import JsonOption, State, TextsOption, commit, fail, out, print_csv, print_table
from .texts import DocumentText, Texts, text_finder
from .transaction import Transaction

round_app = typer.Typer(
    help="Blind coding: what a coder gets, hands in, and what is adopted.", no_args_is_help=True
)
measuring_app = typer.Typer(rich_markup_mode=None)

RoundOption = Annotated[str, typer.Option("--round", help="The round, such as gold-1.")]
CoderOption = Annotated[str, typer.Option("--coder", help="Your row of coders.csv.")]
PassOption = Annotated[str, typer.Option("--pass", help="units or labels.")]


def _sources() -> tuple[Project, Sources]:
    """Return the checkout and what is authored in it, or end with what is wrong."""
    return State.checkout(), sources_or_fail()


def _require_pass(given: str) -> None:
    """End with a message where a pass is none."""
    if given not in (UNITS, LABELS):
        raise typer.BadParameter(f"'{given}': write units or labels", param_hint="--pass")


def adjudicator_of(round_id: str, sources: Sources) -> str | None:
    """Return who adjudicates in a round."""
    for coder in sources.coders.values():
        if coder.round == round_id and coder.role == CoderRole.ADJUDICATOR:
            return coder.coder_id
    return None


def agreed_units(
    project: Project, round_id: str, sources: Sources
) -> Callable[[str], UnitsCoding | None]:
    """Return a function that gives the adjudicated units of a document, or None."""
    coder = adjudicator_of(round_id, sources)
    known = read_pass(project, round_id, UNITS, coder, UnitsCoding) if coder else {}
    return known.get


@round_app.command()
def guidelines(
    pass_: Annotated[str, typer.Option("--pass", help="units, labels or both.")] = "both",
    definitions: Annotated[
        bool, typer.Option("--definitions", help="Definitions alone, for a comparison.")
    ] = False,
) -> None:
    """Print what a coder works from."""
    passes = (UNITS, LABELS) if pass_ == "both" else (pass_,)
    for name in passes:
        _require_pass(name)
    print(make_guidelines(passes, definitions), end="")


@round_app.command()
def sheet(
    round_: RoundOption,
    coder: CoderOption,
    pass_: PassOption = UNITS,
    size: Annotated[int, typer.Option(help="How many documents.", min=1)] = 10,
    texts: TextsOption = None,
) -> None:
    """Print the next texts for a coder, sentence by sentence, and for labels the agreed units."""
    _require_pass(pass_)
    project, sources = _sources()
    require_coder(coder, sources, round_)
    try:
        model = UnitsCoding if pass_ == UNITS else LabelsCoding
        done = read_pass(project, round_, pass_, coder, model)
        agreed = agreed_units(project, round_, sources)
    except ProblemsError as error:
        fail(error.problems)
        return
    drawn = [row.document_id for row in sources.samples if row.round == round_]
    waiting = [name for name in order_for(drawn, round_, coder) if name not in done]
    if pass_ == LABELS:
        waiting = [name for name in waiting if agreed(name) is not None]
    source = Texts(project.find_texts(texts))
    for document_id in waiting[:size]:
        found = source.find(document_id, sources)
        if not isinstance(found, DocumentText):
            print(f"# {document_id}: {found.reason}")
            continue
        item = sources.documents[document_id]
        print(f"== {document_id}")
        print(f"# {sources.publishers[item.publisher_id].name}; {found.title or 'no title'}")
        print(f"# published {item.published_stamp or 'without a stamp'}")
        for line in number_sentences(found.text):
            print(f"# {line}")
        units = agreed(document_id) if pass_ == LABELS else None
        for unit in units.units if units is not None else ():
            words = " + ".join(found.text[start:end] for start, end in unit.evidence)
            print(f"# {unit.id} | {words}")
        print()


@round_app.command()
def add(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The sheet.")],
    round_: RoundOption,
    coder: CoderOption,
    pass_: PassOption = UNITS,
    session: Annotated[str, typer.Option(help="Name of the sitting.")] = "one",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check only.")] = False,
    texts: TextsOption = None,
) -> None:
    """Hand in a sheet of blind codings; what is handed in is never edited."""
    _require_pass(pass_)
    project, sources = _sources()
    require_coder(coder, sources, round_)
    today = date.today()
    find = text_finder(sources, Texts(project.find_texts(texts)))
    transaction = Transaction(project.root)
    try:
        made, problems = read_sheet(
            file.read_text(encoding="utf-8"),
            str(file),
            pass_,
            partial(
                head_of,
                round_id=round_,
                coder_id=coder,
                session=session,
                sources=sources,
                today=today,
            ),
            find,
            agreed_units(project, round_, sources),
            sources,
            today,
        )
        problems += add_codings(project, made, pass_, transaction)
    except ProblemsError as error:
        fail(error.problems)
        return
    if problems:
        fail(problems)
    if not dry_run:
        commit(transaction)
    out.print(f"{len(made)} documents {'would be' if dry_run else 'are'} handed in by {coder}.")


@round_app.command()
def adopt(round_: RoundOption) -> None:
    """Write the record of every adjudicated document that has none yet."""
    project, sources = _sources()
    coder = adjudicator_of(round_, sources)
    if coder is None:
        message = f"no adjudicator of {round_} is registered"
        fail([Problem("datasets/reference/coders.csv", 0, "role", message, "coder")])
        return
    problems: list[Problem] = []
    transaction = Transaction(project.root)
    try:
        units = read_pass(project, round_, UNITS, coder, UnitsCoding)
        labels = read_pass(project, round_, LABELS, coder, LabelsCoding)
    except ProblemsError as error:
        fail(error.problems)
        return
    count = 0
    for document_id in sorted(units.keys() & labels.keys()):
        path = project.record_path(document_id)
        if path.exists():
            continue
        record, found = adopt_record(units[document_id], labels[document_id], sources, date.today())
        problems += found
        if record is not None:
            count += 1
            text = write_record(record, modeline(path, project))
            transaction.write(path, text.encode("utf-8"))
    if problems:
        fail(problems)
    commit(transaction)
    out.print(f"{count} records are written; link their calls, then: diplocalls check")


@measuring_app.command()
def reliability(
    round_: Annotated[str, typer.Option("--round", help="One round alone.")] = "",
    markdown: Annotated[bool, typer.Option("--markdown", help="Print a Markdown table.")] = False,
    export: Annotated[
        str,
        typer.Option(
            help="Print what every coder said of a variable: a row a unit, a column each."
        ),
    ] = "",
    as_json_: JsonOption = False,
) -> None:
    """Measure agreement and error from the raw codings, and print them by variable."""
    project, sources = _sources()
    try:
        if export:
            _export(project, sources, round_ or "gold-1", export)
            return
        published = published_codings(read_records(project, sources.world()))
        figures = cast(list[Reliability], list(measure(project, sources, published)["reliability"]))
    except ProblemsError as error:
        fail(error.problems)
        return
    if round_:
        figures = [figure for figure in figures if figure.round == round_]
    if as_json_:
        print("[" + ",\n".join(figure.model_dump_json() for figure in figures) + "]")
        return
    header, rows = summary_rows(figures)
    if markdown:
        print(as_markdown(header, rows), end="")
    else:
        print_table(header, rows)


def _export(project: Project, sources: Sources, round_id: str, variable: str) -> None:
    """Print one variable wide: a row a unit, a column a coder, as packages for agreement read."""
    if variable not in LABEL_FIELDS:
        hint = nearest(variable, LABEL_FIELDS)
        raise typer.BadParameter(f"'{variable}' is none of {', '.join(LABEL_FIELDS)}{hint}")
    read = LABEL_FIELDS[variable][0]
    codings = [c for c in read_round(project, round_id, sources) if c.labels]
    table: dict[tuple[str, str], dict[str, str]] = {}
    for one in codings:
        for name, coding in one.labels.items():
            for claim in coding.claims:
                value = read(claim)
                said = ";".join(sorted(value)) if isinstance(value, frozenset) else str(value)
                table.setdefault((name, claim.id), {})[one.coder.coder_id] = said
    names = [one.coder.coder_id for one in codings]
    rows = [
        [document_id, key, *(said.get(name, "") for name in names)]
        for (document_id, key), said in sorted(table.items())
    ]
    print_csv(["document_id", "claim_key", *names], rows)


@measuring_app.command()
def evaluate(
    drafts: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="Drafts: records.")],
    split: Annotated[str, typer.Option(help="dev or test.")] = "dev",
    documents: Annotated[
        bool, typer.Option("--documents", help="Print each document's errors; dev alone.")
    ] = False,
    publish: Annotated[
        bool,
        typer.Option("--publish", help="Write what is measured on dev into the quality tables."),
    ] = False,
) -> None:
    """Measure a machine's drafts against the published double codings.

    A run on test prints figures over all its documents alone, and is appended to the ledger; it
    is published, by publisher too, in the quality tables.
    """
    if split not in ("dev", "test"):
        raise typer.BadParameter(f"'{split}': write dev or test", param_hint="--split")
    if split == "test" and documents:
        message = "errors of single documents are not printed for test: nothing is tuned on it"
        fail([Problem("--documents", 0, "", message, "evaluate-test")])
    project, sources = _sources()
    try:
        made = {p.stem: read_record(p, str(p)).record for p in sorted(drafts.rglob("*.yml"))}
        gold = {
            name: read_record(path, project.relative(path)).record
            for name in sources.splits
            if (path := project.record_path(name)).is_file()
        }
        measured = evaluate_drafts(made, gold, Split(split), sources)
        if split == "test":
            rows = ledger_rows(measured, made, gold, sources, date.today())
            append_rows(project, sources, {"test_runs": rows})
            sources = sources_or_fail()
        if split == "test" or publish:
            _publish(project, sources, made, gold, Split(split))
    except ProblemsError as error:
        fail(error.problems)
        return
    lines = [
        (
            m.variable,
            m.statistic.value,
            "" if m.estimate.value is None else f"{m.estimate.value:.3f}",
            f"{m.estimate.low:.2f} to {m.estimate.high:.2f}"
            if m.estimate.low is not None and m.estimate.high is not None
            else "",
            str(m.n_units),
        )
        for m in measured
    ]
    print_table(("variable", "statistic", "agreement", "interval", "units"), lines)
    if split == "test":
        out.print("The run is appended to datasets/register/test_runs.csv; commit it.")
    for name in sorted(gold) if documents else ():
        if sources.splits[name] == Split.DEV:
            for line in errors_of(made[name], gold[name]):
                out.print(f"{name} {line}", markup=False)


def _publish(
    project: Project,
    sources: Sources,
    drafts: Mapping[str, Record],
    gold: Mapping[str, Record],
    split: Split,
) -> None:
    """Put what a drafter is worth on a split in the place of what stood there of it."""
    quality = quality_rows(drafts, gold, split, sources)
    calibration = calibration_rows(drafts, gold, split, sources)
    drafter = quality[0].drafter_id
    changed: dict[str, Sequence[Row]] = {
        "quality": [
            *(r for r in sources.quality if (r.drafter_id, r.split) != (drafter, split)),
            *quality,
        ],
        "calibration": [
            *(r for r in sources.calibration if (r.drafter_id, r.split) != (drafter, split)),
            *calibration,
        ],
    }
    if split == Split.DEV:
        confusions = confusion_rows(drafts, gold, sources)
        changed["confusions"] = [
            *(r for r in sources.confusions if r.drafter_id != drafter),
            *confusions,
        ]
    write_rows(project, sources, changed)


@measuring_app.command()
def review(
    document_id: Annotated[str, typer.Argument(help="Id of a coded document.")],
    html: Annotated[Path | None, typer.Option(help="Write a page here instead.")] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Every field, also where all agree and are sure.")
    ] = False,
    texts: TextsOption = None,
) -> None:
    """Show text, spans, codes and every coder's version of a document, differences marked."""
    project, sources = _sources()
    try:
        versions = versions_of(project, sources, document_id)
    except ProblemsError as error:
        fail(error.problems)
        return
    if not versions:
        message = "has no coding; see: diplocalls show"
        fail([Problem(document_id, 0, "", message, "review")])
    find = text_finder(sources, Texts(project.find_texts(texts)))
    made = make_review(document_id, find(document_id), versions)
    if html is not None:
        html.write_text(make_page(made), encoding="utf-8")
        out.print(f"{html} is written; it holds words of the text: keep it to yourself.")
        return
    print_review(made, every)


def versions_of(project: Project, sources: Sources, document_id: str) -> list[Version]:
    """Return every coding of a document: the record first, then raw codings by coder."""
    versions: list[Version] = []
    for path in (project.record_path(document_id), project.draft_path(document_id)):
        if path.is_file():
            record = read_record(path, project.relative(path)).record
            versions.append(Version(record.coding.coder_id + " (record)", record=record))
    for row in sources.samples:
        if row.document_id != document_id:
            continue
        for coder in sorted({*coders_of(project, row.round, UNITS)}):
            units = read_pass(project, row.round, UNITS, coder, UnitsCoding).get(document_id)
            labels = read_pass(project, row.round, LABELS, coder, LabelsCoding).get(document_id)
            if units is not None or labels is not None:
                versions.append(Version(coder, units, labels))
    return versions


def print_review(made: Review, every: bool) -> None:
    """Print a review for the terminal: of the versions, what differs or is unsure, or all."""

    def table(rows: Sequence[tuple[str, Sequence[Cell]]]) -> None:
        shown = [row for row in rows if every or any(c.differs or c.unsure for c in row[1])]
        if shown:
            print_table(header, [(name, *(mark(cell) for cell in cells)) for name, cells in shown])
        else:
            out.print("    all versions agree and are sure")

    if made.text is None:
        out.print("The text is not at hand.")
    for number, (start, end) in enumerate(made.sentences, 1):
        out.print(f"{number} | {(made.text or '')[start:end]}", markup=False)
    header = ("", *made.versions)
    table(made.facts)
    for claim in made.claims:
        words = " … ".join((made.text or "")[start:end] for start, end in claim.evidence)
        out.print(f"\n{claim.key} {claim.gloss}", style="bold", markup=False)
        if made.text is not None:
            out.print(f"    {words}", markup=False)
        if claim.note:
            out.print(f"    note: {claim.note}", markup=False)
        codes = dict(claim.rows)
        published = [mark(codes[name][0]) for name in ("holder", "act", "topics", "stance")]
        out.print(f"    published: {', '.join(published)}", markup=False)
        table(claim.rows)
    for line in made.extra:
        out.print(line, markup=False)
