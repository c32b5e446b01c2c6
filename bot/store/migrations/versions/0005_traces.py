"""To which event a message belongs, as the log names it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """A column for it."""
    op.add_column("outbox", sa.Column("trace", sa.String(16)))


def downgrade() -> None:
    """Nobody goes back."""
