"""The tables of privacy: what is on hold, what is to be deleted soon, and the record of deeds."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text

from bot.store.tables import PRIVATE, Serial, metadata, partial
from bot.store.types import Moment

audit = Table(
    "audit",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("team", String(32), nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Column("who", String(40), nullable=False, doc="an id, a pseudonym, or who ran a command"),
    Column("deed", String(32), nullable=False),
    Column("about", String(96), nullable=False, doc="an id, and never what it says"),
    Column("whom", String(40), doc="to whom it went: a person or a channel"),
    Index("ix_audit_team_who", "team", "who"),
    partial("ix_audit_whom", "team", "whom", where="whom IS NOT NULL"),
    info=PRIVATE,
)

hold = Table(
    "hold",
    metadata,
    Column("journey", String(16), ForeignKey("journey.id", ondelete="CASCADE"), primary_key=True),
    Column("set_by", String(40), nullable=False),
    Column("set_at", Moment, nullable=False),
    Column("why", Text, nullable=False, doc="shown to who leads the journey"),
    info=PRIVATE,
)

expiry = Table(
    "expiry",
    metadata,
    Column("journey", String(16), ForeignKey("journey.id", ondelete="CASCADE"), primary_key=True),
    Column("warned_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False, index=True, doc="when it goes, if nobody keeps it"),
)

forgotten = Table(
    "forgotten",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("user", String(32), primary_key=True),
    Column("asked_at", Moment, nullable=False),
    Column("after", Serial, nullable=False, doc="of the answers of others: looked at so far"),
    info=PRIVATE,
)
