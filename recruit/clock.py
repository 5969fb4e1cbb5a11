"""The one place that asks what time it is; everybody else is handed an instant."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]

DEFAULT_ZONE = "Europe/Moscow"


def now() -> datetime:
    """The present instant in UTC."""
    return datetime.now(UTC)


def month_of(day: date) -> str:
    """The month of a day as ``YYYY-MM``."""
    return day.strftime("%Y-%m")


def local_month(at: datetime, zone: str) -> str:
    """The month of an instant where the agency is: it begins some hours before it does in UTC."""
    return month_of(at.astimezone(ZoneInfo(zone)).date())
