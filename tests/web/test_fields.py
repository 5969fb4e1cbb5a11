"""What people type, and what it means."""

import re
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale
from marshmallow import ValidationError, fields

from recruit.web.fields import (
    Choice,
    Email,
    Flag,
    Lines,
    Money,
    Month,
    Phone,
    Text,
    Whole,
    YesNo,
    clean,
)


@pytest.fixture(autouse=True)
def in_russian(bare_app: Flask) -> Any:
    with bare_app.test_request_context(), force_locale("ru"):
        yield


def refusal(field: fields.Field[Any], typed: Any) -> str:
    """What a field answers to a value that it does not take."""
    with pytest.raises(ValidationError) as error:
        field.deserialize(typed)
    (text,) = error.value.messages
    return str(text)


def is_refused(field: fields.Field[Any], typed: Any, key: str, **facts: Any) -> bool:
    """Whether the answer is the field's message of that key, with the facts filled in."""
    expected = str(field.error_messages[key])
    return refusal(field, typed) == (expected % facts if facts else expected)


@pytest.mark.parametrize(
    ("typed", "kopecks"),
    [
        ("120000", 12_000_000),
        ("120 000", 12_000_000),
        ("120\u00a0000", 12_000_000),
        ("120\u202f000", 12_000_000),
        ("120\u2009000 ₽", 12_000_000),
        (" 120 000 руб. ", 12_000_000),
        ("120000 рублей", 12_000_000),
        ("120 000 р.", 12_000_000),
        ("120000 RUB", 12_000_000),
        ("120000,50", 12_000_050),
        ("120000.5", 12_000_050),
        ("120000.00", 12_000_000),
        ("0,01", 1),
        ("999 999 999,99", 99_999_999_999),
        ("120,000", 12_000_000),
        ("1.234.567", 123_456_700),
        ("120,500.50", 12_050_050),
        ("1.234.567,5", 123_456_750),
        ("₽120,000", 12_000_000),
        (120_000, 12_000_000),
    ],
)
def test_money_is_read_as_people_write_it(typed: Any, kopecks: int) -> None:
    assert Money().deserialize(typed) == kopecks
    assert isinstance(Money().deserialize(typed), int)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("120 т.р.", "invalid"),
        ("120 тыс.", "invalid"),
        ("120к", "invalid"),
        ("100-120 тысяч", "invalid"),
        ("1e5", "invalid"),
        ("12,5,0", "invalid"),
        ("1,20,000.50", "invalid"),
        ("120,000.50.10", "invalid"),
        ("NaN", "invalid"),
        ("Infinity", "invalid"),
        ("١٢٣", "invalid"),
        ("₽", "invalid"),
        ("0", "range"),
        ("-5", "range"),
        ("1 000 000 000", "range"),
        ("9" * 5000, "invalid"),
        ("1234,567", "fraction"),
        ("120,5055", "fraction"),
        ("0,001", "fraction"),
    ],
)
def test_what_is_no_sum_is_refused_with_what_to_write(typed: str, key: str) -> None:
    assert is_refused(Money(), typed, key)


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("2023-07", "2023-07"),
        ("07.2023", "2023-07"),
        ("7.2023", "2023-07"),
        ("7/2023", "2023-07"),
        (" 2023-07 ", "2023-07"),
        ("1940-01", "1940-01"),
        ("2100-12", "2100-12"),
    ],
)
def test_months(typed: str, month: str) -> None:
    assert Month().deserialize(typed) == month


@pytest.mark.parametrize(
    "typed",
    ["2023", "2023-13", "2023-00", "13.2023", "07.23", "1939-12", "2101-01", "июль 2023", "2023-7",
     "2023-07-01", "٢٠٢٣-٠٧"],
)  # fmt: skip
def test_what_is_no_month(typed: str) -> None:
    assert is_refused(Month(), typed, "invalid")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("+7 900 000-00-00", "+79000000000"),
        ("8 (900) 000-00-00", "+79000000000"),
        ("89000000000", "+79000000000"),
        ("900 000 00 00", "+79000000000"),
        ("+7\u00a0900\u00a0000\u00a000\u00a000", "+79000000000"),
        ("+375 29 123-45-67", "+375291234567"),
        ("+8 (900) 000-00-00", "+79000000000"),
        ("(+7) 900 000-00-00", "+79000000000"),
        ("+49 30 123456", "+4930123456"),
        ("(+49) 30 123456", "+4930123456"),
        ("+84 91 234 56 78", "+84912345678"),
        ("+852 9123 4567", "+85291234567"),
        ("", ""),
    ],
)
def test_phones(typed: str, number: str) -> None:
    assert Phone().deserialize(typed) == number


@pytest.mark.parametrize(
    "typed",
    [
        "12345",
        "+7 900 000-00-00 доб. 12",
        "позвоните мне",
        "9" * 16,
        "+7 900 000-00-0O",
        "+٧٩٠٠٠٠٠٠٠٠٠",
    ],
)
def test_what_is_no_phone(typed: str) -> None:
    assert is_refused(Phone(), typed, "phone")


def test_addresses_are_folded() -> None:
    assert Email().deserialize(" Anna.Petrova@Example.COM ") == "anna.petrova@example.com"
    assert Email().deserialize("почта@пример.рф") == "почта@пример.рф"


@pytest.mark.parametrize(
    "typed",
    ["anna", "anna@example", "@example.com", "anna@", "a b@example.com", "a@b@example.com",
     "anna@example.c", "anna@example.com, olga@example.com", "Anna <anna@example.com>"],
)  # fmt: skip
def test_what_is_no_address(typed: str) -> None:
    assert is_refused(Email(), typed, "email")


@pytest.mark.parametrize(("typed", "number"), [("3", 3), (" 3 ", 3), ("1 000", 1000), ("007", 7)])
def test_whole_numbers(typed: str, number: int) -> None:
    assert Whole(most=1000).deserialize(typed) == number


@pytest.mark.parametrize("typed", ["три", "1.5", "1,5", "--1", "", "9" * 10, "٣", "1e1"])
def test_what_is_no_whole_number(typed: str) -> None:
    assert is_refused(Whole(), typed, "invalid")


@pytest.mark.parametrize("typed", ["0", "11", "-1"])
def test_whole_numbers_have_bounds(typed: str) -> None:
    assert is_refused(Whole(least=1, most=10), typed, "range", min=1, max=10)


def test_text_is_trimmed_and_without_control_characters() -> None:
    assert Text().deserialize("  два\tслова\n и\x00 ещё\x07 \x85") == "два\tслова\n и ещё"
    assert clean("\ud800a") == "a", "half a surrogate pair, which no database stores"


def test_the_length_of_a_text_counts_what_is_stored() -> None:
    assert Text(longest=3).deserialize("  абв  ") == "абв"
    assert is_refused(Text(longest=3), "абвг", "long", max=3, length=4)
    assert is_refused(Text(shortest=10), "абв", "short", min=10)


@pytest.mark.parametrize("typed", ["", "   ", "\n\t", "\x00"])
def test_a_required_text_of_nothing_but_space_is_empty(typed: str) -> None:
    assert is_refused(Text(required=True), typed, "required")


def test_lines_become_entries_once_each() -> None:
    typed = " Переговоры \n\nExcel; SQL;\r\nпереговоры\nExcel\n"
    assert Lines().deserialize(typed) == ["Переговоры", "Excel", "SQL", "переговоры"]
    assert Lines().deserialize("\n;\n") == []
    assert is_refused(Lines(required=True), "\n;\n", "required")


def test_lines_have_bounds() -> None:
    assert is_refused(Lines(most=4), "a\nb\nc\nd\ne", "many", max=4, length=5)
    long = "длинно" * 6
    assert is_refused(Lines(longest=30), f"коротко\n{long}", "long", entry=long[:20], max=30)
    assert Lines(most=4).deserialize("a\na\na\na\na") == ["a"], "repeats do not count"


def test_choices_are_those_that_were_offered() -> None:
    assert Choice(["net", "gross"]).deserialize("net") == "net"
    assert Choice({"en": "English"}).deserialize("en") == "en"
    for typed in ("NET", "", " net", "English"):
        assert is_refused(Choice(["net", "gross"]), typed, "invalid")


def test_yes_and_no() -> None:
    assert [YesNo().deserialize(typed) for typed in ("yes", "no")] == [True, False]
    assert is_refused(YesNo(), "true", "invalid")


def test_a_consent_has_to_be_given() -> None:
    assert Flag(must_be_set=True).deserialize(True) is True
    assert Flag().deserialize(False) is False
    assert is_refused(Flag(must_be_set=True), False, "unset")


def test_messages_are_in_the_language_of_the_page() -> None:
    russian = refusal(Money(), "много")
    with force_locale("en"):
        english = refusal(Money(), "много")
    assert re.search("[а-яё]", russian)
    assert re.fullmatch("[ -~]+", english)


@pytest.mark.parametrize(
    "typed", ["\u200b", "\u2060\u200b", "\u00ad", "\u202e", "\u3164", "\u2800 "]
)
def test_a_text_with_nothing_to_see_is_not_filled_in(typed: str) -> None:
    assert is_refused(Text(required=True), typed, "required")
    assert Text().deserialize(typed) == ""


def test_signs_that_turn_letters_the_other_way_are_taken_out() -> None:
    assert Text().deserialize("Повар\u202eрутавонивон") == "Поваррутавонивон"
    assert Text().deserialize("👩\u200d🍳 шеф") == "👩\u200d🍳 шеф"
