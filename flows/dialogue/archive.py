"""'læring': what journeys have taught, and whether others may see it."""

from __future__ import annotations

from flows.dialogue.guiding import again
from flows.inputs import Pressed
from flows.journey.desk import Desk
from flows.journey.values import Need
from flows.language.words import Said, Word
from flows.parts.delegation.replying import reply
from flows.parts.idle import on_buttons
from flows.parts.learning.lines import LearningLines
from flows.parts.learning.record import sharing
from flows.parts.learning.turn import (
    KEEP,
    SHARE,
    WITHDRAW,
    agree,
    listing,
    question,
    share_buttons,
    shown_now,
)

MOST_BUTTONS = 4


def show(desk: Desk, _: Said) -> None:
    """What one may see; and whether the open journey's is shared."""
    found = listing(desk)
    said, buttons = share_buttons(desk)
    if not found and not said:
        again(desk, desk.lines(LearningLines).nothing)
        return
    desk.set_person(asking=None)
    ways = (*buttons, *on_buttons(desk))[:MOST_BUTTONS]
    desk.note(*found, *said, buttons=ways)


def _agree(desk: Desk, press: Pressed) -> None:
    if desk.journey is None or desk.journey.delegated is not None:
        reply(desk, desk.lines(LearningLines).changed)
    elif press.action.step == SHARE and not _was_seen(desk, press):
        question(desk)
    else:
        reply(desk, agree(desk, press))


def _was_seen(desk: Desk, press: Pressed) -> bool:
    """Whether it was asked about, and what would be shared now stood where it was pressed."""
    return sharing(desk.answers) is not None and press.action.arg == shown_now(desk)


WORDS = {Word.LEARNING: show}
NEEDS = {Word.LEARNING: (Need.LEARNING,)}
DEEDS = {SHARE: _agree, KEEP: _agree, WITHDRAW: _agree}
