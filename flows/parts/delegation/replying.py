"""Answering where the turn may be about another journey than the open one."""

from __future__ import annotations

from flows.inputs import Action, Verb
from flows.journey.desk import Desk
from flows.journey.question import button
from flows.language.words import Word
from flows.messages import Button, Say


def reply(desk: Desk, *lines: Say | str) -> None:
    """Say it, and then the open question; of another journey with the way there."""
    if desk.about == desk.person.open_journey:
        desk.again(*lines)
        return
    texts = desk.texts.buttons
    way = button(desk, texts.show_question, Word.RESUME)
    if desk.journey is not None:
        way = Button(texts.switch_there, Action(Verb.SWITCH, desk.journey.id))
    desk.set_person(asking=None)
    desk.note(*lines, buttons=(way,))
