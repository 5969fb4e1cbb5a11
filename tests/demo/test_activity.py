"""Employers, vacancies and what the agency has done about them."""

from collections import Counter

from recruit.demo.agency import Agency
from recruit.demo.cities import SURVEY_CITIES
from recruit.demo.companies import read_companies
from recruit.demo.posts import PROFILES, load_posts
from tests.demo.conftest import TODAY

FAMILY = {
    "chief-customer-officer",
    "director-of-customer-department",
    "head-of-customer-support",
    "head-of-customer-relations",
    "account-manager",
    "call-centre-operator",
}


def test_there_is_one_employer_in_each_city_of_the_survey(agency: Agency) -> None:
    assert [one.city for one in agency.employers] == list(SURVEY_CITIES)
    assert len({one.name for one in agency.employers}) == 12
    assert {one.segment for one in agency.employers} == {"agency", "company"}
    assert all(one.is_demo for one in agency.employers)
    assert all(one.site.endswith(".example") for one in agency.employers)


def test_there_are_twenty_four_vacancies_in_every_state(agency: Agency) -> None:
    states = Counter(one.state for one in agency.vacancies)
    assert sum(states.values()) == 24
    assert set(states) == {"draft", "submitted", "open", "paused", "closed"}
    assert states["open"] >= 14
    for one in agency.vacancies:
        assert (one.state == "closed") == (one.close_reason is not None) == (one.closed is not None)


def test_every_vacancy_is_built_from_a_profile_that_exists(agency: Agency) -> None:
    profiles = {path.stem for path in PROFILES.glob("*.yaml")}
    assert {one.profile for one in agency.vacancies} <= profiles


def test_eight_open_vacancies_of_the_customer_family_in_several_cities(agency: Agency) -> None:
    open_ones = [one for one in agency.vacancies if one.state == "open" and one.profile in FAMILY]
    assert len(open_ones) >= 8
    assert len({one.city for one in open_ones}) >= 6
    assert {one.segment for one in open_ones} == {"agency", "company"}


def test_a_vacancy_belongs_to_its_employers_city_and_names_known_posts(agency: Agency) -> None:
    employers = {one.key: one for one in agency.employers}
    posts = load_posts()
    for one in agency.vacancies:
        assert one.city == employers[one.employer].city
        assert one.segment == employers[one.employer].segment
        assert 0 < (one.salary_from or 0) < (one.salary_to or 0)
        assert set(one.fits) | set(one.near) <= set(posts), one.key
        assert all(text[language] for text in (one.title, one.text) for language in ("ru", "en"))


def test_the_steps_of_a_vacancy_are_in_order() -> None:
    for one in read_companies(TODAY)[1]:
        steps = [day for day in (one.created, one.submitted, one.opened, one.closed) if day]
        assert steps == sorted(steps)
        assert steps[-1] <= TODAY


def test_the_first_vacancy_has_many_to_choose_from(agency: Agency) -> None:
    first = agency.vacancies[0]
    assert first.title["ru"] == "Руководитель отдела по работе с клиентами"
    assert (first.city, first.segment, first.state) == ("Москва", "company", "open")
    concerned = [one for one in agency.candidates if one.post in (*first.fits, *first.near)]
    assert len(concerned) >= 40


def test_people_apply_once_to_what_concerns_them_while_it_is_open(agency: Agency) -> None:
    vacancies = {one.key: one for one in agency.vacancies}
    people = {one.key: one for one in agency.candidates}
    assert len(agency.applications) == 200
    assert len({(one.vacancy, one.candidate) for one in agency.applications}) == 200
    for made in agency.applications:
        vacancy, candidate = vacancies[made.vacancy], people[made.candidate]
        assert candidate.post in (*vacancy.fits, *vacancy.near)
        assert vacancy.opened is not None
        assert max(vacancy.opened, candidate.registered) <= made.applied
        assert made.applied <= (vacancy.closed or TODAY)


def test_verdicts_use_all_five_grades_and_no_has_a_reason(agency: Agency) -> None:
    grades = Counter(made.grade for made in agency.verdicts)
    assert 110 <= len(agency.verdicts) <= 130
    assert set(grades) == {1, 2, 3, 4, 5}
    assert min(grades.values()) >= 8
    assert len({made.vacancy for made in agency.verdicts}) >= 6
    for made in agency.verdicts:
        assert (made.grade == 1) == (made.reason is not None) == (made.reason_code is not None)


def test_a_verdict_comes_after_the_application(agency: Agency) -> None:
    applied = {(one.vacancy, one.candidate): one.applied for one in agency.applications}
    both = [made for made in agency.verdicts if (made.vacancy, made.candidate) in applied]
    assert len(both) > 30
    assert all(made.given >= applied[made.vacancy, made.candidate] for made in both)


def test_a_reason_of_money_is_true(agency: Agency) -> None:
    vacancies = {one.key: one for one in agency.vacancies}
    people = {one.key: one for one in agency.candidates}
    for made in agency.verdicts:
        if made.reason_code == "salary":
            expected = people[made.candidate].salary_expected or 0
            assert expected > (vacancies[made.vacancy].salary_to or expected)


def test_twelve_people_were_shown_after_a_good_verdict(agency: Agency) -> None:
    good = {(v.vacancy, v.candidate): v.given for v in agency.verdicts if v.grade >= 4}
    assert len(agency.submissions) == 12
    assert len({made.candidate for made in agency.submissions}) == 12
    for made in agency.submissions:
        assert good[made.vacancy, made.candidate] <= made.released <= TODAY
    assert {made.consented for made in agency.submissions} == {True, False}


def test_shown_people_are_numbered_in_the_order_of_release(agency: Agency) -> None:
    for key in {made.vacancy for made in agency.submissions}:
        shown = [made for made in agency.submissions if made.vacancy == key]
        assert [made.number for made in shown] == list(range(1, len(shown) + 1))
        assert [made.released for made in shown] == sorted(made.released for made in shown)
