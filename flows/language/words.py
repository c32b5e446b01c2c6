"""The words that work everywhere, as people type them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from flows.language.parsing import plain


class Word(StrEnum):
    """What a global word asks for. The values are what people type.

    A new one also needs its handler in ``flows/dialogue/take.py`` and a line under ``help`` in
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
    GIVE = "giv videre"
    LEARNING = "læring"
    WHAT_IS = "hvad er samskabelse"
    REMINDERS = "påmindelser"
    LOOK_UP = "slå op"
    TYPE = "type"
    TEST = "test"
    NEXT_STEPS = "næste skridt"
    NEW_STEP = "nyt skridt"
    DIRECTIONS = "retninger"
    SUMMARY = "opsummering"
    SHARE = "del"
    FRAMES = "rammer"
    CONTRACT = "kontrakt"
    PRINCIPLES = "principper"
    ORDER = "rækkefølge"
    REOPEN = "genåbn"
    CHECK = "kurs"
    RHYTHM = "rytme"


_ALIASES = {
    "typen": Word.TYPE,
    "rammerne": Word.FRAMES,
    "kontrakten": Word.CONTRACT,
    "principperne": Word.PRINCIPLES,
    "vis typen": Word.TYPE,
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
    "slaa op": Word.LOOK_UP,
    "slå noget op": Word.LOOK_UP,
    "slå noget andet op": Word.LOOK_UP,
    "find": Word.LOOK_UP,
    "søg": Word.LOOK_UP,
    "soeg": Word.LOOK_UP,
    "giv det videre": Word.GIVE,
    "deleger": Word.GIVE,
    "laering": Word.LEARNING,
    "vis læring": Word.LEARNING,
    "delegér": Word.GIVE,
    "testen": Word.TEST,
    "raekkefoelge": Word.ORDER,
    "genaabn": Word.REOPEN,
    "kurstjek": Word.CHECK,
    "tag et kurstjek": Word.CHECK,
    "fuld rækkefølge": Word.ORDER,
    "skift rækkefølge": Word.ORDER,
    "overblik": Word.ORDER,
    "tag testen": Word.TEST,
    "naeste skridt": Word.NEXT_STEPS,
    "mine skridt": Word.NEXT_STEPS,
    "skridt": Word.NEXT_STEPS,
    "retning": Word.DIRECTIONS,
    "opsummer": Word.SUMMARY,
    "opsummér": Word.SUMMARY,
    "opsummeringen": Word.SUMMARY,
    "opgaver": Word.DIRECTIONS,
}
_BY_TEXT = {word.value: word for word in Word} | _ALIASES

#: How people begin a conversation that they were in before.
GREETINGS = frozenset(("hej", "hej samskab", "hejsa", "goddag", "god morgen", "godmorgen", "dav"))

#: What can be said, and so cannot be the label of a choice.
RESERVED = frozenset(_BY_TEXT)


@dataclass(frozen=True, slots=True)
class Said:
    """A global word, with what stood behind it: 'ret 3', 'skift 2', 'slå op frivillige'.

    ``perhaps``: as an answer to the open question it is one ('Find et lokale').
    """

    word: Word
    rest: str = ""
    perhaps: bool = False


#: 'slå op frivillige', and what people also say for it.
_LOOK_UP = re.compile(r"(slå|slaa)(?: noget)? op(?: om)?:? +(.+)", re.IGNORECASE)
_FIND = re.compile(r"(find|søg|soeg)(?: om| efter| på)?:? +(.+)", re.IGNORECASE)
#: What is longer is no query, but an answer that begins like one.
LONGEST_QUERY = 100


def find(text: str) -> Said | None:
    """The global word that the whole text is, or None: then it is an answer."""
    if text.strip() == "?":
        return Said(Word.HELP)
    said = plain(text)
    if said in _BY_TEXT:
        return Said(_BY_TEXT[said])
    if match := re.fullmatch(r"(?:genåbn|genaabn) (\w+)|åbn (\w+) igen", said):
        return Said(Word.REOPEN, match[1] or match[2])
    if said in ("hjælp alt", "hjaelp alt", "al hjælp"):
        return Said(Word.HELP, "alt")
    if match := re.fullmatch(r"(ret|skift|slet)(?: til| nr)? (\d{1,3}|alt)", said):
        return Said(Word(match[1]), match[2])
    if match := re.fullmatch(r"del (.{2,60})", said):
        return Said(Word.SHARE, match[1])
    return _look_up(text.strip(" \t\n*_"))


def _look_up(text: str) -> Said | None:
    for pattern in (_LOOK_UP, _FIND):
        match = pattern.fullmatch(text)
        if match and len(match[2]) <= LONGEST_QUERY:
            return Said(Word.LOOK_UP, match[2], perhaps=pattern is _FIND)
    return None
