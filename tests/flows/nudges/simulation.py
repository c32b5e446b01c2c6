"""Time passing over people and their journeys: what would be sent, and when.

Does with values what ``bot/nudging`` does with rows: journeys in which something happens are
planned, and people whose nudges fall due are decided on.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flows.journey.calendar import Habits
from flows.journey.flow import Flow
from flows.journey.nudges import LIVE, Nudge, NudgeState, Occasion, moved
from flows.journey.records import Record
from flows.journey.values import Answer, Answers, AnswerState, Journey
from flows.parts.reminding import Effort
from flows.reminders.planning import plan
from flows.reminders.policy import Facts, decide
from flows.reminders.sources import occasions, of_person, of_workshop
from flows.workshop.reminder import workshop_of
from flows.workshop.values import WorkshopScene

#: The worker looks this often.
LOOK = timedelta(seconds=1)


@dataclass(frozen=True)
class Sent:
    """One message: when, to whom, and the nudges in it."""

    at: datetime
    user: str
    nudges: tuple[Nudge, ...]

    def line(self, tz: str, names: dict[str, str]) -> str:
        """As a line of the table: local time, and what was in it."""
        local = self.at.astimezone(ZoneInfo(tz))
        what = " + ".join(
            f"{each.kind} {names.get(each.journey or '', '')}".strip() for each in self.nudges
        )
        return f"{local:%a %d-%m %H:%M} {what}"


@dataclass
class World:
    """Everybody and everything, at one moment."""

    flow: Flow
    now: datetime
    people: dict[str, Habits] = field(default_factory=dict)
    efforts: dict[str, Effort] = field(default_factory=dict)
    nudges: dict[tuple[str, str], Nudge] = field(default_factory=dict)
    workshops: dict[str, WorkshopScene] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    sent: list[Sent] = field(default_factory=list)
    asleep: bool = False

    # People and what they do

    def person(self, user: str, tz: str = "Europe/Copenhagen", **preferences: Any) -> None:
        """Somebody who may be reminded."""
        habits = Habits(user, tz)
        chosen = habits.preferences.model_copy(update=preferences)
        self.people[user] = replace(habits, preferences=chosen)

    def chooses(self, user: str, **preferences: Any) -> None:
        """Other settings; everything is planned anew."""
        habits = self.people[user]
        chosen = habits.preferences.model_copy(update=preferences)
        self.people[user] = replace(habits, preferences=chosen)
        for id in self.efforts:
            self.plan(id)

    def moves(self, user: str, tz: str) -> None:
        """Another time zone."""
        self.people[user] = replace(self.people[user], tz=tz)
        for id in self.efforts:
            self.plan(id)

    def journey(self, id: str, owner: str, stage: str) -> None:
        """A journey in a stage; it was touched just now."""
        made = Journey(id, id.title(), stage, 0, self.now)
        tz = self.people[owner].tz
        self.efforts[id] = Effort(self.flow, made, owner, tz, Answers())
        self.plan(id)

    def touches(self, id: str, stage: str | None = None) -> None:
        """Something is answered there."""
        effort = self.efforts[id]
        made = replace(effort.journey, updated_at=self.now, stage=stage or effort.journey.stage)
        self.efforts[id] = replace(effort, journey=made)
        self.plan(id)

    def puts(self, id: str, record: Record) -> None:
        """A record is kept."""
        effort = self.efforts[id]
        value = record.model_dump(mode="json")
        effort.answers.add(Answer(record.step, AnswerState.GIVEN, value, effort.owner, self.now))
        self.touches(id)

    def answers(self, id: str, step: str, value: Any) -> None:
        """Something is answered to that step."""
        effort = self.efforts[id]
        effort.answers.add(Answer(step, AnswerState.GIVEN, value, effort.owner, self.now))
        self.touches(id)

    def snoozes(self, user: str, until: date) -> None:
        """The last message to them is put off."""
        at = datetime.combine(until, time(8, 30), ZoneInfo(self.people[user].tz or "UTC"))
        last = [each for each in self.sent if each.user == user][-1]
        for nudge in last.nudges:
            snoozed = moved(self.nudges[user, nudge.key], "snooze", "put off", at.astimezone(UTC))
            assert snoozed is not None
            self.nudges[user, nudge.key] = snoozed

    # Time

    def until(self, moment: datetime) -> None:
        """Let time pass."""
        while not self.asleep and (due := self._next()) is not None and due <= moment:
            self.now = max(self.now, due) + LOOK
            for user in sorted({each.user for each in self._due()}):
                self.look(user)
        self.now = max(self.now, moment)

    def look(self, user: str) -> None:
        """What the worker does about one person whose nudges are due."""
        mine = tuple(each for each in self.nudges.values() if each.user == user)
        called = [each for each in self._called() if each.user == user]
        facts = Facts(self.people[user], tuple(called), mine, self.now, gone=user in self.gone)
        decision = decide(facts, batch=f"b{len(self.sent)}")
        self._keep(decision.changed)
        if decision.send:
            self.sent.append(Sent(self.now, user, decision.send))
            self.people[user] = replace(self.people[user], nudged_at=self.now)

    def plan(self, id: str) -> None:
        """What the worker does about a journey in which something happened."""
        effort = self.efforts[id]
        called = (*occasions(effort), *of_person(self.people[effort.owner], self.now))
        there = [
            each
            for each in self.nudges.values()
            if each.journey == id or (each.kind == "week" and each.user == effort.owner)
        ]
        self._keep(plan(called, there, self.people, self.now))

    def meets(self, scene: WorkshopScene) -> None:
        """A workshop as it is now."""
        id = scene.workshop.id
        self.workshops[id] = scene
        there = [each for each in self.nudges.values() if workshop_of(each) == id]
        self._keep(plan(of_workshop(scene), there, self.people, self.now))

    def _called(self) -> list[Occasion]:
        found = [each for effort in self.efforts.values() for each in occasions(effort)]
        for habits in self.people.values():
            found += of_person(habits, self.now)
        for scene in self.workshops.values():
            found += of_workshop(scene)
        return found

    def _keep(self, changed: Any) -> None:
        self.nudges |= {(each.user, each.key): each for each in changed}

    def _next(self) -> datetime | None:
        return min(
            (each.due_at for each in self.nudges.values() if each.state in LIVE), default=None
        )

    def _due(self) -> list[Nudge]:
        live = [each for each in self.nudges.values() if each.state in LIVE]
        return [each for each in live if each.due_at <= self.now]

    def states(self, kind: str) -> list[NudgeState]:
        """The states of all nudges of a kind."""
        return [each.state for each in self.nudges.values() if each.kind == kind]
