"""Use cases of role profiles."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from recruit.catalogue import services
from recruit.catalogue.editing import content_with, values_of
from recruit.catalogue.profile_files import read_profiles
from recruit.db import Database
from recruit.errors import Invalid, NotFound, Stale
from recruit.models import Account, Role
from tests import factories
from tests.conftest import NOON

SLUG = "head-of-customer-relations"


def retitled(content: dict, title: str) -> dict:
    return content_with(content, values_of(content) | {"title_en": title})


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("РУКОВОДИТЕЛЯ отдела по работе с клиентами", True),
        ("начальник клиентского", True),
        ("customer success", True),
        ("клиент", True),
        ("бухгалтер", False),
        ("руководитель бухгалтерии", False),
    ],
)
def test_profiles_are_found_by_title_and_alias(database: Database, query: str, found: bool) -> None:
    with database.unit(writes=True) as session:
        factories.profile_version(session)
        slugs = [profile.slug for profile in services.find_profiles(session, query)]
    assert slugs == ([SLUG] if found else [])


def test_an_edit_makes_the_next_version_and_keeps_the_one_before(database: Database) -> None:
    with database.unit(writes=True) as session:
        first = factories.profile_version(session)
        editor = factories.account(session, Role.RECRUITER, name="Вера Климова")
        before = dict(first.content)
        made = services.edit_profile(
            session, editor, SLUG, retitled(before, "Other"), based_on=1, now=NOON
        )
        assert made.number == 2
        assert made.profile.current is made
        assert services.get_version(session, SLUG, 1).content == before
        assert services.authors_of(session, made.profile) == {2: "Вера Климова"}


def test_an_edit_that_changes_nothing_makes_no_version(database: Database) -> None:
    with database.unit(writes=True) as session:
        first = factories.profile_version(session)
        editor = factories.account(session, Role.RECRUITER)
        made = services.edit_profile(
            session, editor, SLUG, dict(first.content), based_on=1, now=NOON
        )
        assert made.number == 1


def test_an_edit_of_an_old_version_is_stale(database: Database) -> None:
    with database.unit(writes=True) as session:
        first = factories.profile_version(session)
        editor = factories.account(session, Role.RECRUITER)
        content = dict(first.content)
        services.edit_profile(session, editor, SLUG, retitled(content, "A"), based_on=1, now=NOON)
        with pytest.raises(Stale) as refused:
            services.edit_profile(
                session, editor, SLUG, retitled(content, "B"), based_on=1, now=NOON
            )
    assert refused.value.facts["version"] == 2
    assert refused.value.facts["current"]["title"]["en"] == "A"


def test_a_loaded_profile_is_read_again_once_the_lock_is_held(database: Database) -> None:
    """Whoever waited for the lock must see what the one before has written."""
    if database.engine.dialect.name == "sqlite":
        pytest.skip("on SQLite one writer waits before it reads anything")
    with database.unit(writes=True) as session:
        factories.profile_version(session)
    late = database.session(writes=True)
    known = services.get_profile(late, SLUG)
    assert known.current.number == 1
    with database.unit(writes=True) as session:
        first = services.get_profile(session, SLUG).current
        author = factories.account(session, Role.ADMIN)
        services.edit_profile(
            session, author, SLUG, retitled(first.content, "A"), based_on=1, now=NOON
        )
        content = dict(first.content)
        author_id = author.id
    with pytest.raises(Stale):
        services.edit_profile(
            late,
            late.get_one(Account, author_id),
            SLUG,
            retitled(content, "B"),
            based_on=1,
            now=NOON,
        )
    late.close()


def test_a_new_profile_is_whole_and_its_address_is_its_own(database: Database) -> None:
    with database.unit(writes=True) as session:
        old = factories.profile_version(session)
        editor = factories.account(session, Role.RECRUITER)
        content = content_with({}, values_of(old.content))
        made = services.create_profile(session, editor, "head-of-care", content, now=NOON)
        assert made.current.content["slug"] == "head-of-care"
        assert made.current.content["bands"] == []
        with pytest.raises(Invalid) as refused:
            services.create_profile(session, editor, SLUG, content, now=NOON)
    assert "slug" in refused.value.errors


def test_an_address_taken_by_several_at_once_is_one_profile(database: Database) -> None:
    with database.unit(writes=True) as session:
        content = content_with({}, values_of(factories.profile_version(session).content))
        editor_id = factories.account(session, Role.RECRUITER).id

    def create(_: int) -> bool:
        with database.unit(writes=True) as session:
            editor = session.get_one(Account, editor_id)
            try:
                services.create_profile(session, editor, "head-of-care", content, now=NOON)
            except Invalid:
                return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(create, range(6))) == [False] * 5 + [True]


def test_absent_profiles_and_versions_are_not_found(database: Database) -> None:
    with database.unit(writes=True) as session:
        factories.profile_version(session)
        with pytest.raises(NotFound):
            services.get_profile(session, "nobody")
        with pytest.raises(NotFound):
            services.get_version(session, SLUG, 2)


def test_a_packaged_profile_that_nobody_edited_follows_the_package(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    packaged = read_profiles()
    edited, changed, same = (content["slug"] for content in packaged[:3])
    with database.unit(writes=True) as session:
        assert len(services.load_packaged_profiles(session, NOON)) == len(packaged)
        first = services.get_profile(session, edited).current
        editor = factories.account(session, Role.RECRUITER)
        own = retitled(dict(first.content), "Own")
        services.edit_profile(session, editor, edited, own, based_on=1, now=NOON)
    later = [
        retitled(content, "Later") if content["slug"] in (edited, changed) else content
        for content in packaged
    ]
    monkeypatch.setattr(services, "read_profiles", lambda: later)
    # The second time there is nothing left to do.
    for _ in range(2):
        with database.unit(writes=True) as session:
            assert services.load_packaged_profiles(session, NOON) == []
        with database.unit(writes=False) as session:
            found = {
                slug: [
                    (version.number, version.title("en"), version.created_by_id is None)
                    for version in services.get_profile(session, slug).versions
                ]
                for slug in (edited, changed, same)
            }
        titles = {content["slug"]: content["title"]["en"] for content in packaged}
        assert found == {
            edited: [(1, titles[edited], True), (2, "Own", False)],
            changed: [(1, titles[changed], True), (2, "Later", True)],
            same: [(1, titles[same], True)],
        }


def test_a_profile_that_the_agency_has_edited_back_is_still_its_own(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an editor has saved last is what the agency wants, whoever wrote the words."""
    packaged = read_profiles()
    slug = packaged[0]["slug"]
    with database.unit(writes=True) as session:
        services.load_packaged_profiles(session, NOON)
        editor = factories.account(session, Role.RECRUITER)
        for number, content in enumerate((retitled(packaged[0], "Own"), packaged[0]), 1):
            services.edit_profile(session, editor, slug, content, based_on=number, now=NOON)
    monkeypatch.setattr(services, "read_profiles", lambda: [retitled(packaged[0], "Later")])
    with database.unit(writes=True) as session:
        services.load_packaged_profiles(session, NOON)
        assert services.get_profile(session, slug).current.number == 3
