"""What stands behind a button, as text that Slack hands back: built and parsed here only."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from flows.inputs import Action, Verb

#: Says that an id is ours, and in which form.
PREFIX = "s1"
SEPARATOR = "|"
_Part = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.:-]*$", max_length=90)]


class ButtonId(BaseModel):
    """An action with its journey, step and revision. At most 150 characters: fits an option."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    verb: Verb
    journey: _Part = ""
    step: _Part = ""
    revision: Annotated[int, Field(ge=0, le=10**9)] = 0
    arg: _Part = ""

    @classmethod
    def parse(cls, text: str) -> Action | None:
        """The action behind the text; None where the text is not ours."""
        parts = text.split(SEPARATOR)
        if len(parts) != 6 or parts[0] != PREFIX:
            return None
        try:
            id = cls(
                verb=Verb(parts[1]),
                journey=parts[2],
                step=parts[3],
                revision=int(parts[4]),
                arg=parts[5],
            )
        except (ValidationError, ValueError):
            return None
        return Action(id.verb, id.journey, id.step, id.revision, id.arg)


def packed(action: Action) -> str:
    """The text behind a button that does ``action``: an ``action_id``, or an option's value.

    Not validated again: the bot made it, and ``samskab check`` has tried every step.
    """
    which = f"{action.verb}|{action.journey}|{action.step}"
    return f"{PREFIX}|{which}|{action.revision}|{action.arg}"
