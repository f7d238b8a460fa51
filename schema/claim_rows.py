"""Rows about claims: the claim, and its calls, holders, topics, targets and evidence."""

from __future__ import annotations

from .acts import Act, ActFamily
from .claim_codes import (
    Certainty,
    Commitment,
    Confidence,
    Content,
    Holder,
    Iteration,
    SaidInCall,
    TargetRole,
)
from .document_codes import CoderKind, CodingStatus
from .fields import (
    CallId,
    ClaimId,
    CodeList,
    CoderId,
    Count,
    Day,
    DocumentId,
    EntityId,
    Offset,
    PersonId,
    Positive,
    Probability,
    PublisherId,
    Sha256,
    Stance,
    Text,
)
from .row import Row
from .topics import Topic, TopicMajor


class Claim(Row):
    """One thing a document reports one holder as saying, doing, promising, asking or feeling.

    The smallest combination of holder, act, target and topic set carried by one reporting cue. A
    claim is one row however many calls it belongs to; ``claim_calls`` links it to each.
    """

    claim_id: ClaimId
    """Id of the claim."""
    document_id: DocumentId
    """The document that reports it."""
    document_label: Text
    """Label of the document."""
    publisher_id: PublisherId
    """The publishing office."""
    issuer_names: Text
    """Names of the issuing sides: whose account this is."""
    call_id: CallId | None = None
    """The call; empty where the claim belongs to several (see ``claim_calls``)."""
    call_label: Text | None = None
    """Label of the call; empty where the claim belongs to several."""
    n_calls: Positive
    """How many calls it belongs to."""
    call_date: Day | None = None
    """Day of its call or calls; empty where they differ."""
    holder: Holder
    """Whose claim it is, by grammar."""
    holder_names: Text | None = None
    """Names of the holding sides, separated by semicolons; empty for unattributed and issuer."""
    n_holders: Count
    """How many sides hold it."""
    act: Act
    """What the holder does."""
    act_label: Text
    """Label of the act."""
    act_family: ActFamily
    """Family of the act."""
    topic: Topic
    """Primary topic: the first in the text."""
    topic_label: Text
    """Label of the primary topic."""
    topic_major: TopicMajor
    """Major of the primary topic."""
    topic_major_label: Text
    """Label of that major."""
    n_topics: Positive
    """How many topics it has, 1 to 6 (see ``claim_topics``)."""
    target_role: TargetRole
    """How its targets stand in the claim."""
    target_names: Text | None = None
    """Names of its targets, separated by semicolons; empty where it has none."""
    n_targets: Count
    """How many targets it has (see ``claim_targets``)."""
    stance: Stance
    """Stance of the holder towards what the claim is about, not towards its target: 1 wants,
    praises, backs or promises the thing; -1 rejects, blames or warns; 0 neither. Most acts fix it
    (`codes.default_stance`)."""
    certainty: Certainty
    """Stated, hedged or conditional."""
    iteration: Iteration
    """Whether the words mark it as repeated."""
    commitment: Commitment
    """How specific a commitment is."""
    content: Content
    """Whether the content is given."""
    said_in_call: SaidInCall
    """Whether it was said on the call."""
    gloss: Text
    """The claim in the coder's own words, at most 25; never words of the source."""
    cue_start: Offset | None = None
    """Offset of the reporting cue in the canonical text; empty exactly for the issuer's voice."""
    cue_end: Offset | None = None
    """Offset behind the cue."""
    evidence_start: Offset
    """Offset of the first character of the evidence."""
    evidence_end: Offset
    """Offset behind the last character of the evidence."""
    n_spans: Positive
    """In how many pieces the evidence stands (see ``claim_evidence``)."""
    confidence: Confidence
    """The coder's confidence in the claim as a whole: low or medium where the reader saw another
    coding with grounds of its own."""
    unsure: CodeList | None = None
    """Fields the coder marked as unsure, separated by semicolons; a claim of high confidence as a
    whole may have one."""
    note: Text | None = None
    """The coder's note."""
    coding_status: CodingStatus
    """Status of the document's coding: draft, checked, single or double."""
    coder_id: CoderId
    """Who decided."""
    coder_kind: CoderKind
    """Whether that is a rule set, a language model or a person."""
    n_coders: Positive
    """How many coders labelled this very claim blind, or 1 where none did (see ``codings``)."""
    coder_kinds: CodeList
    """Kinds of those coders, or of who decided, separated by semicolons."""
    from_draft: ClaimId | None = None
    """The draft claim this one came from; provisional, like all draft ids."""
    p_unit: Probability | None = None
    """How likely a coder cuts a claim here. This and the next five are empty but in drafts."""
    p_holder: Probability | None = None
    """How likely a coder who cuts it so gives this holder."""
    p_act: Probability | None = None
    """How likely such a coder gives this act."""
    p_topics: Probability | None = None
    """How likely such a coder gives this very set of topics."""
    p_targets: Probability | None = None
    """How likely such a coder gives these very targets."""
    p_stance: Probability | None = None
    """How likely such a coder gives this stance."""


class ClaimCall(Row):
    """One call that a claim belongs to."""

    claim_id: ClaimId
    """The claim."""
    call_id: CallId
    """The call."""


class ClaimHolder(Row):
    """One side that holds a claim, and the person who speaks for it where the text names one.

    A claim of several calls is held, on each call, by those of its holders that are sides of that
    call: join ``call_sides`` too.
    """

    claim_id: ClaimId
    """The claim."""
    holder_no: Positive
    """Place among the holders: sides by id."""
    side_id: EntityId
    """The holding side; for a third party, that party."""
    side_name: Text
    """Its name."""
    person_id: PersonId | None = None
    """The person who holds it for the side; empty where the text does not say."""
    person_name: Text | None = None
    """That person's usual name."""


class ClaimTopic(Row):
    """One topic of a claim."""

    claim_id: ClaimId
    """The claim."""
    topic_no: Positive
    """Place in text order; 1 is the primary topic."""
    topic: Topic
    """The minor topic."""
    topic_label: Text
    """Its label."""


class ClaimTarget(Row):
    """One actor evaluated, asked, helped or threatened by a claim."""

    claim_id: ClaimId
    """The claim."""
    target_no: Positive
    """Place among the targets: by id."""
    target_id: EntityId
    """The target."""
    target_name: Text
    """Its name."""


class ClaimEvidence(Row):
    """One piece of the text that bears a claim: code points [start, end) of the canonical text."""

    claim_id: ClaimId
    """The claim."""
    span_no: Positive
    """Place in text order."""
    span_start: Offset
    """Offset of its first character."""
    span_end: Offset
    """Offset behind its last character."""
    text_sha256: Sha256
    """Hash of the canonical text the offsets refer to."""
