"""Use cases of salary surveys. They flush; the caller commits."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from functools import cache

from flask_babel import lazy_gettext
from sqlalchemy import Select, bindparam, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload, selectinload

from matching import bands
from matching.months import YEAR, month_of, parse_month
from recruit.cities import city_names
from recruit.errors import Conflict, Invalid, NotFound
from recruit.models import Account, SurveyCell, SurveyEdition, SurveyIndex, SurveyRetirement
from recruit.salaries.edition_files import EditionFacts, Heading, read_editions
from recruit.salaries.survey_amounts import least_wage
from recruit.salaries.survey_files import SurveyTable, read_survey

TAKEN = lazy_gettext("There is a survey of this post and month already. Correct the month")
NOT_SINCE = lazy_gettext("Write a day from the month of the survey until today")
REPLACED = lazy_gettext(
    "Another survey of this post and month is in use. Take it out of use first."
)
# A hundred per cent in hundredths of a per cent.
WHOLE = 10_000
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


def check_table(session: Session, role: str, content: bytes, currency: str) -> SurveyTable:
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
    return read_survey(
        content,
        required_cities=in_order + missing_in_list,
        known_cities=known,
        least=least_wage(currency, "month"),
    )


def check_edition(session: Session, role: str, collected: str, now: datetime) -> str:
    """The slug that a survey of a post and month gets; refuse a second one, and the future.

    A retired survey of the month keeps its own slug: what was computed with it is found there.
    """
    if collected > f"{now:%Y-%m}":
        raise Invalid({"collected": FUTURE})
    of_the_month = (SurveyEdition.role_slug == role, SurveyEdition.collected == collected)
    if session.scalar(_in_use().where(*of_the_month).limit(1)) is not None:
        raise Invalid({"collected": TAKEN})
    slugs = [f"{role}-{collected}", *(f"{role}-{collected}-{n}" for n in range(2, 10))]
    for slug in slugs:
        if find_edition(session, slug) is None:
            return slug
    raise Invalid({"collected": TAKEN})


def find_edition(session: Session, slug: str) -> SurveyEdition | None:
    """An edition by its slug, retired or not."""
    return session.scalar(select(SurveyEdition).where(SurveyEdition.slug == slug))


def get_edition(session: Session, slug: str) -> SurveyEdition:
    """An edition by its slug, retired or not; `NotFound` if it is not there."""
    edition = find_edition(session, slug)
    if edition is None:
        raise NotFound
    return edition


def _in_use() -> Select[SurveyEdition]:
    """Editions that are not retired, the newest first."""
    return (
        select(SurveyEdition)
        .where(~SurveyEdition.retirement.has())
        .order_by(SurveyEdition.collected.desc(), SurveyEdition.id.desc())
    )


def list_editions(session: Session) -> list[SurveyEdition]:
    """All editions but the retired ones, with their cells, the newest first."""
    return list(session.scalars(_in_use().options(selectinload(SurveyEdition.cells))))


def list_all_editions(session: Session) -> list[SurveyEdition]:
    """All editions, the retired ones too, by post and then the newest first."""
    return list(
        session.scalars(
            select(SurveyEdition)
            .order_by(
                SurveyEdition.role_slug, SurveyEdition.collected.desc(), SurveyEdition.id.desc()
            )
            .options(
                selectinload(SurveyEdition.cells),
                selectinload(SurveyEdition.indexes),
                joinedload(SurveyEdition.retirement),
            )
        )
    )


def newest_edition(session: Session, role_slug: str) -> SurveyEdition | None:
    """The survey of a post that counts: the newest one that is not retired, with its cells."""
    return session.scalar(_newest(), {"role": role_slug})


# Asked for by every page that ranks: put together once.
@cache
def _newest() -> Select[SurveyEdition]:
    return (
        _in_use()
        .where(SurveyEdition.role_slug == bindparam("role"))
        .limit(1)
        .options(selectinload(SurveyEdition.cells))
    )


def edition_before(session: Session, role_slug: str, collected: str) -> SurveyEdition | None:
    """The last survey of a post from before a month that is not retired, with its cells."""
    return session.scalar(
        _in_use()
        .where(SurveyEdition.role_slug == role_slug, SurveyEdition.collected < collected)
        .limit(1)
        .options(selectinload(SurveyEdition.cells))
    )


def retire_edition(
    session: Session, edition: SurveyEdition, account: Account, *, reason: str, now: datetime
) -> None:
    """Take an edition out of use; it stays readable. One that is retired stays as it is."""
    if edition.retirement is not None:
        return
    try:
        with session.begin_nested():
            edition.retirement = SurveyRetirement(
                reason=reason, retired_at=now, retired_by_id=account.id
            )
    except IntegrityError:  # somebody else retired it at this moment
        session.refresh(edition, ["retirement"])


def restore_edition(session: Session, edition: SurveyEdition) -> None:
    """Put a retired edition back in use; `Conflict` where another of the month took its place."""
    other = session.scalar(
        _in_use()
        .where(
            SurveyEdition.role_slug == edition.role_slug,
            SurveyEdition.collected == edition.collected,
            SurveyEdition.id != edition.id,
        )
        .limit(1)
    )
    if other is not None:
        raise Conflict(REPLACED)
    edition.retirement = None
    session.flush()


def set_index(
    session: Session,
    edition: SurveyEdition,
    account: Account | None,
    *,
    basis_points: int,
    source: str,
    as_of: date,
    today: date,
    now: datetime,
) -> SurveyIndex:
    """Set by how much wages have changed since an edition; earlier indexes stay on record."""
    if not edition.collected <= f"{as_of:%Y-%m}" or as_of > today:
        raise Invalid({"as_of": NOT_SINCE})
    index = SurveyIndex(
        basis_points=basis_points,
        source=source,
        as_of=as_of,
        created_at=now,
        created_by_id=account.id if account else None,
    )
    edition.indexes.append(index)
    session.flush()
    return index


def indexed(minor: int, edition: SurveyEdition) -> int | None:
    """A sum of an edition by the index in force, in minor units; None where there is none."""
    if edition.index is None:
        return None
    # Integer arithmetic, half up: money is never a float.
    return (2 * minor * (WHOLE + edition.index.basis_points) + WHOLE) // (2 * WHOLE)


def age_in_years(edition: SurveyEdition, today: date) -> int:
    """How many whole years old the numbers of an edition are."""
    return (month_of(today) - parse_month(edition.collected)) // YEAR


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
