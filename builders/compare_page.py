"""Two accounts of one call as one self-contained page: no script, no network; it prints.

What is shown is put together in ``compare``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from ..schema.alignment_codes import AlignmentLabel
from .compare import SIGNS, Comparison, Said, TopicRow

STYLE = """
:root{color-scheme:light;--one:#1b4965;--two:#8a3b12;--line:#c9c9c9}
body{font:16px/1.45 system-ui,sans-serif;max-width:76rem;margin:1.5rem auto;padding:0 1rem;
color:#1a1a1a;background:#fff}
h1{font-size:1.5rem;margin:.2rem 0}h2{font-size:1.15rem;margin:1.6rem 0 .4rem}
p.facts{margin:.2rem 0 1rem;color:#444}
ul.sum{display:grid;grid-template-columns:repeat(3,1fr);gap:.8rem;list-style:none;padding:0;margin:0}
ul.sum li{border:1px solid var(--line);border-top:6px solid #777;padding:.5rem .8rem}
ul.sum li.one{border-top-color:var(--one)}ul.sum li.two{border-top-color:var(--two)}
ul.sum b{font-size:1.6rem;display:block}ul.sum a{color:inherit}
table{border-collapse:collapse;width:100%;table-layout:fixed}
th,td{border:1px solid var(--line);padding:.4rem .6rem;text-align:left;vertical-align:top}
col.t{width:19%}thead th{background:#f3f3f3}
thead th.one{border-top:5px solid var(--one)}thead th.two{border-top:5px solid var(--two)}
td ul{margin:0;padding:0;list-style:none}td li{margin:0 0 .45rem}td li:last-child{margin:0}
.act{font-weight:600}.who{color:#333}.src{font-size:.78rem;color:#555;display:block}
td.silent{background:repeating-linear-gradient(45deg,#f4f4f4 0 8px,#e6e6e6 8px 16px);color:#333;
font-style:italic;text-align:center;vertical-align:middle}
.label{display:block;font-size:.82rem;margin-top:.3rem}
.sign{display:inline-block;min-width:1.2em;text-align:center;border:1px solid #555;
font-weight:700;margin-right:.3em}
footer{font-size:.85rem;color:#444;margin-top:2rem;border-top:1px solid #c9c9c9;padding-top:.6rem}
@media (max-width:45rem){ul.sum{grid-template-columns:1fr}col.t{width:24%}}
@media print{body{margin:0;max-width:none}tr{break-inside:avoid}td.silent{background:#eee}}
"""


def make_compare_page(comparisons: Sequence[Comparison]) -> str:
    """Return the page of one call, with every pair of accounts."""
    title = escape(comparisons[0].call.call_label)
    parts = [
        "<!doctype html>",
        f'<html lang="en"><head><meta charset="utf-8"><title>{title}: two accounts</title>',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<style>{STYLE}</style></head><body><main>",
    ]
    for one in comparisons:
        parts += _comparison(one)
    return "\n".join([*parts, "</main></body></html>"]) + "\n"


def _comparison(one: Comparison) -> Iterator[str]:
    """Yield one comparison."""
    first, second = (escape(name) for name in one.names)
    call = one.call
    yield f"<h1>{escape(call.call_label)}: one call, two accounts</h1>"
    facts = [call.call_id, f"mode {call.mode}" if call.mode else "mode in conflict"]
    if call.initiator_name:
        facts.append(f"on the initiative of {call.initiator_name}")
    yield f'<p class="facts">{escape("; ".join(facts))}</p>'
    counts = [len(one.of_section(section)) for section in range(3)]
    yield '<ul class="sum">'
    yield f'<li><b>{counts[0]}</b><a href="#both">topics in both accounts</a></li>'
    yield f'<li class="one"><b>{counts[1]}</b><a href="#only1">only in {first}\'s account</a></li>'
    yield f'<li class="two"><b>{counts[2]}</b><a href="#only2">only in {second}\'s account</a></li>'
    yield "</ul>"
    for section, (anchor, heading) in enumerate(
        (
            ("both", "What both report"),
            ("only1", f"What {first} alone reports"),
            ("only2", f"What {second} alone reports"),
        )
    ):
        yield f'<h2 id="{anchor}">{heading}</h2>'
        yield from _table(one, section, heading)
    yield from _rest(one)
    yield from _footer(one)


def _table(one: Comparison, section: int, caption: str) -> Iterator[str]:
    """Yield the topics of one section."""
    rows = one.of_section(section)
    if not rows:
        yield "<p>Nothing.</p>"
        return
    first, second = (escape(name) for name in one.names)
    yield f'<table aria-label="{caption}"><colgroup><col class="t"><col><col></colgroup>'
    yield (
        f'<thead><tr><th scope="col">Topic</th><th scope="col" class="one">{first} says</th>'
        f'<th scope="col" class="two">{second} says</th></tr></thead><tbody>'
    )
    for row in rows:
        yield f'<tr><th scope="row">{escape(row.topic)}{_labels(row)}</th>'
        for place, claims in enumerate((row.first, row.second)):
            if claims:
                yield f"<td>{_claims(claims, one.documents[place].url)}</td>"
            else:
                yield f'<td class="silent">{escape(one.silence(section))}</td>'
        yield "</tr>"
    yield "</tbody></table>"


def _labels(row: TopicRow) -> str:
    """Return the labels of a topic's cells, one where all are the same."""
    if not row.shared:
        return ""
    kinds = {label for _, label in row.labels}
    if len(kinds) == 1:
        return _label(next(iter(kinds)), None)
    return "".join(_label(label, holder) for holder, label in row.labels)


def _label(label: AlignmentLabel, holder: str | None) -> str:
    """Return one label with its sign."""
    of = f" ({escape(holder)}'s part)" if holder is not None else ""
    text = f"{escape(label.label)}{of}"
    return f'<span class="label"><span class="sign">{SIGNS[label]}</span>{text}</span>'


def _claims(claims: Sequence[Said], url: str) -> str:
    """Return claims as a list, each with its source and place."""
    items = "".join(
        f'<li><span class="act">{escape(one.act)}</span> '
        f'<span class="who">({escape(one.holder)})</span>: {escape(one.gloss)}'
        f'<span class="src"><a href="{escape(url)}">{escape(one.claim_id)}</a>, '
        f"characters {escape(one.place)}</span></li>"
        for one in claims
    )
    return f"<ul>{items}</ul>"


def _rest(one: Comparison) -> Iterator[str]:
    """Yield what stands in no cell: claims of nobody, of third parties, of the issuer's voice."""
    if not any(one.unplaced):
        return
    yield "<h2>Reported without a speaker of either side</h2>"
    yield '<table aria-label="Without a speaker"><colgroup><col><col></colgroup><thead><tr>'
    for name, style in zip(one.names, ("one", "two"), strict=True):
        yield f'<th scope="col" class="{style}">{escape(name)} says</th>'
    yield "</tr></thead><tbody><tr>"
    for document, claims in zip(one.documents, one.unplaced, strict=True):
        yield f"<td>{_claims(claims, document.url)}</td>"
    yield "</tr></tbody></table>"


def _footer(one: Comparison) -> Iterator[str]:
    """Yield sources, conflicts and what the labels mean."""
    yield "<footer>"
    for name, document in zip(one.names, one.documents, strict=True):
        carried = f"; text: {document.text_basis.label.lower()}"
        coded = f"; coding: {document.coding_status.label.lower()} ({document.coder_kind.label})"
        yield (
            f'<p>{escape(name)}: <a href="{escape(document.url)}">{escape(document.document_id)}'
            f"</a>, {escape(document.publisher_name)}{escape(carried + coded)}.</p>"
        )
    for conflict in one.conflicts:
        said = f"{conflict.variable.label}: {conflict.document_id} has {conflict.value}"
        yield f"<p>In conflict. {escape(said)}.</p>"
    for label in AlignmentLabel:
        yield f'<p><span class="sign">{SIGNS[label]}</span>{escape(label.label)}: '
        yield f"{escape(label.definition)}</p>"
    yield (
        "<p>Glosses are a coder's own words. Labels compare the codes of two texts: they say what "
        "each reports, not what was said on the call.</p></footer>"
    )
