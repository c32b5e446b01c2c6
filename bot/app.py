"""The bot put together: settings in, a running bot out."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.content_files import load_library
from bot.errors import PlainError
from bot.nudging.nudger import POLL, Nudger
from bot.nudging.people import someone_changed, uninstalled
from bot.outbox import Deliverer
from bot.outbox.calls import open_client
from bot.outbox.pace import Pace
from bot.outbox.settle import app_uninstalled
from bot.settings import DeliverySettings, Settings
from bot.slack.asking import Trouble, look, reach
from bot.slack.intake import PING, HttpIntake, Intake, SocketIntake, bolt
from bot.slack.listeners import Listeners
from bot.slack.workshops import WorkshopListeners
from bot.store import migrations
from bot.store.database import Store, open_store
from bot.store.migrations import SchemaState
from bot.turns.flows import Flows, flows_of
from bot.turns.refused import Refusals
from bot.turns.turns import Clock, Turns, utc_now
from bot.workshops.clock import WorkshopClock
from bot.workshops.news import note_gone
from bot.workshops.turns import WorkshopTurns
from flows.content.library import Library
from flows.workshop.lines import WorkshopLines

log = logging.getLogger(__name__)

#: Asks when the next reminder is due.
Upcoming = Callable[[], Awaitable[datetime | None]]
#: How long running turns may take to finish, and then delivery, when the bot is told to stop.
FINISH_SECONDS = 5.0
DRAIN_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the world gives; tests bring their own.

    ``pace`` is how fast to send (None: as Slack allows), ``ping`` how often the socket is looked
    at, in seconds, ``flows`` the content and what is made of it (None: what comes with the
    package), ``look`` how often is looked for reminders, in seconds; ``upcoming`` is handed the way
    to ask when the next one is due.
    """

    clock: Clock = utc_now
    pace: Pace | None = None
    ping: float = PING
    flows: Flows | None = None
    look: float = POLL
    upcoming: Callable[[Upcoming], None] | None = None


USUAL = Circumstances()


async def run_bot(
    settings: Settings,
    *,
    deliver: bool,
    ready: Callable[[Intake], None] | None = None,
    given: Circumstances = USUAL,
) -> None:
    """Take in what Slack sends, and answer unless ``deliver`` is False, until cancelled.

    ``ready`` is called when payloads can come in. Raises ``PlainError`` where a setting is wrong.
    """
    flows = given.flows or flows_of(load_library())
    library = flows.library
    async with _store(settings) as store, _client(settings) as client:
        who = await reach(client, "auth.test", "SLACK_BOT_TOKEN", "user_id")
        deliverer = _deliverer(store, client, library, given)
        trouble = Trouble(client, library.texts)
        app = bolt(client, who)

        async def left(team: str) -> None:
            await store.run(lambda tx: app_uninstalled(tx, team, given.clock()))
            await store.run(lambda tx: uninstalled(tx, team))

        async def changed(team: str, user: str, tz: str | None, gone: bool) -> None:
            await store.run(lambda tx: someone_changed(tx, (team, user), tz, gone=gone))
            if gone:
                await store.run(lambda tx: note_gone(tx, team, user))

        owed = deliverer.wake if deliver else _nobody
        may_tidy = deliverer.may_tidy if deliver else _always
        turns = Turns(store, flows, given.clock, may_tidy)
        meetings = WorkshopTurns(store, library, given.clock, turns.home_of)
        workshops = WorkshopListeners(
            meetings, client, library.lines(WorkshopLines).buttons.close, owed
        )
        Listeners(turns, trouble, workshops, owed, left, changed, partial(look, client)).register(
            app
        )
        intake = _intake(settings, app, given.ping)
        work = Clockwork(store, flows, given, deliverer, meetings)
        if deliver:
            work.start()
        if given.upcoming is not None:
            given.upcoming(work.nudger.next_due)
        try:
            await intake.start()
            log.info("ready (%s)", settings.transport)
            if ready is not None:
                ready(intake)
            await asyncio.Event().wait()
        finally:
            await intake.stop(FINISH_SECONDS)
            if deliver:
                await work.stop()


async def run_worker(settings: DeliverySettings, given: Circumstances = USUAL) -> None:
    """Send what is owed, and remind those who are to be reminded, until cancelled."""
    flows = given.flows or Flows(load_library())
    library = flows.library
    async with _store(settings) as store, _client(settings) as client:
        await reach(client, "auth.test", "SLACK_BOT_TOKEN", "user_id")
        deliverer = _deliverer(store, client, library, given)
        meetings = WorkshopTurns(store, library, given.clock)
        work = Clockwork(store, flows, given, deliverer, meetings)
        work.start()
        log.info("delivering")
        try:
            await asyncio.Event().wait()
        finally:
            await work.stop()


class Clockwork:
    """What happens by itself: what is owed is sent, reminders and workshops follow the clock."""

    def __init__(
        self,
        store: Store,
        flows: Flows,
        given: Circumstances,
        deliverer: Deliverer,
        meetings: WorkshopTurns,
    ) -> None:
        self._deliverer = deliverer
        self.nudger = Nudger(store, flows, given.clock, deliverer.wake, poll=given.look)
        self._workshops = WorkshopClock(meetings, deliverer.wake, given.look)

    def start(self) -> None:
        """Begin, in tasks of the running loop."""
        self._deliverer.start()
        self.nudger.start()
        self._workshops.start()

    async def stop(self) -> None:
        """Finish what is under way; send what is owed by then, for a while."""
        await self.nudger.stop()
        await self._workshops.stop()
        await self._deliverer.drain(DRAIN_SECONDS)


def _deliverer(
    store: Store, client: AsyncWebClient, library: Library, given: Circumstances
) -> Deliverer:
    told = Refusals(library)
    return Deliverer(store, client, clock=given.clock, pace=given.pace, told=told)


def _nobody() -> None:
    """Another process delivers, and looks for itself."""


def _always(_: str) -> bool:
    """Another process delivers, and drops what is too much."""
    return True


def _intake(settings: Settings, app: AsyncApp, ping: float) -> Intake:
    token = settings.slack_app_token
    if token is not None:
        return SocketIntake(app, token.get_secret_value(), ping)
    secret = settings.slack_signing_secret
    return HttpIntake(
        app, secret.get_secret_value() if secret else "", settings.host, settings.port
    )


@asynccontextmanager
async def _store(settings: DeliverySettings) -> AsyncIterator[Store]:
    await asyncio.to_thread(_bring_up_to_date, settings.database_url)
    store = open_store(settings.database_url)
    try:
        yield store
    finally:
        await store.stop()


def _bring_up_to_date(url: str) -> None:
    """SQLite is migrated here; PostgreSQL only by those who mean to."""
    state = migrations.state(url)
    if state is SchemaState.AHEAD:
        raise PlainError("the database belongs to a newer version: update the program")
    if state is SchemaState.CURRENT:
        return
    if not url.startswith("sqlite"):
        raise PlainError(f"the database's schema is {state.value}: run 'samskab migrate' first")
    migrations.migrate(url)


@asynccontextmanager
async def _client(settings: DeliverySettings) -> AsyncIterator[AsyncWebClient]:
    """One HTTP session for everything: opening one a call halves what can be sent."""
    client = open_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
    try:
        yield client
    finally:
        if client.session is not None:
            await client.session.close()
