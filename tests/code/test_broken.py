"""Broken records and their exact messages: one file a fault in ``tests/broken``.

``python tests/code/test_broken.py`` writes the messages anew; read the difference before you
commit it.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

import invented
import pytest
from diplocalls.builders.project import Project
from diplocalls.builders.record_checks import check_file
from diplocalls.builders.sources import read_sources

FOLDER = Path(__file__).resolve().parents[1] / "broken"
CASES = sorted(path.stem for path in FOLDER.glob("*.yml"))


def messages(project: Project, case: str) -> str:
    """Return what the check says of a broken record put in the place of a sound one."""
    place = project.record_path(invented.PALACE)
    shutil.copy(FOLDER / f"{case}.yml", place)
    world = read_sources(project).world()
    text = invented.TEXTS[invented.PALACE]
    problems = check_file(place, world, project, text, date(2001, 3, 5))
    return "".join(f"{problem}\n" for problem in problems)


@pytest.mark.parametrize("case", CASES)
def test_broken_record_gets_its_message(project: Project, case: str) -> None:
    """Would catch a fault that is missed, named elsewhere, or said so that nobody can mend it."""
    wanted = (FOLDER / f"{case}.txt").read_text(encoding="utf-8")
    assert wanted.strip(), "a broken record that is called sound tests nothing"
    assert messages(project, case) == wanted


def test_there_are_enough_faults() -> None:
    """Would catch a folder that was emptied, or messages without their record."""
    assert len(CASES) >= 25
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(CASES)


def test_the_sound_record_has_no_message(project: Project) -> None:
    """Would catch a check that finds fault with anything."""
    place = project.record_path(invented.PALACE)
    text = invented.TEXTS[invented.PALACE]
    world = read_sources(project).world()
    assert check_file(place, world, project, text, date(2001, 3, 5)) == []


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        made = invented.make_project(Path(folder))
        for name in CASES:
            (FOLDER / f"{name}.txt").write_text(messages(made, name), encoding="utf-8")
    sys.stdout.write(f"{len(CASES)} messages written\n")
