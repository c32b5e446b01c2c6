"""On which database and by which transport a test runs."""

from __future__ import annotations

import pytest

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
on_both = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
by_both = pytest.mark.parametrize("transport", ["socket", "http"])
#: What the database hardly matters to: PostgreSQL among the slow ones.
mostly_sqlite = pytest.mark.parametrize(
    "database_url", ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)], indirect=True
)
mostly_sqlite_by_socket = pytest.mark.parametrize(
    ("database_url", "transport"),
    [("sqlite", "socket"), pytest.param("postgresql", "http", marks=pytest.mark.slow)],
    indirect=["database_url"],
)
mostly_sqlite_by_http = pytest.mark.parametrize(
    ("database_url", "transport"),
    [("sqlite", "http"), pytest.param("postgresql", "socket", marks=pytest.mark.slow)],
    indirect=["database_url"],
)
#: Each database and each transport once.
each_once = pytest.mark.parametrize(
    ("database_url", "transport"),
    [("sqlite", "socket"), ("postgresql", "http")],
    indirect=["database_url"],
)
each_once_crossed = pytest.mark.parametrize(
    ("database_url", "transport"),
    [("postgresql", "socket"), ("sqlite", "http")],
    indirect=["database_url"],
)
