"""The one place that asks what time it is; everybody else is handed an instant."""

from collections.abc import Callable
from datetime import UTC, date, datetime

Clock = Callable[[], datetime]


def now() -> datetime:
    """The present instant in UTC."""
    return datetime.now(UTC)


def month_of(day: date) -> str:
    """The month of a day as ``YYYY-MM``."""
    return day.strftime("%Y-%m")
