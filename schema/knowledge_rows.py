"""Rows of the drafter's knowledge: one row a fact, in ``datasets/knowledge``.

They are no part of the dataset: a draft made with them is. How they are used is in
``builders.drafting``.
"""

from __future__ import annotations

from typing import Literal

from .acts import Act
from .call_codes import OfficeClass
from .fields import EntityId, Pattern, PublisherId, Text
from .row import Row
from .topics import Topic


class EntityName(Row):
    """A name under which texts in English speak of a state or organisation."""

    name: Text
    """The name as printed, without article."""
    entity_id: EntityId
    """Whom it means."""
    kind: Literal["name", "adjective", "people", "capital"]
    """A name, an adjective, a people in the plural, or a capital that stands for its government."""


class OfficeTitle(Row):
    """A title and the office it names."""

    title: Text
    """The title in lower case, words apart as they are printed."""
    office: Text | None = None
    """The office in standard words; empty where the title is none."""
    office_class: OfficeClass | Literal["HEAD", "MONARCH"]
    """Its class; HEAD and MONARCH are looked up by state."""


class HeadOfState(Row):
    """What class a president or monarch of a state has. General knowledge, years 2021 to 2025."""

    entity_id: EntityId
    """The state."""
    president_class: OfficeClass | None = None
    """HOSG without a separate head of government, else HOS; empty where there is no president."""
    monarch_class: OfficeClass | None = None
    """The same of a monarch."""
    reason: Text
    """Why, in a few words. No source was consulted: a coder decides."""


class Cue(Row):
    """A verb that can report a claim, with its forms."""

    cue: Text
    """The verb in its base form, with a bound particle."""
    kind: Literal["talk", "say", "fixed", "wish", "meet"]
    """Talk (DISCUSS), say (the content decides the act), fixed (the verb does), wish, or meet
    (only with a noun of talk as its object)."""
    act: Act
    """The act where nothing says otherwise."""
    base: Text
    """Base form."""
    third: Text
    """Third person singular."""
    past: Text
    """Past."""
    participle: Text
    """Past participle."""
    gerund: Text
    """Gerund."""
    reason: Text | None = None
    """Why it is here, where that is not plain."""


class ActRule(Row):
    """A wording of the content that decides the act, tried in order."""

    rule_id: Text
    """Id: the codebook's rule, a dash and a number; tried in order of the file."""
    reach: Literal["any", "head"]
    """any: searched in the whole content, the first rule that hits decides; head: of these rules,
    the one that hits earliest in the content."""
    cues: Text | None = None
    """Cues or kinds of cues it is for, separated by semicolons; empty for all."""
    number: Literal["one", "many"] | None = None
    """Whether one side holds the claim or several; empty for both."""
    pattern: Pattern
    """Regular expression, without case, on the words from the cue to the end of the content."""
    act: Act
    """The act it speaks for."""
    reason: Text | None = None
    """What it catches, where that is not plain."""


class Mark(Row):
    """A wording that decides a field of a claim or a fact of a call."""

    field: Text
    """The field."""
    value: Text
    """Its value."""
    pattern: Pattern
    """Regular expression, without case."""
    reason: Text | None = None
    """What it catches, where that is not plain."""


class TopicTerm(Row):
    """A term that speaks for a topic where it stands in the content of a claim."""

    term: Text
    """One to six words in lower case."""
    topic: Topic
    """The topic."""
    strength: Literal["sure", "likely", "weak"]
    """How much it says on the topic."""


class Speaker(Row):
    """Who speaks for an issuer where its texts do not say so."""

    publisher_id: PublisherId
    """The issuer."""
    name: Text
    """The name as it prints it."""
    title: Text
    """The office as titles print it."""


class Weight(Row):
    """One weight of a trained model."""

    model: Text
    """The model: the field it decides, or calibrates."""
    label: Text
    """The value it speaks for."""
    feature: Text
    """What is seen in the text."""
    weight: float
    """The weight, rounded to four places."""


class Training(Row):
    """One fact about how the weights were made."""

    name: Text
    """What: version, texts_sha256, learned_from."""
    value: Text
    """Its value."""
