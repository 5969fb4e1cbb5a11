"""What the bands do to the salary part of a score, and wishes from another city."""

from fractions import Fraction

import pytest

from matching.reasons import part_reason
from tests.matching.factories import SURVEY, candidate, packaged_rules, rank, units, vacancy

RULES = packaged_rules()


def test_a_condition_that_is_unmet_closes_the_band_and_silence_does_not() -> None:
    """Six years as a head open band IV by the table; a resume that tells of no degree closes it."""
    silent = candidate(education=None, salary_expected=150_000)
    unschooled = candidate(education="secondary", salary_expected=150_000)
    by_years = rank(vacancy(), [silent, unschooled])
    by_all = rank(vacancy(), [silent, unschooled], bands=RULES)

    assert [by_years.explain(key).band for key in (0, 1)] == [4, 4]
    assert [by_all.explain(key).band for key in (0, 1)] == [4, 1]
    assert units(by_all, "salary")[0] == units(by_years, "salary")[0]
    assert units(by_all, "salary")[1] < units(by_years, "salary")[1]
    standing = by_all.explain(1).standing
    assert standing is not None
    assert standing.high == 0


def test_one_who_works_from_afar_is_compared_with_both_markets() -> None:
    """115,000 is dear in Kazan and usual in Moscow, for whom either is enough."""
    wanted = vacancy(city="Москва", remote=True, salary_to=None, segment="company")
    rows = [
        candidate(city="Казань", remote=True, salary_expected=115_000),
        candidate(city="Москва", remote=True, salary_expected=115_000),
        candidate(city="Казань", remote=True, salary_expected=260_000),
    ]
    ranking = rank(wanted, rows)
    explanation = ranking.explain(0)
    here, there = (SURVEY.cell(city, "company") for city in ("Казань", "Москва"))
    assert here is not None
    assert there is not None
    ratio = Fraction(sum(there.band(4)), sum(here.band(4)))

    assert explanation.salary.conversion is not None
    assert explanation.salary.conversion.kind == "afar"
    assert explanation.salary.conversion.minor == round(11_500_000 * ratio)
    assert explanation.salary.judged == 11_500_000
    assert ranking.explain(1).salary.conversion is None
    assert units(ranking, "salary")[0] == units(ranking, "salary")[1] > units(ranking, "salary")[2]
    said = part_reason(explanation, "salary")
    assert "66\u202f000" in said
    assert "110\u202f000" in said


def test_afar_in_a_dearer_city_the_cheaper_price_decides() -> None:
    """Who lives in Moscow and works for Kazan: 180,000 is usual at home."""
    wanted = vacancy(city="Казань", remote=True, salary_to=None)
    explanation = rank(
        wanted, [candidate(city="Москва", remote=True, salary_expected=180_000)]
    ).explain(0)

    assert explanation.salary.judged is not None
    assert explanation.salary.judged < 18_000_000
    assert explanation.part("salary").points == pytest.approx(explanation.part("salary").weight)


def test_one_who_stays_at_home_is_not_converted() -> None:
    wanted = vacancy(city="Москва", remote=False, salary_to=None)
    ranking = rank(wanted, [candidate(city="Казань", relocation=False, remote=True)])

    assert ranking.explain(0).salary.conversion is None
