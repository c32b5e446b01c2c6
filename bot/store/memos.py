"""The table of memos: final ones, as they were when they were made."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from bot.store.tables import PRIVATE, metadata
from bot.store.types import Json, Moment

#: Final memos alone: a draft is made, sent, and kept nowhere. What is kept is never changed.
memo = Table(
    "memo",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("journey", String(16), ForeignKey("journey.id", ondelete="CASCADE"), nullable=False),
    Column("workshop", String(16), doc="of a meeting's memo: which meeting"),
    Column("kind", String(16), nullable=False),
    Column("number", Integer, nullable=False, doc="of its kind, or of its meeting, from 1"),
    Column("name", Text, nullable=False, doc="what its file is called, without the ending"),
    Column("made_at", Moment, nullable=False),
    Column("made_by", String(32), nullable=False),
    Column("document", Json(), nullable=False, doc="flows/parts/memo/model.py: Memo"),
    Column("links", Json(), nullable=False, doc="the chain over the answers: step and link"),
    Column("rules", String(64), nullable=False, doc="the version of content and rules"),
    Column("fingerprint", String(64), nullable=False),
    Index("ix_memo_journey", "journey", "made_at"),
    info=PRIVATE,
)
