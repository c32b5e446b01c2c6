"""Answers to the open question, typed or pressed, and what follows."""

from __future__ import annotations

from datetime import timedelta

from flows.content.base import fill
from flows.content.kinds import Kind
from flows.content.vocabulary import Word
from flows.dialogue.asking import ask
from flows.dialogue.bringing import what_was_taken, words_for
from flows.dialogue.courses import after_answer, after_course, after_reopening
from flows.dialogue.offering import reopen_button
from flows.dialogue.phases import (
    between_phases,
    leads_to_end,
    rest_again,
    to_show,
)
from flows.dialogue.turning import after_gate, close, is_judged, turn_aside, way_of
from flows.inputs import Action, Pressed, Typed, Verb
from flows.journey.desk import Desk
from flows.journey.gate import INSTEAD, REOPEN
from flows.journey.question import (
    asked_anew,
    button,
    ends_phase,
    is_revising,
    misfit_line,
    read_chosen,
    settled,
    waits,
)
from flows.journey.route import ADVISED
from flows.journey.short import NONE, without_of
from flows.journey.showing import show
from flows.journey.steps import Role, Step, acknowledgement
from flows.journey.values import AnswerState, Asking
from flows.language.parsing import Misfit, Parsed, Reading, Unsure, parse
from flows.language.text import plain
from flows.messages import Button, Say, Words
from flows.parts.advice import when as given
from flows.parts.advice.turn import hold
from flows.parts.advice.when import due, held_back
from flows.parts.clarity import counted
from flows.parts.delegation.other import ready
from flows.parts.delegation.said import away_lines, whose
from flows.parts.learning import ask_to_share
from flows.parts.memo.overview import summary
from flows.parts.next_steps import ASKED, next_step
from flows.parts.next_steps.making import ask_details
from flows.parts.overview import announced
from flows.parts.principles.asking import agreed
from flows.parts.short.turn import end, is_over, is_terse

#: A second click on the same choice within this time is a double click, and not worth a word.
DOUBLE_CLICK = timedelta(seconds=10)
LONGEST_TITLE = 80
#: What is asked where a day was vague; its argument is the step and the day.
SURE = "answer.sure"


def typed(desk: Desk, step: Step, said: Typed) -> None:
    """Take typed text as the answer to the open question, or say why it cannot be."""
    if step.question.kind is Kind.PERSON and plain(said.text) in desk.language.phrases.nobody:
        _nobody(desk, step)
        return
    reading = read(desk, step, words_for(step, said), said.person)
    if isinstance(reading, Misfit):
        refuse(desk, reading, said)
        return
    if isinstance(reading, Unsure):
        refuse(desk, reading.ask, said)
        desk.set_person(asking=Asking(SURE, (desk.current.id,), f"{step.id} {reading.value}"))
        return
    give(desk, step, reading, said.message, *what_was_taken(desk, step, said))


def _nobody(desk: Desk, step: Step) -> None:
    """'Ingen' is nobody's name: there is none, or the question stays open."""
    why = NONE if without_of(desk.flow.library, step.id) is not None else None
    if is_revising(desk, step):
        desk.record(step, why, AnswerState.SKIPPED)
        onward(desk, step, desk.texts.correct.corrected, revised=True)
    else:
        skip(desk, step, why)


def overtaken(desk: Desk, said: Typed) -> None:
    """What was asked has been answered by others, or is gone: nothing is taken for the next one.

    It is shown what holds, with the way to change it, and what the person wrote, to be used.
    """
    lines, step = desk.texts.stale, desk.flow.path.by_id.get(desk.current.asked or "")
    answer = desk.answers.get(step.id) if step else None
    yours = Say(lines.not_taken, quote=Words(said.text.strip() or said.carried))
    if step is None or answer is None or not step.on_path(desk.answers):
        ask(desk, yours)
        return
    holds = Say(lines.overtaken, {"who": whose(desk, answer)}, quote=show(desk, step, answer))
    desk.note(Say(step.place), holds, yours, buttons=(correct_button(desk, step),))
    ask(desk)


def _answer_sure(desk: Desk, asking: Asking, said: Typed) -> bool:
    """Yes, or the same once more, to what a vague text was taken for."""
    step, meant = desk.step, asking.arg
    if step is None or desk.about not in asking.journeys or meant.partition(" ")[0] != step.id:
        return False
    value = meant.partition(" ")[2]
    again = read(desk, step, said.text, said.person)
    is_same = isinstance(again, Unsure) and again.value == value
    if not is_same and plain(said.text) not in desk.language.phrases.yes:
        return False
    give(desk, step, Parsed(value), said.message)
    return True


#: The side question asked here.
ASIDE = {SURE: _answer_sure}


def read(desk: Desk, step: Step, text: str, person: str | None = None) -> Reading:
    """The text as an answer to ``step``, or why it is none.

    ``person`` is the Slack user whose name is all that it says.
    """
    if step.role is Role.TITLE and len(text.strip()) > LONGEST_TITLE:
        return Misfit("title_too_long")
    if step.question.kind is Kind.PERSON:
        oneself = plain(text) in desk.language.phrases.myself
        if person is not None or oneself:
            return Parsed({"user": person or desk.person.id})
    if (rating := agreed(desk, step, text)) is not None:
        return Parsed(rating)
    if step.role is Role.HOLD and (holds := _holds(desk, text)) is not None:
        return Parsed(holds)
    return parse(desk.language, step.question, text, desk.today)


def _holds(desk: Desk, text: str) -> str | None:
    """What a yes or a no means where it is asked whether the decision still holds."""
    said, phrases = plain(text), desk.language.phrases
    if said in phrases.yes:
        return INSTEAD
    return REOPEN if said in phrases.no else None


def refuse(desk: Desk, misfit: Misfit, said: Typed) -> None:
    """Say what was wrong, and put the question again. The text stays in the person's message."""
    desk.set_person(refused=said.message)
    ask(desk, misfit_line(desk, misfit, len(said.text or said.carried)), brief=True)


def give(desk: Desk, step: Step, parsed: Parsed, message: str | None, *lead: Say | str) -> None:
    """Save the answer, acknowledge it, and go on to what is open next.

    A decision that is taken again is no correction: it is said what holds now.
    """
    again = is_revising(desk, step) or step.role is Role.CLARITY
    given.note(desk, step)
    desk.record(step, parsed.value, AnswerState.GIVEN, message)
    if parsed.other is not None:
        other = desk.flow.path.by_id[f"{step.id}_other"]
        desk.record(other, parsed.other, AnswerState.GIVEN, message)
    if step.role is Role.TITLE:
        desk.change(title=parsed.value, revision=_revision(desk))
    way = way_of(desk, step)
    if way is not None:
        turn_aside(desk, step, way)
        return
    found = due(desk, step)
    if found is not None and found.interrupts:
        hold(desk, step, found.finding, *lead)
        return
    told = acknowledgement(step.question, parsed.value)
    is_decision = step.role in (Role.DECISION, Role.VIEW)
    received = desk.texts.correct.corrected if again and not is_decision else told
    is_lent = desk.current.delegated is not None  # what follows of it is said to the chef
    quiet = ((is_terse(desk, step) or is_lent) and not again) or is_judged(desk, step)
    lead = lead if quiet or received is None else (*lead, received)
    lead = (*lead, *held_back(desk, found))
    if step.role is Role.NEXT_STEP and not again:
        _ask_more(desk, step, *lead)
    else:
        onward(desk, step, *lead, revised=again)


def _ask_more(desk: Desk, step: Step, *lead: Say | str) -> None:
    """Who takes the step, and until when; nothing moves until that is said or passed over.

    What the sentence says itself is not asked.
    """
    made = next_step(desk.answers, step.id.removesuffix(ASKED))
    if made is None:
        raise LookupError("what was answered is no next step")
    desk.ask_again(step, ADVISED)
    if ask_details(desk, made, *lead):
        onward(desk, step)


def skip(desk: Desk, step: Step, why: str | None = None) -> None:
    """Leave the open question without an answer, and go on. ``why`` is kept: that there is none."""
    if is_revising(desk, step) or (step.point is not None and asked_anew(desk, step)):
        keep(desk, step)
        return
    desk.record(step, why, AnswerState.SKIPPED)
    if step.role is Role.TITLE:
        title = fill(desk.texts.title_by_date, date=desk.say_day(desk.today))
        desk.change(title=title, revision=_revision(desk))
    found = due(desk, step)
    if found is not None and found.interrupts:
        hold(desk, step, found.finding)
    else:
        skipped = [] if step.brief or why else [desk.texts.skipped]
        onward(desk, step, *skipped, *held_back(desk, found))


def keep(desk: Desk, step: Step) -> None:
    """Leave the answer that is corrected as it was, and return.

    Of a point that was opened again it is said once more, so that it counts as gone through.
    """
    held = desk.answers.get(step.id)
    if held is not None and asked_anew(desk, step):
        desk.record(step, held.value, held.state)
    onward(desk, step, desk.texts.correct.kept, revised=True)


def _revision(desk: Desk) -> int:
    """The revision as it is: ``onward`` lets it grow once a turn."""
    journey = desk.current
    return journey.revision


def onward(desk: Desk, step: Step, *lead: Say | str, revised: bool = False) -> None:
    """Settle what was asked, move to what is open now, and put it.

    Where an answer was ``revised``, its course does not end once more, unless it runs.
    """
    desk.say(settled(desk, step))
    go_on(desk, step, *lead, revised=revised)


def go_on(
    desk: Desk, step: Step, *lead: Say | str, revised: bool = False, held: bool = False
) -> None:
    """Move on from ``step`` to what is open now, and put it.

    Where one was ``held`` at it by advice, what its point counts as was not said yet.
    """
    desk.set_person(refused=None)
    follows = after_answer(desk, step)
    desk.move_on()
    stated = None if revised and not held else counted(desk, step, *lead)
    lead = (*(lead if stated is None else ()), *follows)
    if not revised or desk.route.running is step.course:
        lead = (*lead, *after_course(desk, step))
    returned = after_reopening(desk, step)
    lead = (*lead, *after_gate(desk, step), *returned)
    here = desk.step
    told = (*(stated.lines if stated is not None else ()), *lead)
    if here is None:
        finish(desk, *told)
    elif here.role is Role.HOLD and here.phase is not None and here != step:
        close(desk, here.phase, *told)
    elif announced(desk, step, *told):
        ask(desk)
    elif is_over(desk, step):
        end(desk, *told)
    elif (returned or step.phase is None) and waits(desk, here):
        rest_again(desk, here, *told)
    elif step.role is Role.NEXT_STEP and not desk.route.has_begun(here.phase):
        between_phases(desk, step, here, *lead)
    elif here.phase is not None and ends_phase(desk, here) and leads_to_end(desk, step):
        ask(desk, *lead, *summary(desk, here.phase), stated=stated)
    else:
        ask(desk, *lead, stated=stated)


def finish(desk: Desk, *lead: Say | str) -> None:
    """Everything that the content asks has an answer."""
    texts, delegated = desk.texts, desk.current.delegated
    if delegated is not None:
        ready(desk, delegated, *lead)
        return
    buttons = (
        *to_show(desk),
        button(desk, texts.buttons.new_journey, Word.START),
        reopen_button(desk, desk.flow.library.phases[-1]),
    )
    desk.note(*lead, texts.finished, *away_lines(desk), buttons=buttons)
    ask_to_share(desk)


def pressed(desk: Desk, press: Pressed) -> None:
    """Take a button, select or picker as the answer, if its question still stands open."""
    action = press.action
    step = desk.flow.path.by_id.get(action.step)
    if step is None:
        desk.note(desk.texts.stale.unknown, buttons=_way_back(desk))
        return
    if desk.resting and _still_open(desk, step, action) and desk.first_after_rest is step:
        desk.move_on(revision=_revision(desk))
    here = desk.step
    if here is not None and here == step:  # in the words in which it is asked now
        step = here
    reading = read_chosen(desk, step, press.chosen or ((action.arg,) if action.arg else ()))
    if step not in (here, desk.taking) or not _still_open(desk, step, action):
        if not _is_double(desk, step, reading):
            stale(desk, step)
    elif isinstance(reading, Misfit):
        ask(desk, misfit_line(desk, reading, 0), brief=True)
    else:
        give(desk, step, reading, None)


def _still_open(desk: Desk, step: Step, action: Action) -> bool:
    """Whether the button is of this revision, or of a question that was never answered."""
    journey = desk.current
    return action.revision == journey.revision or desk.answers.get(step.id) is None


def _is_double(desk: Desk, step: Step, reading: Parsed | Misfit) -> bool:
    """Whether this answer was given a moment ago: then once is enough."""
    answer = desk.answers.get(step.id)
    if answer is None or isinstance(reading, Misfit) or answer.value != reading.value:
        return False
    return desk.just_now(answer.said_at, DOUBLE_CLICK)


def stale(desk: Desk, step: Step) -> None:
    """An old button: change nothing, say what was answered and how to change it."""
    answer = desk.answers.get(step.id)
    texts = desk.texts
    here = _way_back(desk)
    if answer is None:
        desk.note(texts.stale.not_open, buttons=here)
        return
    line = Say(texts.stale.answered, quote=show(desk, step, answer))
    if answer.author != desk.person.id:
        line = Say(texts.stale.overtaken, {"who": whose(desk, answer)}, line.quote)
    desk.note(Say(step.place), line, buttons=(correct_button(desk, step), *here))


def _way_back(desk: Desk) -> tuple[Button, ...]:
    return (button(desk, desk.texts.buttons.show_question, Word.RESUME),)


def correct_button(desk: Desk, step: Step) -> Button:
    """'Ret' for one answer."""
    journey = desk.current
    action = Action(Verb.CORRECT, journey.id, step.id, journey.revision)
    return Button(desk.texts.buttons.correct, action)
