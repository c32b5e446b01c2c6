"""The short way's own buttons, and how it ends: a step is taken, and half a page is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from flows.content.base import fill
from flows.content.vocabulary import Word
from flows.inputs import Action, Pressed, Verb
from flows.journey.calendar import working_from
from flows.journey.decision import outcome
from flows.journey.desk import Desk
from flows.journey.life import PAUSE, WAIT
from flows.journey.question import back, button, deed
from flows.journey.short import (
    DECISION,
    NEXT_STEP,
    NO_VALUE,
    NONE,
    SENTENCE,
    SHORT,
    VALUE,
    ShortLines,
    is_taken,
    without_of,
)
from flows.journey.steps import Role, Step
from flows.journey.values import AnswerState
from flows.messages import Button, Say, Words
from flows.parts.advice.rules import OWNER
from flows.parts.later import offer
from flows.parts.memo.ordering import memo_button
from flows.parts.memo.summary import SHARE
from flows.parts.next_steps import ASKED, NextStep
from flows.parts.short.view import PAGE, ViewLines, dangers, page, view_lines
from flows.parts.short.view import there_is as has_page

#: The deeds: leave a question without an answer; take the step that is suggested, or write one;
#: plan when to take the rest.
WITHOUT, TAKE, WRITE, REST = "short.uden", "short.tag", "short.skriv", "short.resten"
#: Those that belong to the question that they stand beside.
OF_ITS_QUESTION = (WITHOUT, TAKE, WRITE)
#: How one begins, as a button of Verb.BEGIN says it.
WHOLE = "whole"
WAYS = (SHORT, WHOLE)
#: What is answered beside it.
BESIDE = ("title", VALUE)
#: So many days ahead, and then the first on which people work, is the step's day; ours.
SOON = timedelta(days=3)


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


def beside(desk: Desk, step: Step) -> tuple[Button, ...]:
    """What can be done instead of answering: say that there is none; take what is suggested."""
    if step.id == NEXT_STEP:
        lines = desk.lines(ViewLines)
        take = deed(desk, lines.take, TAKE, main=True)
        return (take, deed(desk, lines.write, WRITE))
    label = without_of(desk.flow.library, step.id)
    return (deed(desk, label, WITHOUT, step.id),) if label is not None else ()


def helpers(desk: Desk, step: Step) -> tuple[Button, ...]:
    """The words that are offered under the question."""
    texts = desk.texts.buttons
    found = (button(desk, texts.skip, Word.SKIP), button(desk, texts.pause, Word.PAUSE))
    if step.role is Role.NEXT_STEP:  # two buttons stand beside it
        return found
    return (button(desk, texts.elaborate, Word.ELABORATE), *found)


def is_terse(desk: Desk, step: Step) -> bool:
    """Whether nothing is said of the answer: on the short way one goes straight on."""
    own = step.brief and step.id not in (DECISION, NEXT_STEP)
    return own or (step.id == "title" and is_taken(desk.answers))


def _without(desk: Desk, press: Pressed) -> None:
    step = desk.step
    if step is None or step.id != press.action.arg:
        desk.again(desk.texts.stale.not_open)
        return
    if step.id == SENTENCE and VALUE in desk.flow.path.by_id:
        desk.record(VALUE, NO_VALUE, AnswerState.GIVEN)
    desk.wish("skip", step, NONE)


# The step


def suggestion(desk: Desk) -> list[Say]:
    """The step that is suggested, before it is asked what one does."""
    return [Say(desk.lines(ViewLines).suggestion, quote=Words(_sentence(desk)))]


def _sentence(desk: Desk) -> str:
    """What one can do about the gravest danger, or instead, by what was decided."""
    lines, found = desk.lines(ViewLines), dangers(desk)
    leaves = outcome(desk.flow.library.phases[0], desk.answers.given(DECISION)) == "leave"
    if leaves:
        line = (found[0].danger.instead if found else None) or lines.instead
    else:
        line = found[0].danger.step if found else lines.step
    return fill(line, owner=_owner(desk))


def _owner(desk: Desk) -> str:
    """Who owns the task: the name that was given, or else the role; never oneself."""
    lines, owner = desk.lines(ViewLines), desk.answers.given(OWNER)
    if not isinstance(owner, dict) or owner.get("user") == desk.person.id:
        return lines.my_boss
    return str(owner.get("name") or lines.owner_is)


def _day(desk: Desk) -> date:
    return working_from(desk.today + SOON, desk.person.tz)


def _take(desk: Desk, _: Pressed) -> None:
    step = desk.step
    if step is None or step.id != NEXT_STEP:
        desk.again(desk.texts.stale.not_open)
        return
    day = _day(desk)
    desk.record(step, _sentence(desk), AnswerState.GIVEN)
    id = NEXT_STEP.removesuffix(ASKED)
    due = day.isoformat()
    desk.put(NextStep(id=id, origin=f"answer:{NEXT_STEP}", phase=id, do="", due=due))
    when = desk.say_weekday(day)
    desk.wish("onward", step, Say(desk.lines(ViewLines).agreed, {"day": when}))


def agrees(desk: Desk, offered: Button, said: str) -> bool:
    """Whether it is a yes to the step that is suggested: that takes it."""
    return offered.action.step == TAKE and said in desk.language.phrases.yes


def _write(desk: Desk, _: Pressed) -> None:
    step = desk.step
    if step is None or step.id != NEXT_STEP:
        desk.again(desk.texts.stale.not_open)
        return
    desk.ask(desk.lines(ViewLines).write_so, brief=True)


#: What is said before the question, by its role.
BEGINNINGS: Mapping[Role, Callable[[Desk, Step], list[Say]]] = {
    Role.VIEW: lambda desk, _: view_lines(desk),
    Role.NEXT_STEP: lambda desk, _: suggestion(desk),
}

# The end


def is_over(desk: Desk, step: Step) -> bool:
    """Whether the short way ended with ``step``, and nothing beyond it was answered."""
    if not is_taken(desk.answers) or not there_is(desk):
        return False
    own, here = desk.flow.path.section[SHORT].ids, desk.step
    if step.id not in own or (here is not None and here.brief):
        return False
    return all(each.id in own or each.id in BESIDE for each in desk.route.walked)


def end(desk: Desk, *lead: Say | str) -> None:
    """The half page; the whole way waits until the person wants it."""
    decided = outcome(desk.flow.library.phases[0], desk.answers.given(DECISION))
    desk.rest(WAIT if decided == "wait" else PAUSE)
    lines, title = desk.lines(ViewLines), {"title": Words(desk.current.title)}
    go = button(desk, desk.texts.buttons.resume, Word.RESUME)
    rest = deed(desk, lines.rest, REST)
    if not has_page(desk):
        desk.note(*lead, desk.lines(ShortLines).done, buttons=(rest, go))
        return
    share = deed(desk, lines.share, SHARE, PAGE, main=True)
    said = (*lead, Say(lines.page.heading, title), *page(desk))
    desk.note(*said, buttons=(share, memo_button(desk), rest, go))


def _rest(desk: Desk, _: Pressed) -> None:
    """Plan when to take the rest."""
    if desk.journey is None or not desk.resting:
        back(desk)
        return
    title = {"title": Words(desk.current.title)}
    offer(desk, Say(desk.lines(ViewLines).when_rest, title), moments=("week", "month"))


LINES = (ShortLines, ViewLines)
DEEDS = {WITHOUT: _without, TAKE: _take, WRITE: _write, REST: _rest}
