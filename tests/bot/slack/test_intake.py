"""Signed HTTP: nothing is done with a request before its signature holds, and nobody hangs on."""

from __future__ import annotations

import asyncio
import gzip
import hmac
import io
import json
import logging
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import aiohttp
import pytest
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot import http_server
from bot.outbox.calls import open_client
from bot.slack import intake
from bot.slack.intake import HttpIntake, Known, bolt
from bot.slack.manifest import EVENTS_PATH

SECRET = "0123456789abcdef"
WHO = {"team_id": "T1", "user_id": "U0BOT", "bot_id": "B1"}
EVENT = {"type": "event_callback", "team_id": "T1", "event": {"type": "message", "text": "æøå"}}


class Ears(AsyncMiddleware):
    """Hears every event."""

    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []

    async def async_process(self, *, req: AsyncBoltRequest, **_: Any) -> BoltResponse:
        self.heard.append(req.body["event"])
        return BoltResponse(status=200)


class Bot:
    """The way in, with somebody who hears behind it."""

    def __init__(
        self, door: HttpIntake, session: aiohttp.ClientSession, heard: list[dict[str, Any]]
    ) -> None:
        self.door = door
        self.session = session
        self.heard = heard

    async def post(self, raw: bytes, *, at: str | None = None, **headers: str) -> int:
        """The status of what is answered to a request that is signed unless ``headers`` say so."""
        at = str(int(time.time())) if at is None else at
        signed = hmac.new(SECRET.encode(), f"v0:{at}:".encode() + raw, "sha256").hexdigest()
        given = {
            "Content-Type": "application/json",
            "X-Slack-Request-Timestamp": at,
            "X-Slack-Signature": f"v0={signed}",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        url = f"http://127.0.0.1:{self.door.port}{EVENTS_PATH}"
        async with self.session.post(url, data=io.BytesIO(raw), headers=given) as answer:
            assert "ython" not in answer.headers["Server"]
            assert "Traceback" not in await answer.text()
            return answer.status


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    client = open_client("xoxb-0000-0000", "http://127.0.0.1:9/api/")
    ears = Ears()
    async with aiohttp.ClientSession() as session:
        door = HttpIntake(bolt(client, Known(WHO, client.token), ears), SECRET, "127.0.0.1", 0)
        made = Bot(door, session, ears.heard)
        await made.door.start()
        yield made
        await made.door.stop(1)
    assert client.session is not None
    await client.session.close()


async def test_what_is_signed_is_heard(bot: Bot) -> None:
    assert await bot.post(json.dumps(EVENT, ensure_ascii=False).encode()) == 200
    assert bot.heard == [EVENT["event"]]


@pytest.mark.parametrize(
    "odd",
    [
        {"X_Slack_Signature": "v0=0000"},
        {"X_Slack_Signature": "v0=\u00e6"},
        {"at": "0"},
        {"at": "never"},
        {"at": "9" * 400},
        {"at": ""},
        {"at": "\u0661"},
    ],
    ids=str,
)
@pytest.mark.parametrize("charset", ["utf-8", "punycode", "idna", "no such", "utf-16"])
async def test_what_is_not_signed_is_one_line(
    bot: Bot, odd: dict[str, str], charset: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever it says that it is, nothing of it is read: 2 MB as punycode take minutes."""
    caplog.set_level(logging.INFO)
    given = {"Content_Type": f"application/json; charset={charset}", **odd}
    began = time.monotonic()
    assert await bot.post(b"xn--" + b"a" * 500_000, **given) == 401
    assert time.monotonic() - began < 5
    assert bot.heard == []
    [line] = caplog.records
    assert (line.levelno, line.exc_info) == (logging.INFO, None)


@pytest.mark.parametrize(
    "raw",
    [b"\xff\xfe", b"{", b'{"event": 1', b"\xc3", gzip.compress(b"{}")],
    ids=["no utf-8", "broken", "cut", "half a letter", "gzip"],
)
async def test_what_makes_no_sense_is_refused(
    bot: Bot, raw: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    assert await bot.post(raw, Content_Encoding="gzip") == 400
    assert [record.exc_info for record in caplog.records] == [None]


async def test_a_flood_of_strangers_is_a_line_a_second(
    bot: Bot, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO)
    monkeypatch.setattr("bot.http_server.SELDOM", 1000.0)
    for _ in range(20):
        assert await bot.post(b"{}", X_Slack_Signature="v0=1") == 401
    assert len(caplog.records) == 1
    monkeypatch.setattr("bot.http_server.SELDOM", 0.0)
    assert await bot.post(b"{}", X_Slack_Signature="v0=1") == 401
    assert "refused (401)" in caplog.records[1].getMessage()
    assert "19 more" in caplog.records[1].getMessage()


async def test_slack_looks_at_the_certificate(bot: Bot) -> None:
    assert await bot.post(b"token=abc&ssl_check=1", X_Slack_Signature="") == 200
    assert bot.heard == []


async def test_what_is_too_large_is_refused(bot: Bot) -> None:
    assert await bot.post(b"a" * 3_000_000) == 400


async def test_nonsense_on_the_line_is_one_line(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", bot.door.port)
    writer.write(b"GET /\x00 HTTP/9\r\nno header\r\n\r\n")
    assert b"400" in await asyncio.wait_for(reader.readline(), 10)
    writer.close()
    assert all(record.exc_info is None for record in caplog.records)


@pytest.mark.parametrize("half", [b"", b"POST /slack/events HTTP/1.1\r\nHost: a\r\n"])
async def test_half_a_request_is_closed(
    bot: Bot, half: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_server, "HEADER_SECONDS", 0.05)
    reader, writer = await asyncio.open_connection("127.0.0.1", bot.door.port)
    writer.write(half)
    with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
        await asyncio.wait_for(reader.readexactly(1), 10)
    writer.close()


async def test_half_a_body_is_refused(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "BODY_SECONDS", 0.05)
    reader, writer = await asyncio.open_connection("127.0.0.1", bot.door.port)
    writer.write(b"POST /slack/events HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n{")
    assert b"400" in await asyncio.wait_for(reader.readline(), 10)
    writer.close()


async def test_connections_that_are_too_many_are_closed(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_server, "MOST_CONNECTIONS", 2)
    open_ones = [await asyncio.open_connection("127.0.0.1", bot.door.port) for _ in range(3)]
    reader, _ = open_ones[2]
    with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
        await asyncio.wait_for(reader.readexactly(1), 10)
    for _, writer in open_ones:
        writer.close()
    async with asyncio.timeout(10):
        while not bot.heard:  # as soon as they are gone
            with suppress(aiohttp.ClientError):
                await bot.post(json.dumps(EVENT).encode())


async def test_nothing_else_is_answered(bot: Bot) -> None:
    address = f"http://127.0.0.1:{bot.door.port}"
    for path, status in (("/health", 404), ("/metrics", 404), ("/", 404), (EVENTS_PATH, 404)):
        async with bot.session.get(address + path) as answer:
            assert answer.status == status


def test_bolt_warns_of_nothing_at_the_start(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-0000-0000")

    async def start() -> None:
        client = open_client("xoxb-0000-0000", "http://127.0.0.1:9/api/")
        bolt(client, Known(WHO, client.token), Ears())
        assert client.session is not None
        await client.session.close()

    asyncio.run(start())
    assert caplog.records == []
