"""Use cases of salary surveys. They flush; the caller commits."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from functools import cache

from flask_babel import lazy_gettext
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from matching import bands
from recruit.cities import city_names
from recruit.errors import Invalid
from recruit.models import SurveyCell, SurveyEdition
from recruit.salaries.edition_files import EditionFacts, Heading, read_editions
from recruit.salaries.survey_files import SurveyTable, read_survey

TAKEN = lazy_gettext("There is a survey of this post and month already. Correct the month")
FUTURE = lazy_gettext("This month has not come yet. Correct it")


def load_packaged_surveys(session: Session, now: datetime) -> list[SurveyEdition]:
    """Import the editions that the package brings and the database lacks; returns the new ones."""
    return [
        import_edition(session, facts, table, now)
        for facts, table in read_editions()
        if find_edition(session, facts.slug) is None
    ]


def import_edition(
    session: Session, heading: Heading, table: SurveyTable, now: datetime
) -> SurveyEdition:
    """Store a checked survey as a new edition; refuse a second one of the same slug."""
    edition = SurveyEdition(
        slug=heading.slug,
        role_slug=heading.role,
        title_ru=heading.title["ru"],
        title_en=heading.title["en"],
        source=heading.source,
        collected=heading.collected,
        published_on=heading.published,
        currency=heading.currency,
        period=heading.period,
        tax=heading.tax,
        created_at=now,
        cells=[SurveyCell(**asdict(row)) for row in table.rows],
    )
    try:
        with session.begin_nested():
            session.add(edition)
    except IntegrityError as error:  # somebody else imported it at this moment
        raise Invalid({"collected": TAKEN}) from error
    return edition


@cache
def packaged_facts() -> dict[str, EditionFacts]:
    """What the files of the packaged editions tell beside their tables, by slug."""
    return {facts.slug: facts for facts, _ in read_editions()}


def check_table(session: Session, role: str, content: bytes) -> SurveyTable:
    """The survey in a file that somebody sent; `SurveyErrors` with every fault it has.

    It must have every city of the survey before it, or of the packaged ones where there is none.
    """
    before = newest_edition(session, role)
    required = (
        {cell.city for cell in before.cells}
        if before
        else {city for facts in packaged_facts().values() for city in facts.cities}
    )
    known = city_names("ru")
    in_order = [city for city in known if city in required]
    missing_in_list = sorted(required.difference(known))
    return read_survey(content, required_cities=in_order + missing_in_list, known_cities=known)


def check_edition(session: Session, role: str, collected: str, now: datetime) -> str:
    """The slug that a survey of a post and month gets; refuse a second one, and the future."""
    if collected > f"{now:%Y-%m}":
        raise Invalid({"collected": FUTURE})
    slug = f"{role}-{collected}"
    if find_edition(session, slug) is not None:
        raise Invalid({"collected": TAKEN})
    return slug


def find_edition(session: Session, slug: str) -> SurveyEdition | None:
    """An edition by its slug."""
    return session.scalar(select(SurveyEdition).where(SurveyEdition.slug == slug))


def list_editions(session: Session) -> list[SurveyEdition]:
    """All editions with their cells, the newest first."""
    return list(
        session.scalars(
            select(SurveyEdition)
            .order_by(SurveyEdition.collected.desc(), SurveyEdition.id.desc())
            .options(selectinload(SurveyEdition.cells))
        )
    )


def newest_edition(session: Session, role_slug: str) -> SurveyEdition | None:
    """The newest survey of a post, with its cells."""
    return session.scalar(
        select(SurveyEdition)
        .where(SurveyEdition.role_slug == role_slug)
        .order_by(SurveyEdition.collected.desc(), SurveyEdition.id.desc())
        .limit(1)
        .options(selectinload(SurveyEdition.cells))
    )


def survey_of(session: Session, role_slug: str) -> bands.SalarySurvey | None:
    """The newest survey of a post as the matcher takes it; None where the post has none."""
    edition = newest_edition(session, role_slug)
    return None if edition is None else to_survey(edition)


def to_survey(edition: SurveyEdition) -> bands.SalarySurvey:
    """An edition as the matcher takes it."""
    return bands.SalarySurvey(
        to_cells(edition.cells),
        role=edition.role_slug,
        currency=edition.currency,
        edition=edition.collected,
    )


def to_cells(rows: Iterable[SurveyCell]) -> list[bands.SurveyCell]:
    """Stored cells as the matcher takes them."""
    return [bands.SurveyCell(row.city, row.segment, ranges(row), row.median) for row in rows]


def ranges(row: SurveyCell) -> tuple[bands.Range, bands.Range, bands.Range, bands.Range]:
    """The four bands of a cell as pairs, lowest first."""
    return (
        (row.band1_min, row.band1_max),
        (row.band2_min, row.band2_max),
        (row.band3_min, row.band3_max),
        (row.band4_min, row.band4_max),
    )
