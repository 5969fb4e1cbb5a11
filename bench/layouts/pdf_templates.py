"""PDF of templates that are passed around: LaTeX classes, cards in a grid, a line of time."""

from random import Random

from fpdf import FPDF

from bench.layouts import forms
from bench.layouts.layout import Layout, either
from bench.layouts.makers.pages import Canvas, Column
from bench.layouts.people import Wants
from bench.layouts.resume import Job, Resume

SECOND = "_two"
MARGIN, WIDE = 50.0, 495.0


def _contacts(random: Random, resume: Resume) -> list[str]:
    """Everything of the head but name and posts, as far as it is told."""
    return [*filter(None, (
        *(forms.phone(random, one) for one in resume.phones), resume.emails[0],
        resume.city and resume.city_text, forms.pay(random, resume),
        forms.relocation(random, resume), forms.remote(random, resume),
    ))]  # fmt: skip


def awesome(random: Random, resume: Resume) -> bytes:
    """A LaTeX class: employer and place on one line, post and dates on the next."""
    canvas = Canvas("noto")
    page = Column(canvas, MARGIN, WIDE)
    page.put(f"{resume.given} {resume.family}", 26, True, align="center")
    if resume.titles:
        page.put(" · ".join(one.upper() for one in resume.titles), 9, align="center", grey=120)
    page.put("  |  ".join(_contacts(random, resume)), 8, align="center", before=3)

    def head(russian: str, english: str) -> None:
        page.put(either(resume, russian, english), 14, True, before=14)

    if resume.about:
        head("Кратко", "Summary")
        page.put(resume.about, 9)
    head("Опыт", "Experience")
    style = "english_dot" if resume.english else random.choice(("abbr", "dot"))
    now = either(resume, "н.в.", "Present")
    for job in resume.jobs:
        page.y += 6
        page.beside(job.city, 9, grey=120)
        page.put(job.employer, 10.5, True)
        page.beside(forms.period(style, job, now, " - "), 8, grey=120)
        page.put(job.title, 9, grey=90)
        for line in job.lines:
            page.put(f"• {line}", 9, indent=10)
    if resume.schools:
        head("Образование", "Education")
    for one in resume.schools:
        page.y += 4
        page.put(one.institution, 10.5, True)
        page.beside(f"{one.begin} - {one.year}", 8, grey=120)
        page.put(f"{one.level_text}, {one.subject}", 9, grey=90)
    if resume.skills or resume.speeches:
        head("Навыки", "Skills")
    half = len(resume.skills) // 2
    rows = [(either(resume, "Основные", "Core"), ", ".join(resume.skills[:half])),
            (either(resume, "Прочие", "Other"), ", ".join(resume.skills[half:])),
            (either(resume, "Языки", "Languages"), ", ".join(
                f"{one.name} ({one.level})" for one in resume.speeches))]  # fmt: skip
    for label, text in rows:
        if text:
            left, right = Column(canvas, MARGIN, 90), Column(canvas, MARGIN + 105, WIDE - 105)
            left.move(page.place())
            right.move(page.place())
            left.put(label, 9, True)
            right.put(text, 9)
            page.move(max(left.place(), right.place()))
    return canvas.render(random.choice(("columns", "rows")))


def sidebar_right(random: Random, resume: Resume) -> bytes:
    """Jobs at the left with a line of dates and place between rules, facts at the right."""
    canvas = Canvas("sans")
    top = Column(canvas, 40, 510)
    top.put(resume.name.upper(), 22, True)
    if resume.titles:
        top.put(" | ".join(resume.titles), 12, True, grey=100)
    top.put("   ".join(_contacts(random, resume)), 8, before=4)
    main, side = Column(canvas, 40, 325, top.y + 14), Column(canvas, 395, 160, top.y + 14)

    def head(column: Column, russian: str, english: str) -> None:
        column.put(either(resume, russian, english).upper(), 13, True, before=10)

    head(main, "Карьера", "Experience")
    style = "english" if resume.english else random.choice(("word", "slash"))
    now = either(resume, "сегодня", "Ongoing")
    for job in resume.jobs:
        main.put(job.title, 11, before=6)
        main.put(job.employer, 10, True, grey=90)
        dates = forms.period(style, job, now, " – ")
        main.put("     ".join(filter(None, (dates and f"◷ {dates}", f"⚑ {job.city}"))), 8)
        for line in job.lines:
            main.put(f"• {line}", 9, indent=6)
    if resume.about:
        head(side, "Моя философия", "My philosophy")
        side.put(resume.about, 9)
    if resume.skills:
        head(side, "Сильные стороны", "Strengths")
        line = ""
        for one in resume.skills:
            longer = f"{line}   {one}" if line else one
            if canvas.width(longer, 8, False) > 160 and line:
                side.put(line, 8, before=3)
                longer = one
            line = longer
        side.put(line, 8, before=3)
    if resume.speeches:
        head(side, "Языки", "Languages")
    for one in resume.speeches:
        side.beside(one.level, 8)
        side.put(one.name.capitalize(), 9, True)
    if resume.schools:
        head(side, "Образование", "Education")
    for one in resume.schools:
        side.put(f"{one.level_text}, {one.subject}", 9, True, before=4)
        side.put(one.institution, 9)
        side.put(f"◷ {one.begin} – {one.year}", 8)
    return canvas.render(random.choice(("columns", "rows", "mixed")), random)


def _card(canvas: Canvas, x: float, place: tuple[int, float], job: Job, dates: str) -> Column:
    """One job in a box of a grid."""
    card = Column(canvas, x, 225)
    card.move(place)
    card.put(job.title, 10, True)
    card.put(job.employer, 9)
    if dates:
        card.put(dates, 8, grey=120)
    for line in job.lines:
        card.put(line, 8, before=2)
    return card


def cards(random: Random, resume: Resume) -> bytes:
    """Jobs in boxes, two in a row, under them small boxes of everything else."""
    canvas = Canvas("noto", bottom=40)
    page = Column(canvas, MARGIN, WIDE)
    page.put(resume.name, 20, True)
    if resume.titles:
        page.put(", ".join(resume.titles), 11, grey=90)
    page.put("  /  ".join(_contacts(random, resume)), 8, before=4)
    page.put(either(resume, "Где работал" + ("а" if resume.woman else ""), "Work"), 13, True,
             before=14)  # fmt: skip
    style = "english_abbr" if resume.english else random.choice(("dot", "lower"))
    now = either(resume, "по н.в.", "now")
    for at in range(0, len(resume.jobs), 2):
        place = (page.page, page.y + 10)
        if place[1] > 600:
            place = (page.page + 1, canvas.top)
        ends = []
        for x, job in zip((MARGIN, MARGIN + 255), resume.jobs[at : at + 2], strict=False):
            ends.append(_card(canvas, x, place, job, forms.period(style, job, now)).place())
        bottom = max(ends)

        def box(pdf: FPDF, top: float = place[1], end: float = bottom[1]) -> None:
            pdf.set_draw_color(180)
            pdf.rect(MARGIN - 6, top - 4, WIDE + 12, max(20, end - top + 8))

        canvas.shape(place[0], box)
        page.move(bottom)
    left, right = Column(canvas, MARGIN, 225), Column(canvas, MARGIN + 255, 225)
    for column in (left, right):
        column.move((page.page, page.y + 12))
    if resume.schools:
        left.put(either(resume, "Образование", "Education"), 13, True)
    for one in resume.schools:
        left.put(one.institution, 9, True, before=4)
        left.put(f"{one.subject}, {one.level_text}, {one.year}", 9)
    if resume.speeches:
        left.put(either(resume, "Языки", "Languages"), 13, True, before=10)
    for one in resume.speeches:
        left.put(f"{one.name} — {one.level}", 9)
    if resume.skills:
        right.put(either(resume, "Навыки", "Skills"), 13, True)
        right.put("  •  ".join(resume.skills), 9, before=3)
    if resume.about:
        right.put(either(resume, "О себе", "About"), 13, True, before=10)
        right.put(resume.about, 9)
    return canvas.render(random.choice(("columns", "rows")))


def timeline(random: Random, resume: Resume) -> bytes:
    """A vertical line with dots: years in large type at its left, jobs at its right."""
    canvas = Canvas("sans")
    wide = Column(canvas, MARGIN, WIDE)
    wide.put(f"{resume.given} {resume.family}", 24, True)
    for title in resume.titles:
        wide.put(title, 12, grey=90)
    for text in _contacts(random, resume):
        wide.put(text, 9, before=1)
    if resume.about:
        wide.put(resume.about, 9.5, before=8)
    wide.put(either(resume, "ПУТЬ", "JOURNEY"), 12, True, before=16)
    page, left = Column(canvas, 190, 350), Column(canvas, MARGIN, 110)
    page.move(wide.place())
    style = "english_abbr" if resume.english else random.choice(("dot", "slash", "abbr"))
    now = either(resume, "сейчас", "now")

    def row(dates: str, lines: list[tuple[str, float, bool]]) -> None:
        page.y += 10
        if page.y > canvas.bottom - 60:
            page.page, page.y = page.page + 1, canvas.top
        left.move(page.place())
        number, y = page.place()
        canvas.shape(number, lambda pdf: pdf.circle(174, y + 6, 3))
        if dates:
            left.put(dates, 11, True)
        for text, size, bold in lines:
            page.put(text, size, bold)
        page.move(max(page.place(), left.place()))

    for job in resume.jobs:
        row(forms.period(style, job, now, " — "), [
            (job.employer, 11, True), (job.title, 10, False),
            *((line, 9, False) for line in job.lines)])  # fmt: skip
    if resume.schools:
        wide.move(page.place())
        wide.put(either(resume, "УЧЁБА", "STUDIES"), 12, True, before=14)
        page.move(wide.place())
    for one in resume.schools:
        subject = f"{one.subject}, {one.level_text}"
        row(f"{one.begin} — {one.year}", [(one.institution, 11, True), (subject, 9, False)])
    wide.move(page.place())
    if resume.skills:
        wide.put(either(resume, "МОГУ", "TOOLBOX"), 12, True, before=14)
        wide.put(", ".join(resume.skills), 9.5)
    if resume.speeches:
        wide.put(either(resume, "ЯЗЫКИ", "LANGUAGES"), 12, True, before=14)
        wide.put(", ".join(f"{one.name}: {one.level}" for one in resume.speeches), 9.5)
    return canvas.render(random.choice(("columns", "rows")))


MOST = (("ru", 0.65), ("en", 0.25), ("mix", 0.1))
LAYOUTS = (
    Layout("awesome_pdf", ".pdf", awesome, Wants(birth=0, father=0, world=SECOND),
           languages=(("ru", 0.4), ("en", 0.6)), fonts="noto", around=lambda job: job.city),
    Layout("sidebar_right_pdf", ".pdf", sidebar_right, Wants(birth=0, world=SECOND),
           languages=MOST, fonts="sans", around=lambda job: job.city),
    Layout("cards_pdf", ".pdf", cards, Wants(birth=0, world=SECOND), languages=MOST,
           fonts="noto"),
    Layout("timeline_pdf", ".pdf", timeline, Wants(birth=0, father=0, world=SECOND),
           languages=MOST, fonts="sans"),
)  # fmt: skip
