"""Writing whole or not at all: interruptions, kills, and what the next command does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import invented
import pytest
from diplocalls.builders import transaction as module
from diplocalls.builders.build import build
from diplocalls.builders.problems import ProblemsError
from diplocalls.builders.project import Project
from diplocalls.builders.transaction import JOURNAL, STAGE_PREFIX, Transaction, recover, unfinished
from hypothesis import given, settings
from hypothesis import strategies as st


def snapshot(root: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes."""
    return {
        p.relative_to(root).as_posix(): p.read_bytes()
        for p in sorted(root.rglob("*"))
        if p.is_file()
    }


names = st.sampled_from(["a", "b", "sub/c", "sub/d"])
contents = st.dictionaries(names, st.binary(max_size=8))


@settings(max_examples=40)
@given(contents, contents, st.sets(names))
def test_a_commit_makes_exactly_what_was_planned(
    old: dict[str, bytes], new: dict[str, bytes], gone: set[str]
) -> None:
    """Would catch a file left behind, written twice or deleted too much."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, data in old.items():
            (root / name).parent.mkdir(exist_ok=True)
            (root / name).write_bytes(data)
        plan = Transaction(root)
        for name in gone:
            plan.delete(root / name)
        for name, data in new.items():
            plan.write(root / name, data)
        wanted = {name: data for name, data in old.items() if name not in gone} | new
        changed = plan.commit()
        assert snapshot(root) == wanted
        differ = {n for n in set(old) | set(wanted) if old.get(n) != wanted.get(n)}
        assert {path.relative_to(root).as_posix() for path in changed} == differ
        assert plan.commit() == []


def make_plan(root: Path) -> Transaction:
    """Plan to change two files, add one and delete one."""
    for name in ("one", "two", "gone"):
        (root / name).write_bytes(b"old")
    plan = Transaction(root)
    for name in ("one", "two", "three"):
        plan.write(root / name, b"new")
    plan.delete(root / "gone")
    return plan


OLD = {"one": b"old", "two": b"old", "gone": b"old"}
NEW = {"one": b"new", "two": b"new", "three": b"new"}


@pytest.mark.parametrize("fail_at", [1, 2, 3, 4])
def test_a_failure_while_staging_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fail_at: int
) -> None:
    """Would catch a full disk that leaves half of the new files."""
    plan = make_plan(tmp_path)
    calls = 0
    write = module._write_durably

    def full(path: Path, data: bytes) -> None:
        nonlocal calls
        calls += 1
        if calls == fail_at:
            raise OSError(28, "No space left on device")
        write(path, data)

    monkeypatch.setattr(module, "_write_durably", full)
    with pytest.raises(OSError, match="No space left"):
        plan.commit()
    assert snapshot(tmp_path) == OLD


def test_an_unfinished_stage_is_dropped_once_it_is_old(tmp_path: Path) -> None:
    """Would catch rubbish that stays for ever, and another process's stage swept away."""
    stage = tmp_path / f"{STAGE_PREFIX}x"
    stage.mkdir()
    (stage / "0").write_bytes(b"half")
    recover(tmp_path)
    assert stage.exists(), "a process may still be writing it"
    for path in (stage / "0", stage):
        os.utime(path, (1, 1))
    recover(tmp_path)
    assert not stage.exists()


def test_nothing_outside_the_root_is_written(tmp_path: Path) -> None:
    """Would catch a path that climbs out of the project."""
    plan = Transaction(tmp_path / "root")
    plan.write(tmp_path / "root" / ".." / "outside", b"x")
    with pytest.raises(ProblemsError, match="outside"):
        plan.commit()
    assert not (tmp_path / "outside").exists()


def test_what_cannot_be_written_is_said_before_anything_is(tmp_path: Path) -> None:
    """Would catch a set of files of which one is found unwritable half way."""
    plan = make_plan(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "one")
    plan.write(tmp_path / "folder", b"new")
    plan.write(tmp_path / "link", b"new")
    with pytest.raises(ProblemsError) as caught:
        plan.commit()
    assert {(Path(p.path).name, p.rule) for p in caught.value.problems} == {
        ("folder", "not-writable"),
        ("link", "outside"),
    }
    (tmp_path / "link").unlink()
    assert snapshot(tmp_path) == OLD


def test_a_move_that_fails_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Would catch old and new files side by side after an error of the disk."""
    plan = make_plan(tmp_path)
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if Path(target).name == "two" and not self.name.endswith(".old"):
            raise OSError(5, "Input/output error")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(OSError, match="Input/output"):
        plan.commit()
    assert snapshot(tmp_path) == OLD


def kill_while_moving(root: Path, monkeypatch: pytest.MonkeyPatch, moves: int) -> None:
    """Commit a plan and be killed after so many moves."""
    plan = make_plan(root)
    replace, done = Path.replace, 0

    def killed(self: Path, target: Path) -> Path:
        nonlocal done
        if self.parent.name.startswith(STAGE_PREFIX) and Path(target).name != JOURNAL:
            if done == moves:
                raise SystemExit("killed")
            done += 1
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        with pytest.raises(SystemExit):
            plan.commit()


@pytest.mark.parametrize("moves", [0, 1, 2])
def test_a_kill_while_moving_is_finished_by_the_next_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    """Would catch a set of files that stays half old and half new, or that nobody is told of."""
    kill_while_moving(tmp_path, monkeypatch, moves)
    assert [problem.rule for problem in unfinished(tmp_path)] == ["unfinished"]
    recover(tmp_path)
    assert snapshot(tmp_path) == NEW
    assert unfinished(tmp_path) == []


def test_an_edit_after_a_kill_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Would catch a recovery that overwrites what a person wrote since."""
    kill_while_moving(tmp_path, monkeypatch, 1)
    (tmp_path / "two").write_bytes(b"by hand")
    with pytest.raises(ProblemsError, match="keep your edit by deleting"):
        recover(tmp_path)
    assert (tmp_path / "two").read_bytes() == b"by hand"
    (tmp_path / "two").write_bytes(b"old")
    recover(tmp_path)
    assert snapshot(tmp_path) == NEW


def test_a_damaged_journal_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Would catch a recovery that guesses."""
    kill_while_moving(tmp_path, monkeypatch, 1)
    journal = next(tmp_path.glob(f"{STAGE_PREFIX}*/{JOURNAL}"))
    journal.write_bytes(b"{")
    with pytest.raises(ProblemsError, match="cannot be read"):
        recover(tmp_path)


def test_an_interruption_waits_for_the_move(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Would catch Ctrl-C between two files."""
    plan = make_plan(tmp_path)
    replace = Path.replace

    def interrupted(self: Path, target: Path) -> Path:
        signal.raise_signal(signal.SIGINT)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    # Tests started in the background of a shell inherit a SIGINT that is ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            plan.commit()
    finally:
        signal.signal(signal.SIGINT, before)
    monkeypatch.undo()
    assert snapshot(tmp_path) == NEW


def test_a_build_that_fails_leaves_the_old_tables_whole(project: Project) -> None:
    """Would catch a build that writes the tables it could make before it finds a fault."""
    build(project)
    before = snapshot(project.root)
    place = project.record_path(invented.CHANCERY)
    broken = place.read_bytes().replace(b"act: CONCERN", b"act: CONCERT")
    place.write_bytes(broken)
    with pytest.raises(ProblemsError, match="CONCERT"):
        build(project)
    place.write_bytes(before[place.relative_to(project.root).as_posix()])
    assert snapshot(project.root) == before


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_builds_killed_at_any_moment_leave_old_or_new(
    project: Project, number: signal.Signals
) -> None:
    """Would catch a moment in which a killed build loses or mixes tables."""
    command = [
        sys.executable,
        "-m",
        "diplocalls.builders.command",
        "--root",
        str(project.root),
        "build",
    ]
    subprocess.run(command, check=True, capture_output=True)
    old = snapshot(project.tables)
    place = project.record_path(invented.CHANCERY)
    place.write_bytes(place.read_bytes().replace(b"mode: phone", b"mode: video"))
    start = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    whole = time.monotonic() - start
    new = snapshot(project.tables)
    assert new != old
    human = snapshot(project.coding)
    for turn in range(8):
        for name, data in old.items():
            (project.tables / name).write_bytes(data)
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(whole * (0.6 + 0.05 * turn))
        process.send_signal(number)
        process.wait()
        assert snapshot(project.tables) in (old, new) or unfinished(project.root)
        recover(project.root)
        assert snapshot(project.tables) in (old, new)
        assert snapshot(project.coding) == human
    subprocess.run(command, check=True, capture_output=True)
    assert snapshot(project.tables) == new
