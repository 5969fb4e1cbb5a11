"""JSON as a table: one object, a list of them, or one a line; an object is a row.

Objects inside become columns of their own (``salary.amount``), lists of texts become lines, and
lists of objects are numbered (``positions.2.title``). Resumes by jsonresume.org are known by their
``basics`` and have columns of their own.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from recruit.imports.json_resume import is_resume, resume_table
from recruit.imports.table_faults import FileCode
from recruit.imports.tables import MOST_COLUMNS, MOST_ROWS, Format, Row, Table
from recruit.tables.faults import TableError

DEEPEST = 8
# JSON may write half of a character of two; no text that is kept or shown may.
HALVES = re.compile("[\ud800-\udfff]")
Numbered = tuple[int, dict[str, Any]]


class _RepeatedKey(ValueError):
    """An object names a value twice, and nobody can tell which is meant."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


def read_json(text: str) -> Table:
    """The table of a JSON text; `TableError` for what is none."""
    numbered = list(_objects(text))
    if not numbered:
        raise TableError(FileCode.NO_ROWS)
    if len(numbered) > MOST_ROWS:
        raise TableError(FileCode.TOO_MANY_ROWS, numbered[MOST_ROWS][0], {"most": MOST_ROWS})
    are_resumes = is_resume(numbered[0][1])
    for number, one in numbered:
        if is_resume(one) != are_resumes:
            raise TableError(FileCode.MIXED_OBJECTS, number)
    return resume_table(numbered) if are_resumes else _flat_table(numbered)


def _objects(text: str) -> Iterator[Numbered]:
    """The objects of a text with their numbers: lines of a file, or places in a list."""
    lines = [(n, line) for n, line in enumerate(text.split("\n"), start=1) if line.strip()]
    is_lines = len(lines) > 1 and all(line.lstrip().startswith("{") for _, line in lines)
    if is_lines and lines[0][1].rstrip().endswith("}"):
        found: Iterable[tuple[int, Any]] = ((n, _value(line, n)) for n, line in lines)
    else:
        whole = _value(text, None)
        found = enumerate(whole if isinstance(whole, list) else [whole], start=1)
    for number, one in found:
        if not isinstance(one, dict):
            raise TableError(FileCode.NOT_AN_OBJECT, number)
        if _depth(one) > DEEPEST:
            raise TableError(FileCode.DEEP_JSON, number, {"most": DEEPEST})
        yield number, _legible(one)


def _value(text: str, number: int | None) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_number)
    except _RepeatedKey as error:
        raise TableError(FileCode.REPEATED_KEY, number, {"key": _named(error.key[:80])}) from error
    except RecursionError as error:
        raise TableError(FileCode.DEEP_JSON, number, {"most": DEEPEST}) from error
    except json.JSONDecodeError as error:
        line = number or error.lineno
        raise TableError(FileCode.BAD_JSON, line, {"column": error.colno}) from error
    except ValueError as error:  # a number that is none, or one of thousands of digits
        raise TableError(FileCode.BAD_JSON, number or 1, {"column": 1}) from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _RepeatedKey(key)
        found[key] = value
    return found


def _no_number(name: str) -> Any:
    raise ValueError(name)


def _depth(value: Any) -> int:
    """How deep objects and lists are nested, counted without recursion."""
    deepest, waiting = 0, [(value, 1)]
    while waiting and deepest <= DEEPEST:
        one, depth = waiting.pop()
        if isinstance(one, dict | list):
            deepest = max(deepest, depth)
            inner = one.values() if isinstance(one, dict) else one
            waiting.extend((child, depth + 1) for child in inner)
    return deepest


def _legible(value: Any) -> Any:
    """Without halves of characters: an export that cuts a text leaves half an emoji at its end."""
    if isinstance(value, str):
        return HALVES.sub("", value)
    if isinstance(value, list):
        return [_legible(item) for item in value]
    if isinstance(value, dict):
        return {_named(key): _legible(item) for key, item in value.items()}
    return value


def _named(key: str) -> str:
    """A key, halves of characters replaced: without them it could be another one's name."""
    return HALVES.sub("\ufffd", key)


def _flat_table(numbered: list[Numbered]) -> Table:
    rows = [(number, dict(_flat(one))) for number, one in numbered]
    columns = tuple(dict.fromkeys(name for _, cells in rows for name in cells))
    if len(columns) > MOST_COLUMNS:
        raise TableError(FileCode.TOO_MANY_COLUMNS, None, {"most": MOST_COLUMNS})
    return Table(
        format=Format.JSON,
        columns=columns,
        rows=tuple(
            Row(number, tuple(cells.get(name, "") for name in columns)) for number, cells in rows
        ),
    )


def _flat(one: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in one.items():
        name = prefix + " ".join(key.split())
        if isinstance(value, dict):
            yield from _flat(value, f"{name}.")
        elif isinstance(value, list) and any(isinstance(item, dict | list) for item in value):
            yield from _flat({str(n): item for n, item in enumerate(value, 1)}, f"{name}.")
        elif isinstance(value, list):
            yield name, "\n".join(map(scalar, value))
        else:
            yield name, scalar(value)


def scalar(value: Any) -> str:
    """A value as a person would write it in a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return str(int(value))
    return str(value).strip()
