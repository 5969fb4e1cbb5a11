"""Pages and files of further job sites: an advertisement saved from the browser, a printed card."""

from dataclasses import replace
from html import escape
from random import Random

from bench.layouts import forms
from bench.layouts.layout import Layout
from bench.layouts.people import Wants
from bench.layouts.resume import Resume, months_of

SECOND = "_two"


def classified(random: Random, resume: Resume) -> bytes:
    """A classified site saved from the browser: facts in a list, jobs in blocks, no classes."""
    pay = forms.pay(random, resume)
    head = ", ".join(resume.titles) or "Резюме"
    out = [
        "<html><head><meta charset='utf-8'><title>Резюме</title>"
        "<style>li{margin:0}</style></head><body>",
        "<nav><a href='/'>Все объявления</a> <a href='/r'>Резюме</a></nav>",
        f"<h1>{escape(head)}</h1>" + (f"<div>{escape(pay)}</div>" if pay else ""),
    ]
    end = "а" if resume.woman else ""
    facts = [
        ("Сфера деятельности", "Другое"),
        ("График работы", "удалённая работа" if resume.remote else "полный день"),
        ("Стаж", forms.span(months_of(list(resume.jobs)), False)),
        ("Пол", "Женский" if resume.woman else "Мужской"),
        ("Возраст", f"{forms.age(resume)}" if resume.birth else ""),
        ("Готовность к командировкам", f"готов{end}"),
        ("Переезд", {True: "возможен", False: "невозможен", None: ""}[resume.relocation]),
        ("Гражданство", "Россия"),
    ]
    out.append("<h2>О соискателе</h2><ul>")
    out += [f"<li><span>{label}:</span> {escape(value)}</li>" for label, value in facts if value]
    out.append("</ul><h2>Опыт работы</h2>")
    for job in resume.jobs:
        dates = forms.period("word", job, "настоящее время", " — ")
        out.append(
            f"<div><div><b>{escape(job.title)}</b></div><div>{escape(job.employer)}</div>"
            f"<div>{dates}</div><p>{'<br>'.join(map(escape, job.lines))}</p></div>"
        )
    if resume.schools:
        out.append("<h2>Учебные заведения</h2>")
        for one in resume.schools:
            out.append(
                f"<div><b>{escape(one.institution)}</b></div><div>{escape(one.subject)}"
                f"</div><div>{escape(one.level_text)}, {one.year}</div>"
            )
    if resume.speeches:
        out.append("<h2>Знание языков</h2><ul>")
        out += [f"<li>{one.name.capitalize()} — {escape(one.level)}</li>"
                for one in resume.speeches]  # fmt: skip
        out.append("</ul>")
    if resume.skills:
        chips = "".join(f"<span>{escape(one)}</span>" for one in resume.skills)
        out.append(f"<h2>Навыки</h2><div>{chips}</div>")
    if resume.about:
        out.append(f"<h2>О себе</h2><p>{escape(resume.about)}</p>")
    contacts = "".join(f"<div>{forms.phone(random, one)}</div>" for one in resume.phones)
    out.append(
        f"<h2>Контакты</h2><div>{resume.given} {resume.family}</div>{contacts}"
        f"<div>{resume.emails[0]}</div>"
    )
    if resume.city:
        out.append(f"<div>{escape(resume.city_text)}</div>")
    out.append(
        "<footer>© 2026 Доска объявлений. Помощь. Правила. 8 800 000-00-00</footer></body></html>"
    )
    return "\n".join(out).encode()


def shown(resume: Resume) -> Resume:
    """The page tells of remote work only where it is wanted, and no birth date."""
    return replace(resume, remote=True if resume.remote else None)


LAYOUTS = (
    Layout("classified_html", ".html", classified,
           Wants(birth=0, father=0, remote_refused=0, world=SECOND), prepare=shown),
)  # fmt: skip
