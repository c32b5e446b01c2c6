"""A next step as people read it."""

from __future__ import annotations

from datetime import date

from flows.journey.desk import Desk
from flows.journey.steps import is_date
from flows.language.dates import say_date
from flows.messages import Say, Slot, Words
from flows.parts.next_steps.record import NextStep

#: So much of a step is shown in a list.
SHOWN = 200


def sentence(desk: Desk, step: NextStep, longest: int = SHOWN) -> Say:
    """'Når ledermødet er slut, spørger jeg …', without who and when."""
    template, slots = _parts(desk, step, longest)
    return Say(template, slots)


def told(desk: Desk, step: NextStep, longest: int = SHOWN) -> Say:
    """The sentence with who does it, where that is somebody else, and until when."""
    lines = desk.lines.steps
    template, slots = _parts(desk, step, longest)
    if step.who is not None:
        template += f" · {lines.who}"
        slots["who"] = step.who.shown
    if step.due is not None and is_date(step.due):
        due = date.fromisoformat(step.due)
        template += f" · {lines.overdue if due < desk.today else lines.due}"
        slots["date"] = say_date(due, desk.today)
    return Say(template, slots)


def _parts(desk: Desk, step: NextStep, longest: int) -> tuple[str, dict[str, Slot]]:
    lines = desk.lines.steps
    do = step.do.rstrip(" .") if len(step.do) <= longest else step.do[:longest].rstrip() + " …"
    slots: dict[str, Slot] = {"do": Words(" ".join(do.split()))}
    if not step.when:
        return lines.do_only, slots
    return lines.when_do, {"when": Words(step.when), **slots}
