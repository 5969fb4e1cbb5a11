"""Letters to subscribers and to those who order a survey, each in its reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import force_locale, lazy_gettext
from sqlalchemy.orm import Session

from recruit.models import OutboxMessage, SurveyEdition
from recruit.vacancies.letters import Letter

CONFIRMATION = Letter(
    lazy_gettext("Confirm the subscription to salary surveys"),
    lazy_gettext(
        "Hello,\n\nsomebody, probably you, has asked for letters about new salary surveys of the "
        "agency “%(agency)s” to this address. To receive them, open the page and press the "
        "button:\n\n%(link)s\n\nThe link works for 7 days. If it was not you, just do nothing: "
        "without the confirmation there will be no letters.\n"
    ),
)
EDITION = Letter(
    lazy_gettext("A new salary survey: %(title)s"),
    lazy_gettext(
        "Hello,\n\nthe agency “%(agency)s” has published a salary survey: %(title)s. Bands and "
        "medians by city, the table to download, and how each number is made:\n\n%(link)s\n"
    ),
)
STUDY = Letter("%(subject)s", "%(text)s\n\n%(link)s\n")
FAREWELL = lazy_gettext(
    "\nYou receive this letter because you have subscribed to salary surveys. To leave, open the "
    "page and press the button:\n%(unsubscribe)s\n"
)
ANSWERED = Letter(
    lazy_gettext("Your order of a salary survey: %(post)s"),
    lazy_gettext(
        "Hello, %(name)s,\n\nyou have ordered a salary survey of the agency “%(agency)s”: "
        "%(post)s. Our answer:\n\n%(answer)s\n"
    ),
)
DECLINED = Letter(
    lazy_gettext("Your order of a salary survey: %(post)s"),
    lazy_gettext(
        "Hello, %(name)s,\n\nyou have ordered a salary survey of the agency “%(agency)s”: "
        "%(post)s. We cannot make it. The reason:\n\n%(answer)s\n"
    ),
)


@dataclass(frozen=True)
class Words:
    """A letter in one language."""

    subject: str
    body: str


@dataclass(frozen=True)
class Study:
    """A study as the agency has written about it; texts by language."""

    subject: Mapping[str, str]
    text: Mapping[str, str]
    link: str


def words_of(letter: Letter, language: str, **facts: Any) -> Words:
    """The letter with its facts."""
    with force_locale(language):
        return Words(str(letter.subject) % facts, str(letter.body) % facts)


def edition_words(edition: SurveyEdition, language: str, *, agency: str, link: str) -> Words:
    """What a subscriber reads of a new edition."""
    title = edition.title_en if language == "en" else edition.title_ru
    return words_of(EDITION, language, title=title, agency=agency, link=link)


def study_words(study: Study, language: str) -> Words:
    """What a subscriber reads of a study."""
    facts = {"subject": study.subject[language], "text": study.text[language]}
    return words_of(STUDY, language, **facts, link=study.link)


def with_farewell(words: Words, language: str, unsubscribe: str) -> Words:
    """The letter with the way to leave at its end."""
    with force_locale(language):
        return Words(words.subject, words.body + str(FAREWELL) % {"unsubscribe": unsubscribe})


def leaving_headers(unsubscribe: str) -> dict[str, str]:
    """Headers by which mail programs show a button that leaves with one click (RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{unsubscribe}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def put_into_outbox(
    session: Session,
    words: Words,
    *,
    to: str,
    language: str,
    now: datetime,
    headers: Mapping[str, str] | None = None,
) -> None:
    """Write a letter; it stands or falls with the transaction of what it tells about."""
    session.add(
        OutboxMessage(
            to=to,
            subject=words.subject,
            body=words.body,
            language=language,
            created_at=now,
            headers=dict(headers or {}),
        )
    )
