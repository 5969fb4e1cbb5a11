"""Forms that people fill in: an employer's questions, the state's, a program's."""

from dataclasses import replace
from random import Random

from bench.layouts import forms
from bench.layouts.layout import Layout, oldest_first
from bench.layouts.makers import word
from bench.layouts.makers.markup import Rtf
from bench.layouts.people import Wants
from bench.layouts.resume import Resume


def questionnaire(random: Random, resume: Resume) -> bytes:
    """An employer's form: numbered questions, answers beside or beneath, jobs in a table."""
    document = word.new()
    document.add_heading("АНКЕТА СОИСКАТЕЛЯ", 1)
    beneath = random.random() < 0.5
    questions = [
        ("Фамилия, имя, отчество", resume.name),
        ("На какую должность претендуете?", ", ".join(resume.titles) or "—"),
        ("Дата и место рождения", forms.birth(random, resume)),
        ("Адрес фактического проживания", resume.city and resume.city_text),
        ("Контактные телефоны", ", ".join(forms.phone(random, one) for one in resume.phones)),
        ("Адрес электронной почты", resume.emails[0]),
        ("Какую заработную плату Вы ожидаете?", forms.pay(random, resume)),
        ("Согласны ли Вы на переезд?", forms.wish(resume.relocation)),
        ("Готовы ли Вы работать удалённо?", forms.wish(resume.remote)),
        ("Семейное положение", "состою в браке"),
        ("Знание иностранных языков (степень владения)",
         ", ".join(f"{one.name} ({one.level})" for one in resume.speeches)),
        ("Перечислите Ваши профессиональные навыки", ", ".join(resume.skills)),
        ("Расскажите о себе", resume.about),
        ("Кто может Вас рекомендовать (ФИО, телефон)", resume.referee),
    ]  # fmt: skip
    number = 0
    for question, answer in questions:
        number += 1
        if beneath:
            document.add_paragraph(f"{number}. {question}")
            document.add_paragraph(answer or "—")
        else:
            document.add_paragraph(f"{number}. {question}: {answer or '________'}")
    document.add_paragraph(f"{number + 1}. Образование (когда и какое учебное заведение окончили)")
    for one in resume.schools:
        document.add_paragraph(
            f"{one.year} год, {one.institution}, {one.subject}, {one.level_text}"
        )
    document.add_paragraph(f"{number + 2}. Трудовая деятельность, начиная с последнего места")
    table = document.add_table(rows=1, cols=4)
    for cell, text in zip(table.rows[0].cells, (
        "Период работы", "Название организации", "Должность", "Основные обязанности"),
        strict=True):  # fmt: skip
        cell.text = text
    style = random.choice(("dot", "day"))
    for job in resume.jobs:
        cells = table.add_row().cells
        cells[0].text = forms.period(style, job, random.choice(("н/в", "по наст. время")), "-")
        cells[1].text, cells[2].text = job.employer, job.title
        cells[3].text = "\n".join(job.lines)
    document.add_paragraph("С обработкой персональных данных согласен(на) ____________ (подпись)")
    return word.saved(document)


def without_duties(resume: Resume) -> Resume:
    """The form asks for no duties; how many people one leads is written beside the post."""
    jobs = (replace(job, lines=(job.team_line,) if job.team else ()) for job in resume.jobs)
    return replace(resume, jobs=tuple(jobs))


def state_form(random: Random, resume: Resume) -> bytes:
    """The form of public service: entry and leaving in two columns, post and employer in one."""
    resume = oldest_first(resume)
    document = word.new()
    document.add_paragraph("АНКЕТА")
    document.add_paragraph("(заполняется собственноручно)")
    facts = document.add_table(rows=0, cols=2)
    for label, value in (
        ("Фамилия", resume.family), ("Имя", resume.given), ("Отчество", resume.father or "нет"),
        ("Число, месяц, год рождения", forms.birth(random, resume)),
        ("Домашний адрес, номер телефона", ", тел. ".join(filter(None, (
            resume.city and resume.city_text, forms.phone(random, resume.phones[0]))))),
        ("Электронная почта", resume.emails[0]),
        ("Образование (когда и какие учебные заведения окончили)", "\n".join(
            f"{one.level_text}, {one.institution}, {one.year} г., {one.subject}"
            for one in resume.schools)),
        ("Какими иностранными языками владеете и в какой степени", "; ".join(
            f"{one.name} — {one.level}" for one in resume.speeches)),
    ):  # fmt: skip
        cells = facts.add_row().cells
        cells[0].text, cells[1].text = label, value
    document.add_paragraph(
        "11. Выполняемая работа с начала трудовой деятельности (включая учебу в высших и средних "
        "специальных учебных заведениях, военную службу)"
    )
    table = document.add_table(rows=2, cols=4)
    rows = (("Месяц и год", "", "Должность с указанием организации", "Адрес организации"),
            ("поступления", "ухода", "", ""))  # fmt: skip
    for cells, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text
    table.cell(0, 0).merge(table.cell(0, 1))
    style = random.choice(("dot", "word", "roman"))
    for job in resume.jobs:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = forms.ends(style, job, "н/время")
        cells[2].text, cells[3].text = (
            ", ".join((job.title, job.employer, *job.lines)),
            f"г. {job.city}",
        )
    document.add_paragraph("12. Государственные награды: не имею")
    return word.saved(document)


def form_rtf(random: Random, resume: Resume) -> bytes:
    """A program's form: label, tab, value, jobs from the first on, each field in its line."""
    resume = oldest_first(resume)
    paper = Rtf(cp1251=False)

    def told(label: str, value: str) -> None:
        if value:
            paper.line(f"{label}:\t{value}")

    paper.line("КАРТОЧКА КАНДИДАТА № 4410", bold=True, size=28)
    told("Фамилия", resume.family)
    told("Имя", resume.given)
    told("Отчество", resume.father)
    told("Дата рождения", forms.birth(random, resume))
    told("Город", resume.city and resume.city_text)
    for one in resume.phones:
        told("Сотовый", forms.phone(random, one))
    told("Электронный адрес", resume.emails[0])
    told("Вакансия", ", ".join(resume.titles))
    told("Желаемый оклад", forms.pay(random, resume))
    told("Переезд", forms.wish(resume.relocation))
    told("Дистанционная работа", forms.wish(resume.remote))
    style = random.choice(("day", "dot", "iso"))
    for number, job in enumerate(resume.jobs, 1):
        paper.line()
        paper.line(f"Место работы {number}", bold=True)
        start, end = forms.ends(style, job, "работаю сейчас")
        told("Организация", job.employer)
        told("Принят", start)
        told("Уволен", end)
        told("Должность", job.title)
        told("Функции", "; ".join(line.rstrip(".") for line in job.lines))
    for number, school in enumerate(resume.schools, 1):
        paper.line()
        paper.line(f"Учебное заведение {number}", bold=True)
        told("Название", school.institution)
        told("Уровень", school.level_text)
        told("Специальность", school.subject)
        told("Год", str(school.year))
    paper.line()
    told("Языки", "; ".join(f"{one.name} {one.level}" for one in resume.speeches))
    told("Умения", "; ".join(resume.skills))
    told("Дополнительно", resume.about)
    return paper.data()


LAYOUTS = (
    Layout("questionnaire_docx", ".docx", questionnaire),
    Layout("state_form_docx", ".docx", state_form,
           Wants(titles=0, pay=0, relocation=0, remote=0, skills=0, about=0, two_phones=0,
                 birth=0.9), prepare=without_duties, around=lambda job: f"г. {job.city}"),
    Layout("form_rtf", ".rtf", form_rtf, Wants()),
)  # fmt: skip
