"""The type: what the statements point at, what was chosen, and what it means for the chef."""

from __future__ import annotations

from flows.content.kinds import CocreationType
from flows.inputs import Pressed
from flows.journey.desk import Desk
from flows.journey.lines import CourseLines
from flows.journey.placing import (
    ACTOR,
    CHOSEN,
    COURSE,
    REASON,
    RESULT,
    Placing,
    chosen,
    overruled,
    placing,
)
from flows.journey.question import RUN, deed
from flows.journey.records import all_of
from flows.journey.steps import Step
from flows.journey.wording import capital, decimal, listed, on_day
from flows.language.words import Said, Word
from flows.messages import Button, Say, Slot, Words
from flows.parts.type import Placed, draw, pointed, type_lines, type_name
from flows.parts.type.lines import TypeLines
from flows.pieces import cited

CHOOSE = "type.choose"


def result_lines(desk: Desk) -> list[Say]:
    """The field with the two scores, and what they point at."""
    found, lines = placing(desk.flow.library, desk.answers), desk.lines(TypeLines)
    if not found.points_at:
        return [Say(lines.too_few)]
    said: dict[str, Slot | Say] = {
        "result": decimal(found.scores[RESULT]),
        "actor": decimal(found.scores[ACTOR]),
    }
    scores = Say(lines.scores, said)
    slots = {**said, "field": _field(desk, found), "scores": scores}
    drawn = Say("{field}\n{scores}", slots, spoken=lines.seen)
    only = found.points_at[0] if len(found.points_at) == 1 else None
    meaning = [Say(desk.flow.library.type[only].meaning)] if only is not None else []
    return [drawn, _points_at(desk, found), *meaning]


def _field(desk: Desk, found: Placing) -> str:
    types = desk.flow.library.types
    at: dict[tuple[str, str], str] = {(e.result, e.central_actor): e.id for e in types}
    return draw(desk.lines(TypeLines), at, found.scores[RESULT], found.scores[ACTOR])


def _points_at(desk: Desk, found: Placing) -> Say:
    names = [type_name(desk, id) for id in found.points_at]
    if len(names) == 1:
        return Say(desk.lines(TypeLines).points_at, {"type": names[0]})
    return Say(desk.lines(TypeLines).between, {"types": listed(desk, names)})


def meaning_lines(desk: Desk, type: CocreationType) -> list[Say]:
    """What the type means for the chef's role, what to look out for, and who else is there."""
    lines, library = desk.lines(TypeLines), desk.flow.library
    said = [Say(lines.role, {"role": type.role}), Say(lines.watch, {"watch": type.watch})]
    cases = [f"{case.title} ({case.place})" for case in library.cases if case.type == type.id]
    if cases:
        said.append(Say(lines.cases, {"cases": Words(listed(desk, cases))}))
    return [*said, cited(library, type.source)]


def earlier_lines(desk: Desk) -> list[Say]:
    """What the first run through the statements came to, where there is one from before."""
    runs = sorted(all_of(desk.answers, Placed), key=lambda run: run.on)
    if not runs or runs[0].on == desk.today:
        return []
    first, lines = runs[0], desk.lines(TypeLines)
    slots = {"when": capital(on_day(desk, first.on)), "pointed": pointed(desk, first.points_at)}
    if first.chosen is None or first.chosen not in desk.flow.library.type:
        return [Say(lines.earlier_pointed, slots)]
    return [Say(lines.earlier, {**slots, "type": type_name(desk, first.chosen)})]


def _answered(desk: Desk, step: Step) -> list[Say]:
    """After the last statement what they point at; after the choice whether it is another."""
    if step.id in (CHOSEN, REASON):
        against = step.id == CHOSEN and overruled(desk.flow.library, desk.answers)
        return type_lines(desk) if against else []
    section = desk.flow.path.section[COURSE]
    last = [each for each in section.steps if each.id not in (CHOSEN, REASON)][-1]
    choice = desk.flow.path.by_id[CHOSEN]
    if step.id == last.id and not desk.route.resolved(choice):
        return [*result_lines(desk), *earlier_lines(desk)]
    return _moved(desk) if choice.resolved(desk.answers) and not _runs(desk) else []


def _runs(desk: Desk) -> bool:
    running = desk.route.running
    return running is not None and running.id == COURSE


def _moved(desk: Desk) -> list[Say]:
    """Where a statement was corrected: what they point at now, if that is not what was chosen."""
    found = placing(desk.flow.library, desk.answers)
    type = chosen(desk.flow.library, desk.answers)
    if type is None or type.id in found.points_at or not found.points_at:
        return []
    slots = {"pointed": pointed(desk, found.points_at), "type": type_name(desk, type.id)}
    return [Say(desk.lines(TypeLines).moved, slots)]


def _done(desk: Desk) -> list[Say]:
    """Keep this run, one a day, and say what the chosen type means."""
    library = desk.flow.library
    found, type = placing(library, desk.answers), chosen(library, desk.answers)
    runs = all_of(desk.answers, Placed)
    if found.points_at:
        run = Placed(
            id=next((run.id for run in runs if run.on == desk.today), "") or desk.fresh(),
            on=desk.today,
            result=found.scores[RESULT],
            actor=found.scores[ACTOR],
            points_at=found.points_at,
            chosen=desk.answers.given(CHOSEN),
        )
        desk.put(run)
    return meaning_lines(desk, type) if type is not None else []


def _word(desk: Desk, _: Said) -> None:
    """'type': what it is, by the statements and by choice."""
    lines = desk.lines(TypeLines)
    if desk.journey is None:
        desk.again(desk.lines(CourseLines).needs_journey)
        return
    type = chosen(desk.flow.library, desk.answers)
    if type is None and not placing(desk.flow.library, desk.answers).points_at:
        find = deed(desk, lines.buttons.find, RUN, COURSE)
        desk.note(lines.none_yet, buttons=(find,))
        desk.again()
        return
    said = [*result_lines(desk), *type_lines(desk), *earlier_lines(desk)]
    desk.note(*said, *(meaning_lines(desk, type) if type else ()), buttons=_ways(desk))
    desk.again()


def _ways(desk: Desk) -> tuple[Button, ...]:
    labels = desk.lines(TypeLines).buttons
    choose = deed(desk, labels.choose, CHOOSE)
    return (choose, deed(desk, labels.again, RUN, COURSE))


def _choose(desk: Desk, _: Pressed) -> None:
    """Ask again which type it shall be; that leads on to the reason."""
    step = desk.flow.path.by_id.get(CHOSEN)
    if step is None or desk.journey is None or not step.resolved(desk.answers):
        desk.wish("run", COURSE)
    else:
        desk.set_person(open_journey=desk.journey.id)
        desk.wish("revise", step)


LINES = (TypeLines,)
WORDS = {Word.TYPE: _word}
DEEDS = {CHOOSE: _choose}
ON_ANSWER = {COURSE: _answered}
ON_DONE = {COURSE: _done}
