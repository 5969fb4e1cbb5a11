"""Resume intake: drafts with provenance, imports in bulk, duplicates and merges."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Faults under the names by which files are told apart from now on.
RENAMED = {
    "broken": "corrupt",
    "too_large": "unpacked_too_large",
    "unsupported": "type_mismatch",
    "timeout": "too_complex",
}


def upgrade() -> None:
    # Added in place: a table made anew would lose the rows that point at it.
    op.add_column(
        "candidate",
        sa.Column("is_merged", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_index(op.f("ix_candidate_is_merged"), "candidate", ["is_merged"])
    op.create_index(
        "ix_candidate_id_version_is_matched", "candidate", ["id", "version", "is_matched"]
    )
    with op.batch_alter_table("resume") as table:
        table.alter_column("candidate_id", existing_type=sa.Integer(), nullable=True)
        table.add_column(sa.Column("account_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("layout", sa.Text(), nullable=True))
        table.add_column(sa.Column("hidden", sa.Text(), nullable=True))
        table.add_column(sa.Column("warnings", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("draft", sa.JSON(), nullable=True))
        table.add_column(sa.Column("draft_state", sa.String(length=16), nullable=True))
        table.add_column(sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("decided_by_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_resume_account_id_account"), "account", ["account_id"], ["id"]
        )
        table.create_foreign_key(
            op.f("fk_resume_decided_by_id_account"), "account", ["decided_by_id"], ["id"]
        )
        table.create_index(op.f("ix_resume_account_id"), ["account_id"])
        table.create_index(op.f("ix_resume_draft_state"), ["draft_state"])
        table.create_index(op.f("ix_resume_sha256"), ["sha256"])
    op.create_index(op.f("ix_candidate_contact_phone"), "candidate_contact", ["phone"])
    op.add_column("consent", sa.Column("note", sa.Text(), nullable=False, server_default=""))
    _rename_faults(RENAMED)
    op.create_table(
        "field_source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=80), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("resume_id", sa.Integer(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=True),
        sa.Column("rule", sa.String(length=80), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidate.id"], name=op.f("fk_field_source_candidate_id_candidate")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_field_source_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["resume_id"], ["resume.id"], name=op.f("fk_field_source_resume_id_resume")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_source")),
        sa.UniqueConstraint(
            "candidate_id", "field", name=op.f("uq_field_source_candidate_id_field")
        ),
    )
    op.create_index(op.f("ix_field_source_candidate_id"), "field_source", ["candidate_id"])
    op.create_table(
        "import_batch",
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("stored_name", sa.String(length=64), nullable=True),
        sa.Column("consent_note", sa.Text(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("fault", sa.String(length=32), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("heartbeat_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_import_batch_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
        sa.UniqueConstraint("key", name=op.f("uq_import_batch_key")),
        sa.UniqueConstraint("public_id", name=op.f("uq_import_batch_public_id")),
    )
    op.create_index(op.f("ix_import_batch_account_id"), "import_batch", ["account_id"])
    op.create_index(op.f("ix_import_batch_state"), "import_batch", ["state"])
    op.create_table(
        "import_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("locator", sa.JSON(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("resume_id", sa.Integer(), nullable=True),
        sa.Column("candidate_id", sa.Integer(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["resume_id"], ["resume.id"], name=op.f("fk_import_item_resume_id_resume")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_import_item_batch_id_import_batch")
        ),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidate.id"], name=op.f("fk_import_item_candidate_id_candidate")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_item")),
        sa.UniqueConstraint("batch_id", "place", name=op.f("uq_import_item_batch_id_place")),
    )
    op.create_index(
        op.f("ix_import_item_batch_id_state_place"), "import_item", ["batch_id", "state", "place"]
    )
    op.create_index(op.f("ix_import_item_candidate_id"), "import_item", ["candidate_id"])
    op.create_index(op.f("ix_import_item_resume_id"), "import_item", ["resume_id"])
    op.create_index(op.f("ix_import_item_sha256"), "import_item", ["sha256"])
    op.create_table(
        "duplicate_pair",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["second_id"], ["candidate.id"], name=op.f("fk_duplicate_pair_second_id_candidate")
        ),
        sa.ForeignKeyConstraint(
            ["first_id"], ["candidate.id"], name=op.f("fk_duplicate_pair_first_id_candidate")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["account.id"], name=op.f("fk_duplicate_pair_decided_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_pair")),
        sa.UniqueConstraint("public_id", name=op.f("uq_duplicate_pair_public_id")),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_duplicate_pair_ordered")),
        sa.UniqueConstraint(
            "first_id", "second_id", name=op.f("uq_duplicate_pair_first_id_second_id")
        ),
    )
    op.create_index(op.f("ix_duplicate_pair_first_id"), "duplicate_pair", ["first_id"])
    op.create_index(op.f("ix_duplicate_pair_second_id"), "duplicate_pair", ["second_id"])
    op.create_index(op.f("ix_duplicate_pair_state"), "duplicate_pair", ["state"])
    op.create_table(
        "merge",
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("removed_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undo_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_merge_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["undone_by_id"], ["account.id"], name=op.f("fk_merge_undone_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["removed_id"], ["candidate.id"], name=op.f("fk_merge_removed_id_candidate")
        ),
        sa.ForeignKeyConstraint(
            ["kept_id"], ["candidate.id"], name=op.f("fk_merge_kept_id_candidate")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge")),
        sa.UniqueConstraint("public_id", name=op.f("uq_merge_public_id")),
    )
    op.create_index(op.f("ix_merge_kept_id"), "merge", ["kept_id"])
    op.create_index(op.f("ix_merge_merged_at"), "merge", ["merged_at"])
    op.create_index(op.f("ix_merge_removed_id"), "merge", ["removed_id"])
    op.create_table(
        "person_key",
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("value", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidate.id"], name=op.f("fk_person_key_candidate_id_candidate")
        ),
        sa.PrimaryKeyConstraint("candidate_id", "kind", "value", name=op.f("pk_person_key")),
    )
    op.create_index("ix_person_key_kind_value", "person_key", ["kind", "value"])


def downgrade() -> None:
    for name in (
        "person_key",
        "merge",
        "duplicate_pair",
        "import_item",
        "import_batch",
        "field_source",
    ):
        op.drop_table(name)
    _rename_faults({new: old for old, new in RENAMED.items()})
    # The older schema has no place for a file of nobody's.
    op.execute("DELETE FROM resume WHERE candidate_id IS NULL")
    with op.batch_alter_table("resume") as table:
        table.drop_index(op.f("ix_resume_sha256"))
        table.drop_index(op.f("ix_resume_draft_state"))
        table.drop_index(op.f("ix_resume_account_id"))
        table.drop_constraint(op.f("fk_resume_decided_by_id_account"), type_="foreignkey")
        table.drop_constraint(op.f("fk_resume_account_id_account"), type_="foreignkey")
        for column in (
            "decided_by_id",
            "decided_at",
            "draft_state",
            "draft",
            "warnings",
            "hidden",
            "layout",
            "account_id",
        ):
            table.drop_column(column)
        table.alter_column("candidate_id", existing_type=sa.Integer(), nullable=False)
    op.drop_column("consent", "note")
    op.drop_index(op.f("ix_candidate_contact_phone"), "candidate_contact")
    op.drop_index("ix_candidate_id_version_is_matched", "candidate")
    op.drop_index(op.f("ix_candidate_is_merged"), "candidate")
    op.drop_column("candidate", "is_merged")


def _rename_faults(names: dict[str, str]) -> None:
    resume = sa.table("resume", sa.column("fault", sa.String()))
    for old, new in names.items():
        op.execute(resume.update().where(resume.c.fault == old).values(fault=new))
