"""The canonicaliser: one text out of every form."""

from __future__ import annotations

import html
import unicodedata

import pytest
from diplocalls.builders.canon import CHARACTERS, CanonError, canonical_title, canonicalise
from diplocalls.schema.document_codes import CanonRuleKind, LineEnds, TextForm
from diplocalls.schema.reference_rows import CanonRule
from hypothesis import given
from hypothesis import strategies as st

words = st.text(
    st.characters(categories=["L", "N"], include_characters="'’“”«»-–.,;:()\u00a0\u00ad"),
    min_size=1,
    max_size=12,
)
sentences = st.lists(
    words.filter(lambda w: w.translate(CHARACTERS).strip(" -.0123456789") != ""),
    min_size=1,
    max_size=8,
)
paragraphs = st.lists(sentences, min_size=1, max_size=4)


def rule(kind: CanonRuleKind, pattern: str | None, replacement: str | None = None) -> CanonRule:
    """Return a rule of an invented publisher."""
    return CanonRule(
        rule_id="test-rule",
        publisher_id="xr-palace",
        kind=kind,
        pattern=pattern,
        replacement=replacement,
        reason="Invented",
    )


@given(st.text(), st.sampled_from(list(TextForm)), st.sampled_from(list(LineEnds)))
def test_canonical_text_stays_as_it_is(text: str, form: TextForm, ends: LineEnds) -> None:
    """Would catch a step that undoes another, so that hashes change on the second reading."""
    try:
        once = canonicalise(text, form, ends)
    except CanonError:
        return
    assert canonicalise(once, TextForm.CANONICAL) == once
    assert canonicalise(once, TextForm.PLAIN, LineEnds.PARAGRAPH) == once


@given(st.text(), st.sampled_from(list(TextForm)))
def test_canonical_text_has_canonical_characters_only(text: str, form: TextForm) -> None:
    """Would catch a character that slips through because the markup hid it."""
    try:
        found = canonicalise(text, form)
    except CanonError:
        return
    assert unicodedata.is_normalized("NFC", found)
    assert all(ord(c) not in CHARACTERS or CHARACTERS[ord(c)] == c for c in found)
    assert all(line == " ".join(line.split()) != "" for line in found.split("\n") if found)


@given(paragraphs)
def test_forms_of_one_text_give_the_same(body: list[list[str]]) -> None:
    """Would catch offsets that depend on where a text was found."""
    plain = "\n\n".join(" ".join(sentence) for sentence in body)
    wrapped = "\n\n".join("\n".join(sentence) for sentence in body)
    page = "".join(f"<p>{html.escape(' '.join(sentence))}</p>\n" for sentence in body)
    escaped = "\n\n".join(
        "\n".join("".join(f"\\{c}" if c in "-.()" else c for c in word) for word in sentence)
        for sentence in body
    )
    wanted = canonicalise(plain, TextForm.PLAIN)
    assert canonicalise(wrapped, TextForm.PLAIN, LineEnds.WRAP) == wanted
    assert canonicalise(page, TextForm.HTML) == wanted
    assert canonicalise(escaped, TextForm.MARKDOWN) == wanted


@pytest.mark.parametrize(
    ("form", "text", "wanted"),
    [
        (TextForm.MARKDOWN, "One\ntwo.  \n\u00a0  \nThree.", "One two.\nThree."),
        (
            TextForm.MARKDOWN,
            "A [link](https://x.org/a_b) and **bold** *or* <u>under</u>.",
            "A link and bold or under.",
        ),
        (TextForm.MARKDOWN, "COVID-\n19.  Next.", "COVID- 19. Next."),
        (
            TextForm.MARKDOWN,
            "- first\n- second\n\n<!-- -->\n\n    not code",
            "first\nsecond\nnot code",
        ),
        (
            TextForm.MARKDOWN,
            "70<sup>th</sup> year, write to <a@b.org>",
            "70th year, write to a@b.org",
        ),
        (
            TextForm.HTML,
            '<a title="He said “no”">It</a> <script>x()</script>is&nbsp;so',
            "It is so",
        ),
        (TextForm.HTML, "<head><title>t</title></head><p>One<br>two</p>", "One\ntwo"),
        (
            TextForm.PLAIN,
            "soft\u00adhyphen, zero\u200bwidth, thin\u2009space",
            "softhyphen, zerowidth, thin space",
        ),
        (
            TextForm.PLAIN,
            "‘one’ “two” «three» `four` – five — six",
            "'one' \"two\" «three» `four` – five — six",
        ),
        (TextForm.PLAIN, "e\u0301 and e\u200b\u0301", "é and é"),
        (TextForm.PLAIN, "a\r\nb\u2028c\x85d", "a\nb\nc\nd"),
        (TextForm.PLAIN, "\u3000\u3000两国代表开会。", "两国代表开会。"),
    ],
)
def test_what_becomes_of_markup_and_characters(form: TextForm, text: str, wanted: str) -> None:
    """Would catch each single step left out; every case was met in a real text."""
    assert canonicalise(text, form) == wanted


@pytest.mark.parametrize(
    ("given_rule", "text", "wanted"),
    [
        (rule(CanonRuleKind.PREFIX, r"Office\n"), "Office\nOffice\nBody", "Body"),
        (rule(CanonRuleKind.PREFIX, r"Office\n"), "Body\nOffice\nmore", "Body\nOffice\nmore"),
        (rule(CanonRuleKind.TAIL, r"#\s?#\s?#"), "Body\n# # #\n###", "Body"),
        (rule(CanonRuleKind.TAIL, r"#\s?#\s?#"), "### stays\nBody", "### stays\nBody"),
        (
            rule(CanonRuleKind.INLINE, r" Vell Ottokar President(?: (?=\.))?"),
            "with Vell Vell Ottokar President . So",
            "with Vell. So",
        ),
        (
            rule(CanonRuleKind.TAIL, r'", - reads it\.', "."),
            'the region", - reads it.',
            "the region.",
        ),
        (rule(CanonRuleKind.TITLE_LINE, None), "A  Title\nBody", "Body"),
        (rule(CanonRuleKind.TITLE_LINE, None), "Another\nBody", "Another\nBody"),
    ],
)
def test_rules_take_out_what_is_no_body(given_rule: CanonRule, text: str, wanted: str) -> None:
    """Would catch a rule that looks in the wrong place or stops after the first match."""
    found = canonicalise(text, TextForm.PLAIN, LineEnds.PARAGRAPH, [given_rule], "A Title")
    assert found == wanted
    assert (
        canonicalise(found, TextForm.PLAIN, LineEnds.PARAGRAPH, [given_rule], "A Title") == wanted
    )


def test_rules_without_end_are_refused() -> None:
    """Would catch a canonicaliser that hangs on a rule which feeds itself."""
    with pytest.raises(CanonError, match="test-rule"):
        canonicalise("x", TextForm.PLAIN, rules=[rule(CanonRuleKind.INLINE, "x", "xx y")])


def test_half_a_character_is_refused() -> None:
    """Would catch a text that can be hashed on one machine and not on another."""
    with pytest.raises(CanonError, match="half a surrogate"):
        canonicalise("broken \ud800", TextForm.PLAIN)


@pytest.mark.parametrize(
    "text", ["<" * 50_000, "[" * 20_000, "<div>" * 20_000, "\n" * 50_000, "a" * 200_000]
)
@pytest.mark.parametrize("form", list(TextForm))
def test_hostile_texts_end(text: str, form: TextForm) -> None:
    """Would catch a parser that recurses or takes quadratic time on nonsense."""
    canonicalise(text, form)


def test_titles_are_one_line() -> None:
    """Would catch a title whose hash depends on its quotes or line ends."""
    assert canonical_title("Vell’s\u00a0Call\nwith  Tandt") == "Vell's Call with Tandt"
