"""What comes most days: a site's page pasted as text, a plain Word page, a table without lines."""

from dataclasses import replace
from random import Random

from docx.shared import Pt

from bench.layouts import forms
from bench.layouts.layout import Layout, either
from bench.layouts.makers import word
from bench.layouts.makers.pages import Canvas, Column
from bench.layouts.people import Wants
from bench.layouts.resume import Resume, months_of

FOURTH = "_four"


def pasted(random: Random, resume: Resume) -> bytes:
    """The page of the largest Russian site, pasted into a text file: no form is left of it."""
    end = "а" if resume.woman else ""
    out = [f"{'Женщина' if resume.woman else 'Мужчина'}"
           + (f", {forms.age(resume)} лет" if resume.birth else ""), resume.name]  # fmt: skip
    out += [*(forms.phone(random, one) for one in resume.phones),
            f"{resume.emails[0]} — предпочитаемый способ связи"]  # fmt: skip
    moves = {True: f"готов{end} к переезду", False: f"не готов{end} к переезду", None: ""}
    out.append(
        ", ".join(
            filter(
                None,
                (
                    resume.city and resume.city_text,
                    moves[resume.relocation],
                    f"готов{end} к командировкам",
                ),
            )
        )
    )
    out += [*resume.titles[:1], *filter(None, [forms.pay(random, resume)])]
    out += ["Специализации:", "Другое", "Занятость: полная занятость",
            "График работы: " + ("удалённая работа" if resume.remote else "полный день"),
            f"Опыт работы {forms.span(months_of(list(resume.jobs)), False)}"]  # fmt: skip
    for job in resume.jobs:
        start, finish = forms.ends("word", job, "по настоящее время")
        dates = f"{start} — {finish}" if start else ""
        out += [dates, forms.span(job.end - job.start + 1, False), job.employer, job.city,
                job.title, *job.lines]  # fmt: skip
    if resume.skills:
        out += ["Ключевые навыки", *resume.skills]
    if resume.about:
        out += ["Обо мне", resume.about]
    if resume.schools:
        out.append("Высшее образование" if resume.schools[0].level == "higher" else "Образование")
        for one in resume.schools:
            out += [str(one.year), one.institution, f"{one.subject}, {one.level_text}"]
    if resume.speeches:
        out.append("Знание языков")
        out += [f"{one.name.capitalize()} — {one.level}" for one in resume.speeches]
    out += ["Гражданство, время в пути до работы", "Гражданство: Россия"]
    return "\n".join(line for line in out if line).encode()


def one_title(resume: Resume) -> Resume:
    """The page shows one post, and remote work only where it is wanted."""
    return replace(resume, titles=resume.titles[:1], remote=True if resume.remote else None)


def word_page(random: Random, resume: Resume) -> bytes:
    """A Word page as most people write it: bold words, colons, hyphens, dates after the firm."""
    document = word.new()

    def bold(text: str, size: int = 12) -> None:
        run = document.add_paragraph().add_run(text)
        run.bold, run.font.size = True, Pt(size)

    bold(resume.name, 16)
    facts = [("Дата рождения", forms.birth(random, resume)),
             ("Город", resume.city and resume.city_text),
             ("Тел.", ", ".join(forms.phone(random, one) for one in resume.phones)),
             ("Почта", resume.emails[0]), ("Цель", ", ".join(resume.titles)),
             ("Зарплатные ожидания", forms.pay(random, resume))]  # fmt: skip
    for label, value in facts:
        if value:
            document.add_paragraph(f"{label}: {value}")
    for text in (forms.relocation(random, resume), forms.remote(random, resume)):
        if text:
            document.add_paragraph(text)
    bold("Опыт работы:")
    style = random.choice(("dot", "lower", "slash"))
    for job in resume.jobs:
        dates = forms.period(style, job, "н.в.", "-")
        bold(f"{job.employer}{' ' if dates else ''}{f'({dates})' if dates else ''}", 11)
        document.add_paragraph(f"Должность: {job.title}")
        document.add_paragraph("Обязанности:")
        for line in job.lines:
            document.add_paragraph(f"- {line[0].lower()}{line[1:].rstrip('.')};")
    if resume.schools:
        bold("Образование:")
    for one in resume.schools:
        document.add_paragraph(f"{one.begin}-{one.year} гг. {one.institution}, специальность: "
                               f"{one.subject} ({one.level_text})")  # fmt: skip
    if resume.speeches:
        bold("Знание языков:")
        document.add_paragraph("; ".join(f"{one.name} – {one.level}" for one in resume.speeches))
    if resume.skills:
        bold("Проф. навыки:")
        document.add_paragraph(", ".join(resume.skills))
    if resume.about:
        bold("Личные качества:")
        document.add_paragraph(resume.about)
    return word.saved(document)


def table_docx(random: Random, resume: Resume) -> bytes:
    """An English page in a table without lines: jobs and dates in two cells of a row."""
    document = word.new()
    document.add_heading(resume.name, 0)
    if resume.titles:
        document.add_paragraph(" / ".join(resume.titles))
    contacts = [
        resume.city and resume.city_text,
        *(forms.phone(random, one) for one in resume.phones),
        resume.emails[0],
    ]
    document.add_paragraph(" | ".join(filter(None, contacts)))
    more = [forms.relocation(random, resume), forms.remote(random, resume)]
    document.add_paragraph(". ".join(filter(None, more)))
    if resume.about:
        document.add_heading(either(resume, "Профиль", "Profile"), 2)
        document.add_paragraph(resume.about)
    document.add_heading(either(resume, "Опыт", "Experience"), 2)
    table = document.add_table(rows=0, cols=2)
    style = "english_abbr" if resume.english else "slash"
    now = either(resume, "н.в.", "present")
    for job in resume.jobs:
        cells = table.add_row().cells
        cells[0].paragraphs[0].add_run(f"{job.title}, {job.employer}").bold = True
        cells[1].text = forms.period(style, job, now, " – ")
        cells = table.add_row().cells
        cells[0].merge(cells[1]).text = "\n".join(job.lines)
    if resume.schools:
        document.add_heading(either(resume, "Образование", "Education"), 2)
        table = document.add_table(rows=0, cols=2)
        for one in resume.schools:
            cells = table.add_row().cells
            cells[0].text = f"{one.institution}, {one.level_text}, {one.subject}"
            cells[1].text = f"{one.begin} – {one.year}"
    if resume.skills:
        document.add_heading(either(resume, "Навыки", "Skills"), 2)
        document.add_paragraph(" · ".join(resume.skills))
    if resume.speeches:
        document.add_heading(either(resume, "Языки", "Languages"), 2)
        document.add_paragraph(" · ".join(f"{one.name} ({one.level})" for one in resume.speeches))
    return word.saved(document)


def two_thirds(random: Random, resume: Resume) -> bytes:
    """A builder's usual page: a tinted column at the right with labels in small capitals."""
    canvas = Canvas("noto")
    main, side = Column(canvas, 40, 340), Column(canvas, 405, 155)
    main.put(f"{resume.given} {resume.family}", 22, True)
    if resume.titles:
        main.put(", ".join(resume.titles), 12, grey=90)

    def fact(label: str, value: str | None) -> None:
        if value:
            side.put(label.upper(), 7, True, before=6, grey=120)
            side.put(value, 9)

    fact(either(resume, "Телефон", "Phone"), ", ".join(
        forms.phone(random, one) for one in resume.phones))  # fmt: skip
    fact(either(resume, "Почта", "Email"), resume.emails[0])
    fact(either(resume, "Город", "City"), resume.city and resume.city_text)
    fact(either(resume, "Зарплата", "Salary"), forms.pay(random, resume))
    fact(either(resume, "Переезд", "Relocation"), forms.wish(resume.relocation, resume.english))
    if resume.skills:
        side.put(either(resume, "Навыки", "Skills"), 12, True, before=14)
        for one in resume.skills:
            side.put(f"• {one}", 9)
    if resume.speeches:
        side.put(either(resume, "Языки", "Languages"), 12, True, before=14)
        for one in resume.speeches:
            side.put(f"{one.name.capitalize()} ({one.level})", 9)
    if resume.about:
        main.put(either(resume, "О себе", "Summary"), 13, True, before=14)
        main.put(resume.about, 9.5)
    main.put(either(resume, "Опыт работы", "Work history"), 13, True, before=14)
    style = "english_abbr" if resume.english else random.choice(("dot", "lower"))
    now = either(resume, "настоящее время", "Present")
    for job in resume.jobs:
        main.y += 6
        main.beside(forms.period(style, job, now), 8.5, grey=120)
        main.put(job.employer, 10.5, True)
        main.put(job.title, 9.5, grey=90)
        for line in job.lines:
            main.put(f"• {line}", 9, indent=6)
    if resume.schools:
        main.put(either(resume, "Образование", "Education"), 13, True, before=14)
    for one in resume.schools:
        main.y += 4
        main.beside(f"{one.year}", 8.5, grey=120)
        main.put(one.institution, 10, True)
        main.put(f"{one.level_text}, {one.subject}", 9)
    return canvas.render(random.choice(("columns", "rows", "mixed")), random)


MOST = (("ru", 0.6), ("en", 0.4))
LAYOUTS = (
    Layout("pasted_txt", ".txt", pasted, Wants(birth=0, years=0, remote_refused=0, world=FOURTH),
           prepare=one_title, around=forms.place_and_span),
    Layout("word_page_docx", ".docx", word_page, Wants(world=FOURTH)),
    Layout("table_docx", ".docx", table_docx, Wants(birth=0, pay=0, world=FOURTH),
           languages=(("en", 0.7), ("ru", 0.3))),
    Layout("two_thirds_pdf", ".pdf", two_thirds, Wants(birth=0, father=0, remote=0, world=FOURTH),
           languages=MOST, fonts="noto"),
)  # fmt: skip
