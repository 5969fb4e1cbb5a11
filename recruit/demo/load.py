"""The invented agency as rows of the database, everything marked as demo."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from recruit.accounts.passwords import hash_password
from recruit.candidates.consents import current_text
from recruit.catalogue.services import get_profile
from recruit.demo import agency as invented
from recruit.demo.open_files import add_open_files
from recruit.demo.rows import candidate_row, contact_row, full_name, position_rows
from recruit.demo.twice import tell_twice
from recruit.demo.vacancy_facts import AGENCY_STATES, skills_of, steps_of, text_of
from recruit.intake.storage import store
from recruit.models import (
    Account,
    Application,
    Candidate,
    CandidateContact,
    Consent,
    Employer,
    Grade,
    Position,
    Purpose,
    Resume,
    ResumeState,
    Role,
    Submission,
    Vacancy,
    VacancyState,
    VacancyStep,
    Verdict,
)
from recruit.money import minor_units
from recruit.salaries import market

NOON_IN_MOSCOW = time(9, tzinfo=UTC)
PASSWORD = "demo-recruit"  # noqa: S105  (the demo's, printed at start)
ADMIN, RECRUITER = "admin@demo.example", "recruiter@demo.example"
EMPLOYER, CANDIDATE = "employer@demo.example", "candidate@demo.example"
STAFF = (
    (ADMIN, Role.ADMIN, "Антон Рыжов"),
    (RECRUITER, Role.RECRUITER, "Вера Климова"),
    ("recruiter2@demo.example", Role.RECRUITER, "Тимур Галеев"),
)
# The generator counts from the best down, 5 to 1; a verdict from the best up, 1 to 5.
GRADE_SUM = 6

Step = Callable[[], None]


@dataclass
class Loader:
    """Puts the records into a session and remembers who became which row."""

    session: Session
    files_dir: Path
    now: datetime
    memory: int
    agency: invented.Agency
    accounts: dict[str, Account] = field(default_factory=dict)
    employers: dict[str, Employer] = field(default_factory=dict)
    contacts: dict[str, Account] = field(default_factory=dict)
    vacancies: dict[str, Vacancy] = field(default_factory=dict)
    candidates: dict[str, Candidate] = field(default_factory=dict)

    def steps(self) -> Iterator[Step]:
        """All records, one call each, in an order that satisfies every reference."""
        yield self.add_staff
        for kind, add in (
            (self.agency.employers, self.add_employer),
            (self.agency.vacancies, self.add_vacancy),
            (self.agency.candidates, self.add_candidate),
            (self.agency.applications, self.add_application),
            (self.agency.verdicts, self.add_verdict),
            (self.agency.submissions, self.add_submission),
        ):
            for record in kind:
                yield lambda add=add, record=record: add(record)  # type: ignore[misc]
        yield self.leave_files_open
        yield self.tell_of_one_twice
        yield self.count_market

    def leave_files_open(self) -> None:
        """Files that were read and wait for somebody to look at them."""
        candidate = next(iter(self.candidates.values()))
        add_open_files(self.session, self.files_dir, candidate, self.accounts[RECRUITER], self.now)

    def tell_of_one_twice(self) -> None:
        """One person under two names, for the recruiter to find."""
        earlier = tell_twice(self.session, list(self.candidates.values()))
        self.add_consent(earlier, Purpose.PROCESSING, earlier.created_at)
        earlier.is_matched = True

    def count_market(self) -> None:
        """What candidates expect and vacancies offer, once all of them are there."""
        market.rebuild(self.session)

    def add_staff(self) -> None:
        """The people of the agency."""
        # One hash for all: the demo's password is printed anyway, and hashing is slow on purpose.
        self._hash = hash_password(PASSWORD, self.memory)
        for email, role, name in STAFF:
            self.add_account(email, role, name)

    def add_account(self, email: str, role: Role, name: str, **facts: Any) -> Account:
        """An account that signs in with the demo's password."""
        account = Account(
            email=email,
            password_hash=self._hash,
            role=role,
            name=name,
            language="ru",
            is_demo=True,
            created_at=self.now,
            **facts,
        )
        self.session.add(account)
        self.accounts[email] = account
        return account

    def add_employer(self, record: invented.Employer) -> None:
        """A client and its person; the first one is the demo's employer."""
        employer = Employer(
            name=record.name,
            segment=record.segment,
            city=record.city,
            is_demo=True,
            created_at=self.now,
        )
        self.session.add(employer)
        email = record.contact_email if self.employers else EMPLOYER
        self.contacts[record.key] = self.add_account(
            email, Role.EMPLOYER, record.contact_name, employer=employer
        )
        self.employers[record.key] = employer

    def add_vacancy(self, record: invented.Vacancy) -> None:
        """A vacancy built from its role profile, with the steps that led to its state."""
        version = get_profile(self.session, record.profile).current
        content = version.content
        vacancy = Vacancy(
            employer=self.employers[record.employer],
            profile_version=version,
            state=record.state,
            title=record.title["ru"],
            city=record.city,
            segment=record.segment,
            remote=record.remote,
            openings=record.openings,
            salary_from=minor_units(record.salary_from),
            salary_to=minor_units(record.salary_to),
            currency=record.currency,
            tax=record.pay_basis,
            must=skills_of(content, "required"),
            nice=skills_of(content, "asset"),
            experience_years=content["experience"]["total_years"],
            management_years=content["experience"]["management_years"],
            education=content["education"]["level"],
            languages={
                entry["code"]: entry["level"]
                for entry in content["languages"]
                if entry["need"] == "required"
            },
            text=text_of(record.text["ru"], content),
            reason=record.close_reason["ru"] if record.close_reason else None,
            created_at=self.instant(record.created),
            opened_at=self.instant(record.opened) if record.opened else None,
        )
        self.session.add(vacancy)
        self.vacancies[record.key] = vacancy
        previous: VacancyState | None = None
        for state, day in steps_of(record):
            vacancy.steps.append(
                VacancyStep(
                    account=self.accounts[RECRUITER]
                    if state in AGENCY_STATES
                    else self.contacts[record.employer],
                    from_state=previous,
                    to_state=state,
                    reason=vacancy.reason if state == VacancyState.CLOSED else None,
                    at=self.instant(day),
                )
            )
            previous = state

    def add_candidate(self, record: invented.Candidate) -> None:
        """A person: the profile that is matched, the contacts apart, the file, the consent."""
        account = None
        if not self.candidates:
            account = self.add_account(CANDIDATE, Role.CANDIDATE, full_name(record))
            self.session.flush()
        candidate = Candidate(
            **candidate_row(record, self.instant),
            account_id=account.id if account else None,
            positions=[Position(**row) for row in position_rows(record)],
            contact=CandidateContact(**contact_row(record)),
        )
        self.session.add(candidate)
        self.session.flush()
        self.candidates[record.key] = candidate
        self.add_consent(candidate, Purpose.PROCESSING, candidate.created_at)
        self.add_resume(candidate, record.resume)

    def add_resume(self, candidate: Candidate, text: str) -> None:
        """The résumé as the person sent it: a text file, already read."""
        stored = store(io.BytesIO(text.encode()), self.files_dir)
        self.session.add(
            Resume(
                candidate_id=candidate.id,
                stored_name=stored.name,
                original_name="resume.txt",
                media_type="text/plain",
                size=stored.size,
                sha256=stored.sha256,
                state=ResumeState.READ,
                text=text,
                received_at=candidate.updated_at,
                read_at=candidate.updated_at,
            )
        )

    def add_consent(
        self,
        candidate: Candidate,
        purpose: Purpose,
        given_at: datetime,
        employer: Employer | None = None,
    ) -> None:
        """A consent, as given in the browser."""
        self.session.add(
            Consent(
                candidate_id=candidate.id,
                purpose=purpose,
                employer_id=employer.id if employer else None,
                text_version=current_text(purpose).version,
                channel="demo",
                given_at=given_at,
            )
        )

    def add_application(self, record: invented.Application) -> None:
        """A candidate's own wish."""
        self.session.add(
            Application(
                candidate=self.candidates[record.candidate],
                vacancy=self.vacancies[record.vacancy],
                message=record.note or "",
                created_at=self.instant(record.applied),
            )
        )

    def add_verdict(self, record: invented.Verdict) -> None:
        """A recruiter's judgement."""
        grade = Grade(GRADE_SUM - record.grade)
        self.session.add(
            Verdict(
                vacancy_id=self.vacancies[record.vacancy].id,
                candidate_id=self.candidates[record.candidate].id,
                account=self.accounts[RECRUITER],
                grade=grade,
                reason=record.reason_code if grade == Grade.NO else None,
                at=self.instant(record.given),
            )
        )

    def add_submission(self, record: invented.Submission) -> None:
        """A candidate shown to the client, some with the consent to be named."""
        vacancy, candidate = self.vacancies[record.vacancy], self.candidates[record.candidate]
        released = self.instant(record.released)
        self.session.add(
            Submission(
                vacancy=vacancy,
                candidate=candidate,
                number=record.number,
                account_id=self.accounts[RECRUITER].id,
                at=released,
            )
        )
        if record.consented:
            self.add_consent(candidate, Purpose.SUBMISSION, released, vacancy.employer)

    def instant(self, day: date) -> datetime:
        """Noon of a day in Moscow; today, if it is still morning, the present."""
        return noon_of(day, self.now)


def noon_of(day: date, now: datetime) -> datetime:
    """Noon of a day in Moscow; of today, if it is still morning, the present."""
    return min(datetime.combine(day, NOON_IN_MOSCOW), now)
