"""Which workshops wait for a person is asked whenever their App Home is drawn."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """An index for it."""
    op.create_index("ix_workshop_participant_user", "workshop_participant", ["user"])


def downgrade() -> None:
    """Nobody goes back."""
