"""Between flat names of controls and a schema, there and back."""

from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale
from marshmallow import Schema, ValidationError, fields, validates_schema
from werkzeug.datastructures import MultiDict

from recruit.errors import Invalid
from recruit.web.fields import REQUIRED, Choice, Flag, Lines, Month, Text, Whole
from recruit.web.forms import MANY_ROWS, Form, flatten, places_in


class JobSchema(Schema):
    title = Text(required=True)
    start = Month(load_default=None)
    years = Whole(load_default=None, most=60)


class PersonSchema(Schema):
    name = Text(required=True)
    age_of_firm = Whole(load_default=None)
    skills = Lines(load_default=list)
    colours = fields.List(Choice(["red", "blue"]), load_default=list)
    is_remote = Flag(load_default=False)
    jobs = fields.List(fields.Nested(JobSchema), load_default=list)

    @validates_schema(skip_on_field_errors=False)
    def check(self, data: dict[str, Any], **_: Any) -> None:
        late = {n: {"start": ["late"]} for n, job in enumerate(data.get("jobs", []))
                if (job.get("start") or "") > "2026-11"}  # fmt: skip
        if late:
            raise ValidationError({"jobs": late})
        if len(data.get("jobs", [])) == 4:
            raise ValidationError({"jobs": ["many"]})


@pytest.fixture(autouse=True)
def in_russian(bare_app: Flask) -> Any:
    with bare_app.test_request_context(), force_locale("ru"):
        yield


def form_of(*sent: tuple[str, str]) -> Form:
    return Form(PersonSchema(), MultiDict(sent))


def test_a_form_loads_what_its_schema_knows_and_nothing_else() -> None:
    form = form_of(("name", " Ольга "), ("role", "admin"), ("jobs-0-salary", "1"), ("id", "7"))
    assert form.is_valid() is False, "a row that holds anything is a row"
    form = form_of(("name", " Ольга "), ("role", "admin"), ("id", "7"))
    assert form.is_valid()
    assert form.data == {
        "name": "Ольга",
        "age_of_firm": None,
        "skills": [],
        "colours": [],
        "is_remote": False,
        "jobs": [],
    }


def test_a_blank_control_counts_as_not_filled_in() -> None:
    form = form_of(("name", "   "), ("age_of_firm", " "), ("skills", "\n"))
    assert not form.is_valid()
    assert form.errors == {"name": [str(REQUIRED)]}


def test_a_checkbox_is_set_by_whatever_a_browser_sends_for_it() -> None:
    for value, expected in (("1", True), ("on", True), ("", False)):
        form = form_of(("name", "Ольга"), ("is_remote", value))
        assert form.is_valid()
        assert form.data["is_remote"] is expected


def test_several_boxes_are_one_list() -> None:
    form = form_of(("name", "Ольга"), ("colours", "red"), ("colours", ""), ("colours", "blue"))
    assert form.is_valid()
    assert form.data["colours"] == ["red", "blue"]
    assert form.value("colours") == ["red", "", "blue"]


def test_rows_are_taken_in_the_order_of_their_numbers_without_the_blank_ones() -> None:
    form = form_of(
        ("name", "Ольга"),
        ("jobs-10-title", "третья"),
        ("jobs-2-title", "вторая"),
        ("jobs-0-title", "первая"),
        ("jobs-1-title", "  "),
        ("jobs-1-start", ""),
    )
    assert form.is_valid()
    assert [job["title"] for job in form.data["jobs"]] == ["первая", "вторая", "третья"]


def test_a_message_stands_at_the_row_that_was_typed() -> None:
    form = form_of(
        ("name", "Ольга"),
        ("jobs-0-title", "первая"),
        ("jobs-2-title", ""),
        ("jobs-2-start", "07.2023"),
        ("jobs-5-title", "последняя"),
        ("jobs-5-years", "сто"),
    )
    assert not form.is_valid()
    assert set(form.errors) == {"jobs-2-title", "jobs-5-years"}
    assert form.error("jobs-5-years") == str(Whole().error_messages["invalid"])
    assert form.error("jobs-0-title") == ""


def test_a_rule_over_rows_names_the_row_that_was_typed() -> None:
    form = form_of(
        ("name", "Ольга"),
        ("jobs-1-title", "первая"),
        ("jobs-4-title", "вторая"),
        ("jobs-4-start", "12.2026"),
    )
    assert not form.is_valid()
    assert form.errors == {"jobs-4-start": ["late"]}


def test_what_is_wrong_with_all_rows_stands_at_their_list_beside_a_wrong_row() -> None:
    jobs = [(f"jobs-{n}-title", "повар") for n in range(4)]
    form = form_of(("name", "Ольга"), *jobs, ("jobs-2-years", "сто"))
    assert not form.is_valid()
    assert set(form.errors) == {"jobs", "jobs-2-years"}
    assert form.error("jobs") == "many"


def test_a_row_number_of_four_digits_is_none() -> None:
    form = form_of(("name", "Ольга"), ("jobs-1000-title", "далёкая"), ("jobs-x-title", "никакая"))
    assert form.is_valid()
    assert form.data["jobs"] == []


def test_what_was_typed_is_kept_beside_what_is_wrong() -> None:
    form = form_of(("name", ""), ("age_of_firm", "сто лет"), ("jobs-0-start", "вчера"))
    assert not form.is_valid()
    assert form.value("age_of_firm") == "сто лет"
    assert form.value("jobs-0-start") == "вчера"
    assert form.value("never-sent") == ""


def test_an_unbound_form_shows_its_initial_values() -> None:
    jobs = [{"title": "первая", "start": None}, {"title": "вторая", "years": 0}]
    form = Form(PersonSchema(), None, {"name": "Ольга", "age_of_firm": 0, "jobs": jobs})
    assert not form.is_bound
    assert form.value("jobs-1-title") == "вторая"
    assert form.value("jobs-0-start") == ""
    assert (form.value("age_of_firm"), form.value("jobs-1-years")) == (0, 0)
    assert form.count("jobs") == 2


def test_a_bound_form_does_not_fall_back_to_initial_values() -> None:
    """Whoever empties a field means it."""
    form = Form(PersonSchema(), MultiDict({"name": ""}), {"name": "Ольга", "age_of_firm": 3})
    assert (form.value("name"), form.value("age_of_firm")) == ("", "")


@pytest.mark.parametrize(
    ("sent", "least", "rows"),
    [([], 1, 1), ([], 0, 0), (["jobs-0-title"], 1, 1), (["jobs-4-title"], 1, 5), ([], 3, 3)],
)
def test_as_many_rows_are_drawn_as_were_there(sent: list[str], least: int, rows: int) -> None:
    assert form_of(*((name, "") for name in sent)).count("jobs", least) == rows


def test_a_high_number_draws_no_rows_that_nobody_wrote() -> None:
    form = form_of(("name", "Ольга"), ("jobs-7-title", "первая"), ("jobs-999-start", "вчера"))
    assert form.count("jobs") == 2
    assert not form.is_valid()
    assert (form.value("jobs-0-title"), form.value("jobs-1-start")) == ("первая", "вчера")
    assert set(form.errors) == {"jobs-1-title", "jobs-1-start"}


def test_rows_beyond_fifty_are_refused_in_words() -> None:
    rows = [(f"jobs-{number}-title", "работа") for number in range(51)]
    assert form_of(("name", "Ольга"), *rows[:50]).is_valid()
    form = form_of(("name", "Ольга"), *rows)
    assert not form.is_valid()
    assert form.errors == {"jobs": [str(MANY_ROWS) % {"max": 50, "length": 51}]}
    assert form.count("jobs") == 50


def test_a_refusal_of_a_service_stands_at_its_field() -> None:
    form = form_of(("name", "Ольга"))
    assert form.is_valid()
    form.add_errors(Invalid({"name": REQUIRED, "jobs-0-title": "taken"}))
    assert form.error("name") == str(REQUIRED)
    assert form.error("jobs-0-title") == "taken"


def test_the_message_of_the_form_itself_stands_before_a_services() -> None:
    form = form_of(("name", ""))
    assert not form.is_valid()
    form.add_errors(Invalid({"name": "taken"}))
    assert form.error("name") != "taken"
    assert form.errors["name"][-1] == "taken"


def test_row_numbers() -> None:
    names = ["jobs-3-title", "jobs-1-title", "jobs-3-start", "jobs", "jobsx-7-title", "my-jobs-9-a"]
    assert places_in(names, "jobs") == [1, 3]
    assert places_in(["a.b-1-c", "axb-2-c"], "a.b") == [1], "a name is no pattern"


def test_nested_values_get_flat_names() -> None:
    nested = {"name": "Ольга", "skills": ["a", "b"], "jobs": [{"title": "x"}, {"title": "y"}]}
    assert flatten(nested) == {
        "name": "Ольга",
        "skills": ["a", "b"],
        "jobs-0-title": "x",
        "jobs-1-title": "y",
    }
