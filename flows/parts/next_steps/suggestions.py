"""Which of the 22 tasks to suggest as a next step: a rule of values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.content.kinds import FocusPoint, Phase, Task
from flows.content.library import Library
from flows.journey.values import Answers
from flows.parts.directions.record import ticked
from flows.parts.next_steps.record import next_steps


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A task whose first step fits now, and the focus point that stands open beside it."""

    task: Task
    point: FocusPoint | None = None


def suggestions(
    library: Library, answers: Answers, phase: Phase, unclear: Sequence[FocusPoint]
) -> Iterator[Suggestion]:
    """Tasks of the phase that are neither done nor steps already.

    First those that belong to the focus points that are not clarified, one a point; then the rest.
    """
    left = [task for task in library.task.values() if phase.id in task.phases]
    left = [task for task in left if not is_taken(answers, task)]
    for point in unclear:
        found = next(
            (library.task[id] for id in point.directions if library.task[id] in left), None
        )
        if found is not None:
            left.remove(found)
            yield Suggestion(found, point)
    yield from map(Suggestion, left)


def is_taken(answers: Answers, task: Task) -> bool:
    """Whether the task is ticked off, or one of the next steps, whatever became of it."""
    if task.id in ticked(answers):
        return True
    return any(
        step.origin == f"task:{task.id}" or step.do == task.first_step
        for step in next_steps(answers)
    )
