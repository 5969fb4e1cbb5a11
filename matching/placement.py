"""The salary bands in which candidates stand: each entry condition met, unmet or unknown.

A condition is unmet only where the resume says so: silence is unknown. Months have two bounds,
what posts of the right names add up to and what could be meant at most, so that a post under a
name that nobody foresaw leaves a question and closes nothing.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching.band_rules import BandRules, Condition
from matching.bands import BAND_NAMES
from matching.columns import Columns
from matching.copies import OwnWords, own_words
from matching.encoding import Encoder
from matching.features.experience import led_months, of_posts
from matching.numbering import UNKNOWN
from matching.qualifications import education_level
from matching.title_names import LEVEL_HEAD

NEAR_POST = 0.5
"""Closeness of a title, 0 to 1, from which a post counts as the one that is meant: «начальник
отдела сопровождения клиентов» for a head of customer relations, and not the head of a warehouse."""

ENDLESS = 10**6
"""Months that an unknown career could hold at most."""

N_BANDS = len(BAND_NAMES)


class State(IntEnum):
    """What is known of a condition."""

    UNMET = -1
    UNKNOWN = 0
    MET = 1


@dataclass(frozen=True, slots=True, eq=False)
class Bounds:
    """Months that posts of the right names show, and what could be meant at most, ``(n,)``.

    ``posts`` tells which of ``columns.posts`` bear the right names.
    """

    least: NDArray[np.int64]
    most: NDArray[np.int64]
    posts: NDArray[np.bool_]

    def states(self, need: int, further: NDArray[np.int64] | int = 0) -> NDArray[np.int8]:
        """Return the state of a least of ``need`` months, after ``further`` months of such work."""
        return _states(self.least + further >= need, self.most + further < need)


@dataclass(frozen=True, eq=False)
class Placement:
    """The bands of ``n`` candidates.

    Attributes
    ----------
    low, high : arrays of shape (n,)
        The highest band, 1 to 4, that is certain, and the highest that is possible; 0 for none.
    states : array of shape (n, n_conditions)
        1 met, 0 unknown, -1 unmet.
    showing : tuple of mapping of str to str
        For each condition of skills those that meet it, with the asked one that each shows.
    told : array of shape (n, n_conditions)
        Which conditions of skills a sentence meets, and not only a list.
    head, field : Bounds
    education : array of shape (n,)
    """

    rules: BandRules
    states: NDArray[np.int8]
    low: NDArray[np.int8]
    high: NDArray[np.int8]
    showing: tuple[Mapping[str, str], ...]
    told: NDArray[np.bool_]
    head: Bounds
    field: Bounds
    education: NDArray[np.int32]

    @cached_property
    def shown(self) -> frozenset[str]:
        """All skills that any condition asks for."""
        return frozenset().union(*self.showing)

    def open_bands(
        self,
        row: int,
        *,
        months: NDArray[np.int64] | int = 0,
        education: int | None = None,
        shown: Collection[str] = (),
    ) -> NDArray[np.int8]:
        """Return the highest possible band of a row if facts were other than they are.

        Parameters
        ----------
        months : array of shape (k,) or int
            Further months at the head of such a department.
        education : int, optional
            Another level of education.
        shown : collection of str
            Skills by their keys that would be shown as well.

        Returns
        -------
        array of shape (k,)
        """
        further = np.atleast_1d(np.asarray(months, dtype=np.int64))
        level = np.full(len(further), self.education[row] if education is None else education)
        head, field = (
            Bounds(bounds.least[[row]], bounds.most[[row]], bounds.posts)
            for bounds in (self.head, self.field)
        )
        states = np.repeat(self.states[[row]], len(further), axis=0)
        for number, condition in enumerate(self.rules.conditions):
            if condition.kind == "skill":
                if not self.showing[number].keys().isdisjoint(shown):
                    states[:, number] = State.MET
            elif condition.kind == "education":
                states[:, number] = _schooled(level, condition)
            else:
                bounds = head if condition.kind == "head" else field
                states[:, number] = bounds.states(condition.months, further)
        return _highest(states != State.UNMET, self.rules)


def place(
    columns: Columns, rules: BandRules, encoder: Encoder, own: OwnWords | None = None
) -> Placement:
    """Judge every condition of every candidate.

    Parameters
    ----------
    own : OwnWords, optional
        What is left of the resumes without copies of a vacancy; by default all of it.
    """
    own = own_words(columns, np.zeros(0, np.int32)) if own is None else own
    showing = tuple(_showing(condition, encoder) for condition in rules.conditions)
    claimed, told, denied = _skills(columns, showing, encoder, own)
    head, field = _bounds(columns, rules, encoder, own)
    states = np.zeros((columns.n, len(rules.conditions)), dtype=np.int8)
    for number, condition in enumerate(rules.conditions):
        if condition.kind == "education":
            states[:, number] = _schooled(columns.education, condition)
        elif condition.kind == "skill":
            has = claimed[:, number] | told[:, number]
            states[:, number] = _states(has, denied[:, number] & ~has)
        else:
            bounds = head if condition.kind == "head" else field
            states[:, number] = bounds.states(condition.months)
    return Placement(
        rules=rules,
        states=states,
        low=_highest(states == State.MET, rules),
        high=_highest(states != State.UNMET, rules),
        showing=showing,
        told=told,
        head=head,
        field=field,
        education=columns.education,
    )


def _states(met: NDArray[np.bool_], unmet: NDArray[np.bool_]) -> NDArray[np.int8]:
    return np.where(met, State.MET, np.where(unmet, State.UNMET, State.UNKNOWN)).astype(np.int8)


def _schooled(levels: NDArray[np.int32], condition: Condition) -> NDArray[np.int8]:
    need = education_level(condition.level) or 0
    return _states(levels >= need, (levels != UNKNOWN) & (levels < need))


def _highest(passed: NDArray[np.bool_], rules: BandRules) -> NDArray[np.int8]:
    """Return the highest band of which, and of those below, every condition passed."""
    band_of = np.array([condition.band for condition in rules.conditions])
    whole = np.stack(
        [passed[:, band_of <= band].all(axis=1) for band in range(1, N_BANDS + 1)], axis=1
    )
    return np.asarray(whole.sum(axis=1), dtype=np.int8)


def _bounds(
    columns: Columns, rules: BandRules, encoder: Encoder, own: OwnWords
) -> tuple[Bounds, Bounds]:
    """Return months as such a head, and months in the field."""
    titles = columns.known_titles
    is_post = titles.nearness(rules.posts, encoder.groups) >= NEAR_POST
    in_field = is_post | (titles.nearness(rules.field_posts, encoder.groups) >= NEAR_POST)
    leads = own.leads | (of_posts(columns, titles.levels) >= LEVEL_HEAD)
    as_head = leads & of_posts(columns, is_post).astype(bool)
    in_trade = of_posts(columns, in_field).astype(bool)
    headed, served = _held(columns, as_head), _held(columns, in_trade)
    led = np.where(columns.dated, led_months(columns, own), UNKNOWN)
    stated = own.management.astype(np.int64)
    least = np.where(columns.dated, headed, np.maximum(stated, 0))
    most = np.maximum(led, stated)
    head = Bounds(least, np.where(most == UNKNOWN, ENDLESS, np.maximum(most, least)), as_head)
    total = np.maximum(own.total, np.where(columns.dated, columns.post_months, UNKNOWN))
    # Who was such a head was in the field.
    least = np.maximum(np.where(columns.dated, served, 0), head.least)
    most = np.where(total == UNKNOWN, ENDLESS, np.maximum(total, least))
    field = Bounds(least, most, in_trade)
    return head, field


def _held(columns: Columns, posts: NDArray[np.bool_]) -> NDArray[np.int64]:
    return np.rint(columns.held_months(posts.astype(float))).astype(np.int64)


def _showing(condition: Condition, encoder: Encoder) -> dict[str, str]:
    """Return the skills that meet a condition, asked ones and more special, and what they show."""
    found: dict[str, str] = {}
    for name in condition.skills:
        key = encoder.vocabulary.closest(name)
        for skill in (key, *sorted(encoder.vocabulary.relations.special(key))):
            found.setdefault(skill, key)
    return found


def _skills(
    columns: Columns, showing: tuple[Mapping[str, str], ...], encoder: Encoder, own: OwnWords
) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
    """Return who lists, who tells of and who denies the skills of each condition."""
    shape = (columns.n, len(showing))
    claimed, told, denied = (np.zeros(shape, dtype=bool) for _ in range(3))
    kept = ~own.copied[columns.mention_places]
    sources = (
        (claimed, columns.claims.values, columns.claims.rows),
        (told, columns.mention_skills[kept], columns.mention_rows[kept]),
        (denied, columns.denials.values, columns.denials.rows),
    )
    numbers = [[encoder.skills.find(name) for name in names] for names in showing]
    # Counted last: another thread may be reading candidates, and skills that are new with them.
    meets = np.zeros((len(encoder.skills) + 1, len(showing)), dtype=bool)
    for condition, found_numbers in enumerate(numbers):
        meets[found_numbers, condition] = True
    meets[UNKNOWN] = False
    wanted = np.asarray(meets.any(axis=1))
    for found, skills, rows in sources:
        asked = wanted[skills]
        which, met = np.nonzero(meets[skills[asked]])
        found[rows[asked][which], met] = True
    return claimed, told, denied
