"""One world a test: `world` has a bot running, `still_world` has none yet."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.e2e.chef import Chef
from tests.e2e.harness import ALI, KAREN, World, open_world


@pytest.fixture
def transport() -> str:
    """How payloads come in; tests choose another by parametrizing."""
    return "socket"


@pytest.fixture
async def still_world(database_url: str, transport: str) -> AsyncIterator[World]:
    async with open_world(database_url, transport) as opened:
        yield opened


@pytest.fixture
async def world(still_world: World) -> World:
    await still_world.begin()
    return still_world


@pytest.fixture
async def karen(world: World) -> Chef:
    return await world.chef(KAREN)


@pytest.fixture
async def ali(world: World) -> Chef:
    return await world.chef(ALI)
