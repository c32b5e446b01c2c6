"""A next step as people read it."""

from __future__ import annotations

from datetime import date

from flows.journey.desk import Desk
from flows.journey.steps import is_date
from flows.messages import Say, Words, cut, joined, one_line
from flows.parts.next_steps.lines import NextStepLines
from flows.parts.next_steps.record import NextStep

#: So much of a step is shown in a list.
SHOWN = 200


def sentence(step: NextStep, longest: int = SHOWN) -> Say:
    """'Når ledermødet er slut, spørger jeg …', without who and when."""
    return Say("{do}", {"do": Words(one_line(cut(step.do, longest)).rstrip(" ."))})


def told(desk: Desk, step: NextStep, longest: int = SHOWN) -> Say:
    """The sentence with who does it, where that is somebody else, and until when."""
    lines, said = desk.lines(NextStepLines), [sentence(step, longest)]
    if step.who is not None:
        said.append(Say(lines.who, {"who": step.who.shown}))
    if step.due is not None and is_date(step.due):
        due = date.fromisoformat(step.due)
        line = lines.overdue if due < desk.today else lines.due
        said.append(Say(line, {"date": desk.say_day(due)}))
    return joined(*said, by=" · ")
