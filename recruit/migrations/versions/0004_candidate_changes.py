"""A log of which candidates changed, so that a ranking finds them without asking all rows."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Each event, and the row whose id is told. A table that SQLite makes anew loses its triggers: a
# later migration that does so with candidates must create these again.
EVENTS = {
    "insert": ("INSERT", "NEW"),
    "update": ("UPDATE OF version, is_matched", "NEW"),
    "delete": ("DELETE", "OLD"),
}


def upgrade() -> None:
    op.create_table(
        "candidate_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("transaction", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate_change")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_candidate_change_transaction"), "candidate_change", ["transaction"])
    if op.get_bind().dialect.name == "sqlite":
        for name, (event, row) in EVENTS.items():
            told = f"INSERT INTO candidate_change (candidate_id) VALUES ({row}.id)"  # noqa: S608
            trigger = f"candidate_change_{name} AFTER {event} ON candidate"
            op.execute(f"CREATE TRIGGER {trigger} BEGIN {told}; END")
        return
    op.execute("""
        CREATE FUNCTION tell_candidate_change() RETURNS trigger AS $$
        BEGIN
            INSERT INTO candidate_change (candidate_id, transaction) VALUES (
                CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END,
                pg_current_xact_id()::text::bigint
            );
            RETURN NULL;
        END $$ LANGUAGE plpgsql
    """)
    for name, (event, _) in EVENTS.items():
        op.execute(
            f"CREATE TRIGGER candidate_change_{name} AFTER {event} ON candidate "
            "FOR EACH ROW EXECUTE FUNCTION tell_candidate_change()"
        )


def downgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for name in EVENTS:
        op.execute(f"DROP TRIGGER candidate_change_{name}" + ("" if is_sqlite else " ON candidate"))
    if not is_sqlite:
        op.execute("DROP FUNCTION tell_candidate_change()")
    op.drop_table("candidate_change")
