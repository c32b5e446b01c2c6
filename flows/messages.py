"""What the bot says, as typed values. How it looks in Slack is ``bot/slack/blocks``' business."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from enum import StrEnum
from typing import Any, NoReturn

from flows.content.base import fill
from flows.content.kinds import Kind
from flows.drawings import Drawing
from flows.fixed import fixed
from flows.inputs import Action


class Unshown:
    """What becomes text only where it is drawn, since there it is escaped: ``str`` raises."""

    __slots__ = ()

    def __str__(self) -> NoReturn:
        raise TypeError(f"{type(self).__name__} is text only once it is drawn")

    def __format__(self, _: str) -> NoReturn:
        raise TypeError(f"{type(self).__name__} is text only once it is drawn")


@fixed
class Words(Unshown):
    """What a person wrote. Escaped wherever it is shown, so that it can never act."""

    text: str


@fixed
class Mention(Unshown):
    """A Slack user that a person picked."""

    user: str


@fixed
class Channel(Unshown):
    """A Slack channel that a person picked."""

    id: str


Slot = str | Words | Mention | Channel


@fixed
class Say(Unshown):
    """A line of content, with what goes into its slots: also other lines.

    ``quote`` is shown under it, set apart. ``spoken`` says the same where it can only be heard: of
    a drawing, in words.
    """

    template: str
    slots: Mapping[str, Slot | Say] = field(default_factory=dict)
    quote: Slot | None = None
    spoken: str | None = None

    def filled(
        self, shown: Callable[[Slot | Say], str], template: Callable[[str], str] = str
    ) -> str:
        """The line without its quotation, each slot as it is ``shown``, the rest as ``template``.

        Without slots there is nothing to fill, and a brace is a brace.
        """
        line = template(self.template)
        if not self.slots:
            return line
        return fill(line, **{name: shown(value) for name, value in self.slots.items()})


def cut(text: str, longest: int) -> str:
    """The beginning of what somebody wrote, where it is long."""
    return text if len(text) <= longest else text[:longest].rstrip() + " …"


def one_line(text: str) -> str:
    """Without line breaks, and without signs that turn the direction of writing round."""
    return " ".join(_TURNING.sub("", text).split())


_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def to_say(lines: Iterable[Say | str]) -> tuple[Say, ...]:
    """The lines, also those that are only text."""
    return tuple(Say(line) if isinstance(line, str) else line for line in lines)


def joined(*parts: Say | str, by: str = " ") -> Say:
    """Several lines, or pieces of one, as one line."""
    said = {f"part{n}": each for n, each in enumerate(parts)}
    return Say(by.join(f"{{{name}}}" for name in said), said)


#: Before each of several points.
BULLET = "• "


def bullet(line: Say | str) -> Say:
    """One of several points; its quotation stays below it."""
    return Say(f"{BULLET}{{line}}", {"line": line})


@fixed
class Button:
    """A button. ``main`` for the one thing to do, ``danger`` for what cannot be undone."""

    label: str
    action: Action
    main: bool = False
    danger: bool = False


@fixed
class Option:
    """One of the choices of a form or a list; the label may be a person's words."""

    value: str
    label: Slot
    description: str | None = None


def scale(low: str | None, high: str | None) -> tuple[Option, ...]:
    """The numbers of a scale from 1 to 5, with what its ends are called."""
    ends = {1: f"1 · {low}", 5: f"5 · {high}"}
    return tuple(Option(str(n), ends.get(n, str(n))) for n in range(1, 6))


@fixed
class Form:
    """How an open question can be answered without typing. ``action`` takes the choice.

    ``folded``: where something else is done most likely, choices stand in a list and marks nowhere.
    """

    kind: Kind
    action: Action
    options: tuple[Option, ...] = ()
    chosen: tuple[str, ...] = ()
    folded: bool = False


class Pick(StrEnum):
    """What Slack itself offers to choose from."""

    PERSON = "person"
    CHANNEL = "channel"
    DATE = "date"


@fixed
class Picker:
    """Slack's own list of people or channels, or its calendar. ``action`` takes what is picked."""

    pick: Pick
    action: Action


@fixed
class Picture:
    """A drawing as a file called ``name``; ``alt`` is the same in words, without markup."""

    drawing: Drawing
    name: str
    title: str
    alt: str


@fixed
class Note:
    """Some lines, and what can be done next. ``options`` with ``pick`` is a list to choose from.

    ``pickers`` are Slack's own lists. ``shows`` identifies it where it is to be found
    again, as a question is. ``told``: the lines name the options already. ``picture`` says the
    same as the lines and follows them, where Slack takes files; then there is a ``shows``.
    """

    lines: tuple[Say, ...]
    buttons: tuple[Button, ...] = ()
    pick: Action | None = None
    options: tuple[Option, ...] = ()
    told: bool = False
    pickers: tuple[Picker, ...] = ()
    shows: str | None = None
    picture: Picture | None = None


@fixed
class Reminded:
    """One thing in a reminder of several, with the one thing to do about it."""

    line: Say
    button: Button | None = None


@fixed
class Reminder:
    """Several things to be reminded of, and what can be done about all of them."""

    lead: Say
    things: tuple[Reminded, ...]
    buttons: tuple[Button, ...]


@fixed
class Item:
    """One thing of a list, with what can be done about it: folded into a menu, or one button."""

    line: Say
    menu: tuple[Button, ...] = ()


@fixed
class Listing:
    """Things one below the other, each with its own menu. ``closing`` comes after them."""

    lines: tuple[Say, ...]
    items: tuple[Item, ...]
    closing: tuple[Say, ...] = ()
    buttons: tuple[Button, ...] = ()


@fixed
class Document:
    """A document as Markdown, to be copied as it stands; a long one is a file.

    ``lead`` says what it is, ``name`` what the file is called. Who was picked stands as ``<@U…>``
    until it is sent: outside Slack only a name says who it is.
    """

    lead: Say
    markdown: str
    name: str


#: Stands for the link in what is said of a canvas, until there is one.
LINK = "{link}"


@fixed
class Paper:
    """A memo as a file, or as a canvas: made when it is sent, since that takes a while.

    ``document`` is the memo as JSON and ``proof`` its fingerprint; ``form`` says what is made, and
    ``name`` is what it is called. ``lead`` stands with the file; of a canvas it has ``LINK`` where
    that will be. ``instead`` is said where Slack takes none.
    """

    lead: Say
    name: str
    form: str
    document: Mapping[str, Any]
    proof: Mapping[str, Any] | None = None
    instead: tuple[Note, ...] = ()


@fixed
class Stated:
    """Something that is concluded, and a list to call it something else in at once.

    ``ask`` is what the list is about, for who only hears it.
    """

    lines: tuple[Say, ...]
    ask: str
    action: Action
    options: tuple[Option, ...]
    chosen: str


@fixed
class Prompt:
    """The open question. ``stated``, ``lead`` and ``intro`` come before it, ``why`` after.

    ``recall`` are earlier answers that belong beside it. ``shows`` identifies it, so that it can
    be found again when it is answered. ``buttons`` help to answer it, ``menu`` holds the ways out,
    folded; what is ``beside`` can be done instead of answering.
    """

    shows: str
    place: Say
    ask: Say
    why: Say | None
    form: Form
    stated: Stated | None = None
    lead: tuple[Say, ...] = ()
    intro: Say | None = None
    recall: tuple[Say, ...] = ()
    context: tuple[Say, ...] = ()
    buttons: tuple[Button, ...] = ()
    menu: tuple[Button, ...] = ()
    beside: tuple[Button, ...] = ()


@fixed
class Settled:
    """Replaces the buttons of an answered question by the answer."""

    target: str
    place: Say
    ask: Say
    answer: Slot


@fixed
class Entry:
    """One answer in an overview, with the way to change it."""

    ask: str
    answer: Slot
    correct: Action


@fixed
class Chapter:
    """The answers of one focus point. ``clarity`` is how clarified it is, in words."""

    title: str
    clarity: str | None
    entries: tuple[Entry, ...]


@fixed
class Overview:
    """All answers of a journey, each with 'Ret'."""

    title: Say
    chapters: tuple[Chapter, ...]
    closing: Say | None = None


@fixed
class HomeCard:
    """One thing on App Home, with the one thing to do about it."""

    title: Words
    where: Say
    button: Button


@fixed
class HomePart:
    """What belongs together on App Home, under a heading in plain text."""

    heading: str
    lines: tuple[Say, ...] = ()
    cards: tuple[HomeCard, ...] = ()
    buttons: tuple[Button, ...] = ()


@fixed
class Home:
    """The App Home. ``trouble`` is what could not be drawn, to be seen by whoever runs the bot."""

    lines: tuple[Say, ...]
    buttons: tuple[Button, ...]
    parts: tuple[HomePart, ...] = ()
    trouble: tuple[Exception, ...] = field(default=(), compare=False)


Message = Note | Listing | Document | Paper | Reminder | Prompt | Settled | Overview | Home

#: So many characters, as they are once escaped, stand in one message; Slack takes some 13,000.
PAGE = 9_000
#: A longer quotation is cut where it is drawn.
LONGEST_QUOTE = 8_000


def pages(lines: Iterable[Say], buttons: tuple[Button, ...] = ()) -> list[Note]:
    """The lines in as few messages as hold them; the buttons stand under the last."""
    found: list[list[Say]] = [[]]
    room = PAGE
    for line in lines:
        room -= length(line)
        if room < 0 and found[-1]:
            found.append([])
            room = PAGE - length(line)
        found[-1].append(line)
    *before, last = map(tuple, found)
    return [*map(Note, before), Note(last, buttons)]


def length(value: Slot | Say) -> int:
    """How many characters it has at most once it is escaped and set apart."""
    if isinstance(value, Say):
        quote = 0 if value.quote is None else min(length(value.quote), LONGEST_QUOTE)
        return len(value.template) + sum(map(length, value.slots.values())) + quote
    if isinstance(value, Mention | Channel):
        return len(value.user if isinstance(value, Mention) else value.id) + 3
    text = value.text if isinstance(value, Words) else value
    return len(text) + 4 * sum(map(text.count, "&<>")) + 2 * sum(map(text.count, "\n*_~`"))
