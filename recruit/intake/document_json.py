"""A document as JSON: on its way out of the child process, and kept beside its text.

The names of a line's attributes come once, not on each line.
"""

import json
from dataclasses import astuple, fields
from typing import Any

from recruit.parsing.document import Document, Line

_LINE = tuple(field.name for field in fields(Line))
_LOOK = _LINE[1:]


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


def dump_layout(document: Document) -> str:
    """All but the text, which is kept apart: how each line of ``document.text`` looks."""
    return json.dumps(
        {
            "attributes": _LOOK,
            "lines": [astuple(line)[1:] for line in document.lines],
            "media": document.media,
            "pages": document.pages,
            "ocr": document.ocr,
        }
    )


def load_layout(text: str, layout: str) -> Document:
    """The document of a text and its :func:`dump_layout`, without what is hidden in it."""
    data: dict[str, Any] = json.loads(layout)
    looks = (dict(zip(data["attributes"], values, strict=True)) for values in data["lines"])
    lines = (Line(text=words, **look) for words, look in zip(text.split("\n"), looks, strict=True))
    return Document(lines=tuple(lines), media=data["media"], pages=data["pages"], ocr=data["ocr"])
