"""What a person typed or chose, as the value of an answer. One table from kind to parser."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from flows.content.kinds import Choice, Kind, Question
from flows.journey.steps import OTHER
from flows.journey.values import Value
from flows.language.dates import parse_date

#: The longest answer, in characters; Slack's own text fields take no more.
LONGEST = 3000
LONGEST_NAME = 80
#: The shortest part of a label that may stand for it.
SHORTEST_PART = 4
_NUMBERS = ("et", "to", "tre", "fire", "fem")
_USER = r"[UW][A-Z0-9]+"
_YES = {"ja", "jo", "ja tak", "jep", "yes"}
_NO = {"nej", "nej tak", "niks", "no"}


@dataclass(frozen=True, slots=True)
class Parsed:
    """A value; ``other`` is what belongs to 'andet' beside it."""

    value: Value
    other: str | None = None


@dataclass(frozen=True, slots=True)
class Misfit:
    """Why the text cannot be the answer: the name of a line in ``texts.misfit``."""

    why: str


Reading = Parsed | Misfit


def plain(text: str) -> str:
    """Text as it is compared: lower case, no punctuation at the ends, single spaces."""
    return re.sub(r"\s+", " ", text).strip(" \t\n.!?,;:'\"*_«»“”").casefold()


def parse(question: Question, typed: str, today: date) -> Reading:
    """Read typed text as an answer to ``question``. Never raises."""
    text = typed.strip()
    if not text:
        return Misfit("empty")
    if len(text) > LONGEST:
        return Misfit("too_long")
    if is_only_signs(text):
        return Misfit("signs")
    return _PARSERS[question.kind](question, text, today)


def is_only_signs(text: str) -> bool:
    """Whether there is no letter and no digit in it: an emoji, a sticker, '...'."""
    without_codes = re.sub(r":[a-z0-9_+'-]+:", "", text)
    return not any(unicodedata.category(sign)[0] in "LN" for sign in without_codes)


def _text(_: Question, text: str, __: date) -> Reading:
    return Parsed(text)


def _choice(question: Question, text: str, _: date) -> Reading:
    found = _find(question.choices, text)
    if found:
        return Parsed(found)
    if not question.other:
        return Misfit("not_a_choice")
    return Parsed(OTHER) if plain(text) == OTHER else Parsed(OTHER, other=text)


def _choices(question: Question, text: str, _: date) -> Reading:
    if whole := _find(question.choices, text):
        return Parsed([whole])
    found: list[str] = []
    rest: list[str] = []
    for part in _parts(question.choices, text):
        id = OTHER if question.other and plain(part) == OTHER else _find(question.choices, part)
        if id is None:
            rest.append(part)
        elif id not in found:
            found.append(id)
    if rest and not question.other:
        return Misfit("not_all_choices" if found else "not_a_choice")
    if rest:
        found = [id for id in found if id != OTHER] + [OTHER]
    if clash(question, found):
        return Misfit("alone")
    return Parsed(found, other=", ".join(rest) or None) if found else Misfit("empty")


def clash(question: Question, value: Value) -> bool:
    """Whether something was chosen with others that can only stand alone."""
    alone = {choice.id for choice in question.choices if choice.alone}
    return isinstance(value, list) and len(value) > 1 and not alone.isdisjoint(value)


#: What people put between several things.
_BETWEEN = re.compile(r"((?<!\s)\s*[,;\n•+][\s,;•+]*(?:og\s+)?|(?<!\s)\s+(?:samt|og)\s+)")


def _parts(choices: Sequence[Choice], text: str) -> list[str]:
    """The things that are named. A label may hold a comma or an 'og', and so may what is none."""
    pieces = [piece.strip(" -*") if n % 2 == 0 else piece for n, piece in enumerate(_split(text))]
    longest = max(len(_split(choice.label)) for choice in choices)
    parts: list[str] = []
    at, glued = 0, False
    while at < len(pieces):
        ends = range(min(at + longest, len(pieces)), at, -2)
        end = next((end for end in ends if _find(choices, "".join(pieces[at:end]))), None)
        if end is None and glued and pieces[at - 1].strip() == "og":
            parts[-1] += pieces[at - 1] + pieces[at]
        else:
            parts.append("".join(pieces[at : end or at + 1]))
        glued, at = end is None, (end or at + 1) + 1
    return [part for part in parts if part]


def _split(text: str) -> list[str]:
    """The pieces of a text, and at the odd places what stands between them."""
    return _BETWEEN.split(text)


def _find(choices: Sequence[Choice], text: str) -> str | None:
    """The choice that the text names: its label, its number, or a part that only one label has."""
    said = plain(text)
    labels = {plain(choice.label): choice.id for choice in choices}
    if said in labels:
        return labels[said]
    if (at := listed(said, len(choices))) is not None:
        return choices[at].id
    if len(said) < SHORTEST_PART:
        return None
    begun = [id for label, id in labels.items() if re.search(rf"\b{re.escape(said)}", label)]
    return begun[0] if len(begun) == 1 else None


def listed(said: str, length: int) -> int | None:
    """The place in a list of that length that a number from 1 on names, from 0 on."""
    if not re.fullmatch(r"[0-9]{1,3}", said):
        return None
    return int(said) - 1 if 1 <= int(said) <= length else None


def _scale(_: Question, text: str, __: date) -> Reading:
    said = plain(text)
    if said in _NUMBERS:
        return Parsed(_NUMBERS.index(said) + 1)
    match = re.fullmatch(r"([1-5])(?: ?(?:/|af|ud af) ?5)?", said)
    return Parsed(int(match[1])) if match else Misfit("not_a_scale")


def _yes_no(_: Question, text: str, __: date) -> Reading:
    said = plain(text)
    if said in _YES | _NO:
        return Parsed(said in _YES)
    return Misfit("not_yes_no")


def _person(_: Question, text: str, __: date) -> Reading:
    if match := re.fullmatch(rf"<@({_USER})(?:\|[^>]*)?>", text):
        return Parsed({"user": match[1]})
    return Parsed({"name": text}) if len(text) <= LONGEST_NAME else Misfit("not_a_name")


def _date(_: Question, text: str, today: date) -> Reading:
    day = parse_date(text, today)
    return Parsed(day.isoformat()) if day else Misfit("not_a_date")


_PARSERS: dict[Kind, Callable[[Question, str, date], Reading]] = {
    Kind.TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.SCALE: _scale,
    Kind.YES_NO: _yes_no,
    Kind.PERSON: _person,
    Kind.DATE: _date,
}


def from_pressed(question: Question, chosen: Sequence[str]) -> Value | None:
    """The value of what was chosen by button or select; None where it is nothing that is offered.

    A choice or a date is left to ``fits``.
    """
    picked = [item for item in chosen if item]
    return _PRESSED[question.kind](picked) if picked else None


_PRESSED: dict[Kind, Callable[[list[str]], Value]] = {
    Kind.TEXT: lambda _: None,
    Kind.CHOICE: lambda chosen: chosen[0],
    Kind.CHOICES: lambda chosen: list(dict.fromkeys(chosen)),
    Kind.SCALE: lambda chosen: int(chosen[0]) if re.fullmatch("[1-5]", chosen[0]) else None,
    Kind.YES_NO: lambda chosen: {"ja": True, "nej": False}.get(chosen[0]),
    Kind.PERSON: lambda chosen: {"user": chosen[0]} if re.fullmatch(_USER, chosen[0]) else None,
    Kind.DATE: lambda chosen: chosen[0],
}
