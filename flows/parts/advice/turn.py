"""Asking about what the rules find: once, where it is due.

Until it is answered the journey stays at the answer just given, as if that were being corrected:
so nothing is asked that the person has not seen, and every word and button leads on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from flows.content.vocabulary import Word
from flows.inputs import Action, Pressed, Typed, Verb
from flows.journey import records
from flows.journey.desk import Desk
from flows.journey.question import button, deed, is_late, misfit_line, settled, shows
from flows.journey.route import ADVISED, ASKED_AGAIN
from flows.journey.short import is_none
from flows.journey.showing import beginning, capital, said_when, show
from flows.journey.steps import Step
from flows.journey.values import Answer, Answers, AnswerState, Asking
from flows.language.parsing import Misfit, Parsed, parse
from flows.language.text import plain
from flows.messages import Button, Note, Say, Settled, Slot, Words, to_say
from flows.parts.advice.findings import (
    AGAIN,
    AdviceLines,
    Advised,
    Finding,
    advisor,
    asked,
    is_accepted,
    sourced,
)
from flows.parts.advice.when import GRAVE
from flows.parts.next_steps.making import of_advice

#: What is left open while it is asked about.
ADVICE = "advice"
#: The deeds of its buttons: correct one of the answers, or let them stand.
FIRST, SECOND, BOTH, STEP = "advice.first", "advice.second", "advice.both", "advice.step"


def hold(desk: Desk, step: Step, finding: Finding, *lead: Say | str) -> None:
    """Stay at ``step``, and ask about what its answer completed."""
    desk.say(settled(desk, step))
    desk.set_person(refused=None)
    version = desk.flow.library.version
    desk.put(Advised(id=finding.advice.id, choice="asked", at=step.id, version=version))
    desk.ask_again(step, ADVISED)
    ask_about(desk, finding, *lead)


def ask_about(desk: Desk, finding: Finding, *lead: Say | str) -> None:
    """The answers beside each other, why they may not fit, and what can be done."""
    journey, texts, advice = desk.current, desk.lines(AdviceLines), finding.advice
    alone = not _pulls_apart(desk, finding)
    desk.set_person(asking=Asking(ADVICE, (journey.id,), advice.id))
    lines = (
        *to_say(lead),
        Say(texts.alone if alone else texts.apart),
        *(_quoted(desk, question) for question in finding.because),
        Say(advice.say),
        *sourced(desk, advice),
        Say(texts.ask_one if alone else texts.ask_two),
    )
    desk.say(Note(lines, buttons(desk, finding), shows=shows(journey)))


def _quoted(desk: Desk, question: str) -> Say:
    step, answer = desk.flow.path.by_id[question], desk.answers.get(question)
    when = said_when(desk, answer) if answer else desk.texts.today
    if desk.answers.given(question) is None and not is_none(desk.answers, question):
        return Say(desk.lines(AdviceLines).passed, {"ask": asked(step), "when": when})
    quote = beginning(show(desk, step, answer))
    slots = {"ask": asked(step), "when": capital(when)}
    return Say(desk.texts.recall, slots, quote=quote)


def buttons(desk: Desk, finding: Finding) -> tuple[Button, ...]:
    """Correct the one or the other, let both stand, or make a step of it."""
    texts, id = desk.lines(AdviceLines), finding.advice.id
    step = deed(desk, texts.make_step, STEP, id)
    stands = deed(desk, texts.stands, BOTH, id)
    labels = [texts.answer if left else texts.rewrite for left in _left(desk, finding)]
    if len(labels) == 1:
        return (deed(desk, labels[0], FIRST, id), stands, step, *_decide(desk, finding))
    if len(set(labels)) == 1:
        labels = [texts.first, texts.second]
    both = deed(desk, texts.both, BOTH, id) if _pulls_apart(desk, finding) else stands
    first, second = deed(desk, labels[0], FIRST, id), deed(desk, labels[-1], SECOND, id)
    return (first, second, both, step)


def _left(desk: Desk, finding: Finding) -> list[bool]:
    """Of each question that it is about, whether it has no answer."""
    return [desk.answers.given(each) is None for each in finding.because]


def _pulls_apart(desk: Desk, finding: Finding) -> bool:
    """Whether it is about several answers, and not about one that is missing."""
    return len(finding.because) > 1 and not any(_left(desk, finding))


def _decide(desk: Desk, finding: Finding) -> list[Button]:
    """What can overturn it all may be decided upon at once."""
    step = desk.step
    if step is None or step.phase is None or step.phase.decision is None:
        return []
    if finding.advice.gravity < GRAVE or desk.current.delegated is not None:
        return []
    return [button(desk, desk.texts.buttons.decide, Word.DECIDE)]


def held(desk: Desk, finding: Finding) -> Step | None:
    """The step at which the journey stays because of this, if it does."""
    step, record = desk.step, records.one(desk.answers, Advised, finding.advice.id)
    if step is None or record is None or desk.stage not in ASKED_AGAIN:
        return None
    meant = record.at == step.id or (step.after or step.id) in finding.because
    return step if meant else None


#: What is wrong with a text whichever question it answers.
_NO_TEXT = ("empty", "too_long", "signs")


def _pressed(desk: Desk, press: Pressed, do: Callable[[Desk, Finding], None]) -> None:
    """An old button, of something that is settled or gone, changes nothing."""
    journey = desk.journey
    if journey is not None and journey.id != desk.person.open_journey:
        line = Say(desk.texts.stale.elsewhere, {"title": Words(journey.title)})
        go = Action(Verb.SWITCH, journey.id)
        desk.note(line, buttons=(Button(desk.texts.buttons.switch_there, go, main=True),))
        return
    finding = desk.flow.the(advisor).finding(press.action.arg, desk.answers)
    if journey is None or finding is None or is_accepted(desk, finding):
        desk.again(desk.lines(AdviceLines).over)
    else:
        do(desk, finding)


def _again(desk: Desk, press: Pressed) -> None:
    """Take up what was said to stand."""
    finding = desk.flow.the(advisor).finding(press.action.arg, desk.answers)
    if finding is None or desk.about != desk.person.open_journey:
        desk.again(desk.lines(AdviceLines).over)
        return
    _keep(desk, finding, "asked")
    ask_about(desk, finding)


def _first(desk: Desk, finding: Finding) -> None:
    desk.wish("revise", desk.flow.path.by_id[finding.because[0]])


def _second(desk: Desk, finding: Finding) -> None:
    desk.wish("revise", desk.flow.path.by_id[finding.because[-1]])


def _accept(desk: Desk, finding: Finding, why: str | None = None) -> None:
    """The answers stand, perhaps with a reason; say what to do about it, and go on."""
    texts, alone = desk.lines(AdviceLines), not _pulls_apart(desk, finding)
    step = held(desk, finding)
    if step is not None:
        stands = texts.stands if alone else texts.both
        desk.say(_settled(desk, step, finding, Words(why) if why else stands))
    _keep(desk, finding, "both", why)
    if why:
        said = texts.explained_one if alone else texts.explained
    else:
        said = texts.accepted_one if alone else texts.accepted
    if step is None:
        desk.again(said)
    else:
        desk.wish("go_on", step, said, revised=True, held=True)


def _keep(
    desk: Desk, finding: Finding, choice: Literal["asked", "both", "step"], why: str | None = None
) -> None:
    """What came of it, beside where it was asked."""
    asked = records.one(desk.answers, Advised, finding.advice.id)
    at = asked.at if asked is not None else None
    kept = asked is not None and choice != "asked"
    version = asked.version if asked is not None and kept else desk.flow.library.version
    desk.put(Advised(id=finding.advice.id, choice=choice, why=why, at=at, version=version))


def _make_step(desk: Desk, finding: Finding) -> None:
    """A next step is made of it; once who and when are said, the journey goes on."""
    step = held(desk, finding)
    if step is not None:
        label = desk.lines(AdviceLines).make_step
        desk.say(_settled(desk, step, finding, label))
    _keep(desk, finding, "step")
    of_advice(desk, finding.advice)


def _settled(desk: Desk, step: Step, finding: Finding, answer: Slot) -> Settled:
    """What was asked about, with what came of it in the place of the buttons."""
    return Settled(shows(desk.current), Say(step.place), Say(finding.advice.say), answer)


def _typed(desk: Desk, asking: Asking, typed: Typed) -> bool:
    """What is typed is a label, a better answer, or the reason why the answers stand."""
    finding = desk.flow.the(advisor).finding(asking.arg, desk.answers)
    if finding is None or desk.about not in asking.journeys or is_late(desk, typed):
        return False
    step, said = held(desk, finding), plain(typed.text)
    question = (step or desk.flow.path.steps[0]).question  # the title takes any text
    reading = parse(desk.language, question, typed.text, desk.today)
    for each in buttons(desk, finding):
        if plain(each.label) == said:
            DEEDS[each.action.step](desk, Pressed(each.action))
            return True
    if isinstance(reading, Misfit) and reading.why in _NO_TEXT:
        desk.set_person(refused=typed.message)
        ask_about(desk, finding, misfit_line(desk, reading, len(typed.text)))
    elif step is not None and isinstance(reading, Parsed) and _mends(desk, step, reading, finding):
        desk.wish("give", step, reading, typed.message)
    elif step is not None and said in desk.language.phrases.no:
        desk.wish("keep", step)
    else:
        _accept(desk, finding, None if _is_bare(desk, said) else typed.text.strip())
    return True


def _is_bare(desk: Desk, said: str) -> bool:
    """Whether it says that the answers stand, or no, or that one does not know: no reason."""
    phrases = desk.language.phrases
    return said in {*phrases.stands, *phrases.no, *phrases.unsure}


def _mends(desk: Desk, step: Step, reading: Parsed, finding: Finding) -> bool:
    """Whether the text is a new answer with which the rule would find nothing."""
    if reading.other is not None:
        return False
    answer = Answer(step.id, AnswerState.GIVEN, reading.value, desk.person.id, desk.now)
    after = Answers((*desk.answers, answer))
    return desk.flow.the(advisor).finding(finding.advice.id, after) is None


LINES = (AdviceLines,)
DEEDS: dict[str, Callable[[Desk, Pressed], None]] = {
    FIRST: lambda desk, press: _pressed(desk, press, _first),
    SECOND: lambda desk, press: _pressed(desk, press, _second),
    BOTH: lambda desk, press: _pressed(desk, press, _accept),
    STEP: lambda desk, press: _pressed(desk, press, _make_step),
    AGAIN: _again,
}
ASIDE = {ADVICE: _typed}
