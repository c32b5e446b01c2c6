"""Run the bot in a small workspace of its own, in the browser. Needs no Slack and no settings."""

from __future__ import annotations

import asyncio
import errno
import fcntl
import os
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import PlainError

if TYPE_CHECKING:
    from bot.app import Upcoming
    from bot.sandbox.server import Sandbox
    from bot.settings import Settings
    from bot.slack.intake import Intake

#: Time is moved by hand here, so reminders are looked for often.
LOOK = 0.25


def port(text: str) -> int:
    """A port number. Raises ``ArgumentTypeError``."""
    if not text.isdecimal() or int(text) > 65535:
        raise ArgumentTypeError("a port is a whole number from 0 to 65535; 0 takes any free one")
    return int(text)


def sandbox_arguments(parser: ArgumentParser) -> None:
    """``--port``, ``--data``, ``--http`` and ``--without-bot``."""
    parser.add_argument("--port", type=port, default=3000, help="of the page (default: 3000)")
    parser.add_argument("--data", type=Path, metavar="DIR", help="where the conversation is kept")
    parser.add_argument("--http", action="store_true", help="signed HTTP in place of Socket Mode")
    parser.add_argument(
        "--without-bot", action="store_true", help="only the workspace, for a bot of one's own"
    )


def sandbox(arguments: Namespace) -> int:
    """Run the bot in a small workspace of its own, in the browser. Needs no Slack, no settings."""
    from bot.cli.serving import serve
    from bot.logs import start_logging
    from bot.settings import LogSettings, data_folder, read_settings

    os.umask(0o077)  # what people try is for this account alone
    settings = read_settings(LogSettings)
    start_logging(settings.log_level, form=settings.log_format)
    data = (arguments.data or data_folder() / "sandbox").absolute()
    with _claimed(data):
        return serve(_play(arguments, data))


@contextmanager
def _claimed(data: Path) -> Iterator[None]:
    """Make the folder, and have it alone: two sandboxes would overwrite each other."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        lock = os.open(data / "lock", os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        raise PlainError(f"{data} cannot be used ({error.strerror}): choose --data") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(lock)
        raise PlainError(f"another sandbox uses {data}: stop it, or choose --data") from error
    try:
        yield
    finally:
        os.close(lock)


async def _play(arguments: Namespace, data: Path) -> None:
    from bot.content_files import load_library
    from bot.sandbox.profile import AppProfile
    from bot.sandbox.server import start_sandbox
    from bot.sandbox.settings import SandboxOptions
    from bot.sandbox.snapshot import Unreadable
    from bot.slack.manifest import manifest

    profile = AppProfile.from_manifest(manifest(load_library().app))
    options = SandboxOptions(port=arguments.port, data=data, profile=profile)
    options.mode = "http" if arguments.http else "socket"
    try:
        sandbox = await start_sandbox(options)
    except Unreadable as error:
        why = "is broken, or another version's: delete the folder, or choose --data"
        raise PlainError(f"{error} {why}") from error
    except OSError as error:
        raise PlainError(_refused(error, arguments.port)) from error
    try:
        if arguments.without_bot:
            _announce(sandbox, data)
            print(*(f"{name}={value}" for name, value in sandbox.environment.items()), sep="\n")
            await asyncio.Event().wait()
        await _with_bot(sandbox, data)
    finally:
        await sandbox.stop()


def _refused(error: OSError, port: int) -> str:
    if error.filename is not None:
        return f"{error.filename} cannot be used ({error.strerror}): choose --data"
    if error.errno == errno.EACCES:
        return f"port {port} is for the system alone: choose --port above 1023"
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is in use: stop its user, or samskab sandbox --port {port + 1}"
    return f"the sandbox cannot begin: {error.strerror}"


async def _with_bot(sandbox: Sandbox, data: Path) -> None:
    from bot.app import Circumstances, run_bot
    from bot.slack.intake import HttpIntake
    from bot.slack.manifest import EVENTS_PATH

    def ready(intake: Intake) -> None:
        if isinstance(intake, HttpIntake):
            url = f"http://127.0.0.1:{intake.port}{EVENTS_PATH}"
            sandbox.core.settings.request_url = url
        _announce(sandbox, data)

    def upcoming(ask: Upcoming) -> None:
        async def in_seconds() -> float | None:
            due = await ask()
            return None if due is None else due.timestamp()

        sandbox.core.upcoming = in_seconds

    def ahead() -> timedelta:
        return timedelta(seconds=sandbox.core.clock.ahead)

    given = Circumstances(ahead, look=LOOK, upcoming=upcoming)
    await run_bot(_settings(sandbox, data), deliver=True, ready=ready, given=given)


def _settings(sandbox: Sandbox, data: Path) -> Settings:
    """The bot's settings for this workspace; those of the environment stay out of it."""
    from pydantic import SecretStr

    from bot.settings import Settings, sqlite_url

    http = sandbox.options.mode == "http"
    return Settings(
        database_url=sqlite_url(data / "samskab.db"),
        slack_api_url=sandbox.api_url,
        slack_bot_token=SecretStr(sandbox.bot_token),
        slack_app_token=None if http else SecretStr(sandbox.app_token),
        slack_signing_secret=SecretStr(sandbox.signing_secret),
        host="127.0.0.1",
        port=0,
    )


def _announce(sandbox: Sandbox, data: Path) -> None:
    print(f"Sandbox (not Slack): {sandbox.page_url}")
    print(f"Kept in: {data}")
    print("Ctrl-C stops it.", flush=True)
