"""The first tables"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "inbox",
        sa.Column(
            "key",
            sa.String(length=200),
            nullable=False,
            comment="what Slack sent: event id or the like",
        ),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_inbox")),
    )
    op.create_index(op.f("ix_inbox_received_at"), "inbox", ["received_at"], unique=False)
    op.create_table(
        "journey",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("team", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "position",
            sa.String(length=128),
            nullable=False,
            comment="kept for speed; follows from answers",
        ),
        sa.Column(
            "revision",
            sa.Integer(),
            nullable=False,
            comment="grows with every change of the answers",
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journey")),
    )
    op.create_index("ix_journey_team_owner", "journey", ["team", "owner"], unique=False)
    op.create_table(
        "outbox",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("team", sa.String(length=32), nullable=False),
        sa.Column(
            "lane",
            sa.String(length=64),
            nullable=False,
            comment="rows of a lane are sent in their order",
        ),
        sa.Column(
            "method",
            sa.String(length=48),
            nullable=False,
            comment="Web API method, or response_url",
        ),
        sa.Column(
            "payload",
            sa.JSON().with_variant(JSONB(), "postgresql"),
            nullable=True,
            comment="arguments of the call; emptied when done",
        ),
        sa.Column(
            "journey",
            sa.String(length=16),
            nullable=True,
            comment="whose words it carries, so that they can be deleted",
        ),
        sa.Column(
            "refresh",
            sa.String(length=96),
            nullable=True,
            comment="of several pending with one key only the newest is sent",
        ),
        sa.Column(
            "shows",
            sa.String(length=64),
            nullable=True,
            comment="the question that this message shows",
        ),
        sa.Column(
            "target",
            sa.String(length=64),
            nullable=True,
            comment="update the message that shows this question",
        ),
        sa.Column(
            "state",
            sa.String(length=16),
            nullable=False,
            comment="pending, sent, refused or dropped",
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column(
            "tried_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="set while nobody knows whether Slack got it: since when",
        ),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_by", sa.String(length=48), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "channel", sa.String(length=32), nullable=True, comment="where Slack put the message"
        ),
        sa.Column(
            "ts", sa.String(length=32), nullable=True, comment="what Slack calls the message"
        ),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index(
        "ix_outbox_due",
        "outbox",
        ["due_at", "lane", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_index("ix_outbox_journey", "outbox", ["journey"], unique=False)
    op.create_index(
        "ix_outbox_pending",
        "outbox",
        ["lane", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_index(
        "ix_outbox_refresh",
        "outbox",
        ["refresh", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'pending' AND refresh IS NOT NULL"),
        postgresql_where=sa.text("state = 'pending' AND refresh IS NOT NULL"),
    )
    op.create_index(
        "ix_outbox_shows",
        "outbox",
        ["shows"],
        unique=False,
        sqlite_where=sa.text("shows IS NOT NULL"),
        postgresql_where=sa.text("shows IS NOT NULL"),
    )
    op.create_table(
        "person",
        sa.Column("team", sa.String(length=32), nullable=False),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.Column(
            "channel",
            sa.String(length=32),
            nullable=True,
            comment="the DM with this person, once known",
        ),
        sa.Column(
            "tz", sa.String(length=64), nullable=True, comment="IANA zone from Slack, once known"
        ),
        sa.Column("welcomed", sa.Boolean(), nullable=False),
        sa.Column("open_journey", sa.String(length=16), nullable=True),
        sa.Column(
            "asking",
            sa.JSON().with_variant(JSONB(), "postgresql"),
            nullable=True,
            comment="a side question that waits for its answer (delete?, which?)",
        ),
        sa.Column(
            "refused",
            sa.String(length=32),
            nullable=True,
            comment="ts of the last message that could not be an answer",
        ),
        sa.Column(
            "pressed",
            sa.String(length=255),
            nullable=True,
            comment="the last button, so that a double click is one",
        ),
        sa.Column("pressed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team", "user", name=op.f("pk_person")),
    )
    op.create_table(
        "answer",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("journey", sa.String(length=16), nullable=False),
        sa.Column("step", sa.String(length=96), nullable=False),
        sa.Column(
            "state", sa.String(length=16), nullable=False, comment="given, skipped or removed"
        ),
        sa.Column(
            "value",
            sa.JSON().with_variant(JSONB(), "postgresql"),
            nullable=True,
            comment="by the kind of question; null where nothing was given",
        ),
        sa.Column("author", sa.String(length=32), nullable=False),
        sa.Column(
            "message",
            sa.String(length=32),
            nullable=True,
            comment="ts of the Slack message that it came from",
        ),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["journey"], ["journey.id"], name=op.f("fk_answer_journey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
    )
    op.create_index("ix_answer_author_message", "answer", ["author", "message"], unique=False)
    op.create_index("ix_answer_journey_id", "answer", ["journey", "id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_answer_journey_id", table_name="answer")
    op.drop_index("ix_answer_author_message", table_name="answer")
    op.drop_table("answer")
    op.drop_table("person")
    op.drop_index(
        "ix_outbox_shows",
        table_name="outbox",
        sqlite_where=sa.text("shows IS NOT NULL"),
        postgresql_where=sa.text("shows IS NOT NULL"),
    )
    op.drop_index(
        "ix_outbox_refresh",
        table_name="outbox",
        sqlite_where=sa.text("state = 'pending' AND refresh IS NOT NULL"),
        postgresql_where=sa.text("state = 'pending' AND refresh IS NOT NULL"),
    )
    op.drop_index(
        "ix_outbox_pending",
        table_name="outbox",
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.drop_index("ix_outbox_journey", table_name="outbox")
    op.drop_index(
        "ix_outbox_due",
        table_name="outbox",
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.drop_table("outbox")
    op.drop_index("ix_journey_team_owner", table_name="journey")
    op.drop_table("journey")
    op.drop_index(op.f("ix_inbox_received_at"), table_name="inbox")
    op.drop_table("inbox")
