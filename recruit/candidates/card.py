"""What a candidate's card says, in words: facts, the career, consents."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext
from sqlalchemy.orm import Session

from matching.careers import read_career
from matching.months import month_of, months_in
from recruit.candidates.consents import standing_consents
from recruit.candidates.matching_view import to_profile
from recruit.candidates.terms import EDUCATION, TAXES, YES_NO
from recruit.cities import city_label
from recruit.models import Candidate, Consent, Employer, Purpose, Submission
from recruit.terms import language_words
from recruit.web import formats


def _yes_no(value: bool | None) -> str | None:
    return None if value is None else str(YES_NO["yes" if value else "no"])


def _pay(candidate: Candidate, language: str) -> str | None:
    if candidate.salary is None:
        return None
    amount = formats.money(candidate.salary, candidate.currency, language)
    return amount if candidate.tax == "unknown" else f"{amount}, {TAXES[candidate.tax]}"


def _duration(months: int | None) -> str | None:
    return None if months is None else formats.duration(months)


def _education(candidate: Candidate) -> str | None:
    level = str(EDUCATION[candidate.education]) if candidate.education else ""
    return ". ".join(filter(None, (level, candidate.education_text))) or None


def phone_words(phone: str | None) -> str | None:
    """A Russian number in groups, as people read it out; any other as it is."""
    if phone is None or not re.fullmatch(r"\+7\d{10}", phone):
        return phone
    return f"+7 {phone[2:5]} {phone[5:8]}-{phone[8:10]}-{phone[10:]}"


def card_facts(
    candidate: Candidate, months: int | None, language: str
) -> list[tuple[str, str | None]]:
    """Terms and values of the profile; None where a fact is not known."""
    return [
        (gettext("City"), city_label(candidate.city, language) if candidate.city else None),
        (gettext("Relocation"), _yes_no(candidate.relocation)),
        (gettext("Remote work"), _yes_no(candidate.remote)),
        (gettext("Expected salary"), _pay(candidate, language)),
        (gettext("Experience"), _duration(months)),
        (gettext("Managing people"), _duration(months_in(candidate.management_years))),
        (gettext("Education"), _education(candidate)),
        (gettext("Languages"), "; ".join(language_words(candidate.languages)) or None),
    ]


def counted_months(candidate: Candidate, today: date) -> int | None:
    """Months of work: as the person says, else counted from the positions, overlaps once."""
    career = read_career(to_profile(candidate), month_of(today))
    if career.stated_total is not None:
        return career.stated_total
    return sum(stretch.months for stretch in career.stretches) or None


def career(candidate: Candidate, language: str) -> list[dict[str, str]]:
    """The positions for the time line, as the person ordered them."""
    return [
        {
            "when": formats.period(position.start, position.end, language)
            if position.start
            else gettext("dates not stated"),
            "title": position.title,
            "sub": position.employer,
            "text": position.description,
            "kind": "on" if position.start and not position.end else "",
        }
        for position in candidate.positions
    ]


@dataclass(frozen=True)
class ConsentRow:
    """A consent as a page shows it: standing, or one that may be given."""

    purpose: str
    employer: Employer | None
    consent: Consent | None
    number: int | None = None


def consent_rows(
    session: Session, candidate: Candidate, submissions: Sequence[Submission]
) -> list[ConsentRow]:
    """The consent to processing, then one for each client who was shown the candidate."""
    standing = {(c.purpose, c.employer_id): c for c in standing_consents(session, candidate.id)}
    processing = standing.pop((Purpose.PROCESSING, None), None)
    rows = [ConsentRow(Purpose.PROCESSING, None, processing)]
    if processing is None:
        return rows
    clients = {s.vacancy.employer_id: s for s in reversed(submissions)}
    rows += [
        ConsentRow(
            Purpose.SUBMISSION,
            submission.vacancy.employer,
            standing.pop((Purpose.SUBMISSION, employer_id), None),
            submission.number,
        )
        for employer_id, submission in clients.items()
    ]
    rows += [ConsentRow(c.purpose, c.employer, c) for c in standing.values()]
    return rows
