"""The wheel, installed elsewhere: it carries its data and needs nothing of the workshop."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import diplocalls
import pytest
from diplocalls.builders.project import Project
from diplocalls.schema.tables import TABLES


@pytest.fixture(scope="module")
def wheel(checkout: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel without touching the network or the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    copy = folder / "source"
    names = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=checkout.root,
        capture_output=True,
        text=True,
        check=False,
    )
    if names.returncode:
        pytest.skip("not a git checkout")
    for name in filter(None, names.stdout.split("\n")):
        if (checkout.root / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_bytes((checkout.root / name).read_bytes())
    pip = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--quiet"]
    subprocess.run([*pip, "--wheel-dir", str(folder), str(copy)], check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.mark.slow
def test_the_wheel_holds_code_and_tables_only(wheel: Path) -> None:
    """Would catch a wheel without its data, or one with tests, records or texts in it."""
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {f"diplocalls/datasets/tables/{name}.parquet" for name in TABLES} <= names
    assert {"diplocalls/datapackage.json", "diplocalls/datasets/README.md"} <= names
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"diplocalls"}
    assert [n for n in names if "tests" in n or n.endswith((".yml", ".jsonl"))] == []


CODE = """
import sys
for name in ("pydantic", "yaml", "typer", "rich", "frictionless", "markdown_it"):
    sys.modules[name] = None
import diplocalls
assert "pandas" not in sys.modules and "pyarrow" not in sys.modules
print(diplocalls.__file__)
print(len(diplocalls.load("claims")), diplocalls.version())
print(len(diplocalls.load("call_conflicts").columns), diplocalls.path("calls", "csv").is_file())
"""


@pytest.mark.slow
def test_the_wheel_works_elsewhere(wheel: Path, tmp_path: Path) -> None:
    """Would catch a loader that finds its data in the checkout only, or needs the workshop."""
    target = tmp_path / "site"
    pip = [sys.executable, "-m", "pip", "install", "--no-deps", "--quiet", "--target", str(target)]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)
    shown = subprocess.run(
        [sys.executable, "-c", CODE],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(target)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert shown.returncode == 0, shown.stderr
    lines = shown.stdout.splitlines()
    assert Path(lines[0]).is_relative_to(target)
    assert lines[1] == f"{len(diplocalls.load('claims'))} {diplocalls.version()}"
    columns = len(TABLES["call_conflicts"].columns)
    assert lines[2] == f"{columns} True"


@pytest.mark.slow
def test_commands_without_the_workshop_say_what_to_install(wheel: Path, tmp_path: Path) -> None:
    """Would catch a traceback in front of somebody who only wanted the data."""
    target = tmp_path / "site"
    pip = [sys.executable, "-m", "pip", "install", "--no-deps", "--quiet", "--target", str(target)]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)
    code = "import sys; sys.modules['typer'] = None\nfrom diplocalls.builders import main\nmain()"
    shown = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(target)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert shown.returncode == 1
    assert ".[workshop]" in shown.stderr
    assert "Traceback" not in shown.stderr
