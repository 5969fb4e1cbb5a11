"""Who a candidate is stays within the agency, until the candidate agrees to more."""

import re
from collections.abc import Iterator, Sequence

import pytest
from flask import Flask
from sqlalchemy import select

from recruit.db import Database
from recruit.models import Consent, OutboxMessage, Purpose, Vacancy
from tests.cast import CANARIES_A, CANARIES_B, STAGE, Cast, enter
from tests.crawling import answer, crawl, text_of


@pytest.fixture
def cast(app: Flask, database: Database) -> Cast:
    return STAGE.set(database, app.extensions["recruit.config"].files_dir)


def leaks(app: Flask, cast: Cast, actor: str, canaries: Sequence[str]) -> Iterator[str]:
    """Pages within this person's reach that tell one of these words; numbers in any spelling."""
    visitor = enter(app, cast, actor)
    starts = ("/", "/vacancies", "/profiles", "/salaries", f"/files/{cast.file_a.public_id}")
    for response in crawl(visitor, *starts):
        text = f"{response.headers}\n{text_of(response)}"
        digits = re.sub(r"[\s()+\u00a0\u202f-]", "", text)
        for canary in canaries:
            if canary in text or canary in digits:
                yield f"{response.request.path}: {canary}"


@pytest.mark.parametrize("actor", ["", "employer_a", "employer_b"])
def test_nobody_outside_the_agency_learns_who_a_candidate_is(
    app: Flask, cast: Cast, actor: str
) -> None:
    assert not list(leaks(app, cast, actor, CANARIES_A + CANARIES_B))


def test_candidates_do_not_learn_of_each_other(app: Flask, cast: Cast) -> None:
    assert not list(leaks(app, cast, "candidate_a", CANARIES_B))
    assert not list(leaks(app, cast, "candidate_b", CANARIES_A))


def test_a_client_never_learns_of_anothers_vacancies(
    app: Flask, database: Database, cast: Cast
) -> None:
    with database.unit(writes=True) as session:
        session.get_one(Vacancy, cast.draft_b.id).title = "Тайный советник"
    assert not list(leaks(app, cast, "employer_a", ["Тайный советник", cast.draft_b.public_id]))
    assert list(leaks(app, cast, "employer_b", ["Тайный советник"]))


def test_consent_opens_a_candidate_to_one_client_and_its_end_closes_them(
    app: Flask, database: Database, cast: Cast
) -> None:
    client = cast.employer_a.employer
    assert client
    candidate = enter(app, cast, "candidate_a")
    give = "/my/consents/give"
    assert answer(candidate, "POST", give, [], client=client.public_id)[0] == 303
    found = " ".join(leaks(app, cast, "employer_a", CANARIES_A))
    assert all(canary in found for canary in CANARIES_A), found
    assert not list(leaks(app, cast, "employer_b", CANARIES_A))
    with database.unit(writes=False) as session:
        given = session.scalars(
            select(Consent.id).where(Consent.purpose == Purpose.SUBMISSION)
        ).one()
    answer(candidate, "POST", f"/my/consents/{given}/withdraw", [])
    assert not list(leaks(app, cast, "employer_a", CANARIES_A))


def test_letters_to_a_client_name_nobody(app: Flask, database: Database, cast: Cast) -> None:
    recruiter = enter(app, cast, "recruiter")
    url = f"/vacancies/{cast.open_a.public_id}/shortlist/{cast.profile_b.public_id}/release"
    assert answer(recruiter, "POST", url, [])[0] == 303
    with database.unit(writes=False) as session:
        letters = [f"{one.subject}\n{one.body}" for one in session.scalars(select(OutboxMessage))]
    assert letters
    assert not [canary for canary in CANARIES_B if canary in " ".join(letters)]
