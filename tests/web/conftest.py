"""A bare application: templates, catalogue and formats, without a database."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import Babel, force_locale
from flask_bootstrap import Bootstrap5

from recruit.web import charts, formats, i18n, icons, score_bars, typography

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def bare_app() -> Flask:
    """The parts that draw, put together as `create_app` does."""
    app = Flask("bare", template_folder=str(REPOSITORY / "templates"))
    app.config.update(BOOTSTRAP_SERVE_LOCAL=True, SECRET_KEY="test")
    app.extensions["recruit.clock"] = lambda: datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(csrf_token=lambda: "csrf-1", once_key=lambda: "once-1")
    Bootstrap5(app)
    babel = Babel(app, default_locale="ru", default_timezone="Europe/Moscow")
    babel.domain_instance = i18n.PoDomain()
    for part in (charts, score_bars, formats, icons, typography):
        part.register(app)
    return app


@pytest.fixture
def draw(bare_app: Flask) -> Callable[..., str]:
    """Render a piece of template in a language, at an address."""

    def render(source: str, language: str = "ru", url: str = "/", **context: object) -> str:
        with bare_app.test_request_context(url), force_locale(language):
            return bare_app.jinja_env.from_string(source).render(**context)

    return render
