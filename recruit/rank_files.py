"""Reading of vacancies and candidates from files that anybody may have written."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from marshmallow import Schema, ValidationError

MAX_LINE = 5_000_000
"""Bytes of one candidate: a long résumé is 100,000; more is another kind of file."""

_BOM = b"\xef\xbb\xbf"


class BadData(Exception):
    """What is wrong with a piece of JSON, field by field, and what to do."""

    def __init__(self, *faults: str) -> None:
        super().__init__("; ".join(faults))


class _Refused(ValueError):
    """A constant that Python's reader allows and JSON does not."""


@dataclass(frozen=True)
class BadLine:
    """A line that cannot be used, by its number from 1."""

    number: int
    fault: str


def read_object(raw: bytes, schema: Schema) -> dict[str, Any]:
    """The valid data of one JSON object; raises `BadData`."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise BadData("this is not UTF-8 text; save the file as UTF-8") from None
    try:
        data = json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise BadData(f"this is not JSON: {error.msg} at character {error.pos + 1}") from None
    except RecursionError:
        raise BadData("this is nested too deeply; one flat object is wanted") from None
    except _Refused as error:
        raise BadData(str(error)) from None
    except ValueError:
        raise BadData("a number has thousands of digits") from None
    if not isinstance(data, dict):
        raise BadData("one JSON object in braces is wanted")
    try:
        return dict(schema.load(data))
    except ValidationError as error:
        raise BadData(*_faults(error.messages, "")) from None


def read_lines(file: BinaryIO, schema: Schema) -> Iterator[tuple[int, dict[str, Any]] | BadLine]:
    """The number and data of each line that can be used, and the faults of those that cannot."""
    for number, line in enumerate(_lines(file), start=1):
        raw = line.removeprefix(_BOM) if number == 1 else line
        if not raw.strip():
            continue
        if len(raw) > MAX_LINE:
            yield BadLine(number, f"longer than {MAX_LINE:,} bytes; one candidate a line is wanted")
            continue
        try:
            yield number, read_object(raw, schema)
        except BadData as error:
            yield BadLine(number, str(error))


def read_file(path: Path, schema: Schema) -> dict[str, Any]:
    """The valid data of a file with one JSON object; raises `BadData` or `OSError`."""
    with path.open("rb") as file:
        raw = file.read(MAX_LINE + 1)
    if len(raw) > MAX_LINE:
        raise BadData(f"longer than {MAX_LINE:,} bytes; one vacancy is wanted")
    return read_object(raw.removeprefix(_BOM), schema)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file, each cut just above `MAX_LINE`, so that none fills the memory."""
    while line := file.readline(MAX_LINE + 2):
        yield line
        while not line.endswith(b"\n") and (line := file.readline(MAX_LINE + 2)):
            continue


def _refuse(constant: str) -> float:
    raise _Refused(f"{constant} is not a JSON number; leave the field out if it is unknown")


def _faults(messages: Mapping[Any, Any] | list[Any], path: str) -> list[str]:
    """Each message behind the path of its field: `positions[0].end: must not be before start`."""
    if isinstance(messages, list):
        return [f"{path}: {message}" if path else str(message) for message in messages]
    faults = []
    for name, inner in messages.items():
        if name in {"_schema", "value"}:  # of the object itself, of a value in a mapping
            place = path
        elif isinstance(name, int):
            place = f"{path}[{name}]"
        else:
            place = f"{path}.{name}" if path else str(name)
        faults += _faults(inner, place)
    return faults
