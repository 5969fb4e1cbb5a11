"""`recruit rate` and `recruit survey`: what an administrator sets from the command line."""

import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import click

from recruit.clock import now
from recruit.config import Config
from recruit.errors import Invalid
from recruit.installation import current
from recruit.money import MINOR_UNITS
from recruit.salaries.edition_files import EditionFileError, read_edition
from recruit.salaries.fault_sentences import fault_line
from recruit.salaries.faults import SurveyErrors
from recruit.salaries.market import observe_currency
from recruit.salaries.rates import HOME_CURRENCY, set_rate
from recruit.salaries.services import check_edition, find_edition, import_edition


def _currency(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    if not re.fullmatch(r"[A-Z]{3}", value) or value == HOME_CURRENCY:
        raise click.BadParameter("write a currency code such as USD")
    return value


def _kopecks(_ctx: click.Context, _param: click.Parameter, value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}([.,][0-9]+)?", value.strip()):
        raise click.BadParameter("write rubles, such as 92.50")
    kopecks = Decimal(value.strip().replace(",", ".")) * MINOR_UNITS
    if kopecks != kopecks.to_integral_value() or kopecks <= 0:
        raise click.BadParameter("write rubles above zero with at most two digits of kopecks")
    return int(kopecks)


@click.command()
@click.argument("currency", callback=_currency)
@click.argument("rubles", callback=_kopecks)
@click.option(
    "--from",
    "valid_from",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The first day of the rate; today if not given.",
)
def rate(currency: str, rubles: int, valid_from: datetime | None) -> None:
    """Set the rate of a currency from a day on.

    One unit of CURRENCY costs RUBLES.
    """
    day: date = valid_from.date() if valid_from else now().date()
    with current(Config.from_environment()) as database, database.unit(writes=True) as session:
        set_rate(session, currency=currency, kopecks=rubles, valid_from=day)
        observe_currency(session, currency)
    click.echo(f"1 {currency} = {Decimal(rubles) / MINOR_UNITS} RUB from {day.isoformat()}.")


@click.command()
@click.argument("edition", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only check the files.")
def survey(edition: Path, dry_run: bool) -> None:
    """Check and import a salary survey.

    EDITION is the YAML file with the facts beside its table, a CSV or XLSX file.
    """
    try:
        facts, table = read_edition(edition)
    except EditionFileError as error:
        raise click.ClickException(str(error)) from error
    except SurveyErrors as error:
        lines = "\n".join(f"  {fault_line(fault)}" for fault in error.faults)
        raise click.ClickException(f"the table was not imported:\n{lines}") from error
    click.echo(f"{facts.slug}: {len(table.rows)} rows, {len(table.cities)} cities, no faults.")
    if dry_run:
        return
    with current(Config.from_environment()) as database, database.unit(writes=True) as session:
        if find_edition(session, facts.slug) is not None:
            raise click.ClickException(f"the edition {facts.slug} is already there")
        try:
            check_edition(session, facts.role, facts.collected, now())
        except Invalid as error:
            ((why,),) = error.errors.values()
            raise click.ClickException(f"collected {facts.collected}: {why}") from error
        import_edition(session, facts, table, now())
    click.echo("Imported.")
