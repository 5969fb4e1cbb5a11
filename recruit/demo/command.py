"""`recruit demo`: fill an empty database with the invented agency."""

import sys
from datetime import datetime

import click
from sqlalchemy import func, select

from recruit.clock import now
from recruit.config import Config
from recruit.db import Database
from recruit.demo.agency import CANDIDATES, build_agency
from recruit.demo.crowd import add_crowd
from recruit.demo.load import ADMIN, CANDIDATE, EMPLOYER, PASSWORD, RECRUITER, Loader, noon_of
from recruit.installation import opened, prepare
from recruit.models import Account, Candidate, Employer
from recruit.salaries import market

SEED = 2026


def is_empty(database: Database) -> bool:
    """Whether nobody has used this database yet."""
    with database.unit(writes=False) as session:
        return not any(
            session.scalar(select(model.id).limit(1)) for model in (Account, Employer, Candidate)
        )


def is_demo(database: Database) -> bool:
    """Whether the database holds the demo's accounts."""
    with database.unit(writes=False) as session:
        return session.scalar(select(Account.id).where(Account.is_demo).limit(1)) is not None


def fill(database: Database, config: Config, instant: datetime, seed: int = SEED) -> None:
    """Load the agency as of an instant, in one transaction: all of it or nothing."""
    agency = build_agency(seed=seed, today=instant.date())
    with database.unit(writes=True) as session, session.no_autoflush:
        loader = Loader(session, config.files_dir, instant, config.password_memory, agency)
        steps = list(loader.steps())
        with click.progressbar(steps, label="Making the demo", show_eta=False) as bar:
            for step in bar:
                step()


def accounts_text() -> str:
    """The demo's accounts, for the terminal."""
    people = {
        "recruiter": RECRUITER,
        "employer": EMPLOYER,
        "candidate": CANDIDATE,
        "administrator": ADMIN,
    }
    lines = [f"  {role:<14} {email}" for role, email in people.items()]
    return "\n".join(
        ["Demo accounts (or one click on the sign-in page), password " + PASSWORD + ":", *lines]
    )


def add_people(database: Database, count: int, instant: datetime, seed: int) -> None:
    """Add people until there are so many, then count the market anew."""
    with database.unit(writes=False) as session:
        more = max(0, count - (session.scalar(select(func.count(Candidate.id))) or 0))
    with click.progressbar(length=more, label="Inventing people", file=sys.stderr) as bar:
        add_crowd(
            database,
            count=more,
            seed=seed,
            today=instant.date(),
            instant=lambda day: noon_of(day, instant),
            progress=bar.update,
        )
    with database.unit(writes=True) as session:
        sources = market.count_sources(session)
        with click.progressbar(length=sources, label="Market", file=sys.stderr) as bar:
            market.rebuild(session, bar.update)


@click.command()
@click.option(
    "--candidates",
    type=click.IntRange(min=CANDIDATES),
    default=CANDIDATES,
    show_default=True,
    help="People in all; those beyond the first have a profile and no files.",
)
@click.option("--seed", default=SEED, show_default=True, help="Another number, other people.")
def demo(*, candidates: int, seed: int) -> None:
    """Fill an empty database with an invented agency."""
    config = Config.from_environment()
    if config.production and not config.demo:
        raise click.ClickException(
            "in production the demo is refused: everybody knows its password. "
            "To show it on this machine alone set RECRUIT_DEMO=1"
        )
    with opened(config) as database:
        prepare(database)
        if not is_empty(database):
            raise click.ClickException(
                "the database is not empty. Name another one in DATABASE_URL, or another DATA_DIR"
            )
        instant = now()
        fill(database, config, instant, seed)
        if candidates > CANDIDATES:
            add_people(database, candidates, instant, seed)
    click.echo(accounts_text())
