"""What people write of their work: paragraphs out of the sentences of a post."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from recruit.demo.careers import Stage
from recruit.demo.data import HERE, load
from recruit.demo.records import Candidate
from recruit.demo.texts import Paragraphs, Voice, counted, in_sentence, sentence

# Months of leading people that somebody speaks of.
_WORTH_TELLING = 12


@dataclass(frozen=True)
class Sentences:
    """The pools a paragraph is drawn from."""

    work: Sequence[str]
    leading: Sequence[str]
    achieved: Sequence[str]
    shared: Mapping[str, Sequence[str]]
    language: str


class Storyteller:
    """Writes descriptions of jobs and no paragraph twice."""

    def __init__(self, paragraphs: Paragraphs) -> None:
        self.paragraphs = paragraphs
        self.russian: Mapping[str, Sequence[str]] = load(HERE / "phrases.yaml")
        self.english: Mapping[str, Any] = load(HERE / "english.yaml")
        # Posts whose people also write in English, with the field their sentences come from.
        self.english_fields: Mapping[str, str] = {
            slug: field for field, own in self.english["fields"].items() for slug in own["posts"]
        }

    def describe(
        self,
        rng: Random,
        stage: Stage,
        *,
        age: int,
        first: bool,
        sex: str,
        english_field: str | None,
        told: set[str],
    ) -> str:
        """The paragraph of one job; `age` counts the jobs since.

        `first` marks the first job of all; `told` holds what was said before.
        A person who writes in English writes all of it as one of `english_field`.
        """
        pools = self.sentences(stage, english_field)
        chosen: list[str] = []

        def write() -> str:
            chosen[:] = _plan(rng, pools, stage, told, age=age, first=first)
            voice = Voice(sex, pools.language, _move_facts(stage, pools.language))
            return " ".join(sentence(text, rng, voice) for text in chosen)

        text = self.paragraphs.fresh(write)
        told.update(chosen)
        return text

    def about(self, rng: Random, candidate: Candidate, *, months: int, led: int) -> str:
        """What somebody says of themselves, with the months worked and spent leading people."""
        english = candidate.language == "en"
        pools: Mapping[str, Sequence[str]] = self.english if english else self.russian
        *skills, last = (in_sentence(skill) for skill in rng.sample(candidate.skills, 3))
        facts = {
            "years": _duration(months, candidate.language),
            "led": _duration(led, candidate.language),
            "places": _places(len(candidate.positions), candidate.language),
            "title": candidate.title if english else in_sentence(candidate.title),
            "skills": f"{', '.join(skills)} {'and' if english else 'и'} {last}",
        }
        voice = Voice(candidate.sex, candidate.language, facts)

        def write() -> str:
            chosen = [rng.choice(pools["about_open"])]
            if led >= _WORTH_TELLING and not english:
                chosen.append(rng.choice(pools["about_led"]))
            chosen.append(rng.choice(pools["about_skill"]))
            chosen += rng.sample(pools["about_self"], rng.choice((1, 1, 2)))
            chosen.append(rng.choice(pools["about_seek"]))
            return " ".join(sentence(text, rng, voice) for text in chosen)

        return self.paragraphs.fresh(write)

    def sentences(self, stage: Stage, english_field: str | None) -> Sentences:
        """What may be said of a job in the language of the resume."""
        if english_field:
            own = self.english["fields"][english_field]
            return Sentences(own["did"], own["led"], own["achieved"], self.english, "en")
        post = stage.post
        leading = [*post.leading, *self.russian["leading"]]
        return Sentences(post.work, leading, post.achieved, self.russian, "ru")


def _plan(
    rng: Random, pools: Sentences, stage: Stage, told: Iterable[str], *, age: int, first: bool
) -> list[str]:
    """Templates of one paragraph in the order they are told."""
    said = set(told)
    room = rng.randint(3, 5) if age == 0 else rng.randint(3, 4) if age == 1 else rng.randint(2, 3)
    head, work, tail = [], [], []
    if stage.moved_from is not None:
        head += _pick(rng, pools.shared["moving"], 1, said)
    elif stage.part_time:
        head += _pick(rng, pools.shared["part_time"], 1, said)
    elif age < 2 and "context" in pools.shared and rng.random() < 0.22:
        head += _pick(rng, pools.shared["context"], 1, said)
    if stage.level == "head":
        tail += _pick(rng, pools.leading, 1 + (room > 3), said)
    elif stage.level == "senior" and rng.random() < 0.5:
        tail += _pick(rng, pools.shared["mentoring"], 1, said)
    elif stage.level == "junior" and not stage.part_time and rng.random() < 0.45:
        tail += _pick(rng, pools.shared["first_job" if first else "learning"], 1, said)
    achieved = stage.level != "junior" or rng.random() < 0.4
    if achieved:
        tail += _pick(rng, pools.achieved, 1, said)
    work = _pick(rng, pools.work, max(1, room - len(tail)), said)
    if stage.level == "head" and rng.random() < 0.5:
        return [*head, tail[0], *work, *tail[1:]]
    return [*head, *work, *tail]


def _pick(rng: Random, pool: Sequence[str], count: int, said: set[str]) -> list[str]:
    fresh = [text for text in pool if text not in said] or list(pool)
    return rng.sample(fresh, min(count, len(fresh)))


def _move_facts(stage: Stage, language: str) -> dict[str, str]:
    if stage.moved_from is None:
        return {}
    if language == "en":
        return {"from": stage.moved_from.name_en, "to": stage.city.name_en}
    return {"from": stage.moved_from.genitive, "to": stage.city.accusative}


def _duration(months: int, language: str) -> str:
    years = round(months / 12)
    if language == "en":
        return f"{years} years" if years > 1 else "one year" if years else f"{months} months"
    if years:
        return counted(years, "год", "года", "лет")
    return counted(months, "месяц", "месяца", "месяцев")


def _places(number: int, language: str) -> str:
    if language == "en":
        return f"{number} companies" if number > 1 else "one company"
    if number == 1:
        return "одно место работы"
    return counted(number, "место работы", "места работы", "мест работы")
