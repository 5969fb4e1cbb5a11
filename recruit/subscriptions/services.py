"""Use cases of subscriptions. They flush; the caller commits."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import lazy_gettext
from sqlalchemy import ColumnElement, and_, delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from recruit.errors import Invalid
from recruit.models import OutboxMessage, Subscription, SurveyEdition
from recruit.subscriptions.letters import (
    CONFIRMATION,
    Study,
    Words,
    edition_words,
    leaving_headers,
    put_into_outbox,
    study_words,
    with_farewell,
    words_of,
)

# One address is not flooded with letters that ask to confirm.
ASK_AGAIN_AFTER = timedelta(hours=1)
CONFIRMATION_LASTS = timedelta(days=7)
# Tells later which edition a letter was about; names of editions are public.
EDITION_HEADER = "X-Survey-Edition"

UNKNOWN = lazy_gettext("There is no such survey any more. Choose one of the list")
KNOWN_ALREADY = lazy_gettext(
    "The subscribers have had a letter about this survey. Tick “Send once more” if they need "
    "another one"
)


@dataclass(frozen=True)
class Mailing:
    """What the letters of one mailing share: ``unsubscribe`` makes a subscription's own link."""

    agency: str
    now: datetime
    unsubscribe: Callable[[Subscription], str]


def subscribe(
    session: Session,
    email: str,
    language: str,
    *,
    agency: str,
    now: datetime,
    link: Callable[[Subscription], str],
) -> Subscription:
    """Ask the owner of an address to confirm, unless they did, or were asked within the hour."""
    forget_unconfirmed(session, now)
    found = session.scalar(
        select(Subscription).where(Subscription.email == email).with_for_update()
    )
    if found is None:
        found = Subscription(email=email, language=language, created_at=now, asked_at=now)
        try:
            with session.begin_nested():
                session.add(found)
        except IntegrityError:  # another request asks at this moment: its letter is under way
            return session.scalars(select(Subscription).where(Subscription.email == email)).one()
    elif is_active(found) or (
        now - found.asked_at < ASK_AGAIN_AFTER and not _has_left_since(found, found.asked_at)
    ):
        return found
    else:
        found.asked_at, found.language = now, language
        session.flush()
    words = words_of(CONFIRMATION, language, agency=agency, link=link(found))
    put_into_outbox(session, words, to=email, language=language, now=now)
    session.flush()
    return found


def forget_unconfirmed(session: Session, now: datetime) -> None:
    """Delete addresses whose owners have let their links run out."""
    session.execute(
        delete(Subscription).where(
            Subscription.confirmed_at.is_(None),
            Subscription.unsubscribed_at.is_(None),
            Subscription.asked_at <= now - CONFIRMATION_LASTS,
        )
    )


def is_active(subscription: Subscription) -> bool:
    """Whether letters go to it."""
    return subscription.confirmed_at is not None and subscription.unsubscribed_at is None


def _has_left_since(subscription: Subscription, moment: datetime) -> bool:
    """Whether its owner has left since, so that a link sent then is worth nothing any more."""
    left = subscription.unsubscribed_at
    return left is not None and left > moment


def _active() -> ColumnElement[bool]:
    return and_(Subscription.confirmed_at.is_not(None), Subscription.unsubscribed_at.is_(None))


def find_subscription(
    session: Session, public_id: str, *, lock: bool = False
) -> Subscription | None:
    """A subscription by the id in its links."""
    query = select(Subscription).where(Subscription.public_id == public_id)
    return session.scalar(query.with_for_update() if lock else query)


def has_run_out(subscription: Subscription, asked_at: datetime, now: datetime) -> bool:
    """Whether a link that asked to confirm at ``asked_at`` is worth nothing any more.

    Who has left since then must not come back by an old letter.
    """
    if is_active(subscription):
        return False
    return now - asked_at >= CONFIRMATION_LASTS or _has_left_since(subscription, asked_at)


def confirm(session: Session, subscription: Subscription, now: datetime) -> None:
    """From now on letters go to this address; the second time changes nothing."""
    if not is_active(subscription):
        subscription.confirmed_at, subscription.unsubscribed_at = now, None
        session.flush()


def unsubscribe(session: Session, public_id: str, now: datetime) -> None:
    """Nothing more goes to this address, not even what waits; the second time changes nothing."""
    subscription = find_subscription(session, public_id, lock=True)
    if subscription is None or subscription.unsubscribed_at is not None:
        return
    subscription.unsubscribed_at = now
    session.execute(
        delete(OutboxMessage).where(
            OutboxMessage.to == subscription.email,
            OutboxMessage.sent_at.is_(None),
            OutboxMessage.headers["List-Unsubscribe"].as_string().is_not(None),
        )
    )
    session.flush()


def count_subscribers(session: Session) -> dict[str, int]:
    """How many letters would go out, by language."""
    found = session.execute(
        select(Subscription.language, func.count())
        .where(_active())
        .group_by(Subscription.language)
        .order_by(Subscription.language.desc())
    )
    return {str(language): int(count) for language, count in found}


def announced_at(session: Session, slug: str) -> datetime | None:
    """When letters about an edition were written last."""
    return session.scalar(
        select(func.max(OutboxMessage.created_at)).where(
            OutboxMessage.headers[EDITION_HEADER].as_string() == slug
        )
    )


def check_edition(session: Session, slug: str, *, again: bool) -> SurveyEdition:
    """An edition that may be announced; one at a time, so that two people do not do it at once."""
    edition = session.scalar(
        select(SurveyEdition).where(SurveyEdition.slug == slug).with_for_update()
    )
    if edition is None or edition.retirement is not None:
        raise Invalid({"edition": UNKNOWN})
    if not again and announced_at(session, slug) is not None:
        raise Invalid({"again": KNOWN_ALREADY})
    return edition


def announce_edition(
    session: Session, edition: SurveyEdition, mailing: Mailing, *, link: str
) -> int:
    """Write to each subscriber of a new edition; returns how many letters there are."""
    words = {
        language: edition_words(edition, language, agency=mailing.agency, link=link)
        for language in ("ru", "en")
    }
    return _write_to_all(session, words, mailing, {EDITION_HEADER: edition.slug})


def announce_study(session: Session, study: Study, mailing: Mailing) -> int:
    """Write to each subscriber of a study; returns how many letters there are."""
    words = {language: study_words(study, language) for language in study.subject}
    return _write_to_all(session, words, mailing, {})


def _write_to_all(
    session: Session, words: dict[str, Words], mailing: Mailing, headers: dict[str, str]
) -> int:
    readers = session.scalars(select(Subscription).where(_active()).order_by(Subscription.id)).all()
    for reader in readers:
        link = mailing.unsubscribe(reader)
        put_into_outbox(
            session,
            with_farewell(words[reader.language], reader.language, link),
            to=reader.email,
            language=reader.language,
            now=mailing.now,
            headers=headers | leaving_headers(link),
        )
    session.flush()
    return len(readers)
