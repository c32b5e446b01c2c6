"""Rows of several workspaces: each with its own token, and none waits for one that has none."""

from __future__ import annotations

import asyncio
import itertools
from datetime import timedelta

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import StoreAway
from bot.outbox import sender
from bot.outbox.calls import open_client, with_token
from bot.outbox.clients import Closed, OneWorkspace
from bot.outbox.settle import app_uninstalled
from bot.store.database import Store
from tests.bot.outbox.conftest import FakeSlack, MakeDeliverer
from tests.bot.outbox.outbox import changes, put, row, rows, until
from tests.e2e.marks import mostly_sqlite


class Several:
    """T1 and T2 have tokens, T3 has removed the app, and of others nothing is known."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._clients = {team: with_token(client, f"xoxb-{team}") for team in ("T1", "T2")}

    async def of(self, team: str) -> AsyncWebClient | Closed:
        return self._clients.get(team, Closed.GONE if team == "T3" else Closed.UNKNOWN)


@mostly_sqlite
async def test_each_row_goes_with_the_token_of_its_workspace(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer
) -> None:
    client = open_client(None, slack.url)
    there = [row(f"{team} {n}", f"D{n}", team=team) for n in range(3) for team in ("T1", "T2")]
    left = [row("gone", "D9", team="T3"), row("unknown", "D8", team="T4")]
    try:
        await put(store, *left, *there)
        deliverer(clients=Several(client), concurrency=1)
        await until(lambda: len(slack.texts()) == len(there))
        assert all(each.token == f"xoxb-{each.arguments['text'][:2]}" for each in slack.calls)
        wanted = {"T1": {"sent"}, "T2": {"sent"}, "T3": {"dropped"}, "T4": {"pending"}}
        async with asyncio.timeout(20):
            while await _states(store) != wanted:
                await asyncio.sleep(0.01)
    finally:
        assert client.session is not None
        await client.session.close()


async def _states(store: Store) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for each in await rows(store):
        found.setdefault(each.team, set()).add(each.state)
    return found


async def test_where_the_database_is_away_no_row_is_at_fault(
    store: Store,
    slack: FakeSlack,
    deliverer: MakeDeliverer,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The token stands in it: the row waits a moment, and was never tried."""
    monkeypatch.setattr(sender, "STORE_PAUSE", timedelta())
    client, asked = open_client("xoxb-1", slack.url), itertools.count()

    class AwayAtFirst:
        async def of(self, team: str) -> AsyncWebClient:
            if next(asked) == 0:
                raise StoreAway("the database does not answer")
            return client

    try:
        await put(store, row("hej"))
        deliverer(clients=AwayAtFirst())
        async for found in changes(store):
            if found.state == "sent":
                break
        assert slack.texts() == ["hej"]
        assert {each.method for each in slack.calls} == {"chat.postMessage"}
        assert "fault" not in caplog.text
    finally:
        assert client.session is not None
        await client.session.close()


async def test_the_one_token_is_for_its_workspace_alone(slack: FakeSlack) -> None:
    """Where a database once served many, nothing of the others goes out with it."""
    client = open_client("xoxb-1", slack.url)
    only = OneWorkspace(client, "T1")
    assert await only.of("T1") is client
    assert await only.of("T2") is Closed.UNKNOWN
    assert client.session is not None
    await client.session.close()


async def test_what_is_owed_to_one_is_dropped_alone(store: Store) -> None:
    from datetime import UTC, datetime

    await put(store, row(), row(team="T2"))
    await store.run(lambda tx: app_uninstalled(tx, "T1", datetime.now(UTC)))
    assert [each.state for each in await rows(store)] == ["dropped", "pending"]
