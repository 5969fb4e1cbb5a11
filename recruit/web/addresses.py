"""Flask with addresses that are built once.

A page leads to some forty places, most of them the same on every page of everybody; building them
anew took as long as a statement of the database.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from flask import Flask, has_request_context, request

MOST_KEPT = 4096


class Application(Flask):
    """Flask whose :meth:`url_for` remembers what it built."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._address = lru_cache(MOST_KEPT)(self._built)

    def url_for(self, /, endpoint: str, **values: Any) -> str:
        """The address of an endpoint, as Flask builds it."""
        told = {name: value for name, value in values.items() if value is not None}
        if has_request_context() and hangs_on_nothing_else(endpoint, told):
            return self._address(request.script_root, endpoint, tuple(told.items()))
        return super().url_for(endpoint, **told)

    def _built(self, _root: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
        return super().url_for(endpoint, **dict(values))


def hangs_on_nothing_else(endpoint: str, values: Mapping[str, Any]) -> bool:
    """Whether an address follows from these and from where the application is mounted: not from
    the page that names an endpoint beside its own, nor from the host. 1 and True are equal and
    written differently, so only texts are remembered."""
    return not endpoint.startswith(".") and all(
        type(value) is str and not name.startswith("_") for name, value in values.items()
    )
