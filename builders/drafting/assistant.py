"""A language model as drafter, behind an endpoint of the common chat form. Off unless asked for.

It gets the coders' guidelines and one text, and answers in a structure that is read like any
sheet: what does not stand in the text, or breaks the record's shape, is refused and told back.
Nothing is kept of what is sent or answered; which model answered stands in the draft.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from pydantic import BaseModel, ConfigDict, ValidationError

from ...schema.document_codes import CodingStatus
from ...schema.fields import CODEBOOK_VERSION
from ...schema.record import CodingFacts, Record
from ..check_sheet import NEW, read_checked
from ..guidelines import make_guidelines
from ..sheets import CALL, LABEL, WHO, Part, Trouble, number_sentences
from ..sources import Sources
from .draft import DraftError, Source

PROMPT_VERSION = "assist-1"
"""A change of what the model is told needs a new one."""

TRIES = 3
"""How often a model is asked for one text: the faults of an answer are told back."""

TIMEOUT = (10, 300)
"""Seconds to connect, and to wait for an answer."""

MOST_BYTES = 2_000_000
"""A longer answer is none."""

TASK = """You code one readout of a diplomatic call from the guidelines below and the text alone.
Answer with one JSON object of the given schema and nothing else. Quote cue and spans to the
letter: a span whole, or its first and last words with " ... " between, so that it stands in its
sentences once. Names and titles are as printed. Lists of codes are lists of strings. Write every
gloss in your own words.

"""


class _Part(BaseModel):
    """A part of an answer; what is not asked for is refused."""

    model_config = ConfigDict(extra="forbid")


class Person(_Part):
    """One participant."""

    side: str
    state: str | None = None
    name_printed: str | None = None
    title_printed: str | None = None
    office: str | None = None
    office_class: str
    office_status: str
    role: str


class Call(_Part):
    """One call."""

    key: str
    sides: list[str]
    date_first: str
    date_last: str
    date_precision: str
    date_basis: str
    scope: str
    format: str
    mode: str
    secure: str
    initiator: str | None = None
    duration_minutes: int | None = None
    tone: list[str] = []
    next_contact: str
    participants: list[Person]


class Claim(_Part):
    """One claim; `sentences` is a number or two with a hyphen."""

    sentences: str
    cue: str | None = None
    spans: list[str]
    calls: list[str] = []
    holder: str
    holder_sides: list[str]
    holder_names: list[str] = []
    act: str
    topics: list[str]
    targets: list[str]
    target_role: str
    stance: int
    certainty: str
    iteration: str
    commitment: str
    content: str
    said_in_call: str
    confidence: str
    unsure: list[str] = []
    gloss: str
    note: str | None = None


class Answer(_Part):
    """A whole coding as a model answers it."""

    doc_type: str
    issue_form: str
    issuing_sides: list[str]
    calls: list[Call]
    claims: list[Claim]


@dataclass(frozen=True)
class Endpoint:
    """Where a model is asked: base address such as http://localhost:8000/v1, its name, a key."""

    url: str
    model: str
    key: str | None = None

    @property
    def coder_id(self) -> str:
        """Return the coder id that drafts of this model carry."""
        name = re.sub(r"[^a-z0-9]+", "-", self.model.lower()).strip("-")
        return f"lm-{PROMPT_VERSION}-{name}"


def propose(source: Source, endpoint: Endpoint, sources: Sources, today: date) -> Record:
    """Return a model's draft of a text.

    Args:
        source: The text.
        endpoint: Whom to ask.
        sources: What is registered: printed names become persons.
        today: The day.

    Raises:
        DraftError: if the endpoint cannot be reached, or every answer is unsound; it says why.
    """
    messages = _messages(source)
    faults = ""
    for _ in range(TRIES):
        said = _ask(endpoint, messages)
        record, faults = read_answer(said, source, endpoint, sources, today)
        if record is not None:
            return record
        messages += [
            {"role": "assistant", "content": said},
            {"role": "user", "content": f"This is unsound; answer again, whole:\n{faults}"},
        ]
    raise DraftError(
        f"{endpoint.model} gave no sound answer in {TRIES} tries; last: {faults[:600]}"
    )


def _messages(source: Source) -> list[dict[str, str]]:
    """Return what a model is told."""
    stamp = source.published.isoformat() if source.published is not None else "unknown"
    lines = [
        f"issuing side: {', '.join(source.own)}",
        f"title: {source.title or 'none'}",
        f"published: {stamp}",
        *number_sentences(source.text),
    ]
    return [
        {"role": "system", "content": TASK + make_guidelines(("units", "labels"))},
        {"role": "user", "content": "\n".join(lines)},
    ]


def _ask(endpoint: Endpoint, messages: Sequence[Mapping[str, str]]) -> str:
    """Return what a model answers.

    Raises:
        DraftError: if it cannot be reached or does not answer in the common form.
    """
    import requests

    body = {
        "model": endpoint.model,
        "messages": messages,
        "temperature": 0,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "coding", "schema": Answer.model_json_schema()},
        },
    }
    headers = {"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}
    address = f"{endpoint.url.rstrip('/')}/chat/completions"
    try:
        with requests.post(
            address,
            json=body,
            headers=headers,
            timeout=TIMEOUT,
            stream=True,
            allow_redirects=False,
        ) as found:
            data = found.raw.read(MOST_BYTES + 1, decode_content=True)
            if found.status_code != 200:
                raise DraftError(f"{address} answered {found.status_code}; see its log")
    except requests.RequestException as error:
        raise DraftError(f"{address} cannot be asked: {type(error).__name__}") from None
    if len(data) > MOST_BYTES:
        raise DraftError(f"{address} answered more than {MOST_BYTES} bytes")
    try:
        return str(json.loads(data)["choices"][0]["message"]["content"])
    except (ValueError, LookupError, TypeError):
        raise DraftError(f"{address} does not answer in the form of chat completions") from None


def read_answer(
    said: str, source: Source, endpoint: Endpoint, sources: Sources, today: date
) -> tuple[Record | None, str]:
    """Return the draft in an answer, or None and what is wrong with it."""
    try:
        answer = Answer.model_validate_json(said)
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()[:20]]
        return None, "\n".join(faults)
    trouble = Trouble("answer")
    head = {
        "round": "assist-1",
        "document_id": source.document_id,
        "coder_id": endpoint.coder_id,
        "session": "assist",
        "date": today.isoformat(),
        "codebook_version": CODEBOOK_VERSION,
        "text": {
            "basis": source.basis,
            "canon": source.canon,
            "sha256": source.sha256,
            "n_chars": str(len(source.text)),
        },
        "translation_status": source.translation_status,
    }
    part = Part(source.document_id, 0, list(enumerate(_lines(answer, source.text), 1)))
    record = read_checked(part, source.text, head, None, sources, today, trouble)
    if record is None:
        return None, "\n".join(str(problem) for problem in trouble.problems[:20])
    facts = CodingFacts(status=CodingStatus.DRAFT, coder_id=endpoint.coder_id, date=today)
    claims = [claim.model_copy(update={"id": f"d{claim.id[1:]}"}) for claim in record.claims or []]
    note = f"Proposed by the model {endpoint.model} under prompt {PROMPT_VERSION}"
    return record.model_copy(update={"coding": facts, "claims": claims, "note": note}), ""


def _lines(answer: Answer, text: str) -> list[list[str]]:
    """Return an answer as the cells of a sheet's lines."""
    made = [["doc", answer.doc_type, answer.issue_form, ", ".join(answer.issuing_sides)]]
    for call in answer.calls:
        made.append(["call", *(_cell(getattr(call, name)) for name in CALL)])
        made += [
            ["who", *(_cell(getattr(person, name)) for name in WHO)] for person in call.participants
        ]
    covered: set[int] = set()
    for claim in answer.claims:
        found = [int(number) for number in re.findall(r"\d{1,6}", claim.sentences)[:2]]
        covered |= set(range(found[0], found[-1] + 1)) if found else set()
        made.append(
            [claim.sentences, NEW, _cell(claim.cue), " + ".join(claim.spans), _cell(claim.calls)]
        )
        made.append([f"> {claim.holder}", *(_cell(getattr(claim, n)) for n in LABEL[2:])])
    n_sentences = sum(1 for _ in number_sentences(text))
    made += [[str(n), "none"] for n in range(1, n_sentences + 1) if n not in covered]
    return made


def _cell(value: object) -> str:
    """Return a value as a cell of a sheet."""
    if value is None or value == []:
        return "-"
    if isinstance(value, list):
        return ", ".join(str(item) for item in cast(list[object], value))
    return str(value)
