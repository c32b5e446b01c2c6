"""Running something until it ends or is told to stop."""

from __future__ import annotations

import asyncio
import errno
import signal
import sys
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

from bot.errors import PlainError

STOPS = (signal.SIGINT, signal.SIGTERM)
#: How long the event loop may keep a database thread waiting, in seconds. At Python's own 5 ms a
#: turn waits that long at every statement, when there is much to do.
SWITCH_SECONDS = 0.0001


def serve(work: Coroutine[Any, Any, None]) -> int:
    """Run ``work`` until it ends or Ctrl-C or SIGTERM cancels it; give the exit code.

    ``work`` tidies up when it is cancelled. A second Ctrl-C ends the program at once.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    with plain_errors():
        asyncio.run(_until_told(work))
    return 0


@contextmanager
def plain_errors() -> Iterator[None]:
    """Raise as ``PlainError`` what a person can do something about."""
    from bot.errors import StoreError
    from flows.content.reading import ContentError

    try:
        yield
    except StoreError as error:
        raise PlainError(str(error)) from error
    except ContentError as error:
        more = len(error.problems) - 1
        rest = f" (and {more} more: samskab check)" if more else ""
        raise PlainError(f"the content is broken: {error.problems[0]}{rest}") from error
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise PlainError("the port is in use: set PORT to another") from error


async def _until_told(work: Coroutine[Any, Any, None]) -> None:
    loop = asyncio.get_running_loop()
    task = asyncio.ensure_future(work)
    told = False

    def stop() -> None:
        nonlocal told
        told = True
        for number in STOPS:
            loop.remove_signal_handler(number)  # the next one ends the program at once
        task.cancel()

    for number in STOPS:
        loop.add_signal_handler(number, stop)
    try:
        await task
    except asyncio.CancelledError:
        if not told:
            raise
