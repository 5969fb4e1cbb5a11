"""A draft as the form would say it: values with places, everything else a question."""

import copy
from typing import Any

import pytest

from recruit.candidates.provenance import told_fields
from recruit.candidates.schemas import ResumeSchema
from recruit.intake.proposals import Why, proposed
from tests.intake.drafts import MONTH, OLGA, document_of, draft_of

RUBLE = 100


def test_what_is_sure_becomes_values() -> None:
    values = proposed(draft_of(), MONTH).values
    assert values["name"] == "Ветрова Ольга Сергеевна"
    assert (values["email"], values["phone"]) == ("olga@example.com", "+79000001234")
    assert (values["title"], values["city"]) == ("Руководитель отдела продаж", "Казань")
    assert (values["relocation"], values["remote"]) == (True, None)
    assert (values["salary"], values["salary_currency"], values["tax"]) == (
        150_000 * RUBLE,
        "RUB",
        "net",
    )
    assert values["skills"] == ["negotiation", "cold-calling", "1c-enterprise"]
    assert values["languages"] == [{"code": "en", "level": "spoken"}]
    assert values["education"] == "higher"
    assert values["education_text"] == "Казанский федеральный университет, 2014"
    assert values["positions"][1] == {
        "title": "Менеджер по продажам",
        "employer": "АО «Орбита»",
        "start": "2017-05",
        "end": "2021-02",
        "description": "Холодные звонки, подготовка презентаций.",
    }


def test_every_value_has_its_place() -> None:
    proposal, text = proposed(draft_of(), MONTH), document_of(OLGA).text
    told = told_fields(proposal.values)
    assert set(told) == set(proposal.places)
    assert text[slice(*_span(proposal, "city"))] == "Казань"
    assert text[slice(*_span(proposal, "positions-1-employer"))] == "АО «Орбита»"
    assert text[slice(*_span(proposal, "skills-1"))] == "Холодные звонки"


def _span(proposal: Any, control: str) -> tuple[int, int]:
    place = proposal.places[control]
    return place.start, place.end


def test_the_birth_date_is_in_no_value() -> None:
    draft = draft_of()
    assert draft["birth_date"] == "1991-03-07"
    assert not [told for told in told_fields(proposed(draft).values).values() if "1991" in told]


def test_a_value_without_a_place_does_not_exist() -> None:
    draft = draft_of()
    del draft["provenance"]["city"]
    with pytest.raises(ValueError, match="city stands nowhere"):
        proposed(draft)
    draft = draft_of()
    draft["provenance"]["city"][0]["span"] = [5, 5]
    with pytest.raises(ValueError, match="empty place"):
        proposed(draft)


def test_nothing_read_proposes_nothing() -> None:
    proposal = proposed(None)
    assert told_fields(proposal.values) == {}
    assert not proposal.places
    assert not proposal.doubts


def test_below_the_threshold_is_a_question() -> None:
    draft = draft_of()
    draft["provenance"]["city"][0]["confidence"] = 0.69
    proposal = proposed(draft)
    assert proposal.values["city"] is None
    assert "city" not in proposal.places
    doubt = proposal.doubts["city"]
    assert (doubt.value, doubt.why, doubt.place.confidence) == ("Казань", Why.UNSURE, 0.69)


def test_a_year_alone_is_no_january() -> None:
    text = OLGA.replace("05.2017 – 02.2021", "2017 – 2020")
    proposal = proposed(draft_of(text), MONTH)
    row = proposal.values["positions"][1]
    assert (row["start"], row["end"]) == (None, None)
    assert proposal.doubts["positions-1-start"].why == Why.YEAR_ONLY
    assert proposal.doubts["positions-1-start"].value is None
    assert proposal.doubts["positions-1-end"].why == Why.YEAR_ONLY


@pytest.mark.parametrize(
    ("months", "whys"),
    [
        # An end without its start would not load, a start without its end would say "until now".
        ({"start": "2017", "end": "2021-02"}, (Why.YEAR_ONLY, Why.NO_START)),
        ({"start": "2017-05", "end": "2021"}, (Why.NO_END, Why.YEAR_ONLY)),
        ({"start": "2017-05", "end": None}, (Why.NO_END, Why.NO_END)),
        ({"start": "2021-03", "end": "2017-05"}, (Why.DISORDER, Why.DISORDER)),
        ({"start": "2027-05", "end": None, "current": True}, (Why.TO_COME, None)),
        ({"start": "2017-05", "end": "2029-02"}, (Why.NO_END, Why.TO_COME)),
    ],
)
def test_months_that_the_form_would_misread(months: dict[str, Any], whys: tuple[Why, Why]) -> None:
    draft = draft_of()
    draft["positions"][1] |= months
    proposal = proposed(draft, MONTH)
    assert proposal.values["positions"][1]["start"] is None
    assert proposal.values["positions"][1]["end"] is None
    start, end = (proposal.doubts.get(f"positions-1-{name}") for name in ("start", "end"))
    assert (start and start.why, end and end.why) == whys


def test_an_unfinished_level_is_asked() -> None:
    proposal = proposed(draft_of(OLGA.replace("Высшее,", "Неоконченное высшее,")))
    assert proposal.values["education"] is None
    assert proposal.doubts["education"].why == Why.UNFINISHED
    assert "Казанский" in proposal.values["education_text"]


def test_a_sum_in_a_strange_currency_is_asked() -> None:
    draft = draft_of() | {"currency": "GBP"}
    proposal = proposed(draft)
    assert (proposal.values["salary"], proposal.values["tax"]) == (None, "unknown")
    assert proposal.doubts["salary"].why == Why.CURRENCY


def test_skills_of_the_prose_are_only_offered() -> None:
    proposal = proposed(draft_of())
    offered = {offer.value: offer.why for offer in proposal.offers.values()}
    assert offered["claims-handling"] == Why.EVIDENCED
    assert "claims-handling" not in proposal.values["skills"]
    assert not set(offered) & set(proposal.values["skills"])


def test_further_phones_are_offered() -> None:
    proposal = proposed(draft_of(OLGA.replace("12-34,", "12-34, +7 900 000-56-78,")))
    assert proposal.values["phone"] == "+79000001234"
    assert proposal.offers["phones-1"].value == "+79000005678"
    assert proposal.offers["phones-1"].control == "phone"


def test_without_a_wish_the_last_post_is_offered() -> None:
    draft = draft_of()
    draft["titles"] = []
    proposal = proposed(draft)
    assert proposal.values["title"] == ""
    doubt = proposal.doubts["title"]
    assert (doubt.value, doubt.why) == ("Руководитель отдела продаж", Why.LAST_POST)


def test_the_mother_tongue_and_unknown_languages_stay_out() -> None:
    draft = draft_of()
    for code, level in (("ru", "native"), ("la", "A1"), ("de", "native")):
        draft["languages"][code] = level
        place = copy.deepcopy(draft["provenance"]["languages.en"])
        draft["provenance"][f"languages.{code}"] = place
    assert proposed(draft).values["languages"] == [
        {"code": "en", "level": "spoken"},
        {"code": "de", "level": "fluent"},
    ]


def test_whole_positions_keep_their_places() -> None:
    draft = draft_of()
    draft["provenance"]["positions.0.title"][0]["confidence"] = 0.6
    proposal = proposed(draft)
    assert [row["title"] for row in proposal.values["positions"]] == ["", "Менеджер по продажам"]
    whole = proposal.with_whole_positions()
    assert [row["title"] for row in whole.values["positions"]] == ["Менеджер по продажам"]
    assert whole.places["positions-0-title"] == proposal.places["positions-1-title"]
    assert set(told_fields(whole.values)) == set(whole.places)


def test_the_values_load_as_the_form_loads_them() -> None:
    values = proposed(draft_of(), MONTH).values
    form = values | {
        "relocation": "yes",
        "salary": "150000",
        "skills": "\n".join(values["skills"]),
    }
    typed = {name: value for name, value in form.items() if value is not None}
    typed["positions"] = [
        {name: value for name, value in row.items() if value} for row in values["positions"]
    ]
    loaded = ResumeSchema(MONTH).load(typed)
    assert {name: loaded[name] for name in values} == values
