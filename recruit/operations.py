"""Commands that run an installation: init, serve, run, account."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

import click
import waitress

from recruit.accounts import services as accounts
from recruit.app import create_app
from recruit.clock import now
from recruit.config import LOOPBACK, Config
from recruit.demo.command import accounts_text, fill, is_demo, is_empty
from recruit.errors import Invalid
from recruit.installation import opened, prepare
from recruit.migrate import is_current
from recruit.models import Role

WORKER_STOP_SECONDS = 10


@click.command()
def init() -> None:
    """Migrate the database; load role profiles and the survey. Safe to run again."""
    config = Config.from_environment()
    with opened(config) as database:
        prepare(database)
    click.echo("The database is ready.")


def _serve(config: Config) -> None:
    app = create_app(config)
    click.echo(f"Recruit is at http://{_shown(config.host)}:{config.port}")
    if config.demo:
        click.echo(accounts_text())
    click.echo("Press Ctrl-C to stop.")
    sys.stdout.flush()
    try:
        waitress.serve(app, host=config.host, port=config.port, threads=8, ident=None)
    except OSError as error:
        raise click.ClickException(
            f"port {config.port} on {config.host} cannot be opened ({error.strerror}). "
            "Stop what uses it or choose another: PORT=8001"
        ) from error


def _shown(host: str) -> str:
    return "127.0.0.1" if host in LOOPBACK or host == "0.0.0.0" else host  # noqa: S104


@click.command()
def serve() -> None:
    """Start the web server. The database must be initialised before."""
    config = Config.from_environment()
    with opened(config) as database:
        if not is_current(database):
            raise click.ClickException("the database is not up to date. Run: recruit init")
    _serve(config)


@contextmanager
def background_worker() -> Iterator[None]:
    """A worker beside the server. It ends when its standard input closes, whatever ends us."""
    command = [sys.executable, "-m", "recruit", "worker", "--until-stdin-closes"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:  # noqa: S603
        try:
            yield
        finally:
            if process.stdin:
                process.stdin.close()
            try:
                process.wait(WORKER_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


@click.command()
def run() -> None:
    """Prepare, fill an empty database with the demo, then serve: web server and worker."""
    config = Config.from_environment()
    with opened(config) as database:
        prepare(database)
        if is_empty(database):
            fill(database, config)
        demo = is_demo(database)
    if config.production:
        raise click.ClickException("in production run `recruit serve` and `recruit worker`")
    with background_worker(), suppress(KeyboardInterrupt):
        _serve(replace(config, demo=demo))


@click.command()
@click.option("--email", required=True)
@click.option("--name", required=True)
@click.option("--role", type=click.Choice([Role.ADMIN, Role.RECRUITER]), default=Role.RECRUITER)
@click.password_option()
def account(email: str, name: str, role: Role, password: str) -> None:
    """Create an account of the agency's staff; asks for the password."""
    config = Config.from_environment()
    with opened(config) as database, database.unit(writes=True) as session:
        try:
            accounts.create_account(
                session,
                email=email,
                password=password,
                role=role,
                name=name,
                language=config.default_language,
                now=now(),
                memory=config.password_memory,
            )
        except Invalid as error:
            raise click.ClickException("there is an account with this address") from error
    click.echo(f"{email} can sign in.")
