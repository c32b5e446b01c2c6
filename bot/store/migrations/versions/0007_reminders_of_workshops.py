"""Reminders of workshops: in which of them something has happened."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

OF_WORKSHOPS = sa.text("kind = 'workshop'")


def upgrade() -> None:
    """Add ``workshop_replan``, and the way to the nudges of a workshop."""
    op.create_table(
        "workshop_replan",
        sa.Column("workshop", sa.String(length=16), nullable=False),
        sa.Column(
            "marked_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="something happened: nudges may follow",
        ),
        sa.ForeignKeyConstraint(
            ["workshop"],
            ["workshop.id"],
            name=op.f("fk_workshop_replan_workshop"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workshop", name=op.f("pk_workshop_replan")),
    )
    op.create_index(
        "ix_nudge_workshop",
        "nudge",
        ["about"],
        sqlite_where=OF_WORKSHOPS,
        postgresql_where=OF_WORKSHOPS,
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_nudge_workshop", "nudge")
    op.drop_table("workshop_replan")
