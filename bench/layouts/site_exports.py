"""Exports of job sites as HTML and RTF: tables, definition lists, cards."""

from html import escape
from random import Random

from bench.layouts import forms
from bench.layouts.layout import (
    Layout,
    either,
    relined,
    with_soft_hyphens,
    with_twins,
)
from bench.layouts.makers.markup import Rtf
from bench.layouts.people import Wants
from bench.layouts.resume import YEAR, Job, Resume, months_of


def _row(label: str, value: str) -> str:
    """A row of a table; nothing where there is nothing to tell."""
    return f"<tr><td class='l'>{label}</td><td>{value}</td></tr>" if value else ""


def _lines(lines: tuple[str, ...]) -> str:
    return "<br>".join(escape(line) for line in lines)


def _updated(resume: Resume) -> str:
    year, index = divmod(resume.as_of, YEAR)
    return f"{17:02d}.{index + 1:02d}.{year}"


def superjob(random: Random, resume: Resume) -> bytes:
    """Post and pay before the name, everything in tables, code page of the nineties."""
    pay = forms.pay(random, resume)
    wishes = [forms.relocation(random, resume), forms.remote(random, resume)]
    personal = [
        _row("Город проживания:", resume.city and escape(resume.city_text)),
        _row("Переезд, занятость:", "; ".join(filter(None, wishes))),
        _row("Дата рождения:", forms.birth(random, resume)),
        _row("Гражданство:", "Россия"),
        _row("Телефон:", ", ".join(forms.phone(random, one) for one in resume.phones)),
        _row("Эл. почта:", resume.emails[0]),
    ]
    jobs = "".join(
        f"<tr><td valign=top>{forms.period('lower', job, 'по настоящее время', '&nbsp;&mdash; ')}"
        f"<br><small>{forms.span(job.end - job.start + 1, False)}</small></td>"
        f"<td><b>{escape(job.title)}</b><br>{escape(job.employer)}, {job.city}"
        f"<p>{_lines(job.lines)}</p></td></tr>"
        for job in resume.jobs
    )
    schools = "".join(
        f"<tr><td>{one.year}</td><td><b>{escape(one.institution)}</b><br>{one.subject}<br>"
        f"<i>{one.level_text}</i></td></tr>"
        for one in resume.schools
    )
    tongues = "; ".join(f"{one.name.capitalize()} ({one.level})" for one in resume.speeches)
    blocks = [
        ("Опыт работы " + forms.span(months_of(list(resume.jobs)), False), jobs),
        ("Образование", schools),
        ("Профессиональные навыки и знания", _row("", escape("; ".join(resume.skills)))),
        ("Иностранные языки и компьютерные навыки", _row("Языки:", tongues)),
        ("Курсы и тренинги", _row("", "<br>".join(resume.courses))),
        ("Дополнительные сведения", _row("О себе:", escape(resume.about))),
        ("Рекомендации", _row("", escape(resume.referee))),
    ]
    told = "".join(
        f"<table width=100%><tr><th colspan=2 align=left>{head}</th></tr>{body}</table>"
        for head, body in blocks if body
    )  # fmt: skip
    titles = "<br>".join(map(escape, resume.titles))
    page = (
        "<html><head><meta http-equiv='Content-Type' content='text/html; charset=windows-1251'>"
        f"<title>Резюме</title></head><body><div>Обновлено {_updated(resume)}</div>"
        f"<table><tr><td><h1>{titles}</h1></td><td align=right><b>{pay}</b></td></tr></table>"
        f"<h2>{escape(resume.name)}</h2><table>{''.join(personal)}</table>{told}"
        "<div class=footer>SuperJob &copy; 2000&ndash;2026. Вакансии от 90 000 руб.</div>"
        "</body></html>"
    )
    return page.encode("cp1251", "xmlcharrefreplace")


def rabota(random: Random, resume: Resume) -> bytes:
    """Sections of definition lists, breakable words, the employer in a link."""
    resume = relined(resume, lambda text: with_soft_hyphens(random, text))

    def terms(pairs: list[tuple[str, str]]) -> str:
        rows = "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in pairs if value)
        return f"<dl>{rows}</dl>"

    head = terms([
        ("Желаемый доход", forms.pay(random, resume)),
        ("Место проживания", resume.city and escape(resume.city_text)),
        ("Возможность переезда", forms.wish(resume.relocation)),
        ("Удалённая работа", forms.wish(resume.remote)),
        ("Родил" + ("ась" if resume.woman else "ся"), forms.birth(random, resume)),
        ("Мобильный", "<br>".join(forms.phone(random, one) for one in resume.phones)),
        ("Почта", f"<a href='mailto:{resume.emails[0]}'>{resume.emails[0]}</a>"),
    ])  # fmt: skip

    def card(job: Job) -> str:
        told = forms.period("dot", job, "по настоящее время", " - ")
        items = "".join(f"<li>{escape(line)}</li>" for line in job.lines)
        return (
            f"<div class='job'><h4>{escape(job.title)}</h4><a href='#'>{escape(job.employer)}</a>"
            f"<span> &middot; {job.city}</span><div><time>{told}</time></div><ul>{items}</ul></div>"
        )

    parts = [
        ("Где работал" + ("а" if resume.woman else ""), "".join(map(card, resume.jobs))),
        ("Где учил" + ("ась" if resume.woman else "ся"), "".join(
            f"<p>{escape(one.institution)}</p><p>{one.subject}</p><p>{one.level_text}, "
            f"год окончания {one.year}</p>" for one in resume.schools)),
        ("Что умею", "".join(f"<span class='chip'>{escape(one)}</span> "
                             for one in resume.skills)),
        ("Владение языками", "".join(f"<p>{one.name.capitalize()}: {one.level}</p>"
                                     for one in resume.speeches)),
        ("Коротко о себе", f"<p>{escape(resume.about)}</p>" if resume.about else ""),
    ]  # fmt: skip
    told = "".join(f"<section><h3>{name}</h3>{text}</section>" for name, text in parts if text)
    page = (
        "<!DOCTYPE html><html lang='ru'><head><meta charset='utf-8'><title>Резюме | Работа рядом"
        "</title></head><body><header><nav><a>Вакансии</a><a>Компании</a></nav></header><main>"
        f"<h1>{escape(resume.name)}</h1><h2>{escape(' / '.join(resume.titles))}</h2>"
        f"{head}{told}</main><footer>Служба поддержки 8 800 000-00-00</footer></body></html>"
    )
    return page.encode()


def cards(random: Random, resume: Resume) -> bytes:
    """A specialist's public page: post and pay in one line, periods beneath, roles together."""
    line = " • ".join(filter(None, (" / ".join(resume.titles), forms.pay(random, resume))))
    facts = [resume.city and resume.city_text, forms.remote(random, resume),
             forms.relocation(random, resume)]  # fmt: skip
    jobs = []
    style = "english" if resume.english else "word"
    now = either(resume, "По настоящее время", "Present")
    for job in resume.jobs:
        spoken = forms.span(job.end - job.start + 1, resume.english)
        jobs.append(
            f"<div><div><a>{escape(job.employer)}</a></div><div>{escape(job.city)}</div><div>"
            f"<b>{escape(job.title)}</b></div><div>{forms.period(style, job, now, ' — ')}"
            f" ({spoken})</div><div>{_lines(job.lines)}</div></div>"
        )
    groups = [
        (either(resume, "Обо мне", "About me"), f"<p>{escape(resume.about)}</p>"
         if resume.about else ""),
        (either(resume, "Мой стек", "Tech stack"), "".join(
            f"<a class=tag>{escape(one)}</a>" for one in resume.skills)),
        (either(resume, "Карьера", "Career"), "".join(jobs)),
        (either(resume, "Высшее и иное образование", "Education"), "".join(
            f"<div><div>{escape(one.institution)}</div><div>{one.subject}</div>"
            f"<div>{one.begin} — {one.year}</div><div>{one.level_text}</div></div>"
            for one in resume.schools)),
        (either(resume, "Знание языков", "Languages"), "".join(
            f"<div>{one.name} <span>{one.level}</span></div>" for one in resume.speeches)),
        (either(resume, "Контакты", "Contacts"), f"<div>{forms.phone(random, resume.phones[0])}"
         f"</div><div>{resume.emails[0]}</div>"),
    ]  # fmt: skip
    told = "".join(f"<h2>{name}</h2><div>{text}</div>" for name, text in groups if text)
    page = (
        "<html><head><meta charset=utf-8><style>.tag{margin:4px}</style></head><body>"
        f"<h1>{escape(resume.name)}</h1><div>{escape(line)}</div>"
        f"<div>{' <span>·</span> '.join(map(escape, filter(None, facts)))}</div>{told}"
        "<script>let experience = '12 лет';</script></body></html>"
    )
    return page.encode("utf-8-sig")


def zarplata(random: Random, resume: Resume) -> bytes:
    """RTF that calls itself .doc: a table of labels, jobs as rows, letters of two alphabets."""
    resume = relined(resume, lambda text: with_twins(random, text))
    paper = Rtf(cp1251=True)
    paper.line(resume.name.upper(), bold=True, size=32)
    paper.line(", ".join(resume.titles), bold=True, size=26)
    for label, value in (
        ("Зарплата", forms.pay(random, resume)),
        ("Город", resume.city and resume.city_text),
        ("Телефон", "\n".join(forms.phone(random, one) for one in resume.phones)),
        ("E-mail", resume.emails[0]),
        ("День рождения", forms.birth(random, resume)),
        ("Готовность к переезду", forms.wish(resume.relocation)),
        ("Удалёнка", forms.wish(resume.remote)),
    ):
        if value:
            paper.row([label, value])
    paper.line()
    paper.line("ТРУДОВОЙ ОПЫТ", bold=True)
    style = random.choice(("abbr", "dot", "lower"))
    for job in resume.jobs:
        left = forms.period(style, job, random.choice(("сейчас", "н. в.")), " —\n")
        paper.row([left, f"{job.employer}\n{job.title}\n" + "\n".join(job.lines)])
    for head, rows in (
        ("УЧЁБА", [[str(one.year), f"{one.institution}\n{one.subject}\n{one.level_text}"]
                   for one in resume.schools]),
        ("ЯЗЫКИ", [[one.name, one.level] for one in resume.speeches]),
        ("НАВЫКИ И УМЕНИЯ", [["", ", ".join(resume.skills)]] if resume.skills else []),
        ("ЛИЧНЫЕ КАЧЕСТВА", [["", resume.about]] if resume.about else []),
    ):  # fmt: skip
        if rows:
            paper.line(head, bold=True)
            for row in rows:
                paper.row(row)
    return paper.data()


LAYOUTS = (
    Layout("superjob_html", ".html", superjob, Wants(updated=1.0, years=0.0),
           around=forms.place_and_span),
    Layout("rabota_html", ".html", rabota, Wants(), around=lambda job: job.city),
    Layout("cards_html", ".html", cards, Wants(birth=0, two_phones=0, father=0.2),
           languages=(("ru", 0.6), ("mix", 0.25), ("en", 0.15)), around=forms.place_and_span),
    Layout("zarplata_doc", ".doc", zarplata, Wants(undated=0.08)),
)  # fmt: skip
