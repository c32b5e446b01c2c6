"""Reminders: what is planned and sent, and what people have chosen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0003"
down_revision = "0002"

LIVE = sa.text("state IN ('planned', 'due', 'snoozed')")
DONE = sa.text("state IN ('acted', 'dropped')")
JSON = sa.JSON().with_variant(JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add ``nudge``, and what the planning of nudges looks at."""
    op.create_table(
        "nudge",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("team", sa.String(length=32), nullable=False),
        sa.Column("user", sa.String(length=32), nullable=False, comment="to whom"),
        sa.Column(
            "key", sa.String(length=200), nullable=False, comment="one reminder about one thing"
        ),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("journey", sa.String(length=16), nullable=True),
        sa.Column(
            "about",
            sa.String(length=64),
            nullable=False,
            comment="the record that it is about, if any",
        ),
        sa.Column(
            "cause",
            sa.String(length=64),
            nullable=False,
            comment="another one when that has changed",
        ),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.String(length=16),
            nullable=False,
            comment="planned, due, sent, acted, snoozed, …",
        ),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column(
            "batch",
            sa.String(length=16),
            nullable=True,
            comment="the message in which it was sent",
        ),
        sa.Column(
            "why",
            sa.Text(),
            nullable=False,
            comment="what was last decided, in a few words",
        ),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("leased_by", sa.String(length=48), nullable=True),
        sa.Column("leased_until", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["journey"], ["journey.id"], name=op.f("fk_nudge_journey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nudge")),
    )
    op.create_index("uq_nudge_team_user_key", "nudge", ["team", "user", "key"], unique=True)
    op.create_index("ix_nudge_journey", "nudge", ["journey"])
    op.create_index("ix_nudge_due", "nudge", ["due_at"], sqlite_where=LIVE, postgresql_where=LIVE)
    op.create_index(
        "ix_nudge_done", "nudge", ["changed_at"], sqlite_where=DONE, postgresql_where=DONE
    )
    op.add_column(
        "journey",
        sa.Column(
            "replan",
            sa.Boolean(),
            server_default=sa.true(),
            nullable=False,
            comment="something happened since its nudges were planned",
        ),
    )
    marked = sa.text("replan")
    op.create_index(
        "ix_journey_replan", "journey", ["id"], sqlite_where=marked, postgresql_where=marked
    )
    op.add_column(
        "person",
        sa.Column(
            "reminders",
            JSON,
            nullable=True,
            comment="what was chosen about reminders; null: nothing",
        ),
    )
    op.add_column(
        "person",
        sa.Column("nudged_at", MOMENT, nullable=True, comment="when a reminder went last"),
    )
    op.add_column(
        "person",
        sa.Column(
            "gone",
            sa.Boolean(),
            server_default=sa.false(),
            nullable=False,
            comment="deactivated in Slack, so nothing is sent",
        ),
    )


def downgrade() -> None:
    """Drop them."""
    for name in ("gone", "nudged_at", "reminders"):
        op.drop_column("person", name)
    op.drop_index("ix_journey_replan", "journey")
    op.drop_column("journey", "replan")
    op.drop_table("nudge")
