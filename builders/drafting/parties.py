"""Who took part in a call, and for which side: from the opener and the title.

Names and titles are read in ``people``. What else is known of the call is in ``facts``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...schema.call_codes import OfficeClass
from .knowledge import Knowledge
from .people import HONORIFICS, PARTICLES, Mention, find_mentions
from .tokens import Sentence, Token, tokenise

CALL = re.compile(
    r"""\b(?:spoke|speaks|spoken|talked|talks?\b|called|phoned|telephoned|conversation|calls?\b
    |video|virtual(?:ly)?|phone|telephone|conference|joined|convened|reached\sout|consultations)""",
    re.IGNORECASE | re.VERBOSE,
)
_VERBS = frozenset(
    [
        "spoke",
        "speaks",
        "talked",
        "called",
        "phoned",
        "telephoned",
        "held",
        "had",
        "convened",
        "joined",
        "led",
        "met",
        "hosted",
        "made",
        "conducted",
        "reached",
        "placed",
        "chaired",
        "held",
    ]
)
_STOPS = frozenset(
    [
        "about",
        "regarding",
        "concerning",
        "following",
        "ahead",
        "after",
        "during",
        "as",
        "where",
        "who",
        "which",
        "including",
        "discussing",
        "highlighting",
        "expressing",
        "reaffirming",
        "on",
        "in",
        "amid",
        "before",
        "upon",
        "where",
        "since",
        "when",
        "thanking",
        "noting",
        "underscoring",
        "emphasizing",
        "welcoming",
        "congratulating",
        "from",
    ]
)
UNNAMED = "org:unnamed-partners"
"""Stands for the other side where a text names none."""
GROUP_WORDS = frozenset(["counterparts", "leaders", "officials", "allies", "partners"])


@dataclass(frozen=True)
class Who:
    """One participant as drafted."""

    side: str | None
    name: str | None
    title: str | None
    office: str | None
    office_class: str
    status: str
    role: str = "principal"
    person: str | None = None

    @property
    def plural_title(self) -> bool:
        """Say whether the title is in the plural."""
        first = re.split(r"[,]| of ", self.title or "")[0]
        return first.endswith("s")

    @property
    def surname(self) -> str:
        """Return what the text calls the person by, without case."""
        parts = [
            part
            for part in re.sub(r"[,.]", " ", self.name or "").split()
            if part.lower() not in ("jr", "sr", "ii", "iii", "iv")
        ]
        return parts[-1].casefold() if parts else ""


def find_parties(
    sentences: Sequence[Sentence],
    title: str | None,
    own: Sequence[str],
    publisher_id: str | None,
    know: Knowledge,
) -> list[Who]:
    """Return who took part, in text order, own side first where the text does not say.

    Args:
        sentences: The sentences of the text.
        title: Its title, if at hand.
        own: The issuing sides.
        publisher_id: The publisher, for who speaks for it.
        know: What the drafter knows.
    """
    body: list[Mention] = []
    for sentence in sentences[:4]:
        words = " ".join(token.text for token in sentence.tokens[:80])
        if CALL.search(words):
            body = _region(list(sentence.tokens[:160]), know)
            if body:
                break
    titled: list[Mention] = []
    if title:
        tokens = tokenise(title)
        starts = [i for i, t in enumerate(tokens) if t.lower in ("on", "of", "by", "from")]
        if tokens and tokens[0].lower in ("statement", "readout", "comment", "commentary"):
            speaks = tokens[0].lower == "statement" or (
                len(tokens) > 1 and tokens[1].lower in ("by", "from")
            )
            cut = next((i for i in starts if speaks and tokens[i].lower == "on"), None)
            tokens = tokens[(cut + 1) if cut is not None else 2 :]
        titled = find_mentions(tokens, know)
    if not body and not titled:
        for sentence in sentences[:2]:
            body += find_mentions(sentence.tokens[:60], know)
    people = _settle(body, titled, own, publisher_id, know)
    if not any(who.side in own for who in people):
        people = [*_first_person(sentences, title, own, know), *people]
    if not any(who.side in own for who in people):
        people = [Who(own[0], None, None, None, "OTHER", "in_office"), *people]
    people = _unsided(people, body, titled, title, sentences, own, know)
    people = _list_members(people, sentences, own, know)
    people = _roll_call(people, sentences, own, know)
    people = _by_name(people, sentences, title, own, know)
    here = {token.lower for token in call_sentence(sentences).tokens[:120]}
    peers = bool(here & {"counterpart", "counterparts"})
    return _rank_peers(people, own, peers) + _joined(people, sentences, own, know)


_GROUP = re.compile(
    r"\b(?:with|to)\s+(?:[\w-]+\s+){0,3}?(?:leaders|allies|partners|counterparts)\b", re.IGNORECASE
)
"""A title that says the other side is a group which it does not name."""


def _rank_peers(people: Sequence[Who], own: Sequence[str], peers: bool) -> list[Who]:
    """Return participants with those of unknown office given the rank of the caller.

    Who speaks with a group of leaders, or with a counterpart, is their peer; a head of state and
    government stands beside heads of government.

    Args:
        people: Who took part.
        own: The issuing sides.
        peers: Whether the text calls the other side a counterpart.
    """
    mine = next((w.office_class for w in people if w.side in own and w.name), None)
    if mine in (None, "OTHER"):
        return list(people)
    made: list[Who] = []
    for who in people:
        unknown = who.office_class == "OTHER" and who.side not in own
        if unknown and who.role == "unnamed_group":
            who = replace(who, office_class={"HOSG": "HOG", "HOS": "HOG"}.get(mine, mine))
        elif unknown and peers:
            who = replace(who, office_class=mine)
        made.append(who)
    return made


def _unsided(
    people: Sequence[Who],
    body: Sequence[Mention],
    titled: Sequence[Mention],
    title: str | None,
    sentences: Sequence[Sentence],
    own: Sequence[str],
    know: Knowledge,
) -> list[Who]:
    """Return participants with a counterpart, where the words beside the name give no side.

    A person named without a side is taken to speak for the first state or organisation that title
    and text name; where nobody is named, that state or organisation itself takes part.
    """
    if any(who.side not in own for who in people):
        return list(people)
    nobody = Who(UNNAMED, None, None, None, "OTHER", "in_office", "unnamed_group")
    if title and _GROUP.search(title.partition(" on ")[0]):
        return [*people, nobody]
    tokens = [*tokenise(title or ""), *(t for s in sentences[:6] for t in s.tokens)]
    entities = [
        row.entity_id for _, _, row in know.entity_names.find(tokens) if row.entity_id not in own
    ]
    if not entities:
        return [*people, nobody]
    taken = {who.surname for who in people}
    for mention in [*body, *titled]:
        if mention.name and mention.entity is None:
            made = _people(replace(mention, entity=entities[0]), own, know, True)
            if made and made[0].surname not in taken:
                return [*people, made[0]]
    here = call_sentence(sentences)
    near = [
        row.entity_id
        for _, _, row in know.entity_names.find([*tokenise(title or ""), *here.tokens])
        if row.entity_id not in own
    ]
    if not near:
        return [*people, nobody]
    return [*people, Who(near[0], None, None, None, "OTHER", "in_office", "unnamed_group")]


def call_sentence(sentences: Sequence[Sentence]) -> Sentence:
    """Return the sentence that says that there was a call, else the first."""
    for sentence in sentences[:4]:
        if CALL.search(" ".join(token.text for token in sentence.tokens[:80])):
            return sentence
    return sentences[0]


def _first_person(
    sentences: Sequence[Sentence], title: str | None, own: Sequence[str], know: Knowledge
) -> list[Who]:
    """Return the issuer's speaker where the text says I and the title says who that is."""
    first = any(t.text in ("I", "me", "my") for s in sentences[:3] for t in s.tokens)
    if not first or not title:
        return []
    for mention in find_mentions(tokenise(title), know):
        if mention.name and mention.row is not None and mention.entity in (None, *own):
            return _people(replace(mention, entity=own[0]), own, know, True)
    return []


def _list_members(
    people: Sequence[Who], sentences: Sequence[Sentence], own: Sequence[str], know: Knowledge
) -> list[Who]:
    """Return participants with a group in place of which its listed members stand (U3)."""
    groups = [w for w in people if w.side and w.side.startswith("org:") and w.name is None]
    if not groups:
        return list(people)
    for sentence in sentences:
        lowers = [t.lower for t in sentence.tokens[:40]]
        if "members" in lowers and ("are" in lowers or "include" in lowers):
            at = lowers.index("members")
            named = know.entity_names.find(sentence.tokens[at:])
            members = [row.entity_id for _, _, row in named if not row.entity_id.startswith("org:")]
            if len(members) >= 3:
                rest = [w for w in people if w not in groups]
                first = next((w for w in people if w.name is None and w.plural_title), groups[0])
                row = know.titles.match(tokenise(first.title or ""), 0)
                made = [
                    _classed(
                        replace(
                            first,
                            side=m,
                            role="unnamed_group",
                            office=row[1].office if row else first.office,
                            office_class=str(row[1].office_class) if row else first.office_class,
                        ),
                        know,
                    )
                    for m in members
                    if m not in own
                ]
                return [w for w in rest if w.name is not None] + made
    return list(people)


_LONGEST_NAME = 4
"""Registered names are looked for in runs of up to so many words."""


def _by_name(
    people: Sequence[Who],
    sentences: Sequence[Sentence],
    title: str | None,
    own: Sequence[str],
    know: Knowledge,
) -> list[Who]:
    """Return participants with a registered person where the other side has nobody named.

    Long titles hide names; a full name that is registered for one side alone needs no title.
    """
    others = [who for who in people if who.side not in own]
    if len(others) != 1 or others[0].name is not None:
        return list(people)
    for tokens in (call_sentence(sentences).tokens[:80], tokenise(title or "")):
        for first in range(len(tokens)):
            for last in range(min(len(tokens), first + _LONGEST_NAME), first + 1, -1):
                if not (tokens[first].capital and tokens[last - 1].capital):
                    continue
                printed = " ".join(token.text for token in tokens[first:last])
                sides = set(know.sides_by_name.get(printed.casefold(), ()))
                if len(sides) != 1 or (side := next(iter(sides))) in own:
                    continue
                if others[0].side not in (side, UNNAMED):
                    continue
                who = replace(others[0], side=side, name=printed, role="principal")
                return [w for w in people if w is not others[0]] + [_classed(who, know)]
    return list(people)


_ROLL = re.compile(
    r"^(?:joining\b.{0,90}?\bcall (?:was|were)\b|"
    r"participants (?:in|on) (?:the |this )?(?:call|meeting|conversation) (?:included?|were)\b|"
    r"(?:countries|leaders) participating in (?:the |this |today 's )?(?:call|meeting) "
    r"(?:included?|were)\b)"
)
"""Opens a list of all who were on a call."""


def _roll_call(
    people: Sequence[Who], sentences: Sequence[Sentence], own: Sequence[str], know: Knowledge
) -> list[Who]:
    """Return participants with those whom a closing list names in place of an unnamed group."""
    for number, sentence in enumerate(sentences):
        words = " ".join(token.lower for token in sentence.tokens[:30])
        opened = _ROLL.search(words)
        if opened is None:
            continue
        behind = sentence.tokens[len(opened[0].split()) :]
        mentions = find_mentions(behind, know)
        if not any(mention.name for mention in mentions):  # each in a line of its own
            lines = [line for line in sentences[number + 1 : number + 31] if len(line.tokens) < 20]
            mentions = [mention for line in lines for mention in find_mentions(line.tokens, know)]
        listed: list[Who] = []
        for mention in mentions:
            for who in _people(mention, own, know, True) if mention.name else ():
                if who.side and not any(w.surname == who.surname for w in [*people, *listed]):
                    listed.append(who)
        if len(listed) >= 2:
            return [who for who in people if who.name is not None] + listed
    return list(people)


def _joined(
    people: Sequence[Who], sentences: Sequence[Sentence], own: Sequence[str], know: Knowledge
) -> list[Who]:
    """Return who is said to have joined the call or taken part besides."""
    extra: list[Who] = []
    for sentence in sentences[1:]:
        words = " ".join(t.lower for t in sentence.tokens[:60])
        part = re.search(r"\bjoined (?:the |this )?(?:call|conversation|discussion)\b", words)
        beside = re.search(
            r"\b(?:also (?:participated|took part|attended|joined)|"
            r"(?:was|were) (?:also )?attended by|"
            r"(?:took|taking) part in the (?:call|conversation|talks?)|present on the call)\b",
            words,
        )
        if part is None and beside is None:
            continue
        for mention in find_mentions(sentence.tokens[:80], know):
            if mention.name is None:
                continue
            for who in _people(mention, own, know, True):
                known = [*people, *extra]
                if who.side and not any(w.surname == who.surname for w in known):
                    role = "joined_part" if part is not None else "accompanying"
                    extra.append(replace(who, role=role))
    return extra


def _region(tokens: Sequence[Token], know: Knowledge) -> list[Mention]:
    """Return the mentions of the part of a sentence that says who took part."""
    verb = next((i for i, t in enumerate(tokens) if t.lower in _VERBS), None)
    if verb is None:
        return find_mentions(tokens, know)
    subject = find_mentions(tokens[:verb], know)
    stop = len(tokens)
    seen_with = False
    for place in range(verb + 1, len(tokens)):
        lower = tokens[place].lower
        if lower in ("with", "between"):
            seen_with = True
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        opens_name = after is not None and (after.capital or after.lower in ("the", "his", "her"))
        if lower == "to" and not (place <= verb + 3 and opens_name and not seen_with):
            before = tokens[place - 1].lower
            if not (opens_name and (before.endswith(("or", "er", "ry", "ff")))):
                stop = place
                break
        if lower in _STOPS and seen_with and place > verb + 2:
            if lower in ("on", "in", "from") and not any(
                t.lower in ("with",) for t in tokens[verb : place - 1]
            ):
                continue
            if lower == "from" or (lower == "in" and tokens[place - 1].capital):
                continue
            stop = place
            break
    return subject + find_mentions(tokens[verb + 1 : stop], know)


def _settle(
    body: Sequence[Mention],
    titled: Sequence[Mention],
    own: Sequence[str],
    publisher_id: str | None,
    know: Knowledge,
) -> list[Who]:
    """Return participants from the mentions of body and title."""
    mentions = [m for m in body if m.name or m.row]
    named = [m for m in mentions if m.name]
    extra: list[Mention] = []
    for other in titled:
        if other.name is None:
            continue
        same = [i for i, m in enumerate(mentions) if m.name and _same(m, other)]
        if same:
            at = same[0]
            here = mentions[at]
            longer = (
                len(other.name.split()) > len((here.name or "").split())
                and len((here.name or "").split()) < 2
            )
            mentions[at] = replace(
                here,
                name=other.name if longer else here.name,
                title=here.title or other.title,
                row=here.row or other.row,
                entity=here.entity or other.entity,
                status=other.status if here.status == "in_office" else here.status,
            )
        else:
            extra.append(other)
    for other in extra:
        slot = next(
            (
                i
                for i, m in enumerate(mentions)
                if m.name is None
                and not m.plural
                and m.row
                and other.row
                and m.row.office_class == other.row.office_class
            ),
            None,
        )
        if slot is not None:
            mentions[slot] = replace(other, entity=other.entity or mentions[slot].entity)
        elif not named or (len(named) < 2 and other.entity not in own):
            mentions.append(other)
    people: list[Who] = []
    for mention in mentions:
        people += _people(mention, own, know, bool([m for m in mentions if m.name]))
    speaker = know.speakers.get(publisher_id or "")
    if not any(who.side in own for who in people):
        unclaimed = next((i for i, who in enumerate(people) if who.side is None), None)
        if unclaimed is not None:
            people[unclaimed] = _classed(replace(people[unclaimed], side=own[0]), know)
        elif speaker is not None:
            first = Mention(0, 0, speaker.name, None, None, own[0])
            people = [*_people(first, own, know, True), *people]
    if speaker is not None:
        people = [
            replace(
                w,
                office=w.office or speaker.title,
                office_class=_class_of(speaker.title, w.side, know),
            )
            if w.surname == speaker.name.split()[-1].casefold() and w.title is None
            else w
            for w in people
        ]
    unique: list[Who] = []
    named_sides = {w.side for w in people if w.name}
    for who in people:
        if who.side is None:
            continue
        if who.name is None and who.role == "principal" and who.side in named_sides:
            continue
        if not any(
            w.side == who.side and (w.surname == who.surname if who.name else w.title == who.title)
            for w in unique
        ):
            unique.append(who)
    return unique


def _same(one: Mention, other: Mention) -> bool:
    """Say whether two mentions name one person."""
    mine = {w for w in re.split(r"[^\w-]+", (one.name or "").casefold()) if len(w) > 2}
    theirs = {w for w in re.split(r"[^\w-]+", (other.name or "").casefold()) if len(w) > 2}
    return bool(mine & theirs) and (one.surname in theirs or other.surname in mine)


def _people(mention: Mention, own: Sequence[str], know: Knowledge, some: bool) -> list[Who]:
    """Return the participants that a mention stands for."""
    row = mention.row
    office = row.office if row is not None else None
    entities = [e for e in mention.entities or (mention.entity,) if e]
    if mention.name is None and row is not None:
        last = row.title.split()[-1]
        if last in GROUP_WORDS and (some and not entities):
            return []
        sides = entities if mention.plural else [mention.entity]
        listed = mention.plural and len(sides) > 1 and last not in GROUP_WORDS
        role = "unnamed_group" if mention.plural and not listed else "principal"
        return [
            _classed(
                Who(side, None, mention.title, office, str(row.office_class), mention.status, role),
                know,
            )
            for side in sides
            if side is not None
        ]
    name = _clean(mention.name or "")
    known = know.sides_by_name.get(name.casefold(), ())
    side = mention.entity
    sure = " " in name and not (side or "").startswith("org:")
    if (side is None or sure) and len(set(known)) == 1:
        side = known[0]
    if side is None:
        parts = name.split()
        by_surname = {
            entity
            for (entity, printed) in know.person_names
            if len(parts) == 1 and printed.split()[-1].casefold() == parts[0].casefold()
        }
        if len(by_surname) == 1:
            side = by_surname.pop()
    status = mention.status
    klass = str(row.office_class) if row is not None else "OTHER"
    if row is not None and row.office is None:
        status = "none"
    who = Who(side, name, mention.title, office, klass, status)
    return [_classed(who, know)]


def _clean(name: str) -> str:
    """Return a name without honorifics before it."""
    parts = name.split()
    while len(parts) > 1 and parts[0].lower().strip(".") in HONORIFICS:
        parts.pop(0)
    return " ".join(parts).strip(" ,")


def _classed(who: Who, know: Knowledge) -> Who:
    """Return a participant with class and person looked up."""
    klass = who.office_class
    head = know.heads.get(who.side or "")
    if klass == "HEAD":
        if (who.side or "").startswith("org:"):
            klass = "IOH"
        else:
            klass = str((head and head.president_class) or OfficeClass.HOS)
    elif klass == "MONARCH":
        klass = str((head and head.monarch_class) or OfficeClass.HOS)
    if klass == "IOH" and who.side and not who.side.startswith("org:"):
        klass = "MIN"
    if klass == "FM" and (who.title or "").lower() == "secretary" and who.side != "USA":
        klass = "MIN"
    person = None
    if who.side and who.name:
        person = find_person(who.side, who.name, know)
    return replace(who, office_class=klass, person=person)


def find_person(side: str, name: str, know: Knowledge) -> str | None:
    """Return the registered person whom a printed name means on a side, or None.

    A single word stands for somebody only where one person of the side has it as surname.
    """
    person = know.person_names.get((side, name))
    if person is not None:
        return person
    folded = re.sub(r"[.,]", "", name).casefold()
    matches = {
        found
        for (entity, printed), found in know.person_names.items()
        if entity == side
        and (
            re.sub(r"[.,]", "", _clean(printed)).casefold() == folded
            or (" " not in folded and _clean(printed).split()[-1].casefold() == folded)
        )
    }
    if not matches and " " in folded:
        mine = name_parts(name)
        matches = {
            found
            for (entity, printed), found in know.person_names.items()
            if entity == side and _alike(mine, name_parts(printed))
        }
    return matches.pop() if len(matches) == 1 else None


def name_parts(name: str) -> frozenset[str]:
    """Return the parts of a name that tell persons apart: no initials, particles, accents.

    >>> sorted(name_parts("Wendy R. Sherman")), sorted(name_parts("Abdel-Fattah El Sisi"))
    (['sherman', 'wendy'], ['abdel', 'fattah', 'sisi'])
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.split(r"[^a-z]+", plain.casefold())
    return frozenset(w for w in words if len(w) > 2 and w not in PARTICLES | HONORIFICS)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Say whether the parts of one name are among the other's, two of them at least."""
    return len(one & other) >= 2 and (one <= other or other <= one)


def _class_of(title: str, side: str | None, know: Knowledge) -> str:
    """Return the class of a title on a side."""
    match = know.titles.match(tokenise(title), 0)
    if match is None:
        return "OTHER"
    return _classed(
        Who(side, None, title, None, str(match[1].office_class), "in_office"), know
    ).office_class
