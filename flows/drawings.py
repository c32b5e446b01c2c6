"""What is drawn, as values: the journey's map, the type's field, the spread of a round.

``bot`` makes a picture of it; here stands only what it shows, in words that people read.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class _Drawn(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


#: How far something is, the best first; "none" is where nothing is known yet.
Level = Literal["high", "middle", "low", "none"]


class MapMark(_Drawn):
    """A focus point or a principle: how far it is, as a sign and a word, never by colour alone."""

    label: str
    level: Level
    sign: str
    said: str


class MapPhase(_Drawn):
    """A part of the model with its focus points; ``decided`` is its decision with its date."""

    title: str
    points: tuple[MapMark, ...]
    is_here: bool = False
    decided: str | None = None


class JourneyMap(_Drawn):
    """The journey in one picture; ``here`` is what stands beside the part that it is in."""

    drawing: Literal["map"] = "map"
    title: str
    here: str = ""
    phases: tuple[MapPhase, ...] = Field(min_length=1)
    principles_title: str
    principles: tuple[MapMark, ...] = ()
    steps_title: str
    steps: tuple[str, ...] = ()
    legend: tuple[MapMark, ...] = ()


class Placed(_Drawn):
    """A mark in the field: the two axes from 0 to 1, from the left and from the bottom."""

    label: str
    across: float = Field(ge=0, le=1)
    up: float = Field(ge=0, le=1)
    is_journey: bool = False


class TypeField(_Drawn):
    """The four types as a field, with the journey's place and the cases that the text places."""

    drawing: Literal["field"] = "field"
    top_left: str
    top_right: str
    bottom_left: str
    bottom_right: str
    left: str
    right: str
    top: str
    bottom: str
    placed: tuple[Placed, ...] = ()


class Spread(_Drawn):
    """How many gave each rating, the lowest first."""

    drawing: Literal["spread"] = "spread"
    low: str
    high: str
    counts: tuple[int, ...] = Field(min_length=1)


Drawing = Annotated[JourneyMap | TypeField | Spread, Field(discriminator="drawing")]
