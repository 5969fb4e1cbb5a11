"""Sums, dates and spans as people write them, in both languages."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask_babel import force_locale

from recruit.web import formats

MOSCOW = ZoneInfo("Europe/Moscow")
VLADIVOSTOK = ZoneInfo("Asia/Vladivostok")
TODAY = date(2026, 11, 25)


def plain(text: str) -> str:
    """Show the two special spaces, so that a failure can be read."""
    return text.replace("\u00a0", "~").replace("\u202f", "'")


@pytest.fixture
def russian(bare_app: Flask):
    with bare_app.test_request_context(), force_locale("ru"):
        yield


@pytest.fixture
def english(bare_app: Flask):
    with bare_app.test_request_context(), force_locale("en"):
        yield


@pytest.mark.parametrize(
    ("value", "russian", "english"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1000, "1'000", "1,000"),
        (12345.5, "12'345,5", "12,345.5"),
        (Decimal("0.25"), "0,25", "0.25"),
        (-1234567, "−1'234'567", "−1,234,567"),
    ],
)
def test_number(value, russian, english):
    assert plain(formats.number(value, "ru")) == russian
    assert plain(formats.number(value, "en")) == english


def test_number_is_rounded_to_the_digits_asked_for():
    assert formats.number(2.456, "ru", 1) == "2,5"
    assert formats.number(2, "en", 1) == "2.0"


def test_percent():
    assert plain(formats.percent(0.234, "ru")) == "23~%"
    assert plain(formats.percent(0.234, "en", 1)) == "23.4%"


@pytest.mark.parametrize(
    ("minor", "currency", "russian", "english"),
    [
        (12_000_000, "RUB", "120'000~₽", "₽120,000"),
        (90_000, "RUB", "900~₽", "₽900"),
        (12_000_050, "RUB", "120'000,50~₽", "₽120,000.50"),
        (-500_000, "RUB", "−5'000~₽", "−₽5,000"),
        (350_000, "USD", "3'500~$", "$3,500"),
        (5_000, "JPY", "5'000~¥", "¥5,000"),  # the yen has no minor unit
        (120_000, "BYN", "1'200~BYN", "BYN~1,200"),
    ],
)
def test_money(minor, currency, russian, english):
    assert plain(formats.money(minor, currency, "ru")) == russian
    assert plain(formats.money(minor, currency, "en")) == english


@pytest.mark.usefixtures("russian")
def test_unknown_money_says_so_and_is_no_zero():
    assert formats.money(None, "RUB", "ru") == "не указано".replace(" ", "\u00a0")


@pytest.mark.usefixtures("russian")
@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (11_000_000, 13_000_000, "110'000–130'000~₽"),
        (11_000_000, 11_000_000, "110'000~₽"),
        (11_000_000, None, "от~110'000~₽"),
        (None, 13_000_000, "до~130'000~₽"),
        (None, None, "не~указано"),
    ],
)
def test_money_range(low, high, text):
    assert plain(formats.money_range(low, high, "RUB", "ru")) == text


@pytest.mark.usefixtures("english")
def test_money_range_in_english():
    assert formats.money_range(11_000_000, 13_000_000, "RUB", "en") == "₽110,000–130,000"
    assert formats.money_range(None, 13_000_000, "RUB", "en") == "up to ₽130,000"


def test_dates():
    day = date(2026, 11, 4)
    assert plain(formats.date_long(day, "ru")) == "4~ноября 2026~г."
    assert plain(formats.date_long(day, "en")) == "4~November 2026"
    assert formats.date_short(day, "ru") == "04.11.2026"
    assert plain(formats.date_short(day, "en")) == "4~Nov 2026"


@pytest.mark.usefixtures("russian")
@pytest.mark.parametrize(
    ("day", "text"),
    [
        (24, "вчера"),
        (25, "сегодня"),
        (26, "завтра"),
        (23, "23~ноября 2026~г."),
        (27, "27~ноября 2026~г."),
    ],
)
def test_near_days_have_words(day, text):
    assert plain(formats.date_near(date(2026, 11, day), TODAY, "ru")) == text


@pytest.mark.usefixtures("russian")
def test_a_moment_is_told_in_the_agencys_zone():
    late = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)
    assert formats.moment(late, MOSCOW, TODAY, "ru") == "сегодня, 01:30"
    assert formats.moment(late, ZoneInfo("UTC"), TODAY, "ru") == "вчера, 22:30"
    assert formats.local_date(late, VLADIVOSTOK) == TODAY
    assert formats.local_date(TODAY, VLADIVOSTOK) == TODAY


@pytest.mark.usefixtures("russian")
def test_months_and_periods():
    assert plain(formats.month("2023-07", "ru")) == "июль~2023"
    assert plain(formats.period("2023-07", None, "ru")) == "июль~2023~— сейчас"
    assert plain(formats.period("2019-03", "2023-05", "ru")) == "март~2019~— май~2023"


@pytest.mark.usefixtures("english")
def test_a_period_in_english_has_the_short_dash():
    assert plain(formats.period("2023-07", None, "en")) == "July~2023~– now"


def test_a_month_that_is_none_is_refused():
    with pytest.raises(ValueError, match="month must be in"):
        formats.month("2023-13", "ru")


@pytest.mark.usefixtures("russian")
@pytest.mark.parametrize(
    ("months", "text"),
    [
        (0, "меньше месяца"),
        (1, "1~мес."),
        (12, "1~г."),
        (40, "3~г.~4~мес."),
        (60, "5~л."),
        (252, "21~г."),
    ],
)
def test_duration(months, text):
    assert plain(formats.duration(months)) == text


@pytest.mark.usefixtures("english")
def test_duration_in_english():
    assert plain(formats.duration(40)) == "3~yr~4~mo"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ольга Ветрова", "ОВ"),
        ("Кандидат 12", "К1"),
        ("ёлкин", "Ё"),
        ("«Ракурс», digital", "РD"),
        ("", ""),
    ],
)
def test_initials(name, letters):
    assert formats.initials(name) == letters


def test_filters_follow_the_language_of_the_page(draw: Callable[..., str]):
    source = "{{ 12000000 | money }} {{ '2023-07' | period }} {{ 0.5 | percent }}"
    assert plain(draw(source, "ru")) == "120'000~₽ июль~2023~— сейчас 50~%"
    assert plain(draw(source, "en")) == "₽120,000 July~2023~– now 50%"


def test_a_compiled_template_speaks_each_language(bare_app: Flask):
    # Jinja computes filters of constants when it compiles; a format must not be among them.
    template = bare_app.jinja_env.from_string("{{ 12000000 | money }} {{ none | money }}")
    spoken = {}
    for language in ("ru", "en"):
        with bare_app.test_request_context(), force_locale(language):
            spoken[language] = plain(template.render())
    assert spoken == {"ru": "120'000~₽ не~указано", "en": "₽120,000 not stated"}


def test_today_is_the_applications_own(draw: Callable[..., str]):
    shown = draw("{{ at | moment }}", at=datetime(2026, 11, 24, 21, 30, tzinfo=UTC))
    assert shown == "сегодня, 00:30"
