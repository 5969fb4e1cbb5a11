"""Where I stand: a candidate's own wish and band on the map of the city."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from matching.bands import SalarySurvey
from matching.index import CandidateIndex
from matching.months import month_of
from matching.profiles import SEGMENTS
from matching.titles import TitleGroups
from recruit.candidates.matching_view import to_profile
from recruit.catalogue.bands import band_rules
from recruit.catalogue.services import find_profile
from recruit.cities import city_label
from recruit.models import Candidate, SurveyEdition
from recruit.salaries.cells import market
from recruit.salaries.rates import load_rates
from recruit.salaries.services import newest_edition, to_survey
from recruit.salaries.standing import StandingView, standing_view
from recruit.skills import known_skills
from recruit.web.charts import Market, Scale, common_scale

# Most employers are companies: a wish is set beside their median, agencies are drawn as well.
USUAL_SEGMENT = "company"


@dataclass(frozen=True)
class SalaryMap:
    """What the room shows; ``edition`` is None where nobody has surveyed the post."""

    role: str
    city: str
    edition: SurveyEdition | None = None
    standing: StandingView | None = None
    markets: Mapping[str, Market] | None = None
    scale: Scale | None = None
    wish: int | None = None
    above_median: float | None = None


def salary_map(session: Session, candidate: Candidate, today: date, language: str) -> SalaryMap:
    """A candidate on the map; nothing of it is stored."""
    role = _role(candidate.title)
    city = city_label(candidate.city, language) if candidate.city else ""
    edition = newest_edition(session, role) if role else None
    profile = find_profile(session, role) if edition else None
    rules = band_rules(profile.current.content) if profile else None
    if edition is None or profile is None or rules is None:
        return SalaryMap(role, city)
    survey = to_survey(edition)
    person = to_profile(candidate, load_rates(session, today))
    index = CandidateIndex(as_of=month_of(today), vocabulary=known_skills())
    index.update([(candidate.id, person)])
    usual = survey.cell(candidate.city, USUAL_SEGMENT)
    markets = _markets(survey, candidate.city, language)
    wish = person.salary_expected
    comparable = wish.minor if wish and wish.currency == survey.currency else None
    return SalaryMap(
        role=role,
        city=city,
        edition=edition,
        standing=standing_view(
            index.standings(rules)[candidate.id],
            profile=person,
            content=profile.current.content,
            cell=usual,
            vocabulary=known_skills(),
            as_of=month_of(today),
            language=language,
        ),
        markets=markets,
        scale=common_scale(markets.values(), [comparable]) if markets else None,
        wish=comparable,
        above_median=comparable / usual.median - 1 if comparable is not None and usual else None,
    )


def _role(title: str) -> str:
    """The slug of the post that a title names, or an empty text."""
    groups = TitleGroups.load()
    group = groups.read(title).group
    return groups.groups[group].id if group >= 0 else ""


def _markets(survey: SalarySurvey, city: str | None, language: str) -> dict[str, Market]:
    cells = {segment: survey.cell(city, segment) for segment in SEGMENTS}
    return {
        str(segment): market(cell, survey.currency, language)
        for segment, cell in cells.items()
        if cell
    }
