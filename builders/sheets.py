"""Sheets: the plain lines in which a blind coder hands in units or labels of some documents.

Words of the text become offsets here; what is handed in is checked, all faults at once. Where
codings are kept is in ``rounds``. A sheet holds words of the text and is never kept itself.

A sheet of units, one line an entry, fields parted by `|`, a dash for nothing:

    == us-wh-2021-0001
    doc | doc_type | issue_form | issuing sides
    call | key | sides | date_first | date_last | precision | basis | scope | format | mode | secure | initiator | minutes | tone | next_contact
    who | side | state | name | title | office | office_class | office_status | role
    2 | none | rule | note
    3 | unit | cue | words of the span + words of the next span | unsure | note | calls
    unsure | fields
    note | text

A sheet of labels:

    == us-wh-2021-0001
    c01 | holder | sides | persons | act | topics | targets | role | stance | certainty | iteration | commitment | content | said_in_call | confidence | unsure | gloss | note
"""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import ValidationError

from ..schema.blind import Handed, LabelsCoding, UnitsCoding
from ..schema.claim_rules import is_han
from .new_record import cut_sentences
from .problems import Problem
from .shape_errors import explain

CALL = (
    *("key", "sides", "date_first", "date_last", "date_precision", "date_basis", "scope"),
    *("format", "mode", "secure", "initiator", "duration_minutes", "tone", "next_contact"),
)
WHO = (
    *("side", "state", "name_printed", "title_printed", "office"),
    *("office_class", "office_status", "role"),
)
LABEL = (
    *("id", "holder", "holder_sides", "holder_names", "act", "topics", "targets", "target_role"),
    *("stance", "certainty", "iteration", "commitment", "content", "said_in_call"),
    *("confidence", "unsure", "gloss", "note"),
)
LISTS = frozenset(
    ("sides", "tone", "holder_sides", "holder_names", "topics", "targets", "unsure", "calls")
)
REQUIRED_LISTS = frozenset(("sides", "holder_sides", "topics", "targets"))

GAP = " ... "
"""Stands in a sheet for the words between the beginning and the end of a span."""

_Coding = TypeVar("_Coding", bound=Handed)


@dataclass
class Part:
    """The lines of a sheet on one document, with their numbers."""

    document_id: str
    line: int
    lines: list[tuple[int, list[str]]] = field(default_factory=list[tuple[int, list[str]]])


@dataclass
class Trouble:
    """Collects what is wrong with a sheet."""

    shown: str
    problems: list[Problem] = field(default_factory=list[Problem])

    def add(self, line: int, column: str, message: str, rule: str, subject: str = "") -> None:
        """Note a fault."""
        self.problems.append(Problem(self.shown, line, column, message, rule, subject))


def split_sheet(sheet: str, trouble: Trouble) -> list[Part]:
    """Return the parts of a sheet, one a document."""
    parts: list[Part] = []
    for number, line in enumerate(sheet.splitlines(), 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        if text.startswith("=="):
            document_id = text.strip("= ")
            if any(part.document_id == document_id for part in parts):
                trouble.add(number, "", f"{document_id} stands twice in the sheet", "sheet-twice")
            parts.append(Part(document_id, number))
        elif parts:
            parts[-1].lines.append((number, [cell.strip() for cell in text.split("|")]))
        else:
            trouble.add(number, "", "stands before the first document (== id)", "sheet-start")
    return parts


def read_units(part: Part, text: str, head: Mapping[str, Any], trouble: Trouble) -> Any:
    """Return the `UnitsCoding` of one document, or None where something is wrong.

    Args:
        part: Its lines.
        text: Its canonical text.
        head: The fields that `Handed` asks for, and translation_status.
        trouble: Where faults go.
    """
    before = len(trouble.problems)
    sentences = list(cut_sentences(text))
    value: dict[str, Any] = {**head, "calls": [], "units": [], "silent": []}
    translation = value.pop("translation_status")
    seen: set[int] = set()
    lines: dict[tuple[str, int], int] = {}
    for line, cells in part.lines:
        kind, rest = cells[0], cells[1:]
        if kind == "doc":
            names = ("doc_type", "issue_form", "issuing_sides")
            value["document"] = _take(names, rest, line, trouble, part)
            sides = value["document"].pop("issuing_sides", "")
            value["document"] |= {
                "issuing_sides": _list(sides),
                "translation_status": translation,
            }
        elif kind == "call":
            lines["calls", len(value["calls"])] = line
            value["calls"].append({**_take(CALL, rest, line, trouble, part), "participants": []})
        elif kind == "who":
            if not value["calls"]:
                trouble.add(line, "who", "stands before the call it belongs to", "sheet-order")
                continue
            value["calls"][-1]["participants"].append(_take(WHO, rest, line, trouble, part))
        elif kind == "unsure":
            value["unsure"] = _list(rest[0] if rest else "")
        elif kind == "note":
            value["note"] = " | ".join(rest)
        elif re.fullmatch(r"\d+(-\d+)?", kind):
            first, _, last = kind.partition("-")
            within = range(int(first), int(last or first) + 1)
            if not all(1 <= n <= len(sentences) for n in within):
                message = f"the text has sentences 1 to {len(sentences)}"
                trouble.add(line, "sentence", message, "sheet-sentence", part.document_id)
                continue
            seen |= set(within)
            reach = sentences[within[0] - 1][0], sentences[within[-1] - 1][1]
            if rest and rest[0] == "none":
                silent = {"span": list(reach), "rule": rest[1] if len(rest) > 1 else ""}
                if len(rest) > 2 and rest[2] not in ("", "-"):
                    silent["note"] = rest[2]
                value["silent"].append(silent)
            else:
                unit = _read_unit(rest, text, reach, line, trouble, part)
                if unit is not None:
                    lines["units", len(value["units"])] = line
                    value["units"].append(unit)
        else:
            message = "begins with doc, call, who, unsure, note or the number of a sentence"
            trouble.add(line, "", f"'{kind}': a line {message}", "sheet-line", part.document_id)
    for number in range(1, len(sentences) + 1):
        if number not in seen:
            message = f"sentence {number} has neither a unit nor a reason (none | rule)"
            trouble.add(part.line, "sentence", message, "sheet-silent", part.document_id)
    keys = sorted(str(call.get("key")) for call in value["calls"])
    for unit in value["units"]:
        if sorted(unit.get("calls", ())) == keys:
            del unit["calls"]
    order = sorted(
        range(len(value["units"])),
        key=lambda n: (value["units"][n]["evidence"][-1], value["units"][n]["evidence"]),
    )
    value["units"] = [value["units"][n] | {"id": f"c{at:02}"} for at, n in enumerate(order, 1)]
    if len(trouble.problems) > before:
        return None
    return _validate(UnitsCoding, value, part, trouble)


def read_labels(part: Part, units: UnitsCoding, head: Mapping[str, Any], trouble: Trouble) -> Any:
    """Return the `LabelsCoding` of one document, or None where something is wrong.

    Args:
        part: Its lines.
        units: The agreed units.
        head: The fields that `Handed` asks for.
        trouble: Where faults go.
    """
    before = len(trouble.problems)
    known = {unit.id: unit for unit in units.units}
    claims: dict[str, dict[str, Any]] = {}
    value: dict[str, Any] = {**head}
    value.pop("translation_status", None)
    for line, cells in part.lines:
        if cells[0] == "note":
            value["note"] = " | ".join(cells[1:])
            continue
        label = _take(LABEL, cells, line, trouble, part)
        key = str(label.get("id"))
        if key not in known:
            message = f"'{key}' is no agreed unit; there are {', '.join(known) or 'none'}"
            trouble.add(line, "id", message, "sheet-unit", part.document_id)
        elif key in claims:
            trouble.add(line, "id", f"{key} is labelled twice", "sheet-twice", part.document_id)
        else:
            spans = [list(span) for span in known[key].evidence]
            claims[key] = {**label, "evidence": spans}
    for key in known:
        if key not in claims:
            message = f"unit {key} has no labels"
            trouble.add(part.line, "id", message, "sheet-missing", part.document_id)
    value["claims"] = [claims[key] for key in known if key in claims]
    if len(trouble.problems) > before:
        return None
    return _validate(LabelsCoding, value, part, trouble)


def _take(
    names: Sequence[str], cells: Sequence[str], line: int, trouble: Trouble, part: Part
) -> dict[str, Any]:
    """Return a line's cells by name; a dash or nothing is left out."""
    if not len(names) - 1 <= len(cells) <= len(names):
        message = f"has {len(cells)} fields, not {len(names)}: {' | '.join(names)}"
        trouble.add(line, "", message, "sheet-fields", part.document_id)
        return {}
    value: dict[str, Any] = {}
    for name, cell in zip(names, [*cells, "-"], strict=False):
        if name in LISTS:
            items = _list(cell)
            if items or name in REQUIRED_LISTS:
                value[name] = items
        elif cell not in ("", "-"):
            value[name] = cell
    return value


def _list(cell: str) -> list[str]:
    """Return the items of a cell that holds a list."""
    if cell in ("", "-"):
        return []
    return [item.strip() for item in re.split(r"[,;]", cell) if item.strip()]


def _read_unit(
    cells: Sequence[str],
    text: str,
    reach: tuple[int, int],
    line: int,
    trouble: Trouble,
    part: Part,
) -> dict[str, Any] | None:
    """Return one unit with its words turned into offsets."""
    if len(cells) < 3 or cells[0] != "unit":
        message = "write: N | unit | cue | words + words | unsure | note | calls; or N | none | S7"
        trouble.add(line, "", message, "sheet-line", part.document_id)
        return None

    def complain(column: str) -> Callable[[str], None]:
        return lambda message: trouble.add(line, column, message, "sheet-words", part.document_id)

    spans: list[list[int]] = []
    at = reach[0]
    for words in cells[2].split(" + "):
        span = find_words(text, words, (at, reach[1]), complain("span"))
        if span is None:
            return None
        spans.append(list(span))
        at = span[1]
    value: dict[str, Any] = {"evidence": spans}
    if cells[1] not in ("", "-"):
        cue = find_words(text, cells[1], (spans[0][0], spans[0][1]), complain("cue"), once=False)
        if cue is None:
            return None
        value["cue"] = list(cue)
    extra = [*cells[3:], "", "", ""]
    if extra[0] not in ("", "-", "no"):
        value["unsure"] = "true"
    if extra[1] not in ("", "-"):
        value["note"] = extra[1]
    if _list(extra[2]) and extra[2] != "all":
        value["calls"] = _list(extra[2])
    return value


def find_words(
    text: str,
    words: str,
    reach: tuple[int, int],
    complain: Callable[[str], None],
    once: bool = True,
) -> tuple[int, int] | None:
    """Return where words stand within a reach of a text: whole, or beginning ... end.

    Args:
        text: The canonical text.
        words: Words to the letter, or the first and the last of them with `` ... `` between.
        reach: Where to look.
        complain: Takes what is wrong.
        once: Whether they may stand there only once.
    """
    start, end = reach
    head, gap, tail = words.strip().partition(GAP.strip())
    head, tail = head.strip(), tail.strip()
    if not head or (gap and not tail):
        complain(f"'{words}': write words of the text, or its first and last with ... between")
        return None
    found = _places(text, head, start, end)
    if not found:
        complain(f"'{head}' does not stand there to the letter")
        return None
    if once and len(found) > 1:
        complain(f"'{head}' stands there {len(found)} times; give more words")
        return None
    first = found[0]
    if not gap:
        return _trim(text, first, first + len(head))
    ends = _places(text, tail, first + len(head), end)
    if not ends:
        complain(f"'{tail}' does not stand behind '{head}' to the letter")
        return None
    if len(ends) > 1:
        complain(f"'{tail}' stands there {len(ends)} times; give more words")
        return None
    return _trim(text, first, ends[0] + len(tail))


def _places(text: str, words: str, start: int, end: int) -> list[int]:
    """Return where words stand as whole words; Han characters have no edges of words."""
    pattern = re.escape(words)
    if words[0].isalnum():
        before = "" if is_han(words[0]) else r"(?<!\w)"
        behind = "" if is_han(words[-1]) else r"(?!\w)"
        pattern = f"{before}{pattern}{behind}"
    return [match.start() for match in re.compile(pattern).finditer(text, start, end)]


_ENDS = " .,;:\n\u3002\uff0c\uff1b\uff1a\u3001"
"""Marks and spaces that a span does not end with, Chinese ones among them."""


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without punctuation and space at its end."""
    while end > start and text[end - 1] in _ENDS:
        if text[end - 1] == "." and re.search(r"\b[A-Z]\.[A-Z]?\.?$|\bJr\.$", text[start:end]):
            break
        end -= 1
    return start, end


def _validate(
    model: type[_Coding], value: dict[str, Any], part: Part, trouble: Trouble
) -> _Coding | None:
    """Return a coding of sound shape, or None with its faults noted."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        for path, message, rule in explain(error, model):
            where = ".".join(str(step) for step in path)
            line = part.line
            ident = ""
            if len(path) > 1 and path[0] in ("claims", "units") and isinstance(path[1], int):
                ident = f" {value[str(path[0])][path[1]].get('id')}"
                own = [n for n, cells in part.lines if f" {cells[0]}" == ident]
                line = own[0] if own else line
            trouble.add(line, where, message, rule, f"{part.document_id}{ident}")
        return None


def number_sentences(text: str) -> Iterator[str]:
    """Yield a text sentence by sentence, numbered as sheets refer to them."""
    for number, (start, end) in enumerate(cut_sentences(text), 1):
        yield f"{number} | {text[start:end]}"
