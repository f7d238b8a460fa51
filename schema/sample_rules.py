"""The rules that samples keep: what is drawn is not out, and no group of texts is divided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .breach import Breach
from .document_codes import Decision
from .register_rows import CallLink, RegisterItem
from .round_rows import SampledDocument


def check_samples(
    samples: Sequence[SampledDocument],
    items: Sequence[RegisterItem],
    links: Sequence[CallLink],
) -> Iterator[Breach]:
    """Yield samples that are not registered or out, and groups of texts that a split divides.

    A template group, a translation group and the documents of one call belong to one split.
    """
    known = {item.document_id: item for item in items if item.duplicate_of is None}
    calls: dict[str, list[str]] = {}
    for link in links:
        calls.setdefault(link.document_id, []).append(link.call_id)
    first: dict[str, SampledDocument] = {}
    drawn: dict[str, str] = {}
    for position, sample in enumerate(samples):
        item = known.get(sample.document_id)
        if item is None or item.decision == Decision.OUT:
            message = f"'{sample.document_id}' is no document, or one that is out"
            yield Breach("samples", position, "document_id", message, "sample-registered")
            continue
        if sample.document_id in drawn:
            message = f"was drawn for {drawn[sample.document_id]} already"
            yield Breach("samples", position, "document_id", message, "sample-once")
        drawn[sample.document_id] = sample.round
        groups = (item.template_group, item.translation_group, *calls.get(sample.document_id, ()))
        yield from _check_split(position, sample, [g for g in groups if g is not None], first)


def _check_split(
    position: int,
    sample: SampledDocument,
    groups: Sequence[str],
    first: dict[str, SampledDocument],
) -> Iterator[Breach]:
    """Yield a sample whose group stands in the other split."""
    if sample.split is None:
        return
    for group in groups:
        other = first.setdefault(group, sample)
        if other.split != sample.split:
            message = f"{other.document_id} of {group} is in {other.split}; put both in one"
            yield Breach("samples", position, "split", message, "sample-split")
