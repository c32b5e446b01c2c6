"""Whether somebody is away, of those who want it to count."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Two columns of people."""
    op.add_column(
        "person", sa.Column("away", sa.Boolean, nullable=False, server_default=sa.false())
    )
    op.add_column("person", sa.Column("away_until", sa.DateTime(timezone=True)))


def downgrade() -> None:
    """They go."""
    op.drop_column("person", "away_until")
    op.drop_column("person", "away")
