"""The canonicaliser canon-1: one text out of any form in which a readout is found.

Hashes and offsets refer to what this module returns, so it never changes; a change is canon-2.
What is not body in a publisher's texts is data (``datasets/reference/canon_rules.csv``), not
code. No text is read or stored here.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from html.parser import HTMLParser

from markdown_it import MarkdownIt

from ..schema.document_codes import CanonRuleKind, LineEnds, TextForm
from ..schema.reference_rows import CanonRule

_LINE_ENDS = "\n\r\x0b\x0c\x85\u2028\u2029"
_SPACES = (
    "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f"
    "\u205f\u3000"
)
_INVISIBLE = "\u00ad\u200b\u200e\u200f\u2060\ufeff\u061c\u202a\u202b\u202c\u202d\u202e"
_ISOLATES = "\u2066\u2067\u2068\u2069"
_CONTROLS = "".join(
    chr(code)
    for code in (*range(0x20), *range(0x7F, 0xA0))
    if chr(code) not in _LINE_ENDS and chr(code) != "\t"
)

_LAYOUT = (
    dict.fromkeys(_LINE_ENDS, "\n")
    | dict.fromkeys(_SPACES, " ")
    | dict.fromkeys(_INVISIBLE + _ISOLATES + _CONTROLS + "\ufffe\uffff", "")
)
_QUOTES = dict.fromkeys("\u2018\u2019\u201a\u201b", "'") | dict.fromkeys(
    "\u201c\u201d\u201e\u201f", '"'
)

LAYOUT = str.maketrans(_LAYOUT)
"""What becomes of line ends, spaces and invisible characters; safe to apply inside markup."""

CHARACTERS = str.maketrans(_LAYOUT | _QUOTES)
"""What becomes of single characters in plain text: layout, and straight quotes for curly ones."""

MAX_ROUNDS = 100
"""Rules that have not come to rest after so many rounds, or make a text grow, never will."""

_BLOCKS = re.compile(
    r"address|article|aside|blockquote|body|br|caption|center|dd|details|dialog|div|dl|dt|"
    r"fieldset|figcaption|figure|footer|form|h1|h2|h3|h4|h5|h6|head|header|hr|html|li|main|menu|"
    r"nav|ol|option|p|pre|section|select|summary|table|tbody|td|tfoot|th|thead|title|tr|ul"
)
_HIDDEN = frozenset({"head", "noscript", "script", "style", "template"})
_MARKDOWN = MarkdownIt("commonmark").disable("code")


class CanonError(ValueError):
    """A text that cannot be made canonical, with the reason."""


class _TextOfHtml(HTMLParser):
    """Gathers the visible text; the edge of every block is a line end."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in _HIDDEN
        if _BLOCKS.fullmatch(tag):
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN and self.hidden:
            self.hidden -= 1
        if _BLOCKS.fullmatch(tag):
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.pieces.append(re.sub(r"\s+", " ", data))


def canonicalise(
    text: str,
    form: TextForm,
    line_ends: LineEnds = LineEnds.PARAGRAPH,
    rules: Sequence[CanonRule] = (),
    title: str | None = None,
) -> str:
    """Return the canonical text: NFC, one paragraph a line, body only.

    Args:
        text: The text as found.
        form: The form it is found in. ``canonical`` changes nothing in canonical text.
        line_ends: What a single line end means; only plain text needs to be told.
        rules: What is not body in this publisher's texts.
        title: The title found with the text, for rules that drop it where it is repeated.

    Raises:
        CanonError: if the text holds half a surrogate pair.

    >>> canonicalise("<p>Both <b>agreed</b></p> <p>to meet</p>", TextForm.HTML).splitlines()
    ['Both agreed', 'to meet']
    """
    plain = _to_plain(text, form)
    wrapped = form == TextForm.PLAIN and line_ends == LineEnds.WRAP
    body = tidy_paragraphs(plain, r"\n[ \n]*\n" if wrapped else r"\n")
    if form == TextForm.CANONICAL or not rules:
        return body
    return apply_rules(body, rules, canonical_title(title) if title else None)


def canonical_title(title: str) -> str:
    """Return a title in canonical characters, on one line."""
    return tidy_paragraphs(title.translate(CHARACTERS).replace("\n", " "), r"\n")


def text_sha256(text: str) -> str:
    """Return the SHA-256 of a canonical text as hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def tidy_paragraphs(plain: str, separator: str) -> str:
    """Collapse white space inside paragraphs, drop empty ones, join by one line end, NFC."""
    try:
        plain.encode("utf-8")
    except UnicodeEncodeError as error:
        reason = f"character {error.start} is half a surrogate pair"
        raise CanonError(f"the text is damaged: {reason}") from None
    composed = unicodedata.normalize("NFC", plain.translate(CHARACTERS))
    paragraphs = (" ".join(part.split()) for part in re.split(separator, composed))
    return "\n".join(part for part in paragraphs if part)


def apply_rules(body: str, rules: Sequence[CanonRule], title: str | None) -> str:
    """Take out what the rules name, again and again until nothing changes."""
    limit = 2 * len(body) + MAX_ROUNDS
    for _ in range(MAX_ROUNDS):
        before = body
        for rule in rules:
            body = tidy_paragraphs(_apply_rule(body, rule, title), r"\n")
        if body == before:
            return body
        if len(body) > limit:
            break
    raise CanonError(f"the rules {', '.join(r.rule_id for r in rules)} never come to rest")


def _apply_rule(body: str, rule: CanonRule, title: str | None) -> str:
    """Apply one rule once."""
    if rule.kind == CanonRuleKind.TITLE_LINE:
        first, _, rest = body.partition("\n")
        return rest if title is not None and first == title else body
    pattern, instead = rule.pattern or "", rule.replacement or ""
    if rule.kind == CanonRuleKind.PREFIX:
        return re.sub(rf"\A(?:{pattern})", instead, body, count=1)
    if rule.kind == CanonRuleKind.TAIL:
        return re.sub(rf"(?:{pattern})\Z", instead, body, count=1)
    return re.sub(pattern, instead, body)


def _to_plain(text: str, form: TextForm) -> str:
    """Strip the markup of a form.

    Quotes stay curly until the markup is gone, so that they cannot end an attribute.
    """
    clean = text.replace("\r\n", "\n")
    if form == TextForm.MARKDOWN:
        clean = _MARKDOWN.render(clean.translate(LAYOUT))
    if form in (TextForm.MARKDOWN, TextForm.HTML):
        parser = _TextOfHtml()
        parser.feed(clean)
        parser.close()
        return "".join(parser.pieces)
    return clean
