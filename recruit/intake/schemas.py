"""The form of a file: the file itself is no field, since it is checked by its content."""

from marshmallow import Schema


class UploadSchema(Schema):
    """Nothing but a file."""
