"""Send what is owed: replies and reminders. As many workers as wanted may run at once."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

HELP = "send what the bot owes"


def add_arguments(parser: ArgumentParser) -> None:
    """None."""


def run(arguments: Namespace) -> int:
    """Run until told to stop."""
    from bot.cli.database import prepared
    from bot.cli.serving import serve
    from bot.settings import DeliverySettings

    settings = prepared(DeliverySettings)
    from bot.app import run_worker

    return serve(run_worker(settings))
