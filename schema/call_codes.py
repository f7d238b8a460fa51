"""Codes of calls and their participants. Codes of documents and claims live elsewhere."""

from __future__ import annotations

from .code import Code


class DatePrecision(Code):
    """How exactly a document dates the call."""

    DAY = "day", "Day", "One day."
    TWO_DAYS = "two_days", "Two days", "One of two adjacent days."
    MONTH = "month", "Month", "Some day of one month."


class DateBasis(Code):
    """What the date of the call rests on. "Today" is the day of the issuer's capital."""

    STATED_FULL = "stated_full", "Stated in full", "Day, month and year stand in the text."
    STATED_DAY_MONTH = (
        "stated_day_month",
        "Day and month stated",
        "The text gives day and month; the year comes from elsewhere.",
    )
    WEEKDAY = "weekday", "Weekday", "A weekday, resolved with the publication date."
    RELATIVE_TODAY = "relative_today", "Today", "Today, tonight, this morning, just now."
    RELATIVE_YESTERDAY = "relative_yesterday", "Yesterday", "Yesterday, last night."
    STATED_DAY = "stated_day", "Day stated", "A day of the month without a month."
    OTHER_DOCUMENT = (
        "other_document",
        "Another document",
        "The text gives no date; another document on the same call does.",
    )
    NONE_DEFAULT_PUBLISH = (
        "none_default_publish",
        "Publication date",
        "The text gives no date; the publication date stands in.",
    )


class CallDateBasis(Code):
    """Whose day the date of the call row is."""

    REFERENCE_STATE = (
        "reference_state",
        "Reference state",
        "The day stated by a document of the alphabetically first state among the sides.",
    )
    OTHER_ISSUER = (
        "other_issuer",
        "Another issuer",
        "That state has no document here: the day another issuer states, which can differ by one "
        "across time zones.",
    )


class Mode(Code):
    """The technical means of the call, as stated."""

    PHONE = "phone", "Telephone", "A telephone or telephone conversation is named."
    VIDEO = "video", "Video", "A video call, video conference or virtual meeting."
    MIXED = "mixed", "Mixed", "Some sides by telephone, some by video."
    NOT_STATED = "not_stated", "Not stated", "A call or talk; the text names no means."


class Secure(Code):
    """Whether the text calls the line secure."""

    YES = "yes", "Secure", "The text calls the line or video secure."
    NOT_STATED = "not_stated", "Not stated", "The text does not say."


class CallFormat(Code):
    """How the sides stand to one another on the call."""

    BILATERAL = "bilateral", "Bilateral", "Two sides."
    MULTILATERAL = "multilateral", "Multilateral", "Three or more sides on equal terms."
    ONE_TO_GROUP = (
        "one_to_group",
        "One to a group",
        "One side speaks with a group that takes part as such, or with its members' envoys.",
    )


class Tone(Code):
    """How the document itself describes the tone of the call. Several may be given."""

    BUSINESSLIKE = "businesslike", "Businesslike", "Businesslike, working, to the point."
    CANDID = "candid", "Candid", "Candid, open, sincere."
    CONSTRUCTIVE = "constructive", "Constructive", "Constructive."
    CORDIAL = "cordial", "Cordial", "Cordial, respectful."
    FRANK = "frank", "Frank", "Frank, direct."
    FRIENDLY = "friendly", "Friendly", "Friendly, warm, trusting."
    IN_DEPTH = "in_depth", "In depth", "Detailed, substantive, thorough, long."
    POSITIVE = "positive", "Positive", "Positive, good."
    PRODUCTIVE = "productive", "Productive", "Productive, useful, fruitful."
    VERY_POSITIVE = "very_positive", "Very positive", "Praised in the highest terms."


class NextContact(Code):
    """Whether the document promises a next contact between the participants."""

    PROMISED = "promised", "Promised", "A next call or meeting of the participants is announced."
    NOT_STATED = "not_stated", "Not stated", "None is announced."


class ConflictVariable(Code):
    """The fact of a call on which its documents conflict."""

    DATE = "date", "Date", "The stated days differ by more than time zones explain."
    MODE = "mode", "Mode", "Different means are stated."
    SECURE = "secure", "Secure", "The documents differ on whether the line was secure."
    FORMAT = "format", "Format", "Different formats."
    INITIATOR = "initiator", "Initiator", "Different initiators are stated."
    DURATION = "duration", "Duration", "Different lengths are stated."
    SCOPE = "scope", "Scope", "Different scopes."
    SIDES = "sides", "Sides", "Different sides are named."


class OfficeClass(Code):
    """The highest office held in the capacity of the call.

    Heads of government are HOG and HOSG together, heads of state HOS and HOSG. Whether a president
    also heads the government is no matter of the text: it rests on the office's constitution.

    An executive monarch or president without a separate head of government is HOSG; an heir who
    is also prime minister is HOG; an heir without a government post is DHOS. The leader of the
    ruling party of a one-party state is HOS.
    """

    HOSG = "HOSG", "Head of state and government", "Both offices in one person."
    HOS = "HOS", "Head of state", "President or monarch beside a head of government."
    HOG = "HOG", "Head of government", "Prime minister, chancellor, premier."
    DHOS = "DHOS", "Deputy head of state or heir", "Vice president; heir without other post."
    FM = "FM", "Foreign minister", "Foreign minister, secretary of state."
    DM = "DM", "Defence minister", "Defence minister or secretary."
    FINM = "FinM", "Finance minister", "Finance minister, treasury secretary."
    NSA = "NSA", "National security adviser", "Adviser or secretary of a security council."
    DNSA = "DNSA", "Deputy national security adviser", "Deputy or principal deputy of the NSA."
    ADV = "ADV", "Adviser", "Another adviser or aide of a head of state or government."
    MIN = "MIN", "Other minister", "Another member of government, deputies of ministers included."
    MIL = "MIL", "Military chief", "Chief of staff or commander."
    INT = "INT", "Intelligence chief", "Head of an intelligence service."
    AMB = "AMB", "Ambassador", "Ambassador or permanent representative."
    ENVOY = "ENVOY", "Envoy", "Special envoy or representative."
    IOH = "IOH", "Head of an organisation", "Head of an international organisation."
    IOS = "IOS", "Senior official of an organisation", "Other senior official of one."
    REL = "REL", "Religious leader", "Leader of a religious community, without state office."
    OPP = "OPP", "Opposition figure", "Opposition leader, without state office."
    CSO = "CSO", "Civil society", "Activist, organisation, family of a detainee."
    OTHER = "OTHER", "Other", "Nothing above fits."


class OfficeStatus(Code):
    """How the person stood to the office at the time of the call."""

    IN_OFFICE = "in_office", "In office", "Holds the office."
    ELECT = "elect", "Elect", "Elected, not yet in office."
    DESIGNATE = "designate", "Designate", "Named, not yet in office."
    ACTING = "acting", "Acting", "Acting in the office."
    INTERIM = "interim", "Interim", "Holds the office for a transition."
    FORMER = "former", "Former", "Held the office before."
    NONE = "none", "No office", "Holds no office."


class ParticipantRole(Code):
    """What the participant did on the call."""

    PRINCIPAL = "principal", "Principal", "Conducts the call for a side."
    ACCOMPANYING = "accompanying", "Accompanying", "Named as present beside a principal."
    JOINED_PART = "joined_part", "Joined for a part", "Joined for part of the call."
    CONVENER = "convener", "Convener", "Convened a group call and conducted it."
    UNNAMED_GROUP = "unnamed_group", "Unnamed group", "Several persons named only as a group."
