"""Asking about answers that do not fit together: once, right after the one that completed it.

Until it is answered the journey stays at the answer just given, as if that were being corrected:
so nothing is asked that the person has not seen, and every word and button leads on.
"""

from __future__ import annotations

from flows.inputs import Action, Verb
from flows.journey.desk import Desk
from flows.journey.question import is_revising, settled, shows
from flows.journey.route import ADVISED
from flows.journey.showing import beginning, said_when, show
from flows.journey.steps import Role, Step
from flows.journey.values import Asking
from flows.messages import Button, Note, Say
from flows.parts.advice.advisor import Advised, Finding, advisor
from flows.parts.advice.findings import advised
from flows.parts.advice.lines import AdviceLines
from flows.pieces import cited

#: What is left open while it is asked about.
ADVICE = "advice"
#: The deeds of its buttons: correct one of the answers, or let them stand.
FIRST, SECOND, BOTH = "advice.first", "advice.second", "advice.both"


def notice(desk: Desk, step: Step) -> Finding | None:
    """What the answer just given to ``step`` completed, if it is to be asked about now."""
    if _asks_about_other(desk, step):
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
    return Say(desk.texts.recall, {"ask": step.question.ask, "when": when}, quote=quote)


def buttons(desk: Desk, finding: Finding) -> tuple[Button, ...]:
    """Correct the one or the other, or let both stand."""
    journey, texts = desk.current, desk.lines(AdviceLines)

    def made(label: str, deed: str) -> Button:
        return Button(label, Action(Verb.DO, journey.id, deed, journey.revision, finding.advice.id))

    if len(finding.because) == 1:
        return (made(texts.rewrite, FIRST), made(texts.stands, BOTH))
    return (made(texts.first, FIRST), made(texts.second, SECOND), made(texts.both, BOTH))


def held(desk: Desk, finding: Finding) -> Step | None:
    """The step at which the journey stays because of this, if it does."""
    step = desk.step
    if step is None or step.role not in (Role.QUESTION, Role.COURSE, Role.OTHER):
        return None
    meant = (step.after or step.id) in finding.advice.needs
    return step if meant and is_revising(desk, step) else None
