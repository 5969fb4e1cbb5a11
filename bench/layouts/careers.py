"""Draws careers: several jobs back from now, with overlaps, gaps and lines that mislead."""

from dataclasses import dataclass
from random import Random
from typing import Any

from bench.layouts.forms import plural
from bench.layouts.resume import YEAR, Job
from bench.layouts.words import words

LEADS, OPEN = " +", " ?"


@dataclass(frozen=True)
class Trade:
    """What people of a trade are called, can do and do."""

    posts: tuple[str, ...]
    skills: tuple[str, ...]
    tasks: tuple[str, ...]
    fields: tuple[str, ...]

    @classmethod
    def of(cls, told: dict[str, list[str]]) -> "Trade":
        """From the lists of a file of words."""
        return cls(*(tuple(told[name]) for name in ("posts", "skills", "tasks", "fields")))

    def titles(self) -> list[str]:
        """The posts by their names."""
        return [post.removesuffix(LEADS).removesuffix(OPEN) for post in self.posts]


def _employer(random: Random, told: dict[str, list[str]], foreign: bool) -> str:
    if foreign:
        return random.choice(told["en"])
    if random.random() < 0.25:
        return random.choice(told["whole"])
    return random.choice(told["patterns"]).format(w=random.choice(told["words"]))


def _counted(saying: str, team: int) -> str:
    """How many people are led, in good Russian."""
    return saying.format(
        n=team,
        people=plural(team, "человек", "человека", "человек"),
        workers=plural(team, "сотрудник", "сотрудника", "сотрудников"),
    )


def _lines(
    random: Random, trade: Trade, years: tuple[int, int], *, spoken: str, foreign: bool
) -> tuple[str, ...]:
    """What the resume tells about a job: duties, results, the team, and some traps."""
    told, tongue = words("traps"), "en" if foreign else "ru"
    tasks = random.sample(trade.tasks, random.randint(2, len(trade.tasks) - 1))
    lines = [task[0].upper() + task[1:] for task in tasks]
    number = random.randint(11, 40)
    if random.random() < 0.5:
        lines.append(random.choice(told[f"results_{tongue}"]).format(n=number))
    for _ in range(random.choice((0, 0, 1, 1, 2))):
        year = random.randint(*years)
        trap = random.choice(told[tongue])
        if not (spoken and "подчинении" in trap):
            lines.append(trap.format(n=number, y=year, z=year + 1))
    if spoken:
        lines.insert(random.randrange(len(lines) + 1), spoken)
    return tuple(dict.fromkeys(lines))


def draw_jobs(
    random: Random, trade: Trade, now: int, foreign: bool,
    *, told: dict[str, Any], most: int, years: float, undated: float,
) -> list[Job]:  # fmt: skip
    """Jobs of one person, newest first.

    Parameters
    ----------
    told : dict
        Words of the world that the people live in.
    years, undated : float
        Chances that the resume tells only years, or no dates at all.
    """
    precision = random.choices(("year", "none", "month"), (years, undated, 1 - years - undated))[0]
    end = now if random.random() < 0.6 else now - random.randint(1, 14)
    current, jobs, employer = end == now, [], ""
    step = random.choice((0, 0, 1))
    cities = [place["en" if foreign else "name"] for place in told["cities"]]
    for _ in range(random.randint(1, most)):
        start = end - random.randint(4, 70)
        post = trade.posts[min(step, len(trade.posts) - 1)]
        step += random.choice((0, 1, 1))
        if not employer or random.random() > 0.22:
            employer = _employer(random, told["employers"], foreign)
        leads = post.endswith(LEADS) or post.endswith(OPEN)
        said = post.endswith(OPEN) or random.random() < (0.6 if leads else 0.04)
        team = random.randint(2, 45) if said else None
        saying = random.choice(words("traps")["team_en" if foreign else "team_ru"])
        spoken = _counted(saying, team) if team else ""
        jobs.append(
            Job(
                post.removesuffix(LEADS).removesuffix(OPEN), employer, start, end, current,
                precision, random.choice(cities), leads or team is not None, team,
                _lines(random, trade, (start // YEAR, end // YEAR), spoken=spoken, foreign=foreign),
                spoken,
            )
        )  # fmt: skip
        # The job before ended some months earlier, in the month before, or after this one began.
        end = start - random.choice((1, 1, 1, 2, 4, 9, -3))
        current = False
    return jobs
