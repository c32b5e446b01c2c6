"""All areas in which the bot has lines of its own: each is listed once, here."""

from __future__ import annotations

from flows.content.base import Lines
from flows.dialogue.lines import DataLines, HomeLines
from flows.journey.lines import CourseLines, DecisionLines, GateLines, OrderLines, PhaseLines
from flows.parts.advice.lines import AdviceLines
from flows.parts.contract.lines import ContractLines
from flows.parts.delegation.lines import DelegationLines
from flows.parts.directions.lines import DirectionLines
from flows.parts.frames.lines import FrameLines
from flows.parts.later.lines import LaterLines
from flows.parts.learning.lines import LearningLines
from flows.parts.lookup.lines import LookupLines
from flows.parts.memo.lines import MemoLines
from flows.parts.next_steps.lines import NextStepLines
from flows.parts.principles.lines import PrincipleLines
from flows.parts.reminding_lines import ReminderLines
from flows.parts.risks.lines import RiskLines
from flows.parts.sharing.lines import SharingLines
from flows.parts.together.lines import TogetherLines
from flows.parts.type.lines import TypeLines
from flows.workshop.lines import WorkshopLines

LINES: tuple[type[Lines], ...] = (
    HomeLines,
    DataLines,
    CourseLines,
    DecisionLines,
    GateLines,
    OrderLines,
    PhaseLines,
    AdviceLines,
    ContractLines,
    DelegationLines,
    DirectionLines,
    FrameLines,
    LaterLines,
    LearningLines,
    LookupLines,
    MemoLines,
    NextStepLines,
    PrincipleLines,
    RiskLines,
    SharingLines,
    TogetherLines,
    TypeLines,
    ReminderLines,
    WorkshopLines,
)
