"""Commands about an installation: how it is, its database and copies, keys, people, reminders."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.serving import prepared, serve
from bot.errors import PlainError
from bot.settings import DeliverySettings, KeySettings, StoreSettings, split

if TYPE_CHECKING:
    from bot.store.database import Store


def migrate(arguments: Namespace) -> int:
    """Bring the database's tables up to date. Does nothing where they are."""
    from bot.store import migrations

    migrations.migrate(prepared(StoreSettings).database_url)
    print("The database is up to date.")
    return 0


def backup_arguments(parser: ArgumentParser) -> None:
    """``FILE``."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a new file")


def backup(arguments: Namespace) -> int:
    """Copy the database of DATABASE_URL to a file for its owner alone, also while the bot runs."""
    from bot.store import sqlite

    sqlite.copy(_own_file("backup"), arguments.file)
    print(f"Copied to {arguments.file}.")
    return 0


def restore_arguments(parser: ArgumentParser) -> None:
    """``FILE``."""
    parser.add_argument("file", type=Path, metavar="FILE", help="what samskab backup made")


def restore(arguments: Namespace) -> int:
    """Bring back what 'samskab backup' made, to where DATABASE_URL says and no database is."""
    from bot.store import migrations, sqlite
    from bot.store.migrations import SchemaState

    own = _own_file("restore")
    sqlite.copy(arguments.file, own)
    if migrations.state(f"sqlite:///{own.absolute()}") in (SchemaState.EMPTY, SchemaState.AHEAD):
        own.unlink()
        raise PlainError(f"{arguments.file} is no database of this program, or of a newer one")
    print("The database is back.")
    return 0


def _own_file(what: str) -> Path:
    from bot.store import address, sqlite

    place = address.parse(prepared(StoreSettings).database_url)
    if place.drivername != "sqlite":
        tool = {"backup": "pg_dump", "restore": "pg_restore"}[what]
        raise PlainError(f"for PostgreSQL use its own {tool}")
    return sqlite.file(place)


def nudges_arguments(parser: ArgumentParser) -> None:
    """``--explain``, ``--dry-run`` and ``--most``."""
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--explain", type=int, metavar="ID", help="why this one is as it is")
    way.add_argument("--dry-run", action="store_true", help="what would be sent now; sends nothing")
    parser.add_argument(
        "--most", type=int, default=200, metavar="N", help="list so many (default: 200)"
    )


def nudges(arguments: Namespace) -> int:
    """List the reminders that are due and planned, and say why.

    --explain ID tells why one of them is as it is; --dry-run tells what would be sent now, and
    sends nothing.
    """
    return serve(_report(prepared(StoreSettings), arguments))


@asynccontextmanager
async def opened_store(settings: StoreSettings, *, read_only: bool = True) -> AsyncIterator[Store]:
    """The database, where its schema is this program's."""
    from bot.store.database import open_store
    from bot.store.migrations import SchemaState, state

    there = state(settings.database_url)
    if there is not SchemaState.CURRENT:
        raise PlainError(f"the database's schema is {there.value}: run 'samskab migrate' first")
    store = open_store(settings.database_url, connections=1, read_only=read_only)
    try:
        yield store
    finally:
        await store.stop()


async def _report(settings: StoreSettings, arguments: Namespace) -> None:
    from bot.turns import report
    from bot.turns.languages import found_languages
    from bot.turns.pipeline import utc_now

    async with opened_store(settings) as store:
        if arguments.explain is None and not arguments.dry_run:
            found = report.lines(await report.listed(store, arguments.most))
        else:
            languages = found_languages()
            if arguments.dry_run:
                found = report.decided_lines(await report.rehearsed(store, languages, utc_now()))
            else:
                why = await report.explained(store, languages, arguments.explain, utc_now())
                if why is None:
                    raise PlainError(f"there is no nudge {arguments.explain}: see 'samskab nudges'")
                found = iter(why)
        for line in found:
            print(line)


def keys(_: Namespace) -> int:
    """Make a key for SAMSKAB_KEYS, and print it.

    The tokens of workspaces are sealed with the first key there, and opened with any of them.
    """
    from bot.installs.keys import new_key

    print(new_key())
    return 0


def rotate(_: Namespace) -> int:
    """Seal all tokens anew, with the first key of SAMSKAB_KEYS.

    1. Put a new key ('samskab keys') before the old one, with a comma between, and start all
    processes again. 2. Run this. 3. Take the old key away, and start them again.
    """
    return serve(_rotate(prepared(KeySettings)))


async def _rotate(settings: KeySettings) -> None:
    from bot.installs.installations import reseal
    from bot.installs.keys import Keys
    from bot.store.database import open_store

    given = split(settings.samskab_keys.get_secret_value())
    store = open_store(settings.database_url, connections=1)
    try:
        number = await reseal(store, Keys(given))
    finally:
        await store.stop()
    print(f"The tokens of {number} workspaces are sealed with the first key.")


def people_arguments(parser: ArgumentParser) -> None:
    """``--moved``."""
    parser.add_argument(
        "--moved",
        action="store_true",
        required=True,
        help="the workspace has moved into an organisation: take over the new ids of its people",
    )


def people(_: Namespace) -> int:
    """Ask Slack which people have new ids, and keep everything of theirs under these.

    Needed once, after a workspace has moved into an Enterprise organisation. The bot does it at its
    start too; stop it first where it runs.
    """
    return serve(_moved(prepared(DeliverySettings)))


async def _moved(settings: DeliverySettings) -> None:
    from bot.app import opened
    from bot.tenancy import workspaces
    from bot.turns.moving import exchange

    async with opened(settings) as (store, client):
        moved = 0
        for team, of_team in await workspaces(settings, store, client):
            moved += len(await exchange(store, of_team, team))
        print(f"{moved} of the people have new ids.")


def doctor(_: Namespace) -> int:
    """Say what is set up, reachable, behind and failing, and what to do about it.

    Changes nothing; works with the bot running or not. Ends with 1 where something is failing.
    """
    import asyncio

    from bot.health.doctor import examined
    from bot.health.findings import State, lines

    found = asyncio.run(examined())
    for heading, findings in found:
        print(heading)
        for line in lines(findings):
            print(line)
    every = [each.state for _, findings in found for each in findings]
    fails, asks = every.count(State.FAILING), every.count(State.ATTENTION)
    print(f"{fails} failing, {asks} to attend to" if fails or asks else "All is well.")
    return 1 if fails else 0
