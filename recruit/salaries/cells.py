"""A cell of a survey as the range plot takes it."""

from flask_babel import gettext

from matching.bands import SurveyCell
from recruit.cities import city_label
from recruit.models import Segment
from recruit.web import charts


def market(cell: SurveyCell, currency: str, language: str) -> charts.Market:
    """A cell of the survey as the drawing takes it."""
    city = city_label(cell.city, language)
    place = (
        gettext("%(city)s, agencies", city=city)
        if cell.segment == Segment.AGENCY
        else gettext("%(city)s, companies", city=city)
    )
    return charts.Market(place, cell.bands, cell.median, currency)
