"""Form fields of a profile that hold lists: texts and skills, one entry a line."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from flask_babel import gettext, lazy_gettext

from recruit.skills import known_skills
from recruit.web.fields import Text

LONGEST_LIST = 40_000

Faults = Iterator[tuple[str, str]]


class Entries(Text):
    """A list written one entry a line. Unlike a set of names, it keeps repeats and semicolons:
    the lines of two languages belong together by their place."""

    default_error_messages = {  # noqa: RUF012  (marshmallow's way)
        "many": lazy_gettext("Write at most %(max)d entries; there are %(length)d now"),
        "entry": lazy_gettext("Shorten “%(entry)s…”: an entry has at most %(max)d characters"),
    }

    def __init__(self, *, most: int = 80, longest_entry: int = 1000, **kwargs: Any) -> None:
        super().__init__(longest=LONGEST_LIST, **kwargs)
        self.most, self.longest_entry = most, longest_entry

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        entries = [line.strip() for line in text.splitlines() if line.strip()]
        if len(entries) > self.most:
            raise self.make_error("many", max=self.most, length=len(entries))
        for entry in entries:
            if len(entry) > self.longest_entry:
                raise self.make_error("entry", entry=entry[:20], max=self.longest_entry)
        return entries


class SkillEntries(Entries):
    """Skills one a line, by any name; loads their ids, each once."""

    default_error_messages = {  # noqa: RUF012
        "unknown": lazy_gettext(
            "The vocabulary has no skill “%(name)s”. Choose one from the suggestions"
        ),
    }

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        ids = []
        for name in super()._deserialize(value, attr, data, **kwargs):
            skill = known_skills().find(name)
            if skill is None:
                raise self.make_error("unknown", name=name)
            ids.append(skill.id)
        return list(dict.fromkeys(ids))


def unpaired_lists(data: Mapping[str, Any], names: Iterable[str]) -> Faults:
    """Lists whose lines in Russian and in English are not equally many, told at the shorter."""
    for name in names:
        if f"{name}_ru" not in data or f"{name}_en" not in data:
            continue
        russian, english = len(data[f"{name}_ru"]), len(data[f"{name}_en"])
        if russian != english:
            shorter = "en" if english < russian else "ru"
            yield (
                f"{name}_{shorter}",
                gettext(
                    "There are %(russian)d lines in Russian and %(english)d in English. "
                    "Each line needs its translation in the same place",
                    russian=russian,
                    english=english,
                ),
            )
