"""The rules that pairs of like texts and the groups made of them must keep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .breach import Breach
from .document_codes import PairRelation
from .register_rows import ItemPair, RegisterItem

GROUP_COLUMN = {
    PairRelation.TEMPLATE: "template_group",
    PairRelation.TRANSLATION: "translation_group",
}
"""The column of the register that holds the group which pairs of a relation make."""


def check_pairs(pairs: Sequence[ItemPair], items: Sequence[RegisterItem]) -> Iterator[Breach]:
    """Yield pairs that the register does not bear out."""
    known = {item.item_id: item for item in items}
    for position, pair in enumerate(pairs):
        one, other = known.get(pair.item_id), known.get(pair.other_item_id)
        if one is None or other is None:
            continue
        if pair.item_id >= pair.other_item_id:
            message = "must be the item registered later; swap the two"
            yield Breach("item_pairs", position, "other_item_id", message, "pair-order")
        for column, message in _contradictions(pair, one, other):
            yield Breach("item_pairs", position, column, message, "pair-register")


def _contradictions(
    pair: ItemPair, one: RegisterItem, other: RegisterItem
) -> Iterator[tuple[str, str]]:
    """Yield (column, message) for what the register says otherwise about a pair."""
    if one.publisher_id != other.publisher_id:
        message = f"{one.publisher_id} and {other.publisher_id}: pairs are of one publisher"
        yield "other_item_id", message
    merged = pair.relation == PairRelation.DUPLICATE
    if merged != (one.document_id == other.document_id):
        said = "one document" if one.document_id == other.document_id else "two documents"
        yield "relation", f"is {pair.relation}, but the register has {said}; run: diplocalls group"
    if pair.relation == PairRelation.TRANSLATION and one.language == other.language:
        yield "relation", f"both are in '{one.language}'; language versions differ in language"
    column = GROUP_COLUMN.get(pair.relation)
    if column is not None:
        groups = getattr(one, column), getattr(other, column)
        if None in groups or groups[0] != groups[1]:
            yield "relation", f"needs one {column} for both; run: diplocalls group"


def check_groups(pairs: Sequence[ItemPair], items: Sequence[RegisterItem]) -> Iterator[Breach]:
    """Yield items in a group that no pair puts there."""
    for relation, column in GROUP_COLUMN.items():
        paired = {
            item_id
            for pair in pairs
            if pair.relation == relation
            for item_id in (pair.item_id, pair.other_item_id)
        }
        for position, item in enumerate(items):
            if getattr(item, column) is not None and item.item_id not in paired:
                message = f"no {relation} pair in item_pairs.csv puts {item.item_id} there"
                yield Breach("register", position, column, message, "group-pair")
