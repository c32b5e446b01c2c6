"""What happens before the first payload: tokens, schema, a Slack that is not there yet."""

from __future__ import annotations

import socket

import pytest
from pydantic import SecretStr

from bot.errors import PlainError
from bot.store.migrations import migrate
from tests.e2e.chef import Chef
from tests.e2e.harness import World, open_world, texts
from tests.e2e.marks import on_sqlite

WRONG = {"slack_bot_token": "xoxb-0000-hemmeligt", "slack_app_token": "xapp-0000-hemmeligt"}


@on_sqlite
@pytest.mark.parametrize("setting", WRONG)
async def test_a_token_that_slack_refuses_is_one_line(still_world: World, setting: str) -> None:
    still_world.expected.add("invalid_auth")
    still_world.calm = False
    with pytest.raises(PlainError, match=f"^Slack refuses {setting.upper()}") as caught:
        await still_world.begin(**{setting: SecretStr(WRONG[setting])})
    assert "\n" not in str(caught.value)
    assert "hemmeligt" not in str(caught.value) + "".join(still_world.log.errors())


async def test_a_schema_that_is_behind(empty_database_url: str) -> None:
    """SQLite is migrated on the way; for PostgreSQL somebody has to mean it."""
    async with open_world(empty_database_url, "socket") as world:
        if empty_database_url.startswith("postgresql"):
            with pytest.raises(PlainError, match=r"run 'samskab migrate' first$") as caught:
                await world.begin()
            assert "\n" not in str(caught.value)
            migrate(empty_database_url)
        await world.begin()
        karen = await world.chef()
        await karen.says("hej")
        await karen.sees(texts.welcome.privacy)


@on_sqlite
@pytest.mark.parametrize(
    ("kind", "target"),
    [("drop", "auth.test"), ("server_error", "auth.test"), ("drop", "apps.connections.open")],
)
async def test_slack_cannot_be_reached_at_first(still_world: World, kind: str, target: str) -> None:
    world = still_world
    await world.people.fault(kind, target)
    await world.begin()
    assert world.log.said("Slack cannot be reached")
    karen = await world.chef()
    await karen.says("hej")
    await karen.sees(texts.welcome.privacy)


@pytest.mark.parametrize(
    ("database_url", "transport"),
    [("sqlite", "socket"), ("sqlite", "http")],
    indirect=["database_url"],
)
async def test_once_it_runs_nobody_asks_who_it_is(world: World, karen: Chef) -> None:
    """An event is not lost where Slack does not say who the bot is: it said so at the start."""
    await world.people.fault("error", "auth.test", error="invalid_auth", times=None)
    await karen.says("hej")
    await karen.sees(texts.welcome.privacy)
    assert len(await world.calls("auth.test")) == 1


@on_sqlite
async def test_an_app_token_that_lacks_its_scope_is_one_line(still_world: World) -> None:
    world = still_world
    await world.people.fault("error", "apps.connections.open", error="missing_scope", times=None)
    with pytest.raises(PlainError, match=r"^Slack refuses SLACK_APP_TOKEN \(missing_scope\)"):
        await world.begin()


@on_sqlite
async def test_nobody_listens_where_slack_should_be(still_world: World) -> None:
    """Only that it waits, and says so; the address stays what it was."""
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{nobody.getsockname()[1]}/api/"
    world = still_world
    beginning = world.beginning(slack_api_url=address)
    await world.until(lambda: world.log.said("Slack cannot be reached") or beginning.done())
    assert not beginning.done()
    await world.end()
