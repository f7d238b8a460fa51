"""Rows on what a machine's drafts are worth: how right each field is, and how sure it may be."""

from __future__ import annotations

from .fields import CoderId, Count, Positive, Probability, Share, Text
from .round_codes import Split, Statistic
from .row import Row


class Quality(Row):
    """How far a drafter's proposals agree with adjudicated codings, for one field.

    On the split dev each document was drafted with weights learned without it (in folds), but its
    rules were written by looking at that split; on test nothing was looked at.
    """

    drafter_id: CoderId
    """The drafter."""
    split: Split
    """The documents it was measured on."""
    subset: Text
    """all, or the publisher whose documents alone are counted."""
    variable: Text
    """The field."""
    statistic: Statistic
    """How agreement is measured."""
    n_documents: Count
    """Number of documents."""
    n_units: Count
    """Number of units compared: claims for labels, documents for facts of calls."""
    estimate: Share | None = None
    """The figure; empty where nothing varies."""
    interval_low: Share | None = None
    """Lower bound of its 95% interval, bootstrapped over documents."""
    interval_high: Share | None = None
    """Upper bound of its 95% interval."""


class Calibration(Row):
    """Of fields drafted with like probabilities, how many were right."""

    drafter_id: CoderId
    """The drafter."""
    split: Split
    """The documents it was measured on."""
    variable: Text
    """The field; all for all of them."""
    p_from: Probability
    """The lowest probability counted."""
    p_to: Probability
    """Up to here; the highest bin ends in 1 and holds it."""
    n_units: Positive
    """Number of drafted fields."""
    mean_p: Probability
    """Their mean probability."""
    share_right: Probability
    """The share of them that the adjudicated coding has the same."""


class Confusion(Row):
    """How often a drafter gave one code where the adjudicated coding has another, on dev."""

    drafter_id: CoderId
    """The drafter."""
    variable: Text
    """The field."""
    coded: Text
    """What the adjudicated coding has."""
    drafted: Text
    """What the drafter gave."""
    n_claims: Positive
    """In how many claims."""
