"""The commands that look at source texts. Texts stay outside the project and are only read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, cast

import typer

from ..schema.claim_rows import Claim, ClaimEvidence
from ..schema.rules import nearest
from .canon import text_sha256
from .new_record import cut_sentences, find_item
from .problems import Problem, ProblemsError
from .reading_commands import built_tables
from .sources import Sources, read_sources
from .terminal import FilesArgument, State, TextsOption, commit, fail, out
from .text_checks import check_texts
from .texts import DocumentText, Texts, read_items, text_finder
from .transaction import Transaction

texts_app = typer.Typer(
    help="Look at source texts, which stay outside the project.", no_args_is_help=True
)


@texts_app.command("status")
def texts_status(texts: TextsOption = None) -> None:
    """Say for every registered document whether its text is at hand and the registered one."""
    project = State.checkout()
    try:
        sources = read_sources(project)
        source = Texts(project.find_texts(texts))
        report = check_texts(sources.documents, sources, source)
    except ProblemsError as error:
        fail(error.problems)
        return
    for document_id in report.verified:
        out.print(f"{document_id}: at hand, as registered", markup=False)
    for problem in (*report.changed, *report.missing):
        out.print(f"{problem.document_id}: {problem.reason}", markup=False)
    where = " and ".join(map(str, source.folders)) or "nowhere; give --texts"
    out.print(f"{len(report.verified)} of {len(sources.documents)} at hand. Read from {where}.")
    if report.changed:
        raise typer.Exit(1)


@texts_app.command("show")
def texts_show(
    document_id: Annotated[str, typer.Argument(help="Id of a registered document.")],
    texts: TextsOption = None,
) -> None:
    """Print a document's canonical text, sentence by sentence with offsets."""
    project = State.checkout()
    try:
        sources = read_sources(project)
        find_item(document_id, sources)
        print_text(document_id, sources, Texts(project.find_texts(texts)))
    except ProblemsError as error:
        fail(error.problems)


@texts_app.command("find")
def texts_find(
    document_id: Annotated[str, typer.Argument(help="Id of a registered document.")],
    words: Annotated[str, typer.Argument(help="Words of the text, to the letter.")],
    texts: TextsOption = None,
) -> None:
    """Print the offsets of words in a document's canonical text, as a record writes them."""
    project = State.checkout()
    try:
        sources = read_sources(project)
        find_item(document_id, sources)
        text = text_finder(sources, Texts(project.find_texts(texts)))(document_id)
    except ProblemsError as error:
        fail(error.problems)
        return
    if text is None:
        fail([Problem(document_id, 0, "", "its text is not at hand", "text-missing")])
        return
    start = text.find(words) if words else -1
    if start < 0:
        fail([Problem(document_id, 0, "", "the text has no such words", "text-words")])
    while start >= 0:
        out.print(f"[{start}, {start + len(words)}]", markup=False)
        start = text.find(words, start + 1)


@texts_app.command("quote")
def texts_quote(
    claim_id: Annotated[str, typer.Argument(help="Id of a claim, such as us-wh-2021-0001-c01.")],
    context: Annotated[int, typer.Option(min=0, help="Characters shown on either side.")] = 80,
    texts: TextsOption = None,
) -> None:
    """Print the words that a claim rests on, marked in their context, where the text is at hand."""
    project = State.checkout()
    try:
        sources = read_sources(project)
        tables = built_tables()
        claims = cast(Sequence[Claim], tables["claims"])
        claim = next((one for one in claims if one.claim_id == claim_id), None)
        if claim is None:
            known = [one.claim_id for one in claims]
            message = f"no claim '{claim_id}'{nearest(claim_id, known)}"
            fail([Problem("datasets/tables/claims.csv", 0, "claim_id", message, "claim")])
            return
        found = Texts(project.find_texts(texts)).find(claim.document_id, sources)
    except ProblemsError as error:
        fail(error.problems)
        return
    if not isinstance(found, DocumentText):
        fail([Problem(claim.document_id, 0, "", found.reason, "text-missing")])
        return
    evidence = cast(Sequence[ClaimEvidence], tables["claim_evidence"])
    rows = sorted((r for r in evidence if r.claim_id == claim_id), key=lambda r: r.span_no)
    if any(row.text_sha256 != text_sha256(found.text) for row in rows):
        message = "the claim rests on another text than this one; run: diplocalls build"
        fail([Problem(claim_id, 0, "text_sha256", message, "text-changed")])
    out.print(f"{claim_id} ({claim.holder_names or claim.holder}): {claim.gloss}", markup=False)
    for row in rows:
        before, words, after = quote(found.text, row.span_start, row.span_end, context)
        out.print(f"[{row.span_start}, {row.span_end}] {before}>>{words}<<{after}", markup=False)
    out.print(f"From {', '.join(place.url for place in sources.places[claim.document_id])}")


def quote(text: str, start: int, end: int, context: int) -> tuple[str, str, str]:
    """Return what stands before, in and behind a span, on one line each.

    >>> quote("He urged calm.", 3, 13, 3)
    ('He ', 'urged calm', '.')
    """
    parts = text[max(start - context, 0) : start], text[start:end], text[end : end + context]
    before, words, after = (part.replace("\n", " ") for part in parts)
    return before, words, after


@texts_app.command("add")
def texts_add(
    files: FilesArgument,
) -> None:
    """Put files of texts into the local store, which version control ignores."""
    project = State.checkout()
    transaction = Transaction(project.root)
    problems: list[Problem] = []
    for file in files:
        data = file.read_bytes()
        problems += read_items(data, file.name)[1]
        target = project.local_texts / file.name
        known = transaction.writes.get(target, target.read_bytes() if target.exists() else data)
        if known != data:
            message = f"another {file.name} is in the store or among these; rename one"
            problems.append(Problem(str(file), 0, "", message, "texts-store"))
        if file.suffix != ".jsonl":
            problems.append(Problem(str(file), 0, "", "must be named .jsonl", "texts-store"))
        transaction.write(target, data)
    if problems:
        fail(problems)
    commit(transaction)
    out.print(f"{len(files)} files in {project.relative(project.local_texts)}")


def print_text(document_id: str, sources: Sources, texts: Texts) -> None:
    """Print a document's text with the offsets of its sentences, or why it cannot be."""
    found = texts.find(document_id, sources)
    if not isinstance(found, DocumentText):
        out.print(f"Text not shown: {found.reason}.", markup=False)
        return
    for start, end in cut_sentences(found.text):
        out.print(f"[{start}, {end}] {found.text[start:end]}", markup=False)
