"""Bad news goes straight to the person; whatever answers in Slack's place, telling never raises."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.content_files import load_library
from bot.errors import StoreAway
from bot.outbox.calls import open_client
from bot.slack import asking
from bot.slack.asking import Trouble

ANSWERS = [
    web.Response(text="what?"),
    web.Response(status=500, text="<html>"),
    web.json_response({"ok": False, "error": "channel_not_found"}),
    web.json_response({"ok": True}),
]


@pytest.mark.parametrize("answer", ANSWERS, ids=["text", "500", "refused", "ok"])
async def test_the_person_is_told_once(
    answer: web.Response, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "LASTS", 0.05)
    asked: list[str] = []

    async def post(request: web.Request) -> web.Response:
        asked.append(await request.text())
        return answer.__class__(body=answer.body, status=answer.status, headers=answer.headers)

    app = web.Application()
    app.router.add_post("/api/chat.postMessage", post)
    async with TestServer(app, host="127.0.0.1") as server:
        client = open_client("xoxb-0000-0000", str(server.make_url("/api/")))
        trouble = Trouble(client, load_library().texts)
        for _ in range(2):
            trouble.tell("U1", None, StoreAway("the database does not answer"))
        trouble.tell("U2", "D2", ValueError("words"))
        trouble.tell("U3", "D3", StoreAway("the database does not answer"))
        trouble.over("U3")  # Slack has repeated it, and it was taken
        async with asyncio.timeout(20):
            while trouble._telling:
                await asyncio.sleep(0.01)
        assert client.session is not None
        await client.session.close()
    assert len(asked) == 2
    assert '"U1"' in str(asked)
    assert '"D2"' in str(asked)
    assert "words" not in str(asked)
