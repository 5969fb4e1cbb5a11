"""What the matcher is told of a candidate, and what it is not."""

from dataclasses import fields

import pytest
from sqlalchemy import select

from matching.profiles import CandidateProfile, Money
from recruit.candidates.completeness import missing_facts
from recruit.candidates.matching_view import to_profile
from recruit.db import Database
from recruit.models import Candidate, CandidateContact, Position, Resume
from tests import factories
from tests.conftest import NOON


def candidate(**facts: object) -> Candidate:
    return Candidate(
        **{"title": "", "skills": [], "text": "", "education_text": "", "currency": "RUB"}
        | {"tax": "unknown"}
        | facts
    )


def test_the_unknown_stays_unknown() -> None:
    assert to_profile(candidate()) == CandidateProfile()


def test_every_fact_of_the_work_is_told() -> None:
    profile = to_profile(
        candidate(
            title="Юрист",
            text="Веду договоры.",
            skills=["negotiation"],
            experience_years=9,
            management_years=3,
            education="higher",
            languages={"en": "spoken"},
            city="Казань",
            relocation=True,
            remote=False,
            salary=12_500_000,
            tax="net",
            positions=[
                Position(place=0, title="Юрист", start="2020-01", description="Писал иски.")
            ],
        )
    )
    told = {field.name: getattr(profile, field.name) for field in fields(profile)}
    position = told.pop("positions")[0]
    assert (position.title, position.end, position.description) == ("Юрист", None, "Писал иски.")
    assert position.start == 2020 * 12
    assert told == {
        "title": "Юрист",
        "text": "Веду договоры.",
        "skills": ("negotiation",),
        "experience_months": 108,
        "management_months": 36,
        "education": "higher",
        "languages": {"en": "spoken"},
        "city": "Казань",
        "relocation": True,
        "remote": False,
        "salary_expected": Money(12_500_000, "RUB"),
        "net": True,
    }


@pytest.mark.parametrize(("tax", "net"), [("net", True), ("gross", False), ("unknown", None)])
def test_tax_is_told_as_net_or_unknown(tax: str, net: bool | None) -> None:
    assert to_profile(candidate(tax=tax)).net is net


def test_a_sum_in_another_currency_needs_a_rate() -> None:
    paid_in_dollars = candidate(salary=200_000, currency="USD")
    assert to_profile(paid_in_dollars).salary_expected is None
    profile = to_profile(paid_in_dollars, {"USD": 9_000})
    assert profile.salary_expected == Money(18_000_000, "RUB")


def test_neither_contacts_nor_files_reach_the_matcher(database: Database) -> None:
    """The contact is not even loaded: touching it would raise."""
    canary = "Канарейка"
    with database.unit(writes=True) as session:
        made = factories.candidate(session, name=canary, email="canary@example.com")
        session.add(
            Resume(
                candidate_id=made.id,
                stored_name="a" * 32,
                original_name=canary,
                media_type="text/plain",
                size=1,
                sha256="0" * 64,
                state="read",
                text=canary,
                received_at=NOON,
            )
        )
    with database.unit(writes=False) as session:
        profile = to_profile(session.scalars(select(Candidate)).one())
    assert canary not in repr(profile)
    assert "canary" not in repr(profile)


def test_what_is_missing_leads_to_its_control() -> None:
    bare = candidate(contact=CandidateContact(name="Имя"))
    assert [control for control, _ in missing_facts(bare)] == [
        "city",
        "relocation",
        "remote",
        "salary",
        "positions",
        "skills",
        "education",
        "languages",
        "phone",
    ]
    undated = candidate(
        contact=CandidateContact(name="Имя", phone="+79000000000"),
        city="Уфа",
        relocation=False,
        remote=False,
        salary=1,
        skills=["a", "b", "c"],
        education="higher",
        languages={"en": "basic"},
        positions=[Position(place=0, title="Юрист", description="")],
    )
    assert [control for control, _ in missing_facts(undated)] == ["positions", "positions"]
