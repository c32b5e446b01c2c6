"""Who does what next, what came of it, and the tasks that are ticked off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from flows.journey.desk import Desk
from flows.journey.steps import is_date
from flows.language.parsing import LONGEST
from flows.messages import Say, Words, bullet, cut, one_line
from flows.parts.directions import ticked
from flows.parts.memo.document import Part, Size
from flows.parts.memo.lines import MemoLines
from flows.parts.next_steps import (
    SHOWN,
    NextStep,
    StepState,
    next_steps,
    open_steps,
    sentence,
    told,
)

#: So many steps in the short memo.
MOST = 10


def next_ones(desk: Desk, size: Size) -> Iterator[Part]:
    """The open steps with who and when; then what was done, and in the whole memo what was not."""
    lines = desk.lines(MemoLines)
    longest = SHOWN if size is Size.SHORT else LONGEST
    found = [bullet(told(desk, step, longest)) for step in open_steps(desk.answers)]
    shown = (StepState.DONE,) if size is Size.SHORT else (StepState.DONE, StepState.DROPPED)
    ended = [step for step in next_steps(desk.answers) if step.state in shown]
    found += [_ended(desk, step, longest) for step in ended]
    if found:
        yield Part(lines.next_steps, tuple(found if size is Size.WHOLE else found[:MOST]))


def _ended(desk: Desk, step: NextStep, longest: int) -> Say:
    """The sentence with the date, and what it led to, or why it was dropped."""
    lines, said = desk.lines(MemoLines), sentence(step, longest)
    done = step.state is StepState.DONE
    slots: dict[str, str | Say] = {"step": said, "date": _day(desk, step.ended)}
    ended = Say(lines.step_done if done else lines.step_dropped, slots)
    if step.note is None:
        return ended
    more = lines.led_to if done else lines.because
    note = Words(cut(one_line(step.note), longest))
    return Say("{ended}. {more} {note}", {"ended": ended, "more": more, "note": note})


def tasks_done(desk: Desk, size: Size) -> Iterator[Part]:
    """The tasks of the four directions that are ticked off."""
    lines, tasks = desk.lines(MemoLines), desk.flow.library.task
    found = [
        Say(lines.ticked, {"task": tasks[id].title, "date": _day(desk, each.on)})
        for id, each in ticked(desk.answers).items()
        if id in tasks
    ]
    if found and size is Size.WHOLE:
        yield Part(lines.tasks, tuple(found))


def _day(desk: Desk, iso: str | None) -> str:
    return desk.say_day(date.fromisoformat(iso)) if iso and is_date(iso) else ""
