"""A draft as the JSON object that `recruit parse` prints: fields, and where each came from."""

from collections.abc import Iterator
from typing import Any

from recruit.parsing.document import Document
from recruit.parsing.draft import Draft, DraftEducation, DraftPosition, Found


def draft_object(draft: Draft, document: Document) -> dict[str, Any]:
    """The fields by their names, and ``provenance``: field -> places in the text.

    The birth date is a field of its own, beside the contacts; no other field repeats it.
    """
    pay = draft.pay.value if draft.pay else None
    return {
        "as_of": draft.as_of,
        "name": _value(draft.name),
        "emails": [mail.value for mail in draft.emails],
        "phones": [phone.value for phone in draft.phones],
        "birth_date": _value(draft.birth_date),
        "titles": [title.value for title in draft.titles],
        "city": _value(draft.city),
        "relocation": _value(draft.relocation),
        "remote": _value(draft.remote),
        "salary_expected": pay.amount if pay else None,
        "currency": pay.currency if pay else None,
        "salary_net": pay.net if pay else None,
        "positions": [_position(position) for position in draft.positions],
        "total_experience_months": draft.total_experience_months,
        "management_months": draft.management_months,
        "education": [_education(school) for school in draft.education],
        "languages": {code: level.value for code, level in draft.languages},
        "skills": [skill.value for skill in draft.skills],
        "evidenced": [skill.value for skill in draft.evidenced],
        "courses": [course.value for course in draft.courses],
        "sections": {kind: text.value for kind, text in draft.sections.items()},
        "questions": list(draft.questions),
        "provenance": _provenance(draft, document),
    }


def _value(found: Found[Any] | None) -> Any:
    return None if found is None else found.value


def _position(position: DraftPosition) -> dict[str, Any]:
    return {
        "title": _value(position.title),
        "employer": _value(position.employer),
        "city": _value(position.city),
        "start": _value(position.start),
        "end": None if position.current else _value(position.end),
        "current": position.current,
        "manager": position.manager,
        "team": _value(position.team),
        "text": _value(position.text),
    }


def _education(school: DraftEducation) -> dict[str, Any]:
    return {
        "level": _value(school.level),
        "institution": _value(school.institution),
        "year": _value(school.year),
    }


def _founds(draft: Draft) -> Iterator[tuple[str, Found[Any]]]:
    """All values with the names of their fields; those of lists are numbered."""
    for field in ("name", "birth_date", "city", "relocation", "remote", "pay"):
        one = getattr(draft, field)
        if one is not None:
            yield "salary_expected" if field == "pay" else field, one
    for field in ("emails", "phones", "titles", "skills", "evidenced", "courses"):
        for one in getattr(draft, field):
            yield field, one
    for number, position in enumerate(draft.positions):
        for field in ("title", "employer", "city", "start", "end", "team", "text"):
            one = getattr(position, field)
            if one is not None:
                yield f"positions.{number}.{field}", one
    for number, school in enumerate(draft.education):
        for field in ("level", "institution", "year"):
            one = getattr(school, field)
            if one is not None:
                yield f"education.{number}.{field}", one
    for code, level in draft.languages:
        yield f"languages.{code}", level
    for kind, section in draft.sections.items():
        yield f"sections.{kind}", section


def _provenance(draft: Draft, document: Document) -> dict[str, list[dict[str, Any]]]:
    places: dict[str, list[dict[str, Any]]] = {}
    for field, one in _founds(draft):
        value = one.value.amount if field == "salary_expected" else one.value
        start, end = one.span
        place = {
            "value": value,
            "confidence": round(one.confidence, 2),
            "span": [start, end],
            "page": one.page,
            "rule": one.rule,
        }
        # Whole texts have lost their protected facts, which still stand within their span.
        if not field.startswith("sections.") and not field.endswith(".text"):
            place["text"] = document.text[start:end]
        places.setdefault(field, []).append(place)
    return places
