"""The way of one Web API call: arguments, token, faults, pace, handler, answer."""

from __future__ import annotations

import re
import time
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from bot import json_text
from bot.sandbox.api import FORM_ONLY, METHODS, TAKES
from bot.sandbox.api.call import Call, Method
from bot.sandbox.core import Core
from bot.sandbox.faults import API_FAULTS, Fault
from bot.sandbox.local import JSON
from bot.sandbox.model import Json
from bot.sandbox.strict import Refused

NAME = re.compile(r"[A-Za-z0-9_]{1,64}")


class Reply:
    """An HTTP answer; `lost` means that the connection breaks instead."""

    __slots__ = ("body", "headers", "lost", "status")

    def __init__(
        self, body: Json, status: int = 200, headers: dict[str, str] | None = None
    ) -> None:
        self.body = body
        self.status = status
        self.headers = headers
        self.lost = False


class WebApi:
    """Answers `/api/<method>`."""

    def __init__(self, core: Core) -> None:
        self.core = core

    async def handle(self, request: web.Request) -> web.Response:
        """One call."""
        core, name, started = self.core, request.match_info["method"], time.monotonic()
        core.calls_open += 1
        core.touch()
        try:
            try:
                args = await arguments(request, name)
            except Refused as refused:
                return _response(Reply(refused.answer()))
            entry = core.traffic.begin("from_app", name, args)
            reply = await self._reply(request, name, args)
        finally:
            core.calls_open -= 1
            core.touch()
        core.traffic.end(
            entry,
            ok=bool(reply.body.get("ok")),
            status=reply.status,
            ms=round((time.monotonic() - started) * 1000, 2),
            error="lost" if reply.lost else reply.body.get("error", ""),
            answer=reply.body,
        )
        if reply.lost and request.transport is not None:
            request.transport.abort()
        return _response(reply)

    async def _reply(self, request: web.Request, name: str, args: Json) -> Reply:
        core = self.core
        fault = core.faults.take(API_FAULTS, name, args) if core.faults.active else None
        if fault is None:
            return self._answer(request, name, args)
        if fault.kind == "slow":
            await core.clock.sleep(fault.seconds)
        elif fault.kind == "lose_answer":
            reply = self._answer(request, name, args)
            reply.lost = True
            return reply
        elif fault.kind in _FAULTY:
            return _FAULTY[fault.kind](fault)
        return self._answer(request, name, args)

    def _answer(self, request: web.Request, name: str, args: Json) -> Reply:
        core = self.core
        token = _token(request, args)
        call = Call(core, name, args)
        try:
            method = METHODS.get(name)
            if method is None:
                raise Refused("unknown_method", req_method=name)
            self._may_call(method, token)
            _known_names(call)
            wait = self._pace(call)
            if wait:
                return _too_many(wait)
            body = {"ok": True, **method.handle(call)}
        except Refused as refused:
            core.traffic.problem(
                name, "refused", refused.error, [{"problem": m} for m in refused.messages], args
            )
            return Reply(refused.answer())
        if call.warnings:
            body["warning"] = ",".join(call.warnings)
            body.setdefault("response_metadata", {})["warnings"] = call.warnings
        scopes = core.profile.scopes
        told = {"X-OAuth-Scopes": ",".join(sorted(scopes))} if scopes is not None else None
        return Reply(body, headers=told)

    def _may_call(self, method: Method, token: str) -> None:
        tokens, scopes = self.core.tokens, self.core.profile.scopes
        if method.caller == "none":
            return
        if not token:
            raise Refused("not_authed")
        callers = {"bot": tokens.bot, "app": tokens.app, "config": tokens.config}
        if self.core.grants.check(token):
            callers["bot"] = token
        if token not in callers.values():
            raise Refused("invalid_auth")
        if token != callers[method.caller]:
            raise Refused("not_allowed_token_type")
        if scopes is not None and method.scopes and not scopes.intersection(method.scopes):
            raise Refused(
                "missing_scope", needed=",".join(method.scopes), provided=",".join(sorted(scopes))
            )

    def _pace(self, call: Call) -> int:
        """Counts the call; seconds to wait when it is refused."""
        core = self.core
        wait, newly = core.rates.over(call.method, str(call.args.get("channel", "")))
        if not wait:
            return 0
        if newly:
            detail = {"pointer": "/", "problem": f"faster than Slack allows: wait {wait} s",
                      "limit": None}  # fmt: skip
            core.traffic.problem(call.method, "warning", "ratelimited", [detail], call.args)
        return wait if core.settings.enforce_rates else 0


async def arguments(request: web.Request, method: str) -> Json:
    """The arguments from the address and the body, in the ways that the method takes."""
    args: dict[str, Any] = dict(request.query) if request.query_string else {}
    if request.content_type == "multipart/form-data":
        return {**args, **{k: v for k, v in (await request.post()).items() if isinstance(v, str)}}
    body = await request.read()
    if not body:
        return args
    if request.content_type == "application/json":
        if method in FORM_ONLY:
            return args
        try:
            sent = json_text.read(body)
        except ValueError:
            raise Refused("invalid_json") from None
        if not isinstance(sent, dict):
            raise Refused("json_not_object")
        return {**args, **sent}
    if request.content_type != "application/x-www-form-urlencoded":
        raise Refused("invalid_post_type")
    try:
        return {**args, **dict(parse_qsl(body.decode(), keep_blank_values=True))}
    except ValueError:
        raise Refused("invalid_form_data") from None


def _known_names(call: Call) -> None:
    """Slack refuses odd names of arguments, and does not look at those that it does not know."""
    if odd := [name for name in call.args if not NAME.fullmatch(name)]:
        raise Refused("invalid_arg_name", [f"{odd[0][:50]!r} is no name of an argument"])
    if unknown := call.args.keys() - TAKES[call.method].split():
        detail = {"pointer": f"/{min(unknown)}", "problem": "is no argument of this method",
                  "limit": None}  # fmt: skip
        call.core.traffic.problem(call.method, "warning", "", [detail], call.args)


def _token(request: web.Request, args: Json) -> str:
    header = request.headers.get("Authorization", "")
    if header.startswith("Bearer "):
        return header[7:].strip()
    return str(args.pop("token", ""))


def _response(reply: Reply) -> web.Response:
    headers = {**JSON, **reply.headers} if reply.headers else JSON
    return web.Response(body=json_text.written(reply.body), status=reply.status, headers=headers)


def _too_many(wait: int) -> Reply:
    return Reply({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": str(wait)})


def _dropped(fault: Fault) -> Reply:
    reply = Reply({"ok": False, "error": "dropped"})
    reply.lost = True
    return reply


_FAULTY = {
    "error": lambda fault: Reply({"ok": False, "error": fault.error}),
    "ratelimited": lambda fault: _too_many(max(0, round(fault.seconds))),
    "server_error": lambda fault: Reply({"ok": False, "error": "fatal_error"}, 500),
    "drop": _dropped,
}
