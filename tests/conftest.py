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
from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "here", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("ci", parent=settings.get_profile("here"), derandomize=True)
settings.register_profile(
    "quick",
    parent=settings.get_profile("here"),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "here")
)


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
    found = Texts(checkout.find_texts())
    sources = read_sources(checkout)
    pinned = {place.url for place in sources.locations if place.source_commit is not None}
    missing = pinned - set(found.items)
    if missing:
        reason = f"{len(missing)} pinned source texts are not at hand; set DIPLOCALLS_TEXTS"
        if texts_required():
            pytest.fail(f"DIPLOCALLS_REQUIRE_TEXTS=1, but {reason}")
        pytest.skip(reason)
    return found
