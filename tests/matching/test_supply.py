"""The supply: how many candidates a vacancy would have, by offer and by requirement."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.bands import SalarySurvey
from matching.index import CandidateIndex
from matching.profiles import CandidateProfile, Money, Position, VacancyProfile
from matching.supply import POST, Requirement, Supply
from tests.matching.factories import AS_OF, SURVEY

EXPERIENCE, MANAGEMENT = Requirement("experience"), Requirement("management")
EDUCATION, PLACE = Requirement("education"), Requirement("place")
ENGLISH, KNIVES = Requirement("language", "en"), Requirement("skill", "заточка ножей")
WANTED = VacancyProfile(
    title="Повар",
    city="Москва",
    must=("заточка ножей",),
    experience_months=24,
    education="higher",
    languages={"en": "spoken"},
)
COOK = CandidateProfile(
    title="Повар",
    city="Москва",
    skills=("заточка ножей",),
    experience_months=24,
    education="higher",
    languages={"en": "fluent"},
    salary_expected=Money(100, "RUB"),
)


def supply(
    people: Sequence[CandidateProfile],
    vacancy: VacancyProfile = WANTED,
    survey: SalarySurvey | None = None,
) -> Supply:
    index = CandidateIndex(AS_OF)
    index.update(enumerate(people))
    return index.supply(vacancy, survey=survey)


# ---------- against a plain loop over the profiles ----------

PEOPLE = st.builds(
    CandidateProfile,
    title=st.sampled_from(["Повар", "Кассир", ""]),
    city=st.sampled_from(["Москва", "Екатеринбург", None]),
    relocation=st.sampled_from([True, False, None]),
    skills=st.sampled_from([("заточка ножей",), ("мытьё посуды",), None]),
    experience_months=st.sampled_from([0, 23, 24, 60, None]),
    education=st.sampled_from(["secondary", "higher", "degree", None]),
    languages=st.sampled_from([{"en": "fluent"}, {"en": "basic"}, {}, None]),
    salary_expected=st.none()
    | st.builds(Money, st.integers(0, 200), st.sampled_from(["RUB", "RUB", "USD"])),
)
CROWDS = st.lists(PEOPLE | st.just(COOK), max_size=12)
Answer = bool | None


def answers_of(person: CandidateProfile) -> dict[Requirement, Answer]:
    """What one person answers; None is not known."""
    spoken = person.languages
    months = person.experience_months
    place: Answer = person.city == "Москва" or bool(person.relocation)
    if not place and None in (person.city, person.relocation):
        place = None
    return {
        POST: person.title == "Повар" if person.title else None,
        KNIVES: None if person.skills is None else "заточка ножей" in person.skills,
        EXPERIENCE: None if months is None else months >= 24,
        EDUCATION: None if person.education is None else person.education in ("higher", "degree"),
        ENGLISH: None if spoken is None else spoken.get("en") == "fluent",
        PLACE: place,
    }


def wish_of(person: CandidateProfile) -> int | None:
    wish = person.salary_expected
    return wish.minor if wish and wish.currency == "RUB" else None


@settings(max_examples=60, deadline=None)
@given(CROWDS, st.none() | st.integers(0, 250))
def test_it_counts_what_a_loop_over_the_profiles_counts(
    people: list[CandidateProfile], offer: int | None
) -> None:
    told = [answers_of(person) for person in people]
    wishes = [wish_of(person) for person in people]
    # With an offer, the money is one more question; without one it is not asked.
    paid: list[Answer] = [
        True if offer is None else None if wish is None else wish <= offer for wish in wishes
    ]
    found = supply(people, replace(WANTED, salary_to=Money(offer, "RUB") if offer else None))

    def fit(left_out: Requirement | None = None) -> int:
        return sum(
            money is True
            and all(answer is True for asked, answer in one.items() if asked != left_out)
            for one, money in zip(told, paid, strict=True)
        )

    assert found.n_candidates == len(people)
    assert found.requirements == tuple(answers_of(COOK))
    assert found.fits(offer) == fit()
    assert (
        found.perhaps(offer)
        == sum(
            money is not False and False not in one.values()
            for one, money in zip(told, paid, strict=True)
        )
        - fit()
    )
    assert found.n_in_trade == sum(one[POST] is True for one in told)
    for asked in found.requirements:
        assert found.without(asked, offer) == fit(asked)
        assert found.adds(asked, offer) == fit(asked) - fit()
        assert found.alone[asked] == sum(one[asked] is True for one in told)
        assert found.in_trade[asked] == sum(one[asked] is one[POST] is True for one in told)


@settings(max_examples=60, deadline=None)
@given(CROWDS, st.lists(st.integers(0, 250), min_size=1))
def test_a_higher_offer_never_lowers_the_supply(
    people: list[CandidateProfile], offers: list[int]
) -> None:
    found = supply(people)
    curve = found.curve(sorted(offers)).tolist()

    assert curve == sorted(curve)
    assert curve == [found.fits(offer) for offer in sorted(offers)]
    assert found.fits(max(offers)) <= found.fits(None)


DROPPED = {
    KNIVES: {"must": ()},
    EXPERIENCE: {"experience_months": None},
    EDUCATION: {"education": None},
    ENGLISH: {"languages": {}},
    PLACE: {"city": None},
}


@settings(max_examples=40, deadline=None)
@given(CROWDS, st.sampled_from(list(DROPPED)))
def test_a_vacancy_that_asks_less_never_has_fewer(
    people: list[CandidateProfile], asked: Requirement
) -> None:
    found = supply(people)
    easier = supply(people, replace(WANTED, **DROPPED[asked]))

    assert asked not in easier.requirements
    for offer in (0, 100, 200, None):
        assert easier.fits(offer) == found.without(asked, offer) >= found.fits(offer)


# ---------- the single requirements ----------


@pytest.mark.parametrize(
    ("change", "asked"),
    [
        ({"title": "Кассир"}, POST),
        ({"skills": ("мытьё посуды",)}, KNIVES),
        ({"experience_months": 23}, EXPERIENCE),
        ({"education": "secondary"}, EDUCATION),
        ({"languages": {"en": "basic"}}, ENGLISH),
        ({"city": "Екатеринбург", "relocation": False}, PLACE),
    ],
    ids=str,
)
def test_who_lacks_one_requirement_fits_without_it(
    change: dict[str, object], asked: Requirement
) -> None:
    found = supply([COOK, replace(COOK, **change)])  # type: ignore[arg-type]

    assert (found.fits(100), found.perhaps(100)) == (1, 0)
    assert {one: found.adds(one, 100) for one in found.requirements} == {
        one: int(one == asked) for one in found.requirements
    }


def test_a_skill_that_work_shows_counts_like_a_claimed_one() -> None:
    posts = (Position("Повар", AS_OF - 30, None, "Каждый день делал заточку ножей для всей кухни"),)
    assert supply([replace(COOK, skills=None, positions=posts)]).fits(None) == 1


def test_a_near_skill_is_not_the_one_that_is_asked() -> None:
    wanted = VacancyProfile(title="Программист", must=("postgresql",))
    near = CandidateProfile(title="Программист", skills=("mysql",))
    index = CandidateIndex(AS_OF)
    index.update([(0, near)])

    assert index.rank(wanted).explain(0).part("skills").points > 0
    assert supply([near], wanted).fits(None) == 0


def test_months_of_dated_posts_count_as_experience_and_as_management() -> None:
    head = CandidateProfile(
        title="Начальник отдела продаж",
        positions=(Position("Начальник отдела продаж", AS_OF - 11, None),),
    )
    asked = VacancyProfile(title="Начальник отдела продаж", management_months=12)

    assert supply([head], asked).alone[MANAGEMENT] == 1
    assert supply([head], replace(asked, management_months=13)).alone[MANAGEMENT] == 0


def test_work_from_afar_lets_in_more_and_keeps_nobody_out() -> None:
    people = [
        replace(COOK, city="Химки", remote=False),
        replace(COOK, city="Екатеринбург", relocation=True, remote=False),
        replace(COOK, city="Екатеринбург", relocation=False, remote=True),
        replace(COOK, city="Екатеринбург", relocation=False, remote=False),
    ]
    assert supply(people).fits(None) == 2
    assert supply(people, replace(WANTED, remote=True)).fits(None) == 3


def test_related_posts_are_of_the_trade_and_others_are_not() -> None:
    wanted = VacancyProfile(title="Руководитель отдела по работе с клиентами")
    titles = {
        "Начальник клиентского отдела": True,
        "Начальник отдела сопровождения клиентов": True,
        "Начальник склада": False,
        "Бухгалтер": False,
    }
    for title, is_of_trade in titles.items():
        assert supply([CandidateProfile(title=title)], wanted).n_in_trade == is_of_trade, title


def test_a_trade_that_only_the_text_tells_of_is_not_known() -> None:
    person = CandidateProfile(text="Работал на складе, принимал товар и вёл учёт.")
    found = supply([person], VacancyProfile(title="Повар"))
    assert (found.fits(None), found.perhaps(None)) == (0, 1)


HEAD = CandidateProfile(
    title="Руководитель отдела по работе с клиентами",
    management_months=24,
    salary_expected=Money(5_000_000, "RUB"),
)
WANTED_HEAD = VacancyProfile(
    title=HEAD.title, role="head-of-customer-relations", city="Москва", segment="company"
)


def test_who_would_move_wants_what_the_city_pays() -> None:
    mover = replace(HEAD, city="Казань", relocation=True)
    moved = SURVEY.convert(5_000_000, "Казань", "Москва", "company", 3)
    assert moved is not None
    assert moved > 5_000_000
    found = supply([mover], WANTED_HEAD, SURVEY)
    assert (found.fits(moved - 1), found.fits(moved)) == (0, 1)
    assert supply([mover], WANTED_HEAD).fits(5_000_000) == 1  # without a survey, no ratio


def test_who_works_from_afar_wants_no_more_than_at_home() -> None:
    stays = replace(HEAD, city="Казань", relocation=False, remote=True)
    found = supply([stays], replace(WANTED_HEAD, remote=True), SURVEY)
    assert (found.fits(4_999_999), found.fits(5_000_000)) == (0, 1)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.builds(
            replace,
            st.just(HEAD),
            city=st.sampled_from(["Москва", "Казань", "Химки", "Урюпинск", None]),
            relocation=st.sampled_from([True, False, None]),
            remote=st.sampled_from([True, False, None]),
        ),
        max_size=6,
    ),
    st.sampled_from(["Москва", "Казань"]),
    st.integers(2_000_000, 10_000_000),
)
def test_work_from_afar_never_lowers_the_supply(
    people: list[CandidateProfile], city: str, offer: int
) -> None:
    at_desk = supply(people, replace(WANTED_HEAD, city=city), SURVEY)
    anywhere = supply(people, replace(WANTED_HEAD, city=city, remote=True), SURVEY)
    assert anywhere.fits(offer) >= at_desk.fits(offer)


# ---------- the edges ----------


def test_who_asks_nothing_gets_everybody() -> None:
    found = supply([COOK, CandidateProfile()], VacancyProfile())
    assert found.requirements == ()
    assert (found.n_in_trade, found.fits(None), found.fits(100), found.perhaps(100)) == (2, 2, 1, 1)


def test_an_empty_base_has_nobody() -> None:
    found = supply([])
    assert (found.n_candidates, found.fits(100), found.perhaps(100)) == (0, 0, 0)
    assert found.curve([50, 100]).tolist() == [0, 0]
    assert [found.adds(asked, None) for asked in found.requirements] == [0] * 6


def test_neither_text_nor_assets_change_the_count() -> None:
    wordy = replace(WANTED, text="Нужен повар с опытом от 20 лет", nice=("кулинария",))
    assert supply([COOK], wordy).fits(100) == supply([COOK]).fits(100) == 1
