"""The order that follows from the overview: how it is said, with advice, and changed."""

from __future__ import annotations

from flows.content.base import fill
from flows.content.kinds import FocusPoint, Phase
from flows.content.vocabulary import Word
from flows.inputs import Action, Verb
from flows.journey.desk import Desk
from flows.journey.lines import OrderLines
from flows.journey.order import CLEAR_FROM, is_own, rated, rating, start_of
from flows.journey.showing import listed
from flows.journey.steps import Role, Step
from flows.language.words import Said
from flows.messages import Button, Note, Say, to_say

#: Ratings up to here call for advice; so many points get it, the lowest ones.
LOW, ADVISED = 2, 2


def announced(desk: Desk, step: Step, *lead: Say | str) -> bool:
    """After the ratings: say which order follows, and why. False where there is none to say."""
    phase = step.phase
    if step.role is not Role.RATING or phase is None or not is_own(phase, desk.answers):
        return False
    here = desk.step
    if desk.answers.given(step.id) is None or here is None or here.phase is not phase:
        return False
    desk.say(Note((*to_say(lead), *_order(desk, phase)), (_change(desk, phase),)))
    return True


def _order(desk: Desk, phase: Phase) -> list[Say]:
    lines = desk.lines(OrderLines)
    ratings = {point.id: rated(phase, point, desk.answers) for point in phase.focus_points}
    points = sorted(phase.focus_points, key=lambda point: ratings[point.id])
    unclear = [point for point in points if ratings[point.id] < CLEAR_FROM]
    clear = points[len(unclear) :]
    if not unclear:
        return [Say(lines.all_clear)]
    weak = _weak(desk, points, ratings)
    unrated = [point for point in points if rating(phase, point, desk.answers) is None]
    if len(set(ratings.values())) == 1 and not unrated:
        return [Say(lines.all_alike, {"rating": str(ratings[points[0].id])}), *weak]
    first, *rest = unclear
    begins = Say(lines.first, {"point": first.short, "rating": str(ratings[first.id])})
    if first in unrated:
        begins = Say(lines.first_unrated, {"point": first.short})
    said = [begins]
    if rest:
        said.append(Say(lines.then, {"points": _named(desk, phase, rest)}))
    if clear:
        said.append(Say(lines.clear_last, {"points": _named(desk, phase, clear)}))
    return [*said, *weak]


def _weak(desk: Desk, points: list[FocusPoint], ratings: dict[str, int]) -> list[Say]:
    """What to do first where the least is settled."""
    line = desk.lines(OrderLines).weak
    low = [point for point in points if ratings[point.id] <= LOW and point.when_low is not None]
    return [
        Say(line, {"point": each.short, "rating": str(ratings[each.id]), "do": each.when_low or ""})
        for each in low[:ADVISED]
    ]


def _named(desk: Desk, phase: Phase, points: list[FocusPoint]) -> str:
    lines, named = desk.lines(OrderLines), []
    for each in points:
        given = rating(phase, each, desk.answers)
        line = lines.unrated_point if given is None else lines.rated_point
        slots = {} if given is None else {"rating": given}
        named.append(fill(line, point=each.short, **slots))
    return listed(desk, named)


def _change(desk: Desk, phase: Phase) -> Button:
    """'Skift rækkefølge': how the phase is begun is asked again."""
    journey = desk.current
    action = Action(Verb.CORRECT, journey.id, start_of(phase), journey.revision)
    return Button(desk.lines(OrderLines).change, action)


def _word(desk: Desk, said: Said) -> None:
    start = _start(desk)
    step = desk.flow.path.by_id.get(start) if start is not None else None
    if step is None or step == desk.step:
        desk.again(*([desk.lines(OrderLines).nothing] if step is None else []))
    else:
        desk.wish("revise", step)


def _start(desk: Desk) -> str | None:
    """How the phase was begun that one is in, where that was asked."""
    if desk.journey is None:
        return None
    walked = desk.route.walked
    phase = desk.step.phase if desk.step is not None else walked[-1].phase if walked else None
    if phase is None or desk.answers.get(start_of(phase)) is None:
        return None
    return start_of(phase)


WORDS = {Word.ORDER: _word}
