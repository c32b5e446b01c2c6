"""A workshop over days: who has not answered, before the deadline; and the facilitator, after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from flows.inputs import Action, Verb
from flows.journey.calendar import working_before
from flows.journey.desk import Desk
from flows.journey.nudges import Nudge, NudgeKind, Occasion
from flows.journey.showing import listed
from flows.language.dates import local_date
from flows.messages import Button, Channel, Say, Slot, Words
from flows.parts.reminding import Thing, hello
from flows.parts.reminding_lines import ReminderLines
from flows.workshop.inputs import Form
from flows.workshop.turn import AREA
from flows.workshop.values import Pace, RoundState, WorkshopScene

#: Stands behind the workshop's id where the nudge is for who leads it.
LEAD = ":lead"
ALL, OVER = "all", "over"


def workshop_of(nudge: Nudge) -> str:
    """The workshop that a nudge is about."""
    return nudge.about.removesuffix(LEAD)


def due(scene: WorkshopScene) -> Iterator[Occasion]:
    """While it runs. One that is held live needs no reminders."""
    shop = scene.workshop
    if shop.is_running and shop.pace is Pace.DAYS:
        yield from _participants(scene)
        yield from _facilitator(scene)


def missing(scene: WorkshopScene, user: str) -> list[str]:
    """The focus points in which that participant has not answered."""
    points = [each.point for each in scene.rounds_in(RoundState.COLLECTING)]
    return [point for point in points if user not in scene.count(point).heard]


def _participants(scene: WorkshopScene) -> Iterator[Occasion]:
    """On the working day before the deadline, but not on the day on which it was begun."""
    shop = scene.workshop
    if shop.deadline is None:
        return
    last = local_date(shop.deadline, shop.tz)
    begun = local_date(shop.led_at, shop.tz)
    day = max(working_before(last, shop.tz), begun + timedelta(days=1))
    for each in scene.present if day <= last else ():
        if missing(scene, each.user):
            cause = f"{shop.deadline:%Y%m%dT%H%M}"
            yield Occasion(NudgeKind.WORKSHOP, each.user, (day,), cause, about=shop.id, until=last)


def _facilitator(scene: WorkshopScene) -> Iterator[Occasion]:
    """When all have answered, or when the deadline has passed and the answers are shown."""
    shop, collecting = scene.workshop, scene.rounds_in(RoundState.COLLECTING)
    if not scene.takes_part(shop.facilitator):  # gone, or forgotten
        return
    shown = scene.rounds_in(RoundState.REVEALED)
    if collecting and all(scene.all_have_answered(each.point) for each in collecting):
        cause = ALL
    elif shop.deadline is None and shown:
        cause = OVER
    else:
        return
    day = local_date(shop.led_at, shop.tz)
    about = f"{shop.id}{LEAD}"
    yield Occasion(NudgeKind.WORKSHOP, shop.facilitator, (day,), cause, about=about)


def says(desk: Desk, scene: WorkshopScene, nudge: Nudge) -> Thing:
    """What is missing, and until when; or what the facilitator can go on with. Nobody's name."""
    lines, shop = desk.lines(ReminderLines).workshop, scene.workshop
    slots: dict[str, Slot] = {"title": Words(shop.title)}
    if nudge.about.endswith(LEAD):
        line = lines.all if nudge.cause == ALL else lines.over
        said = Say(line, {**slots, "channel": Channel(shop.channel)})
        return Thing(said, (Say(desk.lines(ReminderLines).alone, {"hello": hello(desk)}), said))
    points = missing(scene, nudge.user)
    library = desk.flow.library
    slots["points"] = listed(desk, [f"*{library.point[each].short}*" for each in points])
    deadline = shop.deadline or desk.now
    slots["deadline"] = desk.language.dates.say_moment(deadline, desk.now, desk.person.tz)
    said = Say(lines.missing, slots)
    answer = Action(Verb.DO, shop.id, f"{AREA}.{Form.ANSWER.value}", arg=points[0])
    button = Button(lines.answer, answer, main=True)
    return Thing(
        said, (Say(desk.lines(ReminderLines).alone, {"hello": hello(desk)}), said), (button,)
    )
