"""What the drafter knows, read once from ``datasets/knowledge`` and the reference tables.

Files are read and made ready for looking things up; nothing is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar, cast

from ...schema.knowledge_rows import (
    ActRule,
    Cue,
    EntityName,
    HeadOfState,
    Mark,
    OfficeTitle,
    Speaker,
    TopicTerm,
    Training,
    Weight,
)
from ...schema.reference_rows import Entity, Person, PersonName, Publisher
from ...schema.row import Row
from ..csv_rows import read_csv
from ..problems import Problem, ProblemsError
from ..project import Project
from .tokens import Phrases

_Row = TypeVar("_Row", bound=Row)

FILES: Mapping[str, tuple[type[Row], tuple[str, ...]]] = {
    "entity_names": (EntityName, ("name",)),
    "office_titles": (OfficeTitle, ("title",)),
    "heads_of_state": (HeadOfState, ("entity_id",)),
    "cues": (Cue, ("cue",)),
    "act_rules": (ActRule, ("rule_id",)),
    "marks": (Mark, ("field", "value", "pattern")),
    "topic_terms": (TopicTerm, ("term", "topic")),
    "speakers": (Speaker, ("publisher_id",)),
    "weights": (Weight, ("model", "label", "feature")),
    "training": (Training, ("name",)),
}
"""Every file of knowledge: what its rows are and what identifies one."""


@dataclass(frozen=True)
class CompiledMark:
    """A mark with its pattern ready."""

    row: Mark
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class CompiledRule:
    """An act rule with its pattern ready and its cues apart."""

    row: ActRule
    pattern: re.Pattern[str]
    cues: frozenset[str]


@dataclass(frozen=True)
class CueForm:
    """A form in which a cue was met."""

    cue: Cue
    form: str


@dataclass(frozen=True)
class Knowledge:
    """Everything the drafter looks up."""

    entity_names: Phrases[EntityName]
    titles: Phrases[OfficeTitle]
    heads: Mapping[str, HeadOfState]
    cue_forms: Phrases[Sequence[CueForm]]
    act_rules: Sequence[CompiledRule]
    marks: Mapping[str, Sequence[CompiledMark]]
    topic_terms: Phrases[Sequence[TopicTerm]]
    speakers: Mapping[str, Speaker]
    weights: Mapping[str, Mapping[str, Mapping[str, float]]]
    training: Mapping[str, str]
    entities: Mapping[str, Entity]
    persons: Mapping[str, Person]
    person_names: Mapping[tuple[str, str], str]
    sides_by_name: Mapping[str, Sequence[str]]
    publishers: Mapping[str, Publisher]


def read_knowledge(project: Project, without_weights: bool = False) -> Knowledge:
    """Read every file of knowledge and the reference tables that drafting needs.

    Raises:
        ProblemsError: with everything that is wrong in any of them.
    """
    problems: list[Problem] = []
    rows: dict[str, Sequence[Row]] = {}
    for name, (model, _) in FILES.items():
        path = project.knowledge / f"{name}.csv"
        if without_weights and name in ("weights", "training"):
            rows[name] = []
            continue
        rows[name] = _read(path, model, project, problems)
    reference: tuple[tuple[str, type[Row]], ...] = (
        ("entities", Entity),
        ("persons", Person),
        ("person_names", PersonName),
        ("publishers", Publisher),
    )
    for name, model in reference:
        rows[name] = _read(project.reference / f"{name}.csv", model, project, problems)
    if problems:
        raise ProblemsError(problems)
    return gather(rows)


def _read(path: Path, model: type[Row], project: Project, problems: list[Problem]) -> list[Row]:
    """Read one file; what is wrong joins the problems."""
    shown = project.relative(path)
    if not path.is_file():
        problems.append(Problem(shown, 0, "", "is missing", "file-missing"))
        return []
    rows, _, found = read_csv(path.read_bytes(), model, shown)
    problems += found
    return rows


def gather(rows: Mapping[str, Sequence[Row]]) -> Knowledge:
    """Put rows together for looking up."""

    def of(name: str, model: type[_Row]) -> list[_Row]:
        assert issubclass(model, Row)
        return cast("list[_Row]", list(rows[name]))

    names = of("person_names", PersonName)
    sides: dict[str, list[str]] = {}
    for name in names:
        sides.setdefault(name.name_printed.casefold(), []).append(name.entity_id)
    weights = by_feature(of("weights", Weight))
    return Knowledge(
        entity_names=Phrases(((n.name, n) for n in of("entity_names", EntityName)), exact=True),
        titles=Phrases((t.title, t) for t in of("office_titles", OfficeTitle)),
        heads={h.entity_id: h for h in of("heads_of_state", HeadOfState)},
        cue_forms=Phrases(_by_phrase(_cue_forms(of("cues", Cue)))),
        act_rules=[
            CompiledRule(r, _compile(r.pattern), frozenset((r.cues or "").split(";")) - {""})
            for r in of("act_rules", ActRule)
        ],
        marks=_by_key(
            of("marks", Mark), lambda m: m.field, lambda m: CompiledMark(m, _compile(m.pattern))
        ),
        topic_terms=Phrases(
            _by_phrase([(t.term, t) for t in of("topic_terms", TopicTerm)]),
        ),
        speakers={s.publisher_id: s for s in of("speakers", Speaker)},
        weights=weights,
        training={t.name: t.value for t in of("training", Training)},
        entities={e.entity_id: e for e in of("entities", Entity)},
        persons={p.person_id: p for p in of("persons", Person)},
        person_names={(n.entity_id, n.name_printed): n.person_id for n in names},
        sides_by_name=sides,
        publishers={p.publisher_id: p for p in of("publishers", Publisher)},
    )


def by_feature(rows: Sequence[Weight]) -> dict[str, dict[str, dict[str, float]]]:
    """Return weights by model, feature and label, as scoring wants them."""
    weights: dict[str, dict[str, dict[str, float]]] = {}
    for weight in rows:
        model = weights.setdefault(weight.model, {})
        model.setdefault(weight.feature, {})[weight.label] = weight.weight
    return weights


_Value = TypeVar("_Value")
_Made = TypeVar("_Made")


def _by_key(
    rows: Sequence[_Value], key: Callable[[_Value], str], make: Callable[[_Value], _Made]
) -> dict[str, list[_Made]]:
    """Return what is made of rows by a key, in order."""
    found: dict[str, list[_Made]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(make(row))
    return found


def _by_phrase(pairs: Sequence[tuple[str, _Value]]) -> list[tuple[str, Sequence[_Value]]]:
    """Return phrases with all that each means."""
    found: dict[str, list[_Value]] = {}
    for phrase, value in pairs:
        found.setdefault(phrase, []).append(value)
    return list(found.items())


def _cue_forms(cues: Sequence[Cue]) -> list[tuple[str, CueForm]]:
    """Return every form of every cue."""
    return [
        (str(getattr(cue, form)), CueForm(cue, form))
        for cue in cues
        for form in ("base", "third", "past", "participle", "gerund")
        if form != "participle" or cue.participle != cue.past
    ]


@lru_cache(maxsize=4096)
def _compile(pattern: str) -> re.Pattern[str]:
    """Return a pattern that is read without case."""
    return re.compile(pattern, re.IGNORECASE)
