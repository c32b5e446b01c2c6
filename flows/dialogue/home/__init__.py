"""The App Home: what waits, the open journey with its map, the others, settings, one's data."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flows.content.vocabulary import Word
from flows.dialogue.data import fetch_button
from flows.dialogue.home.drawing import Drawing, HomeLines, word_button
from flows.dialogue.home.journeys import TURN, here, others
from flows.dialogue.home.waiting import steps, to_you
from flows.dialogue.reminder_settings import home_card
from flows.inputs import Action, Pressed, Verb
from flows.journey.desk import Desk
from flows.journey.principles import PrincipleLines
from flows.journey.values import Answers
from flows.messages import Button, Home, HomePart, Say, Words
from flows.parts.lookup import LookupLines
from flows.parts.principles.shown import one_by_one, rated
from flows.parts.short.turn import ways
from flows.parts.workplace import WorkplaceLines
from flows.parts.workplace import home_card as rules_card
from flows.workshop.lines import WorkshopLines

#: Opens the dialog that sets up a workshop; ``flows/workshop`` takes it from there.
HOLD_WORKSHOP = "workshop.setup"


def home(desk: Desk, page: int = 0) -> Home:
    """The person's App Home. ``page`` is that of their other journeys, from 0."""
    texts = desk.texts
    own = desk.journey is not None and desk.journey.delegated is None
    drawing = Drawing(desk.of_no_journey(), _kept(desk), desk if own else None, page)
    sections = (to_you, here, steps, _principles, others, _reminders, _data, _workplace)
    made = drawing.each(lambda part: part(drawing), sections)
    said = [Say(texts.home.hello)] if drawing.own else [Say(texts.home.hello), Say(texts.home.none)]
    buttons = (
        *ways(desk, main=not desk.journeys),
        word_button(desk.lines(LookupLines).button, Word.LOOK_UP),
        Button(desk.lines(WorkshopLines).buttons.start, Action(Verb.DO, step=HOLD_WORKSHOP)),
    )
    parts = tuple(part for part in made if part is not None)
    return Home(tuple(said), buttons, parts, tuple(drawing.trouble))


def _kept(desk: Desk) -> Mapping[str, Answers]:
    """What is known of each journey; of the one that the turn is about as it is after it."""
    found: dict[str, Answers] = {}
    for id, answer in desk.scene.records:
        found.setdefault(id, Answers()).add(answer)
    return {**found, desk.about: desk.answers} if desk.about else found


def _principles(drawing: Drawing) -> HomePart | None:
    """Of the journey whose answers are at hand, all seven, once one was rated."""
    desk = drawing.open
    if desk is None or not rated(desk):
        return None
    lines = desk.lines(PrincipleLines)
    title = Say(lines.of_journey, {"title": Words(desk.current.title)})
    said = (title, *one_by_one(desk, resting=False))
    return HomePart(lines.section, said, buttons=(word_button(lines.buttons.all, Word.PRINCIPLES),))


def _reminders(drawing: Drawing) -> HomePart:
    return HomePart(drawing.lines.reminders, cards=(home_card(drawing.desk),))


def _data(drawing: Drawing) -> HomePart:
    """See, fetch, correct, delete."""
    desk = drawing.desk
    lines = drawing.lines
    buttons = (
        word_button(lines.see, Word.MY_DATA),
        fetch_button(desk),
        word_button(lines.correct, Word.CORRECT),
        word_button(lines.delete, Word.DELETE),
    )
    return HomePart(lines.data, (Say(lines.privacy),), buttons=buttons)


def _workplace(drawing: Drawing) -> HomePart | None:
    """What holds for everybody in the workspace, for who may change it."""
    desk = drawing.desk
    if not desk.person.administers:
        return None
    return HomePart(desk.lines(WorkplaceLines).heading, cards=(rules_card(desk.flow),))


def _turned(_: Desk, __: Pressed) -> None:
    """Another page: nothing is said, and App Home is drawn with it."""


DEEDS: Mapping[str, Callable[..., None]] = {TURN: _turned}
LINES = (HomeLines,)
