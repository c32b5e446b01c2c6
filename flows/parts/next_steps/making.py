"""A next step comes into being: written, or made of a task or of advice; then who and when."""

from __future__ import annotations

import re
from collections.abc import Callable

from flows.content.kinds import Advice, Kind, Phase
from flows.content.vocabulary import Word
from flows.inputs import Pressed, Typed
from flows.journey.desk import Desk
from flows.journey.question import (
    SUGGEST,
    back,
    button,
    deed,
    does,
    misfit_line,
    of_journey,
    phase_now,
)
from flows.journey.route import ADVISED
from flows.journey.steps import Role
from flows.journey.values import Asking
from flows.language.parsing import NOT_A_DATE, Misfit, Parsed, Reading, Unsure, parse, read_day
from flows.language.text import plain
from flows.language.words import Said
from flows.messages import Item, Listing, Mention, Note, Pick, Picker, Say, to_say
from flows.parts.directions import Suggestion, suggestions
from flows.parts.memo.points import open_points
from flows.parts.next_steps import (
    ASKED,
    OF_TASK,
    NextStep,
    NextStepLines,
    Someone,
    next_step,
    next_steps,
    sentence,
    told,
)
from flows.pieces import cited

#: Deeds, and what a side question is about.
WHO, MYSELF, DUE, NO_DATE = "skridt.hvem", "skridt.selv", "skridt.frist", "skridt.uden_dato"
#: Where nothing was asked: to move the day, and to say that somebody else does it.
MOVE, SOMEBODY = "skridt.flyt", "skridt.anden"
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


def ask_details(desk: Desk, step: NextStep, *lead: Say | str) -> bool:
    """Ask who does it and until when, as far as its sentence leaves that open.

    Whether there was nothing to ask: then it is said how it is understood, with what changes it.
    """
    lines = desk.lines(NextStepLines)
    day = desk.language.dates.found_in(step.do, desk.today)
    if day is not None:
        step = step.model_copy(update={"due": day.isoformat()})
        desk.put(step)
    if not _is_own(desk, step):
        ask_who(desk, step, *lead)
        return False
    if day is None:
        ask_due(desk, step, *lead, sentence(step))
        return False
    change = (deed(desk, lines.move, MOVE, step.id), deed(desk, lines.somebody, SOMEBODY, step.id))
    desk.note(*lead, lines.kept, told(desk, step), lines.read_so, buttons=change)
    return True


def _is_own(desk: Desk, step: NextStep) -> bool:
    """Whether the sentence says that the chef does it."""
    said = {plain(word) for word in step.do.split()}
    return not said.isdisjoint(desk.language.phrases.i)


def ask_if_meant(desk: Desk, step: NextStep, unsure: Unsure, what: str = DUE) -> None:
    """Ask whether a rough day is taken for the right one."""
    _ask(
        desk,
        DUE,
        step,
        (misfit_line(desk, unsure.ask, 0),),
        Pick.DATE,
        desk.lines(NextStepLines).no_date,
    )
    desk.set_person(asking=Asking(what, (desk.current.id,), f"{step.id} {unsure.value}"))


def read_due(desk: Desk, asking: Asking, typed: Typed) -> Reading:
    """The day that is typed. A rough one counts with a yes, or said once more."""
    taken = asking.arg.partition(" ")[2]
    if taken and plain(typed.text) in desk.language.phrases.yes:
        return Parsed(taken)
    reading = read_day(desk.language, typed.text, desk.today, desk.today)
    is_same = isinstance(reading, Unsure) and reading.value == taken
    return Parsed(taken) if is_same else reading


def _ask(
    desk: Desk, what: str, step: NextStep, said: tuple[Say | str, ...], pick: Pick, without: str
) -> None:
    leave = deed(desk, without, _WITHOUT[what], step.id)
    desk.set_person(asking=Asking(what, (desk.current.id,), step.id))
    desk.say(Note(to_say(said), (leave,), pickers=(Picker(pick, does(desk, what, step.id)),)))


_WITHOUT = {WHO: MYSELF, DUE: NO_DATE}


NEW, LEAVE, OF_ADVICE = "skridt.nyt", "skridt.tilbage", "skridt.forslag"
#: So many suggestions at a time, beside the button of the message.
SUGGESTED = 3
_USER = re.compile(r"[UW][A-Z0-9]{1,20}")


@of_journey
def ask_new(desk: Desk, *lead: Say | str) -> None:
    """Ask for a step in the chef's own words."""
    desk.set_person(asking=Asking(NEW, (desk.current.id,)))
    lines = desk.lines(NextStepLines)
    desk.note(*lead, lines.ask_new, buttons=(deed(desk, lines.undo, LEAVE),))


def make(desk: Desk, text: str, origin: str, *lead: Say | str) -> None:
    """Keep a step of this sentence, and ask who and when."""
    step = NextStep(id=desk.fresh(), origin=origin, phase=phase_now(desk).id, do=text.strip())
    desk.put(step)
    if ask_details(desk, step, *lead):
        back(desk)


def of_content(desk: Desk, text: str, origin: str) -> None:
    """Make a step of a piece of content; where the path asks for a step, that is the answer."""
    steps = next_steps(desk.answers)
    there = next((each for each in steps if each.origin == origin or each.do == text), None)
    step = desk.step
    if there is not None:
        back(desk, desk.lines(NextStepLines).there_already, told(desk, there))
    elif step is not None and step.role is Role.NEXT_STEP and not step.resolved(desk.answers):
        desk.wish("give", step, Parsed(text), None)
    else:
        make(desk, text, origin)


def keep_of_content(desk: Desk, text: str, origin: str) -> None:
    """Keep a step of a piece of content, and leave who and when for later."""
    if all(each.origin != origin for each in next_steps(desk.answers)):
        phase = phase_now(desk).id
        desk.put(NextStep(id=desk.fresh(), origin=origin, phase=phase, do=text))


@of_journey
def suggest(desk: Desk, press: Pressed) -> None:
    """Show what could be the next step, with why."""
    phase, lines = phase_now(desk), desk.lines(NextStepLines)
    found = _found(desk, phase)
    if not found:
        back(desk, lines.no_suggestions)
        return
    items = tuple(
        Item(_reason(desk, each), (deed(desk, lines.take, OF_TASK, each.task.id),))
        for each in found
    )
    sources = dict.fromkeys(each.task.source for each in found)
    closing = tuple(cited(desk.flow.library, each) for each in sources)
    heading = (Say(lines.suggestions, {"phase": phase.title}),)
    asked = desk.step is not None and desk.step.role is Role.NEXT_STEP
    on = button(desk, desk.texts.buttons.show_question, Word.RESUME)
    desk.say(Listing(heading, items, closing, (on if asked else deed(desk, lines.new, NEW),)))


def _found(desk: Desk, phase: Phase) -> list[Suggestion]:
    unclear = open_points(desk, phase)
    found = suggestions(desk.flow.library, desk.answers, phase, unclear)
    return [each for _, each in zip(range(SUGGESTED), found, strict=False)]


def _reason(desk: Desk, found: Suggestion) -> Say:
    if found.point is None:
        return Say(found.task.first_step)
    because = f"{found.task.first_step}\n_{desk.lines(NextStepLines).because}_"
    return Say(because, {"point": found.point.short})


# What is pressed


def _of_task(desk: Desk, press: Pressed) -> None:
    task = desk.flow.library.task.get(press.action.arg)
    if task is None or desk.journey is None:
        back(desk, desk.texts.stale.unknown)
    else:
        of_content(desk, task.first_step, f"task:{task.id}")


def _of_advice(desk: Desk, press: Pressed) -> None:
    advice = next((e for e in desk.flow.library.advice if e.id == press.action.arg), None)
    if advice is None or desk.journey is None:
        back(desk, desk.texts.stale.unknown)
    else:
        of_advice(desk, advice)


def of_advice(desk: Desk, advice: Advice) -> None:
    """Make a step of what it says to do."""
    of_content(desk, advice.do, f"advice:{advice.id}")


def of_step(
    take: Callable[[Desk, NextStep, Pressed], None],
) -> Callable[[Desk, Pressed], None]:
    """A deed on a step of the journey of this turn; where it is gone, that is said."""

    def handle(desk: Desk, press: Pressed) -> None:
        step = next_step(desk.answers, press.action.arg) if desk.journey is not None else None
        if step is None:
            back(desk, desk.lines(NextStepLines).gone)
        else:
            take(desk, step, press)

    return handle


def _pressed_who(desk: Desk, step: NextStep, press: Pressed) -> None:
    if _USER.fullmatch(press.choice):
        _set_who(desk, step, Someone(user=press.choice))
    else:
        ask_who(desk, step, desk.texts.misfit.nothing_chosen)


def _set_who(desk: Desk, step: NextStep, who: Someone | None) -> None:
    itself = who is not None and who.user == desk.person.id
    changed = step.model_copy(update={"who": None if itself else who})
    desk.put(changed)
    if changed.due is None:
        ask_due(desk, changed)
    else:
        _set_due(desk, changed, changed.due)


def _pressed_due(desk: Desk, step: NextStep, press: Pressed) -> None:
    day = picked_day(desk, press)
    if isinstance(day, Say):
        ask_due(desk, step, day)
    else:
        _set_due(desk, step, day)


def picked_day(desk: Desk, press: Pressed) -> str | Say:
    """The day that was picked, as an ISO date; or why it cannot be the one."""
    reading = read_day(desk.language, press.choice, desk.today, desk.today)
    if not isinstance(reading, Misfit):
        day: str = reading.value
        return day
    if reading.why == NOT_A_DATE:
        return Say(desk.texts.misfit.nothing_chosen)
    return misfit_line(desk, reading, len(press.choice))


def _set_due(desk: Desk, step: NextStep, due: str | None) -> None:
    changed = step.model_copy(update={"due": due})
    desk.put(changed)
    lines = desk.lines(NextStepLines)
    said: list[Say | str] = [lines.kept, told(desk, changed)]
    if changed.who is not None and changed.who.user is not None:
        said.append(Say(lines.not_told, {"who": Mention(changed.who.user)}))
    here = desk.step
    if here is not None and changed.asked and here.id == f"{changed.id}{ASKED}":
        desk.wish("onward", here, *said)
    elif here is not None and desk.stage == ADVISED and desk.about == desk.person.open_journey:
        desk.wish("go_on", here, *said, revised=True, held=True)
    else:
        back(desk, *said)


# What is typed


def _typed_new(desk: Desk, asking: Asking, typed: Typed) -> bool:
    if desk.journey is None or desk.about != asking.journeys[0]:
        return False
    if plain(typed.text) == plain(desk.lines(NextStepLines).undo):
        back(desk)
        return True
    question = desk.texts.steps.next_step.as_question("next_step", Kind.TEXT)
    reading = parse(desk.language, question, typed.text, desk.today)
    if isinstance(reading, Misfit):
        ask_new(desk, misfit_line(desk, reading, len(typed.text)))
    else:
        make(desk, reading.value, "")
    return True


def _typed_who(desk: Desk, asking: Asking, typed: Typed) -> bool:
    step = asked_about(desk, asking)
    if step is None:
        return False
    if typed.person is not None:
        _set_who(desk, step, Someone(user=typed.person))
        return True
    question = desk.texts.steps.next_step.as_question("who", Kind.PERSON)
    reading = parse(desk.language, question, typed.text, desk.today)
    if isinstance(reading, Misfit):
        ask_who(desk, step, misfit_line(desk, reading, len(typed.text)))
    elif plain(typed.text) in desk.language.phrases.myself:
        _set_who(desk, step, None)
    else:
        _set_who(desk, step, Someone(**reading.value))
    return True


def _typed_due(desk: Desk, asking: Asking, typed: Typed) -> bool:
    step = asked_about(desk, asking)
    if step is None:
        return False
    reading = read_due(desk, asking, typed)
    if isinstance(reading, Unsure):
        ask_if_meant(desk, step, reading, asking.what)
    elif isinstance(reading, Parsed):
        _set_due(desk, step, reading.value)
    elif plain(typed.text) == plain(desk.lines(NextStepLines).no_date):
        _set_due(desk, step, None)
    elif asking.what == DUE or reading.why != NOT_A_DATE:
        ask_due_again(desk, step, misfit_line(desk, reading, len(typed.text)))
    else:
        _set_due(desk, step, step.due)
    return True


def asked_about(desk: Desk, asking: Asking) -> NextStep | None:
    """The step that a side question is about, if it is in the journey of this turn."""
    if desk.journey is None or desk.about not in asking.journeys:
        return None
    return next_step(desk.answers, asking.arg.partition(" ")[0])


def _skip_who(desk: Desk, asking: Asking) -> None:
    step = asked_about(desk, asking)
    back(desk) if step is None else _set_who(desk, step, step.who)


def _skip_due(desk: Desk, asking: Asking) -> None:
    step = asked_about(desk, asking)
    back(desk) if step is None else _set_due(desk, step, step.due)


WORDS: dict[Word, Callable[[Desk, Said], None]] = {Word.NEW_STEP: lambda desk, _: ask_new(desk)}
DEEDS = {
    NEW: lambda desk, _: ask_new(desk),
    LEAVE: lambda desk, _: back(desk),
    SUGGEST: suggest,
    OF_TASK: _of_task,
    OF_ADVICE: _of_advice,
    WHO: of_step(_pressed_who),
    MYSELF: of_step(lambda desk, step, _: _set_who(desk, step, None)),
    SOMEBODY: of_step(lambda desk, step, _: ask_who(desk, step)),
    DUE: of_step(_pressed_due),
    NO_DATE: of_step(lambda desk, step, _: _set_due(desk, step, None)),
}
ASIDE = {NEW: _typed_new, WHO: _typed_who, DUE: _typed_due, DUE_AGAIN: _typed_due}
SKIPPED = {
    NEW: lambda desk, _: back(desk),
    WHO: _skip_who,
    DUE: _skip_due,
    DUE_AGAIN: _skip_due,
}
