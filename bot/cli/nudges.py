"""List the reminders that are due and planned, and say why.

--explain ID tells why one of them is as it is; --dry-run tells what would be sent now, and sends
nothing.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.errors import PlainError

if TYPE_CHECKING:
    from bot.settings import StoreSettings
    from bot.store.database import Store

HELP = "list the reminders that are due and planned"


def add_arguments(parser: ArgumentParser) -> None:
    """``--explain``, ``--dry-run`` and ``--most``."""
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--explain", type=int, metavar="ID", help="why this one is as it is")
    way.add_argument("--dry-run", action="store_true", help="what would be sent now; sends nothing")
    parser.add_argument(
        "--most", type=int, default=200, metavar="N", help="list so many (default: 200)"
    )


def run(arguments: Namespace) -> int:
    """Look into the database of DATABASE_URL."""
    from bot.cli.database import prepared
    from bot.cli.serving import serve
    from bot.settings import StoreSettings

    return serve(_report(prepared(StoreSettings), arguments))


@asynccontextmanager
async def _opened(settings: StoreSettings) -> AsyncIterator[Store]:
    from bot.store.database import open_store
    from bot.store.migrations import SchemaState, state

    there = state(settings.database_url)
    if there is not SchemaState.CURRENT:
        raise PlainError(f"the database's schema is {there.value}: run 'samskab migrate' first")
    store = open_store(settings.database_url, connections=1, read_only=True)
    try:
        yield store
    finally:
        await store.stop()


async def _report(settings: StoreSettings, arguments: Namespace) -> None:
    from bot.content_files import load_library
    from bot.turns import report
    from bot.turns.pipeline import utc_now
    from flows.journey.flow import Flow

    async with _opened(settings) as store:
        if arguments.explain is None and not arguments.dry_run:
            found = report.lines(await report.listed(store, arguments.most))
        else:
            flow = Flow(load_library())
            if arguments.dry_run:
                found = report.decided_lines(await report.rehearsed(store, flow, utc_now()))
            else:
                why = await report.explained(store, flow, arguments.explain, utc_now())
                if why is None:
                    raise PlainError(f"there is no nudge {arguments.explain}: see 'samskab nudges'")
                found = iter(why)
        for line in found:
            print(line)
