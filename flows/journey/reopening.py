"""Points of a phase that are asked again, though they have their answers."""

from __future__ import annotations

from flows.journey.values import Answers

#: Under this, the ids of the points that are asked again, in the order in which they were chosen.
REOPENED = "reopened"


def reopened(answers: Answers) -> tuple[str, ...]:
    """The points that are being asked again."""
    held = answers.given(REOPENED)
    return tuple(held) if isinstance(held, list) else ()


def is_asked_anew(step: str, answers: Answers) -> bool:
    """Whether the step, of a point that was reopened, has not been answered since."""
    return not answers.is_later(step, REOPENED)
