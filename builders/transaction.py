"""Writing several files as one: afterwards all are new, or all are old.

Files are written beside their places first. A journal then says that the set is complete, and
only then are they moved. A process killed while moving leaves the journal; the next command
that writes or checks finishes the move. What the files hold is not known here.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Generator
from pathlib import Path
from types import FrameType

STAGE_PREFIX = ".diplocalls-stage-"
JOURNAL = "journal.json"


class Transaction:
    """Files to be written together below one root folder.

    Nothing at the files' places changes before ``commit``; a file whose bytes are already there
    is not touched.
    """

    def __init__(self, root: Path) -> None:
        """Start with nothing to write."""
        self.root = root
        self.writes: dict[Path, bytes] = {}
        self.deletes: set[Path] = set()

    def write(self, path: Path, data: bytes) -> None:
        """Plan to write a file."""
        self.writes[path] = data
        self.deletes.discard(path)

    def delete(self, path: Path) -> None:
        """Plan to delete a file, if it is there."""
        self.deletes.add(path)
        self.writes.pop(path, None)

    def changed(self) -> list[Path]:
        """Return the files that the commit would change, in order."""
        written = [path for path, data in self.writes.items() if _read(path) != data]
        return sorted(written + [path for path in self.deletes if path.exists()])

    def commit(self) -> list[Path]:
        """Write everything that differs; return the files that changed."""
        changed = self.changed()
        if not changed:
            return []
        self.root.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=STAGE_PREFIX, dir=self.root))
        try:
            moves = self._stage(stage, [path for path in changed if path in self.writes])
            deletes = [self._name(path) for path in changed if path in self.deletes]
            journal = json.dumps({"moves": moves, "deletes": deletes}).encode("utf-8")
            _write_durably(stage / f"{JOURNAL}.part", journal)
        except BaseException:
            shutil.rmtree(stage, ignore_errors=True)
            raise
        with _signals_deferred():
            (stage / f"{JOURNAL}.part").replace(stage / JOURNAL)
            _finish(self.root, stage)
        return changed

    def _stage(self, stage: Path, paths: list[Path]) -> dict[str, str]:
        """Write the new files into the stage; return where each is to go."""
        moves: dict[str, str] = {}
        for number, path in enumerate(paths):
            _write_durably(stage / str(number), self.writes[path])
            moves[str(number)] = self._name(path)
        return moves

    def _name(self, path: Path) -> str:
        """Return a path relative to the root; nothing outside it is ever written."""
        return path.resolve().relative_to(self.root.resolve()).as_posix()


def recover(root: Path) -> None:
    """Finish what a killed process had committed, and drop what it had not."""
    for stage in sorted(root.glob(f"{STAGE_PREFIX}*")):
        if (stage / JOURNAL).is_file():
            _finish(root, stage)
        elif not _in_use(stage):
            shutil.rmtree(stage, ignore_errors=True)


def _in_use(stage: Path) -> bool:
    """Say whether a stage without a journal may belong to a process that is still writing."""
    age_limit = 3600
    with contextlib.suppress(OSError):
        newest = max(path.stat().st_mtime for path in (stage, *stage.iterdir()))
        return newest > time.time() - age_limit
    return False


def _finish(root: Path, stage: Path) -> None:
    """Carry out a journal; doing it twice is harmless."""
    plan = json.loads((stage / JOURNAL).read_bytes())
    for number, name in plan["moves"].items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (stage / number).exists():
            (stage / number).replace(target)
    for name in plan["deletes"]:
        (root / name).unlink(missing_ok=True)
    shutil.rmtree(stage, ignore_errors=True)


@contextlib.contextmanager
def _signals_deferred() -> Generator[None]:
    """Hold back an interruption until the move, which takes milliseconds, is done."""
    held: list[int] = []
    old: dict[int, object] = {}

    def hold(number: int, _: FrameType | None) -> None:
        held.append(number)

    with contextlib.suppress(ValueError):  # not in the main thread: nothing interrupts us there
        for number in (signal.SIGINT, signal.SIGTERM):
            old[number] = signal.signal(number, hold)
    try:
        yield
    finally:
        for number, handler in old.items():
            signal.signal(number, handler)  # pyright: ignore[reportArgumentType]
        for number in held:
            signal.raise_signal(number)


def _write_durably(path: Path, data: bytes) -> None:
    """Write a file and see it to the disk."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _read(path: Path) -> bytes | None:
    """Return a file's bytes, or None where there is none."""
    return path.read_bytes() if path.is_file() else None
