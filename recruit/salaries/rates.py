"""Exchange rates: an administrator's, each from a day on. Without one a sum stays unknown."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from recruit.models import ExchangeRate
from recruit.money import MINOR_UNITS

HOME_CURRENCY = "RUB"

IN_FORCE = (
    select(ExchangeRate.currency, ExchangeRate.kopecks)
    .where(ExchangeRate.valid_from <= bindparam("day"))
    .order_by(ExchangeRate.valid_from)
)

# Kopecks for one whole unit of a currency, by currency.
Rates = dict[str, int]


def load_rates(session: Session, on: date) -> Rates:
    """The rates in force on a day."""
    return {row.currency: row.kopecks for row in session.execute(IN_FORCE, {"day": on})}


def convert(minor: int, currency: str, to: str, rates: Mapping[str, int]) -> int | None:
    """A sum in another currency, in minor units; None where no rate is known."""
    if currency == to:
        return minor
    known = {HOME_CURRENCY: MINOR_UNITS, **rates}
    if currency not in known or to not in known:
        return None
    # Integer arithmetic, half up: money is never a float.
    return (2 * minor * known[currency] + known[to]) // (2 * known[to])


def set_rate(session: Session, *, currency: str, kopecks: int, valid_from: date) -> ExchangeRate:
    """Set a rate from a day on; the same day again corrects it."""
    row = session.scalar(
        select(ExchangeRate).where(
            ExchangeRate.currency == currency, ExchangeRate.valid_from == valid_from
        )
    )
    if row is None:
        row = ExchangeRate(currency=currency, valid_from=valid_from)
        session.add(row)
    row.kopecks = kopecks
    session.flush()
    return row
