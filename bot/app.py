"""The bot put together: settings in, a running bot out."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot import VERSION
from bot.errors import PlainError
from bot.health.watch import Watch
from bot.http_server import HttpServer, Pages
from bot.loops import Loop
from bot.meter import NOBODY, Meter
from bot.outbox import Deliverer
from bot.outbox.calls import open_client
from bot.outbox.pace import Pace
from bot.settings import DeliverySettings, Settings
from bot.slack.intake import HttpIntake, Intake, bolt
from bot.slack.sockets import PING, SILENCE, SocketIntake
from bot.store import migrations
from bot.store.database import Store, open_store
from bot.store.migrations import SchemaState
from bot.store.pulse import Pulse
from bot.tenancy import Tenancy, tenancy_of
from bot.tenants import Shared
from bot.turns.due import POLL, DueWork
from bot.turns.languages import Languages, found_languages
from bot.turns.made import make
from bot.turns.pipeline import Pipeline
from bot.turns.retention import POLL as KEEPING_POLL
from bot.turns.retention import Keeping
from bot.turns.workplaces import Administrators
from flows.parts.lookup.lookup import lookup
from flows.parts.workplace import Rules, days_of

log = logging.getLogger(__name__)

#: Asks when the next reminder is due.
Upcoming = Callable[[], Awaitable[datetime | None]]
#: How long running turns may take to finish, and then delivery, when the bot is told to stop.
FINISH_SECONDS = 5.0
DRAIN_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the world gives; tests bring their own.

    ``ahead`` is how far the time is moved on, ``pace`` how fast to send (None: as Slack allows),
    ``ping`` how often the socket is looked at, ``silence`` how long nothing may come there,
    ``look`` how often is looked for reminders, all in seconds; ``languages`` are those that
    are spoken (None: those of the content that comes with the package); ``upcoming`` is handed the
    way to ask when the next reminder is due, ``watched`` the port that HEALTH_PORT got, ``wakes``
    what is to be called when the time was moved on.
    """

    ahead: Callable[[], timedelta] = timedelta
    pace: Pace | None = None
    ping: float = PING
    silence: float = SILENCE
    languages: Languages | None = None
    look: float = POLL
    upcoming: Callable[[Upcoming], None] | None = None
    watched: Callable[[int], None] | None = None
    wakes: Callable[[Callable[[], None]], None] | None = None


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
    languages = given.languages or found_languages()
    languages.flow().the(lookup)  # the first one who looks something up does not wait
    async with _watched(settings, given, delivers=deliver) as (store, client, meter, watch, pulse):
        tenancy = await tenancy_of(settings, store, client, pulse.now, languages)
        pipeline, work = _works(settings, tenancy, languages, given, store, pulse, meter, deliver)
        await languages.complain(store)
        app = bolt(client, tenancy.authorize, tenancy.listeners(Shared(pipeline)))
        pages = {**watch.pages, **tenancy.pages}
        intake = watch.intake = _intake(settings, app, given, pages, meter)
        if deliver:
            work.start()
            watch.loops = work.loops
        if given.upcoming is not None:
            given.upcoming(work.due.next_due)
        if given.wakes is not None:
            given.wakes(work.wake)
        try:
            await intake.start()
            watch.phase = ""
            log.info("ready (%s)", settings.transport)
            if ready is not None:
                ready(intake)
            await asyncio.Event().wait()
        finally:
            watch.phase = "stopping"
            await intake.stop(FINISH_SECONDS)
            if deliver:
                await work.stop()


async def run_worker(settings: DeliverySettings, given: Circumstances = USUAL) -> None:
    """Send what is owed, and remind those who are to be reminded, until cancelled."""
    languages = given.languages or found_languages()
    async with _watched(settings, given, delivers=True) as (store, client, meter, watch, pulse):
        tenancy = await tenancy_of(settings, store, client, pulse.now, languages)
        _, work = _works(settings, tenancy, languages, given, store, pulse, meter)
        await languages.complain(store)
        work.start()
        watch.loops, watch.phase = work.loops, ""
        log.info("delivering")
        try:
            await asyncio.Event().wait()
        finally:
            watch.phase = "stopping"
            await work.stop()


def _works(
    settings: DeliverySettings,
    tenancy: Tenancy,
    languages: Languages,
    given: Circumstances,
    store: Store,
    pulse: Pulse,
    meter: Meter,
    deliver: bool = True,
) -> tuple[Pipeline, Clockwork]:
    """Who takes turns, and what happens by itself; where it does not ``deliver``, others send."""
    deliverer = Deliverer(
        store, tenancy.clients, pulse=pulse, pace=given.pace, make=make, meter=meter
    )
    admins, months = Administrators(settings.administrators), settings.retention_months
    usual = Rules(retention_days=None if months is None else days_of(months))
    sending = deliverer if deliver else None
    pipeline = Pipeline(store, languages, pulse.now, sending, meter, admins, usual)
    deliverer.told = pipeline.told
    keeping = Keeping(pipeline, months, poll=KEEPING_POLL * given.look / POLL)
    loops = (*tenancy.loops, Loop("keeping", keeping.round))
    return pipeline, Clockwork(pipeline, deliverer, pulse, given.look, loops)


class Clockwork:
    """What happens by itself: what is owed is sent, reminders and workshops follow the clock."""

    def __init__(
        self,
        pipeline: Pipeline,
        deliverer: Deliverer,
        pulse: Pulse,
        look: float,
        loops: tuple[Loop, ...] = (),
    ) -> None:
        self.due = DueWork(pipeline, pulse, poll=look)
        self._deliverer = deliverer
        own = (Loop("reminders", self.due.remind), Loop("workshops", self.due.tick))
        self._loops = (*own, *loops)

    @property
    def loops(self) -> tuple[Loop, ...]:
        """All that turns."""
        return *self._deliverer.loops, *self._loops

    def start(self) -> None:
        """Begin, in tasks of the running loop."""
        self._deliverer.start()
        for loop in self._loops:
            loop.start()

    def wake(self) -> None:
        """Look at the clock now. To be called in the running loop."""
        for loop in self._loops:
            loop.wake()

    async def stop(self) -> None:
        """Finish what is under way; send what is owed by then, for a while."""
        for loop in self._loops:
            await loop.stop()
        await self._deliverer.drain(DRAIN_SECONDS)


def _intake(
    settings: Settings, app: AsyncApp, given: Circumstances, pages: Pages, meter: Meter
) -> Intake:
    token = settings.slack_app_token
    if token is not None:
        return SocketIntake(
            app,
            token.get_secret_value(),
            settings.socket_connections,
            given.ping,
            given.silence,
            meter,
        )
    secret = (
        settings.slack_signing_secret.get_secret_value() if settings.slack_signing_secret else ""
    )
    return HttpIntake(app, secret, settings.host, settings.port, pages, meter)


@asynccontextmanager
async def _watched(
    settings: DeliverySettings, given: Circumstances, *, delivers: bool
) -> AsyncIterator[tuple[Store, AsyncWebClient, Meter, Watch, Pulse]]:
    """The database, a client, and who counts and watches: on HEALTH_PORT, where that is set."""
    metrics = None
    if settings.health_port is not None:
        from bot.health.metrics import Metrics

        metrics = Metrics(VERSION)
    meter = metrics or NOBODY
    async with _store(settings, meter) as store, _client(settings) as client:
        pulse = Pulse(store, delivers=delivers, ahead=given.ahead)
        await pulse.start()
        watch = Watch(store, pulse.now, metrics)
        where = settings.health_host, settings.health_port or 0
        server = HttpServer(watch.all_pages, *where, called="HEALTH_")
        if metrics is not None:
            await server.start()
            log.info("how it is: http://%s:%d/readyz", settings.health_host, server.port)
            if given.watched is not None:
                given.watched(server.port)
        try:
            yield store, client, meter, watch, pulse
        finally:
            await server.stop()
            await pulse.stop()


@asynccontextmanager
async def opened(settings: DeliverySettings) -> AsyncIterator[tuple[Store, AsyncWebClient]]:
    """The database, brought up to date where it is SQLite, and a client of Slack's API."""
    async with _store(settings) as store, _client(settings) as client:
        yield store, client


@asynccontextmanager
async def _store(settings: DeliverySettings, meter: Meter = NOBODY) -> AsyncIterator[Store]:
    await asyncio.to_thread(_bring_up_to_date, settings.database_url)
    store = open_store(settings.database_url, meter=meter)
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
    token = settings.slack_bot_token
    client = open_client(token.get_secret_value() if token else None, settings.slack_api_url)
    try:
        yield client
    finally:
        if client.session is not None:
            await client.session.close()
