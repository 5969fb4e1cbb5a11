"""Shapes of the account forms."""

from marshmallow import Schema

from recruit.models import Segment
from recruit.web.fields import Choice, Email, Text

LONGEST_ADDRESS = 254


class SignInSchema(Schema):
    """Who wants in."""

    email = Text(required=True, longest=LONGEST_ADDRESS)
    password = Text(required=True, longest=200)


class PersonSchema(Schema):
    """A person who gets an account: somebody who looks for work, a recruiter."""

    name = Text(required=True)
    email = Email(required=True, longest=LONGEST_ADDRESS)
    password = Text(required=True, shortest=10, longest=200)


class EmployerAccountSchema(PersonSchema):
    """A client and its first person."""

    company = Text(required=True)
    segment = Choice(list(Segment), required=True)
    city = Text(load_default=None, longest=100)
