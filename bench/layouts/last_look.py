"""Further habits: an agency's card, an old web page, a magazine, a dictated letter."""

from html import escape
from random import Random

from docx.shared import Pt

from bench.layouts import forms
from bench.layouts.layout import Layout, by_employer, either
from bench.layouts.makers import word
from bench.layouts.makers.markup import odt
from bench.layouts.makers.pages import Canvas, Column
from bench.layouts.people import Wants
from bench.layouts.questionnaires import without_duties
from bench.layouts.resume import Resume

FOURTH = "_four"


def agency(random: Random, resume: Resume) -> bytes:
    """An agency's presentation of a candidate: summary lines, then jobs as «Employer / Post»."""
    document = word.new()
    title = document.add_paragraph().add_run(f"Кандидат: {resume.name}")
    title.bold, title.font.size = True, Pt(15)
    for label, value in (
        ("Рассматривается на позицию", "; ".join(resume.titles)),
        ("Регион", resume.city and resume.city_text),
        ("Связь", ", ".join([*(forms.phone(random, one) for one in resume.phones),
                             resume.emails[0]])),
        ("Запрос по доходу", forms.pay(random, resume)),
        ("Релокация", {True: "готов", False: "не готов", None: ""}[resume.relocation]),
        ("Удалённый формат", {True: "да", False: "нет", None: ""}[resume.remote]),
    ):  # fmt: skip
        if value:
            line = document.add_paragraph()
            line.add_run(f"{label} – ")
            line.add_run(value).bold = True
    document.add_paragraph().add_run("Карьерная справка").bold = True
    style = random.choice(("dot", "slash", "lower"))
    for job in resume.jobs:
        dates = forms.period(style, job, "н/в", " - ")
        document.add_paragraph().add_run(f"{job.employer} / {job.title}").bold = True
        if dates:
            document.add_paragraph(f"Период: {dates}")
        for line in job.lines:
            document.add_paragraph(line, style="List Bullet")
    if resume.schools:
        document.add_paragraph().add_run("Академическая справка").bold = True
    for one in resume.schools:
        document.add_paragraph(f"{one.institution} / {one.subject} / {one.level_text} / {one.year}")
    if resume.skills:
        document.add_paragraph().add_run("Сильные компетенции кандидата").bold = True
        for one in resume.skills:
            document.add_paragraph(one, style="List Bullet")
    if resume.speeches:
        document.add_paragraph().add_run("Лингвистика").bold = True
        for one in resume.speeches:
            document.add_paragraph(f"{one.name} / {one.level}")
    if resume.about:
        document.add_paragraph().add_run("Комментарий").bold = True
        document.add_paragraph(resume.about)
    return word.saved(document)


def old_page(random: Random, resume: Resume) -> bytes:
    """A personal page of the nineties: font tags, line breaks, no lists."""
    english = resume.english
    out = ["<html><head><meta charset=utf-8></head><body bgcolor=white>",
           "<center><font size=6><b>", escape(resume.name),
           "</b></font><br>", escape(", ".join(resume.titles)), "</center><hr>"]  # fmt: skip
    facts = [*(forms.phone(random, one) for one in resume.phones), resume.emails[0],
             resume.city and resume.city_text, forms.pay(random, resume),
             forms.relocation(random, resume), forms.remote(random, resume)]  # fmt: skip
    out.append("<br>".join(escape(one) for one in facts if one))

    def head(russian: str, foreign: str) -> None:
        out.append(f"<p><b><u>{either(resume, russian, foreign)}</u></b><br>")

    head("Работал там:" if not resume.woman else "Работала там:", "Jobs I have held:")
    style = "english" if english else random.choice(("word", "dot"))
    now = either(resume, "сей день", "today")
    for job in resume.jobs:
        dates = forms.period(style, job, now, " .. ")
        out.append(
            f"<b>{escape(job.employer)}</b>{', ' if dates else ''}{dates}<br>"
            f"<i>{escape(job.title)}</i><br>{'<br>'.join(map(escape, job.lines))}<p>"
        )
    if resume.schools:
        head("Учился там:" if not resume.woman else "Училась там:", "Schools I went to:")
        out += [f"{escape(one.institution)}, {escape(one.subject)}, {one.level_text}, "
                f"{one.begin}-{one.year}<br>" for one in resume.schools]  # fmt: skip
    if resume.skills:
        head("Владею:", "I am good at:")
        out.append(", ".join(map(escape, resume.skills)) + "<p>")
    if resume.speeches:
        head("Говорю:", "I speak:")
        out.append("<br>".join(f"{one.name} {one.level}" for one in resume.speeches))
    if resume.about:
        head("Ещё:", "Also:")
        out.append(escape(resume.about))
    return ("\n".join(out) + "</body></html>").encode("utf-8")


def magazine(random: Random, resume: Resume) -> bytes:
    """A designer's page: the side column at the left holds jobs' dates nowhere, big numbers."""
    canvas = Canvas("noto-serif")
    top = Column(canvas, 44, 507)
    top.put(resume.name, 30)
    if resume.titles:
        top.put(" & ".join(resume.titles) if resume.english else ", ".join(resume.titles), 12,
                grey=120)  # fmt: skip
    side, main = Column(canvas, 44, 150, top.y + 20), Column(canvas, 226, 325, top.y + 20)

    def head(column: Column, russian: str, english: str) -> None:
        column.put(either(resume, russian, english), 15, before=12, grey=60)

    head(side, "Найти меня", "Find me")
    for text in (*(forms.phone(random, one) for one in resume.phones), resume.emails[0],
                 resume.city and resume.city_text, forms.pay(random, resume),
                 forms.relocation(random, resume), forms.remote(random, resume)):  # fmt: skip
        if text:
            side.put(text, 8.5, before=2)
    if resume.skills:
        head(side, "Арсенал", "Arsenal")
        for text in resume.skills:
            side.put(text, 8.5, before=2)
    if resume.speeches:
        head(side, "Говорю", "Spoken")
        for one in resume.speeches:
            side.put(f"{one.name} / {one.level}", 8.5, before=2)
    if resume.about:
        head(main, "Вместо вступления", "Foreword")
        main.put(resume.about, 9.5)
    head(main, "Главы", "Chapters")
    style = "english" if resume.english else random.choice(("lower", "slash", "dot"))
    now = either(resume, "и сейчас", "now")
    for job in resume.jobs:
        main.put(f"{job.title}", 11, True, before=8)
        dates = forms.period(style, job, now, " – ")
        main.put(f"{job.employer}{', ' if dates else ''}{dates}", 9, grey=110)
        main.put(" ".join(f"{line.rstrip('.')}." for line in job.lines), 9)
    if resume.schools:
        head(main, "Дипломы", "Diplomas")
    for one in resume.schools:
        main.put(one.institution, 10, True, before=5)
        main.put(f"{one.subject}, {one.level_text}, {one.begin} – {one.year}", 9)
    return canvas.render(random.choice(("columns", "rows", "mixed")), random)


def roles_odt(random: Random, resume: Resume) -> bytes:
    """One employer, several posts under it with dashes; everything else in sentences."""
    out: list[tuple[str, str]] = [("B", resume.name)]
    contacts = ", ".join([*(forms.phone(random, one) for one in resume.phones), resume.emails[0]])
    out.append(("P", f"Для связи: {contacts}"))
    if resume.city:
        out.append(("P", f"Населённый пункт: {resume.city_text}"))
    if resume.titles:
        out.append(("P", f"Цель резюме: {', '.join(resume.titles)}"))
    if pay := forms.pay(random, resume):
        out.append(("P", f"Вознаграждение: {pay}"))
    out += [("P", text) for text in (forms.relocation(random, resume),
                                     forms.remote(random, resume)) if text]  # fmt: skip
    out.append(("B", "Трудовая книжка"))
    style = random.choice(("dot", "abbr", "word"))
    for group in by_employer(resume.jobs):
        out.append(("B", group[0].employer))
        for job in group:
            dates = forms.period(style, job, "по сегодняшний день", " – ")
            out.append(("P", f"{job.title}{', ' if dates else ''}{dates}"))
            out += [("L", line) for line in job.lines]
    if resume.schools:
        out.append(("B", "Обучался" if not resume.woman else "Обучалась"))
        out += [("P", f"{one.year} г., {one.institution}. {one.subject}. {one.level_text}")
                for one in resume.schools]  # fmt: skip
    if resume.skills:
        out.append(("B", "Профессиональный багаж"))
        out.append(("P", "; ".join(resume.skills)))
    if resume.speeches:
        out.append(("B", "Языковая подготовка"))
        out += [("P", f"{one.name}: {one.level}") for one in resume.speeches]
    if resume.about:
        out += [("B", "Характер"), ("P", resume.about)]
    return odt(out)


def dictated(random: Random, resume: Resume) -> bytes:
    """A letter without lists: sentences about each job, in the first person."""
    end = "а" if resume.woman else ""
    out = [f"Здравствуйте. Я {resume.given} {resume.family}, {resume.city_text or 'Россия'}.",
           f"Хочу предложить себя на вакансию: {', '.join(resume.titles)}." if resume.titles
           else ""]  # fmt: skip
    if pay := forms.pay(random, resume):
        out.append(f"Зарплата: {pay}.")
    out += [f"{text[0].upper()}{text[1:]}." for text in (
        forms.relocation(random, resume), forms.remote(random, resume)) if text]  # fmt: skip
    out.append("")
    for job in resume.jobs:
        dates = forms.told_period(job)
        first = f"{dates[0].upper()}{dates[1:]} работал{end}" if dates else f"Работал{end}"
        if job.current and dates:
            first = f"{dates[0].upper()}{dates[1:]} работаю"
        out.append(f"{first} в {job.employer} на должности «{job.title}». "
                   + " ".join(f"{line.rstrip('.')}." for line in job.lines))  # fmt: skip
    out.append("")
    for one in resume.schools:
        out.append(f"В {one.year} году окончил{end} {one.institution}, специальность "
                   f"«{one.subject}», {one.level_text}.")  # fmt: skip
    if resume.speeches:
        out.append("Знаю языки: " + ", ".join(f"{one.name} ({one.level})"
                                              for one in resume.speeches) + ".")  # fmt: skip
    if resume.skills:
        out.append("Мои навыки: " + ", ".join(resume.skills) + ".")
    out += ["", f"Телефон {forms.phone(random, resume.phones[0])}, {resume.emails[0]}"]
    return "\n".join(out).encode()


def bars(random: Random, resume: Resume) -> bytes:
    """A builder's page in three bands: head on colour, two columns of small things, jobs below."""
    canvas = Canvas("sans")
    top = Column(canvas, 40, 515)
    top.put(resume.name.upper(), 20, True, align="center")
    if resume.titles:
        top.put(" • ".join(resume.titles), 11, align="center")
    contacts = [*(forms.phone(random, one) for one in resume.phones), resume.emails[0],
                resume.city and resume.city_text, forms.pay(random, resume),
                forms.relocation(random, resume), forms.remote(random, resume)]  # fmt: skip
    top.put("  •  ".join(filter(None, contacts)), 8.5, align="center", before=4)
    left, right = Column(canvas, 40, 240, top.y + 16), Column(canvas, 315, 240, top.y + 16)
    if resume.skills:
        left.put(either(resume, "ЧТО ЗНАЮ", "KNOW-HOW"), 11, True)
        for one in resume.skills:
            left.put(one, 9, before=1)
    if resume.speeches:
        right.put(either(resume, "ЯЗЫКИ МИРА", "TONGUES"), 11, True)
        for one in resume.speeches:
            right.put(f"{one.name}: {one.level}", 9, before=1)
    if resume.schools:
        right.put(either(resume, "ШКОЛЫ И ВУЗЫ", "SCHOOLING"), 11, True, before=10)
        for one in resume.schools:
            right.put(one.institution, 9, True, before=2)
            right.put(f"{one.subject}, {one.level_text}, {one.year}", 9)
    page = Column(canvas, 40, 515, max(left.y, right.y) + 18)
    page.put(either(resume, "ГДЕ ТРУДИЛСЯ" if not resume.woman else "ГДЕ ТРУДИЛАСЬ",
                    "WHERE I WORKED"), 11, True)  # fmt: skip
    style = "english_abbr" if resume.english else random.choice(("dot", "abbr", "slash"))
    now = either(resume, "н.в.", "Present")
    for job in resume.jobs:
        page.y += 6
        page.beside(job.employer, 10, True)
        page.put(job.title, 10, True)
        page.put(forms.period(style, job, now, " — ") or " ", 8.5, grey=120)
        for line in job.lines:
            page.put(f"— {line}", 9)
    return canvas.render(random.choice(("columns", "rows")))


def brief(random: Random, resume: Resume) -> bytes:
    """Half a page pasted into a field of a site: bars between facts, one line a job."""
    out = [" | ".join(filter(None, (f"{resume.given} {resume.family}",
                                    resume.city and resume.city_text, *resume.titles))),
           " | ".join(filter(None, (*(forms.phone(random, one) for one in resume.phones),
                                    resume.emails[0], forms.pay(random, resume)))),
           " | ".join(filter(None, (forms.relocation(random, resume),
                                    forms.remote(random, resume))))]  # fmt: skip
    out.append(either(resume, "Опыт", "Experience"))
    style = "english_abbr" if resume.english else random.choice(("dot", "year", "slash"))
    now = either(resume, "н.в.", "present")
    for job in resume.jobs:
        dates = forms.period("dot" if style == "year" else style, job, now, "-")
        out.append(" | ".join(filter(None, (
            job.title, job.employer, dates,
            "; ".join(line.rstrip(".") for line in job.lines)))))  # fmt: skip
    if resume.schools:
        out.append(either(resume, "Образование", "Education"))
        out += [" | ".join((one.institution, one.subject, one.level_text, str(one.year)))
                for one in resume.schools]  # fmt: skip
    if resume.skills:
        out.append(either(resume, "Навыки", "Skills") + " | " + " | ".join(resume.skills))
    if resume.speeches:
        out.append(either(resume, "Языки", "Languages") + " | " + " | ".join(
            f"{one.name} {one.level}" for one in resume.speeches))  # fmt: skip
    return "\n".join(line for line in out if line).encode()


MOST = (("ru", 0.7), ("en", 0.3))
LAYOUTS = (
    Layout("agency_docx", ".docx", agency, Wants(birth=0, world=FOURTH)),
    Layout("old_page_html", ".html", old_page, Wants(birth=0, world=FOURTH), languages=MOST),
    Layout("magazine_pdf", ".pdf", magazine, Wants(birth=0, world=FOURTH), languages=MOST,
           fonts="noto-serif"),
    Layout("roles_odt", ".odt", roles_odt, Wants(birth=0, world=FOURTH)),
    Layout("dictated_txt", ".txt", dictated,
           Wants(birth=0, father=0, about=0, two_phones=0, most_jobs=4, world=FOURTH)),
    Layout("bars_pdf", ".pdf", bars, Wants(birth=0, about=0, world=FOURTH), languages=MOST,
           fonts="sans"),
    Layout("brief_txt", ".txt", brief, Wants(birth=0, father=0, about=0, world=FOURTH),
           prepare=without_duties, languages=MOST),
)  # fmt: skip
