"""The seven principles rated: the result beside the last time, and advice about the lowest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, ClassVar

from flows.content import leaning
from flows.content.base import Content, Label, Lines, Plain, says
from flows.content.kinds import Principle
from flows.journey.desk import Desk
from flows.journey.question import deed
from flows.journey.records import Record, all_of
from flows.journey.showing import listed, on_day
from flows.journey.values import Answers
from flows.language.words import Said, Word
from flows.messages import Say
from flows.pieces import cited


class PrincipleButtons(Content):
    """Labels."""

    step: Label


class PrincipleLines(Lines):
    """``left`` stands for a rating that was passed over; ``low`` is the advice."""

    AREA = "principles"

    result: Plain
    result_before: Annotated[str, says("when")]
    each: Annotated[str, says("rating", "number", "short")]
    each_before: Annotated[str, says("rating", "before", "number", "short")]
    left: Plain
    low: Annotated[str, says("number", "short", "advice")]
    low_several: Annotated[str, says("numbers")]
    fine: Plain
    nothing: Plain
    buttons: PrincipleButtons


class PrincipleCheck(Record):
    """One run. ``ratings`` (1 to 5) are by principle; what was left is not there."""

    KIND: ClassVar[str] = "principle_check"

    on: date
    ratings: Mapping[str, int]


COURSE = leaning.course("principper")
#: From this rating on there is nothing to advise.
FINE = 4


def rated(
    principles: Iterable[Principle], answers: Answers, id: str, today: date
) -> PrincipleCheck | None:
    """The run that the answers hold; None where nothing was rated."""
    ratings: dict[str, int] = {}
    for each in principles:
        rating = answers.given(f"{COURSE}.{each.id}")
        if isinstance(rating, int):
            ratings[each.id] = rating
    return PrincipleCheck(id=id, on=today, ratings=ratings) if ratings else None


def lowest(principles: Iterable[Principle], check: PrincipleCheck) -> list[Principle]:
    """Those that were rated lowest, the first one first; none where all are fine."""
    least = min(check.ratings.values(), default=FINE)
    if least >= FINE:
        return []
    return [each for each in principles if check.ratings.get(each.id) == least]


def before(checks: Iterable[PrincipleCheck], today: date) -> PrincipleCheck | None:
    """The last run on an earlier day."""
    earlier = [each for each in checks if each.on < today]
    return max(earlier, key=lambda each: each.on, default=None)


def first_sentence(text: str) -> str:
    """Up to the first full stop that a new sentence follows."""
    head, stop, _ = text.partition(". ")
    return f"{head}." if stop else text


STEP = "principle.step"


def _word(desk: Desk, _: Said) -> None:
    """'principper': rate them."""
    desk.wish("run", COURSE)


def _done(desk: Desk) -> list[Say]:
    """Keep the run, one a day; show it beside the last one, and advise about the lowest."""
    library, lines = desk.flow.library, desk.lines(PrincipleLines)
    runs = all_of(desk.answers, PrincipleCheck)
    id = next((run.id for run in runs if run.on == desk.today), "") or desk.fresh()
    check = rated(library.principles, desk.answers, id, desk.today)
    if check is None:
        return [Say(lines.nothing)]
    desk.put(check)
    said = _result(desk, check, before(runs, desk.today))
    low = lowest(library.principles, check)
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
ON_DONE = {COURSE: _done}
