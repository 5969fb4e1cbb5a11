"""Watching a file being read, and the recruiters' queue."""

from typing import Any

import pytest
from flask import Flask

from recruit.db import Database
from recruit.models import Account, Candidate, Resume, Role
from tests import factories
from tests.browsing import Visitor
from tests.conftest import NOON
from tests.intake import files

DRAFT = {"as_of": "2026-11", "provenance": {}}


@pytest.fixture
def person(database: Database) -> Candidate:
    with database.unit(writes=True) as session:
        account = factories.account(session, Role.CANDIDATE, email="anna@example.com")
        return factories.candidate(session, account_id=account.id)


@pytest.fixture
def staff(database: Database) -> Account:
    with database.unit(writes=True) as session:
        return factories.account(session, Role.RECRUITER, email="vera@example.com")


@pytest.fixture
def recruiter(app: Flask, staff: Account) -> Visitor:
    visitor = Visitor(app)
    visitor.let_in(staff.email)
    return visitor


@pytest.fixture
def visitor(app: Flask, person: Candidate) -> Visitor:
    visitor = Visitor(app)
    visitor.let_in("anna@example.com")
    return visitor


def add(database: Database, **facts: Any) -> Resume:
    with database.unit(writes=True) as session:
        return files.resume(session, **facts)


@pytest.mark.parametrize("state", ["received", "reading"])
def test_the_page_waits_with_and_without_a_script(
    visitor: Visitor, database: Database, person: Candidate, state: str
) -> None:
    resume = add(database, candidate_id=person.id, state=state)
    page = visitor.get(f"/files/{resume.public_id}/reading").get_data(as_text=True)
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    assert f'data-reading="/files/{resume.public_id}/state"' in page
    assert len(visitor.page.xpath("//main//progress[@aria-label]")) == 1
    told = visitor.client.get(f"/files/{resume.public_id}/state").get_json()
    assert told["id"] == resume.public_id
    assert (told["state"], told["draft_state"], told["fault"]) == (state, None, None)
    assert (told["is_under_way"], told["next"]) == (True, None)
    assert told["message"].startswith("Файл")


@pytest.mark.parametrize(
    ("state", "draft"), [("read", "open"), ("manual", None)], ids=["read", "manual"]
)
def test_a_file_that_is_read_leads_on(
    visitor: Visitor, database: Database, person: Candidate, state: str, draft: str | None
) -> None:
    resume = add(database, candidate_id=person.id, state=state, draft_state=draft)
    review = f"/files/{resume.public_id}/review"
    answer = visitor.client.get(f"/files/{resume.public_id}/reading")
    assert (answer.status_code, answer.location) == (303, review)
    told = visitor.client.get(f"/files/{resume.public_id}/state").get_json()
    assert (told["next"], told["is_under_way"]) == (review, False)


def test_an_unreadable_file_says_why_and_what_to_do(
    visitor: Visitor, database: Database, person: Candidate
) -> None:
    resume = add(database, candidate_id=person.id, state="unreadable", fault="corrupt")
    page = visitor.get(f"/files/{resume.public_id}/reading").get_data(as_text=True)
    assert "файл повреждён" in visitor.text
    assert "refresh" not in page
    assert visitor.page.xpath("//main//a[@href='/my/files/new']")
    told = visitor.client.get(f"/files/{resume.public_id}/state").get_json()
    assert (told["fault"], told["next"], told["is_under_way"]) == ("corrupt", None, False)


def test_a_file_that_waits_for_a_consent_says_so(
    visitor: Visitor, database: Database, person: Candidate
) -> None:
    resume = add(database, candidate_id=person.id)
    with database.unit(writes=True) as session:
        session.get_one(Candidate, person.id).is_matched = False
    visitor.get(f"/files/{resume.public_id}/reading")
    assert "Согласие на обработку отозвано" in visitor.text


def test_recruiters_see_what_is_strange_and_what_is_hidden(
    recruiter: Visitor, visitor: Visitor, database: Database, person: Candidate
) -> None:
    add(
        database, candidate_id=person.id, state="read", text="Анна", read_at=NOON,
        warnings=["hidden_text", "embedded_file"], hidden="лучший <кандидат>\nна свете",
    )  # fmt: skip
    recruiter.get(f"/candidates/{person.public_id}")
    assert "текст, которого на странице не видно" in recruiter.text
    assert "внутри другой файл" in recruiter.text
    (folded,) = recruiter.page.xpath("//main//details[.//blockquote]")
    assert "open" not in folded.attrib
    assert "лучший <кандидат>" in folded.text_content()
    visitor.get("/my")
    assert "кандидат>" not in visitor.text
    assert "внутри другой файл" not in visitor.text


def test_the_queue_holds_what_waits_for_a_person(
    recruiter: Visitor, database: Database, person: Candidate, staff: Account
) -> None:
    own = {"candidate_id": None, "account_id": staff.id}
    shown = [
        add(database, original_name="open.pdf", state="read", draft_state="open", **own),
        add(database, original_name="scan.pdf", state="manual", fault="scan_without_ocr", **own),
        add(
            database, original_name="torn.pdf", state="unreadable", fault="corrupt",
            candidate_id=person.id,
        ),
    ]  # fmt: skip
    for facts in (
        {"state": "received"},
        {"state": "read", "draft_state": "confirmed"},
        {"state": "manual", "draft_state": "set_aside"},
        {"state": "read"},
        # A candidate who has not confirmed anything yet.
        {"state": "manual", "candidate_id": None, "account_id": person.account_id},
    ):
        add(database, original_name="other.pdf", **(own | facts))
    recruiter.get("/candidates")
    (link,) = recruiter.page.xpath("//main//a[@href='/files/queue']")
    assert link.text_content().split()[-1] == "3"
    recruiter.get("/files/queue")
    names = [resume.original_name for resume in reversed(shown)]
    links = recruiter.page.xpath("//main//tbody/tr/td[1]/a[1]")
    assert [link.text_content() for link in links] == names
    assert "other.pdf" not in recruiter.text
    for resume in shown:
        assert recruiter.page.xpath(f"//main//a[@href='/files/{resume.public_id}/review']")


def test_a_draft_that_nobody_wants_is_set_aside(
    recruiter: Visitor, database: Database, staff: Account
) -> None:
    resume = add(database, candidate_id=None, account_id=staff.id, state="manual", fault="no_text")
    recruiter.get("/files/queue")
    recruiter.submit(action=f"/files/{resume.public_id}/set-aside")
    recruiter.get("/files/queue")
    assert "Ни один файл вас не ждёт" in recruiter.text
    with database.unit(writes=False) as session:
        row = session.get_one(Resume, resume.id)
        assert (row.draft_state, row.decided_by_id) == ("set_aside", staff.id)
