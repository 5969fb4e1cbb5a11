"""Use cases of vacancies: scopes, versions, steps, letters."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from recruit.db import Database
from recruit.errors import Conflict, Invalid, NotAllowed, NotFound, Stale
from recruit.models import (
    Account,
    Employer,
    OutboxMessage,
    RoleProfileVersion,
    Vacancy,
    VacancyStep,
)
from recruit.vacancies import services
from recruit.vacancies.facts import facts_of_vacancy
from tests import factories
from tests.conftest import NOON

LATER = NOON + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _page(app: Flask) -> Any:
    with app.test_request_context():
        yield


def make(session: Any, account: Account, **facts: Any) -> Vacancy:
    employer = session.get(Employer, account.employer_id)
    return factories.vacancy(session, employer=employer, **facts)


def step(session: Any, account: Account, vacancy: Vacancy, name: str, **facts: Any) -> Vacancy:
    return services.take_step(
        session,
        account,
        vacancy.public_id,
        name,
        **{"version": vacancy.version, "reason": "", "link": "http://x/v", "now": LATER} | facts,
    )


def test_a_foreign_vacancy_is_as_absent_as_one_that_never_was(
    database: Database, people: dict[str, Account]
) -> None:
    with database.unit(writes=True) as session:
        vacancy = make(session, people["employer"])
        for account, public_id in (
            (people["stranger"], vacancy.public_id),
            (people["employer"], "0" * 16),
            (people["candidate"], vacancy.public_id),
        ):
            with pytest.raises(NotFound):
                services.get_vacancy(session, account, public_id)
        assert services.get_vacancy(session, people["recruiter"], vacancy.public_id) is vacancy


def test_the_list_puts_what_waits_first_and_counts_all(
    database: Database, people: dict[str, Account]
) -> None:
    with database.unit(writes=True) as session:
        for state in ("closed", "open", "submitted", "draft", "open"):
            make(session, people["employer"], state=state)
        make(session, people["stranger"], state="submitted")
        page = services.list_vacancies(session, people["recruiter"])
        assert [row.vacancy.state for row in page.rows] == [
            *("submitted", "submitted", "open", "open", "draft", "closed")
        ]
        assert page.counts == {"submitted": 2, "open": 2, "draft": 1, "closed": 1}
        own = services.list_vacancies(session, people["employer"], state="open")
        assert (own.total, len(own.rows)) == (2, 2)
        assert own.counts["submitted"] == 1


def test_the_list_is_paged_without_losing_anybody(
    database: Database, people: dict[str, Account]
) -> None:
    with database.unit(writes=True) as session:
        for _ in range(services.PAGE_SIZE + 3):
            make(session, people["employer"])
        pages = [services.list_vacancies(session, people["employer"], page=n) for n in (1, 2, 99)]
        assert [len(page.rows) for page in pages] == [services.PAGE_SIZE, 3, 3]
        seen = {row.vacancy.id for page in pages[:2] for row in page.rows}
        assert len(seen) == services.PAGE_SIZE + 3
        assert pages[2].page == 2


def test_a_new_vacancy_is_a_draft_pinned_to_its_version(
    database: Database, people: dict[str, Account]
) -> None:
    with database.unit(writes=True) as session:
        version = session.scalars(select(RoleProfileVersion)).one()
        facts = facts_of_vacancy(make(session, people["employer"]))
        vacancy = services.create_vacancy(session, people["employer"], version, facts, NOON)
        newer = RoleProfileVersion(
            profile_id=version.profile_id, number=2, content=version.content, created_at=NOON
        )
        session.add(newer)
        session.flush()
        assert (vacancy.state, vacancy.profile_version_id) == ("draft", version.id)
        logged = session.scalars(
            select(VacancyStep).where(VacancyStep.vacancy_id == vacancy.id)
        ).one()
        assert (logged.from_state, logged.to_state) == (None, "draft")
        assert logged.account_id == people["employer"].id


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"salary_from": 2, "salary_to": 1}, "salary_to"),
        ({"experience_years": 2, "management_years": 3}, "management_years"),
    ],
)
def test_contradictions_are_refused_at_their_field(
    database: Database, people: dict[str, Account], changes: dict[str, int], field: str
) -> None:
    with database.unit(writes=True) as session:
        facts = facts_of_vacancy(make(session, people["employer"])) | changes
        with pytest.raises(Invalid) as refused:
            services.check(facts)
        assert list(refused.value.errors) == [field]


def test_an_equal_lower_and_upper_end_is_fine(
    database: Database, people: dict[str, Account]
) -> None:
    with database.unit(writes=True) as session:
        facts = facts_of_vacancy(make(session, people["employer"]))
        services.check(facts | {"salary_from": 5, "salary_to": 5})


def test_the_way_to_the_public_site_is_kept_step_by_step(
    database: Database, people: dict[str, Account]
) -> None:
    employer, recruiter = people["employer"], people["recruiter"]
    with database.unit(writes=True) as session:
        vacancy = make(session, employer, state="draft", opened_at=None)
        step(session, employer, vacancy, "submit")
        step(session, recruiter, vacancy, "reject", reason="Нет зарплаты")
        assert (vacancy.state, vacancy.reason) == ("draft", "Нет зарплаты")
        step(session, employer, vacancy, "submit")
        assert vacancy.reason is None
        step(session, recruiter, vacancy, "accept")
        assert (vacancy.state, vacancy.opened_at) == ("open", LATER)
        step(session, employer, vacancy, "pause")
        step(session, employer, vacancy, "reopen")
        step(session, employer, vacancy, "close", reason="Наняли сами")
        rows = session.scalars(select(VacancyStep).order_by(VacancyStep.id)).all()
        assert [(row.from_state, row.to_state, row.reason) for row in rows] == [
            ("draft", "submitted", None),
            ("submitted", "draft", "Нет зарплаты"),
            ("draft", "submitted", None),
            ("submitted", "open", None),
            ("open", "paused", None),
            ("paused", "open", None),
            ("open", "closed", "Наняли сами"),
        ]
        assert [row.account_id for row in rows[:2]] == [employer.id, recruiter.id]
        assert {row.at for row in rows} == {LATER}


def test_steps_are_refused_to_the_wrong_side_state_and_version(
    database: Database, people: dict[str, Account]
) -> None:
    with database.unit(writes=True) as session:
        vacancy = make(session, people["employer"], state="submitted")
        with pytest.raises(NotAllowed):
            step(session, people["employer"], vacancy, "accept")
        with pytest.raises(NotFound):
            step(session, people["stranger"], vacancy, "withdraw")
        with pytest.raises(Conflict):
            step(session, people["recruiter"], vacancy, "pause")
        with pytest.raises(Conflict):
            step(session, people["recruiter"], vacancy, "accept", version=vacancy.version + 1)
        for name in ("reject", "close"):
            with pytest.raises(Invalid) as refused:
                step(session, people["recruiter"], vacancy, name)
            assert list(refused.value.errors) == ["reason"]
        assert vacancy.state == "submitted"
        assert session.scalars(select(VacancyStep)).all() == []


def test_a_second_click_on_the_same_step_changes_nothing(
    database: Database, people: dict[str, Account]
) -> None:
    with database.unit(writes=True) as session:
        vacancy = make(session, people["employer"], state="submitted")
        before = vacancy.version
        step(session, people["recruiter"], vacancy, "accept", version=before)
        session.expire(vacancy)
        step(session, people["recruiter"], vacancy, "accept", version=before)
        assert len(session.scalars(select(VacancyStep)).all()) == 1
        assert len(session.scalars(select(OutboxMessage)).all()) == 1


@pytest.mark.parametrize(
    ("name", "language", "words"),
    [
        ("accept", "ru", ("открыта", "http://x/v")),
        ("accept", "en", ("is open", "http://x/v")),
        ("reject", "ru", ("вернулась", "Мало сказано")),
        ("reject", "en", ("came back", "Мало сказано")),
    ],
)
def test_the_employer_gets_a_letter_in_its_language(
    database: Database, people: dict[str, Account], name: str, language: str, words: tuple[str, str]
) -> None:
    with database.unit(writes=True) as session:
        reader = session.get_one(Account, people["employer"].id)
        reader.language = language
        vacancy = make(session, reader, state="submitted")
        step(session, people["recruiter"], vacancy, name, reason="Мало сказано")
        letter = session.scalars(select(OutboxMessage)).one()
        assert (letter.to, letter.language) == ("client@example.com", language)
        assert words[0] in letter.subject
        assert words[1] in letter.body
        assert vacancy.title in letter.subject.replace("\u00a0", " ")


def test_an_edit_of_an_old_version_is_refused_with_what_is_stored(
    database: Database, people: dict[str, Account]
) -> None:
    with database.unit(writes=True) as session:
        vacancy = make(session, people["employer"], state="draft")
        facts, old = facts_of_vacancy(vacancy), vacancy.version
        services.edit_vacancy(
            session, people["employer"], vacancy, facts | {"title": "Новое"}, version=old, now=NOON
        )
        with pytest.raises(Stale) as stale:
            services.edit_vacancy(
                session, people["employer"], vacancy, facts | {"city": "Уфа"}, version=old, now=NOON
            )
        assert stale.value.facts["current"]["title"] == "Новое"
        assert stale.value.facts["version"] == old + 1
        assert vacancy.city == "Москва"


def test_saving_what_is_already_saved_is_no_edit(
    database: Database, people: dict[str, Account]
) -> None:
    with database.unit(writes=True) as session:
        vacancy = make(session, people["employer"], state="draft")
        facts = facts_of_vacancy(vacancy)
        services.edit_vacancy(session, people["employer"], vacancy, facts, version=None, now=NOON)
        assert session.scalars(select(VacancyStep)).all() == []


def test_an_employer_does_not_edit_an_open_vacancy(
    database: Database, people: dict[str, Account]
) -> None:
    with database.unit(writes=True) as session:
        vacancy = make(session, people["employer"], state="open")
        changed = facts_of_vacancy(vacancy) | {"title": "Новое"}
        with pytest.raises(Conflict):
            services.edit_vacancy(
                session, people["employer"], vacancy, changed, version=vacancy.version, now=NOON
            )
        services.edit_vacancy(
            session, people["recruiter"], vacancy, changed, version=vacancy.version, now=NOON
        )
        assert vacancy.title == "Новое"
