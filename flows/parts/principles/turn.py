"""'principper': all seven with what they rest on; and once all were rated, advice on the lowest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flows.content.kinds import Principle
from flows.content.vocabulary import Word
from flows.journey.desk import Desk
from flows.journey.principles import COURSE, PrincipleLines
from flows.journey.question import RUN, deed, of_journey
from flows.journey.showing import listed
from flows.language.words import Said
from flows.messages import Button, Say
from flows.parts.idle import on_buttons
from flows.parts.principles.asking import STEP
from flows.parts.principles.shown import FINE, one_by_one, rated
from flows.pieces import cited

#: So many buttons stand under it.
MOST_BUTTONS = 4


def lowest(principles: Iterable[Principle], found: Mapping[str, int]) -> list[Principle]:
    """Those that were rated lowest, the first one first; none where all are fine."""
    least = min(found.values(), default=FINE)
    return [] if least >= FINE else [each for each in principles if found.get(each.id) == least]


def _lowest(desk: Desk) -> list[Principle]:
    return lowest(desk.flow.library.principles, rated(desk))


def first_sentence(text: str) -> str:
    """Up to the first full stop that a new sentence follows."""
    head, stop, _ = text.partition(". ")
    return f"{head}." if stop else text


@of_journey
def _word(desk: Desk, _: Said) -> None:
    """'principper': all of them, and the way to rate them now."""
    running = desk.route.running
    if running is not None and running.id == COURSE:
        desk.wish("run", COURSE)
    else:
        show(desk)


def show(desk: Desk) -> None:
    """All seven, beside the last time."""
    lines = desk.lines(PrincipleLines)
    said = [*_all(desk), *_advice(desk)] if rated(desk) else [*_all(desk), Say(lines.on_the_way)]
    desk.note(*said, buttons=(*_buttons(desk), *on_buttons(desk))[:MOST_BUTTONS])


def _all(desk: Desk) -> list[Say]:
    library, lines = desk.flow.library, desk.lines(PrincipleLines)
    sources = dict.fromkeys(each.source for each in library.principles)
    return [Say(lines.title), *one_by_one(desk), *(cited(library, each) for each in sources)]


def _advice(desk: Desk) -> list[Say]:
    lines, low = desk.lines(PrincipleLines), _lowest(desk)
    if not low:
        return [Say(lines.fine)]
    said = []
    if len(low) > 1:
        numbers = listed(desk, [str(each.number) for each in low])
        said.append(Say(lines.low_several, {"numbers": numbers}))
    first = low[0]
    slots = {"number": str(first.number), "short": first.short, "advice": first.when_low or ""}
    return [*said, Say(lines.low, slots)]


def _buttons(desk: Desk) -> tuple[Button, ...]:
    """To make a step of the advice on the lowest; to rate them all."""
    labels, low = desk.lines(PrincipleLines).buttons, _lowest(desk)
    step = (deed(desk, labels.step, STEP, low[0].id),) if low else ()
    if COURSE not in desk.flow.library.course:
        return step
    return (*step, deed(desk, labels.rate, RUN, COURSE))


def _done(desk: Desk) -> list[Say]:
    """Once the course is through: all of them as they are now, and advice about the lowest."""
    lines = desk.lines(PrincipleLines)
    if not rated(desk):
        return [Say(lines.nothing)]
    low = _lowest(desk)
    step = (deed(desk, lines.buttons.step, STEP, low[0].id),) if low else ()
    desk.note(*_all(desk), *_advice(desk), buttons=step)
    return []


LINES = (PrincipleLines,)
WORDS = {Word.PRINCIPLES: _word}
ON_DONE = {COURSE: _done}
