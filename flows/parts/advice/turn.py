"""Asking about answers that do not fit together: once, right after the one that completed it.

Until it is answered the journey stays at the answer just given, as if that were being corrected:
so nothing is asked that the person has not seen, and every word and button leads on.
"""

from __future__ import annotations

from collections.abc import Callable

from flows.inputs import Action, Pressed, Typed, Verb
from flows.journey.desk import Desk
from flows.journey.question import deed, is_late, is_revising, misfit_line, place, settled, shows
from flows.journey.route import ADVISED
from flows.journey.showing import beginning, capital, said_when, show
from flows.journey.steps import Role, Step
from flows.journey.values import Answer, Answers, AnswerState, Asking
from flows.language.parsing import Misfit, Parsed, parse
from flows.language.text import plain
from flows.messages import Button, Note, Say, Settled, Words
from flows.parts.advice.findings import (
    AGAIN,
    AdviceLines,
    Advised,
    Finding,
    advised,
    advisor,
    is_accepted,
)
from flows.pieces import cited

#: What is left open while it is asked about.
ADVICE = "advice"
#: The deeds of its buttons: correct one of the answers, or let them stand.
FIRST, SECOND, BOTH = "advice.first", "advice.second", "advice.both"


def notice(desk: Desk, step: Step) -> Finding | None:
    """What the answer just given to ``step`` completed, if it is to be asked about now."""
    if step.brief or _asks_about_other(desk, step):
        return None
    for finding in desk.flow.the(advisor).touched_by(step.after or step.id, desk.answers):
        if finding.advice.asks and advised(desk, finding) is None:
            return finding
    return None


def _asks_about_other(desk: Desk, step: Step) -> bool:
    """Whether what 'andet' means is asked next: then the answer is not complete."""
    other = desk.flow.path.by_id.get(f"{step.id}_other")
    if other is None or not other.on_path(desk.answers):
        return False
    return not other.resolved(desk.answers)


def hold(desk: Desk, step: Step, finding: Finding, *lead: Say | str) -> None:
    """Stay at ``step``, and ask about what its answer completed."""
    desk.say(settled(desk, step))
    desk.set_person(refused=None)
    desk.put(Advised(id=finding.advice.id, choice="asked"))
    desk.ask_again(step, ADVISED)
    ask_about(desk, finding, *lead)


def ask_about(desk: Desk, finding: Finding, *lead: Say | str) -> None:
    """The answers beside each other, why they may not fit, and what can be done."""
    journey, texts, advice = desk.current, desk.lines(AdviceLines), finding.advice
    alone = len(finding.because) == 1
    desk.set_person(asking=Asking(ADVICE, (journey.id,), advice.id))
    lines = (
        *(Say(line) if isinstance(line, str) else line for line in lead),
        Say(texts.alone if alone else texts.apart),
        *(_quoted(desk, question) for question in finding.because),
        Say(advice.say),
        cited(desk.flow.library, advice.source),
        Say(texts.ask_one if alone else texts.ask_two),
    )
    desk.say(Note(lines, buttons(desk, finding), shows=shows(journey)))


def _quoted(desk: Desk, question: str) -> Say:
    step, answer = desk.flow.path.by_id[question], desk.answers.get(question)
    when = said_when(desk, answer) if answer else desk.texts.today
    quote = beginning(show(desk, step, answer))
    slots = {"ask": step.question.ask, "when": capital(when)}
    return Say(desk.texts.recall, slots, quote=quote)


def buttons(desk: Desk, finding: Finding) -> tuple[Button, ...]:
    """Correct the one or the other, or let both stand."""
    texts, id = desk.lines(AdviceLines), finding.advice.id
    if len(finding.because) == 1:
        return (deed(desk, texts.rewrite, FIRST, id), deed(desk, texts.stands, BOTH, id))
    return (
        deed(desk, texts.first, FIRST, id),
        deed(desk, texts.second, SECOND, id),
        deed(desk, texts.both, BOTH, id),
    )


def held(desk: Desk, finding: Finding) -> Step | None:
    """The step at which the journey stays because of this, if it does."""
    step = desk.step
    if step is None or step.role not in (Role.QUESTION, Role.COURSE, Role.OTHER):
        return None
    meant = (step.after or step.id) in finding.advice.needs
    return step if meant and is_revising(desk, step) else None


#: How people say that it is as it should be, and that they have nothing to say about it.
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
    desk.put(Advised(id=finding.advice.id, choice="asked"))
    ask_about(desk, finding)


def _first(desk: Desk, finding: Finding) -> None:
    desk.wish("revise", desk.flow.path.by_id[finding.because[0]])


def _second(desk: Desk, finding: Finding) -> None:
    desk.wish("revise", desk.flow.path.by_id[finding.because[-1]])


def _accept(desk: Desk, finding: Finding, why: str | None = None) -> None:
    """The answers stand, perhaps with a reason; say what to do about it, and go on."""
    texts, alone = desk.lines(AdviceLines), len(finding.because) == 1
    step = held(desk, finding)
    if step is not None:
        desk.say(_settled(desk, step, finding, why))
    desk.put(Advised(id=finding.advice.id, choice="both", why=why))
    if why:
        said = texts.explained_one if alone else texts.explained
    else:
        said = texts.accepted_one if alone else texts.accepted
    lines = (said, Say(texts.on_the_way, {"do": finding.advice.do}))
    if step is None:
        desk.again(*lines)
    else:
        desk.wish("go_on", step, *lines, revised=True)


def _settled(desk: Desk, step: Step, finding: Finding, why: str | None) -> Settled:
    """What was asked about, with the reason in the place of the buttons."""
    texts = desk.lines(AdviceLines)
    answer = Words(why) if why else texts.stands if len(finding.because) == 1 else texts.both
    return Settled(
        shows(desk.current), place(desk, step, desk.current), Say(finding.advice.say), answer
    )


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
    """Whether it says that the answers stand, or no, and no reason."""
    return said in desk.language.phrases.stands or said in desk.language.phrases.no


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
    AGAIN: _again,
}
ASIDE = {ADVICE: _typed}
