"""How fast the outbox is delivered: `python -m tests.bench.delivery [rows] [--url DATABASE_URL]`.

Delivers to a server in another process that only says ok, with nothing else in the outbox and
with 100,000 rows that are done and as many that are owed later. Prints rows a second, the
deliverer's own processor time a row, and its memory.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import resource
import tempfile
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from multiprocessing.connection import Connection
from typing import Any

from aiohttp import web
from sqlalchemy import delete, func, insert, select

from bot.outbox import Deliverer
from bot.outbox.calls import open_client
from bot.outbox.clients import OneWorkspace
from bot.store.database import Store, open_store
from bot.store.migrations import migrate
from bot.store.schema import PENDING, outbox
from bot.store.statements import Statement

LANES = 1_000
COLUMNS = ("team", "lane", "method", "payload", "state", "attempts", "due_at", "created_at")
ADD = Statement(insert(outbox).values(done_at=None), columns=COLUMNS)
EMPTY = Statement(delete(outbox))
OWED = Statement(
    select(func.count().label("rows")).where(
        outbox.c.state == PENDING, outbox.c.due_at < datetime.now(UTC) + timedelta(hours=1)
    )
)


def serve(ready: Connection) -> None:
    """Say ok to everything, on a free port that is told to `ready`."""

    async def ok(request: web.Request) -> web.Response:
        await request.read()
        body = b'{"ok":true,"channel":"D1","ts":"1772366400.000100"}'
        return web.Response(body=body, content_type="application/json")

    async def run() -> None:
        app = web.Application()
        app.router.add_post("/api/{method}", ok)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        ready.send(runner.addresses[0][1])
        await asyncio.Event().wait()

    asyncio.run(run())


def rows(number: int, state: str, due_at: datetime, prefix: str) -> list[dict[str, Any]]:
    """Rows spread over lanes, each with a message of ordinary size."""
    text = "Hvorfor skal netop den her opgave løses sammen med borgerne? " * 5
    section = {"type": "section", "text": {"type": "mrkdwn", "text": text}}
    return [
        {
            "team": "T1",
            "lane": f"{prefix}{n % LANES}",
            "method": "chat.postMessage",
            # One channel a row, so that Slack's second a channel is not what is measured.
            "payload": None
            if state == "sent"
            else {"channel": f"{prefix}{n}", "text": text, "blocks": [section] * 2},
            "state": state,
            "attempts": 0,
            "due_at": due_at,
            "created_at": due_at,
        }
        for n in range(number)
    ]


async def deliver(store: Store, url: str, number: int) -> tuple[float, float]:
    """Rows a second, and microseconds of processor a row."""
    now = datetime.now(UTC)
    await store.run(lambda tx: ADD.many(tx, rows(number, "pending", now, "D")))
    client = open_client("xoxb-bench", url)
    deliverer = Deliverer(store, OneWorkspace(client, "T1"))
    began, used = time.perf_counter(), time.process_time()
    deliverer.start()
    while (await store.run(OWED.one_or_none)).rows:
        await asyncio.sleep(0.1)
    took, used = time.perf_counter() - began, time.process_time() - used
    await deliverer.stop()
    if client.session is not None:
        await client.session.close()
    return number / took, used / number * 1e6


async def main(database: str, slack: str, number: int) -> None:
    """Both cases, one after the other."""
    migrate(database)
    store = open_store(database)
    now = datetime.now(UTC)
    for case, more in (("alone", 0), ("with 100,000 done and 100,000 owed later", 100_000)):
        await store.run(EMPTY.run)
        for first in range(0, more, 10_000):
            for state, due, prefix in (
                ("sent", now, "A"),
                ("pending", now + timedelta(days=9), "B"),
            ):
                many = rows(10_000, state, due, f"{prefix}{first}-")
                await store.run(partial(ADD.many, rows=many))
        speed, used = await deliver(store, slack, number)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{case}: {speed:.0f} rows/s, {used:.0f} µs a row, {memory:.0f} MB at most")
    await store.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int, nargs="?", default=10_000)
    parser.add_argument("--url", help="DATABASE_URL; without it a new SQLite file")
    options = parser.parse_args()
    here, there = multiprocessing.Pipe(duplex=False)
    server = multiprocessing.Process(target=serve, args=(there,), daemon=True)
    server.start()
    with tempfile.TemporaryDirectory() as folder:
        where = options.url or f"sqlite:///{folder}/bench.db"
        asyncio.run(main(where, f"http://127.0.0.1:{here.recv()}/api/", options.rows))
    server.terminate()
