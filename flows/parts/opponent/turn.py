"""The opponent's questions, one at a time: answered, made a step, or passed by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from flows.content.base import fill
from flows.content.vocabulary import Word
from flows.inputs import Pressed, Typed
from flows.journey.desk import Desk
from flows.journey.lines import CourseLines
from flows.journey.question import back, deed, is_late, misfit_line, phase_now
from flows.journey.records import all_of, one
from flows.journey.showing import count
from flows.journey.values import Asking
from flows.language.parsing import LONGEST, Misfit
from flows.language.text import is_only_signs, plain
from flows.language.words import Said
from flows.messages import Button, Note, Say, Words, to_say
from flows.parts.advice.findings import because_line
from flows.parts.next_steps.making import keep_of_content
from flows.parts.opponent.record import (
    AGAIN,
    HEAR,
    MOST,
    Challenge,
    Challenged,
    Fitting,
    OpponentLines,
    Round,
    chosen,
    fitting,
    under_way,
)
from flows.pieces import cited

#: The deeds, and what is left open while a question is put.
STEP, NEXT, STOP = "opponent.step", "opponent.next", "opponent.stop"
REMOVE, OPPONENT = "opponent.remove", "opponent"


def hear(desk: Desk) -> None:
    """Go on with the round that is under way, or begin one."""
    lines, journey = desk.lines(OpponentLines), desk.journey
    if journey is None or journey.delegated is not None:
        back(desk, desk.lines(CourseLines).needs_journey)
        return
    desk.set_person(open_journey=journey.id)
    if under_way(desk) is not None:
        _go_on(desk, lines.resumed)
        return
    found = chosen(desk)
    if not found:
        back(desk, lines.all_met if fitting(desk) else lines.nothing)
        return
    first = lines.begins if len(found) == MOST else lines.few
    line = lines.more if all_of(desk.answers, Challenged) else first
    ids = tuple(each.challenge.id for each in found)
    desk.put(Round(ids=ids, phase=phase_now(desk).id))
    number = fill(lines.several, count=count(desk, len(ids))) if len(ids) > 1 else lines.one
    _go_on(desk, Say(line, {"count": number}))


def _go_on(desk: Desk, *lead: Say | str) -> None:
    """The next question of the round; after the last one back to what is asked."""
    there = under_way(desk)
    if there is None:
        back(desk, *lead, desk.lines(OpponentLines).done)
        return
    found, number, of = there
    place = {"number": str(number), "count": str(of)}
    _put(desk, found, *lead, Say(desk.lines(OpponentLines).place, place))


def _put(desk: Desk, found: Fitting, *lead: Say | str) -> None:
    """The question, why it is asked, and the answers that it comes from."""
    challenge, lines = found.challenge, desk.lines(OpponentLines)
    desk.set_person(asking=Asking(OPPONENT, (desk.current.id,), challenge.id))
    said = [*to_say(lead)]
    said += [Say(lines.ask, {"ask": challenge.ask}), Say(challenge.why)]
    said += [cited(desk.flow.library, challenge.source)] if challenge.source else []
    said += [Say(lines.because), *(because_line(desk, each) for each in found.because)]
    old = one(desk.answers, Challenged, challenge.id)
    buttons = _buttons(desk, challenge)
    if old is not None and old.said:
        said.append(Say(lines.old_answer, quote=Words(old.said)))
        buttons = (*buttons, deed(desk, lines.remove, REMOVE, challenge.id))
    desk.say(Note((*said, Say(lines.answer)), buttons))


def _buttons(desk: Desk, challenge: Challenge) -> tuple[Button, ...]:
    lines = desk.lines(OpponentLines)
    return (
        deed(desk, lines.step, STEP, challenge.id),
        deed(desk, lines.next, NEXT, challenge.id),
        deed(desk, lines.stop, STOP, challenge.id),
    )


def _met(
    desk: Desk,
    challenge: Challenge,
    state: Literal["answered", "step", "passed"],
    said: str | None,
    *lead: Say | str,
) -> None:
    """Keep what came of it, and go on."""
    desk.put(Challenged(id=challenge.id, state=state, said=said))
    _go_on(desk, *lead)


def _step(desk: Desk, challenge: Challenge) -> None:
    """A next step is made of it; a day is set where the steps are listed."""
    keep_of_content(desk, challenge.do, f"{Challenged.KIND}:{challenge.id}")
    line = Say(desk.lines(OpponentLines).step_made, {"do": challenge.do})
    _met(desk, challenge, "step", _said(desk, challenge), line)


def _pass(desk: Desk, challenge: Challenge) -> None:
    """What was answered before stays."""
    before = one(desk.answers, Challenged, challenge.id)
    state = before.state if before is not None else "passed"
    _met(desk, challenge, state, _said(desk, challenge), desk.lines(OpponentLines).passed)


def _said(desk: Desk, challenge: Challenge) -> str | None:
    before = one(desk.answers, Challenged, challenge.id)
    return before.said if before is not None else None


def _stop(desk: Desk, _: Challenge) -> None:
    back(desk, desk.lines(OpponentLines).stopped)


def _remove(desk: Desk, challenge: Challenge) -> None:
    desk.erase(f"{Challenged.KIND}:{challenge.id}")
    desk.change(revision=desk.current.revision)
    back(desk, desk.lines(OpponentLines).removed)


def _meant(desk: Desk, id: str) -> Fitting | None:
    found = (each for each in fitting(desk) if each.challenge.id == id)
    return next(found, None) if desk.journey is not None else None


def _pressed(desk: Desk, press: Pressed, do: Callable[[Desk, Challenge], None]) -> None:
    """Old buttons, of a question that is not the one put, change nothing."""
    found, asking = _meant(desk, press.action.arg), desk.scene.person.asking
    put = asking is not None and asking.what == OPPONENT and asking.arg == press.action.arg
    if found is None or not put or desk.about != desk.person.open_journey:
        back(desk, desk.lines(OpponentLines).changed)
    else:
        do(desk, found.challenge)


def _again(desk: Desk, press: Pressed) -> None:
    """Put one question again, where its answers still lead to it."""
    found = _meant(desk, press.action.arg)
    if found is None or desk.about != desk.person.open_journey:
        back(desk, desk.lines(OpponentLines).changed)
    else:
        _put(desk, found)


def _typed(desk: Desk, asking: Asking, typed: Typed) -> bool:
    """What is typed is a label, or the answer."""
    found = _meant(desk, asking.arg) if desk.about in asking.journeys else None
    if found is None or is_late(desk, typed):
        return False
    for each in _buttons(desk, found.challenge):
        if plain(each.label) == plain(typed.text):
            _BUTTONS[each.action.step](desk, found.challenge)
            return True
    if len(typed.text) > LONGEST or is_only_signs(typed.text):
        why = Misfit("too_long" if len(typed.text) > LONGEST else "signs")
        _put(desk, found, misfit_line(desk, why, len(typed.text)))
    else:
        said = typed.text.strip()
        _met(desk, found.challenge, "answered", said, desk.lines(OpponentLines).kept)
    return True


def _skipped(desk: Desk, asking: Asking) -> None:
    found = _meant(desk, asking.arg) if desk.about in asking.journeys else None
    if found is None:
        back(desk)
    else:
        _pass(desk, found.challenge)


_BUTTONS: dict[str, Callable[[Desk, Challenge], None]] = {STEP: _step, NEXT: _pass, STOP: _stop}


LINES = (OpponentLines,)
WORDS: dict[Word, Callable[[Desk, Said], None]] = {Word.OPPONENT: lambda desk, _: hear(desk)}
DEEDS: dict[str, Callable[[Desk, Pressed], None]] = {
    HEAR: lambda desk, _: hear(desk),
    STEP: lambda desk, press: _pressed(desk, press, _step),
    NEXT: lambda desk, press: _pressed(desk, press, _pass),
    STOP: lambda desk, press: _pressed(desk, press, _stop),
    REMOVE: lambda desk, press: _pressed(desk, press, _remove),
    AGAIN: _again,
}
ASIDE = {OPPONENT: _typed}
SKIPPED = {OPPONENT: _skipped}
