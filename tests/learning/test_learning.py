"""From verdicts in the database to curves in service, by the commands and on the page."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from flask import Flask

from matching.scorer import FEATURES, PARTS, AdditiveScorer
from matching.store import load_model, save_model
from recruit.cli import recruit
from recruit.db import Database
from recruit.learning.services import collect_verdicts
from recruit.models import Account, Candidate, Grade, Role, Vacancy, Verdict
from recruit.shortlists.base import CandidateBase
from recruit.shortlists.verdicts import record_verdict, take_back
from tests import factories
from tests.browsing import Visitor
from tests.conftest import NOON

FACTS = {
    "made": "2026-11-26T10:00:00+00:00",
    "verdicts": 120,
    "vacancies": 6,
    "recruiters": 2,
    "pairs_right": {
        name: {"point": value, "low": value, "high": value}
        for name, value in (("prior", 0.62), ("learnt", 0.71), ("gain", 0.09))
    },
}


def judged(database: Database, n_vacancies: int, of_each: int) -> Account:
    """Verdicts of a recruiter who goes by the city alone; the first of each is taken back later."""
    with database.unit(writes=True) as session:
        recruiter = factories.account(session, Role.RECRUITER)
        people = [
            factories.candidate(
                session,
                city="Москва" if number % 2 else "Омск",
                relocation=False,
                salary=(100 + 60 * (number % 3)) * 1000 * factories.RUBLE,
            )
            for number in range(of_each)
        ]
        for _ in range(n_vacancies):
            vacancy = factories.vacancy(session, employer=factories.employer(session))
            for rank, person in enumerate(people, start=1):
                add_verdict(session, vacancy, person, recruiter, rank)
        return recruiter


def add_verdict(session, vacancy: Vacancy, person: Candidate, by: Account, rank: int) -> None:  # type: ignore[no-untyped-def]
    session.add(
        Verdict(
            vacancy_id=vacancy.id,
            candidate_id=person.id,
            account_id=by.id,
            grade=1 if person.city == "Москва" else 4,
            at=NOON,
            rank=rank,
        )
    )


@pytest.fixture
def learnt() -> AdditiveScorer:
    random = np.random.default_rng(1)
    return AdditiveScorer().fit(random.integers(0, 1001, (60, len(FEATURES))), np.arange(60) % 5)


def test_verdicts_become_levels_of_the_judged_alone(database: Database) -> None:
    judged(database, 2, 4)
    with database.unit(writes=True) as session:
        extra = factories.candidate(session)  # never shown, never judged: not a no
        verdict = session.query(Verdict).order_by(Verdict.id).first()
        assert verdict is not None
        session.add(
            Verdict(
                vacancy_id=verdict.vacancy_id,
                candidate_id=verdict.candidate_id,
                account_id=verdict.account_id,
                grade=None,
                at=NOON,
            )
        )
        assert extra.id
    with database.unit(writes=False) as session:
        found = collect_verdicts(session, CandidateBase(), date(2026, 11, 26))

    assert len(found) == 7
    assert found.levels.shape == (7, len(FEATURES))
    assert sorted(found.grades.tolist()) == [1, 1, 1, 4, 4, 4, 4]
    assert sorted(found.ranks.tolist()) == [1, 2, 2, 3, 3, 4, 4]
    assert found.telling() == 2


def test_what_is_undone_teaches_nothing_and_what_stands_again_does(database: Database) -> None:
    with database.unit(writes=True) as session:
        vacancy = factories.vacancy(session, employer=factories.employer(session))
        person = factories.candidate(session)
        first, second = (factories.account(session, Role.RECRUITER) for _ in range(2))
        for who, grade in ((first, Grade.RATHER_YES), (second, Grade.YES)):
            record_verdict(
                session, who, vacancy, person, grade=grade, reason=None, now=NOON, rank=1
            )
        take_back(session, second, vacancy, person, NOON)
    with database.unit(writes=False) as session:
        found = collect_verdicts(session, CandidateBase(), date(2026, 11, 26))
    assert found.grades.tolist() == [Grade.NO - Grade.RATHER_YES]
    assert found.recruiters.tolist() == [first.id]


def test_without_verdicts_there_are_none(database: Database) -> None:
    with database.unit(writes=False) as session:
        assert len(collect_verdicts(session, CandidateBase(), date(2026, 11, 26))) == 0


@pytest.fixture
def command(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """The command line on the test's database."""
    monkeypatch.setenv("DATABASE_URL", database.engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    return CliRunner()


def test_training_puts_a_model_in_service(
    command: CliRunner, database: Database, tmp_path: Path
) -> None:
    judged(database, 6, 8)
    done = command.invoke(recruit, ["train"], catch_exceptions=False)

    assert done.exit_code == 0
    assert "48 verdicts on 6 vacancies" in done.output
    assert "In service: model-0001.npz" in done.output
    scorer, facts = load_model(tmp_path / "models" / "model-0001.npz")
    place = PARTS.index("place")
    assert scorer.weights_[place] > AdditiveScorer().fit().weights_[place]
    assert facts["verdicts"] == 48
    assert "model-0001.npz" in command.invoke(recruit, ["model", "list"]).output
    again = command.invoke(recruit, ["train", "--dry-run"])
    assert "nothing is written" in again.output
    aside = tmp_path / "aside.npz"
    written = command.invoke(recruit, ["train", "--out", str(aside)])
    assert "not in service" in written.output
    assert load_model(aside)[1]["admitted"]
    shown = command.invoke(recruit, ["model", "show", "--model", str(aside)])
    assert shown.output.count(" learnt ") == len(FEATURES)
    assert len(list((tmp_path / "models").iterdir())) == 1


def test_what_vacancies_contradict_is_not_put_in_service(
    command: CliRunner, database: Database, tmp_path: Path
) -> None:
    judged(database, 6, 8)
    with database.unit(writes=True) as session:
        for verdict in session.query(Verdict).order_by(Verdict.id):
            if verdict.vacancy_id % 2:
                verdict.grade = 5 - (verdict.grade or 5)
    done = command.invoke(recruit, ["train"], catch_exceptions=False)

    assert "The ranking stays as it is" in done.output
    assert not (tmp_path / "models").exists()


def test_too_few_verdicts_are_said_so(command: CliRunner, database: Database) -> None:
    judged(database, 2, 3)
    done = command.invoke(recruit, ["train"], catch_exceptions=False)

    assert done.exit_code == 0
    assert "The prior stays" in done.output


def test_curves_are_printed_and_drawn(
    command: CliRunner, tmp_path: Path, learnt: AdditiveScorer
) -> None:
    plain = command.invoke(recruit, ["model", "show"], catch_exceptions=False)
    assert "the documented prior" in plain.output
    assert " learnt " not in plain.output
    save_model(tmp_path / "models" / "model-0001.npz", learnt, FACTS)
    drawings = tmp_path / "drawings"
    shown = command.invoke(recruit, ["model", "show", "--svg", str(drawings)])

    assert shown.output.count(" learnt ") == len(FEATURES)
    assert len(list(drawings.glob("*.svg"))) == len(FEATURES)


def test_a_broken_model_is_refused_in_words(command: CliRunner, tmp_path: Path) -> None:
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / "model-0001.npz").write_bytes(b"PK")
    shown = command.invoke(recruit, ["model", "show"])

    assert shown.exit_code == 1
    assert "train anew" in shown.output
    assert "train anew" in command.invoke(recruit, ["model", "list"]).output


def test_a_model_is_taken_up_without_a_restart(tmp_path: Path, learnt: AdditiveScorer) -> None:
    base = CandidateBase(tmp_path)
    prior = base.scorer.weights_.tolist()
    save_model(tmp_path / "model-0001.npz", learnt, FACTS)
    assert base.scorer.weights_.tolist() == learnt.weights_.tolist() != prior
    (tmp_path / "model-0002.npz").write_bytes(b"broken")

    assert base.scorer.weights_.tolist() == prior
    assert base.model.fault is not None


@pytest.fixture
def recruiter(app: Flask, database: Database) -> Visitor:
    with database.unit(writes=True) as session:
        account = factories.account(session, Role.RECRUITER)
    visitor = Visitor(app)
    visitor.let_in(account.email)
    return visitor


def test_the_page_draws_the_prior(recruiter: Visitor) -> None:
    recruiter.get("/model")

    assert "исходная модель: по вердиктам ещё не училась" in recruiter.text
    assert len(recruiter.page.xpath("//figure//*[local-name()='polyline']")) == len(FEATURES)


def test_the_page_draws_prior_and_learnt_side_by_side(
    app: Flask, recruiter: Visitor, learnt: AdditiveScorer
) -> None:
    folder = app.extensions["recruit.config"].models_dir
    save_model(folder / "model-0001.npz", learnt, FACTS)
    recruiter.get("/model")

    assert "выучено по вердиктам: 120" in recruiter.text
    assert len(recruiter.page.xpath("//figure//*[local-name()='polyline']")) == 2 * len(FEATURES)
    (folder / "model-0002.npz").write_bytes(b"broken")
    recruiter.get("/model")
    assert "Файл выученной модели использовать нельзя" in recruiter.text
