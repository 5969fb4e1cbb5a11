"""Requests that never reach the application."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from waitress.adjustments import Adjustments

from recruit.web import requests
from recruit.web.requests import BYTES_A_SECOND, PATIENCE_SECONDS, Parser

HEAD = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10000000\r\n\r\n"


class Watch:
    """A clock for the parser."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seconds = 1000.0
        monkeypatch.setattr(requests, "time", SimpleNamespace(monotonic=lambda: self.seconds))


class Limited(Parser):
    """With limits as a server has them."""

    most_bytes = 10_000_000
    more_bytes = {"/large": 20_000_000}  # noqa: RUF012


@pytest.fixture
def parsers() -> Iterator[Callable[[bytes], Parser]]:
    made: list[Parser] = []

    def begin(head: bytes) -> Parser:
        made.append(Limited(Adjustments(max_request_body_size=30_000_000)))
        made[-1].received(head)
        return made[-1]

    yield begin
    for parser in made:
        parser.close()


def test_whoever_hardly_sends_is_given_up(
    monkeypatch: pytest.MonkeyPatch, parsers: Callable[[bytes], Parser]
) -> None:
    watch = Watch(monkeypatch)
    parser = parsers(HEAD)
    for _ in range(int(PATIENCE_SECONDS)):
        watch.seconds += 1
        parser.received(b"x")
        assert not parser.completed
    watch.seconds += 1
    parser.received(b"x")
    assert parser.completed
    assert parser.error.code == 408


def test_a_slow_line_has_all_the_time_it_needs(
    monkeypatch: pytest.MonkeyPatch, parsers: Callable[[bytes], Parser]
) -> None:
    watch = Watch(monkeypatch)
    parser = parsers(HEAD)
    for _ in range(600):
        watch.seconds += 1
        parser.received(bytes(BYTES_A_SECOND))
    assert not parser.completed


@pytest.mark.parametrize(
    ("path", "size", "code"),
    [
        ("/", 10_000_000, None),
        ("/", 10_000_001, 413),
        ("/large", 20_000_000, None),
        ("/large", 20_000_001, 413),
        ("/larger", 20_000_000, 413),
    ],
)
def test_how_large_a_request_may_be_depends_on_its_address(
    parsers: Callable[[bytes], Parser], path: str, size: int, code: int | None
) -> None:
    head = f"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Length: {size}\r\n\r\n"
    parser = parsers(head.encode())
    assert parser.completed == (code is not None)
    assert (parser.error.code if parser.error else None) == code


def test_what_comes_in_pieces_is_counted(parsers: Callable[[bytes], Parser]) -> None:
    parser = parsers(b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
    piece = b"%x\r\n%s\r\n" % (1_000_000, bytes(1_000_000))
    for _ in range(9):
        parser.received(piece)
        assert not parser.completed
    parser.received(piece)
    assert parser.error.code == 413


def test_a_request_without_a_body_is_complete(parsers: Callable[[bytes], Parser]) -> None:
    parser = parsers(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    assert parser.completed
    assert parser.error is None
