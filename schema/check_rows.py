"""Rows on the reading of drafts: what was given to whom, and what was planted and caught."""

from __future__ import annotations

from .check_codes import CallRank, CheckOutcome, PlantKind
from .fields import (
    ClaimKey,
    CoderId,
    Count,
    Day,
    DocumentId,
    Positive,
    RoundId,
    Sha256,
    Text,
)
from .row import Row


class Check(Row):
    """One document given to a checker, and what became of it.

    A checker gets text and draft, decides every field and hands in the whole coding. One in
    twenty is no draft but an adjudicated coding that looks like one.
    """

    batch: RoundId
    """The batch: what one checker was given at one time."""
    document_id: DocumentId
    """The document."""
    checker_id: CoderId
    """Who got it."""
    position: Positive
    """Its number among all that this checker was given."""
    rank: CallRank
    """Who speaks for the issuing side."""
    drafter_id: CoderId | None = None
    """The machine whose draft was given; empty where a bare text was given."""
    draft_sha256: Sha256 | None = None
    """Hash of the draft before anything was planted; empty where there was none."""
    served_date: Day
    """The day it was given."""
    handed_in_date: Day | None = None
    """The day it was handed in; empty before, and where it was given back."""
    outcome: CheckOutcome
    """What became of it."""


class Plant(Row):
    """One document with a known truth in a batch: an error planted, or a sound coding given.

    Errors are drawn by a seed that no checker knows. Rows come when the batch is handed in.
    """

    batch: RoundId
    """The batch."""
    document_id: DocumentId
    """The document."""
    checker_id: CoderId
    """Who read it."""
    kind: PlantKind
    """What was planted."""
    claim_key: ClaimKey | None = None
    """The claim of the draft; empty for facts of the call and sound codings."""
    planted: Text | None = None
    """What was put there; empty where a claim was taken out, and for sound codings."""
    sound: Text | None = None
    """What the draft had; empty for sound codings."""
    caught: bool | None = None
    """Whether it was gone when handed in; empty for sound codings."""
    n_sound: Count | None = None
    """Codes of a sound coding; empty for planted errors."""
    n_changed: Count | None = None
    """Of these, changed by the checker; empty for planted errors."""
