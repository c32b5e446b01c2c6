"""Looking something up: by word, button or command, and then back to the open question."""

from __future__ import annotations

from dataclasses import replace

from flows.content.base import fill
from flows.content.vocabulary import Word
from flows.inputs import Action, Commanded, Pressed, Typed, Verb
from flows.journey.desk import Desk
from flows.journey.values import Asking
from flows.language.text import plain
from flows.language.words import Said
from flows.messages import Button, Note, Option, Say, Words, cut, one_line
from flows.parts.idle import look_up_button, on_buttons, ways_on, welcome, what_now
from flows.parts.lookup import LookupLines
from flows.parts.lookup.documents import Document
from flows.parts.lookup.lookup import Found, lookup
from flows.pieces import cited, read_aloud

#: The side question: what to look up.
QUERY = "lookup.query"
#: The deeds: read what ``arg`` or the chosen option names; leave it at that.
READ, BACK = "lookup.read", "lookup.back"
#: So much of what was typed is said back.
SAID_BACK = 100
#: So many pieces are offered beside the one that is read.
MOST_SEEN = 2
LONGEST_LABEL = 60


def _word(desk: Desk, said: Said) -> None:
    """'slå op …'; alone it asks what."""
    if said.rest:
        _tell(desk, said.rest)
    else:
        _ask(desk)


def _ask(desk: Desk) -> None:
    desk.set_person(asking=Asking(QUERY))
    lines = desk.lines(LookupLines)
    not_now = Button(lines.not_now, Action(Verb.DO, step=BACK))
    desk.say(replace(_list(desk, Say(lines.ask)), buttons=(not_now,)))


def _list(desk: Desk, line: Say) -> Note:
    """A line over a list of some of what there is to read."""
    suggested = map(desk.flow.the(lookup).of, desk.flow.library.looking_up.suggested)
    options = tuple(Option(each.key, _short(each.title)) for each in suggested if each)
    return Note((line,), pick=Action(Verb.DO, step=READ) if options else None, options=options)


def _answer(desk: Desk, _: Asking, typed: Typed) -> bool:
    if plain(typed.text) in desk.language.phrases.greetings:
        return False  # who says hello has left it
    _tell(desk, typed.text)
    return True


def _tell(desk: Desk, query: str) -> None:
    _say(desk, _told(desk, query))


def _say(desk: Desk, note: Note) -> None:
    """Say it, and then the open question; without one, more can be looked up at once."""
    if desk.step is not None:
        another = look_up_button(desk, desk.lines(LookupLines).another)
        desk.say(replace(note, buttons=(*note.buttons, another)))
        desk.again()
        return
    lines = (*note.lines, Say(desk.lines(LookupLines).more), *what_now(desk))
    desk.say(replace(note, lines=lines, buttons=(*note.buttons, *ways_on(desk)[:1])))
    desk.set_person(asking=Asking(QUERY))


def _told(desk: Desk, query: str) -> Note:
    """What fits best, each with a button that reads the whole of it."""
    found = desk.flow.the(lookup).find(query)
    words = {"words": Words(cut(one_line(query), SAID_BACK))}
    if not found:
        return _list(desk, Say(desk.lines(LookupLines).nothing, words))
    lines = [Say(desk.lines(LookupLines).found, words)]
    for n, each in enumerate(found, 1):
        lines += _entry(desk, n, each)
    labels = (fill(desk.lines(LookupLines).read, number=n) for n in range(1, len(found) + 1))
    buttons = (_reads(label, each.document) for label, each in zip(labels, found, strict=True))
    return Note(tuple(lines), tuple(buttons))


def _entry(desk: Desk, n: int, found: Found) -> list[Say]:
    """A title, where it belongs, the sentences that fit, and the source."""
    document, lines = found.document, desk.lines(LookupLines)
    slots = {"number": str(n), "title": document.title}
    heading = Say(lines.heading, slots)
    if document.within:
        heading = Say(lines.heading_within, {**slots, "within": document.within})
    excerpt = [Say(found.excerpt)] if found.excerpt else []
    return [heading, *excerpt, cited(desk.flow.library, document.source)]


def _reads(label: str, document: Document) -> Button:
    return Button(label, Action(Verb.DO, step=READ, arg=document.key))


def _read(desk: Desk, press: Pressed) -> None:
    """The whole of it, with what belongs to it."""
    found_in = desk.flow.the(lookup)
    document = found_in.get(press.choice or press.action.arg)
    if document is None:
        desk.again(desk.texts.stale.unknown)
        return
    if not desk.person.welcomed:
        welcome(desk, with_button=False)
    related = [found_in.of(id) for id in getattr(document.item.value, "see", ())]
    buttons = [_reads(_short(each.title), each) for each in related if each is not None]
    _say(desk, Note(read_aloud(desk.flow.library, document.item), tuple(buttons[:MOST_SEEN])))


def _short(title: str) -> str:
    return title if len(title) <= LONGEST_LABEL else f"{title[: LONGEST_LABEL - 2].rstrip()} …"


def _back(desk: Desk, _: Pressed) -> None:
    desk.again()


def _command(desk: Desk, command: Commanded) -> None:
    """Answered where it was given, for nobody else to see; nothing is asked there."""
    query = command.rest
    note = _told(desk, query) if query else _list(desk, Say(desk.lines(LookupLines).command))
    desk.aside.append(replace(note, buttons=(*note.buttons, *on_buttons(desk)[:1])))


LINES = (LookupLines,)
WORDS = {Word.LOOK_UP: _word}
DEEDS = {READ: _read, BACK: _back}
ASIDE = {QUERY: _answer}
COMMANDS = {Word.LOOK_UP: _command}
