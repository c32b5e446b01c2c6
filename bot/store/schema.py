"""The tables. Times are UTC; ids in Slack's shape (T…, U…, C…, D…) are kept as Slack gives them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    false,
    literal_column,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMES)


class Moment(TypeDecorator[datetime]):
    """An aware datetime, stored in UTC on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive time; hand the database UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time must know its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Give UTC back, also from SQLite, which forgets the zone."""
        return (
            None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value
        )


Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
Serial = BigInteger().with_variant(Integer(), "sqlite")

inbox = Table(
    "inbox",
    metadata,
    Column("key", String(200), primary_key=True, comment="what Slack sent: event id or the like"),
    Column("received_at", Moment, nullable=False, index=True),
)

person = Table(
    "person",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("user", String(32), primary_key=True),
    Column("channel", String(32), comment="the DM with this person, once known"),
    Column("tz", String(64), comment="IANA zone from Slack, once known"),
    Column("welcomed", Boolean, nullable=False),
    Column("open_journey", String(16)),
    Column("asking", Json, comment="a side question that waits for its answer (delete?, which?)"),
    Column("refused", String(32), comment="ts of the last message that could not be an answer"),
    Column("pressed", String(255), comment="the last button, so that a double click is one"),
    Column("pressed_at", Moment),
    Column(
        "home",
        Boolean,
        nullable=False,
        server_default=false(),
        comment="the App Home was opened, so it is kept fresh",
    ),
    Column("reminders", Json, comment="what was chosen about reminders; null: nothing"),
    Column("nudged_at", Moment, comment="when a reminder went last"),
    Column(
        "gone",
        Boolean,
        nullable=False,
        server_default=false(),
        comment="deactivated in Slack, so nothing is sent",
    ),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
)

journey = Table(
    "journey",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("team", String(32), nullable=False),
    Column("owner", String(32), nullable=False),
    Column("title", Text, nullable=False),
    Column("position", String(128), nullable=False, comment="kept for speed; follows from answers"),
    Column("revision", Integer, nullable=False, comment="grows with every change of the answers"),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column(
        "replan",
        Boolean,
        nullable=False,
        server_default=true(),
        comment="something happened since its nudges were planned",
    ),
    Column(
        "delegated_from",
        String(16),
        ForeignKey("journey.id", ondelete="CASCADE"),
        comment="of one focus point that somebody else is to answer: the journey that it is in",
    ),
    Column("delegated_by", String(32), comment="who leads that journey"),
    Column("delegated_point", String(40), comment="the focus point"),
    Index("ix_journey_team_owner", "team", "owner"),
    Index(
        "ix_journey_delegated_from",
        "delegated_from",
        sqlite_where=text("delegated_from IS NOT NULL"),
        postgresql_where=text("delegated_from IS NOT NULL"),
    ),
    Index(
        "ix_journey_delegated_by",
        "team",
        "delegated_by",
        sqlite_where=text("delegated_by IS NOT NULL"),
        postgresql_where=text("delegated_by IS NOT NULL"),
    ),
    Index(
        "ix_journey_replan",
        "id",
        sqlite_where=text("replan"),
        postgresql_where=text("replan"),
    ),
)

answer = Table(
    "answer",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("journey", String(16), ForeignKey("journey.id", ondelete="CASCADE"), nullable=False),
    Column("step", String(96), nullable=False),
    Column("state", String(16), nullable=False, comment="given, skipped or removed"),
    Column("value", Json, comment="by the kind of question; null where nothing was given"),
    Column("author", String(32), nullable=False),
    Column("message", String(32), comment="ts of the Slack message that it came from"),
    Column("said_at", Moment, nullable=False),
    Index("ix_answer_journey_id", "journey", "id"),
    Index("ix_answer_author_message", "author", "message"),
    Index(
        "ix_answer_shared_learning",
        "journey",
        sqlite_where=text("step = 'shared_learning:erkendelse'"),
        postgresql_where=text("step = 'shared_learning:erkendelse'"),
    ),
)

# Written into the SQL: a bound value would keep SQLite from using the indexes on pending rows.
PENDING: ColumnElement[str] = literal_column("'pending'")

outbox = Table(
    "outbox",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("team", String(32), nullable=False),
    Column("lane", String(64), nullable=False, comment="rows of a lane are sent in their order"),
    Column("method", String(48), nullable=False, comment="Web API method, or response_url"),
    Column("payload", Json, comment="arguments of the call; emptied when done"),
    Column("journey", String(16), comment="whose words it carries, so that they can be deleted"),
    Column(
        "refresh", String(96), comment="of several pending with one key only the newest is sent"
    ),
    Column("shows", String(64), comment="the question that this message shows"),
    Column("target", String(64), comment="update the message that shows this question"),
    Column("state", String(16), nullable=False, comment="pending, sent, refused or dropped"),
    Column("attempts", Integer, nullable=False),
    Column("tried_at", Moment, comment="set while nobody knows whether Slack got it: since when"),
    Column("due_at", Moment, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("leased_by", String(48)),
    Column("leased_until", Moment),
    Column("done_at", Moment),
    Column("channel", String(32), comment="where Slack put the message"),
    Column("ts", String(32), comment="what Slack calls the message"),
    Column("error", Text),
    Index(
        "ix_outbox_pending",
        "lane",
        "id",
        sqlite_where=text("state = 'pending'"),
        postgresql_where=text("state = 'pending'"),
    ),
    Index(
        "ix_outbox_due",
        "due_at",
        "lane",
        "id",
        sqlite_where=text("state = 'pending'"),
        postgresql_where=text("state = 'pending'"),
    ),
    Index(
        "ix_outbox_shows",
        "shows",
        sqlite_where=text("shows IS NOT NULL"),
        postgresql_where=text("shows IS NOT NULL"),
    ),
    Index(
        "ix_outbox_refresh",
        "refresh",
        "id",
        sqlite_where=text("state = 'pending' AND refresh IS NOT NULL"),
        postgresql_where=text("state = 'pending' AND refresh IS NOT NULL"),
    ),
    Index("ix_outbox_journey", "journey"),
)

# Written into the SQL, as above.
LIVE = text("state IN ('planned', 'due', 'snoozed')")

nudge = Table(
    "nudge",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("team", String(32), nullable=False),
    Column("user", String(32), nullable=False, comment="to whom"),
    Column("key", String(200), nullable=False, comment="one reminder about one thing"),
    Column("kind", String(16), nullable=False),
    Column("journey", String(16), ForeignKey("journey.id", ondelete="CASCADE")),
    Column("about", String(64), nullable=False, comment="the record that it is about, if any"),
    Column("cause", String(64), nullable=False, comment="another one when that has changed"),
    Column("stage", Integer, nullable=False),
    Column("state", String(16), nullable=False, comment="planned, due, sent, acted, snoozed, …"),
    Column("due_at", Moment, nullable=False),
    Column("sent_at", Moment),
    Column("batch", String(16), comment="the message in which it was sent"),
    Column("why", Text, nullable=False, comment="what was last decided, in a few words"),
    Column("changed_at", Moment, nullable=False),
    Column("leased_by", String(48)),
    Column("leased_until", Moment),
    Index("uq_nudge_team_user_key", "team", "user", "key", unique=True),
    Index("ix_nudge_journey", "journey"),
    Index(
        "ix_nudge_workshop",
        "about",
        sqlite_where=text("kind = 'workshop'"),
        postgresql_where=text("kind = 'workshop'"),
    ),
    Index(
        "ix_nudge_due",
        "due_at",
        sqlite_where=text("state IN ('planned', 'due', 'snoozed')"),
        postgresql_where=text("state IN ('planned', 'due', 'snoozed')"),
    ),
    Index(
        "ix_nudge_done",
        "changed_at",
        sqlite_where=text("state IN ('acted', 'dropped')"),
        postgresql_where=text("state IN ('acted', 'dropped')"),
    ),
)

setback = Table(
    "setback",
    metadata,
    Column("about", String(96), primary_key=True, comment="what failed by itself: kind and ids"),
    Column("tries", Integer, nullable=False),
    Column("until", Moment, nullable=False, comment="it rests so long"),
    Column("why", String(64), nullable=False, comment="the kind of error"),
)
