"""Ready joins of the published tables: what most readers put together first. Reading only.

One table at a time is loaded in ``diplocalls.datasets``; nothing is derived here beyond counting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from . import load

if TYPE_CHECKING:
    import pandas as pd

CALL_COLUMNS = (
    "call_date",
    "call_label",
    "side1_id",
    "side1_name",
    "side1_cow",
    "side2_id",
    "side2_name",
    "side2_cow",
    "side_names",
    "n_sides",
    "scope",
    "format",
    "mode",
    "initiator_id",
    "initiator_name",
    "n_own_accounts",
)
DOCUMENT_COLUMNS = (
    "publisher_name",
    "issuer_id",
    "doc_type",
    "language",
    "text_basis",
    "published_date",
    "url",
)


def load_claims_with_calls() -> pd.DataFrame:
    """Load claims with what is known of call and document beside each: one row a claim and call.

    A claim that belongs to several calls stands once for each; ``claim_id`` and ``call_id``
    together are the key, so counts of claims are ``claim_id.nunique()``. ``holder_ids`` are those
    holders that are sides of this call (for third parties, those parties); ``topics``,
    ``holder_ids`` and ``target_ids`` join several values with semicolons.

    >>> import diplocalls
    >>> wide = diplocalls.load_claims_with_calls()
    >>> len(wide) == len(diplocalls.load("claim_calls"))
    True
    """
    claims = load("claims").drop(columns=["call_id", "call_label", "call_date"])
    calls = load("calls").set_index("call_id")[list(CALL_COLUMNS)]
    documents = load("documents").set_index("document_id")[list(DOCUMENT_COLUMNS)]
    wide = load("claim_calls").merge(claims, on="claim_id", validate="m:1")
    wide = wide.join(calls, on="call_id", validate="m:1")
    wide = wide.join(
        documents.drop(columns=[c for c in documents if c in wide]),
        on="document_id",
        validate="m:1",
    )
    topics = load("claim_topics").groupby("claim_id")["topic"].agg(";".join)
    targets = load("claim_targets").groupby("claim_id")["target_id"].agg(";".join)
    wide = wide.join(topics.rename("topics"), on="claim_id")
    wide = wide.join(targets.rename("target_ids"), on="claim_id")
    holders = wide[["claim_id", "call_id", "holder"]].merge(load("claim_holders"), on="claim_id")
    sides = load("call_sides")[["call_id", "side_id"]].assign(here=True)
    holders = holders.merge(sides, on=["call_id", "side_id"], how="left")
    held = holders[holders["here"].notna() | (holders["holder"] == "third")]
    joined = held.groupby(["claim_id", "call_id"])["side_id"].agg(
        lambda s: ";".join(dict.fromkeys(s))
    )
    return wide.join(joined.rename("holder_ids"), on=["claim_id", "call_id"])


def load_dyads(freq: Literal["day", "month"] = "month", zeros: bool = True) -> pd.DataFrame:
    """Load a panel of pairs of sides: one row an undirected pair and day or month.

    Columns: side1_id, side2_id (by id), side1_cow, side2_cow, period (first day), n_calls (calls on
    which both are sides), n_accounts (documents on them), n_claims, covered. A call of several
    sides counts for each of its pairs. Periods go by ``call_date``.

    A count says how many calls are in this dataset, not how many there were. ``covered`` is true
    where a mirrored publisher of one of the two has any found item in that month, whatever was
    decided on it: there, and there alone, a zero says that this publisher published no call with
    the other. Zeros are given for covered months of pairs that ever meet here, and with months
    alone.

    Args:
        freq: day or month.
        zeros: Whether covered months without a call get a row; not with days.

    Raises:
        ValueError: if ``freq`` is neither.

    >>> import diplocalls
    >>> panel = diplocalls.load_dyads("month")
    >>> bool((panel.loc[panel.n_calls == 0, "covered"]).all())
    True
    """
    import pandas as pd

    if freq not in ("day", "month"):
        raise ValueError(f"freq must be 'day' or 'month', not {freq!r}")
    calls = load("calls")[["call_id", "call_date", "n_documents", "n_claims"]]
    sides = load("call_sides")[["call_id", "side_id"]]
    pairs = sides.merge(sides, on="call_id", suffixes=("1", "2"))
    pairs = pairs[pairs["side_id1"] < pairs["side_id2"]].merge(calls, on="call_id")
    period = pairs["call_date"].dt.to_period("M" if freq == "month" else "D").dt.start_time
    keys = ["side1_id", "side2_id", "period"]
    pairs = pairs.rename(columns={"side_id1": "side1_id", "side_id2": "side2_id"})
    panel = (
        pairs.assign(period=period)
        .groupby(keys, as_index=False)
        .agg(
            n_calls=("call_id", "nunique"),
            n_accounts=("n_documents", "sum"),
            n_claims=("n_claims", "sum"),
        )
    )
    covered = covered_months()
    if freq == "month" and zeros:
        met = panel[["side1_id", "side2_id"]].drop_duplicates()
        grids = [
            met.merge(covered.rename(columns={"side_id": side}), on=side)
            for side in ("side1_id", "side2_id")
        ]
        grid = pd.concat(grids)[keys].drop_duplicates()
        panel = grid.merge(panel, on=keys, how="outer")
        counts = ["n_calls", "n_accounts", "n_claims"]
        panel[counts] = panel[counts].fillna(0).astype("int64")
    month = panel["period"].dt.to_period("M").dt.start_time
    known = set(zip(covered["side_id"], covered["period"], strict=True))
    panel["covered"] = [
        (one, at) in known or (other, at) in known
        for one, other, at in zip(panel["side1_id"], panel["side2_id"], month, strict=True)
    ]
    cow = load("entities").set_index("entity_id")["cow"]
    for side in ("side1", "side2"):
        panel[f"{side}_cow"] = panel[f"{side}_id"].map(cow)
    columns = ["side1_id", "side2_id", "side1_cow", "side2_cow", "period"]
    columns += ["n_calls", "n_accounts", "n_claims", "covered"]
    return panel[columns].sort_values(keys, ignore_index=True)


def covered_months() -> pd.DataFrame:
    """Return the months in which a mirrored publisher of a side has any found item.

    Columns: side_id, period (first day of the month). Publishers whose texts were found by
    look-up, call by call, cover nothing.
    """
    mirrored = load("locations").dropna(subset=["source_commit"])[["item_id"]]
    items = load("register").merge(mirrored, on="item_id").dropna(subset=["published_date"])
    owners = load("publishers")[["publisher_id", "entity_id"]]
    items = items.merge(owners, on="publisher_id")
    period = items["published_date"].dt.to_period("M").dt.start_time
    found = items.assign(period=period)[["entity_id", "period"]].drop_duplicates()
    return found.rename(columns={"entity_id": "side_id"}).reset_index(drop=True)
