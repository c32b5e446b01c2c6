"""Bringing records in line with the answers that they are made of."""

from __future__ import annotations

from flows.journey.desk import Desk
from flows.journey.records import Record, one
from flows.journey.values import AnswerState


def keep(desk: Desk, section: str, record: Record) -> None:
    """Keep the record as it is now.

    Where that is because an answer was removed, what the record was before goes with its words.
    """
    if one(desk.answers, type(record), record.id) == record:
        return
    if was_removed(desk, section):
        desk.erase(record.step)
    desk.put(record)


def was_removed(desk: Desk, section: str) -> bool:
    """Whether an answer of the section was removed in this turn."""
    steps = desk.flow.path.section[section].steps
    found = (desk.answers.get(step.id) for step in steps)
    return any(
        answer is not None and answer.state is AnswerState.REMOVED and answer.said_at == desk.now
        for answer in found
    )
