"""What is derived from the row models: Table Schema, Arrow, JSON Schema, codes as rows."""

from __future__ import annotations

from typing import Any

import frictionless
import jsonschema
import pandas as pd
import pytest
import strategies
from diplocalls.builders.csv_rows import read_csv, write_csv
from diplocalls.builders.fingerprint import fingerprint_arrow
from diplocalls.builders.tables import FINGERPRINT, read_parquet, to_arrow, write_parquet
from diplocalls.schema.arrow_schema import arrow_schema
from diplocalls.schema.code_rows import code_rows
from diplocalls.schema.column import columns_of
from diplocalls.schema.row import Row
from diplocalls.schema.table_schema import table_schema
from diplocalls.schema.tables import TABLES
from diplocalls.schema.vocabularies import VOCABULARIES
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

ALL = frozenset(TABLES)
names = st.sampled_from(sorted(TABLES))
tables_with_rows = names.flatmap(
    lambda name: st.tuples(
        st.just(name), st.lists(strategies.rows_of(TABLES[name].row), max_size=4)
    )
)


@given(tables_with_rows)
def test_rows_survive_csv(made: tuple[str, list[Row]]) -> None:
    """Would catch a cell that loses its type, its spaces or its quotes."""
    name, rows = made
    model = TABLES[name].row
    again, lines, problems = read_csv(write_csv(model, rows), model, "x.csv")
    assert (again, problems) == (rows, [])
    assert len(lines) == len(rows)


@given(made=tables_with_rows)
def test_rows_survive_parquet(
    made: tuple[str, list[Row]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Would catch a type that Arrow narrows, and a zone that is lost."""
    name, rows = made
    table = TABLES[name]
    path = tmp_path_factory.mktemp("parquet") / "x.parquet"
    path.write_bytes(write_parquet(to_arrow(table, rows, {"a": "b"})))
    found = read_parquet(path)
    metadata = {"a": "b", FINGERPRINT: fingerprint_arrow(found)}
    assert found.schema.equals(arrow_schema(table, metadata), check_metadata=True)
    assert [table.row.model_validate(row) for row in found.to_pylist()] == rows


@given(tables_with_rows)
def test_csv_and_parquet_are_twins(made: tuple[str, list[Row]]) -> None:
    """Would catch two formats that say different things of one row."""
    name, rows = made
    model = TABLES[name].row
    through_csv = read_csv(write_csv(model, rows), model, "x.csv")[0]
    assert to_arrow(TABLES[name], through_csv, {}).equals(to_arrow(TABLES[name], rows, {}))


def is_valid(model: type[Row], values: dict[str, Any]) -> bool:
    """Say whether pydantic takes the values for a row."""
    try:
        model.model_validate(values)
    except ValidationError:
        return False
    return True


def table_schema_accepts(name: str, row: dict[str, str]) -> bool:
    """Say whether frictionless takes a row of CSV cells, by the Table Schema alone."""
    schema = table_schema(TABLES[name], frozenset())
    for key in ("primaryKey", "uniqueKeys", "foreignKeys"):
        schema.pop(key, None)
    source = [list(row), list(row.values())]
    resource = frictionless.Resource(source, schema=frictionless.Schema.from_descriptor(schema))
    return bool(resource.validate().valid)


FAULTS = ["", "\x07x", "zz zz", "-7", "2021-02-30", "1.5", "x" * 70, "ÄÖ", "true?", "2999999999"]


@settings(max_examples=80)
@given(names.flatmap(lambda n: st.tuples(st.just(n), strategies.rows_of(TABLES[n].row))), st.data())
def test_model_json_schema_and_table_schema_agree(
    made: tuple[str, Row], data: st.DataObject
) -> None:
    """Would catch a constraint that only one of the three formats enforces."""
    name, row = made
    model = TABLES[name].row
    column = data.draw(st.sampled_from(columns_of(model)))
    fault = data.draw(st.none() | st.sampled_from(FAULTS))
    header, line = write_csv(model, [row]).decode().split("\n", 1)
    cells = dict(zip(header.split(","), _cells(line), strict=True))
    if fault is not None:
        cells[column.name] = fault
    values = {key: cell or None for key, cell in cells.items()}
    # Only the model knows which texts default readers take for numbers.
    assume(column.kind != "string" or strategies.is_readable(cells[column.name]))
    accepted = is_valid(model, values)
    assert table_schema_accepts(name, cells) == accepted, (column, fault)
    typed = {c.name: _typed(c.kind, values[c.name]) for c in columns_of(model)}
    validator = jsonschema.Draft202012Validator(
        model.model_json_schema(mode="serialization"),
        format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER,
    )
    assert validator.is_valid(typed) == accepted, (column, fault)


def _cells(line: str) -> list[str]:
    """Split a line of CSV."""
    import csv
    import io

    return next(csv.reader(io.StringIO(line)))


def _typed(kind: str, cell: str | None) -> object:
    """Turn a cell into the JSON value it stands for, if it can be."""
    if cell is None:
        return None
    try:
        if kind == "integer":
            return int(cell)
        if kind == "number":
            return float(cell)
        if kind == "boolean":
            return {"TRUE": True, "FALSE": False}[cell]
    except (ValueError, KeyError):
        return cell
    return cell


def test_formats_have_the_same_columns() -> None:
    """Would catch a column that one derivation forgets or moves."""
    for name, table in TABLES.items():
        fields = table_schema(table, ALL)["fields"]
        arrow = arrow_schema(table)
        assert [f["name"] for f in fields] == arrow.names == list(table.columns), name
        required = [f.get("constraints", {}).get("required", False) for f in fields]
        assert required == [not field.nullable for field in arrow], name


def test_columns_are_named_and_explained() -> None:
    """Would catch a name that Stata cuts, and a column the codebook cannot explain."""
    for table in TABLES.values():
        for column in columns_of(table.row):
            assert len(column.name) <= 27, column
            assert not column.name.endswith("_code"), column
            assert column.description.endswith((".", ")")), column


def test_keys_are_columns_and_references_lead_backwards() -> None:
    """Would catch a key that names no column, and a circle among tables."""
    order = list(TABLES)
    for name, table in TABLES.items():
        columns = {column.name: column for column in columns_of(table.row)}
        assert all(columns[key].required for key in table.key), name
        for key in table.foreign_keys:
            assert set(key.columns) <= set(columns), name
            assert set(key.references) <= set(TABLES[key.table].columns), name
            assert order.index(key.table) <= order.index(name), name


def test_an_absent_table_is_not_referred_to() -> None:
    """Would catch a descriptor that points to an empty table, which is not in the package."""
    schema = table_schema(TABLES["claims"], ALL - {"calls"})
    assert {key["reference"]["resource"] for key in schema["foreignKeys"]} == {
        "documents",
        "publishers",
        "coders",
    }


NULLS = pd._libs.parsers.STR_NA_VALUES


def test_no_code_reads_as_missing_true_or_a_number() -> None:
    """Would catch codes that a default reader turns into NA, a boolean or a number."""
    for name, codes in VOCABULARIES.items():
        for code in codes:
            assert code.value not in NULLS, (name, code)
            assert code.value.upper() not in {"T", "F", "TRUE", "FALSE", "INF", "NAN"}, (name, code)
            assert not code.value[0].isdigit(), (name, code)
            assert code.label, (name, code)
            assert code.definition, (name, code)


def test_no_country_reads_as_missing() -> None:
    """Would catch a country that vanishes in pandas, as Namibia's NA does."""
    from countrycode import codelist

    assert {code for code in codelist["iso3c"] if code} & set(NULLS) == set()


def test_codes_are_rows() -> None:
    """Would catch a list that is used in a table and not published."""
    rows = list(code_rows())
    assert {row.list for row in rows} == set(VOCABULARIES)
    assert len(rows) == sum(len(codes) for codes in VOCABULARIES.values())
    used = {c.codes for table in TABLES.values() for c in columns_of(table.row) if c.codes}
    assert used <= set(VOCABULARIES.values())


def test_a_row_with_a_list_is_refused() -> None:
    """Would catch a table that holds lists in cells."""

    class Bad(Row):
        """Bad."""

        values: list[int]
        """Many."""

    with pytest.raises(TypeError, match="no flat value"):
        columns_of(Bad)
