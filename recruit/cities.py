"""Cities between what people type and what is stored: the survey's Russian names."""

from functools import cache

from matching.cities import CITIES_FILE, Cities
from matching.tables import rows


def canonical_city(name: str) -> str:
    """The canonical name of a city in any known spelling; an unknown one as typed."""
    found = Cities.load().find(name)
    return found.city if found else name


def city_label(name: str, language: str) -> str:
    """What to call a stored city in a language."""
    found = Cities.load().find(name) if language == "en" else None
    return found.en if found else name


@cache
def city_names(language: str) -> list[str]:
    """The known cities to choose from, in the order of the table."""
    table = rows(CITIES_FILE, ("city", "en", "region", "aliases", "lat", "lon"))
    return [row["en"] if language == "en" else row["city"] for _, row in table]
