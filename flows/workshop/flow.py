"""What every turn in a workshop shares: the words, the focus points, and the two machines."""

from __future__ import annotations

from flows.content.kinds import FocusPoint, Kind, Question
from flows.content.library import Library
from flows.workshop.lines import WorkshopLines
from flows.workshop.machine import ROUND, WORKSHOP, Steps
from flows.workshop.values import RoundState, WorkshopState


class WorkshopFlow:
    """Built once; the machines hold no state of their own, so threads may share it."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.lines = library.lines(WorkshopLines)
        self.texts = library.texts
        self.first_step = "title"
        self.points: dict[str, FocusPoint] = {p.id: p for _, p in library.focus_points()}
        self.offered = tuple(p.id for p in library.phases[0].focus_points)
        self.rounds = Steps(RoundState, ROUND)
        self.workshops = Steps(WorkshopState, WORKSHOP)

    def question(self, point: str) -> Question | None:
        """The question that a group answers with words; None where the point has no such one."""
        found = self.points[point].questions
        return next((q for q in found if q.kind is Kind.TEXT and q.when is None), None)

    def phase(self, point: str) -> str | None:
        """The phase that the point belongs to."""
        return next((ph.id for ph, p in self.library.focus_points() if p.id == point), None)

    def ask(self, point: str) -> str:
        """What a group is asked at the point."""
        question = self.question(point)
        own = next((each.ask for each in self.lines.asks if each.point == point), None)
        return own or (question.ask if question else self.lines.round.ask)

    def title(self, point: str) -> str:
        """What the point is called; what the content no longer has is called by its id."""
        return self.points[point].title if point in self.points else point

    def clarity(self, id: str) -> str:
        """How clarified, in words."""
        choices = self.texts.steps.clarity.choices
        return next((each.label for each in choices if each.id == id), id)
