"""Candidates: a person, a career and the facts that the resume gives or keeps to itself."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from matching.months import format_month, month_of
from recruit.demo.careers import (
    Stage,
    career,
    first_month,
    worked_months,
)
from recruit.demo.cities import CITIES, City, draw_city
from recruit.demo.people import Person, latin, people
from recruit.demo.posts import LEVELS, Post, draw_title
from recruit.demo.records import Candidate, Position
from recruit.demo.schooling import HANDS, draw_schooling
from recruit.demo.stories import Storyteller
from recruit.demo.texts import Paragraphs
from recruit.demo.wishes import expectation, known_languages, would_go
from recruit.demo.workplaces import Workplaces, display_name

CUSTOMER_FIELD = "customer"
FIRST = "candidate-001"
FIRST_PROFILE = "head-of-customer-relations"
FACTS = (
    "salary",
    "city",
    "relocation",
    "remote",
    "dates",
    "education",
    "languages",
    "skills",
    "about",
)
LACKING = 0.15
IN_ENGLISH = 0.08
CUSTOMER_SHARE = 0.125
_BETWEEN = "; "
# Days between the first and the last version of a resume.
_KNOWN_FOR = (0, 0, 0, 0, 14, 50, 120, 200, 300, 400)
_SKILLS_AT_MOST = 18
_SKILLED = {"junior": 0.45, "middle": 0.62, "senior": 0.78, "head": 0.9}
_LEVEL_SHARES = {"junior": 18, "middle": 38, "senior": 26, "head": 18}
_LEVEL_SHARES_AT_THE_TOP = {"senior": 35, "head": 65}


def draw_candidates(
    seed: int, posts: Mapping[str, Post], today: date, count: int
) -> tuple[Candidate, ...]:
    """The candidates, the same for the same seed.

    Each has dice of their own, so that a word changed in one post leaves the others as they were.
    """
    rng = Random(f"{seed}/candidates")
    drawn = _draw_posts(rng, posts, count)
    # The first candidate is the one a visitor of the demo signs in as: complete, in Russian.
    lacking = {
        fact: frozenset(rng.sample(range(1, count), round(count * LACKING))) for fact in FACTS
    }
    author = _Author(seed, posts, today)
    english = _in_english(rng, drawn, author.stories.english_fields)
    return tuple(
        author.candidate(
            f"candidate-{number + 1:03d}",
            person,
            post,
            "en" if number in english else "ru",
            frozenset(fact for fact, numbers in lacking.items() if number in numbers),
        )
        for number, (post, person) in enumerate(zip(drawn, people(rng), strict=False))
    )


def _draw_posts(rng: Random, posts: Mapping[str, Post], count: int) -> list[Post]:
    """A post for each candidate: a fixed share for the customer family, the rest spread evenly."""
    family = [post for post in posts.values() if post.field == CUSTOMER_FIELD]
    others = [post for post in posts.values() if post.field != CUSTOMER_FIELD]
    for_family = round(count * CUSTOMER_SHARE) if others else count
    # The vacancy that everybody looks at first needs many to choose from.
    family += [post for post in family if post.profile == FIRST_PROFILE] * 3
    drawn = _spread(family, for_family) + _spread(others, count - for_family)
    rng.shuffle(drawn)
    shown = next((post for post in drawn if post.profile == FIRST_PROFILE), drawn[0])
    drawn.remove(shown)
    return [shown, *drawn]


def _spread(posts: Sequence[Post], count: int) -> list[Post]:
    """`count` posts: all of them in turn, and those that have a role profile nearly twice."""
    wanted = [post for post in posts if post.profile]
    turns = [*posts, *wanted, *posts, *wanted, *posts, *posts, *wanted]
    return [turns[number % len(turns)] for number in range(count)]


def _in_english(rng: Random, drawn: Sequence[Post], fields: Mapping[str, str]) -> frozenset[int]:
    able = [number for number, post in enumerate(drawn) if number and post.slug in fields]
    return frozenset(rng.sample(able, min(len(able), round(len(drawn) * IN_ENGLISH))))


def _level_and_city(rng: Random, post: Post) -> tuple[str, City]:
    levels = [level for level in LEVELS if post.has(level)]
    shares = _LEVEL_SHARES if post.has("middle") else _LEVEL_SHARES_AT_THE_TOP
    level = rng.choices(levels, [shares[level] for level in levels])[0]
    return level, draw_city(rng, capital=1.8 if post.field == CUSTOMER_FIELD else 1.0)


class _Author:
    """Writes candidates one after another, remembering what has been written."""

    def __init__(self, seed: int, posts: Mapping[str, Post], today: date) -> None:
        self.seed = seed
        self.rng = Random(f"{seed}/workplaces")
        self.posts = posts
        self.today = today
        self.now = month_of(today)
        self.paragraphs = Paragraphs()
        self.stories = Storyteller(self.paragraphs)
        self.workplaces = Workplaces(self.rng)

    def candidate(
        self, key: str, person: Person, post: Post, language: str, lacking: frozenset[str]
    ) -> Candidate:
        rng = self.rng = Random(f"{self.seed}/{key}")
        level, city = _level_and_city(rng, post)
        if key == FIRST:
            # Whoever looks at the demo as a candidate sees a full career where most jobs are.
            level, city = "head", CITIES["Москва"]
        stages = career(rng, self.posts, post, level=level, city=city, now=self.now)
        told = self._facts(
            key, person, post, language=language, level=level, city=city, stages=stages
        )
        about = self.stories.about(
            rng,
            told,
            months=worked_months(stages, self.now),
            led=worked_months(stages, self.now, ("head",)),
        )
        return _without(rng, replace(told, about=about), lacking)

    def _facts(
        self,
        key: str,
        person: Person,
        post: Post,
        *,
        language: str,
        level: str,
        city: City,
        stages: tuple[Stage, ...],
    ) -> Candidate:
        """All that a resume tells but the text in the person's own words."""
        rng = self.rng
        schooling = draw_schooling(
            rng,
            self.paragraphs,
            post=post,
            level=level,
            city=stages[-1].city,
            first_year=first_month(stages) // 12,
            this_year=self.today.year,
            language=language,
        )
        english_field = self.stories.english_fields[post.slug] if language == "en" else None
        positions = self._positions(stages, person.sex, english_field)
        relocation = rng.random() < 0.3
        salary, currency = expectation(rng, stages[0], language)
        updated = self._updated(stages[0])
        return Candidate(
            key=key,
            given=latin(person.given) if language == "en" else person.given,
            patronymic=None if language == "en" or rng.random() < 0.2 else person.patronymic,
            surname=latin(person.surname) if language == "en" else person.surname,
            sex=person.sex,
            born=schooling.born,
            email=person.email,
            phone=person.phone,
            language=language,
            post=post.slug,
            field=post.field,
            level=level,
            title=self._desired_title(post, level, positions[0].title, person.sex, language),
            city=city.name,
            relocation=relocation,
            relocation_cities=would_go(rng, city) if relocation else (),
            remote=rng.random() < (0.04 if post.field in HANDS else 0.42),
            salary_expected=salary,
            currency=currency,
            pay_basis="gross",
            positions=positions,
            skills=self._skills(post, level, language),
            education_level=schooling.level,
            education=schooling.text,
            languages=known_languages(rng, post.field, level, city, language),
            about=None,
            registered=updated - timedelta(days=60 if key == FIRST else rng.choice(_KNOWN_FOR)),
            updated=updated,
        )

    def _positions(
        self, stages: tuple[Stage, ...], sex: str, english_field: str | None
    ) -> tuple[Position, ...]:
        rng, told, seen = self.rng, set[str](), set[str]()
        language = "en" if english_field else "ru"
        positions = []
        for age, stage in enumerate(stages):
            kind = rng.choice(stage.post.employer_kinds)
            place = self.workplaces.draw(rng, kind, stage.city.name, frozenset(seen))
            seen.add(place.name)
            title = draw_title(rng, stage.post, stage.level, sex, language)
            suffix = " (part-time)" if language == "en" else " (по совместительству)"
            employer = display_name(rng, place)
            positions.append(
                Position(
                    title=title + suffix if stage.part_time else title,
                    employer=f"{latin(place.name)} LLC" if language == "en" else employer,
                    city=stage.city.name,
                    start=format_month(stage.start),
                    end=None if stage.end is None else format_month(stage.end),
                    current=stage.end is None,
                    description=self.stories.describe(
                        rng,
                        stage,
                        age=age,
                        first=stage is stages[-1],
                        sex=sex,
                        english_field=english_field,
                        told=told,
                    ),
                    level=stage.level,
                    monthly_pay=stage.monthly_pay,
                    part_time=stage.part_time,
                )
            )
        return tuple(positions)

    def _desired_title(self, post: Post, level: str, last: str, sex: str, language: str) -> str:
        if self.rng.random() < 0.6:
            return last
        return draw_title(self.rng, post, level, sex, language)

    def _skills(self, post: Post, level: str, language: str) -> tuple[str, ...]:
        """Skills by level: the more senior, the more of what the profile of the post requires."""
        rng = self.rng
        required, others = post.required, post.skills
        if language == "en":
            field = self.stories.english_fields[post.slug]
            required, others = (), self.stories.english["fields"][field]["skills"]
        share = _SKILLED[level] + rng.uniform(-0.2, 0.2)

        def write() -> str:
            known = [skill for skill in required if rng.random() < share]
            room = max(4, min(round(share * len(others)), _SKILLS_AT_MOST - len(known)))
            known += rng.sample(others, min(room, len(others)))
            rng.shuffle(known)
            return _BETWEEN.join(known)

        return tuple(self.paragraphs.fresh(write).split(_BETWEEN))

    def _updated(self, last: Stage) -> date:
        """When the resume was last touched: after the last thing it tells, often lately."""
        told = last.start if last.end is None else last.end
        earliest = date(told // 12, told % 12 + 1, 1)
        spread = min(400, (self.today - earliest).days)
        return self.today - timedelta(days=int(spread * self.rng.random() ** 2))


def _without(rng: Random, candidate: Candidate, lacking: frozenset[str]) -> Candidate:
    """The candidate with the lacking facts taken out."""
    blank: dict[str, object] = {}
    if "salary" in lacking:
        blank |= {"salary_expected": None, "currency": "RUB"}
    if "city" in lacking:
        blank |= {"city": None}
    if "relocation" in lacking:
        blank |= {"relocation": None, "relocation_cities": ()}
    if "remote" in lacking:
        blank |= {"remote": None}
    if "education" in lacking:
        blank |= {"education": None, "education_level": None}
    if "languages" in lacking:
        blank |= {"languages": None}
    if "skills" in lacking:
        blank |= {"skills": ()}
    if "about" in lacking:
        blank |= {"about": None}
    if "dates" in lacking:
        undated = rng.randrange(len(candidate.positions))
        blank["positions"] = tuple(
            replace(position, start=None, end=None) if index == undated else position
            for index, position in enumerate(candidate.positions)
        )
    return replace(candidate, **blank)  # type: ignore[arg-type]
