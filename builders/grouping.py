"""What decided pairs mean for the register: duplicates merged, groups given their ids.

Which pairs there are is measured in ``similarity``; what they are to one another is decided in
``item_pairs.csv``. Here the register only takes over what stands there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ..schema.document_codes import Decision, ExclusionReason, PairRelation, RetirementReason
from ..schema.group_rules import GROUP_COLUMN, GROUP_PREFIX, connect
from ..schema.register_rows import ItemPair, Location, RegisterItem, RetiredIdRow
from ..schema.row import Row
from .problems import Problem, ProblemsError
from .project import Project
from .register import last_number
from .source_writing import write_rows
from .sources import Sources

PAIRS_FILE = "datasets/register/item_pairs.csv"


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
    problems += _merge_all(plan, pairs, sources, today)
    for relation, column in GROUP_COLUMN.items():
        linked = [(p.item_id, p.other_item_id) for p in pairs if p.relation == relation]
        problems += _group(plan, linked, column, GROUP_PREFIX[relation], sources)
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
    write_rows(project, sources, changed)


def _merge_all(
    plan: Grouping, pairs: Sequence[ItemPair], sources: Sources, today: date
) -> Iterable[Problem]:
    """Make one document of all items that duplicate pairs, and the register so far, connect."""
    decided = [pair for pair in pairs if pair.relation == PairRelation.DUPLICATE]
    linked = [(pair.item_id, pair.other_item_id) for pair in decided]
    known = [(i.duplicate_of, i.item_id) for i in sources.register if i.duplicate_of is not None]
    coded = {document_id for document_id, _ in sources.call_links}
    for members in connect([*linked, *known]):
        first = plan.items[members[0]]
        apart = [m for m in members[1:] if plan.items[m].document_id != first.document_id]
        if not apart:
            continue
        problems = list(_cannot_merge(first, [plan.items[m] for m in apart], coded))
        yield from problems
        if not problems:
            pair = next(p for p in decided if {p.item_id, p.other_item_id} & set(apart))
            _merge(plan, first, members[1:], pair, sources, today)


def _cannot_merge(
    first: RegisterItem, others: Sequence[RegisterItem], coded: set[str]
) -> Iterable[Problem]:
    """Yield why items cannot become duplicates of the first."""
    for other in others:
        message = None
        if other.publisher_id != first.publisher_id:
            message = f"{first.item_id} and {other.item_id} are of two publishers"
        elif other.document_id in coded:
            message = f"{other.document_id} is coded; merge the other way round, by hand"
        elif other.duplicate_of is None and _decided_otherwise(first, other):
            message = f"{first.item_id} is {first.decision}, {other.item_id} is {other.decision}; "
            message += "decide both alike first"
        if message is not None:
            yield Problem(PAIRS_FILE, 0, "relation", message, "merge", other.item_id)


def _decided_otherwise(first: RegisterItem, other: RegisterItem) -> bool:
    """Say whether two items are decided, and not alike."""
    return len({first.decision, other.decision} - {Decision.UNDECIDED}) > 1


def _merge(
    plan: Grouping,
    first: RegisterItem,
    others: Sequence[str],
    pair: ItemPair,
    sources: Sources,
    today: date,
) -> None:
    """Make items duplicates of the first; their document ids go, their locations move."""
    gone = {plan.items[item_id].document_id for item_id in others} - {first.document_id}
    for document_id in sorted(gone):
        plan.retired.append(
            RetiredIdRow(
                retired_id=document_id,
                reason=RetirementReason.MERGED,
                replaced_by=first.document_id,
                retired_date=today,
                note=f"The same text as {first.document_id}",
            )
        )
    for item_id in others:
        item = plan.items[item_id]
        update: dict[str, object] = {
            "document_id": first.document_id,
            "duplicate_of": first.item_id,
        }
        if item.duplicate_of is None:
            update |= {
                "decision": Decision.OUT,
                "scope": None,
                "exclusion_reason": ExclusionReason.DUPLICATE,
                "n_separate_calls": None,
                "decided_by": pair.decided_by,
                "decided_date": pair.decided_date,
            }
        plan.items[item_id] = item.model_copy(update=update)
    for place in sources.locations:
        if place.item_id in others:
            moved = place.model_copy(update={"document_id": first.document_id})
            plan.locations[place.location_id] = moved


def _group(
    plan: Grouping, linked: Sequence[tuple[str, str]], column: str, prefix: str, sources: Sources
) -> Iterable[Problem]:
    """Give linked items one group; ids given stay, new groups get the next."""
    given = [getattr(item, column) for item in plan.items.values()]
    gone = [row.retired_id for row in sources.retired_ids]
    last = last_number(prefix, [*(group for group in given if group is not None), *gone])
    for members in connect(linked):
        known = {getattr(plan.items[item_id], column) for item_id in members} - {None}
        if len(known) > 1:
            message = f"would join the groups {', '.join(sorted(known))}; retire one by hand"
            yield Problem(PAIRS_FILE, 0, "relation", message, "group-join", members[0])
            continue
        if not known:
            last += 1
        group = known.pop() if known else f"{prefix}-{last:04d}"
        for item_id in members:
            plan.items[item_id] = plan.items[item_id].model_copy(update={column: group})


def relations(pairs: Sequence[ItemPair]) -> Mapping[PairRelation, int]:
    """Count pairs by what they are."""
    counts = dict.fromkeys(PairRelation, 0)
    for pair in pairs:
        counts[pair.relation] += 1
    return counts
