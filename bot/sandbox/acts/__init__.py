"""What people do: one table from kind of act to what happens."""

from __future__ import annotations

from bot.sandbox.acts import messages, surfaces, views
from bot.sandbox.acts.act import Act, Handler, NotPossible, Outcome
from bot.sandbox.core import Core
from bot.sandbox.model import Json

ACTS: dict[str, Handler] = {**messages.ACTS, **surfaces.ACTS, **views.ACTS}


async def perform(core: Core, fields: Json) -> Json:
    """Does what `fields` (`as`, `kind`, …) describe; returns how the app took it.

    NotPossible when a person could not do this.
    """
    kind = str(fields.get("kind", ""))
    handler = ACTS.get(kind)
    if handler is None:
        raise NotPossible("unknown_kind", f"there are {', '.join(sorted(ACTS))}")
    outcome = await handler(Act(core, fields))
    return outcome.as_json()


__all__ = ["ACTS", "NotPossible", "Outcome", "perform"]
