"""Each hostile file gets its verdict, in time, within its memory, and goes nowhere."""

import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from recruit.intake.faults import Oddity, Unreadable
from recruit.intake.names import LONGEST_BYTES, checked_name
from recruit.intake.pool import Pool
from recruit.intake.readers import GATE_SECONDS, READ_SECONDS, examine, read_resume
from recruit.parsing.document import Document
from tests.hostile.case import ACCEPT, FLAG, REJECT
from tests.hostile.corpus import corpus_at, names
from tests.hostile.watched import Forbidden, Sentinel, forbid, peak_megabytes, sentinel

MONTH = "2026-11"
CONTROL = "ok_"


@dataclass
class Outcome:
    """What became of a file."""

    verdict: str
    codes: tuple[str, ...]
    document: Document = field(default_factory=lambda: Document(()))
    draft: dict[str, Any] | None = None
    seconds: float = 0.0
    megabytes: float = 0.0
    is_same_child: bool = True


@dataclass
class Run:
    """All outcomes of a corpus, by the ids of the files."""

    entries: dict[str, dict[str, Any]]
    outcomes: dict[str, Outcome]
    visits: int
    left_over: set[Path]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """The whole corpus through the real children, with ears on what they do."""
    folder = tmp_path_factory.mktemp("hostile")
    with sentinel() as away:
        root, told = corpus_at(folder, away.address)
        yield from _run(root, told, away)


def _run(root: Path, told: dict[str, Any], away: Sentinel) -> Iterator[Run]:
    entries = {entry["id"]: entry for entry in told["files"]}
    before = set(root.rglob("*"))
    with (
        _heard(told, away) as listener,
        Pool(GATE_SECONDS, "tests.hostile.watched_gate_child") as gate,
        Pool(READ_SECONDS, "tests.hostile.watched_document_child") as reader,
    ):
        # Their starting is not the files' doing.
        honest = root / entries["ok_txt"]["file"]
        read_resume(reader, honest, MONTH, media_type=examine(gate, honest).media_type)
        outcomes = {
            entry["id"]: _outcome(gate, reader, root / entry["file"], entry)
            for entry in entries.values()
        }
        visits = listener.visits()
    yield Run(entries, outcomes, visits, set(root.rglob("*")) - before)


@contextmanager
def _heard(told: dict[str, Any], away: Sentinel) -> Iterator[Sentinel]:
    """A listener where the files of this corpus would go."""
    named = told["meta"]["sentinel"]
    if named == away.address:
        yield away
        return
    with sentinel(urlsplit(named).port or 0) as listener:
        yield listener


def _outcome(gate: Pool, reader: Pool, path: Path, entry: dict[str, Any]) -> Outcome:
    children, started = (gate.pid, reader.pid), time.monotonic()
    try:
        examined = examine(gate, path, entry["upload_name"])
        outcome = Outcome(FLAG if examined.warnings else ACCEPT, examined.warnings)
        if Oddity.NO_TEXT not in examined.warnings:
            reading = read_resume(reader, path, MONTH, media_type=examined.media_type)
            assert not reading.failure, f"{entry['id']}: the parser failed at {reading.failure}"
            outcome.document, outcome.draft = reading.document, reading.draft
    except Unreadable as error:
        outcome = Outcome(REJECT, (error.fault.value,))
    outcome.seconds = time.monotonic() - started
    outcome.is_same_child = children == (gate.pid, reader.pid)
    outcome.megabytes = max(peak_megabytes(pid) for pid in children if pid)
    return outcome


def _is_right(entry: dict[str, Any], outcome: Outcome) -> bool:
    if entry["verdict"] == REJECT:
        right = {entry["code"], *entry.get("also_ok", ())}
        return outcome.verdict == REJECT and right.issuperset(outcome.codes)
    if outcome.verdict == REJECT:
        return False
    if entry["id"].startswith(CONTROL):
        return not outcome.codes
    return entry["verdict"] == ACCEPT or entry["code"] in outcome.codes


def test_each_file_gets_its_verdict(run: Run) -> None:
    wrong = {
        case_id: (entry["verdict"], entry["code"], run.outcomes[case_id].codes)
        for case_id, entry in run.entries.items()
        if not _is_right(entry, run.outcomes[case_id])
    }
    assert not wrong
    assert len(run.entries) >= 80


def test_what_people_see_is_read_and_what_they_do_not_see_is_not(run: Run) -> None:
    for case_id, entry in run.entries.items():
        outcome = run.outcomes[case_id]
        scored = outcome.document.text + json.dumps(outcome.draft, ensure_ascii=False)
        for text in entry["must_contain"]:
            assert text in outcome.document.text, case_id
        for text in entry["must_not_contain"]:
            assert text not in scored, case_id


def test_hidden_text_is_kept_for_people(run: Run) -> None:
    for case_id, outcome in run.outcomes.items():
        is_hidden = Oddity.HIDDEN_TEXT in outcome.codes
        assert bool(outcome.document.hidden) == is_hidden, case_id


def test_a_file_with_hidden_text_reads_as_its_clean_twin(run: Run) -> None:
    for case_id in ("pdf_hidden_text", "docx_hidden_text"):
        twin = run.outcomes["ok_pdf"]
        assert run.outcomes[case_id].document.text == twin.document.text, case_id


def test_no_file_takes_too_long_or_too_much(run: Run) -> None:
    for case_id, entry in run.entries.items():
        outcome = run.outcomes[case_id]
        assert outcome.seconds < entry["max_seconds"], case_id
        assert outcome.megabytes < entry["max_rss_mb"], case_id


def test_no_file_ends_the_child_that_reads_it(run: Run) -> None:
    assert all(outcome.is_same_child for outcome in run.outcomes.values())


def test_no_file_goes_anywhere(run: Run) -> None:
    # What the interpreter itself would connect to or write raises in the watched children.
    assert run.visits == 0
    assert run.left_over == set()


def test_the_watch_sees_what_it_looks_for() -> None:
    for event, details in (
        ("socket.connect", (None, ("127.0.0.1", 9))),
        ("os.rename", ("a", "b")),
        ("open", ("a", None, os.O_WRONLY | os.O_CREAT)),
    ):
        with pytest.raises(Forbidden):
            forbid(event, details)
    forbid("open", ("a", "r", os.O_RDONLY))
    with sentinel() as listener:
        host, port = urlsplit(listener.address).hostname, urlsplit(listener.address).port
        with socket.create_connection((host or "", port or 0)):
            assert listener.visits() == 1


@pytest.mark.parametrize("entry", names(), ids=lambda entry: entry["id"])
def test_a_name_is_shown_or_refused(entry: dict[str, Any]) -> None:
    if entry["verdict"] == REJECT:
        with pytest.raises(Unreadable, match="bad_name"):
            checked_name(entry["upload_name"])
        return
    name = checked_name(entry["upload_name"])
    assert name.isprintable()
    assert not set(name) & set("\\/")
    assert len(name.encode()) <= LONGEST_BYTES
    assert name.endswith(".txt")
