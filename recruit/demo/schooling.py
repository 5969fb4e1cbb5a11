"""Education that fits the field, the level and the year of the first job."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from recruit.demo.cities import City
from recruit.demo.data import HERE, load
from recruit.demo.posts import Post
from recruit.demo.texts import Paragraphs, Voice, render

_SCHOOLS: Mapping[str, Any] = load(HERE / "education.yaml")
# Fields where hands are trained in colleges more often than heads at universities.
HANDS = {
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
_LEVELS = ("secondary", "vocational", "higher", "degree")
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
    *,
    post: Post,
    level: str,
    city: City,
    first_year: int,
    this_year: int,
    language: str,
) -> Schooling:
    """An education finished about when the first job began, in the city of that job."""
    # Most trades are open to many schools, but a doctor has studied medicine.
    least, subjects = _SCHOOLS["posts"].get(post.slug, (_LEVELS[0], _subjects(post.field)))
    reached = max(_level(rng, post.field, level), least, key=_LEVELS.index)
    offset = rng.choice((-1, 0, 0, 0, 1) if reached == "higher" else (-1, 0))
    finished = min(first_year + offset, this_year)
    born = finished - _AGE_AT_THE_END[reached] - rng.choice((0, 0, 0, 1, 3))

    def write() -> str:
        if language == "en":
            return f"{_school_in_english(rng, reached, post.field, city)}, {finished}"
        school = _school(rng, reached, post.field, city)
        subject = "" if reached == "secondary" else f", {rng.choice(subjects)}"
        return f"{school}{subject}, {finished}{_later(rng, reached, finished, this_year)}"

    return Schooling(reached, paragraphs.fresh(write), born)


def _subjects(field: str) -> list[str]:
    subjects: Mapping[str, list[str]] = _SCHOOLS["specialities"]
    return subjects.get(field, subjects["other"])


def _level(rng: Random, field: str, level: str) -> str:
    if level in ("senior", "head"):
        return rng.choices(_LEVELS, (1, 22, 75, 2) if field in HANDS else (0, 6, 90, 4))[0]
    return rng.choices(_LEVELS, (14, 48, 38, 0) if field in HANDS else (3, 19, 77, 1))[0]


def _school(rng: Random, reached: str, field: str, city: City) -> str:
    kind = "higher" if reached == "degree" else reached
    names = _SCHOOLS["own"].get(field, {}).get(kind, _SCHOOLS[kind])
    return render(rng.choice(names), rng, Voice(facts={"of": city.genitive}))


def _later(rng: Random, reached: str, finished: int, this_year: int) -> str:
    """A degree and a course after the school, if any."""
    text = ""
    if reached == "degree":
        text += f"; кандидат наук, {min(finished + rng.randint(3, 6), this_year)}"
    if rng.random() < 0.4 or reached == "secondary":
        year = str(min(finished + rng.randint(1, 6), this_year))
        text += "; " + render(rng.choice(_SCHOOLS["courses"]), rng, Voice(facts={"year": year}))
    return text


def _school_in_english(rng: Random, reached: str, field: str, city: City) -> str:
    kinds = _SCHOOLS["english_schools"]
    kind = rng.choice(kinds["higher" if reached in ("higher", "degree") else "vocational"])
    subject = rng.choice(_SCHOOLS["english"].get(field, _SCHOOLS["english"]["other"]))
    titles = {"degree": ("PhD",), "higher": ("BSc", "MSc", "Diploma")}
    degree = rng.choice(titles.get(reached, ("Diploma",)))
    return f"{city.name_en} {kind}, {degree} in {subject}"
