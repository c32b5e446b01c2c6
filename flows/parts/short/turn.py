"""The short way's own buttons and words, and how it ends."""

from __future__ import annotations

from flows.inputs import Action, Pressed, Verb
from flows.journey.desk import Desk
from flows.journey.question import deed
from flows.journey.short import NO_VALUE, SENTENCE, SHORT, VALUE, ShortLines, is_taken
from flows.journey.steps import Step
from flows.journey.values import AnswerState
from flows.messages import Button, Say
from flows.parts.later import offer

#: The deed of leaving a question without an answer.
WITHOUT = "short.uden"
#: How one begins, as a button of Verb.BEGIN says it.
WHOLE = "whole"
WAYS = (SHORT, WHOLE)
#: What is answered beside it.
BESIDE = ("title", VALUE)


def there_is(desk: Desk) -> bool:
    """Whether the content has a short way."""
    return SHORT in desk.flow.path.section


def ways(desk: Desk, *, main: bool = True) -> tuple[Button, ...]:
    """The buttons with which one begins; the first is the ``main`` thing to do."""
    if not there_is(desk):
        return (Button(desk.texts.buttons.begin, Action(Verb.BEGIN), main=main),)
    lines = desk.lines(ShortLines).ways
    labels = zip(WAYS, (lines.short, lines.whole), strict=True)
    return tuple(
        Button(label, Action(Verb.BEGIN, arg=way), main=main and way == SHORT)
        for way, label in labels
    )


def without(desk: Desk, step: Step) -> tuple[Button, ...]:
    """The button that leaves the question without an answer, where it has one."""
    asked = desk.lines(ShortLines).questions
    label = next((each.without for each in asked if each.id == step.id), None)
    return (deed(desk, label, WITHOUT, step.id),) if label is not None else ()


def is_terse(desk: Desk, step: Step) -> bool:
    """Whether nothing is said of the answer: on the short way one goes straight on."""
    return step.brief or (step.id == "title" and is_taken(desk.answers))


def is_over(desk: Desk, step: Step) -> bool:
    """Whether the short way ended with ``step``, and nothing beyond it was answered."""
    path, here = desk.flow.path, desk.step
    own = {each.id for each in path.section[SHORT].steps} if there_is(desk) else set()
    if step.id not in own or not is_taken(desk.answers) or (here is not None and here.brief):
        return False
    return all(each.id in (*own, *BESIDE) for each in desk.route.walked)


def end(desk: Desk, *lead: Say | str) -> None:
    """The whole way waits until the person wants it."""
    desk.rest()
    offer(desk, *lead, desk.lines(ShortLines).done)


def _without(desk: Desk, press: Pressed) -> None:
    step = desk.step
    if step is None or step.id != press.action.arg:
        desk.again(desk.texts.stale.not_open)
        return
    if step.id == SENTENCE and VALUE in desk.flow.path.by_id:
        desk.record(VALUE, NO_VALUE, AnswerState.GIVEN)
    desk.wish("skip", step)


LINES = (ShortLines,)
DEEDS = {WITHOUT: _without}
