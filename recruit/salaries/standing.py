"""Where a candidate stands on the salary map: the band, why, and what leads to the next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, ngettext

from matching.bands import BAND_NAMES, SurveyCell
from matching.careers import read_career
from matching.evidence import Evidence, find_evidence
from matching.months import YEAR
from matching.placement import State
from matching.profiles import CandidateProfile, Position
from matching.skills import SkillVocabulary
from matching.standing import Judged, Standing
from recruit.skills import labels
from recruit.terms import EDUCATION, language_words
from recruit.web.formats import duration

STATE_NAMES = {State.MET: "met", State.UNKNOWN: "unknown", State.UNMET: "unmet"}


@dataclass(frozen=True)
class ConditionLine:
    """One condition in words, what is known of it, and where the resume shows it."""

    band: str
    state: str
    text: str
    detail: str
    quote: Evidence | None = None


@dataclass(frozen=True)
class NextBand:
    """The band to reach: what is missing, and what it pays.

    ``by_telling`` says that nothing is missing but words: the resume leaves it open already.
    """

    numeral: str
    missing: tuple[ConditionLine, ...]
    low: int | None
    high: int | None
    gain: int | None
    by_telling: bool


@dataclass(frozen=True)
class StandingView:
    """A standing as pages draw it; ``certain`` and ``possible`` are numerals, or None."""

    certain: str | None
    possible: str | None
    lines: tuple[ConditionLine, ...]
    assets: tuple[ConditionLine, ...]
    next: NextBand | None

    @property
    def is_known(self) -> bool:
        """Whether nothing is left open."""
        return self.certain == self.possible

    def band_lines(self, numeral: str) -> list[ConditionLine]:
        """The conditions that a band adds."""
        return [line for line in self.lines if line.band == numeral]


def standing_view(
    standing: Standing,
    *,
    profile: CandidateProfile,
    content: Mapping[str, Any],
    cell: SurveyCell | None,
    vocabulary: SkillVocabulary,
    as_of: int,
    language: str,
) -> StandingView:
    """A standing in words; ``content`` is the role profile's, ``cell`` the market's or None."""
    posts = read_career(profile, as_of).positions
    keys = [key for one in standing.conditions for key in (*one.shown_by, *one.condition.skills)]
    evidence = find_evidence(profile, keys, vocabulary)

    def line(judged: Judged) -> ConditionLine:
        return _line(judged, content, posts, evidence, language)

    lines = tuple(map(line, standing.conditions))
    return StandingView(
        certain=_numeral(standing.low),
        possible=_numeral(standing.high),
        lines=lines,
        assets=tuple(_assets(standing)),
        next=_next(standing, cell, [line(one) for one in standing.missing(_to_reach(standing))]),
    )


def _numeral(band: int) -> str | None:
    return BAND_NAMES[band - 1] if band else None


def _to_reach(standing: Standing) -> int:
    """The highest band that words could confirm, or the one above where nothing is left open."""
    return standing.high if standing.high > standing.low else standing.low + 1


def _next(
    standing: Standing, cell: SurveyCell | None, missing: Sequence[ConditionLine]
) -> NextBand | None:
    """What the band to reach pays; the gain is between its middle and that of the certain one."""
    band = _to_reach(standing)
    if band > len(BAND_NAMES):
        return None
    low, high = cell.band(band) if cell else (None, None)
    gain = None
    if cell and standing.low:
        gain = (sum(cell.band(band)) - sum(cell.band(standing.low))) // 2
    by_telling = standing.high > standing.low
    return NextBand(BAND_NAMES[band - 1], tuple(missing), low, high, gain, by_telling)


def _line(
    judged: Judged,
    content: Mapping[str, Any],
    posts: Sequence[Position],
    evidence: Mapping[str, Evidence],
    language: str,
) -> ConditionLine:
    condition = judged.condition
    quote = None
    if condition.kind == "education":
        text = gettext("education: %(level)s", level=EDUCATION[condition.level])
        detail = _education_detail(judged)
    elif condition.kind == "skill":
        text = gettext(" or ").join(labels(condition.skills, language))
        detail = _skill_detail(judged)
        if judged.state is State.MET:
            quote = next((evidence[key] for key in judged.shown_by if key in evidence), None)
    else:
        text = _months_text(judged, content["experience"]["field"][language])
        detail = _months_detail(judged, posts)
    return ConditionLine(
        BAND_NAMES[condition.band - 1], STATE_NAMES[judged.state], text, detail, quote
    )


def _months_text(judged: Judged, field: str) -> str:
    years = judged.condition.months // YEAR
    if judged.condition.kind == "head":
        return ngettext(
            "%(num)s year or more as head of such a department",
            "%(num)s years or more as head of such a department",
            years,
        )
    return ngettext(
        "%(num)s year or more in the field: %(field)s",
        "%(num)s years or more in the field: %(field)s",
        years,
        field=field[:1].lower() + field[1:],
    )


def _months_detail(judged: Judged, posts: Sequence[Position]) -> str:
    shown, most = judged.months_shown or 0, judged.months_at_most
    names = ", ".join(dict.fromkeys(posts[place].title for place in judged.posts))
    said = duration(shown) if shown else gettext("none yet")
    if judged.state is State.UNKNOWN:
        if most is None:
            return gettext("the résumé has no dates of posts")
        return gettext(
            "posts show %(shown)s, in all it says %(most)s: to be asked",
            shown=said,
            most=duration(most),
        )
    return gettext("%(time)s: %(posts)s", time=said, posts=names) if names else said


def _education_detail(judged: Judged) -> str:
    if judged.state is State.UNKNOWN:
        return gettext("the résumé does not say")
    return gettext("yes") if judged.state is State.MET else gettext("the résumé tells of less")


def _skill_detail(judged: Judged) -> str:
    if judged.state is State.UNMET:
        return gettext("the résumé says that it is missing")
    if judged.state is State.UNKNOWN:
        return gettext("the résumé does not say")
    return gettext("shown at work") if judged.at_work else gettext("listed, without an example")


def _assets(standing: Standing) -> Iterator[ConditionLine]:
    for code, level, state in standing.assets:
        (name,) = language_words({code: level})
        yield ConditionLine("", STATE_NAMES[state], name, gettext("an asset for some employers"))
