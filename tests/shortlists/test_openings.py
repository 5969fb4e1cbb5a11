"""The other direction: the open vacancies that a candidate fits, and whom each open one has."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from recruit.cli import recruit
from recruit.db import Database
from recruit.models import Candidate, Vacancy, VacancyState
from recruit.shortlists import openings
from recruit.shortlists.base import CandidateBase
from recruit.shortlists.conditions import ShortlistQuery
from recruit.shortlists.services import rank_all
from tests import factories
from tests.browsing import Visitor
from tests.conftest import NOON
from tests.shortlists.conftest import Scene

Run = Callable[..., Result]


@pytest.fixture
def other(database: Database, scene: Scene) -> Vacancy:
    """A second open vacancy, which asks for less, and one that nobody looks for any more."""
    with database.unit(writes=True) as session:
        employer = scene.employer.employer
        factories.vacancy(session, employer=employer, state=VacancyState.CLOSED, title="Былое")
        return factories.vacancy(
            session,
            employer=employer,
            title="Менеджер по работе с клиентами",
            management_years=None,
        )


@pytest.fixture
def run(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr("recruit.shortlists.matches_command.now", lambda: NOON)
    return lambda *options: CliRunner().invoke(recruit, ["matches", *options])


def lines(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_open_vacancies_stand_by_score_with_the_place_among_all(
    database: Database, base: CandidateBase, scene: Scene, other: Vacancy
) -> None:
    with database.unit(writes=False) as session:
        person = session.get_one(Candidate, scene.weak.id)
        page = openings.rank_openings(session, base, person, NOON.date())
        assert page is not None
        assert {row.vacancy.id for row in page.rows} == {scene.vacancy.id, other.id}
        scores = [row.explanation.score for row in page.rows]
        assert scores == sorted(scores, reverse=True)
        for row in page.rows:
            query = ShortlistQuery()
            ranking = rank_all(session, base, row.vacancy, query, NOON.date())
            assert row.explanation.rank == ranking.rank_of(person.id)
            assert row.of == ranking.total == 3


def test_the_page_leads_from_the_card_to_the_vacancies(
    recruiter: Visitor, scene: Scene, other: Vacancy
) -> None:
    recruiter.get(f"/candidates/{scene.strong.public_id}")
    (link,) = recruiter.page.xpath("//a[contains(., 'Подходящие вакансии')]/@href")
    recruiter.get(link)
    assert recruiter.response.status_code == 200
    assert "2 открытые вакансии" in recruiter.text
    assert "место 1 из 3" in recruiter.text
    assert other.title in recruiter.text
    assert "Былое" not in recruiter.text
    here = recruiter.page.xpath("//header//a[@aria-current='page']/text()")
    assert [label.strip() for label in here] == ["Кандидаты"]


def test_without_a_consent_the_page_says_what_to_do(
    recruiter: Visitor, scene: Scene, database: Database
) -> None:
    with database.unit(writes=True) as session:
        session.get_one(Candidate, scene.weak.id).is_matched = False
    recruiter.get(f"/candidates/{scene.weak.public_id}")
    assert "Подходящие вакансии" not in recruiter.text
    recruiter.get(f"/candidates/{scene.weak.public_id}/vacancies")
    assert "Согласия на обработку нет" in recruiter.text


def test_many_vacancies_are_shown_by_pages(
    recruiter: Visitor, scene: Scene, database: Database
) -> None:
    with database.unit(writes=True) as session:
        for number in range(openings.SHOWN):
            factories.vacancy(session, employer=scene.employer.employer, title=f"Вакансия {number}")
    address = f"/candidates/{scene.strong.public_id}/vacancies"
    recruiter.get(address)
    first = recruiter.page.xpath("//a[@class='person-name']/@href")
    recruiter.get(f"{address}?page=2")
    second = recruiter.page.xpath("//a[@class='person-name']/@href")
    assert (len(first), len(second)) == (openings.SHOWN, 1)
    assert not set(first) & set(second)


def test_the_command_lists_the_first_of_every_open_vacancy(
    run: Run, scene: Scene, other: Vacancy, base: CandidateBase, database: Database
) -> None:
    told = lines(run("--top", "2"))
    assert {line["vacancy"] for line in told} == {scene.vacancy.public_id, other.public_id}
    (found,) = (line["candidates"] for line in told if line["vacancy"] == scene.vacancy.public_id)
    assert isinstance(found, list)
    assert [one["rank"] for one in found] == [1, 2]
    assert found[0]["candidate"] == scene.strong.public_id
    with database.unit(writes=False) as session:
        vacancy = session.get_one(Vacancy, scene.vacancy.id)
        ranking = rank_all(session, base, vacancy, ShortlistQuery(), NOON.date())
    assert [one["score"] for one in found] == ranking.scores[:2].tolist()


def test_the_command_tells_who_is_new(run: Run, scene: Scene, database: Database) -> None:
    with database.unit(writes=True) as session:
        for person in (scene.strong, scene.weak, scene.unknown):
            session.get_one(Candidate, person.id).updated_at = NOON - timedelta(days=9)
        session.get_one(Candidate, scene.weak.id).updated_at = NOON
    (line,) = lines(run("--since", str(NOON.date())))
    (only,) = line["candidates"]  # type: ignore[misc]
    assert only["candidate"] == scene.weak.public_id


def test_the_command_lists_the_vacancies_of_a_candidate(
    run: Run, scene: Scene, other: Vacancy
) -> None:
    told = lines(run("--candidate", scene.strong.public_id))
    assert {line["vacancy"] for line in told} == {scene.vacancy.public_id, other.public_id}
    assert all(line["rank"] == 1 for line in told)
    refused = run("--candidate", "nobody")
    assert refused.exit_code == 1
    assert "nobody" in refused.output
    assert run("--candidate", "x", "--since", "2026-01-01").exit_code == 2
