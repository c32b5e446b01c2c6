"""What a source of nudges may know of one journey, and what it says of one thing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from flows.journey.flow import Flow
from flows.journey.route import Route
from flows.journey.steps import Step
from flows.journey.values import Answers, Journey
from flows.language.dates import local_date
from flows.messages import Button, Say


@dataclass(frozen=True)
class Effort:
    """One journey with its answers and its owner, whose time zone is ``tz``."""

    flow: Flow
    journey: Journey
    owner: str
    tz: str | None
    answers: Answers

    @cached_property
    def _route(self) -> Route:
        return Route(self.flow.path, self.answers)

    @cached_property
    def stage(self) -> str:
        """Its stage, as it is by now."""
        return self.flow.life.now(self.journey.stage, self._route)

    @property
    def step(self) -> Step | None:
        """The question that is open."""
        return self._route.open(self.stage)

    def day(self, moment: datetime) -> date:
        """The date on the owner's calendar."""
        return local_date(moment, self.tz)


@dataclass(frozen=True, slots=True)
class Thing:
    """What a nudge says: ``short`` beside others, ``alone`` in a message of its own.

    The first of ``buttons`` is the one thing to do; at most two.
    """

    short: Say
    alone: tuple[Say, ...]
    buttons: tuple[Button, ...] = ()
