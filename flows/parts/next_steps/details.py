"""Asking who takes a next step, and until when: two short side questions."""

from __future__ import annotations

from flows.inputs import Action, Verb
from flows.journey.desk import Desk
from flows.journey.values import Asking
from flows.messages import Button, Note, Pick, Picker, Say
from flows.parts.next_steps.lines import NextStepLines
from flows.parts.next_steps.record import NextStep
from flows.parts.next_steps.words import sentence

#: Deeds, and what a side question is about.
WHO, MYSELF, DUE, NO_DATE = "skridt.hvem", "skridt.selv", "skridt.frist", "skridt.uden_dato"
#: The same side question once more; after that, what is no date leaves the step without one.
DUE_AGAIN = "skridt.frist_igen"
DETAILS = (WHO, DUE, DUE_AGAIN)


def ask_who(desk: Desk, step: NextStep, *lead: Say | str) -> None:
    """Ask who does it."""
    lines = desk.lines(NextStepLines)
    _ask(desk, WHO, step, (*lead, sentence(step), lines.ask_who), Pick.PERSON, lines.myself)


def ask_due(desk: Desk, step: NextStep, *lead: Say | str) -> None:
    """Ask until when."""
    lines = desk.lines(NextStepLines)
    _ask(desk, DUE, step, (*lead, lines.ask_due), Pick.DATE, lines.no_date)


def ask_due_again(desk: Desk, step: NextStep, *lead: Say | str) -> None:
    """Ask once more, and no more than that."""
    ask_due(desk, step, *lead)
    desk.set_person(asking=Asking(DUE_AGAIN, (desk.current.id,), step.id))


def _ask(
    desk: Desk, what: str, step: NextStep, said: tuple[Say | str, ...], pick: Pick, without: str
) -> None:
    journey = desk.current
    take = Action(Verb.DO, journey.id, what, journey.revision, step.id)
    leave = Action(Verb.DO, journey.id, _WITHOUT[what], journey.revision, step.id)
    desk.set_person(asking=Asking(what, (journey.id,), step.id))
    lines = tuple(Say(line) if isinstance(line, str) else line for line in said)
    desk.say(Note(lines, (Button(without, leave),), pickers=(Picker(pick, take),)))


_WITHOUT = {WHO: MYSELF, DUE: NO_DATE}
