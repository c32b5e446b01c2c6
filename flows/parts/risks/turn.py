"""What could go wrong: kept as risks, which become frames and next steps."""

from __future__ import annotations

from flows.inputs import Pressed
from flows.journey.desk import Desk
from flows.journey.keeping import keep, was_removed
from flows.journey.question import back, deed
from flows.journey.records import all_of, one
from flows.messages import Say, Words
from flows.parts import risks
from flows.parts.frames import Firmness, Frame
from flows.parts.frames.lines import FrameLines
from flows.parts.risks import Risk
from flows.parts.risks.lines import RiskLines

FRAME, STEP = "risk.frame", "risk.step"


def _keep_up(desk: Desk) -> None:
    """The risks follow the answers; with a removed answer all goes that it said."""
    found = {risk.id: risk for risk in risks.named(desk.answers)}
    for risk in found.values():
        keep(desk, risks.COURSE, risk)
    for old in all_of(desk.answers, Risk):
        if old.id not in found and was_removed(desk, risks.COURSE):
            desk.erase(old.step)
        elif old.id not in found and old.state == "holds":
            desk.put(old.model_copy(update={"state": "gone"}))


def _done(desk: Desk) -> list[Say]:
    """The one to look out for most, with what can be made of it, above the next question."""
    worst, lines = risks.heaviest(risks.named(desk.answers)), desk.lines(RiskLines)
    if worst is None:
        return [Say(lines.none)]
    said = [Say(lines.heaviest, quote=Words(worst.what))]
    done = Say(lines.do, quote=Words(worst.do)) if worst.do else Say(lines.nothing_done)
    labels = lines.buttons
    buttons = [deed(desk, labels.frame, FRAME, worst.id)]
    buttons += [deed(desk, labels.step, STEP, worst.id)] if worst.do else []
    desk.note(*said, done, buttons=tuple(buttons))
    return []


def meant(desk: Desk, press: Pressed) -> Risk | None:
    """The risk that a button is about, where it still is one."""
    risk = one(desk.answers, Risk, press.action.arg) if desk.journey is not None else None
    return risk if risk is not None and risk.state == "holds" else None


def _frame(desk: Desk, press: Pressed) -> None:
    """What must not happen stands among the frames from now on."""
    risk, lines = meant(desk, press), desk.lines(RiskLines)
    if risk is None:
        back(desk, lines.gone)
        return
    id, text = f"risiko_{risk.id}", desk.lines(FrameLines).guard.replace("{what}", risk.what)
    there = one(desk.answers, Frame, id)
    if there is not None and there.text == text and there.firmness is Firmness.FIXED:
        back(desk, lines.framed_already)
        return
    if there is None:
        origin = f"risk:{risk.id}"
        desk.put(Frame(id=id, text=text, firmness=Firmness.FIXED, on=desk.today, origin=origin))
    else:
        desk.put(there.changed(desk.today, text=text, firmness=Firmness.FIXED))
    back(desk, lines.framed)


LINES = (RiskLines,)
DEEDS = {FRAME: _frame}
ON_DONE = {risks.COURSE: _done}
KEEP_UP = {risks.COURSE: _keep_up}
