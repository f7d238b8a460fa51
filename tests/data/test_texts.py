"""The committed data against the real texts, where they are at hand."""

from __future__ import annotations

import re
import subprocess
from datetime import date

import pytest
from diplocalls.builders.build import record_files
from diplocalls.builders.canon import canonicalise
from diplocalls.builders.project import Project
from diplocalls.builders.record_checks import check_file
from diplocalls.builders.register import plan_registration
from diplocalls.builders.sources import Sources, read_sources
from diplocalls.builders.text_checks import check_texts, texts_required
from diplocalls.builders.texts import Texts
from diplocalls.schema.document_codes import TextForm

GOLDEN = {
    "az-president-2021-0001": "1e2b97f8d6023c87069058325db061d704293ec074fd99c3504fded01f163f95",
    "us-wh-2021-0001": "772e39445ed4f2c126b77ea70e4c27231c02bd6023b67b139969cd8d7250d8a9",
    "us-wh-2021-0002": "2e312a6d13d5b3bedee395a96583ef0c6a7f3589e05e137533b923b3934313e9",
    "us-wh-2021-0003": "72a5800815e034543387aba06d804af0e647f33839fdd93a8eab645e9db03708",
    "us-wh-2021-0004": "8353f3922cb15840ea97fbc6eefd235d5cf024eacd0eafe5f97f2b5fa921b100",
    "us-wh-2022-0001": "94eee00e3c063967435ec1cd07cca69f8b96f7e0f60a43a6d4e7d8fd2f328f2d",
    "us-wh-2022-0002": "ded2cd4030568c52ac0205891f4db4d537a7498c44e7daab4a9d9093110a34b7",
    "us-wh-2022-0003": "bd35fa772d038c59aafde2e8624643450453db3ac2b1bcf2262eb454853f2a37",
    "us-wh-2023-0001": "6bcfca30a20ac0eec43f56fe9a1cacda2902b93f188bb01b3fe7ae2f2aee1f89",
    "us-wh-2024-0001": "7f1e91982dc82358e3b3150e87c954ba649f6ee6e474b6fe31e4c7581d373d6e",
    "us-wh-2025-0001": "6bdc8d6ec7591a0940242956b6c85f7f0f3d9f46b3040ccc0df73c7ec29e93c4",
    "us-wh-2025-0002": "123405c8efe9edaa2aa3f42da1dbb0c0546990cf18dc71b158f552893e897ea8",
}
"""Hashes of the worked examples as the codebook's authors computed them."""


def test_registered_hashes_are_the_golden_ones(checkout: Project) -> None:
    """Would catch a register whose hashes were made by another canonicaliser; needs no text."""
    documents = read_sources(checkout).documents
    assert {key: documents[key].text_sha256 for key in GOLDEN} == GOLDEN


def pinned(document_id: str, sources: Sources) -> bool:
    """Say whether a mirror's commit fixes a text; others stand on pages that may go."""
    return any(place.source_commit is not None for place in sources.places[document_id])


def test_texts_at_hand_give_the_golden_hashes(checkout: Project, texts: Texts) -> None:
    """Would catch a canonicaliser that has changed: offsets would point elsewhere."""
    sources = read_sources(checkout)
    report = check_texts(sources.documents, sources, texts)
    assert report.changed == []
    assert set(GOLDEN) - {"az-president-2021-0001"} <= set(report.verified)
    assert [p.document_id for p in report.missing if pinned(p.document_id, sources)] == []


def test_records_keep_every_rule_against_their_text(checkout: Project, texts: Texts) -> None:
    """Would catch spans inside words, and glosses that copy the source."""
    sources = read_sources(checkout)
    problems, looked_at = [], 0
    for path in record_files(checkout.coding):
        found = texts.find(path.stem, sources)
        text = getattr(found, "text", None)
        looked_at += text is not None
        problems += check_file(path, sources.world(), checkout, text, date.today())
    assert [str(problem) for problem in problems] == []
    assert looked_at >= len(GOLDEN) - 1


def canonical_texts(checkout: Project, texts: Texts) -> dict[str, str]:
    """Return the canonical text of every item at hand, by address."""
    sources = read_sources(checkout)
    made: dict[str, str] = {}
    for item in texts.all_items():
        name = sources.publisher_names[item.publisher]
        publisher = sources.publishers[name.publisher_id]
        rules = sources.rules_for(publisher.publisher_id, name.carrier)
        made[item.url] = canonicalise(
            item.text, publisher.text_form, publisher.line_ends, rules, item.title
        )
    return made


def test_canonical_text_is_stable_on_all_real_texts(checkout: Project, texts: Texts) -> None:
    """Would catch a rule or step that bites again on its own output, in any language."""
    sources = read_sources(checkout)
    made = canonical_texts(checkout, texts)
    if texts_required():
        assert len(made) >= 1507, "all texts of the corpus"
    for item in texts.all_items():
        text, name = made[item.url], sources.publisher_names[item.publisher]
        publisher = sources.publishers[name.publisher_id]
        rules = sources.rules_for(publisher.publisher_id, name.carrier)
        assert text, item.url
        assert canonicalise(text, TextForm.CANONICAL) == text, item.url
        assert canonicalise(text, TextForm.PLAIN, rules=rules, title=item.title) == text, item.url


LEFT_OVER = re.compile(
    r"</?[a-z]+>|\]\(http|\\#|###|attributable to|^央视网|^Office of the|You Might Also|"
    r"20\d\d года \d\d:\d\d|[\u200b\u00a0\u00ad\ufeff\u2019\u201c]",
    re.MULTILINE,
)


def test_what_is_not_body_is_gone_from_all_real_texts(checkout: Project, texts: Texts) -> None:
    """Would catch markup, prefixes or end marks that a publisher's rules forget."""
    made = canonical_texts(checkout, texts)
    left = {url: found[0] for url, text in made.items() if (found := LEFT_OVER.search(text))}
    assert left == {}


def test_registering_the_registered_again_changes_nothing(checkout: Project, texts: Texts) -> None:
    """Would catch ids given anew to what has one."""
    sources = read_sources(checkout)
    found = list(texts.all_items())
    plan = plan_registration(found, sources, date.today(), None)
    assert (plan.items, plan.locations) == ([], [])
    assert len(plan.known) == len(found)


ALLOWED = re.compile(r"datasets/(register|tables)/(register|documents|locations)\.csv")
"""Where titles of public documents stand, which the publishers' rows allow."""


def runs(text: str, length: int = 9) -> set[str]:
    """Return every run of so many words, and of 14 Han characters, in a text."""
    words = re.findall(r"[^\W_]+", text.casefold())
    found = {" ".join(words[i : i + length]) for i in range(len(words) - length + 1)}
    for run in re.findall(r"[\u4e00-\u9fff]{14,}", text):
        found |= {run[i : i + 14] for i in range(len(run) - 13)}
    return found


def test_no_sentence_came_over_from_a_source(checkout: Project, texts: Texts) -> None:
    """Would catch source text in a record, a raw coding, a test, a page or an example.

    Names and titles of participants stand as printed, in tables side by side; the longest have
    more words than a run.
    """
    sources: set[str] = set()
    for item in texts.all_items():
        sources |= runs(item.text)
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=checkout.root,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    printed = [path.read_text(encoding="utf-8") for path in checkout.datasets.rglob("*.yml")]
    titles = {
        run
        for text in printed
        for name, title in re.findall(r"name_printed: (.*)\n *title_printed: (.*)", text)
        for run in runs(f"{name} {title}") | runs(title)
    } | {
        run
        for text in printed
        for title in re.findall(r"title_printed: (.*)", text)
        for run in runs(title)
    }
    for name in listed.stdout.split("\n"):
        path = checkout.root / name
        if not name or ALLOWED.match(name) or path.suffix == ".parquet" or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="ignore")
        shared = runs(re.sub(r"https?://\S+", "", text)) & sources  # addresses stand as they are
        assert shared <= titles, name
