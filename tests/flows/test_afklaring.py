"""The real content from the first word to the end: by typing alone, and by buttons alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from flows.content.kinds import Kind
from flows.content.vocabulary import Word
from flows.journey.flow import Flow
from flows.journey.life import FINISHED
from flows.journey.steps import Role, Step
from flows.journey.values import AnswerState
from flows.messages import Note
from tests.flows.chat import Chat, World

TYPED = {
    Kind.TEXT: "Vi ved ikke, hvad der får de unge til at komme. Det ved de selv.",
    Kind.SCALE: "4",
    Kind.YES_NO: "ja",
    Kind.PERSON: "Karen Eksempel",
    Kind.DATE: "1. juni",
}
#: What a phase ends in.
LAST = (Role.DECISION, Role.NEXT_STEP)
LONGEST = ("<!channel> & " * 300)[:3000]


def _through(chat: Chat) -> Iterator[Step]:
    """The open questions until the end, going on where the chat rests between phases."""
    for _ in range(2 * len(chat.flow.path.steps)):  # a course may be run again on the way
        chat.lets_stand()
        if chat.step is None:
            _goes_on(chat)
        if chat.step is None:
            chat.fails("no question is open")
        step = chat.step
        yield step
        chat.lets_stand()
        if chat.answered.get(step.id) is None:
            chat.fails(f"{step.id} was not answered")
        if chat.stage == FINISHED:
            return
    chat.fails("there was no end")


def _goes_on(chat: Chat) -> None:
    """Press what goes on with the journey, of all that one can do with what is done."""
    found = [each for each in chat.reply.presses if each.input.action.arg == Word.RESUME]
    chat.presses((found or chat.reply.presses)[0].label)


def _has_answered_all(chat: Chat) -> bool:
    """Whether every answer is one on the path, but for those of courses that were run again."""
    path, walked = chat.flow.path, {step.id for step in chat.route.walked}
    steps = [path.by_id[each.step] for each in chat.answered.held() if each.step in path.by_id]
    return all(step.id in walked or step.course is not None for step in steps)


def at_length(how: Any) -> Any:
    """A way that is walked among the slow ones alone."""
    return pytest.param(how, marks=pytest.mark.slow)


def _typed(step: Step, n: int) -> str:
    """What to type: the n-th choice, or what fits the kind."""
    choices = step.question.choices
    if step.question.kind is Kind.SCALES:
        return "3" * len(choices)
    n = 0 if step.role is Role.DECISION else n
    return choices[n % len(choices)].label if choices else TYPED[step.question.kind]


#: Every second choice is typed, every second pressed; the others the other way among the slow ones.
@pytest.mark.parametrize("n", [0, at_length(1), 2, at_length(3)])
def test_by_typing_alone(real_chat: Chat, n: int) -> None:
    """With every choice in turn, so that the branches are walked both ways."""
    chat = real_chat.says("hej").sets_out("Mødested for unge i midtbyen")
    chat.passes_the_gate()
    for step in _through(chat):
        if step.question.kind is Kind.YES_NO:
            chat.says("ja" if n % 2 else "nej")
        elif step.question.kind is Kind.SCALE:
            chat.says(str(1 + n))
        else:
            chat.says(_typed(step, n))
        chat.has_left(step.id, AnswerState.GIVEN)
    assert _has_answered_all(chat)


def _presses(chat: Chat, step: Step, n: int) -> None:
    """Answer with a button, select or picker; skip what can only be written."""
    kind, options = step.question.kind, chat.reply.options
    if kind is Kind.TEXT:
        chat.presses("Find på et navn senere" if step.role is Role.TITLE else "Spring over")
    elif kind is Kind.PERSON:
        chat.picks("U12345")
    elif kind is Kind.DATE:
        chat.picks("2026-06-01")
    elif kind is Kind.CHOICES:
        alone = {choice.id for choice in step.question.choices if choice.alone}
        labels = [each.label for each in options if not alone.intersection(each.input.chosen)]
        chat.chooses(*{labels[n % len(labels)]: 0, labels[-1]: 0})
    else:
        n = 0 if step.role is Role.DECISION else n
        chat.does(options[n % len(options)].input, options[n % len(options)].label)


@pytest.mark.parametrize("n", [at_length(0), 1, at_length(2), 3])
def test_by_buttons_alone(real_chat: Chat, n: int) -> None:
    chat = real_chat.says("hej")
    chat.presses(chat.reply.presses[0].label)
    chat.presses("Find på et navn senere").passes_the_gate()
    for step in _through(chat):
        _presses(chat, step, n)
    assert _has_answered_all(chat)


def test_by_skipping_everything(real_chat: Chat) -> None:
    real_chat.says("hele vejen").skips_to_the_end()
    said = [each for each in real_chat.answered if each.step in real_chat.flow.path.by_id]
    assert said
    assert all(answer.state is AnswerState.SKIPPED for answer in said)


def test_with_the_longest_answers(real_chat: Chat) -> None:
    """The rule ``fits_slack`` looks at every message, also the overview and the lists."""
    chat = real_chat.says("hej").sets_out("&" * 79 + "x")
    for step in _through(chat):
        if step.question.kind is Kind.PERSON:
            chat.says(("<!here> & " * 9)[:80])
        elif step.question.kind is Kind.TEXT or step.question.other:
            chat.says(LONGEST)
        elif step.question.kind is Kind.CHOICES:
            chat.chooses(*(each.label for each in step.question.choices if not each.alone))
        else:
            chat.says(_typed(step, 0))
        if step.role is Role.CLARITY:
            for word in ("mine data", "ret", "tilbage"):
                chat.fork().says(word)
    chat.says("mine data").says("ret").opens_home()


@pytest.mark.parametrize("every", [False, at_length(True)])
def test_every_question_can_be_asked_about_and_left(real_chat: Chat, every: bool) -> None:
    """Words about a question at each that the content asks; those about the way at each point.

    It can be left at each point, and among the slow ones at every question.
    """
    chat, points = real_chat.says("hele vejen"), set[str]()
    for step in _through(chat):
        point = step.point.id if step.point is not None else step.id
        for word in ("uddyb", "eksempel", *(() if point in points else ("hjælp", "status"))):
            chat.fork().says(word).stands_at(step.id)
        if every or point not in points:
            chat.fork().says("pause").says("fortsæt").stands_at(step.id)
        points.add(point)
        chat.says(_typed(step, 0))


def test_each_phase_ends_in_a_summary_and_a_next_step(real_chat: Chat) -> None:
    chat = real_chat.begins()
    ended = []
    for step in _through(chat):
        chat.says(_typed(step, 1))
        if step.role in (Role.QUESTION, Role.COURSE, Role.PRINCIPLE) and chat.step:
            if chat.step.role not in LAST:
                continue
            chat.sees("er gennemgået")
            ended.append(chat.step.phase)
        if step.role is Role.NEXT_STEP:
            assert isinstance(chat.lets_stand().reply.messages[-1], Note)
    assert [phase.id for phase in ended if phase] == [p.id for p in chat.flow.library.phases]


def test_the_content_asks_in_its_own_order(real_flow: Flow) -> None:
    """Easy to follow: within a focus point the questions come one after the other."""
    chat = Chat(World(real_flow)).says("hele vejen")
    points: list[str] = []
    for step in _through(chat):
        if step.point is not None and (not points or points[-1] != step.point.id):
            points.append(step.point.id)
        chat.says("spring over")
    assert points == [point.id for _, point in real_flow.library.focus_points()]
