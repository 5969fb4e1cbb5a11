"""Processes of an installation: the port, the web server, the worker beside it."""

import gc
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from types import FrameType
from zoneinfo import ZoneInfo

import click
import waitress
from flask import Flask

from recruit.shortlists.following import follow
from recruit.web.requests import channel_with

THREADS = 8
# Those who send or read slowly take up a connection each, and no thread.
CONNECTIONS = 500
# Archives of résumés may be larger than any other request, at this address alone.
IMPORTS = "/imports"
AROUND = 4 * 1024 * 1024
# Connections that say nothing for so long are closed.
SILENT_SECONDS = 60
WORKER_STOP_SECONDS = 8
# It may be reading; what it holds is a cache.
FOLLOWING_STOP_SECONDS = 2
# So many new objects, then so many collections of the young and of those that stayed, before the
# older ones are collected, too: to look through the answers that are kept takes some 70 ms, and
# hardly anything goes in a ring.
COLLECTING = (10_000, 10, 100)


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """Take the port before any other work, so that a taken one is known at once.

    Whoever comes while the server still prepares itself waits for it instead of being refused.
    """
    try:
        # The least family is IPv4: «localhost» is then what is printed, 127.0.0.1.
        family, kind, protocol, _, address = min(
            socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        )
        taken = socket.socket(family, kind, protocol)
    except OSError as error:
        raise click.ClickException(f"HOST: {host} is no address of this machine") from error
    with taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind(address)
            taken.listen()
        except OSError as error:
            raise click.ClickException(
                f"port {port} on {host} cannot be opened ({error.strerror}). "
                "Stop what uses it or choose another: PORT=8001"
            ) from error
        yield taken


def address_of(taken: socket.socket) -> str:
    """What to write into a browser on this machine."""
    host, port = taken.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  (read, not bound)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def serve_until_stopped(app: Flask, taken: socket.socket, announcement: str) -> None:
    """Serve; Ctrl-C and SIGTERM let running requests finish."""
    config, usual = app.extensions["recruit.config"], app.config["MAX_CONTENT_LENGTH"]
    server = waitress.create_server(
        app,
        sockets=[taken],
        threads=THREADS,
        ident=None,
        connection_limit=CONNECTIONS,
        asyncore_use_poll=True,
        channel_timeout=SILENT_SECONDS,
        max_request_body_size=1 + max(usual, config.max_import + AROUND),
        # Behind a proxy the application itself reads what it says of the visitor; without one
        # nobody may pretend to be one.
        clear_untrusted_proxy_headers=not config.trusted_proxies,
    )
    # Up to its own limits the application tells at the field what is wrong; above nothing is read.
    server.channel_class = channel_with(usual, {IMPORTS: config.max_import + AROUND})
    click.echo(announcement)
    sys.stdout.flush()
    stop = Event()
    following = warm(app, stop)
    app.extensions["recruit.gate"].warm()
    try:
        server.run()
    finally:
        stop.set()
        app.extensions["recruit.gate"].close()
        following.join(FOLLOWING_STOP_SECONDS)
        app.extensions["recruit.database"].dispose()


def stop_on_signals() -> None:
    """SIGTERM leaves as orderly as Ctrl-C does, and Ctrl-C works in the background, too."""

    def leave(_number: int, _frame: FrameType | None) -> None:
        sys.exit(0)

    signal.signal(signal.SIGTERM, leave)
    # A shell starts what it puts in the background with Ctrl-C switched off.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def warm(app: Flask, stop: Event | None = None) -> Thread:
    """Read all candidates in the background, and then what changes: no shortlist waits for it.

    ``stop`` ends the thread; without one it goes on as long as the process.
    """
    # Start-up objects live as long as the process, and the last answers nearly so: walking them
    # again in every collection cost pages their 99th percentile.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTING)
    zone = ZoneInfo(app.extensions["recruit.config"].timezone)
    clock = app.extensions["recruit.clock"]
    return follow(
        app.extensions["recruit.database"],
        app.extensions["recruit.candidates"],
        lambda: clock().astimezone(zone).date(),
        stop or Event(),
    )


@contextmanager
def background_worker() -> Iterator[None]:
    """A worker beside the server. It ends when its standard input closes, whatever ends us."""
    command = [sys.executable, "-m", "recruit", "worker", "--until-stdin-closes"]
    # A process group of its own: Ctrl-C in a terminal comes to us alone, and we end the worker.
    with subprocess.Popen(command, stdin=subprocess.PIPE, process_group=0) as process:  # noqa: S603
        try:
            yield
        finally:
            if process.stdin:
                process.stdin.close()
            try:
                process.wait(WORKER_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
