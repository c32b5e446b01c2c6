"""What Alembic runs for each command: the connection comes from `bot.store.migrations`."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from bot.store.schema import with_conditions
from bot.store.types import Json, Moment


def render_item(kind: str, item: Any, autogenerate: AutogenContext) -> str | Literal[False]:
    """Write our own types as the plain ones under them: a migration must not change with them."""
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Json):
        autogenerate.imports.add("from sqlalchemy.dialects.postgresql import JSONB")
        return "sa.JSON().with_variant(JSONB(), 'postgresql')"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=with_conditions(),
    render_as_batch=True,  # SQLite alters a table by replacing it
    render_item=render_item,
    transactional_ddl=True,
)
context.run_migrations()
