"""How the open question is put, and how it looks once it is answered."""

from __future__ import annotations

from collections.abc import Callable

from flows.content.kinds import Kind, Phase
from flows.dialogue.offering import Offering
from flows.inputs import Action, Verb
from flows.journey.desk import Desk
from flows.journey.gate import GATE, Doubt, doubts
from flows.journey.lines import CourseLines, DecisionLines, GateLines, OrderLines
from flows.journey.order import conclusion_of, is_own, is_short, rating
from flows.journey.placing import CHOSEN
from flows.journey.question import (
    asked_anew,
    options,
    shows,
)
from flows.journey.showing import beginning, capital, on_one_line, said_when, show
from flows.journey.steps import Role, Step
from flows.journey.values import Answer, Journey
from flows.language.text import criteria
from flows.messages import Form, Prompt, Say, Slot, Stated, Words, joined, to_say
from flows.parts.advice.findings import most_important
from flows.parts.delegation.said import begins, recall_of
from flows.parts.memo.document import is_said
from flows.parts.memo.stands import early, held, standing
from flows.parts.opponent.record import HEAR, Offered
from flows.parts.principles import asking as principles
from flows.parts.short import turn as short
from flows.parts.short import view
from flows.pieces import cited


def ask(
    desk: Desk,
    *lead: Say | str,
    brief: bool = False,
    elaborated: bool = False,
    stated: Stated | None = None,
) -> None:
    """Put the open question.

    ``brief`` leaves out why, where it was asked a moment ago; ``elaborated`` offers to read more
    in the place of what was just said; ``stated`` is said before all else.
    """
    journey, step = desk.current, desk.step
    if step is None:
        raise LookupError("no question is open")
    offering = Offering(desk, step, elaborated=elaborated, foresees=True)
    likely, revising = offering.likely, offering.revising
    brief_here = brief or likely
    explained = not (brief_here or step.brief or _is_familiar(desk, step))
    before = [*to_say(lead)]
    (shown, menu), in_sight = offering.below(), offering.beside()
    if not brief:
        before += begins(desk, step)
        before += [] if revising else beginnings(desk, step)
        before += _where_it_is_folded(desk, step) if menu else []
    desk.say(
        Prompt(
            shows=shows(journey),
            place=Say(step.place),
            ask=Say(step.question.ask) if revising else _asked(desk, step),
            why=Say(step.question.why) if explained else None,
            form=_form(desk, journey, step, folded=likely or principles.is_suggested(desk, step)),
            stated=stated,
            lead=tuple(before),
            intro=_intro(desk, step) if revising and not brief else None,
            recall=() if brief_here else _recall(desk, step, revising=revising),
            context=() if brief else _context(desk, step),
            buttons=shown,
            menu=menu,
            beside=in_sight,
        )
    )
    if step.phase is not None and any(each.action.step == HEAR for each in in_sight):
        desk.put(Offered(id=step.phase.id))


def _where_it_is_folded(desk: Desk, step: Step) -> list[Say]:
    """At the first question of somebody's first journey: what stands in the menu."""
    gate = desk.flow.path.section.get(GATE)
    if gate is None or step.id != gate.steps[0].id or len(desk.journeys) > 1:
        return []
    texts = desk.texts.buttons
    return [Say(desk.texts.folded, {"elaborate": texts.elaborate, "skip": texts.skip})]


def _is_familiar(desk: Desk, step: Step) -> bool:
    """Whether its like was asked before, so that it needs no why."""
    if step.role in (Role.NEXT_STEP, Role.START):
        steps = (each for each in desk.route.walked if each.role is step.role)
        return any(each is not step and desk.answers.get(each.id) for each in steps)
    return step.role is Role.PRINCIPLE and principles.is_familiar(desk)


def _asked(desk: Desk, step: Step) -> Say:
    """The question; of a principle with the rating that the answers suggest."""
    if step.role is Role.PRINCIPLE:
        return principles.asked(desk, step)
    return Say(step.question.ask)


def _intro(desk: Desk, step: Step) -> Say:
    """The old answer, where one is corrected."""
    return Say(desk.texts.correct.old_answer, quote=show(desk, step, desk.answers.get(step.id)))


def _phase_begins(desk: Desk, step: Step) -> list[Say]:
    """Before the first question of a phase: what the phase is for."""
    if desk.current.delegated is not None:
        return []
    phase = step.phase
    if phase is None or not _begins_phase(desk, phase, step):
        return []
    return [Say(desk.texts.phase_begins, {"phase": phase.title, "aim": phase.aim})]


def _begins_phase(desk: Desk, phase: Phase, step: Step) -> bool:
    if phase.quick_start:
        return step.role is Role.START
    return desk.flow.path.of_point(phase.focus_points[0])[0] is step


def _course_begins(desk: Desk, step: Step) -> list[Say]:
    """Before the first question of a course: what it is for."""
    course = step.course
    if step.id == CHOSEN and desk.route.running is not course:
        return list(view.likeness(desk)) if view.place(desk.answers) is not None else []
    if course is None or desk.flow.path.section[course.id].steps[0].id != step.id:
        return []
    return [Say(course.aim)]


#: So much of what was answered a moment ago is shown beside a question.
REMINDED = 80


def _recall(desk: Desk, step: Step, *, revising: bool) -> tuple[Say, ...]:
    """Earlier answers that belong beside this question, in the person's own words, dated.

    What was answered today in the same phase stands on one line: it is not forgotten yet.
    Where a course is run again, also what was answered last time.
    """
    found: list[Say] = []
    if step.role is Role.PRINCIPLE and not revising:
        return principles.recalled(desk, step)
    anew = asked_anew(desk, step) and not (step.course is not None and step.course.afresh)
    again = (step.id,) if anew else ()
    refs = () if revising else (*again, *step.question.recall)
    for earlier in dict.fromkeys(_recalled(desk, ref) for ref in refs):
        answer = desk.answers.get(earlier.id)
        if answer is None or not is_said(desk, earlier):
            continue
        quote, when = beginning(_shown(desk, step, earlier, answer)), said_when(desk, answer)
        if answer.author != desk.person.id:
            found.append(recall_of(desk, answer, earlier.question.ask, when, quote))
            continue
        called = earlier.question.called
        if earlier.id == step.id:
            line = Say(desk.lines(CourseLines).last_time, {"when": capital(when)}, quote)
        elif earlier.phase is step.phase and said_when(desk, answer) == desk.texts.today:
            about = called or earlier.question.ask
            slots = {"called": about, "answer": on_one_line(quote, REMINDED)}
            line = Say(desk.texts.recall_now, slots)
        elif called is not None:
            line = Say(desk.texts.recall_called, {"called": called, "when": when}, quote)
        else:
            slots = {"when": capital(when), "ask": earlier.question.ask}
            line = Say(desk.texts.recall, slots, quote)
        found.append(line)
    return (*found, *standing(desk, () if revising else step.question.beside))


def _recalled(desk: Desk, ref: str) -> Step:
    """The step of that id; of a point that was clear, the one that was asked alone."""
    step = desk.flow.path.by_id[ref]
    if step.phase is None or step.point is None:
        return step
    alone = is_short(step.phase, step.point, desk.answers)
    return desk.flow.path.by_id[conclusion_of(step.point)] if alone else step


def _shown(desk: Desk, step: Step, earlier: Step, answer: Answer) -> Slot:
    """The earlier answer; of several criteria, the one that the step is about."""
    parts = criteria(answer.value) if step.question.each_of == earlier.id else ()
    return Words(parts[step.nth]) if step.nth < len(parts) else show(desk, earlier, answer)


def _context(desk: Desk, step: Step) -> tuple[Say, ...]:
    """Beside what is said of an answer, where that comes from; beside a step, what it may be."""
    if step.verdict is not None:
        return (cited(desk.flow.library, step.verdict.source),)
    if step.role is Role.NEXT_STEP and step.phase is not None and step.phase.decision is not None:
        return most_important(desk, step.phase)  # the summary stood above the decision
    return ()


def _form(desk: Desk, journey: Journey, step: Step, *, folded: bool) -> Form:
    question = step.question
    action = Action(Verb.ANSWER, journey.id, step.id, journey.revision)
    value = desk.answers.given(step.id) if step.resolved(desk.answers) else None
    chosen = _chosen(question.kind, value)
    return Form(question.kind, action, options(question, desk.texts), chosen, folded)


def _chosen(kind: Kind, value: object) -> tuple[str, ...]:
    """What is marked beforehand, where the question is answered again."""
    if value is None or kind is Kind.TEXT:
        return ()
    if isinstance(value, bool):
        return ("ja" if value else "nej",)
    if kind is Kind.SCALES and isinstance(value, dict):
        return tuple(f"{id}:{rating}" for id, rating in value.items())
    if isinstance(value, dict):
        return (str(value["user"]),) if "user" in value else ()
    return tuple(str(item) for item in value) if isinstance(value, list) else (str(value),)


#: At most this many doubts are told of at once.
DOUBTS_SHOWN = 2


def beginnings(desk: Desk, step: Step) -> list[Say]:
    """The lines before a question that has no answer yet; none for most."""
    begin = (short.BEGINNINGS if step.brief else _BEGINNINGS).get(step.role)
    own = begin(desk, step) if begin is not None else []
    return [*_phase_begins(desk, step), *_course_begins(desk, step), *own]


def _sorting(desk: Desk, step: Step) -> list[Say]:
    first = desk.flow.path.section[GATE].steps[0]
    return [Say(desk.lines(GateLines).begins)] if first is step else []


def _verdict(_: Desk, step: Step) -> list[Say]:
    verdict = step.verdict
    return [joined(verdict.says, verdict.call_it)] if verdict is not None else []


def _decision(desk: Desk, step: Step) -> list[Say]:
    """What speaks against going on, from the gate and the answers, and what that advises."""
    if step.phase is not desk.flow.library.phases[0]:
        return []
    before = [*early(desk, desk.lines(DecisionLines).decided_alone)]
    found = doubts(desk.flow.library, desk.flow.path.steps, desk.answers)
    if not found:
        return before
    lines = [line for doubt in found[:DOUBTS_SHOWN] for line in _doubt(desk, doubt)]
    return [*before, *lines, advice(desk, found)]


def _doubt(desk: Desk, doubt: Doubt) -> list[Say]:
    lines = desk.lines(GateLines)
    line = lines.went_on if doubt.reason is not None else lines.doubted
    slots = {"title": doubt.verdict.title, "when": said_when(desk, doubt.said)}
    quote = None
    if doubt.reason is not None and desk.answers.given(doubt.reason.step) is not None:
        quote = beginning(show(desk, desk.flow.path.by_id[doubt.reason.step], doubt.reason))
    return [Say(line, slots, quote=quote), cited(desk.flow.library, doubt.verdict.source)]


def advice(desk: Desk, found: tuple[Doubt, ...]) -> Say:
    """What the weightiest of the doubts advises."""
    lines = desk.lines(GateLines)
    advised = {
        "leave": lines.advice_leave,
        "something_else": lines.advice_name,
        "name_first": lines.advice_wait,
    }
    return Say(advised[found[0].verdict.outcome])


def _point(desk: Desk, step: Step) -> list[Say]:
    """In an order of the chef's own: which point it is now, and why."""
    phase, point = step.phase, step.point
    if phase is None or point is None or not is_own(phase, desk.answers):
        return []
    path = desk.flow.path
    if not desk.route.is_untouched(path.section_of[step.id]):
        return []
    if not any(each.phase is phase and each.point for each in desk.route.walked):
        return []  # the order was said just before
    lines = desk.lines(OrderLines)
    given = rating(phase, point, desk.answers)
    if given is None:
        return [Say(lines.now_unrated, {"point": point.short})]
    line = lines.now_clear if is_short(phase, point, desk.answers) else lines.now
    return [Say(line, {"point": point.short, "rating": str(given)})]


_BEGINNINGS: dict[Role, Callable[[Desk, Step], list[Say]]] = {
    Role.SORTING: _sorting,
    Role.VERDICT: _verdict,
    Role.DECISION: _decision,
    Role.HOLD: held,
    Role.QUESTION: _point,
    Role.CONCLUSION: _point,
}
