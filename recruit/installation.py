"""An installation's database: opened for a command, brought up to date, given its contents."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.exc import DatabaseError, OperationalError

from recruit.catalogue import services as catalogue
from recruit.clock import now
from recruit.config import Config
from recruit.db import Database
from recruit.migrate import is_current, upgrade
from recruit.salaries import services as salaries


@contextmanager
def opened(config: Config) -> Iterator[Database]:
    """The configured database, closed at the end; an unreachable one is a sentence."""
    try:
        database = Database(config.database_url)
    except ModuleNotFoundError as error:
        raise click.ClickException(
            f"{error.name} is not installed; it speaks to PostgreSQL. "
            "Run: pip install 'recruit[postgres]'"
        ) from error
    try:
        yield database
    except OperationalError as error:
        raise click.ClickException(
            "the database does not answer. Check DATABASE_URL and that the server runs "
            f"({type(error.orig).__name__})"
        ) from error
    except DatabaseError as error:
        if type(error) is not DatabaseError:  # what one statement did wrong is a fault of ours
            raise
        raise click.ClickException(
            f"the database cannot be read: {error.orig}. Restore it from a backup"
        ) from error
    finally:
        database.dispose()


@contextmanager
def current(config: Config) -> Iterator[Database]:
    """The configured database, refused until its schema is the newest."""
    with opened(config) as database:
        if not is_current(database):
            raise click.ClickException("the database is not up to date. Run: recruit init")
        yield database


def prepare(database: Database) -> None:
    """Migrate, then load what the package brings; doing it again changes nothing."""
    upgrade(database)
    with database.unit(writes=True) as session:
        catalogue.load_packaged_profiles(session, now=now())
        salaries.load_packaged_surveys(session, now=now())
