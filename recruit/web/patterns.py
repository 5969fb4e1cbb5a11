"""Markup that a template draws once, with ⟨places⟩ that are filled in for each of many rows."""

import re
from collections.abc import Callable

from flask import get_template_attribute
from markupsafe import Markup

PLACE = re.compile(r"⟨(\w+)⟩")


class Pattern:
    """A piece of a page but for what stands in its places.

    Parameters
    ----------
    markup : str
        Our own, as a template drew it.
    """

    def __init__(self, markup: str) -> None:
        self._names = tuple(PLACE.findall(markup))
        self._text = PLACE.sub("%s", markup.replace("%", "%%"))

    def filled(self, **values: object) -> Markup:
        """The piece with markup or plain numbers in its places; texts of people must have been
        escaped. A place that is filled is not looked at again."""
        return Markup(self._text % tuple([values[name] for name in self._names]))  # noqa: S704


def pattern(template: str, macro: str, *arguments: object) -> Pattern:
    """What a macro draws, in the language of the page."""
    draw: Callable[..., str] = get_template_attribute(template, macro)
    return Pattern(draw(*arguments))
