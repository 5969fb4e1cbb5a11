"""Use cases of role profiles. They flush; the caller commits."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from recruit.catalogue.profile_files import read_profiles
from recruit.errors import NotFound, Stale
from recruit.models import Account, RoleProfile, RoleProfileVersion


def load_packaged_profiles(session: Session, now: datetime) -> list[RoleProfile]:
    """Add the profiles that the package brings and the database lacks; returns the new ones.

    A profile that is already there stays as the agency has edited it.
    """
    known = set(session.scalars(select(RoleProfile.slug)))
    added = []
    for content in read_profiles():
        if content["slug"] in known:
            continue
        profile = RoleProfile(slug=content["slug"], created_at=now)
        profile.versions.append(RoleProfileVersion(number=1, content=content, created_at=now))
        session.add(profile)
        added.append(profile)
    session.flush()
    return added


def list_profiles(session: Session) -> list[RoleProfile]:
    """All profiles with their versions, by slug."""
    return list(
        session.scalars(
            select(RoleProfile)
            .order_by(RoleProfile.slug)
            .options(selectinload(RoleProfile.versions))
        )
    )


def get_profile(session: Session, slug: str) -> RoleProfile:
    """A profile by its slug."""
    found = session.scalar(
        select(RoleProfile)
        .where(RoleProfile.slug == slug)
        .options(selectinload(RoleProfile.versions))
    )
    if found is None:
        raise NotFound
    return found


def get_version(session: Session, slug: str, number: int) -> RoleProfileVersion:
    """One version of a profile."""
    for version in get_profile(session, slug).versions:
        if version.number == number:
            return version
    raise NotFound


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
