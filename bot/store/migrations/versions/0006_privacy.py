"""What is on hold, what is to be deleted soon, and the record of deeds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

MOMENT = sa.DateTime(timezone=True)
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", SERIAL, primary_key=True, autoincrement=True),
        sa.Column("team", sa.String(32), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("who", sa.String(40), nullable=False),
        sa.Column("deed", sa.String(32), nullable=False),
        sa.Column("about", sa.String(96), nullable=False),
        sa.Column("whom", sa.String(40)),
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_index("ix_audit_team_who", "audit", ["team", "who"])
    known = sa.text("whom IS NOT NULL")
    op.create_index(
        "ix_audit_whom", "audit", ["team", "whom"], sqlite_where=known, postgresql_where=known
    )
    op.create_table(
        "hold",
        _of_journey(),
        sa.Column("set_by", sa.String(40), nullable=False),
        sa.Column("set_at", MOMENT, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
    )
    op.create_table(
        "expiry",
        _of_journey(),
        sa.Column("warned_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
    )
    op.create_index("ix_expiry_due_at", "expiry", ["due_at"])
    op.create_table(
        "forgotten",
        sa.Column("team", sa.String(32), primary_key=True),
        sa.Column("user", sa.String(32), primary_key=True),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("after", SERIAL, nullable=False),
    )


def _of_journey() -> sa.Column[str]:
    whose = sa.ForeignKey("journey.id", ondelete="CASCADE")
    return sa.Column("journey", sa.String(16), whose, primary_key=True)


def downgrade() -> None:
    for table in ("forgotten", "expiry", "hold", "audit"):
        op.drop_table(table)
