"""Where a field of a profile comes from, in words, with the way to its place in the file."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import get_timezone, gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from recruit.candidates.editing import LABELS
from recruit.candidates.provenance import sources_of
from recruit.models import Account, Candidate, FieldSource, Resume, Source
from recruit.web import current, formats
from recruit.web.i18n import get_language

SECTIONS = {
    "contacts": ("name", "email", "phone"),
    "career": ("positions",),
    "facts": (
        "title",
        "city",
        "relocation",
        "remote",
        "salary",
        "experience_years",
        "management_years",
        "education",
        "languages",
        "skills",
    ),
}


@dataclass(frozen=True)
class SourceLine:
    """One fact: what it is, who said it, and where (``resume_id`` is the file's public id)."""

    label: str
    words: str
    resume_id: str | None = None
    start: int | None = None


class Sources:
    """The sources of one profile, ready to be said."""

    def __init__(self, session: Session, candidate: Candidate) -> None:
        self.rows = sources_of(session, candidate)
        files = {row.resume_id for row in self.rows.values() if row.resume_id}
        accounts = {row.account_id for row in self.rows.values() if row.account_id}
        self._files = {
            file.id: file
            for file in (
                session.scalars(select(Resume).where(Resume.id.in_(files))) if files else ()
            )
        }
        self._accounts = {
            one.id: one
            for one in (
                session.scalars(select(Account).where(Account.id.in_(accounts))) if accounts else ()
            )
        }

    def words(self, row: FieldSource) -> str:
        """«From the file резюме.pdf, page 1, confirmed on 26 November»."""
        said = _day(row.said_at)
        account = self._accounts.get(row.account_id or 0)
        if row.source == Source.FILE:
            file = self._files.get(row.resume_id or 0)
            return _file_words(row, file.original_name if file else "")
        if row.source == Source.TABLE:
            return gettext("from a table that was imported, %(when)s", when=said)
        if row.source == Source.CANDIDATE:
            own = account is not None and account.id == current.signed_in().id
            if own:
                return gettext("you wrote it, %(when)s", when=said)
            return gettext("written by the candidate, %(when)s", when=said)
        if account is None:
            return gettext("entered by the agency, %(when)s", when=said)
        return gettext("entered by %(name)s, recruiter, %(when)s", name=account.name, when=said)

    def of(self, control: str) -> SourceLine | None:
        """The source of one control, if it has one."""
        row = self.rows.get(control)
        return None if row is None else self._line("", row)

    def _line(self, label: str, row: FieldSource) -> SourceLine:
        file = self._files.get(row.resume_id or 0)
        there = file.public_id if file is not None and row.start is not None else None
        return SourceLine(label, self.words(row), there, row.start)

    def section(self, name: str) -> list[SourceLine]:
        """The sources of a part of the card, equal ones of a group said once."""
        lines: dict[tuple[str, str], SourceLine] = {}
        for group in SECTIONS[name]:
            for control in sorted(self.rows, key=_order):
                if control.partition("-")[0] == group:
                    line = self._line(_label(control), self.rows[control])
                    lines.setdefault((line.label, line.words), line)
        return list(lines.values())


def _order(control: str) -> tuple[str, int, str]:
    group, _, rest = control.partition("-")
    number, _, name = rest.partition("-")
    return group, int(number) if number.isdigit() else 0, name


def _label(control: str) -> str:
    group, _, rest = control.partition("-")
    if group != "positions":
        return str(LABELS[group])
    return gettext("Position %(number)s", number=int(rest.partition("-")[0]) + 1)


def _day(instant: datetime) -> str:
    day = formats.local_date(instant, get_timezone())
    return formats.date_near(day, current.today(), get_language())


def _file_words(row: FieldSource, file: str) -> str:
    if row.page is None:
        words = gettext("from the file %(file)s", file=file)
    else:
        words = gettext("from the file %(file)s, page %(page)s", file=file, page=row.page)
    if row.confirmed_at is None:
        return gettext("%(words)s, not confirmed yet", words=words)
    return gettext("%(words)s, confirmed %(when)s", words=words, when=_day(row.confirmed_at))
