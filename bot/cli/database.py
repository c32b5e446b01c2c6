"""What the commands with a database do first."""

from __future__ import annotations

from typing import TypeVar

from bot.errors import PlainError
from bot.logs import redact, start_logging
from bot.settings import StoreSettings, data_folder, read_settings, sqlite_url

Wanted = TypeVar("Wanted", bound=StoreSettings)


def prepared(kind: type[Wanted]) -> Wanted:
    """Read the settings, start the log, say where the database is, make the default's folder."""
    settings = read_settings(kind)
    start_logging(settings.log_level, settings.secrets)
    own = data_folder()
    if settings.database_url == sqlite_url(own / "samskab.db"):
        try:
            own.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise PlainError(
                f"{own} cannot be made ({error.strerror}): set DATABASE_URL"
            ) from error
    print(f"Database: {redact(settings.database_url)}", flush=True)
    return settings
