"""In one workspace by its token, or in many that have installed the app: what differs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import PlainError
from bot.http_server import Pages
from bot.installs.installations import Installations
from bot.installs.keys import Keys
from bot.installs.renewing import Renewing
from bot.loops import Loop
from bot.outbox.clients import Clients, OneWorkspace
from bot.settings import DeliverySettings, Settings, split
from bot.slack.asking import reach
from bot.slack.intake import Authorize, Known
from bot.slack.origin import House
from bot.store.database import Store
from bot.tenants import Installed, Shared, Tenants
from bot.turns.languages import Languages
from bot.turns.moving import exchange
from bot.turns.pipeline import Clock, utc_now

#: So many people are asked about at each start in an organisation: their ids may have changed.
MOST_MOVED = 2_000


@dataclass(frozen=True, slots=True)
class Tenancy:
    """Where the app lives: with which token is sent, who it is, and who listens.

    ``loops`` is what happens by itself besides. ``pages`` are those that anybody may open.
    """

    clients: Clients
    authorize: Authorize
    listeners: Callable[[Shared], AsyncMiddleware]
    loops: tuple[Loop, ...] = ()
    pages: Pages = field(default_factory=dict)


async def tenancy_of(
    settings: DeliverySettings,
    store: Store,
    client: AsyncWebClient,
    clock: Clock,
    languages: Languages,
) -> Tenancy:
    """As it is set. Raises ``PlainError`` where a token or a key is wrong."""
    if settings.many:
        return await _many(settings, installations(settings, store, client, clock), languages)
    who = await reach(client, "auth.test", "SLACK_BOT_TOKEN", "user_id")
    house = House.of(who)
    if house.enterprise:
        await exchange(store, client, house.team, MOST_MOVED)
    clients = OneWorkspace(client, house.team)
    return Tenancy(clients, Known(who, client.token), lambda shared: shared.listeners(client, who))


async def workspaces(
    settings: DeliverySettings, store: Store, client: AsyncWebClient
) -> list[tuple[str, AsyncWebClient]]:
    """Every workspace in which the app is, with its client."""
    if not settings.many:
        who = await reach(client, "auth.test", "SLACK_BOT_TOKEN", "user_id")
        return [(House.of(who).team, client)]
    held = installations(settings, store, client, utc_now)
    there = [found for found in await held.all() if found.tokens is not None]
    return [(found.team, held.client_of(found)) for found in there]


def installations(
    settings: DeliverySettings, store: Store, client: AsyncWebClient, clock: Clock
) -> Installations:
    """Those in the database, opened with the keys of the settings."""
    if settings.samskab_keys is None:
        raise PlainError("SAMSKAB_KEYS is missing")
    keys = Keys(split(settings.samskab_keys.get_secret_value()))
    return Installations(store, keys, client, clock)


async def _many(settings: DeliverySettings, found: Installations, languages: Languages) -> Tenancy:
    await found.all()  # a key that is missing is met here, and not by somebody who writes
    secret = settings.slack_client_secret
    given = (settings.slack_client_id, secret.get_secret_value() if secret else "")
    pages: Pages = {}
    if isinstance(settings, Settings):
        from bot.installs.oauth import Door
        from bot.installs.pages import Pages as InstallPages

        library = languages.flow().library  # whose workspace it will be, nobody knows yet
        door = Door(found, *given, settings.samskab_url)
        pages = InstallPages(
            door, library.app.install, library.language, settings.samskab_url
        ).routes
    return Tenancy(
        found,
        Installed(found),
        lambda shared: Tenants(found, shared),
        (Loop("tokens", Renewing(found, *given).round),),
        pages,
    )
