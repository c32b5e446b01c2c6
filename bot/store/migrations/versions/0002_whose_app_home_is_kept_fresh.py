"""Whose App Home is kept fresh."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add ``person.home``."""
    with op.batch_alter_table("person") as person:
        person.add_column(
            sa.Column(
                "home",
                sa.Boolean(),
                server_default=sa.false(),
                nullable=False,
                comment="the App Home was opened, so it is kept fresh",
            )
        )


def downgrade() -> None:
    """Drop it."""
    with op.batch_alter_table("person") as person:
        person.drop_column("home")
