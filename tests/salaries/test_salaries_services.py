"""Which survey of a post counts, what an index makes of its sums, how old they are."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from recruit.db import Database
from recruit.errors import Conflict, Invalid
from recruit.models import Account, Role, SurveyEdition, SurveyIndex
from recruit.salaries import services
from recruit.salaries.edition_files import read_editions
from tests import factories
from tests.conftest import NOON

FACTS, TABLE = read_editions()[0]
ROLE = FACTS.role


def store(session: Session, *months: str) -> list[SurveyEdition]:
    return [
        services.import_edition(
            session, replace(FACTS, slug=f"{ROLE}-{month}", collected=month), TABLE, NOON
        )
        for month in months
    ]


def months(session: Session) -> list[str]:
    return [edition.collected for edition in services.list_editions(session)]


def retire(session: Session, edition: SurveyEdition) -> Account:
    account = factories.account(session, Role.RECRUITER)
    services.retire_edition(session, edition, account, reason="Ошибка", now=NOON)
    return account


def test_the_survey_collected_last_counts_whenever_it_was_stored(database: Database) -> None:
    with database.unit(writes=True) as session:
        assert services.survey_of(session, ROLE) is None
        store(session, "2016-05", "2024-09", "2020-01")
        survey = services.survey_of(session, ROLE)
        assert survey
        assert survey.edition == "2024-09"
        assert months(session) == ["2024-09", "2020-01", "2016-05"]
        assert services.survey_of(session, "accountant") is None


def test_a_retired_edition_counts_for_nothing_new_and_is_still_found(database: Database) -> None:
    with database.unit(writes=True) as session:
        old, new = store(session, "2020-01", "2024-09")
        retire(session, new)
        retire(session, new)  # once more changes nothing
        assert months(session) == ["2020-01"]
        assert services.newest_edition(session, ROLE) is old
        assert services.find_edition(session, new.slug) is new
        assert len(services.list_all_editions(session)) == 2
        services.restore_edition(session, new)
        services.restore_edition(session, new)
        assert services.newest_edition(session, ROLE) is new
        assert len(new.cells) == 24


def test_the_edition_before_is_of_an_earlier_month_and_in_use(database: Database) -> None:
    with database.unit(writes=True) as session:
        first, second, _ = store(session, "2016-05", "2020-01", "2024-09")
        assert services.edition_before(session, ROLE, "2024-09") is second
        retire(session, second)
        assert services.edition_before(session, ROLE, "2024-09") is first
        assert services.edition_before(session, ROLE, "2016-05") is None


def test_a_retired_month_may_be_surveyed_anew_but_only_one_is_in_use(database: Database) -> None:
    with database.unit(writes=True) as session:
        (wrong,) = store(session, "2024-09")
        with pytest.raises(Invalid):
            services.check_edition(session, ROLE, "2024-09", NOON)
        retire(session, wrong)
        slug = services.check_edition(session, ROLE, "2024-09", NOON)
        assert slug == f"{wrong.slug}-2"
        services.import_edition(
            session, replace(FACTS, slug=slug, collected="2024-09"), TABLE, NOON
        )
        with pytest.raises(Conflict):
            services.restore_edition(session, wrong)
        assert wrong.retirement


@pytest.mark.parametrize(
    ("basis_points", "minor", "expected"),
    [
        (8_450, 11_500_000, 21_217_500),
        (1_000, 5, 6),  # 5.5: half a kopeck goes up
        (900, 5, 5),  # 5.45 goes down
        (-1_000, 5, 5),  # 4.5 goes up as well
        (-9_000, 11_500_000, 1_150_000),
        (0, 11_500_000, 11_500_000),
        (1, 10_000, 10_001),
    ],
)
def test_an_index_is_exact_to_the_kopeck(basis_points: int, minor: int, expected: int) -> None:
    edition = SurveyEdition(indexes=[SurveyIndex(basis_points=basis_points)])
    assert services.indexed(minor, edition) == expected


@given(st.integers(-9_000, 100_000), st.integers(1, 10**11))
def test_an_index_is_never_further_from_the_truth_than_half_a_kopeck(
    basis_points: int, minor: int
) -> None:
    edition = SurveyEdition(indexes=[SurveyIndex(basis_points=basis_points)])
    found = services.indexed(minor, edition)
    assert found is not None
    assert abs(2 * (found * 10_000 - minor * (10_000 + basis_points))) <= 10_000


def test_the_index_set_last_is_in_force_and_the_sums_stay(database: Database) -> None:
    with database.unit(writes=True) as session:
        (edition,) = store(session, "2020-01")
        sums = [cell.median for cell in edition.cells]
        assert services.indexed(100, edition) is None
        for points in (1_000, 2_000):
            services.set_index(
                session,
                edition,
                factories.account(session, Role.ADMIN, email=f"{points}@example.com"),
                basis_points=points,
                source="Росстат",
                as_of=date(2026, 10, 1),
                today=NOON.date(),
                now=NOON,
            )
        session.expire_all()
        assert [index.basis_points for index in edition.indexes] == [1_000, 2_000]
        assert services.indexed(100, edition) == 120
        assert [cell.median for cell in edition.cells] == sums


@pytest.mark.parametrize("day", [date(2019, 12, 31), date(2026, 11, 26)])
def test_an_index_is_of_a_day_since_the_survey(database: Database, day: date) -> None:
    with database.unit(writes=True) as session:
        (edition,) = store(session, "2020-01")
        facts = {"basis_points": 1, "source": "x", "as_of": day}
        with pytest.raises(Invalid):
            services.set_index(session, edition, None, **facts, today=NOON.date(), now=NOON)
        assert edition.index is None


@pytest.mark.parametrize(
    ("today", "years"),
    [
        (date(2015, 4, 30), 0),
        (date(2016, 3, 31), 0),
        (date(2016, 4, 1), 1),
        (date(2026, 11, 25), 11),
    ],
)
def test_the_age_is_of_whole_years(today: date, years: int) -> None:
    assert services.age_in_years(SurveyEdition(collected="2015-04"), today) == years
