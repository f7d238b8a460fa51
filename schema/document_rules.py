"""The rules that a record as a whole must keep. Importing this module declares them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from .claim_rules import is_han
from .code import version_number
from .document_codes import CoderKind, CodingStatus, Decision, IssueForm, Scope, TextBasis
from .fields import CANON_VERSION, CODEBOOK_VERSION, MAX_SHARED_WORDS, MAX_TITLE_WORDS
from .record import Record
from .rules import (
    Complaint,
    Path,
    World,
    listed,
    nearest,
    record_rule,
    unknown_entity,
    word_runs,
    words_of,
)

HASHED = (TextBasis.FULL, TextBasis.FULL_AS_CARRIED, TextBasis.POSSIBLY_ABRIDGED)
"""The text bases that evidence can rest on."""


@record_rule("registered")
def check_registered(record: Record, world: World) -> Iterator[Complaint]:
    """The document is registered and screened in."""
    item = world.register.get(record.document_id)
    if item is None:
        hint = nearest(record.document_id, world.register)
        yield ("document_id",), f"'{record.document_id}' is not registered; register it first{hint}"
    elif item.decision != Decision.IN:
        yield ("document_id",), f"is registered as '{item.decision}'; only documents in are coded"


@record_rule("text-hash")
def check_text(record: Record, world: World) -> Iterator[Complaint]:
    """The text coded is the registered one: same canonicaliser, hash and length."""
    item = world.register.get(record.document_id)
    if item is None:
        return
    pairs = (
        ("canon", record.text.canon, item.canon_version),
        ("sha256", record.text.sha256, item.text_sha256),
        ("n_chars", record.text.n_chars, item.n_chars),
    )
    for name, coded, registered in pairs:
        if coded != registered:
            yield ("text", name), f"{coded} is not the registered {registered}; was the text read?"


@record_rule("versions")
def check_versions(record: Record, world: World) -> Iterator[Complaint]:
    """Codebook and canonicaliser are versions that this code knows."""
    if version_number(record.codebook_version) > version_number(CODEBOOK_VERSION):
        yield ("codebook_version",), f"is later than {CODEBOOK_VERSION}, the latest known here"
    if record.text.canon != CANON_VERSION:
        yield ("text", "canon"), f"unknown canonicaliser '{record.text.canon}'; use {CANON_VERSION}"


@record_rule("issuing-sides")
def check_issuers(record: Record, world: World) -> Iterator[Complaint]:
    """A single text has one issuing side, a joint one two or more; all are registered entities
    that take part in a call, and the publisher's own is one of them.
    """
    sides, form = record.document.issuing_sides, record.document.issue_form
    path: Path = ("document", "issuing_sides")
    for position, side in enumerate(sides):
        if side not in world.entities:
            yield (*path, position), unknown_entity(side, world)
    if len(set(sides)) < len(sides):
        yield path, "names a side twice; name each once"
    item = world.register.get(record.document_id)
    publisher = world.publishers.get(item.publisher_id) if item is not None else None
    if publisher is not None and publisher.entity_id not in sides:
        yield path, f"leaves out {publisher.entity_id}, for which {publisher.publisher_id} speaks"
    on_call = {side for call in record.calls for side in call.sides}
    for position, side in enumerate(sides):
        if side not in on_call:
            yield (*path, position), f"{side} takes part in no call of the document"
    if form == IssueForm.SINGLE and len(sides) != 1:
        yield path, f"a single text has one issuing side, not {listed(sides)}"
    if form == IssueForm.JOINT and len(sides) < 2:
        yield path, f"a joint text has two or more issuing sides, not {listed(sides)}"


@record_rule("coder-known")
def check_coder(record: Record, world: World) -> Iterator[Complaint]:
    """Coder and checker are registered coders, not the same one and, but for a draft's, no rule
    sets; no coding lies in the future, before its call or before its text was published.
    """
    decided = record.coding.status != CodingStatus.DRAFT
    for name in ("coder_id", "checked_by"):
        coder = getattr(record.coding, name)
        if coder is not None and coder not in world.coders:
            hint = nearest(coder, world.coders)
            yield ("coding", name), f"unknown coder '{coder}'; enter it in coders.csv{hint}"
        elif coder is not None and decided and world.coders[coder].coder_kind == CoderKind.RULE:
            yield ("coding", name), f"'{coder}' is a rule set; it can draft, not decide"
    if record.coding.checked_by == record.coding.coder_id:
        yield ("coding", "checked_by"), "is the coder; a coding is reviewed by somebody else"
    if world.today is not None and record.coding.date > world.today:
        yield ("coding", "date"), f"{record.coding.date} lies in the future"
    item = world.register.get(record.document_id)
    published = item.published_date if item is not None else None
    for position, call in enumerate(record.calls):
        if call.date_first > record.coding.date:
            message = f"{call.date_first} lies after the coding on {record.coding.date}"
            yield ("calls", position, "date_first"), message
    if published is not None and record.coding.date < published - timedelta(days=1):
        message = f"{record.coding.date} lies before publication on {published}"
        yield ("coding", "date"), message


@record_rule("call-keys")
def check_call_keys(record: Record, world: World) -> Iterator[Complaint]:
    """The local keys of the calls are a, b, c and so on, in order."""
    keys = [call.key for call in record.calls]
    wanted = [_letters(position) for position in range(len(keys))]
    if keys != wanted:
        yield ("calls",), f"the keys are {listed(keys)}; they must be {listed(wanted)}"


def _letters(position: int) -> str:
    """Return a, b, ..., z, aa, ab, ... for 0, 1, ...

    >>> _letters(0), _letters(26)
    ('a', 'aa')
    """
    first, last = divmod(position, 26)
    return (chr(ord("a") + first - 1) if first else "") + chr(ord("a") + last)


@record_rule("evidence-needs-text")
def check_basis(record: Record, world: World) -> Iterator[Complaint]:
    """Claims rest on a hashed text: full, full_as_carried or possibly_abridged."""
    if record.claims and record.text.basis not in HASHED:
        allowed = listed(basis.value for basis in HASHED)
        yield ("text", "basis"), f"'{record.text.basis}' bears no claims; they need {allowed}"


@record_rule("claim-ids")
def check_claim_ids(record: Record, world: World) -> Iterator[Complaint]:
    """Claim ids are unique, in order and never reused; a number left out is a retired one. Those
    of drafts start with d, those of codings with c.
    """
    ids = [claim.id for claim in record.claims or ()]
    letter = "d" if record.coding.status == CodingStatus.DRAFT else "c"
    numbers = [int(claim_id[1:]) for claim_id in ids]
    for position, claim_id in enumerate(ids):
        path: Path = ("claims", position, "id")
        if claim_id in ids[:position]:
            yield path, f"'{claim_id}' is given twice"
        elif position and numbers[position] < numbers[position - 1]:
            yield path, f"'{claim_id}' stands behind '{ids[position - 1]}'; sort claims by number"
        if not claim_id.startswith(letter):
            yield (
                path,
                f"'{claim_id}': claims of a {record.coding.status} coding start with {letter}",
            )
        if claim_id in record.retired_claims:
            yield path, f"'{claim_id}' is retired; give the claim a new number"
    gone = {int(claim_id[1:]) for claim_id in record.retired_claims}
    lost = sorted(set(range(1, max(numbers, default=0))) - set(numbers) - gone)
    if lost:
        missing = listed(f"c{number:02d}" for number in lost)
        yield ("retired_claims",), f"claims skip {missing}; list deleted numbers here"


@record_rule("claim-once")
def check_claims_once(record: Record, world: World) -> Iterator[Complaint]:
    """No two claims rest on the same evidence: a second content has a span of its own (S4)."""
    first: dict[tuple[tuple[int, int], ...], str] = {}
    for position, claim in enumerate(record.claims or ()):
        evidence = tuple(claim.evidence)
        if evidence in first:
            path: Path = ("claims", position, "evidence")
            yield path, f"is that of {first[evidence]}; merge the claims or part their spans (S4)"
        first.setdefault(evidence, claim.id)


@record_rule("printed-words")
def check_printed(record: Record, world: World) -> Iterator[Complaint]:
    """Every word of a printed name or title stands in the text or in the registered title; there
    are at most 20. A withheld title can be looked into only where the text's title is at hand.
    """
    item = world.register.get(record.document_id)
    if world.text is None or item is None:
        return
    title = item.title or world.title
    withheld = title is None and item.title_sha256 is not None
    whole = f"{world.text} {title or ''}"
    known = set(words_of(whole))
    for position, call in enumerate(record.calls):
        for number, participant in enumerate(call.participants):
            for name in ("name_printed", "title_printed"):
                printed = words_of(getattr(participant, name) or "")
                strange = [
                    word
                    for word in printed
                    if word not in known and not (is_han(word[0]) and word in whole)
                ]
                path: Path = ("calls", position, "participants", number, name)
                if len(printed) > MAX_TITLE_WORDS:
                    yield path, f"has {len(printed)} words; at most {MAX_TITLE_WORDS}"
                if strange and not withheld:
                    yield path, f"{listed(strange)} stands neither in the text nor in the title"


@record_rule("scope-registered")
def check_register_scope(record: Record, world: World) -> Iterator[Complaint]:
    """Scope and number of calls are those the document was screened in with."""
    item = world.register.get(record.document_id)
    if item is None or item.decision != Decision.IN:
        return
    scopes = {call.scope for call in record.calls}
    scope = scopes.pop() if len(scopes) == 1 else Scope.MIXED
    if item.scope not in (scope, Scope.MIXED):
        yield ("calls",), f"scope is {scope} here, but {item.scope} in the register"
    if item.n_separate_calls != len(record.calls) and item.scope != Scope.MIXED:
        counted = f"{len(record.calls)} calls here, {item.n_separate_calls} in the register"
        yield ("calls",), f"{counted}; mend the one that is wrong"


@record_rule("notes-own-words")
def check_notes(record: Record, world: World) -> Iterator[Complaint]:
    """Notes on document, calls and participants, and offices in standard words, share no run of
    words with the source either.
    """
    notes: list[tuple[Path, str | None]] = [(("note",), record.note)]
    for position, call in enumerate(record.calls):
        notes.append((("calls", position, "note"), call.note))
        for number, participant in enumerate(call.participants):
            path: Path = ("calls", position, "participants", number)
            notes.append(((*path, "note"), participant.note))
            notes.append(((*path, "office"), participant.office))
    for path, note in notes:
        for run in word_runs(note or ""):
            if run in world.text_runs:
                yield (
                    path,
                    f"shares '{run}' with the source; under {MAX_SHARED_WORDS} words in a row",
                )
                break
