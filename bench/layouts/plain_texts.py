"""Text without any form: a mail, a messenger, a classified advertisement, Markdown."""

import textwrap
from random import Random

from bench.layouts import forms
from bench.layouts.layout import Layout, either, oldest_first
from bench.layouts.people import Wants
from bench.layouts.resume import Resume

MAIL_WIDTH = 72


def _listed(lines: tuple[str, ...]) -> str:
    """Lines as one sentence with commas."""
    return ", ".join(line.rstrip(".") for line in lines)


def quoted_mail(random: Random, resume: Resume) -> bytes:
    """Forwarded: headers, greetings, everything quoted and wrapped, a signature beneath."""
    english = resume.english
    body = [
        either(resume, "Добрый день! Меня зовут", "Hello, my name is") + f" {resume.name}.", "",
        either(resume, "Рассматриваю должность:", "I am looking for a position of:")
        + f" {' / '.join(resume.titles)}" if resume.titles else "",
        either(resume, "Живу: ", "I live in ") + resume.city_text if resume.city else "",
        "; ".join(filter(None, (forms.relocation(random, resume), forms.remote(random, resume)))),
        either(resume, "Зарплатные ожидания: ", "Expected salary: ") + pay
        if (pay := forms.pay(random, resume)) else "",
        "", either(resume, "МЕСТА РАБОТЫ", "EMPLOYMENT HISTORY"), "",
    ]  # fmt: skip
    style = random.choice(("english", "slash")) if english else random.choice(("dot", "word"))
    now = random.choice(forms.NOW_EN if english else forms.NOW_RU)
    for job in resume.jobs:
        body.append(", ".join(filter(None, (
            forms.period(style, job, now, " - "), job.employer))))  # fmt: skip
        body.append(job.title)
        body += [f"* {line}" for line in job.lines]
        body.append("")
    if resume.schools:
        body.append(either(resume, "ОБРАЗОВАНИЕ", "EDUCATION"))
        body += [f"{one.year} - {one.institution}, {one.subject}, {one.level_text}"
                 for one in resume.schools]  # fmt: skip
        body.append("")
    if resume.skills:
        body += [either(resume, "КЛЮЧЕВЫЕ КОМПЕТЕНЦИИ", "KEY COMPETENCIES"),
                 ", ".join(resume.skills), ""]  # fmt: skip
    if resume.speeches:
        body.append(either(resume, "Языки: ", "Languages: ") + ", ".join(
            f"{one.name} - {one.level}" for one in resume.speeches))  # fmt: skip
    if resume.about:
        body += ["", either(resume, "О СЕБЕ", "ABOUT ME"), resume.about]
    body += ["", either(resume, "С уважением,", "Kind regards,"),
             f"{resume.given} {resume.family}", forms.phone(random, resume.phones[0])]  # fmt: skip
    wrapped = [
        line for text in body
        for line in (textwrap.wrap(text, MAIL_WIDTH, break_long_words=False) or [""])
    ]  # fmt: skip
    head = [
        "---------- Forwarded message ---------",
        f"From: {resume.given} {resume.family} <{resume.emails[0]}>",
        f"Subject: {either(resume, 'Резюме', 'CV')}",
        "To: <job@agency.example>",
        "",
    ]
    return "\r\n".join([*head, *(f"> {line}".rstrip() for line in wrapped)]).encode()


def messenger(random: Random, resume: Resume) -> bytes:
    """A post of a channel: emoji for labels, short lines, no capitals where none are needed."""
    told = [
        f"👤 {resume.given} {resume.family}",
        f"💼 {', '.join(resume.titles)}" if resume.titles else "",
        f"📍 {resume.city_text}" if resume.city else "",
        " ".join(filter(None, ("🏠", forms.remote(random, resume)))) if resume.remote is not None
        else "",
        f"✈️ {forms.relocation(random, resume)}" if resume.relocation is not None else "",
        f"💰 {pay}" if (pay := forms.pay(random, resume)) else "",
        "", "Опыт:",
    ]  # fmt: skip
    style = random.choice(("dot", "brief", "lower"))
    for job in resume.jobs:
        dates = forms.period(style, job, random.choice(("сейчас", "н.в.")), "-")
        told.append(f"🔹 {job.title}, {job.employer}" + (f" ({dates})" if dates else ""))
        told.append(_listed(job.lines))
    if resume.schools:
        told += ["", "🎓 Образование:"]
        told += [f"{one.institution}, {one.subject}, {one.level_text} ({one.year})"
                 for one in resume.schools]  # fmt: skip
    if resume.skills:
        told += ["", "🛠 Стек и навыки: " + ", ".join(resume.skills)]
    if resume.speeches:
        told.append("🌍 " + ", ".join(f"{one.name} {one.level}" for one in resume.speeches))
    if resume.about:
        told += ["", "О себе: " + resume.about]
    told += ["", f"📱 {forms.phone(random, resume.phones[0])}", f"📧 {resume.emails[0]}",
             "#резюме #ищуработу"]  # fmt: skip
    return "\n".join(told).encode("utf-8")


def advertisement(random: Random, resume: Resume) -> bytes:
    """A classified page copied by hand: facts in lines, then the career as prose in one block."""
    resume = oldest_first(resume)
    verb = "работала" if resume.woman else "работал"
    told = [
        " / ".join(resume.titles), forms.pay(random, resume), "",
        f"Имя: {resume.given} {resume.family}",
        f"Телефон: {', '.join(forms.phone(random, one) for one in resume.phones)}",
        f"Почта: {resume.emails[0]}",
        f"Пол: {'женский' if resume.woman else 'мужской'}",
        f"Дата рождения: {forms.birth(random, resume)}" if resume.birth else "",
        f"Местоположение: {resume.city_text}" if resume.city else "",
        f"Переезд: {'возможен' if resume.relocation else 'невозможен'}"
        if resume.relocation is not None else "",
        "Готовность к командировкам: готов",
        f"Удалённая работа: {forms.wish(resume.remote)}" if resume.remote is not None else "",
        "", "Опыт работы",
    ]  # fmt: skip
    sentences = []
    for job in resume.jobs:
        dates = forms.told_period(job)
        start = f"{dates[0].upper()}{dates[1:]} {verb}" if dates else verb.capitalize()
        sentences.append(f"{start} в {job.employer}, должность {job.title}. "
                         + " ".join(f"{line.rstrip('.')}." for line in job.lines))  # fmt: skip
    told.append(" ".join(sentences))
    if resume.schools:
        told += ["", "Учебные заведения"]
        told += [f"{one.institution}, {one.subject}, год окончания {one.year}, {one.level_text}"
                 for one in resume.schools]  # fmt: skip
    if resume.speeches:
        told += ["", "Знание языков: " + ", ".join(
            f"{one.name} — {one.level}" for one in resume.speeches)]  # fmt: skip
    if resume.about:
        told += ["", "О себе", resume.about]
    text = "\n".join(line for place, line in enumerate(told) if line or place)
    encoding = random.choice(("utf-8", "cp1251", "koi8-r", "utf-16"))
    if encoding == "koi8-r":
        text = text.translate(str.maketrans("«»—–№", '""--N'))
    return text.encode(encoding, "replace")


def markdown(random: Random, resume: Resume) -> bytes:
    """Kept beside code: marks of headings and emphasis, links, the employer before the role."""
    out = [f"# {resume.name}", ""]
    if resume.titles:
        out += [f"**{' / '.join(resume.titles)}**", ""]
    facts = [f"[{resume.emails[0]}](mailto:{resume.emails[0]})",
             forms.phone(random, resume.phones[0]), resume.city and resume.city_text,
             forms.relocation(random, resume), forms.remote(random, resume)]  # fmt: skip
    out += [f"- {one}" for one in facts if one]
    pay = forms.pay(random, resume)
    if pay:
        out.append(f"- {either(resume, 'Зарплата', 'Salary')}: {pay}")
    if resume.about:
        out += ["", f"## {either(resume, 'О себе', 'Summary')}", "", resume.about]
    if resume.skills:
        out += ["", f"## {either(resume, 'Технологии и навыки', 'Technologies')}", ""]
        out.append(", ".join(f"`{one}`" for one in resume.skills))
    out += ["", f"## {either(resume, 'Где работал(а)', 'Work history')}", ""]
    style = "english_abbr" if resume.english else random.choice(("lower", "iso", "dot"))
    now = either(resume, "настоящее время", "present")
    for job in resume.jobs:
        dates = forms.period(style, job, now)
        out += [f"### {job.employer}", "", " ".join(filter(None, (
            f"**{job.title}**", f"_{dates}_" if dates else ""))), ""]  # fmt: skip
        out += [f"* {line}" for line in job.lines] + [""]
    if resume.schools:
        out += [f"## {either(resume, 'Образование', 'Education')}", ""]
        out += [f"* **{one.institution}** — {one.subject}, {one.level_text}, {one.begin}–{one.year}"
                for one in resume.schools]  # fmt: skip
    if resume.speeches:
        out += ["", f"## {either(resume, 'Языки', 'Languages')}", ""]
        out += [f"* {one.name}: {one.level}" for one in resume.speeches]
    return "\n".join(out).encode("utf-8")


LAYOUTS = (
    Layout("quoted_mail_txt", ".txt", quoted_mail, Wants(birth=0, two_phones=0),
           languages=(("ru", 0.7), ("en", 0.2), ("mix", 0.1))),
    Layout("messenger_txt", ".txt", messenger, Wants(birth=0, two_phones=0, father=0)),
    Layout("advertisement_txt", ".txt", advertisement,
           Wants(father=0, skills=0, undated=0.05)),
    Layout("markdown_txt", ".txt", markdown, Wants(birth=0, two_phones=0, father=0.3),
           languages=(("ru", 0.4), ("en", 0.35), ("mix", 0.25))),
)  # fmt: skip
