"""What was answered, what is decided in each focus point, and what is still open."""

from __future__ import annotations

from collections.abc import Iterator

from flows.content.kinds import FocusPoint, Phase
from flows.journey.desk import Desk
from flows.journey.wording import listed
from flows.messages import Say
from flows.parts.memo.document import Part, Size, given, in_short, lines
from flows.parts.memo.lines import MemoLines
from flows.parts.memo.overview import clarity_label, open_points


def asked(desk: Desk, size: Size) -> Iterator[Part]:
    """Each course in which something was answered; in short, what came of them stands elsewhere."""
    if size is Size.SHORT:
        return
    for section in (*desk.flow.path.sections, *desk.flow.path.aside):
        if section.course is not None and (found := tuple(lines(desk, section.steps, size))):
            yield Part(section.course.title, found)


def by_phase(desk: Desk, size: Size) -> Iterator[Part]:
    """Short: a line a focus point, under its phase. Whole: every answer, under its focus point."""
    for phase in desk.flow.library.phases:
        points = [point for point in phase.focus_points if _said(desk, point)]
        if size is Size.SHORT and points:
            yield Part(phase.title, tuple(_line(desk, point) for point in points))
        for point in points if size is Size.WHOLE else ():
            yield of_point(desk, point, phase)


def of_point(desk: Desk, point: FocusPoint, phase: Phase) -> Part:
    """All that was answered in one focus point."""
    said = lines(desk, desk.flow.path.of_point(point), Size.WHOLE)
    title = f"{phase.title} · {point.title} ({_clarity(desk, point)})"
    return Part(title, tuple(said))


def _said(desk: Desk, point: FocusPoint) -> bool:
    return bool(given(desk, desk.flow.path.of_point(point)))


def _clarity(desk: Desk, point: FocusPoint) -> str:
    label = clarity_label(desk, point)
    return label.lower() if label is not None else desk.lines(MemoLines).unsaid


def _line(desk: Desk, point: FocusPoint) -> Say:
    step = given(desk, desk.flow.path.of_point(point))[0]
    slots = {"point": point.short, "clarity": _clarity(desk, point)}
    return Say(desk.lines(MemoLines).point, {**slots, "answer": in_short(desk, step)})


def still_open(desk: Desk, _: Size) -> Iterator[Part]:
    """The focus points that are not clarified, of the phases that have begun."""
    texts, found = desk.lines(MemoLines), []
    for phase in desk.flow.library.phases:
        unclear = [f"*{point.short}*" for point in open_points(desk, phase)]
        begun = any(_said(desk, point) for point in phase.focus_points)
        if begun and unclear:
            slots = {"phase": phase.title, "points": listed(desk, unclear)}
            found.append(Say(texts.open_points, slots))
    if found:
        yield Part(texts.open, tuple(found))
