"""What is said in a workshop, as typed values: sheets in the channel and dialogs for one person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from flows.inputs import Action
from flows.messages import Button, Note, Option, Say, Slot

__all__ = [
    "Dialog",
    "Field",
    "FieldKind",
    "Message",
    "Note",
    "Notice",
    "Picture",
    "Post",
    "Redraw",
    "Sheet",
    "Tell",
]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Lines, small print, and what can be done; ``menu`` is folded away."""

    lines: tuple[Say, ...]
    small: tuple[Say, ...] = ()
    buttons: tuple[Button, ...] = ()
    menu: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Post:
    """A message in the workshop's channel; in the thread of ``thread`` where that is named.

    ``shows`` names it, so that it can be redrawn, and written under.
    """

    sheet: Sheet
    shows: str | None = None
    thread: str | None = None


@dataclass(frozen=True, slots=True)
class Redraw:
    """A message that is there already, as it is now."""

    shows: str
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class Tell:
    """A message to one person, in their DM."""

    user: str
    note: Note


@dataclass(frozen=True, slots=True)
class Picture:
    """How many gave each rating, as a picture in ``thread``, once ``after`` is said.

    ``alt`` is the same in words, without markup.
    """

    counts: tuple[int, ...]
    title: str
    alt: str
    thread: str
    after: str


Message = Post | Redraw | Picture | Tell


class FieldKind(StrEnum):
    """How a field of a dialog is filled in."""

    TEXT = "text"
    ONE = "one"
    LIST = "list"
    SEVERAL = "several"
    PERSON = "person"
    PEOPLE = "people"
    CHANNEL = "channel"
    DAY = "day"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Field:
    """One field. ``id`` never changes while a dialog is open, or what was typed is lost."""

    id: str
    kind: FieldKind
    label: str
    hint: str | None = None
    needed: bool = True
    longest: int = 0
    options: tuple[Option, ...] = ()
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dialog:
    """A dialog for one person. ``pick`` chooses among ``options`` what a field begins with."""

    title: str
    submit: str
    form: Action
    lines: tuple[Say, ...] = ()
    fields: tuple[Field, ...] = ()
    pick: Action | None = None
    pick_label: str = ""
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """What a dialog turns into when it was sent. ``quotes`` give people's own words back."""

    title: str
    lines: tuple[Say, ...]
    quotes: tuple[tuple[str, Slot], ...] = ()
