"""The weights in service: how often suggestions are right, and what they must never rest on."""

from itertools import pairwise
from pathlib import Path

import pytest

from recruit.duplicates.pairing.careers import compare_careers, same_school
from recruit.duplicates.pairing.features import LEVELS
from recruit.duplicates.pairing.keys import keys_of
from recruit.duplicates.pairing.made_pairs import make_pairs
from recruit.duplicates.pairing.records import Job, PersonRecord
from recruit.duplicates.pairing.scorer import (
    WEIGHTS_FILE,
    WeightsError,
    dump_weights,
    load_weights,
    score,
)
from recruit.duplicates.pairing.training import fit, quality
from tests.duplicates.pairs import judged_pairs

GOAL_PRECISION, GOAL_RECALL = 0.99, 0.9


def test_people_have_judged_enough_pairs_of_every_kind() -> None:
    pairs = judged_pairs()
    assert len(pairs) >= 200
    assert sum(pair.same for pair in pairs) >= 100
    assert sum(not pair.same for pair in pairs) >= 80
    assert len({pair.kind for pair in pairs}) >= 35


def test_suggestions_are_right_on_the_pairs_that_people_judged() -> None:
    found = quality(judged_pairs(), load_weights())
    assert found["precision"] >= GOAL_PRECISION, found
    assert found["recall"] >= GOAL_RECALL, found


def test_suggestions_are_right_on_other_people_than_those_learnt_from() -> None:
    found = quality(make_pairs(3000, 77, "second"), load_weights())
    assert found["precision"] >= GOAL_PRECISION, found
    assert found["recall"] >= GOAL_RECALL, found


def test_every_judged_pair_of_one_person_shares_a_key() -> None:
    """Else it would never be compared."""
    apart = [
        (pair.kind, pair.one.name, pair.other.name)
        for pair in judged_pairs()
        if pair.same and not keys_of(pair.one) & keys_of(pair.other)
    ]
    assert not apart


def test_weights_rise_in_the_order_of_the_levels() -> None:
    for feature, levels in LEVELS.items():
        points = [load_weights().points[feature][level] for level in levels]
        assert all(low <= high for low, high in pairwise(points)), feature
        assert points[0] <= 0 <= points[-1], feature


def test_the_score_is_the_same_whoever_comes_first() -> None:
    for pair in judged_pairs():
        assert (
            score(pair.one, pair.other, pair.holders).score
            == score(pair.other, pair.one, pair.holders).score
        )


def test_nothing_of_sex_or_age_is_compared() -> None:
    facts = {"name", "mails", "phones", "city", "title", "jobs", "education", "skills"}
    assert set(PersonRecord.__dataclass_fields__) == facts
    assert not {"sex", "age", "birth"} & LEVELS.keys()


def test_reasons_add_up_to_the_score_and_repeat_no_contact() -> None:
    weights = load_weights()
    for pair in judged_pairs():
        scored = score(pair.one, pair.other, pair.holders)
        total = weights.start + sum(reason["points"] for reason in scored.reasons)
        assert total == pytest.approx(weights.sum(scored.comparison.levels), abs=0.06)
        told = str(scored.reasons)
        assert not any(text in told for text in (*pair.one.mails, *pair.one.phones, pair.one.name))


def test_the_command_makes_the_weights_that_are_in_service() -> None:
    """Fewer pairs than the command takes: the same way, checked as a whole by the digest."""
    weights = fit(make_pairs(1500, 1), make_pairs(1000, 2))
    found = quality(make_pairs(1000, 3, "second"), weights)
    assert found["precision"] >= 0.98, found
    assert found["recall"] >= 0.85, found


def test_weights_that_were_changed_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.yaml"
    dump_weights(path, load_weights(), {"made_by": "test"})
    assert load_weights(path) == load_weights()
    text = WEIGHTS_FILE.read_text("utf-8")
    for number, changed in enumerate(
        [text.replace("threshold: 0", "threshold: 1", 1), text.replace("format: 1", "format: 2"),
         text.replace("  short:", "  brief:"), "[]"]
    ):  # fmt: skip
        broken = tmp_path / f"{number}.yaml"
        broken.write_text(changed, "utf-8")
        with pytest.raises(WeightsError):
            load_weights(broken)


def test_careers_agree_in_employer_and_start() -> None:
    one = Job("ООО «Караван-Карго»", "логист", "2017-03", "2021-09")
    assert compare_careers([one], [Job("Karavan-Cargo LLC", "manager", "2017-04")]).same == 1
    assert compare_careers([one], [Job("Караван Карго", "логист", "2019-01")]).shared == 1
    assert compare_careers([one], [Job("Караван Карго", "логист", "2022-01")]).same == 0
    apart = compare_careers([one], [Job("ООО «Узел»", "логист", "2018-01", "2020-12")])
    assert (apart.same, apart.shared, apart.apart) == (0, 0, 36)


def test_employers_that_differ_in_the_number_are_two() -> None:
    one, other = (Job(f"Поликлиника № {number}", "врач", "2017-03") for number in (3, 4))
    assert compare_careers([one], [one]).same == 1
    assert compare_careers([one], [other]).same == 0


def test_schools_agree_in_words_and_years() -> None:
    assert same_school("МГУ, экономика, 2012", "МГУ, экономика")
    assert not same_school("МГУ, экономика, 2012", "МГУ, экономика, 1985")
    assert same_school("", "МГУ") is None
