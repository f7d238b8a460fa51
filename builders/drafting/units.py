"""Claims as stretches of a sentence: cue, holder's words, content (rules S1 to S9, E1 to E3).

Whose claim it is by the words before the cue is decided here too (H1 to H8); what it does and is
about, elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...schema.knowledge_rows import Cue
from .knowledge import Knowledge
from .parties import CALL, Who
from .tokens import Sentence, Token

_BE = frozenset(["was", "were", "is", "are", "be", "been", "being"])
_AUX = frozenset(["has", "have", "had", "did", "do", "does"])
_ADVERBS = frozenset(
    [
        "also",
        "again",
        "further",
        "then",
        "jointly",
        "once",
        "more",
        "still",
        "in",
        "turn",
        "too",
        "each",
        "separately",
        "even",
        "never",
        "not",
        "just",
        "together",
        "later",
        "earlier",
        "finally",
        "once",
    ]
)
_PRONOUNS = frozenset(["he", "she", "they", "both", "all", "we", "i"])
_MANY = frozenset(
    [
        "they",
        "both",
        "all",
        "leaders",
        "presidents",
        "ministers",
        "sides",
        "parties",
        "interlocutors",
        "counterparts",
        "participants",
        "secretaries",
        "advisors",
        "advisers",
        "two",
        "heads",
        "chancellors",
        "officials",
        "we",
    ]
)
_TALK = frozenset(
    [
        "conversation",
        "discussion",
        "discussions",
        "call",
        "talks",
        "talk",
        "meeting",
        "exchange",
        "dialogue",
        "topic",
        "topics",
        "focus",
        "agenda",
        "consultations",
    ]
)
_TAILS = frozenset(
    [
        "president",
        "presidents",
        "minister",
        "ministers",
        "secretary",
        "secretaries",
        "chancellor",
        "chancellors",
        "leaders",
        "leader",
        "sides",
        "side",
        "parties",
        "party",
        "interlocutors",
        "interlocutor",
        "counterparts",
        "counterpart",
        "officials",
        "advisors",
        "advisers",
        "advisor",
        "adviser",
        "participants",
        "king",
        "emir",
        "amir",
        "sultan",
        "pope",
        "taoiseach",
        "premier",
        "delegation",
        "government",
        "administration",
        "prince",
        "queen",
        "two",
        "general",
        "state",
        "councillor",
        "excellency",
        "highness",
        "majesty",
        "holiness",
        "team",
        "teams",
        "countries",
        "governments",
    ]
)
_NP = frozenset(
    [
        "the",
        "a",
        "his",
        "her",
        "their",
        "its",
        "all",
        "two",
        "three",
        "both",
        "of",
        "and",
        "'s",
        ",",
        "u.s.",
        "prime",
        "vice",
        "foreign",
        "national",
        "security",
        "deputy",
        "head",
        "heads",
        "state",
        "federal",
        "crown",
        "as",
        "well",
        "each",
        "other",
        "with",
        "mr",
        "mrs",
        "ms",
        ".",
        "(",
        ")",
        "defense",
        "defence",
        "our",
        "respective",
    ]
)
_GERUND_AFTER = frozenset((",", "and", "while", "by", "—", "–", "-", "also"))
_INNER = frozenset(
    ["that", "which", "who", "whom", "of", "by", "after", "since", "when", "what", "how", "where"]
)
_NO_OBJECT = frozenset(
    ["of", "by", "in", "on", "for", "from", "with", "as", "is", "was", "were", "are"]
)


@dataclass(frozen=True)
class Unit:
    """One claim as cut: spans, cue, holder by the words, all in offsets of the text."""

    spans: tuple[tuple[int, int], ...]
    cue: tuple[int, int] | None
    cue_row: Cue | None
    form: str
    holder: str
    sides: tuple[str, ...]
    persons: tuple[str, ...]
    content: tuple[int, int]
    reason: str


@dataclass
class Hearer:
    """What is remembered from sentence to sentence: who spoke last."""

    people: Sequence[Who]
    own: Sequence[str]
    sides: Sequence[str]
    last: tuple[str, ...] = ()
    last_persons: tuple[str, ...] = ()


def cut_units(
    sentence: Sentence, text: str, first: bool, hearer: Hearer, know: Knowledge
) -> list[Unit]:
    """Return the claims of one sentence, in text order."""
    tokens = sentence.tokens
    found: list[_Candidate] = []
    place = 0
    words = " ".join(t.lower for t in tokens[:60])
    opener = first and CALL.search(words) is not None
    while place < len(tokens):
        match = know.cue_forms.match(tokens, place)
        if match is None:
            place += 1
            continue
        made = None
        for form in match[1]:
            made = _judge(tokens, place, match[0], form.cue, form.form, found, opener, hearer, know)
            if made is not None:
                break
        if made is not None:
            found.append(made)
        place = match[0]
    nominal = _nominal(tokens) if not found else None
    if nominal is not None:
        found.append(nominal)
    return _spans(found, tokens, text, sentence, hearer)


@dataclass
class _Candidate:
    """A cue that reports a claim: where it and its holder's words begin."""

    start: int
    end: int
    cue: Cue | None
    form: str
    subject: int
    holder: str
    sides: tuple[str, ...]
    persons: tuple[str, ...]
    reason: str
    passive: bool = False


def _judge(
    tokens: Sequence[Token],
    start: int,
    end: int,
    cue: Cue,
    form: str,
    found: Sequence[_Candidate],
    opener: bool,
    hearer: Hearer,
    know: Knowledge,
) -> _Candidate | None:
    """Return the claim that a cue's form begins, if it does."""
    if tokens[start].capital and start > 0 and tokens[start - 1].text not in ('"', "'"):
        return None
    after = tokens[end].lower if end < len(tokens) else ""
    before = start - 1
    while before >= 0 and (tokens[before].lower in _ADVERBS or tokens[before].lower.endswith("ly")):
        before -= 1
    passive = before >= 0 and tokens[before].lower in _BE
    while before >= 0 and (
        tokens[before].lower in _AUX
        or tokens[before].lower in _ADVERBS
        or tokens[before].lower.endswith("ly")
        or (passive and tokens[before].lower in _BE)
    ):
        before -= 1
    lower = tokens[before].lower if before >= 0 else ""
    if form == "base":
        return _infinitive(tokens, start, end, cue, lower, before, found, opener, hearer)
    if form == "gerund":
        if start == 0 or lower not in _GERUND_AFTER or lower in ("by", "while"):
            return None
        if not found and not opener:
            return None
        if cue.kind == "meet" or after in _NO_OBJECT or (cue.kind == "talk" and not opener):
            return None
        if found:
            last = found[-1]
            if lower == "and" and last.form not in ("gerund",):
                return None
            return _Candidate(
                start, end, cue, form, start, last.holder, last.sides, last.persons, "participle"
            )
        holder = _resolve(tokens[:start], hearer, know, subject_only=True)
        return _Candidate(start, end, cue, form, start, *holder, "participle of the opener")
    if cue.kind == "meet" and not _talk_follows(tokens, end):
        return None
    if cue.cue in ("speak", "talk") and not passive and not _names_matter(tokens, end):
        return None
    if passive:
        if form not in ("past", "participle"):
            return None
        if found and tokens[before].lower not in _TALK and not _clause_before(tokens, start):
            return None
        if lower == "it" or found == [] or _clause_before(tokens, start):
            begin = _clause_start(tokens, start)
            by = next(
                (i for i in range(end, min(end + 3, len(tokens))) if tokens[i].lower == "by"), None
            )
            if by is not None and by + 1 < len(tokens):
                holder = _resolve(tokens[by + 1 : by + 8], hearer, know)
                if holder[0] not in ("third", "unattributed"):
                    return _Candidate(
                        start, end, cue, form, begin, *holder, "passive with by", True
                    )
            if cue.cue in ("agree", "decide", "arrange"):
                return _Candidate(
                    start,
                    end,
                    cue,
                    form,
                    begin,
                    "joint",
                    tuple(hearer.sides),
                    (),
                    "it was agreed (H5)",
                    True,
                )
            if cue.cue in ("have", "hold", "make", "give", "see", "take", "send"):
                return None
            return _Candidate(
                start,
                end,
                cue,
                form,
                begin,
                "unattributed",
                (),
                (),
                "passive without agent (H5)",
                True,
            )
        return None
    tail = before
    if tail >= 0 and tokens[tail].text == ")":
        while tail >= 0 and tokens[tail].text != "(":
            tail -= 1
        tail -= 1
    if tail >= 0 and tokens[tail].text == ",":
        step = tail - 1
        if step >= 1 and tokens[step].lower == "turn":
            step -= 2
        if _is_tail(tokens, step, hearer, know) and not found:
            tail = step
    if _is_tail(tokens, tail, hearer, know):
        begin = _np_start(tokens, tail, hearer, know)
        subject = tokens[begin : tail + 1]
        if all(
            t.lower in _TALK or t.lower in ("the", "main", "their", "telephone", "phone", "of")
            for t in subject
        ):
            if cue.kind not in ("talk", "meet") and cue.cue not in ("focus on", "center on"):
                return None
            return _Candidate(
                start,
                end,
                cue,
                form,
                begin,
                "joint",
                tuple(hearer.sides),
                (),
                "subject denotes the talk (H4)",
            )
        holder = _resolve(subject, hearer, know)
        if holder[0] == "third" and not found and cue.kind != "say" and cue.kind != "fixed":
            return None
        if (
            holder[0] == "third"
            and before > 0
            and tokens[begin - 1].lower in ("that", "which", "who", "of", "by", "for", "to", "as")
        ):
            return None
        if found and begin > 0 and tokens[begin - 1].lower in _INNER:
            return None
        if found and begin <= found[-1].end and found[-1].form != "base":
            return None
        return _Candidate(start, end, cue, form, begin, *holder, "subject before the cue")
    if found and lower in ("and", ",", "but") and form in ("past", "third"):
        last = next((c for c in reversed(found) if c.form in ("past", "third")), None)
        if last is None or last.passive:
            return None
        if lower == "," and after in ("by", "in", "on", "of", "from"):
            return None
        if cue.kind == "meet":
            return None
        return _Candidate(
            start, end, cue, form, start, last.holder, last.sides, last.persons, "coordinated verb"
        )
    return None


_DATED = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)
_NO_MATTER = frozenset(
    "phone telephone initiative margins evening occasion sidelines".split()  # noqa: SIM905
)


def _names_matter(tokens: Sequence[Token], end: int) -> bool:
    """Say whether the words behind "spoke" name what it was about (S7), not only the day."""
    for place in range(end, min(len(tokens), end + 40)):
        lower = tokens[place].lower
        if lower in ("about", "regarding", "concerning"):
            return True
        if lower != "on" or place <= end + 3:
            continue
        if place + 1 == len(tokens):
            return True
        after = tokens[place + 1]
        beyond = tokens[min(place + 2, len(tokens) - 1)].lower
        means = after.lower in ("the", "behalf") and beyond in _NO_MATTER
        if not (after.lower in _DATED or after.text.isdigit() or means):
            return True
    return False


def _infinitive(
    tokens: Sequence[Token],
    start: int,
    end: int,
    cue: Cue,
    lower: str,
    before: int,
    found: Sequence[_Candidate],
    opener: bool,
    hearer: Hearer,
) -> _Candidate | None:
    """Return the claim of a purpose infinitive of the opener (S1)."""
    if not opener or (cue.kind == "meet" and cue.cue != "continue"):
        return None
    if cue.cue in (
        "hold",
        "have",
        "make",
        "give",
        "see",
        "address",
        "support",
        "seek",
        "expect",
        "back",
        "provide",
        "explore",
        "stand",
    ) and cue.cue not in ("address", "support", "provide"):
        return None
    if lower == "to":
        if found and found[-1].form != "base":
            return None
        if found and before >= 1 and tokens[before - 1].lower not in ("and", ",", "also"):
            return None
        if not found and not any(
            t.lower in ("with", "call", "called", "spoke", "phone", "conversation", "telephoned")
            for t in tokens[:before]
        ):
            return None
    elif not (lower in ("and", ",") and found and found[-1].form == "base"):
        return None
    if found:
        last = found[-1]
        return _Candidate(
            start,
            end,
            cue,
            "base",
            start,
            last.holder,
            last.sides,
            last.persons,
            "further infinitive of the opener",
        )
    subject: tuple[str, tuple[str, ...], tuple[str, ...]]
    verb = next(
        (
            i
            for i, t in enumerate(tokens)
            if t.lower
            in (
                "spoke",
                "called",
                "held",
                "had",
                "talked",
                "convened",
                "joined",
                "telephoned",
                "phoned",
                "met",
            )
        ),
        None,
    )
    joint = (
        verb is not None
        and verb >= 1
        and any(t.lower == "and" for t in tokens[:verb])
        and not any(t.lower == "with" for t in tokens[verb:before])
    )
    if joint:
        subject = ("joint", tuple(hearer.sides), ())
    else:
        own = tuple(hearer.own[:1])
        persons = tuple(w.person for w in hearer.people if w.side in own and w.person)[:1]
        subject = ("own", own, persons)
    return _Candidate(start, end, cue, "base", 0, *subject, "infinitive of the opener")


def _talk_follows(tokens: Sequence[Token], end: int) -> bool:
    """Say whether a noun of talk with content follows."""
    window = [t.lower for t in tokens[end : end + 9]]
    nouns = [
        i
        for i, w in enumerate(window)
        if w
        in (
            "discussion",
            "discussions",
            "exchange",
            "views",
            "consultations",
            "dialogue",
            "talks",
            "conversation",
        )
    ]
    if not nouns:
        return False
    rest = [t.lower for t in tokens[end + nouns[0] : end + nouns[0] + 6]]
    return any(w in ("on", "about", "regarding", "concerning", "over") for w in rest)


def _nominal(tokens: Sequence[Token]) -> _Candidate | None:
    """Return the claim of a sentence in which views took place or a topic was the focus."""
    lowers = [t.lower for t in tokens]
    for place in range(len(lowers) - 1):
        if (
            lowers[place] == "took"
            and lowers[place + 1] == "place"
            and any(w in ("exchange", "discussion", "views") for w in lowers[:place])
        ):
            return _Candidate(
                place, place + 2, None, "past", 0, "joint", (), (), "views took place"
            )
    return None


def _clause_before(tokens: Sequence[Token], start: int) -> bool:
    """Say whether a new clause begins shortly before a passive."""
    return any(tokens[i].lower in (";",) for i in range(max(0, start - 30), start))


def _clause_start(tokens: Sequence[Token], start: int) -> int:
    """Return where the clause of a passive begins, adverbials of the opening left out."""
    begin = 0
    for i in range(start - 1, max(-1, start - 60), -1):
        if tokens[i].text == ";":
            begin = i + 1
            break
    if tokens[begin].lower in (
        "in",
        "additionally",
        "finally",
        "separately",
        "also",
        "moreover",
        "during",
        "furthermore",
        "besides",
        "at",
    ):
        for i in range(begin, min(begin + 12, start)):
            if tokens[i].text == ",":
                return i + 1
    return begin


def _is_tail(tokens: Sequence[Token], place: int, hearer: Hearer, know: Knowledge) -> bool:
    """Say whether a token can end the words for a holder."""
    if place < 0:
        return False
    token = tokens[place]
    if token.lower in _PRONOUNS or token.lower in _TAILS or token.lower in _TALK:
        return True
    if token.text == "." and place > 0 and tokens[place - 1].lower in ("jr", "sr"):
        return True
    if any(token.lower == who.surname for who in hearer.people):
        return True
    if token.capital and token.lower not in ("monday", "tuesday"):
        for back in range(0, 5):
            if place - back < 0:
                break
            match = know.entity_names.match(tokens, place - back)
            if match is not None and match[0] == place + 1 and match[1].kind in ("name", "capital"):
                return True
        return place > 0 and tokens[place - 1].capital
    return False


def _np_start(tokens: Sequence[Token], tail: int, hearer: Hearer, know: Knowledge) -> int:
    """Return where the words for a holder begin."""
    begin = tail
    if tokens[tail].lower in ("he", "she", "they", "i", "we"):
        return tail
    for place in range(tail - 1, max(-1, tail - 40), -1):
        token = tokens[place]
        if token.lower in ("and", ","):
            ok = place > 0 and (
                _is_tail(tokens, place - 1, hearer, know)
                or tokens[place - 1].text in (")", "'s")
                or (token.lower == "and" and tokens[place - 1].text == ",")
            )
            if not ok:
                break
            if (
                token.lower == ","
                and place > 0
                and tokens[place - 1].lower in ("today", "addition", "turn")
            ):
                break
            continue
        if (
            token.capital
            or token.lower in _NP
            or token.lower in _TAILS
            or token.lower
            in (
                "russian",
                "telephone",
                "phone",
                "conversation",
                "main",
                "al",
                "bin",
                "de",
                "la",
                "von",
                "der",
                "el",
                "el-sisi",
                "also",
                "–",
                "-",
                "russia",
                "his",
                "her",
            )
        ):
            if token.lower not in (
                "and",
                ",",
                "of",
                "with",
                "as",
                "well",
                "other",
                ".",
                ")",
                "(",
                "'s",
            ):
                begin = place
            continue
        break
    return begin


def _resolve(
    tokens: Sequence[Token], hearer: Hearer, know: Knowledge, subject_only: bool = False
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return holder, sides and persons for the words of a subject (H1 to H8)."""
    lowers = [t.lower for t in tokens]
    own = set(hearer.own)
    sides: set[str] = set()
    persons: list[str] = []
    if subject_only:
        return (
            "own",
            tuple(hearer.own[:1]),
            tuple(w.person for w in hearer.people if w.side in own and w.person)[:1],
        )
    mentioned = [row.entity_id for _, _, row in know.entity_names.find(tokens)]
    joint_word = any(w in _MANY for w in lowers)
    for who in hearer.people:
        if who.surname and who.surname in lowers and who.side:
            sides.add(who.side)
            if who.person:
                persons.append(who.person)
    if lowers and lowers[-1] in ("he", "she"):
        return _settle_sides(set(hearer.last or hearer.own[:1]), list(hearer.last_persons), hearer)
    if lowers and lowers[-1] in ("i", "we"):
        return _settle_sides(set(hearer.own[:1]), [], hearer)
    if joint_word:
        on_call = [e for e in mentioned if e in hearer.sides]
        if (
            len(set(on_call)) == 1
            and len(hearer.sides) > 1
            and not ({"leaders", "presidents"} & set(lowers) and len(lowers) > 6)
        ):
            return _settle_sides(set(on_call), [], hearer)
        if sides and len(sides) >= 2:
            return _settle_sides(sides, persons, hearer)
        if (sides and "counterparts" in lowers) or not sides or "and" in lowers or "both" in lowers:
            return _settle_sides(set(hearer.sides), _all_persons(hearer), hearer)
        return _settle_sides(set(hearer.sides), _all_persons(hearer), hearer)
    if not sides or "and" in lowers:
        for who in hearer.people:
            if who.side and who.title and _title_met(who, lowers, hearer) and who.side not in sides:
                if mentioned and who.side not in mentioned and "and" not in lowers:
                    continue
                sides.add(who.side)
                if who.person:
                    persons.append(who.person)
                if "and" not in lowers:
                    break
    if "and" not in lowers and len(sides) > 1:
        first = next(w for w in hearer.people if w.side in sides)
        sides = {str(first.side)}
        persons = [p for p in persons if p == first.person]
    for entity in mentioned:
        if not sides or ("and" in lowers and entity in hearer.sides):
            sides.add(entity)
    if not sides:
        if "counterpart" in lowers or "interlocutor" in lowers:
            sides = set(hearer.sides) - own
        elif "and" in lowers:
            sides = set(hearer.sides)
        elif "state" in lowers or "administration" in lowers:
            sides = set(hearer.own[:1])
        else:
            sides = set(hearer.last or hearer.own[:1])
    return _settle_sides(sides, persons, hearer)


def _title_met(who: Who, lowers: Sequence[str], hearer: Hearer) -> bool:
    """Say whether words name a participant by title; of two alike, the issuer's comes first."""
    title = [w for w in re.split(r"[^\w'-]+", (who.title or "").lower()) if w]
    keys = [w for w in title if w in _TAILS and w not in ("state", "general", "two")]
    if "state" in lowers and "head" in lowers and "of" in lowers:
        return who.side in hearer.own
    if not keys or keys[0] not in lowers:
        return False
    if keys[0] in ("president", "minister") and "vice" in lowers and "vice" not in title:
        return False
    if keys[0] == "minister" and "prime" in lowers and "prime" not in title:
        return False
    return not (keys[0] == "minister" and "foreign" in lowers and "foreign" not in title)


def _all_persons(hearer: Hearer) -> list[str]:
    """Return every registered participant."""
    return [w.person for w in hearer.people if w.person]


def _settle_sides(
    sides: set[str], persons: list[str], hearer: Hearer
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return the holder that a set of sides makes, and remember a single one."""
    on_call = sides & set(hearer.sides)
    if not on_call:
        third = tuple(sorted(sides))
        return ("third", third, ()) if third else ("unattributed", (), ())
    own = on_call & set(hearer.own)
    ordered = tuple(sorted(on_call))
    known = tuple(
        sorted(
            {p for p in persons if any(w.person == p and w.side in on_call for w in hearer.people)}
        )
    )
    if len(on_call) == 1:
        if not known:
            known = tuple(
                sorted({w.person for w in hearer.people if w.side in on_call and w.person})
            )[:1]
        hearer.last, hearer.last_persons = ordered, known
    if len(on_call) >= 2 and own:
        return "joint", ordered, known
    return ("own" if own else "counterpart"), ordered, known


def _spans(
    found: Sequence[_Candidate],
    tokens: Sequence[Token],
    text: str,
    sentence: Sentence,
    hearer: Hearer,
) -> list[Unit]:
    """Return units with their spans: each reaches to where the next begins."""
    units: list[Unit] = []
    for number, one in enumerate(found):
        begin = one.subject
        stop = len(tokens)
        if number + 1 < len(found):
            stop = found[number + 1].subject
            if stop <= one.start:
                stop = found[number + 1].start
        quoted = _quotation(tokens, one)
        if quoted is not None:
            begin, stop = quoted
        while stop > one.end and _is_edge(tokens[stop - 1]):
            stop -= 1
        while begin < one.start and tokens[begin].text in (",", "–", "-", "💬"):
            begin += 1
        last_start, last_end = tokens[begin].start, tokens[max(stop, one.end) - 1].end
        end = text.find("\n", last_start, last_end)
        if end != -1:
            last_end = end
        second = None
        if quoted is None and not one.passive and one.cue is not None and one.cue.kind == "say":
            second = _second_content(tokens, one.end, stop)
        sides = one.sides if one.holder != "joint" or one.sides else tuple(sorted(hearer.sides))
        if tokens[one.end - 1].end > last_end:
            continue
        units.append(
            Unit(
                ((last_start, last_end),),
                (tokens[one.start].start, tokens[one.end - 1].end),
                one.cue,
                one.form,
                one.holder,
                tuple(sorted(sides)),
                one.persons,
                (last_start, last_end)
                if one.passive or quoted
                else (tokens[one.start].start, last_end),
                one.reason,
            )
        )
        if second is not None:
            whole = units.pop()
            edge = second - 1
            while edge > one.end and _is_edge(tokens[edge - 1]):
                edge -= 1
            cut, again = tokens[edge - 1].end, tokens[second].start
            units.append(
                replace(whole, spans=((last_start, cut),), content=(whole.content[0], cut))
            )
            lead = (last_start, tokens[one.end - 1].end)
            units.append(
                replace(
                    whole,
                    spans=(lead, (again, last_end)),
                    content=(again, last_end),
                    reason="second content of one cue (S4)",
                )
            )
    return units


_HEADS = {
    "support": "support", "solidarity": "support", "commitment": "commit", "concern": "concern",
    "concerns": "concern", "readiness": "offer", "willingness": "offer", "appreciation": "thank",
    "gratitude": "thank", "thanks": "thank", "condolences": "condole", "sympathy": "condole",
    "importance": "position", "need": "position", "desire": "position", "hope": "position",
    "strength": "position", "congratulations": "congratulate", "opposition": "oppose",
}  # fmt: skip


def _second_content(tokens: Sequence[Token], start: int, stop: int) -> int | None:
    """Return where a second content begins whose head noun asks for another act (S4)."""
    first = next((i for i in range(start, min(start + 9, stop)) if tokens[i].lower in _HEADS), None)
    if first is None:
        return None
    for place in range(first + 2, stop - 2):
        if tokens[place].lower != "and":
            continue
        for at in range(place + 1, min(place + 6, stop - 1)):
            word = tokens[at].lower
            if word in _HEADS and tokens[at + 1].lower in (
                "for",
                "to",
                "of",
                "that",
                "about",
                "over",
            ):
                if _HEADS[word] != _HEADS[tokens[first].lower]:
                    return place + 1
                break
            if word in (",", "and") or tokens[at].lower in ("of", "for", "to"):
                break
    return None


def _quotation(tokens: Sequence[Token], one: _Candidate) -> tuple[int, int] | None:
    """Return the reach of a quotation whose cue stands behind it."""
    if one.subject < 3 or one.end < len(tokens) - 6:
        return None
    if any(t.text == '"' for t in tokens[max(0, one.subject - 2) : one.subject]):
        return 0, one.end
    return None


def _is_edge(token: Token) -> bool:
    """Say whether a token never ends a span."""
    return token.lower in (
        ".",
        ",",
        ";",
        ":",
        "and",
        "while",
        "as",
        "but",
        "!",
        "?",
        "-",
        "–",
        "—",
        "also",
        "then",
        "by",
        "to",
        '"',
        "further",
    )
