"""SIGKILL in the middle of an answer and of a reveal: nothing is lost, nothing counts twice.

Slack repeats no clicks and no dialogs; the person tries again, since the dialog is still open.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from bot.store.schema import contribution, tie
from tests.e2e.harness import World
from tests.e2e.lives import Life, lives_in
from tests.e2e.marks import on_sqlite
from tests.e2e.meeting import Meeting, buttons, lines
from tests.e2e.reading import has

KAREN, ALI, METTE, JENS = "U0KAREN001", "U0ALI00001", "U0METTE001", "U0JENS0001"
#: A turn with its delivery has more steps than the first, and fewer than the second; and edges.
STEPS, EDGES = (25, 400), (8, 80)


def strides(steps: int) -> pytest.MarkDecorator:
    """From one kill to the next: in edges, or, at length, in more of them and in steps."""
    slow = [pytest.param(*each, marks=pytest.mark.slow) for each in ((True, 4), (False, steps))]
    return pytest.mark.parametrize(("edges", "stride"), [(True, 9), *slow])


async def begun(world: World) -> Meeting:
    meeting = Meeting(world)
    await meeting.sets_up(KAREN, [KAREN, ALI, METTE, JENS])
    await meeting.presses(KAREN, buttons.begin)
    return meeting


def stored(world: World) -> list[str]:
    return [row.answer for row in world.database.rows(select(contribution))]


async def unharmed(world: World, life: Life) -> bool:
    """Wait until it is dead, or nothing is owed; then it is told to stop."""
    await world.quiet(0.05)
    await world.until(
        lambda: not life.alive or not world.database.owed(),
        "a bot that is dead, or has sent what it owes",
    )
    alive = life.alive
    await life.end()
    return alive


@on_sqlite
@strides(5)
async def test_killed_while_one_answers(
    still_world: World, tmp_path: Path, edges: bool, stride: int
) -> None:
    world = still_world
    world.expected |= {"missing_scope", "message_not_found"}
    fewest, most = EDGES if edges else STEPS
    async with lives_in(world, tmp_path) as lives:
        life = await lives.born(kill_at=1, edges=edges)
        meeting = await begun(world)
        for kill_at in range(1, most, stride):
            text = f"Svar ved trin {kill_at}"
            await meeting.opens(ALI, buttons.answer)
            life.arm()
            await life.meets(world, meeting.sends(ALI, rating="2", answer=text))
            done = await unharmed(world, life)
            life = await lives.born(kill_at=kill_at + stride, edges=edges)
            await world.people.forward(100)
            if text not in stored(world):
                await meeting.sends(ALI, rating="2", answer=text)
            await world.settled()
            assert stored(world) == [text]
            assert len(world.database.rows(select(tie))) == 1
            assert has(await meeting.sees("Fokuspunkt 1 af"), "Én af fire har svaret.")
            if (await world.people.views(ALI))["modal"]:
                await world.people.close_view(ALI)
            if done:
                break
        assert done
        assert kill_at > fewest


@on_sqlite
@strides(9)
async def test_killed_while_one_reveals(
    still_world: World, tmp_path: Path, edges: bool, stride: int
) -> None:
    world = still_world
    world.expected |= {"missing_scope", "message_not_found"}
    fewest, most = EDGES if edges else STEPS
    async with lives_in(world, tmp_path) as lives:
        life = await lives.born(kill_at=1, edges=edges)
        for kill_at in range(1, most, stride):
            meeting = await begun(world)
            await meeting.answers(ALI, 2, f"Svar ved trin {kill_at}")
            card = await meeting.with_button(buttons.reveal)
            life.arm()
            await life.meets(world, world.people.press(KAREN, card, buttons.reveal))
            done = await unharmed(world, life)
            life = await lives.born(kill_at=kill_at + stride, edges=edges)
            await world.people.forward(100)
            states = world.database.states("formaal")
            if "collecting" in states:
                await world.people.press(KAREN, card, buttons.reveal)
            await world.settled()
            assert set(world.database.states("formaal")) == {"revealed"}
            assert has(await meeting.sees(lines.talk.answers), f"Svar ved trin {kill_at}")
            assert world.database.rows(select(tie)) == []
            if done:
                break
        assert done
        assert kill_at > fewest
