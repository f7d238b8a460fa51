"""A fresh record for a registered document: what is registered filled in, the rest is null.

And the text beside it, cut into sentences with their offsets, for the coder who fills it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ..schema.document_codes import Decision
from ..schema.fields import CODEBOOK_VERSION
from ..schema.register_rows import RegisterItem
from ..schema.rules import nearest
from .problems import Problem, ProblemsError
from .project import Project
from .records import MODELINE
from .sources import Sources

REGISTER = "datasets/register/register.csv"

CLAIM = """- id: {key}
  holder: null
  holder_sides: []
  holder_persons: []
  act: null
  topics: []
  targets: []
  target_role: null
  stance: null
  certainty: null
  iteration: null
  commitment: null
  content: null
  said_in_call: null
  cue: null
  evidence: []
  gloss: null
  confidence: null
  unsure: []
  note: null
"""

CALL = """- key: {key}
  sides: [{side}]
  date_first: null
  date_last: null
  date_precision: null
  date_basis: null
  scope: {scope}
  format: null
  mode: null
  secure: null
  initiator: null
  duration_minutes: null
  tone: []
  next_contact: null
  participants:
  - side: {side}
    state: null
    person: null
    office: null
    office_class: null
    office_status: null
    role: null
    name_printed: null
    title_printed: null
    note: null
  note: null
"""

RECORD = """document_id: {document_id}
codebook_version: {codebook}
coding:
  status: null
  coder_id: {coder}
  date: {today}
text:
  basis: null
  canon: {canon}
  sha256: '{sha256}'
  n_chars: {n_chars}
document:
  doc_type: null
  issue_form: null
  issuing_sides: [{side}]
  translation_status: null
note: null
calls:
{calls}claims:
{claims}"""


def find_item(document_id: str, sources: Sources) -> RegisterItem:
    """Return the register row of a document.

    Raises:
        ProblemsError: if it is not registered, naming the nearest ones.
    """
    item = sources.documents.get(document_id)
    if item is None:
        gone = {row.retired_id: row for row in sources.retired_ids}.get(document_id)
        if gone is not None:
            instead = f"; see {gone.replaced_by}" if gone.replaced_by is not None else ""
            message = f"'{document_id}' is retired{instead}"
            raise ProblemsError([Problem(REGISTER, 0, "document_id", message, "registered")])
        hint = nearest(document_id, sources.documents)
        message = f"'{document_id}' is not registered; run: diplocalls register FILE{hint}"
        raise ProblemsError([Problem(REGISTER, 0, "document_id", message, "registered")])
    return item


def draw_up_record(
    item: RegisterItem, sources: Sources, coder: str, path: Path, project: Project
) -> str:
    """Return a fresh record: null stands where the coder has to decide.

    Raises:
        ProblemsError: if the document is not screened in, the coder is unknown or the record
            is there already.
    """
    problems: list[Problem] = []
    if item.decision != Decision.IN:
        message = f"is '{item.decision}' in the register; only documents in are coded"
        problems.append(Problem(REGISTER, 0, "decision", message, "registered", item.document_id))
    if coder not in sources.coders:
        message = f"unknown coder '{coder}'; enter it in coders.csv"
        message += nearest(coder, sources.coders)
        problems.append(
            Problem("datasets/reference/coders.csv", 0, "coder_id", message, "coder-known")
        )
    if path.exists():
        message = "is there already; edit it, a record is never overwritten"
        problems.append(Problem(project.relative(path), 0, "", message, "record-exists"))
    if problems:
        raise ProblemsError(problems)
    side = sources.publishers[item.publisher_id].entity_id
    shown_side = side if ":" not in side else f"'{side}'"
    keys = "abcdefghijklmnopqrstuvwxyz"[: item.n_separate_calls or 1]
    body = RECORD.format(
        document_id=item.document_id,
        codebook=CODEBOOK_VERSION,
        coder=coder,
        today=date.today().isoformat(),
        canon=item.canon_version,
        sha256=item.text_sha256,
        n_chars=item.n_chars,
        side=shown_side,
        calls="".join(CALL.format(key=key, side=shown_side, scope=item.scope) for key in keys),
        claims=CLAIM.format(key="c01"),
    )
    return f"{modeline(path, project)}\n{body}"


def modeline(path: Path, project: Project) -> str:
    """Return the line that points an editor from a record to the JSON Schema."""
    depth = len(path.resolve().relative_to(project.root.resolve()).parts) - 1
    return f"{MODELINE}{'../' * depth}schema/{project.record_schema.name}"


def cut_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the sentences of a canonical text, for showing only.

    >>> list(cut_sentences("They met. They agreed."))
    [(0, 9), (10, 22)]
    """
    abbreviation = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Jr|Sr|St|U\.S|U\.N|[A-Z])\.$")
    start = 0
    for match in re.finditer(r"[.!?]['\")]*(?= |\n|$)|[。！？]|(?=\n)", text):
        end = match.end()
        if abbreviation.search(text[start:end]) and text[end : end + 1] == " ":
            continue
        if text[start:end].strip():
            yield start, end
        start = end + (text[end : end + 1] in (" ", "\n"))
    if text[start:].strip():
        yield start, len(text)
