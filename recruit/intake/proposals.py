"""What a file says, as the resume form would have to say it; and what of it is only a question.

A draft (`recruit.parsing.output.draft_object`) tells fields and the places they stand at. Here it
becomes values of the form, each with its place, and offers that a person may take: values below
the threshold, skills that only the prose shows, second posts and phones. Nothing without a place
in the text becomes either.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from matching.qualifications import LANGUAGE_LEVELS, language_level
from recruit.candidates.provenance import Place
from recruit.candidates.terms import CURRENCIES
from recruit.cities import canonical_city
from recruit.intake.proposed_positions import read_positions
from recruit.intake.proposed_values import (
    Offer,
    Proposal,
    Read,
    Why,
    empty_values,
    places_of,
    put_value,
)
from recruit.money import minor_units
from recruit.parsing.parse import THRESHOLD
from recruit.skills import canonical
from recruit.terms import LANGUAGES

__all__ = ["THRESHOLD", "Offer", "Place", "Proposal", "Why", "proposed"]

MOST_SKILLS, LONGEST_SKILL = 60, 120
LONGEST_TEXT, LONGEST_SCHOOLS, LONGEST_LINE = 20_000, 2000, 200
MOST_MONEY = 10**9
# The levels of the form; an unfinished one is a question, since the form knows none.
EDUCATION = {
    "secondary": "secondary",
    "vocational": "vocational",
    "higher": "higher",
    "phd": "degree",
}
# Said of nearly everybody; the form asks for foreign languages.
MOTHER_TONGUE = ("ru", "native")


def proposed(draft: Mapping[str, Any] | None, this_month: str | None = None) -> Proposal:
    """Read a draft.

    Parameters
    ----------
    draft : mapping or None
        `Resume.draft`; None (nothing could be read) proposes nothing.
    this_month : str, optional
        ``YYYY-MM``; a later month in the file is a question.

    Raises
    ------
    ValueError
        If the draft holds a value without a place.
    """
    proposal = Proposal(empty_values())
    if draft is None:
        return proposal
    latest = min(filter(None, (draft.get("as_of"), this_month)), default="9999-12")
    for read in (*_facts(draft), *_contacts(draft), *_education(draft), *_about(draft)):
        _put(proposal, read)
    _add_salary(proposal, draft)
    _add_skills(proposal, draft)
    _add_languages(proposal, draft)
    rows, reads = read_positions(draft, latest)
    proposal.values["positions"] = rows
    for read in reads:
        _put(proposal, read)
    _offer_last_post(proposal)
    return proposal


def _put(proposal: Proposal, read: Read) -> None:
    """A value where it is sure enough, else a question."""
    if read.why is None and read.place.confidence >= THRESHOLD:
        put_value(proposal.values, read.control, read.value)
        proposal.places[read.control] = read.place
    else:
        why = read.why or Why.UNSURE
        proposal.doubts[read.control] = Offer(
            read.control, read.control, read.value, read.place, why
        )


def _facts(draft: Mapping[str, Any]) -> Iterator[Read]:
    places = places_of(draft)
    for number, title in enumerate(draft["titles"]):
        if number == 0:
            yield Read("title", title[:LONGEST_LINE], places("titles", 0))
    if draft["city"]:
        yield Read("city", canonical_city(draft["city"])[:100], places("city"))
    for name in ("relocation", "remote"):
        if draft[name] is not None:
            yield Read(name, bool(draft[name]), places(name))


def _contacts(draft: Mapping[str, Any]) -> Iterator[Read]:
    places = places_of(draft)
    if draft["name"]:
        yield Read("name", draft["name"][:LONGEST_LINE], places("name"))
    if draft["emails"]:
        yield Read("email", draft["emails"][0].casefold(), places("emails", 0))
    if draft["phones"]:
        yield Read("phone", "+" + draft["phones"][0].lstrip("+"), places("phones", 0))


def _about(draft: Mapping[str, Any]) -> Iterator[Read]:
    about = draft["sections"].get("about")
    if about:
        yield Read("text", about[:LONGEST_TEXT].strip(), places_of(draft)("sections.about"))


def _education(draft: Mapping[str, Any]) -> Iterator[Read]:
    """The highest finished level, and the schools one a line."""
    places = places_of(draft)
    levels, lines, spots = [], [], []
    for number, school in enumerate(draft["education"]):
        if school["level"]:
            levels.append((school["level"], places(f"education.{number}.level")))
        if school["institution"]:
            spots.append(places(f"education.{number}.institution"))
            year = f", {school['year']}" if school["year"] else ""
            lines.append(school["institution"] + year)
    ranks = list(EDUCATION)
    finished = [(ranks.index(level), place) for level, place in levels if level in EDUCATION]
    if finished:
        rank, place = max(finished, key=lambda pair: pair[0])
        yield Read("education", EDUCATION[ranks[rank]], place)
    elif levels:
        yield Read("education", None, levels[0][1], Why.UNFINISHED)
    if lines:
        yield Read("education_text", "\n".join(lines)[:LONGEST_SCHOOLS], _joined(spots))


def _joined(places: list[Place]) -> Place:
    """One place from the first to the last; as sure as the least sure of them."""
    first = min(places, key=lambda place: place.start)
    return Place(
        first.start,
        max(place.end for place in places),
        first.page,
        min(place.confidence for place in places),
        first.rule,
    )


def _add_salary(proposal: Proposal, draft: Mapping[str, Any]) -> None:
    """The sum with its currency and tax, all three or none."""
    if draft["salary_expected"] is None:
        return
    place = places_of(draft)("salary_expected")
    minor, currency = minor_units(draft["salary_expected"]), draft["currency"] or "RUB"
    is_sayable = minor is not None and 0 < minor < MOST_MONEY * 100 and currency in CURRENCIES
    if not is_sayable:
        proposal.doubts["salary"] = Offer("salary", "salary", None, place, Why.CURRENCY)
        return
    proposal.values["salary_currency"] = currency
    _put(proposal, Read("salary", minor, place))
    if "salary" not in proposal.places:
        return
    if draft["salary_net"] is not None:
        _put(proposal, Read("tax", "net" if draft["salary_net"] else "gross", place))


def _add_skills(proposal: Proposal, draft: Mapping[str, Any]) -> None:
    """Listed skills as values, each once; those that only the prose shows as offers."""
    places = places_of(draft)
    skills: list[str] = proposal.values["skills"]
    for number, name in enumerate(draft["skills"]):
        (skill,) = canonical([name[:LONGEST_SKILL]])
        place = places("skills", number)
        if skill in skills or len(skills) >= MOST_SKILLS:
            continue
        if place.confidence < THRESHOLD:
            key = f"unsure-{number}"
            proposal.offers[key] = Offer(key, "skills", skill, place, Why.UNSURE)
            continue
        proposal.places[f"skills-{len(skills)}"] = place
        skills.append(skill)
    offered: set[str] = set(skills)
    for number, name in enumerate(draft["evidenced"]):
        (skill,) = canonical([name])
        if skill not in offered:
            key, place = f"evidenced-{number}", places("evidenced", number)
            proposal.offers[key] = Offer(key, "skills", skill, place, Why.EVIDENCED)
            offered.add(skill)
    for plural, control in (("titles", "title"), ("phones", "phone"), ("emails", "email")):
        for number, value in enumerate(draft[plural][1:], start=1):
            said = "+" + value.lstrip("+") if control == "phone" else value[:LONGEST_LINE]
            key = f"{plural}-{number}"
            proposal.offers[key] = Offer(key, control, said, places(plural, number), Why.FURTHER)


def _add_languages(proposal: Proposal, draft: Mapping[str, Any]) -> None:
    places = places_of(draft)
    rows: list[dict[str, str]] = proposal.values["languages"]
    for code, level in draft["languages"].items():
        if code not in LANGUAGES or (code, level) == MOTHER_TONGUE:
            continue
        place = places(f"languages.{code}")
        said = {"code": code, "level": LANGUAGE_LEVELS[language_level(level) - 1]}
        if place.confidence < THRESHOLD:
            key = f"languages-{code}"
            proposal.offers[key] = Offer(key, "languages", said, place, Why.UNSURE)
            continue
        proposal.places[f"languages-{len(rows)}-level"] = place
        rows.append(said)


def _offer_last_post(proposal: Proposal) -> None:
    """Who names no desired post may look for the one they have."""
    place = proposal.places.get("positions-0-title")
    if proposal.values["title"] or "title" in proposal.doubts or place is None:
        return
    title = proposal.values["positions"][0]["title"]
    proposal.doubts["title"] = Offer("title", "title", title, place, Why.LAST_POST)
