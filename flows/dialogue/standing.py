"""What has come of several answers, as it is now: shown beside questions and in summaries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from flows.content.base import fill
from flows.content.kinds import Standing
from flows.journey.desk import Desk
from flows.journey.placing import CHOSEN, REASON, chosen, overruled, placing
from flows.journey.records import all_of, one
from flows.journey.showing import beginning
from flows.journey.wording import listed, on_day
from flows.messages import Say, Words, one_line
from flows.parts.contract.contract import ID as CONTRACT
from flows.parts.contract.lines import ContractLines
from flows.parts.contract.record import Contract
from flows.parts.frames.frames import by_firmness
from flows.parts.frames.lines import FrameLines
from flows.parts.frames.record import Firmness, Frame
from flows.parts.together.cocreation import called, together
from flows.parts.together.lines import TogetherLines
from flows.parts.type.lines import TypeLines

#: Which frame is being changed.
CHANGING = "ramme.hvilken"


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


def _type(desk: Desk) -> list[Say]:
    if overruled(desk.flow.library, desk.answers):
        return type_lines(desk)
    found = chosen(desk.flow.library, desk.answers)
    return [Say(desk.lines(TypeLines).beside, {"type": type_name(desk, found.id)})] if found else []


def _together(desk: Desk) -> list[Say]:
    found, word, lines = together(desk.answers), called(desk.answers), desk.lines(TogetherLines)
    if found is None:
        return []
    said = [Say(getattr(lines.beside, found.value))]
    return [*said, Say(getattr(lines.called, word))] if word else said


def _frames(desk: Desk) -> list[Say]:
    """What lies fast and what may be moved, each on a line."""
    lines = desk.lines(FrameLines)
    rows = ((Firmness.FIXED, lines.beside_fixed), (Firmness.ELASTIC, lines.beside_elastic))
    frames = all_of(desk.answers, Frame)
    said = []
    for firmness, line in rows:
        texts = [one_line(each.text) for each in by_firmness(frames, firmness)]
        if texts:
            said.append(Say(line, {"frames": beginning(Words("; ".join(texts)))}))
    return said


def _frame(desk: Desk) -> list[Say]:
    """The frame that is being changed."""
    frame = one(desk.answers, Frame, str(desk.answers.given(CHANGING)))
    return [Say(desk.lines(FrameLines).one, quote=Words(frame.text))] if frame else []


def _contract(desk: Desk) -> list[Say]:
    contract = one(desk.answers, Contract, CONTRACT)
    return contract_lines(desk, contract) if contract else []


def contract_lines(desk: Desk, contract: Contract) -> list[Say]:
    """The contract in plain sentences."""
    lines = desk.lines(ContractLines)
    parties = {"parties": Words(contract.parties)} if contract.parties else {}
    said = [
        Say(lines.heading, {"when": on_day(desk, contract.agreed)}),
        Say(lines.parties if parties else lines.nobody, parties),
    ]
    for line, name in ((lines.ours, "ours"), (lines.theirs, "theirs"), (lines.shared, "shared")):
        text = getattr(contract, name)
        if text:
            said.append(Say(line, {name: beginning(Words(text))}))
    chosen = ((lines.owner, contract.owner), (lines.obligation, contract.obligation))
    return [*said, *(Say(getattr(of, id)) for of, id in chosen if id and hasattr(of, id))]


_STANDING: Mapping[Standing, Callable[[Desk], list[Say]]] = {
    "type": _type,
    "together": _together,
    "frames": _frames,
    "frame": _frame,
    "contract": _contract,
}
