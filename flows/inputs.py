"""What a person did, as a typed value. Everything from Slack becomes one of these first."""

from __future__ import annotations

from enum import StrEnum

from flows.content.vocabulary import Word
from flows.fixed import fixed


class Verb(StrEnum):
    """What a button or a select does."""

    BEGIN = "begin"
    ANSWER = "answer"
    WORD = "word"
    CORRECT = "correct"
    SWITCH = "switch"
    DELETE = "delete"
    DELETE_ALL = "delete_all"
    KEEP = "keep"
    REMOVE = "remove"
    OPEN = "open"
    DO = "do"


@fixed
class Action:
    """What stands behind a button: which journey, which step, at which revision, with what.

    ``arg`` is a choice's id for ANSWER and a word for WORD. OPEN opens a dialog: with several
    scales or a focus point's questions, then it is how they stand, a digit each; or ``step`` is the
    deed that is done when the dialog was sent. For DO, ``step`` is the deed's name (``area.deed``)
    and ``arg`` what it is done to.
    """

    verb: Verb
    journey: str = ""
    step: str = ""
    revision: int = 0
    arg: str = ""


class Brought(StrEnum):
    """What came with somebody's words, or instead of them."""

    PASTED = "pasted"
    FORWARDED = "forwarded"
    FILE = "file"
    VOICE = "voice"


@fixed
class Typed:
    """Text in the DM. ``message`` is its ts.

    ``beside`` came with the text, or instead of it, and ``carried`` is what can be read of that;
    ``cut``: only the beginning of it. ``person`` is the Slack user whose name is all that was
    written, where they were mentioned.
    """

    text: str
    message: str
    beside: Brought | None = None
    carried: str = ""
    cut: bool = False
    person: str | None = None


class Picked(StrEnum):
    """What Slack knows of a person who was picked."""

    COLLEAGUE = "colleague"
    GUEST = "guest"
    BOT = "bot"
    GONE = "gone"
    STRANGER = "stranger"


@fixed
class Pressed:
    """A button, select or picker. ``chosen`` are option values, a user id or an ISO date.

    ``picked`` is who was picked for a deed, where Slack could be asked. ``fields`` is what a dialog
    with several questions was filled in with: each question's id with its values.
    """

    action: Action
    chosen: tuple[str, ...] = ()
    picked: Picked | None = None
    fields: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def choice(self) -> str:
        """The one thing that was chosen; empty where nothing was."""
        return self.chosen[0] if self.chosen else ""

    def field(self, name: str) -> str:
        """What was filled in where one thing is; empty where nothing was."""
        return next((given[0] for id, given in self.fields if id == name and given), "")


@fixed
class Commanded:
    """``/samskab`` with a word, or alone (None).

    ``unknown`` is what could not be understood, ``rest`` what stood behind the word.
    """

    word: Word | None
    unknown: str = ""
    rest: str = ""


@fixed
class Edited:
    """A message of the person was changed to ``text``; the rest as in ``Typed``."""

    message: str
    text: str
    beside: Brought | None = None
    carried: str = ""
    cut: bool = False
    person: str | None = None


@fixed
class Removed:
    """A message of the person was deleted in Slack."""

    message: str


class Noise(StrEnum):
    """What is not an answer, though it arrived."""

    OTHER_BOT = "other_bot"
    EMPTY = "empty"


@fixed
class Heard:
    """Something that is not an answer."""

    noise: Noise


@fixed
class Opened:
    """The App Home was opened."""


Input = Typed | Pressed | Commanded | Edited | Removed | Heard | Opened
