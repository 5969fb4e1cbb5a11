"""Pages of the catalogue."""

from collections.abc import Callable

import pytest
import yaml
from flask import Flask

from recruit.catalogue.editing import LISTS, TEXTS, values_of
from recruit.catalogue.profile_files import parse_profile, read_profiles
from recruit.catalogue.services import get_profile
from recruit.db import Database
from recruit.models import Role
from recruit.salaries.services import load_packaged_surveys
from tests.browsing import Visitor
from tests.catalogue.conftest import edited_meanwhile
from tests.conftest import NOON

SLUG = "head-of-customer-relations"
CUSTOMER_POSTS = (
    "chief-customer-officer",
    "director-of-customer-department",
    "head-of-customer-support",
    "head-of-customer-relations",
)
PROFILES = {content["slug"]: content for content in read_profiles()}


def links(visitor: Visitor) -> list[str]:
    found: list[str] = visitor.page.xpath("//main//a/@href")
    return found


@pytest.mark.usefixtures("catalogue")
def test_the_catalogue_lists_every_profile_with_the_customer_posts_first(app: Flask) -> None:
    visitor = Visitor(app)
    visitor.get("/profiles")
    listed = [link.split("/")[-1] for link in visitor.page.xpath("//main//h3/a/@href")]
    assert tuple(listed[:4]) == CUSTOMER_POSTS
    assert sorted(listed) == sorted(PROFILES)
    assert "18 обязательных навыков" in visitor.text
    assert any(link.startswith("/vacancies/new") for link in links(visitor))


@pytest.mark.usefixtures("catalogue")
def test_a_search_finds_by_another_name_and_says_when_it_finds_nothing(app: Flask) -> None:
    visitor = Visitor(app, "en")
    visitor.get("/profiles?q=head of client service")
    assert visitor.page.xpath("//main//h3/a/@href") == [f"/profiles/{SLUG}"]
    assert "1 profile" in visitor.text
    visitor.get("/profiles?q=astronaut")
    assert "No profile is called “astronaut”" in visitor.text
    assert visitor.page.get_element_by_id("q").get("value") == "astronaut"


def test_an_empty_catalogue_says_what_to_do(app: Flask) -> None:
    visitor = Visitor(app)
    visitor.get("/profiles")
    assert "recruit init" in visitor.text


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("slug", CUSTOMER_POSTS)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_profile_is_shown_whole_in_the_language_of_the_page(
    app: Flask, slug: str, language: str
) -> None:
    visitor = Visitor(app, language)
    visitor.get(f"/profiles/{slug}")
    content, values, shown = PROFILES[slug], values_of(PROFILES[slug]), visitor.text
    for name in (*TEXTS, *LISTS):
        value = values[f"{name}_{language}"]
        for line in value.split("\n") if isinstance(value, str) else value:
            assert " ".join(line.split()) in shown
    for band in content["bands"]:
        for condition in band["conditions"] + band["conditions_any_of"] + band["assets"]:
            assert condition[language] in shown


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("ru", ["от 10 лет", "от 5 до 8 лет", "от 7 лет", "Переговоры"]),
        ("en", ["10 years or more", "5 to 8 years", "7 years or more", "Negotiation"]),
    ],
)
def test_years_and_skills_are_told_in_words(app: Flask, language: str, wanted: list[str]) -> None:
    visitor = Visitor(app, language)
    visitor.get("/profiles/chief-customer-officer")
    for words in wanted[:3]:
        assert words in visitor.text
    visitor.get(f"/profiles/{SLUG}")
    assert wanted[3] in visitor.text


@pytest.mark.usefixtures("catalogue")
def test_bands_carry_the_sums_of_the_chosen_city(app: Flask, database: Database) -> None:
    with database.unit(writes=True) as session:
        load_packaged_surveys(session, NOON)
    visitor = Visitor(app)
    visitor.get(f"/profiles/{SLUG}?city=Казань&segment=agency")
    for sums in ("28 000–36 000 ₽", "36 000–44 000 ₽", "44 000–72 000 ₽", "72 000–110 000 ₽"):
        assert sums in visitor.text
    assert "Медиана: 63 000 ₽" in visitor.text
    assert any(
        link.startswith("/salaries?") and "segment=agency" in link for link in links(visitor)
    )
    visitor.get(f"/profiles/{SLUG}?city=Atlantis&segment=none")
    assert "50 000–60 000 ₽" in visitor.text


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(
    "path",
    ["/profiles/nobody", f"/profiles/{SLUG}/versions/9", f"/profiles/{SLUG}/versions/1?against=9"],
)
def test_what_is_not_there_is_not_found(app: Flask, path: str) -> None:
    visitor = Visitor(app)
    assert visitor.get(path).status_code == 404


@pytest.mark.usefixtures("catalogue")
def test_an_old_version_says_so_and_what_has_changed_is_marked(
    app: Flask, database: Database
) -> None:
    duties = values_of(PROFILES[SLUG])["duties_en"]
    edited_meanwhile(
        database,
        duties_en=[*duties[:-1], "Writes letters"],
        skills_asset=["tenders"],
    )
    visitor = Visitor(app, "en")
    visitor.get(f"/profiles/{SLUG}/versions/1")
    assert "This is version 1." in visitor.text
    assert duties[-1] in visitor.text
    for address in ("2?against=1", "1?against=2"):
        visitor.get(f"/profiles/{SLUG}/versions/{address}")
        added = [node.text_content() for node in visitor.page.xpath("//main//ins")]
        gone = [node.text_content() for node in visitor.page.xpath("//main//del")]
        assert added == ["Writes letters"]
        assert duties[-1] in gone
        assert "Team management" in gone
        assert "Purpose" not in visitor.text


@pytest.mark.usefixtures("catalogue")
def test_a_version_without_differences_in_this_language_says_so(
    app: Flask, database: Database
) -> None:
    edited_meanwhile(database, title_en="Head of relations")
    visitor = Visitor(app, "ru")
    visitor.get(f"/profiles/{SLUG}/versions/2?against=1")
    assert "На этом языке различий нет" in visitor.text


@pytest.mark.usefixtures("catalogue")
def test_only_the_agency_learns_who_wrote_a_version(
    app: Flask, database: Database, enter: Callable[..., Visitor]
) -> None:
    edited_meanwhile(database, title_en="Head of relations")
    nobody, recruiter = Visitor(app), enter(Role.RECRUITER)
    nobody.get(f"/profiles/{SLUG}")
    recruiter.get(f"/profiles/{SLUG}")
    assert "Антон Рыжов" not in nobody.text
    assert "Антон Рыжов" in recruiter.text


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("slug", CUSTOMER_POSTS)
def test_the_download_is_a_profile_file_again(app: Flask, slug: str) -> None:
    visitor = Visitor(app)
    response = visitor.get(f"/profiles/{slug}/versions/1.yaml")
    assert response.headers["Content-Disposition"] == f'attachment; filename="{slug}-1.yaml"'
    text = response.get_data(as_text=True)
    assert parse_profile(text, f"{slug}.yaml") == PROFILES[slug]
    assert "Зачем" not in text
    assert yaml.safe_load(text)["title"]["ru"] in text


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("path", ["/profiles/new", f"/profiles/{SLUG}/edit"])
@pytest.mark.parametrize(
    ("role", "status"),
    [
        (None, 303),
        (Role.CANDIDATE, 403),
        (Role.EMPLOYER, 403),
        (Role.RECRUITER, 200),
        (Role.ADMIN, 200),
    ],
)
def test_only_the_agency_edits(
    enter: Callable[..., Visitor], path: str, role: Role | None, status: int
) -> None:
    visitor = enter(role)
    assert visitor.client.get(path).status_code == status
    visitor.get(f"/profiles/{SLUG}")
    assert (f"/profiles/{SLUG}/edit" in links(visitor)) == (status == 200)
    offered = any(link.startswith("/vacancies/new") for link in links(visitor))
    assert offered == (role in (None, Role.EMPLOYER))


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("language", ["ru", "en"])
def test_saving_makes_the_next_version(
    database: Database, enter: Callable[..., Visitor], language: str
) -> None:
    visitor = enter(Role.RECRUITER, language)
    visitor.get(f"/profiles/{SLUG}/edit")
    visitor.submit({"title_ru": "Глава отдела", "title_en": "Head of it", "total_years": "4"})
    assert visitor.response.request.path == f"/profiles/{SLUG}"
    assert {"ru": "Версия 2 сохранена", "en": "Version 2 is saved"}[language] in visitor.text
    with database.unit(writes=False) as session:
        newest = get_profile(session, SLUG).current
        before = PROFILES[SLUG]
        assert newest.content == before | {
            "title": {"ru": "Глава отдела", "en": "Head of it"},
            "experience": before["experience"] | {"total_years": 4},
        }


@pytest.mark.usefixtures("catalogue")
def test_saving_without_a_change_makes_no_version(
    database: Database, enter: Callable[..., Visitor]
) -> None:
    visitor = enter(Role.RECRUITER)
    visitor.get(f"/profiles/{SLUG}/edit")
    visitor.submit()
    assert "Ничего не изменилось" in visitor.text
    with database.unit(writes=False) as session:
        assert get_profile(session, SLUG).current.number == 1


WRONG = [
    ("title_ru", "", "Заполните это поле"),
    ("title_en", "x" * 301, "Сократите до 300 знаков, сейчас 301"),
    ("purpose_ru", "", "Заполните это поле"),
    ("purpose_en", "x" * 10_001, "Сократите"),
    ("industry_ru", "Связь", None),
    ("duties_ru", "", "Заполните это поле"),
    ("duties_en", "One line", "Строк по-русски — 10, по-английски — 1."),
    ("knowledge_ru", "Одна строка", "Строк по-русски — 1, по-английски — 5."),
    ("controls_en", "\n".join(["x"] * 81), "не больше 80"),
    ("rights_ru", "Первая строка", None),
    ("aliases_ru", "x" * 201, "Сократите"),
    ("skills_required", "Переговоры\nЧтение мыслей", "В словаре нет навыка «Чтение мыслей»"),
    ("skills_required", "", "Заполните это поле"),
    ("skills_asset", "Переговоры", "«Переговоры» уже есть среди обязательных"),
    ("total_years", "много", "Запишите целое число"),
    ("management_years", "-1", "от 0 до 60"),
    ("management_years_max", "3", "Верхняя граница не может быть ниже нижней"),
    ("project_years", "61", "от 0 до 60"),
    ("field_en", "", "Заполните это поле"),
    ("education_level", "doctor", "Выберите"),
    ("education_text_ru", "", "Заполните это поле"),
    ("languages-1-code", "de", None),
    ("languages-0-level", "", "Выберите"),
    ("languages-0-code", "xx", "Выберите"),
    ("substitution_en", "The deputy", None),
]
# Where the message stands at the other field of the pair or group.
ELSEWHERE = {
    "industry_ru": ("industry_en", "Напишите то же по-английски"),
    "rights_ru": ("rights_en", "Строк по-русски — 1, по-английски — 0."),
    "languages-1-code": ("languages-1-level", "Выберите"),
    "substitution_en": ("substitution_ru", "Напишите то же по-русски"),
}


@pytest.mark.usefixtures("catalogue")
def test_each_wrong_field_says_so_and_everything_typed_is_kept(
    database: Database, enter: Callable[..., Visitor]
) -> None:
    visitor = enter(Role.RECRUITER)
    for name, value, message in WRONG:
        visitor.get(f"/profiles/{SLUG}/edit")
        kept = "Название, которое сохранится"
        visitor.submit({"governed_by_ru": kept, "governed_by_en": "Kept", name: value})
        assert visitor.response.status_code == 422, name
        place, expected = ELSEWHERE[name] if message is None else (name, message)
        errors = visitor.errors()
        assert expected in errors[place], name
        # A language begun and not finished lacks two answers.
        assert errors.keys() - {place} <= {"languages-1-need"}, name
        fields = visitor.form().fields
        assert fields["governed_by_ru"].strip() == kept
        # A choice that was never offered cannot be kept.
        assert value in ("doctor", "xx") or fields[name].strip() == value.strip(), name
    with database.unit(writes=False) as session:
        assert get_profile(session, SLUG).current.number == 1


@pytest.mark.usefixtures("catalogue")
def test_the_same_language_twice_is_refused_at_the_second(
    enter: Callable[..., Visitor],
) -> None:
    visitor = enter(Role.RECRUITER)
    visitor.get(f"/profiles/{SLUG}/edit")
    twice = {"languages-2-code": "en", "languages-2-level": "basic", "languages-2-need": "asset"}
    visitor.submit(twice)
    assert "уже есть выше" in visitor.errors()["languages-2-code"]


@pytest.mark.usefixtures("catalogue")
def test_a_form_without_the_version_it_began_with_is_refused(
    enter: Callable[..., Visitor],
) -> None:
    visitor = enter(Role.RECRUITER)
    visitor.get(f"/profiles/{SLUG}/edit")
    visitor.submit({"based_on": None})
    assert visitor.response.status_code == 422


@pytest.mark.usefixtures("catalogue")
def test_two_edits_of_one_version_are_shown_side_by_side_and_settled_field_by_field(
    database: Database, enter: Callable[..., Visitor]
) -> None:
    visitor = enter(Role.RECRUITER)
    visitor.get(f"/profiles/{SLUG}/edit")
    edited_meanwhile(
        database,
        title_en="Theirs",
        total_years=5,
        skills_asset=["tenders"],
        languages=[{"code": "de", "level": "basic", "need": "required"}],
    )
    visitor.submit({"title_en": "Mine", "industry_ru": "Связь", "industry_en": "Telecom"})
    assert visitor.response.status_code == 409
    assert "Антон Рыжов: сохранена версия 2" in visitor.text
    differing = {
        name.removeprefix("keep_") for name in visitor.page.xpath("//input[@type='radio']/@name")
    }
    assert differing == {"title", "industry", "total_years", "skills_asset", "languages"}
    marked = {
        mark: [node.text_content() for node in visitor.page.xpath(f"//table//{mark}")]
        for mark in ("ins", "del")
    }
    assert {
        "Theirs",
        "Mine",
        "Связь",
        "Telecom",
        "от\N{NO-BREAK SPACE}5\N{NO-BREAK SPACE}лет",
    } <= set(marked["ins"])
    assert {"от\N{NO-BREAK SPACE}3\N{NO-BREAK SPACE}лет", "Управление командой"} <= set(
        marked["del"]
    )
    # What only they have changed is theirs to begin with; what I have changed is mine.
    form = visitor.form()
    chosen = {name: form.fields[f"keep_{name}"] for name in differing}
    assert chosen == {
        "title": "mine",
        "industry": "mine",
        "total_years": "theirs",
        "skills_asset": "theirs",
        "languages": "theirs",
    }
    visitor.submit({"keep_title": "theirs"})
    assert "Версия 3 сохранена" in visitor.text
    with database.unit(writes=False) as session:
        values = values_of(get_profile(session, SLUG).current.content)
    assert values["title_en"] == "Theirs"
    assert values["industry_en"] == "Telecom"
    assert values["total_years"] == 5
    assert values["skills_asset"] == ["tenders"]
    assert [row["code"] for row in values["languages"]] == ["de"]


@pytest.mark.usefixtures("catalogue")
def test_taking_mine_everywhere_gives_what_was_typed(
    database: Database, enter: Callable[..., Visitor]
) -> None:
    visitor = enter(Role.RECRUITER)
    visitor.get(f"/profiles/{SLUG}/edit")
    edited_meanwhile(database, title_en="Theirs", or_experience=True, total_years=0)
    visitor.submit({"title_en": "Mine"})
    radios = set(visitor.page.xpath("//input[@type='radio']/@name"))
    assert radios == {"keep_title", "keep_or_experience", "keep_total_years"}
    visitor.submit(dict.fromkeys(radios, "mine"))
    with database.unit(writes=False) as session:
        values = values_of(get_profile(session, SLUG).current.content)
    assert (values["title_en"], values["or_experience"], values["total_years"]) == (
        "Mine",
        False,
        3,
    )


@pytest.mark.usefixtures("catalogue")
def test_taking_theirs_takes_a_zero_and_a_tick_too(
    database: Database, enter: Callable[..., Visitor]
) -> None:
    visitor = enter(Role.RECRUITER)
    visitor.get(f"/profiles/{SLUG}/edit")
    edited_meanwhile(database, or_experience=True, total_years=0)
    visitor.submit({"title_en": "Mine"})
    visitor.submit()
    with database.unit(writes=False) as session:
        values = values_of(get_profile(session, SLUG).current.content)
    assert (values["title_en"], values["or_experience"], values["total_years"]) == ("Mine", True, 0)


NEW = {
    "slug": "head-of-care",
    "title_ru": "Глава заботы",
    "title_en": "Head of care",
    "purpose_ru": "Заботится.",
    "purpose_en": "Cares.",
    "duties_ru": "Слушает\nОтвечает; не спорит",
    "duties_en": "Listens\nAnswers; does not argue",
    "skills_required": "переговоры\nРабота с претензиями",
    "field_ru": "Забота",
    "field_en": "Care",
    "education_text_ru": "Любое",
    "education_text_en": "Any",
    "languages-1-code": "de",
    "languages-1-level": "basic",
    "languages-1-need": "asset",
}


def test_a_new_profile_joins_the_catalogue(
    database: Database, enter: Callable[..., Visitor]
) -> None:
    visitor = enter(Role.ADMIN)
    visitor.get("/profiles/new")
    visitor.submit(NEW)
    assert visitor.response.request.path == "/profiles/head-of-care"
    with database.unit(writes=False) as session:
        content = get_profile(session, "head-of-care").current.content
    assert content["duties"][1] == {"ru": "Отвечает; не спорит", "en": "Answers; does not argue"}
    assert content["skills"] == [
        {"skill": "negotiation", "need": "required"},
        {"skill": "claims-handling", "need": "required"},
    ]
    assert content["languages"][0]["code"] == "de"
    visitor.get("/profiles")
    assert "Другие должности" in visitor.text
    assert "Глава заботы" in visitor.text


def test_a_double_click_adds_one_profile(enter: Callable[..., Visitor]) -> None:
    visitor = enter(Role.ADMIN)
    visitor.get("/profiles/new")
    form = dict(visitor.form().form_values()) | NEW
    for _ in range(2):
        response = visitor.client.post("/profiles/new", data=form)
        assert (response.status_code, response.location) == (303, "/profiles/head-of-care")


@pytest.mark.usefixtures("catalogue")
def test_the_address_of_a_new_profile(enter: Callable[..., Visitor]) -> None:
    visitor = enter(Role.ADMIN)
    for slug, message in [
        ("", "Заполните это поле"),
        ("Head of care", "строчными латинскими"),
        ("-care", "строчными латинскими"),
        ("new", "занят самим каталогом"),
        (SLUG, "уже есть"),
        ("x" * 71, "Сократите"),
    ]:
        visitor.get("/profiles/new")
        visitor.submit(NEW | {"slug": slug})
        assert visitor.response.status_code == 422, slug
        assert message in visitor.errors()["slug"]
        assert visitor.form().fields["title_ru"] == "Глава заботы"
