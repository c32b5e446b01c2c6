"""'Fortsæt senere': the buttons and the words that say when."""

from __future__ import annotations

from flows.content.vocabulary import Word
from flows.dialogue.guiding import again
from flows.inputs import Pressed, Typed
from flows.journey.desk import Desk
from flows.journey.question import button, misfit_line
from flows.journey.values import Asking
from flows.language.parsing import NOT_A_DATE, Misfit, read_day
from flows.messages import Say
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


def _ask(desk: Desk, line: Say | str) -> None:
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
        return True
    reading = read_day(desk.language, typed.text, desk.today, desk.today)
    if isinstance(reading, Misfit) and reading.why != NOT_A_DATE:
        _ask(desk, misfit_line(desk, reading, len(typed.text)))
    elif asking.arg == WRITTEN:
        _ask(desk, desk.lines(LaterLines).not_a_moment)
    else:
        return False
    return True


DEEDS = {SET: _set, WRITE: _write}
ASIDE = {LATER: _answer}
