"""One call to Slack: sent as the method takes it, and whatever comes back read in one place."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.json_text import read, written

OK: Final = 200
LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
SECONDS: Final = 10.0
HOOKS: Final = ("https", "hooks.slack.com")
FILES: Final = ("https", "files.slack.com")
DEFAULT_PAUSE: Final = 30.0  # when Slack says 429 and not how long
INVALID_URL: Final = "invalid_url"  # Slack's word, and ours where the address is not Slack's

#: How each method that the bot calls takes its arguments. Not every method takes JSON.
AS_JSON: Final = frozenset(
    {
        "canvases.access.set",
        "canvases.create",
        "chat.postEphemeral",
        "chat.postMessage",
        "chat.update",
        "views.open",
        "views.publish",
        "views.update",
    }
)
AS_QUERY: Final = frozenset(
    {
        "conversations.history",
        "conversations.info",
        "conversations.members",
        "conversations.replies",
        "migration.exchange",
        "users.info",
    }
)
AS_FORM: Final = frozenset(
    {
        "apps.connections.open",
        "apps.manifest.validate",
        "auth.test",
        "blocks.validate",
        "chat.delete",
        "files.completeUploadExternal",
        "files.delete",
        "files.getUploadURLExternal",
        "oauth.v2.access",
    }
)
CALLED: Final = AS_JSON | AS_QUERY | AS_FORM
CODE: Final = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")  # how Slack writes an error


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back. `status` is 0 when nothing did; then `reached` tells if Slack may have it."""

    status: int
    body: dict[str, Any] = field(default_factory=dict, repr=False)
    error: str = ""  # in Slack's own words, or none: something else answered
    trouble: str = ""  # what happened where Slack said nothing
    retry_after: float = DEFAULT_PAUSE
    reached: bool = True

    @property
    def well(self) -> bool:
        """Whether Slack did what it was asked."""
        return self.status == OK and not (self.error or self.trouble)

    @property
    def why(self) -> str:
        """What went wrong, for the log: Slack's error, with the scope that is missing."""
        needed = self.body.get("needed")
        said = self.error or self.trouble or f"HTTP {self.status}"
        return f"{said} (needs {needed})" if self.error == "missing_scope" and needed else said


def open_client(
    token: str | None, base_url: str = AsyncWebClient.BASE_URL, *, seconds: float = SECONDS
) -> AsyncWebClient:
    """A client with one session for all calls. Close it with `await client.session.close()`.

    It repeats nothing by itself: the SDK's own handlers would post a message twice when a
    connection breaks after Slack has read the request.
    """
    session = aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=seconds),
        connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=30),
        cookie_jar=aiohttp.DummyCookieJar(),
    )
    client = AsyncWebClient(token=token, base_url=base_url, session=session, retry_handlers=[])
    client.proxy = proxy_of(base_url)
    return client


def with_token(client: AsyncWebClient, token: str) -> AsyncWebClient:
    """Another client over the same session, for another workspace. The first one closes it."""
    other = AsyncWebClient(
        token=token, base_url=client.base_url, session=client.session, retry_handlers=[]
    )
    other.proxy = client.proxy
    return other


def proxy_of(url: str) -> str | None:
    """The proxy that the environment names for this address, asked once and not at every call.

    The SDK would send calls to this machine itself to the proxy too.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    if host in LOOPBACK or proxy_bypass(host):
        return None
    return getproxies().get(parts.scheme)


async def call(
    client: AsyncWebClient, method: str, arguments: Mapping[str, Any], token: str | None = None
) -> Reply:
    """Call a Web API method, with the client's token or another. Never raises for what comes back.

    Not through the SDK's `api_call`: it costs several times what the call itself does, and trips
    over answers that are not Slack's. Raises LookupError for a method that the bot does not call.
    """
    token = token or client.token
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    url = client.base_url + method
    if method in AS_JSON:
        headers["Content-Type"] = "application/json; charset=utf-8"
        return await _send(client, "POST", url, headers=headers, data=written(arguments))
    if method in AS_QUERY:
        return await _send(client, "GET", url, headers=headers, params=_flat(arguments))
    if method in AS_FORM:
        form = aiohttp.FormData(_flat(arguments), charset="utf-8")
        return await _send(client, "POST", url, headers=headers, data=form)
    raise LookupError(f"no such method: {method}")


async def introduced(
    client: AsyncWebClient, method: str, token: str | None = None
) -> tuple[Reply, Mapping[str, str]]:
    """Call a method that takes no arguments; what came back, with its headers. Never raises.

    They tell the scopes of the token, and what time it is at Slack.
    """
    if client.session is None:
        raise ValueError("the client was not made by open_client")
    headers = {"Authorization": f"Bearer {token or client.token}"}
    url = client.base_url + method
    try:
        async with client.session.post(url, proxy=client.proxy, headers=headers) as answer:
            raw = await answer.read()
            return _read(answer.status, answer.headers, raw, False), answer.headers.copy()
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return Reply(0, trouble=type(error).__name__), {}


async def respond(client: AsyncWebClient, url: str, body: dict[str, Any]) -> Reply:
    """POST to a `response_url`, which answers in plain text or in JSON; to none but Slack's."""
    if not is_slacks(client, url):
        return Reply(400, error=INVALID_URL)
    reply = await _send(client, "POST", url, plain=True, json=body, allow_redirects=False)
    return replace(reply, body={})


async def upload(client: AsyncWebClient, channel: str, payload: dict[str, Any]) -> Reply:
    """Ask for an address, bring the file there, and show it in the conversation."""
    content = _content(payload)
    name = str(payload.get("filename", ""))
    asked = {"filename": name, "length": len(content), "alt_txt": payload.get("alt")}
    place = await call(client, "files.getUploadURLExternal", asked)
    if not place.well:
        return replace(place, reached=False)  # nobody is shown a file before the last call
    url = str(place.body.get("upload_url", ""))
    if not _belongs(client, url, FILES):
        return Reply(400, error=INVALID_URL, reached=False)
    brought = await _send(client, "POST", url, plain=True, data=content)
    if not brought.well:
        return replace(brought, error="", trouble=brought.why, reached=False)
    shared = {
        "files": [{"id": place.body.get("file_id"), "title": payload.get("title", name)}],
        "channel_id": channel,
        "initial_comment": payload.get("comment"),
        "thread_ts": payload.get("thread_ts"),
    }
    return await call(client, "files.completeUploadExternal", shared)


def is_slacks(client: AsyncWebClient, url: str) -> bool:
    """Whether a `response_url` belongs to Slack, or to the server set in Slack's place."""
    return _belongs(client, url, HOOKS)


def _belongs(client: AsyncWebClient, url: str, to: tuple[str, str]) -> bool:
    there, api = urlsplit(url), urlsplit(client.base_url)
    return (there.scheme, there.netloc) in (to, (api.scheme, api.netloc))


def _flat(arguments: Mapping[str, Any]) -> dict[str, str]:
    """The arguments as a form or a query carries them; what is None or empty stays away."""
    return {
        name: written(value).decode() if isinstance(value, list | dict | bool) else str(value)
        for name, value in arguments.items()
        if value is not None and value != ""
    }


def _content(payload: dict[str, Any]) -> bytes:
    """The file: text, or bytes written as base64."""
    if "base64" in payload:
        return b64decode(payload["base64"])
    return str(payload.get("content", "")).encode()


async def _send(
    client: AsyncWebClient, verb: str, url: str, *, plain: bool = False, **request: Any
) -> Reply:
    if client.session is None:
        raise ValueError("the client was not made by open_client")
    try:
        async with client.session.request(verb, url, proxy=client.proxy, **request) as response:
            raw = await response.read()
            return _read(response.status, response.headers, raw, plain)
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        reached = not isinstance(error, aiohttp.ClientConnectorError)
        return Reply(0, trouble=type(error).__name__, reached=reached)


def _read(status: int, headers: Mapping[str, str], raw: bytes, plain: bool) -> Reply:
    """Whatever answered: Slack, a proxy in plain text or HTML, or nobody who makes sense.

    `plain` where OK alone is an answer.
    """
    after = _seconds(headers["Retry-After"]) if "Retry-After" in headers else DEFAULT_PAUSE
    try:
        body = read(raw)
    except (ValueError, RecursionError):
        body = None
    if isinstance(body, dict) and isinstance(error := body.get("error"), str) and error:
        return Reply(status, body, error, retry_after=after)
    if status != OK:
        said = CODE.search(raw[:200].decode("utf-8", "replace")) if plain else None
        error = said.group() if said else ""
        return Reply(status, {}, error, "" if error else f"HTTP {status}", after)
    if plain:
        return Reply(OK)
    if not isinstance(body, dict) or not body.get("ok"):
        return Reply(OK, trouble="the answer is not Slack's")
    return Reply(OK, body)


def _seconds(value: str) -> float:
    try:
        return max(1.0, float(value))
    except ValueError:
        return DEFAULT_PAUSE
