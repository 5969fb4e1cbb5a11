"""Shapes of the forms of subscriptions and orders."""

import re
from typing import Any

from flask_babel import lazy_gettext
from marshmallow import Schema

from recruit.models import OrderState
from recruit.web.fields import Choice, Email, Flag, Text, Whole

LONGEST_ADDRESS = 254
LONGEST_ANSWER = 8000


class Link(Text):
    """An address of a page."""

    default_error_messages = {  # noqa: RUF012  (marshmallow's way)
        "link": lazy_gettext("Write an address that begins with https://"),
    }
    PATTERN = re.compile(r"https?://[^\s/@<>\"]+\.[^\s<>\"]+")

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if text and not self.PATTERN.fullmatch(text):
            raise self.make_error("link")
        return text


class SubscriptionSchema(Schema):
    """Where letters about new surveys should go."""

    email = Email(required=True, longest=LONGEST_ADDRESS)


class OrderSchema(Schema):
    """Which survey somebody needs, and who it is."""

    post = Text(required=True)
    cities = Text(load_default="", longest=500)
    note = Text(load_default="", longest=4000)
    name = Text(required=True)
    organisation = Text(load_default="")
    email = Email(required=True, longest=LONGEST_ADDRESS)
    consent = Flag(load_default=False, must_be_set=True)


class OrderStepSchema(Schema):
    """The next state of an order, the version it was decided on, and the answer."""

    version = Whole(required=True, most=999_999_999)
    state = Choice(list(OrderState), required=True)
    answer = Text(load_default="", longest=LONGEST_ANSWER)


class OrderListSchema(Schema):
    """Which orders to list."""

    state = Choice(list(OrderState), load_default=None)
    page = Whole(load_default=1, least=1, most=100_000)


class LetterSchema(Schema):
    """Looking at a letter comes first; it is sent only by the button that says so."""

    step = Choice(("preview", "send"), load_default="preview")


class EditionLetterSchema(LetterSchema):
    """Which edition to tell the subscribers of; ``again`` though they know of it."""

    edition = Text(required=True, longest=80)
    again = Flag(load_default=False)


class StudyLetterSchema(LetterSchema):
    """A letter about a study, in both languages."""

    subject_ru = Text(required=True)
    subject_en = Text(required=True)
    text_ru = Text(required=True, longest=8000)
    text_en = Text(required=True, longest=8000)
    link = Link(required=True, longest=500)
