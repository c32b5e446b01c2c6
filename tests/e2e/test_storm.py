"""Slack tells of every change in everybody's profile: mostly it is nothing to us."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from bot.store.schema import person
from bot.turns import known, news
from tests.e2e.chef import Chef
from tests.e2e.harness import World
from tests.e2e.marks import mostly_sqlite, mostly_sqlite_by_socket, on_both


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Of whom something was looked up in the database, or written."""
    users: list[str] = []
    really = news.someone_changed

    def counted(tx: Any, library: Any, who: tuple[str, str], *facts: Any) -> Any:
        users.append(who[1])
        return really(tx, library, who, *facts)

    monkeypatch.setattr(news, "someone_changed", counted)
    return users


async def tells(world: World, user: str, **fields: Any) -> None:
    about = {"id": user, "tz": "Europe/Copenhagen", "profile": {"display_name": "Ida"}, **fields}
    event = {"type": "user_change", "user": about, "event_ts": world.sandbox.core.clock.ts()}
    assert (await world.people.emit(event))["acked"]


def zone(world: World, user: str) -> str | None:
    rows = world.database.rows(select(person.c.tz).where(person.c.user == user))
    return rows[0].tz if rows else None


@mostly_sqlite_by_socket
async def test_those_who_are_not_known_cost_nothing(
    karen: Chef, world: World, looked: list[str]
) -> None:
    await karen.says("hej")
    looked.clear()  # Slack was asked where they live
    for n in range(50):
        await tells(world, f"U0FREMMED{n}")
    assert not looked
    await tells(world, karen.id, tz="America/Nuuk")
    assert zone(world, karen.id) == "America/Nuuk"


@mostly_sqlite
async def test_a_field_that_is_not_used_is_no_change(
    karen: Chef, world: World, looked: list[str]
) -> None:
    await karen.says("hej")
    looked.clear()  # Slack was asked where they live
    for title in ("Chef", "Centerchef", "Leder", "Leder af centret"):
        profile = {"display_name": "Karen", "title": title}
        await tells(world, karen.id, profile=profile, updated=len(title))
    assert looked == [karen.id]
    await tells(world, karen.id, profile={"display_name": "Karen"}, deleted=True)
    assert looked == [karen.id] * 2


@on_both
async def test_somebody_who_was_met_meanwhile(
    karen: Chef, ali: Chef, world: World, looked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    await karen.says("hej")
    looked.clear()  # Slack was asked where they live
    await tells(world, ali.id)
    assert not looked
    await ali.says("hej")  # met in this process
    await tells(world, ali.id, tz="America/Nuuk")
    assert zone(world, ali.id) == "America/Nuuk"
    mette = await world.chef("U0METTE001")
    await tells(world, mette.id)
    monkeypatch.setattr(known.Acquaintances, "met", lambda *_: None)  # as if in another one
    await mette.says("hej")
    monkeypatch.setattr(known, "TRUSTED", 0.0)
    await tells(world, mette.id, tz="America/Nuuk")
    assert zone(world, mette.id) == "America/Nuuk"
