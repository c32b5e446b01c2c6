"""Slack's pace, on a clock of our own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.outbox.pace import FORGET_OVER, Pace, Rate
from bot.outbox.rows import Row


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def row(channel: str = "D1", method: str = "chat.postMessage", team: str = "T1") -> Row:
    now = datetime.now(UTC)
    return Row(1, team, channel, method, {"channel": channel}, None, None, 0, None, now)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pace(clock: Clock) -> Pace:
    return Pace(clock=clock)


def test_one_post_a_second_a_channel(pace: Pace, clock: Clock) -> None:
    assert [pace.book(row(), 5) for _ in range(4)] == [0, 1, 2, 3]
    assert pace.book(row("D2"), 5) == 0
    assert pace.book(row(team="T2"), 5) == 0
    clock.now += 10
    assert pace.book(row(), 5) == 0


def test_one_redraw_a_second_a_person(pace: Pace, clock: Clock) -> None:
    assert [pace.book(row("home:U1", "views.publish"), 5) for _ in range(3)] == [0, 1, 2]
    assert pace.book(row("home:U2", "views.publish"), 5) == 0
    clock.now += 10
    assert pace.book(row("home:U1", "views.publish"), 5) == 0


def test_what_would_wait_too_long_takes_no_place(pace: Pace) -> None:
    assert [pace.book(row(), 1) for _ in range(4)] == [0, 1, 2, 2]


@pytest.mark.parametrize(
    ("method", "most"), [("chat.update", 50), ("views.publish", 100), ("users.info", 100)]
)
def test_never_more_in_any_minute(pace: Pace, clock: Clock, method: str, most: int) -> None:
    sent: list[float] = []
    for _ in range(2_000):
        if pace.book(row(method=method), 0) == 0:
            sent.append(clock.now)
        clock.now += 0.1
    assert max(sum(at <= s < at + 60 for s in sent) for at in sent) <= most
    assert len(sent) > most * 1.5  # and not needlessly few


def test_channels_do_not_slow_down_updates(pace: Pace) -> None:
    assert [pace.book(row(method="chat.update"), 0) for _ in range(5)] == [0] * 5


def test_a_pause_is_for_one_method_of_one_workspace(pace: Pace, clock: Clock) -> None:
    pace.pause("T1", "chat.postMessage", 30)
    assert pace.paused(row()) == 30
    assert pace.book(row(), 5) == 30
    assert pace.paused(row(method="chat.update")) == 0
    assert pace.paused(row(team="T2")) == 0
    pace.pause("T1", "", 10)
    assert pace.paused(row(method="chat.update")) == 10
    clock.now += 31
    assert pace.paused(row()) == 0


def test_past_bookings_are_forgotten() -> None:
    rate = Rate(60)

    def keys() -> Iterator[str]:
        return (f"D{n}" for n in range(FORGET_OVER + 1))

    for key in keys():
        rate.book(key, 0.0)
    rate.book("next", 100.0)
    assert list(rate._booked_until) == ["next"]


def test_a_few_people_are_tidied_after_and_a_flood_is_not() -> None:
    now = 0.0
    pace = Pace(clock=lambda: now)
    for _ in range(100):  # two people who answer every three seconds
        assert pace.may_tidy("T1")
        now += 1.5
    allowed = 0
    for _ in range(3_000):  # a hundred a second
        allowed += pace.may_tidy("T1")
        now += 0.01
    assert allowed <= 20
    assert pace.may_tidy("T2"), "another workspace has its own"
    now += 10
    assert pace.may_tidy("T1")
