"""Two of everybody: whose things a test may mix up, for tests that go over the whole application.

Each person's name, address and words occur nowhere else, so that finding them tells a leak.
"""

import pickle
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import JSON, Select, Table, insert, select, text
from sqlalchemy.orm import Session

from recruit.db import Base, Database
from recruit.duplicates.merging import merge
from recruit.models import (
    Account,
    Application,
    BatchKind,
    BatchState,
    Candidate,
    CandidateChange,
    Consent,
    DuplicatePair,
    Grade,
    ImportBatch,
    Merge,
    PairState,
    Purpose,
    Resume,
    ResumeState,
    Role,
    Submission,
    Subscription,
    SurveyOrder,
    Vacancy,
    VacancyState,
    Verdict,
)
from recruit.salaries.services import load_packaged_surveys
from tests import factories
from tests.browsing import Visitor
from tests.conftest import NOON
from tests.intake.reviewed import read_file

FILE_TEXT = b"Fedora Zvereva, cook"


@dataclass(frozen=True)
class Cast:
    """The rows; columns only, since their session is closed."""

    admin: Account
    recruiter: Account
    employer_a: Account
    employer_b: Account
    candidate_a: Account
    candidate_b: Account
    newcomer: Account
    draft_a: Vacancy
    submitted_a: Vacancy
    open_a: Vacancy
    draft_b: Vacancy
    open_b: Vacancy
    profile_a: Candidate
    profile_b: Candidate
    file_a: Resume
    file_b: Resume
    file_new: Resume
    consent_a: Consent
    consent_b: Consent
    released_a: Submission
    released_b: Submission
    order: SurveyOrder
    reader: Subscription
    batch: ImportBatch
    table: ImportBatch
    pair: DuplicatePair
    merge: Merge


# What a candidate's name, address, phone, words and file may be recognised by.
CANARIES_A = ("Ксенофонтова", "xenofontova@", "9011112233", "кабаргу", "xenofontova.txt")
CANARIES_B = ("Зверева", "zvereva@", "9044445566", "выхухоль", "zvereva.txt")


def assemble(session: Session, files_dir: Path) -> Cast:
    """Everybody, with two vacancies of two clients and a candidate released to each.

    Neither candidate has agreed to be named to a client.
    """
    load_packaged_surveys(session, NOON)
    recruiter = factories.account(
        session, Role.RECRUITER, name="Вера Климова", email="recruiter@example.com"
    )
    # First: a merge makes the session forget what it knows of files and submissions.
    merged = _merged(session, recruiter)
    employer_a = factories.employer_account(session, employer=factories.employer(session))
    employer_b = factories.employer_account(session, employer=factories.employer(session))
    candidate_a = factories.account(session, Role.CANDIDATE, name="Рахиль Ксенофонтова")
    candidate_b = factories.account(session, Role.CANDIDATE, name="Федора Зверева")
    newcomer = factories.account(session, Role.CANDIDATE, name="Новый человек")
    open_a = factories.vacancy(session, employer=employer_a.employer)
    open_b = factories.vacancy(session, employer=employer_b.employer)
    profile_a = _profile(
        session, candidate_a, "xenofontova@example.com", "+79011112233", "Изучала кабаргу."
    )
    profile_b = _profile(
        session, candidate_b, "zvereva@example.com", "+79044445566", "Изучала выхухоль."
    )
    released_a = _release(session, open_a, profile_a, recruiter)
    released_b = _release(session, open_b, profile_b, recruiter)
    session.add_all(
        [
            Application(candidate_id=profile_a.id, vacancy_id=open_a.id, created_at=NOON),
            Verdict(
                vacancy_id=open_a.id,
                candidate_id=profile_a.id,
                account_id=recruiter.id,
                grade=Grade.YES,
                at=NOON,
            ),
        ]
    )
    return Cast(
        merge=merged,
        admin=factories.account(session, Role.ADMIN, email="admin@example.com"),
        recruiter=recruiter,
        employer_a=employer_a,
        employer_b=employer_b,
        candidate_a=candidate_a,
        candidate_b=candidate_b,
        newcomer=newcomer,
        draft_a=factories.vacancy(session, employer=employer_a.employer, state=VacancyState.DRAFT),
        submitted_a=factories.vacancy(
            session, employer=employer_a.employer, state=VacancyState.SUBMITTED
        ),
        open_a=open_a,
        draft_b=factories.vacancy(session, employer=employer_b.employer, state=VacancyState.DRAFT),
        open_b=open_b,
        profile_a=profile_a,
        profile_b=profile_b,
        file_a=_file(session, profile_a, "xenofontova.txt", files_dir),
        file_b=_file(session, profile_b, "zvereva.txt", files_dir),
        consent_a=_processing(session, profile_a),
        consent_b=_processing(session, profile_b),
        released_a=released_a,
        released_b=released_b,
        order=_order(session),
        reader=_reader(session),
        batch=_batch(session, recruiter),
        table=_table(session, recruiter, files_dir),
        pair=_pair(session, profile_a, profile_b),
        file_new=read_file(session, newcomer, original_name="novy.txt"),
    )


def _pair(session: Session, first: Candidate, second: Candidate) -> DuplicatePair:
    """A suggestion that two are one person."""
    made = DuplicatePair(
        first_id=first.id, second_id=second.id, score=0.9, state=PairState.OPEN, found_at=NOON
    )
    session.add(made)
    session.flush()
    return made


def _merged(session: Session, recruiter: Account) -> Merge:
    """Two further people, known to nobody else, of whom one was merged into the other."""
    first, second = (
        factories.candidate(session, name=name, phone=None, is_matched=False)
        for name in ("Аглая Первая", "Аглая Вторая")
    )
    choices = {"keep": "first", "first_version": 1, "second_version": 1}
    return merge(session, recruiter, _pair(session, first, second), choices, NOON)


def _batch(session: Session, recruiter: Account) -> ImportBatch:
    """Résumés that are being brought in."""
    made = ImportBatch(
        account_id=recruiter.id,
        kind=BatchKind.FILES,
        state=BatchState.RECEIVED,
        name="resumes.zip",
        key="0" * 64,
        created_at=NOON,
    )
    session.add(made)
    session.flush()
    return made


def _table(session: Session, recruiter: Account, files_dir: Path) -> ImportBatch:
    """A table that was sent and looked at, and not imported yet."""
    columns, row = "ФИО;Телефон;Должность", "Олимпия Таблицына;+7 907 777-88-99;Повар"
    files_dir.mkdir(parents=True, exist_ok=True)
    (files_dir / "0").write_text(f"{columns}\n{row}\n", "utf-8")
    made = ImportBatch(
        account_id=recruiter.id,
        kind=BatchKind.TABLE,
        state=BatchState.RECEIVED,
        name="people.csv",
        key="1" * 64,
        stored_name="0",
        options={"columns": columns.split(";"), "fields": ["name", "phone", "title"]},
        created_at=NOON,
    )
    session.add(made)
    session.flush()
    return made


def _order(session: Session) -> SurveyOrder:
    made = SurveyOrder(
        post="Логист",
        name="Пётр Заказчиков",
        email="order@example.com",
        language="ru",
        created_at=NOON,
        changed_at=NOON,
    )
    session.add(made)
    session.flush()
    return made


def _reader(session: Session) -> Subscription:
    """Somebody who has confirmed the subscription to surveys."""
    made = Subscription(
        email="reader@example.com",
        language="ru",
        created_at=NOON,
        asked_at=NOON,
        confirmed_at=NOON,
    )
    session.add(made)
    session.flush()
    return made


def _profile(session: Session, account: Account, email: str, phone: str, text: str) -> Candidate:
    return factories.candidate(
        session, account_id=account.id, name=account.name, email=email, phone=phone, text=text
    )


def _release(
    session: Session, vacancy: Vacancy, candidate: Candidate, recruiter: Account
) -> Submission:
    made = Submission(
        vacancy_id=vacancy.id,
        candidate_id=candidate.id,
        number=1,
        account_id=recruiter.id,
        at=NOON,
    )
    session.add(made)
    session.flush()
    return made


def _file(session: Session, candidate: Candidate, name: str, files_dir: Path) -> Resume:
    stored_name = f"{candidate.id:032x}"
    files_dir.mkdir(parents=True, exist_ok=True)
    (files_dir / stored_name).write_bytes(FILE_TEXT)
    made = Resume(
        candidate_id=candidate.id,
        stored_name=stored_name,
        original_name=name,
        media_type="text/plain",
        size=len(FILE_TEXT),
        sha256="0" * 64,
        state=ResumeState.READ,
        received_at=NOON,
    )
    session.add(made)
    session.flush()
    return made


def _processing(session: Session, candidate: Candidate) -> Consent:
    """The consent that the factory gave with the profile."""
    return session.scalars(
        select(Consent).where(
            Consent.candidate_id == candidate.id, Consent.purpose == Purpose.PROCESSING
        )
    ).one()


class Stage:
    """The cast as it was first assembled, and put into each further empty database row by row.

    That takes a fifth of the time, and hundreds of tests begin with it.
    """

    def __init__(self) -> None:
        self._cast = b""
        self._rows: list[tuple[Table, list[dict[str, Any]]]] = []
        self._files: dict[str, bytes] = {}

    def set(self, database: Database, files_dir: Path) -> Cast:
        """Put everybody into an empty database and their files into a folder."""
        if not self._cast:
            with database.unit(writes=True) as session:
                cast = assemble(session, files_dir)
            self._keep(database, cast, files_dir)
            return cast
        with database.unit(writes=True) as session:
            for table, rows in self._rows:
                session.execute(insert(table), rows)
            if not database.is_sqlite:
                session.execute(AFTER_THE_LAST)
        files_dir.mkdir(parents=True, exist_ok=True)
        for name, content in self._files.items():
            (files_dir / name).write_bytes(content)
        cast = pickle.loads(self._cast)
        assert isinstance(cast, Cast)
        return cast

    def _keep(self, database: Database, cast: Cast, files_dir: Path) -> None:
        rows_of = all_rows(database)
        for table in Base.metadata.sorted_tables:
            if table.name == CandidateChange.__tablename__:
                continue  # triggers write it again
            for row in rows_of.get(table.name, []):
                # None in a column of JSON would be stored as the JSON null.
                values = {
                    column.name: value
                    for column, value in zip(table.columns, row, strict=True)
                    if value is not None or not isinstance(column.type, JSON)
                }
                last = self._rows[-1] if self._rows else None
                if last is None or last[0] is not table or last[1][-1].keys() != values.keys():
                    self._rows.append((table, []))
                self._rows[-1][1].append(values)
        self._files = {path.name: path.read_bytes() for path in files_dir.iterdir()}
        self._cast = pickle.dumps(cast)


STAGE = Stage()

# The next row of each table gets the number after the last, as if the rows had been made there.
AFTER_THE_LAST = text("""
    DO $$
    DECLARE one record;
    BEGIN
        FOR one IN
            SELECT s.seqrelid::regclass AS counter, a.attname, a.attrelid::regclass AS owner
            FROM pg_sequence s
            JOIN pg_depend d ON d.objid = s.seqrelid AND d.deptype IN ('a', 'i')
            JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
        LOOP
            EXECUTE format(
                'SELECT setval(%L, coalesce(max(%I), 0) + 1, false) FROM %s',
                one.counter, one.attname, one.owner
            );
        END LOOP;
    END $$
""")


def enter(app: Flask, cast: Cast, actor: str, language: str = "ru") -> Visitor:
    """Somebody of the cast, signed in; with an empty name a stranger."""
    visitor = Visitor(app, language)
    if actor:
        visitor.let_in(getattr(cast, actor).email)
    return visitor


def all_rows(database: Database) -> dict[str, list[Any]]:
    """All rows of all tables: equal before and after means that nothing was stored.

    Without the log of changes, which triggers write and nobody takes back.
    """
    with database.unit(writes=False) as session:
        return {name: list(session.execute(query)) for name, query in _every_row().items()}


@cache
def _every_row() -> dict[str, Select[Any]]:
    """What reads each table, in the order of its keys: put together once, for a thousand readings
    of forty tables."""
    return {
        table.name: select(table).order_by(*table.primary_key.columns)
        for table in Base.metadata.sorted_tables
        if table.name != CandidateChange.__tablename__
    }
