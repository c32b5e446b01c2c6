"""What a case system wants of a memo: a case number, a KLE number, and a name for its file."""

from __future__ import annotations

import re
from datetime import date
from typing import ClassVar, Final
from unicodedata import category, normalize

from flows.journey.records import Record, one
from flows.journey.values import Answers
from flows.messages import one_line

#: There is one a journey: the newest holds.
CASE: Final = "sag"
LONGEST_NUMBER: Final = 60
#: ``NN``, ``NN.NN`` or ``NN.NN.NN``, and behind the last an action code, a letter and two figures.
_KLE: Final = re.compile(r"(\d\d)\.(\d\d)\.(\d\d)(?:[ .-]?([^\W\d_])(\d\d))?")
#: What case numbers are made of: '2026-1234', '27.00.00-P20-3-26', 'EMN-2026-01234', 'S26/1042'.
_NUMBER: Final = re.compile(r"[^\W_][\w ./:()#-]*")

#: A file name is no longer, its ending included; Windows and case systems take at least this.
LONGEST_NAME: Final = 120
#: What Windows, SharePoint or the case systems on top of it refuse in a file name.
_REFUSED: Final = re.compile(r'[\\/:*?"<>|#%&{}~+=$!@^`\';\[\]]+')


class Case(Record):
    """The case that a journey belongs to; what is not given is empty."""

    KIND: ClassVar[str] = "case"

    id: str = CASE
    number: str = ""
    kle: str = ""


def case_of(answers: Answers) -> Case | None:
    """The case that the journey belongs to, where something is known of it."""
    found = one(answers, Case, CASE)
    return found if found is not None and (found.number or found.kle) else None


def read_number(text: str) -> str | None:
    """A case number as it is kept, or empty; None for what can be none."""
    said = one_line(normalize("NFC", text))
    fits = len(said) <= LONGEST_NUMBER and _NUMBER.fullmatch(said)
    return said if fits or not said else None


def read_kle(text: str) -> str | None:
    """A KLE number as it is written: '27.03.00' or '27.03.00 G01', or empty; None for no such."""
    said = one_line(normalize("NFC", text))
    if not said:
        return ""
    found = _KLE.fullmatch(said)
    if found is None:
        return None
    group, subject, detail, letter, code = found.groups()
    number = f"{group}.{subject}.{detail}"
    return f"{number} {letter.upper()}{code}" if letter else number


def file_name(on: date, said: str, ending: str) -> str:
    """'2026-11-28 Beslutningsnotat Mødested for unge (v2, endelig).docx'.

    ``said`` is what stands behind the date: what it is, the title, which version in brackets at
    the end. Where it is too long, the title gives way.
    """
    name = _tidy(said)
    room = LONGEST_NAME - len(f"{on:%Y-%m-%d} ") - len(ending)
    if len(name) > room:
        before, bracket, version = name.rpartition(" (")
        kept = f"{bracket}{version}" if bracket else ""
        name = before[: room - len(kept)].rstrip(" .,-") + kept if bracket else name[:room]
    return f"{on:%Y-%m-%d} {name.strip(' .')}{ending}"


def _tidy(text: str) -> str:
    """Letters, figures and the signs that are taken everywhere."""
    said = _REFUSED.sub(" ", one_line(normalize("NFC", text)))
    kept = "".join(each for each in said if category(each)[0] in "LNPZM" or each == "§")
    return " ".join(kept.split())
