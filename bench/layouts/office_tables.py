"""Office files of other habits: merged cells, skills before jobs, both languages, scholars."""

from dataclasses import replace
from random import Random

from docx.shared import Pt
from docx.table import Table

from bench.layouts import forms
from bench.layouts.layout import Layout, either
from bench.layouts.makers import word
from bench.layouts.people import Wants
from bench.layouts.questionnaires import without_duties
from bench.layouts.resume import Resume

SECOND = "_two"


def _across(table: Table, text: str, bold: bool = True) -> None:
    """A row whose cells are one."""
    cells = table.add_row().cells
    cell = cells[0].merge(cells[-1])
    cell.paragraphs[0].add_run(text).bold = bold


def merged(random: Random, resume: Resume) -> bytes:
    """A table of an online editor: headings across all columns, posts across two of them."""
    document = word.new()
    table = document.add_table(rows=0, cols=3)
    _across(table, resume.name)
    if resume.titles:
        _across(table, " / ".join(resume.titles), False)
    facts = [
        (either(resume, "Телефон", "Phone"), ", ".join(
            forms.phone(random, one) for one in resume.phones)),
        ("E-mail", resume.emails[0]),
        (either(resume, "Где живу", "Home"), resume.city and resume.city_text),
        (either(resume, "Доход", "Pay"), forms.pay(random, resume)),
        (either(resume, "Условия", "Terms"), ", ".join(filter(None, (
            forms.relocation(random, resume), forms.remote(random, resume))))),
        (either(resume, "Дата рождения", "Born"), forms.birth(random, resume)),
    ]  # fmt: skip
    for label, value in facts:
        if value:
            cells = table.add_row().cells
            cells[0].text = label
            cells[1].merge(cells[2]).text = value
    _across(table, either(resume, "ГДЕ И КЕМ РАБОТАЛ" + ("А" if resume.woman else ""),
                          "CAREER"))  # fmt: skip
    style = "english_abbr" if resume.english else random.choice(("dot", "lower", "year"))
    now = either(resume, "сейчас", "now")
    for job in resume.jobs:
        start, finish = forms.ends(style if job.precision == "year" else "dot", job, now)
        cells = table.add_row().cells
        cells[0].text = f"{start} —\n{finish}" if start else ""
        wide = cells[1].merge(cells[2])
        wide.paragraphs[0].add_run(job.title).bold = True
        wide.add_paragraph(job.employer)
        for line in job.lines:
            wide.add_paragraph(line)
    if resume.schools:
        _across(table, either(resume, "ОБРАЗОВАНИЕ", "EDUCATION"))
    for one in resume.schools:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = str(one.year), one.institution
        cells[2].text = f"{one.subject}\n{one.level_text}"
    if resume.skills:
        _across(table, either(resume, "ЧЕМ ВЛАДЕЮ", "WHAT I CAN DO"))
        thirds = [resume.skills[at::3] for at in range(3)]
        for cell, part in zip(table.add_row().cells, thirds, strict=True):
            cell.text = "\n".join(part)
    if resume.speeches:
        _across(table, either(resume, "ЯЗЫКИ", "LANGUAGES"))
        for one in resume.speeches:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = one.name, one.level
    if resume.about:
        _across(table, either(resume, "НЕМНОГО ОБО МНЕ", "A LITTLE ABOUT ME"))
        _across(table, resume.about, False)
    return word.saved(document)


def functional(random: Random, resume: Resume) -> bytes:
    """What one can do comes first; jobs are a short list at the end, without duties."""
    document = word.new()
    document.add_heading(resume.name, 0)
    contacts = [*(forms.phone(random, one) for one in resume.phones), resume.emails[0],
                resume.city and resume.city_text]  # fmt: skip
    document.add_paragraph("  ·  ".join(filter(None, contacts)))
    if resume.titles:
        document.add_paragraph(either(resume, "Ищу: ", "Seeking: ") + ", ".join(resume.titles))
    if pay := forms.pay(random, resume):
        document.add_paragraph(either(resume, "Ожидания: ", "Expectations: ") + pay)
    for text in (forms.relocation(random, resume), forms.remote(random, resume)):
        if text:
            document.add_paragraph(text)
    if resume.about:
        document.add_heading(either(resume, "Кратко", "In short"), 1)
        document.add_paragraph(resume.about)
    if resume.skills:
        document.add_heading(either(resume, "Что умею и знаю", "Areas of competence"), 1)
        for one in resume.skills:
            document.add_paragraph(one, style="List Bullet")
    document.add_heading(either(resume, "Хронология", "Positions held"), 1)
    style = "english_abbr" if resume.english else random.choice(("year", "dot", "slash"))
    now = either(resume, "н.в.", "present")
    for job in resume.jobs:
        dates = forms.period("year" if job.precision == "year" else
                             ("dot" if style == "year" else style), job, now, "–")  # fmt: skip
        rest = f" ({job.lines[0].rstrip('.')})" if job.lines else ""
        document.add_paragraph(f"{dates}\t{job.title}, {job.employer}{rest}".strip())
    if resume.schools:
        document.add_heading(either(resume, "Диплом", "Degree"), 1)
        for one in resume.schools:
            document.add_paragraph(f"{one.year}\t{one.institution} — {one.subject}, "
                                   f"{one.level_text}")  # fmt: skip
    if resume.speeches:
        document.add_heading(either(resume, "Говорю на языках", "I speak"), 1)
        for one in resume.speeches:
            document.add_paragraph(f"{one.name} ({one.level})", style="List Bullet")
    return word.saved(document)


def bilingual(random: Random, resume: Resume) -> bytes:
    """Each label in both languages, for a foreign employer."""
    document = word.new()
    head = document.add_paragraph().add_run("РЕЗЮМЕ / CURRICULUM VITAE")
    head.bold, head.font.size = True, Pt(14)

    def fact(label: str, value: str) -> None:
        if value:
            line = document.add_paragraph()
            line.add_run(f"{label}: ").bold = True
            line.add_run(value)

    def section(label: str) -> None:
        line = document.add_paragraph().add_run(label)
        line.bold, line.font.size = True, Pt(13)

    fact("Имя / Name", resume.name)
    fact("Дата рождения / Date of birth", forms.birth(random, resume))
    fact("Место проживания / Place of residence", resume.city and resume.city_text)
    fact("Тел. / Phone", "; ".join(forms.phone(random, one) for one in resume.phones))
    fact("Эл. почта / E-mail", resume.emails[0])
    fact("Желаемая должность / Desired position", ", ".join(resume.titles))
    fact("Зарплата / Salary", forms.pay(random, resume))
    fact("Переезд / Relocation", forms.wish(resume.relocation))
    fact("Удалённая работа / Remote work", forms.wish(resume.remote))
    section("Опыт работы / Work experience")
    for job in resume.jobs:
        fact("Период / Period", forms.period("slash", job, "н.в. / present", " – "))
        fact("Компания / Company", job.employer)
        fact("Должность / Position", job.title)
        fact("Обязанности / Duties", "; ".join(line.rstrip(".") for line in job.lines))
    if resume.schools:
        section("Образование / Education")
    for one in resume.schools:
        document.add_paragraph(f"{one.year}, {one.institution}, {one.subject}, {one.level_text}")
    if resume.speeches:
        section("Языки / Languages")
        document.add_paragraph(", ".join(f"{one.name} – {one.level}" for one in resume.speeches))
    if resume.skills:
        section("Навыки / Skills")
        document.add_paragraph(", ".join(resume.skills))
    if resume.about:
        section("О себе / About")
        document.add_paragraph(resume.about)
    return word.saved(document)


def scholar(random: Random, resume: Resume) -> bytes:
    """A university's page: appointments with years before a tab, then what was published."""
    document = word.new()
    document.add_heading("Curriculum Vitae", 1)
    document.add_paragraph(resume.name).runs[0].bold = True
    if resume.titles:
        document.add_paragraph(" / ".join(resume.titles))
    for text in (resume.city and resume.city_text, resume.emails[0],
                 *(forms.phone(random, one) for one in resume.phones)):  # fmt: skip
        if text:
            document.add_paragraph(text)
    if resume.about:
        document.add_heading(either(resume, "Научные интересы", "Research interests"), 2)
        document.add_paragraph(resume.about)
    document.add_heading(either(resume, "Занимаемые должности", "Appointments"), 2)
    now = either(resume, "наст. вр.", "present")
    style = "english_abbr" if resume.english else "dot"
    for job in resume.jobs:
        dates = forms.period(style, job, now, "–")
        document.add_paragraph(f"{dates}\t{job.title}, {job.employer}".strip())
        for line in job.lines:
            document.add_paragraph(f"\t{line}")
    if resume.schools:
        document.add_heading(either(resume, "Образование и степени", "Degrees"), 2)
    for one in resume.schools:
        document.add_paragraph(f"{one.begin}–{one.year}\t{one.level_text}, {one.subject}, "
                               f"{one.institution}")  # fmt: skip
    document.add_heading(either(resume, "Избранные публикации", "Selected publications"), 2)
    for year in (2019, 2021):
        document.add_paragraph(f"{resume.family} {resume.given[0]}. et al. ({year}). "
                               "Notes on method. Journal of Examples, 12(3), 44–58.")  # fmt: skip
    if resume.skills:
        document.add_heading(either(resume, "Методы", "Methods and skills"), 2)
        document.add_paragraph("; ".join(resume.skills) + ".")
    if resume.speeches:
        document.add_heading(either(resume, "Языки", "Languages"), 2)
        document.add_paragraph("; ".join(f"{one.name} ({one.level})" for one in resume.speeches))
    if resume.referee:
        document.add_heading(either(resume, "Рекомендации", "Referees"), 2)
        document.add_paragraph(resume.referee)
    return word.saved(document)


def without_pay(resume: Resume) -> Resume:
    """A scholar asks for none."""
    return replace(resume, pay=None, pay_refused=False)


LAYOUTS = (
    Layout("merged_docx", ".docx", merged, Wants(world=SECOND),
           languages=(("ru", 0.75), ("en", 0.25))),
    Layout("functional_docx", ".docx", functional, Wants(birth=0, world=SECOND),
           languages=(("ru", 0.7), ("en", 0.3)), prepare=without_duties),
    Layout("bilingual_docx", ".docx", bilingual, Wants(world=SECOND),
           languages=(("mix", 0.5), ("ru", 0.5))),
    Layout("scholar_docx", ".docx", scholar,
           Wants(birth=0, pay=0, relocation=0, remote=0, world=SECOND), prepare=without_pay,
           languages=(("en", 0.6), ("ru", 0.4))),
)  # fmt: skip
