"""The list of next steps, and what becomes of one: done, moved, dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from flows.content.vocabulary import Word
from flows.inputs import Action, Pressed, Typed, Verb
from flows.journey.calendar import is_working, working_before
from flows.journey.desk import Desk
from flows.journey.nudges import Nudge, NudgeKind, Occasion
from flows.journey.question import SUGGEST, back, deed, misfit_line, of_journey, resume_button
from flows.journey.showing import count
from flows.journey.values import Asking
from flows.language.parsing import LONGEST, Misfit, Unsure
from flows.language.text import plain, unstopped
from flows.messages import (
    Button,
    Item,
    Listing,
    Mention,
    Note,
    Pick,
    Picker,
    Say,
    Slot,
    Words,
    cut,
    one_line,
)
from flows.parts.next_steps import (
    LIST,
    NextStep,
    NextStepLines,
    StepState,
    next_step,
    next_steps,
    open_steps,
    sentence,
    told,
)
from flows.parts.next_steps.making import (
    MOVE,
    NEW,
    asked_about,
    of_content,
    of_step,
    picked_day,
    read_due,
)
from flows.parts.principles.asking import STEP as OF_PRINCIPLE
from flows.parts.principles.turn import first_sentence
from flows.parts.reminding import Effort, ReminderSource, Thing, hello, stored_day
from flows.parts.reminding_lines import ReminderLines
from flows.parts.risks import STEP as OF_RISK
from flows.parts.risks import RiskLines
from flows.parts.risks import meant as meant_risk

DONE, DROP = "skridt.gjort", "skridt.drop"
NOT_NOW, REOPEN, MOVED = "skridt.videre", "skridt.aabn", "skridt.flyttet"
#: More would fit no message where every sign must be escaped.
MOST_SHOWN = 12


@of_journey
def listing(desk: Desk) -> None:
    """The open steps of the open journey, each with what can be done about it."""
    lines, title = desk.lines(NextStepLines), {"title": Words(desk.current.title)}
    found = open_steps(desk.answers)
    items = tuple(Item(told(desk, step), _menu(desk, step)) for step in found[:MOST_SHOWN])
    said = [Say(lines.heading if found else lines.none, title)]
    desk.say(Listing(tuple(said), items, tuple(_rest(desk, len(found))), _ways(desk)))


def _rest(desk: Desk, found: int) -> list[Say]:
    lines, rest = desk.lines(NextStepLines), []
    if found > MOST_SHOWN:
        rest.append(Say(lines.more, {"count": count(desk, found - MOST_SHOWN)}))
    done = sum(1 for step in next_steps(desk.answers) if step.state is StepState.DONE)
    if done:
        rest.append(Say(lines.done_so_far, {"count": count(desk, done)}))
    return rest


def _menu(desk: Desk, step: NextStep) -> tuple[Button, ...]:
    lines = desk.lines(NextStepLines)
    return (
        deed(desk, lines.done, DONE, step.id),
        deed(desk, lines.move, MOVE, step.id),
        deed(desk, lines.drop, DROP, step.id),
    )


def _ways(desk: Desk) -> tuple[Button, ...]:
    lines = desk.lines(NextStepLines)
    return (deed(desk, lines.new, NEW), deed(desk, lines.suggest, SUGGEST), resume_button(desk))


# Done and dropped: it is so at once, and a line about it may follow


def _end(desk: Desk, step: NextStep, state: StepState) -> None:
    lines = desk.lines(NextStepLines)
    if step.state is not StepState.OPEN:
        back(desk, lines.closed, told(desk, step))
        return
    ended = step.model_copy(update={"state": state, "ended": desk.today.isoformat()})
    desk.put(ended)
    if state is StepState.DONE:
        _ask_line(desk, ended, DONE, sentence(ended), lines.ask_result)
    else:
        _ask_line(desk, ended, DROP, sentence(ended), lines.ask_reason)


def _ask_line(desk: Desk, step: NextStep, what: str, *said: Say | str) -> None:
    desk.set_person(asking=Asking(what, (desk.current.id,), step.id))
    skip = deed(desk, desk.texts.buttons.skip, NOT_NOW, step.id)
    undo = deed(desk, desk.lines(NextStepLines).undo, REOPEN, step.id)
    desk.note(*said, buttons=(skip, undo))


def _typed_line(desk: Desk, asking: Asking, typed: Typed) -> bool:
    step = asked_about(desk, asking)
    if step is None:
        return False
    if plain(typed.text) == plain(desk.lines(NextStepLines).undo):
        _open_again(desk, step)
        return True
    if len(typed.text) > LONGEST:
        misfit = misfit_line(desk, Misfit("too_long"), len(typed.text))
        _ask_line(desk, step, asking.what, misfit)
        return True
    desk.put(step.model_copy(update={"note": typed.text.strip()}))
    back(desk, desk.lines(NextStepLines).noted)
    return True


def _open_again(desk: Desk, step: NextStep) -> None:
    fresh = step.model_copy(update={"state": StepState.OPEN, "ended": None, "note": None})
    desk.put(fresh)
    back(desk, desk.lines(NextStepLines).reopened, told(desk, fresh))


# Moved


def _move(desk: Desk, step: NextStep, _: Pressed) -> None:
    if step.state is StepState.OPEN:
        _ask_when(desk, step)
    else:
        back(desk, desk.lines(NextStepLines).closed, told(desk, step))


def _ask_when(desk: Desk, step: NextStep, *lead: Say) -> None:
    lines = desk.lines(NextStepLines)
    desk.set_person(asking=Asking(MOVE, (desk.current.id,), step.id))
    take = deed(desk, lines.move, MOVED, step.id).action
    said = (*lead, told(desk, step), Say(lines.ask_move))
    leave = deed(desk, lines.undo, NOT_NOW, step.id)
    desk.say(Note(said, (leave,), pickers=(Picker(Pick.DATE, take),)))


def _ask_if_meant(desk: Desk, step: NextStep, unsure: Unsure) -> None:
    desk.set_person(asking=Asking(MOVE, (desk.current.id,), f"{step.id} {unsure.value}"))
    leave = deed(desk, desk.lines(NextStepLines).undo, NOT_NOW, step.id)
    take = deed(desk, desk.lines(NextStepLines).move, MOVED, step.id).action
    line = misfit_line(desk, unsure.ask, 0)
    desk.say(Note((line,), (leave,), pickers=(Picker(Pick.DATE, take),)))


def _moved(desk: Desk, step: NextStep, press: Pressed) -> None:
    day = picked_day(desk, press)
    if isinstance(day, Say):
        _ask_when(desk, step, day)
    elif step.state is not StepState.OPEN:
        back(desk, desk.lines(NextStepLines).closed, told(desk, step))
    else:
        _set_due(desk, step, day)


def _typed_when(desk: Desk, asking: Asking, typed: Typed) -> bool:
    step = asked_about(desk, asking)
    if step is None:
        return False
    reading = read_due(desk, asking, typed)
    if plain(typed.text) == plain(desk.lines(NextStepLines).undo):
        back(desk)
    elif isinstance(reading, Misfit):
        _ask_when(desk, step, misfit_line(desk, reading, len(typed.text)))
    elif isinstance(reading, Unsure):
        _ask_if_meant(desk, step, reading)
    else:
        _set_due(desk, step, reading.value)
    return True


def _set_due(desk: Desk, step: NextStep, due: str) -> None:
    changed = step.model_copy(update={"due": due})
    desk.put(changed)
    back(desk, desk.lines(NextStepLines).moved, told(desk, changed))


def _back(desk: Desk, _: object) -> None:
    back(desk)


# Made of what came of a course


def _of_risk(desk: Desk, press: Pressed) -> None:
    """What is done about it becomes a next step."""
    risk = meant_risk(desk, press)
    if risk is None or not risk.do:
        back(desk, desk.lines(RiskLines).gone)
    else:
        of_content(desk, risk.do, f"risk:{risk.id}")


def _of_principle(desk: Desk, press: Pressed) -> None:
    """The advice becomes a next step."""
    principle = desk.flow.library.principle.get(press.action.arg)
    if principle is None or principle.when_low is None or desk.journey is None:
        back(desk, desk.texts.stale.unknown)
    else:
        of_content(desk, first_sentence(principle.when_low), f"principle:{principle.id}")


LINES = (NextStepLines,)
WORDS: dict[Word, Callable[..., None]] = {Word.NEXT_STEPS: lambda desk, _: listing(desk)}
DEEDS: dict[str, Callable[..., None]] = {
    LIST: lambda desk, _: listing(desk),
    DONE: of_step(lambda desk, step, _: _end(desk, step, StepState.DONE)),
    DROP: of_step(lambda desk, step, _: _end(desk, step, StepState.DROPPED)),
    MOVE: of_step(_move),
    MOVED: of_step(_moved),
    NOT_NOW: _back,
    REOPEN: of_step(lambda desk, step, _: _open_again(desk, step)),
    OF_RISK: _of_risk,
    OF_PRINCIPLE: _of_principle,
}
ASIDE = {DONE: _typed_line, DROP: _typed_line, MOVE: _typed_when}
SKIPPED: dict[str, Callable[..., None]] = {DONE: _back, DROP: _back, MOVE: _back}


#: So many days after its day it may still be said; then it is for the list.
STILL = timedelta(days=14)
#: So much of a step is said back: alone, and beside other things.
SHOWN, SHOWN_BESIDE = 300, 80


def _due(effort: Effort) -> Iterator[Occasion]:
    """On the step's day; where nobody works then, on the working day before."""
    for step, day in _dated(effort):
        for user in _whose(effort, step):
            yield effort.occasion(
                NudgeKind.STEP,
                _working(effort, day),
                cause=step.due,
                user=user,
                about=step.id,
                until=day + STILL,
            )


def _due_eve(effort: Effort) -> Iterator[Occasion]:
    """The working day before."""
    for step, day in _dated(effort):
        on = _working(effort, day)
        eve, until = working_before(on, effort.tz), on - timedelta(days=1)
        for user in _whose(effort, step):
            yield effort.occasion(
                NudgeKind.EVE, eve, cause=step.due, user=user, about=step.id, until=until
            )


def _whose(effort: Effort, step: NextStep) -> tuple[str, ...]:
    """Who does it, where that is a Slack user; and who leads the journey, and can tick it off."""
    other = step.who.user if step.who is not None else None
    return (effort.owner,) if other in (None, effort.owner) else (other, effort.owner)


def _dated(effort: Effort) -> Iterator[tuple[NextStep, date]]:
    for step in open_steps(effort.answers):
        if (day := stored_day(step.due)) is not None:
            yield step, day


def _working(effort: Effort, day: date) -> date:
    return day if is_working(day, effort.tz) else working_before(day, effort.tz)


def _remind(desk: Desk, effort: Effort, nudge: Nudge) -> Thing:
    """The sentence, said back, and when it was to be."""
    lines, journey = desk.lines(ReminderLines), effort.journey
    step = next_step(effort.answers, nudge.about)
    if step is None:
        raise LookupError("the step called for the nudge")
    short = _dated_line(desk, step, SHOWN_BESIDE)
    said = _dated_line(desk, step, SHOWN)
    if nudge.user != effort.owner:
        slots: dict[str, Slot] = {"title": Words(journey.title), "who": Mention(effort.owner)}
        asked = Say(lines.step.for_other, {**slots, "hello": hello(desk)})
        return Thing(short, (asked, said, Say(lines.step.tell, {"who": slots["who"]})))
    alone = Say(lines.step.alone, {"hello": hello(desk), "title": Words(journey.title)})
    buttons = (
        Button(lines.step.done, Action(Verb.DO, journey.id, DONE, arg=step.id), main=True),
        Button(lines.step.move, Action(Verb.DO, journey.id, MOVE, arg=step.id)),
    )
    return Thing(short, (alone, said), buttons)


def _dated_line(desk: Desk, step: NextStep, longest: int) -> Say:
    lines, day = desk.lines(ReminderLines), stored_day(step.due) or desk.today
    words = Say(lines.step.do, {"do": _short(step.do, longest)})
    if step.who is not None:
        words = Say(lines.step.by, {"step": words, "who": step.who.shown})
    if day == desk.today:
        return Say(lines.step.today, {"step": words})
    line = lines.step.ahead if day > desk.today else lines.step.past
    return Say(line, {"step": words, "day": desk.say_weekday(day)})


def _short(text: str, longest: int) -> Words:
    return Words(cut(unstopped(one_line(text)), longest))


SOURCE = ReminderSource(NudgeKind.STEP, _due, _remind)
EVE_SOURCE = ReminderSource(NudgeKind.EVE, _due_eve, _remind)
