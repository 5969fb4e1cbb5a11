"""The shape of vacancies and candidates in files (data format 1), and their way into profiles."""

import math
import re
from collections.abc import Mapping
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate, validates_schema

from matching.months import months_in, parse_month
from matching.profiles import SEGMENTS, CandidateProfile, Money, Position, VacancyProfile
from recruit.money import MINOR_UNITS

DEFAULT_CURRENCY = "RUB"
MOST_YEARS = 80
MOST_MONEY = 1e12

_Messages = dict[str, str | list[Any] | dict[Any, Any]]
_WHOLE = {"type": "must be an object in braces"}
_OBJECT: _Messages = {"null": "must be an object in braces, not null"}
_NULL: _Messages = {"null": "must be text in quotes, not null"}
_CURRENCY = re.compile(r"[A-Z]{3}")
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


class Text(fields.Field[str]):
    """A string; nothing else becomes one."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str):
            raise ValidationError("must be text in quotes")
        return value


class Number(fields.Field[float]):
    """A finite number from 0 up; neither a boolean nor a number in quotes."""

    def __init__(self, most: float, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most = most

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValidationError("must be a number without quotes, for example 3")
        if isinstance(value, float) and not math.isfinite(value):
            raise ValidationError("must be a finite number")
        if not 0 <= value <= self.most:
            raise ValidationError(f"must be from 0 to {self.most:,.0f}")
        return float(value)


class Flag(fields.Field[bool]):
    """True or false; no other word for them."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise ValidationError("must be true or false")
        return value


class Month(fields.Field[int]):
    """A month as YYYY-MM."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        if not isinstance(value, str):
            raise ValidationError("must be a month as YYYY-MM, for example 2021-03")
        try:
            return parse_month(value)
        except ValueError as error:
            raise ValidationError(str(error)) from error


class Id(fields.Field[int | str]):
    """Text or a whole number; neither empty nor with characters that no file can hold."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int | str:
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise ValidationError("must be text or a whole number")
        if isinstance(value, str):
            if not value.strip():
                raise ValidationError("must not be empty")
            if any("\ud800" <= letter <= "\udfff" or letter == "\x00" for letter in value):
                raise ValidationError("holds a broken character; write the id anew")
        return value


class Currency(fields.Field[str]):
    """Three letters of ISO 4217."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        code = value.strip().upper() if isinstance(value, str) else ""
        if not _CURRENCY.fullmatch(code):
            raise ValidationError("must be three letters, for example RUB")
        return "RUB" if code == "RUR" else code


def _years() -> Number:
    return Number(MOST_YEARS, allow_none=True)


def _money() -> Number:
    return Number(MOST_MONEY, allow_none=True)


def _names() -> fields.List[str]:
    return fields.List(
        Text(error_messages=_NULL),
        allow_none=True,
        error_messages={"invalid": 'must be a list in brackets, for example ["CRM"]'},
    )


def _languages() -> fields.Dict:
    return fields.Dict(
        keys=Text(),
        values=Text(error_messages=_NULL),
        allow_none=True,
        error_messages={"invalid": 'must be an object, for example {{"en": "fluent"}}'},
    )


class Lenient(Schema):
    """Fields that the format does not name are left out: a name or an age has no way in."""

    error_messages = _WHOLE

    class Meta:
        unknown = EXCLUDE


class PositionSchema(Lenient):
    """One post of a candidate."""

    title = Text(allow_none=True)
    employer = Text(allow_none=True)
    start = Month(allow_none=True)
    end = Month(allow_none=True)
    description = Text(allow_none=True)

    @validates_schema
    def _in_order(self, data: Mapping[str, Any], **kwargs: Any) -> None:
        start, end = data.get("start"), data.get("end")
        if start is not None and end is not None and end < start:
            raise ValidationError("must not be before start", "end")


class CandidateSchema(Lenient):
    """One candidate."""

    id = Id(required=True, error_messages={"required": "is missing; give each candidate its own"})
    title = Text(allow_none=True)
    text = Text(allow_none=True)
    skills = _names()
    positions = fields.List(
        fields.Nested(PositionSchema, error_messages=_OBJECT),
        allow_none=True,
        error_messages={"invalid": "must be a list of objects"},
    )
    experience_years = _years()
    management_years = _years()
    education = Text(allow_none=True)
    languages = _languages()
    city = Text(allow_none=True)
    relocation = Flag(allow_none=True)
    remote = Flag(allow_none=True)
    salary_expected = _money()
    currency = Currency(allow_none=True)
    net = Flag(allow_none=True)
    updated = Text(
        allow_none=True,
        validate=validate.Regexp(_DAY, error="must be a day as YYYY-MM-DD"),
    )


class VacancySchema(Lenient):
    """One vacancy."""

    id = Id()
    title = Text(allow_none=True)
    text = Text(allow_none=True)
    must = _names()
    nice = _names()
    experience_years = _years()
    management_years = _years()
    education = Text(allow_none=True)
    languages = _languages()
    city = Text(allow_none=True)
    remote = Flag(allow_none=True)
    segment = Text(
        allow_none=True,
        validate=validate.OneOf(SEGMENTS, error="must be one of: {choices}"),
    )
    salary_from = _money()
    salary_to = _money()
    currency = Currency(allow_none=True)
    net = Flag(allow_none=True)

    @validates_schema
    def _in_order(self, data: Mapping[str, Any], **kwargs: Any) -> None:
        low, high = data.get("salary_from"), data.get("salary_to")
        if low is not None and high is not None and high < low:
            raise ValidationError("must not be below salary_from", "salary_to")


def vacancy_profile(data: Mapping[str, Any]) -> VacancyProfile:
    """The vacancy that validated data describe; without a currency its sums are in roubles."""
    currency = data.get("currency") or DEFAULT_CURRENCY
    return VacancyProfile(
        title=data.get("title") or "",
        text=data.get("text") or "",
        must=tuple(data.get("must") or ()),
        nice=tuple(data.get("nice") or ()),
        experience_months=months_in(data.get("experience_years")),
        management_months=months_in(data.get("management_years")),
        education=data.get("education"),
        languages=data.get("languages") or {},
        city=data.get("city"),
        remote=data.get("remote"),
        segment=data.get("segment"),
        salary_from=_sum(data.get("salary_from"), currency),
        salary_to=_sum(data.get("salary_to"), currency),
        net=data.get("net"),
    )


def candidate_profile(data: Mapping[str, Any], currency: str) -> CandidateProfile:
    """The candidate that validated data describe; a sum without a currency is in the given one."""
    skills = data.get("skills")
    return CandidateProfile(
        title=data.get("title") or "",
        text=data.get("text") or "",
        skills=None if skills is None else tuple(skills),
        positions=tuple(
            Position(
                title=position.get("title") or "",
                start=position.get("start"),
                end=position.get("end"),
                description=position.get("description") or "",
            )
            for position in data.get("positions") or ()
        ),
        experience_months=months_in(data.get("experience_years")),
        management_months=months_in(data.get("management_years")),
        education=data.get("education"),
        languages=data.get("languages"),
        city=data.get("city"),
        relocation=data.get("relocation"),
        remote=data.get("remote"),
        salary_expected=_sum(data.get("salary_expected"), data.get("currency") or currency),
        net=data.get("net"),
    )


def _sum(amount: float | None, currency: str) -> Money | None:
    return None if amount is None else Money(round(amount * MINOR_UNITS), currency)
