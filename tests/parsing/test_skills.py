"""Skills: the listed ones as they are listed, the evidenced ones apart."""

import pytest

from recruit.parsing.document import Document, Line
from recruit.parsing.draft import Draft
from recruit.parsing.parse import parse


def draft(text: str) -> Draft:
    lines = (Line(line, block=n) for n, line in enumerate(text.splitlines()))
    return parse(Document(tuple(lines)), "2026-11")


def skills(text: str) -> list[str]:
    return [skill.value for skill in draft(f"Иванов Пётр\nКлючевые навыки\n{text}").skills]


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("Python, SQL; Docker", ["Python", "SQL", "Docker"]),
        ("• Python\n• SQL", ["Python", "SQL"]),
        ("Python\tSQL\tRedis", ["Python", "SQL", "Redis"]),
        ("Python | SQL", ["Python", "SQL"]),
        ("Python 90%\nSQL 4/5\nRedis ★★★☆☆", ["Python", "SQL", "Redis"]),
        ("Python — продвинутый, SQL (5 лет)", ["Python", "SQL"]),
        ("Языки программирования: Python, Go", ["Python", "Go"]),
        ("1С: Предприятие 8, 1С: ЗУП", ["1С: Предприятие 8", "1С: ЗУП"]),
        ("Excel (сводные таблицы, макросы), Word", ["Excel (сводные таблицы, макросы)", "Word"]),
        ("Ведение медицинской\nдокументации\nЭКГ", ["Ведение медицинской документации", "ЭКГ"]),
        ("Работа c клиентами, Иcхoдящиe звoнки", ["Работа с клиентами", "Исходящие звонки"]),
        ("`Python`, **SQL**", ["Python", "SQL"]),
    ],
)
def test_a_list(text: str, listed: list[str]) -> None:
    assert skills(text) == listed


def test_tags_with_spaces_alone_are_parted_by_the_vocabulary() -> None:
    assert skills("PostgreSQL Docker Kubernetes Управление персоналом Python") == [
        "PostgreSQL", "Docker", "Kubernetes", "Управление персоналом", "Python",
    ]  # fmt: skip


def test_languages_are_no_skills() -> None:
    assert skills("Английский — B2\nPython") == ["Python"]


JOB = "Иванов Пётр\nОпыт работы\n03.2015 – н.в.\nООО «Ромашка»\nРазработчик\nСервисы на PostgreSQL"


def test_prose_gives_evidence_and_claims_nothing() -> None:
    found = draft(JOB)
    assert found.skills == ()
    assert "PostgreSQL" in [skill.value for skill in found.evidenced]


def test_a_claimed_skill_is_not_evidenced_again() -> None:
    found = draft(f"{JOB}\nНавыки\nPostgreSQL")
    assert [skill.value for skill in found.skills] == ["PostgreSQL"]
    assert "PostgreSQL" not in [skill.value for skill in found.evidenced]


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("ХАССП\niiko\npandas", ["ХАССП", "iiko", "pandas"]),
        ("Excel; Права категорий B, C, E", ["Excel", "Права категорий B, C, E"]),
        ("Чертежи\tMS Project\tСметы\nТехнадзор\tКС-2, КС-3",
         ["Чертежи", "MS Project", "Сметы", "Технадзор", "КС-2, КС-3"]),
    ],
)  # fmt: skip
def test_what_belongs_to_one_skill(text: str, listed: list[str]) -> None:
    assert skills(text) == listed


def test_a_skill_in_capitals_heads_no_other_list() -> None:
    found = draft("Иванов Пётр\nTop Skills\n\nCash flow planning\n\nSAP\n\nPower BI")
    assert [skill.value for skill in found.skills] == ["Cash flow planning", "SAP", "Power BI"]


def test_a_small_letter_begins_a_tag_of_its_own() -> None:
    assert skills("Битрикс24 amoCRM\tПрезентации\tVendor audits\tКасса") == [
        "Битрикс24", "amoCRM", "Презентации", "Vendor audits", "Касса",
    ]  # fmt: skip
