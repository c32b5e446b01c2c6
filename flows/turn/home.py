"""The App Home: one's journeys, where each one is, and the way on."""

from __future__ import annotations

from flows.inputs import Action, Verb
from flows.machine import FINISHED, RESTING
from flows.messages import Button, Home, HomeCard, Say, Words
from flows.turn.asking import place
from flows.turn.desk import Desk
from flows.turn.reminder_settings import home_card
from flows.values import Journey

#: Slack takes 100 blocks; a card is two, and the list must stay readable.
CARDS_SHOWN = 20


def home(desk: Desk) -> Home:
    """The person's journeys, last used first."""
    texts = desk.texts
    cards = tuple(_card(desk, journey) for journey in desk.journeys[:CARDS_SHOWN])
    lines = (Say(texts.home.hello), Say(texts.home.some if cards else texts.home.none))
    buttons = (
        Button(texts.buttons.begin, Action(Verb.BEGIN), main=not cards),
        Button(texts.buttons.my_data, Action(Verb.WORD, arg="my_data")),
    )
    return Home(lines, (*cards, home_card(desk)), buttons)


def _card(desk: Desk, journey: Journey) -> HomeCard:
    go = Button(desk.texts.buttons.resume, Action(Verb.SWITCH, journey.id))
    return HomeCard(Words(journey.title), _where(desk, journey), go)


def _where(desk: Desk, journey: Journey) -> Say:
    texts = desk.texts.home
    if journey.position == FINISHED:
        return Say(texts.finished)
    if journey.position in RESTING:
        return Say(texts.resting)
    step = desk.flow.path.by_state.get(journey.position)
    return place(desk, step) if step else Say(texts.resting)
