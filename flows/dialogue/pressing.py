"""From a button to what it does. What no longer can be done is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from flows.content.vocabulary import Word
from flows.dialogue import answering, choosing, correcting, features, guiding, passing
from flows.inputs import Action, Pressed, Verb
from flows.journey.desk import Desk
from flows.journey.question import LEAVE, SKIP_TEST
from flows.journey.values import AnswerState, Journey
from flows.language.words import Said
from flows.messages import Button, Say, Words
from flows.parts import at_once
from flows.parts.clarity import CLARIFY
from flows.parts.short.turn import OF_ITS_QUESTION

#: Words whose button belongs to the question that it stood under, and to no other.
OF_ONE_QUESTION = (
    Word.ELABORATE,
    Word.EXAMPLE,
    Word.READ_MORE,
    Word.SKIP,
    Word.SKIP_POINT,
    Word.DECIDE,
)


def say_word(desk: Desk, said: Said) -> None:
    """Do what the word says; a side question is over."""
    desk.set_person(asking=None)
    if said.word is Word.SKIP and desk.taking is not None:
        answering.skip(desk, desk.taking)
    elif said.word in OF_ONE_QUESTION and desk.taking is not desk.step:
        guiding.again(desk)  # it was meant of another question than the one that is open now
    else:
        _WORDS[said.word](desk, said)


_WORDS: dict[Word, Callable[[Desk, Said], None]] = {
    Word.HELP: guiding.help_,
    Word.ELABORATE: lambda desk, _: guiding.elaborate(desk),
    Word.EXAMPLE: lambda desk, _: guiding.give_example(desk),
    Word.READ_MORE: lambda desk, _: guiding.read_more(desk),
    Word.BACK: lambda desk, _: correcting.back(desk),
    Word.CORRECT: correcting.correct,
    Word.SKIP: lambda desk, _: guiding.skip_word(desk),
    Word.SKIP_POINT: lambda desk, _: passing.skip_point(desk),
    Word.DECIDE: lambda desk, _: passing.decide(desk),
    Word.ONWARD: lambda desk, _: passing.onward_word(desk),
    Word.PAUSE: lambda desk, _: guiding.pause(desk),
    Word.RESUME: lambda desk, _: guiding.resume(desk),
    Word.STATUS: lambda desk, _: guiding.status(desk),
    Word.STOP: lambda desk, _: guiding.stop(desk),
    **choosing.WORDS,
    Word.SWITCH: choosing.switch,
    Word.DELETE: choosing.delete,
    Word.WHAT_IS: lambda desk, _: guiding.what_is(desk),
    **features.WORDS,
}


#: The same button again within this time is a double click.
DOUBLE_CLICK = timedelta(seconds=3)
#: So much is kept of what was pressed; no button of the bot's own needs more.
LONGEST_PRESSED = 255


def pressed(desk: Desk, press: Pressed) -> None:
    """Do what the button says, where it still can be done."""
    action = press.action
    if action.verb is not Verb.ANSWER and _is_double(desk, press):
        return
    if action.verb not in _OF_DELETING:
        desk.set_person(asking=None)
    journey = desk.owned(action.journey)
    if action.journey and journey is None:
        guiding.again(desk, desk.texts.stale.gone)
    elif journey is not None and journey.id != desk.person.open_journey and _is_step(action):
        _elsewhere(desk, journey)
    else:
        _PRESSED[action.verb](desk, press)


def _is_double(desk: Desk, press: Pressed) -> bool:
    """Whether the same was pressed a moment ago: then once is enough."""
    said = f"{press.action}{press.chosen}{press.fields or ''}"[:LONGEST_PRESSED]
    last, at = desk.person.pressed, desk.person.pressed_at
    desk.set_person(pressed=said, pressed_at=desk.now)
    return last == said and desk.just_now(at, DOUBLE_CLICK)


#: Buttons that count only while it was just asked whether to delete.
_OF_DELETING = (Verb.DELETE, Verb.DELETE_ALL)


def _is_step(action: Action) -> bool:
    if action.verb is Verb.DO or action.step in features.DEEDS:
        return action.step in (SKIP_TEST, LEAVE, CLARIFY, *OF_ITS_QUESTION)
    return action.verb in (Verb.ANSWER, Verb.CORRECT, Verb.OPEN, Verb.REMOVE, Verb.WORD)


def _elsewhere(desk: Desk, journey: Journey) -> None:
    """A button of a journey that is not the open one: offer to go there."""
    line = Say(desk.texts.stale.elsewhere, {"title": Words(journey.title)})
    go = Action(Verb.SWITCH, journey.id)
    desk.note(line, buttons=(Button(desk.texts.buttons.switch_there, go, main=True),))


def _correct(desk: Desk, press: Pressed) -> None:
    step = desk.flow.path.by_id.get(press.choice or press.action.step)
    if step is None or step not in desk.route.correctable:
        guiding.again(desk, desk.texts.stale.unknown)
    else:
        correcting.revise(desk, step)


def _remove(desk: Desk, press: Pressed) -> None:
    """Only the answer that the button stood beside is removed, and none that came later."""
    action = press.action
    step = desk.flow.path.by_id.get(action.step)
    answer = desk.answers.get(action.step)
    if step is None or answer is None:
        guiding.again(desk, desk.texts.stale.unknown)
    elif answer.state is AnswerState.REMOVED:
        guiding.again(desk, desk.texts.edit.nothing_to_remove)
    elif action.revision == desk.current.revision or action.arg == answer.message:
        correcting.remove(desk, step)
    else:
        answering.stale(desk, step)


def _keep(desk: Desk, press: Pressed) -> None:
    step = desk.flow.path.by_id.get(press.action.step)
    if step is None:
        guiding.again(desk, desk.texts.delete.kept)
    elif desk.step == step and step.resolved(desk.answers):
        answering.keep(desk, step)
    else:
        answering.stale(desk, step)


def _begin(desk: Desk, press: Pressed) -> None:
    way = press.action.arg
    choosing.begin(desk, way, pressed=True) if way else choosing.offer_ways(desk)


def _switch(desk: Desk, press: Pressed) -> None:
    choosing.switch_to(desk, press.choice or press.action.journey)


def _pressed_word(desk: Desk, press: Pressed) -> None:
    word = Word.__members__.get(press.action.arg.upper())
    step = desk.flow.path.by_id.get(press.action.step)
    if word is None or (word in OF_ONE_QUESTION and step is None):
        guiding.again(desk, desk.texts.stale.unknown)
    elif word in OF_ONE_QUESTION and step not in (desk.step, desk.taking):
        answering.stale(desk, step or desk.flow.path.steps[0])
    else:
        say_word(desk, Said(word))


def _do(desk: Desk, press: Pressed) -> None:
    """A button of one of the advisor's parts."""
    deed = features.DEEDS.get(press.action.step)
    if deed is None:
        guiding.again(desk, desk.texts.stale.unknown)
    else:
        deed(desk, press)


def _opened(desk: Desk, press: Pressed) -> None:
    """A dialog that was sent: of one of the advisor's parts, or with a point's questions."""
    features.DEEDS.get(press.action.step, at_once.answered)(desk, press)


_PRESSED: dict[Verb, Callable[[Desk, Pressed], None]] = {
    Verb.BEGIN: _begin,
    Verb.ANSWER: answering.pressed,
    Verb.WORD: _pressed_word,
    Verb.CORRECT: _correct,
    Verb.REMOVE: _remove,
    Verb.SWITCH: _switch,
    Verb.DELETE: lambda desk, press: choosing.pressed_delete(desk, press.action.journey),
    Verb.DELETE_ALL: lambda desk, press: choosing.pressed_delete(
        desk, None, wipes=press.action.arg == choosing.WIPE
    ),
    Verb.KEEP: _keep,
    Verb.OPEN: _opened,
    Verb.DO: _do,
}
