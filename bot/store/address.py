"""Where the database is: the URL that people write, and the module that knows such a database."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Protocol

from sqlalchemy import URL, make_url
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import ArgumentError

from bot.errors import StoreError
from bot.store.transaction import Worker

DRIVERS = {
    "sqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",  # as Heroku writes it
    "postgresql+psycopg": "postgresql+psycopg",
}

#: Several hosts in a URL.
HOSTS = re.compile(r"(postgres\w*(?:\+psycopg)?://(?:[^/@]*@)?)([^/@,]+(?:,[^/@,]+)+)(/.*)")


class Kind(Protocol):
    """What the module of a kind of database holds."""

    #: How parameters are marked in SQL.
    PARAMSTYLE: Any
    #: What lets only one program migrate at a time.
    LOCK: Sequence[str]
    #: Finds a row where there is a table of versions.
    HAS_VERSION: str

    def connect(self, place: URL) -> Any:
        """A connection of the driver's; StoreError when there is none to get."""

    def meaning(self, error: BaseException) -> BaseException:
        """The error that callers know, where the driver's has such a meaning; else the error."""

    def workers(
        self, place: URL, dialect: Dialect, connections: int, *, read_only: bool = False
    ) -> Sequence[Worker]:
        """What works in the database's threads."""


def parse(url: str) -> URL:
    """The address behind a DATABASE_URL; StoreError when it is none of ours.

    Of several hosts, as libpq writes them (`host1:5432,host2:5432`), the first that answers counts.
    """
    try:
        address = make_url(_several(url))
    except (ArgumentError, ValueError):
        # The text itself may hold a password, so it is not repeated.
        raise StoreError("DATABASE_URL is not a URL, such as sqlite:///samskab.db") from None
    driver = DRIVERS.get(address.drivername)
    if driver is None:
        raise StoreError(f"DATABASE_URL: {address.drivername} is neither sqlite nor postgresql")
    if driver == "sqlite" and address.database in (None, "", ":memory:"):
        raise StoreError("DATABASE_URL: SQLite needs a file, such as sqlite:///samskab.db")
    return address.set(drivername=driver)


def _several(url: str) -> str:
    """Several hosts as SQLAlchemy writes them."""
    found = HOSTS.fullmatch(url)
    if found is None:
        return url
    begin, hosts, end = found.groups()
    several = "&".join(f"host={host}" for host in hosts.split(","))
    return f"{begin}{end}{'&' if '?' in end else '?'}{several}"


def shown(address: URL) -> str:
    """The address for logs and errors: no password, and of the options only several hosts."""
    hosts = {name: given for name, given in address.query.items() if not isinstance(given, str)}
    return address.set(query=hosts).render_as_string(hide_password=True)


def kind_of(place: URL) -> Kind:
    """The module for the database at ``place``; each is imported only where it is wanted."""
    if place.drivername == "sqlite":
        from bot.store import sqlite

        return sqlite
    try:
        from bot.store import postgresql
    except ImportError:
        wanted = "pip install 'samskab[postgresql]'"
        raise StoreError(f"DATABASE_URL: PostgreSQL needs its driver: {wanted}") from None
    return postgresql
