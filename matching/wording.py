"""Numbers, sums, periods and lists as a Russian or an English sentence writes them."""

from collections.abc import Sequence
from typing import Literal

Language = Literal["ru", "en"]
LANGUAGES: tuple[Language, ...] = ("ru", "en")

NBSP = "\u00a0"
"""Holds a number to its noun."""

THIN = "\u202f"
"""Groups thousands in Russian; English groups them by a comma."""

_SYMBOLS = {"RUB": "₽", "USD": "$", "EUR": "€", "GBP": "£", "KZT": "₸", "CNY": "¥"}

_NOUNS: dict[Language, dict[str, tuple[str, ...]]] = {
    "ru": {
        "year": ("год", "года", "лет"),
        "month": ("месяц", "месяца", "месяцев"),
        "skill": ("навык", "навыка", "навыков"),
        "point": ("балл", "балла", "баллов"),
        "kilometre": ("км", "км", "км"),
    },
    "en": {
        "year": ("year", "years"),
        "month": ("month", "months"),
        "skill": ("skill", "skills"),
        "point": ("point", "points"),
        "kilometre": ("km", "km"),
    },
}


def plural(number: int, noun: str, language: Language) -> str:
    """Return the noun as it stands after a whole number: 21 год, 3 года, 5 лет."""
    forms = _NOUNS[language][noun]
    if language == "en":
        return forms[number != 1]
    tens, ones = number % 100, number % 10
    if ones == 1 and tens != 11:
        return forms[0]
    return forms[1] if 2 <= ones <= 4 and not 12 <= tens <= 14 else forms[2]


def count(number: int, noun: str, language: Language) -> str:
    """Return number and noun held together: «3 навыка»."""
    return f"{number}{NBSP}{plural(number, noun, language)}"


def ordinal(number: int, language: Language) -> str:
    """Return a place in a row: «12-е» (место), "12th", "21st"."""
    if language == "ru":
        return f"{number}-е"
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if 11 <= number % 100 <= 13 else ending}"


def period(months: int, language: Language) -> str:
    """Return months as years and months: «3 года 4 месяца», «5 лет», «0 лет»."""
    years, rest = divmod(months, 12)
    told = []
    if years or not rest:
        told.append(count(years, "year", language))
    if rest:
        told.append(count(rest, "month", language))
    return " ".join(told)


def points(value: float, language: Language) -> str:
    """Return points with their noun; a fraction takes the genitive: «2,7 балла»."""
    text = decimal(value, language)
    if text.lstrip("-").isdigit():
        return count(int(text), "point", language)
    return f"{text}{NBSP}{'балла' if language == 'ru' else 'points'}"


def decimal(value: float, language: Language) -> str:
    """Return a number with at most one decimal, by the language's own sign."""
    text = f"{value:.1f}".removesuffix(".0")
    return text.replace(".", ",") if language == "ru" else text


def grouped(number: int, language: Language) -> str:
    """Return a whole number in groups of three; in Russian from four digits on."""
    return f"{number:,}".replace(",", THIN if language == "ru" else ",")


def money(minor: int, currency: str, language: Language) -> str:
    """Return a sum: «120 000 ₽», "₽120,000"; small units only where there are some."""
    units, rest = divmod(abs(minor), 100)
    sign = ("−" if language == "ru" else "-") if minor < 0 else ""
    text = grouped(units, language)
    if rest:
        text += ("," if language == "ru" else ".") + f"{rest:02d}"
    symbol = _SYMBOLS.get(currency)
    if language == "ru":
        return f"{sign}{text}{NBSP}{symbol or currency}"
    return f"{sign}{symbol}{text}" if symbol else f"{sign}{currency}{NBSP}{text}"


def money_range(low: int, high: int, currency: str, language: Language) -> str:
    """Return a range of sums, the currency once: «110 000–130 000 ₽»."""
    first, last = money(low, currency, language), money(high, currency, language)
    if language == "ru":
        return f"{first.rpartition(NBSP)[0]}–{last}"
    symbol = _SYMBOLS.get(currency)
    return f"{first}–{last.removeprefix(symbol) if symbol else last.rpartition(NBSP)[2]}"


def listed(items: Sequence[str], language: Language) -> str:
    """Return names in quotation marks of the language, split by commas."""
    left, right = ("«", "»") if language == "ru" else ("“", "”")
    return ", ".join(f"{left}{item}{right}" for item in items)


def sentence(text: str) -> str:
    """Return the text with a capital at its start and a full stop at its end."""
    return text[:1].upper() + text[1:].removesuffix(".") + "."
