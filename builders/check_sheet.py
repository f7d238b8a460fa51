"""Check sheets: a draft beside its text in plain lines, and the decided coding read back.

What a line of units or labels holds is read in ``sheets``; a check sheet has both, a claim two
lines. A sheet holds words of the text and is never kept.

    == us-wh-2021-0001
    # 1 | the first sentence ...
    doc | ...                          as in a sheet of units
    call | ...
    who | ...
    1 | none
    2 | d01 | cue | words of the span + words of the next span | calls
    > holder | sides | persons | act | topics | targets | role | stance | certainty | iteration | commitment | content | said_in_call | confidence | unsure | gloss | note
    2 | new | cue | words | calls      a claim that the draft has not, its labels behind it
    note | text
"""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import Enum
from typing import Any, cast

from ..schema.claim_codes import Confidence
from ..schema.document_codes import CodingStatus
from ..schema.document_rules import HASHED
from ..schema.record import CallFacts, ClaimFacts, CodingFacts, Participation, Record
from ..schema.reference_rows import PersonName
from .adopt import adopt
from .new_record import cut_sentences
from .problems import Problem
from .sheets import CALL, GAP, WHO, Part, Trouble, find_words, read_labels, read_units
from .sources import Sources

NEW = "new"
"""Stands in place of a draft claim's number where the draft has none."""


CARRIED = "claim line "
"""With a number, goes through the reading of units as their note."""


def write_sheet(
    document_id: str, text: str, head: Sequence[str], draft: Record | None
) -> Iterator[str]:
    """Yield the lines that a checker gets on one document.

    Args:
        document_id: The document.
        text: Its canonical text.
        head: What else is known: issuer, title, stamp.
        draft: The draft; without one, the checker codes from the bare text.
    """
    sentences = list(cut_sentences(text))
    yield f"== {document_id}"
    yield from (f"# {line}" for line in head)
    for number, (start, end) in enumerate(sentences, 1):
        yield f"# {number} | {text[start:end]}"
    if draft is None:
        yield "# There is no draft: write doc, call, who and claim lines yourself."
        return
    document = draft.document
    issuers = ", ".join(document.issuing_sides)
    yield f"doc | {_say(document.doc_type)} | {_say(document.issue_form)} | {issuers}"
    for call in draft.calls:
        yield _line("call", [getattr(call, name) for name in CALL])
        for part in call.participants:
            yield _line("who", [getattr(part, name) for name in WHO])
    yield from _claim_lines(draft, text, sentences)


def _claim_lines(draft: Record, text: str, sentences: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Yield the lines of claims, and of sentences that bear none, in order of the text."""
    starting: dict[int, list[tuple[int, ClaimFacts]]] = {}
    covered: set[int] = set()
    for claim in sorted(draft.claims or [], key=lambda c: c.evidence[-1]):
        within = [
            number
            for number, (start, end) in enumerate(sentences, 1)
            if any(first < end and start < last for first, last in claim.evidence)
        ]
        covered |= set(range(within[0], within[-1] + 1))
        starting.setdefault(within[0], []).append((within[-1], claim))
    people = [part for call in draft.calls for part in call.participants]
    for number in range(1, len(sentences) + 1):
        if number not in covered:
            yield f"{number} | none"
        for last, claim in starting.get(number, ()):
            reach = sentences[number - 1][0], sentences[last - 1][1]
            shown = str(number) if last == number else f"{number}-{last}"
            words = " + ".join(_quote(text, claim.evidence, reach))
            cue = text[claim.cue[0] : claim.cue[1]] if claim.cue is not None else "-"
            yield f"{shown} | {claim.id} | {cue} | {words} | {_say(claim.calls)}"
            yield _label_line(claim, people)


def _label_line(claim: ClaimFacts, people: Sequence[Participation]) -> str:
    """Return the second line of a claim; confidence and gloss are for the checker to write."""
    names = [
        part.name_printed
        for part in people
        if part.person in claim.holder_persons and part.name_printed is not None
    ]
    cells = [
        *(claim.holder, claim.holder_sides, list(dict.fromkeys(names)), claim.act, claim.topics),
        *(claim.targets, claim.target_role, claim.stance, claim.certainty, claim.iteration),
        *(claim.commitment, claim.content, claim.said_in_call, None, [], None, None),
    ]
    return "> " + " | ".join(_say(cell) for cell in cells)


def _line(kind: str, cells: Sequence[object]) -> str:
    """Return a line of a sheet."""
    return " | ".join([kind, *(_say(cell) for cell in cells)])


def _say(value: object) -> str:
    """Return a value as a cell shows it: a dash for nothing."""
    if value is None or value == []:
        return "-"
    if isinstance(value, list | tuple):
        return ", ".join(_say(item) for item in cast(Sequence[object], value))
    return str(value.value) if isinstance(value, Enum) else str(value)


def _quote(text: str, spans: Sequence[tuple[int, int]], reach: tuple[int, int]) -> Iterator[str]:
    """Yield each span as few words that are found again in their place."""
    at = reach[0]
    for start, end in spans:
        whole = text[start:end]
        words = list(re.finditer(r"\S+", whole))
        shown = whole
        for count in (4, 7, 11):
            if len(words) <= 2 * count:
                break
            short = whole[: words[count - 1].end()] + GAP + whole[words[-count].start() :]
            if find_words(text, short, (at, reach[1]), lambda _: None) == (start, end):
                shown = short
                break
        yield shown.replace("\n", " ")
        at = end


def read_checked(
    part: Part,
    text: str,
    head: Mapping[str, Any],
    draft: Record | None,
    sources: Sources,
    today: date,
    trouble: Trouble,
) -> Record | None:
    """Return the coding that a checker decided, or None with what is wrong noted.

    Args:
        part: The lines on the document.
        text: Its canonical text.
        head: As `rounds.head_of` gives it.
        draft: The draft that was given, if any.
        sources: What is registered.
        today: The day of the decision.
        trouble: Where faults go.
    """
    before = len(trouble.problems)
    first, tags, labels = _split_lines(part, trouble)
    units = read_units(first, text, head, trouble)
    if units is None or len(trouble.problems) > before:
        return None
    second = Part(part.document_id, part.line)
    drafted: dict[str, str] = {}
    lines: dict[str, int] = {}
    known = {claim.id for claim in (draft.claims or [] if draft is not None else [])}
    for unit in units.units:
        at = int((unit.note or "").removeprefix(CARRIED))
        line, cells = labels[at]
        second.lines.append((line, [unit.id, *cells]))
        lines[unit.id] = line
        tag = tags[at]
        if tag != NEW:
            if tag not in known:
                message = f"'{tag}' is no claim of the draft; write {NEW} for one it has not"
                trouble.add(line - 1, "from_draft", message, "sheet-draft", part.document_id)
            if tag in drafted.values():
                message = f"{tag} stands twice; write {NEW} for a claim split off from it"
                trouble.add(line - 1, "from_draft", message, "sheet-draft", part.document_id)
            drafted[unit.id] = tag
    bare = units.model_copy(
        update={"units": [u.model_copy(update={"note": None}) for u in units.units]}
    )
    made = read_labels(second, bare, head, trouble)
    if made is None or len(trouble.problems) > before:
        return None
    for label in made.claims:
        if label.confidence != Confidence.HIGH and not (label.unsure or label.note):
            message = "say which fields are doubtful (unsure), or why (note)"
            where = lines[label.id]
            trouble.add(where, "confidence", message, "sheet-doubt", part.document_id)
    if len(trouble.problems) > before:
        return None
    record, problems = adopt(bare, made, _with_drafted_names(sources, draft), today)
    trouble.problems += [
        Problem(trouble.shown, part.line, p.field, p.message, p.rule, part.document_id)
        for p in problems
    ]
    if record is None:
        return None
    status = CodingStatus.SINGLE if draft is None else CodingStatus.CHECKED
    claims = [
        claim.model_copy(
            update={"from_draft": f"{part.document_id}-{drafted[claim.id]}"}
            if claim.id in drafted
            else {}
        )
        for claim in record.claims or []
    ]
    return record.model_copy(
        update={
            "coding": CodingFacts(status=status, coder_id=units.coder_id, date=today),
            "claims": claims if record.text.basis in HASHED else None,
            "calls": [_keep_state(call) for call in record.calls],
        }
    )


def _with_drafted_names(sources: Sources, draft: Record | None) -> Sources:
    """Return sources whose table of names has the persons that the draft found, too."""
    known = sources.persons_by_name
    found = {
        (part.side, part.name_printed): part.person
        for call in (draft.calls if draft is not None else ())
        for part in call.participants
        if part.person is not None and part.name_printed is not None
    }
    new = [
        PersonName(entity_id=side, name_printed=name, person_id=person)
        for (side, name), person in found.items()
        if (side, name) not in known
    ]
    return replace(sources, person_names=[*sources.person_names, *new]) if new else sources


def _keep_state(call: CallFacts) -> CallFacts:
    """Return a call whose participants name a state of office only where it is not the side."""
    parts = [
        p.model_copy(update={"state": None}) if p.state == p.side else p for p in call.participants
    ]
    return call.model_copy(update={"participants": parts})


def _split_lines(
    part: Part, trouble: Trouble
) -> tuple[Part, dict[int, str], dict[int, tuple[int, list[str]]]]:
    """Return the lines of units, and by number of claim its tag and its labels.

    The number goes through the reading of units as their note.
    """
    first = Part(part.document_id, part.line)
    tags: dict[int, str] = {}
    labels: dict[int, tuple[int, list[str]]] = {}
    waiting: int | None = None
    for line, cells in part.lines:
        if cells[0].startswith(">"):
            if waiting is None:
                message = "labels stand behind the line of their claim"
                trouble.add(line, "", message, "sheet-order", part.document_id)
                continue
            labels[waiting] = line, [cells[0][1:].strip(), *cells[1:]]
            waiting = None
            continue
        if waiting is not None:
            message = "the claim has no line of labels behind it (> holder | sides | ...)"
            trouble.add(line - 1, "", message, "sheet-labels", part.document_id)
            waiting = None
        numbered = re.fullmatch(r"\d+(-\d+)?", cells[0]) is not None
        if numbered and len(cells) > 1 and cells[1] == "none":
            first.lines.append((line, [cells[0], "none", "S7"]))
        elif numbered and len(cells) > 1 and re.fullmatch(rf"{NEW}|d\d+", cells[1]):
            waiting = len(tags)
            tags[waiting] = cells[1]
            rest = [*cells[2:4], "-", f"{CARRIED}{waiting}", *(cells[4:5] or ["-"])]
            first.lines.append((line, [cells[0], "unit", *rest]))
        elif numbered:
            message = f"write: N | none; N | d01 | cue | words | calls; or {NEW} for d01"
            trouble.add(line, "", message, "sheet-line", part.document_id)
        else:
            first.lines.append((line, cells))
    if waiting is not None:
        message = "the last claim has no line of labels behind it"
        trouble.add(part.line, "", message, "sheet-labels", part.document_id)
    return first, tags, labels
