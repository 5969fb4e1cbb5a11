"""The salary bands on the pages of the catalogue: edited, compared, settled, shown."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask_babel import force_locale
from sqlalchemy import select

from recruit.catalogue.band_presentation import bands_of
from recruit.catalogue.bands import band_rules
from recruit.catalogue.profile_files import parse_profile, read_profiles
from recruit.catalogue.services import get_profile
from recruit.db import Database
from recruit.models import Role, Vacancy
from tests.browsing import Visitor
from tests.catalogue.conftest import edited_meanwhile
from tests.form_cases import VACANCY

SLUG = "head-of-customer-relations"
PROFILES = {content["slug"]: content for content in read_profiles()}
BANDS = {
    "band_1_head_years_min": "0",
    "band_1_education": "vocational",
    "band_1_field_years_min": "1",
    "band_2_head_years_min": "1",
    "band_2_skills": "Обучение персонала",
    "band_3_head_years_min": "2",
    "band_3_languages-0-code": "de",
    "band_3_languages-0-level": "basic",
    "band_4_head_years_min": "3",
    "band_4_skills_any_of": "Подбор персонала\nРабота с претензиями",
    "band_4_conditions_ru": "Руководит клиникой",
    "band_4_conditions_en": "Runs a clinic",
}

pytestmark = pytest.mark.usefixtures("catalogue")
Enter = Callable[..., Visitor]
# Many pages whose outcome no engine decides.
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def plain(text: str) -> str:
    """Without no-break spaces."""
    return " ".join(text.split())


def current_content(database: Database, slug: str) -> dict:
    with database.unit(writes=False) as session:
        return dict(get_profile(session, slug).current.content)


@on_sqlite
def test_every_profile_sent_back_untouched_makes_no_version(
    database: Database, enter: Enter
) -> None:
    visitor = enter(Role.RECRUITER)
    for slug in PROFILES:
        visitor.get(f"/profiles/{slug}/edit")
        visitor.submit()
        assert "Ничего не изменилось" in visitor.text, slug
    with database.unit(writes=False) as session:
        assert {get_profile(session, slug).current.number for slug in PROFILES} == {1}


def test_an_edited_band_is_the_next_version_and_nothing_else_of_it(
    database: Database, enter: Enter
) -> None:
    visitor = enter(Role.RECRUITER)
    visitor.get(f"/profiles/{SLUG}/edit")
    visitor.submit(
        {
            "band_3_field_years_min": "5",
            "band_3_skills": "Удержание клиентов\nРабота с претензиями",
            "band_3_languages-1-code": "de",
            "band_3_languages-1-level": "basic",
        }
    )
    assert "Версия 2 сохранена" in visitor.text
    bands = [dict(band) for band in PROFILES[SLUG]["bands"]]
    bands[2] |= {
        "field_years_min": 5,
        "skills": ["customer-retention", "claims-handling"],
        "languages": [{"code": "en", "level": "spoken"}, {"code": "de", "level": "basic"}],
    }
    assert current_content(database, SLUG) == PROFILES[SLUG] | {"bands": bands}


def test_posts_of_the_field_are_edited_beside_it(database: Database, enter: Enter) -> None:
    visitor = enter(Role.RECRUITER)
    visitor.get("/profiles/nurse/edit")
    visitor.submit({"field_posts_ru": "Фельдшер", "field_posts_en": "Paramedic"})
    posts = current_content(database, "nurse")["experience"]["field_posts"]
    assert posts == [{"ru": "Фельдшер", "en": "Paramedic"}]
    assert "Фельдшер" in visitor.text


def test_a_vacancy_built_from_a_profile_carries_the_bands_it_got(
    database: Database, enter: Enter
) -> None:
    recruiter, employer = enter(Role.RECRUITER), enter(Role.EMPLOYER)
    recruiter.get("/profiles/nurse/edit")
    recruiter.submit(BANDS)
    assert "Версия 2 сохранена" in recruiter.text
    employer.get("/vacancies/new/nurse")
    employer.submit(VACANCY)
    # A later version is none of this vacancy's.
    recruiter.get("/profiles/nurse/edit")
    recruiter.submit({"remove_bands": "1"})
    assert current_content(database, "nurse")["bands"] == []
    with database.unit(writes=False) as session:
        version = session.scalars(select(Vacancy)).one().profile_version
        assert version.number == 2
        rules = band_rules(version.content)
    assert rules is not None
    assert [(one.band, one.kind, one.months) for one in rules.conditions] == [
        (1, "education", 0),
        (1, "field", 12),
        (2, "head", 12),
        (2, "skill", 0),
        (3, "head", 24),
        (4, "head", 36),
        (4, "skill", 0),
    ]


def test_bands_of_a_profile_are_shown_and_download_as_a_file(
    database: Database, enter: Enter
) -> None:
    visitor = enter(Role.RECRUITER)
    visitor.get("/profiles/nurse/edit")
    visitor.submit(BANDS)
    for words in (
        "Среднее профессиональное образование",
        "От 1 года в этой области",
        "Обучение сотрудников",
        "для некоторых работодателей — плюс:",
        "Немецкий, базовый",
        "Руководит клиникой",
        "Подбор персонала",
    ):
        assert words in visitor.text
    file = visitor.get("/profiles/nurse/versions/2.yaml").get_data(as_text=True)
    assert parse_profile(file, "nurse.yaml") == current_content(database, "nurse")


WRONG = [
    ({"band_2_head_years_min": "много"}, "band_2_head_years_min", "Запишите целое число"),
    ({"band_2_head_years_min": ""}, "band_2_head_years_min", "если нисколько"),
    ({"band_2_head_years_min": "3"}, "band_3_head_years_min", "В диапазоне II нужно 3"),
    ({"band_1_field_years_min": "61"}, "band_1_field_years_min", "от 0 до 60"),
    ({"band_1_education": "doctor"}, "band_1_education", "Выберите"),
    ({"band_2_skills": "Чтение мыслей"}, "band_2_skills", "нет навыка «Чтение мыслей»"),
    ({"band_4_skills_any_of": "Магия"}, "band_4_skills_any_of", "нет навыка «Магия»"),
    ({"band_4_conditions_en": ""}, "band_4_conditions_en", "по-русски — 1, по-английски — 0."),
    ({"band_2_assets_en": "A\nB"}, "band_2_assets_ru", "по-русски — 0, по-английски — 2."),
    ({"band_3_languages-0-level": ""}, "band_3_languages-0-level", "Выберите"),
    (
        {"band_3_languages-1-code": "de", "band_3_languages-1-level": "fluent"},
        "band_3_languages-1-code",
        "уже есть выше",
    ),
    (
        {"band_1_education": "", "band_1_field_years_min": ""},
        "band_1_conditions_ru",
        "хотя бы одно условие",
    ),
    (
        {"band_1_head_years_min": "", "band_1_education": "", "band_1_field_years_min": ""},
        "band_1_head_years_min",
        "Заполните и диапазон I",
    ),
]


@on_sqlite
def test_each_wrong_value_is_told_where_it_stands(database: Database, enter: Enter) -> None:
    visitor = enter(Role.RECRUITER)
    for values, place, message in WRONG:
        visitor.get("/profiles/nurse/edit")
        visitor.submit(BANDS | values)
        assert visitor.response.status_code == 422, values
        assert visitor.errors().keys() == {place}, values
        assert message in visitor.errors()[place], values
        assert visitor.form().fields["band_4_conditions_ru"].strip() == "Руководит клиникой"
        assert not visitor.page.xpath("//details[.//*[@name='band_1_skills']]"), "open to read"
    assert current_content(database, "nurse") == PROFILES["nurse"]


def test_bands_wait_behind_a_button_until_they_are_wanted(enter: Enter) -> None:
    visitor = enter(Role.RECRUITER)
    visitor.get("/profiles/nurse/edit")
    assert visitor.page.xpath("//details[not(@open)]//*[@name='band_1_skills']")
    assert not visitor.page.xpath("//*[@name='remove_bands']")
    visitor.get(f"/profiles/{SLUG}/edit")
    assert not visitor.page.xpath("//details//*[@name='band_1_skills']")
    assert visitor.page.xpath("//*[@name='remove_bands']")


def test_a_refused_form_keeps_the_tick_and_the_bands(database: Database, enter: Enter) -> None:
    visitor = enter(Role.RECRUITER)
    visitor.get(f"/profiles/{SLUG}/edit")
    visitor.submit({"remove_bands": "1", "title_ru": "", "band_2_head_years_min": "many"})
    assert visitor.errors().keys() == {"title_ru"}
    fields = visitor.form().fields
    assert fields["remove_bands"] == "1"
    assert fields["band_2_head_years_min"] == "many"
    visitor.submit({"title_ru": "Глава"})
    assert current_content(database, SLUG)["bands"] == []


def test_versions_tell_a_band_apart_by_what_changed_in_it(app: Flask, database: Database) -> None:
    edited_meanwhile(database, band_2_head_years_min=2, band_2_skills=["team-management"])
    visitor = Visitor(app)
    visitor.get(f"/profiles/{SLUG}/versions/2?against=1")
    assert [plain(node.text_content()) for node in visitor.page.xpath("//main//h2")] == [
        "Зарплатный диапазон II"
    ]
    marked = {
        mark: [
            " ".join(node.text_content().split()) for node in visitor.page.xpath(f"//main//{mark}")
        ]
        for mark in ("ins", "del")
    }
    assert marked["ins"] == ["от 2 лет во главе такого отдела"]
    assert marked["del"] == [
        "от 1 года во главе такого отдела",
        "Стандарты обслуживания",
        "Сценарии работы с клиентами",
        "Переговоры с первыми лицами",
    ]


def test_two_edits_of_bands_are_settled_band_by_band(database: Database, enter: Enter) -> None:
    visitor = enter(Role.RECRUITER)
    visitor.get(f"/profiles/{SLUG}/edit")
    edited_meanwhile(
        database,
        band_2_skills=["team-management"],
        band_3_languages=[{"code": "de", "level": "basic"}],
        band_4_head_years_min=4,
    )
    visitor.submit({"band_2_field_years_min": "6", "band_4_head_years_min": "7"})
    assert visitor.response.status_code == 409
    form = visitor.form()
    chosen = {
        name: form.fields[name] for name in visitor.page.xpath("//input[@type='radio']/@name")
    }
    assert chosen == {
        "keep_band_2": "mine",
        "keep_band_3": "theirs",
        "keep_band_4": "mine",
    }
    assert "от 7 лет во главе такого отдела" in visitor.text
    assert "плюс: немецкий, базовый" in visitor.text
    visitor.submit({"keep_band_4": "theirs"})
    assert "Версия 3 сохранена" in visitor.text
    _, second, third, fourth = current_content(database, SLUG)["bands"]
    assert (second["field_years_min"], len(second["skills"])) == (6, 4)
    assert third["languages"] == [{"code": "de", "level": "basic"}]
    assert fourth["head_years_min"] == 4


def test_bands_taken_away_may_still_be_kept_as_the_others_left_them(
    database: Database, enter: Enter
) -> None:
    visitor = enter(Role.RECRUITER)
    visitor.get(f"/profiles/{SLUG}/edit")
    edited_meanwhile(database, band_2_head_years_min=2)
    visitor.submit({"remove_bands": "1"})
    kept = {f"keep_band_{number}": "theirs" for number in (1, 2, 3, 4)}
    page = visitor.response
    visitor.submit(kept)
    assert "Ничего не изменилось" in visitor.text
    visitor.response = page
    visitor.submit(dict.fromkeys(kept, "mine"))
    assert current_content(database, SLUG)["bands"] == []


def test_typed_conditions_are_told_where_no_text_says_them(app: Flask) -> None:
    with app.app_context(), force_locale("ru"):
        first, _, third, fourth = bands_of(PROFILES[SLUG], "ru")
    # «Высшее образование» stands among the texts word for word.
    assert [plain(line).split(":")[0] for line in first.checked] == [
        "от 3 лет в этой области",
        "навыки",
    ]
    assert "Переговоры" in first.checked[1]
    assert [plain(line) for line in fourth.checked] == [
        "любой из навыков: Опыт в крупных компаниях, Создание отдела с нуля"
    ]
    # The survey's own words name English, so the language is not told again.
    assert len(third.assets) == 1
    # The table and the prose of the survey differ; both are shown.
    assert {
        "От 2 лет во главе такого отдела (так в таблице обзора)",
        "От 2 лет профильного опыта (так в тексте обзора)",
    } <= set(third.conditions)
