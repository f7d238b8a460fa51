"""A review as one self-contained page: no network, no script; it prints and reads aloud well.

What is shown is put together in ``review``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from .review import Cell, Review, ReviewedClaim

STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#111}
h1{font-size:1.4rem}h2{font-size:1.15rem;margin-top:2rem}h3{font-size:1rem;margin:1.5rem 0 .3rem}
table{border-collapse:collapse;margin:.4rem 0;font-size:.9rem}caption{text-align:left}
th,td{border:1px solid #999;padding:.15rem .5rem;text-align:left;vertical-align:top}
thead th{background:#eee}td.differs{background:#ffe3b3;font-weight:600}
blockquote{margin:.3rem 0;padding-left:.8rem;border-left:3px solid #666}
mark{background:#fff3a6}mark.cue{background:#bfe3ff;text-decoration:underline}
sup a{text-decoration:none}.note{color:#444}
@media print{body{margin:0;max-width:none}h3,table{break-inside:avoid}}
"""


def make_page(review: Review) -> str:
    """Return the page."""
    title = f"Review of {escape(review.document_id)}"
    parts = [
        "<!doctype html>",
        f'<html lang="en"><head><meta charset="utf-8"><title>{title}</title>',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<style>{STYLE}</style></head><body><main>",
        f"<h1>{title}</h1>",
        "<p>A cell that differs from the first coding is shaded and marked ≠; a field its coder "
        "was unsure of is marked ?.</p>",
        *_text(review),
        "<h2>Document and calls</h2>",
        *_table(review.versions, review.facts, "Facts"),
        "<h2>Claims</h2>",
        *(line for claim in review.claims for line in _claim(review, claim)),
    ]
    if review.extra:
        parts += ["<h2>Cut by a coder alone</h2><ul>"]
        parts += [f"<li>{escape(line)}</li>" for line in review.extra]
        parts += ["</ul>"]
    return "\n".join([*parts, "</main></body></html>"]) + "\n"


def _text(review: Review) -> Iterator[str]:
    """Yield the text, sentence by sentence, with links to the claims that rest on each."""
    yield "<h2>Text</h2>"
    if review.text is None:
        yield "<p>The text is not at hand.</p>"
        return
    yield "<ol>"
    for start, end in review.sentences:
        links = "".join(
            f'<sup><a href="#{claim.key}">{claim.key}</a> </sup>'
            for claim in review.claims
            if any(first < end and last > start for first, last in claim.evidence)
        )
        yield f"<li>{escape(review.text[start:end])} {links}</li>"
    yield "</ol>"


def _claim(review: Review, claim: ReviewedClaim) -> Iterator[str]:
    """Yield one claim: its words, gloss and every coding."""
    yield f'<h3 id="{claim.key}">{claim.key}: {escape(claim.gloss)}</h3>'
    if review.text is not None:
        yield f"<blockquote>{_quote(review.text, claim)}</blockquote>"
    if claim.note:
        yield f'<p class="note">Note: {escape(claim.note)}</p>'
    yield from _table(review.versions, claim.rows, f"Codes of {claim.key}")


def _quote(text: str, claim: ReviewedClaim) -> str:
    """Return the words of a claim, its cue marked."""
    pieces: list[str] = []
    for start, end in claim.evidence:
        cue = claim.cue
        if cue is not None and start <= cue[0] and cue[1] <= end:
            pieces.append(
                f"{escape(text[start : cue[0]])}"
                f'<mark class="cue">{escape(text[cue[0] : cue[1]])}</mark>'
                f"{escape(text[cue[1] : end])}"
            )
        else:
            pieces.append(escape(text[start:end]))
    return " … ".join(pieces)


def _table(
    versions: Sequence[str], rows: Sequence[tuple[str, Sequence[Cell]]], caption: str
) -> Iterator[str]:
    """Yield a table with a column for each version."""
    yield f"<table><caption>{escape(caption)}</caption><thead><tr><th scope='col'>field</th>"
    yield "".join(f"<th scope='col'>{escape(name)}</th>" for name in versions)
    yield "</tr></thead><tbody>"
    for name, cells in rows:
        body = "".join(
            f"<td{' class=differs' if cell.differs else ''}>{escape(mark(cell))}</td>"
            for cell in cells
        )
        yield f"<tr><th scope='row'>{escape(name)}</th>{body}</tr>"
    yield "</tbody></table>"


def mark(cell: Cell) -> str:
    """Return what a cell shows, with signs that do not depend on colour.

    >>> mark(Cell("URGE", differs=True, unsure=True))
    'URGE ≠ ?'
    """
    signs = (" ≠" if cell.differs else "") + (" ?" if cell.unsure else "")
    return f"{cell.shown}{signs}"
