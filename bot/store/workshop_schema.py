"""The tables of workshops. What is answered is kept apart from who answered it.

A contribution has no author and no time, and its id is random. Who gave it stands in
``contribution_tie`` until the answers are revealed; then the contributions are written anew,
mixed and with new ids, and the ties are deleted. Nothing that is left leads from one to the other.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    text,
)

from bot.store.schema import Json, Moment, metadata


def _of_workshop() -> Column[str]:
    return Column(
        "workshop", String(16), ForeignKey("workshop.id", ondelete="CASCADE"), primary_key=True
    )


workshop = Table(
    "workshop",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("team", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("title", Text, nullable=False),
    Column("chef", String(32), nullable=False, comment="who set it up, and owns the journey"),
    Column("facilitator", String(32), nullable=False),
    Column("led_at", Moment, nullable=False, comment="when the facilitator last did something"),
    Column("journey", String(16), ForeignKey("journey.id", ondelete="SET NULL")),
    Column("pace", String(16), nullable=False, comment="live or days"),
    Column("naming", String(16), nullable=False, comment="names or anonymous; for good"),
    Column("state", String(16), nullable=False),
    Column("current", String(40), comment="the focus point that is gone through now"),
    Column("deadline", Moment),
    Column("guests", String(16), nullable=False, comment="what is known of outsiders in there"),
    Column("lost", String(64), comment="what Slack said when the channel could not be written in"),
    Column("tz", String(64)),
    Column("due_at", Moment, comment="when the clock must look at it again"),
    Index("ix_workshop_team_channel", "team", "channel"),
    Index(
        "ix_workshop_due",
        "due_at",
        sqlite_where=text("due_at IS NOT NULL"),
        postgresql_where=text("due_at IS NOT NULL"),
    ),
)

round = Table(
    "workshop_round",
    metadata,
    _of_workshop(),
    Column("point", String(40), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("withheld", Boolean, nullable=False, comment="too few answered to be anonymous"),
    Column("rerated", Boolean, nullable=False, comment="the one second rating was used"),
    Column("talk_until", Moment, comment="when the timer runs out"),
)

participant = Table(
    "workshop_participant",
    metadata,
    _of_workshop(),
    Column("user", String(32), primary_key=True),
    Column("left", Boolean, nullable=False),
    Column("guest", Boolean, nullable=False),
)

contribution = Table(
    "contribution",
    metadata,
    Column("id", String(32), primary_key=True, comment="random, and another after the reveal"),
    Column("workshop", String(16), nullable=False),
    Column("point", String(40), nullable=False),
    Column("sitting", Integer, nullable=False, comment="1, or 2 for the second rating"),
    Column("rating", Integer),
    Column("answer", Text),
    Column("reason", Text),
    Column("passed", Boolean, nullable=False),
    Column("author", String(32), comment="from the reveal on, where names are shown"),
    ForeignKeyConstraint(
        ["workshop", "point"],
        ["workshop_round.workshop", "workshop_round.point"],
        name="fk_contribution_workshop_point",
        ondelete="CASCADE",
    ),
    Index("ix_contribution_workshop_point", "workshop", "point"),
    sqlite_with_rowid=False,  # a row number would tell in which order they came
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
)

conclusion = Table(
    "conclusion",
    metadata,
    _of_workshop(),
    Column("point", String(40), primary_key=True),
    Column("text", Text, nullable=False),
    Column("clarity", String(40), nullable=False),
    Column("author", String(32), nullable=False),
    Column("steps", Json, nullable=False),
)

dissent = Table(
    "dissent",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("workshop", String(16), ForeignKey("workshop.id", ondelete="CASCADE"), nullable=False),
    Column("point", String(40), nullable=False),
    Column("author", String(32), comment="none where the workshop is anonymous"),
    Column("text", Text, nullable=False),
    Index("ix_dissent_workshop", "workshop"),
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
)

replan = Table(
    "workshop_replan",
    metadata,
    _of_workshop(),
    Column("marked_at", Moment, nullable=False, comment="something happened: nudges may follow"),
)
