"""Who said each field: the file, the person, the recruiter; kept through edits and reordering."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from recruit.candidates.provenance import Evidence, sources_of, told_fields
from recruit.candidates.services import create_profile, form_values, save_profile
from recruit.db import Database
from recruit.intake.proposals import proposed
from recruit.models import Account, Candidate, FieldSource, Resume, ResumeState, Role, Source
from tests import factories
from tests.conftest import NOON
from tests.intake.drafts import MONTH, draft_of

LATER = NOON + timedelta(days=3)


def resume(session: Session, account: Account) -> Resume:
    made = Resume(
        account_id=account.id,
        stored_name=f"{account.id:032x}",
        original_name="резюме.pdf",
        media_type="application/pdf",
        size=1,
        sha256="0" * 64,
        state=ResumeState.READ,
        received_at=NOON,
    )
    session.add(made)
    session.flush()
    return made


def evidence(file: Resume, *, confirmed: bool = True) -> Evidence:
    proposal = proposed(draft_of(), MONTH)
    return Evidence(
        Source.FILE,
        proposal.values,
        said_at=NOON,
        confirmed_at=LATER if confirmed else None,
        resume_id=file.id,
        places=proposal.places,
    )


def from_file(
    session: Session, account: Account, *, confirmed: bool = True, **typed: Any
) -> Candidate:
    told = evidence(resume(session, account), confirmed=confirmed)
    return create_profile(session, account, {**told.values, **typed}, now=LATER, evidence=told)


def save(session: Session, account: Account, candidate: Candidate, **changes: Any) -> None:
    data = form_values(candidate) | {"version": candidate.version} | changes
    save_profile(session, account, candidate, data, now=LATER + timedelta(days=1))


def facts(row: FieldSource) -> tuple[Any, ...]:
    return row.value, row.source, row.resume_id, row.start, row.said_at, row.confirmed_at


@pytest.fixture
def session(database: Database) -> Any:
    with database.unit(writes=True) as opened:
        yield opened


def test_each_field_with_a_value_has_one_source(session: Session) -> None:
    account = factories.account(session, Role.CANDIDATE)
    candidate = from_file(session, account)
    sources = sources_of(session, candidate)
    assert {name: row.value for name, row in sources.items()} == told_fields(form_values(candidate))
    assert {row.source for row in sources.values()} == {Source.FILE}
    city = sources["city"]
    assert (city.start, city.end, city.page, city.rule) == (68, 74, 1, "city label")
    assert (city.said_at, city.confirmed_at, city.account_id) == (NOON, LATER, account.id)


def test_a_corrected_field_is_the_persons_own(session: Session) -> None:
    account = factories.account(session, Role.CANDIDATE)
    candidate = from_file(session, account, city="Самара", remote=True)
    sources = sources_of(session, candidate)
    for name in ("city", "remote"):
        row = sources[name]
        assert (row.source, row.resume_id, row.start) == (Source.CANDIDATE, None, None)
        assert row.confirmed_at == LATER
    assert sources["title"].source == Source.FILE


def test_an_edit_keeps_what_it_does_not_change(session: Session) -> None:
    candidate = from_file(session, factories.account(session, Role.CANDIDATE))
    before = {name: facts(row) for name, row in sources_of(session, candidate).items()}
    recruiter = factories.account(session, Role.RECRUITER)
    save(session, recruiter, candidate, city="Самара")
    after = sources_of(session, candidate)
    assert after["city"].source == Source.RECRUITER
    assert after["city"].account_id == recruiter.id
    kept = {name: facts(row) for name, row in after.items() if name != "city"}
    assert kept == {name: told for name, told in before.items() if name != "city"}


def test_reordering_and_adding_loses_no_source(session: Session) -> None:
    account = factories.account(session, Role.CANDIDATE)
    candidate = from_file(session, account)
    before = {name: facts(row) for name, row in sources_of(session, candidate).items()}
    first, second = form_values(candidate)["positions"]
    new = first | {"title": "Консультант", "employer": "", "start": "2025-01"}
    skills = ["excel", *reversed(candidate.skills)]
    save(session, account, candidate, positions=[new, second, first], skills=skills)
    after = {name: facts(row) for name, row in sources_of(session, candidate).items()}
    assert after["positions-2-start"] == before["positions-0-start"]
    assert after["positions-1-employer"] == before["positions-1-employer"]
    assert after["positions-0-title"][1] == Source.CANDIDATE
    assert after["skills-0"][1] == Source.CANDIDATE
    assert after["skills-1"] == before["skills-2"]
    assert after["skills-3"] == before["skills-0"]


def test_what_is_taken_out_has_no_source_any_more(session: Session) -> None:
    account = factories.account(session, Role.CANDIDATE)
    candidate = from_file(session, account)
    save(session, account, candidate, positions=[], skills=[], languages=[], city=None)
    assert set(sources_of(session, candidate)) == set(told_fields(form_values(candidate)))


def test_a_profile_from_before_sources_were_kept(session: Session) -> None:
    account = factories.account(session, Role.CANDIDATE)
    candidate = factories.candidate(session, account_id=account.id)
    save(session, factories.account(session, Role.RECRUITER), candidate, city="Самара")
    sources = sources_of(session, candidate)
    assert sources["city"].source == Source.RECRUITER
    assert sources["title"].source == Source.CANDIDATE
    assert (sources["title"].account_id, sources["title"].said_at) == (account.id, NOON)


def test_what_nobody_has_looked_at_is_not_confirmed_by_another_edit(session: Session) -> None:
    candidate = from_file(session, factories.account(session, Role.RECRUITER), confirmed=False)
    assert sources_of(session, candidate)["city"].confirmed_at is None
    account = factories.account(session, Role.RECRUITER)
    save(session, account, candidate, remote=True)
    assert sources_of(session, candidate)["city"].confirmed_at is None


def test_the_same_value_in_a_confirmed_file_confirms(session: Session) -> None:
    account = factories.account(session, Role.RECRUITER)
    candidate = from_file(session, account, confirmed=False)
    first = sources_of(session, candidate)["city"].resume_id
    told = evidence(resume(session, factories.account(session, Role.RECRUITER)))
    data = form_values(candidate) | {"version": candidate.version}
    save_profile(session, account, candidate, data, now=LATER, evidence=told)
    city = sources_of(session, candidate)["city"]
    assert (city.confirmed_at, city.resume_id) == (LATER, first)
