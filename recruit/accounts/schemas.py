"""Shapes of the account forms."""

from marshmallow import Schema

from recruit.models import Segment
from recruit.web.fields import Choice, Email, Text

LONGEST_ADDRESS = 254
PASSWORD_LENGTHS = {"shortest": 10, "longest": 200}


class SignInSchema(Schema):
    """Who wants in."""

    email = Text(required=True, longest=LONGEST_ADDRESS)
    password = Text(required=True, longest=200)


class _PersonSchema(Schema):
    name = Text(required=True)
    email = Email(required=True, longest=LONGEST_ADDRESS)
    password = Text(required=True, **PASSWORD_LENGTHS)


class CandidateAccountSchema(_PersonSchema):
    """A person who looks for work."""


class EmployerAccountSchema(_PersonSchema):
    """A client and its first person."""

    company = Text(required=True)
    segment = Choice(list(Segment), required=True)
    city = Text(load_default=None, longest=100)
