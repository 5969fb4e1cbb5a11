"""`create_app`: the only place where all parts meet."""

from pathlib import Path

from flask import Flask
from flask_bootstrap import Bootstrap5
from werkzeug.middleware.proxy_fix import ProxyFix

from recruit.accounts.views import blueprint as accounts
from recruit.candidates.views import blueprint as candidates
from recruit.careers.views import blueprint as careers
from recruit.catalogue.views import blueprint as catalogue
from recruit.clock import Clock, now
from recruit.config import Config
from recruit.db import Database
from recruit.duplicates.views import blueprint as duplicates
from recruit.employers.views import blueprint as employers
from recruit.imports.table_views import blueprint as tables
from recruit.imports.views import blueprint as imports
from recruit.intake import sending
from recruit.intake.readers import gate_crew
from recruit.intake.review_views import blueprint as review
from recruit.intake.views import blueprint as intake
from recruit.learning.views import blueprint as learning
from recruit.salaries.editions_views import blueprint as survey_editions
from recruit.salaries.views import blueprint as salaries
from recruit.shortlists.base import CandidateBase
from recruit.shortlists.views import blueprint as shortlists
from recruit.subscriptions.orders_views import blueprint as orders
from recruit.subscriptions.views import blueprint as subscriptions
from recruit.vacancies.views import blueprint as vacancies
from recruit.web import (
    access,
    charts,
    errors,
    formats,
    i18n,
    icons,
    logs,
    navigation,
    once,
    score_bars,
    security,
    typography,
    units,
)
from recruit.web.limits import limiter
from recruit.web.pages import blueprint as pages
from recruit.web.templates import Templates

PACKAGE = Path(__file__).parent
# In a wheel they lie inside the package, in a checkout beside it.
FOLDER = PACKAGE if (PACKAGE / "templates").is_dir() else PACKAGE.parent

BLUEPRINTS = (
    pages,
    accounts,
    candidates,
    careers,
    catalogue,
    duplicates,
    employers,
    intake,
    review,
    imports,
    salaries,
    survey_editions,
    shortlists,
    learning,
    vacancies,
    subscriptions,
    orders,
    tables,
)


def create_app(
    config: Config | None = None, *, clock: Clock = now, database: Database | None = None
) -> Flask:
    """Put the application together, by default over the database of its settings."""
    config = config or Config.from_environment()
    app = Flask(
        "recruit",
        root_path=str(PACKAGE),
        static_folder=str(FOLDER / "static"),
        template_folder=str(FOLDER / "templates"),
    )
    app.jinja_environment = Templates
    app.extensions["recruit.config"] = config
    app.extensions["recruit.clock"] = clock
    app.extensions["recruit.candidates"] = CandidateBase(
        config.models_dir, config.skills_dir, config.index_dir
    )
    app.config.update(
        BOOTSTRAP_SERVE_LOCAL=True,
        RATELIMIT_STORAGE_URI=config.limiter_storage,
        SEND_FILE_MAX_AGE_DEFAULT=3600 if config.production else 0,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    logs.configure(config)
    security.register(app, config)
    units.register(app, database or Database(config.database_url))
    access.register(app)
    errors.register(app)
    i18n.register(app, config.timezone)
    sending.register(app, gate_crew())
    Bootstrap5(app)
    limiter.init_app(app)
    for part in (once, navigation, charts, score_bars, formats, icons, typography):
        part.register(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    if config.trusted_proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=config.trusted_proxies, x_proto=config.trusted_proxies
        )
    return app
