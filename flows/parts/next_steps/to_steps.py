"""Next steps made of what came of a course: of a risk, and of the advice about a principle."""

from __future__ import annotations

from flows.inputs import Pressed
from flows.journey.desk import Desk
from flows.journey.question import back
from flows.parts.next_steps.making import of_content
from flows.parts.principles.ratings import first_sentence
from flows.parts.principles.turn import STEP as OF_PRINCIPLE
from flows.parts.risks.lines import RiskLines
from flows.parts.risks.turn import STEP as OF_RISK
from flows.parts.risks.turn import meant


def _of_risk(desk: Desk, press: Pressed) -> None:
    """What is done about it becomes a next step."""
    risk = meant(desk, press)
    if risk is None or not risk.do:
        back(desk, desk.lines(RiskLines).gone)
    else:
        of_content(desk, risk.do, f"risk:{risk.id}")


def _of_principle(desk: Desk, press: Pressed) -> None:
    """The advice becomes a next step."""
    principle = desk.flow.library.principle.get(press.action.arg)
    if principle is None or principle.when_low is None or desk.journey is None:
        back(desk, desk.texts.stale.unknown)
    else:
        of_content(desk, first_sentence(principle.when_low), f"principle:{principle.id}")


DEEDS = {OF_RISK: _of_risk, OF_PRINCIPLE: _of_principle}
