"""What a turn says, and what it concludes, as values for the store and for delivery."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any

from flows.fixed import fixed
from flows.journey.nudges import Nudge
from flows.journey.route import Route
from flows.journey.values import Answer, Filed, Journey, Owned, Person
from flows.messages import Button, Home, Message, Note, Say, to_say


@fixed
class Elsewhere:
    """A message to somebody else. ``to`` is a user or a channel.

    ``journey`` is whose words it carries, so that they can be deleted with it. ``otherwise`` is
    said to who takes the turn, if Slack does not let the other be told.
    """

    to: str
    message: Message
    journey: str | None = None
    otherwise: Note | None = None


@fixed
class Outcome:
    """What to save and what to say.

    ``person`` is None where everything about them is to be deleted. ``journeys`` are those begun
    or changed; ``answers`` are new, in order, all in journey ``about``; ``erased`` are steps of
    it whose older answers are deleted first. ``messages`` go to the DM, ``aside`` answers a slash
    command where it was given, ``elsewhere`` goes to others. ``contributed`` are (journey, answer)
    of journeys that are another person's; ``begun`` are journeys begun for others. ``exports`` asks
    for all that is stored about the person, as a file; ``wipes`` for the bot's own messages in
    the DM to be deleted. ``home`` is the App Home as it is after the turn, for who has opened it.
    ``nudges`` are reminders that have changed. ``filed`` are memos that became final. ``errors``
    are by field of the dialog that was sent: then nothing else came of it. ``route`` is what the
    answers of ``about`` say by now.
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
    wipes: bool = False
    home: Home | None = None
    nudges: tuple[Nudge, ...] = ()
    filed: tuple[Filed, ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict)
    route: Route | None = field(default=None, repr=False, compare=False)


@fixed
class Wish:
    """What the dialogue shall do once the turn is worked out, in this place among what is said."""

    does: str
    given: tuple[Any, ...]
    options: Mapping[str, Any] = field(default_factory=dict)


class Saying:
    """What is said in a turn, in order: messages, and wishes that the dialogue carries out.

    Beside them: memos that became final, and what is wrong in a dialog that was sent, by field.
    """

    def __init__(self) -> None:
        self.messages: list[Message | Wish] = []
        self.filed: list[Filed] = []
        self.errors: dict[str, str] = {}

    def say(self, message: Message) -> None:
        """Say this in the DM."""
        self.messages.append(message)

    def ask(self, *lead: Say | str, brief: bool = False, elaborated: bool = False) -> None:
        """Wish that the open question be put, as it is when the turn is worked out.

        ``brief`` leaves out why, where it was asked a moment ago; ``elaborated`` offers to read
        more in the place of what was just said.
        """
        self.wish("ask", *lead, brief=brief, elaborated=elaborated)

    def wish(self, does: str, *given: Any, **options: Any) -> None:
        """Wish something of the dialogue; ``flows.dialogue.take`` lists what it does."""
        self.messages.append(Wish(does, given, options))

    def fulfil(self, does: Mapping[str, Callable[..., None]]) -> None:
        """Carry out what was wished, in order; what that says stands in the wish's place."""
        said, self.messages = self.messages, []
        for each in said:
            if isinstance(each, Wish):
                before, self.messages = self.messages, []
                does[each.does](self, *each.given, **each.options)
                self.fulfil(does)
                self.messages = [*before, *self.messages]
            else:
                self.messages.append(each)

    def note(self, *lines: Say | str, buttons: tuple[Button, ...] = ()) -> None:
        """Say some lines in the DM."""
        self.say(Note(to_say(lines), buttons))
