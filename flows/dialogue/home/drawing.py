"""What App Home is drawn with: its lines, what is known of each journey, what goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, TypeVar

from flows.content.base import Label, Lines, Plain, says
from flows.content.vocabulary import Word
from flows.inputs import Action, Verb
from flows.journey.desk import Desk
from flows.journey.values import Answers, Journey
from flows.messages import Button

Given = TypeVar("Given")
Made = TypeVar("Made")


class HomeLines(Lines):
    """The headings are plain text; ``due`` and ``undated`` are a next step, ``late`` one past.

    ``passed`` and ``ahead`` are the signs of how far through the model a journey is.
    """

    AREA = "home"

    to_you: Label
    open: Label
    journeys: Label
    others: Label
    next_steps: Label
    reminders: Label
    data: Label
    here: Annotated[str, says("place", "ask")]
    in_short: Annotated[str, says("signs", "place")]
    passed: Label
    ahead: Label
    memos: Annotated[str, says("names")]
    more_memos: Annotated[str, says("names", "count")]
    asked_by: Annotated[str, says("who")]
    sent_to: Annotated[str, says("who")]
    awaited: Annotated[str, says("points")]
    awaited_until: Annotated[str, says("points", "deadline")]
    answer: Label
    due: Annotated[str, says("day", "words", "title")]
    late: Annotated[str, says("day", "words", "title")]
    undated: Annotated[str, says("words", "title")]
    more_steps: Annotated[str, says("count")]
    one_step: Plain
    steps: Annotated[str, says("count")]
    page: Annotated[str, says("page", "pages")]
    before: Label
    after: Label
    map: Label
    summary: Label
    privacy: Plain
    see: Label
    correct: Label
    delete: Label


@dataclass(frozen=True)
class Drawing:
    """One drawing of App Home: ``kept`` are the records and decisions of each journey.

    Its ``desk`` is about no journey, so that nothing on one card can come from another; ``open`` is
    about the one whose answers are at hand. ``page`` is that of the other journeys, from 0. What
    fails is left out and noted: no card takes the turn with it.
    """

    desk: Desk
    kept: Mapping[str, Answers]
    open: Desk | None = None
    page: int = 0
    trouble: list[Exception] = field(default_factory=list)

    @property
    def lines(self) -> HomeLines:
        """What is said on it."""
        return self.desk.lines(HomeLines)

    @property
    def own(self) -> list[Journey]:
        """The journeys that the person leads, last used first."""
        return [each for each in self.desk.journeys if each.delegated is None]

    def of(self, journey: Journey) -> Answers:
        """What is known of the journey."""
        return self.kept.get(journey.id, Answers())

    def each(self, make: Callable[[Given], Made], given: Iterable[Given]) -> tuple[Made, ...]:
        """What is made of each, but of those with which it fails."""
        made = []
        for one in given:
            try:
                made.append(make(one))
            except Exception as error:  # noqa: BLE001 (whatever it is: the turn goes on)
                self.trouble.append(error)
        return tuple(made)


def word_button(label: str, word: Word) -> Button:
    """A button that says a word."""
    return Button(label, Action(Verb.WORD, arg=word.name.lower()))
