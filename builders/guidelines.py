"""The page a coder works from, generated from rules and vocabularies. Pure.

One page for each pass, and a bare one with definitions alone: no cues, no decision order, no
examples, no rules. What is published about the data is in ``codebook``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..schema.acts import Act, ActFamily
from ..schema.call_codes import (
    CallFormat,
    DateBasis,
    DatePrecision,
    Mode,
    NextContact,
    OfficeClass,
    OfficeStatus,
    ParticipantRole,
    Secure,
    Tone,
)
from ..schema.claim_codes import (
    Certainty,
    Commitment,
    Confidence,
    Content,
    Holder,
    Iteration,
    SaidInCall,
    TargetRole,
)
from ..schema.code import Code
from ..schema.coding_rules import CODING_RULES, SECTIONS
from ..schema.document_codes import DocType, IssueForm, Scope
from ..schema.guidance import EXAMPLES, LESSONS, Guidance
from ..schema.topics import Topic, TopicMajor

UNIT_RULES = "UPSE"
LABEL_RULES = "HDAVT"

UNIT_LISTS: dict[str, type[Code]] = {
    "doc_type": DocType,
    "issue_form": IssueForm,
    "precision": DatePrecision,
    "basis": DateBasis,
    "scope": Scope,
    "format": CallFormat,
    "mode": Mode,
    "secure": Secure,
    "tone": Tone,
    "next_contact": NextContact,
    "office_class": OfficeClass,
    "office_status": OfficeStatus,
    "role of a participant": ParticipantRole,
}

LABEL_LISTS: dict[str, type[Code]] = {
    "holder": Holder,
    "target role": TargetRole,
    "certainty": Certainty,
    "iteration": Iteration,
    "commitment": Commitment,
    "content": Content,
    "said_in_call": SaidInCall,
    "confidence": Confidence,
}

UNIT_DEFINITION = """A **claim** is one thing the document reports one holder as saying, doing, \
committing to, asking of or feeling toward somebody, in or about the call: the smallest \
combination of holder, act, target and topic set. The **evidence** is the piece of text that bears \
it, from the mention of the holder to the end of the content; the **cue** is the verb that reports \
it."""


def make_guidelines(passes: Sequence[str], bare: bool = False) -> str:
    """Return the page for a pass, ``units`` or ``labels``, or for both.

    Args:
        passes: The passes it is for.
        bare: Definitions alone.
    """
    parts: list[str] = []
    if "units" in passes:
        parts += ["## Cutting a text into claims\n"]
        parts += [UNIT_DEFINITION + "\n"] if bare else list(_rules(UNIT_RULES))
        parts += [] if bare else list(_guidance("units"))
        parts += ["## Lists for document and call\n", *_lists(UNIT_LISTS, bare)]
    if "labels" in passes:
        parts += ["## Labelling claims\n"]
        parts += [] if bare else list(_rules(LABEL_RULES))
        parts += [] if bare else list(_guidance("labels"))
        parts += ["## Lists for claims\n", *_lists(LABEL_LISTS, bare)]
        parts += ["### act\n", *_acts(bare), "", "### topics\n", *_topics(bare)]
    return "\n".join(parts).rstrip() + "\n"


def _rules(letters: str) -> Iterator[str]:
    """Yield the coding rules of some sections."""
    for letter in letters:
        yield f"### {SECTIONS[letter]}\n"
        yield from (
            f"- **{rule.number}** {rule.text}"
            for rule in CODING_RULES
            if rule.number.startswith(letter)
        )
        yield ""


def _guidance(pass_: str) -> Iterator[str]:
    """Yield invented examples and what earlier rounds taught."""
    yield "### Examples (invented)\n"
    yield from _points(EXAMPLES, pass_)
    if any(pass_ in lesson.passes for lesson in LESSONS):
        yield "### What earlier rounds taught\n"
        yield from _points(LESSONS, pass_)


def _points(guidance: Sequence[Guidance], pass_: str) -> Iterator[str]:
    """Yield pieces of guidance for a pass."""
    for piece in guidance:
        if pass_ in piece.passes:
            yield f"- ({piece.rule}) {piece.text}"
    yield ""


def _lists(lists: dict[str, type[Code]], bare: bool) -> Iterator[str]:
    """Yield lists of codes with their definitions."""
    for name, codes in lists.items():
        yield f"**{name}**"
        note = " ".join((codes.__doc__ or "").split())
        yield "" if bare else f"{note}\n"
        yield from (f"- `{code.value}` {code.label}: {code.definition}" for code in codes)
        yield ""


def _acts(bare: bool) -> Iterator[str]:
    """Yield the acts by family."""
    for family in ActFamily:
        yield f"**{family.label}**: {family.definition}\n"
        for act in Act:
            if act.family is family:
                stance = " or ".join(str(stance) for stance in act.default_stances)
                line = f"- `{act.value}` {act.definition} Default stance {stance}."
                commits = " Commitment is coded." if act.claim_kind == "commitment" else ""
                cues = "" if bare else f" Cues: {act.trigger_cues} Not when: {act.not_this_when}"
                yield line + commits + cues
        yield ""


def _topics(bare: bool) -> Iterator[str]:
    """Yield the topics by major."""
    for major in TopicMajor:
        yield f"**{major.value} {major.label}**\n"
        for topic in Topic:
            if topic.major is major:
                line = f"- `{topic.value}` {topic.label}: {topic.definition}"
                more = f" For example: {topic.includes} Not here: {topic.excludes}"
                yield line if bare else line + more
        yield ""
