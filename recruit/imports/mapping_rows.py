"""A row of a table as the resume form would have it, with every fault of it told at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from recruit.imports import mapping_lists as lists
from recruit.imports import mapping_values as read
from recruit.imports.mapping import BOTH_POSTS, NAME_PARTS, unit_of
from recruit.imports.mapping_positions import PositionReader
from recruit.imports.mapping_values import Refused
from recruit.imports.table_faults import Remark, RowCode, RowFault, fault_from_json, quoted
from recruit.imports.tables import Row, Table
from recruit.typed_text import clean

Value = TypeVar("Value")
LONGEST = {"name": 200, "title": 200, "city": 100, "education_text": 2000, "text": 20_000}
LONGEST_MAIL = 254
_UNKNOWN = (
    "city",
    "relocation",
    "remote",
    "salary",
    "experience_years",
    "management_years",
    "education",
    "email",
    "phone",
)


def blank_values() -> dict[str, Any]:
    """What an empty resume form says."""
    texts = dict.fromkeys(("title", "education_text", "text", "name"), "")
    lists: dict[str, list[Any]] = {"positions": [], "skills": [], "languages": []}
    unknown = dict.fromkeys(_UNKNOWN)
    return {**texts, **lists, **unknown, "salary_currency": "RUB", "tax": "unknown"}


@dataclass
class Understood:
    """A row's values as `ResumeSchema` loads them; not to be used where the row has faults."""

    number: int
    values: dict[str, Any] = field(default_factory=blank_values)
    faults: list[RowFault] = field(default_factory=list)
    remarks: list[RowFault] = field(default_factory=list)

    def as_json(self) -> list[Any]:
        """The row as one process hands it to another."""
        notes = ([note.as_json() for note in notes] for notes in (self.faults, self.remarks))
        return [self.number, self.values, *notes]


def understood_from_json(found: list[Any]) -> Understood:
    """A row that another process handed over."""
    number, values, faults, remarks = found
    return Understood(
        number,
        values,
        [fault_from_json(fault) for fault in faults],
        [fault_from_json(remark) for remark in remarks],
    )


class RowReader:
    """Reads the rows of one table by one mapping.

    Parameters
    ----------
    table : Table
    fields : sequence of str
        A checked mapping, one field a column.
    this_month : str
        ``YYYY-MM``; what is said to begin or end later is a fault.
    """

    def __init__(self, table: Table, fields: Sequence[str], this_month: str) -> None:
        self._columns = table.columns
        self._places: dict[str, list[int]] = {}
        for place, name in enumerate(fields):
            if name:
                self._places.setdefault(name, []).append(place)
        self._positions = PositionReader(self._places, table.columns, this_month)

    def read(self, row: Row) -> Understood:
        """The row's values and all that is wrong with it."""
        found = Understood(row.number, faults=list(row.faults))
        extra = len(row.cells) - len(self._columns)
        if extra > 0:  # what stands under which name cannot be told any more
            found.faults.append(RowFault(RowCode.TOO_MANY_CELLS, params={"extra": extra}))
            return found
        formulas = [
            place
            for places in self._places.values()
            for place in places
            if row.cell(place).startswith("=")
        ]
        if formulas:
            for place in sorted(formulas):
                params = {"value": quoted(row.cell(place))}
                found.faults.append(RowFault(RowCode.FORMULA, self._columns[place], place, params))
            return found
        _OneRow(self._places, self._columns, row, found).read()
        both = found.values["title"] if BOTH_POSTS in self._places else ""
        self._positions.read(row, found, both)
        found.faults.sort(key=lambda fault: -1 if fault.place is None else fault.place)
        return found


class _OneRow:
    """One row being read into what is found of it."""

    def __init__(
        self,
        places: dict[str, list[int]],
        columns: Sequence[str],
        row: Row,
        found: Understood,
    ) -> None:
        self._places, self._columns, self._row, self._found = places, columns, row, found

    def read(self) -> None:
        """Everything but the positions."""
        values = self._found.values
        self._name()
        values["title"] = self._required(
            "title" if "title" in self._places else BOTH_POSTS, "title"
        )
        values["city"] = self._text("city") or None
        for name in ("education_text", "text"):
            values[name] = self._text(name)
        for name in ("relocation", "remote"):
            values[name] = self._value(name, read.read_yes_no)
        self._salary()
        for name in ("experience_years", "management_years"):
            values[name] = self._value(name, read.read_years)
        self._management()
        self._education()
        values["skills"] = self._many("skills", lists.read_skills) or []
        languages = self._many("languages", lists.read_language_list)
        if languages:
            values["languages"] = languages[0]
            self._remark("languages", languages[1])
        self._contacts()

    # ---------- cells ----------

    def _cells(self, name: str) -> list[str]:
        """What stands in the columns of a field, unknown ones aside."""
        cells = [self._row.cell(place) for place in self._places.get(name, ())]
        return [cell for cell in cells if not read.is_unknown(cell)]

    def _fault(self, name: str, code: RowCode, **params: str | int) -> None:
        places = self._places.get(name)
        place = places[0] if places else None
        column = "" if place is None else self._columns[place]
        self._found.faults.append(RowFault(code, column, place, params))

    def _remark(self, name: str, remarks: Sequence[Remark]) -> None:
        place = self._places[name][0] if self._places.get(name) else None
        column = "" if place is None else self._columns[place]
        self._found.remarks.extend(RowFault(code, column, place) for code in dict.fromkeys(remarks))

    def _text(self, name: str, control: str = "") -> str:
        text = clean("\n".join(self._cells(name)))
        most = LONGEST[control or name]
        if len(text) > most:
            self._fault(name, RowCode.LONG, most=most, length=len(text))
        return text

    def _required(self, name: str, control: str) -> str:
        text = self._text(name, control)
        if not text:
            self._fault(name, RowCode.EMPTY)
        return text

    def _value(self, name: str, reader: Callable[[str], Value]) -> Value | None:
        for cell in self._cells(name):
            try:
                return reader(cell)
            except Refused as error:
                self._fault(name, error.code, **error.params)
        return None

    def _many(self, name: str, reader: Callable[[list[str]], Value]) -> Value | None:
        try:
            return reader(self._cells(name))
        except Refused as error:
            self._fault(name, error.code, **error.params)
            return None

    # ---------- fields ----------

    def _name(self) -> None:
        if "name" in self._places:
            self._found.values["name"] = self._required("name", "name")
            return
        parts = [clean(cell) for name in NAME_PARTS for cell in self._cells(name)]
        first = next(name for name in NAME_PARTS if name in self._places)
        name = " ".join(parts)
        if not name:
            self._fault(first, RowCode.EMPTY)
        elif len(name) > LONGEST["name"]:
            self._fault(first, RowCode.LONG, most=LONGEST["name"], length=len(name))
        self._found.values["name"] = name

    def _salary(self) -> None:
        values, places = self._found.values, self._places.get("salary")
        unit = unit_of(self._columns[places[0]]) if places else ""
        told = self._cells("salary_currency")
        currency = self._value("salary_currency", read.read_currency)
        # The sum is checked against what is usual in its currency.
        unit = f"{unit} {told[0]}".strip() if currency else unit
        pay = self._value("salary", lambda cell: read.read_sum(cell, unit))
        tax = self._value("tax", read.read_tax)
        if pay is not None and pay[0] is not None:
            values["salary"], values["salary_currency"], values["tax"] = pay
            values["salary_currency"] = currency or pay[1]
            values["tax"] = tax or pay[2]

    def _management(self) -> None:
        years, led = (self._found.values[n] for n in ("experience_years", "management_years"))
        if years is not None and led is not None and led > years:
            self._fault("management_years", RowCode.MANAGEMENT_ABOVE, years=years, led=led)

    def _education(self) -> None:
        found = self._value("education", read.read_education)
        if found is None:
            return
        values = self._found.values
        values["education"] = found[0]
        self._remark("education", found[1])
        # «Высшее, МГУ, 2010» says more than its level.
        (cell,) = self._cells("education")[:1]
        is_more = found[1] or len(cell.split()) > 2
        if is_more and not values["education_text"]:
            values["education_text"] = clean(cell)
            if len(values["education_text"]) > LONGEST["education_text"]:
                self._fault(
                    "education", RowCode.LONG, most=LONGEST["education_text"], length=len(cell)
                )

    def _contacts(self) -> None:
        values = self._found.values
        values["email"] = self._value("email", read.read_mail)
        phone = self._value("phone", read.read_phone)
        both = self._value("contacts", read.read_contacts)
        if both:
            values["email"] = values["email"] or both[0]
            phone = phone or ((both[1], both[2]) if both[1] else None)
        if phone:
            values["phone"] = phone[0]
            self._remark("phone" if "phone" in self._places else "contacts", phone[1])
        if len(values["email"] or "") > LONGEST_MAIL:
            self._fault("email", RowCode.LONG, most=LONGEST_MAIL, length=len(values["email"]))
        is_told = any(self._cells(name) for name in ("email", "phone", "contacts"))
        if not is_told:
            name = next(n for n in ("email", "phone", "contacts") if n in self._places)
            self._fault(name, RowCode.NO_CONTACT)


def read_rows(table: Table, fields: Sequence[str], this_month: str) -> list[Understood]:
    """What is understood of each row, in the order of the table."""
    reader = RowReader(table, fields, this_month)
    return [reader.read(row) for row in table.rows]
