"""The one place that asks what time it is; everybody else is handed an instant."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def now() -> datetime:
    """The present instant in UTC."""
    return datetime.now(UTC)


def month_of(instant: datetime) -> str:
    """The month of an instant as ``YYYY-MM``."""
    return instant.strftime("%Y-%m")
