"""Which documents are proposed as accounts of one call, and which are not."""

from __future__ import annotations

from datetime import date, timedelta

from diplocalls.builders.linking import alike, propose_links
from diplocalls.schema.document_codes import LinkStatus
from diplocalls.schema.record import Record
from diplocalls.schema.register_rows import CallLink
from hypothesis import given
from hypothesis import strategies as st

DAY = date(2022, 5, 4)


def record(document_id: str, day: date, people: dict[str, str]) -> Record:
    """Return a record of one call with these persons by side."""
    return Record.model_validate(
        {
            "document_id": document_id,
            "codebook_version": "codebook-1",
            "coding": {"status": "draft", "coder_id": "rule-drafter-1", "date": day},
            "text": {"basis": "full", "canon": "canon-1", "sha256": "0" * 64, "n_chars": 10},
            "document": {
                "doc_type": "readout",
                "issue_form": "single",
                "issuing_sides": sorted(people)[:1],
                "translation_status": "original",
            },
            "calls": [
                {
                    "key": "a",
                    "sides": sorted(people),
                    "date_first": day,
                    "date_last": day,
                    "date_precision": "day",
                    "date_basis": "relative_today",
                    "scope": "core",
                    "format": "bilateral",
                    "mode": "phone",
                    "secure": "not_stated",
                    "next_contact": "not_stated",
                    "participants": [
                        {
                            "side": side,
                            "person": person,
                            "office_class": "HOSG",
                            "office_status": "in_office",
                            "role": "principal",
                        }
                        for side, person in sorted(people.items())
                    ],
                }
            ],
            "claims": [],
        }
    )


HERE = record("xf-office-2022-0001", DAY, {"FIN": "bo-lindqvist", "NOR": "ada-quill"})
THERE = record("xr-office-2022-0001", DAY, {"FIN": "bo-lindqvist", "NOR": "ada-quill"})
LATER = record(
    "xr-office-2022-0002", DAY + timedelta(1), {"FIN": "bo-lindqvist", "NOR": "ada-quill"}
)
OTHERS = record("xr-office-2022-0003", DAY, {"FIN": "bo-lindqvist", "NOR": "lena-marr"})
FAR = record("xr-office-2022-0004", DAY + timedelta(2), {"FIN": "bo-lindqvist", "NOR": "ada-quill"})


def ids(records: list[Record]) -> list[str]:
    return [link.call_id for link in propose_links(records, {}, [])]


def test_two_accounts_of_one_call_meet() -> None:
    """Catches a matcher that gives each document a call of its own."""
    assert len(set(ids([HERE, THERE]))) == 1
    assert len(set(ids([HERE, LATER]))) == 1


def test_near_misses_stay_apart() -> None:
    """Catches another minister's call, a later call and a second text of one issuer taken in."""
    assert len(set(ids([HERE, OTHERS]))) == 2
    assert len(set(ids([HERE, FAR]))) == 2
    assert len(set(ids([THERE, LATER]))) == 2
    assert len(set(ids([HERE, THERE, LATER]))) == 2


@given(order=st.permutations([HERE, THERE, OTHERS, FAR]))
def test_the_order_of_records_does_not_matter(order: list[Record]) -> None:
    """Catches links that hang on which file is read first."""
    assert ids(order) == ids([HERE, THERE, OTHERS, FAR])


def test_a_decided_link_wins_and_ids_are_never_given_twice() -> None:
    """Catches a matcher that overrules a coder, or takes up a retired id."""
    decided = CallLink(
        document_id=HERE.document_id,
        call_key="a",
        call_id="call-2022-0007",
        status=LinkStatus.DECIDED,
        decided_by="person-somebody",
        grounds="Read",
    )
    links = {(HERE.document_id, "a"): decided}
    made = propose_links([HERE, THERE, OTHERS], links, ["call-2022-0009"])
    assert [link.call_id for link in made] == ["call-2022-0007", "call-2022-0010"]


def test_alike_is_symmetric() -> None:
    """Catches a comparison that depends on which account comes first."""
    calls = [r.calls[0] for r in (HERE, THERE, LATER, OTHERS)]
    assert all(alike(a, b) == alike(b, a) for a in calls for b in calls)
