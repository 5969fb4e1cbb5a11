"""Pages of pairs and merges, as a recruiter walks through them."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import inspect, select

from recruit.db import Database
from recruit.models import (
    Application,
    Candidate,
    DuplicatePair,
    Merge,
    PairState,
    Submission,
    Vacancy,
)
from recruit.vacancies.services import counts_of
from tests.cast import STAGE, Cast, enter
from tests.conftest import FrozenClock


@pytest.fixture
def cast(app: Flask, database: Database) -> Cast:
    return STAGE.set(database, app.extensions["recruit.config"].files_dir)


def stored(database: Database, key: int) -> Candidate:
    with database.unit(writes=False) as session:
        return session.get_one(Candidate, key)


def test_a_pair_is_shown_with_its_reasons_on_the_list_and_on_the_card(
    app: Flask, database: Database, cast: Cast
) -> None:
    with database.unit(writes=True) as session:
        session.get_one(DuplicatePair, cast.pair.id).reasons = [
            {"code": "phone", "level": "same", "points": 5.0},
            {"code": "jobs", "level": "one", "points": 3.9, "where": ["ООО «Узел»"]},
            {"code": "jobs", "level": "apart", "points": -3.0, "months": 31},
            {"code": "city", "level": "same", "points": 0.01},
        ]
    visitor = enter(app, cast, "recruiter")
    visitor.get("/duplicates")
    for words in (
        "1 пара ждёт решения",
        "Рахиль Ксенофонтова",
        "Федора Зверева",
        "один мобильный телефон",
        "одно место работы: ООО «Узел»",
        "31 месяц работали в одно время в разных местах",
    ):
        assert words in visitor.text, words
    assert "один город" not in visitor.text
    visitor.get(f"/candidates/{cast.profile_a.public_id}")
    assert "Возможно, это тот же человек: Федора Зверева" in visitor.text
    link = visitor.page.xpath("//main//a[contains(@href, '/duplicates/')]/@href")
    assert visitor.get(link[0]).status_code == 200
    assert "Это один человек?" in visitor.text


def test_merge_redirect_and_undo(app: Flask, database: Database, cast: Cast) -> None:
    visitor = enter(app, cast, "recruiter")
    visitor.get(f"/duplicates/{cast.pair.public_id}")
    assert "отличается" in visitor.text
    visitor.submit({"keep": "second", "name": "first", "phone": "second"}, action="/merge")
    assert visitor.response.request.path == f"/candidates/{cast.profile_b.public_id}"
    assert "Теперь это один профиль" in visitor.text
    assert "С этим профилем объединён профиль «Рахиль Ксенофонтова»" in visitor.text
    # The old address leads on; the search has one of the two; the client sees one candidate.
    visitor.get(f"/candidates/{cast.profile_a.public_id}")
    assert visitor.response.request.path == f"/candidates/{cast.profile_b.public_id}"
    visitor.get("/candidates?q=Ксенофонтова")
    assert len(visitor.page.xpath("//main//tbody/tr")) == 1
    assert enter(app, cast, "candidate_a").get("/my").status_code == 200
    visitor.get(f"/duplicates/{cast.pair.public_id}")
    assert visitor.response.request.path == "/merges"
    visitor.submit(action=_undo(database, cast), follow=True)
    assert "Объединение отменено: оба профиля такие, как были" in visitor.text
    visitor.get(f"/candidates/{cast.profile_a.public_id}")
    assert visitor.response.request.path == f"/candidates/{cast.profile_a.public_id}"
    visitor.get("/duplicates")
    assert "Ни одна пара не ждёт решения" in visitor.text or "ждёт решения" in visitor.text


def _undo(database: Database, cast: Cast) -> str:
    with database.unit(writes=False) as session:
        made = session.scalars(select(Merge).where(Merge.kept_id == cast.profile_b.id)).one()
        return f"/merges/{made.public_id}/undo"


def test_both_accounts_see_the_one_profile_and_its_files(
    app: Flask, database: Database, cast: Cast
) -> None:
    recruiter = enter(app, cast, "recruiter")
    recruiter.get(f"/duplicates/{cast.pair.public_id}")
    recruiter.submit({"keep": "second", "name": "second"}, action="/merge")
    for actor in ("candidate_a", "candidate_b"):
        visitor = enter(app, cast, actor)
        visitor.get("/my")
        assert "zvereva.txt" in visitor.text
        assert "xenofontova.txt" in visitor.text
        for file in (cast.file_a, cast.file_b):
            assert visitor.get(f"/files/{file.public_id}", buffered=True).status_code == 200


def test_a_person_presented_twice_counts_once_after_the_merge(
    app: Flask, database: Database, cast: Cast
) -> None:
    with database.unit(writes=True) as session:
        for kind in (Submission, Application):
            row = session.scalars(
                select(kind).where(
                    kind.vacancy_id == cast.open_a.id, kind.candidate_id == cast.profile_a.id
                )
            ).one()
            told = {c.key: getattr(row, c.key) for c in inspect(kind).column_attrs}
            own = {"id": None, "public_id": None, "candidate_id": cast.profile_b.id}
            own |= {"number": 99} if kind is Submission else {}
            session.add(kind(**{k: v for k, v in (told | own).items() if v is not None}))
    with database.unit(writes=False) as session:
        before = counts_of(session, session.get_one(Vacancy, cast.open_a.id))
    assert (before.submissions, before.applications) == (2, 2)
    visitor = enter(app, cast, "recruiter")
    visitor.get(f"/duplicates/{cast.pair.public_id}")
    visitor.submit({"keep": "first"}, action="/merge")
    with database.unit(writes=False) as session:
        after = counts_of(session, session.get_one(Vacancy, cast.open_a.id))
    assert (after.submissions, after.applications) == (1, 1)


def test_a_profile_that_its_owner_could_not_save_is_not_made(
    app: Flask, database: Database, cast: Cast
) -> None:
    with database.unit(writes=True) as session:
        for key, years, part in ((cast.profile_a.id, 3, "a"), (cast.profile_b.id, 10, "b")):
            row = session.get_one(Candidate, key)
            row.experience_years, row.management_years = years, years - 1
            row.skills = [f"навык {part}{n}" for n in range(40)]
    visitor = enter(app, cast, "recruiter")
    visitor.get(f"/duplicates/{cast.pair.public_id}")
    chosen = {"keep": "first", "experience_years": "first", "management_years": "second"}
    visitor.submit(chosen | {"skills": "both"}, action="/merge")
    assert visitor.response.status_code == 422
    errors = visitor.errors()
    assert errors["management_years"].startswith("Лет руководства не может быть больше")
    assert errors["skills"] == "Оставьте не больше 60 строк, сейчас 80"
    assert stored(database, cast.profile_b.id).is_merged is False
    visitor.submit(chosen | {"skills": "first", "management_years": "first"}, action="/merge")
    assert visitor.response.status_code == 200
    assert stored(database, cast.profile_b.id).is_merged


def test_what_stays_after_undoing_is_named(app: Flask, database: Database, cast: Cast) -> None:
    visitor = enter(app, cast, "recruiter")
    visitor.get(f"/duplicates/{cast.pair.public_id}")
    visitor.submit({"keep": "second", "phone": "first", "name": "first"}, action="/merge")
    with database.unit(writes=True) as session:
        kept = session.get_one(Candidate, cast.profile_b.id)
        session.refresh(kept, ["contact"])
        kept.contact.phone = "+79000000001"
    visitor.get("/merges")
    visitor.submit(action=_undo(database, cast))
    assert "Что изменили после него, осталось как есть: Телефон" in visitor.text


def test_two_people_are_remembered(app: Flask, database: Database, cast: Cast) -> None:
    visitor = enter(app, cast, "recruiter")
    visitor.get(f"/duplicates/{cast.pair.public_id}")
    visitor.submit(action="/different")
    assert "Запомнили: это два человека" in visitor.text
    assert "Ни одна пара не ждёт решения" in visitor.text
    visitor.get(f"/duplicates/{cast.pair.public_id}")
    assert "Решено, что это два человека" in visitor.text
    assert not visitor.page.xpath("//main//form//button")
    with database.unit(writes=False) as session:
        assert session.get_one(DuplicatePair, cast.pair.id).state == PairState.DIFFERENT


def test_a_profile_changed_meanwhile_is_shown_again_with_the_choices(
    app: Flask, database: Database, cast: Cast
) -> None:
    visitor = enter(app, cast, "recruiter")
    visitor.get(f"/duplicates/{cast.pair.public_id}")
    with database.unit(writes=True) as session:
        session.get_one(Candidate, cast.profile_a.id).title = "Изменено"
    visitor.submit({"keep": "second", "phone": "first"}, action="/merge")
    assert visitor.response.status_code == 409
    assert "Ваш выбор сохранён, ничего ещё не объединено" in visitor.text
    form = visitor.form("/merge")
    assert (form.fields["keep"], form.fields["phone"]) == ("second", "first")
    visitor.submit(action="/merge")
    assert "Теперь это один профиль" in visitor.text


def test_the_second_of_two_recruiters_is_told(app: Flask, cast: Cast) -> None:
    first, second = enter(app, cast, "recruiter"), enter(app, cast, "admin")
    for visitor in (first, second):
        visitor.get(f"/duplicates/{cast.pair.public_id}")
    first.submit(action="/merge")
    second.submit(action="/merge")
    assert second.response.status_code == 409
    assert "Эту пару уже разобрали" in second.text


def test_a_late_undo_is_refused_with_a_sentence(
    app: Flask, database: Database, cast: Cast, clock: FrozenClock
) -> None:
    visitor = enter(app, cast, "recruiter")
    visitor.get("/merges")
    page = visitor.response
    clock.advance(days=91)
    visitor = enter(app, cast, "recruiter")
    visitor.get("/merges")
    assert "эти 90" not in visitor.text
    assert "прошли" in visitor.text
    assert not visitor.page.xpath("//main//form")
    assert page.status_code == 200
    assert stored(database, cast.merge.removed_id).is_merged


def test_the_page_tells_what_becomes_of_the_consent(
    app: Flask, database: Database, cast: Cast
) -> None:
    recruiter = enter(app, cast, "recruiter")
    with database.unit(writes=True) as session:
        consent = session.get_one(type(cast.consent_a), cast.consent_a.id)
        consent.withdrawn_at = consent.given_at + timedelta(days=3)
        session.get_one(Candidate, cast.profile_a.id).is_matched = False
    recruiter.get(f"/duplicates/{cast.pair.public_id}")
    assert "Действует последняя воля" in recruiter.text
    recruiter.submit({"keep": "second"}, action="/merge")
    kept = stored(database, cast.profile_b.id)
    assert not kept.is_matched
    assert "согласия нет; резюме не участвует в подборе" in recruiter.text


@pytest.mark.parametrize("actor", ["", "employer_a", "candidate_a"])
def test_pairs_are_the_staffs_business(app: Flask, cast: Cast, actor: str) -> None:
    visitor = enter(app, cast, actor)
    for url in ("/duplicates", f"/duplicates/{cast.pair.public_id}", "/merges"):
        status = visitor.client.get(url).status_code
        assert status == (403 if actor else 303), url
