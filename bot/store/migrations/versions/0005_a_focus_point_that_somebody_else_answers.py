"""A focus point that somebody else answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

FROM, BY = "ix_journey_delegated_from", "ix_journey_delegated_by"
FROM_SET, BY_SET = sa.text("delegated_from IS NOT NULL"), sa.text("delegated_by IS NOT NULL")


def upgrade() -> None:
    """Add what says whose focus point a journey is."""
    with op.batch_alter_table("journey") as journey:
        journey.add_column(
            sa.Column(
                "delegated_from",
                sa.String(16),
                comment="of one focus point that somebody else is to answer:"
                " the journey that it is in",
            )
        )
        journey.add_column(
            sa.Column("delegated_by", sa.String(32), comment="who leads that journey")
        )
        journey.add_column(sa.Column("delegated_point", sa.String(40), comment="the focus point"))
        journey.create_foreign_key(
            "fk_journey_delegated_from", "journey", ["delegated_from"], ["id"], ondelete="CASCADE"
        )
        journey.create_index(
            FROM, ["delegated_from"], sqlite_where=FROM_SET, postgresql_where=FROM_SET
        )
        journey.create_index(
            BY, ["team", "delegated_by"], sqlite_where=BY_SET, postgresql_where=BY_SET
        )


def downgrade() -> None:
    """Drop it."""
    with op.batch_alter_table("journey") as journey:
        journey.drop_index(BY)
        journey.drop_index(FROM)
        journey.drop_constraint("fk_journey_delegated_from", type_="foreignkey")
        for name in ("delegated_point", "delegated_by", "delegated_from"):
            journey.drop_column(name)
