"""Word forms of agencies: labels beside values, tables of jobs, referees and relatives."""

from recruit.parsing.document import Document, Line
from recruit.parsing.draft import Draft
from recruit.parsing.parse import parse


def draft(text: str) -> Draft:
    """Lines of a form: a blank line begins a block, «#» bold, « || » parts cells."""
    lines: list[Line] = []
    row = 0
    for block, line in enumerate(text.strip().splitlines()):
        bold = line.startswith("#")
        cells = line.removeprefix("#").split(" || ")
        row += len(cells) > 1
        for cell, part in enumerate(cells):
            if len(cells) == 1:
                lines.append(Line(part, block=10 * block, bold=bold))
            else:
                lines.append(Line(part, block=10 * block + cell, row=row, cell=cell))
    return parse(Document(tuple(line for line in lines if line.text)), "2026-11")


HEAD = """#АНКЕТА
Фамилия, имя, отчество || Ярцева Анна Львовна
Контактный телефон || 8 916 000-45-67
E-mail || yartseva@box.example
"""

JOBS = """
#Опыт работы
Период работы || с 03.2019 по 11.2024
Наименование организации || ООО «Берег»
Должность || Главный бухгалтер
Обязанности || Сдавала отчётность
Достижения || Сократила сроки закрытия
Период работы || с 02.2015 по 01.2019
Наименование организации || АО «Маяк»
Должность || Бухгалтер
Обязанности || Вела первичную документацию
Период работы || с 04.2012 по 12.2014
Наименование организации || ООО «Причал»
Должность || Кассир
Обязанности || Вела кассу
"""


def told(found: Draft) -> list[tuple[str | None, str | None, str | None, str | None]]:
    return [
        tuple(  # type: ignore[misc]
            one.value if one else None for one in (job.title, job.employer, job.start, job.end)
        )
        for job in found.positions
    ]


def test_each_block_of_labels_keeps_its_period() -> None:
    assert told(draft(HEAD + JOBS)) == [
        ("Главный бухгалтер", "ООО «Берег»", "2019-03", "2024-11"),
        ("Бухгалтер", "АО «Маяк»", "2015-02", "2019-01"),
        ("Кассир", "ООО «Причал»", "2012-04", "2014-12"),
    ]


def test_a_cell_with_a_firm_and_its_town_tells_two_things() -> None:
    found = draft(
        HEAD + "#Трудовая деятельность\n"
        "Период || Организация || Должность || Обязанности\n"
        "03.2019 – 11.2024 || ООО «Берег», г. Омск || Бухгалтер || Сверка\n"
        "02.2015 – 01.2019 || Маяк, Тверь || Кассир || Касса\n"
    )
    assert [job.employer.value for job in found.positions if job.employer] == [
        "ООО «Берег»",
        "Маяк",
    ]
    assert [job.city.value for job in found.positions if job.city] == ["Омск", "Тверь"]


def test_a_bare_period_over_labels_opens_a_job() -> None:
    jobs = "".join(
        f"{period}\n{firm}\nДолжность: {post}\nОбязанности: сверка расчётов\n"
        for period, firm, post in (
            ("03/2019–11/2024", "ООО «Берег»", "Бухгалтер"),
            ("02/2015–01/2019", "Вкусный квартал", "Кассир"),
        )
    )
    assert told(draft(HEAD + "Опыт работы:\n" + jobs)) == [
        ("Бухгалтер", "ООО «Берег»", "2019-03", "2024-11"),
        ("Кассир", "Вкусный квартал", "2015-02", "2019-01"),
    ]


def test_phones_and_mails_of_referees_are_not_the_candidates() -> None:
    found = draft(
        HEAD + JOBS + "#Рекомендации\n"
        "Ф.И.О. || Место работы, должность || Телефон || Почта\n"
        "Дроздов П. И. || ООО «Берег», директор || 8 921 000 44 17 || drozdov@firm.example\n"
    )
    assert [phone.value for phone in found.phones] == ["79160004567"]
    assert [mail.value for mail in found.emails] == ["yartseva@box.example"]


def test_a_phone_in_a_table_of_jobs_is_that_of_a_firm_or_a_chief() -> None:
    jobs = JOBS.replace(
        "Обязанности || Вела кассу", "Руководитель || Дроздов П. И., тел. 8 921 000 44 17"
    )
    assert [phone.value for phone in draft(HEAD + jobs).phones] == ["79160004567"]


def test_where_referees_are_told_on_request_the_contacts_below_are_the_candidates() -> None:
    found = draft(
        "Ярцева Анна\n" + JOBS + "#Рекомендации\nПредоставлю по запросу\n+7 916 000-45-67"
    )
    assert [phone.value for phone in found.phones] == ["79160004567"]


def test_relatives_and_the_consent_belong_to_no_section() -> None:
    found = draft(
        HEAD + JOBS + "#О себе\nЛюблю порядок в документах.\n#Близкие родственники\n"
        "Степень родства || Ф.И.О. || Год рождения\nмать || Ярцева Ольга Юрьевна || 1961\n"
        "Согласие на обработку персональных данных даю.\n"
        "С обработкой персональных данных согласна ________ (подпись)\n"
        "Дата заполнения: 14.03.2026 Подпись: ________\n"
    )
    assert found.sections["about"].value == "Люблю порядок в документах."
    assert found.as_of == "2026-03"


def test_a_family_told_in_one_line_ends_no_head() -> None:
    found = draft("Состав семьи: муж, сын\n" + HEAD + JOBS)
    assert [phone.value for phone in found.phones] == ["79160004567"]


def test_the_number_of_a_question_hides_no_birth_date() -> None:
    found = draft(HEAD + "3. Дата и место рождения || 01.06.1992, г. Омск\n" + JOBS)
    assert found.birth_date is not None
    assert found.birth_date.value == "1992-06-01"


def test_an_answer_in_the_next_cell_counts_and_not_the_words_of_its_question() -> None:
    found = draft(
        HEAD + "Готовность к переезду в другой город || нет\n"
        "Возможность удалённой работы || нет\n" + JOBS
    )
    assert found.relocation is not None
    assert found.relocation.value is False
    assert found.remote is not None
    assert found.remote.value is False


def test_an_answer_to_something_else_tells_of_no_move() -> None:
    found = draft(HEAD + "Переезд, занятость || готова работать удаленно\n" + JOBS)
    assert found.relocation is None


def test_a_year_alone_among_periods_is_the_period_of_a_job() -> None:
    found = draft(
        HEAD + "#Опыт работы\n2020–2023 || Бухгалтер, ООО «Берег», Омск\n"
        "2019 || Кассир, ООО «Маяк», Омск\n"
    )
    assert told(found) == [
        ("Бухгалтер", "ООО «Берег»", "2020", "2023"),
        ("Кассир", "ООО «Маяк»", "2019", "2019"),
    ]


def test_the_names_of_columns_head_no_sections() -> None:
    def row(number: int, cells: tuple[str, ...], size: float, *, bold: bool = False) -> list[Line]:
        return [
            Line(cell, block=10 * number + place, row=number, cell=place, size=size, bold=bold)
            for place, cell in enumerate(cells)
        ]

    lines = (
        Line("Ярцева Анна", size=14, bold=True),
        Line("Опыт работы", size=11, bold=True, block=1),
        *row(1, ("03.2019 – 11.2024", "ООО «Маяк»", "Бухгалтер", "Сверка " * 30), 9),
        Line("Рекомендации", size=11, bold=True, block=19),
        *row(2, ("Ф.И.О.", "Место работы, должность", "Телефон"), 10, bold=True),
        *row(3, ("Дроздов П. И.", "ООО «Берег», директор", "8 921 000 44 17"), 10),
    )
    found = parse(Document(lines), "2026-11")
    assert told(found) == [("Бухгалтер", "ООО «Маяк»", "2019-03", "2024-11")]
    assert found.phones == ()


def test_the_names_of_columns_are_no_part_of_the_section() -> None:
    found = draft(
        HEAD + JOBS + "#Образование\n"
        "Год окончания || Учебное заведение || Специальность || Вид образования\n"
        "2012 || Омский государственный университет || Экономика || высшее\n"
    )
    assert found.sections["education"].value.splitlines() == [
        "2012", "Омский государственный университет", "Экономика", "высшее",
    ]  # fmt: skip
