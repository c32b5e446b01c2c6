"""'genåbn': a phase that was gone through is opened again, point by point."""

from __future__ import annotations

from flows.content.kinds import FocusPoint, Phase
from flows.content.vocabulary import Word
from flows.dialogue.asking import ask
from flows.dialogue.guiding import again
from flows.inputs import Action, Pressed, Typed, Verb
from flows.journey.desk import Desk
from flows.journey.life import OPENED
from flows.journey.lines import PhaseLines
from flows.journey.path import reopening_of
from flows.journey.question import REOPEN_PHASE
from flows.journey.route import REOPENED
from flows.journey.values import Asking
from flows.language.text import listed, plain
from flows.language.words import Said
from flows.messages import Button, Note, Option, Say
from flows.parts.memo.points import clarity_label

#: The deed of opening one point again; and what is left open while one chooses.
REOPEN_POINT, REOPENING = "reopen.point", "reopening"
#: The choice of all points.
ALL = "all"


def _word(desk: Desk, said: Said) -> None:
    """'genåbn afklaring'; without a phase, the one that there is, or a choice among them."""
    found = _begun(desk)
    named = [each for each in found if plain(each.title) == said.rest]
    if said.rest and not named:
        again(desk, desk.lines(PhaseLines).no_such)
    elif not found:
        again(desk, desk.lines(PhaseLines).nothing_to_reopen)
    elif len(named or found) == 1:
        _points(desk, (named or found)[0])
    else:
        journey = desk.current
        buttons = tuple(
            Button(each.title, Action(Verb.DO, journey.id, REOPEN_PHASE, journey.revision, each.id))
            for each in found
        )
        desk.note(desk.lines(PhaseLines).which_phase, buttons=buttons)


def _begun(desk: Desk) -> list[Phase]:
    """The phases in which something was answered."""
    if desk.journey is None or desk.journey.delegated is not None:
        return []
    walked = [step for step in desk.route.walked if step.point is not None]
    begun = {step.phase.id for step in walked if step.phase is not None}
    return [phase for phase in desk.flow.library.phases if phase.id in begun]


def _phase(desk: Desk, press: Pressed) -> None:
    phase = next((each for each in _begun(desk) if each.id == press.action.arg), None)
    if phase is None:
        again(desk, desk.lines(PhaseLines).nothing_to_reopen)
    else:
        _points(desk, phase)


def _points(desk: Desk, phase: Phase) -> None:
    """Which of the phase's points: each with how clarified it was."""
    journey, lines = desk.current, desk.lines(PhaseLines)
    desk.set_person(asking=Asking(REOPENING, (journey.id,), phase.id))
    options = [
        Option(point.id, f"{n}. {_named(desk, point)}")
        for n, point in enumerate(phase.focus_points, 1)
    ]
    every = Option(ALL, f"{len(options) + 1}. {lines.whole_phase}")
    pick = Action(Verb.DO, journey.id, REOPEN_POINT, journey.revision, phase.id)
    line = Say(lines.which_point, {"phase": phase.title})
    desk.say(Note((line,), pick=pick, options=(*options, every)))


def _named(desk: Desk, point: FocusPoint) -> str:
    label = clarity_label(desk, point)
    return f"{point.short} · {label}" if label else point.short


def _point(desk: Desk, press: Pressed) -> None:
    phase = next((each for each in _begun(desk) if each.id == press.action.arg), None)
    if phase is None or not press.chosen:
        again(desk, desk.texts.stale.unknown)
    else:
        _reopen(desk, phase, press.chosen[0])


def _reopen(desk: Desk, phase: Phase, chosen: str) -> None:
    """Ask the point's questions again, with the old answers beside them."""
    points = [point for point in phase.focus_points if chosen in (point.id, ALL)]
    if not points:
        again(desk, desk.texts.stale.unknown)
        return
    left = desk.route.reopened
    for point in points:
        if point not in left:
            desk.keep(reopening_of(point.id), value=True)
    if desk.stage != REOPENED:
        desk.move(OPENED)
    if desk.step is None:
        again(desk, desk.lines(PhaseLines).nothing_to_reopen)
    else:
        names = ", ".join(point.short for point in points)
        ask(desk, Say(desk.lines(PhaseLines).reopened, {"points": names}))


def _answer(desk: Desk, asking: Asking, typed: Typed) -> bool:
    phase = next((each for each in _begun(desk) if each.id == asking.arg), None)
    if phase is None or desk.about not in asking.journeys:
        return False
    said = plain(typed.text)
    at = listed(said, len(phase.focus_points) + 1)
    ids = [*(point.id for point in phase.focus_points), ALL]
    named = [point.id for point in phase.focus_points if plain(point.short) == said]
    chosen = ids[at] if at is not None else named[0] if named else None
    if chosen is None:
        return False
    _reopen(desk, phase, chosen)
    return True


WORDS = {Word.REOPEN: _word}
DEEDS = {REOPEN_PHASE: _phase, REOPEN_POINT: _point}
ASIDE = {REOPENING: _answer}
