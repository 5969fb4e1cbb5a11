"""PDF as design tools draw it: side columns, spaced capitals, icons, no labels."""

from dataclasses import replace
from random import Random

from fpdf import FPDF

from bench.layouts import forms
from bench.layouts.layout import Layout, by_employer, either, spaced
from bench.layouts.makers.pages import HEIGHT, Canvas, Column
from bench.layouts.people import Wants
from bench.layouts.resume import Resume, months_of

SIDE = 168.0


def _panel(x: float, width: float, colour: tuple[int, int, int]) -> object:
    def draw(pdf: FPDF) -> None:
        pdf.set_fill_color(*colour)
        pdf.rect(x, 0, width, HEIGHT, style="F")

    return draw


def side_right(random: Random, resume: Resume) -> bytes:
    """Name over two lines, the side column at the right, icons instead of labels, skill bars."""
    canvas = Canvas("sans")
    canvas.shape(1, _panel(400, 195, (235, 238, 240)))
    main, side = Column(canvas, 44, 336), Column(canvas, 416, SIDE, 150)
    first, rest = resume.name.split(" ", 1)
    main.put(spaced(first) if random.random() < 0.5 else first.upper(), 24, True)
    main.put(rest.upper(), 24, True)
    if resume.titles:
        main.put(" / ".join(resume.titles), 12, grey=110, before=2)
    contacts = [f"☎ {forms.phone(random, one)}" for one in resume.phones]
    contacts += [f"✉ {resume.emails[0]}", resume.city and f"⌂ {resume.city_text}",
                 forms.relocation(random, resume), forms.remote(random, resume),
                 forms.pay(random, resume)]  # fmt: skip
    for text in filter(None, contacts):
        side.put(text, 9, before=3)

    def head(column: Column, russian: str, english: str) -> None:
        column.put(spaced(either(resume, russian, english)), 10, True, before=16)

    if resume.skills:
        head(side, "Умею", "Skills")
    for one in resume.skills:
        side.put(one, 9, before=3)
        level, (page, y) = random.randint(40, 100), side.place()

        def bar(pdf: FPDF, y: float = y, level: int = level) -> None:
            pdf.set_fill_color(90, 120, 160)
            pdf.rect(416, y + 1, SIDE * level / 100, 3, style="F")

        canvas.shape(page, bar)
        side.y += 7
    if resume.speeches:
        head(side, "Языки", "Languages")
    for one in resume.speeches:
        side.put(one.name.capitalize(), 9, True, before=3)
        side.put(one.level, 9)
    if resume.schools:
        head(side, "Учёба", "Education")
    for one in resume.schools:
        side.put(one.institution, 9, True, before=4)
        side.put(one.subject, 9)
        side.put(f"{one.level_text}, {one.begin}–{one.year}", 9)
    if resume.about:
        head(main, "Профиль", "Profile")
        main.put(resume.about, 9.5, before=3)
    head(main, "Опыт", "Experience")
    style = "english_abbr" if resume.english else random.choice(("slash", "lower", "abbr"))
    now = either(resume, "сейчас", "Now")
    for job in resume.jobs:
        main.put(job.title, 11, True, before=9)
        told = forms.period(style, job, now)
        main.put(" | ".join(filter(None, (job.employer, told))), 9.5, grey=90)
        for line in job.lines:
            main.put(f"• {line}", 9.5, indent=8)
    return canvas.render(random.choice(("columns", "rows", "mixed")), random)


def side_left(random: Random, resume: Resume) -> bytes:
    """The side column at the left on each page; a timeline with years in big type at the right."""
    canvas = Canvas("noto")
    canvas.shape(1, _panel(0, 196, (225, 232, 225)))
    side, main = Column(canvas, 22, 160), Column(canvas, 216, 340)
    main.put(f"{resume.given} {resume.family}", 22, True)
    if resume.titles:
        main.put(resume.titles[0], 12, grey=90)
        for other in resume.titles[1:]:
            main.put(other, 12, grey=90)

    def block(russian: str, english: str, lines: list[str]) -> None:
        if lines:
            side.put(either(resume, russian, english), 11, True, before=14)
        for line in lines:
            side.put(line, 9, before=2)

    block("Связаться", "Get in touch", [
        *(forms.phone(random, one) for one in resume.phones), resume.emails[0],
        *filter(None, [resume.city and resume.city_text])])  # fmt: skip
    pay = forms.pay(random, resume)
    wishes = [pay and either(resume, "Доход: ", "Salary: ") + pay,
              forms.relocation(random, resume), forms.remote(random, resume)]  # fmt: skip
    block("Пожелания", "Preferences", [*filter(None, wishes)])
    block("Сильные стороны", "Core skills", [f"· {one}" for one in resume.skills])
    block("Языки", "Languages", [f"{one.name} – {one.level}" for one in resume.speeches])
    main.put(either(resume, "Где я работаю и работал" + ("а" if resume.woman else ""),
                    "Where I have worked"), 13, True, before=18)  # fmt: skip
    now = either(resume, "по сей день", "present")
    for job in resume.jobs:
        told = forms.period("dot" if not resume.english else "slash", job, now, " › ")
        main.put(told, 10, True, before=9, grey=120)
        main.put(f"{job.title} @ {job.employer}" if resume.english
                 else f"{job.employer} — {job.title}", 10.5, True)  # fmt: skip
        main.put(" ".join(f"{line.rstrip('.')}." for line in job.lines), 9.5)
    if resume.schools:
        main.put(either(resume, "Где учил" + ("ась" if resume.woman else "ся"), "Studies"),
                 13, True, before=16)  # fmt: skip
    for one in resume.schools:
        main.put(f"{one.begin} › {one.year}", 10, True, before=5, grey=120)
        main.put(f"{one.institution}, {one.level_text}", 10)
        main.put(one.subject, 9.5)
    if resume.about:
        main.put(either(resume, "Пару слов о себе", "A few words about me"), 13, True, before=16)
        main.put(resume.about, 9.5)
    return canvas.render(random.choice(("columns", "rows")), random)


def _after_experience(page: Column, resume: Resume) -> None:
    """Schools, skills and languages of the network's page."""
    if resume.schools:
        page.put("Education", 13, True, before=14)
    for one in resume.schools:
        page.put(one.institution, 11, True, before=6)
        page.put(f"{one.level_text}, {one.subject}", 10)
        page.put(f"{one.begin} - {one.year}", 9, grey=120)
    if resume.skills:
        page.put("Skills", 13, True, before=14)
        for one in resume.skills:
            page.put(one, 10, before=2)
    if resume.speeches:
        page.put("Languages", 13, True, before=14)
    proficiency = {"native": "Native or bilingual proficiency", "basic": "Elementary proficiency",
                   "intermediate": "Limited working proficiency",
                   "fluent": "Full professional proficiency"}  # fmt: skip
    for one in resume.speeches:
        page.put(one.name, 10, True, before=2)
        page.put(proficiency[one.bands[0]], 9)


def network(random: Random, resume: Resume) -> bytes:
    """A printed page of an English network: total at the employer, then its roles."""
    canvas = Canvas("sans")
    page = Column(canvas, 60, 470)
    page.put(resume.name, 18, True)
    if resume.titles:
        page.put(" | ".join(resume.titles), 11)
    if resume.city:
        page.put(f"{resume.city_text}, Russia · Contact info", 9, grey=120)
    page.put("500+ connections", 9, grey=120)
    page.put(f"{resume.emails[0]} · {forms.phone(random, resume.phones[0])}", 9)
    if resume.about:
        page.put("About", 13, True, before=14)
        page.put(resume.about)
    page.put("Experience", 13, True, before=14)
    for group in by_employer(resume.jobs):
        if len(group) > 1:
            page.put(group[0].employer, 11, True, before=8)
            page.put(forms.span(months_of(group), True), 9, grey=120)
        for job in group:
            spoken = forms.span(job.end - job.start + 1, True)
            page.put(job.title, 11, True, before=6)
            if len(group) == 1:
                page.put(f"{job.employer} · Full-time", 10)
            page.put(f"{forms.period('english_abbr', job, 'Present', ' - ')} · {spoken}", 9,
                     grey=120)  # fmt: skip
            page.put(f"{job.city}, Russia", 9, grey=120)
            page.put(" ".join(f"{line.rstrip('.')}." for line in job.lines), 10)
    _after_experience(page, resume)
    return canvas.render(footer=lambda number, pages: f"Page {number} of {pages}")


def with_network_levels(resume: Resume) -> Resume:
    """«Limited working proficiency» is less than intermediate to some, and that to others."""
    both = ("intermediate", "basic")
    speeches = (
        replace(one, bands=both) if one.bands == ("intermediate",) else one
        for one in resume.speeches
    )
    return replace(resume, speeches=tuple(speeches))


MOST = (("ru", 0.6), ("en", 0.2), ("mix", 0.2))
LAYOUTS = (
    Layout("side_right_pdf", ".pdf", side_right, Wants(birth=0, two_phones=0.3, father=0.5),
           languages=MOST, fonts="sans"),
    Layout("side_left_pdf", ".pdf", side_left, Wants(birth=0, father=0), languages=MOST,
           fonts="noto"),
    Layout("network_en_pdf", ".pdf", network,
           Wants(birth=0, pay=0, relocation=0, remote=0, two_phones=0, years=0),
           languages=(("en", 1.0),), fonts="sans", prepare=with_network_levels,
           around=lambda job: forms.place_and_span(job, english=True)),
)  # fmt: skip
