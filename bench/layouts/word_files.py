"""Word and OpenDocument as people make them."""

from random import Random

from docx.shared import Pt

from bench.layouts import forms
from bench.layouts.layout import (
    Layout,
    by_employer,
    either,
    oldest_first,
    relined,
    spaced,
    with_twins,
)
from bench.layouts.makers import word
from bench.layouts.makers.markup import odt
from bench.layouts.people import Wants
from bench.layouts.resume import Resume


def two_cells(random: Random, resume: Resume) -> bytes:
    """One table for everything: the label or the dates at the left, the text at the right."""
    document = word.new()
    table = document.add_table(rows=0, cols=2)

    def row(left: str, right: list[str]) -> None:
        if not any(right):
            return
        cells = table.add_row().cells
        cells[0].text = left
        cells[1].text = right[0]
        for text in right[1:]:
            cells[1].add_paragraph(text)

    row(either(resume, "ФИО", "Name"), [resume.name])
    row(either(resume, "Цель", "Objective"), [", ".join(resume.titles)])
    row(either(resume, "Контакты", "Contacts"), [
        *(forms.phone(random, one) for one in resume.phones), resume.emails[0]])  # fmt: skip
    row(either(resume, "Живу в", "Based in"), [resume.city and resume.city_text])
    row(either(resume, "Род. ", "Born"), [forms.birth(random, resume)])
    row(either(resume, "Ожидания по зарплате", "Salary expectation"), [forms.pay(random, resume)])
    row(either(resume, "Прочее", "Other"), [". ".join(filter(None, (
        forms.relocation(random, resume), forms.remote(random, resume))))])  # fmt: skip
    row(either(resume, "ОПЫТ", "EXPERIENCE"), [" "])
    style = random.choice(("english_abbr", "slash")) if resume.english else random.choice(
        ("dot", "day", "abbr", "word"))  # fmt: skip
    now = random.choice(forms.NOW_EN if resume.english else forms.NOW_RU)
    for job in resume.jobs:
        row(forms.period(style, job, now), [job.employer, job.title,
                                            *(f"- {line}" for line in job.lines)])  # fmt: skip
    row(either(resume, "ОБРАЗОВАНИЕ", "EDUCATION"), [" "] * bool(resume.schools) or [""])
    for one in resume.schools:
        row(f"{one.begin}–{one.year}", [one.institution, one.subject, one.level_text])
    row(either(resume, "Языки", "Languages"), [
        ", ".join(f"{one.name} – {one.level}" for one in resume.speeches)])  # fmt: skip
    row(either(resume, "Навыки", "Skills"), [*resume.skills] or [""])
    row(either(resume, "О себе", "About me"), [resume.about])
    row(either(resume, "Рекомендации", "References"), [resume.referee])
    return word.saved(document)


def framed(random: Random, resume: Resume) -> bytes:
    """Contacts in a text box, the name in the header, page numbers, spaced headings."""
    resume = relined(resume, lambda text: with_twins(random, text, 0.08))
    document = word.new()
    header = document.sections[0].header.paragraphs[0]
    header.text = f"{resume.name} — резюме"
    document.sections[0].footer.paragraphs[0].text = "стр. 1 из 2"
    title = document.add_paragraph().add_run(resume.name)
    title.font.size, title.bold = Pt(20), True
    box = [f"тел. {forms.phone(random, one)}" for one in resume.phones] + list(resume.emails)
    word.text_box(document, [*box, *filter(None, [resume.city and resume.city_text])])
    wish = ", ".join(filter(None, (" / ".join(resume.titles), forms.pay(random, resume))))
    if wish:
        document.add_paragraph(f"Соискание должности: {wish}")
    more = [forms.relocation(random, resume), forms.remote(random, resume)]
    if any(more):
        document.add_paragraph("; ".join(filter(None, more)))

    def head(text: str) -> None:
        run = document.add_paragraph().add_run(spaced(text))
        run.bold, run.font.size = True, Pt(13)

    head("Карьера")
    style = random.choice(("lower", "word", "dot"))
    for group in by_employer(resume.jobs):
        run = document.add_paragraph().add_run(group[0].employer)
        run.bold = True
        for job in group:
            told = forms.period(style, job, "настоящее время", " — ")
            document.add_paragraph(f"{job.title}\t{told}")
            for line in job.lines:
                document.add_paragraph(line, style="List Bullet")
    if resume.schools:
        head("Образование")
    for one in resume.schools:
        document.add_paragraph(
            f"{one.institution} ({one.subject}), {one.year} г., {one.level_text}"
        )
    if resume.skills:
        head("Инструменты")
        document.add_paragraph("; ".join(resume.skills))
    if resume.speeches:
        head("Языки")
        document.add_paragraph("\n".join(f"{one.name}: {one.level}" for one in resume.speeches))
    if resume.about:
        head("Обо мне")
        document.add_paragraph(resume.about)
    return word.saved(document)


def free_odt(random: Random, resume: Resume) -> bytes:
    """Typed by hand: no styles, the oldest job first, everything about a job in one paragraph."""
    resume = oldest_first(resume)
    lines: list[tuple[str, str]] = [("P", "Резюме"), ("B", resume.name)]
    contacts = ", ".join([*(forms.phone(random, one) for one in resume.phones), *resume.emails])
    for label, value in (
        ("Ищу работу", " или ".join(resume.titles)),
        ("Адрес", resume.city and resume.city_text), ("Связь", contacts),
        ("Родил" + ("ась" if resume.woman else "ся"), forms.birth(random, resume)),
        ("Хочу получать", forms.pay(random, resume)),
        ("Кроме того", ", ".join(filter(None, (
            forms.relocation(random, resume), forms.remote(random, resume))))),
    ):  # fmt: skip
        if value:
            lines.append(("P", f"{label}: {value}"))
    lines += [("P", ""), ("P", "Послужной список")]
    for job in resume.jobs:
        dates = forms.told_period(job)
        lines.append(("P", f"{dates} – {job.employer}, {job.title.lower()}. " if dates
                      else f"{job.employer}, {job.title.lower()}. "))  # fmt: skip
        lines[-1] = ("P", lines[-1][1] + " ".join(f"{one.rstrip('.')}." for one in job.lines))
    if resume.schools:
        lines.append(("P", "Учеба"))
    for one in resume.schools:
        lines.append(("P", f"{one.begin}-{one.year} {one.institution}, "
                           f"{one.subject}, {one.level_text}"))  # fmt: skip
    if resume.skills:
        lines += [("P", "Умею:"), *(("L", skill) for skill in resume.skills)]
    if resume.speeches:
        lines.append(("P", "Языки: " + ", ".join(
            f"{one.name} ({one.level})" for one in resume.speeches)))  # fmt: skip
    if resume.about:
        lines += [("P", "Немного о себе"), ("P", resume.about)]
    return odt(lines)


LAYOUTS = (
    Layout("two_cells_docx", ".docx", two_cells, Wants(undated=0.08),
           languages=(("ru", 0.6), ("en", 0.25), ("mix", 0.15))),
    Layout("framed_docx", ".docx", framed, Wants(birth=0, referee=0)),
    Layout("free_odt", ".odt", free_odt, Wants(undated=0.05)),
)  # fmt: skip
