"""SIGKILL in the middle of an answer and of a reveal: nothing is lost, nothing counts twice.

Slack repeats no clicks and no dialogs; the person tries again, since the dialog is still open.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from bot.store.schema import contribution, tie
from tests.e2e.harness import World
from tests.e2e.lives import Life, lives_in
from tests.e2e.marks import on_sqlite
from tests.e2e.meeting import Meeting, buttons, lines
from tests.e2e.reading import has

KAREN, ALI, METTE, JENS = "U0KAREN001", "U0ALI00001", "U0METTE001", "U0JENS0001"
#: Steps of the answer's turn and its delivery, and of the reveal's.
ANSWERING, REVEALING = (1, 6, 13, 17, 20, 24, 31), (2, 12, 16, 19, 23, 30)


async def begun(world: World) -> Meeting:
    meeting = Meeting(world)
    await meeting.sets_up(KAREN, [KAREN, ALI, METTE, JENS])
    await meeting.presses(KAREN, buttons.begin)
    return meeting


def stored(world: World) -> list[str]:
    return [row.answer for row in world.database.rows(select(contribution))]


async def over(world: World, life: Life) -> None:
    """Until it is dead, or nothing is owed."""
    await world.people.quiet(0.05, 60)
    await world.until(lambda: not life.alive or not world.database.owed())


@on_sqlite
async def test_killed_while_one_answers(still_world: World, tmp_path: Path) -> None:
    world = still_world
    world.expected |= {"missing_scope", "message_not_found"}
    async with lives_in(world, tmp_path) as lives:
        life = await lives.born()
        meeting = await begun(world)
        await life.end()
        killed = 0
        for kill_at in ANSWERING:
            life = await lives.born(kill_at=kill_at)
            text = f"Svar ved trin {kill_at}"
            await meeting.opens(ALI, buttons.answer)
            await world.people.settings(ack_seconds=1.0)
            life.arm()
            await meeting.sends(ALI, rating="2", answer=text)
            await over(world, life)
            killed += not life.alive
            await life.end()
            await world.people.settings(ack_seconds=20.0)
            life = await lives.born()
            await world.people.forward(100)
            if text not in stored(world):
                await meeting.sends(ALI, rating="2", answer=text)
            await world.settled()
            assert stored(world) == [text]
            assert len(world.database.rows(select(tie))) == 1
            assert has(await meeting.sees("Fokuspunkt 1 af"), "Én af fire har svaret.")
            if (await world.people.views(ALI))["stack"]:
                await world.people.close_view(ALI)
            await life.end()
        assert killed > len(ANSWERING) / 2


@on_sqlite
async def test_killed_while_one_reveals(still_world: World, tmp_path: Path) -> None:
    world = still_world
    world.expected |= {"missing_scope", "message_not_found"}
    async with lives_in(world, tmp_path) as lives:
        killed = 0
        for kill_at in REVEALING:
            life = await lives.born()
            meeting = await begun(world)
            await meeting.answers(ALI, 2, f"Svar ved trin {kill_at}")
            await life.end()
            life = await lives.born(kill_at=kill_at)
            card = await meeting.with_button(buttons.reveal)
            await world.people.settings(ack_seconds=1.0)
            life.arm()
            await world.people.press(KAREN, card, buttons.reveal)
            await over(world, life)
            killed += not life.alive
            await life.end()
            await world.people.settings(ack_seconds=20.0)
            life = await lives.born()
            await world.people.forward(100)
            states = world.database.states("formaal")
            if "collecting" in states:
                await world.people.press(KAREN, card, buttons.reveal)
            await world.settled()
            assert set(world.database.states("formaal")) == {"revealed"}
            assert has(await meeting.sees(lines.talk.answers), f"Svar ved trin {kill_at}")
            assert world.database.rows(select(tie)) == []
            await life.end()
        assert killed > len(REVEALING) / 2
