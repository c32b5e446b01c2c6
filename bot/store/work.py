"""One job on its way from the event loop through a database thread and back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from bot.store.transaction import Transaction

Job = Callable[[Transaction], Any]


@dataclass(slots=True)
class Work:
    """A job that somebody awaits, and what came of it."""

    job: Job
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]
    result: Any = None
    error: BaseException | None = None

    def resolve(self) -> None:
        """Hand over the result; whoever awaited it may have gone away."""
        if self.future.done():
            return
        if self.error is None:
            self.future.set_result(self.result)
        else:
            self.future.set_exception(self.error)


def resolve(works: Sequence[Work]) -> None:
    """Resolve finished works from a database thread: one wake-up of the loop for all of them."""
    for loop in {work.loop for work in works}:
        mine = [work for work in works if work.loop is loop]
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(_resolve_all, mine)


def _resolve_all(works: Sequence[Work]) -> None:
    for work in works:
        work.resolve()
