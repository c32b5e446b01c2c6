"""A year of a chef with two journeys and a team session: what comes, when, and what it is with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from flows.journey.calendar import is_working
from flows.journey.delegation import Delegation, DelegationState
from flows.journey.flow import Flow
from flows.journey.nudges import NudgeKind
from flows.parts.contract import Contract
from flows.parts.later import Later
from flows.parts.next_steps import NextStep, StepState
from flows.workshop.values import (
    Count,
    Pace,
    Participant,
    Round,
    RoundState,
    Workshop,
    WorkshopScene,
    WorkshopState,
)
from tests.flows.nudges.simulation import World

ZONES = ("Europe/Copenhagen", "America/Nuuk", "Atlantic/Faroe")
OPEN = "afklaring.formaal.hvorfor"
NAMES = {"moede": "Mødested", "baenk": "Bænk"}

#: On the clock of Denmark. Easter is early in April, and the pause is from July to August.
YEAR = """
Karen Mon 05-01 12:13 lying Mødested
Karen Mon 12-01 12:13 step Mødested + lying Bænk + lying Mødested
Karen Mon 19-01 12:13 lying Bænk + lying Mødested
Karen Mon 02-02 12:13 lying Bænk + lying Mødested
Ali   Mon 23-02 11:00 delegation Mødested
Ali   Fri 27-02 11:00 delegation Mødested
Karen Wed 04-03 12:13 delegation Mødested
Karen Mon 30-03 12:13 course Mødested
Karen Tue 31-03 12:13 eve Mødested
Karen Wed 01-04 12:13 step Mødested
Karen Wed 15-04 09:00 later Bænk
Karen Tue 26-05 12:13 contract Mødested
Ali   Thu 11-06 11:00 workshop
Karen Fri 12-06 13:00 workshop
Karen Mon 03-08 12:13 step Bænk
Karen Mon 26-10 12:13 evaluation Mødested
Karen Wed 23-12 12:13 step Bænk
"""


def at(day: str, hour: int = 12, tz: str = "Europe/Copenhagen") -> datetime:
    local = datetime.fromisoformat(day).replace(hour=hour, tzinfo=ZoneInfo(tz))
    return local.astimezone(UTC)


def step(id: str, due: str, **more: object) -> NextStep:
    return NextStep(id=id, do="ringe til Ungerådet", due=due, **more)  # type: ignore[arg-type]


def meeting(now: datetime, tz: str) -> WorkshopScene:
    """Three take part, over days; the deadline is a Friday at noon."""
    shop = Workshop(
        "w1", "T1", "C1", "Mødested", "UKAREN", "UKAREN", now, pace=Pace.DAYS,
        state=WorkshopState.RUNNING, deadline=at("2026-06-12", tz=tz), tz=tz,
    )  # fmt: skip
    people = tuple(Participant(user) for user in ("UKAREN", "UALI", "UMETTE"))
    rounds = (Round("formaal", 0, RoundState.COLLECTING),)
    return WorkshopScene(shop, "", rounds, people)


def live_a_year(flow: Flow, tz: str) -> World:
    """What Karen does from New Year on; she does not answer reminders, but now and then goes on."""
    world = World(flow, at("2026-01-02", tz=tz))
    for user in ("UKAREN", "UALI", "UMETTE"):
        world.person(user, tz)
    world.journey("moede", "UKAREN", OPEN)
    world.until(at("2026-01-09", tz=tz))
    world.puts("moede", step("s1", "2026-01-12"))
    world.journey("baenk", "UKAREN", OPEN)
    world.until(at("2026-02-20", tz=tz))
    world.puts("moede", step("s1", "2026-01-12", state=StepState.DONE))
    world.answers("moede", "procesplan.eftersyn", "2026-03-30")  # the day after summer time
    world.touches("baenk", "paused")
    world.puts("baenk", Later(until=at("2026-04-15", 9, tz=tz)))
    given = world.now
    record = Delegation(id="d1", point="type", to="UALI", since=given, state=DelegationState.SENT)
    world.puts("moede", record)
    world.touches("moede", "paused")
    world.until(at("2026-03-10", tz=tz))
    world.puts("moede", record.model_copy(update={"state": DelegationState.RETURNED}))
    world.touches("moede", "paused")
    world.chooses("UKAREN", chosen=(NudgeKind.EVE,))
    world.puts("moede", step("s2", "2026-04-03"))  # Good Friday
    world.until(at("2026-05-04", tz=tz))
    world.puts("moede", step("s2", "2026-04-03", state=StepState.DONE))
    world.chooses("UKAREN", chosen=())
    agreed = Contract(
        id="kontrakt", agreed=date(2026, 2, 23), interval_days=91, next_review=date(2026, 5, 25)
    )
    world.puts("moede", agreed)  # it falls on Whit Monday
    world.touches("moede", "paused")
    world.until(at("2026-06-01", tz=tz))
    world.puts("moede", agreed.model_copy(update={"next_review": date(2027, 5, 25)}))
    world.touches("moede", "paused")
    world.until(at("2026-06-08", tz=tz))
    scene = meeting(world.now, tz)
    world.meets(scene)
    world.until(at("2026-06-10", tz=tz))
    heard = frozenset({"UKAREN", "UMETTE"})
    world.meets(replace(scene, counts={"formaal": Count(heard)}))
    world.until(at("2026-06-12", 13, tz=tz))
    shown = (Round("formaal", 0, RoundState.REVEALED),)
    over = replace(scene.workshop, deadline=None)
    world.meets(replace(scene, workshop=over, rounds=shown))
    world.until(at("2026-06-20", tz=tz))
    world.meets(replace(scene, workshop=replace(over, state=WorkshopState.ENDED), rounds=shown))
    world.answers("moede", "rammer.tid", "2026-10-26")  # the day after winter time
    world.touches("moede", "paused")
    world.until(at("2026-07-06", tz=tz))
    world.chooses("UKAREN", quiet_until=date(2026, 8, 3))
    world.puts("baenk", step("s3", "2026-07-15"))
    world.puts("baenk", step("s4", "2026-07-31"))
    world.touches("baenk", "paused")
    world.until(at("2026-08-20", tz=tz))
    world.puts("baenk", step("s3", "2026-07-15", state=StepState.DONE))
    world.puts("baenk", step("s4", "2026-07-31", state=StepState.DONE))
    world.touches("baenk", "paused")
    world.until(at("2026-10-30", tz=tz))
    world.answers("moede", "maalopfyldelse.maal", "taet")
    world.touches("moede", "finished")
    world.puts("baenk", step("s5", "2026-12-24"))
    world.touches("baenk", "paused")
    world.until(at("2026-12-31", tz=tz))
    return world


@pytest.fixture(scope="module")
def year(real_flow: Flow) -> World:
    return live_a_year(real_flow, ZONES[0])


def test_the_year_is_this(year: World) -> None:
    lines = [f"{each.user[1:].title():<6}{each.line(ZONES[0], NAMES)}" for each in year.sent]
    assert lines == YEAR.strip().split("\n"), "\n".join(["", *lines])


@pytest.mark.parametrize("tz", ZONES)
def test_never_outside_hours_on_a_holiday_or_twice_a_day(real_flow: Flow, tz: str) -> None:
    world = live_a_year(real_flow, tz)
    assert len(world.sent) >= 15
    seen = set()
    for each in world.sent:
        local = each.at.astimezone(ZoneInfo(tz))
        assert 8.5 <= local.hour + local.minute / 60 < 15.5, each
        assert is_working(local.date(), tz), each
        assert (each.user, local.date()) not in seen, each
        seen.add((each.user, local.date()))


def test_nothing_is_said_twice(year: World) -> None:
    said = [(each.user, nudge.key) for each in year.sent for nudge in each.nudges]
    assert len(said) == len(set(said))


def test_a_conversation_left_lying_at_most_three_times(year: World) -> None:
    lying = [n.subject for each in year.sent for n in each.nudges if n.kind is NudgeKind.LYING]
    assert max(lying.count(subject) for subject in set(lying)) == 3
