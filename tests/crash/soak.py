"""Many people and a team, with processes that are killed at random all the while."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.crash.accounts import Account, account
from tests.crash.people import Heard, Team, Walker
from tests.crash.processes import Processes, kill_for, processes, restart_for
from tests.e2e.harness import World

#: When Slack repeats what was not acknowledged, in seconds: sooner than it would.
REPEATS = (0.0, 2.0, 5.0)
#: So many are in the team.
TEAM = 6


class Soak:
    """One world with its processes, people and team."""

    def __init__(self, world: World, there: Processes) -> None:
        self.world = world
        self.heard = Heard(world)
        self.restarts = 0
        self._there = there
        self.walkers: list[Walker] = []
        self._team: Team | None = None

    async def goes(
        self, seconds: float, people: int, seed: int = 0, *, restarts: bool = False
    ) -> None:
        """Kill for so long, while so many talk with the bot; then let all be sent.

        Where it ``restarts``, PostgreSQL is what dies, and all of the bot's processes live.
        """
        await self._there.begin()
        self._team = team = await self._begun()
        doing = [self._one_after_the_other(random.Random(f"{seed} {n}")) for n in range(people)]
        tasks = [asyncio.create_task(each) for each in (*doing, team.goes(), self.heard.look())]
        if restarts:
            self.restarts = await restart_for(self.world.database.url, seconds, seed)
        else:
            await kill_for(self._there, seconds, seed)
        self.heard.over = True
        await asyncio.gather(*tasks)
        await asyncio.sleep(sum(REPEATS))
        await self.world.settled()

    def account(self) -> Account:
        """What came of it."""
        assert self._team is not None
        found = account(self.world, self.heard, self.walkers, self._team)
        found.kills = self._there.kills
        return found

    async def _begun(self) -> Team:
        members = [each["id"] for each in await self.world.people.add_people(TEAM)]
        channel = await self.world.people.add_channel("team", members)
        team = Team(self.world, str(channel["id"]), members, self.heard)
        await team.begins()
        return team

    async def _one_after_the_other(self, chance: random.Random) -> None:
        while not self.heard.over:
            (person,) = await self.world.people.add_people(1)
            walker = Walker(await self.world.chef(person["id"]), self.heard, chance)
            self.walkers.append(walker)
            await walker.goes()


@asynccontextmanager
async def open_soak(world: World) -> AsyncIterator[Soak]:
    """The processes live as long as this; none is there yet."""
    # What Slack refuses on the way is no fault here: calls of the dead, and clicks that come late.
    world.calm, world.expected = False, {""}
    await world.people.settings(retry_seconds=REPEATS, ack_seconds=3.0, trigger_seconds=3.0)
    async with processes(world) as there:
        yield Soak(world, there)
