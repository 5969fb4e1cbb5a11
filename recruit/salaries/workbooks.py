"""A survey as a workbook that the import takes back."""

import io
from collections.abc import Iterator, Sequence
from decimal import Decimal

from flask_babel import gettext
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from recruit.models import SurveyEdition
from recruit.money import MINOR_UNITS
from recruit.salaries.presentation import TAX_LABELS, index_percent
from recruit.salaries.survey_files import AMOUNT_COLUMNS, COLUMNS
from recruit.salaries.workbook_child import ABOUT
from recruit.web.i18n import get_language

SURVEY = "survey"
BOLD = Font(bold=True)
WIDTHS = {"city": 20, "segment": 12}
SUM_WIDTH = 12


def to_xlsx(edition: SurveyEdition) -> bytes:
    """The table in whole units of the currency, and a sheet beside it that tells what they are."""
    book = Workbook()
    sheet = book.create_sheet(SURVEY, 0)
    del book[book.sheetnames[1]]
    _write(sheet, [COLUMNS, *_rows(edition)], [WIDTHS.get(name, SUM_WIDTH) for name in COLUMNS])
    sheet.freeze_panes = "A2"
    for cell in sheet[1]:
        cell.font = BOLD
    about = book.create_sheet(ABOUT)
    _write(about, _facts(edition), [24, 60])
    for (cell,) in about.iter_rows(max_col=1):
        cell.font = BOLD
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _write(sheet: Worksheet, rows: Sequence[Sequence[object]], widths: Sequence[int]) -> None:
    for row in rows:
        sheet.append(list(row))
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for cells in sheet.iter_rows(min_row=2):
        for cell in cells:
            if cell.data_type == "n":
                cell.number_format = "#,##0" if isinstance(cell.value, int) else "#,##0.00"


def _rows(edition: SurveyEdition) -> Iterator[list[object]]:
    for cell in edition.cells:
        yield [cell.city, cell.segment, *(_whole(getattr(cell, name)) for name in AMOUNT_COLUMNS)]


def _whole(minor: int) -> int | Decimal:
    """A sum in whole units, with a fraction only where there is one."""
    whole, cents = divmod(minor, MINOR_UNITS)
    return whole + Decimal(cents) / MINOR_UNITS if cents else whole


def _facts(edition: SurveyEdition) -> list[tuple[str, str]]:
    """What the numbers are; an index stands beside them, they are never multiplied by it."""
    language = get_language()
    facts = [
        (gettext("Survey"), edition.title_en if language == "en" else edition.title_ru),
        (gettext("Source"), edition.source),
        (gettext("Month of the figures"), edition.collected),
        (gettext("Currency"), edition.currency),
        (gettext("Tax"), str(TAX_LABELS[edition.tax])),
        (gettext("Period"), _PERIODS[edition.period]()),
    ]
    if edition.published_on:
        facts.append((gettext("Day of publication"), edition.published_on.isoformat()))
    if index := edition.index:
        told = gettext(
            "%(percent)s by %(date)s, %(source)s; the table is without it",
            percent=index_percent(index, language),
            date=index.as_of.isoformat(),
            source=index.source,
        )
        facts.append((gettext("Index"), told))
    return facts


_PERIODS = {
    "month": lambda: gettext("a month"),
    "year": lambda: gettext("a year"),
    "hour": lambda: gettext("an hour"),
}
