"""What the bot said, as a person reads it: words, and what can be pressed or chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from flows.content.kinds import Kind
from flows.inputs import Action, Pressed
from flows.messages import (
    Button,
    Channel,
    Document,
    Form,
    Home,
    Listing,
    Mention,
    Message,
    Note,
    Option,
    Overview,
    Paper,
    Picker,
    Prompt,
    Reminder,
    Say,
    Settled,
    Slot,
    Words,
)


@dataclass(frozen=True, slots=True)
class Press:
    """Something to press: its label, what it stands beside, and what pressing it means."""

    label: str
    input: Pressed
    beside: str = ""


@dataclass(frozen=True)
class Reply:
    """All that the bot said in one turn."""

    messages: tuple[Message, ...] = ()
    aside: tuple[Message, ...] = ()

    @property
    def text(self) -> str:
        """Everything that can be read, without what only tidies an older message."""
        said = (*self.messages, *self.aside)
        return "\n".join(words(each) for each in said if not isinstance(each, Settled))

    @property
    def prompt(self) -> Prompt | None:
        """The question that it ends in."""
        prompts = [each for each in self.messages if isinstance(each, Prompt)]
        return prompts[-1] if prompts else None

    @property
    def presses(self) -> list[Press]:
        """All buttons, in the order in which they stand."""
        return [
            press for each in (*self.messages, *self.aside) for press in _PRESSES[type(each)](each)
        ]

    @property
    def options(self) -> list[Press]:
        """All options of its lists, and the choices of its question."""
        return [press for each in (*self.messages, *self.aside) for press in _options(each)]

    @property
    def stated(self) -> list[Press]:
        """What can be called something else than it is said to be."""
        found = [each.stated for each in self.messages if isinstance(each, Prompt) and each.stated]
        return [_option(each.action, option) for each in found for option in each.options]

    @property
    def pickers(self) -> list[Picker]:
        """Slack's own lists and calendars in it."""
        notes = [each for each in (*self.messages, *self.aside) if isinstance(each, Note)]
        return [picker for note in notes for picker in note.pickers]

    @property
    def silent(self) -> bool:
        """Whether nothing was said."""
        return not self.messages and not self.aside


def words(message: Message) -> str:
    """A message as plain text."""
    return "\n".join(line for line in _LINES[type(message)](message) if line)


def slot(value: Slot | Say) -> str:
    """A slot as plain text, not escaped."""
    if isinstance(value, Say):
        return line(value)
    if isinstance(value, Words):
        return value.text
    if isinstance(value, Channel):
        return f"#{value.id}"
    return f"@{value.user}" if isinstance(value, Mention) else value


def line(say: Say | None) -> str:
    """A line with what goes into its slots, and its quotation."""
    if say is None:
        return ""
    said = say.filled(slot)
    return said if say.quote is None else f"{said}\n» {slot(say.quote)}"


def _prompt_lines(made: Prompt) -> Iterator[str]:
    first = made.stated.lines if made.stated is not None else ()
    yield from map(
        line, (*first, *made.lead, made.place, made.intro, *made.recall, made.ask, made.why)
    )
    yield from map(line, made.context)


def _reminder_lines(made: Reminder) -> Iterator[str]:
    yield from map(line, (made.lead, *(thing.line for thing in made.things)))


def _listing_lines(made: Listing) -> Iterator[str]:
    yield from map(line, (*made.lines, *(item.line for item in made.items), *made.closing))


def _overview_lines(made: Overview) -> Iterator[str]:
    yield line(made.title)
    for chapter in made.chapters:
        yield f"{chapter.title} · {chapter.clarity}" if chapter.clarity else chapter.title
        for entry in chapter.entries:
            yield f"{entry.ask} » {slot(entry.answer)}"
    yield line(made.closing)


def _home_lines(made: Home) -> Iterator[str]:
    yield from map(line, made.lines)
    for part in made.parts:
        yield part.heading
        for card in part.cards:
            yield f"{card.title.text}: {line(card.where)}"
        yield from map(line, part.lines)


_LINES: dict[type, Callable[..., Iterator[str]]] = {
    Note: lambda made: map(line, made.lines),
    Reminder: _reminder_lines,
    Listing: _listing_lines,
    Document: lambda made: iter((line(made.lead), made.markdown)),
    Paper: lambda made: iter((line(made.lead), f"[{made.name}]")),
    Prompt: _prompt_lines,
    Settled: lambda made: iter((line(made.place), line(made.ask), slot(made.answer))),
    Overview: _overview_lines,
    Home: _home_lines,
}


def _press(button: Button, beside: str = "") -> Press:
    return Press(button.label, Pressed(button.action), beside)


_PRESSES: dict[type, Callable[..., list[Press]]] = {
    Note: lambda made: [_press(each) for each in made.buttons],
    Reminder: lambda made: [
        *(_press(each.button, line(each.line)) for each in made.things if each.button),
        *(_press(each) for each in made.buttons),
    ],
    Prompt: lambda made: [_press(each) for each in (*made.beside, *made.buttons, *made.menu)],
    Listing: lambda made: [
        *(_press(each, line(item.line)) for item in made.items for each in item.menu),
        *(_press(each) for each in made.buttons),
    ],
    Document: lambda _: [],
    Paper: lambda _: [],
    Settled: lambda _: [],
    Overview: lambda made: [
        Press("Ret", Pressed(entry.correct), entry.ask)
        for chapter in made.chapters
        for entry in chapter.entries
    ],
    Home: lambda made: [
        *(_press(each) for each in made.buttons),
        *(_press(card.button, card.title.text) for part in made.parts for card in part.cards),
        *(_press(each) for part in made.parts for each in part.buttons),
    ],
}

#: Kinds whose choices are buttons that carry the choice themselves.
_AS_BUTTONS = (Kind.YES_NO, Kind.CHOICE)


def _options(message: Message) -> list[Press]:
    if isinstance(message, Note) and message.pick is not None:
        return [_option(message.pick, each) for each in message.options]
    if isinstance(message, Prompt):
        form = message.form
        if form.kind is Kind.SCALES:
            return [_all_alike(form, n) for n in "12345"]
        return [
            _option(form.action, each, as_button=form.kind in _AS_BUTTONS) for each in form.options
        ]
    return []


def _all_alike(form: Form, n: str) -> Press:
    """The dialog with the same number everywhere."""
    rated = tuple(f"{each.value}:{n}" for each in form.options)
    return Press(f"{n} til alle", Pressed(form.action, rated))


def _option(action: Action, option: Option, *, as_button: bool = False) -> Press:
    label = slot(option.label)
    if as_button:
        return Press(label, Pressed(replace(action, arg=option.value)))
    return Press(label, Pressed(action, (option.value,)))
