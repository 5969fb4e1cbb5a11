"""Shape of the merge form: which profile stays, and a side for each field that differs."""

from typing import Any

from flask_babel import lazy_gettext
from marshmallow import Schema

from recruit.duplicates.combining import BOTH, FIRST, SECOND
from recruit.web.fields import Choice, Whole

WHICH_STAYS = lazy_gettext("Choose which of the two profiles stays")
WHICH_SIDE = lazy_gettext("Choose what to keep here")
VERSION: dict[str, Any] = {"required": True, "most": 10**9}


def _side() -> Choice:
    """One side's value; None where the page had nothing to choose."""
    return Choice((FIRST, SECOND), load_default=None, error_messages={"invalid": WHICH_SIDE})


def _list() -> Choice:
    """One side's list, or both together."""
    wrong = {"invalid": WHICH_SIDE}
    return Choice((FIRST, SECOND, BOTH), load_default=None, error_messages=wrong)


class MergeSchema(Schema):
    """A choice for each field; what the page has no choice for is the same in both."""

    keep = Choice((FIRST, SECOND), required=True, error_messages={"required": WHICH_STAYS})
    first_version = Whole(**VERSION)
    second_version = Whole(**VERSION)
    name = _side()
    email = _side()
    phone = _side()
    title = _side()
    city = _side()
    relocation = _side()
    remote = _side()
    salary = _side()
    experience_years = _side()
    management_years = _side()
    education = _side()
    education_text = _side()
    text = _side()
    positions = _list()
    skills = _list()
    languages = _list()
