"""Requests that only this machine's own page and tests may make."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot import json_text
from bot.sandbox.acts import NotPossible
from bot.sandbox.model import Json

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_HOSTS = frozenset({"127.0.0.1", "localhost"})
JSON = {"Content-Type": "application/json; charset=utf-8"}


def answer(body: Json, status: int = 200) -> web.Response:
    """A JSON answer."""
    return web.Response(body=json_text.written(body), status=status, headers=JSON)


async def body(request: web.Request) -> Json:
    """The JSON body. Anything else is refused, so no foreign page can send it unasked."""
    if request.content_type != "application/json":
        raise NotPossible("json_only", "send Content-Type: application/json")
    try:
        sent: Any = json_text.read(await request.read() or b"{}")
    except ValueError:
        raise NotPossible("invalid_json") from None
    if not isinstance(sent, dict):
        raise NotPossible("invalid_json", "send an object")
    return sent


def _is_of_another_page(request: web.Request) -> bool:
    """Whether a browser says so. A form of our own that tells no referrer has the origin 'null'."""
    origin = request.headers.get("Origin")
    if origin == "null":
        return request.headers.get("Sec-Fetch-Site") != "same-origin"
    return origin is not None and origin != f"http://{request.host}"


def guarded(handler: Handler) -> Handler:
    """Refuses other hosts (a foreign page under another name), and what another page sends.

    Errors are worded as JSON.
    """

    async def handle(request: web.Request) -> web.StreamResponse:
        if request.host.rpartition(":")[0] not in _HOSTS and request.host not in _HOSTS:
            return answer({"error": "foreign_host"}, 403)
        if request.method not in ("GET", "HEAD") and _is_of_another_page(request):
            return answer({"error": "foreign_origin"}, 403)
        try:
            return await handler(request)
        except NotPossible as refused:
            return answer({"error": refused.error, "detail": refused.detail, "acked": False}, 400)
        except (AttributeError, KeyError, TypeError, ValueError) as wrong:
            return answer({"error": "bad_request", "detail": repr(wrong), "acked": False}, 400)

    return handle
