"""Each form of the application with each of its fields wrong, full to the brim, and forged."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pytest
from flask import Flask
from lxml.etree import XPath
from lxml.html import HtmlElement
from marshmallow import Schema, fields

from recruit.careers.schemas import SearchSchema
from recruit.db import Database
from recruit.shortlists.schemas import PageSchema, ShortlistQuerySchema, VerdictSchema
from recruit.subscriptions.schemas import OrderListSchema
from recruit.vacancies.schemas import ListSchema, OfferSchema
from tests.browsing import Visitor
from tests.cast import STAGE, Cast, all_rows, enter
from tests.form_cases import CASES, KINDS, SLUG, Case, Wrong, controls_of, ready

# How a request is refused that no page of ours could have sent.
REFUSALS = (400, 409, 422)

CONTROLS = XPath(".//*[@name][not(self::button)]")


@pytest.fixture
def cast(app: Flask, database: Database) -> Cast:
    return STAGE.set(database, app.extensions["recruit.config"].files_dir)


def open_form(app: Flask, cast: Cast, case: Case, language: str = "ru") -> Visitor:
    """The page with the form, opened by whom it is for."""
    visitor = enter(app, cast, case.who, language)
    visitor.get(case.url.format(**vars(cast)))
    assert visitor.response.status_code == 200
    return visitor


def changes_of(attempt: Mapping[str, Wrong]) -> dict[str, Any]:
    """The controls that an attempt changes: one for each of its names, or those it lists."""
    changes: dict[str, Any] = {}
    for name, value in attempt.items():
        changes |= value if isinstance(value, Mapping) else {name: value}
    return changes


def faults(
    visitor: Visitor, case: Case, attempt: Iterable[str], sent: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """What is amiss with the page that answers a form with some controls wrong."""
    if visitor.response.status_code != 422:
        yield from ((name, f"answered {visitor.response.status_code}") for name in attempt)
        return
    errors, form = visitor.errors(), visitor.form(case.action)
    page = form.getroottree().getroot()
    for name in attempt:
        yield from ((name, fault) for fault in message_faults(page, name, errors.get(name, "")))
    kept = dict(form.form_values())
    # Of several with one name, as answers to choose from, the first.
    controls = {control.get("name"): control for control in reversed(CONTROLS(form))}
    for name, value in sent.items():
        if value is not None and is_kept(controls.get(name), is_wrong=name in attempt):
            shown, typed = (" ".join(str(text).split()) for text in (kept.get(name, ""), value))
            if shown != typed:
                yield next(iter(attempt)), f"{name} was {typed[:40]!r}, is shown as {shown[:40]!r}"


def message_faults(page: HtmlElement, name: str, message: str) -> Iterator[str]:
    """What is amiss with a message: at its field, in the page's language, in the summary."""
    if not message:
        yield "no message at the field"
        return
    unquoted = re.sub(r"[«“].*?[»”]", "", message)
    if bool(re.search("[а-яё]", unquoted, re.I)) != (page.get("lang") == "ru"):
        yield f"the message is in another language: {message}"
    if not page.xpath(f"//*[@data-error-summary]//a[@href='#{name}']"):
        yield "the summary does not lead to the field"
    if not page.xpath(f"//*[@id='{name}']"):
        yield "the summary leads nowhere"


def is_kept(control: HtmlElement | None, *, is_wrong: bool) -> bool:
    """Whether a control shows again what it held: no password, no file, no answer unoffered."""
    if control is None or control.get("type") in ("password", "file"):
        return False
    is_choice = control.tag == "select" or control.get("type") in ("checkbox", "radio")
    return not (is_wrong and is_choice)


def try_all(app: Flask, database: Database, cast: Cast, case: Case, language: str) -> list[str]:
    """Send the form wrong in every way; the complaints."""
    visitor = open_form(app, cast, case, language)
    page, before, complaints = visitor.response, all_rows(database), []
    for attempt in case.attempts():
        sent = ready(case.valid | changes_of(attempt))
        visitor.response = page
        visitor.submit(sent, action=case.action, follow=False)
        complaints += [
            f"{name} = {str(attempt[name])[:50]!r}: {fault}"
            for name, fault in faults(visitor, case, attempt, sent)
        ]
        if all_rows(database) != before:
            complaints.append(f"{attempt}: something was stored")
            before = all_rows(database)
    return complaints


on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
each_form = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@on_sqlite
@each_form
def test_each_field_wrong(app: Flask, database: Database, cast: Cast, case: Case) -> None:
    complaints = try_all(app, database, cast, case, "ru")
    assert not complaints, "\n".join(complaints)


@on_sqlite
@pytest.mark.parametrize(
    "case",
    [case for case in CASES if case.name in ("register employer", "edit vacancy", "first résumé")],
    ids=lambda case: case.name,
)
def test_each_field_wrong_in_english(
    app: Flask, database: Database, cast: Cast, case: Case
) -> None:
    complaints = try_all(app, database, cast, case, "en")
    assert not complaints, "\n".join(complaints)


@each_form
def test_the_same_form_filled_in_right_is_taken(
    app: Flask, database: Database, cast: Cast, case: Case
) -> None:
    """Without this, a form that refuses everything would pass the tests above."""
    visitor = open_form(app, cast, case)
    before = all_rows(database)
    visitor.submit(ready(case.valid), action=case.action, follow=False)
    assert visitor.response.status_code == 303, visitor.errors()
    assert all_rows(database) != before


@each_form
def test_each_field_as_full_as_it_may_be_is_stored(
    app: Flask, database: Database, cast: Cast, case: Case
) -> None:
    """What a form lets through, the columns of both databases hold."""
    fullest = {
        name: kind.fullest(one)
        for name, one in controls_of(case.schema())
        if name not in {*case.unseen, *case.compared} and (kind := KINDS[type(one)]).fullest
    }
    visitor = open_form(app, cast, case)
    visitor.submit(ready(case.valid | fullest), action=case.action, follow=False)
    assert visitor.response.status_code == 303, visitor.errors()


@each_form
def test_characters_that_databases_refuse_harm_nothing(
    app: Flask, database: Database, cast: Cast, case: Case
) -> None:
    visitor = open_form(app, cast, case)
    values = {
        name: f"{value}\0" if isinstance(value, str) else value
        for name, value in ready(case.valid).items()
    }
    visitor.submit(values, action=case.action, follow=False)
    assert visitor.response.status_code in (303, 422)
    assert "\\x00" not in repr(all_rows(database))


@pytest.mark.parametrize(
    "case", [case for case in CASES if any(case.unseen.values())], ids=lambda case: case.name
)
def test_a_forged_field_is_refused(app: Flask, database: Database, cast: Cast, case: Case) -> None:
    visitor = open_form(app, cast, case)
    page, before = visitor.response, all_rows(database)
    for name, values in case.unseen.items():
        for value in values:
            visitor.response = page
            visitor.submit(ready(case.valid) | {name: value}, action=case.action, follow=False)
            assert visitor.response.status_code in REFUSALS, (name, value)
            assert all_rows(database) == before, (name, value)


@pytest.mark.parametrize("case", [case for case in CASES if case.action], ids=lambda one: one.name)
def test_the_language_can_be_switched_on_a_refused_form(app: Flask, cast: Cast, case: Case) -> None:
    """Its address takes no more than the form."""
    visitor = open_form(app, cast, case)
    name, values = next(iter(case.wrong.items()))
    visitor.submit(ready(changes_of({name: values[0]})), action=case.action, follow=False)
    assert visitor.response.status_code == 422
    visitor.get(visitor.page.xpath("//nav[@class='langs']//a/@href")[0])
    assert visitor.response.status_code == 200
    assert visitor.page.get("lang") == "en"


# ---------- what stands in an address: searches, filters, pages of lists ----------

QUERIES = {
    SearchSchema: ("", "/"),
    ListSchema: ("employer_a", "/vacancies"),
    OrderListSchema: ("recruiter", "/salaries/orders"),
    OfferSchema: ("employer_a", f"/vacancies/new/{SLUG}/market"),
    ShortlistQuerySchema: ("recruiter", "/vacancies/{open_a.public_id}/shortlist"),
    PageSchema: ("recruiter", "/candidates/{profile_a.public_id}/vacancies"),
}
# Schemas that read no form of a page.
OTHERS = {VerdictSchema: "five buttons, each with its own value; tests/shortlists"}


@pytest.mark.parametrize("schema", QUERIES, ids=lambda schema: schema.__name__)
def test_a_wrong_filter_is_named_or_left_out(app: Flask, cast: Cast, schema: type[Schema]) -> None:
    """An address may come from an old bookmark: the list is shown all the same."""
    who, url = QUERIES[schema]
    visitor = enter(app, cast, who)
    url = url.format(**vars(cast))
    for name, one in controls_of(schema()):
        for value in KINDS[type(one)].wrong(one):
            visitor.get(url, query_string={name: value})
            assert visitor.response.status_code in (200, 422), (name, value)
            if visitor.response.status_code == 422:
                named = visitor.page.xpath(f"//*[@data-error-summary]//a[@href='#{name}']")
                assert named, (name, value)


PLAIN_QUERIES = (
    ("", "/profiles", ("q",)),
    ("", "/salaries", ("edition", "city", "segment", "sort")),
    ("recruiter", "/salaries/editions", ("before", "after")),
    ("", f"/profiles/{SLUG}", ("city", "segment")),
    ("", f"/profiles/{SLUG}/versions/1", ("against",)),
    ("", "/skills/suggest", ("q",)),
    ("", "/sign-in", ("next",)),
    ("employer_a", "/vacancies/new", ("q",)),
    ("recruiter", "/candidates", ("q", "page")),
    ("recruiter", "/salaries/announce", ("edition",)),
    ("", "/salaries/subscribe/asked", ("token",)),
    ("recruiter", "/vacancies/{open_a.public_id}/shortlist", ("ask",)),
)
ODD = ("я" * 3000, "-1", "0", "9" * 40, "1e9", "%", "_", "\\", "'", '"><b>', "\ud800", "a\nb", "🙂")


@pytest.mark.parametrize(("who", "url", "names"), PLAIN_QUERIES)
def test_nothing_written_into_an_address_breaks_a_page(
    app: Flask, cast: Cast, who: str, url: str, names: tuple[str, ...]
) -> None:
    visitor = enter(app, cast, who)
    for name in names:
        for value in ODD:
            text = value.encode("utf-8", "surrogatepass")
            visitor.get(url.format(**vars(cast)), query_string={name: text})
            assert visitor.response.status_code in (200, 404), (name, value)


def test_every_form_is_in_the_table() -> None:
    """A schema of a feature's `schemas` module is a form; rows of a group belong to theirs."""
    known = {type(case.schema()).__name__ for case in CASES}
    rows: set[type[Schema]] = {*QUERIES, *OTHERS}
    for schema in schemas_of_features():
        rows |= set(schema.__mro__[1:])
        rows |= {
            type(one.inner.schema)
            for one in schema._declared_fields.values()
            if isinstance(one, fields.List) and isinstance(one.inner, fields.Nested)
        }
    forgotten = {
        f"{schema.__module__}.{schema.__name__}"
        for schema in schemas_of_features()
        if schema.__name__ not in known and schema not in rows
    }
    assert not forgotten, f"add a Case to CASES (or a query to QUERIES) for {forgotten}"


def schemas_of_features(parent: type[Schema] = Schema) -> Iterator[type[Schema]]:
    """The schemas of all features' forms; those of `evaluate` read files."""
    for schema in parent.__subclasses__():
        module = re.fullmatch(r"recruit\.([a-z]+)\.schemas", schema.__module__)
        if module and module[1] != "evaluate":
            yield schema
        yield from schemas_of_features(schema)
