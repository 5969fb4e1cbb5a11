"""What other hands make of a resume: exports of chats, numbered papers, sheets saved as pages."""

from html import escape
from random import Random

from docx.shared import Pt

from bench.layouts import forms
from bench.layouts.layout import Layout, either, oldest_first
from bench.layouts.letters_and_chats import _few_lines
from bench.layouts.makers import word
from bench.layouts.makers.markup import Rtf
from bench.layouts.makers.pages import Canvas, Column
from bench.layouts.people import Wants
from bench.layouts.questionnaires import without_duties
from bench.layouts.resume import Resume, months_of

THIRD = "_three"
CAPTIONS = ("Наименование предприятия", "Занимаемая должность", "Дата приёма", "Дата увольнения",
            "Количество подчинённых", "Выполняемая работа")  # fmt: skip


def exported_chat(random: Random, resume: Resume) -> bytes:
    """A dialogue saved by a messenger: each message with its hour and who wrote it."""
    mine, other = f"{resume.given} {resume.family}", "HR Горизонт"
    says: list[tuple[str, str]] = [
        (other, "Здравствуйте! Пришлите, пожалуйста, коротко о себе: кем работали, где, сколько"),
        (
            mine,
            "Добрый день! " + (f"Ищу место: {', '.join(resume.titles)}" if resume.titles else ""),
        ),
    ]
    if resume.city:
        says.append((mine, f"Город {resume.city_text}"))
    style = random.choice(("dot", "lower"))
    for job in resume.jobs:
        dates = forms.period(style, job, "сейчас", " - ")
        says.append((mine, f"{dates} {job.employer}, {job.title}".strip()))
        if job.lines:
            says.append((mine, ". ".join(line.rstrip(".") for line in job.lines)))
    says.append((other, "А какое образование? Какие языки?"))
    says += [(mine, f"{one.institution}, {one.subject}, {one.level_text}, {one.year} год")
             for one in resume.schools]  # fmt: skip
    if resume.speeches:
        says.append((mine, ", ".join(f"{one.name} - {one.level}" for one in resume.speeches)))
    if resume.skills:
        says.append((mine, "Навыки: " + ", ".join(resume.skills)))
    if resume.pay or resume.pay_refused:
        says += [(other, "Ожидания по зарплате?"), (mine, forms.pay(random, resume))]
    says += [(mine, text) for text in (forms.relocation(random, resume),
                                       forms.remote(random, resume)) if text]  # fmt: skip
    says.append((mine, f"{forms.phone(random, resume.phones[0])} {resume.emails[0]}"))
    lines = [f"[12.10.2026, 10:{at:02d}:07] {who}: {text}" for at, (who, text) in enumerate(says)]
    return "\n".join(lines).encode()


def numbered(random: Random, resume: Resume) -> bytes:
    """A paper with numbers before everything, as engineers write."""
    out = [f"РЕЗЮМЕ: {resume.name}", "", "1. Общее"]
    facts = [("Должность", " / ".join(resume.titles)), ("Контакты", "; ".join(
        [*(forms.phone(random, one) for one in resume.phones), resume.emails[0]])),
        ("Проживание", resume.city and resume.city_text), ("Родился", forms.birth(random, resume)),
        ("Доход", forms.pay(random, resume)), ("Переезд", forms.wish(resume.relocation)),
        ("Удалённая работа", forms.wish(resume.remote))]  # fmt: skip
    out += [f"1.{at}. {label}: {value}"
            for at, (label, value) in enumerate(((a, b) for a, b in facts if b), 1)]  # fmt: skip
    out += ["", "2. Где работал" + ("а" if resume.woman else "")]
    style = random.choice(("dot", "slash", "word"))
    for at, job in enumerate(resume.jobs, 1):
        dates = forms.period(style, job, "н. в.", " – ")
        out.append(f"2.{at}. {dates}{': ' if dates else ''}{job.employer}. {job.title}.")
        out += [f"2.{at}.{place}. {line}" for place, line in enumerate(job.lines, 1)]
    if resume.schools:
        out += ["", "3. Чему учился" if not resume.woman else "3. Чему училась"]
    out += [f"3.{at}. {one.institution}, {one.subject}, {one.level_text}, {one.begin}–{one.year}"
            for at, one in enumerate(resume.schools, 1)]  # fmt: skip
    out += ["", "4. Что умею"] if resume.skills else []
    out += [f"4.{at}. {one}" for at, one in enumerate(resume.skills, 1)]
    out += ["", "5. Языки"] if resume.speeches else []
    out += [f"5.{at}. {one.name} — {one.level}" for at, one in enumerate(resume.speeches, 1)]
    return "\n".join(out).encode()


def sheet(random: Random, resume: Resume) -> bytes:
    """A sheet saved as a page: facts in two columns, jobs in a table with many."""

    def cells(values: list[str]) -> str:
        return "<tr>" + "".join(f"<td>{escape(value)}</td>" for value in values) + "</tr>"

    out = ["<html><head><meta charset='utf-8'></head><body><table border=0>",
           cells(["Кандидат", resume.name, "", "", "", "", ""])]  # fmt: skip
    facts = [("Позиция", ", ".join(resume.titles)), ("Город", resume.city and resume.city_text),
             ("Телефон", ", ".join(forms.phone(random, one) for one in resume.phones)),
             ("Почта", resume.emails[0]), ("Дата рожд.", forms.birth(random, resume)),
             ("Ожидания", forms.pay(random, resume)),
             ("Переезд", forms.wish(resume.relocation)),
             ("Удалёнка", forms.wish(resume.remote))]  # fmt: skip
    out += [cells([label, value, "", "", "", "", ""]) for label, value in facts if value]
    out.append(cells(["№", "Организация", "Должность", "С", "По", "Подчинённых", "Чем занимался"]))
    style = random.choice(("dot", "day"))
    for at, job in enumerate(resume.jobs, 1):
        start, finish = forms.ends(style, job, "н.в.")
        lines = [line for line in job.lines if line != job.team_line]
        out.append(cells([str(at), job.employer, job.title, start, finish,
                          str(job.team or ""), "; ".join(lines)]))  # fmt: skip
    for at, one in enumerate(resume.schools):
        out.append(cells(["Образование" if not at else "", one.institution, one.subject,
                          one.level_text, str(one.year), "", ""]))  # fmt: skip
    if resume.speeches:
        out.append(cells(["Языки", ", ".join(f"{one.name} {one.level}" for one in resume.speeches),
                          "", "", "", "", ""]))  # fmt: skip
    if resume.skills:
        out.append(cells(["Навыки", ", ".join(resume.skills), "", "", "", "", ""]))
    return ("\n".join(out) + "</table></body></html>").encode()


def dense(random: Random, resume: Resume) -> bytes:
    """One paragraph a job, the post after the duties of the firm's name, no lists at all."""
    paper = Rtf(cp1251=True)
    paper.line(resume.name, bold=True, size=30)
    paper.line(", ".join(filter(None, (
        resume.city and resume.city_text, *(forms.phone(random, one) for one in resume.phones),
        resume.emails[0]))))  # fmt: skip
    if resume.titles:
        pay = forms.pay(random, resume)
        paper.line("Хотел" + ("а" if resume.woman else "") + " бы работать: "
                   + ", ".join(resume.titles) + (f", от {pay}" if pay and pay[0].isdigit()
                                                  else f"; {pay}" if pay else ""))  # fmt: skip
    for text in (forms.relocation(random, resume), forms.remote(random, resume)):
        if text:
            paper.line(text + ".")
    paper.line("Профессиональная жизнь", bold=True)
    style = random.choice(("dot", "slash", "abbr"))
    for job in resume.jobs:
        dates = forms.period(style, job, "сегодня", " — ")
        body = " ".join(f"{line.rstrip('.')}." for line in job.lines)
        paper.line(f"{job.employer} ({dates}), {job.title}. {body}" if dates
                   else f"{job.employer}, {job.title}. {body}")  # fmt: skip
    if resume.schools:
        paper.line("Учебные годы", bold=True)
    for one in resume.schools:
        paper.line(f"{one.institution} ({one.begin}–{one.year}), {one.subject}, {one.level_text}.")
    if resume.skills:
        paper.line("Инструментарий", bold=True)
        paper.line(", ".join(resume.skills) + ".")
    if resume.speeches:
        paper.line("Языки общения", bold=True)
        paper.line(", ".join(f"{one.name} ({one.level})" for one in resume.speeches) + ".")
    if resume.about:
        paper.line("От себя", bold=True)
        paper.line(resume.about)
    return paper.data()


def template_docx(random: Random, resume: Resume) -> bytes:
    """An online editor's template: «Employer, place — post» on a line, dates in capitals below."""
    document = word.new()
    name = document.add_paragraph().add_run(f"{resume.given} {resume.family}")
    name.font.size = Pt(30)
    for text in [*resume.titles, resume.city and resume.city_text,
                 *(forms.phone(random, one) for one in resume.phones), resume.emails[0],
                 forms.relocation(random, resume), forms.remote(random, resume)]:  # fmt: skip
        if text:
            document.add_paragraph(text)

    def head(russian: str, english: str) -> None:
        run = document.add_paragraph().add_run(either(resume, russian, english).upper())
        run.bold, run.font.size = True, Pt(9)

    head("Опыт", "Experience")
    style = "english" if resume.english else "word"
    now = either(resume, "настоящее время", "present")
    for job in resume.jobs:
        line = document.add_paragraph()
        line.add_run(f"{job.employer},").bold = True
        line.add_run(f" {job.city} — ")
        line.add_run(job.title).italic = True
        if dates := forms.period(style, job, now, " - "):
            document.add_paragraph(dates.upper())
        for text in job.lines:
            document.add_paragraph(text)
    if resume.schools:
        head("Образование", "Education")
    for one in resume.schools:
        line = document.add_paragraph()
        line.add_run(f"{one.institution}, ").bold = True
        line.add_run(f"{one.subject} — {one.level_text}")
        document.add_paragraph(f"{one.begin} - {one.year}")
    if resume.skills:
        head("Навыки", "Skills")
        for text in resume.skills:
            document.add_paragraph(text)
    if resume.speeches:
        head("Языки", "Languages")
        document.add_paragraph(", ".join(f"{one.name} ({one.level})" for one in resume.speeches))
    return word.saved(document)


def captions(random: Random, resume: Resume) -> bytes:
    """A printed form: what is written stands over its caption in brackets, jobs in blocks."""
    resume = oldest_first(resume)
    document = word.new()
    document.add_paragraph("АНКЕТА ПОСТУПАЮЩЕГО НА РАБОТУ").runs[0].bold = True

    def over(value: str, caption: str) -> None:
        if value:
            document.add_paragraph(value)
            document.add_paragraph(f"({caption})").runs[0].font.size = Pt(7)

    over(resume.name, "фамилия, имя, отчество")
    over(", ".join(resume.titles), "вакансия, на которую Вы претендуете")
    over(forms.birth(random, resume), "дата рождения")
    over(resume.city and resume.city_text, "место жительства")
    over(", ".join(forms.phone(random, one) for one in resume.phones), "контактный телефон")
    over(resume.emails[0], "адрес электронной почты")
    over(forms.pay(random, resume), "желаемая заработная плата")
    document.add_paragraph("СВЕДЕНИЯ О РАБОТЕ").runs[0].bold = True
    style = random.choice(("dot", "day"))
    for job in resume.jobs:
        start, finish = forms.ends(style, job, "по н.в.")
        work = "; ".join(line.rstrip(".") for line in job.lines if line != job.team_line)
        values = (job.employer, job.title, start, finish, str(job.team or ""), work)
        for label, value in zip(CAPTIONS, values, strict=True):
            if value:
                document.add_paragraph(f"{label}\t{value}")
    document.add_paragraph("СВЕДЕНИЯ ОБ ОБРАЗОВАНИИ").runs[0].bold = True
    for one in resume.schools:
        document.add_paragraph(f"{one.level_text}\t{one.institution}\t{one.year}\t{one.subject}")
    if resume.speeches:
        document.add_paragraph("ВЛАДЕНИЕ ЯЗЫКАМИ").runs[0].bold = True
        for one in resume.speeches:
            document.add_paragraph(f"{one.name}\t{one.level}")
    if resume.skills:
        document.add_paragraph("ПРОФЕССИОНАЛЬНЫЕ НАВЫКИ").runs[0].bold = True
        document.add_paragraph(", ".join(resume.skills))
    return word.saved(document)


def web_profile(random: Random, resume: Resume) -> bytes:
    """A profile copied from a network's page: each post twice, lengths, words of buttons."""
    out = [resume.name, *([" | ".join(resume.titles)] if resume.titles else [])]
    out += [f"{resume.city_text}, Russia", "Contact info"] if resume.city else []
    out += ["500+ connections", "Message", "More"]
    if resume.about:
        out += ["About", "About", resume.about]
    out += ["Experience", "Experience"]
    for job in resume.jobs:
        span = forms.span(job.end - job.start + 1, True)
        out += [f"{job.employer} logo", job.title, job.title, f"{job.employer} · Full-time",
                f"{forms.period('english_abbr', job, 'Present', ' - ')} · {span}",
                f"{job.city} · On-site", *job.lines]  # fmt: skip
    if resume.schools:
        out += ["Education", "Education"]
    for one in resume.schools:
        out += [one.institution, one.institution, f"{one.level_text}, {one.subject}",
                f"{one.begin} - {one.year}"]  # fmt: skip
    if resume.skills:
        out += ["Skills", "Skills", *resume.skills]
    if resume.speeches:
        out += ["Languages", "Languages"]
    names = {"native": "Native or bilingual proficiency", "basic": "Elementary proficiency",
             "intermediate": "Professional working proficiency",
             "fluent": "Full professional proficiency"}  # fmt: skip
    for one in resume.speeches:
        out += [one.name, names[one.bands[0]]]
    out += ["Contact", resume.emails[0], forms.phone(random, resume.phones[0])]
    return "\n".join(out).encode()


def post_first(random: Random, resume: Resume) -> bytes:
    """A job site's card: the post and the sum in large type, then the person, dates at right."""
    canvas = Canvas("noto")
    page = Column(canvas, 60, 470)
    page.put(", ".join(resume.titles) or "Резюме", 18, True)
    if pay := forms.pay(random, resume):
        page.put(pay, 14)
    page.put(f"{resume.name}", 13, True, before=10)
    end = "а" if resume.woman else ""
    facts = [f"{'Женщина' if resume.woman else 'Мужчина'}, {forms.age(resume)} лет"
             if resume.birth else "", resume.city and resume.city_text,
             forms.relocation(random, resume) or f"готов{end} к командировкам",
             forms.remote(random, resume), "Гражданство: Россия"]  # fmt: skip
    page.put(" · ".join(filter(None, facts)), 9)
    page.put(" · ".join([*(forms.phone(random, one) for one in resume.phones),
                         resume.emails[0]]), 9)  # fmt: skip
    page.put(f"Опыт работы {forms.span(months_of(list(resume.jobs)), False)}", 14, True, before=14)
    style = random.choice(("lower", "dot"))
    for job in resume.jobs:
        page.y += 8
        page.beside(forms.period(style, job, "по сей день", " — "), 9, grey=120)
        page.put(job.title, 11, True)
        page.put(f"{job.employer} · {job.city}", 10)
        page.put("; ".join(line.rstrip(".") for line in job.lines) + ".", 9)
    if resume.schools:
        page.put("Образование", 14, True, before=14)
    for one in resume.schools:
        page.y += 4
        page.beside(f"{one.year}", 9, grey=120)
        page.put(one.institution, 11, True)
        page.put(f"{one.subject}, {one.level_text}", 9)
    if resume.skills:
        page.put("Профессиональные навыки", 14, True, before=14)
        page.put("   ".join(resume.skills), 9)
    if resume.speeches:
        page.put("Иностранные языки", 14, True, before=14)
        for one in resume.speeches:
            page.put(f"{one.name.capitalize()}: {one.level}", 9)
    if resume.about:
        page.put("Обо мне", 14, True, before=14)
        page.put(resume.about, 9)
    return canvas.render(random.choice(("columns", "rows")))


def years_only(random: Random, resume: Resume) -> bytes:
    """A page with columns and no lines: years, place, post; then what one knows in two columns."""
    canvas = Canvas("serif")
    page = Column(canvas, 56, 480)
    page.put(resume.name, 18, True, align="center")
    if resume.titles:
        page.put("; ".join(resume.titles), 11, align="center")
    contacts = [*(forms.phone(random, one) for one in resume.phones), resume.emails[0],
                resume.city and resume.city_text]  # fmt: skip
    page.put(", ".join(filter(None, contacts)), 10, align="center")
    for text in (forms.pay(random, resume), forms.relocation(random, resume)):
        if text:
            page.put(text, 10, align="center")

    def rows(title: str, told: list[tuple[str, str, str]]) -> None:
        page.put(title, 13, True, before=16)
        for row in told:
            page.y += 3
            ends = []
            for x, wide, text in zip((56, 190, 370), (124, 170, 170), row, strict=True):
                cell = Column(canvas, x, wide)
                cell.move(page.place())
                cell.put(text, 10)
                ends.append(cell.place())
            page.move(max(ends))

    style = "english_abbr" if resume.english else random.choice(("dot", "year"))
    now = either(resume, "н.в.", "now")
    rows(either(resume, "Работа", "Work"), [
        (forms.period("dot" if style == "year" else style, job, now, "–"), job.employer,
         job.title + (f" ({job.lines[0].rstrip('.')})" if job.lines else ""))
        for job in resume.jobs])  # fmt: skip
    if resume.schools:
        rows(either(resume, "Учёба", "Studies"), [
            (f"{one.begin}–{one.year}", one.institution, f"{one.subject}, {one.level_text}")
            for one in resume.schools])  # fmt: skip
    if resume.speeches:
        page.put(either(resume, "Языки", "Languages"), 13, True, before=16)
        page.put("; ".join(f"{one.name} – {one.level}" for one in resume.speeches), 10)
    if resume.skills:
        page.put(either(resume, "Знания", "Knowledge"), 13, True, before=16)
        page.put(", ".join(resume.skills), 10)
    return canvas.render(random.choice(("columns", "rows")))


LAYOUTS = (
    Layout("exported_chat_txt", ".txt", exported_chat,
           Wants(birth=0, father=0, about=0, two_phones=0, most_jobs=3, world=THIRD),
           prepare=_few_lines),
    Layout("numbered_txt", ".txt", numbered, Wants(about=0, world=THIRD)),
    Layout("sheet_html", ".html", sheet, Wants(about=0, world=THIRD)),
    Layout("dense_rtf", ".rtf", dense, Wants(birth=0, world=THIRD)),
    Layout("template_docx", ".docx", template_docx,
           Wants(birth=0, father=0, pay=0, about=0, world=THIRD),
           languages=(("en", 0.6), ("ru", 0.4)), around=lambda job: job.city),
    Layout("captions_docx", ".docx", captions,
           Wants(relocation=0, remote=0, about=0, world=THIRD),
           around=lambda job: " ".join(CAPTIONS)),
    Layout("web_profile_txt", ".txt", web_profile,
           Wants(birth=0, pay=0, relocation=0, remote=0, two_phones=0, years=0, world=THIRD),
           languages=(("en", 1.0),)),
    Layout("post_first_pdf", ".pdf", post_first, Wants(birth=0, world=THIRD), fonts="noto",
           around=lambda job: job.city),
    Layout("years_only_pdf", ".pdf", years_only,
           Wants(birth=0, remote=0, about=0, world=THIRD), prepare=without_duties,
           languages=(("ru", 0.7), ("en", 0.3)), fonts="serif"),
)  # fmt: skip
