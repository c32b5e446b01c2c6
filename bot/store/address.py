"""Where the database is: the URL that people write, checked and brought into one form."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.store.errors import StoreError

DRIVERS = {
    "sqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",  # as Heroku writes it
    "postgresql+psycopg": "postgresql+psycopg",
}


def parse(url: str) -> URL:
    """The address behind a DATABASE_URL; StoreError when it is none of ours."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        # The text itself may hold a password, so it is not repeated.
        raise StoreError("DATABASE_URL is not a URL, such as sqlite:///samskab.db") from None
    driver = DRIVERS.get(address.drivername)
    if driver is None:
        raise StoreError(f"DATABASE_URL: {address.drivername} is neither sqlite nor postgresql")
    if driver == "sqlite" and address.database in (None, "", ":memory:"):
        raise StoreError("DATABASE_URL: SQLite needs a file, such as sqlite:///samskab.db")
    return address.set(drivername=driver)


def shown(address: URL) -> str:
    """The address for logs and errors: no password, no options."""
    return address.set(query={}).render_as_string(hide_password=True)


def sqlite_file(address: URL) -> Path:
    """The database file; StoreError when it cannot be written."""
    path = Path(str(address.database))
    if not path.parent.is_dir():
        raise StoreError(f"DATABASE_URL: the folder {path.parent} does not exist")
    if not os.access(path if path.exists() else path.parent, os.W_OK) or path.is_dir():
        raise StoreError(f"DATABASE_URL: {path} cannot be written")
    return path


def libpq(address: URL) -> str:
    """The address as PostgreSQL's own library reads it. Holds the password."""
    return address.set(drivername="postgresql").render_as_string(hide_password=False)
