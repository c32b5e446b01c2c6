"""The control API's levers: faults, settings, transport, time, raw events, a fresh start."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

from aiohttp import web

from bot.sandbox import events, shown
from bot.sandbox.acts import NotPossible
from bot.sandbox.core import Core
from bot.sandbox.faults import Fault
from bot.sandbox.local import answer, body, guarded
from bot.sandbox.model import Json
from bot.sandbox.profile import AppProfile
from bot.sandbox.settings import Settings
from bot.sandbox.sockets import Sockets
from bot.sandbox.webhooks import Webhooks

LIFECYCLE = ("app_uninstalled", "tokens_revoked")


class Steering:
    """Handlers of `/control/…` that change how the sandbox behaves, and its logs."""

    def __init__(
        self, core: Core, sockets: Sockets, webhooks: Webhooks, reset: Callable[[], None]
    ) -> None:
        self.core = core
        self.sockets = sockets
        self.webhooks = webhooks
        self._reset = reset

    def routes(self) -> list[web.RouteDef]:
        """The addresses of these handlers."""
        return [
            web.get("/control/info", guarded(self.info)),
            web.get("/control/faults", guarded(self.faults)),
            web.post("/control/faults", guarded(self.add_fault)),
            web.delete("/control/faults", guarded(self.clear_faults)),
            web.get("/control/settings", guarded(self.settings)),
            web.post("/control/settings", guarded(self.set)),
            web.post("/control/profile", guarded(self.profile)),
            web.post("/control/transport", guarded(self.transport)),
            web.post("/control/clock", guarded(self.clock)),
            web.post("/control/emit", guarded(self.emit)),
            web.post("/control/reset", guarded(self.reset)),
            web.get("/control/traffic", guarded(self.traffic)),
            web.get("/control/problems", guarded(self.problems)),
            web.delete("/control/traffic", guarded(self.clear_traffic)),
        ]

    async def info(self, request: web.Request) -> web.Response:
        """Addresses, tokens and ids: what an app and a test need to begin."""
        core = self.core
        return answer(
            {
                "api_url": f"{core.base_url}/api/",
                "page_url": f"{core.base_url}/",
                "bot_token": core.tokens.bot,
                "app_token": core.tokens.app,
                "signing_secret": core.tokens.secret,
                "team_id": core.workspace.team_id,
                "bot_user_id": core.workspace.bot.id,
                "bot_id": core.workspace.bot.bot_id,
                "transport": shown.transport(core),
            }
        )

    async def faults(self, request: web.Request) -> web.Response:
        """The faults that are on."""
        return answer({"faults": [fault.as_json() for fault in self.core.faults.active]})

    async def add_fault(self, request: web.Request) -> web.Response:
        """`{"kind": …, "target": method or delivery or "*", "times": n or null, …}`."""
        fault = self.core.faults.add(Fault(**await body(request)))
        self.core.traffic.changed("fault", fault.id)
        return answer(fault.as_json())

    async def clear_faults(self, request: web.Request) -> web.Response:
        """All of them, or the one with `?id=`."""
        number = request.query.get("id")
        self.core.faults.clear(int(number) if number else None)
        self.core.traffic.changed("fault", 0)
        return await self.faults(request)

    async def settings(self, request: web.Request) -> web.Response:
        """Times and habits as they are now."""
        return answer({**asdict(self.core.settings), "traffic": self.core.traffic.on})

    async def set(self, request: web.Request) -> web.Response:
        """Any of the fields of `Settings`, and `traffic` (whether it is recorded)."""
        sent = await body(request)
        if "traffic" in sent:
            self.core.traffic.on = bool(sent.pop("traffic"))
        for name, value in sent.items():
            if name not in Settings.__dataclass_fields__:
                raise NotPossible("no_such_setting", name)
            setattr(self.core.settings, name, tuple(value) if isinstance(value, list) else value)
        self.core.traffic.changed("transport", 0)
        return await self.settings(request)

    async def profile(self, request: web.Request) -> web.Response:
        """The app's manifest (as JSON): commands, shortcuts, events and scopes follow it."""
        profile = AppProfile.from_manifest((await body(request))["manifest"])
        self.core.profile = profile
        self.core.workspace.bot.name = profile.name
        return answer(shown.app(self.core))

    async def transport(self, request: web.Request) -> web.Response:
        """`{"do": "drop"|"silent"|"mute"|"disconnect"|"warning"|"verify"|"wait", …}`."""
        sent = await body(request)
        lever = self._levers().get(str(sent.get("do")))
        if lever is None:
            raise NotPossible("no_such_lever", f"there are {', '.join(self._levers())}")
        told = await lever(sent)
        return answer({**shown.transport(self.core), **told})

    def _levers(self) -> dict[str, Callable[[Json], Awaitable[Json]]]:
        return {
            "drop": self._drop,
            "silent": self._silent,
            "mute": self._mute,
            "disconnect": self._disconnect,
            "warning": self._warning,
            "verify": self._verify,
            "wait": self._wait,
        }

    async def _drop(self, sent: Json) -> Json:
        await self.sockets.drop()
        return {}

    async def _silent(self, sent: Json) -> Json:
        self.sockets.silence()
        return {}

    async def _mute(self, sent: Json) -> Json:
        self.sockets.mute()
        return {}

    async def _disconnect(self, sent: Json) -> Json:
        await self.sockets.disconnect(str(sent.get("reason", "refresh_requested")))
        return {}

    async def _warning(self, sent: Json) -> Json:
        await self.sockets.disconnect("warning")
        return {}

    async def _verify(self, sent: Json) -> Json:
        return {"verified": await self.webhooks.verify()}

    async def _wait(self, sent: Json) -> Json:
        """Waits until the app is connected (Socket Mode) or answers (HTTP)."""
        loop = asyncio.get_running_loop()
        end = loop.time() + float(sent.get("seconds", 10))
        while loop.time() < end:
            if await self._ready():
                return {"ready": True}
            await asyncio.sleep(0.02)
        return {"ready": False}

    async def _ready(self) -> bool:
        if self.core.settings.mode == "http":
            return bool(self.core.settings.request_url) and await self.webhooks.verify()
        return any(not (one.silent or one.mute) for one in self.sockets.connections)

    async def clock(self, request: web.Request) -> web.Response:
        """`{"forward_seconds": s}`: what becomes due (retries, time limits) happens at once.

        With `{"to_next": true}`: to when the app has something to say by itself, if it knows;
        `moved` tells whether there was such a moment.
        """
        sent = await body(request)
        seconds = float(sent.get("forward_seconds", 0))
        if sent.get("to_next"):
            seconds = await self._to_next()
        self.core.clock.forward(seconds)
        now, ahead = self.core.clock.now(), self.core.clock.ahead
        return answer({"now": now, "ahead": ahead, "moved": seconds > 0})

    async def _to_next(self) -> float:
        """Seconds until the app has something to say; 0 where there is nothing to come."""
        ask = self.core.upcoming
        at = await ask() if ask is not None else None
        return 0.0 if at is None else max(0.0, at - self.core.clock.now()) + 1.0

    async def emit(self, request: web.Request) -> web.Response:
        """Sends any event (`event`), or a whole payload (`payload`, `kind`), as it stands."""
        sent = await body(request)
        if "payload" in sent:
            kind = sent.get("kind", "events_api")
            told = await self.core.transport.deliver(kind, sent["payload"])
            return answer(told.as_json())
        event: Any = sent["event"]
        if isinstance(event, str) and event in LIFECYCLE:
            payload = events.lifecycle_event(self.core, event)
            self.core.grants.revoke()
        else:
            payload = events.callback(self.core, event)
        if "event_id" in sent:
            payload["event_id"] = sent["event_id"]
        told = await self.core.transport.event(payload)
        return answer({**told.as_json(), "event_id": payload["event_id"]})

    async def reset(self, request: web.Request) -> web.Response:
        """The workspace as new; tokens and the app's connections stay."""
        self._reset()
        return answer({"ok": True})

    async def traffic(self, request: web.Request) -> web.Response:
        """Calls and deliveries after `?after=`."""
        after = int(request.query.get("after", 0))
        return answer({"entries": self.core.traffic.entries_after(after)})

    async def problems(self, request: web.Request) -> web.Response:
        """What Slack would refuse or frown upon, after `?after=`."""
        after = int(request.query.get("after", 0))
        return answer({"problems": self.core.traffic.problems_after(after)})

    async def clear_traffic(self, request: web.Request) -> web.Response:
        """Forgets traffic and problems."""
        self.core.traffic.clear()
        return answer({"ok": True})
