"""The shape of the files of a data folder that are neither candidates nor grades."""

from typing import Any

from marshmallow import ValidationError, fields, validate

from matching.metrics import KNOWN, is_metric
from recruit.rank_schemas import CandidateSchema, Id, Lenient, Text, VacancySchema

DIRECTIONS = ("candidates_for_vacancy", "vacancies_for_candidate")
POOLS = ("all", "judged")

_LIST = {"invalid": "must be a list in brackets"}


def _one_of(choices: tuple[str, ...]) -> Text:
    return Text(
        required=True,
        validate=validate.OneOf(choices, error="must be one of: {choices}"),
        error_messages={"required": f"is missing; it must be one of: {', '.join(choices)}"},
    )


class MetricName(Text):
    """The name of a measure, in any case."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        name = super()._deserialize(value, attr, data, **kwargs).strip().lower()
        if not is_metric(name):
            raise ValidationError(f"{value!r} is not known; there are {KNOWN}")
        return name


class FileId(Id):
    """An id that a line of a tab-separated file can hold; a number is its digits."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = str(super()._deserialize(value, attr, data, **kwargs))
        if len(text.splitlines()) > 1 or text != text.strip() or "\t" in text:
            raise ValidationError("must hold no tab, no line break and no space around it")
        return text


class DatasetSchema(Lenient):
    """`dataset.json`."""

    name = Text(required=True, error_messages={"required": "is missing; name the set"})
    language = Text(allow_none=True)
    direction = _one_of(DIRECTIONS)
    pool = _one_of(POOLS)
    metrics = fields.List(
        MetricName(),
        required=True,
        validate=validate.Length(min=1, error="must name at least one metric"),
        error_messages={"required": f"is missing; there are {KNOWN}", **_LIST},
    )


class GradedVacancySchema(VacancySchema):
    """A vacancy among others: it needs an id."""

    id = FileId(required=True, error_messages={"required": "is missing; give each its own"})


class GradedCandidateSchema(CandidateSchema):
    """A candidate whose id stands in `qrels.tsv`."""

    id = FileId(required=True, error_messages={"required": "is missing; give each its own"})
