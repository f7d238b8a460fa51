"""Codes of documents, screening, texts and sources. Codes of calls and claims live elsewhere."""

from __future__ import annotations

from .code import Code


class Scope(Code):
    """Who is on the call, as far as it decides whether claims are coded (P4)."""

    CORE = "core", "Core", "Senior officials of two or more states or international organisations."
    EXTENDED = (
        "extended",
        "Extended",
        "The counterpart holds no state or IO office: opposition leader, activist, family of a "
        "detainee, former leader.",
    )
    DOMESTIC = "domestic", "Domestic", "Both sides belong to one state."
    MIXED = "mixed", "Mixed", "A document whose calls differ in scope."
    NOT_A_CALL = "not_a_call", "Not a call", "The document reports no call as defined (U2)."


class Decision(Code):
    """The screening decision on a candidate document."""

    IN = "in", "In", "Reports at least one call of scope core or extended."
    OUT = "out", "Out", "Does not; the reason is coded."
    UNDECIDED = "undecided", "Undecided", "Registered, not yet screened on the text."


class ExclusionReason(Code):
    """Why a candidate document is out."""

    DUPLICATE = "duplicate", "Duplicate", "The same text as a document already registered (P7)."
    DOMESTIC = "domestic", "Domestic call", "All sides belong to one state (P4)."
    IN_PERSON = "in_person", "Meeting in person", "The parties met in one room (P2)."
    WRITTEN = "written", "Letter or message", "The exchange was in writing (P2)."
    PUBLIC_SESSION = (
        "public_session",
        "Virtual summit",
        "A video summit or meeting with a public session, not called a call (P2, P10).",
    )
    FUTURE_CALL = "future_call", "Announcement", "Announces a call still to come (P3)."
    PRESS_CALL = "press_call", "Press call", "A call with journalists, or a transcript of one (P3)."
    PUBLIC_REMARKS = (
        "public_remarks",
        "Public remarks",
        "Remarks made in public on or after a call, not an account of it (P3).",
    )
    CALL_TO_ACTION = "call_to_action", "Call to action", "The word means an appeal (P3)."
    EVENT = "event", "Event", "A dinner, roundtable, briefing or other event (P3)."
    BACKGROUND = "background", "Recalled only", "Recalls an earlier call as background (P9)."
    NO_SENIOR_OFFICIAL = (
        "no_senior_official",
        "No senior official",
        "A call on which no senior official speaks on one of the sides (U2).",
    )
    NOT_A_CALL = "not_a_call", "No call", "Reports no call at all."
    OTHER = "other", "Other", "Another reason, given in the note."


class DocType(Code):
    """The kind of text a government published about the call."""

    READOUT = "readout", "Readout", "An account in the third person issued as a readout."
    SPOKESPERSON_STATEMENT = (
        "spokesperson_statement",
        "Statement by spokesperson",
        "An account issued in the name of a spokesperson.",
    )
    FIRST_PERSON_STATEMENT = (
        "first_person_statement",
        "First-person statement",
        "A participant's own account, in the first person.",
    )
    STATEMENT_BY_OFFICIALS = (
        "statement_by_officials",
        "Statement by officials",
        "An account by named officials or an aide who did not conduct the call, a monologue on "
        "it included (P9).",
    )
    JOINT_STATEMENT = "joint_statement", "Joint statement", "A text issued by two or more sides."
    READOUT_NEWS_ITEM = (
        "readout_news_item",
        "Readout as a news item",
        "An official account published in the form of news.",
    )
    SOCIAL_POST = "social_post", "Social media post", "An official account posted on a platform."
    STATEMENT_MENTIONING_CALL = (
        "statement_mentioning_call",
        "Statement that mentions a call",
        "A text about something else that newly reports a call of the last two days (P9).",
    )


class IssueForm(Code):
    """Whether one government issued the text or several together."""

    SINGLE = "single", "Single", "Issued by one side."
    JOINT = "joint", "Joint", "Issued by two or more sides together."


class TranslationStatus(Code):
    """Where the language of the text comes from."""

    ORIGINAL = "original", "Original", "The issuer's own language, or the only one it issued."
    ISSUER_TRANSLATION = (
        "issuer_translation",
        "Issuer's translation",
        "A version in another language published by the issuer itself.",
    )
    CARRIER_TRANSLATION = (
        "carrier_translation",
        "Carrier's translation",
        "Translated by a news outlet or another third party.",
    )
    NOT_KNOWN = "not_known", "Not known", "Nothing at hand says which it is."


class TextBasis(Code):
    """How much of the issuer's text was read. Evidence needs one of the first three."""

    FULL = "full", "Full", "The publisher's page or a mirror of it."
    FULL_AS_CARRIED = (
        "full_as_carried",
        "Full as carried",
        "A carrier prints a text with beginning and end; that text is hashed.",
    )
    POSSIBLY_ABRIDGED = (
        "possibly_abridged",
        "Possibly abridged",
        "A carrier's version that can be shortened (state television); hashed.",
    )
    EXCERPT = "excerpt", "Excerpt", "Only a part of the text was seen; no evidence, no omission."
    SECONDARY = "secondary", "Secondary", "Only reports about the text were seen; no evidence."


class CodingStatus(Code):
    """How a document was coded. See ``coders`` for who or what did it."""

    DRAFT = "draft", "Draft", "Proposed by a machine, read by nobody."
    CHECKED = (
        "checked",
        "Checked",
        "A draft or earlier coding read against the text and decided by the coder named, who may "
        "be a language model.",
    )
    SINGLE = "single", "Single", "Coded once from the text."
    DOUBLE = "double", "Double", "Two blind codings, adjudicated."


class CoderKind(Code):
    """What kind of coder it is. Coders of one kind can share their mistakes."""

    RULE = "rule", "Rule set", "A program that applies written rules."
    LANGUAGE_MODEL = "language_model", "Language model", "A language model given the codebook."
    PERSON = "person", "Person", "A human coder."

    @property
    def id_prefix(self) -> str:
        """Return the word with which ids of such coders begin: rule, lm or person."""
        return "lm" if self is CoderKind.LANGUAGE_MODEL else self.value


class EntityKind(Code):
    """What kind of actor an entity is."""

    STATE = "state", "State", "A state or territory with an ISO 3166 code, or a user code."
    ORGANISATION = (
        "organisation",
        "International organisation",
        "An organisation or standing group of states.",
    )
    ARMED_GROUP = "armed_group", "Armed group", "A non-state armed group."
    OTHER_GROUP = "other_group", "Other group", "Another organised group."
    UNSPECIFIED = "unspecified", "Unspecified", "The text names nobody (T1)."


class LicenceCertainty(Code):
    """How sure the licence of a publisher's texts is."""

    STATED = "stated", "Stated", "The publisher states it."
    BY_LAW = "by_law", "By law", "It follows from law (works of a government)."
    UNVERIFIED = "unverified", "Unverified", "A notice exists; its terms were not verified."
    NOT_STATED = "not_stated", "Not stated", "No notice was found."


class TitlePolicy(Code):
    """Whether titles of the publisher's documents are published."""

    PUBLISH = "publish", "Published", "Titles are published."
    WITHHOLD = "withhold", "Withheld", "Only the hash of the title is published."


class TextForm(Code):
    """The form in which a text is found at a location."""

    MARKDOWN = "markdown", "Markdown", "CommonMark with HTML inside."
    HTML = "html", "HTML", "A page or part of a page."
    PLAIN = "plain", "Plain text", "Text without markup."
    CANONICAL = "canonical", "Canonical", "Already canonical text."


class LineEnds(Code):
    """What a single line end means in the publisher's plain texts."""

    WRAP = "wrap", "Wrap", "A line end wraps the line; blank lines part paragraphs."
    PARAGRAPH = "paragraph", "Paragraph", "Every line end parts paragraphs."


class CanonRuleKind(Code):
    """What a publisher's canonicalisation rule takes out."""

    PREFIX = "prefix", "Prefix", "Matches at the start of the text, repeatedly."
    TAIL = "tail", "Tail", "Matches at the end of the text, repeatedly."
    INLINE = "inline", "Inline", "Matches anywhere."
    TITLE_LINE = "title_line", "Title line", "The first paragraph, where it equals the title."


class StampZone(Code):
    """What is known of the time zone of the publication stamp."""

    OFFSET_GIVEN = "offset_given", "Offset given", "The stamp carries its offset."
    UTC = "utc", "UTC", "The stamp is in UTC: its date can be the publisher's next day."
    DOUBTFUL = "doubtful", "Doubtful", "The stamp's zone is not what it says: plus or minus a day."
    LOCAL = "local", "Local", "A local time without an offset."
    DATE_ONLY = "date_only", "Date only", "The stamp is a date."
    NO_STAMP = "no_stamp", "No stamp", "The item carries no publication stamp."


class PairRelation(Code):
    """What two found items with like texts are to one another."""

    DUPLICATE = "duplicate", "Duplicate", "One text found twice (P7)."
    TEMPLATE = "template", "Same template", "Near-identical texts on different calls (P7)."
    TRANSLATION = "translation", "Translation", "Language versions of one text (P8)."
    UNRELATED = "unrelated", "Unrelated", "Alike, but read as texts of their own."


class PairMeasure(Code):
    """How the likeness of two texts was measured, in percent."""

    RUNS = (
        "runs",
        "Shared runs of words",
        "Jaccard index of the sets of all runs of 4 words, or of 6 Han characters.",
    )
    ANCHORS = (
        "anchors",
        "Shared numbers and names",
        "Numbers, and the first four letters of words with a capital inside a sentence, without "
        "accents: share of the smaller set that is in the other. For different languages.",
    )


class RetirementReason(Code):
    """Why an id is used no more."""

    MERGED = "merged", "Merged", "What it stood for is the same as what another id stands for."
    WITHDRAWN = "withdrawn", "Withdrawn", "What it stood for does not belong in the data."


class LinkStatus(Code):
    """Whether a coder has decided that a document reports this call."""

    PROPOSED = "proposed", "Proposed", "Matched by a machine, not yet decided."
    DECIDED = "decided", "Decided", "Decided by a coder."


class Coverage(Code):
    """Whether the document is about this call alone."""

    SOLE = "sole", "Sole", "The document reports one call."
    SHARED = "shared", "Shared", "The document reports several calls (P5)."
