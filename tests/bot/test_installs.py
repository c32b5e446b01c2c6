"""Where the app is installed: tokens are renewed by one process at a time, and read as stored."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_sdk.web.async_client import AsyncWebClient

from bot.installs.installations import Installation, Installations
from bot.installs.keys import Keys, Tokens, new_key
from bot.installs.renewing import Renewing
from bot.outbox.calls import open_client
from bot.outbox.clients import Closed
from bot.store.database import Store

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
KEYS = Keys([new_key()])


class Slack:
    """Renews tokens, and counts."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.error = ""

    async def access(self, request: web.Request) -> web.Response:
        form: Any = await request.post()
        self.asked.append(str(form["refresh_token"]))
        await asyncio.sleep(0.05)
        if self.error:
            return web.json_response({"ok": False, "error": self.error})
        made = {"access_token": "xoxe.xoxb-new", "refresh_token": "xoxe-2", "expires_in": 43200}
        return web.json_response({"ok": True, "token_type": "bot", **made})


@pytest.fixture
async def slack() -> AsyncIterator[tuple[Slack, AsyncWebClient]]:
    fake, app = Slack(), web.Application()
    app.router.add_post("/api/oauth.v2.access", fake.access)
    server = TestServer(app, host="127.0.0.1")
    await server.start_server()
    client = open_client(None, str(server.make_url("/api/")))
    yield fake, client
    assert client.session is not None
    await client.session.close()
    await server.close()


def installed(team: str, **more: Any) -> Installation:
    given: dict[str, Any] = {
        "team": team,
        "enterprise": "",
        "name": "Eksempel",
        "app": "A1",
        "bot_user": "UB",
        "bot": "B1",
        "installer": "U1",
        "scopes": "chat:write",
        "tokens": Tokens("xoxe.xoxb-old", "xoxe-1"),
        "expires_at": NOW + timedelta(hours=1),
        "installed_at": NOW - timedelta(hours=11),
    }
    return Installation(**{**given, **more})


async def test_several_processes_renew_a_token_once(
    store: Store, slack: tuple[Slack, AsyncWebClient]
) -> None:
    fake, client = slack
    houses = [Installations(store, KEYS, client, lambda: NOW) for _ in range(4)]
    await houses[0].keep(installed("T1"))
    await houses[0].keep(installed("T2", expires_at=NOW + timedelta(hours=9)))
    await houses[0].keep(installed("T3", expires_at=None, tokens=Tokens("xoxb-3")))
    assert (await houses[1].find("T1")) is not None
    await asyncio.gather(*(Renewing(each, "1.2", "secret").round() for each in houses))
    assert fake.asked == ["xoxe-1"]
    fresh = await Installations(store, KEYS, client, lambda: NOW).find("T1")
    assert fresh is not None
    assert fresh.tokens == Tokens("xoxe.xoxb-new", "xoxe-2")
    assert fresh.expires_at == NOW + timedelta(hours=12)


async def test_where_slack_refuses_it_rests(
    store: Store, slack: tuple[Slack, AsyncWebClient]
) -> None:
    fake, client = slack
    fake.error = "invalid_refresh_token"
    house = Installations(store, KEYS, client, lambda: NOW)
    await house.keep(installed("T1"))
    renewing = Renewing(house, "1.2", "secret")
    await renewing.round()
    await renewing.round()
    assert len(fake.asked) == 1
    found = await house.find("T1")
    assert found is not None
    assert found.tokens == Tokens("xoxe.xoxb-old", "xoxe-1"), "it works until it lapses"


async def test_a_token_that_came_while_the_app_was_removed_is_not_kept(
    store: Store, slack: tuple[Slack, AsyncWebClient]
) -> None:
    _, client = slack
    house = Installations(store, KEYS, client, lambda: NOW)
    made = installed("T1")
    await house.keep(made)
    assert await house.gone("T1", NOW)
    await house.renewed(made, Tokens("xoxe.xoxb-new", "xoxe-2"), NOW + timedelta(hours=12))
    assert await house.of("T1") is Closed.GONE
    assert not await house.gone("T1", NOW), "it is gone already"


async def test_another_installation_after_the_removal_stays(
    store: Store, slack: tuple[Slack, AsyncWebClient]
) -> None:
    _, client = slack
    house = Installations(store, KEYS, client, lambda: NOW)
    await house.keep(installed("T1", installed_at=NOW))
    assert not await house.gone("T1", NOW - timedelta(minutes=5))
    assert isinstance(await house.of("T1"), AsyncWebClient)
    assert await house.of("T2") is Closed.UNKNOWN
