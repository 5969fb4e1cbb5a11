"""A double click makes one thing: every route that takes a POST, and each thing that one makes."""

import io
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask

from recruit.db import Database
from tests.cast import STAGE, Cast, all_rows, enter
from tests.crawling import crawl
from tests.form_cases import CASES, RESUME_FILE, ready

# Routes that create nothing a second click could double, and why it cannot.
NOT_CREATING = {
    "accounts.sign_in": "a second session of the same browser; its cookie replaces the first",
    "accounts.sign_out": "deletes the session; the second click finds none",
    "accounts.demo_sign_in": "like signing in, and only in a demo",
    "candidates.withdraw_consent": "a consent is withdrawn once; then it is not standing any more",
    "candidates.record_withdrawal": "a consent is withdrawn once; then it is not standing any more",
    "catalogue.edit": "carries the version it is based on; equal content makes no new version",
    "duplicates.keep_apart": "a pair is decided once; the second click finds it decided",
    "duplicates.undo_merge": "a merge is undone once; the second click is told so",
    "orders.take_step": "carries the version; a person's repeated step changes nothing",
    "imports.record_consent": "one ground a batch; a person has one standing consent",
    "review.set_aside": "a file is set aside once; then it is",
    "tables.discard": "a table is forgotten once; then it is not there",
    "tables.record_consent": "one ground a batch; a person has one standing consent",
    "tables.set_mapping": "stores what was chosen; the same choice again changes nothing",
    "survey_editions.restore": "an edition that is in use stays so",
    "shortlists.verdict": "the newest verdict counts; a repeated one says the same",
    "subscriptions.confirm": "a subscription is confirmed once; then it is",
    "subscriptions.unsubscribe": "a subscription ends once; mail programs bring no key",
    "vacancies.edit": "carries the version; what is stored already is not stored again",
    "vacancies.take_step": "carries the version; a person's repeated step changes nothing",
}


@dataclass(frozen=True)
class Creation:
    """A form whose sending makes a row, and where."""

    case: str
    table: str


CREATIONS = (
    Creation("register candidate", "account"),
    Creation("register employer", "employer"),
    Creation("new vacancy", "vacancy"),
    Creation("apply", "application"),
    Creation("first résumé", "candidate"),
    Creation("new candidate", "candidate"),
    Creation("review a file", "candidate"),
    Creation("merge two profiles", "merge"),
    Creation("own file", "resume"),
    Creation("first file", "resume"),
    Creation("file of somebody new", "resume"),
    Creation("file of a candidate", "resume"),
    Creation("bring in résumés", "import_batch"),
    Creation("send a table", "import_batch"),
    Creation("begin a table", "import_item"),
    Creation("new profile", "role_profile"),
    Creation("import a survey", "survey_edition"),
    Creation("retire a survey", "survey_retirement"),
    Creation("set an index", "survey_index"),
    Creation("subscribe", "subscription"),
    Creation("order a survey", "survey_order"),
    Creation("write of a survey", "outbox_message"),
    Creation("write of a study", "outbox_message"),
)
BY_NAME = {case.name: case for case in CASES}


@pytest.fixture
def cast(app: Flask, database: Database) -> Cast:
    return STAGE.set(database, app.extensions["recruit.config"].files_dir)


def counts(database: Database) -> Counter[str]:
    """How many rows each table has."""
    return Counter({table: len(rows) for table, rows in all_rows(database).items()})


def test_every_post_creates_once_or_says_why_it_need_not(app: Flask) -> None:
    posting = {
        rule.endpoint: app.view_functions[rule.endpoint]
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ())
    }
    creating = {name for name, view in posting.items() if wraps_once(view)}
    undecided = posting.keys() - creating - NOT_CREATING.keys()
    assert not undecided, f"wrap in recruit.web.once.creates, or say why not: {undecided}"
    assert not creating & NOT_CREATING.keys()
    assert not NOT_CREATING.keys() - posting.keys()


def wraps_once(view: Any) -> bool:
    """Whether a view is wrapped by `creates`, under whatever other decorators."""
    while view is not None:
        if view.__code__.co_filename.endswith("web/once.py"):
            return True
        view = getattr(view, "__wrapped__", None)
    return False


@pytest.mark.parametrize("creation", CREATIONS, ids=lambda creation: creation.case)
def test_the_same_form_sent_twice_makes_one(
    app: Flask, database: Database, cast: Cast, creation: Creation
) -> None:
    case = BY_NAME[creation.case]
    visitor = enter(app, cast, case.who)
    visitor.get(case.url.format(**vars(cast)))
    page, before = visitor.response, counts(database)
    cookie = visitor.client.get_cookie("recruit")
    assert cookie
    visitor.submit(ready(case.valid), action=case.action, follow=False)
    first, once = visitor.response, counts(database)
    assert (first.status_code, once[creation.table]) == (303, before[creation.table] + 1)
    # The second click leaves with the cookie of before the first one, which may have signed in.
    visitor.client.set_cookie("recruit", cookie.value)
    visitor.response = page
    visitor.submit(ready(case.valid), action=case.action, follow=False)
    assert visitor.response.location == first.location
    assert counts(database) == once


def test_releasing_twice_makes_one_submission_and_one_letter(
    app: Flask, database: Database, cast: Cast
) -> None:
    visitor = enter(app, cast, "recruiter")
    visitor.get(f"/vacancies/{cast.open_a.public_id}/shortlist")
    page, before = visitor.response, counts(database)
    action = f"/shortlist/{cast.profile_b.public_id}/release"
    for _ in range(2):
        visitor.response = page
        visitor.submit(action=action, follow=False)
        assert visitor.response.status_code == 303
    made = counts(database) - before
    assert made == {"submission": 1, "outbox_message": 1, "once_key": 1}


@pytest.mark.parametrize("actor", ["candidate_a", "recruiter"])
def test_a_consent_given_twice_is_one(
    app: Flask, database: Database, cast: Cast, actor: str
) -> None:
    visitor = enter(app, cast, actor)
    visitor.get("/my" if actor == "candidate_a" else f"/candidates/{cast.profile_a.public_id}")
    page, before = visitor.response, counts(database)
    for _ in range(2):
        visitor.response = page
        visitor.submit(action="/consents/give", follow=False)
        assert visitor.response.status_code == 303
    # Who agrees again is counted in the market again, once.
    made = counts(database) - before
    assert made.pop("market_observation", 0) <= 1
    assert made == {"consent": 1, "once_key": 1}


def test_two_windows_make_one_application_all_the_same(
    app: Flask, database: Database, cast: Cast
) -> None:
    """Two keys, one wish: the second form was opened before the first was sent."""
    visitor = enter(app, cast, "candidate_b")
    url = f"/jobs/{cast.open_a.public_id}/apply"
    pages = [visitor.get(url), visitor.get(url)]
    before = counts(database)
    for page in pages:
        visitor.response = page
        visitor.submit({"message": "Хочу к вам."})
        assert visitor.response.status_code == 200
    assert (counts(database) - before)["application"] == 1


def test_two_windows_make_one_resume_all_the_same(
    app: Flask, database: Database, cast: Cast
) -> None:
    visitor = enter(app, cast, "newcomer")
    pages = [visitor.get("/my/resume"), visitor.get("/my/resume")]
    before, statuses = counts(database)["candidate"], []
    for page in pages:
        visitor.response = page
        visitor.submit(ready(BY_NAME["first résumé"].valid), follow=False)
        statuses.append(visitor.response.status_code)
    assert statuses[0] == 303
    assert counts(database)["candidate"] == before + 1
    # The second is an edit of a version that is no more: shown beside what is stored, not lost.
    assert statuses[1] in (409, 422)


def test_other_words_in_a_form_that_was_sent_are_not_thrown_away(
    app: Flask, database: Database, cast: Cast
) -> None:
    """Whoever goes back, changes a word and sends the form again has not clicked twice."""
    visitor = enter(app, cast, "candidate_a")
    visitor.get("/my/resume")
    page = visitor.response
    visitor.submit({"title": "Повар"}, follow=False)
    assert visitor.response.status_code == 303
    visitor.response = page
    visitor.submit({"title": "Шеф-повар"}, follow=False)
    # An edit of a version that is no more: shown beside what is stored.
    assert visitor.response.status_code == 409
    assert "Шеф-повар" in [one.get("value") for one in visitor.page.xpath("//main//input")]


def test_another_file_in_a_form_that_was_sent_is_not_thrown_away(
    app: Flask, database: Database, cast: Cast
) -> None:
    case = BY_NAME["own file"]
    visitor = enter(app, cast, case.who)
    visitor.get(case.url.format(**vars(cast)))
    page, before = visitor.response, counts(database)["resume"]
    for text in ("Повар. Опыт 5 лет.", "Повар. Опыт 6 лет.", "Повар. Опыт 6 лет."):
        visitor.response = page
        file = {"file": (io.BytesIO(text.encode()), "resume.txt")}
        visitor.submit(ready(case.valid) | file, action=case.action, follow=False)
        assert visitor.response.status_code == 303
    assert counts(database)["resume"] == before + 2


EDITS: Mapping[str, str] = {
    "edit vacancy": "vacancy_step",
    "send a vacancy back": "vacancy_step",
    "close a vacancy": "vacancy_step",
    "edit profile": "role_profile_version",
    "answer an order": "outbox_message",
    "edit résumé": "candidate",
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_sent_twice_is_one_edit(
    app: Flask, database: Database, cast: Cast, name: str
) -> None:
    case = BY_NAME[name]
    visitor = enter(app, cast, case.who)
    visitor.get(case.url.format(**vars(cast)))
    page = visitor.response
    visitor.submit(ready(case.valid), action=case.action, follow=False)
    first, once = visitor.response, all_rows(database)
    visitor.response = page
    visitor.submit(ready(case.valid), action=case.action, follow=False)
    assert (first.status_code, visitor.response.status_code) in ((303, 303), (303, 409))
    assert all_rows(database) == once


@pytest.mark.parametrize("key", ["", "я" * 1000])
@pytest.mark.parametrize("creation", CREATIONS, ids=lambda creation: creation.case)
def test_without_its_key_a_form_creates_nothing(
    app: Flask, database: Database, cast: Cast, creation: Creation, key: str
) -> None:
    case = BY_NAME[creation.case]
    visitor = enter(app, cast, case.who)
    visitor.get(case.url.format(**vars(cast)))
    before = all_rows(database)
    visitor.submit(ready(case.valid) | {"once": key}, action=case.action, follow=False)
    assert visitor.response.status_code == 422
    assert all_rows(database) == before


def test_a_key_is_of_one_person_and_one_form(app: Flask, database: Database, cast: Cast) -> None:
    """Nobody uses up another's key, nor learns where it led."""
    before = counts(database)
    for actor in ("employer_a", "employer_b"):
        visitor = enter(app, cast, actor)
        visitor.get(BY_NAME["new vacancy"].url)
        visitor.submit(ready(BY_NAME["new vacancy"].valid) | {"once": "same"}, follow=False)
        assert visitor.response.status_code == 303
    assert (counts(database) - before)["vacancy"] == 2


def test_a_file_sent_twice_is_stored_once(app: Flask, cast: Cast) -> None:
    files = app.extensions["recruit.config"].files_dir
    before = set(files.iterdir())
    visitor = enter(app, cast, "candidate_a")
    page = visitor.get("/my")
    for _ in range(2):
        visitor.response = page
        visitor.submit({"file": (io.BytesIO(RESUME_FILE), "cv.txt")}, action="/my/files")
    assert len(set(files.iterdir()) - before) == 1


@pytest.mark.parametrize("actor", ["", "newcomer", "candidate_a", "employer_a", "recruiter"])
def test_looking_changes_nothing(app: Flask, database: Database, cast: Cast, actor: str) -> None:
    visitor = enter(app, cast, actor)
    before = all_rows(database)
    starts = ("/", "/my", "/vacancies", "/candidates", "/profiles", "/salaries", "/register")
    pages = [response.request.path for response in crawl(visitor, *starts)]
    assert len(pages) > len(starts)
    assert all_rows(database) == before
