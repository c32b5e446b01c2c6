"""The way back from what was done beside the path, also to another journey than the open one."""

from __future__ import annotations

from flows.content.kinds import Phase
from flows.dialogue.guiding import again
from flows.inputs import Action, Verb
from flows.journey.desk import Desk
from flows.messages import Button, Say, Words


def back(desk: Desk, *lead: Say | str) -> None:
    """Say ``lead`` and return to the open question; of another journey with the way there."""
    journey = desk.journey
    if journey is None or journey.id == desk.person.open_journey:
        again(desk, *lead)
        return
    go = Button(desk.texts.buttons.switch_there, Action(Verb.SWITCH, journey.id))
    elsewhere = Say(desk.texts.switch.belongs, {"title": Words(journey.title)})
    desk.note(*lead, elsewhere, buttons=(go,))


def deed(desk: Desk, label: str, step: str, arg: str = "", *, main: bool = False) -> Button:
    """A button of one of the advisor's parts, in the journey that the turn is about."""
    journey = desk.current
    return Button(label, Action(Verb.DO, journey.id, step, journey.revision, arg), main=main)


def phase_now(desk: Desk) -> Phase:
    """The phase that the journey has come to; the last one where it is finished."""
    step = desk.step or desk.route.first
    phases = desk.flow.library.phases
    if step is None:
        return phases[-1]
    return step.phase or phases[0]
