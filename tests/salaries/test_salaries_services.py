"""Which survey of a post counts."""

from dataclasses import replace

from recruit.db import Database
from recruit.salaries.edition_files import read_editions
from recruit.salaries.services import import_edition, list_editions, survey_of
from tests.conftest import NOON


def test_the_survey_collected_last_counts_whenever_it_was_stored(database: Database) -> None:
    facts, table = read_editions()[0]
    with database.unit(writes=True) as session:
        assert survey_of(session, facts.role) is None
        for month in ("2016-05", "2024-09", "2020-01"):
            edition = replace(facts, slug=f"{facts.role}-{month}", collected=month)
            import_edition(session, edition, table, NOON)
        survey = survey_of(session, facts.role)
        assert survey
        assert survey.edition == "2024-09"
        stored = [edition.collected for edition in list_editions(session)]
        assert stored == ["2024-09", "2020-01", "2016-05"]
        assert survey_of(session, "accountant") is None
