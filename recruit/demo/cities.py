"""The cities people live and work in, with the level of pay and the cases of the name."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from recruit.demo.data import HERE, load


@dataclass(frozen=True)
class City:
    """One city: how it is called in each case, and what it pays against Moscow."""

    name: str
    name_en: str
    pay: float
    share: float
    genitive: str
    accusative: str
    prepositional: str


def _read() -> dict[str, City]:
    return {
        name: City(name, row["en"], row["pay"], row["share"], row["of"], row["to"], row["in"])
        for name, row in load(HERE / "cities.yaml").items()
    }


CITIES: Mapping[str, City] = _read()
SURVEY_CITIES: tuple[str, ...] = tuple(CITIES)[:12]


def draw_city(rng: Random, capital: float = 1.0) -> City:
    """A city by its share of candidates; `capital` multiplies the share of Moscow."""
    cities = list(CITIES.values())
    shares = [city.share * (capital if city.name == "Москва" else 1) for city in cities]
    return rng.choices(cities, shares)[0]
