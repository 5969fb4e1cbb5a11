"""Resumes by the schema of jsonresume.org as rows of a table whose columns have a meaning.

A wrong shape (``work`` that is no list) is a fault of its row; parts that a profile has no place
for are named, so that nobody thinks them imported.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from recruit.imports.table_faults import RowCode, RowFault
from recruit.imports.tables import Format, Row, Table
from recruit.parsing.plain import plain
from recruit.parsing.schools import level_in

# As many as the resume form takes.
MOST_WORK = 40
_BASICS = {
    "basics.name": "name",
    "basics.label": "title",
    "basics.email": "email",
    "basics.phone": "phone",
    "basics.location.city": "city",
    "basics.summary": "text",
}
_WORK = {
    "position": "title",
    "name": "employer",
    "startDate": "start",
    "endDate": "end",
    "summary": "description",
}
_LISTS = {
    "education.studyType": "education",
    "education": "education_text",
    "skills": "skills",
    "languages": "languages",
}
# Parts that are read, by section; all else is told as left out.
_READ = {
    "basics": {"name", "label", "email", "phone", "location", "summary"},
    "basics.location": {"city"},
    "work": {*_WORK, "company", "highlights"},
    "education": {"institution", "area", "studyType", "startDate", "endDate"},
    "skills": {"name", "keywords"},
    "languages": {"language", "fluency"},
}
_ABOUT_THE_FILE = ("$schema", "meta")
Numbered = tuple[int, dict[str, Any]]


def is_resume(one: Mapping[str, Any]) -> bool:
    """Whether an object is a resume by the schema."""
    return isinstance(one.get("basics"), dict)


def resume_fields(columns: Iterable[str]) -> list[str]:
    """The field of the resume form for each column; an empty text for none."""
    known = dict(_BASICS) | _LISTS
    for number in range(MOST_WORK):
        for key, field in _WORK.items():
            known[_work_name(number, key)] = f"positions-{number}-{field}"
    return [known.get(name, "") for name in columns]


def resume_table(numbered: Sequence[Numbered]) -> Table:
    """The table of resumes; a column is there where any resume fills it, and the name always."""
    readings = [(number, _Reading(one)) for number, one in numbered]
    used = {"basics.name"} | {
        name for _, reading in readings for name, cell in reading.cells.items() if cell
    }
    works = [_work_name(number, key) for number in range(MOST_WORK) for key in _WORK]
    columns = tuple(name for name in [*_BASICS, *works, *_LISTS] if name in used)
    left_out = dict.fromkeys(part for _, reading in readings for part in reading.left_out)
    return Table(
        format=Format.JSON_RESUME,
        columns=columns,
        rows=tuple(
            Row(
                number,
                tuple(reading.cells.get(name, "") for name in columns),
                tuple(reading.faults),
            )
            for number, reading in readings
        ),
        left_out=tuple(left_out),
    )


def _work_name(number: int, key: str) -> str:
    return f"work[{number + 1}].{key}"


class _Reading:
    """One resume: the cells that it fills, its faults, and the parts left out."""

    def __init__(self, one: Mapping[str, Any]) -> None:
        self.cells: dict[str, str] = {}
        self.faults: list[RowFault] = []
        self.left_out: list[str] = [
            key for key in one if key not in _READ and key not in _ABOUT_THE_FILE and one[key]
        ]
        self._basics(one["basics"])
        for number, work in enumerate(self._list(one, "work")):
            self._work(number, work)
        schools = list(self._list(one, "education"))
        # What the parser knows no level for is no fault: the words stand in the text below.
        types = (self._text(school, "education", "studyType") for school in schools)
        self.cells["education.studyType"] = next((t for t in types if level_in(plain(t))), "")
        self.cells["education"] = "\n".join(filter(None, map(self._school, schools)))
        self.cells["skills"] = "\n".join(
            dict.fromkeys(
                name for skill in self._list(one, "skills") for name in self._skill(skill)
            )
        )
        self.cells["languages"] = "\n".join(
            filter(None, (self._language(row) for row in self._list(one, "languages")))
        )

    def _basics(self, basics: Mapping[str, Any]) -> None:
        self._note_rest(basics, "basics")
        location = basics.get("location")
        if location is not None and not isinstance(location, dict):
            self._misshapen("basics.location", "object")
            location = None
        if location:
            self._note_rest(location, "basics.location")
            self.cells["basics.location.city"] = self._text(location, "basics.location", "city")
        for key in ("name", "label", "email", "phone", "summary"):
            self.cells[f"basics.{key}"] = self._text(basics, "basics", key)

    def _work(self, number: int, work: Mapping[str, Any]) -> None:
        if number == MOST_WORK:
            self.faults.append(RowFault(RowCode.MANY_WORKS, "work", params={"most": MOST_WORK}))
        if number >= MOST_WORK:
            return
        self._note_rest(work, "work")
        cells = {key: self._text(work, "work", key) for key in _WORK}
        # Until version 1.0 of the schema the employer was called so.
        cells["name"] = cells["name"] or self._text(work, "work", "company")
        highlights = [line for line in self._texts(work, "work", "highlights") if line]
        cells["summary"] = "\n".join(filter(None, [cells["summary"], *highlights]))
        for key, cell in cells.items():
            self.cells[_work_name(number, key)] = cell

    def _school(self, school: Mapping[str, Any]) -> str:
        self._note_rest(school, "education")
        keys = ("studyType", "area", "institution")
        words = [self._text(school, "education", key) for key in keys]
        years = [self._text(school, "education", key)[:4] for key in ("startDate", "endDate")]
        return ", ".join(filter(None, [*words, "–".join(filter(None, years))]))

    def _skill(self, skill: Mapping[str, Any]) -> list[str]:
        """The name of a group of skills is one itself, and so are its keywords."""
        self._note_rest(skill, "skills")
        keywords = [word for word in self._texts(skill, "skills", "keywords") if word]
        return [name for name in (self._text(skill, "skills", "name"), *keywords) if name]

    def _language(self, row: Mapping[str, Any]) -> str:
        self._note_rest(row, "languages")
        words = (self._text(row, "languages", key) for key in ("language", "fluency"))
        return " — ".join(filter(None, words))

    def _list(self, one: Mapping[str, Any], key: str) -> Iterator[Mapping[str, Any]]:
        value = one.get(key)
        if value is None:
            return
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self._misshapen(key, "list")
            return
        yield from value

    def _texts(self, one: Mapping[str, Any], section: str, key: str) -> list[str]:
        value = one.get(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self._misshapen(f"{section}.{key}", "texts")
            return []
        return [item.strip() for item in value]

    def _text(self, one: Mapping[str, Any], section: str, key: str) -> str:
        value = one.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            self._misshapen(f"{section}.{key}", "text")
            return ""
        return value.strip()

    def _misshapen(self, key: str, expected: str) -> None:
        params = {"key": key, "expected": expected}
        fault = RowFault(RowCode.BAD_SHAPE, key, None, params)
        if fault not in self.faults:
            self.faults.append(fault)

    def _note_rest(self, one: Mapping[str, Any], section: str) -> None:
        self.left_out.extend(
            f"{section}.{key}" for key in one if key not in _READ[section] and one[key]
        )
