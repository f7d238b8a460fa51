"""The drafter on real texts: its weights are what training makes, of nothing but dev."""

from __future__ import annotations

import csv
from datetime import date

from diplocalls.builders.draft_commands import (
    draftable,
    grouping,
    learning_material,
    registered_source,
)
from diplocalls.builders.drafting.draft import CODER, draft
from diplocalls.builders.drafting.knowledge import read_knowledge
from diplocalls.builders.drafting.train import learn
from diplocalls.builders.project import Project
from diplocalls.builders.records import read_record
from diplocalls.builders.sources import read_sources
from diplocalls.builders.texts import Texts
from diplocalls.schema.round_codes import Split


def test_training_makes_the_weights_again(checkout: Project, texts: Texts) -> None:
    """Catches weights edited by hand, learned from other texts, or from the test split."""
    sources = read_sources(checkout)
    coded = learning_material(checkout, sources, texts)
    assert Split.TEST not in {sources.splits.get(name) for name in coded}
    know = read_knowledge(checkout, without_weights=True)
    weights, training = learn(coded, know, grouping(sources))
    with (checkout.knowledge / "training.csv").open(encoding="utf-8", newline="") as file:
        stored = {row["name"]: row["value"] for row in csv.DictReader(file)}
    assert {t.name: t.value for t in training} == stored
    with (checkout.knowledge / "weights.csv").open(encoding="utf-8", newline="") as file:
        kept = {
            (r["model"], r["label"], r["feature"]): float(r["weight"]) for r in csv.DictReader(file)
        }
    made = {(w.model, w.label, w.feature): w.weight for w in weights}
    for key in kept.keys() | made.keys():
        assert abs(kept.get(key, 0.0) - made.get(key, 0.0)) < 0.06, key


def test_published_drafts_are_what_the_drafter_makes(checkout: Project, texts: Texts) -> None:
    """Catches a draft edited by hand, or knowledge changed without drafting again."""
    sources = read_sources(checkout)
    know = read_knowledge(checkout)
    paths = sorted(checkout.drafts.rglob("*.yml"))
    assert paths
    for path in paths:
        source = registered_source(path.stem, sources, texts)
        if source is None:
            continue
        stored = read_record(path, path.name).record
        if stored.coding.coder_id != CODER:
            continue
        assert draft(source, know, stored.coding.date).record == stored, path.name


def test_every_english_document_can_be_drafted(checkout: Project, texts: Texts) -> None:
    """Catches a text on which the drafter gives up or breaks."""
    sources = read_sources(checkout)
    know = read_knowledge(checkout)
    for name in draftable(sources):
        source = registered_source(name, sources, texts)
        if source is not None and source.published is not None:
            assert draft(source, know, date(2026, 11, 24)).record.claims is not None
