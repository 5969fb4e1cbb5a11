"""PDF in one flow or with dates in a margin: job sites, Europass, LaTeX, the English page."""

from random import Random

from bench.layouts import forms
from bench.layouts.layout import Layout, by_employer, either
from bench.layouts.makers.pages import Canvas, Column
from bench.layouts.people import Wants
from bench.layouts.resume import YEAR, Resume, School, months_of

MARGIN, WIDE = 52.0, 490.0
GUTTER = 130.0
SITE, TRADE = "www.firm.example", "Розничная сеть (продуктовая)"


class Page(Column):
    """A column with a narrow one at its left for dates and years."""

    def __init__(self, canvas: Canvas, gutter: float = GUTTER) -> None:
        super().__init__(canvas, MARGIN + gutter, WIDE - gutter)
        self.left = Column(canvas, MARGIN, gutter - 14)

    def pair(self, left: list[str], right: list[tuple[str, float, bool]], **how: object) -> None:
        """Dates at the left of a text; the longer of both counts."""
        self.y += 8
        if self.y > self.canvas.bottom - 50:
            self.page, self.y = self.page + 1, self.canvas.top
        self.left.move(self.place())
        for line in left:
            self.left.put(line, 9, grey=110)
        for text, size, bold in right:
            self.put(text, size, bold, **how)  # type: ignore[arg-type]
        self.move(max(self.place(), self.left.place()))


def _level(page: Page, schools: tuple[School, ...]) -> None:
    """The level as a subheading, where it is another than that of the school above."""
    level = schools[-1].level_text
    if len(schools) == 1 or schools[-2].level_text != level:
        page.pair([], [(level, 10, True)])


def _after_career(canvas: Canvas, page: Page, resume: Resume) -> None:
    """Education, skills and the rest of the site's export."""
    for head, rows in (
        ("Образование", [(str(one.year), [(one.institution, 11, True), (one.subject, 9, False)])
                         for one in resume.schools]),
        ("Навыки", [("Знание языков", [(f"{one.name.capitalize()} — {one.level}", 9.5, False)
                                       for one in resume.speeches])] * bool(resume.speeches)
         + [("Навыки", [("     ".join(resume.skills), 9.5, False)])] * bool(resume.skills)),
        ("Дополнительная информация", [("Обо мне", [(resume.about, 9.5, False)])]
         * bool(resume.about)),
    ):  # fmt: skip
        if rows:
            heading = Column(canvas, MARGIN, WIDE)
            heading.move(page.place())
            heading.put(head, 11, before=14, grey=140)
            page.move(heading.place())
            for place, (left, right) in enumerate(rows):
                if head == "Образование":
                    _level(page, resume.schools[: place + 1])
                page.pair([left], right)


def headhunter(random: Random, resume: Resume) -> bytes:
    """The present export of the largest Russian site: dates at the left, footer on each page."""
    canvas = Canvas("noto")
    page = Page(canvas)
    wide = Column(canvas, MARGIN, WIDE)
    year, index = divmod(resume.as_of, YEAR)
    wide.put(resume.name, 20, True)
    sex, born = ("Женщина", "родилась") if resume.woman else ("Мужчина", "родился")
    if resume.birth:
        day = f"{resume.birth[2]} {forms.GENITIVE[resume.birth[1] - 1]} {resume.birth[0]}"
        full = forms.age(resume)
        years = f"{full}\u00a0{forms.plural(full, 'год', 'года', 'лет')}"
        wide.put(f"{sex}, {years}, {born}\u00a0{day}", before=6)
    for place, one in enumerate(resume.phones):
        mark = " — предпочитаемый способ связи" if not place else " • Telegram"
        wide.put(f"+7 ({one[1:4]}) {one[4:7]}-{one[7:9]}-{one[9:]}{mark}")
    wide.put(resume.emails[0])
    if resume.city:
        wide.put(f"Проживает: {resume.city}", before=6)
    wide.put("Гражданство: Россия, есть разрешение на работу: Россия")
    end = "а" if resume.woman else ""
    if resume.relocation is not None:
        moves = f"{'Готов' if resume.relocation else 'Не готов'}{end} к переезду"
        wide.put(f"{moves}, готов{end} к командировкам")
    wide.put("Желаемая должность и зарплата", 11, before=14, grey=140)
    page.move(wide.place())
    if resume.titles:
        pay = forms.pay(random, resume) if resume.pay else ""
        wide.y += 6
        top = wide.y
        if pay:
            wide.beside(pay, 13, True)
        Column(canvas, MARGIN, WIDE - 190, top).put(resume.titles[0], 13, True)
        wide.y = top + 36
        for other in resume.titles[1:]:
            wide.put(other, 13, True)
        wide.put("Специализации:", 9)
        wide.put("—  Другое", 9)
        wide.put("Тип занятости: постоянная работа", 9, before=4)
    place = "на месте работодателя, удалённо" if resume.remote else "на месте работодателя"
    wide.put(f"Формат работы: {place}", 9)
    wide.put("Желательное время в пути до работы: не имеет значения", 9)
    total = forms.span(months_of(list(resume.jobs)), False)
    wide.put(f"Опыт работы — {total}", 11, before=14, grey=140)
    page.move(wide.place())
    for job in resume.jobs:
        start, finish = forms.ends("word", job, "настоящее время")
        page.pair(
            [f"{start} —", finish, forms.span(job.end - job.start + 1, False)],
            [(job.employer, 11, True), (f"{job.city}, {SITE}", 9, False),
             ("Розничная торговля", 9, False),
             (f"• {TRADE}", 9, False), (job.title, 11, True),
             *((line, 9.5, False) for line in job.lines)],
        )  # fmt: skip
    _after_career(canvas, page, resume)
    stamp = f"Резюме обновлено {17} {forms.GENITIVE[index]} {year} в 09:12"
    return canvas.render(
        random.choice(("columns", "rows")), random,
        footer=lambda number, _: f"{resume.family} {resume.given}  •  {stamp}      {number}",
    )  # fmt: skip


def europass(random: Random, resume: Resume) -> bytes:
    """Labelled contacts in a line, periods in brackets, mother tongue apart."""
    canvas = Canvas("sans")
    page = Column(canvas, MARGIN, WIDE)
    page.put(resume.name, 22, True)
    facts = [
        (either(resume, "Дата рождения", "Date of birth"), forms.birth(random, resume)),
        (either(resume, "Гражданство", "Nationality"), either(resume, "российское", "Russian")),
        (
            either(resume, "Телефон", "Phone number"),
            f"(+7) {resume.phones[0][1:]} " + either(resume, "(мобильный)", "(Mobile)"),
        ),
        (either(resume, "Адрес эл. почты", "Email address"), resume.emails[0]),
        (
            either(resume, "Адрес", "Address"),
            resume.city and f"{resume.city_text} " + either(resume, "(домашний)", "(Home)"),
        ),
    ]
    page.put("  |  ".join(f"{label}: {value}" for label, value in facts if value), 9, before=8)
    extra = [forms.relocation(random, resume), forms.remote(random, resume)]
    if any(extra):
        page.put(". ".join(filter(None, extra)), 9)

    def head(russian: str, english: str) -> None:
        page.put(either(resume, russian, english).upper(), 11, True, before=16, grey=90)

    if resume.titles:
        head("Желаемая должность", "Job applied for")
        page.put(" / ".join(resume.titles), 11, before=3)
    if resume.about:
        head("Обо мне", "About me")
        page.put(resume.about, before=3)
    head("Опыт работы", "Work experience")
    now = either(resume, "ТЕКУЩАЯ", "CURRENT")
    style = random.choice(("day_slash", "slash"))
    for job in resume.jobs:
        told = forms.period(style, job, now)
        page.put(f"[ {told} ]" if told else "", 9, before=8, grey=120)
        page.put(job.title, 11, True)
        page.put(job.employer, 10, True)
        country = either(resume, "Россия", "Russia")
        page.put(f"{either(resume, 'Город', 'City')}: {job.city} | "
                 f"{either(resume, 'Страна', 'Country')}: {country}", 9)  # fmt: skip
        for line in job.lines:
            page.put(f"◦ {line}", 9.5, indent=10)
    if resume.schools:
        head("Образование и профессиональная подготовка", "Education and training")
    for one in resume.schools:
        page.put(f"[ {one.begin} – {one.year} ]", 9, before=6, grey=120)
        page.put(f"{one.level_text}, {one.subject}", 10, True)
        page.put(one.institution, 10)
    if resume.speeches:
        head("Языковые навыки", "Language skills")
        for mother in (one for one in resume.speeches if one.code == "ru"):
            page.put(f"{either(resume, 'Родной язык', 'Mother tongue(s)')}: {mother.name}")
        for one in resume.speeches:
            if one.code != "ru":
                page.put(f"{one.name.upper()} — {one.level}")
    if resume.skills:
        head("Цифровые и прочие навыки", "Skills")
        page.put(" | ".join(resume.skills), 9.5)
    return canvas.render(footer=lambda number, pages: f"{number} / {pages}")


def modern_cv(random: Random, resume: Resume) -> bytes:
    """As the LaTeX class draws it: serif, dates in the margin, one line a post, hyphens."""
    canvas = Canvas("serif", top=60)
    page = Page(canvas, gutter=104)
    wide = Column(canvas, MARGIN, WIDE)
    wide.put(f"{resume.given} {resume.family}", 24)
    if resume.titles:
        wide.put(" | ".join(resume.titles), 12, grey=110)
    contacts = [resume.city and resume.city_text, forms.phone(random, resume.phones[0]),
                resume.emails[0], forms.relocation(random, resume)]  # fmt: skip
    wide.put(" • ".join(filter(None, contacts)), 9, before=4)
    page.move(wide.place())

    def head(russian: str, english: str) -> None:
        page.put(either(resume, russian, english), 14, before=14, grey=60)

    head("Профессиональный путь", "Experience")
    style = random.choice(("english_dot", "slash")) if resume.english else random.choice(
        ("roman", "dot", "brief"))  # fmt: skip
    now = either(resume, "н. вр.", "present")
    for job in resume.jobs:
        told = forms.period(style, job, now, "–")
        page.pair([told] if told else [], [(f"{job.title}, {job.employer}, {job.city}.", 10, True)])
        for line in job.lines:
            page.put(f"– {line}", 9.5, hyphens=True, indent=8)
    if resume.schools:
        head("Учёба", "Education")
    for one in resume.schools:
        page.pair([f"{one.begin}–{one.year}"],
                  [(f"{one.subject}, {one.institution}, {one.level_text}.", 10, False)],
                  hyphens=True)  # fmt: skip
    if resume.speeches:
        head("Языки", "Languages")
        for one in resume.speeches:
            page.pair([one.name.capitalize()], [(one.level, 10, False)])
    if resume.skills:
        head("Технические навыки", "Technical skills")
        page.pair([either(resume, "Владею", "Proficient")], [(", ".join(resume.skills), 10, False)])
    return canvas.render(random.choice(("columns", "rows")),
                         footer=lambda number, pages: f"{number}/{pages}")  # fmt: skip


def harvard(random: Random, resume: Resume) -> bytes:
    """The English college page: employer and city, then title and dates at the right edge."""
    canvas = Canvas("noto-serif")
    page = Column(canvas, MARGIN, WIDE)
    page.put(resume.name.upper(), 16, True, align="center")
    line = [resume.city and f"{resume.city_text}, Russia", resume.emails[0],
            forms.phone(random, resume.phones[0]), forms.remote(random, resume),
            forms.relocation(random, resume)]  # fmt: skip
    page.put(" | ".join(filter(None, line)), 9, align="center")
    if resume.titles:
        page.put(f"Objective: {' or '.join(resume.titles)}", 10, before=8)
    if resume.about:
        page.put("PROFILE", 11, True, before=10)
        page.put(resume.about)
    page.put("PROFESSIONAL BACKGROUND", 11, True, before=10)
    for group in by_employer(resume.jobs):
        page.y += 5
        page.beside(group[0].city, 10)
        page.put(group[0].employer, 10, True)
        for job in group:
            page.beside(forms.period("english_abbr", job, "Present"), 10)
            page.put(job.title, 10)
            for told in job.lines:
                page.put(f"• {told}", 9.5, indent=12)
    if resume.schools:
        page.put("EDUCATION", 11, True, before=10)
    for one in resume.schools:
        page.beside(f"Jun {one.year}", 10)
        page.put(one.institution, 10, True)
        page.put(f"{one.level_text} in {one.subject}", 10)
    if resume.skills or resume.speeches:
        page.put("SKILLS & LANGUAGES", 11, True, before=10)
    if resume.skills:
        page.put("Skills: " + ", ".join(resume.skills))
    if resume.speeches:
        page.put("Languages: " + ", ".join(f"{one.name} ({one.level})" for one in resume.speeches))
    if resume.referee:
        page.put("REFERENCES", 11, True, before=10)
        page.put(resume.referee)
    return canvas.render(random.choice(("columns", "rows")))


EVERY = (("ru", 0.4), ("en", 0.45), ("mix", 0.15))
LAYOUTS = (
    Layout("headhunter_pdf", ".pdf", headhunter,
           Wants(updated=1.0, years=0, city=1, titles=1, remote_refused=0),
           around=lambda job: f"{forms.place_and_span(job)} {SITE} Розничная торговля {TRADE}",
           fonts="noto"),
    Layout("europass_pdf", ".pdf", europass, Wants(pay=0, two_phones=0), languages=EVERY,
           fonts="sans"),
    Layout("moderncv_pdf", ".pdf", modern_cv,
           Wants(pay=0, two_phones=0, birth=0, about=0, remote=0, father=0), languages=EVERY,
           fonts="serif"),
    Layout("harvard_pdf", ".pdf", harvard, Wants(pay=0, two_phones=0, birth=0),
           languages=(("en", 1.0),),
           fonts="noto-serif"),
)  # fmt: skip
