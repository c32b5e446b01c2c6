"""One call to Slack, with every way it can end as a value."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

OK: Final = 200
LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
SECONDS: Final = 10.0
HOOKS: Final = ("https", "hooks.slack.com")
READS: Final = frozenset(
    {
        "conversations.history",
        "conversations.info",
        "conversations.members",
        "conversations.replies",
        "users.info",
    }
)
CODE: Final = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")  # how Slack writes an error
DEFAULT_PAUSE: Final = 30.0  # when Slack says 429 and not how long


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back. `status` is 0 when nothing did; then `reached` tells if Slack may have it."""

    status: int
    body: dict[str, Any] = field(default_factory=dict, repr=False)
    error: str = ""  # in Slack's own words, or none: something else answered
    trouble: str = ""  # what happened where Slack said nothing
    retry_after: float = DEFAULT_PAUSE
    reached: bool = True


def open_client(
    token: str, base_url: str = AsyncWebClient.BASE_URL, *, seconds: float = SECONDS
) -> AsyncWebClient:
    """A client with one session for all calls. Close it with `await client.session.close()`.

    It repeats nothing by itself: the SDK's own handlers would post a message twice when a
    connection breaks after Slack has read the request.
    """
    session = aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=seconds),
        connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=30),
    )
    client = AsyncWebClient(token=token, base_url=base_url, session=session, retry_handlers=[])
    client.proxy = proxy_of(base_url)
    return client


def proxy_of(url: str) -> str | None:
    """The proxy that the environment names for this address, asked once and not at every call.

    The SDK would send calls to this machine itself to the proxy too.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    if host in LOOPBACK or proxy_bypass(host):
        return None
    return getproxies().get(parts.scheme)


async def call(client: AsyncWebClient, method: str, payload: dict[str, Any]) -> Reply:
    """Call a Web API method."""
    try:
        if method in READS:
            response = await client.api_call(method, http_verb="GET", params=payload)
        else:
            response = await client.api_call(method, json=payload)
    except SlackApiError as error:
        return _failed(error)
    except AttributeError:  # the SDK trips over an answer in plain text
        return Reply(OK, trouble="the answer is not Slack's")
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return lost(error)
    return Reply(OK, response.data if isinstance(response.data, dict) else {})


async def respond(client: AsyncWebClient, url: str, body: dict[str, Any]) -> Reply:
    """POST to a `response_url`, which answers in plain text or in JSON."""
    if client.session is None:
        raise ValueError("the client was not made by open_client")
    try:
        post = client.session.post
        async with post(url, json=body, allow_redirects=False, proxy=client.proxy) as response:
            said = CODE.search(await response.text()) if response.status != OK else None
            error = said.group() if said else ""
            return Reply(response.status, {}, error, retry_after=_seconds(response.headers))
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return lost(error)


def is_slacks(client: AsyncWebClient, url: str) -> bool:
    """Whether a `response_url` belongs to Slack, or to the server set in Slack's place."""
    there, api = urlsplit(url), urlsplit(client.base_url)
    return (there.scheme, there.netloc) in (HOOKS, (api.scheme, api.netloc))


def _failed(error: SlackApiError) -> Reply:
    # The response is the SDK's own, or aiohttp's where the body could not be read.
    response: Any = error.response
    status: int = getattr(response, "status_code", 0) or getattr(response, "status", 0)
    data = getattr(response, "data", None)
    body = data if isinstance(data, dict) else {}
    said = str(body.get("error", ""))
    after = _seconds(getattr(response, "headers", {}))
    return Reply(status, body, said, "" if said else f"HTTP {status}", after)


def lost(error: Exception) -> Reply:
    """What becomes of a call that broke off."""
    reached = not isinstance(error, aiohttp.ClientConnectorError)
    return Reply(0, trouble=type(error).__name__, reached=reached)


def _seconds(headers: Any) -> float:
    found = next((v for k, v in dict(headers).items() if k.lower() == "retry-after"), "")
    try:
        return max(1.0, float(found))
    except ValueError:
        return DEFAULT_PAUSE
