"""Education that fits the field, the level and the year of the first job."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from recruit.demo.cities import City
from recruit.demo.data import HERE, load
from recruit.demo.texts import Paragraphs, render

_SCHOOLS: Mapping[str, Any] = load(HERE / "education.yaml")
# Fields where hands are trained in colleges more often than heads at universities.
_HANDS = {
    "production",
    "construction",
    "logistics",
    "retail",
    "hospitality",
    "retail-hospitality",
    "medicine",
    "transport-service",
    "transport",
    "service",
}
_AGE_AT_THE_END = {"secondary": 18, "vocational": 20, "higher": 22, "degree": 22}


@dataclass(frozen=True)
class Schooling:
    """Level and text of an education, and the year of birth that goes with it."""

    level: str
    text: str
    born: int


def draw_schooling(
    rng: Random,
    paragraphs: Paragraphs,
    field: str,
    level: str,
    city: City,
    first_year: int,
    this_year: int,
    language: str,
) -> Schooling:
    """An education finished about when the first job began, in the city of that job."""
    reached = _level(rng, field, level)
    offset = rng.choice((-1, 0, 0, 0, 1) if reached == "higher" else (-1, 0))
    finished = min(first_year + offset, this_year)
    born = finished - _AGE_AT_THE_END[reached] - rng.choice((0, 0, 0, 1, 3))

    def write() -> str:
        if language == "en":
            return _english(rng, reached, field, city, finished)
        return _russian(rng, reached, field, city, finished, this_year)

    return Schooling(reached, paragraphs.fresh(write), born)


def _level(rng: Random, field: str, level: str) -> str:
    names = ("secondary", "vocational", "higher", "degree")
    if level in ("senior", "head"):
        return rng.choices(names, (1, 22, 75, 2) if field in _HANDS else (0, 6, 90, 4))[0]
    return rng.choices(names, (14, 48, 38, 0) if field in _HANDS else (3, 19, 77, 1))[0]


def _russian(
    rng: Random, reached: str, field: str, city: City, finished: int, this_year: int
) -> str:
    school = "higher" if reached == "degree" else reached
    parts = [render(rng.choice(_SCHOOLS[school]), rng, facts={"of": city.genitive})]
    if reached != "secondary":
        parts.append(_speciality(rng, field))
    text = f"{', '.join(parts)}, {finished}"
    if reached == "degree":
        text += f"; кандидат наук, {min(finished + rng.randint(3, 6), this_year)}"
    if rng.random() < 0.4 or reached == "secondary":
        year = str(min(finished + rng.randint(1, 6), this_year))
        text += "; " + render(rng.choice(_SCHOOLS["courses"]), rng, facts={"year": year})
    return text


def _english(rng: Random, reached: str, field: str, city: City, finished: int) -> str:
    kind = rng.choice(
        ("University of Economics", "Polytechnic University", "Institute of Management",
         "Open University", "Institute of Technology")
        if reached in ("higher", "degree")
        else ("College of Commerce", "Technical College")
    )
    subject = rng.choice(_SCHOOLS["english"].get(field, _SCHOOLS["english"]["other"]))
    degree = {"degree": "PhD", "higher": rng.choice(("BSc", "MSc", "Diploma"))}.get(reached, "Diploma")
    return f"{city.name_en} {kind}, {degree} in {subject}, {finished}"


def _speciality(rng: Random, field: str) -> str:
    subjects: Mapping[str, list[str]] = _SCHOOLS["specialities"]
    return rng.choice(subjects.get(field, subjects["other"]))
