"""Requests that are refused before the application sees them: too large, too slow, broken.

The server reads a request as a whole before it hands it on, so a slow sender takes up a connection
and no thread. What it refuses by itself is answered as the application would: in JSON to programs,
in plain words to people.
"""

import json
import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.task import ErrorTask
from waitress.utilities import Error, RequestEntityTooLarge

# Nobody who is at work sends slower than this, once it has begun.
PATIENCE_SECONDS = 30.0
BYTES_A_SECOND = 4 * 1024
# How long somebody who is refused may go on talking, and how much is taken at a time.
LINGER_SECONDS = 10.0
DISCARDED = 64 * 1024
CODES = {400: "bad_request", 408: "timeout", 413: "too_large", 431: "too_large"}
# Nobody has said yet in which language: both.
SENTENCES = {
    408: "Запрос шёл слишком медленно. Повторите при лучшем соединении.\n"
    "The request came too slowly. Try again over a better connection.",
    413: "Файл или форма слишком велики, ничего не сохранено. Уменьшите или разделите файл и "
    "отправьте снова.\n"
    "The file or the form is too large. Nothing is stored. Make the file smaller or divide it, "
    "and send it again.",
}
BROKEN = "Запрос не читается.\nThe request cannot be read."


class RequestTimeout(Error):
    """Sent so slowly that nobody can mean it."""

    code = 408
    reason = "Request Timeout"


class Parser(HTTPRequestParser):
    """Reads a request, and gives up one that is too large for its address or hardly moves.

    ``most_bytes`` holds for all addresses but those of ``more_bytes``.
    """

    completed: bool
    most_bytes = 0
    more_bytes: Mapping[str, int] = {}

    def __init__(self, adj: Any) -> None:
        super().__init__(adj)
        self.begun = time.monotonic()

    def received(self, data: bytes) -> int:
        """Take the next bytes; how many of them belonged to this request."""
        consumed: int = super().received(data)
        if self.headers_finished and not self.error:
            if not self.completed and self._is_too_slow():
                self._refuse(RequestTimeout("too slow"))
            elif max(self.content_length, self.body_bytes_received) > self._most():
                self._refuse(RequestEntityTooLarge("too large"))
        return consumed

    def _most(self) -> int:
        return self.more_bytes.get(self.path, self.most_bytes)

    def _is_too_slow(self) -> bool:
        allowed = PATIENCE_SECONDS + self.body_bytes_received / BYTES_A_SECOND
        return time.monotonic() - self.begun > allowed

    def _refuse(self, error: Error) -> None:
        self.error, self.completed = error, True


class Refusal(ErrorTask):
    """The answer to a request that the application never sees."""

    def execute(self) -> None:
        """Write the whole answer; the connection is closed after it."""
        error = self.request.error
        sentence = SENTENCES.get(error.code, BROKEN)
        if "json" in self.request.headers.get("ACCEPT", ""):
            kind = "application/json"
            body = json.dumps({"error": CODES.get(error.code, "bad_request"), "message": sentence})
        else:
            kind, body = "text/plain; charset=utf-8", sentence + "\n"
        data = body.encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers.extend(
            [("Content-Type", kind), ("X-Content-Type-Options", "nosniff")]
        )
        self.set_close_on_finish()
        self.channel.was_refused = True
        self.content_length = len(data)
        self.write(data)


class Channel(HTTPChannel):
    """A connection with these manners.

    Whoever is refused may be in the middle of sending. A connection that is closed with something
    unread is torn, and the answer with it: so the rest is read for a while, and thrown away.
    """

    parser_class = Parser
    error_task_class = Refusal
    was_refused = False
    lingers_until = 0.0

    def readable(self) -> bool:
        """Whether there is room for what comes in."""
        return bool(self.lingers_until or super().readable())

    def writable(self) -> bool:
        """Whether something waits to go out, or the end to be noticed."""
        if self.lingers_until:
            return time.monotonic() > self.lingers_until
        return bool(super().writable())

    def handle_read(self) -> None:
        """Take what has come in."""
        if not self.lingers_until:
            super().handle_read()
        elif time.monotonic() > self.lingers_until:
            self.handle_close()
        else:
            self.recv(DISCARDED)  # closes by itself when the other side does

    def handle_write(self) -> None:
        """Send what waits."""
        if self.lingers_until:
            self.handle_close()
        else:
            super().handle_write()

    def handle_close(self) -> None:
        """Close, in two steps where the other side is still talking."""
        if self.was_refused and self.connected and not self.lingers_until:
            self.lingers_until = time.monotonic() + LINGER_SECONDS
            with suppress(OSError):  # it is gone already, and the next reading tells so
                self.socket.shutdown(socket.SHUT_WR)
        else:
            super().handle_close()


def channel_with(most_bytes: int, more_bytes: Mapping[str, int]) -> type[Channel]:
    """Connections on which requests may be so large, and larger at some addresses."""
    limits = {"most_bytes": most_bytes, "more_bytes": more_bytes}
    parser = type("LimitedParser", (Parser,), limits)
    return type("LimitedChannel", (Channel,), {"parser_class": parser})
