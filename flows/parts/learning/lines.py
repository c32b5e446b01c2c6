"""What is said of what journeys have taught."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from flows.content.base import Label, Lines, Plain, QuestionRef, says


class LearningLines(Lines):
    """``questions`` are those whose answers are learning, the most telling first.

    ``own`` and ``others`` introduce what somebody wrote; ``also`` stands between two of them.
    """

    AREA = "learning"

    questions: tuple[QuestionRef, ...] = Field(min_length=1, max_length=10)
    own: Annotated[str, says("title", "when")]
    others: Annotated[str, says("who", "title")]
    also: Plain
    more: Plain
    nothing: Plain
    may_share: Plain
    shared: Plain
    kept: Plain
    withdrawn: Plain
    is_shared: Annotated[str, says("title")]
    is_not_shared: Annotated[str, says("title")]
    changed: Plain
    share: Label
    keep: Label
    withdraw: Label
