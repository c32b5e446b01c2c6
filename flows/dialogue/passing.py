"""The ways out of a question: past its point, on to the phase's decision, and simply on."""

from __future__ import annotations

from collections.abc import Callable

from flows.dialogue.answering import go_on, skip
from flows.dialogue.asking import ask
from flows.dialogue.courses import end
from flows.dialogue.guiding import again, pause, resume, skip_word
from flows.journey.desk import Desk
from flows.journey.lines import PhaseLines
from flows.journey.path import reopening_of
from flows.journey.question import asked_anew, ends_phase, is_revising, settled
from flows.journey.route import ASKED_AGAIN
from flows.journey.steps import Role, Step
from flows.journey.values import AnswerState
from flows.messages import Say
from flows.parts.memo.overview import summary


def skip_point(desk: Desk) -> None:
    """Leave all that is open in the point, or in the course, and go on."""
    step = desk.taking or desk.step
    if step is None:
        again(desk, desk.texts.no_question)
        return
    section = desk.flow.path.section_of[step.id]
    whole = (section.point or section.course) and not (step.brief or is_revising(desk, step))
    if not whole or desk.stage in ASKED_AGAIN:
        skip(desk, step)
        return
    last = _pass(desk, lambda each: desk.flow.path.section_of[each.id] is section) or step
    desk.say(settled(desk, step))
    go_on(desk, last, Say(desk.lines(PhaseLines).point_passed))


def decide(desk: Desk) -> None:
    """On to the decision of the phase, with what there is; past it, on; before it, a rest.

    What is open is left open.
    """
    step = desk.step
    if step is None:
        again(desk, desk.texts.no_question)
        return
    if ends_phase(desk, step):
        again(desk) if step.ways else skip(desk, step)
        return
    if desk.current.delegated is not None:
        skip_point(desk)
        return
    if step.brief and not is_revising(desk, step):
        _to_the_view(desk, step)
        return
    if step.phase is None and desk.route.running is None:
        pause(desk)
        return
    desk.say(settled(desk, step))
    _leave_what_runs_beside(desk)
    here = desk.step
    phase = here.phase if here is not None else None
    if here is not None and phase is not None:
        _pass(desk, lambda each: each.phase is phase and not ends_phase(desk, each))
        desk.move_on()
    if desk.step is None or phase is None or desk.step.phase is not phase:
        again(desk)
    else:
        ask(desk, Say(desk.lines(PhaseLines).to_the_end), *summary(desk, phase))


def _to_the_view(desk: Desk, step: Step) -> None:
    """On the short way: on to what can be seen with what there is; there it is asked again."""
    if step.role in (Role.VIEW, Role.NEXT_STEP):
        again(desk)
        return
    desk.say(settled(desk, step))
    _pass(desk, lambda each: each.brief and each.role not in (Role.VIEW, Role.NEXT_STEP))
    desk.move_on()
    ask(desk)


def onward_word(desk: Desk) -> None:
    """'videre': on after a rest, or past what was asked beside; else past the open question."""
    if desk.resting or desk.finished or desk.scene.person.asking is not None:
        resume(desk)
    elif desk.taking is not None:
        skip(desk, desk.taking)
    else:
        skip_word(desk)


def _pass(desk: Desk, wanted: Callable[[Step], bool]) -> Step | None:
    """Leave what is open as long as it is ``wanted``. What is asked anew keeps its old answer."""
    last = None
    while (step := desk.step) is not None and wanted(step):
        held = desk.answers.get(step.id) if asked_anew(desk, step) else None
        value, state = (held.value, held.state) if held else (None, AnswerState.SKIPPED)
        desk.record(step, value, state)
        last = step
        if desk.route.is_through(desk.flow.path.section_of[step.id]):
            desk.follow(revision=desk.current.revision)
    return last


def _leave_what_runs_beside(desk: Desk) -> None:
    """A course that runs, points that were opened again, a question that is asked once more."""
    if desk.route.running is not None:
        end(desk, desk.route.running)
    for point in desk.route.opened_again:
        desk.keep(reopening_of(point.id), value=False)
    desk.move_on()
