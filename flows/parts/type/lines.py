"""What is said about the type: where the statements place one, and what was chosen."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from flows.content.base import Content, Label, Lines, Plain, Slug, says

#: A line in a cell of the drawn field.
Cell = Annotated[str, StringConstraints(max_length=13)]
#: A line above or below the field.
Edge = Annotated[str, StringConstraints(min_length=1, max_length=29)]


class PlacingButtons(Content):
    """Labels."""

    find: Label
    again: Label
    choose: Label


class TypeLines(Lines):
    """``field`` has the types' names in the drawn field; ``seen`` says it to who cannot see it."""

    AREA = "type"

    field: dict[Slug, Annotated[tuple[Cell, ...], Field(min_length=2, max_length=2)]]
    given: Edge
    open: Edge
    public: Edge
    others: Edge
    seen: Annotated[str, says("result", "actor")]
    scores: Annotated[str, says("result", "actor")]
    points_at: Annotated[str, says("type")]
    something_between: Annotated[str, says("types")]
    between: Annotated[str, says("types")]
    too_few: Plain
    agreed: Annotated[str, says("type")]
    agreed_between: Annotated[str, says("type")]
    chosen: Annotated[str, says("type")]
    overruled: Annotated[str, says("type", "pointed")]
    reason: Plain
    role: Annotated[str, says("role")]
    watch: Annotated[str, says("watch")]
    cases: Annotated[str, says("cases")]
    earlier: Annotated[str, says("when", "pointed", "type")]
    earlier_pointed: Annotated[str, says("when", "pointed")]
    none_yet: Plain
    beside: Annotated[str, says("type")]
    moved: Annotated[str, says("pointed", "type")]
    once_more: Plain
    buttons: PlacingButtons
