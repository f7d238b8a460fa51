"""A language model as drafter: against a stand-in server on this machine, never a real one."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import invented
import pytest
from diplocalls.builders.canon import text_sha256
from diplocalls.builders.drafting.assistant import TRIES, Endpoint, propose
from diplocalls.builders.drafting.draft import DraftError, Source
from diplocalls.builders.sources import read_sources

TEXT = "Ottokar Vell spoke with Mira Tandt today. He thanked her for the loan of two dredgers."
PERSON = {
    "office": "Chancellor",
    "office_class": "HOG",
    "office_status": "in_office",
    "role": "principal",
}
ANSWER: dict[str, Any] = {
    "doc_type": "readout",
    "issue_form": "single",
    "issuing_sides": ["XRR"],
    "calls": [
        {
            "key": "a",
            "sides": ["XFF", "XRR"],
            "date_first": "2001-03-04",
            "date_last": "2001-03-04",
            "date_precision": "day",
            "date_basis": "relative_today",
            "scope": "core",
            "format": "bilateral",
            "mode": "not_stated",
            "secure": "not_stated",
            "next_contact": "not_stated",
            "participants": [
                {"side": "XRR", "name_printed": "Ottokar Vell", **PERSON},
                {"side": "XFF", "name_printed": "Mira Tandt", **PERSON},
            ],
        }
    ],
    "claims": [
        {
            "sentences": "2",
            "cue": "thanked",
            "spans": ["He thanked her ... of two dredgers"],
            "holder": "own",
            "holder_sides": ["XRR"],
            "holder_names": ["Ottokar Vell"],
            "act": "THANK",
            "topics": ["t0708"],
            "targets": ["XFF"],
            "target_role": "evaluated",
            "stance": 1,
            "certainty": "stated",
            "iteration": "new",
            "commitment": "not_applicable",
            "content": "full",
            "said_in_call": "yes",
            "confidence": "high",
            "gloss": "Gratitude over borrowed ships",
        }
    ],
}


class Stand:
    """What the stand-in server answers, one answer a request, and what it was asked."""

    def __init__(self) -> None:
        self.answers: list[str] = []
        self.asked: list[dict[str, Any]] = []
        self.status = 200


@pytest.fixture
def stand() -> Iterator[tuple[Stand, Endpoint]]:
    """Serve what a test wants answered, on a free port of this machine."""
    state = Stand()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            state.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            said = state.answers[min(len(state.asked), len(state.answers)) - 1]
            self.send_response(state.status)
            self.end_headers()
            body = {"choices": [{"message": {"role": "assistant", "content": said}}]}
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield state, Endpoint(f"http://127.0.0.1:{server.server_address[1]}/v1", "Tin Parrot 3")
    server.shutdown()
    server.server_close()


def source() -> Source:
    """Return the invented text."""
    return Source(
        document_id="xr-palace-2001-0009",
        text=TEXT,
        title=None,
        published=date(2001, 3, 4),
        publisher_id="xr-palace",
        own=["XRR"],
        canon="canon-1",
        sha256=text_sha256(TEXT),
    )


@pytest.fixture(scope="module")
def registered(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return the sources of the invented checkout."""
    root: Path = tmp_path_factory.mktemp("checkout")
    return read_sources(invented.make_project(root))


def test_an_answer_becomes_a_draft_that_says_who_proposed_it(
    stand: tuple[Stand, Endpoint], registered: Any
) -> None:
    """Catches offsets that are guessed, and drafts that hide the model or pass for codings."""
    state, endpoint = stand
    state.answers = [json.dumps(ANSWER)]
    made = propose(source(), endpoint, registered, date(2001, 3, 5))
    assert made.coding.status == "draft"
    assert made.coding.coder_id == "lm-assist-1-tin-parrot-3"
    assert "Tin Parrot 3" in (made.note or "")
    (claim,) = made.claims or []
    start, end = claim.evidence[0]
    assert TEXT[start:end] == "He thanked her for the loan of two dredgers"
    assert claim.id == "d01"
    assert claim.holder_persons == ["ottokar-vell"]


def test_an_unsound_answer_is_told_back(stand: tuple[Stand, Endpoint], registered: Any) -> None:
    """Catches words that do not stand in the text taken over, and a model asked without end."""
    state, endpoint = stand
    wrong = {**ANSWER, "claims": [{**ANSWER["claims"][0], "spans": ["He cursed her"]}]}
    state.answers = [json.dumps(wrong), json.dumps(ANSWER)]
    assert propose(source(), endpoint, registered, date(2001, 3, 5)).claims
    assert len(state.asked) == 2
    assert "to the letter" in state.asked[1]["messages"][-1]["content"]
    state.asked.clear()
    state.answers = [json.dumps(wrong)]
    with pytest.raises(DraftError, match=f"in {TRIES} tries"):
        propose(source(), endpoint, registered, date(2001, 3, 5))
    assert len(state.asked) == TRIES


@pytest.mark.parametrize(
    "said", ["", "no JSON", "[]", "{}", json.dumps({**ANSWER, "extra": 1}), '{"calls": []}']
)
def test_what_is_no_coding_is_refused(
    stand: tuple[Stand, Endpoint], registered: Any, said: str
) -> None:
    """Catches an answer of another shape that gets past the record model."""
    state, endpoint = stand
    state.answers = [said]
    with pytest.raises(DraftError):
        propose(source(), endpoint, registered, date(2001, 3, 5))


def test_an_endpoint_that_fails_is_named(stand: tuple[Stand, Endpoint], registered: Any) -> None:
    """Catches a bare traceback where the server is down or refuses."""
    state, endpoint = stand
    state.answers, state.status = [""], 500
    with pytest.raises(DraftError, match="answered 500"):
        propose(source(), endpoint, registered, date(2001, 3, 5))
    with pytest.raises(DraftError, match="cannot be asked"):
        propose(source(), Endpoint("http://127.0.0.1:9/v1", "x"), registered, date(2001, 3, 5))


def test_the_model_sees_the_codebook_and_one_text(
    stand: tuple[Stand, Endpoint], registered: Any
) -> None:
    """Catches a prompt without the rules, or with more than the text."""
    state, endpoint = stand
    state.answers = [json.dumps(ANSWER)]
    propose(source(), endpoint, registered, date(2001, 3, 5))
    system, user = state.asked[0]["messages"]
    assert "D0" in system["content"]
    assert "1 | Ottokar Vell spoke with Mira Tandt today." in user["content"]
    assert state.asked[0]["response_format"]["type"] == "json_schema"
