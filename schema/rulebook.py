"""All rules that a record must keep, and how they are run. No rule is declared here."""

from __future__ import annotations

from collections.abc import Iterator

from . import call_rules, claim_rules, document_rules
from .record import CallFacts, ClaimFacts, Record
from .rules import RULES, Finding, MissingError, Path, World

__all__ = ["RULES", "Finding", "World", "find_problems"]

DECLARED_IN = (document_rules, call_rules, claim_rules)
"""The modules that declare rules; importing them fills ``RULES``."""


def find_problems(record: Record, world: World) -> Iterator[Finding]:
    """Yield every breach of a rule in a record.

    A part of the record may be a stand-in that raises ``MissingError`` where its value was broken;
    the rules that need this value are then left out, the others still run.
    """
    for rule in RULES.values():
        for prefix, arguments in _parts(rule.part, record):
            try:
                for path, message in rule.check(*arguments, world):
                    yield Finding(rule.name, prefix + path, message)
            except MissingError:
                continue


def _parts(part: str, record: Record) -> Iterator[tuple[Path, tuple[object, ...]]]:
    """Yield the parts of a record that a rule looks at, each with its path."""
    if part == "record":
        yield (), (record,)
        return
    try:
        parts: list[ClaimFacts] | list[CallFacts] | None = getattr(record, part)
    except MissingError:
        return
    for position, item in enumerate(parts or ()):
        yield (part, position), (item, record)
