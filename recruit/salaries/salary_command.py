"""`recruit salary`: what a post is paid in a city, by the survey and by our own base.

It answers without a database, too: then from the editions that the package brings.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo

import click
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from matching.bands import BAND_NAMES, band_for
from matching.cities import Cities
from matching.months import YEAR
from matching.profiles import SEGMENTS
from matching.wording import LANGUAGES, Language
from recruit.clock import now
from recruit.config import Config, ConfigError
from recruit.db import Database
from recruit.migrate import is_current
from recruit.money import MINOR_UNITS
from recruit.salaries.market import market_of
from recruit.salaries.rates import load_rates
from recruit.salaries.salary_answers import (
    NoRateError,
    SalaryAnswer,
    answer_from,
    packaged_editions,
    stored_editions,
    to_json,
)
from recruit.salaries.salary_words import Words

EXIT_USAGE = 2
MOST_RUBLES = 10**9
MOST_YEARS = 80


@click.command()
@click.option("--role", required=True, metavar="SLUG", help="A post that has a survey.")
@click.option("--city", required=True, help="In any spelling.")
@click.option(
    "--segment", type=click.Choice(SEGMENTS), default="company", show_default=True, help="Whose."
)
@click.option("--band", type=click.IntRange(1, len(BAND_NAMES)), help="Of the survey's four.")
@click.option(
    "--management-years",
    type=click.IntRange(0, MOST_YEARS),
    metavar="N",
    help="Years as a head; they open the band if none is given.",
)
@click.option(
    "--expect", type=click.IntRange(1, MOST_RUBLES), metavar="SUM", help="Rubles a month to place."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, sums in rubles.")
@click.option(
    "--language", type=click.Choice(LANGUAGES), default="ru", show_default=True, help="Of the text."
)
def salary(
    *,
    role: str,
    city: str,
    segment: str,
    band: int | None,
    management_years: int | None,
    expect: int | None,
    as_json: bool,
    language: Language,
) -> None:
    """Tell what a post is paid in a city.

    The survey's band, or its whole range, and beside it what candidates of our own base expect and
    its vacancies offer, with the steps by which a cell with too few people was widened.
    """
    if band is None and management_years is not None:
        band = band_for(management_years * YEAR)
    with _session() as (session, today):
        editions = packaged_editions() if session is None else stored_editions(session)
        edition = editions.get(role)
        if edition is None:
            known = ", ".join(sorted(editions)) or "none"
            _refuse(f"there is no survey of the post {role!r}; there are of: {known}")
        name = Cities.load().canonical(city)
        cell = edition.survey.cell(name, segment)
        if cell is None:
            _refuse(
                f"the survey does not know the city {city!r} ({segment}); "
                f"it knows: {', '.join(edition.survey.cities)}"
            )
        rates = {} if session is None else load_rates(session, today)
        try:
            low, high, median = answer_from(edition, cell, band=band, rates=rates)
        except NoRateError as error:
            raise click.ClickException(f"set a rate first: recruit rate {error} RUBLES") from error
        market = None
        if session is not None:
            market = market_of(
                session, role=role, city=name, segment=segment, band=band, today=today
            )
    answer = SalaryAnswer(
        edition=edition,
        low=low,
        high=high,
        median=median,
        band=band,
        expect=None if expect is None else expect * MINOR_UNITS,
        market=market,
        notes=edition.notes(name, band, language),
    )
    text = (
        json.dumps(to_json(answer), ensure_ascii=False)
        if as_json
        else Words(language).answer(answer, name, segment)
    )
    # UTF-8 whatever the terminal says it is, as `recruit rank` does.
    click.echo(text.encode("utf-8", "replace"))


def _refuse(message: str) -> NoReturn:
    click.echo(message, err=True)
    raise SystemExit(EXIT_USAGE)


@contextmanager
def _session() -> Iterator[tuple[Session | None, date]]:
    """A reading session of the installation and its day; without one None, told on stderr."""
    try:
        config = Config.from_environment()
    except ConfigError as error:
        click.echo(f"{error}: the editions of the package answer, without a market.", err=True)
        yield None, now().date()
        return
    today = now().astimezone(ZoneInfo(config.timezone)).date()
    database = _ready(config)
    if database is None:
        click.echo(
            "No database is ready: the editions of the package answer, without a market.", err=True
        )
        yield None, today
        return
    try:
        with database.unit(writes=False) as session:
            yield session, today
    finally:
        database.dispose()


def _ready(config: Config) -> Database | None:
    """The configured database if it is there and up to date; a missing file is not made."""
    address = make_url(config.database_url)
    if address.get_backend_name() == "sqlite" and not Path(address.database or "").is_file():
        return None
    try:
        database = Database(config.database_url)
    except ModuleNotFoundError:  # no driver of PostgreSQL is installed
        return None
    try:
        is_ready = is_current(database)
    except DBAPIError:  # no server answers, or the file is no database: the caller says so
        is_ready = False
    if is_ready:
        return database
    database.dispose()
    return None
