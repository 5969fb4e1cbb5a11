"""Shapes of the public search and of an application."""

from marshmallow import Schema

from recruit.web.fields import Flag, Text, Whole


class SearchSchema(Schema):
    """What a visitor looks for."""

    q = Text(load_default="", longest=200)
    city = Text(load_default="", longest=100)
    role = Text(load_default="", longest=80)
    remote = Flag(load_default=False)
    page = Whole(load_default=1, least=1, most=100_000)


class ApplicationSchema(Schema):
    """A candidate's wish to be considered."""

    message = Text(load_default="", longest=4000)
