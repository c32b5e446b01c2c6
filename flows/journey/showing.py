"""An answer as people read it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from flows.content.base import fill
from flows.content.kinds import OTHER, Kind
from flows.journey.desk import Desk
from flows.journey.short import without_of
from flows.journey.steps import Step
from flows.journey.values import Answer, Answers, AnswerState, Value
from flows.language.dates import local_date
from flows.messages import Mention, Slot, Words, cut, one_line


def count(desk: Desk, number: int) -> str:
    """A small number in words."""
    words = desk.texts.numbers
    return words[number] if number < len(words) else str(number)


def listed(desk: Desk, names: Sequence[str]) -> str:
    """'a, b og c'."""
    *first, last = names
    return f"{', '.join(first)} {desk.texts.and_} {last}" if first else last


def decimal(number: float) -> str:
    """'3,5'."""
    return f"{number:.1f}".replace(".", ",")


def on_day(desk: Desk, day: date) -> str:
    """'i dag' or 'den 3. marts'."""
    if day == desk.today:
        return desk.texts.today
    return fill(desk.texts.on_date, date=desk.say_day(day))


def capital(text: str) -> str:
    """With a capital letter first."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """With a small letter first: a label as it stands inside a sentence."""
    return text[:1].lower() + text[1:]


#: So many characters of an earlier answer are recalled.
RECALLED = 300


def show(desk: Desk, step: Step, answer: Answer | None, among: Answers | None = None) -> Slot:
    """The answer in words: the person's own, the labels chosen, or that there is none.

    ``among`` are the answers that it is one of, where that is not the journey of the turn.
    """
    among = desk.answers if among is None else among
    if answer is None or not step.holds(among):
        return desk.texts.settled.none
    if answer.state is AnswerState.SKIPPED:
        said = without_of(desk.flow.library, step.id) if answer.value is not None else None
        return said or desk.texts.settled.skipped
    if answer.state is AnswerState.REMOVED:
        return desk.texts.settled.removed
    if step.question.kind in _CHOSEN:
        chosen = answer.value if isinstance(answer.value, list) else [answer.value]
        return _labels(desk, step, chosen, among)
    return _SHOWN[step.question.kind](desk, step, answer.value)


def said_when(desk: Desk, answer: Answer) -> str:
    """'i dag' or 'den 3. marts'."""
    return day_of(desk, answer.said_at)


def day_of(desk: Desk, moment: datetime) -> str:
    """'i dag' or 'den 3. marts'."""
    return on_day(desk, local_date(moment, desk.person.tz))


def beginning(shown: Slot, length: int = RECALLED) -> Slot:
    """Long words cut short: what is recalled must not push the question out of sight."""
    return Words(cut(shown.text, length)) if isinstance(shown, Words) else shown


def on_one_line(shown: Slot, length: int) -> Slot:
    """The beginning of it, without line breaks."""
    return Words(cut(one_line(shown.text), length)) if isinstance(shown, Words) else shown


def _labels(desk: Desk, step: Step, ids: list[str], among: Answers) -> Slot:
    """The labels; where 'andet' was explained, the person's own words in its place.

    A semicolon keeps apart what holds commas itself.
    """
    labels = {choice.id: choice.label for choice in step.question.choices}
    other = among.given(f"{step.id}_other")
    labels[OTHER] = other or desk.texts.buttons.other
    each = [labels[id] for id in ids]
    said = ("; " if any("," in one for one in each) else ", ").join(each)
    return Words(said) if other and OTHER in ids else said


def _text(_: Desk, __: Step, value: Value) -> Slot:
    return Words(value)


def _scale(desk: Desk, _: Step, value: Value) -> Slot:
    return fill(desk.texts.settled.scale, value=value)


def _scales(_: Desk, step: Step, value: Value) -> Slot:
    return ", ".join(f"{c.label} {value[c.id]}" for c in step.question.choices if c.id in value)


def _yes_no(desk: Desk, _: Step, value: Value) -> Slot:
    return desk.texts.buttons.yes if value else desk.texts.buttons.no


def _person(_: Desk, __: Step, value: Value) -> Slot:
    return Mention(value["user"]) if "user" in value else Words(value["name"])


def _date(desk: Desk, _: Step, value: Value) -> Slot:
    return desk.say_day(date.fromisoformat(value))


_CHOSEN = (Kind.CHOICE, Kind.CHOICES)
_SHOWN: dict[Kind, Callable[[Desk, Step, Value], Slot]] = {
    Kind.TEXT: _text,
    Kind.SCALE: _scale,
    Kind.SCALES: _scales,
    Kind.YES_NO: _yes_no,
    Kind.PERSON: _person,
    Kind.DATE: _date,
}
