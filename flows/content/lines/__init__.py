"""The bot's own lines, area by area: ``lines/<area>.yaml`` holds what ``Lines.<area>`` says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_type_hints

from flows.content.base import Content
from flows.content.lines.advice import AdviceLines
from flows.content.lines.contract import ContractLines
from flows.content.lines.courses import CourseLines
from flows.content.lines.data import DataLines
from flows.content.lines.decisions import DecisionLines
from flows.content.lines.delegation import DelegationLines
from flows.content.lines.directions import DirectionLines
from flows.content.lines.frames import FrameLines
from flows.content.lines.gate import GateLines
from flows.content.lines.home import HomeLines
from flows.content.lines.later import LaterLines
from flows.content.lines.learning import LearningLines
from flows.content.lines.lookup import LookupLines
from flows.content.lines.memo import MemoLines
from flows.content.lines.nudges import NudgeLines
from flows.content.lines.order import OrderLines
from flows.content.lines.phases import PhaseLines
from flows.content.lines.placing import PlacingLines
from flows.content.lines.principles import PrincipleLines
from flows.content.lines.risks import RiskLines
from flows.content.lines.sharing import SharingLines
from flows.content.lines.steps import StepLines
from flows.content.lines.together import TogetherLines
from flows.content.lines.workshop import WorkshopLines


@dataclass(frozen=True)
class Lines:
    """All areas. A new one is a field here, a model beside this file, and its YAML file."""

    advice: AdviceLines
    courses: CourseLines
    decisions: DecisionLines
    delegation: DelegationLines
    directions: DirectionLines
    gate: GateLines
    later: LaterLines
    lookup: LookupLines
    memo: MemoLines
    nudges: NudgeLines
    order: OrderLines
    phases: PhaseLines
    placing: PlacingLines
    sharing: SharingLines
    steps: StepLines
    workshop: WorkshopLines
    home: HomeLines
    data: DataLines
    learning: LearningLines
    together: TogetherLines
    frames: FrameLines
    contract: ContractLines
    risks: RiskLines
    principles: PrincipleLines


#: The model of each area, by its name.
AREAS: Mapping[str, type[Content]] = get_type_hints(Lines)
FOLDER = "lines/"


def files() -> tuple[str, ...]:
    """The files that every language has."""
    return tuple(f"{FOLDER}{area}.yaml" for area in AREAS)
