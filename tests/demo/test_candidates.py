"""The invented people hold together: counts, dates, pay, cities, and no text is told twice."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from recruit.demo.agency import SEED, Agency, build_agency
from recruit.demo.candidates import draw_candidates
from recruit.demo.cities import CITIES, SURVEY_CITIES
from recruit.demo.posts import LEVELS, load_posts
from recruit.demo.records import Candidate, Position
from tests.demo.conftest import TODAY

THIS_MONTH = "2026-11"


def months(position: Position) -> tuple[str, str]:
    """First and last month of a job whose dates are given."""
    assert position.start is not None
    return position.start, position.end or THIS_MONTH


def dated(candidate: Candidate) -> list[Position]:
    """Main jobs with dates, oldest first."""
    jobs = [job for job in candidate.positions if job.start and not job.part_time]
    return jobs[::-1]


def blocks(text: str) -> list[str]:
    return [" ".join(block.casefold().split()) for block in text.split("\n\n")]


def test_the_same_seed_and_day_give_the_same_agency(agency: Agency) -> None:
    assert build_agency(TODAY) == agency


def test_another_seed_gives_other_people(agency: Agency) -> None:
    other = build_agency(TODAY, seed=7, candidates=50)
    names = {(candidate.given, candidate.surname) for candidate in agency.candidates[:50]}
    assert len(names & {(one.given, one.surname) for one in other.candidates}) < 5


def test_there_are_six_hundred_people_of_at_least_sixty_posts(agency: Agency) -> None:
    assert len(agency.candidates) == 600
    assert len({candidate.key for candidate in agency.candidates}) == 600
    assert len({candidate.post for candidate in agency.candidates}) >= 60
    assert all(candidate.is_demo for candidate in agency.candidates)


def test_the_customer_family_is_there_at_all_levels(agency: Agency) -> None:
    family = [one for one in agency.candidates if one.field == "customer"]
    assert 65 <= len(family) <= 80
    assert {one.level for one in family} == set(LEVELS)
    assert sum(one.post == "customer-relations-head" for one in family) >= 8


def test_nobody_shares_a_name_or_a_contact(agency: Agency) -> None:
    people = agency.candidates
    assert len({(one.given, one.surname) for one in people}) == 600
    assert len({one.email for one in people}) == 600
    assert len({one.phone for one in people}) == 600


def test_the_more_senior_know_more_of_what_their_profile_requires(agency: Agency) -> None:
    posts = load_posts()
    known: dict[str, list[float]] = {level: [] for level in LEVELS}
    for one in agency.candidates:
        required = set(posts[one.post].required)
        if required and one.skills and one.language == "ru":
            known[one.level].append(len(required & set(one.skills)) / len(required))
    shares = [sum(values) / len(values) for values in known.values()]
    assert shares == sorted(shares)
    assert shares[0] < 0.6
    assert shares[-1] > 0.8


def test_a_skill_is_listed_once(agency: Agency) -> None:
    for one in agency.candidates:
        listed = [skill.casefold() for skill in one.skills]
        assert len(listed) == len(set(listed))
        assert len(listed) == 0 or 4 <= len(listed) <= 30


def test_contacts_reach_nobody(agency: Agency) -> None:
    for one in agency.candidates:
        assert re.fullmatch(r"[a-z0-9.]+@example\.(com|net|org)", one.email)
        assert re.fullmatch(r"\+7 000 \d{3}-\d{2}-\d{2}", one.phone)


@pytest.mark.parametrize(
    "fact",
    [
        "salary_expected",
        "city",
        "relocation",
        "remote",
        "education",
        "education_level",
        "languages",
        "about",
    ],
)
def test_each_fact_is_unknown_of_about_fifteen_per_cent(agency: Agency, fact: str) -> None:
    unknown = sum(getattr(one, fact) is None for one in agency.candidates) / 600
    assert 0.11 <= unknown <= 0.19


def test_skills_and_dates_are_unknown_as_often(agency: Agency) -> None:
    without_skills = sum(not one.skills for one in agency.candidates) / 600
    without_dates = (
        sum(any(job.start is None for job in one.positions) for one in agency.candidates) / 600
    )
    assert 0.11 <= without_skills <= 0.19
    assert 0.11 <= without_dates <= 0.19


def test_an_unknown_fact_is_not_in_the_text_either(agency: Agency) -> None:
    for one in agency.candidates:
        if one.salary_expected is None:
            assert "до вычета" not in one.resume
            assert "before tax" not in one.resume
        if one.about is None and one.language == "en":
            assert "Summary" not in one.resume
            assert "Profile" not in one.resume


def test_about_eight_per_cent_write_in_english(agency: Agency) -> None:
    english = [one for one in agency.candidates if one.language == "en"]
    assert 0.06 <= len(english) / 600 <= 0.10
    for one in english:
        assert not re.search("[А-Яа-яёЁ]", one.resume)


def test_no_two_resumes_share_a_paragraph(agency: Agency) -> None:
    seen = Counter(block for one in agency.candidates for block in set(blocks(one.resume)))
    assert [block for block, times in seen.items() if times > 1] == []


def test_no_two_resumes_share_a_long_line(agency: Agency) -> None:
    seen = Counter(
        line for one in agency.candidates for line in set(one.resume.split("\n")) if len(line) > 80
    )
    assert [line for line, times in seen.items() if times > 1] == []


def test_no_two_jobs_share_a_description_and_no_two_people_an_about(agency: Agency) -> None:
    told = [job.description for one in agency.candidates for job in one.positions]
    told += [one.about for one in agency.candidates if one.about]
    told += [one.education for one in agency.candidates if one.education]
    assert len(told) == len({text.casefold() for text in told})


def test_a_resume_shows_what_the_record_says(agency: Agency) -> None:
    for one in agency.candidates:
        for text in (one.surname, one.email, one.title, one.about, one.education):
            assert text is None or text in one.resume
        for job in one.positions:
            assert job.description in one.resume
            assert job.employer in one.resume


def test_descriptions_have_two_to_six_sentences_and_no_slot_left(agency: Agency) -> None:
    for one in agency.candidates:
        assert not set("{}|") & set(one.resume)
        for job in one.positions:
            assert len(re.findall(r"[.?](?= |$)", job.description)) >= 2, job.description
            assert len(job.description) < 900


def test_forms_agree_with_the_person(agency: Agency) -> None:
    his = re.compile(r"^(?:Вёл|Руководил|Готовил|Проводил|Составил|Принимал|Отвечал|Обучил)\b")
    hers = re.compile(r"^(?:Вела|Руководила|Готовила|Проводила|Составила|Принимала|Обучила)\b")
    found = Counter[str]()
    for one in agency.candidates:
        for job in one.positions:
            for text in job.description.split(". "):
                found["m"] += bool(his.match(text))
                found["f"] += bool(hers.match(text))
                assert not (hers if one.sex == "m" else his).match(text), text
    assert min(found["m"], found["f"]) > 100


def test_jobs_follow_one_another_and_end_by_today(agency: Agency) -> None:
    for one in agency.candidates:
        jobs = dated(one)
        for job in jobs:
            first, last = months(job)
            assert "1980-01" < first <= last <= THIS_MONTH
        for earlier, later in pairwise(jobs):
            assert months(earlier)[1] < months(later)[0], one.key


def test_only_the_newest_job_goes_on(agency: Agency) -> None:
    for one in agency.candidates:
        main = [job for job in one.positions if not job.part_time]
        assert all(not job.current for job in main[1:])
        assert all(job.end is not None for job in main[1:] if job.start)


def test_part_time_jobs_are_rare_and_within_a_main_one(agency: Agency) -> None:
    beside = [(one, job) for one in agency.candidates for job in one.positions if job.part_time]
    assert 0 < len(beside) <= 36
    for one, job in beside:
        if job.start and len(dated(one)) == len(one.positions) - 1:
            first, last = months(job)
            assert any(a <= first and last <= b for a, b in map(months, dated(one)))


def test_the_first_job_comes_at_a_plausible_age(agency: Agency) -> None:
    for one in agency.candidates:
        years = [int(job.start[:4]) for job in one.positions if job.start]
        if years and all(job.start for job in one.positions):
            assert 16 <= min(years) - one.born <= 30, one.key
        assert 17 <= TODAY.year - one.born <= 66


@pytest.mark.parametrize(
    ("post", "levels"),
    [
        ("general-practitioner", {"higher", "degree", None}),
        ("nurse", {"vocational", "higher", "degree", None}),
        ("lawyer", {"higher", "degree", None}),
    ],
)
def test_a_post_that_asks_for_a_school_has_it(
    agency: Agency, post: str, levels: set[str | None]
) -> None:
    found = {one.education_level for one in agency.candidates if one.post == post}
    assert found
    assert found <= levels


def test_only_the_first_job_is_told_as_the_first(agency: Agency) -> None:
    told = [
        (one.key, place, len(one.positions))
        for one in agency.candidates
        for place, job in enumerate(one.positions, start=1)
        if re.search("без опыта|первое место работы|Первая работа", job.description)
    ]
    assert told
    assert all(place == last for _, place, last in told), told


def test_levels_never_fall(agency: Agency) -> None:
    for one in agency.candidates:
        levels = [LEVELS.index(job.level) for job in reversed(one.positions)]
        assert levels == sorted(levels), one.key
        assert levels[-1] <= LEVELS.index(one.level)


def test_pay_rises_in_one_city(agency: Agency) -> None:
    for one in agency.candidates:
        jobs = [job for job in reversed(one.positions) if not job.part_time]
        for earlier, later in pairwise(jobs):
            if earlier.city == later.city:
                assert earlier.monthly_pay <= later.monthly_pay, one.key


def test_moves_are_rare_and_explained(agency: Agency) -> None:
    moved = 0
    for one in agency.candidates:
        jobs = [job for job in reversed(one.positions) if not job.part_time]
        moves = [b for a, b in pairwise(jobs) if a.city != b.city]
        assert len(moves) <= 1
        for job in moves:
            assert job.city is not None
            city = CITIES[job.city]
            name = city.name_en if one.language == "en" else city.accusative
            assert name in job.description, one.key
        moved += bool(moves)
        if one.city:
            assert one.city == jobs[-1].city
    assert 10 <= moved <= 90


def test_expectations_follow_the_last_pay_with_few_exceptions(agency: Agency) -> None:
    ratios = [
        one.salary_expected / one.positions[0].monthly_pay
        for one in agency.candidates
        if one.salary_expected and one.currency == "RUB" and not one.positions[0].part_time
    ]
    usual = [ratio for ratio in ratios if 0.9 <= ratio <= 1.3]
    assert len(usual) / len(ratios) > 0.85
    assert max(ratios) > 1.4
    assert min(ratios) < 0.7


def test_expectations_rise_with_level_and_with_the_city(agency: Agency) -> None:
    def middle(people: list[Candidate]) -> int:
        sums = sorted(one.salary_expected for one in people if one.salary_expected)
        return sums[len(sums) // 2]

    rubles = [one for one in agency.candidates if one.currency == "RUB"]
    by_level = [middle([one for one in rubles if one.level == level]) for level in LEVELS]
    assert by_level == sorted(by_level)
    moscow = middle([one for one in rubles if one.city == "Москва"])
    capitals = ("Москва", "Санкт-Петербург", None)
    assert moscow > 1.3 * middle([one for one in rubles if one.city not in capitals])


def test_people_live_in_all_cities_of_the_survey_and_beyond(agency: Agency) -> None:
    lived = Counter(one.city for one in agency.candidates)
    assert all(lived[city] >= 5 for city in SURVEY_CITIES)
    assert set(lived) - set(SURVEY_CITIES) - {None}
    assert set(lived) <= set(CITIES) | {None}


def test_nothing_happened_after_today(agency: Agency) -> None:
    for one in agency.candidates:
        assert date(2024, 1, 1) < one.registered <= one.updated <= TODAY
        newest = one.positions[0]
        if newest.start:
            assert one.updated.isoformat()[:7] >= (newest.end or newest.start)


def test_desk_work_can_be_remote_and_work_with_hands_hardly(agency: Agency) -> None:
    def share(fields: set[str]) -> float:
        known = [
            one.remote
            for one in agency.candidates
            if one.field in fields and one.remote is not None
        ]
        return sum(known) / len(known)

    assert share({"it", "customer", "marketing"}) > 0.25
    assert share({"production", "construction", "medicine"}) < 0.15


def test_the_person_a_visitor_signs_in_as_is_complete(agency: Agency) -> None:
    first = agency.candidates[0]
    assert first.post == "customer-relations-head"
    assert first.language == "ru"
    assert None not in (first.salary_expected, first.city, first.education, first.about)
    assert any(made.candidate == first.key for made in agency.applications)


def test_one_person_does_not_depend_on_the_others(agency: Agency) -> None:
    posts = load_posts()
    one = agency.candidates[20]
    other = next(slug for slug in posts if slug not in (one.post, *posts[one.post].origins))
    posts[other] = replace(posts[other], pay=(10, 20), achieved=(*posts[other].achieved, "Успех"))
    again = draw_candidates(SEED, posts, TODAY, 600)[20]
    assert replace(again, resume=one.resume) == one
