"""Rounds of blind coding: where raw codings lie, how they are added, read and kept unedited.

What a coder hands in is read in ``sheets``; what it is worth is measured in ``reliability``.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from ..schema.blind import Handed, LabelsCoding, UnitsCoding
from ..schema.document_codes import CodingStatus, TranslationStatus
from ..schema.fields import CODEBOOK_VERSION
from ..schema.record import ClaimFacts, CodingFacts, Record, RecordPart
from ..schema.rulebook import find_problems
from .problems import Problem, ProblemsError
from .project import Project
from .records import write_part
from .shape_errors import explain
from .sheets import Part, Trouble, read_labels, read_units, split_sheet
from .sources import Sources
from .strict_yaml import parse_yaml
from .transaction import Transaction

UNITS, LABELS = "units", "labels"
MODELS: dict[str, type[Handed]] = {UNITS: UnitsCoding, LABELS: LabelsCoding}
"""The passes and what is handed in in each."""

SUMS = "SHA256SUMS"
"""The file that holds the hash of every raw file of a round: ``sha256sum --check`` reads it."""

UNIT_CHECKS = frozenset(
    (
        *("call-sides", "call-format", "initiator-side", "date-basis", "call-dates", "call-keys"),
        *("dates-within-reason", "printed-words", "tone-once", "issuing-sides", "spans"),
        *("cue-inside", "word-boundaries", "claim-once", "claim-calls"),
    )
)
LABEL_CHECKS = frozenset(
    (
        *("holder-sides", "target-role", "act-holder", "stance-default", "commitment-kind"),
        *("content-empty", "topics-once", "gloss-words", "own-words", "unsure-fields"),
        "low-confidence-note",
    )
)
"""The rules of records that a raw coding must keep; others are the adjudicator's matter."""

ENGLISH_SPEAKING = frozenset(("AUS", "USA"))
"""States whose English texts are originals; rounds code English texts alone."""

Agreed = Callable[[str], UnitsCoding | None]
"""Gives the adjudicated units of a document, or None."""

_Coding = TypeVar("_Coding", bound=RecordPart)


def round_folder(project: Project, round_id: str) -> Path:
    """Return the folder of a round."""
    return project.datasets / "rounds" / round_id


def coding_path(project: Project, coding: Handed, pass_: str) -> Path:
    """Return where a raw coding lies."""
    folder = round_folder(project, coding.round) / pass_ / coding.coder_id
    return folder / f"{coding.document_id}.yml"


def write_coding(coding: RecordPart) -> bytes:
    """Return a raw coding in its canonical form."""
    return ("\n".join(write_part(coding, "")) + "\n").encode()


def read_coding(path: Path, shown: str, model: type[_Coding]) -> _Coding:
    """Read one raw coding.

    Raises:
        ProblemsError: with everything that is wrong in it.
    """
    from pydantic import ValidationError

    located = parse_yaml(path.read_bytes(), shown)
    try:
        return model.model_validate(located.value)
    except ValidationError as error:
        raise ProblemsError(
            Problem(shown, located.line(where), located.show(where), message, rule)
            for where, message, rule in explain(error, model)
        ) from None


def read_pass(
    project: Project, round_id: str, pass_: str, coder_id: str, model: type[_Coding]
) -> dict[str, _Coding]:
    """Return one coder's raw codings of a pass by document."""
    folder = round_folder(project, round_id) / pass_ / coder_id
    return {
        path.stem: read_coding(path, project.relative(path), model)
        for path in sorted(folder.glob("*.yml"))
    }


def head_of(
    document_id: str, round_id: str, coder_id: str, session: str, sources: Sources, today: date
) -> dict[str, Any]:
    """Return the fields that a sheet need not give."""
    item = sources.documents[document_id]
    publisher = sources.publishers[item.publisher_id]
    place = sources.places[document_id][0]
    others = [language for language in publisher.languages.split(";") if language != "en"]
    if place.translation_status is not None:
        status = place.translation_status
    elif publisher.entity_id in ENGLISH_SPEAKING or others == [item.language]:
        status = TranslationStatus.ORIGINAL
    elif ";" in publisher.languages:
        status = TranslationStatus.ISSUER_TRANSLATION
    else:
        status = TranslationStatus.NOT_KNOWN
    return {
        "round": round_id,
        "document_id": document_id,
        "coder_id": coder_id,
        "session": session,
        "date": today.isoformat(),
        "codebook_version": CODEBOOK_VERSION,
        "text": {
            "basis": place.text_basis.value,
            "canon": item.canon_version,
            "sha256": item.text_sha256,
            "n_chars": str(item.n_chars),
        },
        "translation_status": status.value,
    }


def read_sheet(
    data: str,
    shown: str,
    pass_: str,
    heads: Callable[[str], Mapping[str, Any]],
    texts: Callable[[str], str | None],
    agreed: Agreed,
    sources: Sources,
    today: date,
) -> tuple[list[Handed], list[Problem]]:
    """Return what a coder hands in in a sheet, and everything that is wrong with it.

    Args:
        data: The sheet.
        shown: Its name in messages.
        pass_: units or labels.
        heads: Gives the head of a document.
        texts: Gives the canonical text of a document, or None.
        agreed: Gives the agreed units of a document, or None; for labels.
        sources: What is registered.
        today: Of the coding.
    """
    trouble = Trouble(shown)
    codings: list[Handed] = []
    for part in split_sheet(data, trouble):
        if part.document_id not in sources.documents:
            trouble.add(part.line, "", f"'{part.document_id}' is not registered", "foreign-key")
            continue
        text = texts(part.document_id)
        if text is None:
            trouble.add(part.line, "", "its text is not at hand", "text-missing", part.document_id)
            continue
        made: Handed | None
        if pass_ == UNITS:
            made = read_units(part, text, heads(part.document_id), trouble)
        else:
            units = agreed(part.document_id)
            if units is None:
                message = "has no agreed units yet"
                trouble.add(part.line, "", message, "sheet-agreed", part.document_id)
                continue
            made = read_labels(part, units, heads(part.document_id), trouble)
        if made is not None:
            _check_rules(made, part, text, agreed, sources, today, trouble)
            codings.append(made)
    return codings, trouble.problems


def _check_rules(
    coding: Handed,
    part: Part,
    text: str,
    agreed: Agreed,
    sources: Sources,
    today: date,
    trouble: Trouble,
) -> None:
    """Note what breaks the rules of records that a raw coding must keep."""
    units = coding if isinstance(coding, UnitsCoding) else agreed(coding.document_id)
    assert units is not None
    record = as_record(units, coding if isinstance(coding, LabelsCoding) else None)
    world = dataclasses.replace(sources.world(), text=text, today=today)
    kept = UNIT_CHECKS if isinstance(coding, UnitsCoding) else LABEL_CHECKS
    for finding in find_problems(record, world):
        if finding.rule not in kept or "unknown entity" in finding.message:
            continue
        subject, line = part.document_id, part.line
        if finding.path and finding.path[0] == "claims" and isinstance(finding.path[1], int):
            key = (record.claims or [])[finding.path[1]].id
            subject = f"{subject} {key}"
            line = next((n for n, cells in part.lines if cells[0] == key), line)
        where = ".".join(str(step) for step in finding.path)
        trouble.add(line, where, finding.message, finding.rule, subject)


def as_record(units: UnitsCoding, labels: LabelsCoding | None) -> Record:
    """Return raw codings as a record; units without labels get such as no rule looks at."""
    by_id = {label.id: label for label in labels.claims} if labels else {}
    claims: list[ClaimFacts] = []
    for unit in units.units:
        label = by_id.get(unit.id)
        values: dict[str, Any] = {
            **(label.model_dump(exclude={"holder_names"}) if label else _BLANK),
            "id": unit.id,
            "calls": unit.calls,
            "cue": unit.cue,
            "evidence": unit.evidence,
        }
        if label is None:
            values["holder"] = "third" if unit.cue is not None else "issuer"
        claims.append(ClaimFacts.model_validate(values))
    return Record(
        document_id=units.document_id,
        codebook_version=units.codebook_version,
        coding=CodingFacts(status=CodingStatus.SINGLE, coder_id=units.coder_id, date=units.date),
        text=units.text,
        document=units.document,
        calls=units.calls,
        claims=claims,
    )


_BLANK: dict[str, Any] = {
    "holder_sides": [],
    "act": "INFORM",
    "topics": ["t1299"],
    "targets": [],
    "target_role": "none",
    "stance": 0,
    "certainty": "stated",
    "iteration": "new",
    "commitment": "not_applicable",
    "content": "full",
    "said_in_call": "yes",
    "gloss": "not yet labelled",
    "confidence": "high",
}


def add_codings(
    project: Project, codings: Sequence[Handed], pass_: str, transaction: Transaction
) -> list[Problem]:
    """Plan to write raw codings; return a problem for each that was handed in before."""
    files = {coding_path(project, coding, pass_): write_coding(coding) for coding in codings}
    return add_files(project, codings[0].round, files, transaction) if codings else []


def add_files(
    project: Project, round_id: str, files: Mapping[Path, bytes], transaction: Transaction
) -> list[Problem]:
    """Plan to write raw files of a round, with their hashes; none may be there already."""
    folder = round_folder(project, round_id)
    known = read_sums(project, round_id)
    problems: list[Problem] = []
    for path, data in files.items():
        name = path.relative_to(folder).as_posix()
        if path.exists() or name in known:
            message = "was handed in before; what was handed in is never edited"
            problems.append(Problem(project.relative(path), 0, "", message, "round-edited"))
        transaction.write(path, data)
        known[name] = hashlib.sha256(data).hexdigest()
    transaction.write(folder / SUMS, write_sums(known))
    return problems


def read_sums(project: Project, round_id: str) -> dict[str, str]:
    """Return the hash of every raw file of a round by its name."""
    path = round_folder(project, round_id) / SUMS
    lines = path.read_text().splitlines() if path.is_file() else []
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def write_sums(known: dict[str, str]) -> bytes:
    """Return the file of hashes."""
    return "".join(f"{known[name]}  {name}\n" for name in sorted(known)).encode()


def check_sums(project: Project, round_id: str) -> Iterator[Problem]:
    """Yield raw files that were edited, lost or never handed in by command."""
    folder = round_folder(project, round_id)
    known = read_sums(project, round_id)
    found = {p.relative_to(folder).as_posix(): p for p in sorted(folder.rglob("*.yml"))}
    for name in sorted(known.keys() | found.keys()):
        shown = project.relative(folder / name)
        if name not in found:
            yield Problem(shown, 0, "", "was handed in and is gone; restore it", "round-edited")
        elif name not in known:
            message = "is not in SHA256SUMS; hand it in: diplocalls round add"
            yield Problem(shown, 0, "", message, "round-edited")
        elif hashlib.sha256(found[name].read_bytes()).hexdigest() != known[name]:
            message = "was edited after it was handed in; restore it"
            yield Problem(shown, 0, "", message, "round-edited")


def list_rounds(project: Project) -> list[str]:
    """Return the rounds that have raw codings."""
    folder = project.datasets / "rounds"
    return sorted(path.parent.name for path in folder.glob(f"*/{SUMS}"))


def coders_of(project: Project, round_id: str, pass_: str) -> list[str]:
    """Return who handed in anything in a pass."""
    folder = round_folder(project, round_id) / pass_
    return sorted(p.name for p in folder.iterdir() if p.is_dir()) if folder.is_dir() else []


def order_for(documents: Iterable[str], round_id: str, coder_id: str) -> list[str]:
    """Return documents in the order in which a coder gets them: another for each coder."""
    return sorted(
        documents, key=lambda d: hashlib.sha256(f"{round_id} {coder_id} {d}".encode()).digest()
    )
