"""What could go wrong: risks, which become frames and next steps before the plan is closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar, Literal

from flows.content import leaning
from flows.content.base import Content, Label, Lines, Plain
from flows.inputs import Pressed
from flows.journey.desk import Desk
from flows.journey.keeping import keep, was_removed
from flows.journey.question import back, deed
from flows.journey.records import Record, all_of, one
from flows.journey.values import Answers
from flows.messages import Say, Words
from flows.parts.frames import Firmness, Frame, FrameLines


class RiskButtons(Content):
    """Labels."""

    frame: Label
    step: Label


class RiskLines(Lines):
    """``heaviest`` stands above the risk to look out for most, ``do`` above what is done."""

    AREA = "risks"

    heaviest: Plain
    do: Plain
    nothing_done: Plain
    none: Plain
    framed: Plain
    framed_already: Plain
    gone: Plain
    buttons: RiskButtons


class Risk(Record):
    """One risk. ``likely`` and ``serious`` are None where that was not said.

    ``do`` is what is done about it.
    """

    KIND: ClassVar[str] = "risk"

    what: str
    likely: bool | None = None
    serious: bool | None = None
    do: str | None = None
    state: Literal["holds", "gone"] = "holds"

    @property
    def weight(self) -> int:
        """How much there is to look out for: 2 where it is both likely and serious."""
        return int(self.likely is True) + int(self.serious is True)


COURSE = leaning.course("galt")
#: The ids of the risks, which are also questions of the course; with ``_grad`` and ``_goer``.
IDS = ("en", "to", "tre")
#: By the choice: likely, serious.
GRADES = {
    "begge": (True, True),
    "sandsynlig": (True, False),
    "alvorlig": (False, True),
    "ingen": (False, False),
}


for _id in IDS:
    leaning.question(f"{COURSE}.{_id}")
    leaning.question(f"{COURSE}.{_id}_grad", GRADES)
    leaning.question(f"{COURSE}.{_id}_goer")
#: Whether there is one more: before the second, and before the third.
MORE = leaning.question("galt.flere", ("ja",)), leaning.question("galt.endnu", ("ja",))


def named(answers: Answers) -> Iterator[Risk]:
    """The risks that the answers name."""
    for n, id in enumerate(IDS):
        what = answers.given(f"{COURSE}.{id}")
        if not isinstance(what, str) or not _reached(answers, n):
            return
        grade = GRADES.get(str(answers.given(f"{COURSE}.{id}_grad")), (None, None))
        do = answers.given(f"{COURSE}.{id}_goer")
        yield Risk(id=id, what=what, likely=grade[0], serious=grade[1], do=do)


def _reached(answers: Answers, n: int) -> bool:
    """Whether the answers before it lead to the n-th: one more was asked for."""
    return n == 0 or answers.given(MORE[n - 1]) is True


def heaviest(risks: Iterable[Risk]) -> Risk | None:
    """The one to look out for most; of several the one that was named first."""
    held = [each for each in risks if each.state == "holds"]
    return max(held, key=lambda each: each.weight, default=None)


FRAME, STEP = "risk.frame", "risk.step"


def _keep_up(desk: Desk) -> None:
    """The risks follow the answers; with a removed answer all goes that it said."""
    found = {risk.id: risk for risk in named(desk.answers)}
    for risk in found.values():
        keep(desk, COURSE, risk)
    for old in all_of(desk.answers, Risk):
        if old.id not in found and was_removed(desk, COURSE):
            desk.erase(old.step)
        elif old.id not in found and old.state == "holds":
            desk.put(old.model_copy(update={"state": "gone"}))


def _done(desk: Desk) -> list[Say]:
    """The one to look out for most, with what can be made of it, above the next question."""
    worst, lines = heaviest(named(desk.answers)), desk.lines(RiskLines)
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
ON_DONE = {COURSE: _done}
KEEP_UP = {COURSE: _keep_up}
