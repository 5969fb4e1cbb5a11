"""`recruit market`: make the rows of our own market anew, or check them."""

import sys

import click

from recruit.config import Config
from recruit.installation import current
from recruit.salaries.market import Difference, check, count_sources, rebuild

MOST_TOLD = 20


@click.group()
def market() -> None:
    """Rebuild or check the market of the own base.

    Its rows follow candidates and vacancies by themselves; both commands are for after a restored
    backup or a new version.
    """


@market.command("rebuild")
def rebuild_command() -> None:
    """Make all rows anew from candidates and vacancies."""
    with (
        current(Config.from_environment()) as database,
        database.unit(writes=True) as session,
        click.progressbar(length=count_sources(session), label="Market", file=sys.stderr) as bar,
    ):
        made = rebuild(session, bar.update)
    click.echo(f"{made} sums stand in the market.")


@market.command("check")
def check_command() -> None:
    """Tell which rows differ from their sources; the exit code is then 1. Changes nothing."""
    with (
        current(Config.from_environment()) as database,
        database.unit(writes=False) as session,
        click.progressbar(length=count_sources(session), label="Market", file=sys.stderr) as bar,
    ):
        found = check(session, bar.update)
    if not found:
        click.echo("The market is what candidates and vacancies say.")
        return
    for difference in found[:MOST_TOLD]:
        click.echo(_sentence(difference))
    if len(found) > MOST_TOLD:
        click.echo(f"and {len(found) - MOST_TOLD} more")
    click.echo("To mend it run: recruit market rebuild")
    raise SystemExit(1)


def _sentence(difference: Difference) -> str:
    """Whose row it is and what is wrong with it, without the sum: it is somebody's."""
    name = f"{difference.side} {difference.source_id}"
    if difference.stored is None:
        return f"{name}: the row is missing"
    if difference.expected is None:
        return f"{name}: the row should not be there"
    columns = difference.expected.differing(difference.stored)
    return f"{name}: differs in {', '.join(columns)}"
