"""The message of a reminder: one thing with all its buttons, or several, each with its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flows.inputs import Action, Verb
from flows.messages import Button, Message, Note, Prompt, Reminded, Reminder, Say
from flows.nudges.effort import Effort, Thing
from flows.nudges.sources import SAYS
from flows.nudges.speech import hello
from flows.nudges.values import Nudge, NudgeKind, Occasion
from flows.pieces import BULLET
from flows.turn.asking import ask
from flows.turn.desk import Desk
from flows.turn.overview import count
from flows.values import Person, Scene

#: So many things stand in one message; what is more waits for the list.
MOST_THINGS = 6


@dataclass(frozen=True, slots=True)
class Matter:
    """A nudge that goes out, with what called for it and the journey that it is about."""

    nudge: Nudge
    occasion: Occasion
    effort: Effort


def remind(person: Person, matters: Sequence[Matter], desk: Desk, batch: str) -> Message:
    """The message; ``matters`` come with the most urgent first."""
    buttons = _for_all(desk, batch)
    if len(matters) > 1:
        return _several(person, matters, desk, buttons)
    matter = matters[0]
    own = _desk(person, matter, desk)
    if matter.nudge.kind is NudgeKind.LYING and _stands_open(own, matter):
        return _question(own, _thing(own, matter), buttons)
    thing = _thing(own, matter)
    return Note(thing.alone, (*thing.buttons, *buttons))


def _for_all(desk: Desk, batch: str) -> tuple[Button, ...]:
    words = desk.lines.nudges.buttons
    return (
        Button(words.later, Action(Verb.DO, step="nudge.later", arg=batch)),
        Button(words.stop, Action(Verb.DO, step="nudge.stop", arg=batch)),
    )


def _desk(person: Person, matter: Matter, desk: Desk) -> Desk:
    """The addressee's desk, with this journey on it."""
    journey = matter.effort.journey
    scene = Scene(person, (journey,), journey.id, matter.effort.answers)
    return Desk(desk.flow, scene, desk.now)


def _thing(desk: Desk, matter: Matter) -> Thing:
    return SAYS[matter.nudge.kind](desk, matter.effort, matter.nudge, matter.occasion)


def _stands_open(desk: Desk, matter: Matter) -> bool:
    """Whether it is the question that what the person types would answer."""
    return desk.person.open_journey == matter.effort.journey.id and desk.step is not None


def _question(desk: Desk, thing: Thing, buttons: tuple[Button, ...]) -> Message:
    """The open question again, with the reminder's own buttons in the place of some of its."""
    ask(desk, *thing.alone)
    prompt = desk.messages[-1]
    if not isinstance(prompt, Prompt):
        raise TypeError("asking puts a question")
    return replace(prompt, buttons=(*prompt.buttons[:2], *buttons))


def _several(
    person: Person, matters: Sequence[Matter], desk: Desk, buttons: tuple[Button, ...]
) -> Reminder:
    things = [_thing(_desk(person, each, desk), each) for each in matters[:MOST_THINGS]]
    lead = Say(
        desk.lines.nudges.merged,
        {"hello": hello(desk), "count": count(desk, len(things)).capitalize()},
    )
    return Reminder(lead, tuple(_reminded(each) for each in things), buttons)


def _reminded(thing: Thing) -> Reminded:
    short = replace(thing.short, template=BULLET + thing.short.template)
    return Reminded(short, thing.buttons[0] if thing.buttons else None)
