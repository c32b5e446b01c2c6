"""Which type it is, in words."""

from __future__ import annotations

from collections.abc import Sequence

from flows.content.base import fill
from flows.journey.desk import Desk
from flows.journey.placing import CHOSEN, REASON, chosen, overruled, placing
from flows.journey.wording import listed
from flows.messages import Say, Words
from flows.parts.type.lines import TypeLines


def type_name(desk: Desk, id: str) -> str:
    """The type inside a sentence: 'styret samskabelse'."""
    title = desk.flow.library.type[id].title
    return title[:1].lower() + title[1:]


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
