"""The plain methods do what their names say: only then is it worth being better than they."""

import math

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import cosine_similarity

from matching.baselines import K1, METHODS, B, Baselines, candidate_words
from matching.months import parse_month
from matching.profiles import CandidateProfile, Position, VacancyProfile
from matching.text import lemmas

AS_OF = parse_month("2026-11")
POOL = (
    CandidateProfile(
        title="Бухгалтер",
        text="Вёл расчёт зарплаты, сдавал отчётность.",
        skills=("1С", "Excel"),
        positions=(
            Position("Бухгалтер", parse_month("2016-12"), parse_month("2021-11")),
            Position("Кассир", parse_month("2018-12"), parse_month("2022-11")),
        ),
    ),
    CandidateProfile(title="Программист", text="Пишу на Python и SQL, сдавал проекты."),
    CandidateProfile(title="Водитель", experience_months=120),
    CandidateProfile(),
)
VACANCY = VacancyProfile(title="Бухгалтер", text="Расчёт зарплаты", must=("Excel",), nice=("SQL",))


@pytest.fixture(scope="module")
def baselines() -> Baselines:
    return Baselines(POOL, AS_OF)


@pytest.mark.parametrize("method", METHODS)
def test_each_gives_everybody_a_number(method: str, baselines: Baselines) -> None:
    scores = baselines.scores(method, VACANCY)

    assert scores.shape == (len(POOL),)
    assert np.isfinite(scores).all()
    assert (scores >= 0).all()


@pytest.mark.parametrize("method", ["bm25", "tfidf", "keywords", "skills"])
def test_the_accountant_is_first_and_the_silent_last(method: str, baselines: Baselines) -> None:
    scores = baselines.scores(method, VACANCY)

    assert scores.argmax() == 0
    assert scores[3] == 0


def test_bm25_is_the_formula(baselines: Baselines) -> None:
    documents = [lemmas(candidate_words(candidate)) for candidate in POOL]
    usual = sum(map(len, documents)) / len(documents)

    def score(words: list[str]) -> float:
        total = 0.0
        for word in lemmas("Бухгалтер\nРасчёт зарплаты\nExcel\nSQL"):
            found = sum(word in document for document in documents)
            idf = math.log(1 + (len(documents) - found + 0.5) / (found + 0.5))
            times = words.count(word)
            total += idf * times * (K1 + 1) / (times + K1 * (1 - B + B * len(words) / usual))
        return total

    assert baselines.scores("bm25", VACANCY) == pytest.approx([score(words) for words in documents])


def test_tfidf_is_the_cosine_of_scikit_learn(baselines: Baselines) -> None:
    vectorizer = TfidfVectorizer(analyzer=lemmas, sublinear_tf=True)
    vectors = vectorizer.fit_transform([candidate_words(candidate) for candidate in POOL])
    query = vectorizer.transform(["Бухгалтер\nРасчёт зарплаты\nExcel\nSQL"])

    assert baselines.scores("tfidf", VACANCY) == pytest.approx(
        cosine_similarity(vectors, query).ravel()
    )


def test_keywords_are_a_percentage(baselines: Baselines) -> None:
    assert baselines.scores("keywords", VACANCY).tolist() == [0.8, 0.2, 0, 0]


def test_skills_are_a_share_of_those_asked(baselines: Baselines) -> None:
    assert baselines.scores("skills", VACANCY).tolist() == [0.5, 0.5, 0, 0]


def test_skills_are_read_from_the_text_of_a_vacancy_that_lists_none(baselines: Baselines) -> None:
    plain = VacancyProfile(title="Бухгалтер", text="Нужен Excel")

    assert baselines.scores("skills", plain)[:2].tolist() == [1, 0]


def test_years_count_overlaps_once_and_the_median_where_nothing_is_told(
    baselines: Baselines,
) -> None:
    assert baselines.scores("years", VACANCY).tolist() == [72, 96, 120, 96]


def test_random_prefers_nobody(baselines: Baselines) -> None:
    assert len(set(baselines.scores("random", VACANCY).tolist())) == 1


def test_a_pool_without_words_is_ranked_too() -> None:
    silent = Baselines([CandidateProfile(), CandidateProfile()], AS_OF)

    assert all(silent.scores(method, VACANCY).tolist() == [0, 0] for method in METHODS)


def test_an_empty_vacancy_prefers_nobody(baselines: Baselines) -> None:
    for method in ("bm25", "tfidf", "keywords", "skills"):
        assert not baselines.scores(method, VacancyProfile()).any()
