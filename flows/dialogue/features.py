"""What the advisor's parts add to a turn: words, deeds behind buttons, answers to side questions.

A part is a module with any of the tables below, by their names, and ``LINES``, the models of its
own lines (``lines/<AREA>.yaml``); to add one, list it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import Any

from flows.content.base import Lines
from flows.dialogue import courses, data, filing, guiding, home, nudging, on_the_way, reopening
from flows.dialogue.data import DataLines
from flows.journey.lines import CourseLines, DecisionLines, GateLines, OrderLines, PhaseLines
from flows.parts import (
    at_once,
    clarity,
    contract,
    directions,
    frames,
    learning,
    rhythm,
    risks,
    sharing,
    together,
)
from flows.parts import gate as gating
from flows.parts import map as mapping
from flows.parts import overview as reordering
from flows.parts import type as placing
from flows.parts.advice import turn as advising
from flows.parts.delegation import back, giving, other
from flows.parts.later import LaterLines
from flows.parts.lookup import turn as looking_up
from flows.parts.memo import summary as summarizing
from flows.parts.next_steps import making as making_steps
from flows.parts.next_steps import turn as next_steps
from flows.parts.opponent import turn as opposing
from flows.parts.principles import turn as principles
from flows.parts.reminding_lines import ReminderLines
from flows.parts.short import turn as short
from flows.parts.what_if import turn as trying
from flows.parts.workplace import WorkplaceLines
from flows.workshop.lines import WorkshopLines
from flows.workshop.memo import MeetingLines

PARTS: tuple[ModuleType, ...] = (
    advising,
    at_once,
    courses,
    directions,
    looking_up,
    making_steps,
    next_steps,
    opposing,
    trying,
    nudging,
    placing,
    sharing,
    filing,
    short,
    summarizing,
    mapping,
    together,
    on_the_way,
    frames,
    contract,
    risks,
    principles,
    giving,
    other,
    back,
    gating,
    guiding,
    data,
    home,
    learning,
    reopening,
    reordering,
    rhythm,
    clarity,
)


#: The areas in which the bot has lines of its own: those of the parts, and what several share.
LINES: tuple[type[Lines], ...] = (
    CourseLines,
    DataLines,
    DecisionLines,
    GateLines,
    LaterLines,
    MeetingLines,
    OrderLines,
    PhaseLines,
    ReminderLines,
    WorkplaceLines,
    WorkshopLines,
    *(lines for part in PARTS for lines in getattr(part, "LINES", ())),
)


def _merged(table: str) -> Mapping[Any, Any]:
    """One table of all parts. Raises ``ValueError`` where two parts claim the same key."""
    found: dict[Any, Any] = {}
    for part in PARTS:
        own = getattr(part, table, {})
        if clash := sorted(map(str, found.keys() & own.keys())):
            raise ValueError(f"{table}: {part.__name__} claims what another has: {clash[0]}")
        found |= own
    return found


#: ``Word`` -> (desk, Said).
WORDS = _merged("WORDS")
#: ``Word`` -> (desk, Commanded): what ``/samskab`` answers on the spot.
COMMANDS = _merged("COMMANDS")
#: ``Word`` -> (desk, Said): whether the word is meant, where it may also begin an answer.
MEANT = _merged("MEANT")
#: ``area.deed`` -> (desk, Pressed): what a button with Verb.DO does, or a dialog that was sent.
DEEDS = _merged("DEEDS")
#: ``Asking.what`` -> (desk, Asking, Typed): True where the text was the answer.
ASIDE = _merged("ASIDE")
#: ``Asking.what`` -> (desk, Asking): 'spring over' to a side question. These take whatever is typed
#: next, in the journey that they are about.
SKIPPED = _merged("SKIPPED")
#: A course's id -> (desk): what follows the course, as lines to say.
ON_DONE = _merged("ON_DONE")
#: The id of a focus point or course -> (desk, step): what follows an answer there, as lines to say.
ON_ANSWER = _merged("ON_ANSWER")
#: The id of a focus point or course -> (desk): brings records in line with the answers there,
#: however they were changed.
KEEP_UP = _merged("KEEP_UP")
#: ``Word``, ``Verb`` or the area of a deed -> what such a turn must have at hand.
NEEDS = _merged("NEEDS")
