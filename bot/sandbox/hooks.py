"""`response_url`: answers to an interaction or a command, without the Web API."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from bot.sandbox import posting
from bot.sandbox.core import Core
from bot.sandbox.model import Hook, Json, Message
from bot.sandbox.strict import Refused, check_message

_TRUE = (True, "true")


class Hooks:
    """Answers `/hooks/…`."""

    def __init__(self, core: Core) -> None:
        self.core = core

    async def handle(self, request: web.Request) -> web.Response:
        """One POST to a response address."""
        core = self.core
        entry = None
        try:
            body = await _body(request)
            entry = core.traffic.begin("from_app", "response_url", body)
            self._use(self._hook(request.path), body)
        except Refused as refused:
            core.traffic.problem(
                "response_url",
                "refused",
                refused.error,
                [{"problem": m} for m in refused.messages],
                {},
            )
            status = 404 if refused.error in ("used_url", "expired_url", "invalid_url") else 400
            core.traffic.end(entry, ok=False, status=status, error=refused.error)
            return web.json_response(refused.answer(), status=status)
        core.traffic.end(entry, ok=True, status=200)
        return web.Response(text="ok")

    def _hook(self, path: str) -> Hook:
        core = self.core
        hook = core.workspace.hooks.get(path)
        if hook is None:
            raise Refused("invalid_url")
        if hook.expires < core.clock.now():
            raise Refused("expired_url")
        if hook.uses >= core.settings.hook_uses:
            raise Refused("used_url")
        return hook

    def _use(self, hook: Hook, body: Json) -> None:
        workspace = self.core.workspace
        original = workspace.find_message(hook.channel, hook.message_ts, hook.user)
        if body.get("delete_original") in _TRUE:
            if original is None:
                raise Refused("message_not_found")
            posting.remove(self.core, original)
        else:
            check_message(self.core.traffic, "response_url", body)
            if body.get("replace_original") in _TRUE and hook.message_ts:
                self._replace(original, body)
            else:
                respond(self.core, hook, body)
        hook.uses += 1

    def _replace(self, original: Message | None, body: Json) -> None:
        if original is None:
            raise Refused("message_not_found")
        raw = posting.bot_message(self.core, body.get("text", ""), body.get("blocks"))
        raw["ts"] = original.ts
        if "thread_ts" in original.raw:
            raw["thread_ts"] = original.raw["thread_ts"]
        if original.ephemeral_for is None:
            raw["edited"] = {"user": raw["bot_id"], "ts": self.core.clock.ts()}
        posting.change(self.core, original, raw)


def respond(core: Core, hook: Hook, body: Json) -> None:
    """Shows an answer: to the person alone, or to all with `response_type: in_channel`."""
    channel = core.workspace.channels[hook.channel]
    raw = posting.bot_message(core, body.get("text", ""), body.get("blocks"))
    thread_ts = str(body.get("thread_ts") or hook.thread_ts)
    if body.get("response_type") == "in_channel":
        posting.post_unheard(core, channel, raw, thread_ts)
        return
    if thread_ts:
        raw["thread_ts"] = thread_ts
    core.workspace.show_ephemeral(channel, hook.user, raw)


async def _body(request: web.Request) -> Json:
    try:
        body: Any = json.loads(await request.text())
    except ValueError:
        raise Refused("invalid_payload") from None
    if not isinstance(body, dict):
        raise Refused("invalid_payload")
    return body
