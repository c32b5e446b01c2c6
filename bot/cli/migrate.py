"""Bring the database's tables up to date. Does nothing where they are."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

HELP = "bring the database up to date"


def add_arguments(parser: ArgumentParser) -> None:
    """None."""


def run(arguments: Namespace) -> int:
    """Migrate the database of DATABASE_URL."""
    from bot.cli.database import prepared
    from bot.cli.serving import plain_errors
    from bot.settings import StoreSettings

    settings = prepared(StoreSettings)
    from bot.store.migrations import migrate

    with plain_errors():
        migrate(settings.database_url)
    print("The database is up to date.")
    return 0
