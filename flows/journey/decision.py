"""What a phase ends in: a decision, its reason, and what is waited for."""

from __future__ import annotations

from collections.abc import Iterator

from flows.content.kinds import Choice, Decision, Kind, Phase, Question, When
from flows.content.library import Library
from flows.journey.gate import INSTEAD, REOPEN
from flows.journey.lines import DecisionLines
from flows.journey.steps import Role, Step, Way


def section_of(phase: Phase) -> str:
    """The section of the path that the decision and what follows it are."""
    return f"{phase.id}.deciding"


def decision_of(phase: Phase) -> str:
    """The step in which the phase's decision is kept."""
    return f"{phase.id}.decision"


def reason_of(phase: Phase, outcome: str | None) -> str:
    """Why it was decided so; another decision has another reason."""
    return f"{phase.id}.decision_{'against' if outcome == 'leave' else 'reason'}"


def awaits_of(phase: Phase) -> str:
    """What is waited for."""
    return f"{phase.id}.decision_awaits"


def until_of(phase: Phase) -> str:
    """The day on which one looks at it again."""
    return f"{phase.id}.decision_until"


def outcome(phase: Phase, decided: object) -> str | None:
    """'go', 'wait' or 'leave'."""
    choices = phase.decision.choices if phase.decision else ()
    return next((each.outcome for each in choices if each.id == decided), None)


def steps(library: Library, phase: Phase) -> Iterator[Step]:
    """The decision and what follows it; one that does not lead on ends in a step that holds."""
    decision, lines = phase.decision, library.lines(DecisionLines)
    if decision is None:
        return
    asked = Question(
        id="decision",
        kind=Kind.CHOICE,
        ask=decision.ask,
        why=decision.why,
        elaboration=decision.elaboration,
        choices=tuple(Choice(**each.model_dump(exclude={"outcome"})) for each in decision.choices),
        source=decision.source,
    )
    id, heading = decision_of(phase), lines.heading
    yield Step(id, Role.DECISION, asked, phase, heading=heading)
    parts = (
        (reason_of(phase, "go"), Role.REASON, Kind.TEXT, lines.reason, ("go",)),
        (reason_of(phase, "leave"), Role.REASON, Kind.TEXT, lines.reason, ("leave",)),
        (awaits_of(phase), Role.REASON, Kind.TEXT, lines.awaits, ("wait",)),
        (until_of(phase), Role.UNTIL, Kind.DATE, lines.until, ("wait",)),
    )
    for step, role, kind, question, outcomes in parts:
        when = _after(phase, decision, outcomes)
        after = question.as_question(step.partition(".")[2], kind, when=when)
        yield Step(step, role, after, phase, heading=heading)
    yield _hold(library, phase, decision)


def _hold(library: Library, phase: Phase, decision: Decision) -> Step:
    """Where one comes back to a decision that did not lead on."""
    lines, id = library.lines(DecisionLines), f"{phase.id}.hold"
    choices = (
        Choice(id=REOPEN, label=lines.decide_again),
        Choice(id=INSTEAD, label=lines.still),
    )
    when = _after(phase, decision, ("wait", "leave"))
    asked = lines.hold.as_question("hold", Kind.CHOICE, choices=choices, when=when)
    return Step(
        id,
        Role.HOLD,
        asked,
        phase,
        heading=lines.heading,
        ways={REOPEN: Way.REOPEN, INSTEAD: Way.END},
        reopens=decision_of(phase),
    )


def _after(phase: Phase, decision: Decision, outcomes: tuple[str, ...]) -> When:
    ids = tuple(each.id for each in decision.choices if each.outcome in outcomes)
    return When(question=decision_of(phase), any_of=ids or ("-",))
