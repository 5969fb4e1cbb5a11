"""A salary answer as text for a terminal, in the language that was asked for.

There is no request to take the language from, so the catalogue is handed on by hand.
"""

from gettext import NullTranslations

from matching.bands import BAND_NAMES
from matching.market import MarketAnswer
from matching.widening import Step
from recruit.cities import city_label
from recruit.salaries.market import OwnSide
from recruit.salaries.salary_answers import SalaryAnswer
from recruit.web.formats import money, money_range, month, percent
from recruit.web.i18n import translations

CURRENCY = "RUB"


class Words:
    """Sentences in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.catalogue = NullTranslations() if language == "en" else translations(language)

    def answer(self, answer: SalaryAnswer, city: str, segment: str) -> str:
        """The whole answer, a sentence a line."""
        gettext = self.catalogue.gettext
        segments = {"agency": gettext("agencies"), "company": gettext("companies")}
        place = f"{city_label(city, self.language)}, {segments[segment]}"
        lines = [answer.edition.title[self.language], place, self._survey(answer)]
        if answer.expect is not None:
            lines.append(self._position(answer))
        lines += answer.notes
        if answer.market is not None:
            lines += [
                "",
                gettext("What candidates expect"),
                *self._side(answer.market.expectations),
            ]
            lines += ["", gettext("What vacancies offer"), *self._side(answer.market.offers)]
        return "\n".join(lines)

    def _survey(self, answer: SalaryAnswer) -> str:
        gettext = self.catalogue.gettext
        figures = {
            "range": money_range(answer.low, answer.high, CURRENCY, self.language),
            "median": self._money(answer.median),
        }
        if answer.band is None:
            return gettext("All bands: %(range)s; median %(median)s.") % figures
        figures["band"] = BAND_NAMES[answer.band - 1]
        return gettext("Band %(band)s: %(range)s; median of all bands %(median)s.") % figures

    def _position(self, answer: SalaryAnswer) -> str:
        gettext = self.catalogue.gettext
        sentence = {
            "below": gettext("%(sum)s is below this range, %(share)s of the median."),
            "within": gettext("%(sum)s is within this range, %(share)s of the median."),
            "above": gettext("%(sum)s is above this range, %(share)s of the median."),
        }[answer.place]
        share = percent(answer.to_median, self.language)
        return sentence % {"sum": self._money(answer.expect or 0), "share": share}

    def _side(self, side: OwnSide) -> list[str]:
        answer, gettext = side.answer, self.catalogue.gettext
        if not answer.shown:
            return [self._withheld(answer)]
        half = (answer.percentiles[1], answer.percentiles[3])
        lines = [
            gettext(
                "The median is %(median)s; the middle half lies within %(half)s, "
                "the middle eight tenths within %(most)s."
            )
            % {
                "median": self._money(answer.median),
                "half": money_range(*half, CURRENCY, self.language),
                "most": money_range(answer.low, answer.high, CURRENCY, self.language),
            },
            self._counted(side),
        ]
        if answer.steps:
            sentence = gettext(
                "The asked place alone is not enough for an answer, so we added: %(steps)s."
            )
            lines.append(sentence % {"steps": self._steps(answer.steps)})
        if side.difference is not None:
            lines.append(self._difference(side))
        return lines

    def _counted(self, side: OwnSide) -> str:
        answer, ngettext = side.answer, self.catalogue.ngettext
        people = (
            ngettext("%(num)s candidate", "%(num)s candidates", answer.people)
            if answer.side == "expectation"
            else ngettext("%(num)s vacancy", "%(num)s vacancies", answer.people)
        )
        words = [people % {"num": answer.people}]
        if answer.employers:
            known = ngettext("%(num)s known employer", "%(num)s known employers", answer.employers)
            words.append(known % {"num": answer.employers})
        months = (month(text, self.language) for text in dict.fromkeys((side.first, side.last)))
        return ", ".join([*words, " — ".join(months)]) + "."

    def _withheld(self, answer: MarketAnswer) -> str:
        gettext = self.catalogue.gettext
        few = (
            gettext("Nothing can be shown: there are fewer than five candidates.")
            if answer.side == "expectation"
            else gettext("Nothing can be shown: there are fewer than five vacancies.")
        )
        reasons = {
            "few": few,
            "employer": gettext(
                "Nothing can be shown: one employer stands behind more than half of the sums."
            ),
        }
        other = gettext(
            "Nothing can be shown: beside other answers it would give away too few sums."
        )
        tried = gettext("Even with these added: %(steps)s.") % {"steps": self._steps(answer.steps)}
        return f"{reasons.get(answer.reason, other)} {tried}"

    def _steps(self, steps: tuple[Step, ...]) -> str:
        gettext = self.catalogue.gettext
        sentences = {
            "pair": gettext("the neighbouring band %(band)s"),
            "bands": gettext("bands %(bands)s"),
            "region": gettext("the other cities of the region"),
            "capital": gettext("the towns around the capital, which count with it"),
            "agency": gettext("offers of agencies"),
            "company": gettext("offers of companies"),
            "period": gettext("three years instead of one"),
        }
        told = []
        for step in steps:
            key: str = step.name
            if key == "region" and len(step.added) > 1:
                key = "capital"
            if key == "segments":
                key = step.added[0]
            names = ", ".join(step.added)
            told.append(sentences[key] % {"band": names, "bands": names})
        return "; ".join(told)

    def _difference(self, side: OwnSide) -> str:
        gettext, difference = self.catalogue.gettext, side.difference or 0
        of_band = (
            gettext("That is %(share)s above the middle of the band in the survey, %(sum)s."),
            gettext("That is %(share)s below the middle of the band in the survey, %(sum)s."),
        )
        of_all = (
            gettext("That is %(share)s above the median of the survey, %(sum)s."),
            gettext("That is %(share)s below the median of the survey, %(sum)s."),
        )
        sentence = (of_band if side.answer.asked.band else of_all)[difference < 0]
        share = percent(abs(difference) / 100, self.language)
        return sentence % {"share": share, "sum": self._money(side.surveyed or 0)}

    def _money(self, minor: int) -> str:
        return money(minor, CURRENCY, self.language)
