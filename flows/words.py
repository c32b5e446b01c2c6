"""The words that work everywhere, as people type them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from flows.parsing import plain


class Word(StrEnum):
    """What a global word asks for. The values are what people type.

    A new one also needs its handler in ``flows/turn/take.py`` and a line under ``help`` in
    ``texts.yaml``; one that ``/samskab`` takes also stands in ``payloads.COMMANDS``.
    """

    HELP = "hjælp"
    ELABORATE = "uddyb"
    EXAMPLE = "eksempel"
    READ_MORE = "læs mere"
    BACK = "tilbage"
    CORRECT = "ret"
    SKIP = "spring over"
    PAUSE = "pause"
    RESUME = "fortsæt"
    STATUS = "status"
    STOP = "stop"
    START = "start"
    SWITCH = "skift"
    DELETE = "slet"
    MY_DATA = "mine data"
    WHAT_IS = "hvad er samskabelse"
    REMINDERS = "påmindelser"


_ALIASES = {
    "hjaelp": Word.HELP,
    "help": Word.HELP,
    "?": Word.HELP,
    "uddyb venligst": Word.ELABORATE,
    "giv et eksempel": Word.EXAMPLE,
    "mere": Word.READ_MORE,
    "laes mere": Word.READ_MORE,
    "fx": Word.EXAMPLE,
    "spring": Word.SKIP,
    "spring det over": Word.SKIP,
    "fortsaet": Word.RESUME,
    "videre": Word.RESUME,
    "begynd": Word.START,
    "begynd et forløb": Word.START,
    "nyt forløb": Word.START,
    "skift forløb": Word.SWITCH,
    "slet forløb": Word.DELETE,
    "slet forløbet": Word.DELETE,
    "slet mine data": Word.DELETE,
    "ret svar": Word.CORRECT,
    "paamindelser": Word.REMINDERS,
    "påmindelse": Word.REMINDERS,
}
_BY_TEXT = {word.value: word for word in Word} | _ALIASES

#: What can be said, and so cannot be the label of a choice.
RESERVED = frozenset(_BY_TEXT)


@dataclass(frozen=True, slots=True)
class Said:
    """A global word, with what stood behind it: 'ret 3', 'skift 2'."""

    word: Word
    rest: str = ""


def find(text: str) -> Said | None:
    """The global word that the whole text is, or None: then it is an answer."""
    if text.strip() == "?":
        return Said(Word.HELP)
    said = plain(text)
    if said in _BY_TEXT:
        return Said(_BY_TEXT[said])
    if match := re.fullmatch(r"(ret|skift|slet)(?: til| nr)? (\d{1,3}|alt)", said):
        return Said(Word(match[1]), match[2])
    return None
