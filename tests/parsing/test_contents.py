"""The kind of a section is told by what it holds, whatever its heading is called."""

import pytest

from recruit.parsing.contents import is_list, kind_of


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["английский / базовый", "французский / A2"], "languages"),
        (["Русский", "родной", "Турецкий", "B1"], "languages"),
        (["2013 — 2018", "Омский государственный университет", "Менеджмент, высшее"], "education"),
        (["03.2015 – н.в.", "ООО «Берег»", "Кассир", "Пересчёт кассы"], "experience"),
        (["Организация: Берег", "Должность: кассир", "Дата приёма: 03.2015"], "experience"),
        (["Город: Омск", "Телефон: +7 916 000-45-67"], "personal"),
        (["Excel", "1С:Розница", "Кассовая дисциплина"], "skills"),
        (["R, Python, SQL, Confocal microscopy"], "skills"),
        (["Люблю порядок. Учусь быстро, не боюсь сложных клиентов."], "about"),
        (["A practical person with ten years in", "the field and a habit of asking why."], "about"),
        ([], None),
    ],
)
def test_kinds(lines: list[str], kind: str | None) -> None:
    assert kind_of(lines) == kind


def test_sentences_and_contacts_are_no_list() -> None:
    assert not is_list(["Reliable under pressure, friendly on the phone, careful with numbers."])
    assert not is_list(["+7 916 000-45-67", "anna@box.example", "Омск"])
