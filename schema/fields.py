"""The types of single values that rows and records share: ids, texts, hashes, dates, counts.

What a field *means* stands with the field; here is only what a value of its kind may look like.
Patterns are written so that Python, Rust (pydantic) and ECMAScript (JSON Schema) read them alike.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, StringConstraints

CODEBOOK_VERSION = "codebook-1"
"""The version of the codebook that this code carries."""

CANON_VERSION = "canon-1"
"""The version of the canonicaliser that hashes and offsets refer to."""

MAX_GLOSS_WORDS = 25
"""A gloss has at most this many words."""

MAX_SHARED_WORDS = 6
"""A gloss or note shares no run of this many words with its source text."""

MAX_SHARED_HAN = 8
"""A gloss or note shares no run of this many Chinese characters with its source text."""

UNSPECIFIED = "UNSPEC"
"""The entity that stands for nobody in particular: a target, never a side or holder (T1)."""

MAX_GLOSS_CHARS = 250
"""A gloss has at most this many characters."""

MAX_TITLE_WORDS = 20
"""A printed name or title has at most this many words."""

MAX_NUMBER = 1_000_000_000
"""No count, length or offset is larger; every table format holds it."""

FIRST_DATE = date(1945, 1, 1)
"""No call or publication in this dataset is older."""

_CONTROL = (
    r"\x00-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff"
)
TEXT_PATTERN = rf"^[^\s{_CONTROL}]([^{_CONTROL}]*[^\s{_CONTROL}])?$"
_SLUG = r"[a-z][a-z0-9]*(-[a-z0-9]+)"


def require_nfc(text: str) -> str:
    """Return the text if it is in Unicode normal form NFC, else raise ValueError.

    >>> require_nfc("Vučić")
    'Vučić'
    """
    if not unicodedata.is_normalized("NFC", text):
        raise ValueError("is not in Unicode normal form NFC")
    return text


MISREAD = frozenset(
    (
        *("#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN"),
        *("<NA>", "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null"),
        *("True", "TRUE", "true", "False", "FALSE", "false", "T", "F"),
        *("inf", "Inf", "INF", "-inf", "-Inf", "infinity", "Infinity"),
    )
)
"""What default readers of CSV, in pandas and in R, take for missing, a boolean or a number."""

_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?|0[xX][0-9a-fA-F]+")


def require_readable(text: str) -> str:
    """Return the text unless a default CSV reader takes it for missing, a boolean or a number.

    >>> require_readable("Nathan")
    'Nathan'
    """
    if text in MISREAD or _NUMBER.fullmatch(text):
        raise ValueError(f"'{text}' is read as missing, a boolean or a number; write it in words")
    return text


MOMENT_PATTERN = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[-+]\d{2}:\d{2})$"


def require_moment(value: object) -> object:
    """Return a moment, or text that is one in ISO 8601; else raise ValueError.

    pydantic takes numbers for seconds since 1970, which other readers of the table do not.
    """
    if isinstance(value, datetime) or (
        isinstance(value, str) and re.fullmatch(MOMENT_PATTERN, value)
    ):
        return value
    raise ValueError(f"'{value}' is no moment in ISO 8601, such as 2021-04-28T14:00:00Z")


def to_utc(moment: datetime) -> datetime:
    """Return the same moment in UTC, whole seconds."""
    return moment.astimezone(UTC).replace(microsecond=0)


Text = Annotated[
    str,
    StringConstraints(min_length=1, pattern=TEXT_PATTERN),
    AfterValidator(require_nfc),
    AfterValidator(require_readable),
    Field(examples=["one line of text"]),
]
"""One line of NFC text without control characters and without space at its ends."""


def require_regex(pattern: str) -> str:
    """Return the pattern if it is a regular expression, else raise ValueError."""
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"is no regular expression: {error}") from None
    return pattern


Pattern = Annotated[str, StringConstraints(min_length=1), AfterValidator(require_regex)]
"""A regular expression or its replacement; spaces at its ends count."""

Replacement = Annotated[str, StringConstraints(pattern=r"^[^\\]+$")]
"""What stands in the place of a match: plain characters."""

PublisherId = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z]{2,4}(-[a-z0-9]+)+$"),
    Field(examples=["us-wh"]),
]
"""``us-wh``: the issuer's country and the office, never renamed."""

DocumentId = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z]{2,4}(-[a-z0-9]+)+-(19|20)[0-9]{2}-[0-9]{4,}$"),
    Field(examples=["us-wh-2021-0012"]),
]
"""``us-wh-2021-0012``: publisher, year of publication or else of the call, serial."""

CallId = Annotated[
    str,
    StringConstraints(pattern=r"^call-(19|20)[0-9]{2}-[0-9]{4,}$"),
    Field(examples=["call-2021-0001"]),
]
"""``call-2021-0001``: year of the call, serial."""

CallKey = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z]{1,2}$"),
    Field(examples=["a"]),
]
"""``a``, ``b``, ...: a call as its document knows it."""

ClaimKey = Annotated[
    str,
    StringConstraints(pattern=r"^[cd](0[1-9]|[1-9][0-9]+)$"),
    Field(examples=["c03"]),
]
"""``c03`` for a coded claim, ``d03`` for a drafted one; numbered when created."""

ClaimId = Annotated[
    str,
    StringConstraints(
        pattern=r"^[a-z]{2,4}(-[a-z0-9]+)+-(19|20)[0-9]{2}-[0-9]{4,}-[cd](0[1-9]|[1-9][0-9]+)$"
    ),
    Field(examples=["us-wh-2021-0012-c03"]),
]
"""``us-wh-2021-0012-c03``: document and claim key."""

ItemId = Annotated[
    str,
    StringConstraints(pattern=r"^item-[0-9]{5,}$"),
    Field(examples=["item-00001"]),
]
"""``item-00001``: a found item, in order of registration."""

LocationId = Annotated[
    str,
    StringConstraints(pattern=r"^loc-[0-9]{5,}$"),
    Field(examples=["loc-00001"]),
]
"""``loc-00001``: a place where a text stands, in order of registration."""

EntityId = Annotated[
    str,
    StringConstraints(pattern=r"^([A-Z]{3}|org:[a-z0-9]+(-[a-z0-9]+)*|UNSPEC)$"),
    Field(examples=["USA, XKX, org:asean or UNSPEC"]),
]
"""ISO 3166 alpha-3 for states, ``org:slug`` for organisations and groups, ``UNSPEC`` for nobody."""

PersonId = Annotated[
    str,
    StringConstraints(pattern=rf"^{_SLUG}+$"),
    Field(examples=["ilham-aliyev"]),
]
"""``ilham-aliyev``: a name in Latin letters, given once; a number is added for a namesake."""

CoderId = Annotated[
    str,
    StringConstraints(pattern=r"^(rule|lm|person)-[a-z0-9]+(-[a-z0-9]+)*$"),
    Field(examples=["lm-2026-11"]),
]
"""``lm-2026-11``: kind of coder, round; one coder in one round."""

RuleId = Annotated[
    str,
    StringConstraints(pattern=rf"^{_SLUG}*$"),
    Field(examples=["us-state-attribution"]),
]
"""``us-state-attribution``: a canonicalisation rule."""

GroupId = Annotated[
    str,
    StringConstraints(pattern=r"^(tpl|trl)-[0-9]{4,}$"),
    Field(examples=["tpl-0001 or trl-0001"]),
]
"""``tpl-0001`` for a template group, ``trl-0001`` for a translation group."""

WikidataId = Annotated[
    str,
    StringConstraints(pattern=r"^Q[1-9][0-9]*$"),
    Field(examples=["Q42"]),
]
"""``Q42``: only where a source seen confirms it."""

CodebookVersion = Annotated[
    str,
    StringConstraints(pattern=r"^codebook-[0-9]+(\.[0-9]+)?$"),
    Field(examples=["codebook-1"]),
]
"""``codebook-1``: prefixed, so that no reader takes 1.10 for 1.1."""

CanonVersion = Annotated[
    str,
    StringConstraints(pattern=r"^canon-[0-9]+$"),
    Field(examples=["canon-1"]),
]
"""``canon-1``."""

Sha256 = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9a-f]{64}$"),
    Field(examples=["64 hexadecimal digits"]),
]
"""SHA-256 of UTF-8 bytes, in hexadecimal."""

Language = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z]{2}$"),
    Field(examples=["en"]),
]
"""ISO 639-1."""

Url = Annotated[
    str,
    StringConstraints(pattern=r"^https?://[^\s]+$"),
    Field(examples=["https://example.org/readout"]),
]
"""A full http or https address."""

ZoneName = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Z][A-Za-z_]+(/[A-Z][A-Za-z_]+)+$"),
    Field(examples=["Europe/Moscow"]),
]
"""``Europe/Moscow``: a zone of the IANA time zone database."""

Percent = Annotated[int, Field(ge=0, le=100)]
"""Whole percent, rounded down."""

RoundId = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z]+-[0-9]+$"),
    Field(examples=["screening-1"]),
]
"""``screening-1``: a round of coding or screening."""

RetiredId = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)+$"),
    Field(examples=["us-wh-2025-0016"]),
]
"""An id of any kind that was given once and is used no more."""

CodeList = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z_]+(;[a-z_]+)*$"),
    Field(examples=["act;topics"]),
]
"""Several codes or field names in one cell, sorted, separated by semicolons."""

ClaimKeyList = Annotated[
    str,
    StringConstraints(pattern=r"^[cd](0[1-9]|[1-9][0-9]+)(;[cd](0[1-9]|[1-9][0-9]+))*$"),
    Field(examples=["c04;c07"]),
]
"""Several claim keys in one cell, sorted, separated by semicolons."""

ClaimIdList = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9-]+-[cd][0-9]+(;[a-z0-9-]+-[cd][0-9]+)*$"),
    Field(examples=["us-wh-2021-0012-c03;us-wh-2021-0012-c05"]),
]
"""Several claim ids in one cell, sorted, separated by semicolons."""

SpanList = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]+-[0-9]+(;[0-9]+-[0-9]+)*$"),
    Field(examples=["223-231;240-260"]),
]
"""Half-open spans in one cell, separated by semicolons."""

Share = Annotated[float, Field(ge=-1000, le=1000)]
"""A share, a mean or an alpha, rounded to four places; alpha may be negative."""

Probability = Annotated[float, Field(ge=0, le=1)]
"""How likely a drafted field is right, as the drafter sees it: 0 to 1, in hundredths."""

Count = Annotated[int, Field(ge=0, le=MAX_NUMBER)]
"""How many; 0 is a count, empty is not."""

Positive = Annotated[int, Field(ge=1, le=MAX_NUMBER)]
"""A number from 1."""

Offset = Annotated[int, Field(ge=0, le=MAX_NUMBER)]
"""A code-point offset into the canonical text."""

Stance = Annotated[int, Field(ge=-1, le=1)]
"""-1, 0 or 1."""

Day = Annotated[
    date, Field(ge=FIRST_DATE, json_schema_extra={"formatMinimum": FIRST_DATE.isoformat()})
]
"""A calendar day, ISO 8601."""

Moment = Annotated[
    AwareDatetime,
    BeforeValidator(require_moment),
    AfterValidator(to_utc),
    Field(json_schema_extra={"pattern": MOMENT_PATTERN}),
]
"""A moment in UTC, to the second."""
