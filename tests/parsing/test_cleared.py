"""Words around a resume that are not the candidate's: letters, dialogues, echoes, numbers."""

from recruit.parsing.cleared import cleared
from recruit.parsing.document import Document, Line
from recruit.parsing.draft import Draft
from recruit.parsing.parse import parse

REPLY = """От: Анна Ярцева <yartseva@box.example>
Кому: Вера Лисогор <vera@agency.example>
Тема: Re: Вакансия

Вера, добрый день!
Город: Омск
Опыт работы:
03.2015 - 11.2018 ООО «Берег», кассир
Навыки: Excel; 1С:Розница; Касса

С уважением,
Анна Ярцева
+7 916 000-45-67

12.10.2026 09:15, Вера Лисогор пишет:
> Меня зовут Вера Лисогор, г. Тверь, вилка 60 000 руб.
> тел. +7 902 000-41-41, vera@agency.example"""

CHAT = """[12.10.2026, 10:00:07] HR: Здравствуйте! Пришлите резюме, у нас офис в г. Тверь
[12.10.2026, 10:01:07] Анна Ярцева: Добрый день! Ищу место: кассир
[12.10.2026, 10:02:07] Анна Ярцева: 03.2015 - 11.2018 ООО «Берег», кассир
[12.10.2026, 10:03:07] HR: Телефон?
[12.10.2026, 10:04:07] Анна Ярцева: +7 916 000-45-67 yartseva@box.example"""


def document(text: str) -> Document:
    return Document(tuple(Line(line) for line in text.splitlines()))


def read(text: str) -> Draft:
    return parse(document(text), "2026-11")


def test_every_character_keeps_its_place() -> None:
    for text in (REPLY, CHAT, "2.1. Кассир\nКассир\nКассир\nБерег logo"):
        before = document(text)
        assert [len(line.text) for line in cleared(before).lines] == [
            len(line.text) for line in before.lines
        ]


def test_nothing_to_clear_leaves_the_document_itself() -> None:
    plain = document("Анна Ярцева\nКассир\nОмск")
    assert cleared(plain) is plain


def test_a_reply_is_of_its_sender() -> None:
    draft = read(REPLY)
    assert draft.name is not None
    assert draft.name.value == "Анна Ярцева"
    assert [mail.value for mail in draft.emails] == ["yartseva@box.example"]
    assert [phone.value for phone in draft.phones] == ["79160004567"]
    assert draft.city is not None
    assert draft.city.value == "Омск"
    assert draft.pay is None
    assert [skill.value for skill in draft.skills] == ["Excel", "1С:Розница", "Касса"]


def test_a_letter_that_is_quoted_as_a_whole_is_read() -> None:
    text = "\n".join(f"> {line}" for line in REPLY.splitlines()[4:12])
    draft = read("Переслано для вас\n" + text)
    assert [job.employer.value for job in draft.positions if job.employer] == ["ООО «Берег»"]


def test_a_dialogue_is_of_who_tells_of_work() -> None:
    draft = read(CHAT)
    assert draft.name is not None
    assert draft.name.value == "Анна Ярцева"
    assert [title.value for title in draft.titles] == ["кассир"]
    assert draft.city is None
    (job,) = draft.positions
    assert (job.title and job.title.value, job.start and job.start.value) == ("кассир", "2015-03")


def test_outline_numbers_echoes_and_logos_go() -> None:
    shown = cleared(document("2.1.3. Касса\n01.09.2015\nКассир\nКассир\nБерег logo"))
    assert [line.text.strip() for line in shown.lines] == ["Касса", "01.09.2015", "Кассир", "", ""]


def test_a_line_that_breaks_off_after_wrote_is_no_border_of_letters() -> None:
    found = read(
        "Anna Petrova\nExperience\nMay 2019 - present\nRose Ltd\nAnalyst\n"
        "Reviewed the code of others. Wrote\ntests and reports.\n"
        "Education\nOmsk State University, 2015\nSkills\nPython, SQL, Git"
    )
    assert [skill.value for skill in found.skills] == ["Python", "SQL", "Git"]


def test_buttons_and_counters_of_a_site_are_no_content() -> None:
    found = read(
        "Кассир\n60 000 ₽ в месяц\nПоказать телефон\nАнна\nОпыт работы\n03.2015 - 11.2018\n"
        "ООО «Берег»\nКассир\nНавыки\nExcel\nКасса\n"
        "№ 9161234567 · 7 марта в 16:50 · 47 просмотров (+1 сегодня)\nПожаловаться"
    )
    assert [skill.value for skill in found.skills] == ["Excel", "Касса"]
    assert found.phones == ()
    assert [title.value for title in found.titles] == ["Кассир"]
    assert found.name is not None
    assert found.name.value == "Анна"


def test_the_consultant_who_presents_a_candidate_is_somebody_else() -> None:
    found = read(
        "Ярцева Анна\n+7 916 000-45-67\nНавыки\nExcel, 1С, Касса\n"
        "Консультант: Вера Лисогор, тел. +7 902 000-41-41, vera@agency.example"
    )
    assert [phone.value for phone in found.phones] == ["79160004567"]
    assert found.emails == ()
    assert [skill.value for skill in found.skills] == ["Excel", "1С", "Касса"]


def test_the_menu_of_a_site_names_no_post() -> None:
    assert read("Главная Вакансии Резюме\nАлсу Шарипова\nБухгалтер").titles[0].value == "Бухгалтер"
