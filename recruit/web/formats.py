"""Sums, dates and spans of time as people write them, in Russian and in English.

The functions are pure: language, zone and today's date are handed in. Only words («сегодня»,
«не указано») come from the catalogue of the current request. `register` puts all of them into
templates, bound to the language and the zone of the request.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, tzinfo
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel.dates import format_date
from babel.numbers import get_currency_precision, get_currency_symbol
from flask import Flask
from flask_babel import get_timezone, gettext, ngettext
from jinja2 import pass_context
from jinja2.runtime import Context

from recruit.clock import Clock
from recruit.web.i18n import get_language

NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"
MINUS = "\u2212"
EN_DASH = "\u2013"
EM_DASH = "\u2014"
NUMBER_SIGNS = {"ru": (NARROW_NO_BREAK, ","), "en": (",", ".")}
DATE_PATTERNS = {
    "ru": {"long": f"d{NO_BREAK}MMMM y{NO_BREAK}'г.'", "short": "dd.MM.y"},
    "en": {"long": f"d{NO_BREAK}MMMM y", "short": f"d{NO_BREAK}MMM y"},
}
WORD_START = re.compile(r"\b\w")


def number(value: int | float | Decimal, language: str, digits: int | None = None) -> str:
    """A number with its thousands apart: `12 345,5` or `12,345.5`."""
    thousands, point = NUMBER_SIGNS[language]
    if isinstance(value, int) and not digits:
        return (MINUS if value < 0 else "") + f"{abs(value):,}".replace(",", thousands)
    amount = Decimal(str(value)) if digits is None else round(Decimal(str(value)), digits)
    whole, _, fraction = f"{abs(amount):,f}".partition(".")
    sign = MINUS if amount < 0 else ""
    return sign + whole.replace(",", thousands) + (point + fraction if fraction else "")


def percent(share: float, language: str, digits: int = 0) -> str:
    """A share of one as per cent: `23 %` or `23%`."""
    figure = number(share * 100, language, digits)
    return f"{figure}{NO_BREAK}%" if language == "ru" else f"{figure}%"


def money_figure(minor: int, currency: str, language: str) -> str:
    """The sum without its sign, as it stands in a field: `120 000`."""
    digits = _precision(currency)
    whole, rest = divmod(minor, 10**digits)
    if not rest:
        return number(whole, language)
    amount = Decimal(minor).scaleb(-digits)
    return number(amount, language, 0 if amount == amount.to_integral_value() else digits)


@lru_cache(maxsize=64)
def _precision(currency: str) -> int:
    digits: int = get_currency_precision(currency)
    return digits


@lru_cache(maxsize=64)
def _symbol(currency: str) -> str:
    """The sign of a currency; looked up anew for each of fifty sums it is felt."""
    sign: str = get_currency_symbol(currency, "ru")
    return sign


def _with_sign(figure: str, currency: str, language: str) -> str:
    symbol = _symbol(currency)
    if language == "ru":
        return f"{figure}{NO_BREAK}{symbol}"
    gap = NO_BREAK if symbol[-1].isalpha() else ""
    if figure.startswith(MINUS):
        return f"{MINUS}{symbol}{gap}{figure[1:]}"
    return f"{symbol}{gap}{figure}"


def money(minor: int | None, currency: str, language: str) -> str:
    """A sum held in minor units: `120 000 ₽` or `₽120,000`."""
    if minor is None:
        unknown: str = gettext("not stated")
        return unknown
    return _with_sign(money_figure(minor, currency, language), currency, language)


def money_range(low: int | None, high: int | None, currency: str, language: str) -> str:
    """A range of sums in minor units, either end of which may be open."""
    if low is not None and high is not None:
        figures = [money_figure(end, currency, language) for end in dict.fromkeys((low, high))]
        return _with_sign(EN_DASH.join(figures), currency, language)
    if low is not None:
        start: str = gettext("from %(sum)s", sum=money(low, currency, language))
        return start
    if high is not None:
        end: str = gettext("up to %(sum)s", sum=money(high, currency, language))
        return end
    return money(None, currency, language)


def local_date(value: date | datetime, zone: tzinfo) -> date:
    """The calendar day of an instant in the agency's zone; a plain date stays itself."""
    return value.astimezone(zone).date() if isinstance(value, datetime) else value


def date_long(day: date, language: str) -> str:
    """`24 ноября 2026 г.` or `24 November 2026`."""
    return format_date(day, DATE_PATTERNS[language]["long"], locale=language)


def date_short(day: date, language: str) -> str:
    """`24.11.2026` or `24 Nov 2026`."""
    return format_date(day, DATE_PATTERNS[language]["short"], locale=language)


def date_near(day: date, today: date, language: str) -> str:
    """A word for the days next to today, the long date for the rest."""
    words = {-1: gettext("yesterday"), 0: gettext("today"), 1: gettext("tomorrow")}
    return words.get((day - today).days) or date_long(day, language)


def clock_time(instant: datetime, zone: tzinfo) -> str:
    """Hours and minutes of the day, 24 hours: `09:05`."""
    return f"{instant.astimezone(zone):%H:%M}"


def moment(instant: datetime, zone: tzinfo, today: date, language: str) -> str:
    """`сегодня, 12:00`: the near date with the time."""
    day = date_near(local_date(instant, zone), today, language)
    return f"{day}, {clock_time(instant, zone)}"


def month(text: str, language: str) -> str:
    """`июль 2023` for `2023-07`."""
    first = date.fromisoformat(f"{text}-01")
    return format_date(first, f"LLLL{NO_BREAK}y", locale=language)


def period(start: str, end: str | None, language: str) -> str:
    """`июль 2023 — сейчас`: two months, the last one open while it lasts."""
    until = month(end, language) if end else gettext("now")
    dash = EM_DASH if language == "ru" else EN_DASH
    return f"{month(start, language)}{NO_BREAK}{dash} {until}"


def duration(months: int) -> str:
    """`3 г. 4 мес.`: a number of whole months in years and months."""
    years, rest = divmod(months, 12)
    words = []
    if years:
        words.append(ngettext("%(num)s yr", "%(num)s yr", years))
    if rest:
        words.append(ngettext("%(num)s mo", "%(num)s mo", rest))
    return " ".join(words).replace(" ", NO_BREAK) or gettext("under a month")


def initials(name: str) -> str:
    """The first letters of the first two words of a name, a number counting as a word."""
    return "".join(WORD_START.findall(name)[:2]).upper()


def _zone() -> tzinfo:
    zone: tzinfo = get_timezone()
    return zone


def _day(value: date | datetime) -> date:
    return local_date(value, _zone())


def day_near(value: date | datetime, today: date, language: str) -> str:
    """The near date of an instant in the zone of the page."""
    return date_near(_day(value), today, language)


def _of_the_request(write: Callable[..., str]) -> Callable[..., str]:
    """A filter that Jinja may not compute once for all languages when it compiles a template."""

    @pass_context
    def written(_context: Context, *args: Any, **named: Any) -> str:
        return write(*args, **named)

    return written


def register(app: Flask) -> None:
    """Make the formats filters of the application's templates; «today» is by its clock."""
    clock: Clock = app.extensions["recruit.clock"]
    language = get_language

    def today() -> date:
        return local_date(clock(), _zone())

    filters: dict[str, Callable[..., str]] = {
        "number": lambda value, digits=None: number(value, language(), digits),
        "percent": lambda share, digits=0: percent(share, language(), digits),
        "money": lambda minor, currency="RUB": money(minor, currency, language()),
        "money_range": lambda low, high, currency="RUB": money_range(
            low, high, currency, language()
        ),
        "date_long": lambda value: date_long(_day(value), language()),
        "date_short": lambda value: date_short(_day(value), language()),
        "date_near": lambda value: day_near(value, today(), language()),
        "time": lambda instant: clock_time(instant, _zone()),
        "moment": lambda instant: moment(instant, _zone(), today(), language()),
        "month": lambda text: month(text, language()),
        "period": lambda start, end=None: period(start, end, language()),
        "duration": duration,
    }
    app.jinja_env.filters.update({name: _of_the_request(f) for name, f in filters.items()})
    app.jinja_env.filters["initials"] = initials
    app.jinja_env.globals["current_language"] = get_language
