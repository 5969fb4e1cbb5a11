"""Applying where two windows do it at once."""

import pytest
from sqlalchemy import select

from recruit.careers import services
from recruit.db import Database
from recruit.models import Application
from tests import factories
from tests.conftest import NOON


def test_of_two_applications_at_one_moment_the_first_counts(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.unit(writes=True) as session:
        candidate, vacancy = factories.candidate(session), factories.vacancy(session)
        first = services.apply(session, candidate, vacancy, message="Первый", now=NOON)
        # The second window looked before the first one had written.
        look, blind = services.find_application, [True]
        monkeypatch.setattr(
            services,
            "find_application",
            lambda *args: None if blind and blind.pop() else look(*args),
        )
        second = services.apply(session, candidate, vacancy, message="Второй", now=NOON)
        assert second is first
    with database.unit(writes=False) as session:
        assert [row.message for row in session.scalars(select(Application))] == ["Первый"]
