"""An offer below the market is told before posting, and an old survey tells its age."""

from typing import Any

import pytest

from matching.bands import SurveyCell
from recruit.db import Database
from recruit.models import Account, Employer
from recruit.vacancies.panels import Shortfall, shortfall
from tests import factories
from tests.browsing import Visitor
from tests.vacancies.conftest import SignIn
from tests.vacancies.test_what_if import NEW, THOUSAND, plain

CELL = SurveyCell("Москва", "company", ((50, 60), (60, 70), (70, 120), (120, 200)), 105)
OFFERS = [
    ((None, 49), None, Shortfall(1, 50, 49)),
    ((None, 50), None, None),
    ((49, None), None, Shortfall(1, 50, 49)),
    ((30, 50), 0, None),
    ((50, 59), 1, Shortfall(2, 60, 59)),
    ((50, 60), 1, None),
    ((50, 69), 2, Shortfall(3, 70, 69)),
    ((50, 119), 3, Shortfall(4, 120, 119)),
    ((50, 120), 9, None),
]


@pytest.mark.parametrize(("offer", "years", "lacking"), OFFERS)
def test_the_top_of_an_offer_is_held_against_the_band_it_asks_for(
    offer: tuple[int | None, int | None], years: int | None, lacking: Shortfall | None
) -> None:
    assert shortfall(CELL, offer, years) == lacking
    assert lacking is None or lacking.gap == 1


LOW = "Вилка ниже рынка."


@pytest.mark.usefixtures("survey")
def test_the_builder_warns_of_an_offer_below_the_market(sign_in: SignIn) -> None:
    visitor = sign_in("employer")
    market = {"city": "Москва", "segment": "company", "management_years": "2"}
    for top, is_low in (("69 000", True), ("70 000", False), ("", False)):
        answer = visitor.get(f"{NEW}/market", query_string=market | {"salary_to": top})
        assert (LOW in plain(answer.get_data(as_text=True))) == is_low, top
    said = plain(visitor.get(f"{NEW}/market", query_string=market | {"salary_to": "69 000"}).text)
    assert "диапазон III. Он начинается с 70 000 ₽" in said
    assert "на 1 000 ₽ меньше" in said
    assert "Опубликовать вакансию можно и так" in said
    assert "notice-warn" in said


@pytest.mark.usefixtures("survey")
def test_both_sides_read_the_warning_before_the_step_and_may_take_it(
    database: Database, people: dict[str, Account], sign_in: SignIn
) -> None:
    with database.unit(writes=True) as session:
        vacancy = factories.vacancy(
            session,
            employer=session.get_one(Employer, people["employer"].employer_id),
            state="draft",
            opened_at=None,
            salary_from=30 * THOUSAND,
            salary_to=40 * THOUSAND,
            management_years=None,
        )
    page = f"/vacancies/{vacancy.public_id}"
    for name, step in (("employer", "submit"), ("recruiter", "accept")):
        visitor = sign_in(name)
        visitor.get(page)
        source = visitor.response.get_data(as_text=True)
        assert source.index("notice-warn") < source.index(f"/steps/{step}")
        assert f"{LOW} Нижний диапазон начинается с 50 000 ₽" in plain(visitor.text)
        visitor.submit(action=f"/{step}")
        assert visitor.response.status_code == 200
    # What the agency tells the employer is nobody else's business.
    public = Visitor(visitor.app)
    public.get(f"/jobs/{vacancy.public_id}")
    assert public.response.status_code == 200
    assert LOW not in plain(public.text)


@pytest.mark.usefixtures("survey")
def test_a_fair_offer_is_not_warned_of(
    database: Database, people: dict[str, Account], sign_in: SignIn
) -> None:
    with database.unit(writes=True) as session:
        vacancy = factories.vacancy(session)
    visitor = sign_in("recruiter")
    visitor.get(f"/vacancies/{vacancy.public_id}")
    assert "медиана 105" in visitor.text
    assert LOW not in visitor.text


@pytest.mark.usefixtures("survey")
def test_an_old_survey_says_its_age_beside_its_numbers(sign_in: SignIn, clock: Any) -> None:
    visitor = sign_in("employer")
    visitor.get(NEW)
    assert "Обзору больше 11 лет" in visitor.text
    clock.advance(days=-365 * 11)
    young = sign_in("employer")
    young.get(NEW)
    assert "медиана 105" in young.text
    assert "Обзору больше" not in young.text
