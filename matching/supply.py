"""How many candidates a vacancy would have: by what it offers, and without one of its conditions.

A count before there is a text to rank by. Each requirement is a question that everybody answers
with yes, no or nothing; who says yes to all of them and wants no more than is offered fits.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from operator import or_
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from matching.answers import Answers, at_least, from_afar, holds_all, on_site, speaks
from matching.columns import Columns
from matching.copies import own_words
from matching.encoding import Encoder
from matching.features import experience, place, salary, skills, title
from matching.features.place import PlaceResult
from matching.numbering import UNKNOWN
from matching.query import Query

IN_TRADE = 0.5
"""Nearness of a held or wished title, 0 to 1, from which one is of the trade: «начальник отдела
сопровождения клиентов» for a head of customer relations, and not the head of a warehouse."""

Kind = Literal["post", "skill", "experience", "management", "education", "language", "place"]


@dataclass(frozen=True, slots=True)
class Requirement:
    """One condition of a vacancy.

    Attributes
    ----------
    detail : str
        The skill as the vacancy names it or the code of the language; else empty.
    """

    kind: Kind
    detail: str = ""


POST = Requirement("post")


class Supply:
    """The candidates that a vacancy would have. An offer is the most that is paid a month.

    Offers are minor units of the vacancy's currency; ``None`` leaves money out of account.

    Parameters
    ----------
    answers : mapping of Requirement to Answers
        In the order of the vacancy; each over the same ``n`` candidates.
    wishes : array of int64 of shape (n,)
        What they want, comparable with an offer; ``UNKNOWN`` (-1) where that is not known.

    Attributes
    ----------
    n_candidates, n_in_trade : int
        All, and those of the trade; all again where no post is named.
    requirements : tuple of Requirement
    alone, in_trade : dict of Requirement to int
        How many meet it, whatever else: of all, and of those of the trade.
    """

    def __init__(self, answers: Mapping[Requirement, Answers], wishes: NDArray[np.int64]) -> None:
        self._answers, self._wishes = answers, wishes
        self.n_candidates = len(wishes)
        self.requirements = tuple(answers)
        of_trade = answers[POST].yes if POST in answers else np.ones(self.n_candidates, dtype=bool)
        self.n_in_trade = int(of_trade.sum())
        self.alone = {asked: int(told.yes.sum()) for asked, told in answers.items()}
        self.in_trade = {asked: int((told.yes & of_trade).sum()) for asked, told in answers.items()}
        self._lacking = self._count(~told.yes for told in answers.values())
        self._refusing = self._count(~(told.yes | told.unknown) for told in answers.values())

    def fits(self, offer: int | None) -> int:
        """Return how many meet every requirement and are known to want no more than the offer."""
        return _within(self._fitting, offer)

    def perhaps(self, offer: int | None) -> int:
        """Return how many more may fit: nothing speaks against them and something is not known."""
        silent = 0 if offer is None else int((self._possible == UNKNOWN).sum())
        return _within(self._possible, offer) + silent - self.fits(offer)

    def curve(self, offers: Sequence[int]) -> NDArray[np.int64]:
        """Return how many fit at each of some offers; a higher one never has fewer."""
        known = self._fitting[np.searchsorted(self._fitting, UNKNOWN, side="right") :]
        return np.searchsorted(known, np.asarray(offers, dtype=np.int64), side="right")

    def adds(self, requirement: Requirement, offer: int | None) -> int:
        """Return how many more would fit without one requirement."""
        short = self._one_short[~self._answers[requirement].yes[self._one_short]]
        return _within(np.sort(self._wishes[short]), offer)

    def without(self, requirement: Requirement, offer: int | None) -> int:
        """Return how many would fit without one requirement."""
        return self.fits(offer) + self.adds(requirement, offer)

    @cached_property
    def _fitting(self) -> NDArray[np.int64]:
        """What those want who meet every requirement, in order; the unknown stand first."""
        return np.sort(self._wishes[self._lacking == 0])

    @cached_property
    def _possible(self) -> NDArray[np.int64]:
        """The same of those against whom nothing speaks."""
        return np.sort(self._wishes[self._refusing == 0])

    @cached_property
    def _one_short(self) -> NDArray[np.intp]:
        """Rows of those who meet all requirements but one."""
        return np.flatnonzero(self._lacking == 1)

    def _count(self, marks: Iterable[NDArray[np.bool_]]) -> NDArray[np.int16]:
        counted = np.zeros(self.n_candidates, dtype=np.int16)
        for mark in marks:
            counted += mark
        return counted


def _within(ordered: NDArray[np.int64], offer: int | None) -> int:
    """Return how many of some wishes in order are known and within an offer; without one, all."""
    if offer is None:
        return len(ordered)
    ends = np.searchsorted(ordered, [UNKNOWN, offer], side="right")
    return int(ends[1] - ends[0])


def supply_of(columns: Columns, query: Query, encoder: Encoder) -> Supply:
    """Ask everybody for each requirement of a vacancy and for the wish.

    Parameters
    ----------
    query : Query
        Best compiled without the vacancy's text: no text is compared here.
    """
    own = own_words(columns, query.copyable)
    answers: dict[Requirement, Answers] = {}
    if query.title.lemmas:
        near = title.similarities(columns.known_titles, query, encoder)
        titled = title.evaluate(columns, query, own, near)
        guessed = ~columns.titles_told
        answers[POST] = Answers.of(titled.named >= IN_TRADE, guessed)
    answers |= _skills(columns, query, own.copied, encoder)
    total, management = experience.known_months(columns, own)
    vacancy = query.vacancy
    if vacancy.experience_months:
        answers[Requirement("experience")] = at_least(total, vacancy.experience_months)
    if vacancy.management_months:
        answers[Requirement("management")] = at_least(management, vacancy.management_months)
    if query.education > 0:
        answers[Requirement("education")] = at_least(columns.education, query.education)
    for number, code, level in query.languages:
        answers[Requirement("language", code)] = speaks(columns, number, level)
    far = place.distances(query, encoder)
    placed = place.evaluate(columns, query, far)
    answers |= _place(columns, query, placed)
    # As if nobody worked from afar: who would move wants what the vacancy's city pays.
    paid = salary.evaluate(
        columns,
        replace(query, remote=False),
        management=management,
        there=placed.there,
        ratios=salary.ratios_of(query, encoder.city_names, far.n_cities),
        currencies=encoder.currencies,
    )
    # Who stays at home wants no more than there; who has both ways takes the cheaper.
    stays = query.remote & (columns.remote == 1)
    wishes = np.where(stays, np.minimum(paid.expected, paid.converted), paid.converted)
    living = {asked: told.living(columns) for asked, told in answers.items()}
    return Supply(living, columns.living(wishes))


def _skills(
    columns: Columns, query: Query, copied: NDArray[np.bool_], encoder: Encoder
) -> dict[Requirement, Answers]:
    """Ask for each must-have; what would be an asset keeps nobody out."""
    names = {encoder.vocabulary.closest(name): name for name in reversed(query.vacancy.must)}
    must = skills.evaluate(columns, replace(query, nice=()), copied).must
    return {
        Requirement("skill", names[sought.key]): holds_all(
            columns, must.only(slice(number, number + 1))
        )
        for number, sought in enumerate(query.must)
    }


def _place(columns: Columns, query: Query, placed: PlaceResult) -> dict[Requirement, Answers]:
    """Ask whether one can be had where the work is; work from afar lets in more, keeps none out."""
    ways = [on_site(columns, placed)] if query.city is not None else []
    if query.remote:
        ways.append(from_afar(columns, placed))
    return {Requirement("place"): reduce(or_, ways)} if ways else {}
