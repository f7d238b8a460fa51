"""What decided pairs mean for the register: duplicates merged, groups given their ids.

Which pairs there are is measured in ``similarity``; what they are to one another is decided in
``item_pairs.csv``. Here the register only takes over what stands there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ..schema.document_codes import Decision, ExclusionReason, PairRelation, RetirementReason
from ..schema.group_rules import GROUP_COLUMN
from ..schema.register_rows import ItemPair, Location, RegisterItem, RetiredIdRow
from ..schema.row import Row
from .problems import Problem, ProblemsError
from .project import Project
from .source_writing import write_rows
from .sources import Sources

PREFIX = {PairRelation.TEMPLATE: "tpl", PairRelation.TRANSLATION: "trl"}


@dataclass
class Grouping:
    """The rows that change: register items, locations of merged ones, ids that go."""

    items: dict[str, RegisterItem] = field(default_factory=dict[str, RegisterItem])
    locations: dict[str, Location] = field(default_factory=dict[str, Location])
    retired: list[RetiredIdRow] = field(default_factory=list[RetiredIdRow])


def plan_grouping(sources: Sources, pairs: Sequence[ItemPair], today: date) -> Grouping:
    """Return what decided pairs change in the register; what is as they say stays.

    Raises:
        ProblemsError: if a coded document would be merged away, or groups would join.
    """
    plan = Grouping({item.item_id: item for item in sources.register})
    problems: list[Problem] = []
    coded = {document_id for document_id, _ in sources.call_links}
    for pair in pairs:
        if pair.relation == PairRelation.DUPLICATE:
            problems += _merge(plan, pair, sources, coded, today)
    for relation, column in GROUP_COLUMN.items():
        linked = [(p.item_id, p.other_item_id) for p in pairs if p.relation == relation]
        problems += _group(plan, linked, column, PREFIX[relation])
    if problems:
        raise ProblemsError(problems)
    before = {item.item_id: item for item in sources.register}
    plan.items = {key: row for key, row in plan.items.items() if row != before[key]}
    return plan


def write_grouping(
    project: Project, sources: Sources, pairs: Sequence[ItemPair], plan: Grouping
) -> None:
    """Write register, locations, pairs and retired ids, all or none.

    Raises:
        ProblemsError: if the register would not be sound with these pairs.
    """
    items = [plan.items.get(item.item_id, item) for item in sources.register]
    places = [plan.locations.get(place.location_id, place) for place in sources.locations]
    every = sorted(pairs, key=lambda pair: (pair.item_id, pair.other_item_id))
    gone = sorted([*sources.retired_ids, *plan.retired], key=lambda row: row.retired_id)
    changed: dict[str, Sequence[Row]] = {
        "register": items,
        "locations": places,
        "item_pairs": every,
        "retired_ids": gone,
    }
    write_rows(project, changed)


def _merge(
    plan: Grouping, pair: ItemPair, sources: Sources, coded: set[str], today: date
) -> Iterable[Problem]:
    """Make the later item of a pair a duplicate of the earlier; its document id goes."""
    first, second = plan.items[pair.item_id], plan.items[pair.other_item_id]
    if first.document_id == second.document_id:
        return
    if second.document_id in coded:
        message = f"{second.document_id} is coded; merge the other way round, by hand"
        yield Problem("item_pairs.csv", 0, "relation", message, "merge-coded", pair.other_item_id)
        return
    decided = {item.decision for item in (first, second)} - {Decision.UNDECIDED}
    if len(decided) > 1:
        message = f"{first.item_id} is {first.decision}, {second.item_id} is {second.decision}; "
        message += "decide both alike first"
        yield Problem("item_pairs.csv", 0, "relation", message, "merge-decided", pair.other_item_id)
        return
    plan.retired.append(
        RetiredIdRow(
            retired_id=second.document_id,
            reason=RetirementReason.MERGED,
            replaced_by=first.document_id,
            retired_date=today,
            note=f"{second.item_id} is a duplicate of {first.item_id}",
        )
    )
    plan.items[second.item_id] = second.model_copy(
        update={
            "document_id": first.document_id,
            "duplicate_of": first.item_id,
            "decision": Decision.OUT,
            "scope": None,
            "exclusion_reason": ExclusionReason.DUPLICATE,
            "n_separate_calls": None,
            "decided_by": pair.decided_by,
            "decided_date": pair.decided_date,
        }
    )
    for place in sources.locations:
        if place.item_id == second.item_id:
            moved = place.model_copy(update={"document_id": first.document_id})
            plan.locations[place.location_id] = moved


def _group(
    plan: Grouping, linked: Sequence[tuple[str, str]], column: str, prefix: str
) -> Iterable[Problem]:
    """Give linked items one group; ids given stay, new groups get the next."""
    given = [getattr(item, column) for item in plan.items.values()]
    last = max((int(group.rpartition("-")[2]) for group in given if group is not None), default=0)
    for members in connect(linked):
        known = {getattr(plan.items[item_id], column) for item_id in members} - {None}
        if len(known) > 1:
            message = f"would join the groups {', '.join(sorted(known))}; retire one by hand"
            yield Problem("item_pairs.csv", 0, "relation", message, "group-join", members[0])
            continue
        if not known:
            last += 1
        group = known.pop() if known else f"{prefix}-{last:04d}"
        for item_id in members:
            plan.items[item_id] = plan.items[item_id].model_copy(update={column: group})


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


def relations(pairs: Sequence[ItemPair]) -> Mapping[PairRelation, int]:
    """Count pairs by what they are."""
    counts = dict.fromkeys(PairRelation, 0)
    for pair in pairs:
        counts[pair.relation] += 1
    return counts
