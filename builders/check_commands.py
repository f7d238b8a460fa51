"""The commands on reading drafts: give out, hand in, give back. The work is in ``checking``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from ..schema.check_codes import CheckOutcome, PlantKind
from ..schema.check_rows import Check
from ..schema.document_codes import Decision
from ..schema.record import Record
from ..schema.rulebook import find_problems
from ..schema.rules import nearest
from .build import published_codings, read_records
from .check_sheet import read_checked, write_sheet
from .checking import (
    drafts_of,
    give,
    given_again,
    gold_of,
    keep_seed,
    make_queue,
    missing_parts,
    progress,
    read_seed,
    sha256_of,
    take,
)
from .draft_commands import draftable
from .new_record import modeline
from .problems import Problem, ProblemsError
from .project import Project
from .recoding import draw_checked, order, recoding_path
from .records import write_record
from .register_commands import require_coder, sources_or_fail
from .rounds import add_files, head_of
from .sheets import Trouble, split_sheet
from .source_writing import write_rows
from .sources import Sources
from .terminal import State, TextsOption, commit, err, fail, out, print_table
from .texts import DocumentText, Texts, text_finder
from .transaction import Transaction

check_next_app = typer.Typer(rich_markup_mode=None)
checking_app = typer.Typer(
    help="Reading drafts: hand in, give back, see how far it is.", no_args_is_help=True
)

BatchOption = Annotated[str, typer.Option("--batch", help="The batch, such as check-1.")]
CheckerOption = Annotated[str, typer.Option("--coder", help="Your row of coders.csv.")]
SeedOption = Annotated[
    str | None,
    typer.Option(
        help="What draws of planted errors rest on, for whoever runs the batch; the checker does "
        "not know it. Default: drawn by the machine and kept out of sight."
    ),
]


@check_next_app.command("check-next")
def check_next(
    coder: CheckerOption,
    documents: Annotated[
        list[str] | None,
        typer.Argument(
            help="Give out just these registered documents, in whatever language: without drafts, "
            "planted errors or sound codings. Default: what is next."
        ),
    ] = None,
    batch: Annotated[
        str | None, typer.Option("--batch", help="Name of the batch. Default: the next number.")
    ] = None,
    size: Annotated[int, typer.Option(help="How many documents.", min=1, max=60)] = 1,
    to: Annotated[
        Path | None, typer.Option(help="File for the sheet. Default: it is printed.")
    ] = None,
    undrafted: Annotated[
        bool,
        typer.Option(
            "--undrafted", help="Only documents that no draft could be made of: bare texts."
        ),
    ] = False,
    seed: SeedOption = None,
    texts: TextsOption = None,
) -> None:
    """Give out the next documents to be read: text and draft, a sheet to correct.

    Leaders' calls come first, then ministers', then advisers', doubtful drafts first within each.
    What was given and not handed in is given to nobody else; asked again for a batch that is out,
    the command prints it again. In one of ten drafts there is a planted error, and one of twenty
    is an adjudicated coding: read as if every draft were wrong.
    """
    project, sources = State.checkout(), sources_or_fail()
    require_coder(coder, sources)
    out_now = [
        row
        for row in sources.checks
        if row.checker_id == coder
        and row.outcome == CheckOutcome.SERVED
        and batch in (None, row.batch)
    ]
    name = out_now[0].batch if out_now else batch or next_batch(sources)
    if not out_now and any(row.batch == name for row in sources.checks):
        message = "was given out before; name another, or none"
        fail([Problem("--batch", 0, name, message, "check-batch")])
    find = text_finder(sources, Texts(project.find_texts(texts)))
    try:
        drafts, gold = drafts_of(project), gold_of(project, sources)
        if out_now:
            kept = read_seed(project, name, seed) or ""
            rows = [row for row in out_now if row.batch == name]
            given = list(given_again(rows, kept, drafts, gold, find, sources))
        else:
            coded = {path.stem for path in project.coding.rglob("*.yml")}
            names = [n for n in draftable(sources) if n not in coded and find(n) is not None]
            if undrafted:
                names, gold = [n for n in names if n not in drafts], {}
            if documents:
                names, size = _named(documents, sources, coded, find), len(documents)
                drafts, gold = {}, {}
            queue = make_queue(names, drafts, sources, coder)
            kept = keep_seed(project, name, seed)
            given = give(size, name, coder, kept, queue, gold, find, sources, date.today())
            if not given:
                out.print("Nothing waits to be read.")
                return
            checks = [*sources.checks, *(one.check for one in given)]
            write_rows(project, sources, {"checks": checks})
    except ProblemsError as error:
        fail(error.problems)
        return
    ordered = sorted(given, key=lambda g: g.check.position)
    shown = {one.check.document_id: one.shown for one in ordered}
    lines = list(sheet_lines(list(shown), shown, Texts(project.find_texts(texts)), sources))
    if to is None:
        print("\n".join(lines))
    else:
        to.write_text("\n".join(lines) + "\n", encoding="utf-8")
        out.print(f"{name}: {len(given)} documents for {coder} are in {to}.")


def sheet_lines(
    names: Sequence[str], shown: Mapping[str, Record | None], source: Texts, sources: Sources
) -> Iterator[str]:
    """Yield the lines of a sheet: text and, where there is one, draft of each document."""
    for name in names:
        found = source.find(name, sources)
        if not isinstance(found, DocumentText):
            err.print(f"{name}: {found.reason}", markup=False)
            continue
        item = sources.documents[name]
        head = (
            f"{sources.publishers[item.publisher_id].name}; {found.title or 'no title'}",
            f"published {item.published_stamp or 'without a stamp'}",
        )
        yield from write_sheet(name, found.text, head, shown.get(name))
        yield ""


def _named(
    documents: Sequence[str],
    sources: Sources,
    coded: Collection[str],
    find: Callable[[str], str | None],
) -> list[str]:
    """Return documents asked for by id.

    Raises:
        ProblemsError: if any is unknown, out, coded already or not at hand.
    """
    problems: list[Problem] = []
    for name in documents:
        item = sources.documents.get(name)
        if item is None:
            message = f"is not registered{nearest(name, sources.documents)}"
        elif item.decision != Decision.IN:
            message = f"its decision is '{item.decision}'; only what is in is coded"
        elif name in coded:
            message = "has a coding; a coding is never overwritten"
        elif find(name) is None:
            message = "its text is not at hand; give --texts"
        else:
            continue
        problems.append(Problem(name, 0, "", message, "check-document"))
    if problems:
        raise ProblemsError(problems)
    return list(documents)


def next_batch(sources: Sources) -> str:
    """Return the name of the next batch."""
    numbers = [int(row.batch.rpartition("-")[2]) for row in sources.checks]
    return f"check-{max(numbers, default=0) + 1}"


@checking_app.command()
def add(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The sheet.")],
    coder: CheckerOption,
    batch: BatchOption,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check only its form.")] = False,
    seed: SeedOption = None,
    texts: TextsOption = None,
) -> None:
    """Hand in a read batch, whole: it becomes codings, unless a planted error was left in it.

    A dry run says what is wrong with the sheet and nothing about what was planted.
    """
    project, sources = State.checkout(), sources_or_fail()
    require_coder(coder, sources)
    rows = [
        row
        for row in sources.checks
        if row.batch == batch and row.checker_id == coder and row.outcome == CheckOutcome.SERVED
    ]
    if not rows:
        message = f"nothing of it is with {coder}"
        fail([Problem("--batch", 0, batch, message, "check-batch")])
    kept = read_seed(project, batch, seed)
    if kept is None:
        message = "the seed of this batch is lost; give --seed, or give the batch back"
        fail([Problem("--seed", 0, batch, message, "check-seed")])
        return
    find = text_finder(sources, Texts(project.find_texts(texts)))
    today = date.today()
    try:
        drafts, gold = drafts_of(project), gold_of(project, sources)
        stale = [
            Problem(row.document_id, 0, "", "its draft is another than was given", "check-draft")
            for row in rows
            if row.draft_sha256 is not None
            and sha256_of(drafts[row.document_id]) != row.draft_sha256
        ]
        given = list(given_again(rows, kept, drafts, gold, find, sources))
        shown = {one.check.document_id: one.shown for one in given}
        handed_in, problems = _read(file, batch, coder, shown, sources, texts, project, today)
    except ProblemsError as error:
        fail(error.problems)
        return
    problems += stale
    waiting: list[Problem] = []
    if dry_run:  # who hands in enters persons; a checker cannot
        waiting = [problem for problem in problems if problem.rule == "adopt-person"]
        problems = [problem for problem in problems if problem.rule != "adopt-person"]
    if not dry_run and not problems:
        problems += missing_parts(rows, handed_in)
    if problems:
        fail(problems)
    if dry_run:
        for problem in waiting:
            err.print(f"Not wrong, to be entered when it is handed in: {problem}", markup=False)
        known = {problem.subject for problem in waiting}
        out.print(f"{len(handed_in) + len(known)} of {len(rows)} documents are in good form.")
        return
    taken = take(given, handed_in, today)
    mine = {(row.batch, row.document_id): row for row in taken.checks}
    checks = [mine.get((row.batch, row.document_id), row) for row in sources.checks]
    transaction = Transaction(project.root)
    for record in taken.records:
        path = project.record_path(record.document_id)
        if path.exists():
            message = "was coded meanwhile; a coding is never overwritten"
            fail([Problem(project.relative(path), 0, "", message, "record-exists")])
        transaction.write(path, write_record(record, modeline(path, project)).encode("utf-8"))
    try:
        plants = [*sources.plants, *taken.plants]
        write_rows(project, sources, {"checks": checks, "plants": plants})
    except ProblemsError as error:
        fail(error.problems)
        return
    commit(transaction)
    errors = [row for row in taken.plants if row.kind != PlantKind.SOUND]
    n_caught = sum(bool(row.caught) for row in errors)
    out.print(
        f"{len(taken.records)} documents taken over; {n_caught} of {len(errors)} planted errors "
        f"caught; {sum(c.outcome == CheckOutcome.READ_AGAIN for c in taken.checks)} to read again."
    )


def _read(
    file: Path,
    batch: str,
    coder: str,
    shown: Mapping[str, Record | None],
    sources: Sources,
    texts: Path | None,
    project: Project,
    today: date,
) -> tuple[dict[str, Record], list[Problem]]:
    """Return the codings of a sheet by document, and all that is wrong with it."""
    import dataclasses

    trouble = Trouble(str(file))
    made: dict[str, Record] = {}
    source = Texts(project.find_texts(texts))
    for part in split_sheet(file.read_text(encoding="utf-8"), trouble):
        name = part.document_id
        if name not in shown:
            trouble.add(part.line, "", f"'{name}' is not of this batch", "check-batch")
            continue
        found = source.find(name, sources)
        if not isinstance(found, DocumentText):
            trouble.add(part.line, "", found.reason, "text-missing", name)
            continue
        head = head_of(name, batch, coder, batch, sources, today)
        record = read_checked(part, found.text, head, shown[name], sources, today, trouble)
        if record is None:
            continue
        world = dataclasses.replace(
            sources.world(), text=found.text, title=found.title, today=today
        )
        for finding in find_problems(record, world):
            where = ".".join(str(step) for step in finding.path)
            subject = name
            if finding.path and finding.path[0] == "claims" and isinstance(finding.path[1], int):
                claim = (record.claims or [])[finding.path[1]]
                origin = (claim.from_draft or "new").rpartition("-")[2]
                start, end = claim.evidence[0]
                subject = f"{name} {origin} ({found.text[start : min(end, start + 40)]}...)"
            trouble.add(part.line, where, finding.message, finding.rule, subject)
        made[name] = record
    return made, trouble.problems


RoundOption = Annotated[str, typer.Option("--round", help="The round, such as recode-1.")]


@checking_app.command()
def recode(
    round_: RoundOption,
    coder: CheckerOption,
    to: Annotated[Path, typer.Option(help="File for the sheet.")],
    part: Annotated[int, typer.Option(help="Which part of the sample, from 1.", min=1)] = 1,
    parts: Annotated[int, typer.Option(help="In how many parts it goes out.", min=1)] = 1,
    size: Annotated[int, typer.Option(help="How many documents to draw.", min=1)] = 40,
    seed: Annotated[str, typer.Option(help="What the draw rests on.")] = "411",
    texts: TextsOption = None,
) -> None:
    """Give out checked documents to be coded again, blind, from the bare text.

    Drawn once a round; asked again, the sample that is there is given out.
    """
    project, sources = State.checkout(), sources_or_fail()
    require_coder(coder, sources)
    sample = [row for row in sources.samples if row.round == round_]
    try:
        if not sample:
            records = read_records(project, sources.world())
            statuses = {name: r.coding.status for name, r in published_codings(records).items()}
            sample = draw_checked(sources, statuses, round_, size, seed)
            rows = sorted([*sources.samples, *sample], key=lambda r: (r.round, r.document_id))
            write_rows(project, sources, {"samples": rows})
    except ProblemsError as error:
        fail(error.problems)
        return
    mine = order(sample, part - 1, parts)
    source = Texts(project.find_texts(texts))
    to.write_text("\n".join(sheet_lines(mine, {}, source, sources)) + "\n", encoding="utf-8")
    out.print(f"{round_}: {len(mine)} of {len(sample)} documents for {coder} are in {to}.")


@checking_app.command()
def recoded(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The sheet.")],
    round_: RoundOption,
    coder: CheckerOption,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check only its form.")] = False,
    texts: TextsOption = None,
) -> None:
    """Hand in blind recodings of checked documents; they are kept as they are and measured."""
    project, sources = State.checkout(), sources_or_fail()
    require_coder(coder, sources)
    sample = {row.document_id: None for row in sources.samples if row.round == round_}
    try:
        handed_in, problems = _read(
            file, round_, coder, sample, sources, texts, project, date.today()
        )
        transaction = Transaction(project.root)
        files = {
            recoding_path(project, round_, coder, name): write_record(record).encode("utf-8")
            for name, record in handed_in.items()
        }
        problems += add_files(project, round_, files, transaction)
    except ProblemsError as error:
        fail(error.problems)
        return
    if problems:
        fail(problems)
    if not dry_run:
        commit(transaction)
    done = "are in good form" if dry_run else f"are kept in {round_}"
    out.print(f"{len(handed_in)} documents {done}.")


@checking_app.command()
def release(coder: CheckerOption, batch: BatchOption) -> None:
    """Give back what was given out and not handed in."""
    project, sources = State.checkout(), sources_or_fail()
    changed = 0
    checks: list[Check] = []
    for row in sources.checks:
        mine = row.batch == batch and row.checker_id == coder
        if mine and row.outcome == CheckOutcome.SERVED:
            changed += 1
            row = row.model_copy(update={"outcome": CheckOutcome.RELEASED})
        checks.append(row)
    try:
        write_rows(project, sources, {"checks": checks})
    except ProblemsError as error:
        fail(error.problems)
    out.print(f"{changed} documents are given back.")


@checking_app.command("progress")
def show_progress() -> None:
    """Print how much is read, by publisher and rank, and how many planted errors were caught."""
    project, sources = State.checkout(), sources_or_fail()
    try:
        records = read_records(project, sources.world())
        drafts = drafts_of(project)
    except ProblemsError as error:
        fail(error.problems)
        return
    statuses = {name: r.coding.status for name, r in published_codings(records).items()}
    rows = progress(draftable(sources), drafts, sources, statuses)
    cells = [(p, rank, str(n), str(read), str(now)) for p, rank, n, read, now in rows]
    sums = [str(sum(row[at] for row in rows)) for at in (2, 3, 4)]  # type: ignore[misc]
    cells.append(("all", "", *sums))  # type: ignore[arg-type]
    print_table(("publisher", "rank", "documents", "read", "with a checker"), cells)
    n_planted: Counter[str] = Counter(r.kind.value for r in sources.plants)
    n_caught: Counter[str] = Counter(r.kind.value for r in sources.plants if r.caught)
    kinds = [k for k in n_planted if k != PlantKind.SOUND.value]
    table = [(k, str(n_planted[k]), str(n_caught[k])) for k in sorted(kinds)]
    table.append(("all", str(sum(n_planted[k] for k in kinds)), str(sum(n_caught.values()))))
    print_table(("planted", "errors", "caught"), table)
    sound = [row for row in sources.plants if row.kind == PlantKind.SOUND]
    n_sound, n_changed = sum(r.n_sound or 0 for r in sound), sum(r.n_changed or 0 for r in sound)
    if n_sound:
        share = n_changed / n_sound
        out.print(f"Sound codes wrongly changed: {n_changed} of {n_sound} ({share:.3f}).")
