"""How clarified a focus point is: it follows from its answers, unless a tap says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from flows.content.base import Label, Lines, Plain, for_each, says
from flows.content.kinds import FocusPoint, Kind
from flows.content.vocabulary import Word
from flows.inputs import Pressed
from flows.journey.desk import Desk
from flows.journey.question import button, does
from flows.journey.route import CLEAR, OPEN, PARTLY, Gone, clarity_of
from flows.journey.showing import capital, count, show
from flows.journey.steps import Role, Step
from flows.journey.values import AnswerState
from flows.messages import Note, Option, Say, Stated, to_say

#: The deed of calling a point more or less clarified; its argument is the point.
CLARIFY = "clarity.say"


class ClarityLines(Lines):
    """``counts`` says what a point counts as, and why; ``is_all`` where all of it is answered.

    ``explained`` is said the first time.
    """

    AREA = "clarity"

    how: Annotated[Mapping[str, Label], for_each((CLEAR, PARTLY, OPEN))]
    counts: Annotated[str, says("point", "how", "why")]
    is_all: Annotated[str, says("point", "how")]
    was_said: Annotated[str, says("point", "how")]
    all_passed: Plain
    one_passed: Plain
    passed: Annotated[str, says("count")]
    unsettled: Annotated[str, says("answer")]
    unsettled_about: Annotated[str, says("answer", "ask")]
    explained: Plain
    changed: Annotated[str, says("point", "how")]


LINES = (ClarityLines,)


def counted(desk: Desk, step: Step, *lead: Say | str) -> Stated | None:
    """After the last answer to a point's questions: what it counts as now, with ``lead`` before.

    None after any other answer, and where the point is somebody else's to conclude.
    """
    point, route = step.point, desk.route
    asked = not step.brief and step.role in (Role.QUESTION, Role.CONCLUSION, Role.OTHER)
    if point is None or not asked or desk.current.delegated:
        return None
    if not route.is_through(route.path.section[point.id]):
        return None
    found, counted = route.clarity(point), counts(desk, point)
    if found is None or not counted:
        return None
    lines, asked_for = desk.lines(ClarityLines), desk.texts.steps.clarity
    said = [*to_say((*lead, *counted))]
    others = (each for _, each in desk.flow.library.focus_points() if each is not point)
    if all(route.clarity(each) is None for each in others):
        said.append(Say(lines.explained))
    options = tuple(Option(each.id, each.label) for each in asked_for.choices)
    return Stated(tuple(said), asked_for.ask, does(desk, CLARIFY, point.id), options, found)


def counts(desk: Desk, point: FocusPoint | None) -> list[Say]:
    """What the point counts as, and why; nothing where it was not gone through."""
    gone = desk.route.gone(point) if point is not None else None
    if point is None or gone is None:
        return []
    lines, said = desk.lines(ClarityLines), desk.route.said_clarity(point)
    slots: dict[str, str | Say] = {"point": point.short}
    if said is not None:
        return [Say(lines.was_said, slots | {"how": lines.how[said]})]
    how = lines.how[desk.route.clarity(point) or gone.clarity]
    if not (gone.passed or gone.unsettled):
        return [Say(lines.is_all, slots | {"how": how})]
    return [Say(lines.counts, slots | {"how": how, "why": _why(desk, gone)})]


def _why(desk: Desk, gone: Gone) -> Say:
    lines = desk.lines(ClarityLines)
    if gone.passed == gone.asked:
        return Say(lines.all_passed)
    if gone.unsettled:
        step = gone.unsettled[0]
        answer = show(desk, step, desk.answers.get(step.id))
        one_word = isinstance(answer, str) and " " not in answer  # 'Nej' says nothing alone
        if one_word or step.question.kind is not Kind.CHOICE:
            return Say(lines.unsettled_about, {"answer": answer, "ask": step.question.ask})
        return Say(lines.unsettled, {"answer": answer})
    if gone.passed > 1:
        return Say(lines.passed, {"count": capital(count(desk, gone.passed))})
    return Say(lines.one_passed)


def _called(desk: Desk, press: Pressed) -> None:
    """The point is called so; nothing moves, and the open question stays open."""
    action, chosen = press.action, press.choice
    point = desk.flow.library.point.get(action.arg)
    choices = {each.id for each in desk.texts.steps.clarity.choices}
    is_old = desk.journey is None or action.revision != desk.current.revision
    if point is None or chosen not in choices or is_old or desk.route.clarity(point) is None:
        desk.again(desk.texts.stale.unknown)
        return
    desk.record(clarity_of(point), chosen, AnswerState.GIVEN)
    desk.follow(revision=desk.current.revision)
    lines, texts = desk.lines(ClarityLines), desk.texts.buttons
    slots = {"point": point.short, "how": lines.how[chosen]}
    here = button(desk, texts.show_question, Word.RESUME)
    desk.say(Note((Say(lines.changed, slots),), (here,)))


DEEDS = {CLARIFY: _called}
