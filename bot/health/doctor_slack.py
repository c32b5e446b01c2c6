"""Whether Slack can be reached, with the tokens that are set, and what they may do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.health.findings import Finding, Installation, attention, failing, judged, ok
from bot.installs.installations import ALL
from bot.installs.keys import Keys
from bot.outbox.calls import introduced, open_client, with_token
from bot.settings import WHERE, DeliverySettings, split
from bot.slack.manifest import SCOPES
from bot.store.database import open_store
from bot.turns.pipeline import utc_now

#: So many workspaces are asked about, at Slack's pace; and so many are named.
MOST_ASKED, NAMED = 20, 5
#: Slack's signatures are good for five minutes; seconds.
CLOCK_FAILS, CLOCK_IS_OFF = 240.0, 30.0


async def slack(here: Installation) -> AsyncIterator[Finding]:
    """Slack's API, the bot token and its scopes, the app token, the clock."""
    if here.slack is None:
        yield failing("Slack", "not asked: a token is missing or wrong", "see 'Set up' above")
        return
    client = open_client(here.value("SLACK_BOT_TOKEN"), here.slack.slack_api_url)
    try:
        async for each in _asked(client, here):
            yield each
    finally:
        if client.session is not None:
            await client.session.close()


async def _asked(client: AsyncWebClient, here: Installation) -> AsyncIterator[Finding]:
    reply, headers = await introduced(client, "auth.test")
    if not (reply.well or reply.error):
        todo = "open the firewall for it, or set HTTPS_PROXY: bot/README.md names the hosts"
        yield failing("reachable", f"{client.base_url} does not answer: {reply.why}", todo)
        return
    yield ok("reachable", client.base_url)
    yield clock(headers.get("Date", ""), utc_now())
    if here.slack is not None and here.slack.many:
        async for each in _workspaces(client, here, here.slack):
            yield each
        return
    if reply.error:
        yield failing("bot token", f"Slack refuses it: {reply.why}", WHERE["SLACK_BOT_TOKEN"])
        return
    yield ok("bot token", f"{reply.body.get('user')} in {reply.body.get('team')}")
    yield _scopes(headers.get("X-OAuth-Scopes"))
    if token := here.value("SLACK_APP_TOKEN"):
        answer, _ = await introduced(client, "apps.connections.open", token)
        says = "may open a socket" if answer.well else f"Slack refuses it: {answer.why}"
        yield judged("app token", says, WHERE["SLACK_APP_TOKEN"], fails=not answer.well)


async def _workspaces(
    client: AsyncWebClient, here: Installation, settings: DeliverySettings
) -> AsyncIterator[Finding]:
    """Whether the keys open the tokens, and whether Slack takes these; where not, of which team."""
    try:
        rows = await _installed(here)
    except Exception as error:  # noqa: BLE001 - what is wrong with it stands under Database
        yield attention("workspaces", f"not known: {type(error).__name__}", "see 'Database'")
        return
    secret = settings.samskab_keys
    keys = Keys(split(secret.get_secret_value()) if secret is not None else ())
    locked = [row.team for row in rows if not keys.open(row.team, row.tokens)]
    older = [row.team for row in rows if row.team not in locked and not keys.is_newest(row.tokens)]
    if locked:
        says = f"they do not open the tokens of {_named(locked)}"
        todo = "put the key that is missing after the first one; else let them install it again"
        yield failing("keys", says, todo)
    elif older:
        says = f"{_named(older)}: sealed with an older key"
        yield attention("keys", says, "run 'samskab rotate', and then take that key away")
    wrong = []
    for row in [row for row in rows if row.team not in locked][:MOST_ASKED]:
        own = with_token(client, keys.unseal(row.team, row.tokens).bot)
        reply, _ = await introduced(own, "auth.test")
        if not reply.well:
            wrong.append(f"{row.team}: {reply.why}")
    says = f"{len(rows)} have installed it" + (f"; {', '.join(wrong[:NAMED])}" if wrong else "")
    todo = f"let them install it again: {here.value('SAMSKAB_URL')}/slack/install"
    yield judged("workspaces", says, todo, fails=False, asks=bool(wrong))


async def _installed(here: Installation) -> list[Any]:
    """Where the app is, with its tokens as they are stored."""
    if here.file is not None and not here.file.exists():
        return []
    store = open_store(here.database, connections=1, read_only=True)
    try:
        return [row for row in await store.run(ALL.all) if row.tokens is not None]
    finally:
        await store.stop()


def _named(teams: list[str]) -> str:
    return ", ".join(teams[:NAMED]) + (f" and {len(teams) - NAMED} more" * (len(teams) > NAMED))


def _scopes(told: str | None) -> Finding:
    """What the token may do, beside what the manifest asks for."""
    if told is None:
        return attention("scopes", "Slack did not name them", "compare with 'samskab manifest'")
    has = {each.strip() for each in told.split(",")} - {""}
    missing, more = sorted(set(SCOPES) - has), sorted(has - set(SCOPES))
    if missing:
        todo = "install the app again with the manifest of 'samskab manifest'"
        return failing("scopes", f"missing: {', '.join(missing)}", todo)
    if more:
        return attention("scopes", f"more than needed: {', '.join(more)}", "take them away")
    return ok("scopes", "those of the manifest")


def clock(date: str, now: datetime) -> Finding:
    """How far this machine's clock is from Slack's, whose answer had this ``date``."""
    try:
        off = (now - parsedate_to_datetime(date)).total_seconds()
    except (TypeError, ValueError):
        return attention("clock", "Slack did not tell the time", "look at NTP yourself")
    says = f"{abs(off):.0f} s {'ahead of' if off > 0 else 'behind'} Slack's"
    todo = "set the clock by NTP: Slack's signatures hold for five minutes"
    return judged("clock", says, todo, fails=abs(off) > CLOCK_FAILS, asks=abs(off) > CLOCK_IS_OFF)
