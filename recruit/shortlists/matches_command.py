"""`recruit matches`: the first candidates of every open vacancy, or a candidate's vacancies."""

import json
import sys
from datetime import date, datetime
from zoneinfo import ZoneInfo

import click
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from recruit.clock import now
from recruit.config import Config
from recruit.installation import current
from recruit.models import Candidate, Vacancy, VacancyState
from recruit.shortlists.base import CandidateBase
from recruit.shortlists.openings import rank_all_openings, rank_openings

EARLIEST = datetime(1970, 1, 2)


@click.command("matches")
@click.option("--top", type=click.IntRange(1, 1000), default=20, show_default=True, metavar="N")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Only who of these was entered or changed from this day on.",
)
@click.option("--candidate", "candidate_id", help="The other way: the vacancies of one candidate.")
def matches(*, top: int, since: datetime | None, candidate_id: str | None) -> None:
    """List the first candidates of every open vacancy.

    Prints a JSON object a line. Candidates and vacancies are named by the ids of their addresses.
    Every night, with --since, it tells which vacancies have somebody new among their first.
    """
    if candidate_id is not None and since is not None:
        raise click.UsageError("Give either --candidate or --since.")
    config = Config.from_environment()
    zone = ZoneInfo(config.timezone)
    today = now().astimezone(zone).date()
    base = CandidateBase(config.models_dir, config.skills_dir, config.index_dir)
    with current(config) as database, database.unit(writes=False) as session:
        if candidate_id is not None:
            _print_openings(session, base, candidate_id, today)
        else:
            # Days before there were computers are before the first candidate, in any time zone.
            moment = max(since, EARLIEST).replace(tzinfo=zone) if since else None
            _print_candidates(session, base, today, top, moment)


def _print_candidates(
    session: Session, base: CandidateBase, today: date, top: int, since: datetime | None
) -> None:
    count = session.scalar(select(func.count()).where(Vacancy.state == VacancyState.OPEN))
    with click.progressbar(
        rank_all_openings(session, base, today, top, since),
        length=count or 0, label="Ranking", file=sys.stderr,
    ) as bar:  # fmt: skip
        for vacancy, found in bar:
            ids = [one.candidate_id for one in found]
            rows = session.execute(
                select(Candidate.id, Candidate.public_id).where(Candidate.id.in_(ids))
            )
            names = dict(rows.all())
            told = {
                "vacancy": vacancy.public_id,
                "title": vacancy.title,
                "candidates": [
                    {"candidate": names[one.candidate_id], "rank": one.rank, "score": one.score}
                    for one in found
                ],
            }
            click.echo(json.dumps(told, ensure_ascii=False))


def _print_openings(session: Session, base: CandidateBase, public_id: str, today: date) -> None:
    candidate = session.scalar(select(Candidate).where(Candidate.public_id == public_id))
    page = 1
    while candidate is not None:
        found = rank_openings(session, base, candidate, today, page=page)
        if found is None:
            break
        for row in found.rows:
            told = {
                "vacancy": row.vacancy.public_id,
                "title": row.vacancy.title,
                "rank": row.explanation.rank,
                "score": row.explanation.score,
            }
            click.echo(json.dumps(told, ensure_ascii=False))
        if page == found.pages:
            return
        page += 1
    raise click.ClickException(f"no candidate {public_id} is compared with vacancies")
