"""What a reason is made of: the parts of a score and the facts behind them, ready to be shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from matching.bands import Range
from matching.scorer import PARTS
from matching.standing import Standing


class PartScore(NamedTuple):
    """One part of a score in points: earned, at most, and what unknown facts leave open."""

    name: str
    points: float
    weight: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class FeatureScore:
    """One curve of a score.

    Attributes
    ----------
    level : float
        Where the fact lies on the curve, 0 to 1; what is expected if it is not known.
    points, weight, low, high : float
        Points earned, at most, and what an unknown fact leaves open.
    """

    name: str
    part: str
    level: float
    points: float
    weight: float
    low: float
    high: float

    @property
    def known(self) -> bool:
        """Whether nothing is left open."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class SkillSplit:
    """Skills that are asked, by key: shown at work, only listed, not found.

    Attributes
    ----------
    near : tuple of (str, str)
        Skills that are not found themselves, each with the near one that is there instead.
    """

    evidenced: tuple[str, ...]
    claimed: tuple[str, ...]
    missing: tuple[str, ...]
    near: tuple[tuple[str, str], ...] = ()

    def __len__(self) -> int:
        return len(self.evidenced) + len(self.claimed) + len(self.missing) + len(self.near)


@dataclass(frozen=True, slots=True)
class SkillFacts:
    """Skills, languages and education.

    Attributes
    ----------
    derived : bool
        Whether the vacancy names no skill and ``nice`` is from its text or usual for the post.
    known : bool
        Whether the candidate told of skills at all.
    doubted : bool
        Whether the list is so long that its entries are believed less.
    languages_missing : tuple of (code, level asked, own level or None)
    education, education_asked : str or None
    """

    must: SkillSplit
    nice: SkillSplit
    derived: bool
    known: bool
    doubted: bool
    languages_missing: tuple[tuple[str, str, str | None], ...]
    education: str | None
    education_asked: str | None


@dataclass(frozen=True, slots=True)
class ExperienceFacts:
    """Months, ``None`` where unknown; months taken for enough, ``None`` where not asked.

    ``…_stated`` tells that the vacancy names them; else they are what is usual for the level.

    Attributes
    ----------
    level, level_asked : int or None
        Highest level, 0 (trainee) to 5 (director), of the last posts; the level of the vacancy.
    longest_stay : int or None
        Months of the longest of the dated posts.
    nearest_post : int or None
        Which post, 0 for the latest, is nearest to the wanted one.
    """

    total: int | None
    relevant: int | None
    management: int | None
    total_asked: int | None
    relevant_asked: int | None
    management_asked: int | None
    experience_stated: bool
    management_stated: bool
    level: int | None
    level_asked: int
    longest_stay: int | None
    nearest_post: int | None


@dataclass(frozen=True, slots=True)
class Conversion:
    """A wish in the prices of another city: ``wish x sum(there) / sum(here)``.

    Attributes
    ----------
    kind : str
        ``moves``: compared in the vacancy's city only; ``afar``: works from home, compared in both.
    here, there : (low, high)
        The ranges of the same band in the candidate's city and in the vacancy's.
    minor : int
        What the wish is worth there.
    """

    kind: Literal["moves", "afar"]
    here: Range
    there: Range
    minor: int


@dataclass(frozen=True, slots=True)
class SalaryFacts:
    """Sums a month in minor units of ``currency``.

    Attributes
    ----------
    expected : int or None
        ``None`` if not told or, where ``other_currency``, not comparable.
    conversion : Conversion or None
        For one who would move to the vacancy's city, or work for it from another.
    offer_low, offer_high : int or None
    cell : (low, high) or None
        The survey's range for the candidate's band in the vacancy's city, ``median`` for all bands.
    surveyed : bool
        Whether a survey of this post was at hand; ``city_surveyed`` whether it has the city.
    check : bool
        Whether the wish is so far below the market that it should be asked about.
    tax_differs : bool
        Whether one sum is before tax and the other after; nothing is converted.
    """

    expected: int | None
    currency: str
    other_currency: bool
    conversion: Conversion | None
    offer_low: int | None
    offer_high: int | None
    cell: Range | None
    median: int | None
    surveyed: bool
    city_surveyed: bool
    check: bool
    tax_differs: bool
    offer_net: bool | None

    @property
    def judged(self) -> int | None:
        """The wish as it is compared with the market: of two prices the kinder."""
        if self.conversion is None or self.expected is None:
            return self.expected
        if self.conversion.kind == "moves":
            return self.conversion.minor
        return min(self.expected, self.conversion.minor)


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """Where the candidate is and would work; kilometres to the vacancy's city if both are known."""

    city: str | None
    city_names: Mapping[str, str]
    wanted: str | None
    wanted_names: Mapping[str, str]
    kilometres: float | None
    there: bool
    relocation: bool | None
    remote: bool | None
    wanted_remote: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFacts:
    """What a score is made of, whatever the weights.

    Attributes
    ----------
    unknown : tuple of str
        The candidate's fields that would settle what is open.
    copied : bool
        Whether words were left out because they were copied from the vacancy.
    said : dict
        What was said of a part, by its name and the language.
    """

    band: int | None
    unknown: tuple[str, ...]
    skills: SkillFacts
    experience: ExperienceFacts
    salary: SalaryFacts
    place: PlaceFacts
    title_level: int
    text_level: int
    copied: bool
    labels: dict[str, dict[str, str]]
    said: dict[tuple[str, str], list[str]] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation(RowFacts):
    """A score taken apart.

    Attributes
    ----------
    features : tuple of FeatureScore
        The curves that the vacancy asks for; those of a part sum to it. Empty if not all was to be
        told.
    lifts : mapping of str to float
        For each of ``QUESTIONS`` the points by which the candidate is above the mean of all; empty
        if not all was to be told.
    standing : Standing or None
        The salary bands, if the post was surveyed and its role profile says what they ask, and all
        was to be told.
    """

    key: int | str
    rank: int
    score: float
    low: float
    high: float
    parts: tuple[PartScore, ...]
    features: tuple[FeatureScore, ...]
    lifts: Mapping[str, float]
    standing: Standing | None

    def part(self, name: str) -> PartScore:
        """Return the part of a name."""
        return self.parts[PARTS.index(name)]
