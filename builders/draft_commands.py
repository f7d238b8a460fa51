"""The commands of the drafter: draft texts, train its weights. The work is in ``drafting``."""

from __future__ import annotations

import dataclasses
import itertools
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from ..schema.check_codes import CheckOutcome
from ..schema.document_codes import CodingStatus, Decision, LineEnds, StampZone, TextForm
from ..schema.fields import CANON_VERSION
from ..schema.record import ClaimFacts, Record
from ..schema.register_rows import CallLink, RegisterItem
from ..schema.round_codes import Split
from ..schema.rulebook import find_problems
from ..schema.rules import World, nearest
from .build import read_records
from .canon import CanonError, canonicalise, text_sha256
from .csv_rows import write_csv
from .drafting.assistant import Endpoint, propose
from .drafting.draft import Draft, DraftError, Source
from .drafting.draft import draft as draft_text
from .drafting.knowledge import FILES, Knowledge, by_feature, read_knowledge
from .linking import propose_links
from .new_record import modeline
from .problems import Problem, ProblemsError
from .project import Project
from .records import write_record
from .register_commands import sources_or_fail
from .sources import Sources
from .terminal import State, TextsOption, commit, err, fail, out, show_progress
from .texts import DocumentText, Texts, read_items
from .transaction import Transaction

draft_app = typer.Typer(rich_markup_mode=None)

EMPTY = World({}, {}, {}, {}, {})
FORMS = {".md": TextForm.MARKDOWN, ".html": TextForm.HTML, ".htm": TextForm.HTML}
"""The form of a text by the ending of its file; any other is plain."""


def local_day(item: RegisterItem, sources: Sources) -> date | None:
    """Return the day of publication in the issuer's capital."""
    publisher = sources.publishers[item.publisher_id]
    if item.published_utc is not None and item.stamp_zone == StampZone.UTC:
        return item.published_utc.astimezone(ZoneInfo(publisher.local_zone)).date()
    return item.published_date


def registered_source(document_id: str, sources: Sources, texts: Texts) -> Source | None:
    """Return a registered document as the drafter wants it; without its text, None."""
    item = sources.documents[document_id]
    found = texts.find(document_id, sources)
    if not isinstance(found, DocumentText):
        return None
    publisher = sources.publishers[item.publisher_id]
    native = item.language in publisher.languages.split(";")[:1] and publisher.entity_id in (
        "USA",
        "AUS",
    )
    return Source(
        document_id=document_id,
        text=found.text,
        title=found.title,
        published=local_day(item, sources),
        publisher_id=item.publisher_id,
        own=[publisher.entity_id],
        canon=item.canon_version,
        sha256=item.text_sha256,
        scope=str(item.scope) if item.scope is not None else None,
        n_calls=item.n_separate_calls,
        translation_status="original" if native else "issuer_translation",
    )


def draftable(sources: Sources) -> list[str]:
    """Return the English documents whose claims are to be coded."""
    return sorted(
        name
        for name, item in sources.documents.items()
        if item.decision == Decision.IN and item.language == "en"
    )


@draft_app.command()
def draft(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            help="Ids of registered documents, or files (JSONL, .md, .html, plain text; - reads "
            "standard input). Default: every English document that is in and has no coding."
        ),
    ] = None,
    to: Annotated[
        Path | None, typer.Option(help="Folder that drafts are written to. Default: none written.")
    ] = None,
    split: Annotated[
        str | None, typer.Option(help="All documents of a split (dev or test), coded or not.")
    ] = None,
    side: Annotated[
        str | None, typer.Option(help="Whose text it is, for a file: an entity id such as USA.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="The title of a file's text.")] = None,
    published: Annotated[
        str | None, typer.Option(help="Day of publication of a file's text: 2022-05-04.")
    ] = None,
    folds: Annotated[
        int,
        typer.Option(
            help="With --split dev: draft each of so many folds with weights learned from the "
            "others, so that what was learned is not measured on itself."
        ),
    ] = 0,
    explain: Annotated[
        bool, typer.Option("--explain", help="Print each claim with its cue and the rule behind.")
    ] = False,
    assistant: Annotated[
        str | None,
        typer.Option(
            help="Let a language model propose instead: base address of an endpoint in the common "
            "chat form, such as http://localhost:8000/v1. The texts are sent there. A key is read "
            "from DIPLOCALLS_ASSISTANT_KEY."
        ),
    ] = None,
    model: Annotated[str, typer.Option(help="Name of the model, with --assistant.")] = "",
    as_unknown: Annotated[
        bool,
        typer.Option(
            "--as-unknown",
            help="Draft registered texts as if nothing were registered of them but title, stamp "
            "and issuer: what a text that nobody has seen would get.",
        ),
    ] = False,
    texts: TextsOption = None,
) -> None:
    """Propose full codings of texts: who spoke, what was claimed, under which rules.

    A draft is a machine's proposal and says so; a coder decides. Texts that no draft can be made
    of are named with the reason, the others are written all the same. Into datasets/drafts come
    only drafts that break no rule of the codebook.
    """
    project = State.checkout()
    try:
        know = read_knowledge(project)
        given = list(_sources(project, what or [], split, side, title, published, texts, know))
        knows = _fold_knowledge(project, know, split, folds, texts)
    except (ProblemsError, OSError, ValueError) as error:
        problems = error.problems if isinstance(error, ProblemsError) else None
        fail(list(problems) if problems else [Problem("", 0, "", str(error), "draft-input")])
        return
    inside = to is None or to.resolve().is_relative_to(project.root)
    if to is not None and not inside:
        to.mkdir(parents=True, exist_ok=True)
    published_too = to is not None and to.resolve() == project.drafts.resolve()
    world = sources_or_fail().world() if published_too else EMPTY
    endpoint = None
    if assistant is not None:
        if not model:
            fail([Problem("--model", 0, "", "name the model that is to propose", "assistant")])
        endpoint = Endpoint(assistant, model, os.environ.get("DIPLOCALLS_ASSISTANT_KEY"))
    if as_unknown:
        given = [dataclasses.replace(one, scope=None, n_calls=None) for one in given]
    transaction = Transaction(project.root if inside or to is None else to.resolve())
    made = 0
    failed: list[Problem] = []
    by_path = {Path(source.document_id): source for source in given}
    for path in show_progress(list(by_path), "Drafting"):
        source = by_path[path]
        try:
            if endpoint is not None:
                record = propose(source, endpoint, sources_or_fail(), date.today())
                proposal = Draft(record)
            else:
                proposal = draft_text(source, knows.get(source.document_id, know), date.today())
        except DraftError as error:
            failed.append(Problem(source.document_id, 0, "", str(error), "draft"))
            continue
        if source.document_id in world.register:
            whole = dataclasses.replace(
                world, text=source.text, title=source.title, today=date.today()
            )
            broken = [f"{f.message} [{f.rule}]" for f in find_problems(proposal.record, whole)]
            if broken:
                failed.append(Problem(source.document_id, 0, "", broken[0], "draft"))
                continue
        made += 1
        if to is not None:
            goal = to.resolve() / project.record_name(source.document_id)
            line = modeline(goal, project) if goal.is_relative_to(project.root) else None
            transaction.write(goal, write_record(proposal.record, line).encode("utf-8"))
        if explain or to is None:
            for shown in explanation(proposal, source):
                out.print(shown, markup=False, highlight=False)
    if to is not None:
        commit(transaction)
    for problem in failed:
        err.print(str(problem), markup=False)
    out.print(f"{made} of {len(given)} texts drafted.")
    if given and not made:
        sys.exit(1)


def _fold_knowledge(
    project: Project, know: Knowledge, split: str | None, folds: int, folder: Path | None
) -> dict[str, Knowledge]:
    """Return, by document, what the drafter knows without having learned from its fold.

    A template group stays in one fold.

    Raises:
        ValueError: if folds are asked for another split than dev.
    """
    if folds < 2:
        return {}
    if split != Split.DEV.value:
        raise ValueError("folds are for --split dev, which is learned from")
    from .drafting.train import fold_names, learn

    sources = sources_or_fail()
    coded = learning_material(project, sources, Texts(project.find_texts(folder)))
    group_of = grouping(sources)
    made: dict[str, Knowledge] = {}
    for held in fold_names(coded, folds, group_of):
        rest = {name: pair for name, pair in coded.items() if name not in held}
        weights, _ = learn(rest, read_knowledge(project, without_weights=True), group_of)
        made |= dict.fromkeys(held, dataclasses.replace(know, weights=by_feature(weights)))
    return made


def explanation(proposal: Draft, source: Source) -> Iterator[str]:
    """Yield the lines that say what a draft proposes and why, evidence in its place."""
    for call in proposal.record.calls:
        yield (
            f"{source.document_id} call {call.key}: {', '.join(call.sides)}, {call.date_first} "
            f"({call.date_basis}), {call.mode}, {call.format}"
        )
        for part in call.participants:
            named = part.person or part.name_printed or part.role.value
            title = part.title_printed or "no title"
            yield f"  {part.side}: {named}, {title} ({part.office_class})"
    claims = proposal.record.claims or []
    for claim, labels in itertools.zip_longest(claims, proposal.labels):
        cue = source.text[claim.cue[0] : claim.cue[1]] if claim.cue else "no cue"
        yield (
            f"  {claim.id} {claim.holder} ({', '.join(claim.holder_sides) or '-'}) {claim.act} "
            f"{', '.join(claim.topics)} stance {claim.stance}"
            + (f" {claim.target_role} {', '.join(claim.targets)}" if claim.targets else "")
        )
        because = "; ".join(labels.reasons) if labels is not None else "a model says so"
        sure = ", ".join(
            f"{name[2:]} {value:.2f}"
            for name in ClaimFacts.model_fields
            if name.startswith("p_") and (value := getattr(claim, name)) is not None
        )
        yield f"      cue: {cue}; because: {because}" + (f"; sure: {sure}" if sure else "")
        for start, end in claim.evidence:
            yield f"      [{start}, {end}) {source.text[start:end]}"


def _sources(
    project: Project,
    what: Sequence[str],
    split: str | None,
    side: str | None,
    title: str | None,
    published: str | None,
    folder: Path | None,
    know: Knowledge,
) -> Iterator[Source]:
    """Yield what is to be drafted."""
    files = [name for name in what if name == "-" or Path(name).is_file()]
    if files:
        for name in files:
            yield from _file_sources(name, side, title, published, know)
    ids = [name for name in what if name not in files]
    if files and not ids:
        return
    sources = sources_or_fail()
    unknown = [name for name in ids if name not in sources.documents]
    if unknown:
        raise ProblemsError(
            [
                Problem(
                    name,
                    0,
                    "",
                    f"no such document or file{nearest(name, sources.documents)}",
                    "draft",
                )
                for name in unknown
            ]
        )
    if split is not None:
        ids = sorted(n for n, found in sources.splits.items() if found == Split(split))
    elif not ids:
        coded = {path.stem for path in project.coding.rglob("*.yml")}
        ids = [name for name in draftable(sources) if name not in coded]
    texts = Texts(project.find_texts(folder))
    missing = 0
    for name in ids:
        source = registered_source(name, sources, texts)
        if source is None:
            missing += 1
            continue
        yield source
    if missing:
        err.print(f"Skipped: the texts of {missing} documents are not at hand.")


def _file_sources(
    name: str, side: str | None, title: str | None, published: str | None, know: Knowledge
) -> Iterator[Source]:
    """Yield the texts of one file, JSONL or a single text."""
    data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    if name.endswith(".jsonl"):
        items, problems = read_items(data, name)
        if problems:
            raise ProblemsError(problems)
        for number, item in enumerate(items, 1):
            own = side or _side_of(item.country, know)
            day = date.fromisoformat(item.published[:10]) if item.published else None
            text = canonicalise(item.text, TextForm.MARKDOWN, LineEnds.PARAGRAPH, (), item.title)
            yield _loose(text, own, item.title, day, number, name)
        return
    try:
        raw = data.decode("utf-8")
        form = FORMS.get(Path(name).suffix.lower(), TextForm.PLAIN)
        text = canonicalise(raw, form, LineEnds.PARAGRAPH, (), title)
    except (UnicodeDecodeError, CanonError) as error:
        raise ProblemsError(
            [Problem(name, 0, "", f"is no text in UTF-8: {error}", "draft")]
        ) from None
    day = date.fromisoformat(published) if published else None
    yield _loose(text, side, title, day, 1, name)


def _side_of(country: str | None, know: Knowledge) -> str | None:
    """Return the entity that a country's name in a found item means."""
    return next((e.entity_id for e in know.entities.values() if e.name == country), None)


def _loose(
    text: str, own: str | None, title: str | None, day: date | None, number: int, name: str
) -> Source:
    """Return a text that is not registered as the drafter wants it."""
    if own is None:
        message = "whose text is it? Give --side with an entity id, such as USA"
        raise ProblemsError([Problem(name, 0, "side", message, "draft")])
    year = day.year if day is not None else 2000
    return Source(
        document_id=f"zz-loose-{year}-{number:04}",
        text=text,
        title=title,
        published=day,
        publisher_id=None,
        own=[own],
        canon=CANON_VERSION,
        sha256=text_sha256(text),
    )


@draft_app.command()
def train(
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail where the weights would change.")
    ] = False,
    texts: TextsOption = None,
) -> None:
    """Learn the drafter's weights from the codings, never from the test split.

    Needs the texts. The weights are written as a sorted table with the hash of what they were
    learned from; drafting only reads them.
    """
    from .drafting.train import learn

    project = State.checkout()
    sources = sources_or_fail()
    try:
        coded = learning_material(project, sources, Texts(project.find_texts(texts)))
        know = read_knowledge(project, without_weights=True)
        weights, training = learn(coded, know, grouping(sources))
    except ProblemsError as error:
        fail(error.problems)
        return
    transaction = Transaction(project.root)
    for name, rows in (("weights", weights), ("training", training)):
        transaction.write(project.knowledge / f"{name}.csv", write_csv(FILES[name][0], rows))
    if check:
        stale = [path for path, data in transaction.writes.items() if path.read_bytes() != data]
        if stale:
            names = ", ".join(project.relative(path) for path in stale)
            fail(
                [
                    Problem(
                        names, 0, "", "is not what training makes; run: diplocalls train", "train"
                    )
                ]
            )
        out.print("The weights are what training makes.")
        return
    commit(transaction)
    out.print(f"{len(weights)} weights, learned from {len(coded)} documents.")


def grouping(sources: Sources) -> Callable[[str], str]:
    """Return a function that gives what a document is kept in one fold by: its template group."""
    return lambda name: sources.documents[name].template_group or name


def learning_material(
    project: Project, sources: Sources, texts: Texts
) -> dict[str, tuple[Record, Source]]:
    """Return the codings that may be learned from: the dev split, and what checkers decided.

    None of the test split is among them, nor of its template groups or calls.

    Raises:
        ProblemsError: if a text is not at hand: fewer documents make other weights.
    """
    held = {
        sources.documents[name].template_group or name
        for name, split in sources.splits.items()
        if split == Split.TEST
    }
    test_calls = {
        link.call_id
        for link in sources.call_links.values()
        if sources.splits.get(link.document_id) == Split.TEST
    }
    same_call = {
        link.document_id for link in sources.call_links.values() if link.call_id in test_calls
    }
    wanted = {name for name, split in sources.splits.items() if split == Split.DEV}
    wanted |= {row.document_id for row in sources.checks if row.outcome == CheckOutcome.TAKEN}
    coded: dict[str, tuple[Record, Source]] = {}
    missing: list[Problem] = []
    for record in read_records(project, sources.world()):
        name = record.document_id
        item = sources.documents[name]
        if record.coding.status == CodingStatus.DRAFT or name not in wanted:
            continue
        if name in same_call or (item.template_group or name) in held:
            continue
        if item.language != "en" or not any(p.source_commit for p in sources.places[name]):
            continue  # a text that no mirror pins is at hand for few: all must make these weights
        source = registered_source(name, sources, texts)
        if source is not None:
            coded[name] = (record, source)
        else:
            message = "cannot be learned from: its text is not at hand"
            missing.append(Problem(name, 0, "", message, "train"))
    if missing:
        raise ProblemsError(missing)
    return coded


@draft_app.command()
def link() -> None:
    """Propose a call for every draft or coding that has none; decided links stay as they are.

    Two documents report one call where they share sides, day (or the next) and persons.
    """
    project = State.checkout()
    sources = sources_or_fail()
    try:
        records = read_records(project, sources.world())
        taken = [
            row.retired_id for row in sources.retired_ids if row.retired_id.startswith("call-")
        ]
        made = propose_links(records, sources.call_links, taken)
        transaction = Transaction(project.root)
        rows = sorted(
            [*sources.call_links.values(), *made], key=lambda row: (row.document_id, row.call_key)
        )
        transaction.write(project.register / "call_links.csv", write_csv(CallLink, rows))
    except ProblemsError as error:
        fail(error.problems)
        return
    commit(transaction)
    out.print(f"{len(made)} links proposed, {len(rows) - len(made)} were there.")
