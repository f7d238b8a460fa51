"""The tables in real R, read with read.csv and nothing else."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from pathlib import Path

import diplocalls
import pytest
from diplocalls.builders.project import Project
from diplocalls.schema.column import columns_of
from diplocalls.schema.tables import TABLES

SCRIPT = Path(__file__).with_name("read_tables.R")


def test_r_reads_text_as_text(checkout: Project, tmp_path: Path) -> None:
    """Would catch an id or code that R takes for a number, TRUE or NA, and counts that differ."""
    program = shutil.which("Rscript")
    if program is None:
        if os.environ.get("DIPLOCALLS_REQUIRE_R") == "1":
            pytest.fail("DIPLOCALLS_REQUIRE_R=1, but there is no Rscript; install r-base-core")
        pytest.skip("no Rscript; install R to check that read.csv reads the tables")
    columns = tmp_path / "columns.csv"
    with columns.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["table", "column", "kind"])
        for name, table in TABLES.items():
            writer.writerows([name, c.name, c.kind] for c in columns_of(table.row))
    shown = subprocess.run(
        [program, str(SCRIPT), str(checkout.tables), str(columns)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert shown.returncode == 0, shown.stdout + shown.stderr
    claims = diplocalls.load("claims")
    wanted = [len(claims), claims["stance"].sum(), claims["act"].nunique()]
    assert [int(word) for word in shown.stdout.split()[:3]] == wanted
