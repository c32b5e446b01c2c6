"""Answers to a `response_url`: only to Slack's own, and not after its time."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.outbox.calls import is_slacks, open_client, respond
from bot.store.database import Store
from tests.bot.outbox.conftest import FakeSlack, MakeDeliverer, status
from tests.bot.outbox.outbox import delivered, put, row
from tests.e2e.marks import mostly_sqlite


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://hooks.slack.com/commands/T1/2/x", True),
        ("http://hooks.slack.com/commands/T1/2/x", False),
        ("https://hooks.slack.com.evil.example/x", False),
        ("https://evil.example/hooks.slack.com", False),
        ("https://user@hooks.slack.com/x", False),
        ("http://127.0.0.1:3000/response/1", True),
        ("http://127.0.0.1:3001/response/1", False),
        ("", False),
    ],
)
async def test_whose_url_it_is(url: str, expected: bool) -> None:
    client = open_client("xoxb-test", "http://127.0.0.1:3000/api/")
    assert is_slacks(client, url) is expected
    if not expected:
        assert (await respond(client, url, {})).error == "invalid_url"
    assert client.session is not None
    await client.session.close()


@mostly_sqlite
@pytest.mark.parametrize(
    ("code", "body", "state", "error"),
    [
        (200, "ok", "sent", None),
        (404, "expired_url", "dropped", "expired_url"),
        (404, '{"ok":false,"error":"used_url"}', "dropped", "used_url"),
        (410, "", "dropped", "the response_url is used up"),
        (400, "invalid_blocks", "refused", "invalid_blocks"),
    ],
)
async def test_what_it_says(
    store: Store,
    slack: FakeSlack,
    deliverer: MakeDeliverer,
    code: int,
    body: str,
    state: str,
    error: str | None,
) -> None:
    slack.next["hook"] = [status(code, body)]
    payload = {"url": f"{slack.url}hook", "body": {"text": "Kun til dig"}}
    await put(store, row(method="response_url", payload=payload))
    deliverer()
    [found] = await delivered(store)
    assert (found.state, found.error) == (state, error)
    assert slack.calls[0].arguments == {"text": "Kun til dig"}


@pytest.fixture
async def stranger() -> AsyncIterator[tuple[str, list[str]]]:
    """Another server, and what it was sent."""
    heard: list[str] = []

    async def hear(request: web.Request) -> web.Response:
        heard.append(await request.text())
        return web.Response()

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", hear)
    server = TestServer(app, host="127.0.0.1")
    await server.start_server()
    yield str(server.make_url("/")), heard
    await server.close()


@mostly_sqlite
async def test_nobody_else_is_told(
    store: Store, slack: FakeSlack, deliverer: MakeDeliverer, stranger: tuple[str, list[str]]
) -> None:
    url, heard = stranger
    slack.next["hook"] = [status(302, Location=url)]
    for to in (url, f"{slack.url}hook"):
        payload = {"url": to, "body": {"text": "hemmeligt"}}
        await put(store, row(lane=to, method="response_url", payload=payload, attempts=295))
    deliverer()
    assert {r.state for r in await delivered(store)} == {"refused"}
    assert heard == []
