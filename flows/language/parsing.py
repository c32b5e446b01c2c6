"""What a person typed or chose, as the value of an answer. One table from kind to parser."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from datetime import date
from enum import Enum, auto
from typing import Any

from flows.content.kinds import NO, OTHER, YES, Choice, Kind, Question
from flows.fixed import fixed
from flows.language import Language
from flows.language.days import Day, TooEarly, TooFar, Vague
from flows.language.text import is_only_signs, listed, plain, ticked, without_mark

#: The longest answer, in characters; Slack's own text fields take no more.
LONGEST = 3000
LONGEST_NAME = 80
#: The shortest part of a label that may stand for it.
SHORTEST_PART = 4
#: A scale goes from 1 to this.
SCALE = 5
#: Why a text names no day at all.
NOT_A_DATE = "not_a_date"
_USER_ID = re.compile(r"[UW][A-Z0-9]+")
#: Numbers of choices, one after the other: '1 3', '1. 3.'.
_NUMBERS = re.compile(r"\d{1,2}[.)]?(?:\s+\d{1,2}[.)]?)+")
#: What is left of marks around a thing that is named.
_LOOSE = " -–—*+•·"
#: What may part two choices, and as well belong to what is none: 'bus/tog'.
_PERHAPS_BETWEEN = re.compile(r"\s*[/|\t]\s*|\s+[-–—]+\s+")


@fixed
class Parsed:
    """A value as ``flows.journey.values.Value``; ``other`` belongs to 'andet' beside it."""

    value: Any
    other: str | None = None


@fixed
class Misfit:
    """Why the text cannot be the answer: the name of a line in ``texts.misfit``, and its slots."""

    why: str
    slots: Mapping[str, str] = field(default_factory=dict)


@fixed
class Unsure:
    """The value that a vague text is taken for, and with what line one asks whether it is meant."""

    value: Any
    ask: Misfit


Reading = Parsed | Misfit | Unsure
Parser = Callable[[Language, Question, str, date], Reading]


def parse(language: Language, question: Question, typed: str, today: date) -> Reading:
    """Read typed text as an answer to ``question``. Never raises."""
    text = typed.strip()
    if not text:
        return Misfit("empty")
    if len(text) > LONGEST:
        return Misfit("too_long")
    if is_only_signs(text):
        return Misfit("signs")
    is_choice = question.choices and _find(language, question.choices, text) is not None
    if not is_choice and plain(text) in language.phrases.unsure:
        return Misfit("unsure")
    return _PARSERS[question.kind](language, question, text, today)


def _text(_: Language, __: Question, text: str, ___: date) -> Reading:
    return Parsed(text)


def _choice(language: Language, question: Question, text: str, _: date) -> Reading:
    found = _find(language, question.choices, text)
    if found:
        return Parsed(found)
    parts = _parts(language, question.choices, ticked(text))
    each = {id for _, id in parts}
    if None not in each and len(each) > 1:
        return Misfit("one_choice")
    if None not in each and max(len(parts), len(text.splitlines())) > 1:
        return Parsed(each.pop())
    if _asks(text):
        return Misfit("asks")
    if not question.other:
        return Misfit("not_a_choice")
    is_bare = plain(without_mark(text)) in language.phrases.other
    return Parsed(OTHER) if is_bare else Parsed(OTHER, other=text)


def _asks(text: str) -> bool:
    """Whether what is none of the choices is a question to the bot."""
    return text.endswith("?")


def _choices(language: Language, question: Question, text: str, _: date) -> Reading:
    if whole := _find(language, question.choices, text):
        return Parsed([whole])
    found: list[str] = []
    rest: list[str] = []
    for part, meant in _parts(language, question.choices, ticked(text)):
        is_other = question.other and plain(part) in language.phrases.other
        id = OTHER if is_other else meant
        if id is None:
            rest.append(part)
        elif id not in found:
            found.append(id)
    if rest and not found and _asks(text):
        return Misfit("asks")
    if rest and not question.other:
        return Misfit("not_all_choices" if found else "not_a_choice")
    if rest:
        found = [id for id in found if id != OTHER] + [OTHER]
    if clash(question, found):
        return Misfit("alone")
    return Parsed(found, other=", ".join(rest) or None) if found else Misfit("empty")


def clash(question: Question, value: Any) -> bool:
    """Whether something was chosen with others that can only stand alone."""
    alone = {choice.id for choice in question.choices if choice.alone}
    return isinstance(value, list) and len(value) > 1 and not alone.isdisjoint(value)


def _parts(
    language: Language, choices: Sequence[Choice], text: str
) -> list[tuple[str, str | None]]:
    """The things that are named, each with its choice if it is one.

    A label may hold a comma or an 'og', and so may what is none.
    """
    if _NUMBERS.fullmatch(text):
        return [(each, _find(language, choices, each)) for each in text.split()]
    parts = [part for part in _pieces(language, choices, text) if not is_only_signs(part)]
    found: list[tuple[str, str | None]] = []
    for part in parts:
        id = _find(language, choices, part)
        each = _PERHAPS_BETWEEN.split(part) if id is None else [part]
        ids = [_find(language, choices, one) for one in each]
        found += [(part, None)] if None in ids else zip(each, ids, strict=True)
    return found or [(text, None)]


def _pieces(language: Language, choices: Sequence[Choice], text: str) -> list[str]:
    """The text in pieces, as few as hold a choice each or nothing that is one."""
    lines = "\n".join(without_mark(line) for line in text.splitlines())
    split = language.between.split
    pieces = [piece.strip(_LOOSE) if n % 2 == 0 else piece for n, piece in enumerate(split(lines))]
    longest = max(len(split(choice.label)) for choice in choices)
    parts: list[str] = []
    at, glued = 0, False
    while at < len(pieces):
        ends = range(min(at + longest, len(pieces)), at, -2)
        end = next((e for e in ends if _find(language, choices, "".join(pieces[at:e]))), None)
        if end is None and glued and pieces[at - 1].strip() == language.and_:
            parts[-1] += pieces[at - 1] + pieces[at]
        else:
            parts.append(without_mark("".join(pieces[at : end or at + 1])))
        glued, at = end is None, (end or at + 1) + 1
    return parts


def _find(language: Language, choices: Sequence[Choice], text: str) -> str | None:
    """The choice that the text names: its label, its number, or a part that only one label has."""
    labels = {plain(choice.label): choice.id for choice in choices}
    said = plain(text)
    if said in labels:
        return labels[said]
    if (match := language.numbered.fullmatch(said)) and match[1] in labels:
        return labels[match[1]]
    nth = language.nth.fullmatch(said)
    if (at := listed(nth[1] if nth else said, len(choices))) is not None:
        return choices[at].id
    for part in dict.fromkeys((said, plain(without_mark(text)))):
        if len(part) >= SHORTEST_PART:
            begun = [id for label, id in labels.items() if _begins_a_word(part, label)]
            if len(begun) == 1:
                return begun[0]
    return None


class Named(Enum):
    """Whether a text names a choice of a question, and how."""

    NOT = auto()
    IN_PART = auto()
    WHOLE = auto()


def named(language: Language, question: Question, text: str) -> Named:
    """Whether the text is a choice of the question: its whole label, or a part that tells it.

    What is rated (``scales``) is no choice: its label alone answers nothing.
    """
    choices = () if question.kind is Kind.SCALES else question.choices
    if not choices or _find(language, choices, text) is None:
        return Named.NOT
    said = plain(text)
    whole = any(plain(choice.label) == said for choice in choices)
    return Named.WHOLE if whole else Named.IN_PART


def _begins_a_word(said: str, label: str) -> bool:
    """Whether it stands in the label, from the beginning of a word on."""
    at = label.find(said)
    while at > 0 and label[at - 1].isalnum():
        at = label.find(said, at + 1)
    return at >= 0


def _scale(language: Language, _: Question, text: str, __: date) -> Reading:
    said = plain(text)
    if match := language.rated.fullmatch(said):
        rating = language.number(match[1])
        return Parsed(rating) if 1 <= rating <= SCALE else Misfit("not_a_scale")
    if match := language.ranged.fullmatch(said):
        low = language.number(match[1])
        high = language.number(match[2]) if match[2] else low + 1
        if 1 <= low < high <= SCALE:
            return Misfit("between", {"low": str(low), "high": str(high)})
    if (match := language.labelled.fullmatch(said)) and 1 <= language.number(match[1]) <= SCALE:
        return Parsed(language.number(match[1]))
    return Misfit("not_a_scale")


def _scales(_: Language, question: Question, text: str, __: date) -> Reading:
    """A digit for each of them, in their order; 0 for one that is left out."""
    choices = question.choices
    digits = re.sub(r"[\s,;./-]", "", plain(text))
    rated = {each.id: int(n) for each, n in zip(choices, digits, strict=False) if n in "12345"}
    if len(digits) == len(choices) and not digits.strip("012345") and rated:
        return Parsed(rated)
    return Misfit("not_scales", {"wanted": str(len(choices))})


def _yes_no(language: Language, _: Question, text: str, __: date) -> Reading:
    said = plain(text)
    if said in language.phrases.yes:
        return Parsed(True)
    return Parsed(False) if said in language.phrases.no else Misfit("not_yes_no")


def _person(_: Language, __: Question, text: str, ___: date) -> Reading:
    return Parsed({"name": text}) if len(text) <= LONGEST_NAME else Misfit("not_a_name")


def _date(language: Language, question: Question, text: str, today: date) -> Reading:
    return read_day(language, text, today, None if question.past else today)


def read_day(language: Language, text: str, today: date, first: date | None) -> Reading:
    """The day that the text names, from ``first`` on; its value is the ISO date."""
    found = language.dates.read(text, today, first)
    match found:
        case Day(day):
            return Parsed(day.isoformat())
        case Vague(day=day):
            said = language.dates.say_weekday(day, today)
            return Unsure(day.isoformat(), Misfit("vague_date", {"day": said}))
        case TooEarly(first):
            return Misfit("too_early", {"first": language.dates.say(first, today)})
        case TooFar(last):
            return Misfit("too_far", {"last": language.dates.say(last, today)})
    return Misfit(NOT_A_DATE)


_PARSERS: dict[Kind, Parser] = {
    Kind.TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.SCALE: _scale,
    Kind.SCALES: _scales,
    Kind.YES_NO: _yes_no,
    Kind.PERSON: _person,
    Kind.DATE: _date,
}


def _pairs(chosen: list[str]) -> dict[str, int] | None:
    """'formaal:3' and so on."""
    pairs = [re.fullmatch(r"([\w.]+):([1-5])", each, re.ASCII) for each in chosen]
    return {each[1]: int(each[2]) for each in pairs if each} if all(pairs) else None


def from_pressed(question: Question, chosen: Sequence[str]) -> Any:
    """The value of what was chosen by button or select; None where it is nothing that is offered.

    A choice or a date is left to ``fits``.
    """
    picked = [item for item in chosen if item]
    return _PRESSED[question.kind](picked) if picked else None


_PRESSED: dict[Kind, Callable[[list[str]], Any]] = {
    Kind.TEXT: lambda _: None,
    Kind.CHOICE: lambda chosen: chosen[0],
    Kind.CHOICES: lambda chosen: list(dict.fromkeys(chosen)),
    Kind.SCALE: lambda chosen: int(chosen[0]) if re.fullmatch("[1-5]", chosen[0]) else None,
    Kind.SCALES: _pairs,
    Kind.YES_NO: lambda chosen: {YES: True, NO: False}.get(chosen[0]),
    Kind.PERSON: lambda chosen: {"user": chosen[0]} if _USER_ID.fullmatch(chosen[0]) else None,
    Kind.DATE: lambda chosen: chosen[0],
}
