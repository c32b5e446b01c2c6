"""A task of one of the four directions, ticked off."""

from __future__ import annotations

from typing import ClassVar

from flows.journey.records import Record, all_of
from flows.journey.values import Answers


class TaskDone(Record):
    """``id`` is the task's; ``on`` the ISO date. ``done`` is False where it was unticked."""

    KIND: ClassVar[str] = "task"

    on: str
    done: bool = True


def ticked(answers: Answers) -> dict[str, TaskDone]:
    """The tasks that are ticked off, by id."""
    return {each.id: each for each in all_of(answers, TaskDone) if each.done}
