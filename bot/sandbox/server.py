"""Starts and stops a sandbox."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from pathlib import Path

from aiohttp import web

from bot.sandbox.authorizing import Authorizing
from bot.sandbox.browser import Browser
from bot.sandbox.clock import Clock
from bot.sandbox.control import Control
from bot.sandbox.core import Core, Tokens, Transport
from bot.sandbox.hooks import Hooks
from bot.sandbox.seed import new_workspace
from bot.sandbox.settings import SandboxOptions, Settings
from bot.sandbox.snapshot import Snapshot, Unreadable
from bot.sandbox.sockets import Sockets
from bot.sandbox.steering import Steering
from bot.sandbox.traffic import Traffic
from bot.sandbox.uploads import Uploads
from bot.sandbox.waits import Waits
from bot.sandbox.webapi import WebApi
from bot.sandbox.webhooks import Webhooks
from bot.sandbox.workspace import Change, Listener, Workspace

HOST = "127.0.0.1"
LARGEST_UPLOAD = 64 * 1024 * 1024


class Sandbox:
    """A running sandbox. Use `start_sandbox`."""

    def __init__(self, options: SandboxOptions) -> None:
        self.options = options
        clock = Clock()
        self.core = Core(
            new_workspace(clock, options.profile.name, options.keep_messages),
            clock,
            options.profile,
            _tokens(options.data),
            Settings(mode=options.mode, request_url=options.request_url),
            Traffic(options.traffic, clock.now),
        )
        self.sockets = Sockets(self.core)
        self.core.new_socket_url = self.sockets.ticket
        self.webhooks = Webhooks(self.core)
        self.core.transport = Transport(self.core, {"socket": self.sockets, "http": self.webhooks})
        self._waits = Waits()
        self._control = Control(self.core, self._waits)
        self._steering = Steering(self.core, self.sockets, self.webhooks, self.reset)
        self._browser = Browser(self.core, self._steering)
        self._snapshot: Snapshot | None = None
        self._runner: web.AppRunner | None = None

    @property
    def workspace(self) -> Workspace:
        """People, channels, messages: the state itself."""
        return self.core.workspace

    @property
    def base_url(self) -> str:
        """Where the control API and the page are, without a slash at the end."""
        return self.core.base_url

    @property
    def api_url(self) -> str:
        """For SLACK_API_URL."""
        return f"{self.core.base_url}/api/"

    @property
    def page_url(self) -> str:
        """For a browser."""
        return f"{self.core.base_url}/"

    @property
    def bot_token(self) -> str:
        """For SLACK_BOT_TOKEN."""
        return self.core.tokens.bot

    @property
    def app_token(self) -> str:
        """For SLACK_APP_TOKEN."""
        return self.core.tokens.app

    @property
    def signing_secret(self) -> str:
        """For SLACK_SIGNING_SECRET."""
        return self.core.tokens.secret

    @property
    def environment(self) -> dict[str, str]:
        """What an app needs to use this sandbox instead of Slack."""
        return {
            "SLACK_API_URL": self.api_url,
            "SLACK_BOT_TOKEN": self.bot_token,
            "SLACK_APP_TOKEN": self.app_token,
            "SLACK_SIGNING_SECRET": self.signing_secret,
            "SLACK_CLIENT_ID": self.core.tokens.client_id,
            "SLACK_CLIENT_SECRET": self.core.tokens.client_secret,
        }

    async def start(self) -> None:
        """Loads what was saved, then listens."""
        if self.options.data is not None and self.options.snapshot:
            self._snapshot = Snapshot(self.core, self.options.data)
            self._snapshot.load()
        self._listen()
        app = web.Application(client_max_size=LARGEST_UPLOAD)
        app.add_routes(self._routes())
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, self.options.port)
        await site.start()
        port = self._runner.addresses[0][1]
        self.core.base_url = f"http://{HOST}:{port}"
        self.core.spawn(self.sockets.keep_alive())

    async def stop(self, save: bool = True) -> None:
        """Saves, closes the app's connections and the server."""
        if self._snapshot is not None and save:
            self._snapshot.save()
        for site in self._runner.sites if self._runner is not None else ():
            await site.stop()  # first: whose connection is closed below connects again at once
        self._browser.close()
        await self.sockets.close()
        await self.core.stop_tasks()
        await self.webhooks.close()
        if self._runner is not None:
            await self._runner.cleanup()
        self.core.clock.stop()

    def reset(self) -> None:
        """The workspace as new; tokens, transport and connections stay."""
        core = self.core
        core.transport.forget_retries()
        core.clock.ahead = 0.0
        core.workspace = new_workspace(core.clock, core.profile.name, self.options.keep_messages)
        core.settings = Settings(mode=core.settings.mode, request_url=core.settings.request_url)
        core.faults.clear()
        core.rates.reset()
        core.traffic.clear()
        self._listen()
        core.workspace.tell(Change("reset"))

    def _listen(self) -> None:
        listeners: list[Listener] = [
            self._waits.on_change,
            self._control.on_change,
            self._browser.on_change,
        ]
        if self._snapshot is not None:
            listeners.append(self._snapshot.on_change)
        self.core.workspace.listeners = listeners
        self.core.traffic.changed = self._browser.on_log

    def _routes(self) -> list[web.RouteDef]:
        api, hooks, uploads = WebApi(self.core), Hooks(self.core), Uploads(self.core)
        return [
            web.post("/api/{method}", api.handle),
            web.get("/api/{method}", api.handle),
            web.get("/link/", self.sockets.handle),
            web.post("/hooks/{kind}/{team}/{secret}", hooks.handle),
            web.post("/upload/v1/{ticket}", uploads.handle),
            *Authorizing(self.core).routes(),
            *self._control.routes(),
            *self._steering.routes(),
            *self._browser.routes(),
        ]


async def start_sandbox(options: SandboxOptions | None = None) -> Sandbox:
    """Starts a sandbox on 127.0.0.1. OSError when the port cannot be had; ``Unreadable``."""
    sandbox = Sandbox(options or SandboxOptions())
    try:
        await sandbox.start()
    except OSError:
        # Another sandbox may be using the same folder.
        await sandbox.stop(save=False)
        raise
    return sandbox


def _tokens(folder: Path | None) -> Tokens:
    """New tokens, or those of the data folder. Raises ``Unreadable``."""
    if folder is None:
        return Tokens()
    path = folder / "tokens.json"
    if path.exists():
        try:
            return Tokens(**json.loads(path.read_text()))
        except (TypeError, ValueError) as error:
            raise Unreadable(str(path)) from error
    tokens = Tokens()
    folder.mkdir(parents=True, exist_ok=True)
    saved = {"bot": tokens.bot, "app": tokens.app, "secret": tokens.secret}
    saved["client_secret"] = tokens.client_secret
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as out:
        json.dump(saved, out)
    return tokens


async def serve(options: SandboxOptions) -> None:
    """Runs until told to stop (SIGINT, SIGTERM); prints where to find it."""
    stopped, loop = asyncio.Event(), asyncio.get_running_loop()
    sandbox = await start_sandbox(options)
    lines = [f"{name}={value}" for name, value in sandbox.environment.items()]
    sys.stdout.write("\n".join([f"Sandbox (not Slack): {sandbox.page_url}", *lines, ""]))
    sys.stdout.flush()
    for number in (signal.SIGINT, signal.SIGTERM):
        # Not on Windows; there Ctrl-C cancels the waiting.
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, stopped.set)
    try:
        await stopped.wait()
    finally:
        await sandbox.stop()
