"""Use cases of role profiles. They flush; the caller commits."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from recruit.catalogue.profile_files import RoleProfileSchema, read_profiles
from recruit.errors import Invalid, NotFound, Stale
from recruit.models import Account, RoleProfile, RoleProfileVersion
from recruit.search import answers

TAKEN = lazy_gettext("There is a profile at this address. Choose another")


def load_packaged_profiles(session: Session, now: datetime) -> list[RoleProfile]:
    """Add the profiles that the package brings and the database lacks; returns the new ones.

    One that is there and nobody has edited gets a further version where the package brings
    another text; one that the agency has edited stays as it is.
    """
    known = {profile.slug: profile for profile in list_profiles(session)}
    added = []
    for content in read_profiles():
        if content["slug"] in known:
            _bring_up_to_date(known[content["slug"]], content, now)
            continue
        profile = RoleProfile(slug=content["slug"], created_at=now)
        profile.versions.append(RoleProfileVersion(number=1, content=content, created_at=now))
        session.add(profile)
        added.append(profile)
    session.flush()
    return added


def _bring_up_to_date(profile: RoleProfile, content: Mapping[str, Any], now: datetime) -> None:
    newest = profile.current
    if newest.created_by_id is None and newest.content != content:
        profile.versions.append(
            RoleProfileVersion(number=newest.number + 1, content=dict(content), created_at=now)
        )


def list_profiles(session: Session) -> list[RoleProfile]:
    """All profiles with their versions, by slug."""
    return list(
        session.scalars(
            select(RoleProfile)
            .order_by(RoleProfile.slug)
            .options(selectinload(RoleProfile.versions))
        )
    )


def find_profiles(session: Session, query: str) -> list[RoleProfile]:
    """The profiles whose titles or aliases, in either language, answer a query."""
    return [
        profile
        for profile in list_profiles(session)
        if answers(query, _names(profile.current.content))
    ]


def _names(content: Mapping[str, Any]) -> Iterator[str]:
    yield from content["title"].values()
    for names in content["aliases"].values():
        yield from names


def find_profile(session: Session, slug: str) -> RoleProfile | None:
    """A profile by its slug, where there is one."""
    return session.scalar(
        select(RoleProfile)
        .where(RoleProfile.slug == slug)
        .options(selectinload(RoleProfile.versions))
    )


def get_profile(session: Session, slug: str) -> RoleProfile:
    """A profile by its slug."""
    found = find_profile(session, slug)
    if found is None:
        raise NotFound
    return found


def get_version(session: Session, slug: str, number: int) -> RoleProfileVersion:
    """One version of a profile."""
    for version in get_profile(session, slug).versions:
        if version.number == number:
            return version
    raise NotFound


def authors_of(session: Session, profile: RoleProfile) -> dict[int, str]:
    """Who wrote each version, by its number; versions that the package brought have no author."""
    people = {version.created_by_id for version in profile.versions} - {None}
    rows = session.execute(select(Account.id, Account.name).where(Account.id.in_(people)))
    names = {account: name for account, name in rows}  # noqa: C416  (Result has keys of its own)
    return {
        version.number: names[version.created_by_id]
        for version in profile.versions
        if version.created_by_id in names
    }


def create_profile(
    session: Session, account: Account, slug: str, content: Mapping[str, Any], *, now: datetime
) -> RoleProfile:
    """Add a profile; its content is completed to the whole format."""
    if session.scalar(select(RoleProfile.id).where(RoleProfile.slug == slug)) is not None:
        raise Invalid({"slug": TAKEN})
    whole = RoleProfileSchema().load({"slug": slug} | dict(content))
    profile = RoleProfile(slug=slug, created_at=now)
    version = RoleProfileVersion(
        profile=profile, number=1, content=whole, created_by_id=account.id, created_at=now
    )
    try:
        with session.begin_nested():
            session.add_all([profile, version])
    except IntegrityError as error:  # somebody else took the address at this moment
        raise Invalid({"slug": TAKEN}) from error
    return profile


def edit_profile(
    session: Session,
    account: Account,
    slug: str,
    content: Mapping[str, Any],
    *,
    based_on: int,
    now: datetime,
) -> RoleProfileVersion:
    """Add the next version; the ones before stay as the vacancies that use them know them."""
    # The lock keeps two editors from both making version N + 1.
    session.execute(select(RoleProfile.id).where(RoleProfile.slug == slug).with_for_update())
    profile = get_profile(session, slug)
    # What this session had loaded before it got the lock may be the version before last.
    session.refresh(profile, ["versions"])
    current = profile.current
    if current.number != based_on:
        raise Stale(current.content, current.number)
    if dict(content) == current.content:
        return current
    version = RoleProfileVersion(
        profile=profile,
        number=current.number + 1,
        content=dict(content),
        created_by_id=account.id,
        created_at=now,
    )
    session.add(version)
    session.flush()
    return version
