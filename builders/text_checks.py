"""Registered documents against the texts at hand: is each there, and is it the registered one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..schema.rules import word_runs
from .canon import canonical_title, text_sha256
from .problems import Problem
from .sources import Sources
from .texts import DocumentText, TextProblem, Texts

REQUIRE_TEXTS = "DIPLOCALLS_REQUIRE_TEXTS"
"""Set to 1 where texts must be at hand: what cannot be checked without them then fails."""


MAX_NAMED = 5
"""So many documents are named in a message; the rest is counted."""


@dataclass
class TextReport:
    """What became of each document's text."""

    verified: list[str] = field(default_factory=list[str])
    missing: list[TextProblem] = field(default_factory=list[TextProblem])
    changed: list[TextProblem] = field(default_factory=list[TextProblem])

    def skipped(self) -> str | None:
        """Say what could not be checked, or None where everything was."""
        if not self.missing:
            return None
        count = len(self.missing)
        ids = ", ".join(problem.document_id for problem in self.missing[:MAX_NAMED])
        more = f" and {count - MAX_NAMED} more" if count > MAX_NAMED else ""
        noun = "text is" if count == 1 else "texts are"
        return f"what needs the text of {ids}{more}, since {count} {noun} not at hand"


def texts_required() -> bool:
    """Say whether the environment asks for texts."""
    return os.environ.get(REQUIRE_TEXTS) == "1"


def check_texts(documents: Iterable[str], sources: Sources, texts: Texts) -> TextReport:
    """Look up the text of every document given."""
    report = TextReport()
    for document_id in documents:
        found = texts.find(document_id, sources)
        if isinstance(found, DocumentText):
            report.verified.append(document_id)
        elif found.changed:
            report.changed.append(found)
        else:
            report.missing.append(found)
    return report


def check_notes_and_titles(
    documents: Iterable[str], sources: Sources, texts: Texts
) -> Iterator[Problem]:
    """Yield notes that share a run of words with the source, and titles unlike their hash.

    Args:
        documents: The documents whose texts are at hand.
        sources: What is registered.
        texts: The texts.
    """
    noted: dict[str, list[tuple[str, str, str]]] = {}
    for row in sources.register:
        noted.setdefault(row.item_id, []).append(("register", row.item_id, row.note or ""))
    for said in sources.screenings:
        key = f"{said.item_id}, {said.coder_id}"
        noted.setdefault(said.item_id, []).append(("screenings", key, said.note or ""))
    for pair in sources.item_pairs:
        for item_id in (pair.item_id, pair.other_item_id):
            key = f"{pair.item_id}, {pair.other_item_id}"
            noted.setdefault(item_id, []).append(("item_pairs", key, pair.note or ""))
    for document_id in documents:
        found = texts.find(document_id, sources)
        if not isinstance(found, DocumentText):
            continue
        yield from _check_title(found, sources)
        notes = noted.get(sources.documents[document_id].item_id, [])
        if not any(note for _, _, note in notes):
            continue
        runs = set(word_runs(found.text))
        for table, key, note in notes:
            shared = next((run for run in word_runs(note) if run in runs), None)
            if shared is not None:
                message = f"shares '{shared}' with the source; write it in your own words"
                shown = f"datasets/register/{table}.csv"
                yield Problem(shown, 0, "note", message, "notes-own-words", key)


def _check_title(found: DocumentText, sources: Sources) -> Iterator[Problem]:
    """Yield a registered title hash that is not that of the title found beside the text."""
    item = sources.documents[found.document_id]
    title = canonical_title(found.title) if found.title else None
    if item.title_sha256 != (text_sha256(title) if title else None):
        shown = "datasets/register/register.csv"
        message = "is not the hash of the title found beside the text"
        yield Problem(shown, 0, "title_sha256", message, "register-title", item.item_id)


def text_problems(report: TextReport, sources: Sources, texts: Texts) -> list[Problem]:
    """Return changed texts as problems and, where texts are required, missing ones too.

    A text that no mirror's commit pins may be missing even then: nothing fixes where it is.
    """
    shown = "datasets/register/register.csv"
    problems = [
        Problem(shown, 0, "text_sha256", p.reason, "text-changed", p.document_id)
        for p in report.changed
    ]
    if not texts_required():
        return problems
    if not texts.folders:
        message = f"{REQUIRE_TEXTS}=1, but no texts are at hand; give --texts or DIPLOCALLS_TEXTS"
        return [*problems, Problem(shown, 0, "", message, "texts-required")]
    for missing in report.missing:
        places = sources.places.get(missing.document_id, ())
        if any(place.source_commit is not None for place in places):
            message = f"{REQUIRE_TEXTS}=1, but {missing.reason}"
            problem = Problem(shown, 0, "", message, "texts-required", missing.document_id)
            problems.append(problem)
    return problems
