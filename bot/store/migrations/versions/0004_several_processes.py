"""What several processes on one database tell each other."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """That they live, and how far what Slack allows is used up."""
    op.create_table(
        "beat",
        sa.Column("owner", sa.String(64), primary_key=True),
        sa.Column("beat_at", MOMENT, nullable=False),
        sa.Column("delivers", sa.Boolean, nullable=False),
    )
    op.create_table(
        "pace",
        sa.Column("key", sa.String(200), primary_key=True),
        sa.Column("until", MOMENT, nullable=False),
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_table("pace")
    op.drop_table("beat")
