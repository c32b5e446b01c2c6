"""Reminders through the front door: what was left lying, put off, stopped, and acted on."""

from __future__ import annotations

from datetime import timedelta

from flows.parts.reminding_lines import ReminderLines
from tests.e2e.chef import Chef
from tests.e2e.harness import World, library, whole_way
from tests.e2e.marks import each_once, on_sqlite
from tests.e2e.reading import buttons

lines = library().lines(ReminderLines)


async def left_lying(world: World, karen: Chef) -> None:
    await karen.begins("Mødested")
    begun = world.now()
    due = await world.to_next_nudge()
    assert due - begun >= timedelta(days=1)
    await karen.listens()


@each_once
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


@each_once
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
    await karen.begins("Mødested")
    await world.later(minutes=2)
    await world.until(lambda: world.database.next_nudge() is not None)
    await world.people.update_person(karen.id, deleted=True)
    await world.until(lambda: world.database.gone(karen.id))
    await world.later(days=30)
    await world.until(lambda: world.database.next_nudge() is None)
    assert {each.state for each in world.database.nudges(karen.id)} == {"dropped"}


@on_sqlite
async def test_what_comes_is_shown_and_changed(world: World, karen: Chef) -> None:
    await karen.begins("Mødested")
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
