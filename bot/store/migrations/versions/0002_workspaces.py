"""Where the app is installed, and what is set there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"

JSON = sa.JSON().with_variant(JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "installation",
        sa.Column("team", sa.String(32), primary_key=True),
        sa.Column("enterprise", sa.String(32)),
        sa.Column("name", sa.String(160), nullable=False),
        sa.Column("app", sa.String(32), nullable=False),
        sa.Column("bot_user", sa.String(32), nullable=False),
        sa.Column("bot", sa.String(32), nullable=False),
        sa.Column("installer", sa.String(32), nullable=False),
        sa.Column("scopes", sa.Text, nullable=False),
        sa.Column("tokens", sa.Text),
        sa.Column("expires_at", MOMENT),
        sa.Column("leased_until", MOMENT),
        sa.Column("installed_at", MOMENT, nullable=False),
        sa.Column("gone_at", MOMENT),
    )
    lapse = sa.text("expires_at IS NOT NULL")
    op.create_index(
        "ix_installation_expires",
        "installation",
        ["expires_at"],
        sqlite_where=lapse,
        postgresql_where=lapse,
    )
    op.create_table(
        "install_state",
        sa.Column("state", sa.String(64), primary_key=True),
        sa.Column("browser", sa.String(64), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
    )
    op.create_index("ix_install_state_expires_at", "install_state", ["expires_at"])
    op.create_table(
        "workspace",
        sa.Column("team", sa.String(32), primary_key=True),
        sa.Column("settings", JSON, nullable=False),
        sa.Column("retention_days", sa.Integer),
        sa.Column("hold", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("changed_by", sa.String(32), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
    )


def downgrade() -> None:
    """Nobody goes back."""
