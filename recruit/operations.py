"""Commands that run an installation: serve, run."""

import socket
from contextlib import suppress
from dataclasses import replace

import click

from recruit.app import create_app
from recruit.clock import now
from recruit.config import Config
from recruit.demo.command import accounts_text, fill, is_demo, is_empty
from recruit.installation import current, opened, prepare
from recruit.serving import (
    address_of,
    background_worker,
    listening,
    serve_until_stopped,
    stop_on_signals,
)


def _serve(config: Config, taken: socket.socket) -> None:
    lines = [f"Recruit is at {address_of(taken)}"]
    if config.demo:
        lines.append(accounts_text())
    lines.append("Press Ctrl-C to stop.")
    serve_until_stopped(create_app(config), taken, "\n".join(lines))


@click.command()
def serve() -> None:
    """Start the web server. The database must be initialised before."""
    config = Config.from_environment()
    stop_on_signals()
    with suppress(KeyboardInterrupt), listening(config.host, config.port) as taken:
        with current(config) as database:
            if config.production and not config.demo and is_demo(database):
                raise click.ClickException(
                    "this database holds the demo, whose password everybody knows. "
                    "Name an empty one in DATABASE_URL"
                )
        _serve(config, taken)


@click.command()
def run() -> None:
    """Prepare, then serve the demo: web server and worker.

    An empty database is filled with the demo first; one with real people in it is served as it is.
    """
    config = Config.from_environment()
    if config.production:
        raise click.ClickException("in production run `recruit serve` and `recruit worker`")
    stop_on_signals()
    with suppress(KeyboardInterrupt), listening(config.host, config.port) as taken:
        with opened(config) as database:
            prepare(database)
            if is_empty(database):
                fill(database, config, now())
            demo = is_demo(database)
        with background_worker():
            _serve(replace(config, demo=demo), taken)
