"""What a group concluded, as a record in the journey."""

from __future__ import annotations

from typing import ClassVar

from flows.records import Record
from flows.workshop.values import Conclusion, Workshop


class GroupStep(Record):
    """A next step that the group agreed on. ``owner`` is a user, ``due`` an ISO date."""

    KIND: ClassVar[str] = "group_step"

    what: str
    owner: str | None = None
    due: str | None = None


class GroupConclusion(Record):
    """The conclusion on one focus point; its id is the point's."""

    KIND: ClassVar[str] = "group_conclusion"

    workshop: str
    text: str
    clarity: str
    steps: tuple[GroupStep, ...] = ()

    @staticmethod
    def of(workshop: Workshop, found: Conclusion) -> GroupConclusion:
        """The conclusion as the journey keeps it."""
        steps = tuple(
            GroupStep(
                id=each.id,
                what=each.what,
                owner=each.owner,
                due=each.due.isoformat() if each.due else None,
            )
            for each in found.steps
        )
        return GroupConclusion(
            id=found.point,
            workshop=workshop.id,
            text=found.text,
            clarity=found.clarity,
            steps=steps,
        )
