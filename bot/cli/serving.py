"""Commands that run until they are told to stop, and what every long run begins with."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from bot.errors import PlainError

if TYPE_CHECKING:
    from bot.settings import StoreSettings

    Wanted = TypeVar("Wanted", bound=StoreSettings)

STOPS = (signal.SIGINT, signal.SIGTERM)
#: How long the event loop may keep a database thread waiting, in seconds. At Python's own 5 ms what
#: is committed waits that long until it is told, when there is much to do.
SWITCH_SECONDS = 0.0001
#: So many things are made between two looks for what is no longer used. At Python's own 700 the
#: looking takes a twentieth of a turn's processor time.
MADE_BETWEEN = 50_000


def serve(work: Coroutine[Any, Any, None]) -> int:
    """Run ``work`` until it ends or Ctrl-C or SIGTERM cancels it; give the exit code.

    ``work`` tidies up when it is cancelled. A second Ctrl-C ends the program at once.
    """
    import uvloop

    sys.setswitchinterval(SWITCH_SECONDS)
    with plain_errors(), asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_until_told(work))
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


def prepared(kind: type[Wanted]) -> Wanted:
    """Read the settings, start the log, say where the database is, make the default's folder."""
    from bot.logs import redact, start_logging
    from bot.settings import data_folder, read_settings, sqlite_url

    settings = read_settings(kind)
    os.umask(0o077)  # what is written is for this account alone
    start_logging(settings.log_level, settings.secrets, settings.log_format)
    own = data_folder()
    if settings.database_url == sqlite_url(own / "samskab.db"):
        try:
            own.mkdir(parents=True, exist_ok=True)
            own.chmod(0o700)  # also where it was there already
        except OSError as error:
            raise PlainError(
                f"{own} cannot be made ({error.strerror}): set DATABASE_URL"
            ) from error
    print(f"Database: {redact(settings.database_url)}", flush=True)
    return settings


def run_arguments(parser: ArgumentParser) -> None:
    """``--without-delivery``."""
    parser.add_argument(
        "--without-delivery",
        action="store_true",
        help="only take in what Slack sends; 'samskab worker' answers",
    )


def run(arguments: Namespace) -> int:
    """Run the bot against Slack.

    Socket Mode where SLACK_APP_TOKEN is set; otherwise signed HTTP on PORT with
    SLACK_SIGNING_SECRET.
    """
    from bot.settings import Settings

    settings = prepared(Settings)
    from bot.app import run_bot

    return serve(run_bot(settings, deliver=not arguments.without_delivery, ready=_started))


def worker(arguments: Namespace) -> int:
    """Send what is owed: replies and reminders. As many workers as wanted may run at once."""
    from bot.settings import DeliverySettings

    settings = prepared(DeliverySettings)
    from bot.app import run_worker

    return serve(run_worker(settings))


def _started(_: object) -> None:
    """What is there now stays: looking through it for what is no longer used took 0.1 s.

    Of what comes and goes, the most is gone by itself before it is looked through.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(MADE_BETWEEN)


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
