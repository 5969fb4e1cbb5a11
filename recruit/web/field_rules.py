"""Faults that only several fields of a form together can have."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext

TWICE = lazy_gettext("This language is in the list already")


def languages_twice(rows: Sequence[Mapping[str, Any]]) -> dict[int, dict[str, list[str]]]:
    """The fault of each row of languages that names one which stands above it."""
    codes = [row.get("code") for row in rows]
    return {n: {"code": [str(TWICE)]} for n, code in enumerate(codes) if code and code in codes[:n]}
