"""The language itself: what people type, how days are said, and what Slack shows of the app."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum, auto
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from flows.content.base import Content, Label, Line, Paragraph, Title, for_each, says


def _lower(phrase: str) -> str:
    if phrase != phrase.casefold():
        raise ValueError("words are written in lower case")
    return phrase


#: A word or a few, in lower case, as people type them.
Typed = Annotated[
    str, StringConstraints(pattern=r"^[^\W_]+(,? [^\W_]+){0,4}\Z", max_length=60),
    AfterValidator(_lower),
]  # fmt: skip
#: The same, where one place may hold a slot.
Form = Annotated[
    str, StringConstraints(pattern=r"^[^\W_]+( ([^\W_]+|\{(number|one|name|query)\}))*\Z"),
    AfterValidator(_lower),
]  # fmt: skip
Said = Annotated[tuple[Typed, ...], Field(min_length=1)]


class Word(StrEnum):
    """What a global word asks for.

    How people type it stands in ``language.yaml``; the first of several is how the bot writes it.

    A new one also needs its handler in ``flows/dialogue/pressing.py`` and a line under ``help`` in
    ``texts.yaml``; one that ``/samskab`` takes also stands in ``payloads.COMMANDS``.
    """

    HELP = auto()
    ELABORATE = auto()
    EXAMPLE = auto()
    READ_MORE = auto()
    BACK = auto()
    CORRECT = auto()
    SKIP = auto()
    SKIP_POINT = auto()
    DECIDE = auto()
    ONWARD = auto()
    PAUSE = auto()
    RESUME = auto()
    STATUS = auto()
    STOP = auto()
    START = auto()
    SHORT_WAY = auto()
    WHOLE_WAY = auto()
    SWITCH = auto()
    DELETE = auto()
    MY_DATA = auto()
    GIVE = auto()
    LEARNING = auto()
    WHAT_IS = auto()
    REMINDERS = auto()
    LOOK_UP = auto()
    TYPE = auto()
    TEST = auto()
    NEXT_STEPS = auto()
    NEW_STEP = auto()
    DIRECTIONS = auto()
    SUMMARY = auto()
    SHARE = auto()
    MEMO = auto()
    FRAMES = auto()
    CONTRACT = auto()
    PRINCIPLES = auto()
    ORDER = auto()
    REOPEN = auto()
    CHECK = auto()
    RHYTHM = auto()
    OPPONENT = auto()
    WHAT_IF = auto()
    MAP = auto()


class AskedFor(Content):
    """A word with something behind it; ``rest`` is what that is where the form has no slot."""

    word: str
    say: Annotated[tuple[Form, ...], Field(min_length=1)]
    rest: Literal["", "all"] = ""
    perhaps: bool = False

    @model_validator(mode="after")
    def _is_a_word(self) -> AskedFor:
        if self.word not in set(Word):
            raise ValueError(f"'{self.word}' is no word of 'words'")
        return self


class Phrases(Content):
    """How people say what is asked about now and then."""

    greetings: Said
    yes: Said
    no: Said
    other: Said
    unsure: Said
    stands: Said
    i: Said
    myself: Said
    nobody: Said
    delete: Said
    delete_all: Said
    keep: Said
    whole: Said
    workshop: Said


class Units(Content):
    """What time is counted in."""

    hour: Said
    day: Said
    week: Said
    month: Said
    quarter: Said
    half: Said
    year: Said


class SaidDays(Content):
    """How the bot says days."""

    date: Annotated[str, says("day", "month")]
    with_year: Annotated[str, says("day", "month", "year")]
    weekday: Annotated[str, says("weekday", "date")]
    moment: Annotated[str, says("day", "clock")]
    at: Annotated[str, says("clock")]
    today: Typed
    tomorrow: Typed


class Days(Content):
    """The words of the calendar."""

    months: Annotated[tuple[Said, ...], Field(min_length=12, max_length=12)]
    weekdays: Annotated[tuple[Said, ...], Field(min_length=7, max_length=7)]
    relative: dict[Typed, int]
    dayparts: dict[Typed, tuple[int, int]]
    before: Said
    the: Said
    about: Said
    next: Said
    this: Said
    ahead: Said
    units: Units
    spans: dict[Typed, int]
    few: dict[Typed, int]
    ordinals: dict[Typed, int]
    quarter_sign: Said
    feasts: dict[Typed, tuple[int, int]]
    seasons: dict[Typed, tuple[int, int]]
    of_week: Said
    early: Said
    middle: Said
    late: Said
    clock: Said
    said: SaidDays


class Vocabulary(Content):
    """All of ``language.yaml``; ``locale`` is what a document says that it is written in."""

    called: Label
    locale: Annotated[str, Field(pattern="^[a-z]{2}-[A-Z]{2}$")]
    words: Annotated[Mapping[str, Said], for_each(Word)]
    asked: tuple[AskedFor, ...]
    phrases: Phrases
    between: Said
    numbers: dict[Typed, int]
    of: Said
    ranges: Said
    half: Said
    numbered: Said
    days: Days

    @model_validator(mode="after")
    def _means_one_thing(self) -> Vocabulary:
        taken: dict[str, str] = {}
        for word, said in self.words.items():
            for typed in said:
                if typed in taken:
                    raise ValueError(f"'{typed}' is both {taken[typed]} and {word}")
                taken[typed] = word
        return self


class ShortcutWords(Content):
    """A shortcut in a message's menu."""

    name: Annotated[str, Field(max_length=24)]
    description: Annotated[str, Field(max_length=150)]


class SlashCommandWords(Content):
    """The slash command where Slack lists what can be typed."""

    description: Annotated[str, Field(max_length=2000)]
    hint: Annotated[str, Field(max_length=1000)]


class Installed(Content):
    """The page that says that the app is installed."""

    title: Title
    text: Annotated[str, says("name")]
    open: Label
    next: Line


class NotInstalled(Content):
    """The page that says why it is not."""

    title: Title
    old: Line
    cancelled: Line
    refused: Line
    again: Label


class InstallWords(Content):
    """What stands on the pages where the app is installed in a workspace."""

    title: Title
    about: Paragraph
    points: tuple[Line, ...] = Field(min_length=1, max_length=6)
    button: Label
    who: Line
    unnamed: Label
    done: Installed
    failed: NotInstalled


class AppWords(Content):
    """What Slack shows of the app, and what stands where it is installed: ``app.yaml``."""

    name: Annotated[str, Field(max_length=35)]
    description: Annotated[str, Field(max_length=140)]
    long_description: Annotated[str, Field(min_length=174, max_length=4000)]
    command: SlashCommandWords
    shortcut: ShortcutWords
    install: InstallWords
