"""Bootstrap's icons, read out of the sprite that Bootstrap-Flask carries.

A page draws an icon by reference; the shapes it used come once, at its end.
"""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from flask import Flask, g
from markupsafe import Markup

SPRITE = "static/bootstrap5/icons/bootstrap-icons.svg"
SYMBOL = re.compile(
    r'<symbol\b[^>]*viewBox="(?P<box>[^"]+)"[^>]*id="(?P<name>[^"]+)"[^>]*>(?P<shapes>.*?)</symbol>',
    re.DOTALL,
)

REFERENCE = re.compile(r'href="#i-([\w-]+)"')


@cache
def symbols() -> dict[str, tuple[str, str]]:
    """Every icon of the sprite: name -> (view box, shapes)."""
    sprite = files("flask_bootstrap").joinpath(SPRITE).read_text(encoding="utf-8")
    return {found["name"]: (found["box"], found["shapes"]) for found in SYMBOL.finditer(sprite)}


def icon(name: str) -> Markup:
    """An icon beside a word; a name that Bootstrap does not have raises `KeyError`."""
    drawn = _reference(name)
    # A dict keeps the order of first use and each name once.
    g.setdefault("icons", {})[name] = True
    return drawn


@cache
def _reference(name: str) -> Markup:
    if name not in symbols():
        raise KeyError(f"Bootstrap has no icon {name!r}")
    return Markup('<svg class="i" aria-hidden="true"><use href="#i-{}"/></svg>').format(name)


def icons_in(markup: str) -> tuple[str, ...]:
    """The icons that a piece of a page refers to."""
    return tuple(dict.fromkeys(REFERENCE.findall(markup)))


def show_icons(names: Iterable[str]) -> None:
    """Let the page have the shapes of icons that it refers to in what was drawn before."""
    for name in sorted(names):
        icon(name)


@cache
def _symbol(name: str) -> Markup:
    box, shapes = symbols()[name]
    trusted = Markup(shapes)  # noqa: S704  (the package's own file)
    return Markup('<symbol id="i-{}" viewBox="{}">{}</symbol>').format(name, box, trusted)


def icon_sprite() -> Markup:
    """The shapes of the icons used so far, for the end of a page or of a fragment."""
    used: dict[str, bool] = g.pop("icons", {})
    if not used:
        return Markup()
    shapes = Markup().join(_symbol(name) for name in used)
    return Markup('<svg class="sprite" aria-hidden="true" focusable="false">{}</svg>').format(
        shapes
    )


def register(app: Flask) -> None:
    """Make the icons globals of the application's templates; a missing sprite stops the start."""
    symbols()
    app.jinja_env.globals.update(icon=icon, icon_sprite=icon_sprite)
