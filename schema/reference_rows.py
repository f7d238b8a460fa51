"""Rows of the reference tables: publishers, entities, persons, coders, codes.

They are authored (codes: declared) and pass into the tables as they are.
"""

from __future__ import annotations

from .acts import ClaimKind
from .document_codes import (
    CanonRuleKind,
    CoderKind,
    EntityKind,
    LicenceCertainty,
    LineEnds,
    StampZone,
    TextForm,
    TitlePolicy,
)
from .fields import (
    CodebookVersion,
    CodeList,
    CoderId,
    Count,
    EntityId,
    Pattern,
    PersonId,
    Positive,
    PublisherId,
    Replacement,
    RuleId,
    Sha256,
    Text,
    Url,
    WikidataId,
    ZoneName,
)
from .round_codes import CoderRole
from .row import Row


class Publisher(Row):
    """One issuer of readouts: an office that publishes its own account of calls."""

    publisher_id: PublisherId
    """Id of the publisher: country and office."""
    name: Text
    """Name of the publishing office, in English."""
    entity_id: EntityId
    """The state or organisation it speaks for."""
    languages: CodeList
    """Languages of its documents at hand, ISO 639-1, separated by semicolons."""
    local_zone: ZoneName
    """Time zone of the issuer's capital: its "today" is a day in this zone."""
    site_url: Url | None = None
    """Its official site; empty where only carriers were seen."""
    licence: Text
    """Terms of the texts as found. The data here carry their own licence; texts are not shipped."""
    licence_certainty: LicenceCertainty
    """How sure the licence is."""
    title_policy: TitlePolicy
    """Whether titles of its documents are published."""
    text_form: TextForm
    """The form in which its texts are usually found."""
    line_ends: LineEnds
    """What a single line end means in its texts."""
    stamp_zone: StampZone
    """What is known of the zone of its publication stamps."""
    note: Text | None = None
    """Anything a user of these documents should know."""


class PublisherName(Row):
    """One name by which a collection of texts calls a publisher."""

    source_name: Text
    """The name as it stands in the collection, to the letter."""
    publisher_id: PublisherId
    """The publisher meant."""
    carrier: Text | None = None
    """The outlet that carries the text, where it is not the publisher's own page or a mirror."""


class CanonRule(Row):
    """One thing that is not body in a publisher's texts, and that canonicalisation takes out."""

    rule_id: RuleId
    """Id of the rule."""
    publisher_id: PublisherId
    """The publisher whose texts it applies to."""
    carrier: Text | None = None
    """The carrier whose copies it applies to; empty for every copy."""
    kind: CanonRuleKind
    """Where the pattern is looked for."""
    pattern: Pattern | None = None
    """A regular expression on text with canonical characters; empty for ``title_line``."""
    replacement: Replacement | None = None
    """What stands in its place; empty for nothing."""
    reason: Text
    """What it is that is taken out."""


class Entity(Row):
    """One state, organisation or group that can be a side, a holder or a target."""

    entity_id: EntityId
    """Id: ISO 3166 alpha-3 (XKX for Kosovo), ``org:`` and a slug, or UNSPEC."""
    name: Text
    """Short English name."""
    kind: EntityKind
    """What kind of actor it is."""
    cow: Positive | None = None
    """Correlates of War country number; empty where the library used lists none."""
    gw: Positive | None = None
    """Gleditsch and Ward country number; empty where the library used lists none."""
    wikidata_id: WikidataId | None = None
    """Wikidata item; empty unless a source seen confirms it."""
    note: Text | None = None
    """What a user of the id should know."""


class Person(Row):
    """One person who takes part in a call or is named as a holder."""

    person_id: PersonId
    """Id of the person."""
    name: Text
    """Name in Latin letters as usually printed in the documents read."""
    short_name: Text
    """The part of the name that labels use, mostly the family name."""
    wikidata_id: WikidataId | None = None
    """Wikidata item; empty unless a source seen confirms it."""
    note: Text | None = None
    """Anything needed to tell the person from a namesake."""


class PersonName(Row):
    """One name by which texts call a person who speaks for a side: aliases as data."""

    entity_id: EntityId
    """The side spoken for."""
    name_printed: Text
    """The name as printed."""
    person_id: PersonId
    """The person."""


class Coder(Row):
    """One coder in one round: who or what decided codes."""

    coder_id: CoderId
    """Id of the coder in this round."""
    coder_kind: CoderKind
    """Rule set, language model or person."""
    name: Text
    """How the coder appears; a person appears as they choose, with consent."""
    model_family: Text | None = None
    """For a language model: its family, if known."""
    version: Text | None = None
    """Version of the rule set or model, if known."""
    codebook_version: CodebookVersion
    """The codebook version the coder worked from."""
    instructions_sha256: Sha256 | None = None
    """Hash of the instructions given to the coder, if they are one text."""
    round: Text
    """The round of coding."""
    role: CoderRole
    """What the coder did in its round, and what it was given."""
    description: Text
    """What the coder was given and did."""


class CodeRow(Row):
    """One code of one closed list, with its label and definition."""

    list: Text
    """Name of the list, such as ``act`` or ``topic``."""
    code: Text
    """The code as it stands in the data."""
    position: Count
    """Position in the list, from 0."""
    label: Text
    """Short label."""
    definition: Text
    """What the code means."""
    parent: Text | None = None
    """The family of an act or the major of a topic."""
    parent_label: Text | None = None
    """Label of that family or major."""
    includes: Text | None = None
    """What belongs here: trigger cues of an act, examples of a topic."""
    excludes: Text | None = None
    """What does not belong here, and where it goes."""
    default_stance: Text | None = None
    """For acts: the stances that need no note."""
    claim_kind: ClaimKind | None = None
    """For acts: the kind of claim."""
    strength: Count | None = None
    """For acts: strength from 0 (talk) to 4 (condemn, warn), used when two sides are compared."""
    plover: Text | None = None
    """For acts and topics: the nearest PLOVER root or context."""
    since: CodebookVersion
    """Codebook version the code came in with."""
    until: CodebookVersion | None = None
    """Codebook version it went out with; empty while it is valid."""
