"""What has come of several answers, as it is now: shown beside questions and in summaries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from flows.content.kinds import Standing
from flows.messages import Say, Words
from flows.placing import CHOSEN, REASON, chosen, overruled, placing
from flows.turn.desk import Desk
from flows.turn.wording import listed


def standing(desk: Desk, names: Iterable[Standing]) -> list[Say]:
    """What the content names, each where there is something to show."""
    return [line for name in names for line in _STANDING[name](desk)]


def type_name(desk: Desk, id: str) -> str:
    """The type inside a sentence: 'styret samskabelse'."""
    title = desk.flow.library.type[id].title
    return title[:1].lower() + title[1:]


def pointed(desk: Desk, points_at: Sequence[str]) -> str:
    """What the statements point at: a type, or something between several."""
    names = [type_name(desk, id) for id in points_at if id in desk.flow.library.type]
    if len(names) == 1:
        return f"*{names[0]}*"
    return desk.lines.placing.something_between.format(types=listed(desk, names))


def type_lines(desk: Desk) -> list[Say]:
    """Which type was chosen, and whether the statements point there; if not, also the reason."""
    library, lines = desk.flow.library, desk.lines.placing
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
    return [Say(desk.lines.placing.reason, quote=Words(reason))] if reason else []


def _type(desk: Desk) -> list[Say]:
    if overruled(desk.flow.library, desk.answers):
        return type_lines(desk)
    found = chosen(desk.flow.library, desk.answers)
    return [Say(desk.lines.placing.beside, {"type": type_name(desk, found.id)})] if found else []


_STANDING: Mapping[Standing, Callable[[Desk], list[Say]]] = {"type": _type}
