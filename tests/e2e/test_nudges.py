"""Reminders through the front door: what was left lying, put off, stopped, and acted on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.store.schema import person
from flows.parts.reminding_lines import ReminderLines
from tests.e2e.chef import Chef
from tests.e2e.harness import World, library, whole_way
from tests.e2e.marks import mostly_sqlite, mostly_sqlite_by_socket, on_sqlite
from tests.e2e.reading import buttons

lines = library().lines(ReminderLines)


async def left_lying(world: World, karen: Chef) -> None:
    await karen.has_begun()
    begun = world.now()
    due = await world.to_next_nudge()
    assert due - begun >= timedelta(days=1)
    await karen.listens()


@mostly_sqlite_by_socket
async def test_a_question_left_lying_comes_again_and_can_be_answered(
    world: World, karen: Chef
) -> None:
    await left_lying(world, karen)
    await karen.sees("Mødested")
    assert {lines.buttons.later, lines.buttons.stop} <= set(buttons(karen.last))
    await karen.answers_by_typing("Vi ved ikke, hvad de unge vil")
    assert world.database.nudges(karen.id)[0].state == "sent"
    await world.later(minutes=2)
    await world.until(lambda: world.database.nudges(karen.id)[0].state == "acted")


@mostly_sqlite_by_socket
async def test_three_times_and_never_again(world: World, karen: Chef) -> None:
    await left_lying(world, karen)
    for _ in range(2):
        await world.to_next_nudge()
    await karen.listens()
    await karen.sees("sidste gang")
    assert world.database.next_nudge() is None
    await world.later(days=60)
    assert world.database.next_nudge() is None


@on_sqlite
async def test_put_off_and_put_off_further(world: World, karen: Chef) -> None:
    await left_lying(world, karen)
    sent = world.now()
    await karen.presses(lines.buttons.later)
    await karen.sees("Så kommer det igen")
    await karen.presses(lines.buttons.month)
    due = await world.to_next_nudge()
    assert due - sent > timedelta(days=29)
    await karen.listens()
    await karen.sees("Mødested")


@on_sqlite
async def test_stopped_and_taken_back(world: World, karen: Chef) -> None:
    await left_lying(world, karen)
    await karen.presses(lines.buttons.stop)
    await karen.sees("Så minder jeg dig ikke mere om spørgsmål uden svar")
    await world.later(minutes=2)
    await world.until(lambda: world.database.next_nudge() is None)
    await karen.presses(lines.buttons.undo)
    await world.later(minutes=2)
    await world.until(lambda: world.database.next_nudge() is not None)


@on_sqlite
async def test_who_is_gone_is_left_in_peace(world: World, karen: Chef) -> None:
    await karen.has_begun()
    await world.later(minutes=2)
    await world.until(lambda: world.database.next_nudge() is not None)
    await world.people.update_person(karen.id, deleted=True)
    await world.until(lambda: world.database.gone(karen.id))
    await world.later(days=30)
    await world.until(lambda: world.database.next_nudge() is None)
    assert {each.state for each in world.database.nudges(karen.id)} == {"dropped"}


@mostly_sqlite
@pytest.mark.parametrize("left", ["deactivated", "unknown"])
async def test_who_left_while_the_bot_was_not_running_is_not_reminded(
    world: World, karen: Chef, left: str
) -> None:
    world.calm, people = False, world.sandbox.workspace.people
    world.expected.add("user_not_found")
    await karen.has_begun()
    await world.later(minutes=2)
    await world.until(lambda: world.database.next_nudge() is not None)
    if left == "unknown":
        del people[karen.id]
    else:
        people[karen.id].deleted = True  # and nobody tells
    posted = len(await world.calls("chat.postMessage"))
    await world.later(days=10)
    while (due := world.database.next_nudge()) is not None:  # it may fall on a weekend at first
        await world.later(seconds=max(0.0, (due - world.now()).total_seconds()) + 1)
        await world.until(lambda due=due: world.database.next_nudge() != due)
    assert world.database.gone(karen.id)
    await world.delivered()
    assert len(await world.calls("chat.postMessage")) == posted


@on_sqlite
async def test_after_a_long_silence_one_is_asked_about_once_and_then_reminded(
    world: World, karen: Chef
) -> None:
    await karen.has_begun()
    world.sandbox.workspace.people[karen.id].tz = "America/Nuuk"  # and nobody tells
    asked = len(await world.calls("users.info"))
    await world.to_next_nudge()
    await world.to_next_nudge()
    await world.to_next_nudge()
    assert len(await world.calls("users.info")) > asked
    (row,) = world.database.rows(select(person.c.tz).where(person.c.user == karen.id))
    assert row.tz == "America/Nuuk"


@on_sqlite
async def test_what_comes_is_shown_and_changed(world: World, karen: Chef) -> None:
    await karen.has_begun()
    await karen.says("påmindelser")
    await karen.sees("Højst én om dagen", "spørgsmål uden svar i Mødested")
    await karen.presses(lines.buttons.rest)
    await karen.presses(lines.buttons.rest_month)
    await karen.sees("Så er der stille")
    paused = world.now()
    due = await world.to_next_nudge()
    assert due - paused > timedelta(days=29)
    home = await karen.opens_home()
    assert lines.buttons.settings in str(home)
    assert whole_way in str(home)
