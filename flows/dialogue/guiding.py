"""The global words: help, elaboration, status, pause and the rest; then the open question."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from flows.content.base import Citation
from flows.content.vocabulary import Word
from flows.dialogue.answering import keep, skip
from flows.dialogue.asking import ask
from flows.dialogue.offering import example, to_read
from flows.inputs import Action, Pressed, Typed, Verb
from flows.journey.desk import Desk
from flows.journey.life import STOP
from flows.journey.question import button, is_revising, misfit_line
from flows.journey.route import ADVISED
from flows.journey.showing import count
from flows.journey.steps import Role, Step
from flows.journey.values import Asking
from flows.language.parsing import NOT_A_DATE, Misfit, read_day
from flows.language.words import Said
from flows.messages import Button, Say, Words
from flows.parts.advice.findings import advice_lines
from flows.parts.advice.turn import ADVICE
from flows.parts.delegation.said import away_lines
from flows.parts.idle import ways_on, what_now
from flows.parts.later import LATER, SET, WRITE, WRITTEN, LaterLines, moment_of, offer, rest_until
from flows.parts.memo.overview import progress
from flows.parts.next_steps.making import DETAILS
from flows.pieces import cited, read_aloud


def again(desk: Desk, *lead: Say | str) -> None:
    """Say ``lead`` and return to the open question, or say what can be done where none is open.

    A side question is over then: it waits for the very next thing only.
    """
    desk.set_person(asking=None)
    if desk.step is not None:
        ask(desk, *lead, brief=True)
    else:
        desk.note(*lead, *what_now(desk), buttons=ways_on(desk))


def help_(desk: Desk, said: Said) -> None:
    """What one can say: the most useful words, or with 'hjælp alt' all of them."""
    lines = desk.texts.help_all if said.rest else desk.texts.help
    again(desk, *(Say(line) for line in lines))


def _of_question(do: Callable[[Desk, Step], None]) -> Callable[[Desk], None]:
    """Do it about the open question; say where there is none."""

    @wraps(do)
    def handle(desk: Desk) -> None:
        if desk.step is None:
            again(desk, desk.texts.no_question)
        else:
            do(desk, desk.step)

    return handle


@_of_question
def elaborate(desk: Desk, step: Step) -> None:
    """More about the open question, with where it comes from."""
    ask(desk, *_elaboration(desk, step), brief=True, elaborated=True)


def _elaboration(desk: Desk, step: Step) -> list[Say]:
    """The question's own words, or else its focus point's, with where they come from.

    At a point's first question, before them why the point matters.
    """
    point, question = step.point, step.question
    first = point is not None and desk.flow.path.of_point(point)[0] is step
    lead = [Say(point.why)] if point is not None and first else []
    if step.role is Role.PRINCIPLE and question.elaboration is not None:  # nothing of it is ours
        return [Say(question.elaboration), *_cited(desk, question.source)]
    if question.elaboration is not None:
        return [*lead, Say(question.elaboration), *_built_on(desk, question.source)]
    if point is not None:
        return [*lead, Say(point.elaboration), *_built_on(desk, point.source)]
    return [Say(question.why)]


@_of_question
def read_more(desk: Desk, step: Step) -> None:
    """What the shelf holds beside the open question, with its sources."""
    ids, library = to_read(step), desk.flow.library
    if not ids:
        again(desk, desk.texts.no_more)
        return
    again(desk, *(line for id in ids for line in read_aloud(library, desk.flow.pieces[id])))


@_of_question
def give_example(desk: Desk, step: Step) -> None:
    """An example that belongs to the open question, or a chef's experience."""
    again(desk, *_example(desk, step))


def _example(desk: Desk, step: Step) -> list[Say]:
    if step.question.example is not None:
        return [Say(step.question.example)]
    experience = step.point.experience if step.point else None
    if experience is not None:
        slots = {"told": experience.told, "name": experience.name, "role": experience.role}
        return [Say(desk.texts.experience, slots), *_cited(desk, experience.source)]
    text = example(step)
    return [Say(text or desk.texts.no_example)]


def _built_on(desk: Desk, citation: Citation | None) -> list[Say]:
    """Where an elaboration comes from, apart from how to answer."""
    line = desk.texts.source.elaborated
    return [Say(line, {"source": each}) for each in _cited(desk, citation)]


def _cited(desk: Desk, citation: Citation | None) -> list[Say]:
    return [cited(desk.flow.library, citation)] if citation else []


skip_word = _of_question(skip)


def pause(desk: Desk) -> None:
    """Rest, and say what is kept and how to go on."""
    step = desk.step
    if desk.journey is None or step is None:
        again(desk)
        return
    here, title = Say(step.place), {"title": Words(desk.journey.title)}
    desk.rest(revision=desk.current.revision)
    offer(desk, Say(desk.texts.paused, title), here)


def stop(desk: Desk) -> None:
    """End without deleting."""
    journey = desk.journey
    if journey is None:
        again(desk)
        return
    desk.rest(STOP, revision=journey.revision)
    texts = desk.texts.buttons
    buttons = (
        button(desk, texts.resume, Word.RESUME),
        button(desk, texts.delete, Word.DELETE),
        Button(texts.new_journey, Action(Verb.BEGIN)),
    )
    desk.note(Say(desk.texts.stopped, {"title": Words(journey.title)}), buttons=buttons)


def resume(desk: Desk) -> None:
    """Go on where one was."""
    journey = desk.journey
    if journey is None:
        again(desk)
        return
    desk.set_person(open_journey=journey.id)
    if desk.resting:
        desk.move_on(revision=journey.revision)
    asked = desk.scene.person.asking
    if desk.step is not None and asked is not None:
        if asked.what == ADVICE and desk.stage == ADVISED:
            keep(desk, desk.step)
            return
        if asked.what in DETAILS and is_revising(desk, desk.step):
            desk.move_on()  # who takes the next step, and until when, was not said
    if desk.step is None:
        again(desk)
    else:
        ask(desk, Say(desk.texts.resumed, {"title": Words(desk.current.title)}))


def status(desk: Desk) -> None:
    """Where one is, and the way on. The open question says the place itself."""
    again(desk, *status_lines(desk, with_place=False))


def status_lines(desk: Desk, *, with_place: bool = True) -> list[Say]:
    """Where one is: the journey, the point, how far."""
    journey, step, texts = desk.journey, desk.step, desk.texts.status
    if journey is None or step is None:
        return []
    lines = progress(desk)
    if step.phase is not None:
        lines += advice_lines(desk, step.phase, most=1)
    others = len(desk.journeys) - 1
    if others:
        line = texts.one_other if others == 1 else texts.others
        lines.append(Say(line, {} if others == 1 else {"count": count(desk, others)}))
    lines += [*away_lines(desk), Say(texts.here, {"title": Words(journey.title)})]
    return [*lines, Say(step.place)] if with_place else lines


def what_is(desk: Desk) -> None:
    """What samskabelse is, in short, with the sources' disagreement."""
    said = desk.texts.what_is
    sources = [line for each in said for line in _cited(desk, each.source)]
    again(desk, *(Say(each.line) for each in said), *sources)


def _set(desk: Desk, press: Pressed) -> None:
    moment = moment_of(desk, press.action.arg)
    if moment is None or not _may_rest(desk):
        again(desk)
    else:
        rest_until(desk, moment)


def _write(desk: Desk, press: Pressed) -> None:
    if not _may_rest(desk):
        again(desk)
        return
    if desk.step is not None:
        desk.rest(revision=desk.current.revision)
    _ask(desk, desk.lines(LaterLines).ask)


def _ask(desk: Desk, line: Say | str) -> None:
    desk.set_person(asking=Asking(LATER, (desk.current.id,), WRITTEN))
    desk.note(line, buttons=(button(desk, desk.texts.buttons.resume, Word.RESUME, main=True),))


def _may_rest(desk: Desk) -> bool:
    """Whether there is something to go on with."""
    return desk.journey is not None and not desk.finished


def _answer(desk: Desk, asking: Asking, typed: Typed) -> bool:
    if desk.about not in asking.journeys or not desk.resting:
        return False
    moment = desk.language.dates.moment(typed.text, desk.now, desk.person.tz)
    if moment is not None:
        rest_until(desk, moment)
        return True
    reading = read_day(desk.language, typed.text, desk.today, desk.today)
    if isinstance(reading, Misfit) and reading.why != NOT_A_DATE:
        _ask(desk, misfit_line(desk, reading, len(typed.text)))
    elif asking.arg == WRITTEN:
        _ask(desk, desk.lines(LaterLines).not_a_moment)
    else:
        return False
    return True


DEEDS = {SET: _set, WRITE: _write}
ASIDE = {LATER: _answer}
