"""What is said where no question is open: the first contact, where one is, and the ways on."""

from __future__ import annotations

from flows.content.base import fill
from flows.content.kinds import Phase
from flows.content.vocabulary import Word
from flows.inputs import Action, Verb
from flows.journey.desk import Desk
from flows.journey.life import PAUSED, STOPPED
from flows.journey.question import button, waits
from flows.messages import Button, Say, Words
from flows.parts.delegation.other import ready_buttons, ready_line
from flows.parts.delegation.said import waiting, waiting_lines
from flows.parts.lookup import LookupLines
from flows.parts.memo.stands import why_it_rests
from flows.parts.short.turn import ways
from flows.parts.workplace import contact_line


def welcome(desk: Desk, *, with_button: bool = True) -> None:
    """Who the bot is and how answers are kept: said once, before the first question."""
    desk.set_person(welcomed=True)
    texts = desk.texts
    buttons = (*ways(desk), look_up_button(desk, desk.lines(LookupLines).button))
    lines = [Say(texts.welcome.hello), Say(texts.welcome.privacy)]
    if (contact := contact_line(desk.flow, desk.person.workplace)) is not None:
        lines.append(contact)
    if with_button:
        lines.append(Say(texts.welcome.begin))
    desk.note(*lines, buttons=(*buttons, *waiting(desk)) if with_button else ())


def what_now(desk: Desk) -> list[Say]:
    """Where one is, when no question is open."""
    texts, journey = desk.texts.idle, desk.journey
    if journey is None:
        return waiting_lines(desk) or [Say(texts.several if desk.journeys else texts.nothing)]
    title = {"title": Words(journey.title)}
    if desk.finished and journey.delegated is not None:
        return [ready_line(desk, journey.delegated)]
    if desk.finished:
        return [Say(texts.finished, title)]
    if (ahead := _ahead(desk)) is not None:
        return [Say(texts.between, {**title, "next": ahead.title})]
    line = Say(texts.stopped if desk.stage == STOPPED else texts.paused, title)
    return [*why_it_rests(desk)[1:], line]


def _ahead(desk: Desk) -> Phase | None:
    """The phase that waits until the person wants it, where one rests before it."""
    here = desk.first_after_rest if desk.stage == PAUSED else None
    return here.phase if here is not None and waits(desk, here) else None


def ways_on(desk: Desk) -> tuple[Button, ...]:
    """The buttons that fit where no question is open."""
    texts, journey = desk.texts.buttons, desk.journey
    to_answer = waiting(desk) if journey is None else ()
    found = [*to_answer]
    if journey is not None and desk.resting:
        ahead = _ahead(desk)
        label = fill(texts.next_phase, phase=ahead.title) if ahead is not None else texts.resume
        found.append(button(desk, label, Word.RESUME, main=True))
    if journey is not None and desk.finished and journey.delegated is None:
        found.append(button(desk, texts.all_answers, Word.MY_DATA, main=True))
    others = [each for each in desk.journeys if each.id != desk.about]
    if len(others) > len(to_answer):
        found.append(button(desk, texts.switch, Word.SWITCH))
    if journey is not None and journey.delegated is not None and desk.finished:
        return (*ready_buttons(desk, journey.delegated), *found)
    begins = (Button(texts.begin, Action(Verb.BEGIN)),) if found else ways(desk)
    return (*found, *begins, look_up_button(desk, desk.lines(LookupLines).button))


def look_up_button(desk: Desk, label: str) -> Button:
    """Asks what to look up, whichever journey is open."""
    return Button(label, Action(Verb.WORD, arg=Word.LOOK_UP.name.lower()))


def on_buttons(desk: Desk) -> tuple[Button, ...]:
    """The way on from outside the DM."""
    if desk.step is None:
        return ways_on(desk)
    return (button(desk, desk.texts.buttons.show_question, Word.RESUME, main=True),)
