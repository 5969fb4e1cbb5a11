"""`recruit reindex`: write the index that all processes map, bring it up to date, or check it."""

import sys
from collections.abc import Callable
from datetime import date
from typing import TypeVar
from zoneinfo import ZoneInfo

import click
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from recruit.clock import now
from recruit.config import Config
from recruit.installation import current
from recruit.models import Candidate
from recruit.shortlists import index_folders
from recruit.shortlists.base import CandidateBase

MOST_TOLD = 20
Found = TypeVar("Found")


@click.command("reindex")
@click.option("--refresh", is_flag=True, help="Go on from the present files; read what changed.")
@click.option("--check", is_flag=True, help="Write nothing; compare the index with the database.")
def reindex(*, refresh: bool, check: bool) -> None:
    """Make the index files anew from the database.

    The files are a cache: web server and worker map them when they start, and read only what has
    changed since. Without files they read the whole table.
    """
    if refresh and check:
        raise click.UsageError("Give either --refresh or --check.")
    config = Config.from_environment()
    today = now().astimezone(ZoneInfo(config.timezone)).date()
    index_dir = config.index_dir if refresh or check else None
    base = CandidateBase(skills_dir=config.skills_dir, index_dir=index_dir)
    with current(config) as database, database.unit(writes=False) as session:
        if check:
            _check(session, base, today)
        else:
            _write(session, base, today, config)


def _write(session: Session, base: CandidateBase, today: date, config: Config) -> None:
    try:
        with index_folders.writing(config.index_dir):
            index = _with_bar(
                session, "Reading", lambda step: base.up_to_date(session, today, step)
            )
            click.echo("Writing", err=True)
            path = index_folders.publish(config.index_dir, base.write)
    except index_folders.IndexBusy as error:
        raise click.ClickException(
            "another process is writing the index; wait until it has ended"
        ) from error
    click.echo(f"{path.name}: {len(index)} candidates.")


def _check(session: Session, base: CandidateBase, today: date) -> None:
    found = _with_bar(session, "Checking", lambda advance: base.differing(session, today, advance))
    if not found:
        count = len(base.up_to_date(session, today))
        click.echo(f"The index is what the database says: {count} candidates.")
        return
    shown = ", ".join(map(str, found[:MOST_TOLD]))
    more = f" and {len(found) - MOST_TOLD} more" if len(found) > MOST_TOLD else ""
    click.echo(f"Differ from the database: {shown}{more}")
    click.echo("To mend it run: recruit reindex")
    raise SystemExit(1)


def _with_bar(
    session: Session, label: str, work: Callable[[Callable[[int], object]], Found]
) -> Found:
    """Do what tells how many candidates it has seen to."""
    count = session.scalar(select(func.count()).where(Candidate.is_matched))
    with click.progressbar(length=count or 0, label=label, file=sys.stderr) as bar:
        return work(bar.update)
