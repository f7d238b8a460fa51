"""Codes that say how drafts are read and what was planted in them. Pure vocabularies."""

from __future__ import annotations

from .code import Code


class CallRank(Code):
    """Who speaks for the issuing side, as far as draft or register shows: the order of reading."""

    LEADER = "leader", "Leader", "Head of state or government, or who stands in for one."
    MINISTER = "minister", "Minister", "Minister, or deputy head of a state or government."
    ADVISER = "adviser", "Adviser", "Anybody else: adviser, envoy, ambassador, official."
    NOT_DRAFTED = "not_drafted", "Not drafted", "There is no draft to tell from."


class CheckOutcome(Code):
    """What became of a draft given to a checker."""

    SERVED = "served", "Served", "With the checker; nobody else gets it meanwhile."
    TAKEN = "taken", "Taken", "Handed in and taken over as a coding."
    READ_AGAIN = (
        "read_again",
        "Read again",
        "Handed in, not taken over: a planted error was left in this document, or in one in ten "
        "of its batch and more. Another checker gets it.",
    )
    RELEASED = "released", "Released", "Given back unread."
    MEASURED = (
        "measured",
        "Measured",
        "An adjudicated coding given as if it were a draft, to see what is wrongly changed; not "
        "taken over.",
    )


class PlantKind(Code):
    """What was planted in a draft."""

    HOLDER = "holder", "Holder", "A wrong holder."
    ACT = "act", "Act", "An act of another family."
    TOPIC = "topic", "Topic", "A primary topic of another field."
    STANCE = "stance", "Stance", "The opposite stance."
    TARGET = "target", "Target", "A target that the text does not name."
    CALL_DATE = "call_date", "Call date", "A day some weeks before."
    OFFICE_CLASS = (
        "office_class",
        "Office class",
        "A class of office that the person does not hold.",
    )
    MISSED_CLAIM = "missed_claim", "Missed claim", "A claim was taken out."
    SPAN = "span", "Span", "The second half of the evidence was cut off."
    SOUND = "sound", "Sound coding", "Nothing: an adjudicated coding was given as it is."
