"""The tables in real R: read with read.csv alone, and with the script that R users source."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import diplocalls
import pandas as pd
import pytest
from diplocalls.builders.project import Project
from diplocalls.schema.column import columns_of
from diplocalls.schema.tables import TABLES

SCRIPT = Path(__file__).with_name("read_tables.R")
DESCRIBE = Path(__file__).with_name("describe_tables.R")


def run_r(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run an R program; without R, skip, or fail where R is required."""
    program = shutil.which("Rscript")
    if program is None:
        if os.environ.get("DIPLOCALLS_REQUIRE_R") == "1":
            pytest.fail("DIPLOCALLS_REQUIRE_R=1, but there is no Rscript; install r-base-core")
        pytest.skip("no Rscript; install R to check that R reads the tables")
    command = [program, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_r_reads_text_as_text(checkout: Project, tmp_path: Path) -> None:
    """Would catch an id or code that R takes for a number, TRUE or NA, and counts that differ."""
    columns = tmp_path / "columns.csv"
    with columns.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["table", "column", "kind"])
        for name, table in TABLES.items():
            writer.writerows([name, c.name, c.kind] for c in columns_of(table.row))
    shown = run_r(SCRIPT, checkout.tables, columns)
    assert shown.returncode == 0, shown.stdout + shown.stderr
    claims = diplocalls.load("claims")
    wanted = [len(claims), claims["stance"].sum(), claims["act"].nunique()]
    assert [int(word) for word in shown.stdout.split()[:3]] == wanted


R_CLASSES = {
    "integer": "integer",
    "number": "numeric",
    "boolean": "logical",
    "date": "Date",
    "datetime": "POSIXct",
    "string": "character",
}


def test_r_and_pandas_load_the_same(checkout: Project) -> None:
    """Would catch days, moments, factors or sums that one language reads otherwise."""
    ran = run_r(DESCRIBE, checkout.datasets / "diplocalls.R")
    if "needs jsonlite" in ran.stderr and os.environ.get("DIPLOCALLS_REQUIRE_R") != "1":
        pytest.skip("R has no jsonlite; install r-cran-jsonlite")
    assert ran.returncode == 0, ran.stderr
    shown = json.loads(ran.stdout)
    assert set(shown["tables"]) == {path.stem for path in checkout.tables.glob("*.csv")}
    for name, found in shown["tables"].items():
        data = diplocalls.load(name)
        assert found["n_rows"] == len(data), name
        assert list(found["columns"]) == list(data.columns), name
        for column in columns_of(TABLES[name].row):
            said, values = found["columns"][column.name], data[column.name].dropna()
            where = f"{name}.{column.name}"
            assert said["n"] == len(values), where
            if column.codes is not None:
                assert said["class"] == "factor", where
                levels = said["levels"] if isinstance(said["levels"], list) else [said["levels"]]
                counts = said["counts"] if isinstance(said["counts"], list) else [said["counts"]]
                assert levels == [code.value for code in column.codes], where
                assert counts == [int((values == code.value).sum()) for code in column.codes], where
                continue
            assert said["class"] == R_CLASSES[column.kind], where
            assert said["sum"] == pytest.approx(sum_of(values, column.kind), rel=1e-9), where
    assert "no table 'clams'" in shown["message"]
    acts = diplocalls.load("codes").query("list == 'act'")
    assert shown["codes"] == acts[["code", "label", "definition"]].to_dict("records")
    assert "claims$stance has no codes. Stance of the holder" in shown["plain"]
    assert shown["cite"] == diplocalls.cite()
    assert shown["said"] == diplocalls.codebook("claims")["description"].iloc[0]


def test_the_r_example_of_the_readme_runs(checkout: Project, tmp_path: Path) -> None:
    """Would catch an example for R that stops, or shows other claims than the one for Python."""
    page = (checkout.root / "README.md").read_text(encoding="utf-8")
    code = "".join(re.findall(r"```r\n(.*?)```", page, re.DOTALL))
    program = tmp_path / "example.R"
    program.write_text(f"setwd('{checkout.root.as_posix()}')\n{code}\ncat('rows:', nrow(one))")
    ran = run_r(program)
    if "needs jsonlite" in ran.stderr and os.environ.get("DIPLOCALLS_REQUIRE_R") != "1":
        pytest.skip("R has no jsonlite; install r-cran-jsonlite")
    assert ran.returncode == 0, ran.stderr
    claims = diplocalls.load("claims")
    assert f"rows: {(claims['call_id'] == 'call-2021-0003').sum()}" in ran.stdout


def sum_of(values: pd.Series, kind: str) -> float:
    """Return days or seconds since 1970, characters or numbers, added up, as R counts them."""
    if kind in ("date", "datetime"):
        seconds = sum(moment.timestamp() for moment in values)
        return seconds / 86_400 if kind == "date" else seconds
    if kind == "string":
        return float(sum(len(value) for value in values))
    return float(values.astype("float64").sum())
