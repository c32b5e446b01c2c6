"""Slack's own judgement of all that the bot can say, and of its manifest, at Slack's pace."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import PlainError
from bot.outbox.calls import Reply, call
from bot.slack.fitting import Built
from flows.content.reading import Problem

VALIDATE: Final = "blocks.validate"
VALIDATE_MANIFEST: Final = "apps.manifest.validate"
#: What Slack calls a payload that it would refuse.
INVALID: Final = ("invalid_blocks", "invalid_manifest", "invalid_message", "invalid_view")
TOO_MANY: Final = 429
#: A call that fails for another reason is tried so often, with this rest between, in seconds.
TRIES: Final = 5
REST: Final = 2.0


async def judge(
    client: AsyncWebClient, built: Iterable[Built], done: Callable[[int], None] = lambda _: None
) -> list[Problem]:
    """What Slack would refuse of these, each asked once; ``done`` hears how many are judged.

    Raises ``PlainError`` where Slack does not judge: a wrong token, or it cannot be reached.
    """
    found: set[Problem] = set()
    for number, (each, argument) in enumerate(_once(built), 1):
        reply = await _asked(client, VALIDATE, argument)
        found |= {replace(each.at, message=what) for what in refusals(reply)}
        done(number)
    return sorted(found)


async def judge_manifest(
    client: AsyncWebClient, manifest: dict[str, Any], token: str
) -> list[Problem]:
    """The same of the manifest. ``token`` is one for configuring apps."""
    reply = await _asked(client, VALIDATE_MANIFEST, {"manifest": manifest}, token)
    return [Problem("manifest", 1, "", what) for what in refusals(reply)]


def refusals(reply: Reply) -> Iterator[str]:
    """Each thing that Slack would refuse: what, and where, as a JSON pointer."""
    if reply.well:
        return
    errors = reply.body.get("errors")
    for error in errors if isinstance(errors, list) and errors else [reply.error]:
        if not isinstance(error, dict):
            yield str(error)
            continue
        what = str(error.get("message") or error.get("code") or reply.error)
        pointer = error.get("pointer")
        yield f"{what} [json-pointer:{pointer}]" if pointer else what


def _once(built: Iterable[Built]) -> Iterator[tuple[Built, dict[str, Any]]]:
    """What is the same to Slack is asked about once."""
    seen: set[str] = set()
    for each in built:
        argument = {"view" if each.is_view else "message": each.payload}
        written = json.dumps(argument, sort_keys=True)
        if written not in seen:
            seen.add(written)
            yield each, argument


async def _asked(
    client: AsyncWebClient, method: str, arguments: dict[str, Any], token: str | None = None
) -> Reply:
    failed = 0
    while True:
        reply = await call(client, method, arguments, token)
        if reply.well or reply.error in INVALID:
            return reply
        if reply.status == TOO_MANY:
            await asyncio.sleep(reply.retry_after)
            continue
        failed += 1
        if reply.error or failed == TRIES:
            raise PlainError(f"Slack does not judge ({method}): {reply.why}")
        await asyncio.sleep(REST)
