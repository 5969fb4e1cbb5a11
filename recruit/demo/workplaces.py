"""Invented workplaces: a name belongs to one kind of business in one city."""

from dataclasses import dataclass
from random import Random

from recruit.demo.data import HERE, load


@dataclass(frozen=True)
class Workplace:
    """A company somebody worked in."""

    name: str
    kind: str
    city: str


class Workplaces:
    """Gives companies of a kind and city; makes a few of each, so that careers meet."""

    SIZE = 4

    def __init__(self, rng: Random) -> None:
        parts = load(HERE / "names.yaml")
        names = [
            f"{adjective[gender]} {noun}"
            for adjective in parts["adjectives"]
            for noun, gender in parts["nouns"]
        ]
        rng.shuffle(names)
        self._names = names
        self._known: dict[tuple[str, str], list[Workplace]] = {}

    def draw(self, rng: Random, kind: str, city: str, but: frozenset[str]) -> Workplace:
        """A company of the kind in the city whose name is not among `but`."""
        known = self._known.setdefault((kind, city), [])
        free = [place for place in known if place.name not in but]
        if free and (len(known) >= self.SIZE or rng.random() < 0.3):
            return rng.choice(free)
        place = Workplace(self._names.pop(), kind, city)
        known.append(place)
        return place


def display_name(rng: Random, place: Workplace) -> str:
    """How a resume writes the company: by its kind, or by its legal form."""
    if rng.random() < 0.65:
        return f"{place.kind[:1].upper()}{place.kind[1:]} «{place.name}»"
    return f"{rng.choice(('ООО', 'ООО', 'АО'))} «{place.name}»"
