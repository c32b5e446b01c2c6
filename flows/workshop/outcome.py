"""What a turn in a workshop concludes: what to keep, what to say, and what to answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.journey.values import Answer, Journey
from flows.workshop.messages import Message, Note, Notice
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
class Keep:
    """The actor's answer in a round, in the place of an earlier one."""

    point: str
    sitting: int
    contribution: Contribution


@dataclass(frozen=True, slots=True)
class Cut:
    """Reveal: mix the answers, and cut the ties to those who gave them; ``named`` keeps names."""

    point: str
    sitting: int
    named: bool


@dataclass(frozen=True, slots=True)
class Discard:
    """Delete the answers of a round, and who gave them."""

    point: str
    sitting: int


@dataclass(frozen=True, slots=True)
class Hide:
    """Hide named answers again, so that they can be changed."""

    point: str
    sitting: int


Sealing = Keep | Cut | Discard | Hide


@dataclass(frozen=True, slots=True)
class WorkshopOutcome:
    """What to save and what to say.

    ``errors`` (by field) and ``notice`` answer a dialog that was sent; ``whisper`` answers a
    button. ``unveil`` are (point, sitting) whose answers are to be shown next, in the same
    transaction. ``contributed`` goes to the chef's journey; ``begun`` is one that begins with it.
    """

    workshop: Workshop
    rounds: tuple[Round, ...] = ()
    participants: tuple[Participant, ...] = ()
    sealings: tuple[Sealing, ...] = ()
    conclusions: tuple[Conclusion, ...] = ()
    dissents: tuple[Dissent, ...] = ()
    remarks: tuple[Remark, ...] = ()
    dropped: tuple[str, ...] = ()
    unveil: tuple[tuple[str, int], ...] = ()
    messages: tuple[Message, ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict)
    notice: Notice | None = None
    whisper: Note | None = None
    begun: Journey | None = None
    contributed: tuple[Answer, ...] = ()
