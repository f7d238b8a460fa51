"""Persons as a text names them: name, title, office, and the state or organisation beside them.

Only what stands in the words given is read here. Who took part in the call, and for which side,
is decided in ``parties``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...schema.knowledge_rows import EntityName, OfficeTitle
from .knowledge import Knowledge
from .tokens import Token

PARTICLES = frozenset(
    [
        "al",
        "el",
        "bin",
        "ibn",
        "bint",
        "von",
        "van",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "das",
        "du",
        "la",
        "le",
        "abu",
        "ben",
        "y",
        "e",
        "ter",
        "zu",
        "of-the",
    ]
)
HONORIFICS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "sheikh",
        "shaikh",
        "sheikha",
        "sayyid",
        "prof",
        "professor",
        "h.e.",
        "he",
        "hrh",
        "hm",
        "gen",
        "general",
        "admiral",
        "lt",
        "col",
        "sir",
        "dame",
        "lord",
        "mme",
        "lady",
        "hon",
        "honorable",
        "excellency",
        "majesty",
        "highness",
        "holiness",
        "royal",
        "his",
        "her",
        "their",
    ]
)
SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv"])
STATUS = {
    "elect": "elect",
    "designate": "designate",
    "nominee": "designate",
    "acting": "acting",
    "caretaker": "acting",
    "interim": "interim",
    "transitional": "interim",
    "former": "former",
    "incoming": "designate",
    "outgoing": "in_office",
}
COMMON = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "today",
        "yesterday",
        "tonight",
        "earlier",
        "on",
        "in",
        "at",
        "during",
        "following",
        "after",
        "and",
        "both",
        "they",
        "he",
        "she",
        "it",
        "we",
        "i",
        "as",
        "while",
        "with",
        "by",
        "from",
        "for",
        "in",
        "addition",
        "finally",
        "also",
        "readout",
        "statement",
        "call",
        "calls",
        "conversation",
        "telephone",
        "phone",
        "video",
        "conference",
        "joint",
        "press",
        "comment",
        "commentary",
        "spokesperson",
        "meeting",
        "virtual",
        "nsc",
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
        "republic",
        "day",
        "air",
        "force",
        "one",
        "white",
        "house",
        "kremlin",
        "united",
        "allies",
        "partners",
        "office",
        "department",
        "ministry",
        "council",
        "government",
        "state",
        "group",
        "first",
        "participants",
        "leaders",
        "all",
        "to",
        "our",
        "us",
        "colleagues",
        "trilateral",
        "bilateral",
        "separately",
        "remarks",
        "together",
        "upon",
        "when",
        "thank",
        "discussion",
        "discussions",
        "administration",
        "embassy",
        "europe",
        "north",
        "south",
        "america",
        "africa",
        "asia",
        "eurasia",
        "national",
        "armed",
        "forces",
        "deputy",
        "supreme",
        "indo-pacific",
        "middle",
        "east",
    ]
)
REGIONS = frozenset(
    ["europe", "north", "south", "america", "americas", "africa", "asia", "eurasia", "pacific"]
)
INSTITUTION = frozenset(
    [
        "security",
        "secretariat",
        "council",
        "consultative",
        "strategic",
        "group",
        "office",
        "affairs",
        "agency",
        "bureau",
        "commission",
        "committee",
        "ministry",
        "service",
        "forces",
        "cabinet",
        "court",
        "parliament",
        "embassy",
        "foreign",
        "federal",
        "chancellery",
        "navy",
        "corvette",
        "politburo",
        "communist",
        "party",
        "member",
        "eastern",
        "flank",
        "nato",
        "presidential",
        "medal",
        "awards",
        "additional",
        "assistance",
        "special",
        "high",
        "assembly",
        "summit",
        "commerce",
        "ocean",
        "airlines",
        "chairmanship-in-office",
        "relations",
        "peninsula",
        "peace",
        "policy",
        "strategic",
        "united",
        "untied",
        "states",
        "congress",
    ]
)
RANK = ("HEAD", "MONARCH", "HOSG", "HOS", "HOG", "DHOS", "FM", "DM", "FinM", "NSA", "IOH")


@dataclass(frozen=True)
class Mention:
    """A person, or a group without names, as printed."""

    first: int
    last: int
    name: str | None
    title: str | None
    row: OfficeTitle | None
    entity: str | None
    status: str = "in_office"
    plural: bool = False
    entities: tuple[str, ...] = ()

    @property
    def surname(self) -> str:
        """Return the last part of the name, without case."""
        parts = [
            p
            for p in (self.name or "").replace(",", "").split()
            if p.lower().strip(".") not in SUFFIXES
        ]
        return parts[-1].casefold() if parts else ""


def find_mentions(tokens: Sequence[Token], know: Knowledge) -> list[Mention]:
    """Return the persons and groups that a stretch of tokens names, in order."""
    return _Reader(tokens, know).read()


class _Reader:
    """Reads a stretch once from left to right, keeping what waits for a name."""

    def __init__(self, tokens: Sequence[Token], know: Knowledge) -> None:
        self.tokens = tokens
        self.know = know
        self.found: list[Mention] = []
        self._clear()

    def _clear(self) -> None:
        """Forget what was waiting for a name."""
        self.title_at: int | None = None
        self.title_end = 0
        self.row: OfficeTitle | None = None
        self.entity: str | None = None
        self.entities: list[str] = []
        self.status = "in_office"
        self.plural = False

    def read(self) -> list[Mention]:
        """Return all mentions."""
        place = 0
        while place < len(self.tokens):
            place = self._step(place)
        self._flush(len(self.tokens))
        return self.found

    def _lower(self, place: int) -> str:
        return self.tokens[place].lower if 0 <= place < len(self.tokens) else ""

    def _step(self, place: int) -> int:
        """Read what begins at a token; return the next place."""
        token = self.tokens[place]
        if self.row is not None and token.lower in REGIONS:
            return place + 1
        entity = self.know.entity_names.match(self.tokens, place) if token.capital else None
        title = self.know.titles.match(self.tokens, place)
        if title is not None and (entity is None or title[0] >= entity[0]):
            return self._take_title(place, title[0], title[1])
        if entity is not None and not self._is_name(place, entity[0]):
            return self._take_entity(place, entity[0], entity[1])
        if token.lower in STATUS and token.lower not in ("elect", "designate"):
            self.status = STATUS[token.lower]
            return place + 1
        if token.lower in HONORIFICS:
            return place + 1
        if token.capital and token.word and token.lower not in COMMON:
            end = self._name_end(place)
            return self._take_name(place, end)
        if token.lower in ("of", "the", "to", "for", "(", ")", "'s", "-", "–", "and", ",", "'"):
            if token.lower == "and" and self._lower(place + 1) in REGIONS:
                return place + 1
            if token.lower in (",", "and") and self.row is not None and not self.plural:
                after = self.know.titles.match(self.tokens, place + 1)
                if token.lower == "," or after is None:
                    self._flush(place)
            elif token.lower in (",",) and self.row is None:
                self.entity = None
            return place + 1
        self._flush(place)
        return place + 1

    def _is_name(self, place: int, end: int) -> bool:
        """Say whether what could be a state is part of a person's name here."""
        before = self._lower(place - 1)
        one = end - place == 1
        return (
            one
            and self.row is not None
            and before not in ("of", "the", "for", "and", ",")
            and self.title_end == place
            and end < len(self.tokens)
            and self.tokens[end].capital
            and self.know.titles.match(self.tokens, end) is None
        )

    def _name_end(self, place: int) -> int:
        """Return where a name that begins at a token ends."""
        at = place
        while at < len(self.tokens):
            token = self.tokens[at]
            if token.capital and token.word and token.lower not in ("and",):
                if at > place:
                    entity = self.know.entity_names.match(self.tokens, at)
                    title = self.know.titles.match(self.tokens, at)
                    if (
                        title is not None
                        and title[0] - at >= 1
                        and token.lower not in ("king", "pope")
                    ):
                        break
                    if (
                        entity is not None
                        and entity[0] < len(self.tokens)
                        and self.know.titles.match(self.tokens, entity[0]) is not None
                    ):
                        break
                    if token.lower in COMMON:
                        break
                at += 1
            elif (
                (token.text == "." and at > place and len(self.tokens[at - 1].text) <= 2)
                or (
                    token.text == ","
                    and at + 1 < len(self.tokens)
                    and self._lower(at + 1) in SUFFIXES
                )
                or (token.lower in PARTICLES and at > place and self._more(at))
                or (at > place and re.match(r"(?:al|el|bin|an|as|ad|ash|ez|ul)-[A-Z]", token.text))
            ):
                at += 1
            else:
                break
        while at > place + 1 and not (self.tokens[at - 1].word or self.tokens[at - 1].text == "."):
            at -= 1
        return at

    def _more(self, at: int) -> bool:
        """Say whether a name goes on behind a particle."""
        at += 1
        while self._lower(at) in PARTICLES:
            at += 1
        return at < len(self.tokens) and self.tokens[at].capital

    def _printed(self, first: int, last: int) -> str:
        """Return the words between two tokens as printed, spaced as in the text."""
        parts: list[str] = []
        for at in range(first, last):
            token = self.tokens[at]
            if parts and token.start > self.tokens[at - 1].end:
                parts.append(" ")
            parts.append(token.text)
        return "".join(parts)

    def _take_title(self, place: int, end: int, row: OfficeTitle) -> int:
        """Read a title."""
        words = row.title.split()
        plural = (words[-1].endswith("s") and words[-1] not in ("affairs", "chiefs", "his")) or (
            words[0].endswith("s") and words[0] in ("presidents", "ministers", "heads")
        )
        before = self._lower(place - 1)
        previous = self.found[-1] if self.found else None
        beside = (
            previous is not None
            and previous.name is not None
            and previous.row is None
            and self.row is None
            and before in (",", "the", "(")
            and place - previous.last <= 5
        )
        if self.row is not None and self.title_at is not None:
            if before in ("to", "of", "the", "'s") or self.know.entity_names.match(
                self.tokens, self.title_end
            ):
                linked = any(
                    self._lower(at) in ("to", "of", "for") for at in range(self.title_end, place)
                )
                if linked:
                    self.title_end = end
                    return end
            if before in ("and", "-", "–") or (before == "," and not self.plural):
                if _rank(row) < _rank(self.row):
                    self.row = row
                self.title_end = end
                self.plural = self.plural or plural
                return end
            self._flush(place)
        if beside and previous is not None:
            finish, entity = self._complement(end)
            adjective = self.entity
            status = self.status if self.status != "in_office" else previous.status
            self.found[-1] = replace(
                previous,
                row=row,
                title=self._printed(place, finish),
                entity=previous.entity or adjective or entity,
                last=finish,
                status=status,
            )
            self._clear()
            return finish
        self.title_at, self.title_end, self.row, self.plural = place, end, row, plural
        if self._lower(end) == "-" and self._lower(end + 1) in STATUS:
            self.status = STATUS[self._lower(end + 1)]
            self.title_end = end + 2
        elif self._lower(end) in ("elect", "designate"):
            self.status = STATUS[self._lower(end)]
            self.title_end = end + 1
        return self.title_end

    def _complement(self, end: int) -> tuple[int, str | None]:
        """Return where the words that belong to a title end, and the entity they name."""
        entity: str | None = None
        at = end
        while at < len(self.tokens):
            token = self.tokens[at]
            named = self.know.entity_names.match(self.tokens, at) if token.capital else None
            title = self.know.titles.match(self.tokens, at)
            if named is not None:
                entity = entity or named[1].entity_id
                at = named[0]
            elif title is not None:
                at = title[0]
            elif (
                token.lower in ("of", "to", "the", "for")
                or (
                    token.lower == "and" and self.know.titles.match(self.tokens, at + 1) is not None
                )
                or (token.capital and token.word and self._lower(at - 1) in ("of", "the", "for"))
            ):
                at += 1
            else:
                break
        while at > end and self._lower(at - 1) in ("of", "to", "the", "for", "and"):
            at -= 1
        return at, entity

    def _take_entity(self, place: int, end: int, row: EntityName) -> int:
        """Read the name of a state or organisation."""
        before = self._lower(place - 1)
        linked = before in ("of", "from", "for") or (
            before in ("the", "(") and self._lower(place - 2) in ("of", "from", "for")
        )
        previous = self.found[-1] if self.found else None
        near = previous is not None and place - previous.last <= 9 and self.row is None
        if linked and self.row is not None:
            if self.entity is None or self._lower(place - 1) != "for":
                self.entity = self.entity or row.entity_id
            self.entities.append(row.entity_id)
            self.title_end = end
        elif linked and near and previous is not None and previous.entity is None:
            self.found[-1] = replace(previous, entity=row.entity_id, last=end)
        elif self.plural and self.row is not None and before in ("and", ",", "the"):
            self.entities.append(row.entity_id)
            self.title_end = end
        elif before == "(":
            pass
        elif (
            previous is not None
            and previous.plural
            and near
            and before in ("and", ",", "the")
            and place - previous.last <= 3
        ):
            self.found[-1] = replace(
                previous, entities=(*previous.entities, row.entity_id), last=end
            )
        else:
            if self.row is not None:
                self._flush(place)
            if self.entity is not None and before in ("and", ","):
                self.entities.append(row.entity_id)
            else:
                self.entity = row.entity_id
                self.entities = [row.entity_id]
        return end

    def _take_name(self, place: int, end: int) -> int:
        """Read a person's name."""
        after = self._lower(end)
        if after == "'s" and self.know.titles.match(self.tokens, end + 1) is not None:
            known = self._known(self._printed(place, end))
            self._clear()
            self.entity = known
            return end + 1
        one = end - place == 1
        if all(self._lower(at) in INSTITUTION for at in range(place, end)):
            return end
        if one and self.row is None and not self._alias(place, end):
            titled = self.know.titles.match(self.tokens, end) is not None
            if titled or not self._beside_title(end):
                self._flush(place)
                return end
        if one and self.tokens[place].text.isupper() and self.row is None:
            return end
        title = None
        if self.row is not None and self.title_at is not None:
            title = self._printed(self.title_at, self.title_end)
        self.found.append(
            Mention(
                place,
                end,
                self._printed(place, end),
                title,
                self.row,
                self.entity,
                self.status,
                entities=tuple(self.entities),
            )
        )
        keep = self.row if self.plural else None
        at, reach = self.title_at, self.title_end
        entities = self.entities
        self._clear()
        if keep is not None:
            self.row, self.title_at, self.title_end, self.plural = keep, at, reach, True
            self.entities = entities if len(entities) < 2 else []
        return end

    def _beside_title(self, end: int) -> bool:
        """Say whether a title follows a name behind a comma."""
        at = end
        while self._lower(at) in (",", "the", "(") or self.know.entity_names.match(self.tokens, at):
            named = self.know.entity_names.match(self.tokens, at)
            at = named[0] if named is not None else at + 1
        return at > end and self.know.titles.match(self.tokens, at) is not None

    def _alias(self, first: int, last: int) -> bool:
        """Say whether words are the registered name of somebody."""
        return self._printed(first, last).casefold() in self.know.sides_by_name

    def _known(self, name: str) -> str | None:
        """Return the side that a registered name speaks for, if it is one."""
        sides = self.know.sides_by_name.get(name.casefold(), ())
        return sides[0] if len(sides) == 1 else None

    def _flush(self, place: int) -> None:
        """Let a title without a name stand as a mention of its own."""
        if self.row is not None and self.title_at is not None:
            named_before = self.plural and self.found and self.found[-1].row is self.row
            if not named_before:
                self.found.append(
                    Mention(
                        self.title_at,
                        self.title_end,
                        None,
                        self._printed(self.title_at, self.title_end),
                        self.row,
                        self.entity,
                        self.status,
                        self.plural,
                        tuple(self.entities),
                    )
                )
        self._clear()


def _rank(row: OfficeTitle) -> int:
    """Return how high an office stands; lower is higher."""
    name = str(row.office_class)
    return RANK.index(name) if name in RANK else len(RANK)
