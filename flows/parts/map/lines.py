"""What is said of a journey's map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, get_args

from flows.content.base import Content, Label, Lines, Short, for_each, says
from flows.drawings import Level


class MapAlt(Content):
    """The map in words, a sentence each."""

    title: Annotated[str, says("title")]
    here: Annotated[str, says("part")]
    part: Annotated[str, says("part", "points")]
    points: Annotated[str, says("said", "points")]
    decided: Annotated[str, says("decided")]
    principles: Annotated[str, says("title", "points")]
    principle: Annotated[str, says("label", "said")]
    steps: Annotated[str, says("title", "steps")]


class MapLines(Lines):
    """``signs`` and ``said`` are what each level looks like and means; ``alt`` is all in words."""

    AREA = "map"

    part: Annotated[str, says("number", "title")]
    here: Label
    signs: Annotated[Mapping[str, Label], for_each(get_args(Level))]
    said: Annotated[Mapping[str, Label], for_each(get_args(Level))]
    decided: Annotated[str, says("day", "choice")]
    decided_early: Annotated[str, says("day", "choice")]
    principles: Short
    principle: Annotated[str, says("number", "short")]
    unrated: Label
    steps: Short
    due: Annotated[str, says("day", "words")]
    late: Annotated[str, says("day", "words")]
    undated: Annotated[str, says("words")]
    more_steps: Annotated[str, says("count")]
    title: Annotated[str, says("title")]
    phase: Annotated[str, says("part", "points")]
    phase_here: Annotated[str, says("part", "points")]
    ahead: Annotated[str, says("mark", "parts")]
    verdict: Annotated[str, says("decided")]
    marks: Annotated[str, says("sign", "points")]
    heading: Annotated[str, says("title")]
    step: Annotated[str, says("step")]
    legend: Annotated[str, says("marks")]
    mark: Annotated[str, says("sign", "said")]
    alt: MapAlt
    file: Label
    picture: Label
