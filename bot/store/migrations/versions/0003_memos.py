"""Final memos."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0003"
down_revision = "0002"

JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    """Make the table of memos."""
    op.create_table(
        "memo",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column(
            "journey",
            sa.String(16),
            sa.ForeignKey("journey.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("workshop", sa.String(16)),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(32), nullable=False),
        sa.Column("document", JSON, nullable=False),
        sa.Column("links", JSON, nullable=False),
        sa.Column("rules", sa.String(64), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
    )
    op.create_index("ix_memo_journey", "memo", ["journey", "made_at"])
