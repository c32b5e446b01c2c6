"""Bare Bolt apps to compare with: they store nothing and answer every message with one line.

    python -m tests.bench.bare [--documented]

The first shares one HTTP session, as the bot does. The other is written as Bolt's documentation
shows, with a client of Bolt's own making: a new HTTP session for each call. Both take signed HTTP.
"""

from __future__ import annotations

import asyncio
import os
import sys

import aiohttp
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp, AsyncSay
from slack_sdk.web.async_client import AsyncWebClient


async def main(session: aiohttp.ClientSession | None) -> None:
    """Serve until killed."""
    client = AsyncWebClient(
        token=os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"], session=session
    )
    app = AsyncApp(client=client, signing_secret=os.environ["SLACK_SIGNING_SECRET"])

    @app.event("message")
    async def answer(say: AsyncSay) -> None:
        await say("Skrevet ned.")

    async def take(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    server = web.Application()
    server.router.add_post("/slack/events", take)
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(f"listening on http://127.0.0.1:{runner.addresses[0][1]}/slack/events", flush=True)
    await asyncio.Event().wait()


async def sharing() -> None:
    """Serve with one session for all calls."""
    async with aiohttp.ClientSession() as session:
        await main(session)


asyncio.run(main(None) if "--documented" in sys.argv else sharing())
