"""The message of a reminder: one thing with all its buttons, or several, each with its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flows.dialogue.asking import ask
from flows.inputs import Action, Verb
from flows.journey.desk import Desk
from flows.journey.flow import Flow
from flows.journey.nudges import Nudge, NudgeKind
from flows.journey.showing import count
from flows.journey.values import Person, Scene
from flows.language.dates import local_date
from flows.messages import Button, Message, Note, Prompt, Reminded, Reminder, Say, bullet
from flows.parts.reminding import Effort, Thing, hello
from flows.parts.reminding_lines import ReminderLines
from flows.reminders.sources import SAYS
from flows.workshop.values import WorkshopScene

#: So much of a week is told.
AHEAD = 8


@dataclass(frozen=True, slots=True)
class Matter:
    """A nudge with what it is about: a look ahead is about nothing else."""

    nudge: Nudge
    about: Effort | WorkshopScene | None


def remind(
    flow: Flow,
    person: Person,
    matters: Sequence[Matter],
    ahead: Sequence[Matter],
    now: datetime,
    batch: str,
) -> Message:
    """The message; ``matters`` come with the most urgent first, ``ahead`` is the week to come."""
    desk = Desk(flow, Scene(person), now)
    buttons = _for_all(desk, batch)
    if len(matters) == 1 and matters[0].about is not None:
        return _one(desk, matters[0], buttons)
    things = _reminded(_thing(desk, each) for each in matters if each.about is not None)
    week = _week(desk, ahead) if len(things) < len(matters) else []
    if things and week:
        week.insert(0, Reminded(Say(desk.lines(ReminderLines).week.short)))
    return Reminder(_lead(desk, len(things)), (*things, *week), buttons)


def _lead(desk: Desk, things: int) -> Say:
    lines, greeting = desk.lines(ReminderLines), hello(desk)
    if not things:
        return Say(lines.week.alone, {"hello": greeting})
    if things == 1:
        return Say(lines.hello_one, {"hello": greeting})
    return Say(lines.merged, {"hello": greeting, "count": count(desk, things).capitalize()})


def _for_all(desk: Desk, batch: str) -> tuple[Button, ...]:
    words = desk.lines(ReminderLines).buttons
    return (
        Button(words.later, Action(Verb.DO, step="nudge.later", arg=batch)),
        Button(words.stop, Action(Verb.DO, step="nudge.stop", arg=batch)),
    )


def _one(desk: Desk, matter: Matter, buttons: tuple[Button, ...]) -> Message:
    """Alone: where it is the open question that was left lying, the question itself."""
    thing, own = _thing(desk, matter), _desk_of(desk, matter)
    is_open = own.about is not None and desk.person.open_journey == own.about
    if matter.nudge.kind is not NudgeKind.LYING or not is_open or own.step is None:
        return Note(thing.alone, (*thing.buttons, *buttons))
    ask(own)
    prompt = own.messages[-1]
    if not isinstance(prompt, Prompt):
        raise TypeError("asking puts a question")
    return replace(prompt, lead=thing.alone, buttons=(*prompt.buttons[:2], *buttons))


def _desk_of(desk: Desk, matter: Matter) -> Desk:
    """The addressee's desk, with the journey on it."""
    about = matter.about
    if not isinstance(about, Effort):
        return desk
    scene = Scene(desk.person, (about.journey,), about.journey.id, about.answers)
    return Desk(desk.flow, scene, desk.now)


def _thing(desk: Desk, matter: Matter) -> Thing:
    says = SAYS[matter.nudge.kind]
    return says(_desk_of(desk, matter), matter.about, matter.nudge)


def _reminded(things: Iterable[Thing]) -> list[Reminded]:
    """Each with its button. The same button stands there once."""
    found: list[Reminded] = []
    used: set[Action] = set()
    for thing in things:
        button = thing.buttons[0] if thing.buttons else None
        if button is not None and button.action in used:
            button = None
        if button is not None:
            used.add(button.action)
        found.append(Reminded(bullet(thing.short), button))
    return found


def _week(desk: Desk, ahead: Sequence[Matter]) -> list[Reminded]:
    """A line a thing, with its day."""
    lines = desk.lines(ReminderLines)
    if not ahead:
        return [Reminded(Say(lines.week.nothing))]
    found = []
    for matter in ahead[:AHEAD]:
        if matter.about is None:
            continue
        short = _thing(desk, matter).short
        day = desk.say_weekday(local_date(matter.nudge.due_at, desk.person.tz))
        found.append(Reminded(bullet(Say(lines.week.line, {"what": short, "day": day}))))
    return found
