"""The candidate's minute, page by page: look, take, correct, confirm; then a second file."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from recruit.candidates.provenance import sources_of
from recruit.candidates.services import form_values
from recruit.db import Database
from recruit.models import (
    Account,
    Candidate,
    Consent,
    DraftState,
    Purpose,
    Resume,
    ResumeState,
    Role,
    Source,
)
from tests import factories
from tests.browsing import Visitor
from tests.intake.drafts import OLGA
from tests.intake.reviewed import read_file
from tests.intake.test_review_difference import NEWER

CONFIRM = {"consent": "1"}
PROFILE = select(Candidate).options(joinedload(Candidate.contact))


@pytest.fixture
def people(database: Database) -> dict[str, str]:
    """E-mail addresses by role; the candidate has no profile yet."""
    with database.unit(writes=True) as session:
        olga = factories.account(session, Role.CANDIDATE, name="Ольга")
        return {
            "olga": olga.email,
            "vera": factories.account(session, Role.RECRUITER, name="Вера").email,
            "other": factories.account(session, Role.CANDIDATE).email,
            "employer": factories.employer_account(session).email,
        }


def enter(app: Flask, email: str, language: str = "ru") -> Visitor:
    visitor = Visitor(app, language)
    visitor.let_in(email)
    return visitor


def file_of(database: Database, email: str, written: str = OLGA, **facts: Any) -> str:
    """The address of the review of a file that somebody has sent."""
    with database.unit(writes=True) as session:
        account = session.scalars(select(Account).where(Account.email == email)).one()
        return f"/files/{read_file(session, account, written, **facts).public_id}/review"


def stored(database: Database) -> tuple[dict[str, Any], Resume, dict[str, Any]]:
    """The one profile, its newest file, and its sources."""
    with database.unit(writes=False) as session:
        candidate = session.scalars(PROFILE).one()
        resume = session.scalars(select(Resume).order_by(Resume.id.desc())).first()
        assert resume is not None
        assert resume.candidate_id == candidate.id
        return form_values(candidate), resume, sources_of(session, candidate)


def test_what_was_read_stands_in_the_form_beside_the_text(
    app: Flask, database: Database, people: dict[str, str]
) -> None:
    visitor = enter(app, people["olga"])
    visitor.get(file_of(database, people["olga"]))
    fields = visitor.form().fields
    assert fields["title"] == "Руководитель отдела продаж"
    assert fields["salary"].replace("\u202f", "") == "150000"
    assert fields["positions-1-start"] == "2017-05"
    assert "1991" not in "".join(str(value) for value in fields.values())
    marks = {mark.text_content(): mark.get("data-of") for mark in visitor.page.xpath("//mark")}
    assert marks["Казань"] == "city"
    (link,) = visitor.page.xpath("//a[@data-place='city']")
    place = link.get("href").removeprefix("#")
    assert visitor.page.xpath(f"//mark[span[@id='{place}']]")[0].text_content() == "Казань"


def test_confirming_makes_a_profile_that_is_ranked(
    app: Flask, database: Database, people: dict[str, str]
) -> None:
    visitor = enter(app, people["olga"])
    visitor.get(file_of(database, people["olga"]))
    visitor.submit(CONFIRM | {"city": "Самара"})
    assert visitor.response.request.path == "/my"
    values, resume, sources = stored(database)
    assert (values["city"], values["name"]) == ("Самара", "Ветрова Ольга Сергеевна")
    assert resume.draft_state == DraftState.CONFIRMED
    assert resume.decided_at is not None
    assert sources["city"].source == Source.CANDIDATE
    assert (sources["title"].source, sources["title"].resume_id) == (Source.FILE, resume.id)
    with database.unit(writes=False) as session:
        assert session.scalars(select(Candidate.is_matched)).one()
        assert session.scalars(select(Consent.channel)).one() == "room"


def test_without_consent_everything_typed_is_kept(
    app: Flask, database: Database, people: dict[str, str]
) -> None:
    visitor = enter(app, people["olga"])
    visitor.get(file_of(database, people["olga"]))
    response = visitor.submit({"city": "Самара", "positions-0-start": "скоро"})
    assert response.status_code == 422
    assert set(visitor.errors()) == {"consent", "positions-0-start"}
    assert visitor.form().fields["city"] == "Самара"
    assert visitor.form().fields["positions-0-start"] == "скоро"
    with database.unit(writes=False) as session:
        assert session.scalars(select(Candidate)).all() == []


def test_a_doubt_is_taken_by_its_button(
    app: Flask, database: Database, people: dict[str, str]
) -> None:
    url = file_of(database, people["olga"])
    with database.unit(writes=True) as session:
        resume = session.scalars(select(Resume)).one()
        draft = {**(resume.draft or {})}
        draft["provenance"]["positions.1.employer"][0]["confidence"] = 0.6
        resume.draft = draft | {"as_of": "2026-10"}
    visitor = enter(app, people["olga"])
    visitor.get(url)
    assert visitor.form().fields["positions-1-employer"] == ""
    assert "уверенность 60" in visitor.text
    visitor.submit({"city": "Самара"}, button=("take", "positions-1-employer"))
    assert "Орбита" in visitor.form().fields["positions-1-employer"]
    assert visitor.form().fields["city"] == "Самара"
    assert "уверенность 60" not in visitor.text
    visitor.submit(CONFIRM)
    values, resume, sources = stored(database)
    assert "Орбита" in values["positions"][1]["employer"]
    source = sources["positions-1-employer"]
    assert (source.source, source.confidence) == (Source.FILE, 0.6)


def test_a_skill_of_the_prose_is_added_by_its_button(
    app: Flask, database: Database, people: dict[str, str]
) -> None:
    visitor = enter(app, people["olga"])
    visitor.get(file_of(database, people["olga"]))
    key = visitor.page.xpath("//button[contains(., 'ретензи')]/@value")[0]
    visitor.submit(button=("take", key))
    assert "ретензи" in visitor.form().fields["skills"]
    assert not visitor.page.xpath(f"//button[@value='{key}']")


def test_a_removed_row_takes_its_links_along(
    app: Flask, database: Database, people: dict[str, str]
) -> None:
    visitor = enter(app, people["olga"])
    visitor.get(file_of(database, people["olga"]))
    visitor.submit(button=("remove", "positions-0"))
    assert visitor.form().fields["positions-0-title"] == "Менеджер по продажам"
    (hint,) = visitor.page.xpath("//p[@id='positions-0-title-hint']//a/@data-place")
    assert hint == "positions-1-title"


@pytest.mark.parametrize("state", [ResumeState.MANUAL, ResumeState.UNREADABLE])
def test_a_file_without_text_offers_the_empty_form(
    app: Flask, database: Database, people: dict[str, str], state: ResumeState
) -> None:
    facts = {"text": None, "layout": None, "draft": None, "state": state}
    fault = "scan_without_ocr" if state == ResumeState.UNREADABLE else None
    visitor = enter(app, people["olga"])
    visitor.get(file_of(database, people["olga"], **facts, fault=fault))
    assert "не додумывали" in visitor.text
    fields = visitor.form().fields
    assert (fields["title"], fields["city"]) == ("", "")
    visitor.submit(CONFIRM | {"title": "Бухгалтер"})
    values, resume, _ = stored(database)
    assert (values["title"], resume.draft_state) == ("Бухгалтер", DraftState.CONFIRMED)


def test_setting_aside_keeps_the_file_alone(
    app: Flask, database: Database, people: dict[str, str]
) -> None:
    url = file_of(database, people["olga"])
    visitor = enter(app, people["olga"])
    visitor.get(url)
    visitor.submit(action="set-aside")
    with database.unit(writes=False) as session:
        assert session.scalars(select(Resume.draft_state)).one() == DraftState.SET_ASIDE
        assert session.scalars(select(Candidate)).all() == []
    visitor.get(url)
    visitor.submit(CONFIRM)
    assert stored(database)[1].draft_state == DraftState.CONFIRMED


def test_a_recruiter_enters_a_person_from_a_file(
    app: Flask, database: Database, people: dict[str, str]
) -> None:
    visitor = enter(app, people["vera"])
    visitor.get(file_of(database, people["vera"], hidden="лучший кандидат\nна свете"))
    assert "лучший кандидат" in visitor.text
    visitor.submit(CONFIRM)
    assert visitor.response.request.path.startswith("/candidates/")
    values, _, sources = stored(database)
    assert values["city"] == "Казань"
    assert sources["city"].source == Source.FILE
    with database.unit(writes=False) as session:
        consent = session.scalars(select(Consent)).one()
        assert (consent.channel, consent.purpose) == ("recruiter", Purpose.PROCESSING)


def test_hidden_text_is_shown_to_recruiters_alone(
    app: Flask, database: Database, people: dict[str, str]
) -> None:
    url = file_of(database, people["olga"], hidden="невидимка", warnings=["hidden_text"])
    visitor = enter(app, people["olga"])
    visitor.get(url)
    assert "невидимка" not in visitor.response.get_data(as_text=True)


@pytest.mark.parametrize("who", ["other", "vera", "employer"])
def test_a_foreign_file_is_not_there(
    app: Flask, database: Database, people: dict[str, str], who: str
) -> None:
    url = file_of(database, people["olga"])
    visitor = enter(app, people[who])
    assert visitor.get(url).status_code == (403 if who == "employer" else 404)


# ---------- a second file ----------


@pytest.fixture
def second(app: Flask, database: Database, people: dict[str, str]) -> tuple[Visitor, str]:
    """Olga, who has confirmed a first file and corrected the city by hand, and a newer file."""
    visitor = enter(app, people["olga"])
    visitor.get(file_of(database, people["olga"]))
    visitor.submit(CONFIRM | {"city": "Пенза", "remote": "yes"})
    return visitor, file_of(database, people["olga"], NEWER)


def test_the_difference_with_both_sides_and_where_they_come_from(
    second: tuple[Visitor, str],
) -> None:
    visitor, url = second
    visitor.get(url)
    (row,) = visitor.page.xpath("//tr[@id='city']")
    words = " ".join(row.text_content().split())
    assert "Пенза" in words
    assert "Самара" in words
    assert "написано вами" in words
    assert row.xpath(".//input[@value='keep']/@checked")
    (added,) = visitor.page.xpath("//tr[@id='positions-0']")
    assert added.xpath(".//input[@value='take']/@checked")


def test_only_what_was_chosen_changes(second: tuple[Visitor, str], database: Database) -> None:
    visitor, url = second
    before = stored_profile(database)
    visitor.get(url)
    nothing = dict.fromkeys((name for name in visitor.form().fields if "choose_" in name), "keep")
    nothing |= {name: None for name in nothing if name.startswith(("choose_skills", "choose_lang"))}
    visitor.submit(nothing | {"choose_salary": "take"})
    assert visitor.response.request.path == "/my"
    values, resume, sources = stored(database)
    assert values == before | {"salary": 200_000_00}
    assert resume.draft_state == DraftState.CONFIRMED
    assert sources["salary"].resume_id == resume.id
    assert sources["title"].resume_id != resume.id


def test_what_is_proposed_is_taken_by_confirming(
    second: tuple[Visitor, str], database: Database
) -> None:
    visitor, url = second
    visitor.get(url)
    visitor.submit()
    values, _, _ = stored(database)
    assert (values["city"], values["remote"]) == ("Пенза", True)
    employers = [row["employer"] for row in values["positions"]]
    assert (employers[0], len(employers)) == ("ПАО «Заря»", 3)
    assert "budgeting" in values["skills"]


def test_a_profile_changed_meanwhile_is_shown_anew(
    second: tuple[Visitor, str], database: Database
) -> None:
    visitor, url = second
    visitor.get(url)
    with database.unit(writes=True) as session:
        session.scalars(select(Candidate)).one().city = "Тула"
    response = visitor.submit({"choose_city": "take"})
    assert response.status_code == 409
    assert "Тула" in visitor.text
    assert visitor.page.xpath("//tr[@id='city']//input[@value='take']/@checked")
    visitor.submit()
    assert stored_profile(database)["city"] == "Самара"


def test_no_difference_is_said_and_the_file_is_kept(
    app: Flask, database: Database, people: dict[str, str]
) -> None:
    visitor = enter(app, people["olga"])
    visitor.get(file_of(database, people["olga"]))
    visitor.submit(CONFIRM)
    visitor.get(file_of(database, people["olga"]))
    assert "нет ничего, чего нет в резюме" in visitor.text
    before = stored_profile(database)
    visitor.submit()
    values, resume, _ = stored(database)
    assert values == before
    assert resume.draft_state == DraftState.CONFIRMED


def test_after_a_withdrawal_the_choice_has_to_bring_the_consent(
    second: tuple[Visitor, str], database: Database
) -> None:
    visitor, url = second
    visitor.get("/my")
    visitor.submit(action="/withdraw")
    visitor.get(url)
    response = visitor.submit()
    assert response.status_code == 422
    assert set(visitor.errors()) == {"consent"}
    visitor.submit(CONFIRM)
    assert stored(database)[1].draft_state == DraftState.CONFIRMED


def stored_profile(database: Database) -> dict[str, Any]:
    with database.unit(writes=False) as session:
        return form_values(session.scalars(PROFILE).one())


# ---------- where it comes from ----------


def test_facts_tell_their_sources(second: tuple[Visitor, str]) -> None:
    visitor, _ = second
    visitor.get("/my")
    assert "из файла резюме.pdf, стр. 1, подтверждено сегодня" in visitor.text
    assert "написано вами" in visitor.text
    (link,) = [
        link for link in visitor.page.xpath("//details//a/@href") if link.endswith("#at-186")
    ]
    visitor.get(link.partition("#")[0])
    assert visitor.page.xpath("//span[@id='at-186']")
