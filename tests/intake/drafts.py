"""Résumés as text, read by the real parser: what `Resume.draft` holds of them."""

from typing import Any

from recruit.parsing.document import Document, Line
from recruit.parsing.output import draft_object
from recruit.parsing.parse import parse

MONTH = "2026-11"
OLGA = """\
Ветрова Ольга Сергеевна
+7 (900) 000-12-34, olga@example.com
Город: Казань, готова к переезду
Дата рождения: 07.03.1991
Желаемая должность: Руководитель отдела продаж
Желаемая зарплата: 150 000 руб. на руки

Опыт работы
03.2021 – наст. время
ООО «Контур-Медиа»
Руководитель отдела продаж
Собрала отдел из 6 человек, вела переговоры, разбирала претензии.
05.2017 – 02.2021
АО «Орбита»
Менеджер по продажам
Холодные звонки, подготовка презентаций.

Образование
Высшее, Казанский федеральный университет, Маркетинг, 2014

Ключевые навыки
Переговоры, Холодные звонки, 1С

Языки
Английский — B2

О себе
Люблю порядок и ясные цели.
"""


def document_of(text: str) -> Document:
    """A text as a document without any look."""
    return Document(tuple(Line(line, block=n) for n, line in enumerate(text.splitlines())))


def draft_of(text: str = OLGA) -> dict[str, Any]:
    """The draft of a text."""
    document = document_of(text)
    return draft_object(parse(document, MONTH), document)
