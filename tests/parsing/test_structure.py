"""Sections: by words, by form, by what follows."""

import pytest

from recruit.parsing.document import Document, Line
from recruit.parsing.headings import Headings
from recruit.parsing.structure import structure_of


def document(text: str) -> Document:
    """Lines of a plain text; a blank line begins a new block, «#» makes a line bold and larger."""
    lines, block = [], 0
    for line in text.strip("\n").split("\n"):
        if not line.strip():
            block += 1
            continue
        styled = line.startswith("#")
        size = 13.0 if styled else 10.0
        lines.append(Line(line.removeprefix("#"), block=block, bold=styled, size=size))
    return Document(tuple(lines))


def kinds(doc: Document) -> list[tuple[str, str]]:
    structure = structure_of(doc)
    return [(section.kind, section.text(doc)) for section in structure.sections]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Опыт работы", "experience"),
        ("ОПЫТ РАБОТЫ:", "experience"),
        ("О П Ы Т   Р А Б О Т Ы", "experience"),
        ("Oпыт pаботы", "experience"),
        ("Опыт рабты", "experience"),
        ("2. Трудовая деятельность", "experience"),
        ("▪ Места работы", "experience"),
        ("Опыт работы (7 лет)", "experience"),
        ("Трудовая деятельность, начиная с последнего места", "experience"),
        ("Где работал(а)", "experience"),
        ("WORK EXPERIENCE", "experience"),
        ("Employment History", "experience"),
        ("Ключевые навыки", "skills"),
        ("Мой стек", "skills"),
        ("Технологии и навыки", "skills"),
        ("S K I L L S", "skills"),
        ("Учёба", "education"),
        ("Знание иностранных языков (степень владения)", "languages"),
        ("Обо мне", "about"),
        ("Повышение квалификации, курсы", "courses"),
        ("Кто может рекомендовать", "references"),
    ],
)
def test_words_of_headings(text: str, kind: str) -> None:
    words = Headings.load().whole(text)
    assert words is not None
    assert (words.kind, words.strength) == (kind, "strong")


@pytest.mark.parametrize(
    "text", ["Опытный инженер", "Навыки работы с Excel.", "Бухгалтер", "ООО «Карьера»", "", "2015"]
)
def test_no_headings(text: str) -> None:
    assert Headings.load().whole(text) is None


def test_sections_in_order_and_every_line_somewhere() -> None:
    doc = document(
        """
Иванова Мария
Телефон: +7 916 000-00-00

ОПЫТ РАБОТЫ
2015 – 2018, ООО «Берег»
Бухгалтер
Навыки: 1С
2012 – 2015, ООО «Вектор»
Кассир

Образование
2011, МГУ
"""
    )
    structure = structure_of(doc)
    assert structure.head.text(doc) == "Иванова Мария\nТелефон: +7 916 000-00-00"
    assert [section.kind for section in structure.sections] == ["experience", "education"]
    held = {n for part in (structure.head, *structure.sections) for n in part.lines}
    headings = {section.heading for section in structure.sections}
    assert held | headings == set(range(len(doc.lines)))


def test_a_label_with_its_content_on_the_line() -> None:
    doc = document("Иванова Мария\n\nЯзыки: английский B2\n\nНавыки: Excel, Word")
    assert kinds(doc) == [("languages", "английский B2"), ("skills", "Excel, Word")]


def test_labels_of_a_table() -> None:
    rows = [("Опыт работы", "2015 – 2018 ООО «Берег», бухгалтер"), ("Образование", "МГУ, 2011")]
    lines = [
        Line(text, block=2 * row + cell, row=row, cell=cell)
        for row, cells in enumerate(rows)
        for cell, text in enumerate(cells)
    ]
    assert [kind for kind, _ in kinds(Document(tuple(lines)))] == ["experience", "education"]


def test_a_side_column_does_not_end_the_experience() -> None:
    lines = (
        Line("Опыт работы", bold=True),
        Line("2015 – 2018, ООО «Берег»"),
        Line("Навыки", column=1, bold=True),
        Line("Excel", column=1),
        Line("Бухгалтер"),
    )
    doc = Document(lines)
    assert kinds(doc) == [
        ("experience", "2015 – 2018, ООО «Берег»\nБухгалтер"),
        ("skills", "Excel"),
    ]


def test_a_heading_over_two_lines() -> None:
    doc = document("Иванова Мария\n\n#ПРОФЕССИОНАЛЬНЫЕ\n#НАВЫКИ\nExcel\nWord")
    assert ("skills", "#НАВЫКИ".removeprefix("#")) not in kinds(doc)
    assert kinds(doc)[-1][0] == "skills"
    assert "Excel" in kinds(doc)[-1][1]


def test_unknown_words_in_the_form_of_headings_with_periods_below() -> None:
    doc = document(
        """
#Иванова Мария

#Моя дорога
2015 – 2018, ООО «Берег»
Бухгалтер
2011 – 2015, ООО «Вектор»
Кассир

#Образование
2011, МГУ
"""
    )
    assert [kind for kind, _ in kinds(doc)] == ["experience", "education"]


def test_a_list_of_periods_without_any_heading_is_experience() -> None:
    doc = document("Иванова Мария\n\n2015 – 2018, ООО «Берег», бухгалтер\nУчёт материалов")
    assert [kind for kind, _ in kinds(doc)] == ["experience"]


def test_questions_of_a_form() -> None:
    doc = document(
        """
1. Фамилия, имя: Иванова Мария
2. Ваши контактные телефоны: 8 916 000 00 00
3. Знание языков: английский
4. Перечислите Ваши профессиональные навыки: Excel
5. Образование (когда и что окончили)
2011, МГУ
6. Трудовая деятельность, начиная с последнего места
2015 – 2018, ООО «Берег», бухгалтер
7. Государственные награды: нет
"""
    )
    found = dict(kinds(doc))
    assert found["skills"] == "Excel"
    assert found["education"] == "2011, МГУ"
    assert found["experience"] == "2015 – 2018, ООО «Берег», бухгалтер"


def test_footers_and_quotation_marks_belong_to_no_section() -> None:
    doc = document(
        """
> О СЕБЕ
> Люблю порядок
> Иванова Мария • Резюме обновлено 20 апреля 2016 в 19:40
> +7 916 000-00-00
"""
    )
    assert kinds(doc) == [("about", "Люблю порядок")]


def test_a_total_in_the_heading_and_in_the_head() -> None:
    told = document("Иванова\n\nОпыт работы 4 года 7 месяцев\n2015 – 2018, ООО «Берег»\nКассир")
    assert [kind for kind, _ in kinds(told)] == ["experience"]
    head = document("Иванова\nОпыт работы: 4 года\n+7 916 000-00-00\n\nОпыт работы\n2015 – 2018")
    assert "Опыт работы: 4 года" in structure_of(head).head.text(head)


def test_a_reference_inside_a_job_ends_no_experience() -> None:
    doc = document(
        """
#Иванова Мария

#Где я работаю и работала
#2015 – 2018
#ООО «Берег» — кассир
Работа с кассой.
Рекомендации: Лисогор В., директор
#2011 – 2015
#ООО «Вектор» — кассир

#Образование
2011, МГУ
"""
    )
    assert [kind for kind, _ in kinds(doc)] == ["experience", "education"]


def test_marks_of_a_plain_text() -> None:
    doc = document(
        "Иванова\n\n\\## Технологии\nExcel, Word\n\n\\## Образование\nМГУ".replace("\\", " ")
    )
    assert [kind for kind, _ in kinds(doc)] == ["skills", "education"]


def test_icons_in_place_of_words() -> None:
    doc = document("👤 Иванова Мария\n📍 Омск\n🌍 английский A2\n📱 8 916 000 00 00\n🏠 удалённо")
    assert kinds(doc) == [("languages", "английский A2")]


def test_empty_documents() -> None:
    for lines in ((), (Line(""),), (Line("Опыт работы"),)):
        structure_of(Document(lines))
