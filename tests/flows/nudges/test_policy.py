"""When nudges go: working hours, one message a day, merging, and what loses its point."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from flows.journey.calendar import SPARE, Habits, is_working, opening, slot
from flows.journey.flow import Flow
from flows.journey.nudges import USUAL, Hours, NudgeKind, NudgeState, Pace
from flows.parts.next_steps import NextStep, StepState
from flows.parts.rhythm import Rhythm
from tests.at_once import at_once
from tests.flows.nudges.simulation import World

CPH = ZoneInfo("Europe/Copenhagen")
OPEN = "naming"
DAY = timedelta(days=1)


def at(day: str, hour: int = 12, minute: int = 0, tz: ZoneInfo = CPH) -> datetime:
    return datetime.fromisoformat(f"{day}T{hour:02}:{minute:02}").replace(tzinfo=tz).astimezone(UTC)


@pytest.fixture
def world(real_flow: Flow) -> World:
    """Karen, on a Monday at noon."""
    world = World(real_flow, at("2026-03-02"))
    world.person("U1")
    return world


def days(world: World) -> list[str]:
    return [f"{each.at.astimezone(CPH):%Y-%m-%d}" for each in world.sent]


# The calendar


@at_once(
    "day",
    ["2026-04-02", "2026-04-03", "2026-04-06", "2026-05-14", "2026-05-25", "2026-12-25",
     "2026-06-05", "2026-12-24", "2026-12-31", "2027-01-01", "2026-03-07", "2026-03-08"],
)  # fmt: skip
def test_nobody_works_on_holidays(day: str) -> None:
    assert not is_working(date.fromisoformat(day))


def test_store_bededag_is_a_working_day_again() -> None:
    assert not is_working(date(2023, 5, 5))
    assert is_working(date(2027, 4, 23))


def test_holidays_are_those_of_where_one_lives() -> None:
    assert not is_working(date(2026, 6, 5))
    assert is_working(date(2026, 6, 5), "Europe/Berlin")
    assert not is_working(date(2026, 7, 29), "Atlantic/Faroe")
    assert is_working(date(2026, 7, 29))


def test_a_workspace_is_spread_over_the_day() -> None:
    people = [Habits(f"U{n}") for n in range(2000)]
    slots = [slot(each, date(2026, 3, 2)) for each in people]
    begins, ends = at("2026-03-02", 8, 30), at("2026-03-02", 15, 30) - SPARE
    assert begins <= min(slots)
    assert max(slots) <= ends
    minutes = [int((each - begins).total_seconds() // 60) for each in slots]
    assert max(minutes.count(minute) for minute in set(minutes)) < 20
    assert slots == [slot(each, date(2026, 3, 2)) for each in people]


@at_once(
    "hours, begins, ends",
    [(Hours.DAY, 8.5, 15.5), (Hours.MORNING, 8.5, 12), (Hours.AFTERNOON, 12, 15.5)],
)
@at_once("day", ["2026-03-27", "2026-03-30", "2026-10-23", "2026-10-26"])
def test_the_hours_hold_on_both_sides_of_summer_time(
    day: str, hours: Hours, begins: float, ends: float
) -> None:
    for n in range(50):
        chosen = USUAL.model_copy(update={"hours": hours})
        local = slot(Habits(f"U{n}", preferences=chosen), date.fromisoformat(day)).astimezone(CPH)
        assert begins <= local.hour + local.minute / 60 < ends


@pytest.mark.parametrize("tz", ["Europe/Copenhagen", "America/Nuuk", "Asia/Tokyo", "Nowhere/Else"])
def test_an_opening_is_always_within_hours(tz: str) -> None:
    zone = CPH if tz == "Nowhere/Else" else ZoneInfo(tz)
    moment = at("2026-03-26", 0)
    for _ in range(400):
        moment += timedelta(minutes=37)
        local = opening(Habits("U7", tz), moment).at.astimezone(zone)
        assert 8.5 <= local.hour + local.minute / 60 < 15.5
        assert is_working(local.date(), tz)


# What is left lying


def test_left_lying_three_times_and_never_again(world: World) -> None:
    world.journey("a", "U1", OPEN)
    world.until(at("2026-12-01"))
    assert days(world) == ["2026-03-04", "2026-03-09", "2026-03-23"]


def test_going_on_begins_the_silence_anew(world: World) -> None:
    world.journey("a", "U1", OPEN)
    world.until(at("2026-03-05"))
    world.touches("a")
    world.until(at("2026-03-11"))
    assert days(world) == ["2026-03-04", "2026-03-09"]
    assert world.states("lying").count(NudgeState.ACTED) == 1


@pytest.mark.parametrize("stage", ["paused", "stopped", "finished"])
def test_what_rests_is_left_in_peace(world: World, stage: str) -> None:
    world.journey("a", "U1", OPEN)
    world.touches("a", stage)
    world.until(at("2026-12-01"))
    assert not world.sent


def test_decided_from_the_state_at_the_moment_of_sending(world: World) -> None:
    world.journey("a", "U1", OPEN)
    effort = world.efforts["a"]
    world.efforts["a"] = effort.__class__(
        effort.flow,
        effort.journey.__class__("a", "A", "paused", 1, world.now),
        "U1",
        effort.tz,
        effort.answers,
    )  # nobody planned anew
    world.until(at("2026-12-01"))
    assert not world.sent
    assert set(world.states("lying")) == {NudgeState.DROPPED}


def test_who_is_gone_gets_nothing(world: World) -> None:
    world.journey("a", "U1", OPEN)
    world.gone.add("U1")
    world.until(at("2026-12-01"))
    assert not world.sent


# Merging, and one message a day


def step(id: str, due: str, **more: object) -> NextStep:
    return NextStep(id=id, do="ringe til Ungerådet", due=due, **more)  # type: ignore[arg-type]


def test_several_things_are_one_message_the_most_urgent_first(world: World) -> None:
    world.journey("a", "U1", OPEN)
    world.puts("a", step("s1", "2026-03-04"))
    world.until(at("2026-03-05", 7))
    assert [[each.kind for each in sent.nudges] for sent in world.sent] == [
        [NudgeKind.STEP, NudgeKind.LYING]
    ]


def test_never_twice_a_day(world: World) -> None:
    world.journey("a", "U1", "paused")
    world.puts("a", step("s1", "2026-03-04"))
    world.until(at("2026-03-04", 15, 29))
    assert len(world.sent) == 1
    world.puts("a", step("s2", "2026-03-04"))
    world.until(at("2026-03-10"))
    assert days(world) == ["2026-03-04", "2026-03-05"]


def test_more_than_a_message_holds_waits_for_the_next_day(world: World) -> None:
    world.journey("a", "U1", "paused")
    for n in range(8):
        world.puts("a", step(f"s{n}", "2026-03-04"))
    world.until(at("2026-03-10"))
    assert [len(each.nudges) for each in world.sent] == [6, 2]
    assert days(world) == ["2026-03-04", "2026-03-05"]


def test_a_slower_pace(world: World) -> None:
    world.chooses("U1", pace=Pace.WEEKLY)
    world.journey("a", "U1", "paused")
    for n, day in enumerate(("2026-03-04", "2026-03-05", "2026-03-09")):
        world.puts("a", step(f"s{n}", day))
    world.until(at("2026-04-01"))
    assert days(world) == ["2026-03-04", "2026-03-11"]
    assert len(world.sent[1].nudges) == 2


# Steps


def test_a_step_on_its_day_or_before_a_weekend(world: World) -> None:
    world.journey("a", "U1", "paused")
    world.puts("a", step("weekend", "2026-03-14"))
    world.puts("a", step("easter", "2026-04-03"))
    world.until(at("2026-06-01"))
    assert days(world) == ["2026-03-13", "2026-04-01"]


def test_the_evening_before_only_where_it_is_chosen(world: World) -> None:
    world.chooses("U1", chosen=(NudgeKind.EVE,))
    world.journey("a", "U1", "paused")
    world.puts("a", step("s", "2026-03-16"))
    world.until(at("2026-06-01"))
    assert days(world) == ["2026-03-13", "2026-03-16"]


@pytest.mark.parametrize("state", [StepState.DONE, StepState.DROPPED])
def test_what_is_done_is_not_said(world: World, state: StepState) -> None:
    world.journey("a", "U1", "paused")
    world.puts("a", step("s", "2026-03-16"))
    world.puts("a", step("s", "2026-03-16", state=state))
    world.until(at("2026-06-01"))
    assert not world.sent


def test_a_moved_step_is_said_on_its_new_day(world: World) -> None:
    world.journey("a", "U1", "paused")
    world.puts("a", step("s", "2026-03-16"))
    world.until(at("2026-03-17"))
    world.puts("a", step("s", "2026-03-20"))
    world.until(at("2026-06-01"))
    assert days(world) == ["2026-03-16", "2026-03-20"]


# The course check


def test_the_course_check_comes_in_its_rhythm_and_then_falls_silent(world: World) -> None:
    world.journey("a", "U1", "paused")
    world.answers("a", "procesplan.eftersyn", "2026-03-05")  # the rhythm takes its place
    world.puts("a", Rhythm(every="to_uger", next=date(2026, 3, 10)))
    world.until(at("2026-03-11"))
    world.puts("a", Rhythm(every="to_uger", next=date(2026, 3, 25)))
    world.until(at("2026-12-01"))
    assert days(world) == ["2026-03-10", "2026-03-25", "2026-04-08", "2026-04-22"]


def test_without_a_rhythm_nobody_asks(world: World) -> None:
    world.journey("a", "U1", "paused")
    world.puts("a", Rhythm(every=None))
    world.until(at("2026-12-01"))
    assert not world.sent


# The end, and half a year later


def test_evaluation_at_the_planned_end_and_half_a_year_later(world: World) -> None:
    world.journey("a", "U1", "paused")
    world.answers("a", "rammer.tid", "2026-04-30")
    world.until(at("2027-06-01"))
    assert days(world) == ["2026-04-30", "2026-10-30"]


def test_what_was_evaluated_before_its_end_is_only_asked_about_later(world: World) -> None:
    world.journey("a", "U1", "finished")
    world.answers("a", "rammer.tid", "2026-04-30")
    world.answers("a", "maalopfyldelse.maal", "naaet")
    world.until(at("2027-06-01"))
    assert days(world) == ["2026-10-30"]


# Choices


def test_a_stopped_kind_does_not_come_and_comes_back(world: World) -> None:
    world.journey("a", "U1", OPEN)
    world.chooses("U1", stopped=(NudgeKind.LYING,))
    world.until(at("2026-03-06"))
    assert not world.sent
    world.chooses("U1", stopped=())
    world.until(at("2026-03-10"))
    assert days(world) == ["2026-03-06"]


def test_a_pause_moves_everything_behind_it(world: World) -> None:
    world.chooses("U1", quiet_until=date(2026, 4, 1))
    world.journey("a", "U1", OPEN)
    world.puts("a", step("s", "2026-03-06"))
    world.until(at("2026-05-01"))
    assert days(world) == ["2026-04-01", "2026-04-07", "2026-04-21"]
    assert [each.kind for each in world.sent[0].nudges] == [NudgeKind.LYING]  # the step is past


def test_put_off_until_a_day(world: World) -> None:
    world.journey("a", "U1", OPEN)
    world.until(at("2026-03-05"))
    world.snoozes("U1", date(2026, 4, 15))
    world.until(at("2026-07-01"))
    assert days(world) == ["2026-03-04", "2026-04-15", "2026-04-20", "2026-05-04"]


def test_the_look_ahead_comes_on_monday_morning_where_it_is_chosen(world: World) -> None:
    world.chooses("U1", chosen=(NudgeKind.WEEK,))
    world.journey("a", "U1", "paused")
    world.until(at("2026-04-30"))
    assert days(world)[:6] == [
        "2026-03-09", "2026-03-16", "2026-03-23", "2026-03-30", "2026-04-07", "2026-04-13",
    ]  # fmt: skip
    assert all(each.at.astimezone(CPH).hour < 10 for each in world.sent)


# Time that does not pass evenly


def test_asleep_for_three_days(world: World) -> None:
    world.journey("a", "U1", OPEN)
    world.chooses("U1", chosen=(NudgeKind.EVE,))
    world.puts("a", step("s1", "2026-03-04"))
    world.puts("a", step("s2", "2026-03-05"))
    world.asleep = True
    world.until(at("2026-03-06", 10))
    world.asleep = False
    world.until(at("2026-03-08"))
    assert len(world.sent) == 1
    assert [each.kind for each in world.sent[0].nudges] == ["step", "step", "lying"]
    assert NudgeState.DROPPED in world.states("eve")


def test_a_clock_that_was_a_year_ahead_silences_nobody(world: World) -> None:
    world.people["U1"] = Habits("U1", "Europe/Copenhagen", nudged_at=at("2027-03-02"))
    world.journey("a", "U1", OPEN)
    world.until(at("2026-03-06"))
    assert days(world) == ["2026-03-04"]


def test_a_clock_that_goes_back_sends_nothing_twice(world: World) -> None:
    world.journey("a", "U1", OPEN)
    world.until(at("2026-03-05"))
    world.now = at("2026-03-04", 9)
    world.look("U1")
    world.until(at("2026-03-06"))
    assert days(world) == ["2026-03-04"]


def test_another_time_zone_moves_what_is_planned(world: World) -> None:
    world.journey("a", "U1", OPEN)
    world.moves("U1", "America/Nuuk")
    world.until(at("2026-03-06"))
    local = world.sent[0].at.astimezone(ZoneInfo("America/Nuuk"))
    assert 8.5 <= local.hour + local.minute / 60 < 15.5


def test_a_time_zone_that_changed_unnoticed_is_seen_when_it_is_due(world: World) -> None:
    world.journey("a", "U1", OPEN)
    world.people["U1"] = Habits("U1", "Asia/Tokyo")
    world.until(at("2026-03-10"))
    local = world.sent[0].at.astimezone(ZoneInfo("Asia/Tokyo"))
    assert 8.5 <= local.hour + local.minute / 60 < 15.5
