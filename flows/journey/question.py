"""The open question: where it belongs, how it is shown once answered, and buttons around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Concatenate, ParamSpec

from flows.content.kinds import NO, OTHER, YES, Kind, Phase, Question
from flows.content.texts import Texts
from flows.content.vocabulary import Word
from flows.inputs import Action, Typed, Verb
from flows.journey.decision import section_of
from flows.journey.desk import Desk
from flows.journey.lines import CourseLines
from flows.journey.showing import show
from flows.journey.steps import Role, Step, fits
from flows.journey.values import AnswerState, Journey
from flows.language.parsing import LONGEST, Misfit, Parsed, Unsure, clash, from_pressed, parse
from flows.messages import Button, Option, Say, Settled, Words, scale

Given = ParamSpec("Given")

#: The deeds of several parts: to show what could be the next step; to run the course that ``arg``
#: names, and to leave the one that runs; to choose which points of a phase are asked again; to go
#: past the gate.
SUGGEST, RUN, LEAVE = "skridt.ideer", "course.run", "course.leave"
REOPEN_PHASE, SKIP_TEST = "reopen.phase", "gate.skip"


def options(question: Question, texts: Texts) -> tuple[Option, ...]:
    """What can be chosen; nothing where the answer is in one's own words."""
    if question.kind is Kind.YES_NO:
        return (Option(YES, texts.buttons.yes), Option(NO, texts.buttons.no))
    if question.kind is Kind.SCALE:
        return scale(question.low, question.high)
    found = tuple(Option(each.id, each.label, each.description) for each in question.choices)
    return (*found, Option(OTHER, texts.buttons.other)) if question.other else found


def shows(journey: Journey) -> str:
    """What identifies the question that stands open at this revision."""
    return f"{journey.id}:{journey.revision}"


def settled(desk: Desk, step: Step) -> Settled:
    """The open question with its answer instead of buttons; to be made before anything moves."""
    journey = desk.current
    answer = desk.answers.get(step.id)
    return Settled(
        target=shows(journey),
        place=Say(step.place),
        ask=Say(step.question.ask),
        answer=show(desk, step, answer),
    )


def is_revising(desk: Desk, step: Step) -> bool:
    """Whether the open question was answered before, and not just passed over."""
    answer = desk.answers.get(step.id)
    if answer is None or answer.state is not AnswerState.GIVEN:
        return False
    return desk.route.resolved(step)


def asked_anew(desk: Desk, step: Step) -> bool:
    """Whether the step has an answer and is asked again nevertheless."""
    return step.resolved(desk.answers) and not desk.route.resolved(step)


def misfit_line(desk: Desk, misfit: Misfit, length: int) -> Say:
    """The line that says what was wrong."""
    line = getattr(desk.texts.misfit, misfit.why)
    slots = {"length": str(length), "limit": str(LONGEST), **misfit.slots}
    return Say(line, {name: value for name, value in slots.items() if f"{{{name}}}" in line})


def read_chosen(desk: Desk, step: Step, chosen: Sequence[str]) -> Parsed | Misfit:
    """What was chosen by button, select or picker as an answer to ``step``, or why it is none."""
    question = step.question
    value = from_pressed(question, chosen)
    if value is None or not fits(question, value):
        return Misfit("nothing_chosen")
    if clash(question, value):
        return Misfit("alone")
    if question.kind is Kind.DATE:  # a picker offers any day there is
        return read_surely(desk, step, value)
    return Parsed(value)


def read_surely(desk: Desk, step: Step, text: str) -> Parsed | Misfit:
    """The text as an answer to ``step``; what would be asked about first is none."""
    reading = parse(desk.language, step.question, text, desk.today)
    return reading.ask if isinstance(reading, Unsure) else reading


def is_late(desk: Desk, said: Typed) -> bool:
    """Whether a later message was answered first: then this one belonged to another question."""
    return time_of(desk.answers.newest) > time_of(said.message)


def time_of(message: str | None) -> float:
    """A message's ts as a number; 0 where it has none."""
    try:
        return float(message or 0)
    except ValueError:
        return 0.0


def ends_phase(desk: Desk, step: Step) -> bool:
    """Whether the step belongs to what a phase ends in: its decision and its next step."""
    return step.role is Role.NEXT_STEP or (
        step.phase is not None and desk.flow.path.section_of[step.id].id == section_of(step.phase)
    )


def waits(desk: Desk, here: Step) -> bool:
    """Whether a later phase stands open that the person has not begun."""
    first = desk.flow.library.phases[0]
    return here.phase not in (None, first) and not desk.route.has_begun(here.phase)


def button(desk: Desk, label: str, word: Word, *, main: bool = False) -> Button:
    """A button that does what typing the word would do."""
    return Button(label, Action(Verb.WORD, *here(desk), str(word)), main=main)


def here(desk: Desk) -> tuple[str, str, int]:
    """What a button carries of where one is: the journey, its open question, its revision."""
    journey, step = desk.journey, desk.step
    if journey is None:
        return ("", "", 0)
    return (journey.id, step.id if step else "", journey.revision)


def resume_button(desk: Desk) -> Button:
    """'Vis spørgsmålet', or 'Fortsæt' where none is open."""
    labels = desk.texts.buttons
    return button(desk, labels.show_question if desk.step else labels.resume, Word.RESUME)


def does(desk: Desk, name: str, arg: str = "") -> Action:
    """The deed of one of the advisor's parts, in the journey that the turn is about."""
    journey = desk.current
    return Action(Verb.DO, journey.id, name, journey.revision, arg)


def deed(desk: Desk, label: str, name: str, arg: str = "", *, main: bool = False) -> Button:
    """A button that does it."""
    return Button(label, does(desk, name, arg), main=main)


def phase_now(desk: Desk) -> Phase:
    """The phase that the journey has come to; the last one where it is finished."""
    step = desk.step or desk.route.first
    phases = desk.flow.library.phases
    if step is None:
        return phases[-1]
    return step.phase or phases[0]


def back(desk: Desk, *lead: Say | str) -> None:
    """Say ``lead`` and return to the open question; of another journey with the way there."""
    journey = desk.journey
    if journey is None or journey.id == desk.person.open_journey:
        desk.again(*lead)
        return
    go = Button(desk.texts.buttons.switch_there, Action(Verb.SWITCH, journey.id))
    elsewhere = Say(desk.texts.switch.belongs, {"title": Words(journey.title)})
    desk.note(*lead, elsewhere, buttons=(go,))


def of_journey(
    do: Callable[Concatenate[Desk, Given], None],
) -> Callable[Concatenate[Desk, Given], None]:
    """Do it where a journey is open; elsewhere say that it takes one."""

    @wraps(do)
    def handle(desk: Desk, /, *args: Given.args, **kwargs: Given.kwargs) -> None:
        if desk.journey is None:
            desk.again(desk.lines(CourseLines).needs_journey)
        else:
            do(desk, *args, **kwargs)

    return handle
