"""Choices that do not lead on: the journey is reopened at an earlier question, waits, or ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from flows.content.kinds import Phase
from flows.content.sorting import Verdict
from flows.content.vocabulary import Word
from flows.dialogue.asking import ask
from flows.inputs import Action, Verb
from flows.journey.decision import awaits_of, decision_of, outcome, until_of
from flows.journey.desk import Desk
from flows.journey.gate import GATE, doubts, is_of_gate
from flows.journey.life import STOP, WAIT
from flows.journey.lines import DecisionLines, GateLines
from flows.journey.question import button, settled
from flows.journey.route import CORRECTED
from flows.journey.showing import beginning, show
from flows.journey.steps import Role, Step, Way
from flows.language.dates import at_hour
from flows.messages import Button, Say, Words
from flows.parts.later import Later, offer
from flows.parts.memo.ordering import memo_button
from flows.pieces import ours


def way_of(desk: Desk, step: Step) -> Way | None:
    """Where the answer just given leads, where not on."""
    return step.ways.get(desk.answers.given(step.id) or "") if step.ways else None


def is_judged(desk: Desk, step: Step) -> bool:
    """Whether a verdict follows on the answer just given: it is what is said then."""
    here = desk.flow.path.by_id.get(f"{step.id}_{desk.answers.given(step.id)}")
    return here is not None and here.role is Role.VERDICT


def turn_aside(desk: Desk, step: Step, way: Way) -> None:
    """Settle what was asked, and go where the choice leads."""
    desk.say(settled(desk, step))
    desk.set_person(refused=None)
    _WAYS[way](desk, step)


def _reopen(desk: Desk, step: Step) -> None:
    target = desk.flow.path.by_id[step.reopens or step.id]
    desk.ask_again(target, CORRECTED)
    ask(desk, *([desk.lines(GateLines).reopened] if step.verdict is not None else []))


def _end(desk: Desk, step: Step) -> None:
    if step.phase is not None:
        close(desk, step.phase)
    elif step.verdict is not None:
        _stop(desk, *_to_do(desk, step.verdict), _title(desk, desk.lines(GateLines).ended))


def _wait(desk: Desk, step: Step) -> None:
    desk.rest(WAIT)
    lead = _to_do(desk, step.verdict) if step.verdict is not None else []
    offer(desk, *lead, desk.lines(GateLines).waits, moments=("week", "month"))


_WAYS: dict[Way, Callable[[Desk, Step], None]] = {
    Way.REOPEN: _reopen,
    Way.END: _end,
    Way.WAIT: _wait,
}


def close(desk: Desk, phase: Phase, *lead: Say | str) -> None:
    """The phase's decision does not lead on: the journey waits, or ends here for now."""
    decided = desk.answers.given(decision_of(phase))
    if outcome(phase, decided) == "wait":
        _waits(desk, phase, *lead)
        return
    found = doubts(desk.flow.library, desk.flow.path.steps, desk.answers)
    lines = desk.lines(DecisionLines)
    instead = _instead(desk, found[0].verdict) if found else [Say(lines.left_do)]
    _stop(desk, *lead, _title(desk, lines.left), *instead)


def _waits(desk: Desk, phase: Phase, *lead: Say | str) -> None:
    """Until the day that was said, for what was said."""
    lines, path = desk.lines(DecisionLines), desk.flow.path
    said = [_title(desk, lines.waiting)]
    awaited = desk.answers.get(awaits_of(phase))
    if awaited is not None and desk.answers.given(awaited.step) is not None:
        quote = beginning(show(desk, path.by_id[awaited.step], awaited))
        said.append(Say(lines.waiting_for, quote=quote))
    day = desk.answers.given(until_of(phase))
    if day is None:
        said.append(Say(lines.no_day))
    else:
        until = date.fromisoformat(day)
        desk.put(Later(until=at_hour(until, desk.person.tz), why="waiting"))
        said.append(Say(lines.waiting_until, {"date": desk.say_day(until)}))
    desk.rest(WAIT)
    desk.note(*lead, *said, buttons=_ways_back(desk))


def _stop(desk: Desk, *lines: Say | str) -> None:
    desk.rest(STOP)
    desk.note(*lines, buttons=_ways_back(desk))


def _to_do(desk: Desk, verdict: Verdict) -> list[Say]:
    """What to do, which is ours: what to call it was said a moment ago."""
    return [ours(desk.flow.library, verdict.do)]


def _instead(desk: Desk, verdict: Verdict) -> list[Say]:
    """What to call it and what to do."""
    return [ours(desk.flow.library, verdict.call_it, verdict.do)]


def _title(desk: Desk, line: str) -> Say:
    return Say(line, {"title": Words(desk.current.title)})


def _ways_back(desk: Desk) -> tuple[Button, ...]:
    texts = desk.texts.buttons
    return (
        button(desk, texts.resume, Word.RESUME),
        memo_button(desk),
        button(desk, texts.all_answers, Word.MY_DATA),
        Button(texts.new_journey, Action(Verb.BEGIN)),
    )


def after_gate(desk: Desk, step: Step) -> list[Say | str]:
    """Once the gate is behind: what it came to, where it was taken."""
    if step.brief or not is_of_gate(step):
        return []
    here = desk.step
    if here is not None and is_of_gate(here):
        return []
    path, answers = desk.flow.path, desk.answers
    asked = [each for each in path.section[GATE].steps if each.role is Role.SORTING]
    if not any(answers.given(each.id) and each.on_path(answers) for each in asked):
        return []
    found = doubts(desk.flow.library, path.steps, answers)
    return [desk.lines(GateLines).noted if found else desk.lines(GateLines).worth_it]
