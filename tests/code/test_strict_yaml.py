"""Strict YAML: what is read, what is refused, and on which line."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import strategies
import yaml
from diplocalls.builders.problems import Problem, ProblemsError
from diplocalls.builders.records import write_string
from diplocalls.builders.strict_yaml import (
    MAX_BYTES,
    find_comment,
    parse_yaml,
    show_path,
)
from hypothesis import event, given
from hypothesis import strategies as st

keys = st.from_regex(r"k[a-z]{1,8}", fullmatch=True)
trees = st.recursive(
    strategies.texts | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=12,
).filter(lambda tree: isinstance(tree, dict))


def dump(tree: object, indent: str = "") -> list[str]:
    """Write a tree as block YAML with our own scalars, a line a value."""
    if isinstance(tree, dict) and tree:
        lines: list[str] = []
        for key, value in tree.items():
            inner = dump(value, indent + "  ")
            nested = isinstance(value, dict | list) and value
            lines += (
                [f"{indent}{key}:", *inner] if nested else [f"{indent}{key}: {inner[0].strip()}"]
            )
        return lines
    if isinstance(tree, list) and tree:
        return [line for item in tree for line in _item(item, indent)]
    empty = {dict: "{}", list: "[]", type(None): "null"}
    return [indent + (empty[type(tree)] if type(tree) in empty else write_string(str(tree)))]


def _item(item: object, indent: str) -> list[str]:
    """Write one entry of a list."""
    first, *rest = dump(item, indent + "  ")
    return [f"{indent}- {first.lstrip()}", *rest]


@given(trees)
def test_what_is_written_is_read(tree: dict[str, object]) -> None:
    """Would catch a reader that turns NO into False, and a writer that forgets quotes."""
    assert parse_yaml("\n".join(dump(tree)).encode(), "x.yml").value == (tree or {})


@given(trees)
def test_others_read_the_same(tree: dict[str, object]) -> None:
    """Would catch a form that only our own reader understands."""
    assert yaml.safe_load("\n".join(dump(tree))) == (tree or {})


@given(trees)
def test_every_value_knows_its_line(tree: dict[str, object]) -> None:
    """Would catch messages that point one line off, or to the start of the file."""
    text = "\n".join(["# first line", *dump(tree)])
    located = parse_yaml(text.encode(), "x.yml")
    lines = text.split("\n")

    def walk(value: object, path: tuple[str | int, ...]) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                walk(inner, (*path, key))
        elif isinstance(value, list):
            for place, inner in enumerate(value):
                walk(inner, (*path, place))
        else:
            shown = "null" if value is None else write_string(str(value))
            assert shown in lines[located.line(path) - 1]

    walk(tree, ())


@given(st.binary(max_size=200))
def test_any_bytes_end_in_a_value_or_in_problems(data: bytes) -> None:
    """Would catch input that crashes the reader instead of being reported."""
    found: Sequence[Problem] = ()
    try:
        parse_yaml(data, "x.yml")
    except ProblemsError as error:
        found = error.problems
        event(f"refused by {found[0].rule}")
    assert all(problem.path == "x.yml" and problem.line >= 0 for problem in found)


REFUSED = [
    ("a: 1\nb: 2\na: 3\n", 3, "yaml-duplicate"),
    ("a: 1\nb: &x 2\n", 2, "yaml-anchor"),
    ("a: &x 1\nb: *x\n", 2, "yaml-anchor"),
    ("a: 1\nb: !!int 2\n", 2, "yaml-tag"),
    ("a: 1\nb: !thing [2]\n", 2, "yaml-tag"),
    ("a: 1\n\tb: 2\n", 2, "yaml-tab"),
    ("a: 1\nb:\n", 2, "yaml-empty"),
    ("a: 1\nb: ~\n", 2, "yaml-empty"),
    ("a: 1\n---\nb: 2\n", 2, "yaml-documents"),
    ("a: 1\n? [x]\n: 2\n", 2, "yaml-key"),
    ("a: [1\nb: 2\n", 2, "yaml-syntax"),
    ("", 1, "yaml-no-document"),
    ("# only this\n", 1, "yaml-no-document"),
]


@pytest.mark.parametrize(("text", "line", "rule"), REFUSED)
def test_what_canonical_form_cannot_keep_is_refused(text: str, line: int, rule: str) -> None:
    """Would catch a construct that is read in silence and lost when the file is formatted."""
    with pytest.raises(ProblemsError) as caught:
        parse_yaml(text.encode(), "x.yml")
    assert (line, rule) in {(p.line, p.rule) for p in caught.value.problems}


@given(st.integers(0, 30), st.sampled_from(["a: &x 1", "a: !!int 1", "a: ~", "b: 1\nb: 2"]))
def test_a_broken_line_is_named(before: int, broken: str) -> None:
    """Would catch a line counted from 0, or from the wrong end."""
    text = "".join(f"k{n}: v\n" for n in range(before)) + broken + "\nlast: x\n"
    with pytest.raises(ProblemsError) as caught:
        parse_yaml(text.encode(), "x.yml")
    assert caught.value.problems[-1].line == before + 1 + broken.count("\n")


@pytest.mark.parametrize("text", ["[" * 100_000, "a: " * 50_000, "- " * 50_000, "{a: " * 50_000])
def test_deep_nesting_is_refused_in_time(text: str) -> None:
    """Would catch a reader that recurses until it dies."""
    with pytest.raises(ProblemsError):
        parse_yaml(text.encode(), "x.yml")


def test_large_files_are_refused() -> None:
    """Would catch a reader that takes any file for a record."""
    with pytest.raises(ProblemsError, match="no record is that large"):
        parse_yaml(b"a" * (MAX_BYTES + 1), "x.yml")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# first\na: 1\n", None),
        ("# first\na: 1 # why\n", 2),
        ("a: 'x # y'\nb: z#k\n", None),
        ("é: 'ö'\nb: 1\n# last\n", 3),
        ("a: [1, 2] # x\n", None),
        ("a: 1\nb: [1, # x\n 2]\n", 2),
    ],
)
def test_comments_are_found(text: str, line: int | None) -> None:
    """Would catch a comment that formatting would drop, and a # inside a value taken for one."""
    assert find_comment(text) == line


def test_paths_are_shown_as_people_write_them() -> None:
    """Would catch messages whose field nobody can find."""
    located = parse_yaml(b"claims:\n- id: c07\n  evidence: [[1, 2]]\n", "x.yml")
    assert located.show(("claims", 0, "evidence", 0)) == "claims[c07].evidence[0]"
    assert located.line(("claims", 0, "act")) == 2, "a missing field is on the line of its claim"
    assert show_path(()) == ""
