"""Logs: one JSON line an event, without personal data.

Events carry ids, states and counts. Nobody logs names, addresses, texts or files; requests are not
logged at all, since their paths and arguments may hold searches.
"""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from recruit.config import Config


def without_values(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Keep of an exception its type and the places in the code: its text may hold people's data."""
    for link in event.get("exception") or []:
        for key in ("exc_value", "exc_notes", "syntax_error", "exceptions"):
            link.pop(key, None)
    return event


def configure(config: Config) -> None:
    """Write JSON to standard error, from our code and from libraries alike."""
    level = logging.WARNING if config.environment == "testing" else logging.INFO
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        # show_locals would print values of variables: people's data.
        structlog.processors.ExceptionRenderer(
            structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
        ),
        without_values,
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer(ensure_ascii=False)],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    logging.getLogger().handlers[:] = [handler]
    logging.getLogger().setLevel(logging.WARNING)
