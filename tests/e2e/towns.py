"""Two workspaces that have installed the same app: one bot, one database, and the same ids in both.

The sandbox is one workspace; so there are two, behind one address, as Slack has one. Whose a call
is, its token says.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
from aiohttp import web
from pydantic import SecretStr
from yarl import URL

from bot.installs.keys import new_key
from bot.sandbox.profile import AppProfile
from bot.sandbox.server import Sandbox, start_sandbox
from bot.sandbox.settings import SandboxOptions
from bot.slack.manifest import INSTALL_PATH, manifest
from tests.e2e.database import Database
from tests.e2e.harness import World, library
from tests.e2e.near import NearPeople

OTHER = "T0NABOBY01"
KEPT_BACK = {"host", "content-length", "transfer-encoding", "connection"}


@dataclass
class Gate:
    """One address for several sandboxes. `url` is where the app believes that Slack is."""

    towns: dict[str, str] = field(default_factory=dict)
    sandboxes: dict[str, Sandbox] = field(default_factory=dict)
    url: str = ""

    def add(self, name: str, sandbox: Sandbox) -> None:
        """From now on its own addresses lead through the gate."""
        self.sandboxes[name] = sandbox
        self.towns[name] = sandbox.base_url
        sandbox.core.base_url = f"{self.url}/{name}"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        name, rest = request.match_info["town"], request.match_info["rest"]
        raw = await request.read()
        if name == "api":
            rest, name = f"api/{rest}", self._of(request, raw)
        elif name in ("oauth", "pages"):
            rest, name = f"{name}/{rest}", next(iter(self.towns))
        url = URL(self.towns[name] + "/" + rest, encoded=True).with_query(request.query)
        headers = {k: v for k, v in request.headers.items() if k.lower() not in KEPT_BACK}
        async with (
            aiohttp.ClientSession(auto_decompress=False) as session,
            session.request(request.method, url, data=raw, headers=headers) as answer,
        ):
            kept = {k: v for k, v in answer.headers.items() if k.lower() not in KEPT_BACK}
            return web.Response(status=answer.status, body=await answer.read(), headers=kept)

    def _of(self, request: web.Request, raw: bytes) -> str:
        """Whose token it is, or whose code."""
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        form = {name: value[0] for name, value in parse_qs(raw.decode("utf-8", "ignore")).items()}
        for name, sandbox in self.sandboxes.items():
            grants = sandbox.core.grants
            held = {*grants.tokens, *grants.revoked, *grants.codes, *grants.refresh}
            if {token, form.get("code"), form.get("refresh_token")} & held:
                return name
        return next(iter(self.sandboxes))


@dataclass
class Towns:
    """`home` and `away` are worlds with one bot between them; `home` begins and ends it."""

    home: World
    away: World
    gate: Gate
    keys: str
    url: str = "http://127.0.0.1:1"

    def settings(self, **changed: Any) -> dict[str, Any]:
        """What makes the bot one of many workspaces."""
        tokens = self.home.sandbox.core.tokens
        given: dict[str, Any] = {
            "slack_bot_token": None,
            "slack_api_url": f"{self.gate.url}/api/",
            "slack_client_id": tokens.client_id,
            "slack_client_secret": SecretStr(tokens.client_secret),
            "samskab_keys": SecretStr(self.keys),
            "samskab_url": self.url,
        }
        return {**given, **changed}

    async def begin(self, **changed: Any) -> None:
        """Start the bot, and tell both towns where it is."""
        await self.home.begin(**self.settings(**changed))
        where = self.home.sandbox.core.settings.request_url
        await self.away.people.settings(request_url=where)

    @property
    def pages(self) -> str:
        """Where the bot's own pages are."""
        parts = urlsplit(self.home.sandbox.core.settings.request_url)
        return f"{parts.scheme}://{parts.netloc}"

    async def install(self, world: World, user: str = "U0KAREN001", **more: Any) -> Installing:
        """Somebody goes the whole way in a browser; what they saw last."""
        browser = Installing(self, world)
        async with browser:
            await browser.presses()
            await browser.says("yes", user=user, **more)
            await browser.comes_back()
        return browser


class Installing:
    """A browser on the way through an installation."""

    def __init__(self, towns: Towns, world: World) -> None:
        self.towns, self.world = towns, world
        self.status, self.text, self.back = 0, "", URL()
        self.headers: Mapping[str, str] = {}
        self.asked: dict[str, str] = {}

    async def __aenter__(self) -> Installing:
        jar = aiohttp.CookieJar(unsafe=True)
        self.session = aiohttp.ClientSession(cookie_jar=jar)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.session.close()

    async def opens(self) -> None:
        """The page with the button."""
        await self._get(self.towns.pages + INSTALL_PATH)

    async def presses(self) -> None:
        """The button: on to Slack."""
        url = self.towns.pages + INSTALL_PATH
        async with self.session.post(url, allow_redirects=False) as answer:
            self.status, self.text = answer.status, await answer.text()
            self.headers = answer.headers
        if self.status == 303:
            self.asked = dict(URL(self.headers["Location"]).query)

    async def says(self, allow: str, **more: Any) -> None:
        """Yes or no, in Slack."""
        name = next(n for n, s in self.towns.gate.sandboxes.items() if s is self.world.sandbox)
        url = f"{self.towns.gate.towns[name]}/oauth/v2/authorize"
        sent = {**self.asked, "allow": allow, **more}
        async with self.session.post(url, data=sent, allow_redirects=False) as answer:
            assert answer.status == 302, await answer.text()
            self.back = URL(answer.headers["Location"])

    async def comes_back(self, **changed: str) -> None:
        """To the bot's page, with what Slack gave."""
        query = {**self.back.query, **changed}
        url = URL(self.towns.pages + self.back.path).with_query(query)
        await self._get(str(url))

    async def _get(self, url: str) -> None:
        async with self.session.get(url, allow_redirects=False) as answer:
            self.status, self.text = answer.status, await answer.text()
            self.headers = answer.headers


@asynccontextmanager
async def open_towns(database_url: str) -> AsyncIterator[Towns]:
    """Two sandboxes with the same people and channels, and no bot yet. Checks at the end."""
    gate = Gate()
    app = web.Application(client_max_size=2**26)
    app.router.add_route("*", "/{town}/{rest:.*}", gate.handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    gate.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    worlds: list[World] = []
    try:
        for name in ("hjemby", "naboby"):
            options = SandboxOptions(
                profile=AppProfile.from_manifest(manifest(library().app)), traffic=20_000
            )
            options.mode = "http"
            sandbox = await start_sandbox(options)
            sandbox.core.settings.ack_seconds = sandbox.core.settings.trigger_seconds = 20.0
            worlds.append(World(sandbox, NearPeople(sandbox), Database(database_url), "http"))
            gate.add(name, sandbox)
        home, away = worlds
        away.sandbox.workspace.team_id = OTHER
        away.sandbox.workspace.team_name = "Naboby Kommune"
        ours, theirs = home.sandbox.core, away.sandbox.core
        theirs.tokens.secret = ours.tokens.secret
        theirs.tokens.client_secret = theirs.grants.client_secret = ours.tokens.client_secret
        yield Towns(home, away, gate, new_key())
        for world in worlds:
            await world.check()
    finally:
        for world in worlds:
            await world.end()
            world.database.close()
        for world in worlds:
            await world.sandbox.stop()
        await runner.cleanup()
