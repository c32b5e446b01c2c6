"""Workshops: their rounds, and answers that are kept apart from who gave them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "workshop_news",
        sa.Column("workshop", sa.String(length=16), nullable=False),
        sa.Column(
            "about", sa.String(length=96), nullable=False, comment="a message, the channel, a guest"
        ),
        sa.Column("said", sa.String(length=64), nullable=False, comment="what Slack said of it"),
        sa.PrimaryKeyConstraint("workshop", "about", name=op.f("pk_workshop_news")),
    )
    op.create_table(
        "workshop",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("team", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "chef",
            sa.String(length=32),
            nullable=False,
            comment="who set it up, and owns the journey",
        ),
        sa.Column("facilitator", sa.String(length=32), nullable=False),
        sa.Column(
            "led_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="when the facilitator last did something",
        ),
        sa.Column("journey", sa.String(length=16), nullable=True),
        sa.Column("pace", sa.String(length=16), nullable=False, comment="live or days"),
        sa.Column(
            "naming", sa.String(length=16), nullable=False, comment="names or anonymous; for good"
        ),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column(
            "current",
            sa.String(length=40),
            nullable=True,
            comment="the focus point that is gone through now",
        ),
        sa.Column("deadline", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "guests",
            sa.String(length=16),
            nullable=False,
            comment="what is known of outsiders in there",
        ),
        sa.Column(
            "lost",
            sa.String(length=64),
            nullable=True,
            comment="what Slack said when the channel could not be written in",
        ),
        sa.Column("tz", sa.String(length=64), nullable=True),
        sa.Column(
            "due_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when the clock must look at it again",
        ),
        sa.ForeignKeyConstraint(
            ["journey"], ["journey.id"], name=op.f("fk_workshop_journey"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop")),
    )
    with op.batch_alter_table("workshop") as table:
        table.create_index(
            "ix_workshop_due",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("due_at IS NOT NULL"),
            postgresql_where=sa.text("due_at IS NOT NULL"),
        )
        table.create_index("ix_workshop_team_channel", ["team", "channel"], unique=False)

    op.create_table(
        "conclusion",
        sa.Column("workshop", sa.String(length=16), nullable=False),
        sa.Column("point", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("clarity", sa.String(length=40), nullable=False),
        sa.Column("author", sa.String(length=32), nullable=False),
        sa.Column("steps", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop"], ["workshop.id"], name=op.f("fk_conclusion_workshop"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workshop", "point", name=op.f("pk_conclusion")),
    )
    op.create_table(
        "dissent",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("workshop", sa.String(length=16), nullable=False),
        sa.Column("point", sa.String(length=40), nullable=False),
        sa.Column(
            "author",
            sa.String(length=32),
            nullable=True,
            comment="none where the workshop is anonymous",
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop"], ["workshop.id"], name=op.f("fk_dissent_workshop"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dissent")),
    )
    with op.batch_alter_table("dissent") as table:
        table.create_index("ix_dissent_workshop", ["workshop"], unique=False)

    op.create_table(
        "remark",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("workshop", sa.String(length=16), nullable=False),
        sa.Column("point", sa.String(length=40), nullable=False),
        sa.Column("author", sa.String(length=32), nullable=False),
        sa.Column("saved_by", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop"], ["workshop.id"], name=op.f("fk_remark_workshop"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remark")),
    )
    with op.batch_alter_table("remark") as table:
        table.create_index("ix_remark_workshop", ["workshop"], unique=False)

    op.create_table(
        "workshop_participant",
        sa.Column("workshop", sa.String(length=16), nullable=False),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.Column("left", sa.Boolean(), nullable=False),
        sa.Column("guest", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop"],
            ["workshop.id"],
            name=op.f("fk_workshop_participant_workshop"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workshop", "user", name=op.f("pk_workshop_participant")),
    )
    op.create_table(
        "workshop_round",
        sa.Column("workshop", sa.String(length=16), nullable=False),
        sa.Column("point", sa.String(length=40), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column(
            "withheld", sa.Boolean(), nullable=False, comment="too few answered to be anonymous"
        ),
        sa.Column(
            "rerated", sa.Boolean(), nullable=False, comment="the one second rating was used"
        ),
        sa.Column(
            "talk_until",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when the timer runs out",
        ),
        sa.ForeignKeyConstraint(
            ["workshop"],
            ["workshop.id"],
            name=op.f("fk_workshop_round_workshop"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workshop", "point", name=op.f("pk_workshop_round")),
    )
    op.create_table(
        "contribution",
        sa.Column(
            "id",
            sa.String(length=32),
            nullable=False,
            comment="random, and another after the reveal",
        ),
        sa.Column("workshop", sa.String(length=16), nullable=False),
        sa.Column("point", sa.String(length=40), nullable=False),
        sa.Column("sitting", sa.Integer(), nullable=False, comment="1, or 2 for the second rating"),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column(
            "author",
            sa.String(length=32),
            nullable=True,
            comment="from the reveal on, where names are shown",
        ),
        sa.ForeignKeyConstraint(
            ["workshop", "point"],
            ["workshop_round.workshop", "workshop_round.point"],
            name="fk_contribution_workshop_point",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("contribution") as table:
        table.create_index("ix_contribution_workshop_point", ["workshop", "point"], unique=False)

    op.create_table(
        "contribution_tie",
        sa.Column("contribution", sa.String(length=32), nullable=False),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution"],
            ["contribution.id"],
            name=op.f("fk_contribution_tie_contribution"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("contribution", name=op.f("pk_contribution_tie")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("contribution_tie") as table:
        table.create_index("ix_contribution_tie_user", ["user"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("contribution_tie") as table:
        table.drop_index("ix_contribution_tie_user")

    op.drop_table("contribution_tie")
    with op.batch_alter_table("contribution") as table:
        table.drop_index("ix_contribution_workshop_point")

    op.drop_table("contribution")
    op.drop_table("workshop_round")
    op.drop_table("workshop_participant")
    with op.batch_alter_table("remark") as table:
        table.drop_index("ix_remark_workshop")

    op.drop_table("remark")
    with op.batch_alter_table("dissent") as table:
        table.drop_index("ix_dissent_workshop")

    op.drop_table("dissent")
    op.drop_table("conclusion")
    with op.batch_alter_table("workshop") as table:
        table.drop_index("ix_workshop_team_channel")
        table.drop_index(
            "ix_workshop_due",
            sqlite_where=sa.text("due_at IS NOT NULL"),
            postgresql_where=sa.text("due_at IS NOT NULL"),
        )

    op.drop_table("workshop")
    op.drop_table("workshop_news")
