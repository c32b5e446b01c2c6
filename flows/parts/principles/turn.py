"""The seven principles rated: the result beside the last time, and advice about the lowest."""

from __future__ import annotations

from flows.journey.desk import Desk
from flows.journey.question import deed
from flows.journey.records import all_of
from flows.journey.wording import listed, on_day
from flows.language.words import Said, Word
from flows.messages import Say
from flows.parts import principles
from flows.parts.principles import PrincipleCheck
from flows.parts.principles.lines import PrincipleLines
from flows.pieces import cited

STEP = "principle.step"


def _word(desk: Desk, _: Said) -> None:
    """'principper': rate them."""
    desk.wish("run", principles.COURSE)


def _done(desk: Desk) -> list[Say]:
    """Keep the run, one a day; show it beside the last one, and advise about the lowest."""
    library, lines = desk.flow.library, desk.lines(PrincipleLines)
    runs = all_of(desk.answers, PrincipleCheck)
    id = next((run.id for run in runs if run.on == desk.today), "") or desk.fresh()
    check = principles.rated(library.principles, desk.answers, id, desk.today)
    if check is None:
        return [Say(lines.nothing)]
    desk.put(check)
    said = _result(desk, check, principles.before(runs, desk.today))
    low = principles.lowest(library.principles, check)
    if not low:
        return [*said, Say(lines.fine)]
    if len(low) > 1:
        numbers = listed(desk, [str(each.number) for each in low])
        said.append(Say(lines.low_several, {"numbers": numbers}))
    first = low[0]
    slots = {"number": str(first.number), "short": first.short, "advice": first.when_low or ""}
    said += [Say(lines.low, slots), cited(library, first.source)]
    desk.note(*said, buttons=(deed(desk, lines.buttons.step, STEP, first.id),))
    return []


def _result(desk: Desk, check: PrincipleCheck, last: PrincipleCheck | None) -> list[Say]:
    """A line a principle, with what it was before."""
    lines = desk.lines(PrincipleLines)
    said = [Say(lines.result)]
    if last is not None:
        said = [Say(lines.result_before, {"when": on_day(desk, last.on)})]
    for each in desk.flow.library.principles:
        rating = str(check.ratings.get(each.id, lines.left))
        slots = {"rating": rating, "number": str(each.number), "short": each.short}
        if last is None:
            said.append(Say(lines.each, slots))
        else:
            before = str(last.ratings.get(each.id, lines.left))
            said.append(Say(lines.each_before, {**slots, "before": before}))
    return said


LINES = (PrincipleLines,)
WORDS = {Word.PRINCIPLES: _word}
ON_DONE = {principles.COURSE: _done}
