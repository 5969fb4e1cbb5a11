"""What a person looks at first after a file was read: doubts, gaps, and how to say more."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, lazy_gettext

from recruit.candidates.advice import advice_on
from recruit.candidates.completeness import missing_in
from recruit.candidates.editing import LABELS, shown_values
from recruit.candidates.provenance import Place
from recruit.intake.proposals import THRESHOLD, Offer, Proposal, Why, empty_values
from recruit.intake.review_form import Origins, current_values, is_taken
from recruit.skills import label
from recruit.terms import language_words
from recruit.web import formats
from recruit.web.forms import Form

MOST_EVIDENCED = 12
POSITION_LABELS = {
    "title": lazy_gettext("Post"),
    "employer": lazy_gettext("Employer"),
    "start": lazy_gettext("Began"),
    "end": lazy_gettext("Ended"),
    "description": lazy_gettext("What was done and achieved"),
}
QUESTIONS = {
    Why.UNSURE: lazy_gettext("Read as “%(value)s”, but not for sure."),
    Why.YEAR_ONLY: lazy_gettext("The file tells the year alone: “%(text)s”. Which month was it?"),
    Why.NO_START: lazy_gettext("The file says “%(text)s”. Check both months together."),
    Why.NO_END: lazy_gettext("The file says “%(text)s”. Check both months together."),
    Why.DISORDER: lazy_gettext(
        "In “%(text)s” the end comes before the beginning. Write both months."
    ),
    Why.TO_COME: lazy_gettext("“%(text)s” is still to come. Write the months as they were."),
    Why.UNFINISHED: lazy_gettext(
        "The file says “%(text)s”. Choose the level that has been completed."
    ),
    Why.CURRENCY: lazy_gettext("The file says “%(text)s”. Write the sum in one of the currencies."),
    Why.LAST_POST: lazy_gettext(
        "The file names no post to look for. The latest one is “%(value)s”."
    ),
    Why.FURTHER: lazy_gettext("The file has another one: %(value)s."),
}


@dataclass(frozen=True)
class Check:
    """One line of the block: where it is put right, what was read, and what can be taken.

    ``take`` is the key of an offer that one button puts into the form.
    """

    control: str
    label: str
    text: str
    place: Place | None = None
    take: str | None = None
    confidence: float | None = None


@dataclass(frozen=True)
class Suggestion:
    """A skill that the file's own text shows."""

    key: str
    name: str
    place: Place


@dataclass(frozen=True)
class Checks:
    """Everything to look at first."""

    doubts: list[Check]
    missing: list[tuple[str, Any]]
    advice: list[Any]
    suggestions: list[Suggestion]

    def __bool__(self) -> bool:
        return bool(self.doubts or self.missing or self.advice or self.suggestions)


def checks_of(form: Form, proposal: Proposal, text: str, language: str) -> Checks:
    """The block for what the form says now."""
    origins, values = Origins(form, proposal), current_values(form)
    doubts = list(_doubts(form, proposal, origins, text, language))
    asked = {check.control.partition("-")[0] for check in doubts}
    return Checks(
        doubts=doubts,
        missing=[(name, words) for name, words in missing_in(values) if name not in asked],
        advice=advice_on(values, language),
        suggestions=_suggestions(form, proposal, origins, language),
    )


def _doubts(
    form: Form, proposal: Proposal, origins: Origins, text: str, language: str
) -> Iterator[Check]:
    offers = {**proposal.doubts, **proposal.offers}
    for key, offer in offers.items():
        if offer.why == Why.EVIDENCED or is_taken(offer, form, origins, language):
            continue
        control = origins.in_form(offer.control)
        if control is None:
            continue
        value = offer_words(offer, proposal, language)
        there = " ".join(text[offer.place.start : offer.place.end].split())
        confidence = offer.place.confidence
        yield Check(
            control,
            control_label(control),
            str(QUESTIONS[offer.why]) % {"value": value, "text": there},
            offer.place,
            key if offer.value is not None else None,
            confidence if confidence < THRESHOLD else None,
        )


def _suggestions(
    form: Form, proposal: Proposal, origins: Origins, language: str
) -> list[Suggestion]:
    found = [
        Suggestion(key, label(offer.value, language), offer.place)
        for key, offer in proposal.offers.items()
        if offer.why == Why.EVIDENCED and not is_taken(offer, form, origins, language)
    ]
    return found[:MOST_EVIDENCED]


def control_label(control: str) -> str:
    """What a control is called: «City», «Position 2: began»."""
    group, _, rest = control.partition("-")
    number, _, name = rest.partition("-")
    if group != "positions" or not name:
        return str(LABELS.get(group, group))
    return gettext(
        "Position %(number)s: %(field)s",
        number=int(number) + 1,
        field=str(POSITION_LABELS[name]).lower(),
    )


def offer_words(offer: Offer, proposal: Proposal, language: str) -> str:
    """An offered value as a person reads it."""
    group, _, rest = offer.control.partition("-")
    if offer.value is None:
        return ""
    if group == "positions":
        is_month = rest.endswith(("start", "end"))
        return formats.month(offer.value, language) if is_month else str(offer.value)
    if group == "skills":
        return label(offer.value, language)
    if group == "languages":
        return language_words({offer.value["code"]: offer.value["level"]})[0]
    values: Mapping[str, Any] = empty_values() | {
        "salary_currency": proposal.values["salary_currency"],
        group: offer.value,
    }
    return shown_values(values, language)[group]
