"""What a chef has to do upwards, across, downwards and outwards in the phase they are in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from flows.content.base import Label, Lines, says
from flows.content.kinds import Direction, FocusPoint, Phase, Task
from flows.content.library import Library
from flows.content.vocabulary import Word
from flows.inputs import Pressed
from flows.journey.desk import Desk
from flows.journey.question import back, deed, of_journey, phase_now, resume_button
from flows.journey.records import Record, all_of
from flows.journey.values import Answers
from flows.messages import Item, Listing, Say
from flows.parts.next_steps import LIST, OF_TASK, NextStepLines, next_steps
from flows.pieces import cited, told_by


class DirectionLines(Lines):
    """One direction a message, each task with what can be done about it."""

    AREA = "directions"

    heading: Annotated[str, says("direction", "phase")]
    towards: Annotated[str, says("towards")]
    none: Annotated[str, says("phase")]
    task: Annotated[str, says("task", "first_step")]
    ticked: Annotated[str, says("task", "date")]
    step: Annotated[str, says("task")]
    done: Annotated[str, says("task")]
    undone: Annotated[str, says("task")]
    tick: Label
    untick: Label
    make_step: Label


class TaskDone(Record):
    """``id`` is the task's; ``on`` the ISO date. ``done`` is False where it was unticked."""

    KIND: ClassVar[str] = "task"

    on: str
    done: bool = True


def ticked(answers: Answers) -> dict[str, TaskDone]:
    """The tasks that are ticked off, by id."""
    return {each.id: each for each in all_of(answers, TaskDone) if each.done}


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


SHOW, TICK, UNTICK = "retning.vis", "retning.gjort", "retning.ikke_gjort"


@of_journey
def show(desk: Desk, id: str = "", *lead: Say) -> None:
    """The direction of that id with its tasks in the phase; else the first with something open."""
    phase = phase_now(desk)
    all_of_them = desk.flow.library.directions
    found = next((each for each in all_of_them if each.id == id), None)
    direction = found or _first(desk, phase)
    tasks = _tasks(direction, phase)
    lines = [*lead, *_heading(desk, direction, phase, tasks)]
    items = tuple(_item(desk, task) for task in tasks)
    others = [each for each in all_of_them if each is not direction]
    ways = tuple(deed(desk, each.title, SHOW, each.id) for each in others)
    closing = tuple(_closing(desk, direction, phase))
    desk.say(Listing(tuple(lines), items, closing, (*ways, resume_button(desk))))


def _first(desk: Desk, phase: Phase) -> Direction:
    """The first direction in which something is left."""
    directions = desk.flow.library.directions
    for each in directions:
        if any(not is_taken(desk.answers, task) for task in _tasks(each, phase)):
            return each
    return directions[0]


def _tasks(direction: Direction, phase: Phase) -> list[Task]:
    return [task for task in direction.tasks if phase.id in task.phases]


def _heading(desk: Desk, direction: Direction, phase: Phase, tasks: list[Task]) -> list[Say]:
    lines = desk.lines(DirectionLines)
    title = Say(lines.heading, {"direction": direction.title, "phase": phase.title})
    if not tasks:
        return [title, Say(lines.none, {"phase": phase.title})]
    return [title, Say(lines.towards, {"towards": direction.towards})]


def _item(desk: Desk, task: Task) -> Item:
    lines, done = desk.lines(DirectionLines), ticked(desk.answers).get(task.id)
    tick = deed(desk, lines.tick, TICK, task.id)
    untick = deed(desk, lines.untick, UNTICK, task.id)
    step = deed(desk, lines.make_step, OF_TASK, task.id)
    if done is not None:
        on = desk.say_day(date.fromisoformat(done.on))
        return Item(Say(lines.ticked, {"task": task.title, "date": on}), (untick, step))
    if is_taken(desk.answers, task):
        steps = deed(desk, desk.lines(NextStepLines).show, LIST)
        return Item(Say(lines.step, {"task": task.title}), (tick, steps))
    line = Say(lines.task, {"task": task.title, "first_step": task.first_step})
    return Item(line, (tick, step))


def _closing(desk: Desk, direction: Direction, phase: Phase) -> list[Say]:
    """A chef's experience in this direction, another one in each phase; then the source."""
    library = desk.flow.library
    told = []
    if direction.experiences:
        number = library.phases.index(phase) % len(direction.experiences)
        told = list(told_by(library, direction.experiences[number]))
    source = cited(library, direction.source)
    return told if source in told else [*told, source]


def _ticks(desk: Desk, press: Pressed, *, done: bool) -> None:
    """Tick the task off, or take the tick away; then show its direction as it is now."""
    task = desk.flow.library.task.get(press.action.arg)
    if task is None or desk.journey is None:
        back(desk, desk.texts.stale.unknown)
        return
    if (task.id in ticked(desk.answers)) is not done:
        desk.put(TaskDone(id=task.id, on=desk.today.isoformat(), done=done))
    lines = desk.lines(DirectionLines)
    said = Say(lines.done if done else lines.undone, {"task": task.title})
    home = next(each for each in desk.flow.library.directions if task in each.tasks)
    show(desk, home.id, said)


LINES = (DirectionLines,)
WORDS: dict[Word, Callable[..., None]] = {Word.DIRECTIONS: lambda desk, _: show(desk)}
DEEDS: dict[str, Callable[..., None]] = {
    SHOW: lambda desk, press: show(desk, press.action.arg),
    TICK: lambda desk, press: _ticks(desk, press, done=True),
    UNTICK: lambda desk, press: _ticks(desk, press, done=False),
}
