"""The reading of drafts: who gets which document next, and what is taken over of what comes back.

How a sheet looks is in ``check_sheet``, what is planted in ``planting``. A checker never sees the
seed: it stands in a file that git ignores until the batch is handed in.
"""

from __future__ import annotations

import hashlib
import random
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..schema.call_codes import OfficeClass
from ..schema.check_codes import CallRank, CheckOutcome, PlantKind
from ..schema.check_rows import Check, Plant
from ..schema.document_codes import CodingStatus
from ..schema.record import CodingFacts, Record
from ..schema.round_codes import Split
from .planting import Planted, caught, changed_codes, code_of, plant
from .problems import Problem
from .project import Project
from .records import read_record, write_record
from .sources import Sources
from .span_match import overlap

PLANT_EVERY = 10
"""An error is planted in one of so many drafts given to a checker."""

SOUND_EVERY = 20
"""One of so many documents given to a checker is an adjudicated coding."""

LEAST_CAUGHT = 0.9
"""A batch of whose planted errors a smaller share is caught is read again by another."""

HELD = frozenset((CheckOutcome.SERVED, CheckOutcome.TAKEN))
"""A document in one of these states is given to nobody else."""

_LEADERS = frozenset((OfficeClass.HOSG, OfficeClass.HOS, OfficeClass.HOG))
_MINISTERS = frozenset(
    (OfficeClass.DHOS, OfficeClass.FM, OfficeClass.DM, OfficeClass.FINM, OfficeClass.MIN)
)


@dataclass(frozen=True)
class Waiting:
    """A document that can be given to a checker."""

    document_id: str
    rank: CallRank
    doubt: float
    draft: Record | None


@dataclass(frozen=True)
class Given:
    """What a checker gets on one document, and what is behind it."""

    check: Check
    shown: Record | None
    planted: Planted | None


def rank_of(draft: Record | None) -> CallRank:
    """Return who speaks for the issuing side in a draft."""
    if draft is None:
        return CallRank.NOT_DRAFTED
    own = draft.document.issuing_sides
    offices = {p.office_class for c in draft.calls for p in c.participants if p.side in own}
    if offices & _LEADERS:
        return CallRank.LEADER
    return CallRank.MINISTER if offices & _MINISTERS else CallRank.ADVISER


def doubt_of(draft: Record | None) -> float:
    """Return how doubtful a draft is: the share of its claims that the drafter is unsure of."""
    claims = draft.claims or [] if draft is not None else []
    return sum(c.confidence.value == "low" for c in claims) / len(claims) if claims else 1.0


def make_queue(
    names: Iterable[str], drafts: Mapping[str, Record], sources: Sources, checker_id: str
) -> list[Waiting]:
    """Return what may be given to a checker, in order: high rank first, then doubtful drafts.

    Args:
        names: Documents without a coding.
        drafts: The drafts by document.
        sources: What is registered, and what was given to whom.
        checker_id: Who asks: what this checker read once is not given again.
    """
    held = {row.document_id for row in sources.checks if row.outcome in HELD}
    read = {
        row.document_id
        for row in sources.checks
        if row.checker_id == checker_id and row.outcome != CheckOutcome.RELEASED
    }
    waiting = [
        Waiting(name, rank_of(drafts.get(name)), doubt_of(drafts.get(name)), drafts.get(name))
        for name in names
        if name not in held and name not in read
    ]
    order = {rank: place for place, rank in enumerate(CallRank)}
    return sorted(waiting, key=lambda w: (order[w.rank], -w.doubt, w.document_id))


def draw_place(seed: str, checker_id: str, position: int) -> tuple[bool, bool]:
    """Say whether a place in a checker's sequence gets a sound coding, or a planted error.

    One of every twenty gets the first, one of every ten others the second.
    """
    block, at = divmod(position - 1, SOUND_EVERY)
    sound_at = random.Random(f"{seed} {checker_id} sound {block}").randrange(SOUND_EVERY)
    half = at // PLANT_EVERY
    spots = [n for n in range(half * PLANT_EVERY, (half + 1) * PLANT_EVERY) if n != sound_at]
    plant_at = random.Random(f"{seed} {checker_id} plant {block} {half}").choice(spots)
    return at == sound_at, at == plant_at


def give(
    size: int,
    batch: str,
    checker_id: str,
    seed: str,
    queue: Sequence[Waiting],
    gold: Mapping[str, Record],
    texts: Callable[[str], str | None],
    sources: Sources,
    today: date,
) -> list[Given]:
    """Return the next documents for a checker, with errors planted and sound codings among them.

    Args:
        size: How many.
        batch: Name of the batch.
        checker_id: Who gets them.
        seed: What the draws rest on; the checker does not know it.
        queue: What waits, in order.
        gold: Adjudicated codings of the dev split, which may be given as if drafts.
        texts: Gives canonical texts.
        sources: What is registered, and what was given to whom.
        today: The day.
    """
    before = sum(1 for row in sources.checks if row.checker_id == checker_id)
    used = {row.document_id for row in sources.checks if row.outcome == CheckOutcome.MEASURED}
    left = sorted(gold.keys() - used)
    rest = iter(queue)
    made: list[Given] = []
    for position in range(before + 1, before + size + 1):
        is_sound_one, is_planted = draw_place(seed, checker_id, position)
        facts: dict[str, Any] = {
            "batch": batch,
            "checker_id": checker_id,
            "position": position,
            "served_date": today,
            "outcome": CheckOutcome.SERVED,
        }
        if is_sound_one and left:
            name = random.Random(f"{seed} {checker_id} {position}").choice(left)
            left.remove(name)
            shown = _as_draft(gold[name])
            check = Check(
                document_id=name, rank=rank_of(shown), drafter_id=None, draft_sha256=None, **facts
            )
            made.append(Given(check, shown, None))
            continue
        found = next(rest, None)
        if found is None:
            break
        draft = found.draft
        text = texts(found.document_id)
        planted = None
        if draft is not None and text is not None and is_planted:
            planted = plant(draft, text, f"{seed} {found.document_id}", _strangers(sources))
        check = Check(
            document_id=found.document_id,
            rank=found.rank,
            drafter_id=draft.coding.coder_id if draft is not None else None,
            draft_sha256=sha256_of(draft) if draft is not None else None,
            **facts,
        )
        made.append(Given(check, planted.record if planted is not None else draft, planted))
    return made


def given_again(
    rows: Sequence[Check],
    seed: str,
    drafts: Mapping[str, Record],
    gold: Mapping[str, Record],
    texts: Callable[[str], str | None],
    sources: Sources,
) -> Iterator[Given]:
    """Yield what was given in a batch, made again from its rows and the seed."""
    for row in rows:
        name = row.document_id
        if row.drafter_id is None:
            shown = _as_draft(gold[name]) if name in gold else None
            yield Given(row, shown, None)
            continue
        draft, text = drafts[name], texts(name)
        _, is_planted = draw_place(seed, row.checker_id, row.position)
        planted = None
        if text is not None and is_planted:
            planted = plant(draft, text, f"{seed} {name}", _strangers(sources))
        yield Given(row, planted.record if planted is not None else draft, planted)


def sha256_of(draft: Record) -> str:
    """Return the hash of a draft in its canonical form."""
    return hashlib.sha256(write_record(draft).encode()).hexdigest()


def _strangers(sources: Sources) -> list[str]:
    """Return entities that a wrong target is drawn from: states."""
    return sorted(name for name in sources.entities if len(name) == 3)


def _as_draft(record: Record) -> Record:
    """Return a coding with the claim numbers of a draft, and nothing that shows who made it."""
    claims = [
        claim.model_copy(update={"id": f"d{number:02}", "note": None, "from_draft": None})
        for number, claim in enumerate(record.claims or [], 1)
    ]
    facts = CodingFacts(
        status=CodingStatus.DRAFT, coder_id=record.coding.coder_id, date=record.coding.date
    )
    return record.model_copy(update={"claims": claims, "coding": facts, "note": None})


@dataclass(frozen=True)
class Taken:
    """What follows from a batch that was handed in."""

    records: Sequence[Record]
    checks: Sequence[Check]
    plants: Sequence[Plant]


def take(given: Sequence[Given], handed_in: Mapping[str, Record], today: date) -> Taken:
    """Return what is taken over of a batch.

    A document in which a planted error was left is read again by another; so is a whole batch of
    whose errors less than nine in ten were caught.

    Args:
        given: What was given, with what is behind it.
        handed_in: The decided codings by document, of all that was given.
        today: The day.
    """
    plants: list[Plant] = []
    left: set[str] = set()
    for one in given:
        name = one.check.document_id
        facts: dict[str, Any] = {
            "batch": one.check.batch,
            "document_id": name,
            "checker_id": one.check.checker_id,
        }
        if is_sound(one):
            assert one.shown is not None
            n_sound, n_changed = changed_codes(one.shown, handed_in[name])
            plants.append(
                Plant(kind=PlantKind.SOUND, n_sound=n_sound, n_changed=n_changed, **facts)
            )
        elif one.planted is not None:
            found = caught(one.planted, handed_in[name])
            if not found:
                left.add(name)
            plants.append(
                Plant(
                    kind=one.planted.kind,
                    claim_key=one.planted.claim_key,
                    planted=one.planted.planted,
                    sound=one.planted.sound,
                    caught=found,
                    **facts,
                )
            )
    errors = [row.caught for row in plants if row.caught is not None]
    all_again = bool(errors) and sum(errors) / len(errors) < LEAST_CAUGHT
    records: list[Record] = []
    checks: list[Check] = []
    for one in given:
        name = one.check.document_id
        outcome = CheckOutcome.TAKEN
        if is_sound(one):
            outcome = CheckOutcome.MEASURED
        elif all_again or name in left:
            outcome = CheckOutcome.READ_AGAIN
        else:
            records.append(handed_in[name])
        checks.append(one.check.model_copy(update={"outcome": outcome, "handed_in_date": today}))
    return Taken(records, checks, plants)


def is_sound(given: Given) -> bool:
    """Say whether what was given is an adjudicated coding."""
    return given.check.drafter_id is None and given.shown is not None


def find_planted(records: Iterable[Record], plants: Sequence[Plant]) -> Iterator[tuple[str, str]]:
    """Yield each coding that holds what was planted in its draft, with what it is."""
    by_document: dict[str, list[Plant]] = {}
    for row in plants:
        if row.kind != PlantKind.SOUND:
            by_document.setdefault(row.document_id, []).append(row)
    for record in records:
        if record.coding.status == CodingStatus.DRAFT:
            continue
        for row in by_document.get(record.document_id, ()):
            if _holds(record, row):
                yield record.document_id, f"{row.kind} {row.planted or row.sound}"


def _holds(record: Record, row: Plant) -> bool:
    """Say whether a coding holds what was planted."""
    if row.kind == PlantKind.CALL_DATE:
        return str(record.calls[0].date_first) == row.planted
    if row.kind == PlantKind.OFFICE_CLASS:
        parts = (p for call in record.calls for p in call.participants)
        return any(f"{p.name_printed}: {p.office_class.value}" == row.planted for p in parts)
    claims = record.claims or []
    if row.kind == PlantKind.MISSED_CLAIM:
        if record.coding.coder_id != row.checker_id:
            return False
        spans = [tuple(map(int, piece.split("-"))) for piece in (row.sound or "").split(";")]
        gone = [(start, end) for start, end in spans]
        return not any(overlap(claim.evidence, gone) for claim in claims)
    key = f"{record.document_id}-{row.claim_key}"
    return any(c.from_draft == key and code_of(c, row.kind) == row.planted for c in claims)


def gold_of(project: Project, sources: Sources) -> dict[str, Record]:
    """Return the adjudicated codings of the dev split that have English texts and one call."""
    found: dict[str, Record] = {}
    for name, split in sources.splits.items():
        path = project.record_path(name)
        if split == Split.DEV and path.is_file():
            record = read_record(path, project.relative(path)).record
            if record.coding.status == CodingStatus.DOUBLE and record.claims:
                found[name] = record
    return found


def drafts_of(project: Project) -> dict[str, Record]:
    """Return every draft by document."""
    return {
        path.stem: read_record(path, project.relative(path)).record
        for path in sorted(project.drafts.rglob("*.yml"))
    }


def seed_file(project: Project, batch: str) -> Path:
    """Return where the seed of a batch is kept until it is handed in; git ignores it."""
    return project.root / ".checking" / f"{batch}.seed"


def keep_seed(project: Project, batch: str, seed: str | None) -> str:
    """Keep the seed of a batch, drawn by the machine where none is given; return it."""
    path = seed_file(project, batch)
    path.parent.mkdir(exist_ok=True)
    kept = seed or secrets.token_hex(8)
    path.write_text(kept, encoding="utf-8")
    return kept


def read_seed(project: Project, batch: str, given: str | None) -> str | None:
    """Return the seed of a batch, or None where it is lost."""
    path = seed_file(project, batch)
    if given is not None:
        return given
    return path.read_text(encoding="utf-8") if path.is_file() else None


def missing_parts(rows: Sequence[Check], handed_in: Iterable[str]) -> list[Problem]:
    """Return a problem for each document of a batch that is not handed in."""
    have = set(handed_in)
    message = "is not in the sheet; a batch is handed in whole"
    return [
        Problem(row.document_id, 0, "", message, "check-whole")
        for row in rows
        if row.document_id not in have
    ]


def progress(
    names: Sequence[str],
    drafts: Mapping[str, Record],
    sources: Sources,
    statuses: Mapping[str, CodingStatus],
) -> list[tuple[str, str, int, int, int]]:
    """Return publisher, rank, documents, read, with a checker now: a row each.

    Args:
        names: Every English document whose claims are to be coded.
        drafts: The drafts by document.
        sources: What is registered, and what was given to whom.
        statuses: How each coded document was coded.
    """
    served = {r.document_id for r in sources.checks if r.outcome == CheckOutcome.SERVED}
    ranks = {row.document_id: row.rank for row in sources.checks}
    total: Counter[tuple[str, str]] = Counter()
    read: Counter[tuple[str, str]] = Counter()
    out_now: Counter[tuple[str, str]] = Counter()
    for name in names:
        status = statuses.get(name)
        if status in (CodingStatus.DOUBLE,) or (status is not None and name not in ranks):
            continue
        key = sources.documents[name].publisher_id, ranks.get(name, rank_of(drafts.get(name)))
        total[key] += 1
        read[key] += status is not None
        out_now[key] += status is None and name in served
    return [
        (
            publisher,
            str(rank),
            total[publisher, rank],
            read[publisher, rank],
            out_now[publisher, rank],
        )
        for publisher, rank in sorted(total)
    ]
