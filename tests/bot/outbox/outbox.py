"""Rows of the outbox for tests: put in as a turn puts them, and read back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from itertools import chain, repeat
from typing import Any

from sqlalchemy import insert, select, text

from bot.store.database import Store
from bot.store.schema import outbox
from bot.store.statements import Statement

PUT = Statement(
    insert(outbox).returning(outbox.c.id),
    columns=(
        "team",
        "lane",
        "method",
        "payload",
        "refresh",
        "shows",
        "target",
        "state",
        "attempts",
        "tried_at",
        "due_at",
        "created_at",
        "leased_by",
        "leased_until",
        "done_at",
        "channel",
        "ts",
    ),
)
ROWS = Statement(select(outbox).order_by(outbox.c.id))
OWED = Statement(select(outbox.c.id).where(outbox.c.state == text("'pending'")).limit(1))


def row(text: str = "hej", channel: str = "D1", **more: Any) -> dict[str, Any]:
    """The values of a pending row."""
    now = datetime.now(UTC)
    return {
        "team": "T1",
        "lane": channel,
        "method": "chat.postMessage",
        "payload": {"channel": channel, "text": text},
        "refresh": None,
        "shows": None,
        "target": None,
        "state": "pending",
        "attempts": 0,
        "tried_at": None,
        "due_at": now,
        "created_at": now,
        "leased_by": None,
        "leased_until": None,
        "done_at": None,
        "channel": None,
        "ts": None,
        **more,
    }


async def put(store: Store, *rows: dict[str, Any]) -> list[int]:
    """Insert rows in one transaction; their ids."""
    return await store.run(lambda tx: [PUT.one_or_none(tx, **values).id for values in rows])


async def rows(store: Store) -> list[Any]:
    return await store.run(ROWS.all)


async def states(store: Store) -> list[str]:
    return [found.state for found in await rows(store)]


def _pauses() -> Iterator[float]:
    """How long to wait between two looks: short at first, and longer where it takes its time."""
    return chain((0.002, 0.005, 0.01, 0.02, 0.03), repeat(0.05))


async def changes(store: Store, id_: int | None = None) -> AsyncIterator[Any]:
    """One row (the first, or the one with that id), as it is now, again and again."""
    async with asyncio.timeout(20):
        for pause in _pauses():
            found = await rows(store)
            yield next(r for r in found if id_ in (None, r.id))
            await asyncio.sleep(pause)


async def until(condition: Callable[[], bool]) -> None:
    """Wait until something has happened in the fake Slack."""
    async with asyncio.timeout(20):
        for pause in _pauses():
            if condition():
                return
            await asyncio.sleep(pause)


async def delivered(store: Store, seconds: float = 20) -> list[Any]:
    """Wait until nothing is owed; every row."""
    async with asyncio.timeout(seconds):
        for pause in _pauses():
            if not await store.run(OWED.all):
                break
            await asyncio.sleep(pause)
    return await rows(store)
