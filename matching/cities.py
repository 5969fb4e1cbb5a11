"""Cities: their names and how far they are from each other."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matching.tables import TableError, rows
from matching.text import clean

CITIES_FILE = Path(__file__).parent / "data" / "cities.tsv"

_EARTH_RADIUS_KM = 6371.0


@dataclass(frozen=True, slots=True)
class City:
    """A city by its canonical Russian name; degrees of latitude and longitude."""

    city: str
    en: str
    region: str
    lat: float
    lon: float


def city_key(name: str) -> str:
    """Return the comparable form of a city's name: «г. Санкт Петербург» as «санкт-петербург»."""
    key = " ".join(clean(name).replace("-", " ").split())
    return key.removeprefix("город ").removeprefix("г. ").removeprefix("г ").replace(" ", "-")


def _before_comma(name: str) -> str:
    """Return the key of «Москва» for «Москва, м. Сокол»."""
    return city_key(name.partition(",")[0])


class Cities:
    """Finds cities by any of their names."""

    def __init__(self, entries: list[tuple[City, list[str]]]) -> None:
        self._cities = {city_key(city.city): city for city, _ in entries}
        for city, aliases in entries:
            for name in (city.en, *aliases):
                self._cities.setdefault(city_key(name), city)

    @classmethod
    @cache
    def load(cls, path: Path = CITIES_FILE) -> "Cities":
        """Read the table ``city en region aliases lat lon``.

        Raises
        ------
        TableError
            If a coordinate is not a number.
        """
        entries = []
        for line, row in rows(path, ("city", "en", "region", "aliases", "lat", "lon")):
            try:
                lat, lon = float(row["lat"]), float(row["lon"])
            except ValueError:
                raise TableError(f"{path.name}, line {line}: lat and lon must be degrees") from None
            aliases = [alias.strip() for alias in row["aliases"].split(";") if alias.strip()]
            entries.append((City(row["city"], row["en"], row["region"], lat, lon), aliases))
        return cls(entries)

    def find(self, name: str) -> City | None:
        """Return the city of a name, or of its part before a comma, or ``None``."""
        return self._cities.get(city_key(name)) or self._cities.get(_before_comma(name))

    def canonical(self, name: str) -> str:
        """Return the canonical name, or for a city that the table lacks the comparable one."""
        city = self.find(name)
        return city.city if city else _before_comma(name)

    def distance(self, one: str, other: str) -> float | None:
        """Return the kilometres between two cities as the crow flies, or ``None`` if unknown."""
        known = float(kilometres(self.radians(one), self.radians(other)[np.newaxis])[0])
        return None if np.isnan(known) else known

    def radians(self, name: str) -> NDArray[np.float64]:
        """Return latitude and longitude of a city, NaN if it is unknown, ``(2,)``."""
        city = self.find(name)
        return np.radians((city.lat, city.lon) if city else (np.nan, np.nan))


def kilometres(one: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how far places are from one as the crow flies (haversine), NaN where unknown.

    Parameters
    ----------
    one : array of shape (2,)
    others : array of shape (n, 2)
        Latitudes and longitudes in radians.
    """
    half = np.sin((others - one) / 2)
    chord = half[:, 0] ** 2 + np.cos(one[0]) * np.cos(others[:, 0]) * half[:, 1] ** 2
    return np.asarray(2 * _EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, chord))))
