"""Problems found in files: how they are held, raised together and shown. No check lives here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in one file, where it stands, which rule it breaks and what to do.

    Attributes:
        path: The file, relative to the checkout where it lies in it.
        line: Line number from 1; 0 where the problem is with the file as a whole.
        field: The field or column, as a path such as ``claims[2].act``.
        message: What is wrong, and the remedy.
        rule: Name of the rule that is broken.
        subject: For tables: which row it is.
    """

    path: str
    line: int
    field: str
    message: str
    rule: str
    subject: str = ""

    def __str__(self) -> str:
        """Return ``path:line: subject: field: message [rule]``."""
        where = f"{self.path}:{self.line}" if self.line else self.path
        parts = [where, self.subject, self.field, self.message]
        return ": ".join(part for part in parts if part) + f" [{self.rule}]"


class ProblemsError(Exception):
    """Raised with every problem that a step found, never with the first alone."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems in order of file and line."""
        self.problems: Sequence[Problem] = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def as_json(problems: Iterable[Problem]) -> str:
    """Return problems as a JSON list, for programs."""
    return json.dumps([asdict(problem) for problem in problems], indent=2, ensure_ascii=False)
