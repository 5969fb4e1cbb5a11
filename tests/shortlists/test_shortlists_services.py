"""Ranking from the database, verdicts, release."""

import pytest
from flask import Flask
from sqlalchemy import delete, select

from matching.filters import Filters
from matching.profiles import Money
from recruit.db import Database
from recruit.errors import Conflict, Invalid
from recruit.models import (
    Account,
    Candidate,
    Consent,
    Grade,
    OutboxMessage,
    Submission,
    Vacancy,
    VacancyState,
    Verdict,
)
from recruit.shortlists import services
from recruit.shortlists.base import CandidateBase
from recruit.shortlists.conditions import YEARS, ShortlistQuery
from recruit.shortlists.matching_view import to_profile
from recruit.shortlists.schemas import ShortlistQuerySchema
from recruit.shortlists.verdicts import record_verdict
from tests import factories
from tests.conftest import NOON
from tests.shortlists.conftest import Scene


def ranked(
    database: Database, base: CandidateBase, scene: Scene, query: ShortlistQuery | None = None
) -> services.Shortlist:
    with database.unit(writes=False) as session:
        vacancy = session.get_one(Vacancy, scene.vacancy.id)
        return services.rank_candidates(
            session, base, vacancy, query or ShortlistQuery(), NOON.date()
        )


def ids(shortlist: services.Shortlist) -> list[int]:
    return [row.candidate.id for row in shortlist.rows]


def test_the_better_stands_above_and_the_parts_add_up(
    database: Database, base: CandidateBase, scene: Scene
) -> None:
    shortlist = ranked(database, base, scene)
    assert ids(shortlist)[0] == scene.strong.id
    assert ids(shortlist)[-1] == scene.weak.id
    assert (shortlist.total, shortlist.passed) == (3, 3)
    for row in shortlist.rows:
        explanation = row.explanation
        assert sum(part.points for part in explanation.parts) == pytest.approx(explanation.score)
        assert explanation.low <= explanation.score <= explanation.high


def test_the_names_of_a_role_profile_reach_the_ranking(database: Database, scene: Scene) -> None:
    with database.unit(writes=True) as session:
        vacancy = session.get_one(Vacancy, scene.vacancy.id)
        content = vacancy.profile_version.content
        names = {"ru": ["Хранитель клиентов"], "en": ["Keeper of clients"]}
        vacancy.profile_version.content = content | {"aliases": names}

        assert to_profile(vacancy).aliases == ("Хранитель клиентов", "Keeper of clients")


def test_an_unknown_expectation_is_an_interval_not_a_zero(
    database: Database, base: CandidateBase, scene: Scene
) -> None:
    rows = {row.candidate.id: row.explanation for row in ranked(database, base, scene).rows}
    unknown = rows[scene.unknown.id]
    assert "salary_expected" in unknown.unknown
    assert unknown.low < unknown.score < unknown.high
    assert rows[scene.weak.id].score < unknown.score < rows[scene.strong.id].score


def test_a_candidate_saved_a_moment_ago_is_in_the_next_ranking(
    database: Database, base: CandidateBase, scene: Scene
) -> None:
    assert ranked(database, base, scene).total == 3
    with database.unit(writes=True) as session:
        added = factories.candidate(session)
    assert added.id in ids(ranked(database, base, scene))
    with database.unit(writes=True) as session:
        changed = session.get_one(Candidate, added.id)
        changed.salary = 400_000 * factories.RUBLE
    rows = {row.candidate.id: row.explanation for row in ranked(database, base, scene).rows}
    assert rows[added.id].salary.expected == 400_000 * factories.RUBLE


def test_a_row_that_the_page_held_before_does_not_hide_its_new_version(
    database: Database, base: CandidateBase, scene: Scene
) -> None:
    ranked(database, base, scene)
    with database.unit(writes=False) as session:
        vacancy = session.get_one(Vacancy, scene.vacancy.id)
        held = session.get_one(Candidate, scene.strong.id)
        session.commit()  # what comes next reads anew, and the row stays in the session's hands
        with database.unit(writes=True) as other:
            changed = other.get_one(Candidate, scene.strong.id)
            changed.salary = 400_000 * factories.RUBLE
        found = services.explain_all(session, base, vacancy, [held.id], NOON.date())
    assert found[held.id].salary.expected == 400_000 * factories.RUBLE
    rows = {row.candidate.id: row.explanation for row in ranked(database, base, scene).rows}
    assert rows[held.id].salary.expected == 400_000 * factories.RUBLE


def test_a_vacancy_closed_at_this_moment_shows_nobody(database: Database, scene: Scene) -> None:
    with database.unit(writes=False) as session:
        vacancy = session.get_one(Vacancy, scene.vacancy.id)
        session.commit()
        with database.unit(writes=True) as other:
            other.get_one(Vacancy, vacancy.id).state = VacancyState.CLOSED
        with pytest.raises(Conflict):
            services.release(session, scene.recruiter, vacancy, scene.strong, NOON)


def test_the_subject_of_a_letter_is_one_line(database: Database, scene: Scene) -> None:
    with database.unit(writes=True) as session:
        vacancy = session.get_one(Vacancy, scene.vacancy.id)
        vacancy.title = "Директор\nBcc: all@example.com"
        services.release(session, scene.recruiter, vacancy, scene.strong, NOON)
        letter = session.scalars(select(OutboxMessage)).one()
    assert "\n" not in letter.subject
    assert "Директор Bcc" in letter.subject


def test_a_withdrawn_consent_takes_a_candidate_out_at_once(
    database: Database, base: CandidateBase, scene: Scene
) -> None:
    ranked(database, base, scene)
    with database.unit(writes=True) as session:
        session.get_one(Candidate, scene.strong.id).is_matched = False
    shortlist = ranked(database, base, scene)
    assert scene.strong.id not in ids(shortlist)
    assert shortlist.total == 2


def test_two_bases_give_the_same_ranking(
    database: Database, base: CandidateBase, scene: Scene
) -> None:
    ranked(database, base, scene)
    with database.unit(writes=True) as session:
        session.get_one(Candidate, scene.weak.id).salary = 100_000 * factories.RUBLE
    fresh = CandidateBase()
    patched = [(r.candidate.id, r.explanation.score) for r in ranked(database, base, scene).rows]
    rebuilt = [(r.candidate.id, r.explanation.score) for r in ranked(database, fresh, scene).rows]
    assert patched == rebuilt


def test_a_page_that_began_earlier_takes_no_newer_version_away(
    database: Database, base: CandidateBase, scene: Scene
) -> None:
    with database.unit(writes=False) as early:
        early.scalars(select(Candidate.id)).all()  # its view of the database begins here
        with database.unit(writes=True) as session:
            session.get_one(Candidate, scene.weak.id).title = scene.strong.title
            session.get_one(Candidate, scene.strong.id).is_matched = False
            factories.candidate(session, name="Новая Инна")
        late = ranked(database, base, scene)
        vacancy = early.get_one(Vacancy, scene.vacancy.id)
        services.rank_candidates(early, base, vacancy, ShortlistQuery(), NOON.date())
        index = base._index
        assert index is not None
        assert (len(index), scene.strong.id in index) == (3, False)
    again = ranked(database, base, scene)
    assert [(r.candidate.id, r.explanation.score) for r in again.rows] == [
        (r.candidate.id, r.explanation.score) for r in late.rows
    ]


def test_a_row_that_is_no_more_is_not_ranked(
    database: Database, base: CandidateBase, scene: Scene
) -> None:
    ranked(database, base, scene)
    with database.unit(writes=True) as session:
        session.execute(delete(Consent).where(Consent.candidate_id == scene.strong.id))
        session.delete(session.get_one(Candidate, scene.strong.id))
    assert scene.strong.id not in ids(ranked(database, base, scene))


def test_a_dollar_expectation_is_compared_at_the_days_rate(
    database: Database, base: CandidateBase, scene: Scene
) -> None:
    with database.unit(writes=True) as session:
        candidate = session.get_one(Candidate, scene.unknown.id)
        candidate.salary, candidate.currency = 1_500 * 100, "USD"
    rows = {row.candidate.id: row.explanation for row in ranked(database, base, scene).rows}
    assert "salary_expected" in rows[scene.unknown.id].unknown
    with database.unit(writes=True) as session:
        factories.rate(session, "USD", kopecks=80_00)
    rows = {row.candidate.id: row.explanation for row in ranked(database, base, scene).rows}
    assert rows[scene.unknown.id].salary.expected == 120_000 * 100


def test_filters_say_how_many_they_removed(
    database: Database, base: CandidateBase, scene: Scene
) -> None:
    limit = Money(150_000 * factories.RUBLE, "RUB")
    query = ShortlistQuery(filters=Filters(expectation=limit))
    shortlist = ranked(database, base, scene, query)
    assert (shortlist.passed, dict(shortlist.removed)) == (2, {"expectation": 1})
    assert shortlist.total == shortlist.passed + sum(shortlist.removed.values())


@pytest.mark.parametrize(
    "kept", [{}, {"place": "1"}, {"management": "2", "known_salary": "1"}, {"unjudged": "1"}]
)
def test_each_choice_tells_how_many_it_would_show(
    database: Database, base: CandidateBase, scene: Scene, kept: dict[str, str]
) -> None:
    judge(database, scene, scene.weak, Grade.NO, "salary")
    schema = ShortlistQuerySchema(scene.vacancy.currency)
    counts = ranked(database, base, scene, schema.load(kept)["query"]).counts
    offer = str((scene.vacancy.salary_to or 0) // factories.RUBLE)
    flags = ("must", "place", "known_salary", "unjudged", "applied")
    choices = {flag: {flag: "1"} for flag in flags} | {"salary": {"salary": offer}}
    for name, offered in YEARS.items():
        choices |= {f"{name}:{years}": {name: str(years)} for years in offered} | {f"{name}:": {}}
    assert counts.keys() == choices.keys()
    for name, chosen in choices.items():
        others = {key: value for key, value in kept.items() if key != name.partition(":")[0]}
        query = schema.load(others | chosen)["query"]
        assert ranked(database, base, scene, query).passed == counts[name], name
    assert len(set(counts.values())) > 1


def test_judged_and_not_applied_can_be_left_out(
    database: Database, base: CandidateBase, scene: Scene
) -> None:
    judge(database, scene, scene.weak, Grade.NO, "salary")
    shortlist = ranked(database, base, scene, ShortlistQuery(only_without_verdict=True))
    assert scene.weak.id not in ids(shortlist)
    assert shortlist.removed["verdict"] == 1
    shortlist = ranked(database, base, scene, ShortlistQuery(only_applied=True))
    assert (ids(shortlist), shortlist.removed["applied"]) == ([], 3)


def judge(
    database: Database,
    scene: Scene,
    candidate: Candidate,
    grade: Grade | None,
    reason: str | None = None,
) -> None:
    with database.unit(writes=True) as session:
        record_verdict(
            session,
            session.get_one(Account, scene.recruiter.id),
            session.get_one(Vacancy, scene.vacancy.id),
            session.get_one(Candidate, candidate.id),
            grade=grade,
            reason=reason,
            now=NOON,
        )


def test_the_newest_verdict_counts_and_can_be_taken_back(
    database: Database, base: CandidateBase, scene: Scene
) -> None:
    judge(database, scene, scene.strong, Grade.QUESTION)
    judge(database, scene, scene.strong, Grade.YES)
    row = ranked(database, base, scene).rows[0]
    assert row.verdict
    assert row.verdict.grade == Grade.YES
    judge(database, scene, scene.strong, None)
    assert ranked(database, base, scene).rows[0].verdict is None
    with database.unit(writes=False) as session:
        assert len(session.scalars(select(Verdict)).all()) == 3, "history is never rewritten"


def test_a_verdict_by_a_double_click_is_one(database: Database, scene: Scene) -> None:
    for _ in range(2):
        judge(database, scene, scene.strong, Grade.NO, "field")
    with database.unit(writes=False) as session:
        assert len(session.scalars(select(Verdict)).all()) == 1
    judge(database, scene, scene.strong, Grade.NO, "salary")
    judge(database, scene, scene.strong, Grade.NO, "field")
    with database.unit(writes=False) as session:
        assert len(session.scalars(select(Verdict)).all()) == 3


def test_no_is_not_recorded_without_a_reason(database: Database, scene: Scene) -> None:
    with pytest.raises(Invalid):
        judge(database, scene, scene.weak, Grade.NO)
    with database.unit(writes=False) as session:
        assert session.scalars(select(Verdict)).all() == []


def show(database: Database, scene: Scene, candidate: Candidate) -> Submission:
    with database.unit(writes=True) as session:
        return services.release(
            session,
            session.get_one(Account, scene.recruiter.id),
            session.get_one(Vacancy, scene.vacancy.id),
            session.get_one(Candidate, candidate.id),
            NOON,
        )


def test_released_candidates_are_numbered_and_the_client_gets_a_letter(
    database: Database, scene: Scene
) -> None:
    assert show(database, scene, scene.strong).number == 1
    assert show(database, scene, scene.unknown).number == 2
    assert show(database, scene, scene.strong).number == 1, "a second release changes nothing"
    with database.unit(writes=False) as session:
        letters = session.scalars(select(OutboxMessage)).all()
    assert [letter.to for letter in letters] == [scene.employer.email] * 2
    assert "Ольга" not in letters[0].body


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", ("Новый кандидат на вакансию «", "представило кандидата 1 на")),
        ("en", ("A new candidate for “", "has presented candidate 1 for")),
    ],
)
def test_the_letter_comes_in_its_readers_language(
    app: Flask, database: Database, scene: Scene, language: str, words: tuple[str, str]
) -> None:
    with database.unit(writes=True) as session:
        session.get_one(Account, scene.employer.id).language = language
    with app.test_request_context():
        show(database, scene, scene.strong)
    with database.unit(writes=False) as session:
        letter = session.scalars(select(OutboxMessage)).one()
    assert letter.language == language
    assert plain(letter.subject).startswith(words[0])
    assert words[1] in plain(letter.body)


def plain(text: str) -> str:
    """Without the no-break spaces of good typography."""
    return text.replace("\u00a0", " ")


def test_only_the_clients_people_who_can_sign_in_get_the_letter(
    database: Database, scene: Scene
) -> None:
    with database.unit(writes=True) as session:
        client = scene.employer.employer
        factories.employer_account(session, employer=client).disabled_at = NOON
        colleague = factories.employer_account(session, employer=client)
        factories.employer_account(session)
    show(database, scene, scene.strong)
    with database.unit(writes=False) as session:
        addresses = set(session.scalars(select(OutboxMessage.to)))
    assert addresses == {scene.employer.email, colleague.email}


def test_a_refused_candidate_is_not_released(database: Database, scene: Scene) -> None:
    judge(database, scene, scene.weak, Grade.NO, "salary")
    with pytest.raises(Conflict):
        show(database, scene, scene.weak)


def test_nobody_is_released_for_a_closed_vacancy(database: Database, scene: Scene) -> None:
    with database.unit(writes=True) as session:
        session.get_one(Vacancy, scene.vacancy.id).state = VacancyState.CLOSED
    with pytest.raises(Conflict):
        show(database, scene, scene.strong)
