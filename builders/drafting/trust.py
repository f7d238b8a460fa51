"""How sure a drafted field is: signs of doubt, and a probability from weights learned on them.

What makes the proposal is elsewhere; the weights are learned in ``train``, on proposals for
documents that the proposing weights had not seen.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...schema.record import CallFacts, ClaimFacts, Record
from ..span_match import match_units
from .claims import Labels
from .knowledge import Knowledge
from .linear import score, sigmoid
from .units import Unit

CLAIM_FIELDS = ("unit", "holder", "act", "topics", "targets", "stance")
CALL_FIELDS = ("date", "participants", "mode", "format", "initiator")
SAME = 0.5
"""A drafted claim is a coded one where their characters overlap so much."""

Signs = Mapping[str, float]


def claim_signs(unit: Unit, made: Labels, n_beside: int, first: bool) -> Signs:
    """Return what speaks for and against the fields of a drafted claim.

    Args:
        unit: The claim as cut.
        made: Its labels.
        n_beside: How many claims stand in its sentence.
        first: Whether it stands in one of the first two sentences.
    """
    cue = unit.cue_row
    size = sum(end - start for start, end in unit.spans)
    return {
        "p_act": _odds(made.p_act),
        "p_topics": _odds(made.p_topics),
        "size": math.log1p(size) - 4.5,
        "beside": min(n_beside, 4) - 1.0,
        "first": float(first),
        "n_topics": min(len(made.topics), 4) - 1.0,
        "n_targets": min(len(made.targets), 2) * 1.0,
        "n_spans": len(unit.spans) - 1.0,
        "no_cue": float(cue is None),
        f"cue={cue.cue if cue else '-'}": 1.0,
        f"kind={cue.kind if cue else '-'}": 1.0,
        f"form={unit.form}": 1.0,
        f"reason={unit.reason}": 1.0,
        f"holder={unit.holder}": 1.0,
        f"act={made.act}": 1.0,
        f"topic={made.topics[0]}": 1.0,
        f"role={made.role}": 1.0,
        f"stance={made.stance}": 1.0,
    }


def call_signs(call: Mapping[str, Any], publisher_id: str | None, n_calls: int) -> Signs:
    """Return what speaks for and against the facts of a drafted call."""
    parts: Sequence[Mapping[str, Any]] = call["participants"]
    return {
        f"publisher={publisher_id or '-'}": 1.0,
        f"basis={call['date_basis']}": 1.0,
        f"mode={call['mode']}": 1.0,
        f"format={call['format']}": 1.0,
        "initiator": float(call["initiator"] is not None),
        "n_parts": min(len(parts), 6) - 2.0,
        "n_sides": min(len(call["sides"]), 5) - 2.0,
        "unknown": float(sum(p["person"] is None and bool(p["name_printed"]) for p in parts)),
        "unnamed": float(sum(not p["name_printed"] for p in parts)),
        "accompanying": float(sum(str(p["role"]) != "principal" for p in parts)),
        "several": float(n_calls > 1),
    }


def probability(field: str, signs: Signs, know: Knowledge) -> float | None:
    """Return how likely a drafted field is right, in hundredths; None without weights."""
    weights = know.weights.get(f"p_{field}")
    if weights is None:
        return None
    return round(sigmoid(score(weights, signs).get("yes", 0.0)), 2)


def _odds(chance: float) -> float:
    """Return the logarithm of the odds of a chance, kept within bounds."""
    kept = min(max(chance, 0.01), 0.99)
    return math.log(kept / (1 - kept))


def judge_claims(draft: Record, coded: Record) -> Iterator[dict[str, bool]]:
    """Yield, claim by claim of a draft, which fields a coder has the same.

    The labels of a claim that no coder cut are not judged.
    """
    drafted, decided = draft.claims or [], coded.claims or []
    pairs = match_units([c.evidence for c in drafted], [c.evidence for c in decided], SAME).pairs
    beside = {mine: decided[theirs] for mine, theirs in pairs}
    for number, claim in enumerate(drafted):
        other = beside.get(number)
        yield {"unit": False} if other is None else {"unit": True, **_same_labels(claim, other)}


def _same_labels(one: ClaimFacts, other: ClaimFacts) -> dict[str, bool]:
    """Say which labels of two claims are the same."""
    return {
        "holder": one.holder == other.holder,
        "act": one.act == other.act,
        "topics": set(one.topics) == set(other.topics),
        "targets": set(one.targets) == set(other.targets),
        "stance": one.stance == other.stance,
    }


def judge_calls(draft: Record, coded: Record) -> Iterator[dict[str, bool]]:
    """Yield, call by call of a draft, which facts a coder has the same."""
    for number, call in enumerate(draft.calls):
        other = coded.calls[number] if number < len(coded.calls) else None
        yield {
            field: other is not None and _fact(call, field) == _fact(other, field)
            for field in CALL_FIELDS
        }


def _fact(call: CallFacts, field: str) -> object:
    """Return a fact of a call, such as is compared."""
    if field == "date":
        return call.date_first, call.date_last
    if field == "participants":
        return sorted(p.person or p.name_printed or "" for p in call.participants)
    return getattr(call, field)
