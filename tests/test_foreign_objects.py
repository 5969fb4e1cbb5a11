"""What is not one's own is not there: for every route with an id, and for everybody.

The table says who may open which things. All else has to be answered exactly like an id that
nobody ever gave out, so that not even the existence of a thing can be learned.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from recruit.db import Database
from recruit.models import (
    Account,
    Candidate,
    Consent,
    Role,
    Vacancy,
    VacancyState,
    Verdict,
)
from recruit.web.access import OPEN_ENDPOINTS
from tests.browsing import Visitor
from tests.cast import STAGE, Cast, all_rows, enter
from tests.conftest import NOON, PASSWORD
from tests.crawling import answer

ACTORS = ("", "newcomer", "candidate_a", "candidate_b", "employer_a", "employer_b", "recruiter")
A, B = ("draft_a", "submitted_a", "open_a"), ("draft_b", "open_b")
OPEN = ("open_a", "open_b")
PEOPLE = ("profile_a", "profile_b")
FILES = ("file_a", "file_b", "file_new")
ABSENT_ID, ABSENT_NUMBER = "0123456789abcdef", 987_654


@dataclass(frozen=True)
class Route:
    """An address with the things that may stand in it, and whose they are.

    `own` names for each actor the things that are theirs; with several placeholders a thing is a
    tuple. Whoever is not named owns nothing there.
    """

    url: str
    things: Sequence[Any]
    own: Mapping[str, Sequence[Any]]
    methods: Sequence[str] = ("GET",)
    sent: Mapping[str, str] = field(default_factory=dict)


VACANCIES_OF = {"recruiter": (*A, *B), "employer_a": A, "employer_b": B}
CONSENTS = tuple(product(PEOPLE, ("consent_a", "consent_b")))
PAIRS = tuple(product((*A, *B), PEOPLE))
ROUTES = {
    "careers.show": Route("/jobs/{0.public_id}", (*A, *B), dict.fromkeys(ACTORS, OPEN)),
    "careers.apply": Route(
        "/jobs/{0.public_id}/apply",
        (*A, *B),
        {"candidate_a": OPEN, "candidate_b": OPEN, "newcomer": OPEN},
        methods=("GET", "POST"),
    ),
    "vacancies.show": Route("/vacancies/{0.public_id}", (*A, *B), VACANCIES_OF),
    "vacancies.edit": Route(
        "/vacancies/{0.public_id}/edit", (*A, *B), VACANCIES_OF, methods=("GET", "POST")
    ),
    "vacancies.take_step": Route(
        "/vacancies/{0.public_id}/steps/close", (*A, *B), VACANCIES_OF, methods=("POST",)
    ),
    "employers.submissions": Route("/vacancies/{0.public_id}/submissions", (*A, *B), VACANCIES_OF),
    "employers.submission": Route(
        "/submissions/{0.public_id}",
        ("released_a", "released_b"),
        {
            "recruiter": ("released_a", "released_b"),
            "employer_a": ("released_a",),
            "employer_b": ("released_b",),
        },
    ),
    "shortlists.show": Route(
        "/vacancies/{0.public_id}/shortlist", (*A, *B), {"recruiter": (*A, *B)}
    ),
    "shortlists.explain": Route(
        "/vacancies/{0.public_id}/shortlist/{1.public_id}", PAIRS, {"recruiter": PAIRS}
    ),
    "shortlists.row": Route(
        "/vacancies/{0.public_id}/shortlist/{1.public_id}/row", PAIRS, {"recruiter": PAIRS}
    ),
    "shortlists.verdict": Route(
        "/vacancies/{0.public_id}/shortlist/{1.public_id}/verdict",
        PAIRS,
        {"recruiter": PAIRS},
        methods=("POST",),
        sent={"verdict": "2"},
    ),
    "shortlists.release": Route(
        "/vacancies/{0.public_id}/shortlist/{1.public_id}/release",
        PAIRS,
        {"recruiter": PAIRS},
        methods=("POST",),
    ),
    "candidates.show": Route("/candidates/{0.public_id}", PEOPLE, {"recruiter": PEOPLE}),
    "shortlists.openings": Route(
        "/candidates/{0.public_id}/vacancies", PEOPLE, {"recruiter": PEOPLE}
    ),
    "candidates.edit": Route(
        "/candidates/{0.public_id}/edit",
        PEOPLE,
        {"recruiter": PEOPLE},
        methods=("GET", "POST"),
    ),
    "candidates.record_consent": Route(
        "/candidates/{0.public_id}/consents/give",
        PEOPLE,
        {"recruiter": PEOPLE},
        methods=("POST",),
    ),
    "candidates.record_withdrawal": Route(
        "/candidates/{0.public_id}/consents/{1.id}/withdraw",
        CONSENTS,
        {"recruiter": (("profile_a", "consent_a"), ("profile_b", "consent_b"))},
        methods=("POST",),
    ),
    "candidates.withdraw_consent": Route(
        "/my/consents/{0.id}/withdraw",
        ("consent_a", "consent_b"),
        {"candidate_a": ("consent_a",), "candidate_b": ("consent_b",)},
        methods=("POST",),
    ),
    "duplicates.show": Route("/duplicates/{0.public_id}", ("pair",), {"recruiter": ("pair",)}),
    "duplicates.merge_pair": Route(
        "/duplicates/{0.public_id}/merge", ("pair",), {"recruiter": ("pair",)}, methods=("POST",)
    ),
    "duplicates.keep_apart": Route(
        "/duplicates/{0.public_id}/different",
        ("pair",),
        {"recruiter": ("pair",)},
        methods=("POST",),
    ),
    "duplicates.undo_merge": Route(
        "/merges/{0.public_id}/undo", ("merge",), {"recruiter": ("merge",)}, methods=("POST",)
    ),
    "orders.show": Route("/salaries/orders/{0.public_id}", ("order",), {"recruiter": ("order",)}),
    "orders.take_step": Route(
        "/salaries/orders/{0.public_id}/step",
        ("order",),
        {"recruiter": ("order",)},
        methods=("POST",),
        sent={"version": "1", "state": "in_work"},
    ),
    "intake.upload_for": Route(
        "/candidates/{0.public_id}/files", PEOPLE, {"recruiter": PEOPLE}, methods=("POST",)
    ),
    "tables.show": Route("/imports/table/{0.public_id}", ("table",), {"recruiter": ("table",)}),
    "tables.progress": Route(
        "/imports/table/{0.public_id}/progress", ("table",), {"recruiter": ("table",)}
    ),
    "tables.refused": Route(
        "/imports/table/{0.public_id}/refused.csv", ("table",), {"recruiter": ("table",)}
    ),
    **{
        f"tables.{name}": Route(
            f"/imports/table/{{0.public_id}}/{step}",
            ("table",),
            {"recruiter": ("table",)},
            methods=("POST",),
            sent={"consent_note": "Согласились в письме."},
        )
        for name, step in (
            ("set_mapping", "mapping"),
            ("begin", "begin"),
            ("record_consent", "consent"),
            ("discard", "discard"),
        )
    },
    "imports.show": Route("/imports/{0.public_id}", ("batch",), {"recruiter": ("batch",)}),
    "imports.progress": Route(
        "/imports/{0.public_id}/progress", ("batch",), {"recruiter": ("batch",)}
    ),
    "imports.record_consent": Route(
        "/imports/{0.public_id}/consent",
        ("batch",),
        {"recruiter": ("batch",)},
        methods=("POST",),
        sent={"consent_note": "Согласились в письме."},
    ),
    "intake.reading": Route(
        "/files/{0.public_id}/reading",
        ("file_a", "file_b"),
        {
            "recruiter": ("file_a", "file_b"),
            "candidate_a": ("file_a",),
            "candidate_b": ("file_b",),
        },
    ),
    "intake.state": Route(
        "/files/{0.public_id}/state",
        ("file_a", "file_b"),
        {
            "recruiter": ("file_a", "file_b"),
            "candidate_a": ("file_a",),
            "candidate_b": ("file_b",),
        },
    ),
    "review.show": Route(
        "/files/{0.public_id}/review",
        FILES,
        {
            "recruiter": ("file_a", "file_b"),
            "candidate_a": ("file_a",),
            "candidate_b": ("file_b",),
            "newcomer": ("file_new",),
        },
        methods=("GET", "POST"),
    ),
    "review.set_aside": Route(
        "/files/{0.public_id}/set-aside",
        FILES,
        {
            "recruiter": ("file_a", "file_b"),
            "candidate_a": ("file_a",),
            "candidate_b": ("file_b",),
            "newcomer": ("file_new",),
        },
        methods=("POST",),
    ),
    "intake.download": Route(
        "/files/{0.public_id}",
        ("file_a", "file_b"),
        {
            "recruiter": ("file_a", "file_b"),
            "candidate_a": ("file_a",),
            "candidate_b": ("file_b",),
        },
    ),
}
# Routes whose placeholder names nothing that belongs to anybody.
NOBODYS = {
    "accounts.demo_sign_in": "a role; the route is only there in a demo",
    "candidates.consent_text": "published texts",
    "catalogue.download": "the public catalogue",
    "catalogue.edit": "the public catalogue; editing is for all of the staff",
    "catalogue.show": "the public catalogue",
    "catalogue.version": "the public catalogue",
    "salaries.download": "published surveys",
    "survey_editions.restore": "published surveys, in the hands of all of the staff",
    "survey_editions.retire": "published surveys, in the hands of all of the staff",
    "survey_editions.set_index": "published surveys; the index is set by administrators",
    "survey_editions.show": "published surveys, in the hands of all of the staff",
    "salaries.download_workbook": "published surveys",
    "salaries.picture": "published surveys",
    "subscriptions.confirm": "a signed token, which is the key itself",
    "subscriptions.unsubscribe": "a signed token, which is the key itself",
    "vacancies.market": "a profile of the public catalogue",
    "vacancies.new": "a profile of the public catalogue",
    "vacancies.what_if": "a profile of the public catalogue, and counts alone",
    "web.set_language": "a language",
}


@dataclass(frozen=True)
class Nothing:
    """A thing that is not there."""

    public_id: str = ABSENT_ID
    id: int = ABSENT_NUMBER


@pytest.fixture
def cast(app: Flask, database: Database) -> Cast:
    return STAGE.set(database, app.extensions["recruit.config"].files_dir)


def address(app: Flask, endpoint: str, method: str, rows: Sequence[Any]) -> str:
    """The route's address with these things in it; the table must not fall behind the routes."""
    url = ROUTES[endpoint].url.format(*rows)
    assert app.url_map.bind("localhost").match(url, method=method)[0] == endpoint
    return url


def as_tuple(things: Any) -> tuple[str, ...]:
    return things if isinstance(things, tuple) else (things,)


def rows_of(cast: Cast, things: Any) -> list[Any]:
    return [getattr(cast, name) for name in as_tuple(things)]


def ids_of(rows: Sequence[Any]) -> list[str]:
    return [getattr(row, "public_id", None) or f"consents/{row.id}/" for row in rows]


def test_every_route_with_an_id_is_in_the_table(app: Flask) -> None:
    with_ids = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.arguments and rule.endpoint not in OPEN_ENDPOINTS
    }
    new, gone = with_ids - {*ROUTES, *NOBODYS}, {*ROUTES, *NOBODYS} - with_ids
    assert not new, f"say in ROUTES whose things these open, or in NOBODYS why nobody's: {new}"
    assert not gone, f"these routes are no more: {gone}"
    for rule in app.url_map.iter_rules():
        if rule.endpoint in ROUTES:
            untested = set(rule.methods or ()) - {"HEAD", "OPTIONS", *ROUTES[rule.endpoint].methods}
            assert not untested, (rule.endpoint, untested)


@pytest.mark.parametrize("endpoint", ROUTES)
def test_a_foreign_thing_is_answered_like_an_absent_one(
    app: Flask, database: Database, cast: Cast, endpoint: str
) -> None:
    route = ROUTES[endpoint]
    before = all_rows(database)
    for actor in ACTORS:
        visitor = enter(app, cast, actor)
        for method in route.methods:
            absent = [Nothing() for _ in as_tuple(route.things[0])]
            ids = [ABSENT_ID, f"consents/{ABSENT_NUMBER}/"]
            url = address(app, endpoint, method, absent)
            expected = answer(visitor, method, url, ids, **route.sent)
            assert expected[0] in (303, 403, 404), (actor, method)
            for thing in route.things:
                if thing not in route.own.get(actor, ()):
                    rows = rows_of(cast, thing)
                    url = address(app, endpoint, method, rows)
                    got = answer(visitor, method, url, ids_of(rows), **route.sent)
                    assert got == expected, (actor, method, thing)
    after = all_rows(database)
    assert after | {"account_session": []} == before | {"account_session": []}


@pytest.mark.parametrize("endpoint", ROUTES)
def test_ones_own_is_there(app: Flask, cast: Cast, endpoint: str) -> None:
    """Without this, a route that is closed to everybody would pass the test above."""
    route = ROUTES[endpoint]
    for actor, things in route.own.items():
        visitor = enter(app, cast, actor)
        for thing, method in product(things, route.methods):
            rows = rows_of(cast, thing)
            url = address(app, endpoint, method, rows)
            status, _ = answer(visitor, method, url, [], **route.sent)
            # 409: another step has to come first; 422: the form was sent empty.
            assert status in (200, 303, 409, 422), (actor, method, thing)


ODD_IDS = (
    "%00",
    "a%00b",
    "%F0%9F%98%80",
    "я" * 300,
    "-1",
    "9" * 30,
    "1e5",
    "'%20OR%201=1--",
    "%FF",
)


@pytest.mark.parametrize("actor", ["candidate_a", "employer_a", "recruiter"])
def test_an_id_that_no_database_could_hold_is_absent_too(
    app: Flask, cast: Cast, actor: str
) -> None:
    visitor = enter(app, cast, actor)
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint in {*ROUTES, *NOBODYS}]
    for rule, odd in product(rules, ODD_IDS):
        url = re.sub(r"<[^>]+>", odd, rule.rule)
        allowed = {303, 308, 403, 404} | ({200} if rule.endpoint in NOBODYS else set())
        for method in set(rule.methods or ()) - {"HEAD", "OPTIONS"}:
            status, _ = answer(visitor, method, url, [])
            assert status in allowed, (method, url)


# ---------- ids inside forms ----------


def consent_to(visitor: Visitor, url: str, client: str) -> Any:
    return answer(visitor, "POST", url, [client], client=client)


@pytest.mark.parametrize("actor", ["candidate_a", "recruiter"])
def test_consent_is_given_only_to_a_client_one_was_shown_to(
    app: Flask, database: Database, cast: Cast, actor: str
) -> None:
    visitor = enter(app, cast, actor)
    person = f"/candidates/{cast.profile_a.public_id}" if actor == "recruiter" else "/my"
    url = f"{person}/consents/give"
    absent = consent_to(visitor, url, ABSENT_ID)
    assert absent[0] == 404
    stranger = cast.employer_b.employer
    assert stranger
    assert consent_to(visitor, url, stranger.public_id) == absent
    assert "submission" not in purposes(database)
    client = cast.employer_a.employer
    assert client
    assert consent_to(visitor, url, client.public_id)[0] == 303
    assert "submission" in purposes(database)


def purposes(database: Database) -> list[str]:
    with database.unit(writes=False) as session:
        return list(session.scalars(select(Consent.purpose)))


@pytest.mark.parametrize("step", ["verdict", "release"])
def test_whoever_withdrew_the_consent_can_be_neither_judged_nor_released(
    app: Flask, database: Database, cast: Cast, step: str
) -> None:
    with database.unit(writes=True) as session:
        session.get_one(Candidate, cast.profile_b.id).is_matched = False
    visitor = enter(app, cast, "recruiter")
    url = f"/vacancies/{cast.open_a.public_id}/shortlist/{{}}/{step}"
    absent = answer(visitor, "POST", url.format(ABSENT_ID), [ABSENT_ID], verdict="1")
    person = cast.profile_b.public_id
    assert answer(visitor, "POST", url.format(person), [person], verdict="1") == absent
    assert absent[0] == 404


@pytest.mark.parametrize("number", ["2", "-1", "9" * 40])
def test_a_vacancy_is_built_from_a_version_that_is_there(
    app: Flask, database: Database, cast: Cast, number: str
) -> None:
    visitor = enter(app, cast, "employer_a")
    visitor.get("/vacancies/new/head-of-customer-relations")
    visitor.submit({"profile_version": number})
    assert visitor.response.status_code == 404


# Columns that no form fills: what they hold follows from who is asking and what has happened.
FORGED = {
    "id": "1",
    "public_id": ABSENT_ID,
    "role": "admin",
    "is_demo": "1",
    "employer_id": "2",
    "employer": "2",
    "account_id": "1",
    "created_by_id": "1",
    "candidate_id": "1",
    "state": "open",
    "opened_at": "2026-01-01",
    "created_at": "2020-01-01",
    "disabled_at": "",
    "profile_version_id": "1",
    "currency": "USD",
    "period": "year",
    "is_matched": "1",
    "score": "100",
}


def test_columns_that_no_form_fills_cannot_be_sent(
    app: Flask, database: Database, cast: Cast
) -> None:
    stranger = Visitor(app)
    stranger.get("/register/candidate")
    person = {"name": "Ольга", "email": "olga@example.com", "password": PASSWORD}
    stranger.submit(FORGED | person)
    employer = enter(app, cast, "employer_a")
    employer.get("/vacancies/new/head-of-customer-relations")
    employer.submit(FORGED | {"title": "Подделка"})
    newcomer = enter(app, cast, "newcomer")
    newcomer.get("/my/resume")
    newcomer.submit(FORGED | {"title": "Подделка", "consent": "1"})
    with database.unit(writes=False) as session:
        account = session.scalars(select(Account).where(Account.email == person["email"])).one()
        vacancy = session.scalars(select(Vacancy).where(Vacancy.title == "Подделка")).one()
        candidate = session.scalars(select(Candidate).where(Candidate.title == "Подделка")).one()
    assert (account.role, account.employer_id, account.is_demo) == (Role.CANDIDATE, None, False)
    assert (vacancy.employer_id, vacancy.state) == (
        cast.employer_a.employer_id,
        VacancyState.DRAFT,
    )
    assert (vacancy.currency, vacancy.period, vacancy.opened_at) == ("RUB", "month", None)
    assert (candidate.account_id, candidate.created_by_id) == (cast.newcomer.id, None)
    assert (candidate.period, candidate.is_demo) == ("month", False)
    for row in (account, vacancy, candidate):
        assert row.created_at == NOON
        assert row.public_id != ABSENT_ID


def test_a_verdict_is_of_whoever_gave_it(app: Flask, database: Database, cast: Cast) -> None:
    visitor = enter(app, cast, "recruiter")
    url = f"/vacancies/{cast.open_b.public_id}/shortlist/{cast.profile_b.public_id}/verdict"
    answer(visitor, "POST", url, [], verdict="2", account_id="1", candidate_id="1", vacancy_id="1")
    with database.unit(writes=False) as session:
        verdict = session.scalars(select(Verdict).order_by(Verdict.id.desc())).first()
    assert verdict
    assert (verdict.vacancy_id, verdict.candidate_id, verdict.account_id) == (
        cast.open_b.id,
        cast.profile_b.id,
        cast.recruiter.id,
    )
