"""Careers that hold together: dates follow each other, level and pay rise, moves are rare."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from recruit.demo.cities import City, draw_city
from recruit.demo.posts import LEVELS, Post

# Months of work behind somebody of a level, and the number of jobs they fell into.
_LENGTH = {"junior": (5, 32), "middle": (32, 100), "senior": (76, 190), "head": (110, 320)}
_JOBS = {"junior": (1, 2), "middle": (2, 3), "senior": (2, 4), "head": (3, 5)}
_SHORTEST = 5
_JUNIOR_AT_MOST = 36
_INFLATION = 1.06


@dataclass(frozen=True)
class Stage:
    """One job of a career; months are counted from year 0, `end` None means until now."""

    post: Post
    level: str
    city: City
    start: int
    end: int | None
    monthly_pay: int
    moved_from: City | None = None
    part_time: bool = False


def career(
    rng: Random, posts: Mapping[str, Post], post: Post, *, level: str, city: City, now: int
) -> tuple[Stage, ...]:
    """A career that has led to the post and level, newest job first."""
    jobs = rng.randint(*_JOBS[level])
    held = _way_up(rng, posts, post, _levels(rng, level, jobs))
    periods = _periods(rng, [level for _, level in held], rng.randint(*_LENGTH[level]), now)
    places, moved_at = _places(rng, city, len(held))
    pays = _pays(rng, held, periods, places, now)
    stages = [
        Stage(
            post=job_post,
            level=job_level,
            city=place,
            start=start,
            end=end,
            monthly_pay=pay,
            moved_from=places[index - 1] if index == moved_at else None,
        )
        for index, ((job_post, job_level), (start, end), place, pay) in enumerate(
            zip(held, periods, places, pays, strict=True)
        )
    ]
    if len(stages) > 1 and rng.random() < 0.04:
        stages.insert(len(stages) - 1, _side_job(rng, stages[-2]))
    return tuple(reversed(stages))


def first_month(stages: tuple[Stage, ...]) -> int:
    """When the first job began."""
    return min(stage.start for stage in stages)


def worked_months(stages: tuple[Stage, ...], now: int, levels: tuple[str, ...] = LEVELS) -> int:
    """Months of main jobs at the given levels."""
    return sum(
        (now if stage.end is None else stage.end) - stage.start + 1
        for stage in stages
        if stage.level in levels and not stage.part_time
    )


def _levels(rng: Random, target: str, jobs: int) -> list[str]:
    top = LEVELS.index(target)
    # Many who have come far have been there twice.
    at_top = 2 if jobs > 2 and rng.random() < 0.45 else 1
    below = min(jobs - at_top, top)
    steps = [*rng.sample(range(top), below), *[top] * at_top]
    while len(steps) < jobs:
        steps.append(rng.choice(steps))
    return [LEVELS[step] for step in sorted(steps)]


def _way_up(
    rng: Random, posts: Mapping[str, Post], post: Post, levels: list[str]
) -> list[tuple[Post, str]]:
    """Posts for the levels, oldest first: from the last one back along where people come from."""
    held = [(post, post.nearest(levels[-1]))]
    for wanted in reversed(levels[:-1]):
        later = held[-1][1]
        origins = [posts[slug] for slug in post.origins if slug in posts]
        if origins and (not post.has(wanted) or rng.random() < 0.3):
            post = rng.choice(origins)
        nearest = post.nearest(wanted)
        is_step_down = LEVELS.index(nearest) > LEVELS.index(later)
        held.append((post, later if is_step_down else nearest))
    return held[::-1]


def _periods(rng: Random, levels: list[str], months: int, now: int) -> list[tuple[int, int | None]]:
    """Start and end of each job, oldest first, with gaps of a few months at most."""
    weights = [rng.uniform(0.6, 1.7) for _ in levels]
    lengths = [max(_SHORTEST, round(months * weight / sum(weights))) for weight in weights]
    lengths = [
        min(length, rng.randint(14, _JUNIOR_AT_MOST)) if level == "junior" else length
        for length, level in zip(lengths, levels, strict=True)
    ]
    employed = rng.random() < 0.68
    last = now if employed else now - rng.choice((1, 1, 1, 2, 2, 3, 4, 6, 9))
    periods: list[tuple[int, int | None]] = []
    for length in reversed(lengths):
        start = last - length + 1
        periods.append((start, last))
        last = start - 1 - rng.choice((0, 0, 0, 1, 1, 2, 3, 3, 5, 11))
    if employed:
        periods[0] = (periods[0][0], None)
    return periods[::-1]


def _places(rng: Random, city: City, jobs: int) -> tuple[list[City], int | None]:
    """The city of each job, oldest first, and the job that was the reason to move."""
    if jobs < 2 or rng.random() > 0.12:
        return [city] * jobs, None
    old = draw_city(rng, capital=0.2)
    if old == city:
        return [city] * jobs, None
    moved_at = rng.randint(1, jobs - 1)
    return [old] * moved_at + [city] * (jobs - moved_at), moved_at


def _pays(
    rng: Random,
    held: list[tuple[Post, str]],
    periods: list[tuple[int, int | None]],
    places: list[City],
    now: int,
) -> list[int]:
    """Monthly pay of each job in the money of its time; in one city it never falls."""
    real = [post.monthly_pay(level) * rng.uniform(0.9, 1.12) for post, level in held]
    for index in range(len(real) - 2, -1, -1):
        real[index] = min(real[index], real[index + 1] * 0.96)
    pays = []
    for value, (_, end), place in zip(real, periods, places, strict=True):
        years_ago = (now - (now if end is None else end)) / 12
        pays.append(round(value * place.pay / _INFLATION**years_ago / 1000) * 1000)
    return pays


def _side_job(rng: Random, main: Stage) -> Stage:
    """A part-time job during a main one."""
    end = main.end if main.end is not None else main.start + 12
    start = rng.randint(main.start, max(main.start, end - 4))
    return Stage(
        post=main.post,
        level=main.level,
        city=main.city,
        start=start,
        end=min(end, start + rng.randint(3, 14)),
        monthly_pay=round(main.monthly_pay * 0.3 / 1000) * 1000,
        part_time=True,
    )
