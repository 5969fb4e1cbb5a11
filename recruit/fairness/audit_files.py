"""The file of facts that the law forbids to weigh: read for an audit, never stored."""

import csv
import re
from collections.abc import Mapping
from pathlib import Path

SEXES = {"f": "women", "m": "men", "ж": "women", "м": "men"}
COLUMNS = ("candidate", "sex", "born")
AGE_LINE = 40
YOUNGER, OLDER = "under 40", "40 and over"
FIRST_BORN = 1920

Groups = Mapping[str, Mapping[str, str]]
"""By question, ``sex`` and ``age``: the group of each candidate by public id."""


class AuditFileError(Exception):
    """What is wrong with the file, with its line, and what to write instead."""


def read_audit_file(path: Path, year: int) -> Groups:
    """Groups by sex and by age at the end of `year`; an empty cell is not known.

    Raises `AuditFileError` for a file that is not whole.
    """
    sexes: dict[str, str] = {}
    ages: dict[str, str] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            start = file.read(200)
            file.seek(0)
            rows = csv.DictReader(file, delimiter=";" if ";" in start else ",")
            missing = set(COLUMNS) - set(rows.fieldnames or ())
            if missing:
                raise AuditFileError(
                    f"{path}: columns are missing: {', '.join(sorted(missing))}; "
                    f"the first line must be {','.join(COLUMNS)}"
                )
            for row in rows:
                place = f"{path}, line {rows.line_num}"
                own = (row["candidate"] or "").strip()
                if not own:
                    raise AuditFileError(f"{place}: candidate is empty; give the id of the card")
                _put(sexes, own, _sex(row["sex"], place), place)
                _put(ages, own, _age(row["born"], year, place), place)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise AuditFileError(f"{path} cannot be read as a CSV in UTF-8: {error}") from error
    return {"sex": sexes, "age": ages}


def _put(groups: dict[str, str], own: str, group: str | None, place: str) -> None:
    if group is not None and groups.setdefault(own, group) != group:
        raise AuditFileError(f"{place}: {own} is told twice, and differently; leave one line")


def _sex(cell: str | None, place: str) -> str | None:
    told = (cell or "").strip().lower()
    if told and told not in SEXES:
        raise AuditFileError(f"{place}: sex {told!r} must be f or m, or empty")
    return SEXES.get(told)


def _age(cell: str | None, year: int, place: str) -> str | None:
    told = (cell or "").strip()
    if not told:
        return None
    if not (re.fullmatch("[0-9]{4}", told) and FIRST_BORN <= int(told) < year):
        raise AuditFileError(f"{place}: born {told!r} must be a year such as 1988, or empty")
    return OLDER if year - int(told) >= AGE_LINE else YOUNGER
