"""How people spell periods, sums, phones and wishes."""

from random import Random

from bench.layouts.resume import YEAR, Job, Resume
from bench.layouts.words import words

NOMINATIVE, GENITIVE, SHORT, ENGLISH, ROMAN = (
    words("letters")[name] for name in ("nominative", "genitive", "short", "english", "roman")
)

NOW_RU = ("настоящее время", "н.в.", "по настоящее время", "сейчас", "по н/в", "наст. вр.")
NOW_EN = ("Present", "present", "Current", "now", "to date")


def month(style: str, number: int) -> str:
    """A month in a style."""
    year, index = divmod(number, YEAR)
    return {
        "word": f"{NOMINATIVE[index].capitalize()} {year}",
        "lower": f"{NOMINATIVE[index]} {year}",
        "dot": f"{index + 1:02d}.{year}",
        "slash": f"{index + 1:02d}/{year}",
        "day": f"01.{index + 1:02d}.{year}",
        "day_slash": f"01/{index + 1:02d}/{year}",
        "abbr": f"{SHORT[index]} {year}",
        "iso": f"{year}-{index + 1:02d}",
        "brief": f"{index + 1:02d}.{year % 100:02d}",
        "roman": f"{ROMAN[index]}.{year}",
        "english": f"{ENGLISH[index]} {year}",
        "english_abbr": f"{ENGLISH[index][:3]} {year}",
        "english_dot": f"{ENGLISH[index][:3]}. {year}",
        "year": f"{year}",
    }[style]


def ends(style: str, job: Job, now: str) -> tuple[str, str]:
    """Beginning and end of a job; years only where the resume tells no more."""
    if job.precision == "none":
        return "", ""
    told = "year" if job.precision == "year" else style
    return month(told, job.start), now if job.current else month(told, job.end)


def period(style: str, job: Job, now: str, dash: str = " – ") -> str:
    """A period, or nothing for a job without dates."""
    start, end = ends(style, job, now)
    return f"{start}{dash}{end}" if start else ""


def told_period(job: Job) -> str:
    """As in a sentence: «с марта 2015 по ноябрь 2018 г.»."""
    if job.precision == "none":
        return ""
    (year, index), (last, final) = divmod(job.start, YEAR), divmod(job.end, YEAR)
    if job.precision == "year":
        return f"с {year} года" if job.current else f"с {year} по {last} г."
    begin = f"с {GENITIVE[index]} {year}"
    return f"{begin} года" if job.current else f"{begin} по {NOMINATIVE[final]} {last} г."


def span(months: int, english: bool) -> str:
    """A length: «2 года 7 месяцев», "2 yrs 7 mos"."""
    years, rest = divmod(months, YEAR)
    if english:
        parts = ((years, "yr" if years == 1 else "yrs"), (rest, "mo" if rest == 1 else "mos"))
    else:
        parts = ((years, plural(years, "год", "года", "лет")),
                 (rest, plural(rest, "месяц", "месяца", "месяцев")))  # fmt: skip
    return " ".join(f"{number} {word}" for number, word in parts if number)


def place_and_span(job: Job, english: bool = False) -> str:
    """What sites add to a job: its city and its length."""
    return f"{job.city} {span(job.end - job.start + 1, english)}"


def plural(number: int, one: str, few: str, many: str) -> str:
    """The Russian form for a number."""
    if number % 10 == 1 and number % 100 != 11:
        return one
    return few if 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14 else many


def grouped(number: int, mark: str = " ") -> str:
    """Thousands set apart."""
    return f"{number:,}".replace(",", mark)


def pay(random: Random, resume: Resume) -> str:
    """The wish as a value of a label; "" if nothing is told."""
    if resume.pay is None:
        refused = ("по договорённости", "договорная", "по результатам собеседования", "обсуждается")
        if resume.english:
            refused = ("negotiable", "to be discussed")
        return random.choice(refused) if resume.pay_refused else ""
    lower, upper, currency = resume.pay
    if currency != "RUB":
        sign = {"USD": "$", "EUR": "€"}[currency]
        shown = [f"{sign}{lower:,}/month", f"{lower} {currency}", f"from {lower:,} {currency} net"]
        if not resume.english:
            shown = [f"от {grouped(lower)} {currency}", f"{lower}{sign}", f"{lower} {currency}"]
        return random.choice(shown)
    if resume.english:
        shown = [f"RUB {lower:,}", f"{lower:,} RUB per month", f"from {lower:,} rub. net"]
        return f"{lower:,}-{upper:,} RUB" if upper else random.choice(shown)
    if upper:
        return random.choice((
            f"{lower // 1000}–{upper // 1000} тыс. руб.",
            f"от {grouped(lower)} до {grouped(upper)} руб.",
            f"{grouped(lower, chr(160))} – {grouped(upper, chr(160))} ₽",
        ))  # fmt: skip
    return random.choice((
        f"{grouped(lower)} руб.", f"от {grouped(lower)} ₽ на руки", f"{lower} рублей",
        f"{lower // 1000} т.р.", f"не менее {lower // 1000} тыс. рублей", f"{lower // 1000}к",
        f"{grouped(lower, '.')} р/мес.", f"{grouped(lower, chr(160))} ₽ в месяц, до вычета НДФЛ",
    ))  # fmt: skip


def phone(random: Random, digits: str) -> str:
    """A phone in one of its spellings."""
    code, a, b, c = digits[1:4], digits[4:7], digits[7:9], digits[9:]
    return random.choice((
        f"+7 ({code}) {a}-{b}-{c}", f"8 {code} {a} {b} {c}", f"8-{code}-{a}-{b}-{c}",
        f"+7{code}{a}{b}{c}", f"8({code}){a}-{b}-{c}", f"+7 {code} {a}-{b}{c}",
        f"8.{code}.{a}.{b}.{c}", f"(+7) {code} {a} {b} {c}",
    ))  # fmt: skip


def relocation(random: Random, resume: Resume) -> str:
    """The wish about moving as a phrase of its own."""
    if resume.relocation is None:
        return ""
    end = "а" if resume.woman else ""
    told = {
        (True, False): (f"Готов{end} к переезду", "переезд возможен", "рассматриваю релокацию",
                        f"Готов{end} к переезду в другой город, готов{end} к командировкам"),
        (False, False): (f"Не готов{end} к переезду", "переезд не рассматриваю",
                         f"Переезд невозможен, готов{end} к командировкам"),
        (True, True): ("Open to relocation", "Willing to relocate", "Relocation: yes"),
        (False, True): ("Not willing to relocate", "Relocation: no", "Not ready to relocate"),
    }  # fmt: skip
    return random.choice(told[resume.relocation, resume.english])


def remote(random: Random, resume: Resume) -> str:
    """The wish about working from afar as a phrase of its own."""
    if resume.remote is None:
        return ""
    told = {
        (True, False): ("Формат работы: удалённо", "удалённая работа", "готов работать удаленно",
                        "График работы: полный день, удаленная работа"),
        (False, False): ("удалённую работу не рассматриваю", "Удалённая работа: нет"),
        (True, True): ("Remote or hybrid", "Remote work: yes", "Open to remote work"),
        (False, True): ("Remote work: no", "On-site only, no remote work"),
    }  # fmt: skip
    return random.choice(told[resume.remote, resume.english])


def wish(value: bool | None, english: bool = False) -> str:
    """Yes or no beside a label of a form."""
    if value is None:
        return ""
    return ("yes" if value else "no") if english else ("да" if value else "нет")


def birth(random: Random, resume: Resume) -> str:
    """The day of birth, if told."""
    if resume.birth is None:
        return ""
    year, number, day = resume.birth
    if resume.english:
        return random.choice(
            (f"{day} {ENGLISH[number - 1]} {year}", f"{day:02d}/{number:02d}/{year}")
        )
    return random.choice(
        (f"{day:02d}.{number:02d}.{year}", f"{day} {GENITIVE[number - 1]} {year} г.")
    )


def age(resume: Resume) -> int:
    """Full years; 0 where the birth date is not told."""
    return resume.as_of // YEAR - resume.birth[0] - 1 if resume.birth else 0
