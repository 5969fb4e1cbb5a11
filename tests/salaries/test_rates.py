"""Exchange rates: which one is in force, and what it makes of a sum."""

from datetime import date

import pytest
from sqlalchemy import select

from recruit.db import Database
from recruit.models import ExchangeRate
from recruit.salaries.rates import convert, load_rates, set_rate

# In the order they were set: not the order of their days.
RATES = {date(2026, 11, 20): 8_020, date(2026, 11, 1): 8_001, date(2026, 12, 1): 8_100}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 10, 31), {}),
        (date(2026, 11, 1), {"USD": 8_001}),
        (date(2026, 11, 19), {"USD": 8_001}),
        (date(2026, 11, 20), {"USD": 8_020}),
        (date(2026, 11, 30), {"USD": 8_020}),
        (date(2026, 12, 1), {"USD": 8_100}),
    ],
)
def test_the_newest_rate_that_has_begun_is_in_force(
    database: Database, day: date, expected: dict[str, int]
) -> None:
    with database.unit(writes=True) as session:
        for begins, kopecks in RATES.items():
            set_rate(session, currency="USD", kopecks=kopecks, valid_from=begins)
        assert load_rates(session, day) == expected


def test_the_same_day_again_corrects_the_rate(database: Database) -> None:
    with database.unit(writes=True) as session:
        for kopecks in (8_000, 9_000):
            set_rate(session, currency="USD", kopecks=kopecks, valid_from=date(2026, 11, 1))
        assert [row.kopecks for row in session.scalars(select(ExchangeRate))] == [9_000]


@pytest.mark.parametrize(
    ("minor", "currency", "to", "expected"),
    [
        (1, "USD", "RUB", 81),  # 80.5 kopecks for a cent: half a kopeck goes up
        (3, "USD", "RUB", 242),
        (150_000, "USD", "RUB", 12_075_000),
        (12_075_000, "RUB", "USD", 150_000),
        (10, "EUR", "USD", 11),  # 11.18 cents: less than a half goes down
        (7, "USD", "USD", 7),
        (7, "GBP", "RUB", None),
        (7, "RUB", "GBP", None),
    ],
)
def test_sums_are_converted_exactly(
    minor: int, currency: str, to: str, expected: int | None
) -> None:
    assert convert(minor, currency, to, {"USD": 8_050, "EUR": 9_000}) == expected
