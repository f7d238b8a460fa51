"""What all tests share: Hypothesis profiles, the invented project, the real checkout, the texts."""

from __future__ import annotations

import os
from pathlib import Path

import invented
import pytest
from diplocalls.builders.project import HERE, Project
from diplocalls.builders.sources import read_sources
from diplocalls.builders.text_checks import texts_required
from diplocalls.builders.texts import Texts
from hypothesis import HealthCheck, settings

settings.register_profile(
    "here", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("ci", parent=settings.get_profile("here"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return the invented project, written into a folder of its own."""
    return invented.make_project(tmp_path)


@pytest.fixture(scope="session")
def checkout() -> Project:
    """Return the real checkout that this code belongs to."""
    return Project(HERE)


@pytest.fixture(scope="session")
def texts(checkout: Project) -> Texts:
    """Return the real texts; where pinned ones are not at hand, skip, or fail if required."""
    folder = checkout.find_texts()
    found = Texts(folder)
    sources = read_sources(checkout)
    pinned = {place.url for place in sources.locations if place.source_commit is not None}
    missing = pinned - set(found.items)
    if missing:
        reason = f"{len(missing)} pinned source texts are not at hand; set DIPLOCALLS_TEXTS"
        if texts_required():
            pytest.fail(f"DIPLOCALLS_REQUIRE_TEXTS=1, but {reason}")
        pytest.skip(reason)
    return found
