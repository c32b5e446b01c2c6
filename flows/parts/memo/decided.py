"""What was answered, what is decided and still open, and who does what next."""

from __future__ import annotations

from collections.abc import Iterator

from flows.content.kinds import FocusPoint, Phase
from flows.journey.desk import Desk
from flows.journey.showing import listed
from flows.journey.steps import iso_day
from flows.language.parsing import LONGEST
from flows.messages import Say, Words, bullet, cut, one_line
from flows.parts.directions import ticked
from flows.parts.memo.document import (
    MemoLines,
    Part,
    Size,
    given,
    in_full,
)
from flows.parts.memo.points import (
    answered_in,
    clarity_in_line,
    is_answered,
    line_of,
    open_points,
    rating_in_overview,
)
from flows.parts.next_steps import (
    SHOWN,
    NextStep,
    StepState,
    next_steps,
    open_steps,
    sentence,
    told,
)


def asked(desk: Desk, size: Size) -> Iterator[Part]:
    """Each course in which something was answered; in short, what came of them stands elsewhere."""
    if size is Size.SHORT:
        return
    for section in (*desk.flow.path.sections, *desk.flow.path.aside):
        own = [step for step in section.steps if desk.flow.path.by_id[step.id] is step]
        said = given(desk, own) if section.course is not None else []
        if section.course is not None and said:
            yield Part(section.course.title, tuple(in_full(desk, step) for step in said))


def by_phase(desk: Desk, size: Size) -> Iterator[Part]:
    """Short: a line a focus point, under its phase. Whole: every answer, under its focus point.

    Of those that were rated in the overview and not answered yet, the rating.
    """
    for phase in desk.flow.library.phases:
        points = [point for point in phase.focus_points if is_answered(desk, point)]
        rest = [rating_in_overview(desk, p) for p in phase.focus_points if p not in points]
        found = [line_of(desk, point) for point in points if size is Size.SHORT]
        if rated := [each for each in rest if each is not None]:
            said = {"points": listed(desk, rated)}
            found.append(Say(desk.lines(MemoLines).rated, said))
        if found:
            yield Part(phase.title, tuple(found))
        for point in points if size is Size.WHOLE else ():
            yield of_point(desk, point, phase)


def of_point(desk: Desk, point: FocusPoint, phase: Phase) -> Part:
    """All that was answered in one focus point."""
    said = answered_in(desk, point)
    title = f"{phase.title} · {point.title} ({clarity_in_line(desk, point)})"
    return Part(title, tuple(in_full(desk, step) for step in said))


def still_open(desk: Desk, _: Size) -> Iterator[Part]:
    """The focus points that are not clarified, of the phases that have begun."""
    texts, found = desk.lines(MemoLines), []
    for phase in desk.flow.library.phases:
        unclear = [f"*{point.short}*" for point in open_points(desk, phase)]
        begun = any(is_answered(desk, point) for point in phase.focus_points)
        if begun and unclear and desk.route.has_begun(phase):
            slots = {"phase": phase.title, "points": listed(desk, unclear)}
            found.append(Say(texts.open_points, slots))
    if found:
        yield Part(texts.open, tuple(found))


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
    day = iso_day(iso)
    return desk.say_day(day) if day else ""
