"""Somebody who is named in a record: a Slack user, or a name."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, model_validator

from flows.messages import Mention, Slot, Words


class Someone(BaseModel):
    """In the shape in which the answer to a question of kind ``person`` is kept."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    user: str | None = None
    name: str | None = None

    @model_validator(mode="after")
    def _is_somebody(self) -> Someone:
        if (self.user is None) == (self.name is None):
            raise ValueError("somebody is a Slack user or has a name")
        return self

    @property
    def shown(self) -> Slot:
        """As people read it."""
        return Mention(self.user) if self.user is not None else Words(self.name or "")
