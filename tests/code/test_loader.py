"""The loader, as users call it."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import diplocalls
import diplocalls.builders
import diplocalls.datasets
import diplocalls.schema
import pandas as pd
import pyarrow as pa
import pytest
from diplocalls.schema.column import columns_of
from diplocalls.schema.tables import TABLES

MODULES = sorted(
    f"{package.__name__}.{module.name}"
    for package in (diplocalls.schema, diplocalls.builders)
    for module in pkgutil.iter_modules(package.__path__)
)


def test_importing_is_light() -> None:
    """Would catch an import that makes everybody wait for pandas."""
    code = (
        "import sys, diplocalls; "
        "print([m for m in ('pandas', 'pyarrow', 'numpy', 'pydantic') if m in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert shown.stdout.strip() == "[]"


def test_loading_needs_no_workshop() -> None:
    """Would catch a loader that needs what only builders install."""
    code = (
        "import sys\n"
        "for name in ('pydantic', 'yaml', 'typer', 'frictionless', 'markdown_it'):\n"
        "    sys.modules[name] = None\n"
        "import diplocalls\n"
        "print(len(diplocalls.load('claims')), len(diplocalls.codebook()), diplocalls.cite())\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_table_loads_with_its_types(name: str) -> None:
    """Would catch a table whose types depend on what happens to stand in it."""
    frame = diplocalls.load(name)
    wanted = {"integer": "int64", "boolean": "bool", "date": "datetime64[ms]"}
    assert list(frame.columns) == list(TABLES[name].columns)
    for column in columns_of(TABLES[name].row):
        kind = str(frame[column.name].dtype)
        if column.kind == "integer" and not column.required:
            assert kind == "Int64", column
        elif column.kind == "boolean" and not column.required:
            assert kind == "boolean", column
        elif column.kind in wanted:
            assert kind == wanted[column.kind], column
        elif column.kind == "string":
            assert kind in {"str", "object"}, column
    assert isinstance(diplocalls.load(name, as_="arrow"), pa.Table)


def test_tables_can_be_joined_as_documented() -> None:
    """Would catch keys that do not meet after loading."""
    claims, calls = diplocalls.load("claims"), diplocalls.load("calls")
    links = diplocalls.load("claim_calls")
    joined = links.merge(claims, on="claim_id", suffixes=("", "_claim")).merge(calls, on="call_id")
    assert len(joined) == len(links)
    assert set(joined["call_id"]) <= set(calls["call_id"])


def test_wrong_names_are_answered() -> None:
    """Would catch an error that does not say what there is."""
    with pytest.raises(KeyError, match="did you mean 'claims'\\? There are calls, participants"):
        diplocalls.load("claim")
    with pytest.raises(ValueError, match="as_ must be"):
        diplocalls.load("claims", as_="excel")  # type: ignore[call-overload]
    with pytest.raises(AttributeError, match="no attribute 'loads'"):
        diplocalls.loads  # noqa: B018


def test_paths_lead_to_files() -> None:
    """Would catch a path that is right in the checkout only."""
    assert diplocalls.path("claims").is_file()
    assert len(pd.read_csv(diplocalls.path("claims", "csv"))) == len(diplocalls.load("claims"))
    assert Path(diplocalls.datasets.__file__).parent in diplocalls.path("claims").parents


def test_the_codebook_explains_every_column() -> None:
    """Would catch a column that the codebook in memory leaves out."""
    book = diplocalls.codebook()
    assert set(zip(book["table"], book["column"], strict=True)) == {
        (name, column) for name, table in TABLES.items() for column in table.columns
    }
    assert book["description"].str.len().min() > 3
    lists = set(book["code_list"].dropna())
    assert lists <= set(diplocalls.load("codes")["list"])


def test_version_and_citation_agree() -> None:
    """Would catch a citation of another version than the data."""
    assert diplocalls.version() == diplocalls.__version__
    assert diplocalls.version() in diplocalls.cite()
    assert set(dir(diplocalls)) >= {"load", "path", "tables", "codebook", "version", "cite"}


@pytest.mark.parametrize("name", ["diplocalls", "diplocalls.datasets", *MODULES])
def test_examples_in_docstrings_run(name: str) -> None:
    """Would catch documentation that shows what does not work."""
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize("name", MODULES)
def test_modules_say_what_lives_in_them(name: str) -> None:
    """Would catch a module that nobody can place."""
    assert len((importlib.import_module(name).__doc__ or "").split()) >= 8
