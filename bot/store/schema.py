"""The tables. Times are UTC; ids in Slack's shape (T…, U…, C…, D…) are kept as Slack gives them."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    false,
    literal_column,
    text,
    true,
)

from bot.store.memos import memo
from bot.store.privacy import audit, expiry, forgotten, hold
from bot.store.tables import PRIVATE, Serial, metadata, partial
from bot.store.types import Json, Moment
from bot.store.workspaces import install_state, installation, workspace

__all__ = ["PRIVATE", "Serial", "audit", "expiry", "forgotten", "hold", "install_state"]
__all__ += ["installation", "memo", "metadata", "workspace"]


def with_conditions() -> MetaData:
    """The tables, with the conditions of their indexes: who makes tables asks here.

    To state these imports the dialects of both databases, and a bot has use for one.
    """
    for table in metadata.tables.values():
        for index in table.indexes:
            if "where" in index.info:
                for dialect in ("sqlite", "postgresql"):
                    index.dialect_options[dialect]["where"] = text(index.info["where"])
    return metadata


def _of_workshop() -> Column[str]:
    return Column(
        "workshop", String(16), ForeignKey("workshop.id", ondelete="CASCADE"), primary_key=True
    )


inbox = Table(
    "inbox",
    metadata,
    Column("key", String(200), primary_key=True, doc="what Slack sent: event id or the like"),
    Column("received_at", Moment, nullable=False, index=True),
)

person = Table(
    "person",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("user", String(32), primary_key=True),
    Column("channel", String(32), doc="the DM with this person, once known"),
    Column("tz", String(64), doc="IANA zone from Slack, once known"),
    Column("welcomed", Boolean, nullable=False),
    Column("open_journey", String(16)),
    Column("asking", Json(), doc="a side question that waits for its answer (delete?, which?)"),
    Column("refused", String(32), doc="ts of the last message that could not be an answer"),
    Column("pressed", String(255), doc="the last button, so that a double click is one"),
    Column("pressed_at", Moment),
    Column(
        "home",
        Boolean,
        nullable=False,
        server_default=false(),
        doc="the App Home was opened, so it is kept fresh",
    ),
    Column("reminders", Json(), doc="what was chosen about reminders; null: nothing"),
    Column("nudged_at", Moment, doc="when a reminder went last"),
    Column("thread", String(32), doc="where in the DM the talk goes on; null: not in a thread"),
    Column("away", Boolean, nullable=False, server_default=false(), doc="as Slack's status says"),
    Column("away_until", Moment, doc="and until when; kept only of those who want it"),
    Column(
        "gone",
        Boolean,
        nullable=False,
        server_default=false(),
        doc="deactivated in Slack, so nothing is sent",
    ),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    partial("ix_person_channel", "channel", where="channel IS NOT NULL"),
    info=PRIVATE,
)

called = Table(
    "called",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("id", String(32), primary_key=True, doc="a person (U, W) or a channel (C, G)"),
    Column("name", String(160), nullable=False, doc="as Slack shows it"),
    Column("told_at", Moment, nullable=False, doc="when Slack last said so"),
    info=PRIVATE,
)

journey = Table(
    "journey",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("team", String(32), nullable=False),
    Column("owner", String(32), nullable=False),
    Column("title", Text, nullable=False),
    Column("stage", String(64), nullable=False, doc="its state in flows/journey/life.py"),
    Column("asked", String(96), doc="the question last put; what is typed answers that one"),
    Column("revision", Integer, nullable=False, doc="grows with every change of the answers"),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column(
        "replan",
        Boolean,
        nullable=False,
        server_default=true(),
        doc="something happened since its nudges were planned",
    ),
    Column(
        "delegated_from",
        String(16),
        ForeignKey("journey.id", ondelete="CASCADE"),
        doc="of one focus point that somebody else is to answer: the journey that it is in",
    ),
    Column("delegated_by", String(32), doc="who leads that journey"),
    Column("delegated_point", String(40), doc="the focus point"),
    Index("ix_journey_team_owner", "team", "owner"),
    partial("ix_journey_delegated_from", "delegated_from", where="delegated_from IS NOT NULL"),
    partial("ix_journey_delegated_by", "team", "delegated_by", where="delegated_by IS NOT NULL"),
    partial("ix_journey_replan", "id", where="replan"),
    info=PRIVATE,
)

#: Of the answers: the records of what was given to others. Written so that the index is used.
DELEGATIONS = "substr(step, 1, 11) = 'delegation:'"

answer = Table(
    "answer",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("journey", String(16), ForeignKey("journey.id", ondelete="CASCADE"), nullable=False),
    Column("step", String(96), nullable=False),
    Column("state", String(16), nullable=False, doc="given, skipped or removed"),
    Column("value", Json(), doc="by the kind of question; null where nothing was given"),
    Column("author", String(32), nullable=False),
    Column("message", String(32), doc="ts of the Slack message that it came from"),
    Column("said_at", Moment, nullable=False),
    Index("ix_answer_journey_id", "journey", "id"),
    Index("ix_answer_author_message", "author", "message"),
    partial("ix_answer_shared_learning", "journey", where="step = 'shared_learning:erkendelse'"),
    partial("ix_answer_delegation", "journey", where=DELEGATIONS),
    info=PRIVATE,
)

# Written into the SQL: a bound value would keep SQLite from using the indexes on pending rows.
PENDING: ColumnElement[str] = literal_column("'pending'")
RESTING: ColumnElement[str] = literal_column("'resting'")

outbox = Table(
    "outbox",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("team", String(32), nullable=False),
    Column("lane", String(96), nullable=False, doc="rows of a lane are sent in their order"),
    Column("method", String(48), nullable=False, doc="Web API method, or response_url"),
    Column("payload", Json(), doc="arguments of the call; emptied when done"),
    Column("journey", String(16), doc="whose words it carries, so that they can be deleted"),
    Column("refresh", String(96), doc="of several pending with one key only the newest is sent"),
    Column("shows", String(64), doc="the question that this message shows"),
    Column("target", String(64), doc="update the message that shows this question"),
    Column("state", String(16), nullable=False, doc="pending, resting, sent, refused or dropped"),
    Column("attempts", Integer, nullable=False),
    Column("tried_at", Moment, doc="set while nobody knows whether Slack got it: since when"),
    Column("due_at", Moment, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("leased_by", String(48)),
    Column("leased_until", Moment),
    Column("done_at", Moment),
    Column("channel", String(32), doc="where Slack put the message"),
    Column("ts", String(32), doc="what Slack calls the message"),
    Column("error", Text),
    Column("trace", String(16), doc="of the event that it comes of, as the log names it"),
    partial("ix_outbox_pending", "lane", "id", where="state = 'pending'"),
    partial("ix_outbox_due", "due_at", "lane", "id", where="state = 'pending'"),
    partial("ix_outbox_resting", "due_at", where="state = 'resting'"),
    partial("ix_outbox_shows", "shows", where="shows IS NOT NULL"),
    partial(
        "ix_outbox_refresh", "refresh", "id", where="state = 'pending' AND refresh IS NOT NULL"
    ),
    partial("ix_outbox_journey", "journey", where="journey IS NOT NULL"),
    Index("ix_outbox_lane", "lane"),
    partial("ix_outbox_done", "done_at", where="state <> 'pending'"),
    info=PRIVATE,
)

# Written into the SQL, as above.
LIVE = text("state IN ('planned', 'due', 'snoozed')")

nudge = Table(
    "nudge",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("team", String(32), nullable=False),
    Column("user", String(32), nullable=False, doc="to whom"),
    Column("key", String(200), nullable=False, doc="one reminder about one thing"),
    Column("kind", String(16), nullable=False),
    Column("journey", String(16), ForeignKey("journey.id", ondelete="CASCADE")),
    Column("about", String(64), nullable=False, doc="the record that it is about, if any"),
    Column("cause", String(64), nullable=False, doc="another one when that has changed"),
    Column("stage", Integer, nullable=False),
    Column("state", String(16), nullable=False, doc="planned, due, sent, acted, snoozed, …"),
    Column("due_at", Moment, nullable=False),
    Column("sent_at", Moment),
    Column("batch", String(16), doc="the message in which it was sent"),
    Column("why", Text, nullable=False, doc="what was last decided, in a few words"),
    Column("changed_at", Moment, nullable=False),
    Column("leased_by", String(48)),
    Column("leased_until", Moment),
    Index("uq_nudge_team_user_key", "team", "user", "key", unique=True),
    Index("ix_nudge_journey", "journey"),
    partial("ix_nudge_batch", "batch", where="batch IS NOT NULL"),
    partial("ix_nudge_sent", "sent_at", where="state = 'sent'"),
    partial("ix_nudge_workshop", "team", "about", where="kind = 'workshop'"),
    partial("ix_nudge_due", "due_at", where="state IN ('planned', 'due', 'snoozed')"),
    partial("ix_nudge_done", "changed_at", where="state IN ('acted', 'dropped')"),
)


# --- Workshops
# What is answered is kept apart from who answered it. A contribution has no author and no time, and
# its id is random. Who gave it stands in ``contribution_tie`` until the answers are revealed; then
# the contributions are written anew, mixed and with new ids, and the ties are deleted. Nothing that
# is left leads from one to the other.

workshop = Table(
    "workshop",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("team", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("title", Text, nullable=False),
    Column("chef", String(32), nullable=False, doc="who set it up, and owns the journey"),
    Column("facilitator", String(32), nullable=False),
    Column("led_at", Moment, nullable=False, doc="when the facilitator last did something"),
    Column("journey", String(16), ForeignKey("journey.id", ondelete="SET NULL")),
    Column("pace", String(16), nullable=False, doc="live or days"),
    Column("naming", String(16), nullable=False, doc="names or anonymous; for good"),
    Column("state", String(16), nullable=False),
    Column("current", String(40), doc="the focus point that is gone through now"),
    Column("deadline", Moment),
    Column("guests", String(16), nullable=False, doc="what is known of outsiders in there"),
    Column("lost", String(64), doc="what Slack said when the channel could not be written in"),
    Column("tz", String(64)),
    Column("due_at", Moment, doc="when the clock must look at it again"),
    Index("ix_workshop_team_channel", "team", "channel"),
    Index("ix_workshop_journey", "journey"),  # a journey that is deleted looks here
    partial("ix_workshop_over", "led_at", where="state IN ('ended', 'cancelled')"),
    partial("ix_workshop_due", "due_at", where="due_at IS NOT NULL"),
    info=PRIVATE,
)

round = Table(
    "workshop_round",
    metadata,
    _of_workshop(),
    Column("point", String(40), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("withheld", Boolean, nullable=False, doc="too few answered to be anonymous"),
    Column("rerated", Boolean, nullable=False, doc="the one second rating was used"),
    Column("talk_until", Moment, doc="when the timer runs out"),
)

participant = Table(
    "workshop_participant",
    metadata,
    _of_workshop(),
    Column("user", String(32), primary_key=True),
    Column("left", Boolean, nullable=False),
    Column("guest", Boolean, nullable=False),
    Index("ix_workshop_participant_user", "user"),
)

contribution = Table(
    "contribution",
    metadata,
    Column("id", String(32), primary_key=True, doc="random, and another after the reveal"),
    Column("workshop", String(16), nullable=False),
    Column("point", String(40), nullable=False),
    Column("sitting", Integer, nullable=False, doc="1, or 2 for the second rating"),
    Column("rating", Integer),
    Column("answer", Text),
    Column("reason", Text),
    Column("passed", Boolean, nullable=False),
    Column("author", String(32), doc="from the reveal on, where names are shown"),
    ForeignKeyConstraint(
        ["workshop", "point"],
        ["workshop_round.workshop", "workshop_round.point"],
        name="fk_contribution_workshop_point",
        ondelete="CASCADE",
    ),
    Index("ix_contribution_workshop_point", "workshop", "point"),
    sqlite_with_rowid=False,  # a row number would tell in which order they came
    info=PRIVATE,
)

tie = Table(
    "contribution_tie",
    metadata,
    Column(
        "contribution",
        String(32),
        ForeignKey("contribution.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("user", String(32), nullable=False),
    Index("ix_contribution_tie_user", "user"),
    sqlite_with_rowid=False,
    info=PRIVATE,
)

conclusion = Table(
    "conclusion",
    metadata,
    _of_workshop(),
    Column("point", String(40), primary_key=True),
    Column("text", Text, nullable=False),
    Column("clarity", String(40), nullable=False),
    Column("author", String(32), nullable=False),
    Column("steps", Json(), nullable=False),
    info=PRIVATE,
)

dissent = Table(
    "dissent",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("workshop", String(16), ForeignKey("workshop.id", ondelete="CASCADE"), nullable=False),
    Column("point", String(40), nullable=False),
    Column("author", String(32), doc="none where the workshop is anonymous"),
    Column("text", Text, nullable=False),
    Index("ix_dissent_workshop", "workshop"),
    info=PRIVATE,
)

remark = Table(
    "remark",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("workshop", String(16), ForeignKey("workshop.id", ondelete="CASCADE"), nullable=False),
    Column("point", String(40), nullable=False),
    Column("author", String(32), nullable=False),
    Column("saved_by", String(32), nullable=False),
    Column("text", Text, nullable=False),
    Index("ix_remark_workshop", "workshop"),
    info=PRIVATE,
)

replan = Table(
    "workshop_replan",
    metadata,
    _of_workshop(),
    Column("marked_at", Moment, nullable=False, doc="something happened: nudges may follow"),
)

setback = Table(
    "setback",
    metadata,
    Column("about", String(96), primary_key=True, doc="what failed by itself: kind and ids"),
    Column("tries", Integer, nullable=False),
    Column("until", Moment, nullable=False, doc="it rests so long"),
    Column("why", String(64), nullable=False, doc="the kind of error"),
)

# --- What several processes on one database tell each other

beat = Table(
    "beat",
    metadata,
    Column("owner", String(64), primary_key=True, doc="a process, as what it leases says"),
    Column("beat_at", Moment, nullable=False, doc="when it last lived, by the database's clock"),
    Column("delivers", Boolean, nullable=False, doc="whether it sends"),
)

pace = Table(
    "pace",
    metadata,
    Column("key", String(200), primary_key=True, doc="a channel, or a method of a workspace"),
    Column("until", Moment, nullable=False, doc="so far its places are taken"),
)
