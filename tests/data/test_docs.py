"""Pages against the tree: every figure and table in them is made by a command."""

from __future__ import annotations

import re
import tomllib

import invented
import yaml
from diplocalls.builders.build import make_tables
from diplocalls.builders.command import app
from diplocalls.builders.project import Project
from diplocalls.builders.records import write_record
from diplocalls.builders.release import read_release
from diplocalls.builders.show import accounts_of, as_markdown, compare_by_topic, summarise
from diplocalls.builders.sources import read_sources
from diplocalls.schema.record import CallFacts, ClaimFacts, Participation
from diplocalls.schema.round_codes import Statistic
from diplocalls.schema.tables import TABLES
from diplocalls.schema.vocabularies import VOCABULARIES


def block(page: str, name: str) -> str:
    """Return what stands between two markers of a page."""
    found = re.search(rf"<!-- {name}: [^\n]* -->\n(.*?)<!-- /{name} -->", page, re.DOTALL)
    assert found is not None, name
    return found[1]


def test_readme_shows_what_the_commands_print(checkout: Project) -> None:
    """Would catch a table in the README that nobody made again."""
    page = (checkout.root / "README.md").read_text(encoding="utf-8")
    tables, _ = make_tables(checkout)
    repair = "put what the command in the marker prints between the markers"
    assert block(page, "example") == as_markdown(
        *compare_by_topic(accounts_of("call-2021-0003", tables))
    ), repair
    assert block(page, "summary") == as_markdown(*summarise(tables)), repair


def test_readme_counts_both_sides(checkout: Project) -> None:
    """Would catch a number of pairs that was true once."""
    tables, _ = make_tables(checkout)
    both = sum(call.n_own_accounts > 1 for call in tables["calls"])
    page = " ".join((checkout.root / "README.md").read_text(encoding="utf-8").split())
    compared = len(tables["divergence"])
    assert f"For {both} calls there are documents of two sides; for {compared} the" in page
    assert f"of the other {both - compared} one side's text is an excerpt, coded for its" in page
    foreign = {d.coding_status for d in tables["documents"] if d.language != "en"}
    assert foreign == {"single"}, "README: texts not in English are single"


def test_readme_is_short_and_names_every_table(checkout: Project) -> None:
    """Would catch a README that nobody reads to the end, or a table it hides."""
    page = (checkout.root / "README.md").read_text(encoding="utf-8")
    assert page.count("\n") <= 150
    assert [name for name in TABLES if f"`{name}`" not in page] == []
    for command in ("make dataset", "make test"):
        assert command in page


def test_readme_examples_in_python_run(checkout: Project) -> None:
    """Would catch a first example that fails in front of a newcomer."""
    page = (checkout.root / "README.md").read_text(encoding="utf-8")
    for code in re.findall(r"```python\n(.*?)```", page, re.DOTALL):
        exec(compile(code, "README.md", "exec"), {})


def test_every_command_is_documented(checkout: Project) -> None:
    """Would catch a command that only --help knows."""
    pages = "".join(
        (checkout.root / name).read_text(encoding="utf-8")
        for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
    )
    groups = [*app.registered_commands]
    for group in app.registered_groups:
        assert group.typer_instance is not None
        groups += group.typer_instance.registered_commands if not group.name else []
    names = {c.name or c.callback.__name__ for c in groups if c.callback is not None}
    assert len(names) == 20
    for group in app.registered_groups:
        assert group.typer_instance is not None
        inner = group.typer_instance.registered_commands if group.name else []
        names |= {f"{group.name} {c.name or c.callback.__name__}" for c in inner if c.callback}
    assert [name for name in names if f"diplocalls {name}" not in pages] == []


def test_one_version_everywhere(checkout: Project) -> None:
    """Would catch a version that was raised in one place only."""
    release = read_release(checkout)
    citation = yaml.safe_load((checkout.root / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == release.version
    assert citation["date-released"] == release.released
    assert citation["title"] == release.title
    assert [author["name"] for author in citation["authors"]] == list(release.authors)
    assert tuple(citation["keywords"]) == release.keywords
    first = re.search(
        r"^## (\S+) \((\S+)\)", (checkout.root / "CHANGELOG.md").read_text(), re.MULTILINE
    )
    assert first is not None
    assert first.groups() == (release.version, str(release.released))


def test_changelog_counts_what_there_is(checkout: Project) -> None:
    """Would catch figures of an earlier state; mend them when a release adds lists or tables."""
    page = (checkout.root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"{len(TABLES)} tables, {len(VOCABULARIES)} code lists" in page


def test_contributing_shows_a_sound_record(checkout: Project) -> None:
    """Would catch an example that the check would refuse."""
    page = (checkout.root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    shown = re.search(r"<!-- record -->\n```yaml\n(.*?)```\n<!-- /record -->", page, re.DOTALL)
    assert shown is not None
    assert shown[1] == write_record(invented.chancery_record())
    assert invented.TEXTS[invented.CHANCERY] in page


def test_pins_lie_within_bounds(checkout: Project) -> None:
    """Would catch a pinned version that the project itself does not allow."""
    from packaging.requirements import Requirement

    project = tomllib.loads((checkout.root / "pyproject.toml").read_text(encoding="utf-8"))[
        "project"
    ]
    extras = project["optional-dependencies"]
    wanted = [
        Requirement(r)
        for r in [
            *project["dependencies"],
            *(r for e in ("workshop", "export", "test") for r in extras[e]),
        ]
    ]
    for name in ("constraints.txt", "constraints-lowest.txt"):
        lines = (checkout.root / name).read_text(encoding="utf-8").splitlines()
        pins = {line.split("==")[0].lower(): line.split("==")[1] for line in lines if "==" in line}
        for requirement in wanted:
            pinned = pins[requirement.name.lower()]
            assert requirement.specifier.contains(pinned), (name, requirement, pinned)


def test_contributing_names_every_field(checkout: Project) -> None:
    """Would catch a field that a new coder is not told about."""
    page = (checkout.root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    fields = {*ClaimFacts.model_fields, *CallFacts.model_fields, *Participation.model_fields}
    fields = {field for field in fields if not field.startswith("p_")}
    assert {field for field in fields if f"`{field}`" not in page} == {"from_draft", "key"}


def test_readme_says_what_the_last_test_run_measured(checkout: Project) -> None:
    """Would catch figures of an earlier drafter left in the README."""
    runs = read_sources(checkout).test_runs
    last = max(row.run for row in runs)
    share = {
        row.variable: f"{round(100 * (row.estimate or 0))}%"
        for row in runs
        if row.run == last and row.statistic in (Statistic.EXACT, Statistic.F1_HALF)
    }
    text = " ".join((checkout.root / "README.md").read_text(encoding="utf-8").split())
    for words in (
        f"found {share['units']} of the claims",
        f"holder was right in {share['holder']}",
        f"the act in {share['act']}",
        f"primary topic in {share['topic']}",
        f"targets in {share['targets']}",
        f"participants was right in {share['participants']} of the documents",
        f"`test_runs`, run {last}",
    ):
        assert words in text, words
