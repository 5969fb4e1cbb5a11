"""Jobs in every order that people write them."""

import pytest

from recruit.parsing.document import Document, Line
from recruit.parsing.draft import DraftPosition
from recruit.parsing.positions import positions_of
from recruit.parsing.structure import structure_of
from recruit.parsing.teams import leads_by_title, leads_in, team_in
from recruit.parsing.totals import management_months, months_of, total_months


def document(text: str) -> Document:
    """Lines of a text: a blank line begins a block, «#» bold, «*» a bullet, «|» parts cells."""
    lines: list[Line] = []
    block = row = 0
    for line in text.strip("\n").split("\n"):
        if not line.strip():
            block += 1
            continue
        if " || " in line:
            row += 1
            for cell, part in enumerate(line.split(" || ")):
                block += 1
                lines.append(Line(part, block=block, row=row, cell=cell))
            continue
        bold, bullet = line.startswith("#"), line.startswith("* ")
        text = line.removeprefix("#").removeprefix("* ")
        lines.append(Line(text, block=block, bold=bold, bullet=bullet))
    return Document(tuple(lines))


def read(text: str) -> tuple[DraftPosition, ...]:
    doc = document(f"Иванова Мария\n\nОпыт работы\n{text}\n\nОбразование\n2011, МГУ")
    return positions_of(doc, structure_of(doc))


Short = tuple[str | None, str | None, str | None, str | None]


def short(position: DraftPosition) -> Short:
    fields = (position.title, position.employer, position.start, position.end)
    title, employer, start, end = (found.value if found else None for found in fields)
    return title, employer, start, end


FIRST = ("Бухгалтер на участок", "ООО «Берег»", "2018-03", None)
SECOND = ("Старший кассир", "Дикси Юг", "2015-01", "2018-02")

ORDERS = {
    "period, employer, title": """
март 2018 — н.в.
ООО «Берег»
Бухгалтер на участок
* Учёт материалов
январь 2015 — февраль 2018
Дикси Юг
Старший кассир
* Работа с кассой""",
    "period, title, employer": """
март 2018 — н.в.
Бухгалтер на участок
ООО «Берег»
Учёт материалов
январь 2015 — февраль 2018
Старший кассир
Дикси Юг
Работа с кассой""",
    "title, employer, period": """
Бухгалтер на участок
ООО «Берег»
03.2018 – по настоящее время
Учёт материалов

Старший кассир
Дикси Юг
01.2015 – 02.2018
Работа с кассой""",
    "employer in bold, period, title": """
#ООО «Берег», Омск
март 2018 — н.в.
Бухгалтер на участок
Учёт материалов
#Дикси Юг, Омск
январь 2015 — февраль 2018
Старший кассир
Работа с кассой""",
    "one line with dashes": """
Бухгалтер на участок — ООО «Берег» (03.2018 – н.в.)
Учёт материалов
Старший кассир — Дикси Юг (01.2015 – 02.2018)
Работа с кассой""",
    "one line with bars": """
03.2018 – н.в. | ООО «Берег» | Бухгалтер на участок
* Учёт материалов
01.2015 – 02.2018 | Дикси Юг | Старший кассир
* Работа с кассой""",
    "one line with commas, numbered": """
1. ООО «Берег», Бухгалтер на участок, 03.2018 – н.в.
Учёт материалов
2. Дикси Юг, Старший кассир, 01.2015 – 02.2018
Работа с кассой""",
    "a sentence for each": """
с марта 2018 г. – ООО «Берег», Бухгалтер на участок. Учёт материалов. Сверка расчётов с банком.
с января 2015 по февраль 2018 – Дикси Юг, Старший кассир. Работа с кассой. Ценники.""",
    "title with the period, employer with the city below": """
Бухгалтер на участок    03.2018 – н.в.
ООО «Берег», г. Омск
Учёт материалов
Старший кассир    01.2015 – 02.2018
Дикси Юг (Омск)
Работа с кассой""",
    "labels": """
Период: март 2018 — н.в.
Организация: ООО «Берег»
Должность: Бухгалтер на участок
Обязанности:
* Учёт материалов
Период: январь 2015 — февраль 2018
Организация: Дикси Юг
Должность: Старший кассир
Обязанности:
* Работа с кассой""",
    "labels of single dates": """
Место работы: ООО «Берег»
Принят: 03.2018
Уволен: работаю сейчас
Должность: Бухгалтер на участок
Место работы: Дикси Юг
Принят: 01.2015
Уволен: 02.2018
Должность: Старший кассир""",
    "dates at the left of a table": """
март 2018 — н.в. || ООО «Берег»
январь 2015 — февраль 2018 || Дикси Юг""",
    "a table with headings": """
Период работы || Организация || Должность
03.2018 – н.в. || ООО «Берег» || Бухгалтер на участок
01.2015 – 02.2018 || Дикси Юг || Старший кассир""",
    "a table with two columns of dates": """
Принят || Уволен || Место работы, должность
03.2018 || н.в. || Бухгалтер на участок, ООО «Берег»
01.2015 || 02.2018 || Старший кассир, Дикси Юг""",
    "prose": """
С марта 2018 г. работаю в ООО «Берег», должность Бухгалтер на участок. Учёт материалов.
С января 2015 по февраль 2018 г. работала в Дикси Юг, должность Старший кассир. Касса.""",
}


@pytest.mark.parametrize("order", ORDERS)
def test_orders(order: str) -> None:
    found = [short(position) for position in read(ORDERS[order])]
    if order == "dates at the left of a table":
        assert found == [(None, *FIRST[1:]), (None, *SECOND[1:])]
    else:
        assert found == [FIRST, SECOND]


def test_every_value_stands_in_the_text() -> None:
    text = "Иванова\n\nОпыт работы\n" + ORDERS["one line with commas, numbered"]
    doc = document(text)
    for position in positions_of(doc, structure_of(doc)):
        assert position.title
        assert position.employer
        assert position.start
        for found in (position.title, position.employer):
            start, end = found.span
            assert doc.text[start:end] == found.value
        assert str(position.start.value[:4]) in doc.text[slice(*position.start.span)]


def test_a_period_inside_a_bullet_is_no_job() -> None:
    positions = read(
        """
03.2018 – н.в., ООО «Берег»
Бухгалтер на участок
* 2019 – 2020: пилот новой учётной системы
* В 2018–2019 гг. вела проект переезда склада
В 2020-2021 гг. вела проект автоматизации."""
    )
    assert [short(position) for position in positions] == [FIRST]
    assert positions[0].text is not None
    assert "переезда" in positions[0].text.value


def test_several_posts_at_one_firm() -> None:
    positions = read(
        """
#ООО «Берег»
7 лет 3 месяца
#Начальник склада
Май 2020 - Present (3 года)
Приёмка товара.

#Кладовщик
Март 2016 - Апрель 2020 (4 года 2 месяца)
Отгрузка товара.

#Дикси Юг
#Грузчик
Май 2014 - Февраль 2016 (1 год 10 месяцев)"""
    )
    assert [short(position)[:2] for position in positions] == [
        ("Начальник склада", "ООО «Берег»"),
        ("Кладовщик", "ООО «Берег»"),
        ("Грузчик", "Дикси Юг"),
    ]


def test_places_teach_unknown_words() -> None:
    positions = read(
        """
2020 – 2022
ООО «Берег»
Бухгалтер

2018 – 2020
Капибара
Гроуз-хакер

2016 – 2018
АО «Вектор»
Кассир"""
    )
    assert short(positions[1])[:2] == ("Гроуз-хакер", "Капибара")


def test_the_trade_of_a_firm_is_neither_firm_nor_post() -> None:
    positions = read(
        """
Март 2018 — настоящее время
5 лет
#ООО «Берег»
Омск, www.bereg.example
Розничная торговля
* Продуктовая сеть
#Бухгалтер на участок
Учёт материалов"""
    )
    assert [short(position) for position in positions] == [FIRST]
    assert positions[0].city is not None
    assert positions[0].city.value == "Омск"


def test_jobs_without_dates() -> None:
    positions = read("ООО «Берег», бухгалтер\n* Учёт материалов\nАО «Вектор», старший кассир")
    assert [short(position)[:2] for position in positions] == [
        ("бухгалтер", "ООО «Берег»"),
        ("старший кассир", "АО «Вектор»"),
    ]


def test_nothing_is_made_of_nothing() -> None:
    assert read("") == ()
    assert read("Работаю с удовольствием") == ()
    assert read("2015 – 2018") == ()
    assert read("* Учёт материалов\n* Сверка расчётов") == ()


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("в подчинении 18 чел", 18),
        ("в подчинении более 20 чел.", 20),
        ("Коллективом из 58 человек", 58),
        ("Руководство коллективом (до 30 человек)", 30),
        ("руководила штатом из двадцати человек", 20),
        ("управление штатом менеджеров (3 человека)", 3),
        ("Руководство отделом (14 сотрудников)", 14),
        ("Количество подчинённых — 9", 9),
        ("В подчинении: 43 чел.", 43),
        ("Managed a team of 8 people.", 8),
        ("60 direct reports", 60),
        ("Team of 34 under my supervision", 34),
        ("в подчинении сотрудников нет", None),
        ("Работа в команде из 8 человек", None),
        ("Численность завода — 450 человек", None),
        ("Подчинялся директору, в подчинении у которого было 40 человек", None),
        ("Подчинение — директору филиала (15 человек в штате)", None),
        ("Компания: опт, 450 человек персонала", None),
        ("Обучила 20 стажёров", None),
        ("Сформировал портфель из 40 заказчиков", None),
        ("The plant employs 380 people", None),
        ("Worked in a team of 39.", None),
    ],
)
def test_people_led(text: str, people: int | None) -> None:
    team = team_in(text)
    assert (team.people if team else None) == people


def test_the_size_of_a_department_counts_for_its_head_only() -> None:
    text = "Численность отдела — 15 человек"
    assert team_in(text) is None
    assert team_in("Работа в команде из 34 человек", leads=True) is None
    team = team_in(text, leads=True)
    assert team is not None
    assert team.people == 15


@pytest.mark.parametrize(
    ("title", "leads"),
    [
        ("Начальник отдела кадров", True),
        ("Заместитель главного бухгалтера", True),
        ("Супервайзер", True),
        ("Тимлид команды разработки", True),
        ("Head of Sales", True),
        ("Главный врач", True),
        ("Менеджер", False),
        ("Ведущий менеджер по продажам", False),
        ("Помощник руководителя", False),
        ("Руководитель проектов", False),
        ("Account Manager", False),
        ("Специалист", False),
    ],
)
def test_titles_that_lead(title: str, leads: bool) -> None:
    assert leads_by_title(title) is leads


def test_leading_without_a_number() -> None:
    assert leads_in("Руководил отделом продаж")
    assert not leads_in("Подчинялся директору")
    assert not leads_in("в подчинении сотрудников нет")
    assert not leads_in("Ведение отчётности. В подчинении\nсотрудников нет.")


def test_totals_are_those_of_the_union() -> None:
    jobs = read(
        """
Сентябрь 2015 — Март 2016
ООО «Берег»
Начальник склада
Январь 2016 — настоящее время
АО «Вектор»
Кассир"""
    )
    assert months_of(jobs[:1], "2026-11") == 7
    assert months_of(jobs, "2016-12") == 16
    assert management_months(jobs, "2016-12") == 7
    assert months_of((), "2016-12") is None


def test_a_total_of_the_heading_counts_where_no_job_has_dates() -> None:
    doc = document("Иванова\n\nОпыт работы — 7 лет 7 месяцев\nООО «Берег», бухгалтер")
    structure = structure_of(doc)
    positions = positions_of(doc, structure)
    assert total_months(doc, structure, positions, "2026-11") == 91


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The firm with its period over labelled fields.
        (
            "#ООО «Берег» (03.2015-11.2018)\nДолжность: кассир\nОбязанности:\n* пересчёт кассы\n"
            "#Дикси Юг (01.2013-02.2015)\nДолжность: продавец\nОбязанности:\n* выкладка",
            [
                ("кассир", "ООО «Берег»", "2015-03", "2018-11"),
                ("продавец", "Дикси Юг", "2013-01", "2015-02"),
            ],
        ),
        # Labels with a tab behind them.
        (
            "Наименование предприятия\tБерег\nЗанимаемая должность\tкассир\nДата приёма\t03.2015\n"
            "Дата увольнения\t11.2018",
            [("кассир", "Берег", "2015-03", "2018-11")],
        ),
        # A few words before a colon name nothing.
        (
            "Последнее место: сеть кафе «Берег», Кассир, 03.2015-11.2018\n"
            "До этого: Дикси Юг, Продавец, 01.2013-02.2015",
            [
                ("Кассир", "сеть кафе «Берег»", "2015-03", "2018-11"),
                ("Продавец", "Дикси Юг", "2013-01", "2015-02"),
            ],
        ),
        # How many people were led stands in brackets behind the firm.
        (
            "03.2015–11.2018\tУправляющая, ООО «Берег» (в подчинении: 12 чел)",
            [("Управляющая", "ООО «Берег»", "2015-03", "2018-11")],
        ),
        ("Head of Travel, Freelance || Feb 2015 – Nov 2018",
         [("Head of Travel", "Freelance", "2015-02", "2018-11")]),
    ],
)  # fmt: skip
def test_heads_of_other_habits(text: str, expected: list[Short]) -> None:
    assert [short(position) for position in read(text)] == expected
