"""What a turn in a workshop concludes: what to keep, what to say, and what to answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flows import messages
from flows.journey.values import Answer, Journey
from flows.messages import Button, Note, Say, Slot
from flows.workshop.values import (
    Conclusion,
    Contribution,
    Dissent,
    Participant,
    Remark,
    Round,
    Workshop,
)


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
    """How many gave each rating, as a picture in ``thread``, once ``after`` is said."""

    picture: messages.Picture
    thread: str
    after: str


Message = Post | Redraw | Picture | Tell


@dataclass(frozen=True, slots=True)
class Notice:
    """What a dialog turns into when it was sent. ``quotes`` give people's own words back."""

    title: str
    lines: tuple[Say, ...]
    quotes: tuple[tuple[str, Slot], ...] = ()


@dataclass(frozen=True, slots=True)
class KeepAnswer:
    """The actor's answer in a round, in the place of an earlier one."""

    point: str
    sitting: int
    contribution: Contribution


@dataclass(frozen=True, slots=True)
class RevealAnswers:
    """Mix the answers, and cut the ties to those who gave them; ``named`` keeps names."""

    point: str
    sitting: int
    named: bool


@dataclass(frozen=True, slots=True)
class DiscardAnswers:
    """Delete the answers of a round, and who gave them."""

    point: str
    sitting: int


@dataclass(frozen=True, slots=True)
class HideAnswers:
    """Hide named answers again, so that they can be changed."""

    point: str
    sitting: int


AnswerChange = KeepAnswer | RevealAnswers | DiscardAnswers | HideAnswers


@dataclass(frozen=True, slots=True)
class WorkshopOutcome:
    """What to save and what to say.

    ``errors`` (by field) and ``notice`` answer a dialog that was sent; ``whisper`` answers a
    button. ``reveal`` are (point, sitting) whose answers are to be shown next, in the same
    transaction. ``next_due`` is when the clock must look again. ``contributed`` goes to the
    chef's journey; ``begun`` is one that begins with it.
    """

    workshop: Workshop
    rounds: tuple[Round, ...] = ()
    participants: tuple[Participant, ...] = ()
    answers: tuple[AnswerChange, ...] = ()
    conclusions: tuple[Conclusion, ...] = ()
    dissents: tuple[Dissent, ...] = ()
    remarks: tuple[Remark, ...] = ()
    dropped: tuple[str, ...] = ()
    reveal: tuple[tuple[str, int], ...] = ()
    next_due: datetime | None = None
    messages: tuple[Message, ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict)
    notice: Notice | None = None
    whisper: Note | None = None
    begun: Journey | None = None
    contributed: tuple[Answer, ...] = ()
