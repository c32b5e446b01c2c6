"""Days at the ends of the calendar, settings that nobody can read, and hours that come twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from flows.journey.calendar import HOURS, Habits, is_open, opening, slot
from flows.journey.delegation import Delegation, DelegationState
from flows.journey.flow import Flow
from flows.journey.nudges import Hours, NudgeKind, Pace, Preferences
from flows.journey.records import Record
from flows.parts.contract import Contract
from flows.parts.later import Later
from flows.parts.next_steps import NextStep
from flows.parts.reminding import FIRST_DAY, LAST_DAY, stored_day
from flows.parts.rhythm import Rhythm
from flows.reminders.planning import plan
from flows.reminders.policy import Facts, decide, explain
from flows.reminders.sources import occasions, of_person
from tests.at_once import at_once
from tests.flows.nudges.test_saying import effort

NOW = datetime(2026, 3, 4, 8, tzinfo=UTC)
ENDS = ("9999-12-31", "9999-12-01", "2200-01-01", "2199-12-31", "1999-12-31", "0001-01-01")
ZONES = ("Europe/Copenhagen", "America/Nuuk", "Pacific/Kiritimati", "Pacific/Pago_Pago")


def odd_records(day: str) -> list[Record]:
    """One of each kind of record that a reminder may be about, all on that day."""
    on = date.fromisoformat(day)
    noon = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    return [
        NextStep(id="s1", do="jeg ringer", due=day),
        Contract(id="kontrakt", agreed=on, next_review=on, interval_days=10**9),
        Rhythm(every="maaned", next=on),
        Later(until=noon),
        Delegation(id="d1", point="formaal", to="UMETTE", state=DelegationState.SENT, since=NOW),
    ]


@at_once("tz", ZONES)
@at_once("day", ENDS)
def test_no_day_makes_planning_or_deciding_fail(real_flow: Flow, day: str, tz: str) -> None:
    given = {"rammer__tid": day, "procesplan__eftersyn": day}
    made = effort(real_flow, *odd_records(day), **given)
    object.__setattr__(made, "tz", tz)
    habits = {user: Habits(user, tz) for user in ("UKAREN", "UMETTE")}
    called = occasions(made)
    planned = plan(called, [], habits, NOW)
    assert {NudgeKind.LYING, NudgeKind.DELEGATION} <= {each.kind for each in planned}
    for each in planned:
        assert FIRST_DAY <= each.due_at.date() <= LAST_DAY + timedelta(days=800)
    mine = tuple(each for each in called if each.user == "UKAREN")
    nudges = tuple(each for each in planned if each.user == "UKAREN")
    for now in (NOW, NOW + timedelta(days=30)):
        facts = Facts(habits["UKAREN"], (*mine, *of_person(habits["UKAREN"], now)), nudges, now)
        decided = decide(facts, "b1")
        assert [line for each in nudges for line in explain(facts, each)]
        assert decided.changed or now == NOW


def test_a_day_that_is_kept() -> None:
    assert stored_day("2026-03-04") == date(2026, 3, 4)
    assert stored_day(LAST_DAY) == LAST_DAY
    for odd in ("9999-12-31", "0001-01-01", "31-12-2026", "", None, 7, ["2026-03-04"]):
        assert stored_day(odd) is None


@at_once(
    "stored, unread",
    [
        ({"hours": "night"}, ("hours",)),
        ({"pace": 7, "hours": "morning"}, ("pace",)),
        ({"stopped": ["step", "dream"]}, ("stopped",)),
        ({"chosen": "week"}, ("chosen",)),
        ({"quiet_until": "9999-12-31"}, ("quiet_until",)),
        ({"quiet_until": "engang", "pace": "weekly"}, ("quiet_until",)),
        ("noget helt andet", ("all",)),
        ({"hours": "morning", "newer": 1}, ()),
    ],
)
def test_settings_that_cannot_be_read(stored: object, unread: tuple[str, ...]) -> None:
    found = Preferences.model_validate(stored)
    assert found.unread == unread
    assert "unread" not in found.model_dump()
    if isinstance(stored, dict):  # what can be read holds
        assert found.hours is (Hours.MORNING if stored.get("hours") == "morning" else Hours.DAY)
        assert found.pace is (Pace.WEEKLY if stored.get("pace") == "weekly" else Pace.DAILY)
        assert found.wants(NudgeKind.STEP) is ("step" not in stored.get("stopped", ()))
    opening(Habits("U1", preferences=found), NOW)


def test_unread_settings_are_told_to_whoever_runs_the_bot(real_flow: Flow) -> None:
    habits = Habits("UKAREN", preferences=Preferences.model_validate({"hours": "night"}))
    called = occasions(effort(real_flow))
    (nudge, *_) = plan(called, [], {"UKAREN": habits}, NOW)
    said = list(explain(Facts(habits, called, (nudge,), NOW), nudge))
    assert "settings that cannot be read: hours" in said


@at_once("tz", ["Europe/Copenhagen", "America/Nuuk", "Europe/London"])
@at_once("around", ["2026-03-29", "2026-10-25", "2027-03-28", "2027-10-31"])
def test_summer_time_moves_nobody_out_of_their_hours(around: str, tz: str) -> None:
    there = ZoneInfo(tz)
    for hours in Hours:
        opens, closes = HOURS[hours]
        habits = Habits("U1", tz, Preferences(hours=hours))
        start = datetime.fromisoformat(f"{around}T00:30").replace(tzinfo=there) - timedelta(days=3)
        for hour in range(0, 24 * 7, 3):
            now = (start + timedelta(hours=hour)).astimezone(UTC)
            found = opening(habits, now).at
            local = found.astimezone(there)
            assert opens <= local.time() < closes
            assert now <= found
            assert is_open(habits, found)


def test_each_keeps_their_slot_over_summer_time() -> None:
    there = ZoneInfo("Europe/Copenhagen")
    habits = Habits("U1", "Europe/Copenhagen")
    days = [date(2026, 3, 27), date(2026, 3, 30), date(2026, 10, 23), date(2026, 10, 26)]
    assert len({slot(habits, day).astimezone(there).time() for day in days}) == 1
