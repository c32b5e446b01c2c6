"""Which of the four types it is: what the statements point at, and what was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from flows.content.base import Content, Label, Lines, Plain, Slug, fill, says
from flows.content.kinds import CocreationType
from flows.content.sorting import AXES
from flows.content.vocabulary import Word
from flows.inputs import Pressed
from flows.journey.desk import Desk
from flows.journey.placing import (
    ACTOR,
    CHOSEN,
    COURSE,
    HIGHEST,
    LOWEST,
    MIDDLE,
    REASON,
    RESULT,
    Placing,
    chosen,
    overruled,
    placing,
)
from flows.journey.question import RUN, deed, of_journey
from flows.journey.records import Record, all_of
from flows.journey.showing import capital, decimal, listed, on_day, small
from flows.journey.steps import Step
from flows.language.words import Said
from flows.messages import Button, Say, Slot, Words
from flows.pieces import cited

#: A line in a cell of the drawn field.
Cell = Annotated[str, StringConstraints(max_length=13)]
#: A line above or below the field.
Edge = Annotated[str, StringConstraints(min_length=1, max_length=29)]


class PlacingButtons(Content):
    """Labels."""

    find: Label
    statements: Label
    again: Label
    choose: Label


class TypeLines(Lines):
    """``field`` has the types' names in the drawn field; ``seen`` says it to who cannot see it."""

    AREA = "type"

    field: dict[Slug, Annotated[tuple[Cell, ...], Field(min_length=2, max_length=2)]]
    given: Edge
    open: Edge
    public: Edge
    others: Edge
    you: Label
    in_field: Annotated[str, says("cases", "type")]
    seen: Annotated[str, says("result", "actor")]
    scores: Annotated[str, says("result", "actor")]
    points_at: Annotated[str, says("type")]
    something_between: Annotated[str, says("types")]
    between: Annotated[str, says("types")]
    too_few: Plain
    agreed: Annotated[str, says("type")]
    agreed_between: Annotated[str, says("type")]
    chosen: Annotated[str, says("type")]
    overruled: Annotated[str, says("type", "pointed")]
    reason: Plain
    role: Annotated[str, says("role")]
    watch: Annotated[str, says("watch")]
    cases: Annotated[str, says("cases")]
    earlier: Annotated[str, says("when", "pointed", "type")]
    earlier_pointed: Annotated[str, says("when", "pointed")]
    none_yet: Plain
    beside: Annotated[str, says("type")]
    moved: Annotated[str, says("pointed", "type")]
    once_more: Plain
    buttons: PlacingButtons


class Placed(Record):
    """One run through the statements.

    ``result`` and ``actor`` are the scores from 1 to 5; ``points_at`` and ``chosen`` are types.
    """

    KIND: ClassVar[str] = "placed"

    on: date
    result: float
    actor: float
    points_at: tuple[str, ...]
    chosen: str | None = None


def type_name(desk: Desk, id: str) -> str:
    """The type inside a sentence: 'styret samskabelse'."""
    return small(desk.flow.library.type[id].title)


def pointed(desk: Desk, points_at: Sequence[str]) -> str:
    """What the statements point at: a type, or something between several."""
    names = [type_name(desk, id) for id in points_at if id in desk.flow.library.type]
    if len(names) == 1:
        return f"*{names[0]}*"
    return fill(desk.lines(TypeLines).something_between, types=listed(desk, names))


def type_lines(desk: Desk) -> list[Say]:
    """Which type was chosen, and whether the statements point there; if not, also the reason."""
    library, lines = desk.flow.library, desk.lines(TypeLines)
    id = desk.answers.given(CHOSEN)
    if not isinstance(id, str) or id not in library.type:
        return []
    points_at = placing(library, desk.answers).points_at
    name = {"type": type_name(desk, id)}
    if overruled(library, desk.answers):
        return [Say(lines.overruled, {**name, "pointed": pointed(desk, points_at)}), *_reason(desk)]
    if not points_at:
        return [Say(lines.chosen, name)]
    return [Say(lines.agreed if len(points_at) == 1 else lines.agreed_between, name)]


def _reason(desk: Desk) -> list[Say]:
    reason = desk.answers.given(REASON)
    return [Say(desk.lines(TypeLines).reason, quote=Words(reason))] if reason else []


def beside(desk: Desk) -> list[Say]:
    """The type beside a question: the one chosen, and why where it is another than pointed at."""
    if overruled(desk.flow.library, desk.answers):
        return type_lines(desk)
    found = chosen(desk.flow.library, desk.answers)
    return [Say(desk.lines(TypeLines).beside, {"type": type_name(desk, found.id)})] if found else []


#: Columns of a cell, and rows of it that the mark may stand in, beside those of its name.
WIDTH, ROWS = 13, 2
MARK = "X"


def draw(lines: TypeLines, type_at: dict[tuple[str, str], str], result: float, actor: float) -> str:
    """The field with the mark at the scores, 1 to 5, turned as the publication's figure is.

    The others lead to the right, and the result is open above. ``type_at`` has the types by their
    ends. At most 29 columns.
    """
    (given, open), actors = AXES["result"], AXES["central_actor"]
    upper = [lines.field[type_at[open, end]] for end in actors]
    lower = [lines.field[type_at[given, end]] for end in actors]
    border = "+".join(["", "-" * WIDTH, "-" * WIDTH, ""])
    blank = [_row("", "")] * ROWS
    rows = [*blank, *_names(upper), border, *_names(lower), *blank]
    at = _place(LOWEST + HIGHEST - result, len(blank), len(rows) - ROWS, rows.index(border))
    column = 1 + _column(actor)
    rows[at] = rows[at][:column] + MARK + rows[at][column + 1 :]
    width = len(border)
    edges = f"{lines.public}{lines.others:>{width - len(lines.public)}}"
    whole = [lines.open.center(width).rstrip(), border, *rows, border]
    return "\n".join(["```", *whole, lines.given.center(width).rstrip(), edges, "```"])


def _row(left: str, right: str) -> str:
    return f"|{left.center(WIDTH)}|{right.center(WIDTH)}|"


def _names(cells: list[tuple[str, ...]]) -> list[str]:
    """The two names beside each other, in as many rows as they take."""
    return [_row(*pair) for pair in zip(*cells, strict=True) if any(pair)]


def _column(score: float) -> int:
    """The column in a row without its first border: the middle one is the border between."""
    if score == MIDDLE:
        return WIDTH
    share = (score - LOWEST) / (HIGHEST - LOWEST)
    found = round(share * 2 * WIDTH)
    return min(found, WIDTH - 1) if score < MIDDLE else max(found, WIDTH + 1)


def _place(score: float, above: int, below: int, middle: int) -> int:
    """The row: the outer ones for the ends, the border for the middle."""
    if score == MIDDLE:
        return middle
    if score < MIDDLE:
        return min(int((score - LOWEST) / (MIDDLE - LOWEST) * above), above - 1)
    return below + min(int((score - MIDDLE) / (HIGHEST - MIDDLE) * ROWS), ROWS - 1)


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
    drawn_field = field(desk, found.scores[RESULT], found.scores[ACTOR])
    slots = {**said, "field": drawn_field, "scores": scores}
    drawn = Say("{field}\n{scores}", slots, spoken=lines.seen)
    only = found.points_at[0] if len(found.points_at) == 1 else None
    meaning = [Say(desk.flow.library.type[only].meaning)] if only is not None else []
    return [drawn, _points_at(desk, found), *meaning]


def field(desk: Desk, result: float, actor: float) -> str:
    """The drawn field with the mark at these scores, 1 to 5."""
    types = desk.flow.library.types
    at: dict[tuple[str, str], str] = {(e.result, e.central_actor): e.id for e in types}
    return draw(desk.lines(TypeLines), at, result, actor)


def _points_at(desk: Desk, found: Placing) -> Say:
    names = [type_name(desk, id) for id in found.points_at]
    if len(names) == 1:
        return Say(desk.lines(TypeLines).points_at, {"type": names[0]})
    return Say(desk.lines(TypeLines).between, {"types": listed(desk, names)})


def meaning_lines(desk: Desk, type: CocreationType) -> list[Say]:
    """What the type means for the chef's role, what to look out for, and who else is there."""
    lines, library = desk.lines(TypeLines), desk.flow.library
    said = [Say(lines.role, {"role": type.role}), Say(lines.watch, {"watch": type.watch})]
    cases = [
        f"{case.placed or case.title} ({case.place})"
        for case in library.cases
        if case.type == type.id
    ]
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


@of_journey
def _word(desk: Desk, _: Said) -> None:
    """'type': what it is, by the statements and by choice."""
    lines = desk.lines(TypeLines)
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
