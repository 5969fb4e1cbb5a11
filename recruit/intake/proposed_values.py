"""A proposal and its pieces: values with places, questions, offers to a person."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from recruit.candidates.provenance import Place


class Why(StrEnum):
    """Why something that was read is no value yet."""

    UNSURE = "unsure"
    YEAR_ONLY = "year_only"
    NO_START = "no_start"
    NO_END = "no_end"
    DISORDER = "disorder"
    TO_COME = "to_come"
    UNFINISHED = "unfinished"
    CURRENCY = "currency"
    LAST_POST = "last_post"
    EVIDENCED = "evidenced"
    FURTHER = "further"


@dataclass(frozen=True)
class Read:
    """A value for a control; ``why`` tells why it is a question whatever its confidence."""

    control: str
    value: Any
    place: Place
    why: Why | None = None


@dataclass(frozen=True)
class Offer:
    """Something that a person may take by its ``key`` into ``control``.

    ``value`` is None where the form cannot say what was read: then the person has to.
    """

    key: str
    control: str
    value: Any
    place: Place
    why: Why


@dataclass(frozen=True)
class Proposal:
    """A profile as a file has it.

    Attributes
    ----------
    values : dict
        What `ResumeSchema` would load, all fields; unknown ones are empty. The post, the name and
        the contacts may be empty, and so may the post of a position that is only a question.
    places : dict
        Control of the form (``city``, ``positions-0-title``, ``skills-3``, ``languages-0-level``)
        to where its value stands. Every value that is not empty has one.
    doubts : dict
        Control to what was read there below the threshold, or cannot be said by the form as read.
    offers : dict
        What else a person may add, by key: ``evidenced-0`` (a skill), ``titles-1``, ``phones-1``.
    """

    values: dict[str, Any]
    places: dict[str, Place] = field(default_factory=dict)
    doubts: dict[str, Offer] = field(default_factory=dict)
    offers: dict[str, Offer] = field(default_factory=dict)

    def with_doubts(self) -> "Proposal":
        """All that stands in the file: the sure, the doubtful, and the skills that are offered."""
        values, places = deepcopy(self.values), dict(self.places)
        for control, doubt in self.doubts.items():
            if doubt.value is not None:
                put_value(values, control, doubt.value)
                places[control] = doubt.place
        for offer in self.offers.values():
            if offer.control == "skills":
                places[f"skills-{len(values['skills'])}"] = offer.place
                values["skills"].append(offer.value)
            elif offer.control == "languages":
                places[f"languages-{len(values['languages'])}-level"] = offer.place
                values["languages"].append(offer.value)
        return Proposal(values, places)

    def with_whole_positions(self) -> "Proposal":
        """The proposal without positions whose post is unknown, so that its values load."""
        rows = self.values["positions"]
        kept = [number for number, row in enumerate(rows) if row["title"]]
        moved = {number: place for place, number in enumerate(kept)}
        places = {}
        for name, place in self.places.items():
            group, _, rest = name.partition("-")
            number, _, control = rest.partition("-")
            if group != "positions":
                places[name] = place
            elif int(number) in moved:
                places[f"positions-{moved[int(number)]}-{control}"] = place
        values = self.values | {"positions": [rows[number] for number in kept]}
        return Proposal(values, places, self.doubts, self.offers)


def empty_values() -> dict[str, Any]:
    """What an empty form says."""
    return {
        "title": "",
        "city": None,
        "relocation": None,
        "remote": None,
        "salary": None,
        "salary_currency": "RUB",
        "tax": "unknown",
        "experience_years": None,
        "management_years": None,
        "positions": [],
        "skills": [],
        "education": None,
        "education_text": "",
        "languages": [],
        "text": "",
        "name": "",
        "email": None,
        "phone": None,
    }


def put_value(values: dict[str, Any], control: str, value: Any) -> None:
    """Write a value of the form where its control stands."""
    group, _, rest = control.partition("-")
    if not rest:
        values[group] = value
        return
    number, _, name = rest.partition("-")
    values[group][int(number)][name] = value


def places_of(draft: Mapping[str, Any]) -> Callable[..., Place]:
    """A look-up of the places of a draft: field, and which one of several.

    The look-up raises `ValueError` where there is none: a value without a place does not exist.
    """
    provenance: Mapping[str, list[Mapping[str, Any]]] = draft["provenance"]

    def place(name: str, number: int = 0) -> Place:
        found = provenance.get(name, [])
        if number >= len(found):
            raise ValueError(f"{name} stands nowhere in the text")
        told = found[number]
        start, end = told["span"]
        if not 0 <= start < end:
            raise ValueError(f"{name} has the empty place {start} to {end}")
        return Place(start, end, told["page"], told["confidence"], told["rule"])

    return place
