"""A résumé looked through as an experienced recruiter would: what to add, and why it helps.

Nothing here changes a score or closes a door; a person may leave every line of it as it is.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, ngettext

from matching.skills import SkillVocabulary
from matching.text import clean, lemmatise, words
from recruit.skills import canonical, labels

SHORTEST_STORY = 40
"""Letters below which a description names a duty, but tells nothing of the work."""
LONGEST_TEXT = 4000
MOST_NAMED = 4
MANY_SKILLS = 30


@dataclass(frozen=True)
class Advice:
    """One piece of help, and the control of the form where it can be followed."""

    control: str
    text: str


def advice_on(values: Mapping[str, Any], language: str) -> list[Advice]:
    """What would make a profile tell more, most useful first; ``values`` as in the form."""
    return list(_advice(values, language))


def _advice(values: Mapping[str, Any], language: str) -> Iterator[Advice]:
    positions = values.get("positions") or []
    skills = canonical(values.get("skills") or ())
    told = [str(row.get("description") or "") for row in positions]
    if skills and any(told):
        unshown = _unshown(skills, positions)
        if unshown:
            yield Advice("skills", _unshown_words(labels(unshown, language)))
    short = [n for n, text in enumerate(told, start=1) if len(text.strip()) < SHORTEST_STORY]
    if short and len(short) < len(told):
        yield Advice("positions", _short_words(short))
    if any(told) and not any(re.search(r"\d", text) for text in told):
        yield Advice(
            "positions",
            gettext(
                "Results: add a figure or two, such as clients, people, sums or percent. A number "
                "tells more than “managed successfully”"
            ),
        )
    if len(skills) > MANY_SKILLS:
        yield Advice(
            "skills",
            ngettext(
                "Skills: there is %(num)s. Leave those that the work you look for needs",
                "Skills: there are %(num)s. Leave those that the work you look for needs",
                len(skills),
            ),
        )


def _unshown(skills: Sequence[str], positions: Sequence[Mapping[str, Any]]) -> list[str]:
    """Listed skills that the vocabulary knows and that no position mentions."""
    vocabulary = SkillVocabulary.load()
    shown: set[str] = set()
    for row in positions:
        text = f"{row.get('title') or ''}\n{row.get('description') or ''}"[:LONGEST_TEXT]
        for line in text.splitlines():
            shown.update(found[0] for found in vocabulary.extract(lemmatise(words(clean(line)))))
    return [skill for skill in skills if skill in vocabulary and skill not in shown]


def _unshown_words(names: Sequence[str]) -> str:
    named = ", ".join(names[:MOST_NAMED])
    rest = len(names) - MOST_NAMED
    if rest > 0:
        named = gettext("%(names)s and %(rest)s more", names=named, rest=rest)
    return ngettext(
        "Only listed: %(names)s. Write at the position where you used it: a skill shown at work "
        "counts more",
        "Only listed: %(names)s. Write at the positions where you used them: a skill shown at "
        "work counts more",
        len(names),
        names=named,
    )


def _short_words(numbers: Sequence[int]) -> str:
    return ngettext(
        "Position %(numbers)s: two or three lines on what you did there would help",
        "Positions %(numbers)s: two or three lines on what you did there would help",
        len(numbers),
        numbers=", ".join(map(str, numbers)),
    )
