"""What a turn concludes, as values for the store and for delivery."""

from __future__ import annotations

from dataclasses import dataclass

from flows.journey.nudges import Nudge
from flows.journey.values import Answer, Journey, Owned, Person
from flows.messages import Home, Message, Note


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A message to somebody else. ``to`` is a user or a channel.

    ``journey`` is whose words it carries, so that they can be deleted with it. ``otherwise`` is
    said to who takes the turn, if Slack does not let the other be told.
    """

    to: str
    message: Message
    journey: str | None = None
    otherwise: Note | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What to save and what to say.

    ``person`` is None where everything about them is to be deleted. ``journeys`` are those begun
    or changed; ``answers`` are new, in order, all in journey ``about``; ``erased`` are steps of
    it whose older answers are deleted first. ``messages`` go to the DM, ``aside`` answers a slash
    command where it was given, ``elsewhere`` goes to others. ``contributed`` are (journey, answer)
    of journeys that are another person's; ``begun`` are journeys begun for others. ``exports`` asks
    for all that is stored about the person, as a file. ``home`` is the App Home as it is after the
    turn, for who has opened it. ``nudges`` are reminders that have changed.
    """

    person: Person | None
    about: str | None = None
    journeys: tuple[Journey, ...] = ()
    answers: tuple[Answer, ...] = ()
    erased: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    messages: tuple[Message, ...] = ()
    aside: tuple[Message, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    contributed: tuple[tuple[str, Answer], ...] = ()
    begun: tuple[Owned, ...] = ()
    exports: bool = False
    home: Home | None = None
    nudges: tuple[Nudge, ...] = ()
