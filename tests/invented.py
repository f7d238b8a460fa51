"""An invented world to test on: three countries, four readouts, a whole project of its own.

Nothing here comes from a real text. `make_project` writes a checkout with sources, texts and
records into a folder; the other helpers give its parts.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from diplocalls.builders.canon import text_sha256
from diplocalls.builders.csv_rows import write_csv
from diplocalls.builders.problems import Problem
from diplocalls.builders.project import Project
from diplocalls.builders.records import write_record
from diplocalls.builders.rounds import (
    add_codings,
    add_files,
    head_of,
    read_pass,
    read_sheet,
    round_folder,
    write_coding,
)
from diplocalls.builders.sources import SOURCE_FILES, Sources, read_sources
from diplocalls.builders.texts import Item
from diplocalls.builders.transaction import Transaction
from diplocalls.schema.alignment_rows import Absence, AlignmentCoding, Lead
from diplocalls.schema.blind import AuditCoding, ProbeCoding, ProbeSet, UnitsCoding
from diplocalls.schema.check_rows import Check, Plant
from diplocalls.schema.quality_rows import Calibration, Confusion, Quality
from diplocalls.schema.record import Record
from diplocalls.schema.reference_rows import (
    CanonRule,
    Coder,
    Entity,
    Person,
    PersonName,
    Publisher,
    PublisherName,
)
from diplocalls.schema.register_rows import (
    CallLink,
    ItemPair,
    Location,
    RegisterItem,
    RetiredIdRow,
    Screening,
)
from diplocalls.schema.round_rows import SampledDocument, TestRun
from diplocalls.schema.row import Row

PALACE = "xr-palace-2001-0001"
CHANCERY = "xf-chancery-2001-0001"
BUREAU = "xs-bureau-2001-0001"
DRAFT_ONLY = "xr-palace-2001-0002"

TEXTS = {
    PALACE: (
        "President Ottokar Vell rang Prime Minister Mira Tandt of Freedonia this evening. "
        "The President underscored the value of the harbour pact and urged Freedonia to reopen "
        "the ferry line before winter.\n"
        "The two leaders agreed to meet in Strelsau on 4 May. Mrs Tandt thanked the President "
        "for the rescue boats. The harbour is the pride of the coast."
    ),
    CHANCERY: (
        "Mira Tandt took a call from Ottokar Vell yesterday. She voiced concern about dredging "
        "fees. The sides discussed the ferry line."
    ),
    BUREAU: (
        "Foreign Minister Ivo Quist of Sylvania spoke separately with Mira Tandt and with the "
        "envoys of the Tin League. He briefed both on the drought."
    ),
    DRAFT_ONLY: "President Ottokar Vell had a friendly talk with Ivo Quist. They discussed trade.",
}
"""The canonical texts, by document."""

ENTITIES = [
    Entity(entity_id="UNSPEC", name="Unspecified", kind="unspecified"),
    Entity(entity_id="XFF", name="Freedonia", kind="state", cow=802),
    Entity(entity_id="XRR", name="Ruritania", kind="state", cow=801),
    Entity(entity_id="XSS", name="Sylvania", kind="state"),
    Entity(entity_id="org:tin-league", name="Tin League", kind="organisation"),
]
PERSONS = [
    Person(person_id="ivo-quist", name="Ivo Quist", short_name="Quist"),
    Person(person_id="mira-tandt", name="Mira Tandt", short_name="Tandt"),
    Person(person_id="ottokar-vell", name="Ottokar Vell", short_name="Vell"),
]
CODERS = [
    Coder(
        coder_id="person-test",
        coder_kind="person",
        name="Test coder",
        codebook_version="codebook-1",
        round="tests",
        role="author",
        description="Codes invented readouts.",
    ),
    Coder(
        coder_id="person-second",
        coder_kind="person",
        name="Second coder",
        codebook_version="codebook-1",
        round="screening-1",
        role="screener",
        description="Reviews codings of invented readouts.",
    ),
    Coder(
        coder_id="person-third",
        coder_kind="person",
        name="Third coder",
        codebook_version="codebook-1",
        round="screening-2",
        role="screener",
        description="Screens invented readouts.",
    ),
    Coder(
        coder_id="rule-grouping-1",
        coder_kind="rule",
        name="Thresholds",
        codebook_version="codebook-1",
        round="tests",
        role="machine",
        description="Decides far from a threshold.",
    ),
    Coder(
        coder_id="rule-register-1",
        coder_kind="rule",
        name="Register stage",
        codebook_version="codebook-1",
        round="register",
        role="machine",
        description="Finds the same text again.",
    ),
    Coder(
        coder_id="rule-screening-1",
        coder_kind="rule",
        name="Screening rules",
        codebook_version="codebook-1",
        round="tests",
        role="machine",
        description="Proposes decisions.",
    ),
    *(
        Coder(
            coder_id=f"person-{name}",
            coder_kind="person",
            name=f"{name.title()} coder",
            codebook_version="codebook-1",
            round="trial-1",
            role=role,
            description="Codes invented readouts blind.",
        )
        for name, role in (("blue", "reader"), ("judge", "adjudicator"), ("red", "reader"))
    ),
]
PUBLISHERS = [
    Publisher(
        publisher_id=publisher_id,
        name=name,
        entity_id=entity,
        languages="en",
        local_zone="Europe/Strelsau",
        licence="invented",
        licence_certainty="stated",
        title_policy="publish",
        text_form="plain",
        line_ends="paragraph",
        stamp_zone="date_only",
    )
    for publisher_id, name, entity in (
        ("xf-chancery", "Chancery of Freedonia", "XFF"),
        ("xr-palace", "Palace of Ruritania", "XRR"),
        ("xs-bureau", "Bureau of Sylvania", "XSS"),
    )
]
NAMES = [
    PublisherName(source_name=f"The {p.name}", publisher_id=p.publisher_id) for p in PUBLISHERS
]
PERSON_NAMES = [
    PersonName(entity_id="XFF", name_printed="Mira Tandt", person_id="mira-tandt"),
    PersonName(entity_id="XRR", name_printed="Ottokar Vell", person_id="ottokar-vell"),
    PersonName(entity_id="XSS", name_printed="Ivo Quist", person_id="ivo-quist"),
]
SAMPLES = [
    SampledDocument(
        round="trial-1", document_id=document_id, stratum="all", drawn="certain", split=split
    )
    for document_id, split in ((CHANCERY, "dev"), (PALACE, "dev"), (BUREAU, "test"))
]
TEST_RUNS = [
    TestRun(
        run=1,
        run_date="2001-03-04",
        coder_id="rule-screening-1",
        drafts_sha256="0" * 63 + "a",
        variable="act",
        statistic="alpha_nominal",
        n_documents=1,
        n_units=2,
        estimate=0.5,
    )
]
QUALITY = [
    Quality(
        drafter_id="rule-screening-1",
        split="dev",
        subset=subset,
        variable="act",
        statistic="exact",
        n_documents=1,
        n_units=4,
        estimate=0.75,
        interval_low=0.5,
        interval_high=1.0,
    )
    for subset in ("all", "xr-palace")
]
CALIBRATION = [
    Calibration(
        drafter_id="rule-screening-1",
        split="dev",
        variable="all",
        p_from=low,
        p_to=low + 0.1,
        n_units=4,
        mean_p=low + 0.05,
        share_right=right,
    )
    for low, right in ((0.7, 0.75), (0.8, 1.0))
]
CONFUSIONS = [
    Confusion(
        drafter_id="rule-screening-1", variable="act", coded="URGE", drafted="POSITION", n_claims=1
    )
]
CHECKS = [
    Check(
        batch="check-1",
        document_id=document_id,
        checker_id="person-red",
        position=number,
        rank="leader",
        drafter_id=drafter,
        draft_sha256="0" * 63 + "b" if drafter else None,
        served_date="2001-03-04",
        handed_in_date="2001-03-04",
        outcome=outcome,
    )
    for number, (document_id, drafter, outcome) in enumerate(
        (
            (CHANCERY, None, "measured"),
            (PALACE, "rule-screening-1", "read_again"),
        ),
        1,
    )
]
PLANTS = [
    Plant(
        batch="check-1",
        document_id=CHANCERY,
        checker_id="person-red",
        kind="sound",
        n_sound=13,
        n_changed=1,
    ),
    Plant(
        batch="check-1",
        document_id=PALACE,
        checker_id="person-red",
        kind="act",
        claim_key="d02",
        planted="THANK",
        sound="CONCERN",
        caught=False,
    ),
]
RULES = [
    CanonRule(
        rule_id="palace-seal",
        publisher_id="xr-palace",
        kind="tail",
        pattern=r"Given under seal\.",
        reason="Closing formula",
    )
]


def publisher_of(document_id: str) -> str:
    """Return the publisher in a document id."""
    return document_id.rsplit("-", 2)[0]


def register_rows(
    documents: Sequence[str] = tuple(TEXTS),
) -> tuple[list[RegisterItem], list[Location]]:
    """Return register and locations for documents, in the order given."""
    items: list[RegisterItem] = []
    places: list[Location] = []
    for number, document_id in enumerate(documents, 1):
        text = TEXTS[document_id]
        items.append(
            RegisterItem(
                item_id=f"item-{number:05d}",
                document_id=document_id,
                publisher_id=publisher_of(document_id),
                language="en",
                title=f"Call {number}",
                title_sha256=text_sha256(f"Call {number}"),
                published_stamp="2001-03-02",
                published_date="2001-03-02",
                stamp_zone="date_only",
                canon_version="canon-1",
                text_sha256=text_sha256(text),
                n_chars=len(text),
                decision="in",
                scope="core",
                n_separate_calls=2 if document_id == BUREAU else 1,
                decided_by="person-test",
                decided_date="2001-03-03",
            )
        )
        places.append(
            Location(
                location_id=f"loc-{number:05d}",
                item_id=f"item-{number:05d}",
                document_id=document_id,
                url=f"https://example.org/{document_id}",
                text_form="plain",
                text_basis="full",
                date_seen="2001-03-03",
            )
        )
    return items, places


SCREENINGS = [
    Screening(
        round="screening-1",
        item_id=f"item-{number:05d}",
        coder_id="person-second",
        decision="in",
        scope="core",
        n_separate_calls=2 if number == 3 else 1,
        sure=number != 3,
        note="Two calls (P5)" if number == 3 else None,
    )
    for number in (1, 2, 3)
]
PAIRS = [
    ItemPair(
        item_id="item-00001",
        other_item_id="item-00004",
        measure="runs",
        similarity_percent=31,
        relation="unrelated",
        decided_by="person-test",
        decided_date="2001-03-03",
        note="Only a name recurs",
    )
]
RETIRED = [
    RetiredIdRow(
        retired_id="xf-chancery-2001-0002",
        reason="withdrawn",
        retired_date="2001-03-03",
        note="A recipe for soup",
    )
]

LINKS = [
    CallLink(
        document_id=document_id,
        call_key=key,
        call_id=call_id,
        status="decided",
        decided_by="person-test",
        grounds="Same day, same persons",
    )
    for document_id, key, call_id in (
        (PALACE, "a", "call-2001-0001"),
        (CHANCERY, "a", "call-2001-0001"),
        (BUREAU, "a", "call-2001-0002"),
        (BUREAU, "b", "call-2001-0003"),
        (DRAFT_ONLY, "a", "call-2001-0004"),
    )
]


LEADS = [
    Lead(
        call_id="call-2001-0001",
        side_id="XFF",
        url="https://example.org/seen",
        issuer="The Chancery",
        language="en",
        text_basis="excerpt",
        seen_date="2001-03-06",
        seen_by="person-second",
    )
]
ABSENCES = [
    Absence(
        call_id="call-2001-0002",
        side_id="XFF",
        searched_date="2001-03-06",
        searched_by="person-second",
        place="Stored pages",
        n_queries=2,
        queries="Tandt Quist drought|Freedonia Chancery 1 March",
        nearest="A notice on another talk",
    )
]
ALIGNMENT_CODINGS = [
    AlignmentCoding(
        round="align-1",
        coder_id=coder,
        call_id="call-2001-0001",
        document1_id=CHANCERY,
        document2_id=PALACE,
        holder_id="XFF",
        topic="t0705",
        label=label,
        shared=True,
        unsure=label != "corroborated",
        cell_sha256="0" * 64,
    )
    for coder, label in (("person-red", "corroborated"), ("person-blue", "different_emphasis"))
]


def span(document_id: str, words: str) -> tuple[int, int]:
    """Return where words stand in a text, which must be exactly once."""
    text = TEXTS[document_id]
    assert text.count(words) == 1, (words, text.count(words))
    start = text.index(words)
    return start, start + len(words)


def participant(
    side: str, person: str | None, office_class: str, **more: object
) -> dict[str, object]:
    """Return a participant."""
    return {
        "side": side,
        "person": person,
        "office_class": office_class,
        "office_status": "in_office",
        "role": "principal" if person else "unnamed_group",
        **more,
    }


def call(
    key: str, sides: list[str], people: list[dict[str, object]], **more: object
) -> dict[str, object]:
    """Return a call on 2 March 2001."""
    return {
        "key": key,
        "sides": sides,
        "date_first": "2001-03-02",
        "date_last": "2001-03-02",
        "date_precision": "day",
        "date_basis": "relative_today",
        "scope": "core",
        "format": "bilateral",
        "mode": "not_stated",
        "secure": "not_stated",
        "next_contact": "not_stated",
        "participants": people,
        **more,
    }


def claim(
    document_id: str, key: str, words: str | list[str], cue: str | None, **more: object
) -> dict[str, object]:
    """Return a claim; what is not given is what most claims have."""
    pieces = [words] if isinstance(words, str) else words
    evidence = [span(document_id, piece) for piece in pieces]
    found: tuple[int, int] | None = None
    if cue is not None:
        start = evidence[0][0] + pieces[0].index(cue)
        found = (start, start + len(cue))
    return {
        "id": key,
        "holder": "own",
        "holder_sides": ["XRR"],
        "act": "POSITION",
        "topics": ["t0705"],
        "targets": [],
        "target_role": "none",
        "stance": 1,
        "certainty": "stated",
        "iteration": "new",
        "commitment": "not_applicable",
        "content": "full",
        "said_in_call": "yes",
        "cue": found,
        "evidence": evidence,
        "gloss": "What they hold",
        "confidence": "high",
        **more,
    }


def record_values(document_id: str, **more: object) -> dict[str, object]:
    """Return the head of a record."""
    issuer = {"xf": "XFF", "xr": "XRR", "xs": "XSS"}[document_id[:2]]
    return {
        "document_id": document_id,
        "codebook_version": "codebook-1",
        "coding": {"status": "single", "coder_id": "person-test", "date": "2001-03-04"},
        "text": {
            "basis": "full",
            "canon": "canon-1",
            "sha256": text_sha256(TEXTS[document_id]),
            "n_chars": len(TEXTS[document_id]),
        },
        "document": {
            "doc_type": "readout",
            "issue_form": "single",
            "issuing_sides": [issuer],
            "translation_status": "original",
        },
        **more,
    }


VELL = participant("XRR", "ottokar-vell", "HOS", name_printed="Ottokar Vell", office="President")
TANDT = participant("XFF", "mira-tandt", "HOG", name_printed="Mira Tandt", office="Prime Minister")
QUIST = participant("XSS", "ivo-quist", "FM", name_printed="Ivo Quist")
ENVOYS = participant("org:tin-league", None, "ENVOY")


def palace_record() -> Record:
    """Return Ruritania's account, with a claim of most kinds."""
    both = {"holder": "joint", "holder_sides": ["XFF", "XRR"]}
    claims = [
        claim(
            PALACE,
            "c01",
            "The President underscored the value of the harbour pact",
            "underscored",
            holder_persons=["ottokar-vell"],
        ),
        claim(
            PALACE,
            "c02",
            "urged Freedonia to reopen the ferry line before winter",
            "urged",
            act="URGE",
            targets=["XFF"],
            target_role="requested_actor",
            gloss="Vell wants ships running again",
        ),
        claim(
            PALACE,
            "c03",
            "The two leaders agreed to meet in Strelsau on 4 May",
            "agreed",
            act="AGREE",
            topics=["t0103"],
            commitment="specific",
            **both,
        ),
        claim(
            PALACE,
            "c05",
            "Mrs Tandt thanked the President for the rescue boats",
            "thanked",
            holder="counterpart",
            holder_sides=["XFF"],
            holder_persons=["mira-tandt"],
            act="THANK",
            topics=["t0904", "t0101"],
            targets=["XRR"],
            target_role="evaluated",
            unsure=["topics"],
        ),
        claim(
            PALACE,
            "c06",
            "The harbour is the pride of the coast",
            None,
            holder="issuer",
            holder_sides=[],
            said_in_call="unclear",
        ),
    ]
    values = record_values(PALACE, retired_claims=["c04"], claims=claims)
    values["calls"] = [
        call("a", ["XFF", "XRR"], [VELL, TANDT], initiator="XRR", tone=["friendly", "candid"])
    ]
    return Record.model_validate(values)


def chancery_record() -> Record:
    """Return Freedonia's account of the same call, a day earlier by its own calendar."""
    own = {"holder_sides": ["XFF"]}
    claims = [
        claim(
            CHANCERY,
            "c01",
            "She voiced concern about dredging fees",
            "voiced concern",
            act="CONCERN",
            stance=-1,
            topics=["t0701"],
            holder_persons=["mira-tandt"],
            gloss="Tandt worries about what digging the harbour costs her ships",
            confidence="medium",
            unsure=["topics"],
            note="Fees at sea have no topic of their own; t0305 is the rival.",
            **own,
        ),
        claim(
            CHANCERY,
            "c02",
            "The sides discussed the ferry line",
            "discussed",
            act="DISCUSS",
            stance=0,
            holder="joint",
            holder_sides=["XFF", "XRR"],
            gloss="Both go over the ships between their coasts",
        ),
    ]
    values = record_values(CHANCERY, claims=claims)
    values["calls"] = [
        call(
            "a",
            ["XFF", "XRR"],
            [TANDT, VELL],
            date_first="2001-03-01",
            date_last="2001-03-01",
            date_basis="relative_yesterday",
            mode="phone",
            initiator="XFF",
        )
    ]
    return Record.model_validate(values)


def bureau_record() -> Record:
    """Return a document that reports two calls, one of them with an organisation."""
    own = {"holder_sides": ["XSS"], "holder_persons": ["ivo-quist"]}
    claims = [
        claim(
            BUREAU,
            "c01",
            "He briefed both on the drought",
            "briefed",
            act="INFORM",
            stance=0,
            topics=["t0904"],
            **own,
        ),
        claim(
            BUREAU,
            "c02",
            "spoke separately with Mira Tandt",
            "spoke",
            act="DISCUSS",
            stance=0,
            topics=["t0109"],
            calls=["a"],
            **own,
        ),
    ]
    values = record_values(BUREAU, claims=claims)
    values["calls"] = [
        call("a", ["XFF", "XSS"], [QUIST, TANDT]),
        call("b", ["XSS", "org:tin-league"], [QUIST, ENVOYS], format="one_to_group"),
    ]
    return Record.model_validate(values)


def draft_record() -> Record:
    """Return a document whose claims were not coded."""
    values = record_values(DRAFT_ONLY)
    values["coding"] = {"status": "draft", "coder_id": "rule-register-1", "date": "2001-03-04"}
    values["calls"] = [call("a", ["XRR", "XSS"], [VELL, QUIST], tone=["friendly"])]
    return Record.model_validate(values)


def records() -> list[Record]:
    """Return every invented record."""
    return [palace_record(), chancery_record(), bureau_record(), draft_record()]


def source_rows(chosen: Sequence[Record]) -> dict[str, Sequence[Row]]:
    """Return the rows of every source file; only calls of the records chosen are linked."""
    items, places = register_rows()
    coded = {record.document_id for record in chosen}
    links = [link for link in LINKS if link.document_id in coded]
    calls = {link.call_id for link in links}
    return {
        "entities": ENTITIES,
        "persons": PERSONS,
        "coders": CODERS,
        "publishers": PUBLISHERS,
        "person_names": PERSON_NAMES,
        "publisher_names": NAMES,
        "canon_rules": RULES,
        "register": items,
        "locations": places,
        "screenings": SCREENINGS,
        "item_pairs": PAIRS,
        "retired_ids": RETIRED,
        "samples": SAMPLES,
        "test_runs": TEST_RUNS,
        "quality": QUALITY,
        "calibration": CALIBRATION,
        "confusions": CONFUSIONS,
        "checks": CHECKS,
        "plants": PLANTS,
        "leads": [row for row in LEADS if row.call_id in calls],
        "absences": [row for row in ABSENCES if row.call_id in calls],
        "alignment_decisions": [],
        "alignment_codings": [row for row in ALIGNMENT_CODINGS if row.call_id in calls],
        "call_links": links,
    }


def path_of(project: Project, record: Record) -> Path:
    """Return where a record belongs."""
    if record.coding.status == "draft":
        return project.draft_path(record.document_id)
    return project.record_path(record.document_id)


def make_project(root: Path, chosen: Sequence[Record] | None = None) -> Project:
    """Write the invented checkout into a folder: sources, records, texts, pyproject."""
    project = Project(root)
    kept = records() if chosen is None else chosen
    rows = source_rows(kept)
    for source in SOURCE_FILES:
        path = source.path(project)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(write_csv(source.row, rows[source.name]))
    (root / "schema").mkdir()
    (root / "pyproject.toml").write_text(
        '[project]\nname = "diplocalls"\nversion = "9.8.7"\ndescription = "Invented"\n'
        'authors = [{ name = "Nobody" }]\nkeywords = ["tests"]\n'
        '[tool.diplocalls]\ntitle = "Invented calls"\nreleased = "2001-03-05"\n',
        encoding="utf-8",
    )
    for record in kept:
        path = path_of(project, record)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(write_record(record), encoding="utf-8", newline="\n")
    write_texts(project.local_texts)
    return project


def write_texts(folder: Path) -> None:
    """Write the invented texts in the corpus's form."""
    folder.mkdir(parents=True, exist_ok=True)
    names = {name.publisher_id: name.source_name for name in NAMES}
    lines = [
        json.dumps(
            {
                "publisher": names[publisher_of(document_id)],
                "url": f"https://example.org/{document_id}",
                "title": f"Call {number}",
                "published": "2001-03-02",
                "language": "en",
                "text": text,
            }
        )
        for number, (document_id, text) in enumerate(TEXTS.items(), 1)
    ]
    (folder / "invented.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def sources_for(project: Project, chosen: Sequence[Record]) -> Sources:
    """Return the sources of an invented project with the links of some records alone."""
    sources = read_sources(project)
    coded = {record.document_id for record in chosen}
    links = {key: link for key, link in sources.call_links.items() if key[0] in coded}
    return replace(sources, call_links=links)


def found_item(number: int, text: str | None = None, **more: str | None) -> Item:
    """Return an invented found item."""
    values: dict[str, str | None] = {
        "publisher": "The Palace of Ruritania",
        "url": f"https://example.org/new/{number}",
        "text": text or f"President Ottokar Vell rang somebody, number {number}.",
        "title": f"Title {number}",
        "published": "2001-03-05",
        "language": "en",
    }
    return Item(source="new.jsonl", line=number, **(values | more))  # type: ignore[arg-type]


UNITS_SHEET = f"""
== {CHANCERY}
doc | readout | single | XFF
call | a | XFF, XRR | 2001-03-01 | 2001-03-01 | day | relative_yesterday | core | bilateral | {{mode}} | not_stated | XRR | - | - | not_stated
who | XFF | - | Mira Tandt | - | Prime Minister | HOG | in_office | principal
who | XRR | - | Ottokar Vell | - | President | HOS | in_office | principal
1 | none | S7 | Only that there was a call
2 | unit | voiced | She voiced ... dredging fees.
3 | unit | discussed | The sides discussed the ferry line | yes | Could be a frame
"""  # noqa: E501
"""What an invented coder hands in of one document in the pass units; ``mode`` is left open."""

LABELS_SHEET = f"""
== {CHANCERY}
c01 | own | XFF | Tandt | {{act}} | t0701 | - | none | -1 | stated | new | not_applicable | full | yes | medium | topics | Tandt worries about what digging costs | t0305 is the rival
c02 | joint | XFF, XRR | - | DISCUSS | t0705 | - | none | 0 | stated | new | not_applicable | full | yes | high | - | Both go over the ships between their coasts
"""  # noqa: E501
"""The same in the pass labels; ``act`` is left open."""


def hand_in(project: Project, pass_: str, coder_id: str, sheet: str) -> list[Problem]:
    """Hand in a sheet as an invented coder; return what is wrong with it."""
    sources, today = read_sources(project), date(2001, 3, 4)
    judged = read_pass(project, "trial-1", "units", "person-judge", UnitsCoding)
    made, problems = read_sheet(
        sheet,
        "sheet.txt",
        pass_,
        lambda name: head_of(name, "trial-1", coder_id, "one", sources, today),
        TEXTS.get,
        judged.get,
        sources,
        today,
    )
    transaction = Transaction(project.root)
    problems += add_codings(project, made, pass_, transaction)
    if not problems:
        transaction.commit()
    return problems


def code_round(project: Project) -> None:
    """Hand in a whole invented round: two coders who differ on a mode and an act, and a judge."""
    for coder, mode in (("red", "phone"), ("blue", "not_stated"), ("judge", "not_stated")):
        assert hand_in(project, "units", f"person-{coder}", UNITS_SHEET.format(mode=mode)) == []
    for coder, act in (("red", "CONCERN"), ("blue", "OPPOSE"), ("judge", "CONCERN")):
        assert hand_in(project, "labels", f"person-{coder}", LABELS_SHEET.format(act=act)) == []


def audit_round(project: Project) -> None:
    """Add an invented audit and probes to the round."""
    folder = round_folder(project, "trial-1")
    fields = [
        {"variable": "act", "code": "CONCERN", "outcome": "overturned", "changed_to": "OPPOSE"}
        | {"rival": "OPPOSE", "argument": "She says no to the fees", "reason": "A refusal (D4)"},
        {"variable": "stance", "code": "minus", "outcome": "upheld"},
    ]
    audit = AuditCoding.model_validate(
        {
            "round": "trial-1",
            "document_id": CHANCERY,
            "coder_id": "person-blue",
            "decided_by": "person-judge",
            "date": "2001-03-04",
            "claims": [{"id": "c01", "draw": "random", "fields": fields}],
        }
    )
    probe = {"id": "p01", "rule": "A10", "issuer": "XFF", "text": "Both are ready to meet."}
    probes = ProbeSet.model_validate(
        {"round": "trial-1", "probes": [{**probe, "question": "act", "right": "OFFER"}]}
    )
    answers = ProbeCoding.model_validate(
        {
            "round": "trial-1",
            "coder_id": "person-red",
            "date": "2001-03-04",
            "answers": [{"id": "p01", "code": "OFFER"}],
        }
    )
    transaction = Transaction(project.root)
    files = {
        folder / "audit" / "person-blue" / f"{CHANCERY}.yml": write_coding(audit),
        folder / "probe" / "probes.yml": write_coding(probes),
        folder / "probe" / "person-red" / "answers.yml": write_coding(answers),
    }
    assert add_files(project, "trial-1", files, transaction) == []
    transaction.commit()
