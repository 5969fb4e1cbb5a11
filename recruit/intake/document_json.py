"""A document on its way out of the child process: JSON without names that repeat on each line."""

import json
from dataclasses import astuple, fields
from typing import Any

from recruit.parsing.document import Document, Line

_LINE = tuple(field.name for field in fields(Line))


def dump_document(document: Document) -> str:
    """The document as one line of JSON; the names of a line's attributes come once."""
    return json.dumps(
        {
            "attributes": _LINE,
            "lines": [astuple(line) for line in document.lines],
            "media": document.media,
            "pages": document.pages,
            "hidden": document.hidden,
            "warnings": document.warnings,
            "ocr": document.ocr,
        }
    )


def load_document(text: str) -> Document:
    """The document of :func:`dump_document`."""
    data: dict[str, Any] = json.loads(text)
    names = data["attributes"]
    lines = (Line(**dict(zip(names, values, strict=True))) for values in data["lines"])
    return Document(
        lines=tuple(lines),
        media=data["media"],
        pages=data["pages"],
        hidden=tuple(data["hidden"]),
        warnings=tuple(data["warnings"]),
        ocr=data["ocr"],
    )
