"""What can be done about the open question beside answering it: buttons, and the menu."""

from __future__ import annotations

from flows.content.base import fill
from flows.content.kinds import Kind, Phase
from flows.inputs import Action, Verb
from flows.journey.desk import Desk
from flows.journey.gate import GATE
from flows.journey.lines import CourseLines, GateLines, PhaseLines
from flows.journey.placing import CHOSEN, COURSE
from flows.journey.question import (
    LEAVE,
    REOPEN_PHASE,
    RUN,
    SKIP_TEST,
    SUGGEST,
    asked_anew,
    button,
    deed,
    ends_phase,
    is_revising,
    options,
)
from flows.journey.steps import Role, Step
from flows.journey.values import Journey
from flows.language.words import Word
from flows.messages import Button
from flows.parts import at_once
from flows.parts.advice.findings import make_step
from flows.parts.delegation.said import GIVE, DelegationLines
from flows.parts.next_steps import NextStepLines
from flows.parts.opponent import record as opponent
from flows.parts.opponent.record import HEAR, OpponentLines
from flows.parts.principles import asking as principles
from flows.parts.short import turn as short
from flows.parts.type import TypeLines

#: So much is folded into the menu beside a question: Slack takes no more.
MOST_FOLDED = 5
#: So many buttons stand in sight.
MOST_IN_SIGHT = 4
#: At most so many pieces are read at a time.
READ = 2


def offered(
    desk: Desk,
    journey: Journey,
    step: Step,
    *,
    elaborated: bool = False,
    likely: bool = False,
) -> tuple[tuple[Button, ...], tuple[Button, ...]]:
    """What stands under the open question, and what is folded into the menu beside it.

    Where choices are pressed, and where its point will be answered at once (``likely``), all of it
    is folded; what finds no room can still be typed.
    """
    found = helpers(desk, journey, step, elaborated=elaborated)
    more = _ways_out(desk, step)
    if (step.question.kind is Kind.TEXT and not likely) or step.role is Role.TITLE:
        return found, tuple(more[:MOST_FOLDED])
    least = [each for each in found if each.action.arg == Word.EXAMPLE.name.lower()]
    folded = [each for each in (*found, *more) if each not in least]
    if not (likely or _has_room(desk, step)) and (at_a_time := at_once.offer(desk, journey, step)):
        folded = [*at_a_time, *folded[1:]]
    if elaborated and len(folded) >= MOST_FOLDED:
        folded = [*least, *folded[1:]]
    return (), tuple([*folded, *least][:MOST_FOLDED])


def _ways_out(desk: Desk, step: Step) -> list[Button]:
    """Past the point, on to the decision, or to the rest of it another day."""
    journey, texts = desk.current, desk.texts.buttons
    if step.brief or step.role is Role.TITLE or is_revising(desk, step):
        return []
    section = desk.flow.path.section_of[step.id]
    route = desk.route
    left = any(
        not route.resolved(each) and each.on_path(desk.answers)
        for each in section.steps
        if each != step
    )
    runs = step.course is not None and route.running is step.course
    found = []
    if (step.point or step.course) and left and not runs:
        found.append(button(desk, texts.skip_point, Word.SKIP_POINT))
    if step.phase is not None and journey.delegated is None and not ends_phase(desk, step):
        found.append(button(desk, texts.decide, Word.DECIDE))
    if not runs:
        found.append(button(desk, texts.pause, Word.PAUSE))
    return [*found, *_give(desk, journey, step)]


def helpers(
    desk: Desk,
    journey: Journey,
    step: Step,
    *,
    elaborated: bool = False,
) -> tuple[Button, ...]:
    """What can be done about the open question beside answering it."""
    texts = desk.texts.buttons
    if step.role is Role.TITLE and not is_revising(desk, step):
        return (button(desk, texts.name_later, Word.SKIP),)
    if is_revising(desk, step):
        keep = Action(Verb.KEEP, journey.id, step.id, journey.revision)
        remove = Action(Verb.REMOVE, journey.id, step.id, journey.revision)
        return (Button(texts.keep_answer, keep), Button(texts.remove, remove))
    if step.brief:
        return short.helpers(desk, step)
    return _helpers(desk, journey, step, elaborated)


def _helpers(desk: Desk, journey: Journey, step: Step, elaborated: bool) -> tuple[Button, ...]:
    texts = desk.texts.buttons
    found = [button(desk, texts.elaborate, Word.ELABORATE)]
    if step.role is Role.NEXT_STEP:
        found = [deed(desk, desk.lines(NextStepLines).suggest, SUGGEST)]
    elif elaborated:
        found = [button(desk, texts.read_more, Word.READ_MORE)] if to_read(step) else []
    suggested = _suggested(desk, step)
    if suggested is not None:
        found.insert(0, suggested)
    elif example(step) is not None or (step.point and step.point.experience):
        found.append(button(desk, texts.example, Word.EXAMPLE))
    if step.point is not None and asked_anew(desk, step):
        keep = Action(Verb.KEEP, journey.id, step.id, journey.revision)
        found.append(Button(texts.keep_answer, keep))
    else:
        if step.phase is not None and _opponent(desk, step):
            found.append(reopen_button(desk, step.phase))
        found.append(button(desk, texts.skip, Word.SKIP))
    if step.course is not None and desk.route.running is step.course:
        found.append(deed(desk, desk.lines(CourseLines).leave, LEAVE))
    elif step.id == CHOSEN:
        found.insert(0, deed(desk, desk.lines(TypeLines).buttons.statements, RUN, COURSE))
    return tuple(found)


def _give(desk: Desk, journey: Journey, step: Step) -> list[Button]:
    """At a focus point's first question: the way to let somebody else answer it."""
    if step.point is None or journey.delegated is not None:
        return []
    if desk.flow.path.of_point(step.point)[0] is not step:
        return []
    return [deed(desk, desk.lines(DelegationLines).buttons.give, GIVE, step.point.id)]


def beside(desk: Desk, journey: Journey, step: Step, *, likely: bool = False) -> tuple[Button, ...]:
    """What can be done instead of answering, and must be in sight."""
    if step.role is Role.DECISION and step.phase is not None and not is_revising(desk, step):
        return tuple(_opponent(desk, step)) or (reopen_button(desk, step.phase),)
    if step.brief:
        return () if is_revising(desk, step) else short.beside(desk, step)
    if step.role is Role.PRINCIPLE:
        return () if is_revising(desk, step) else principles.confirming(desk, step)
    if step.point is not None:
        return at_once.offer(desk, journey, step) if likely or _has_room(desk, step) else ()
    gate = desk.flow.path.section.get(GATE)
    if gate is None or gate.steps[0] is not step or is_revising(desk, step):
        return ()
    return (deed(desk, desk.lines(GateLines).skip, SKIP_TEST),)


def _has_room(desk: Desk, step: Step) -> bool:
    """Whether there is room for one more button in sight, beside the question's own."""
    question = step.question
    choices = options(question, desk.texts)
    marked = len(choices) > MOST_IN_SIGHT or any(each.description for each in choices)
    pressed = question.kind in (Kind.CHOICE, Kind.YES_NO) and not marked
    return not pressed or len(choices) < MOST_IN_SIGHT


def _opponent(desk: Desk, step: Step) -> list[Button]:
    """Before a phase's decision, once: the questions that a town council would ask."""
    if step.role is not Role.DECISION or step.phase is None:
        return []
    if not opponent.is_offered(desk, step.phase):
        return []
    return [deed(desk, desk.lines(OpponentLines).offer, HEAR)]


def _suggested(desk: Desk, step: Step) -> Button | None:
    """Where a phase asks for the next step: to make one of what is most important now."""
    if step.role is not Role.NEXT_STEP or step.phase is None:
        return None
    return make_step(desk, step.phase)


def reopen_button(desk: Desk, phase: Phase) -> Button:
    """'Genåbn Afklaring'."""
    return deed(
        desk, fill(desk.lines(PhaseLines).reopen, phase=phase.title), REOPEN_PHASE, phase.id
    )


def to_read(step: Step) -> tuple[str, ...]:
    """Ids of what belongs to the question, and then to its focus point, to be read beside it."""
    beside = step.point.see if step.point else ()
    return tuple(dict.fromkeys((*step.question.see, *beside)))[:READ]


def example(step: Step) -> str | None:
    """The example that belongs to the question, or else to its focus point."""
    if step.question.example is not None:
        return step.question.example
    return step.point.example if step.point else None
