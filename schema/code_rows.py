"""The vocabularies as rows of the ``codes`` table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .acts import Act
from .code import Code
from .reference_rows import CodeRow
from .topics import Topic
from .vocabularies import VOCABULARIES

STANCES = {1: "for (+1)", 0: "neither (0)", -1: "against (-1)"}
"""Stances in words, so that no reader takes the column for numbers."""


def code_rows() -> Iterator[CodeRow]:
    """Yield a row for every code of every vocabulary."""
    for name, codes in VOCABULARIES.items():
        for position, code in enumerate(codes):
            yield CodeRow(
                list=name,
                code=code.value,
                position=position,
                label=code.label,
                definition=code.definition,
                since=code.since,
                until=code.until,
                **_extras(code),
            )


def _extras(code: Code) -> dict[str, Any]:
    """Return what acts and topics carry beyond label and definition."""
    if isinstance(code, Act):
        return {
            "parent": code.family.value,
            "parent_label": code.family.label,
            "includes": code.trigger_cues,
            "excludes": code.not_this_when or None,
            "default_stance": " or ".join(STANCES[stance] for stance in code.default_stances),
            "claim_kind": code.claim_kind,
            "strength": code.strength,
            "plover": code.plover,
        }
    if isinstance(code, Topic):
        return {
            "parent": code.major.value,
            "parent_label": code.major.label,
            "includes": code.includes or None,
            "excludes": code.excludes,
            "plover": code.plover_context or None,
        }
    return {}
