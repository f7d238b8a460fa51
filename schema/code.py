"""The base class of every coded vocabulary. The vocabularies themselves live elsewhere.

A code is an enum member that carries its own label and definition, so that the value in a
table, the choice in a record and the line in the codebook have one source.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Code(StrEnum):
    """A closed list of codes, each with a label, a definition and the versions it is valid in.

    Members are written as ``NAME = "code", "Label", "Definition."``; two further strings, both
    optional, are the codebook version the code came in with and the one it went out with.
    """

    label: str
    definition: str
    since: str
    until: str | None

    def __new__(
        cls,
        code: str,
        label: str,
        definition: str,
        since: str = "codebook-1",
        until: str | None = None,
    ) -> Self:
        """Make the member ``code`` and hang its description on it."""
        return cls._make(code, label, definition, since, until)

    @classmethod
    def _make(cls, code: str, label: str, definition: str, since: str, until: str | None) -> Self:
        """Make a described member; subclasses with more to carry start from it."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.definition = definition
        member.since = since
        member.until = until
        return member

    def is_valid_in(self, codebook_version: str) -> bool:
        """Say whether the code belongs to that version of the codebook.

        >>> from diplocalls.schema.vocabularies import Certainty
        >>> Certainty.HEDGED.is_valid_in("codebook-1")
        True
        """
        version = version_number(codebook_version)
        if version < version_number(self.since):
            return False
        return self.until is None or version < version_number(self.until)


def version_number(codebook_version: str) -> tuple[int, ...]:
    """Turn ``"codebook-1"`` or ``"codebook-1.2"`` into numbers that sort as versions do.

    >>> version_number("codebook-1.10") > version_number("codebook-1.9")
    True
    """
    return tuple(int(part) for part in codebook_version.removeprefix("codebook-").split("."))
