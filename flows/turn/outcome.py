"""What a turn concludes, as values for the store and for delivery."""

from __future__ import annotations

from dataclasses import dataclass

from flows.messages import Message
from flows.values import Answer, Journey, Person


@dataclass(frozen=True, slots=True)
class Outcome:
    """What to save and what to say.

    ``person`` is None where everything about them is to be deleted. ``journeys`` are those begun
    or changed; ``answers`` are new, in order, all in journey ``about``; ``erased`` are steps of
    it whose older answers are deleted first. ``messages`` go to the DM, ``aside`` answers a slash
    command where it was given.
    """

    person: Person | None
    about: str | None = None
    journeys: tuple[Journey, ...] = ()
    answers: tuple[Answer, ...] = ()
    erased: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    messages: tuple[Message, ...] = ()
    aside: tuple[Message, ...] = ()
