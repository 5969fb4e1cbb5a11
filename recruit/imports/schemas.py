"""The forms of an import of files; the files themselves are no field."""

from marshmallow import Schema

from recruit.imports.services import LONGEST_NOTE
from recruit.web.fields import Text


class ImportSchema(Schema):
    """On what ground the people agreed, where they did."""

    consent_note = Text(load_default="", longest=LONGEST_NOTE)


class ConsentSchema(Schema):
    """The ground, told afterwards."""

    consent_note = Text(required=True, longest=LONGEST_NOTE)
