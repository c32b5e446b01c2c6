"""The first tables."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make every table."""
    _conversation()
    _workshops()


def _conversation() -> None:
    """Those of journeys, and of what is heard and said."""
    op.create_table(
        "inbox",
        sa.Column("key", sa.String(200), primary_key=True),
        sa.Column("received_at", MOMENT, nullable=False),
    )
    op.create_index("ix_inbox_received_at", "inbox", ["received_at"])
    op.create_table(
        "person",
        sa.Column("team", sa.String(32), primary_key=True),
        sa.Column("user", sa.String(32), primary_key=True),
        sa.Column("channel", sa.String(32)),
        sa.Column("tz", sa.String(64)),
        sa.Column("welcomed", sa.Boolean, nullable=False),
        sa.Column("open_journey", sa.String(16)),
        sa.Column("asking", JSON),
        sa.Column("refused", sa.String(32)),
        sa.Column("pressed", sa.String(255)),
        sa.Column("pressed_at", MOMENT),
        sa.Column("home", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("reminders", JSON),
        sa.Column("nudged_at", MOMENT),
        sa.Column("thread", sa.String(32)),
        sa.Column("gone", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
    )
    _partial("ix_person_channel", "person", ["channel"], "channel IS NOT NULL")
    op.create_table(
        "called",
        sa.Column("team", sa.String(32), primary_key=True),
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("name", sa.String(160), nullable=False),
        sa.Column("told_at", MOMENT, nullable=False),
    )
    op.create_table(
        "journey",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("team", sa.String(32), nullable=False),
        sa.Column("owner", sa.String(32), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("stage", sa.String(64), nullable=False),
        sa.Column("asked", sa.String(96), nullable=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("replan", sa.Boolean, nullable=False, server_default=sa.true()),
        _of("journey", "delegated_from"),
        sa.Column("delegated_by", sa.String(32)),
        sa.Column("delegated_point", sa.String(40)),
    )
    _partial(
        "ix_journey_delegated_by", "journey", ["team", "delegated_by"], "delegated_by IS NOT NULL"
    )
    _partial(
        "ix_journey_delegated_from", "journey", ["delegated_from"], "delegated_from IS NOT NULL"
    )
    _partial("ix_journey_replan", "journey", ["id"], "replan")
    op.create_index("ix_journey_team_owner", "journey", ["team", "owner"])
    op.create_table(
        "answer",
        sa.Column("id", SERIAL, primary_key=True),
        _of("journey", nullable=False),
        sa.Column("step", sa.String(96), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("value", JSON),
        sa.Column("author", sa.String(32), nullable=False),
        sa.Column("message", sa.String(32)),
        sa.Column("said_at", MOMENT, nullable=False),
    )
    op.create_index("ix_answer_author_message", "answer", ["author", "message"])
    op.create_index("ix_answer_journey_id", "answer", ["journey", "id"])
    _partial(
        "ix_answer_shared_learning", "answer", ["journey"], "step = 'shared_learning:erkendelse'"
    )
    _partial("ix_answer_delegation", "answer", ["journey"], "substr(step, 1, 11) = 'delegation:'")
    op.create_table(
        "outbox",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("team", sa.String(32), nullable=False),
        sa.Column("lane", sa.String(96), nullable=False),
        sa.Column("method", sa.String(48), nullable=False),
        sa.Column("payload", JSON),
        sa.Column("journey", sa.String(16)),
        sa.Column("refresh", sa.String(96)),
        sa.Column("shows", sa.String(64)),
        sa.Column("target", sa.String(64)),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("tried_at", MOMENT),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("leased_by", sa.String(48)),
        sa.Column("leased_until", MOMENT),
        sa.Column("done_at", MOMENT),
        sa.Column("channel", sa.String(32)),
        sa.Column("ts", sa.String(32)),
        sa.Column("error", sa.Text),
    )
    _partial("ix_outbox_due", "outbox", ["due_at", "lane", "id"], "state = 'pending'")
    _partial("ix_outbox_journey", "outbox", ["journey"], "journey IS NOT NULL")
    op.create_index("ix_outbox_lane", "outbox", ["lane"])
    _partial("ix_outbox_done", "outbox", ["done_at"], "state <> 'pending'")
    _partial("ix_outbox_pending", "outbox", ["lane", "id"], "state = 'pending'")
    _partial(
        "ix_outbox_refresh",
        "outbox",
        ["refresh", "id"],
        "state = 'pending' AND refresh IS NOT NULL",
    )
    _partial("ix_outbox_resting", "outbox", ["due_at"], "state = 'resting'")
    _partial("ix_outbox_shows", "outbox", ["shows"], "shows IS NOT NULL")
    op.create_table(
        "nudge",
        sa.Column("id", SERIAL, primary_key=True),
        sa.Column("team", sa.String(32), nullable=False),
        sa.Column("user", sa.String(32), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        _of("journey"),
        sa.Column("about", sa.String(64), nullable=False),
        sa.Column("cause", sa.String(64), nullable=False),
        sa.Column("stage", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT),
        sa.Column("batch", sa.String(16)),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("leased_by", sa.String(48)),
        sa.Column("leased_until", MOMENT),
    )
    _partial("ix_nudge_done", "nudge", ["changed_at"], "state IN ('acted', 'dropped')")
    _partial("ix_nudge_due", "nudge", ["due_at"], "state IN ('planned', 'due', 'snoozed')")
    op.create_index("ix_nudge_journey", "nudge", ["journey"])
    _partial("ix_nudge_batch", "nudge", ["batch"], "batch IS NOT NULL")
    _partial("ix_nudge_sent", "nudge", ["sent_at"], "state = 'sent'")
    _partial("ix_nudge_workshop", "nudge", ["team", "about"], "kind = 'workshop'")
    op.create_index("uq_nudge_team_user_key", "nudge", ["team", "user", "key"], unique=True)


def _workshops() -> None:
    """Those of workshops."""
    op.create_table(
        "workshop",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("team", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("chef", sa.String(32), nullable=False),
        sa.Column("facilitator", sa.String(32), nullable=False),
        sa.Column("led_at", MOMENT, nullable=False),
        sa.Column("journey", sa.String(16), sa.ForeignKey("journey.id", ondelete="SET NULL")),
        sa.Column("pace", sa.String(16), nullable=False),
        sa.Column("naming", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("current", sa.String(40)),
        sa.Column("deadline", MOMENT),
        sa.Column("guests", sa.String(16), nullable=False),
        sa.Column("lost", sa.String(64)),
        sa.Column("tz", sa.String(64)),
        sa.Column("due_at", MOMENT),
    )
    _partial("ix_workshop_due", "workshop", ["due_at"], "due_at IS NOT NULL")
    op.create_index("ix_workshop_journey", "workshop", ["journey"])
    _partial("ix_workshop_over", "workshop", ["led_at"], "state IN ('ended', 'cancelled')")
    op.create_index("ix_workshop_team_channel", "workshop", ["team", "channel"])
    op.create_table(
        "workshop_round",
        _of("workshop", primary_key=True),
        sa.Column("point", sa.String(40), primary_key=True),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("withheld", sa.Boolean, nullable=False),
        sa.Column("rerated", sa.Boolean, nullable=False),
        sa.Column("talk_until", MOMENT),
    )
    op.create_table(
        "workshop_participant",
        _of("workshop", primary_key=True),
        sa.Column("user", sa.String(32), primary_key=True),
        sa.Column("left", sa.Boolean, nullable=False),
        sa.Column("guest", sa.Boolean, nullable=False),
    )
    op.create_table(
        "contribution",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("workshop", sa.String(16), nullable=False),
        sa.Column("point", sa.String(40), nullable=False),
        sa.Column("sitting", sa.Integer, nullable=False),
        sa.Column("rating", sa.Integer),
        sa.Column("answer", sa.Text),
        sa.Column("reason", sa.Text),
        sa.Column("passed", sa.Boolean, nullable=False),
        sa.Column("author", sa.String(32)),
        sa.ForeignKeyConstraint(
            ["workshop", "point"],
            ["workshop_round.workshop", "workshop_round.point"],
            name="fk_contribution_workshop_point",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_contribution_workshop_point", "contribution", ["workshop", "point"])
    op.create_table(
        "contribution_tie",
        _of("contribution", primary_key=True),
        sa.Column("user", sa.String(32), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_contribution_tie_user", "contribution_tie", ["user"])
    op.create_table(
        "conclusion",
        _of("workshop", primary_key=True),
        sa.Column("point", sa.String(40), primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("clarity", sa.String(40), nullable=False),
        sa.Column("author", sa.String(32), nullable=False),
        sa.Column("steps", JSON, nullable=False),
    )
    op.create_table(
        "dissent",
        sa.Column("id", sa.String(32), primary_key=True),
        _of("workshop", nullable=False),
        sa.Column("point", sa.String(40), nullable=False),
        sa.Column("author", sa.String(32)),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_index("ix_dissent_workshop", "dissent", ["workshop"])
    op.create_table(
        "remark",
        sa.Column("id", sa.String(32), primary_key=True),
        _of("workshop", nullable=False),
        sa.Column("point", sa.String(40), nullable=False),
        sa.Column("author", sa.String(32), nullable=False),
        sa.Column("saved_by", sa.String(32), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_index("ix_remark_workshop", "remark", ["workshop"])
    op.create_table(
        "setback",
        sa.Column("about", sa.String(96), primary_key=True),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("why", sa.String(64), nullable=False),
    )
    op.create_table(
        "workshop_replan",
        _of("workshop", primary_key=True),
        sa.Column("marked_at", MOMENT, nullable=False),
    )


def _of(table: str, name: str | None = None, **more: Any) -> sa.Column[str]:
    """A column that goes with a row of ``table``."""
    length = 32 if table == "contribution" else 16
    whose = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(name or table, sa.String(length), whose, **more)


def _partial(name: str, table: str, columns: list[str], where: str) -> None:
    rows = sa.text(where)
    op.create_index(name, table, columns, sqlite_where=rows, postgresql_where=rows)


def downgrade() -> None:
    """There is nothing before this."""
