"""The rules that propose a screening decision from a canonical text. They decide nothing.

Each rule is a pattern with the decision it speaks for; the first that matches wins. What was
proposed and what readers decided stand side by side in ``screenings``, so the error of these
rules is measured and published. Which items are screened, and by whom, is not known here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..schema.document_codes import Decision, ExclusionReason, Scope
from .new_record import cut_sentences

RULE_SET = "rule-screening-1"
"""The coder id of these rules. A change of any rule needs a new id."""

OPENING_SENTENCES = 2
"""A readout says in its first sentences that there was a call."""


@dataclass(frozen=True)
class Proposal:
    """What the rules make of a text: the decision, how many calls, and which rule spoke."""

    decision: Decision
    scope: Scope
    exclusion_reason: ExclusionReason | None
    n_separate_calls: int
    sure: bool
    rule: str


@dataclass(frozen=True)
class ScreeningRule:
    """A pattern looked for in the opening or the whole text, and what it speaks for."""

    name: str
    pattern: re.Pattern[str]
    reason: ExclusionReason | None
    whole_text: bool = False


def _rule(
    name: str, pattern: str, reason: ExclusionReason | None, whole_text: bool = False
) -> ScreeningRule:
    """Make a rule; the pattern is read without case."""
    return ScreeningRule(name, re.compile(pattern, re.IGNORECASE | re.VERBOSE), reason, whole_text)


_CALLED = r"""
    \b(?:phone|telephone|video|conference|secure)\s?-?(?:call|conversation|conference|link)s?\b
    | \bvideo-?conferences?\b | \bvideo-?link\b | \bvideoconferenc | \bby\s(?:tele)?phone\b
    | \bover\sthe\sphone\b | \bon\sthe\sphone\b | \btelephon | \btéléphon | \btelefon
    | \bvidéoconf | \bVideokonferenz | \bvideoconferenza
    | телефонн | видеоконференц | 通电话 | 通了电话 | 视频会晤 | 视频会见 | 视频会谈 | 视频通话
"""
_SPOKE = r"""
    \bspoke\b (?! \s (?:at|about|on\sthe\sfloor) ) | \bspeaks\swith\b | \bhad\sa\scall\b
    | \bheld\s(?:a|separate|back-to-back)?\s?calls?\b
    | \bcalled\s(?:President|Prime|King|Chancellor)
    | \bjoined\sa\scall\b | \bconvened\sa\s(?:\w+\s){0,3}call\b | \bvirtual(?:ly)?\b
    | \bonline\sconsultations\b | \btalk(?:ed)?\swith\b
"""
_HOME = r"""
    \bGov(?:ernor|\.)s?\b | \bMayors?\b | \bSenat(?:ors?|e)\b | \bCongress(?:man|woman|ional)?\b
    | \bSpeaker\s(?:Nancy|Mike|Johnson|Pelosi) | \bbipartisan\b | \bCEOs?\b | \bcompan(?:y|ies)\b
    | \butilit(?:y|ies)\b | \bstate\sand\slocal\b | \btribal\b | \bunion\sleaders\b
    | \bretailers?\b | \bAttorneys\sGeneral\b | \bSuperintendent\b | \badvocates\b
"""

RULES: tuple[ScreeningRule, ...] = (
    _rule(
        "press-call",
        r"^\W*(?:Via\sTeleconference|Q\s|MODERATOR|OPERATOR)|\n(?:Q:?\s|MODERATOR:|OPERATOR:)",
        ExclusionReason.PRESS_CALL,
        whole_text=True,
    ),
    _rule("call-to-action", r"\bcalls?[\s-]to[\s-]action\b", ExclusionReason.CALL_TO_ACTION),
    _rule(
        "future-call",
        r"\bwill\s(?:also\s)?(?:speak|host|hold|convene|call|meet|participate|join)\b",
        ExclusionReason.FUTURE_CALL,
    ),
    _rule("written", r"致电|贺电|慰问电|贺信|唁电", ExclusionReason.WRITTEN),
    _rule("domestic-call", rf"(?:{_SPOKE}|{_CALLED}).*(?:{_HOME})", ExclusionReason.DOMESTIC),
    _rule("call-named", _CALLED, None),
    _rule("spoke-with", _SPOKE, None),
    _rule(
        "in-person",
        r"\bmet\s(?:today\s|yesterday\s)?(?:with|in)\b|\bhosted\b|\bmeeting\b|会见|会谈|会晤",
        ExclusionReason.IN_PERSON,
    ),
    _rule("call-behind", _CALLED, None, whole_text=True),
)
"""The rules in the order in which they are tried."""

SEPARATE = re.compile(r"\bseparate(?:ly)?\b|\bback-to-back\b|分别|\brespectively\b", re.IGNORECASE)
"""Words that part calls: with them, one call is counted for each ``and`` behind ``with``."""

PLAIN = re.compile(
    r"""^[^.]{0,120}\b(?:spoke\s(?:by\sphone\s)?(?:today|yesterday|by\sphone|with)
    | had\sa\s(?:tele)?phone\sconversation\swith )\b | ^[^。]{0,60}通电话。""",
    re.VERBOSE,
)
"""Openings that say plainly that there was a call."""


def propose(text: str) -> Proposal:
    """Propose a decision for a canonical text.

    >>> propose("President Vell spoke today with Prime Minister Tandt of Freedonia.").decision
    <Decision.IN: 'in'>
    """
    sentences = list(cut_sentences(text))
    end = sentences[min(OPENING_SENTENCES, len(sentences)) - 1][1] if sentences else 0
    opening = text[:end]
    for rule in RULES:
        if rule.pattern.search(text if rule.whole_text else opening):
            return _speak(rule, opening)
    return Proposal(
        Decision.OUT, Scope.NOT_A_CALL, ExclusionReason.NOT_A_CALL, 0, False, "nothing-found"
    )


def _speak(rule: ScreeningRule, opening: str) -> Proposal:
    """Return what a rule that matched speaks for."""
    if rule.reason is None:
        sure = PLAIN.search(opening) is not None and SEPARATE.search(opening) is None
        return Proposal(Decision.IN, Scope.CORE, None, _count(opening), sure, rule.name)
    domestic = rule.reason == ExclusionReason.DOMESTIC
    scope = Scope.DOMESTIC if domestic else Scope.NOT_A_CALL
    return Proposal(Decision.OUT, scope, rule.reason, int(domestic), False, rule.name)


def _count(opening: str) -> int:
    """Count the calls that an opening parts; one where it parts none."""
    if SEPARATE.search(opening) is None:
        return 1
    return max(2, len(re.findall(r"\band\b|同|、", opening.partition("with")[2] or opening)))
