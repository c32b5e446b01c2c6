"""A message that turns out to be older than the one that was taken before it.

Slack may hand over two quick messages turned round, or the first again when it failed. The person
wrote them in one order; so they stand in that order.
"""

from __future__ import annotations

from flows.dialogue.answering import give, read
from flows.dialogue.asking import ask
from flows.inputs import Typed
from flows.journey.desk import Desk
from flows.journey.question import time_of
from flows.journey.showing import show
from flows.journey.steps import Role, Step
from flows.journey.values import Answer, AnswerState
from flows.language.parsing import Parsed
from flows.messages import Say, Slot, Words


def set_right(desk: Desk, said: Typed) -> None:
    """Put the answers where they would stand had the messages come in their order, and tell it.

    Only while nothing else was answered since. Otherwise the text is shown, to be written again.
    """
    taken = _taken(desk, said)
    step = desk.flow.path.by_id[taken.step] if taken is not None else None
    reading = read(desk, step, said.text, said.person) if step is not None else None
    if taken is None or step is None or not isinstance(reading, Parsed):
        ask(desk, Say(desk.texts.late.not_saved, quote=Words(said.text)), brief=True)
        return
    if reading.value == taken.value:  # written twice
        ask(desk, brief=True)
        return
    shown = show(desk, step, taken)
    _follow(desk, step, reading, said)
    here = Say(step.place)
    now = show(desk, step, desk.answers.get(step.id))
    first = Say(desk.texts.late.first, {"place": here}, quote=now)
    if not _answers_what_is_asked(desk, step, taken, first, shown):
        ask(desk, first, Say(desk.texts.late.second_out, quote=shown), brief=True)


def _taken(desk: Desk, said: Typed) -> Answer | None:
    """The later message's answer, where it is the last one that was given."""
    steps = desk.flow.path.by_id
    given = [
        each
        for each in desk.answers.held()
        if each.step in steps and steps[each.step].role is not Role.OTHER
    ]
    later = [each for each in given if time_of(each.message) > time_of(said.message)]
    return later[0] if len(later) == 1 and later[0] is given[-1] else None


def _follow(desk: Desk, step: Step, reading: Parsed, said: Typed) -> None:
    """The answer follows; the journey stays where it is, unless it now leads elsewhere."""
    desk.record(step, reading.value, AnswerState.GIVEN, said.message)
    if reading.other is not None:
        other = desk.flow.path.by_id[f"{step.id}_other"]
        desk.record(other, reading.other, AnswerState.GIVEN, said.message)
    title = str(reading.value) if step.role is Role.TITLE else desk.current.title
    desk.follow(title=title)


def _answers_what_is_asked(
    desk: Desk, step: Step, taken: Answer, first: Say, shown: Slot | None
) -> bool:
    """The later text answers what is asked now, where it can."""
    asked = desk.step
    if asked is None or asked == step or asked.resolved(desk.answers):
        return False
    if step.question.kind != "text":  # what is stored is not what was typed
        return False
    reading = read(desk, asked, str(taken.value))
    if not isinstance(reading, Parsed):
        return False
    here = Say(asked.place)
    second = Say(desk.texts.late.second, {"place": here}, quote=shown)
    give(desk, asked, reading, taken.message, first, second)
    return True
