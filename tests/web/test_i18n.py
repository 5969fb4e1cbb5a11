"""The language of a page is what Flask-Babel says."""

from flask import Flask
from flask_babel import force_locale, get_locale

from recruit.web.i18n import _found_locale, get_language


def test_the_language_follows_flask_babel(bare_app: Flask) -> None:
    assert get_language() == "ru"
    with bare_app.test_request_context():
        for language, other in (("en", "ru"), ("ru", "en")):
            with force_locale(language):
                assert get_language() == language
                with force_locale(other):
                    assert get_language() == other
                assert get_language() == language


def test_what_flask_babel_has_found_is_not_asked_for_again(bare_app: Flask) -> None:
    with bare_app.test_request_context():
        assert _found_locale() is None
        locale = get_locale()
        assert locale is not None
        assert _found_locale() is locale
