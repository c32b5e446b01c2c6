"""Changing what was answered: 'ret', 'tilbage', edited and deleted messages."""

from __future__ import annotations

from flows.content.base import fill
from flows.dialogue.answering import give, onward, read
from flows.dialogue.asking import ask
from flows.dialogue.bringing import words_for
from flows.dialogue.guiding import again
from flows.inputs import Action, Edited, Removed, Verb
from flows.journey.desk import Desk
from flows.journey.route import ADVISED, CORRECTED
from flows.journey.showing import show
from flows.journey.steps import Role, Step
from flows.journey.values import Answer, AnswerState, Asking
from flows.language.parsing import Misfit, Parsed, Unsure
from flows.language.words import Said
from flows.messages import Button, Note, Option, Say, Slot, Words, one_line
from flows.parts.memo.points import clarity_label
from flows.parts.next_steps import ASKED, beside_answer

#: So many answers are listed together, whichever phases they are from: those of the ten minutes.
AT_A_GLANCE = 13
#: What 'ret' leaves open beside the question: which answer.
CORRECT = "correct"


def correct(desk: Desk, said: Said) -> None:
    """'ret': list what can be corrected; 'ret 3': correct that."""
    walked = desk.route.correctable
    if not walked:
        again(desk, desk.texts.correct.nothing)
    elif said.rest.isdigit():
        number = int(said.rest)
        desk.set_person(asking=None)
        if 1 <= number <= len(walked):
            revise(desk, walked[number - 1])
        else:
            again(desk, Say(desk.texts.correct.no_such, {"count": str(len(walked))}))
    else:
        _list(desk, walked)


def _list(desk: Desk, walked: list[Step]) -> None:
    """List what can be corrected, numbered; of a long journey only the latest phase."""
    journey, texts = desk.current, desk.texts.correct
    desk.set_person(asking=Asking(CORRECT))
    phase = walked[-1].phase
    all_of_it = len(walked) <= AT_A_GLANCE
    shown = [
        (n, step)
        for n, step in enumerate(walked, 1)
        if all_of_it or step.phase is phase or step.role is Role.TITLE
    ]
    line = Say(texts.which)
    if phase is not None and len(shown) < len(walked):
        line = Say(texts.which_late, {"phase": phase.title})
    options = tuple(Option(step.id, Words(f"{n}. {_entry(desk, step)}")) for n, step in shown)
    pick = Action(Verb.CORRECT, journey.id, revision=journey.revision)
    desk.say(Note((line,), pick=pick, options=options))


def _entry(desk: Desk, step: Step) -> str:
    """What the answer belongs to and what it is; where there is none, to what it is missing."""
    name, shown, settled = _name(desk, step), _shown(desk, step), desk.texts.settled
    if shown in (settled.none, settled.skipped, settled.removed):  # never what somebody wrote
        asks = step.question.called or step.question.ask
        slots = {"name": name, "how": str(shown).lower(), "ask": asks}
        return fill(desk.texts.correct.missing, **slots)
    said = shown if isinstance(shown, str) else getattr(shown, "text", "") or step.question.ask
    return f"{name}: {one_line(said)}"


def _name(desk: Desk, step: Step) -> str:
    names = {Role.TITLE: desk.texts.correct.title, Role.NEXT_STEP: desk.texts.correct.next_step}
    if step.heading is not None:
        return step.heading
    if step.course is not None:
        return step.course.title
    return step.point.short if step.point else names[step.role]


def _shown(desk: Desk, step: Step) -> Slot:
    shown = show(desk, step, desk.answers.get(step.id))
    if step.role is Role.CLARITY and step.point is not None:
        return clarity_label(desk, step.point) or shown
    return shown


def back(desk: Desk) -> None:
    """'tilbage': the question before this one, with its answer.

    Where something is asked about an answer just given, that is the one before.
    """
    before = desk.step if desk.stage == ADVISED else desk.route.before(desk.step)
    if before is not None:
        revise(desk, before)
    else:
        again(desk, desk.texts.correct.first)


def revise(desk: Desk, step: Step) -> None:
    """Ask ``step`` again, with the old answer beside it."""
    desk.ask_again(step, CORRECTED)
    ask(desk)


def edited(desk: Desk, edit: Edited) -> None:
    """An answer's message was changed in Slack: the answer follows, and the bot says so."""
    step = _answered_by(desk, edit.message)
    if step is None:
        return
    reading = read(desk, step, words_for(step, edit), edit.person)
    if isinstance(reading, Unsure):  # what it is taken for is said at once
        reading = Parsed(reading.value)
    if isinstance(reading, Misfit):
        kept = Say(desk.texts.edit.kept, quote=show(desk, step, desk.answers.get(step.id)))
        _reply(desk, Say(step.place), desk.texts.edit.misfit, kept)
    elif not _same(desk, step, reading):
        _follow(desk, step, reading, edit.message)


def _answered_by(desk: Desk, message: str) -> Step | None:
    """The step that the message answered; where it explained 'andet' too, the step itself."""
    by_id, answers = desk.flow.path.by_id, desk.answers.from_message(message)
    steps = [by_id[answer.step] for answer in answers if answer.step in by_id]
    return min(steps, key=lambda step: step.role is Role.OTHER, default=None)


def _same(desk: Desk, step: Step, parsed: Parsed) -> bool:
    other = desk.answers.given(f"{step.id}_other")
    return bool(desk.answers.given(step.id) == parsed.value and parsed.other in (None, other))


def _follow(desk: Desk, step: Step, parsed: Parsed, message: str) -> None:
    journey = desk.current
    if desk.step == step and desk.about == desk.person.open_journey:
        give(desk, step, parsed, message)
        return
    desk.record(step, parsed.value, AnswerState.GIVEN, message)
    if parsed.other is not None:
        other = desk.flow.path.by_id[f"{step.id}_other"]
        desk.record(other, parsed.other, AnswerState.GIVEN, message)
    title = str(parsed.value) if step.role is Role.TITLE else journey.title
    desk.follow(title=title)
    line = Say(desk.texts.edit.followed, quote=show(desk, step, desk.answers.get(step.id)))
    _reply(desk, Say(step.place), line)


def _reply(desk: Desk, *lines: Say | str) -> None:
    """Say the lines beside the open question; of another journey with the way there."""
    journey = desk.current
    if journey.id == desk.person.open_journey:
        again(desk, *lines)
        return
    go = Action(Verb.SWITCH, journey.id)
    elsewhere = Say(desk.texts.edit.elsewhere, {"title": Words(journey.title)})
    desk.note(elsewhere, *lines, buttons=(Button(desk.texts.buttons.switch_there, go),))


def removed(desk: Desk, gone: Removed) -> None:
    """An answer's message was deleted in Slack: the answer stays; say how to remove it."""
    step = _answered_by(desk, gone.message)
    answer = desk.answers.get(step.id) if step else None
    if step is not None and answer is not None:
        _still_here(desk, step, answer)


def _still_here(desk: Desk, step: Step, answer: Answer) -> None:
    journey = desk.current
    line = Say(desk.texts.edit.message_gone, quote=show(desk, step, answer))
    remove = Action(Verb.REMOVE, journey.id, step.id, journey.revision, answer.message or "")
    edit = Action(Verb.CORRECT, journey.id, step.id, journey.revision)
    texts = desk.texts.buttons
    buttons = (Button(texts.remove, remove, danger=True), Button(texts.correct, edit))
    desk.note(Say(step.place), line, buttons=buttons)


def remove(desk: Desk, step: Step) -> None:
    """Delete what was answered to ``step``; the question counts as passed over."""
    journey, here = desk.current, desk.step
    desk.erase(step)
    other = desk.flow.path.by_id.get(f"{step.id}_other")
    if other is not None:
        desk.erase(other)
    if step.role is Role.NEXT_STEP:
        desk.erase(beside_answer(step.id.removesuffix(ASKED)))
    desk.record(step, None, AnswerState.REMOVED)
    if step.role is Role.TITLE:
        desk.change(title=desk.texts.untitled, revision=journey.revision)
    if here == step:
        onward(desk, step, desk.texts.edit.removed)
    else:
        desk.follow()
        again(desk, desk.texts.edit.removed)
