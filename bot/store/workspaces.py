"""The tables of workspaces: where the app is installed, and what an administrator has set there."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Integer, String, Table, Text, false

from bot.store.tables import PRIVATE, metadata, partial
from bot.store.types import Json, Moment

installation = Table(
    "installation",
    metadata,
    Column("team", String(32), primary_key=True, doc="a workspace, or a whole organisation"),
    Column("enterprise", String(32), doc="the organisation that it is, or is in"),
    Column("name", String(160), nullable=False, doc="as Slack shows it"),
    Column("app", String(32), nullable=False),
    Column("bot_user", String(32), nullable=False),
    Column("bot", String(32), nullable=False),
    Column("installer", String(32), nullable=False),
    Column("scopes", Text, nullable=False),
    Column("tokens", Text, doc="sealed; null: the app was removed"),
    Column("expires_at", Moment, doc="when the token lapses; null: never"),
    Column("leased_until", Moment, doc="somebody renews the token, or waits before the next try"),
    Column("installed_at", Moment, nullable=False),
    Column("gone_at", Moment, doc="when the app was removed"),
    partial("ix_installation_expires", "expires_at", where="expires_at IS NOT NULL"),
    info=PRIVATE,
)

install_state = Table(
    "install_state",
    metadata,
    Column("state", String(64), primary_key=True, doc="the hash of what Slack hands back"),
    Column("browser", String(64), nullable=False, doc="the hash of the cookie of who began"),
    Column("expires_at", Moment, nullable=False, index=True),
)

workspace = Table(
    "workspace",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("settings", Json(), nullable=False, doc="what differs from the usual"),
    Column("retention_days", Integer, doc="journeys that lie so long are deleted; null: never"),
    Column(
        "hold", Boolean, nullable=False, server_default=false(), doc="nothing is deleted for now"
    ),
    Column("changed_by", String(32), nullable=False),
    Column("changed_at", Moment, nullable=False),
    info=PRIVATE,
)
