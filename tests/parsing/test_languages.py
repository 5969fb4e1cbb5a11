"""Languages with their levels, in the words of sites, schools and people."""

import pytest

from recruit.parsing.document import Document, Line
from recruit.parsing.parse import parse


def languages(text: str) -> dict[str, str]:
    lines = (Line(line, block=n) for n, line in enumerate(text.splitlines()))
    found = parse(Document(tuple(lines)), "2026-11")
    return {code: level.value for code, level in found.languages}


@pytest.mark.parametrize(
    ("line", "code", "level"),
    [
        ("Русский — Родной", "ru", "native"),
        ("Английский — B2 — Средне-продвинутый", "en", "B2"),
        ("Английский — базовые знания", "en", "basic"),
        ("Английский — читаю профессиональную литературу", "en", "intermediate"),
        ("Немецкий — могу проходить интервью", "de", "intermediate"),
        ("Французский — свободно владею", "fr", "fluent"),
        ("Английский со словарём", "en", "basic"),
        ("Испанский (разговорный)", "es", "intermediate"),
        ("English (Full Professional)", "en", "fluent"),
        ("English (Limited Working Proficiency)", "en", "basic"),
        ("Russian (Native or Bilingual)", "ru", "native"),
        ("Татарский: в совершенстве", "tt", "fluent"),
    ],
)
def test_a_level(line: str, code: str, level: str) -> None:
    assert languages(f"Иванов Пётр\nЗнание языков\n{line}") == {code: level}


def test_several_on_one_line() -> None:
    assert languages("Иванов Пётр\nЯзыки: русский (родной), английский (B1), немецкий — A2") == {
        "ru": "native",
        "en": "B1",
        "de": "A2",
    }


def test_a_language_without_a_level_is_not_guessed() -> None:
    assert languages("Иванов Пётр\nЗнание языков\nАнглийский") == {}


def test_a_job_tells_no_language() -> None:
    job = "Опыт работы\n03.2015 – н.в.\nООО «Ромашка»\nУчитель"
    text = f"Иванов Пётр\n{job}\nАнглийский — ведение уроков"
    assert languages(text) == {}


def test_languages_and_levels_in_cells_side_by_side() -> None:
    lines = (
        Line("Иванов Пётр"),
        Line("Языки", heading=2, block=1),
        Line("Английский", block=2, row=1, cell=0),
        Line("Немецкий", block=2, row=1, cell=0),
        Line("технический перевод, B1", block=3, row=1, cell=1),
        Line("A2", block=3, row=1, cell=1),
    )
    found = parse(Document(lines), "2026-11")
    assert {code: level.value for code, level in found.languages} == {"en": "B1", "de": "A2"}
