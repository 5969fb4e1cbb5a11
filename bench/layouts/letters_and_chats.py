"""Texts that people write themselves: a chat, a reply to a letter, what was copied from a page."""

import textwrap
from dataclasses import replace
from random import Random

from bench.layouts import forms
from bench.layouts.layout import Layout, either
from bench.layouts.people import Wants
from bench.layouts.resume import Resume

SECOND = "_two"


def _few_lines(resume: Resume) -> Resume:
    """Nobody types everything with a thumb: two lines of a job, the team among them."""
    jobs = []
    for job in resume.jobs:
        others = tuple(line for line in job.lines if line != job.team_line)[:1]
        jobs.append(replace(job, lines=(*others, *filter(None, [job.team_line]))))
    return replace(resume, jobs=tuple(jobs), about="")


def chat(random: Random, resume: Resume) -> bytes:
    """Messages to a recruiter: greetings, no headings, the last place first, then the others."""
    end = "а" if resume.woman else ""
    told = [
        random.choice(("Добрый день!", "Здравствуйте))", "Приветствую! Увидел вакансию.")),
        f"Меня зовут {resume.given} {resume.family}"
        + (f", мне {forms.age(resume)}" if resume.birth else ""),
        f"Живу: {resume.city_text}" if resume.city else "",
        f"Ищу работу: {', '.join(resume.titles)}" if resume.titles else "",
        f"По деньгам: {pay}" if (pay := forms.pay(random, resume)) else "",
        forms.relocation(random, resume),
        forms.remote(random, resume),
        "",
    ]
    style = random.choice(("dot", "lower", "brief"))
    for place, job in enumerate(resume.jobs):
        dates = forms.period(style, job, "сейчас", random.choice(("-", " по ", " – ")))
        lead = "Сейчас" if job.current else "Последнее место" if not place else "До этого"
        told.append(f"{lead}: {job.employer}, {job.title}" + (f", {dates}" if dates else ""))
        if job.lines:
            told.append("; ".join(line.rstrip(".") for line in job.lines))
    told.append("")
    for one in resume.schools:
        subject = f"({one.subject}), {one.level_text}"
        told.append(f"Окончил{end} в {one.year} {one.institution} {subject}")
    if resume.speeches:
        told.append("Языки " + ", ".join(f"{one.name} {one.level}" for one in resume.speeches))
    if resume.skills:
        told.append(random.choice(("Умею: ", "Что умею — ", "Из навыков: "))
                    + ", ".join(resume.skills))  # fmt: skip
    told += ["", f"Мой номер {forms.phone(random, resume.phones[0])}, почта {resume.emails[0]}",
             random.choice(("Буду рада ответу!" if resume.woman else "Буду рад ответу!",
                            "Спасибо 🙏"))]  # fmt: skip
    return "\n".join(told).encode()


def reply(random: Random, resume: Resume) -> bytes:
    """A reply: headers, the resume in the body, a signature, the recruiter's letter quoted."""
    english = resume.english
    sender, receiver, subject, date = either(
        resume, "От: |Кому: |Тема: |Дата: ", "From: |To: |Subject: |Date: "
    ).split("|")
    out = [
        f"{sender}{resume.given} {resume.family} <{resume.emails[0]}>",
        f"{receiver}{either(resume, 'Вера Лисогор', 'Vera Lisogor')} <v.lisogor@agency.example>",
        f"{date}12.10.2026 11:48",
        f"{subject}Re: {either(resume, 'Вакансия', 'Vacancy')}",
        "",
        either(resume, "Вера, добрый день!", "Dear Vera,"),
        either(resume, "Спасибо за письмо, отправляю свои данные.",
               "Thank you for your message. My details are below."),
        "",
    ]  # fmt: skip
    if resume.titles:
        wished = " / ".join(resume.titles)
        out.append(either(resume, f"Меня интересует позиция {wished}.", f"Position: {wished}"))
    if resume.city:
        out.append(either(resume, f"Город: {resume.city_text}", f"Location: {resume.city_text}"))
    if pay := forms.pay(random, resume):
        out.append(either(resume, f"Желаемый доход — {pay}", f"Salary expectations - {pay}"))
    out += [*filter(None, (forms.relocation(random, resume), forms.remote(random, resume)))]
    out += ["", either(resume, "Мой опыт:", "My experience:")]
    style = "english_abbr" if english else random.choice(("lower", "dot", "slash"))
    now = either(resume, "по настоящее время", "present")
    for number, job in enumerate(resume.jobs, 1):
        dates = forms.period(style, job, now, " - ")
        out.append(f"{number}) {job.employer} — {job.title}" + (f" ({dates})" if dates else ""))
        out += [f"   - {line}" for line in job.lines]
    if resume.schools:
        out += ["", either(resume, "Образование:", "Education:")]
        out += [f"{one.institution}, {one.subject} ({one.level_text}), {one.year}"
                for one in resume.schools]  # fmt: skip
    if resume.speeches:
        out += ["", either(resume, "Владение языками: ", "Languages: ")
                + "; ".join(f"{one.name} - {one.level}" for one in resume.speeches)]  # fmt: skip
    if resume.skills:
        out += ["", either(resume, "Навыки: ", "Skills: ") + "; ".join(resume.skills)]
    out += ["", "-- ", either(resume, "С уважением,", "Best regards,"),
            f"{resume.given} {resume.family}",
            *(forms.phone(random, one) for one in resume.phones), "",
            either(resume, "12.10.2026 09:15, Вера Лисогор пишет:",
                   "On 12 October 2026, Vera Lisogor wrote:")]  # fmt: skip
    quoted = either(
        resume,
        "Здравствуйте! Меня зовут Вера, я рекрутер агентства «Горизонт», г. Тверь.|Пришлите, "
        "пожалуйста, резюме и зарплатные ожидания, у нас вилка 60 000 – 70 000 руб.|С уважением,"
        "|Вера Лисогор, тел. +7 (902) 000-41-41, v.lisogor@agency.example",
        "Hello! I am a recruiter with Horizon.|Please send your CV, the pay is RUB 60,000."
        "|Kind regards,|Vera Lisogor, +7 902 000 41 41, v.lisogor@agency.example",
    ).split("|")
    return "\n".join([*out, *(f"> {line}" for line in quoted)]).encode("utf-8")


def copied(random: Random, resume: Resume) -> bytes:
    """Copied out of a viewer: the side column first, no blank lines, no bullets, lines broken."""
    out = [f"{resume.given} {resume.family}"]
    out += [*resume.titles, either(resume, "Контакты", "Contact")]
    out += [*(forms.phone(random, one) for one in resume.phones), *resume.emails]
    out += [*filter(None, [resume.city and resume.city_text, forms.relocation(random, resume),
                           forms.remote(random, resume), forms.pay(random, resume)])]  # fmt: skip
    if resume.skills:
        out += [either(resume, "Навыки", "Skills"), *resume.skills]
    if resume.speeches:
        out.append(either(resume, "Языки", "Languages"))
        for one in resume.speeches:
            out += [one.name.capitalize(), one.level]
    if resume.about:
        out += [either(resume, "О себе", "About me"), *textwrap.wrap(resume.about, 64)]
    out.append(either(resume, "Опыт работы", "Work experience"))
    style = "english" if resume.english else random.choice(("word", "dot", "slash"))
    now = either(resume, "настоящее время", "Present")
    for job in resume.jobs:
        out += [job.title, job.employer, *filter(None, [forms.period(style, job, now)])]
        for line in job.lines:
            out += textwrap.wrap(line, 64)
    out.append("1 / 2")
    if resume.schools:
        out.append(either(resume, "Образование", "Education"))
    for one in resume.schools:
        out += [one.institution, one.subject, one.level_text, f"{one.begin} – {one.year}"]
    return "\n".join(out).encode("utf-8")


LAYOUTS = (
    Layout("chat_txt", ".txt", chat, Wants(birth=0, two_phones=0, father=0, most_jobs=3,
                                           about=0, world=SECOND), prepare=_few_lines),
    Layout("reply_txt", ".txt", reply, Wants(birth=0, father=0, about=0, world=SECOND),
           languages=(("ru", 0.7), ("en", 0.3))),
    Layout("copied_txt", ".txt", copied, Wants(birth=0, father=0, world=SECOND),
           languages=(("ru", 0.6), ("en", 0.3), ("mix", 0.1))),
)  # fmt: skip
