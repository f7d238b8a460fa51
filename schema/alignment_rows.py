"""Rows on both sides' accounts of one call: cells compared, measures, searches without a find."""

from __future__ import annotations

from .alignment_codes import AlignmentLabel
from .document_codes import LinkStatus, TextBasis
from .fields import (
    CallId,
    ClaimIdList,
    CoderId,
    Count,
    Day,
    DocumentId,
    EntityId,
    Language,
    Positive,
    RoundId,
    Sha256,
    Share,
    Text,
    Url,
)
from .row import Row
from .topics import Topic


class Alignment(Row):
    """One cell of one call in two accounts: what each reports of one side on one topic.

    A cell is call, holder side and minor topic. A claim stands in the cell of each of its topics,
    a joint claim in those of each of its sides; claims of nobody, of third parties and of the
    issuer's own voice stand in none. Where one account lacks the topic and has a neighbouring one
    that the other lacks, the two are compared with one another.
    """

    call_id: CallId
    """The call."""
    document1_id: DocumentId
    """The account of the first side, by id of the side."""
    document2_id: DocumentId
    """The account of the second side."""
    holder_id: EntityId
    """The side that holds the claims of the cell."""
    topic: Topic
    """The topic in the first account; where only the second has the cell, its topic there."""
    topic2: Topic | None = None
    """The topic in the second account; empty where it lacks the cell."""
    side1_id: EntityId
    """The first side: who issued the first account."""
    side2_id: EntityId
    """The second side."""
    holder_name: Text
    """Name of the holding side."""
    topic_label: Text
    """Label of the topic, of both where they differ."""
    claims1: ClaimIdList | None = None
    """The claims of the first account in the cell, separated by semicolons."""
    claims2: ClaimIdList | None = None
    """The claims of the second account in the cell."""
    n_claims1: Count
    """How many claims the first account has in the cell."""
    n_claims2: Count
    """How many claims the second account has in the cell."""
    joint1: bool | None = None
    """Whether all its claims there are joint in the first account; empty where it lacks the
    cell."""
    joint2: bool | None = None
    """The same in the second account."""
    strength_gap: Count | None = None
    """Smallest difference in the strength of acts between a claim of each account; empty where one
    lacks the cell."""
    proposed: AlignmentLabel
    """What the definition makes of the codes of the claims."""
    label: AlignmentLabel
    """How the accounts stand to one another: as a coder decided, else as proposed."""
    silent_id: EntityId | None = None
    """The side whose account is silent: only where the label is one-sided and that text was read
    whole."""
    cell_sha256: Sha256
    """Hash of the ids, acts, stances and holders of the claims in the cell: what a label was
    decided on."""
    status: LinkStatus
    """Whether a coder has decided the label."""
    decided_by: CoderId | None = None
    """Who decided; empty where the label is as proposed."""
    decided_date: Day | None = None
    """When."""
    note: Text | None = None
    """Why, where the decision is not as proposed."""


class AlignmentDecision(Row):
    """One coder's decision on the label of one cell, and what it was taken on."""

    call_id: CallId
    """The call."""
    document1_id: DocumentId
    """The account of the first side."""
    document2_id: DocumentId
    """The account of the second side."""
    holder_id: EntityId
    """The side that holds the claims of the cell."""
    topic: Topic
    """The topic of the cell, as in `Alignment`."""
    label: AlignmentLabel
    """The label decided."""
    cell_sha256: Sha256
    """Hash of the codes that it was decided on: where they change, it is to be decided again."""
    decided_by: CoderId
    """Who decided."""
    decided_date: Day
    """When."""
    note: Text | None = None
    """Why, where the label is not the proposed one."""


class AlignmentCoding(Row):
    """One blind coder's own label of one cell, as handed in, never edited."""

    round: RoundId
    """The round."""
    coder_id: CoderId
    """Who labelled it, without any proposal or other coder's label."""
    call_id: CallId
    """The call."""
    document1_id: DocumentId
    """The account of the first side."""
    document2_id: DocumentId
    """The account of the second side."""
    holder_id: EntityId
    """The side that holds the claims of the cell."""
    topic: Topic
    """The topic of the cell, as in `Alignment`."""
    label: AlignmentLabel
    """The label given."""
    shared: bool
    """Whether both accounts had claims in the cell as it was shown."""
    unsure: bool
    """Whether the coder saw room for another label."""
    cell_sha256: Sha256
    """Hash of the codes that were shown."""
    note: Text | None = None
    """What the label rests on, where it is not plain."""


class Divergence(Row):
    """How far two sides' accounts of one call go apart: a row a call and pair of accounts.

    Every measure is of codes: it says what the two texts report, not what was said on the call.
    """

    call_id: CallId
    """The call."""
    call_date: Day
    """Its day, as in ``calls``."""
    side1_id: EntityId
    """The first side, by id."""
    side2_id: EntityId
    """The second side."""
    side1_name: Text
    """Name of the first side."""
    side2_name: Text
    """Name of the second side."""
    document1_id: DocumentId
    """The account of the first side: of several, the one read most fully and longest."""
    document2_id: DocumentId
    """The account of the second side."""
    text_basis1: TextBasis
    """How much of the first account was read."""
    text_basis2: TextBasis
    """How much of the second account was read."""
    n_claims1: Count
    """Claims of the first account on this call."""
    n_claims2: Count
    """Claims of the second account on this call."""
    n_chars1: Count
    """Length of the first text in code points; not to be compared between scripts."""
    n_chars2: Count
    """Length of the second text in code points."""
    n_cells: Count
    """Cells that either account has."""
    n_both: Count
    """Cells that both have: labelled anything but one-sided."""
    n_corroborated: Count
    """Cells labelled corroborated."""
    n_emphasis: Count
    """Cells labelled different emphasis."""
    n_contradictory: Count
    """Cells labelled contradictory."""
    n_only1: Count
    """One-sided cells that the first account alone has."""
    n_only2: Count
    """One-sided cells that the second account alone has."""
    coverage1: Share | None = None
    """Share of all cells that the first account has: (n_both + n_only1) / n_cells. Too small where
    `text_basis1` is possibly_abridged: see the two columns before comparing calls."""
    coverage2: Share | None = None
    """Share of all cells that the second account has: (n_both + n_only2) / n_cells. Too small where
    `text_basis2` is possibly_abridged."""
    share_corroborated: Share | None = None
    """n_corroborated / n_cells. Too small where either text is possibly_abridged."""
    omission1: Share | None = None
    """Share of the second account's cells of which the first is silent: n_only2 / (n_both +
    n_only2); 1 less it is what of the second account the first reports, too. Empty unless the first
    text was read whole (`text_basis1` full or full_as_carried)."""
    omission2: Share | None = None
    """Share of the first account's cells of which the second is silent: n_only1 / (n_both +
    n_only1); 1 less it is what of the first account the second reports, too. Empty unless the
    second text was read whole (`text_basis2` full or full_as_carried)."""
    omission1_per_claim: Share | None = None
    """Cells of which the first account is silent, for each claim that it has: a short text omits
    more. Length is counted in claims, since characters of two scripts cannot be compared. Empty
    unless the first text was read whole and has claims."""
    omission2_per_claim: Share | None = None
    """The same with the sides changed round."""
    topic_jaccard: Share | None = None
    """Minor topics that claims of both accounts have, of those that either has: 0 to 1."""
    stance_distance: Share | None = None
    """Mean, over the cells that both have, of half the distance of the two mean stances: 0 alike,
    1 opposed; empty where they share no cell."""
    n_conflicts: Count
    """Facts of the call on which documents conflict (``call_conflicts``)."""
    n_decided: Count
    """Cells whose label a coder decided."""


class DyadDivergence(Row):
    """A measure of divergence over all calls of two sides, with its interval.

    Calls here are those of which both accounts were found: no sample of all calls of the two.
    """

    side1_id: EntityId
    """The first side, by id."""
    side2_id: EntityId
    """The second side."""
    measure: Text
    """Name of the column of ``divergence`` that is averaged."""
    side1_name: Text
    """Name of the first side."""
    side2_name: Text
    """Name of the second side."""
    n_calls: Positive
    """Calls with a value."""
    mean: Share
    """Mean over the calls, each with the same weight."""
    interval_low: Share | None = None
    """Lower bound of its 95% interval, bootstrapped over calls; empty for fewer than five."""
    interval_high: Share | None = None
    """Upper bound of its 95% interval."""


class Lead(Row):
    """One account of a call that a search found, whether or not it is read and coded here."""

    call_id: CallId
    """The call."""
    side_id: EntityId
    """The side whose account it is."""
    url: Url
    """Where it was seen."""
    issuer: Text
    """Who issued it, as far as the page shows."""
    carrier: Text | None = None
    """The outlet that carries it; empty for the issuer's own page."""
    language: Language
    """Its language."""
    text_basis: TextBasis
    """How much of the issuer's text was seen there."""
    seen_date: Day
    """When."""
    seen_by: CoderId
    """Who found it."""
    document_id: DocumentId | None = None
    """The registered document; empty where it was only seen."""


class Absence(Row):
    """One search for a side's own account of one call that found none."""

    call_id: CallId
    """The call."""
    side_id: EntityId
    """The side whose account was looked for."""
    searched_date: Day
    """When."""
    searched_by: CoderId
    """Who searched."""
    place: Text
    """Where: what collection of pages was searched."""
    n_queries: Positive
    """How many queries were made for it."""
    queries: Text
    """The queries, separated by vertical bars."""
    nearest: Text | None = None
    """What came nearest and why it does not count, in the searcher's own words."""
