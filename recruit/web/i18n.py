"""Languages: Russian first, English second; chosen on any page and remembered.

The catalogues are the `.po` files themselves, one a feature, read at start: there is nothing to
compile and nothing to go stale. English is the language of the message ids.
"""

import io
from collections.abc import Collection
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, request
from flask_babel import Babel, Domain, get_locale
from jinja2.nodes import EvalContext
from jinja2.utils import pass_eval_context
from markupsafe import Markup
from werkzeug.wrappers import Response

from recruit.web import current
from recruit.web.typography import typo

LANGUAGES = ("ru", "en")
LANGUAGE_SECONDS = 365 * 24 * 3600
CATALOGUES = Path(__file__).parent.parent / "translations"


class CatalogueError(Exception):
    """Two files translate the same text differently, or a file is not readable."""


def read_catalogue(language: str) -> Catalog:
    """All `.po` files of a language as one catalogue, in Russian with no-break spaces put in."""
    merged = Catalog(locale=language)
    for path in sorted((CATALOGUES / language).glob("*.po")):
        with path.open("rb") as file:
            part = read_po(file, locale=language, abort_invalid=True)
        for message in part:
            if not message.id:
                continue
            known = merged.get(message.id, message.context)
            if known is not None and known.string != message.string:
                raise CatalogueError(f"{path.name}: {message.id!r} is translated elsewhere, too")
            merged.add(message.id, message.string, context=message.context)
    return merged


def _typeset(catalogue: Catalog) -> Catalog:
    for message in catalogue:
        if isinstance(message.string, str):
            message.string = typo(message.string) if message.id else message.string
        elif message.string:
            message.string = tuple(typo(form) for form in message.string)
    return catalogue


@lru_cache
def translations(language: str) -> NullTranslations:
    """The catalogue of a language, ready to look up."""
    catalogue = read_catalogue(language)
    buffer = io.BytesIO()
    write_mo(buffer, _typeset(catalogue))
    buffer.seek(0)
    return Translations(buffer)


def translations_of(language: str) -> NullTranslations:
    """The catalogue of a language; English is the language of the messages."""
    return NullTranslations() if language == "en" else translations(language)


class PoDomain(Domain):
    """Flask-Babel's domain over `.po` files."""

    def get_translations(self) -> NullTranslations:
        """The catalogue of the request's language."""
        return translations_of(get_language())


def cookie_name() -> str:
    """The cookie that holds the chosen language: apart from the session, which ends sooner."""
    return f"{current_app.config['SESSION_COOKIE_NAME']}-language"


def remember_language(response: Response, language: str) -> Response:
    """Let an answer carry the chosen language, under the same protection as the session."""
    response.set_cookie(
        cookie_name(),
        language,
        max_age=LANGUAGE_SECONDS,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response


def choose_language(offered: Collection[str] = LANGUAGES) -> str:
    """What this person chose before; else what the account says; else the agency's default."""
    chosen = request.cookies.get(cookie_name())
    if chosen in offered:
        return str(chosen)
    account = current.account()
    if account is not None and account.language in offered:
        return account.language
    accepted = request.accept_languages.best_match(list(offered))
    return accepted or current.config().default_language


def get_language() -> Literal["ru", "en"]:
    """The language of this page; Russian outside of one."""
    locale = _found_locale() or get_locale()
    return "en" if locale is not None and locale.language == "en" else "ru"


def _found_locale() -> Locale | None:
    """What Flask-Babel has found for this page, once it has.

    A shortlist asks a hundred times, and Flask-Babel's own way leads through four proxies each
    time. Should Flask-Babel keep it elsewhere one day, nothing is found here and it is asked.
    """
    try:
        kept = g._get_current_object()
    except RuntimeError:  # outside of an application
        return None
    return getattr(kept.get("_flask_babel"), "babel_locale", None)


def register(app: Flask, timezone: str) -> None:
    """Set Flask-Babel up."""
    babel = Babel(
        app,
        default_locale="ru",
        default_timezone=timezone,
        locale_selector=choose_language,
        timezone_selector=lambda: timezone,
    )
    babel.domain_instance = PoDomain()
    app.jinja_env.globals.update(_=_gettext, gettext=_gettext, ngettext=_ngettext)


# A page has a thousand words of ours: Jinja's own way to them took a fifth of its time.
@pass_eval_context
def _gettext(context: EvalContext, message: str, /, **values: Any) -> str:
    """A text of a template in the language of the page, its values escaped and put in."""
    text = _looked_up(get_language(), message, context.autoescape, not values)
    return text % values if values else text


@pass_eval_context
def _ngettext(context: EvalContext, one: str, many: str, num: int, /, **values: Any) -> str:
    """The same for a number of things."""
    text: str = translations_of(get_language()).ungettext(one, many, num)
    return (Markup(text) if context.autoescape else text) % ({"num": num} | values)  # noqa: S704


def unfilled(message: str) -> str:
    """A text in the language of the page, its values still to be put in."""
    return _looked_up(get_language(), message, escaped=False, whole=False)


@cache
def _looked_up(language: str, message: str, escaped: bool, whole: bool) -> str:
    text: str = translations_of(language).ugettext(message)
    text = Markup(text) if escaped else text  # noqa: S704  (our own catalogue)
    return text % {} if whole else text
