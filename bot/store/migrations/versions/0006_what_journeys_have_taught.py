"""Find the journeys that share what they have taught."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

NAME = "ix_answer_shared_learning"
SHARED = sa.text("step = 'shared_learning:erkendelse'")


def upgrade() -> None:
    """Add the index."""
    op.create_index(NAME, "answer", ["journey"], sqlite_where=SHARED, postgresql_where=SHARED)


def downgrade() -> None:
    """Drop it."""
    op.drop_index(NAME, "answer")
