"""Schools from lines, lists and tables."""

import pytest

from recruit.parsing.document import Document, Line
from recruit.parsing.parse import parse

School = tuple[str | None, str | None, int | None]


def read(lines: tuple[Line, ...]) -> list[School]:
    found = parse(
        Document((Line("Иванов Пётр"), Line("Образование", heading=2), *lines)), "2026-11"
    )
    return [
        (
            school.level.value if school.level else None,
            school.institution.value if school.institution else None,
            school.year.value if school.year else None,
        )
        for school in found.education
    ]


def schools(text: str) -> list[School]:
    return read(tuple(Line(line, block=n) for n, line in enumerate(text.splitlines(), start=5)))


OMSK = "Омский государственный технический университет"


@pytest.mark.parametrize(
    ("line", "school"),
    [
        (f"2011, {OMSK}, Реклама, Магистр", ("higher", OMSK, 2011)),
        (f"{OMSK}, Экономика, 2006–2011, бакалавр", ("higher", OMSK, 2011)),
        (f"Неоконченное высшее, {OMSK}, 2015 г.", ("incomplete_higher", OMSK, 2015)),
        (
            "Среднее специальное, Колледж связи № 54, 2010",
            ("vocational", "Колледж связи № 54", 2010),
        ),
        ("Среднее, Школа № 69, 2000", ("secondary", "Школа № 69", 2000)),
        ("УрФУ, Психология, 2021", (None, "УрФУ", 2021)),
        (
            "BSc: Kazan Federal University, Finance, 2012",
            ("higher", "Kazan Federal University", 2012),
        ),
        ("РЭУ им. Г.В. Плеханова, Финансы, 2007", (None, "РЭУ им. Г.В. Плеханова", 2007)),
        ("Высшая школа экономики, 2009", (None, "Высшая школа экономики", 2009)),
    ],
)
def test_one_line(line: str, school: School) -> None:
    assert schools(line) == [school]


def test_the_level_as_a_subheading_and_the_year_before() -> None:
    assert schools(f"Высшее\n2012\n{OMSK}\nЭкономика") == [("higher", OMSK, 2012)]


def test_the_school_first_and_the_years_below() -> None:
    text = (
        "Kazan Federal University\nMSc, Mathematics · (2013 - 2018)\nPerm State University\n"
        "BSc, Mathematics · (2009 - 2013)"
    )
    assert schools(text) == [
        ("higher", "Kazan Federal University", 2018),
        ("higher", "Perm State University", 2013),
    ]


def test_a_row_of_a_table() -> None:
    lines = (Line("2010", row=1, cell=0), Line(OMSK, row=1, cell=1), Line("Право", row=1, cell=1))
    assert read(lines) == [(None, OMSK, 2010)]


def test_two_schools_of_one_cell_stay_two() -> None:
    text = "Среднее специальное, Колледж связи № 54, 2012 г., Связь\nсреднее, Лицей № 3, 2009 г.,"
    assert [year for _, _, year in schools(text)] == [2012, 2009]
    assert [level for level, _, _ in schools(text)] == ["vocational", "secondary"]


def test_study_that_goes_on_has_no_year() -> None:
    assert schools(f"{OMSK}, 2023 – настоящее время") == [(None, OMSK, None)]


def test_a_course_is_no_school() -> None:
    assert schools("Курсы: Академия продаж, 2019") == []


def test_a_level_on_top_of_a_page_is_that_of_the_school_below() -> None:
    found = parse(
        Document(
            (
                Line("Иванов Пётр"),
                Line("Образование", heading=2, block=1),
                Line("Высшее", block=2),
                Line("Опыт работы", heading=2, block=3),
                Line("03.2015 – 11.2018 ООО «Берег», кассир", block=4),
                Line("Образование", heading=2, block=5),
                Line(f"Высшее, {OMSK}, 2012", block=6),
            )
        ),
        "2026-11",
    )
    assert len(found.education) == 1


def test_a_saint_in_the_name_of_a_school_ends_no_sentence() -> None:
    name = "Peter the Great St. Petersburg Polytechnic University"
    assert schools(f"{name}, 2012")[0][1] == name


def test_a_level_that_a_narrow_column_breaks() -> None:
    assert schools(f"Неоконченное\nвысшее\n{OMSK}\n2012") == [("incomplete_higher", OMSK, 2012)]
