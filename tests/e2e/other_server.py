"""A small server in Slack's place that is not the sandbox, and one person who talks there.

It speaks five methods, Socket Mode and signed HTTP, and nothing else.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import itertools
import json
import time
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

Json = dict[str, Any]
TEAM, BOT, USER, DM = "T0ANDET001", "U0BOT00001", "U0CHEF0001", "D0CHEF0001"
BOT_TOKEN, APP_TOKEN, SECRET = "xoxb-another-server", "xapp-another-server", "another-secret"
PATIENCE = 30.0


class OtherServer:
    """`messages` are the bot's, by ts; `unknown` the methods that it asked for in vain.

    `views` are the dialogs that are open, the newest last.
    """

    def __init__(self) -> None:
        self.messages: dict[str, Json] = {}
        self.views: list[Json] = []
        self.unknown: list[str] = []
        self.request_url = ""
        self.connected = asyncio.Event()
        self._socket: web.WebSocketResponse | None = None
        self._acks: dict[str, asyncio.Future[Any]] = {}
        self._numbers = itertools.count(1)
        self._methods = {
            "auth.test": self._auth_test,
            "apps.connections.open": self._open,
            "chat.postMessage": self._post,
            "chat.update": self._update,
            "views.open": self._open_view,
        }

    async def start(self) -> None:
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._call)
        app.router.add_get("/socket", self._listen)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.address = f"127.0.0.1:{self._runner.addresses[0][1]}"
        self._session = aiohttp.ClientSession()

    async def stop(self) -> None:
        await self._session.close()
        await self._runner.cleanup()

    # What the bot asks

    async def _call(self, request: web.Request) -> web.Response:
        name, text = request.match_info["method"], await request.text()
        is_json = request.content_type == "application/json"
        arguments = json.loads(text) if is_json and text else dict(await request.post())
        method = self._methods.get(name)
        if method is None:
            self.unknown.append(name)
            return web.json_response({"ok": False, "error": "unknown_method", "req_method": name})
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token != (APP_TOKEN if name.startswith("apps.") else BOT_TOKEN):
            return web.json_response({"ok": False, "error": "invalid_auth"})
        return web.json_response({"ok": True, **method(arguments)})

    def _auth_test(self, _: Json) -> Json:
        return {"team_id": TEAM, "user_id": BOT, "bot_id": "B0BOT00001", "user": "samskab"}

    def _open(self, _: Json) -> Json:
        return {"url": f"ws://{self.address}/socket"}

    def _post(self, message: Json) -> Json:
        ts = self._ts()
        assert message["channel"] in (USER, DM)
        self.messages[ts] = {"text": message["text"], "blocks": message.get("blocks"), "ts": ts}
        return {"channel": DM, "ts": ts}

    def _update(self, message: Json) -> Json:
        known = self.messages[message["ts"]]
        known.update(text=message["text"], blocks=message.get("blocks"))
        return {"channel": DM, "ts": message["ts"]}

    def _open_view(self, arguments: Json) -> Json:
        assert arguments["trigger_id"]
        self.views.append({"id": f"V{next(self._numbers):08d}", **arguments["view"]})
        return {"view": self.views[-1]}

    def _ts(self) -> str:
        return f"{int(time.time())}.{next(self._numbers):06d}"

    # What the bot hears

    async def _listen(self, request: web.Request) -> web.WebSocketResponse:
        self._socket = web.WebSocketResponse()
        await self._socket.prepare(request)
        await self._socket.send_json({"type": "hello", "num_connections": 1})
        self.connected.set()
        async for frame in self._socket:
            if frame.type is aiohttp.WSMsgType.TEXT:
                self._acks[json.loads(frame.data)["envelope_id"]].set_result(None)
        return self._socket

    async def says(self, text: str) -> None:
        """The person writes in the DM."""
        ts = self._ts()
        event = {"type": "message", "channel": DM, "channel_type": "im", "user": USER}
        event |= {"text": text, "ts": ts, "event_ts": ts}
        id = f"Ev{next(self._numbers):08d}"
        payload = {"type": "event_callback", "team_id": TEAM, "event_id": id, "event": event}
        await self._send("events_api", payload)

    async def acts(self, message: Json, action: Json, state: Json) -> None:
        """The person uses an element of a message."""
        ts = self._ts()
        payload = {
            "type": "block_actions",
            "team": {"id": TEAM},
            "user": {"id": USER, "team_id": TEAM},
            "channel": {"id": DM},
            "container": {"type": "message", "message_ts": message["ts"], "channel_id": DM},
            "message": message,
            "state": {"values": state},
            "actions": [{**action, "action_ts": ts}],
            "trigger_id": f"{ts}.trigger",
        }
        await self._send("interactive", payload)

    async def submits(self, values: Json) -> None:
        """The person sends the dialog on top, which closes with that."""
        payload = {
            "type": "view_submission",
            "team": {"id": TEAM},
            "user": {"id": USER, "team_id": TEAM},
            "view": {**self.views.pop(), "state": {"values": values}},
        }
        await self._send("interactive", payload)

    async def _send(self, kind: str, payload: Json) -> None:
        async with asyncio.timeout(PATIENCE):
            await (
                self._post_signed(kind, payload) if self.request_url else self._push(kind, payload)
            )

    async def _push(self, kind: str, payload: Json) -> None:
        assert self._socket is not None
        id = f"envelope-{next(self._numbers)}"
        acked = self._acks[id] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"envelope_id": id, "type": kind, "payload": payload})
        await acked

    async def _post_signed(self, kind: str, payload: Json) -> None:
        body, form = json.dumps(payload), kind == "interactive"
        body = urlencode({"payload": body}) if form else body
        now = str(int(time.time()))
        signed = hmac.new(SECRET.encode(), f"v0:{now}:{body}".encode(), hashlib.sha256)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded" if form else "application/json",
            "X-Slack-Request-Timestamp": now,
            "X-Slack-Signature": f"v0={signed.hexdigest()}",
        }
        async with self._session.post(self.request_url, data=body, headers=headers) as answer:
            assert answer.status == 200, await answer.text()
