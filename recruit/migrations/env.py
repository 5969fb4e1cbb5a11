"""Alembic's entry: runs on the connection that `recruit/migrate.py` hands over."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

import recruit.models  # noqa: F401  (registers the tables)
from recruit.db import Base, Utc


def render(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Write our instants as what they are in the database: a migration outlives our classes."""
    if kind == "type" and isinstance(item, Utc):
        return "sa.DateTime(timezone=True)"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=render,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
