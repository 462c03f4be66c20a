"""People and plans in depth: fields, circles, segments, series, questions, steps to take back."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the new tables, then give the old ones their new columns."""
    _make_tables()
    _add_columns()


def _make_tables() -> None:
    op.create_table(
        "column_memory",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("headers", sa.String(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("dates", sa.String(length=3), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_memory")),
        sa.UniqueConstraint("headers", name=op.f("uq_column_memory_headers")),
    )
    op.create_table(
        "custom_field",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custom_field")),
        sa.UniqueConstraint("folded", name=op.f("uq_custom_field_folded")),
        sa.UniqueConstraint("uid", name=op.f("uq_custom_field_uid")),
    )
    op.create_table(
        "segment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segment")),
        sa.UniqueConstraint("folded", name=op.f("uq_segment_folded")),
        sa.UniqueConstraint("uid", name=op.f("uq_segment_uid")),
    )
    op.create_table(
        "step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False),
        sa.Column("undone_at", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step")),
    )
    op.create_table(
        "circle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["host_id"], ["member.id"], name=op.f("fk_circle_host_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle")),
        sa.UniqueConstraint("folded", name=op.f("uq_circle_folded")),
        sa.UniqueConstraint("uid", name=op.f("uq_circle_uid")),
    )
    op.create_index(op.f("ix_circle_host_id"), "circle", ["host_id"])

    op.create_table(
        "field_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("field_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["field_id"],
            ["custom_field.id"],
            name=op.f("fk_field_value_field_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_field_value_member_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_value")),
        sa.UniqueConstraint("member_id", "field_id", name=op.f("uq_field_value_member_id")),
    )
    op.create_index(op.f("ix_field_value_field_id"), "field_value", ["field_id"])

    op.create_table(
        "not_the_same",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["one_id"], ["member.id"], name=op.f("fk_not_the_same_one_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["member.id"], name=op.f("fk_not_the_same_other_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_not_the_same")),
        sa.UniqueConstraint("one_id", "other_id", name=op.f("uq_not_the_same_one_id")),
    )
    op.create_index(op.f("ix_not_the_same_other_id"), "not_the_same", ["other_id"])

    op.create_table(
        "series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("starts", sa.String(19), nullable=False),
        sa.Column("ends", sa.String(19), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("venue_id", sa.Integer(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("skipped", sa.JSON(), nullable=False),
        sa.Column("laid_out_until", sa.String(19), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("modified_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["venue_id"], ["venue.id"], name=op.f("fk_series_venue_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sa.UniqueConstraint("uid", name=op.f("uq_series_uid")),
    )
    op.create_table(
        "step_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("action", sa.String(length=6), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("after", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["step_id"], ["step.id"], name=op.f("fk_step_row_step_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_row")),
    )
    op.create_index("ix_step_row_step", "step_row", ["step_id", "id"])

    op.create_table(
        "circle_member",
        sa.Column("circle_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["circle_id"],
            ["circle.id"],
            name=op.f("fk_circle_member_circle_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
            name=op.f("fk_circle_member_member_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("circle_id", "member_id", name=op.f("pk_circle_member")),
    )
    op.create_index(op.f("ix_circle_member_member_id"), "circle_member", ["member_id"])

    op.create_table(
        "event_source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("system", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_source_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_source")),
        sa.UniqueConstraint("system", "external_id", name=op.f("uq_event_source_system")),
    )
    op.create_index(op.f("ix_event_source_event_id"), "event_source", ["event_id"])

    op.create_table(
        "facilitator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_facilitator_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_facilitator_member_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facilitator")),
        sa.UniqueConstraint("event_id", "member_id", name=op.f("uq_facilitator_event_id")),
    )
    op.create_index(op.f("ix_facilitator_member_id"), "facilitator", ["member_id"])

    op.create_table(
        "prerequisite",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=True),
        sa.Column("workshop_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_prerequisite_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["tag_id"], ["tag.id"], name=op.f("fk_prerequisite_tag_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["event.id"],
            name=op.f("fk_prerequisite_workshop_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prerequisite")),
    )
    op.create_index(op.f("ix_prerequisite_event_id"), "prerequisite", ["event_id"])

    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("at_door", sa.Boolean(), nullable=False),
        sa.Column("on_badge", sa.Boolean(), nullable=False),
        sa.Column("on_recap", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_question_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("uid", name=op.f("uq_question_uid")),
    )
    op.create_index(op.f("ix_question_event_id"), "question", ["event_id"])

    op.create_table(
        "workshop_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_workshop_choice_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
            name=op.f("fk_workshop_choice_member_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop_choice")),
        sa.UniqueConstraint("event_id", "member_id", name=op.f("uq_workshop_choice_event_id")),
    )
    op.create_index(op.f("ix_workshop_choice_member_id"), "workshop_choice", ["member_id"])

    op.create_table(
        "question_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["question.id"],
            name=op.f("fk_question_answer_question_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_question_answer_registration_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_answer")),
        sa.UniqueConstraint(
            "registration_id", "question_id", name=op.f("uq_question_answer_registration_id")
        ),
    )
    op.create_index(op.f("ix_question_answer_question_id"), "question_answer", ["question_id"])


def _add_columns() -> None:
    op.add_column("attendance", sa.Column("plus", sa.Integer(), server_default="0", nullable=False))

    op.add_column(
        "community", sa.Column("desk_pin", sa.String(), server_default="", nullable=False)
    )

    op.add_column("door_entry", sa.Column("plus", sa.Integer(), server_default="0", nullable=False))

    with op.batch_alter_table("event") as batch_op:
        batch_op.add_column(sa.Column("series_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("series_slot", sa.String(19), nullable=True))
        batch_op.add_column(sa.Column("answer_by", sa.String(19), nullable=True))
        batch_op.add_column(
            sa.Column("waitlist_order", sa.String(16), server_default="arrival", nullable=False)
        )
        batch_op.add_column(sa.Column("level", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("room", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("materials", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("price", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("head_count", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("closed_at", sa.String(32), nullable=True))
        batch_op.create_index(batch_op.f("ix_event_series_id"), ["series_id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_event_series_id"), "series", ["series_id"], ["id"], ondelete="SET NULL"
        )

    with op.batch_alter_table("member") as batch_op:
        batch_op.add_column(sa.Column("pronouns", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("phone", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("language", sa.String(), server_default="", nullable=False))
        batch_op.add_column(
            sa.Column("photo_consent", sa.String(16), server_default="unknown", nullable=False)
        )
        batch_op.add_column(sa.Column("found_us", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("brought_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("other_names", sa.JSON(), server_default="[]", nullable=False)
        )
        batch_op.add_column(
            sa.Column("is_erased", sa.Boolean(), server_default="0", nullable=False)
        )
        batch_op.create_index(batch_op.f("ix_member_brought_by_id"), ["brought_by_id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_member_brought_by_id"),
            "member",
            ["brought_by_id"],
            ["id"],
            ondelete="SET NULL",
        )

    op.add_column(
        "registration", sa.Column("is_paid", sa.Boolean(), server_default="0", nullable=False)
    )

    op.add_column(
        "sent_invitation", sa.Column("uid", sa.String(36), server_default="", nullable=False)
    )
    op.add_column(
        "sent_invitation", sa.Column("recurrence", sa.String(), server_default="", nullable=False)
    )

    op.add_column("venue", sa.Column("address", sa.String(), server_default="", nullable=False))
    op.add_column(
        "venue", sa.Column("access_notes", sa.String(), server_default="", nullable=False)
    )
    op.add_column("venue", sa.Column("capacity", sa.Integer(), nullable=True))
    op.add_column("venue", sa.Column("rooms", sa.JSON(), server_default="[]", nullable=False))
