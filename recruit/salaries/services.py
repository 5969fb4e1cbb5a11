"""Use cases of salary surveys. They flush; the caller commits."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from matching import bands
from recruit.models import SurveyCell, SurveyEdition
from recruit.salaries.edition_files import EditionFacts, read_editions
from recruit.salaries.survey_files import SurveyTable


def load_packaged_surveys(session: Session, now: datetime) -> list[SurveyEdition]:
    """Import the editions that the package brings and the database lacks; returns the new ones."""
    return [
        import_edition(session, facts, table, now)
        for facts, table in read_editions()
        if find_edition(session, facts.slug) is None
    ]


def import_edition(
    session: Session, facts: EditionFacts, table: SurveyTable, now: datetime
) -> SurveyEdition:
    """Store a checked survey as a new edition."""
    edition = SurveyEdition(
        slug=facts.slug,
        role_slug=facts.role,
        title_ru=facts.title["ru"],
        title_en=facts.title["en"],
        source=facts.source,
        collected=facts.collected,
        published_on=facts.published,
        currency=facts.currency,
        period=facts.period,
        tax=facts.tax,
        created_at=now,
        cells=[SurveyCell(**asdict(row)) for row in table.rows],
    )
    session.add(edition)
    session.flush()
    return edition


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
