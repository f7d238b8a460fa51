"""Codes of claims but act and topic, which have modules of their own."""

from __future__ import annotations

from .code import Code


class Holder(Code):
    """Whose claim it is, by grammar and by sides (H1 to H9)."""

    OWN = "own", "Own side", "A person of the issuing side: exactly one side, an issuing one."
    COUNTERPART = "counterpart", "Counterpart", "The other side: one or more sides, none issuing."
    JOINT = "joint", "Joint", "The subject covers both: two or more sides, an issuing one included."
    THIRD = "third", "Third party", "Somebody who is not a side of the call."
    UNATTRIBUTED = "unattributed", "Unattributed", "A reporting cue with no holder (H5)."
    ISSUER = "issuer", "Issuer's voice", "No cue of speech and no issuing subject (H5)."


class TargetRole(Code):
    """How the target stands in the claim: the actor evaluated, asked, helped or threatened."""

    NONE = "none", "No target", "The claim has no target."
    EVALUATED = "evaluated", "Evaluated", "Praised, thanked, blamed or judged."
    REQUESTED_ACTOR = "requested_actor", "Asked to act", "Asked or pressed to act or refrain."
    BENEFICIARY = "beneficiary", "Beneficiary", "Helped, backed or condoled with."
    CONDITIONAL_ACTOR = (
        "conditional_actor",
        "Conditional actor",
        "The actor whose possible act is met with a consequence.",
    )
    PENALISED = "penalised", "Penalised", "Hit by a penalty decided."


class Certainty(Code):
    """How firmly the claim is made."""

    STATED = "stated", "Stated", "Put without reserve."
    HEDGED = "hedged", "Hedged", "Hope, interest, confidence, possibility (A10)."
    CONDITIONAL = "conditional", "Conditional", "Tied to a condition."


class Iteration(Code):
    """Whether the words mark the claim as repeated. Never inferred from earlier documents."""

    NEW = "new", "Not marked", "No lexical mark of repetition."
    REITERATED = "reiterated", "Reiterated", "On the act: re-verbs, again, once more; wins if both."
    CONTINUED = "continued", "Continued", "On the content: continue, remain, maintain, ongoing."


class Commitment(Code):
    """How specific a commitment is."""

    NOT_APPLICABLE = "not_applicable", "Not applicable", "The act's kind is not commitment."
    VAGUE = "vague", "Vague", "A commitment that lacks what specific needs."
    SPECIFIC = (
        "specific",
        "Specific",
        "An actor of a call side, a future action, and a date, a quantity, or an instrument or "
        "event with a proper name; a class of weapons or an untitled treaty is vague.",
    )


class Content(Code):
    """Whether the text says what was said."""

    FULL = "full", "Full", "The content is given."
    EMPTY = "empty", "Empty", "A stance is reported without its content (A11)."


class SaidInCall(Code):
    """Whether the claim was made on the call."""

    YES = "yes", "On the call", "Reported as said or done on the call."
    NO = "no", "Not on the call", "First-person or future statement to the public in the readout."
    UNCLEAR = "unclear", "Unclear", "The text does not let one tell (H5)."


class Confidence(Code):
    """The coder's confidence in the coding of the claim as a whole."""

    HIGH = "high", "High", "Text and rule leave no rival code."
    MEDIUM = "medium", "Medium", "A rival code is arguable."
    LOW = "low", "Low", "A rival code is as good; the note says which."
