"""'Fortsæt senere': the buttons and the words that say when."""

from __future__ import annotations

from flows.dialogue.guiding import again
from flows.inputs import Pressed, Typed
from flows.journey.desk import Desk
from flows.journey.question import button
from flows.journey.values import Asking
from flows.language.words import Word
from flows.parts.later import LATER, SET, WRITE, WRITTEN, LaterLines, moment_of, rest_until


def _set(desk: Desk, press: Pressed) -> None:
    moment = moment_of(desk, press.action.arg)
    if moment is None or not _may_rest(desk):
        again(desk)
    else:
        rest_until(desk, moment)


def _write(desk: Desk, press: Pressed) -> None:
    if not _may_rest(desk):
        again(desk)
        return
    if desk.step is not None:
        desk.rest(revision=desk.current.revision)
    _ask(desk, desk.lines(LaterLines).ask)


def _ask(desk: Desk, line: str) -> None:
    desk.set_person(asking=Asking(LATER, (desk.current.id,), WRITTEN))
    desk.note(line, buttons=(button(desk, desk.texts.buttons.resume, Word.RESUME, main=True),))


def _may_rest(desk: Desk) -> bool:
    """Whether there is something to go on with."""
    return desk.journey is not None and not desk.finished


def _answer(desk: Desk, asking: Asking, typed: Typed) -> bool:
    if desk.about not in asking.journeys or not desk.resting:
        return False
    moment = desk.language.dates.moment(typed.text, desk.now, desk.person.tz)
    if moment is not None:
        rest_until(desk, moment)
    elif asking.arg == WRITTEN:
        _ask(desk, desk.lines(LaterLines).not_a_moment)
    else:
        return False
    return True


DEEDS = {SET: _set, WRITE: _write}
ASIDE = {LATER: _answer}
