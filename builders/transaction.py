"""Writing several files as one: afterwards all are new, or all are old.

Files are written beside their places first. A journal then says that the set is complete, and
only then are they moved. A process killed while moving leaves the journal; the next command that
writes finishes the move, unless somebody has edited one of the files since. What the files hold
is not known here.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from .problems import Problem, ProblemsError

STAGE_PREFIX = ".diplocalls-stage-"
JOURNAL = "journal.json"

OLD_STAGE_SECONDS = 3600
"""A stage without a journal may belong to a process that still writes, but not for so long."""


@dataclass(frozen=True)
class Move:
    """One file of a transaction: its name below the root, its old and new content by hash.

    ``staged`` is the file in the stage; None where the file is to be deleted.
    """

    name: str
    old: str | None
    new: str | None
    staged: str | None


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
        """Write everything that differs; return the files that changed.

        Raises:
            ProblemsError: if a file lies outside the root or cannot be written; nothing is then.
        """
        changed = self.changed()
        if not changed:
            return []
        self._check_targets(changed)
        self.root.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=STAGE_PREFIX, dir=self.root))
        try:
            moves = [self._stage(stage, number, path) for number, path in enumerate(changed)]
            journal = json.dumps({"moves": [vars(move) for move in moves]}).encode("utf-8")
            _write_durably(stage / f"{JOURNAL}.part", journal)
            with _signals_deferred():
                (stage / f"{JOURNAL}.part").replace(stage / JOURNAL)
                _move_or_restore(self.root, stage, moves)
        except OSError:
            shutil.rmtree(stage, ignore_errors=True)
            raise
        except BaseException:
            if not (stage / JOURNAL).exists():
                shutil.rmtree(stage, ignore_errors=True)
            raise
        return changed

    def _check_targets(self, paths: list[Path]) -> None:
        """Refuse what could not be moved into place, before anything is."""
        problems: list[Problem] = []
        for path in paths:
            absolute, root = Path(os.path.abspath(path)), Path(os.path.abspath(self.root))
            folder = next((p for p in path.parents if p.exists()), path.parent)
            if not absolute.is_relative_to(root) or path.is_symlink():
                message = f"lies outside {self.root} or is a link; only files of the checkout"
                problems.append(Problem(str(path), 0, "", f"{message} are written", "outside"))
            elif path.is_dir():
                message = "is a folder where a file belongs; move it away"
                problems.append(Problem(str(path), 0, "", message, "not-writable"))
            elif not os.access(folder, os.W_OK):
                message = f"cannot be written, since {folder} is read-only"
                problems.append(Problem(str(path), 0, "", message, "not-writable"))
        if problems:
            raise ProblemsError(problems)

    def _stage(self, stage: Path, number: int, path: Path) -> Move:
        """Write one new file into the stage, and keep its old content beside it."""
        name = Path(os.path.abspath(path)).relative_to(os.path.abspath(self.root)).as_posix()
        old, new = _read(path), self.writes.get(path)
        if old is not None:
            _write_durably(stage / f"{number}.old", old)
        if new is not None:
            _write_durably(stage / str(number), new)
        staged = str(number) if new is not None else None
        return Move(name, _hash(old), _hash(new), staged)


def unfinished(root: Path) -> list[Problem]:
    """Return a problem for every write that was interrupted while files were being moved."""
    message = "an interrupted write is unfinished; run: diplocalls build"
    return [
        Problem(f"{stage.name}/{JOURNAL}", 0, "", message, "unfinished")
        for stage in sorted(root.glob(f"{STAGE_PREFIX}*"))
        if (stage / JOURNAL).is_file()
    ]


def recover(root: Path) -> None:
    """Finish what a killed process had committed, and drop what it had not.

    Raises:
        ProblemsError: if a file was edited since, or cannot be written; nothing is moved then.
    """
    for stage in sorted(root.glob(f"{STAGE_PREFIX}*")):
        if (stage / JOURNAL).is_file():
            _move_or_restore(root, stage, _read_journal(root, stage), restore=False)
        elif not _in_use(stage):
            shutil.rmtree(stage, ignore_errors=True)


def _read_journal(root: Path, stage: Path) -> list[Move]:
    """Read a journal and see that what it would overwrite is still what it was."""
    shown = f"{stage.name}/{JOURNAL}"
    try:
        plan: Mapping[str, Any] = json.loads((stage / JOURNAL).read_bytes())
        moves = [Move(**move) for move in plan["moves"]]
    except (ValueError, KeyError, TypeError):
        message = f"cannot be read; look into {stage} and delete it"
        raise ProblemsError([Problem(shown, 0, "", message, "journal")]) from None
    message = f"was edited after a broken write; {_remedy(stage)}"
    edited = [
        Problem(move.name, 0, "", message, "edited")
        for move in moves
        if _hash(_read(root / move.name)) not in (move.old, move.new)
    ]
    if edited:
        raise ProblemsError(edited)
    return moves


def _remedy(stage: Path) -> str:
    """Say what to do with a stage whose files were edited."""
    return f"keep your edit by deleting {stage}, or restore the file"


def _move_or_restore(root: Path, stage: Path, moves: list[Move], restore: bool = True) -> None:
    """Move all files into place; if one cannot be, put the old ones back. Twice is harmless."""
    done: list[tuple[int, Move]] = []
    try:
        for number, move in enumerate(moves):
            target = root / move.name
            done.append((number, move))
            if move.staged is None:
                target.unlink(missing_ok=True)
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(FileNotFoundError):  # moved before, or by another process
                (stage / move.staged).replace(target)
    except OSError:
        for number, move in done if restore else []:
            _restore(root / move.name, stage / f"{number}.old", move)
        raise
    shutil.rmtree(stage, ignore_errors=True)


def _restore(target: Path, kept: Path, move: Move) -> None:
    """Put one old file back, or take away a new one."""
    with contextlib.suppress(OSError):
        if move.old is None:
            target.unlink(missing_ok=True)
        elif kept.exists():
            kept.replace(target)


def _in_use(stage: Path) -> bool:
    """Say whether a stage without a journal may belong to a process that is still writing."""
    with contextlib.suppress(OSError):
        newest = max(path.stat().st_mtime for path in (stage, *stage.iterdir()))
        return newest > time.time() - OLD_STAGE_SECONDS
    return False


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


def _hash(data: bytes | None) -> str | None:
    """Return the hash of bytes, or None for none."""
    return hashlib.sha256(data).hexdigest() if data is not None else None
