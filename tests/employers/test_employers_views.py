"""The employer's room: who is shown, and what of them."""

from dataclasses import dataclass

import pytest
from sqlalchemy import select

from recruit.db import Database
from recruit.models import Account, Candidate, Consent, Employer, Purpose, Resume, Submission
from tests import factories
from tests.conftest import NOON
from tests.vacancies.conftest import SignIn

NAME, PHONE, EMAIL = "Анна Соколова", "+79161234567", "sokolova@example.com"
WORDS, EMPLOYER, FILE = "Собрала отдел с нуля.", "ООО «Прежняя работа»", "sokolova_cv.pdf"
SECRETS = (NAME, PHONE, EMAIL, WORDS, EMPLOYER, FILE, "Вела переговоры там.")


@dataclass
class Case:
    """A vacancy with one presented candidate."""

    vacancy: str
    submission: str
    candidate_id: int
    employer_id: int


@pytest.fixture
def case(database: Database, people: dict[str, Account]) -> Case:
    with database.unit(writes=True) as session:
        employer = session.get_one(Employer, people["employer"].employer_id)
        vacancy = factories.vacancy(session, employer=employer)
        candidate = factories.candidate(
            session,
            name=NAME,
            phone=PHONE,
            email=EMAIL,
            text=WORDS,
            positions=[
                {
                    "title": "Руководитель отдела по работе с клиентами",
                    "employer": EMPLOYER,
                    "start": "2020-01",
                    "end": None,
                    "description": "Вела переговоры там.",
                }
            ],
        )
        session.add(
            Resume(
                candidate_id=candidate.id,
                stored_name="x" * 32,
                original_name=FILE,
                media_type="application/pdf",
                size=10,
                sha256="0" * 64,
                state="read",
                received_at=NOON,
            )
        )
        submission = Submission(
            vacancy_id=vacancy.id,
            candidate_id=candidate.id,
            number=1,
            account_id=people["recruiter"].id,
            at=NOON,
        )
        session.add(submission)
        session.flush()
        return Case(vacancy.public_id, submission.public_id, candidate.id, employer.id)


def agree(database: Database, case: Case, employer_id: int) -> None:
    with database.unit(writes=True) as session:
        session.add(
            Consent(
                candidate_id=case.candidate_id,
                purpose=Purpose.SUBMISSION,
                employer_id=employer_id,
                text_version="1",
                channel="room",
                given_at=NOON,
            )
        )


def test_without_consent_there_is_a_number_and_a_score(case: Case, sign_in: SignIn) -> None:
    visitor = sign_in("employer")
    for url in (f"/vacancies/{case.vacancy}/submissions", f"/submissions/{case.submission}"):
        page = visitor.get(url).get_data(as_text=True)
        assert visitor.response.status_code == 200
        assert "Кандидат 1" in visitor.text
        assert "Имя, контакты, работодатели и текст резюме откроются" in visitor.text
        assert visitor.page.xpath("//svg[contains(@class, 'score-bar')]")
        assert "130 000" in visitor.text.replace("\u202f", " ")
        assert not [secret for secret in SECRETS if secret in page]
    assert "Из чего сложил" in visitor.text


def test_a_consent_to_this_client_opens_the_person(
    database: Database, case: Case, sign_in: SignIn
) -> None:
    agree(database, case, case.employer_id)
    visitor = sign_in("employer")
    visitor.get(f"/vacancies/{case.vacancy}/submissions")
    assert NAME in visitor.text
    page = visitor.get(f"/submissions/{case.submission}").get_data(as_text=True)
    assert not [secret for secret in SECRETS if secret not in page]


def test_a_consent_to_another_client_opens_nothing(
    database: Database, case: Case, people: dict[str, Account], sign_in: SignIn
) -> None:
    assert people["stranger"].employer_id
    agree(database, case, people["stranger"].employer_id)
    page = sign_in("employer").get(f"/submissions/{case.submission}").get_data(as_text=True)
    assert not [secret for secret in SECRETS if secret in page]


def test_a_withdrawn_consent_closes_again(database: Database, case: Case, sign_in: SignIn) -> None:
    agree(database, case, case.employer_id)
    with database.unit(writes=True) as session:
        for consent in session.scalars(select(Consent)):
            if consent.purpose == Purpose.SUBMISSION:
                consent.withdrawn_at = NOON
    page = sign_in("employer").get(f"/submissions/{case.submission}").get_data(as_text=True)
    assert not [secret for secret in SECRETS if secret in page]


def test_whoever_withdrew_the_resume_is_not_scored_any_more(
    database: Database, case: Case, sign_in: SignIn
) -> None:
    with database.unit(writes=True) as session:
        withdrawn = session.get_one(Candidate, case.candidate_id)
        withdrawn.is_matched, withdrawn.title, withdrawn.city = False, "Хранитель", "Тверь"
    visitor = sign_in("employer")
    for url in (f"/vacancies/{case.vacancy}/submissions", f"/submissions/{case.submission}"):
        visitor.get(url)
        assert "Кандидат отозвал резюме" in visitor.text
        assert not visitor.page.xpath("//svg[contains(@class, 'score-bar')]")
        assert "Хранитель" not in visitor.text
        assert "Тверь" not in visitor.text


def test_the_room_belongs_to_its_employer_and_the_agency(case: Case, sign_in: SignIn) -> None:
    stranger = sign_in("stranger")
    for url in (f"/vacancies/{case.vacancy}/submissions", f"/submissions/{case.submission}"):
        assert stranger.get(url).status_code == 404
        assert sign_in("recruiter").get(url).status_code == 200
        assert sign_in("candidate").get(url).status_code == 403
    assert stranger.get(f"/submissions/{'0' * 16}").status_code == 404


def test_the_list_of_vacancies_counts_the_presented(case: Case, sign_in: SignIn) -> None:
    visitor = sign_in("employer")
    visitor.get("/vacancies")
    link = visitor.page.xpath(f"//main//a[@href='/vacancies/{case.vacancy}/submissions']")
    assert [node.text for node in link] == ["1"]


def test_nobody_presented_yet(
    database: Database, people: dict[str, Account], sign_in: SignIn
) -> None:
    with database.unit(writes=True) as session:
        employer = session.get_one(Employer, people["employer"].employer_id)
        vacancy = factories.vacancy(session, employer=employer)
    visitor = sign_in("employer", "en")
    visitor.get(f"/vacancies/{vacancy.public_id}/submissions")
    assert "Nobody is presented yet" in visitor.text
