"""The rules that one claim must keep. Importing this module declares them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from .acts import Act, ClaimKind
from .claim_codes import Commitment, Confidence, Content, Holder, SaidInCall, TargetRole
from .document_codes import CodingStatus
from .fields import (
    MAX_GLOSS_CHARS,
    MAX_GLOSS_WORDS,
    MAX_SHARED_HAN,
    MAX_SHARED_WORDS,
    UNSPECIFIED,
)
from .record import ClaimFacts, Record, Span
from .rules import (
    Complaint,
    World,
    claim_rule,
    listed,
    nearest,
    unknown_entity,
    word_runs,
    words_of,
)
from .topics import Topic

ROLES: dict[Act, TargetRole] = {
    Act.THANK: TargetRole.EVALUATED,
    Act.COMMEND: TargetRole.EVALUATED,
    Act.CONGRATULATE: TargetRole.EVALUATED,
    Act.CONDOLE: TargetRole.BENEFICIARY,
    Act.URGE: TargetRole.REQUESTED_ACTOR,
    Act.REQUEST: TargetRole.REQUESTED_ACTOR,
    Act.INVITE: TargetRole.REQUESTED_ACTOR,
    Act.WARN: TargetRole.CONDITIONAL_ACTOR,
}
"""The role that the target of an act always has."""

NEED_TARGET = frozenset(ROLES) - {Act.COMMEND}
"""The acts that are done to somebody; praise can go to a thing."""


def claim_sides(claim: ClaimFacts, record: Record) -> set[str]:
    """Return the sides of the calls that a claim belongs to."""
    keys = claim.calls or [call.key for call in record.calls]
    return {side for call in record.calls if call.key in keys for side in call.sides}


def claim_persons(claim: ClaimFacts, record: Record) -> dict[str, set[str]]:
    """Return the sides that each participant of a claim's calls speaks for, by person."""
    keys = claim.calls or [call.key for call in record.calls]
    persons: dict[str, set[str]] = {}
    for call in record.calls:
        for participant in call.participants if call.key in keys else []:
            if participant.person is not None:
                persons.setdefault(participant.person, set()).add(participant.side)
    return persons


@claim_rule("claim-calls")
def check_claim_calls(claim: ClaimFacts, record: Record, world: World) -> Iterator[Complaint]:
    """The calls of a claim are calls of its document, each named once; where it belongs to all
    of them, they are left out.
    """
    keys = [call.key for call in record.calls]
    for position, key in enumerate(claim.calls or ()):
        if key not in keys:
            yield ("calls", position), f"no call '{key}' here; the calls are {listed(keys)}"
    if claim.calls is not None and len(set(claim.calls)) < len(claim.calls):
        yield ("calls",), "names a call twice; name each once"
    elif claim.calls is not None and set(claim.calls) == set(keys):
        yield ("calls",), "names every call of the document; leave the field out"


@claim_rule("holder-sides")
def check_holder_sides(claim: ClaimFacts, record: Record, world: World) -> Iterator[Complaint]:
    """Holder and holding sides agree, on every call the claim belongs to: own is exactly one side,
    an issuing one; joint is two or more, an issuing one among them; counterpart is one or more,
    none issuing; third is nobody on the call; unattributed and issuer have none.
    """
    sides, holder = claim.holder_sides, claim.holder
    issuing = set(record.document.issuing_sides)
    ours = [side for side in sides if side in issuing]
    have = f"the sides given are {listed(sides)}, issuing {listed(sorted(issuing))}"
    path = ("holder_sides",)
    if len(set(sides)) < len(sides):
        yield path, "names a side twice; name each once"
    if holder in (Holder.UNATTRIBUTED, Holder.ISSUER):
        if sides:
            yield path, f"holder '{holder}' has no sides, but {have}"
    elif not sides:
        yield path, f"holder '{holder}' needs at least one side"
    elif holder == Holder.OWN and not (len(sides) == 1 and ours):
        yield path, f"holder 'own' is exactly one side, an issuing one, but {have}"
    elif holder == Holder.JOINT and not (len(sides) >= 2 and ours):
        yield path, f"holder 'joint' is two or more sides with an issuing one, but {have}"
    elif holder == Holder.COUNTERPART and ours:
        yield path, f"holder 'counterpart' has no issuing side, but {have}"
    if UNSPECIFIED in sides:
        yield path, "nobody in particular holds no claim; the holder is then unattributed (H5)"
    yield from _check_presence(claim, record)
    yield from _check_each_call(claim, record)


def _check_each_call(claim: ClaimFacts, record: Record) -> Iterator[Complaint]:
    """Yield the calls on which nobody holds a claim that is said to belong to them."""
    held = set(claim.holder_sides) & claim_sides(claim, record)
    if not held or claim.holder == Holder.THIRD:
        return
    keys = claim.calls or [call.key for call in record.calls]
    for call in record.calls:
        if call.key in keys and not set(call.sides) & held:
            message = f"none of them is on call {call.key}; say in calls where the claim belongs"
            yield ("holder_sides",), message


def _check_presence(claim: ClaimFacts, record: Record) -> Iterator[Complaint]:
    """Yield holding sides that are on the call though third, or off it though not."""
    on_call = claim_sides(claim, record)
    if not on_call:
        return
    for position, side in enumerate(claim.holder_sides):
        if claim.holder == Holder.THIRD and side in on_call:
            yield ("holder_sides", position), f"{side} is on the call, so it is no third party"
        elif claim.holder != Holder.THIRD and side not in on_call:
            where = f"the sides of the claim's calls are {listed(sorted(on_call))}"
            yield ("holder_sides", position), f"{side} is not on the call; {where}"


@claim_rule("holder-persons")
def check_holder_persons(claim: ClaimFacts, record: Record, world: World) -> Iterator[Complaint]:
    """A person who holds a claim takes part in one of its calls for one of the holding sides,
    or, for a third party, speaks for the one holding side.
    """
    known = claim_persons(claim, record)
    for position, person in enumerate(claim.holder_persons):
        path = ("holder_persons", position)
        if person not in world.persons:
            yield path, f"unknown person '{person}'{nearest(person, world.persons)}"
        elif claim.holder == Holder.THIRD:
            if len(claim.holder_sides) != 1:
                yield path, "a third party's person needs exactly one holding side"
        elif not known.get(person, set()) & set(claim.holder_sides):
            yield path, f"'{person}' takes part for none of the sides {listed(claim.holder_sides)}"
    if len(set(claim.holder_persons)) < len(claim.holder_persons):
        yield ("holder_persons",), "names a person twice; name each once"


@claim_rule("claim-entities")
def check_entities(claim: ClaimFacts, record: Record, world: World) -> Iterator[Complaint]:
    """Holding sides and targets are registered entities; targets are named once."""
    for name in ("holder_sides", "targets"):
        for position, entity in enumerate(getattr(claim, name)):
            if entity not in world.entities:
                yield (name, position), unknown_entity(entity, world)
    if len(set(claim.targets)) < len(claim.targets):
        yield ("targets",), "names a target twice; name each once"


@claim_rule("topics-once")
def check_topics(claim: ClaimFacts, record: Record, world: World) -> Iterator[Complaint]:
    """A topic stands once in a claim; t1299 needs a note (V7)."""
    if len(set(claim.topics)) < len(claim.topics):
        yield ("topics",), "names a topic twice; name each once"
    if Topic.T1299 in claim.topics and claim.note is None:
        yield ("note",), "topic t1299 needs a note that says what the claim is about (V7)"


@claim_rule("target-role")
def check_target_role(claim: ClaimFacts, record: Record, world: World) -> Iterator[Complaint]:
    """The target role is none exactly where there is no target; DISCUSS has no target (A2). Who is
    thanked, praised or congratulated is evaluated, who is condoled with a beneficiary (T4), who is
    asked, invited or urged the requested actor, who is warned the conditional actor; these acts
    need a target, but for praise, which can go to a thing.
    """
    if (claim.target_role == TargetRole.NONE) == bool(claim.targets):
        have = f"the targets are {listed(claim.targets)}"
        remedy = "say how they stand in the claim" if claim.targets else "write none"
        yield ("target_role",), f"'{claim.target_role}' cannot be, since {have}; {remedy}"
    if claim.act == Act.DISCUSS and claim.targets:
        yield ("targets",), "DISCUSS has no target (A2)"
    role = ROLES.get(claim.act)
    if role is not None and claim.target_role not in (role, TargetRole.NONE):
        yield ("target_role",), f"the target of {claim.act} is {role}, not {claim.target_role}"
    elif claim.act in NEED_TARGET and not claim.targets:
        yield ("targets",), f"{claim.act} needs a target; UNSPEC where nobody is named (T1)"


@claim_rule("act-holder")
def check_act_holder(claim: ClaimFacts, record: Record, world: World) -> Iterator[Complaint]:
    """AGREE is held by two or more sides: one side's agreeing to act is COMMIT (A3, A4). What the
    issuer says in its own voice was not plainly said on the call (H5).
    """
    if claim.act == Act.AGREE and len(claim.holder_sides) == 1:
        yield ("act",), f"{claim.act} needs two sides or more; one side alone commits (A3, A4)"
    if claim.holder == Holder.ISSUER and claim.said_in_call == SaidInCall.YES:
        yield ("said_in_call",), "what the issuer says in its own voice is unclear or no (H5)"


@claim_rule("stance-default")
def check_stance(claim: ClaimFacts, record: Record, world: World) -> Iterator[Complaint]:
    """The stance is the act's default, unless a note says why the text is otherwise. DISCUSS may
    take either sign from an evaluative noun (A2); a stance without content is 0 (A11).
    """
    allowed = set(claim.act.default_stances)
    if claim.act == Act.DISCUSS:
        allowed = {-1, 0, 1}
    if claim.content == Content.EMPTY:
        allowed = {0}
    excused = claim.note is not None and claim.content == Content.FULL
    if claim.stance not in allowed and not excused:
        usual = " or ".join(str(stance) for stance in sorted(allowed))
        empty = claim.content == Content.EMPTY
        remedy = "a stance without content is 0 (A11)" if empty else "say why in note"
        yield (
            ("stance",),
            f"{claim.stance} leaves the default of {claim.act} ({usual}); {remedy}",
        )


@claim_rule("commitment-kind")
def check_commitment(claim: ClaimFacts, record: Record, world: World) -> Iterator[Complaint]:
    """Commitment is vague or specific exactly for acts of the kind commitment."""
    commits = claim.act.claim_kind == ClaimKind.COMMITMENT
    if commits and claim.commitment == Commitment.NOT_APPLICABLE:
        yield ("commitment",), f"{claim.act} commits: choose vague or specific"
    if not commits and claim.commitment != Commitment.NOT_APPLICABLE:
        yield ("commitment",), f"{claim.act} does not commit: write not_applicable"


@claim_rule("content-empty")
def check_content(claim: ClaimFacts, record: Record, world: World) -> Iterator[Complaint]:
    """Only a POSITION can be empty of content (A11)."""
    if claim.content == Content.EMPTY and claim.act != Act.POSITION:
        yield ("content",), f"an empty stance is a POSITION, not {claim.act} (A11)"


@claim_rule("spans")
def check_spans(claim: ClaimFacts, record: Record, world: World) -> Iterator[Complaint]:
    """Evidence spans are not empty, lie in the text, are sorted and do not overlap."""
    limit = record.text.n_chars
    for position, (start, end) in enumerate(claim.evidence):
        if start >= end:
            yield (
                ("evidence", position),
                f"[{start}, {end}) is empty; the end lies behind the start",
            )
        if end > limit:
            yield ("evidence", position), f"ends at {end}, but the text has {limit} characters"
    for position, (before, after) in enumerate(pairwise(claim.evidence), 1):
        if after[0] < before[0]:
            yield (
                ("evidence", position),
                f"starts at {after[0]}, before the span in front of it; sort",
            )
        elif after[0] < before[1]:
            yield (
                ("evidence", position),
                f"overlaps the span in front of it, which ends at {before[1]}",
            )


@claim_rule("cue-inside")
def check_cue(claim: ClaimFacts, record: Record, world: World) -> Iterator[Complaint]:
    """The cue is absent exactly where the holder is issuer, and lies in the first evidence span."""
    if (claim.cue is None) != (claim.holder == Holder.ISSUER):
        need = "has no cue" if claim.holder == Holder.ISSUER else "needs its cue"
        yield ("cue",), f"holder '{claim.holder}' {need}"
    if claim.cue is not None:
        start, end = claim.cue
        first, last = claim.evidence[0]
        if start >= end:
            yield ("cue",), f"[{start}, {end}) is empty; the end lies behind the start"
        elif not first <= start < end <= last:
            yield ("cue",), f"[{start}, {end}) is not inside the first evidence [{first}, {last})"


@claim_rule("word-boundaries")
def check_boundaries(claim: ClaimFacts, record: Record, world: World) -> Iterator[Complaint]:
    """Cue and evidence start and end at the edge of a word (not in Chinese), without space or full
    stop, and stay in one paragraph.
    """
    if world.text is None:
        return
    spans: list[tuple[tuple[str | int, ...], Span]] = [
        (("evidence", position), span) for position, span in enumerate(claim.evidence)
    ]
    if claim.cue is not None:
        spans.append((("cue",), claim.cue))
    for path, (start, end) in spans:
        if not start < end <= len(world.text):
            continue
        for offset, name in ((start, "starts"), (end, "ends")):
            if 0 < offset < len(world.text) and _splits_word(world.text, offset):
                yield path, f"{name} at {offset}, inside a word; move it to the word's edge"
        if world.text[start:end] != world.text[start:end].strip():
            yield path, f"[{start}, {end}) has a space at its edge; leave it out"
        if _ends_sentence(world.text[start:end]):
            yield path, f"ends at {end} with the end of the sentence; leave its mark out"
        if "\n" in world.text[start:end]:
            yield path, f"[{start}, {end}) reaches into another paragraph; a claim never does (S2)"


def _ends_sentence(piece: str) -> bool:
    """Say whether a piece ends with the mark that ends a sentence; U.S. and Jr. are no ends."""
    return re.search(r"(?:[^\W_]{3,}|\))[.!?]$|[。！？]$", piece) is not None


def _splits_word(text: str, offset: int) -> bool:
    """Say whether an offset stands between two letters or digits of one word."""
    around = text[offset - 1 : offset + 1]
    return around.isalnum() and not any(is_han(character) for character in around)


def is_han(character: str) -> bool:
    """Say whether a character is a Chinese one, at which any word can end.

    >>> is_han("指"), is_han("a")
    (True, False)
    """
    return "\u3400" <= character <= "\u9fff"


@claim_rule("gloss-words")
def check_gloss_length(claim: ClaimFacts, record: Record, world: World) -> Iterator[Complaint]:
    """A gloss has at most 25 words and 250 characters."""
    words = max(len(claim.gloss.split()), len(words_of(claim.gloss)))
    if words > MAX_GLOSS_WORDS:
        yield ("gloss",), f"has {words} words; at most {MAX_GLOSS_WORDS}"
    if len(claim.gloss) > MAX_GLOSS_CHARS:
        yield ("gloss",), f"has {len(claim.gloss)} characters; at most {MAX_GLOSS_CHARS}"


@claim_rule("from-draft")
def check_from_draft(claim: ClaimFacts, record: Record, world: World) -> Iterator[Complaint]:
    """A claim comes from a draft claim of its own document."""
    if claim.from_draft is not None and not claim.from_draft.startswith(f"{record.document_id}-d"):
        yield ("from_draft",), f"'{claim.from_draft}' is no draft claim of {record.document_id}"


@claim_rule("own-words")
def check_own_words(claim: ClaimFacts, record: Record, world: World) -> Iterator[Complaint]:
    """Gloss and note share no run of 6 words, or 8 Han characters, with the source text."""
    if world.text is None:
        return
    for name in ("gloss", "note"):
        for run in word_runs(getattr(claim, name) or ""):
            if run in world.text_runs:
                limit = f"{MAX_SHARED_WORDS} words or {MAX_SHARED_HAN} Han characters"
                yield (
                    (name,),
                    f"shares '{run}' with the source; no run of {limit} may stand in both",
                )
                break


@claim_rule("unsure-fields")
def check_unsure(claim: ClaimFacts, record: Record, world: World) -> Iterator[Complaint]:
    """The fields marked unsure are fields of a claim, each named once."""
    fields = set(ClaimFacts.model_fields) - {"id", "unsure", "from_draft"}
    fields -= {name for name in fields if name.startswith("p_")}
    for position, name in enumerate(claim.unsure):
        if name not in fields:
            yield ("unsure", position), f"'{name}' is no field of a claim{nearest(name, fields)}"
    if len(set(claim.unsure)) < len(claim.unsure):
        yield ("unsure",), "names a field twice; name each once"


@claim_rule("probability-drafts")
def check_probability(claim: ClaimFacts, record: Record, world: World) -> Iterator[Complaint]:
    """Probabilities stand in drafts only: a coder says high, medium or low."""
    if record.coding.status == CodingStatus.DRAFT:
        return
    for name in ClaimFacts.model_fields:
        if name.startswith("p_") and getattr(claim, name) is not None:
            yield (name,), "stands in drafts only; leave it out and say confidence"


@claim_rule("low-confidence-note")
def check_confidence(claim: ClaimFacts, record: Record, world: World) -> Iterator[Complaint]:
    """A claim of low confidence has a note that names the rival code."""
    if claim.confidence == Confidence.LOW and claim.note is None:
        yield ("note",), "low confidence needs a note that names the rival code"


@claim_rule("claim-codes-valid")
def check_claim_codes(claim: ClaimFacts, record: Record, world: World) -> Iterator[Complaint]:
    """Every code belongs to the codebook version that the record states."""
    version = record.codebook_version
    for code in (claim.act, *claim.topics):
        if not code.is_valid_in(version):
            name = "act" if isinstance(code, Act) else "topics"
            yield (name,), f"'{code}' does not belong to {version}; take a code of that version"
