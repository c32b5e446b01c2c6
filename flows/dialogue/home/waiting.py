"""What waits on App Home: answers that others have asked for, and next steps."""

from __future__ import annotations

from functools import partial

from flows.dialogue.home.drawing import Drawing, HomeLines
from flows.inputs import Action, Verb
from flows.journey.delegation import assignment
from flows.journey.desk import Desk
from flows.journey.showing import count, listed, on_day
from flows.journey.steps import iso_day
from flows.journey.values import Awaited, Journey
from flows.messages import Button, HomeCard, HomePart, Mention, Say, Slot, Words, cut, one_line
from flows.parts.delegation.said import LOOK, DelegationLines
from flows.parts.next_steps import NextStep, open_steps
from flows.workshop.inputs import Form
from flows.workshop.turn import AREA

#: So many of each are shown: more nobody reads, and Slack takes 100 blocks.
CARDS_SHOWN, STEPS_SHOWN = 8, 5
#: So much of a next step is shown.
STEP_SHOWN = 150


def to_you(drawing: Drawing) -> HomePart | None:
    """What others have asked one to answer, and the meetings where one's own answer is missing."""
    desk = drawing.desk
    asked = [each for each in desk.journeys if each.delegated is not None]
    cards = (
        *drawing.each(partial(_asked, drawing), asked[:CARDS_SHOWN]),
        *drawing.each(partial(_awaited, desk), desk.scene.awaited[:CARDS_SHOWN]),
    )
    return HomePart(drawing.lines.to_you, cards=cards) if cards else None


def _asked(drawing: Drawing, journey: Journey) -> HomeCard:
    desk, mine = drawing.desk, assignment(drawing.of(journey))
    labels, by = (
        desk.lines(DelegationLines).buttons,
        journey.delegated.by if journey.delegated else "",
    )
    sent = mine is not None and mine.sent_at is not None
    line = drawing.lines.sent_to if sent else drawing.lines.asked_by
    action = Action(Verb.DO, journey.id, LOOK)
    button = Button(labels.my_answers if sent else labels.look, action, main=not sent)
    return HomeCard(Words(journey.title), Say(line, {"who": Mention(by)}), button)


def _awaited(desk: Desk, meeting: Awaited) -> HomeCard:
    """A meeting, with the focus points in which one has not answered."""
    lines, points = desk.lines(HomeLines), desk.flow.library.point
    named = listed(desk, [f"*{points[each].short}*" for each in meeting.points])
    slots = {"points": named}
    line = lines.awaited
    if meeting.deadline is not None:
        said = desk.language.dates.say_moment(meeting.deadline, desk.now, desk.person.tz)
        line, slots = lines.awaited_until, {**slots, "deadline": said}
    form = Form.RATE if meeting.rates_again else Form.ANSWER
    does = Action(Verb.DO, meeting.id, f"{AREA}.{form.value}", arg=meeting.points[0])
    return HomeCard(Words(meeting.title), Say(line, slots), Button(lines.answer, does, main=True))


def steps(drawing: Drawing) -> HomePart | None:
    """Next steps that are still to be done, the first due first."""
    desk, lines = drawing.desk, drawing.lines
    listed = drawing.each(
        lambda each: [(s, each) for s in open_steps(drawing.of(each))], drawing.own
    )
    found = [pair for pairs in listed for pair in pairs]
    found.sort(key=lambda pair: (pair[0].due is None, pair[0].due or ""))
    said = drawing.each(lambda pair: _step(desk, *pair), found[:STEPS_SHOWN])
    if rest := len(found[STEPS_SHOWN:]):
        said = (*said, Say(lines.more_steps, {"count": count(desk, rest)}))
    return HomePart(lines.next_steps, said) if said else None


def _step(desk: Desk, step: NextStep, journey: Journey) -> Say:
    """When, in which journey, and what, in the person's own words."""
    lines, words = desk.lines(HomeLines), cut(one_line(step.do), STEP_SHOWN)
    slots: dict[str, Slot] = {"title": Words(journey.title), "words": Words(words)}
    due = iso_day(step.due)
    if due is None:
        return Say(lines.undated, slots)
    day = on_day(desk, due)
    if due < desk.today:
        return Say(lines.late, {**slots, "day": day})
    return Say(lines.due, {**slots, "day": day.capitalize()})
