"""Two rows of one person with all that may hang on them, made at random from a seed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from recruit.db import Base, Database
from recruit.duplicates.combining import LISTS, SINGLE
from recruit.models import (
    Account,
    Application,
    Candidate,
    Consent,
    DuplicatePair,
    FieldSource,
    ImportBatch,
    ImportItem,
    PairState,
    Purpose,
    Resume,
    ResumeState,
    Role,
    Source,
    Submission,
    Vacancy,
    Verdict,
)
from recruit.salaries.market import observe_candidate
from tests import factories
from tests.conftest import NOON

# Columns that count changes, and tables that tell of merges or are caches counted anew.
COUNTERS = ("version", "updated_at")
APART = {"candidate_change", "duplicate_pair", "merge", "market_observation"}
JOBS = (
    {"title": "Логист", "employer": "ООО «Узел»", "start": "2013-06", "end": "2017-02"},
    {"title": "Логист", "employer": "Узел", "start": "2013-06", "end": "2017-02"},
    {"title": "Директор", "employer": "АО «Терминал»", "start": "2017-03", "end": None},
    {"title": "Курьер", "employer": "ИП Чагин", "start": "2011-01", "end": "2013-05"},
)


@dataclass
class World:
    """Two candidates, the pair of them, and what a person may choose of."""

    random: Random
    staff: Account
    vacancies: list[Vacancy]
    first: Candidate
    second: Candidate
    pair: DuplicatePair

    def choices(self, session: Session) -> dict[str, Any]:
        """A form that a person may have sent: any side of anything."""
        pick = self.random.choice
        sides = ("first", "second")
        return (
            {name: pick(sides) for name in SINGLE}
            | {name: pick((*sides, "both")) for name in LISTS}
            | {
                "keep": pick(sides),
                "first_version": session.get_one(Candidate, self.first.id).version,
                "second_version": session.get_one(Candidate, self.second.id).version,
            }
        )


def make_world(session: Session, seed: int) -> World:
    """A world of its own; worlds of other seeds may be in the same database."""
    random = Random(seed)
    staff = factories.account(session, Role.RECRUITER)
    vacancies = [factories.vacancy(session) for _ in range(3)]
    first, second = (_candidate(session, random) for _ in range(2))
    pair = DuplicatePair(
        first_id=first.id, second_id=second.id, score=0.9, state=PairState.OPEN, found_at=NOON
    )
    session.add(pair)
    world = World(random, staff, vacancies, first, second, pair)
    numbers = dict.fromkeys((vacancy.id for vacancy in vacancies), 0)
    for candidate in (first, second):
        _hang_things_on(session, world, candidate, numbers)
        session.flush()
        observe_candidate(session, candidate)
    return world


def _candidate(session: Session, random: Random) -> Candidate:
    account = factories.account(session, Role.CANDIDATE) if random.random() < 0.6 else None
    return factories.candidate(
        session,
        account_id=account.id if account else None,
        name=random.choice(["Анна Щукина", "Щукина А. П.", "Anna Shchukina"]),
        email=random.choice(["anna@example.com", None]),
        phone=random.choice(["+79161112233", None]),
        title=random.choice(["Логист", "Менеджер", "Руководитель отдела по работе с клиентами"]),
        city=random.choice(["Москва", "Казань", None]),
        relocation=random.choice([True, False, None]),
        salary=random.choice([None, 90_000_00, 120_000_00]),
        tax=random.choice(["gross", "net", "unknown"]),
        experience_years=random.choice([None, 3, 9]),
        skills=random.sample(["excel", "crm", "logistics", "negotiation"], random.randint(0, 3)),
        languages=random.choice([None, {"en": "spoken"}, {"en": "fluent", "de": "basic"}]),
        education_text=random.choice(["", "МГУ, 2012"]),
        text=random.choice(["", "О себе.", "Другое о себе."]),
        positions=[
            dict(job, description=random.choice(["", "Вёл склад."]))
            for job in random.sample(JOBS, random.randint(0, 3))
        ],
        is_matched=False,
    )


def _hang_things_on(
    session: Session, world: World, candidate: Candidate, numbers: dict[int, int]
) -> None:
    random, staff = world.random, world.staff

    def some_day() -> datetime:
        return NOON - timedelta(days=random.randint(1, 300), minutes=random.randint(0, 999))

    for vacancy in world.vacancies:
        if random.random() < 0.6:
            session.add(
                Application(
                    candidate_id=candidate.id,
                    vacancy_id=vacancy.id,
                    message=f"Отклик {random.random()}",
                    created_at=some_day(),
                )
            )
        if random.random() < 0.5:
            numbers[vacancy.id] += 1
            session.add(
                Submission(
                    candidate_id=candidate.id,
                    vacancy_id=vacancy.id,
                    number=numbers[vacancy.id],
                    account_id=staff.id,
                    at=some_day(),
                )
            )
        for _ in range(random.randint(0, 2)):
            session.add(
                Verdict(
                    candidate_id=candidate.id,
                    vacancy_id=vacancy.id,
                    account_id=staff.id,
                    grade=random.choice([1, 2, 3]),
                    at=some_day(),
                )
            )
        _agree(
            session,
            random,
            candidate,
            at=some_day(),
            purpose=Purpose.SUBMISSION,
            employer_id=vacancy.employer_id,
        )
    candidate.is_matched = _agree(session, random, candidate, at=some_day())
    resume = _file(session, random, candidate, some_day())
    _sources(session, random, candidate, resume, some_day())
    _import(session, random, candidate, some_day())


def _agree(
    session: Session,
    random: Random,
    candidate: Candidate,
    *,
    at: datetime,
    purpose: Purpose = Purpose.PROCESSING,
    employer_id: int | None = None,
) -> bool:
    """Given, taken back, given anew, in some number; whether it stands in the end."""
    steps = random.choice([0, 1, 1, 1, 2, 3])
    for number in range(0, steps, 2):
        ends = number + 1 < steps
        session.add(
            Consent(
                candidate_id=candidate.id,
                purpose=purpose,
                employer_id=employer_id,
                text_version="1",
                channel="test",
                given_at=at + timedelta(hours=number),
                withdrawn_at=at + timedelta(hours=number + 1) if ends else None,
            )
        )
    return steps % 2 == 1


def _file(session: Session, random: Random, candidate: Candidate, at: datetime) -> Resume:
    resume = Resume(
        candidate_id=candidate.id,
        stored_name=f"{random.getrandbits(128):032x}",
        original_name="cv.txt",
        media_type="text/plain",
        size=1,
        sha256="0" * 64,
        state=ResumeState.READ,
        received_at=at,
    )
    session.add(resume)
    session.flush()
    return resume


def _sources(
    session: Session, random: Random, candidate: Candidate, resume: Resume, at: datetime
) -> None:
    told = {
        "title": candidate.title,
        "city": candidate.city,
        "text": candidate.text,
        "phone": candidate.contact.phone,
        **{f"skills-{place}": skill for place, skill in enumerate(candidate.skills)},
        **{f"positions-{row.place}-title": row.title for row in candidate.positions},
    }
    for name, value in told.items():
        if value and random.random() < 0.7:
            session.add(
                FieldSource(
                    candidate_id=candidate.id,
                    field=name,
                    value=value,
                    source=random.choice([Source.FILE, Source.CANDIDATE]),
                    resume_id=resume.id,
                    said_at=at,
                    confirmed_at=random.choice([None, at]),
                )
            )


def _import(session: Session, random: Random, candidate: Candidate, at: datetime) -> None:
    if random.random() < 0.5:
        return
    batch = ImportBatch(
        kind="files", state="done", name="Папка", key=f"{random.getrandbits(128):x}", created_at=at
    )
    session.add(batch)
    session.flush()
    session.add(
        ImportItem(
            batch_id=batch.id, place=0, name="cv.txt", state="imported", candidate_id=candidate.id
        )
    )


def snapshot(database: Database) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables but the counters, caches and the merges themselves."""
    with database.unit(writes=False) as session:
        return {
            table.name: [
                {name: value for name, value in row.items() if name not in COUNTERS}
                for row in session.execute(
                    select(table).order_by(*table.primary_key.columns)
                ).mappings()
            ]
            for table in Base.metadata.sorted_tables
            if table.name not in APART
        }
