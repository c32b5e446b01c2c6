"""Things in a journey with a life of their own: next steps, frames, what was agreed.

A record is kept as an answer whose step is ``<kind>:<id>`` and whose value is the record as JSON.
So it is never overwritten, only followed by a newer one, and is seen, exported and deleted with
the answers.
"""

from __future__ import annotations

from typing import ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from flows.journey.values import Answers, AnswerState


class Record(BaseModel):
    """Base of all records. Unknown keys are let pass: an older program may meet newer records."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    KIND: ClassVar[str]

    id: str

    @property
    def step(self) -> str:
        """What it is stored under."""
        return f"{self.KIND}:{self.id}"


Kept = TypeVar("Kept", bound=Record)


def all_of(answers: Answers, kind: type[Kept]) -> tuple[Kept, ...]:
    """The records of a kind, in the order in which they were last changed."""
    kept = answers.kept(kind.KIND)
    if not kept:
        return ()
    found = (_read(kind, each.value) for each in kept if each.state is AnswerState.GIVEN)
    return tuple(record for record in found if record is not None)


def one(answers: Answers, kind: type[Kept], id: str) -> Kept | None:
    """The record of that kind with this id, as it is now."""
    return _read(kind, answers.given(f"{kind.KIND}:{id}"))


def _read(kind: type[Kept], value: object) -> Kept | None:
    """None for what is no such record any more: it is kept, and neither steers nor shows."""
    try:
        return kind.model_validate(value)
    except ValidationError:
        return None
