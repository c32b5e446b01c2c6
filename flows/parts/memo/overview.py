"""All answers in one view, and the summary that a phase ends in."""

from __future__ import annotations

from collections.abc import Iterator

from flows.content.base import fill
from flows.content.kinds import FocusPoint, Kind, Phase
from flows.inputs import Action, Verb
from flows.journey.desk import Desk
from flows.journey.principles import PrincipleLines
from flows.journey.short import SHORT
from flows.journey.showing import capital, count, listed, show
from flows.journey.steps import Role, Step
from flows.messages import Chapter, Entry, Overview, Say, Words, bullet
from flows.parts.advice.findings import accepted, advice_lines
from flows.parts.delegation.said import away_lines
from flows.parts.memo.document import MemoLines, given, on_a_line
from flows.parts.memo.points import (
    asked_points,
    clarity_label,
    is_answered,
    line_of,
    open_points,
)
from flows.parts.memo.stands import standing
from flows.parts.opponent import record as opponent
from flows.parts.principles.shown import FINE, rated

#: At most this many principles are brought up in a summary.
PRINCIPLES_SHOWN = 2

#: What an overview shows of a focus point; how clarified it is stands in its heading.
_SAID = (Role.QUESTION, Role.CONCLUSION)


def overview(desk: Desk, phase: Phase | None = None, closing: Say | None = None) -> Overview:
    """All answers of the journey, or of one phase, by focus point, each with 'Ret'.

    Where a phase ends, the gate is long past, and the type says what its statements came to.
    """
    journey = desk.current
    walked = [step for step in desk.route.walked if phase in (None, step.phase)]
    chapters = [*_headed(desk, walked, Role.SORTING)]
    if phase is None:
        chapters += _headed(desk, walked, Role.START)
    for _, point in desk.flow.library.focus_points():
        steps = [step for step in walked if step.point is point]
        if steps:
            entries = [_entry(desk, step) for step in steps if step.role in _SAID]
            chapters.append(Chapter(point.title, clarity_label(desk, point), tuple(entries)))
    for section in desk.flow.path.sections:
        asked = [step for step in walked if step.role is Role.COURSE and step in section.steps]
        if phase is not None:
            asked = [step for step in asked if _worth_seeing(desk, step)]
        if section.course is not None and asked:
            entries = [_entry(desk, step) for step in asked]
            chapters.append(Chapter(section.course.title, None, tuple(entries)))
    if taken := tuple(_entry(desk, step) for step in walked if step.role is Role.PRINCIPLE):
        chapters.append(Chapter(desk.lines(PrincipleLines).section, None, taken))
    chapters += _headed(desk, walked, Role.VIEW)
    chapters += _headed(desk, walked, Role.DECISION)
    own = [step for step in walked if step.role is Role.NEXT_STEP]
    if own:
        heading = desk.texts.summary.next_steps
        chapters.append(Chapter(heading, None, tuple(_entry(desk, step) for step in own)))
    more = (accepted(desk), opponent.chapter(desk)) if phase is None else ()
    chapters += [each for each in more if each is not None]
    title = Say(desk.texts.summary.answers, {"title": Words(journey.title)})
    return Overview(title, tuple(chapters), closing)


def _worth_seeing(desk: Desk, step: Step) -> bool:
    """What was answered in a course; the ratings have come to something that is shown instead."""
    return step.question.kind is not Kind.SCALE and desk.answers.given(step.id) is not None


def _headed(desk: Desk, walked: list[Step], first: Role) -> Iterator[Chapter]:
    """The chapters of sections that have a heading of their own and begin with that role."""
    for section in desk.flow.path.sections:
        own = [each for each in section.steps if desk.flow.path.section_of[each.id] is section]
        if section.id == SHORT:  # its decision alone: the step is among the next steps
            own = [each for each in own if each.role is Role.VIEW]
        if own and own[0].role is first:
            steps = [each for each in own if each in walked and each.role is not Role.HOLD]
            entries = tuple(_entry(desk, each) for each in steps)
            if entries:
                yield Chapter(own[0].heading or "", None, entries)


def _entry(desk: Desk, step: Step) -> Entry:
    journey = desk.current
    correct = Action(Verb.CORRECT, journey.id, step.id, journey.revision)
    answer = desk.answers.get(step.id)
    ask = step.question.ask
    if step.role is Role.PRINCIPLE:
        ask = step.question.called or ask
    if answer is not None and answer.is_groups:
        ask = fill(desk.lines(MemoLines).groups_answer, ask=ask)
    return Entry(ask, show(desk, step, answer), correct)


def summary(desk: Desk, phase: Phase) -> list[Say]:
    """Where the phase ended: what is clear, what is open, and the most important thing to do.

    That is what the rules say; where none does, the principles speak to what is open.
    """
    texts = desk.texts.summary
    unclear = open_points(desk, phase)
    clear = len(asked_points(desk, phase)) - len(unclear)
    advice = advice_lines(desk, phase)
    name = {"phase": phase.title}
    slots = {"count": capital(count(desk, clear)), "all": count(desk, clear + len(unclear))}
    reached = Say(texts.reached, {**name, **slots}) if unclear else Say(texts.reached_all, name)
    lines = [reached, *standing(desk, phase.beside)]
    if not unclear:
        return [*lines, *(advice or _said_open(desk, phase) or [Say(texts.all_clear)])]
    if clear:
        names = listed(desk, [f"*{point.short}*" for point in unclear])
        lines.append(Say(texts.still_open, {"points": names}))
    lines += away_lines(desk)
    if advice:
        return [*lines, *advice]
    lines += _principles(desk, unclear)
    lines.append(Say(texts.most_important, {"point": unclear[0].short, "why": unclear[0].why}))
    return lines


def _said_open(desk: Desk, phase: Phase) -> list[Say]:
    """The answers by which something is not settled, though every point was called clear."""
    steps = (step for point in phase.focus_points for step in desk.flow.path.of_point(point))
    found = [
        bullet(on_a_line(desk, step))
        for step in given(desk, steps)
        if step.leaves_open(desk.answers)
    ]
    return [Say(desk.texts.summary.said_open), *found] if found else []


def _principles(desk: Desk, unclear: list[FocusPoint]) -> list[Say]:
    ids = dict.fromkeys(id for point in unclear for id in point.principles)
    given = rated(desk)
    low = [desk.flow.library.principle[id] for id in ids if given.get(id, 0) < FINE]
    found = low[:PRINCIPLES_SHOWN]
    return [
        Say(desk.texts.summary.principle, {"number": str(each.number), "speaks": each.speaks})
        for each in found
    ]


def progress(desk: Desk) -> list[Say]:
    """Where one is in the phase: how many points are gone through, and what is next."""
    step, texts = desk.step, desk.texts.status
    if step is None or step.phase is None or desk.current.delegated is not None:
        return []
    points = asked_points(desk, step.phase)
    done = [point for point in points if desk.route.clarity(point) is not None]
    slots = {"done": count(desk, len(done)), "all": count(desk, len(points))}
    said = [Say(texts.progress, {**slots, "phase": step.phase.title})]
    of_phase = [each for each in desk.route.walked if each.point in points and each.point]
    latest = max(of_phase, key=lambda each: desk.answers.at(each.id), default=None)
    if latest is not None and latest.point is not None and is_answered(desk, latest.point):
        said.append(line_of(desk, latest.point))
    return said
