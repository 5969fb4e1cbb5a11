"""The index: changes, ties, filters, explanations, speed."""

import time
from dataclasses import replace
from typing import Any

import pytest

from matching.index import CandidateIndex, Filters, Wanted
from matching.months import parse_month
from matching.profiles import CandidateProfile, Money, Position, VacancyProfile
from matching.reasons import reasons
from matching.scorer import AdditiveScorer
from tests.matching.factories import AS_OF, SURVEY, candidate, rank, units, vacancy

COOK = CandidateProfile(title="Повар", city="Москва", experience_months=60)
WANTED = VacancyProfile(title="Повар", city="Москва")


def index_of(**profiles: CandidateProfile) -> CandidateIndex:
    index = CandidateIndex(AS_OF)
    index.update(profiles.items())
    return index


def test_a_change_is_in_the_next_ranking() -> None:
    index = index_of(a=COOK)
    assert index.rank(WANTED).keys == ("a",)

    index.update([("b", replace(COOK, experience_months=120))])
    assert index.rank(WANTED).keys == ("b", "a")

    index.update([("b", replace(COOK, title="Кассир", experience_months=0))])
    assert index.rank(WANTED).keys == ("a", "b")

    index.remove(["a", "never there"])
    assert index.rank(WANTED).keys == ("b",)
    assert len(index) == 1
    assert "a" not in index


def test_months_of_two_posts_at_once_count_once() -> None:
    posts = tuple(
        Position("Повар", start=parse_month(start), end=parse_month(end))
        for start, end in (("2020-01", "2021-12"), ("2021-01", "2022-12"))
    )
    index = index_of(a=CandidateProfile(title="Повар", positions=posts))
    facts = index.explain(replace(WANTED, experience_months=36), "a").experience
    assert (facts.total, facts.relevant) == (36, 36)


def test_equal_scores_stand_in_the_order_of_keys() -> None:
    assert index_of(c=COOK, a=COOK, b=COOK).rank(WANTED).keys == ("a", "b", "c")


def test_numbers_stand_by_value_and_before_words() -> None:
    index = CandidateIndex(AS_OF)
    index.update([(10, COOK), ("x", COOK), (9, COOK)])

    assert index.rank(WANTED).keys == (9, 10, "x")


def test_an_empty_index_ranks_nobody() -> None:
    ranking = CandidateIndex(AS_OF).rank(WANTED, survey=SURVEY)

    assert len(ranking) == 0
    assert ranking.total == 0


def test_a_vacancy_that_asks_nothing_judges_nobody() -> None:
    ranking = index_of(a=COOK, b=CandidateProfile()).rank(VacancyProfile())

    assert len(set(ranking.scores.tolist())) == 1
    assert ranking.scores[0] == pytest.approx(50, abs=0.1)
    assert ranking.low.tolist() == [0, 0]
    assert ranking.high.tolist() == [100, 100]


@pytest.mark.parametrize("profile", [COOK, CandidateProfile(), CandidateProfile(title="Повар")])
def test_a_vacancy_that_asks_nothing_has_reasons(profile: CandidateProfile) -> None:
    summary, *_ = reasons(index_of(a=profile).explain(VacancyProfile(), "a"))

    assert summary


def test_a_fitted_scorer_takes_the_place_of_the_prior(prior: AdditiveScorer) -> None:
    ranking = index_of(a=COOK).rank(WANTED, scorer=prior)

    assert ranking.scores.tolist() == index_of(a=COOK).rank(WANTED).scores.tolist()


@pytest.mark.parametrize(
    ("filters", "stays"),
    [
        (Filters(must_skills=True), [0, 3, 4, 5]),
        (Filters(must_skills=True, keep_unknown=False), [0, 3, 4, 5]),
        (Filters(skills=("личные продажи",)), [0, 2, 3, 4, 5]),
        (Filters(place=True), [0, 1, 2, 4, 5]),
        (Filters(management_months=36), [0, 2, 3, 5]),
        (Filters(management_months=36, keep_unknown=False), [0, 2, 3]),
        (Filters(experience_months=100), [0, 2, 3, 4, 5]),
        (Filters(expectation=Money(15_000_000, "RUB")), [0, 1, 3, 4]),
        (Filters(expectation=Money(15_000_000, "RUB"), keep_unknown=False), [0, 1, 3]),
        (Filters(languages={"en": "spoken"}), [0, 1, 2, 4, 5]),
        (Filters(query="банк"), [4]),
        (Filters(query="РУКОВОДИТЕЛЕЙ клиент"), [0, 1, 2, 3, 4, 5]),
    ],
)
def test_filters_leave_out_who_fails(filters: Filters, stays: list[int]) -> None:
    rows: list[dict[str, Any]] = [
        candidate(languages={"en": "C1"}),
        candidate(
            skills=["переговоры"],
            positions=[{"title": "Руководитель отдела по работе с клиентами", "start": "2024-06"}],
        ),
        candidate(
            skills=["личные продажи", "работа с претензиями", "коммерческие предложения"],
            salary_expected=200_000,
        ),
        candidate(city="Омск", relocation=False, languages={"de": "B2"}),
        candidate(text="Кредиты в банке", management_years=1, salary_expected=None),
        candidate("numbers", management_years=None, salary_expected=200_000),
    ]
    ranking = rank(vacancy(), rows, wanted=Wanted(filters))

    assert sorted(ranking.keys) == stays
    assert sum(ranking.removed.values()) == len(rows) - len(stays)


def test_filters_tell_how_many_each_removed() -> None:
    rows = [candidate(), candidate(city="Омск", relocation=False, management_years=0)]
    ranking = rank(vacancy(), rows, wanted=Wanted(Filters(place=True, management_months=12)))

    assert ranking.removed == {"place": 1, "management_months": 0}
    assert ranking.removed_alone == {"place": 0, "management_months": 0}
    assert ranking.total == 2


def test_what_is_unknown_is_named() -> None:
    full, empty = candidate(text="Вёл переговоры с банками"), {"title": None}
    ranking = rank(vacancy(), [full, empty])

    assert ranking.explain(0).unknown == ()
    assert set(ranking.explain(1).unknown) == {
        "skills", "experience_years", "management_years", "positions", "salary_expected", "city",
        "relocation", "title", "text",
    }  # fmt: skip


def test_the_explanation_has_the_facts() -> None:
    row = candidate(
        city="Омск",
        relocation=True,
        salary_expected=99_500,
        skills=["переговоры", "личные продажи"],
        text="Вёл переговоры с первыми лицами крупных банков",
    )
    explanation = rank(vacancy(), [row]).explain(0)

    assert explanation.band == 4
    assert explanation.skills.must.claimed == ("personal-sales",)
    assert "negotiation" in explanation.skills.must.evidenced
    assert explanation.skills.must.missing == ("claims-handling", "commercial-proposals")
    assert explanation.experience.management == 71
    assert explanation.experience.total == 118
    assert explanation.salary.conversion is not None
    assert explanation.salary.conversion.minor == 16_000_000
    assert explanation.salary.cell == (12_000_000, 20_000_000)
    assert explanation.place.city == "Омск"


def test_far_below_the_market_is_a_question_and_no_points() -> None:
    low, usual = candidate(salary_expected=60_000), candidate(salary_expected=130_000)
    ranking = rank(vacancy(), [low, usual])

    assert ranking.explain(0).salary.check
    assert not ranking.explain(1).salary.check
    assert len(set(units(ranking))) == 1


def test_recruiters_weights_change_the_order() -> None:
    near, skilled = candidate(skills=["переговоры"]), candidate(city="Омск", relocation=False)

    assert rank(vacancy(), [near, skilled], weights={"skills": 90, "place": 1}).keys == (1, 0)
    assert rank(vacancy(), [near, skilled], weights={"skills": 1, "place": 90}).keys == (0, 1)


def test_twenty_thousand_rank_in_well_under_a_second() -> None:
    told = "Вёл переговоры и дело, писал отчёты и письма клиентам отдела, номер"
    index = CandidateIndex(AS_OF)
    index.update(
        (
            number,
            CandidateProfile(
                title=("Повар", "Продавец", "Разработчик")[number % 3],
                skills=("переговоры", "Python"),
                text=f"{told} {number}" if number % 10 == 0 else "",
                experience_months=number % 200,
                city="Москва",
                salary_expected=Money(number * 1000, "RUB"),
            ),
        )
        for number in range(20_000)
    )
    wanted = VacancyProfile(title="Повар", must=("переговоры", "суши"), city="Москва")
    index.rank(wanted)
    begun = time.process_time()
    ranking = index.rank(wanted)

    assert len(ranking) == 20_000
    assert time.process_time() - begun < 0.6


def test_a_role_profile_says_what_else_its_post_is_called() -> None:
    keeper = CandidateProfile(title="Хранитель очага клиентов", city="Москва")
    index = index_of(keeper=keeper, tailor=replace(keeper, title="Портной"))
    wanted = VacancyProfile(title="Директор по клиентскому опыту", city="Москва")
    known = replace(wanted, aliases=("Хранитель очага клиентов", "Портной-закройщик"))

    level = index.explain(wanted, "keeper").title_level
    assert index.explain(known, "keeper").title_level > level
    assert index.explain(known, "keeper").title_level == 900
