"""The rules that pairs of like texts and the groups made of them must keep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .breach import Breach
from .document_codes import PairRelation
from .register_rows import ItemPair, RegisterItem

GROUP_COLUMN = {
    PairRelation.TEMPLATE: "template_group",
    PairRelation.TRANSLATION: "translation_group",
}
"""The column of the register that holds the group which pairs of a relation make."""

GROUP_PREFIX = {PairRelation.TEMPLATE: "tpl", PairRelation.TRANSLATION: "trl"}
"""How the ids of these groups begin."""


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
        yield (
            "relation",
            f"is {pair.relation}, but the register has {said}; run: diplocalls group apply",
        )
    if pair.relation == PairRelation.TRANSLATION and one.language == other.language:
        yield "relation", f"both are in '{one.language}'; language versions differ in language"
    column = GROUP_COLUMN.get(pair.relation)
    if column is not None:
        groups = getattr(one, column), getattr(other, column)
        if None in groups or groups[0] != groups[1]:
            yield "relation", f"needs one {column} for both; run: diplocalls group apply"


def check_groups(pairs: Sequence[ItemPair], items: Sequence[RegisterItem]) -> Iterator[Breach]:
    """Yield items in a group that no pair puts there, and groups that no pairs hold together."""
    for relation, column in GROUP_COLUMN.items():
        linked = [(p.item_id, p.other_item_id) for p in pairs if p.relation == relation]
        leader = {name: group[0] for group in connect(linked) for name in group}
        first: dict[str, str] = {}
        for position, item in enumerate(items):
            group = getattr(item, column)
            if group is None:
                continue
            if not group.startswith(f"{GROUP_PREFIX[relation]}-"):
                message = f"'{group}' is no {column}; its ids begin with {GROUP_PREFIX[relation]}-"
                yield Breach("register", position, column, message, "group-prefix")
            if item.item_id not in leader:
                message = f"no {relation} pair in item_pairs.csv puts {item.item_id} there"
                yield Breach("register", position, column, message, "group-pair")
            elif first.setdefault(group, leader[item.item_id]) != leader[item.item_id]:
                message = f"no pairs connect {item.item_id} with the others of {group}"
                yield Breach("register", position, column, message, "group-connected")


def connect(linked: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return the connected groups of linked names, sorted.

    >>> connect([("b", "c"), ("a", "b"), ("x", "y")])
    [['a', 'b', 'c'], ['x', 'y']]
    """
    leader: dict[str, str] = {}

    def lead(name: str) -> str:
        while leader.setdefault(name, name) != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for one, other in linked:
        first, second = sorted((lead(one), lead(other)))
        leader[second] = first
    groups: dict[str, list[str]] = {}
    for name in sorted(leader):
        groups.setdefault(lead(name), []).append(name)
    return sorted(groups.values())
