"""Looking something up: by word, button or command, and then back to the open question."""

from __future__ import annotations

from collections.abc import Sequence

from flows.content.items import ItemKind
from flows.inputs import Action, Commanded, Pressed, Typed, Verb
from flows.lookup.lookup import Found
from flows.messages import Button, Note, Option, Say, Words
from flows.pieces import cited, read_aloud
from flows.turn.choosing import welcome
from flows.turn.desk import Desk
from flows.turn.guiding import again, look_up_button, on_buttons, ways_on, what_now
from flows.values import Asking
from flows.words import Said, Word

#: The side question: what to look up.
QUERY = "lookup.query"
#: The deeds: read what ``arg`` or the chosen option names; leave it at that.
READ, BACK = "lookup.read", "lookup.back"
#: So much of what was typed is said back.
SAID_BACK = 100


def _word(desk: Desk, said: Said) -> None:
    """'slå op …'; alone it asks what."""
    if said.rest:
        _tell(desk, said.rest)
    else:
        _ask(desk)


def _ask(desk: Desk) -> None:
    desk.set_person(asking=Asking(QUERY))
    lines = desk.lines.lookup
    not_now = Button(lines.not_now, Action(Verb.DO, step=BACK))
    desk.say(_with_list(desk, Say(lines.ask), (not_now,)))


def _with_list(desk: Desk, line: Say, buttons: tuple[Button, ...]) -> Note:
    """A line over the list of what there is to read."""
    shelves = [each for each in desk.flow.lookup.documents if each.item.kind is ItemKind.SHELF]
    if not shelves:
        return Note((line,), buttons)
    options = tuple(Option(each.key, each.title) for each in shelves)
    return Note((line,), buttons, pick=Action(Verb.DO, step=READ), options=options)


def _answer(desk: Desk, _: Asking, typed: Typed) -> bool:
    _tell(desk, typed.text)
    return True


def _tell(desk: Desk, query: str) -> None:
    """What was found, and then the open question; without one, more can be looked up."""
    found = desk.flow.lookup.find(query)
    if desk.step is not None:
        desk.say(_told(desk, query, found, (look_up_button(desk, desk.lines.lookup.another),)))
        again(desk)
        return
    lines = (Say(desk.lines.lookup.more), *what_now(desk))
    desk.say(_told(desk, query, found, ways_on(desk)[:1], *lines))
    desk.set_person(asking=Asking(QUERY))


def _told(
    desk: Desk, query: str, found: Sequence[Found], ways: tuple[Button, ...], *after: Say
) -> Note:
    words = {"words": Words(_beginning(query))}
    if not found:
        return _with_list(desk, Say(desk.lines.lookup.nothing, words), ways)
    lines = [Say(desk.lines.lookup.found, words)]
    for n, each in enumerate(found, 1):
        lines += _entry(desk, n, each)
    reads = tuple(_read_button(desk, n, each) for n, each in enumerate(found, 1))
    return Note((*lines, *after), (*reads, *ways))


def _beginning(query: str) -> str:
    said = " ".join(query.split())
    return said if len(said) <= SAID_BACK else f"{said[:SAID_BACK].rstrip()} …"


def _entry(desk: Desk, n: int, found: Found) -> list[Say]:
    """A title, where it belongs, the sentences that fit, and the source."""
    document, lines = found.document, desk.lines.lookup
    slots = {"number": str(n), "title": document.title}
    heading = Say(lines.heading, slots)
    if document.within:
        heading = Say(lines.heading_within, {**slots, "within": document.within})
    excerpt = [Say(found.excerpt)] if found.excerpt else []
    return [heading, *excerpt, cited(desk.flow.library, document.source)]


def _read_button(desk: Desk, n: int, found: Found) -> Button:
    label = desk.lines.lookup.read.format(number=n)
    return Button(label, Action(Verb.DO, step=READ, arg=found.document.key))


def _read(desk: Desk, press: Pressed) -> None:
    """The whole of it, and then the open question."""
    document = desk.flow.lookup.get(press.chosen[0] if press.chosen else press.action.arg)
    if not desk.person.welcomed:
        welcome(desk, with_button=False)
    if document is None:
        again(desk, desk.texts.stale.unknown)
    else:
        again(desk, *read_aloud(desk.flow.library, document.item))


def _back(desk: Desk, _: Pressed) -> None:
    again(desk)


def _command(desk: Desk, command: Commanded) -> None:
    """Answered where it was given, for nobody else to see; nothing is asked there."""
    ways = on_buttons(desk)[:1]
    if command.rest:
        found = desk.flow.lookup.find(command.rest)
        desk.aside.append(_told(desk, command.rest, found, ways))
    else:
        desk.aside.append(_with_list(desk, Say(desk.lines.lookup.command), ways))


WORDS = {Word.LOOK_UP: _word}
DEEDS = {READ: _read, BACK: _back}
ASIDE = {QUERY: _answer}
COMMANDS = {Word.LOOK_UP: _command}
