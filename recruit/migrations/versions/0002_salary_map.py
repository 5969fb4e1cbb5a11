"""The salary map: retired editions and indexes, our own market, subscriptions, orders, delivery."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outbox_message") as table:
        table.add_column(sa.Column("headers", sa.JSON(), nullable=False, server_default="{}"))
        table.add_column(sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("last_error", sa.String(length=500), nullable=True))
    op.create_table(
        "survey_retirement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["retired_by_id"],
            ["account.id"],
            name=op.f("fk_survey_retirement_retired_by_id_account"),
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["survey_edition.id"],
            name=op.f("fk_survey_retirement_edition_id_survey_edition"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_retirement")),
        sa.UniqueConstraint("edition_id", name=op.f("uq_survey_retirement_edition_id")),
    )
    op.create_table(
        "survey_index",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("basis_points", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["account.id"], name=op.f("fk_survey_index_created_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["survey_edition.id"],
            name=op.f("fk_survey_index_edition_id_survey_edition"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_index")),
    )
    op.create_index(op.f("ix_survey_index_edition_id"), "survey_index", ["edition_id"])
    op.create_table(
        "market_observation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=16), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=True),
        sa.Column("vacancy_id", sa.Integer(), nullable=True),
        sa.Column("source_version", sa.Integer(), nullable=False),
        sa.Column("role_slug", sa.String(length=80), nullable=False),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("segment", sa.String(length=16), nullable=True),
        sa.Column("band", sa.Integer(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("employer", sa.String(length=200), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidate.id"],
            name=op.f("fk_market_observation_candidate_id_candidate"),
        ),
        sa.ForeignKeyConstraint(
            ["vacancy_id"], ["vacancy.id"], name=op.f("fk_market_observation_vacancy_id_vacancy")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_market_observation")),
        sa.UniqueConstraint("candidate_id", name=op.f("uq_market_observation_candidate_id")),
        sa.UniqueConstraint("vacancy_id", name=op.f("uq_market_observation_vacancy_id")),
    )
    op.create_index(op.f("ix_market_observation_role_slug"), "market_observation", ["role_slug"])
    op.create_table(
        "subscription",
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unsubscribed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
        sa.UniqueConstraint("email", name=op.f("uq_subscription_email")),
        sa.UniqueConstraint("public_id", name=op.f("uq_subscription_public_id")),
    )
    op.create_table(
        "survey_order",
        sa.Column("post", sa.String(length=200), nullable=False),
        sa.Column("cities", sa.String(length=500), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["account.id"], name=op.f("fk_survey_order_changed_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_order")),
        sa.UniqueConstraint("public_id", name=op.f("uq_survey_order_public_id")),
    )
    op.create_index(op.f("ix_survey_order_state"), "survey_order", ["state"])


def downgrade() -> None:
    for name in (
        "survey_order",
        "subscription",
        "market_observation",
        "survey_index",
        "survey_retirement",
    ):
        op.drop_table(name)
    with op.batch_alter_table("outbox_message") as table:
        for column in ("last_error", "next_attempt_at", "attempts", "headers"):
            table.drop_column(column)
