"""The types of columns: what goes in comes back as it was, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, DateTime, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeEngine

from bot.json_text import read, written


class Moment(TypeDecorator[datetime]):
    """An aware datetime, stored in UTC on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive time; hand the database UTC."""
        return None if value is None else _utc(value)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        """SQLite keeps text; written here in a third of the time that SQLAlchemy takes."""
        return super().bind_processor(dialect) if dialect.name != "sqlite" else _text_of

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """UTC comes back, also from SQLite, which keeps no zone."""
        if dialect.name != "sqlite":
            return super().result_processor(dialect, coltype)
        return _time_of


def _utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a stored time must know its time zone")
    return value if value.tzinfo is UTC else value.astimezone(UTC)


@lru_cache(maxsize=256)  # a turn writes its own time to many columns
def _text_of(value: datetime | None) -> str | None:
    return None if value is None else _utc(value).isoformat(" ", "microseconds")[:26]


@lru_cache(maxsize=4096)  # what somebody has answered is read again with each of their turns
def _time_of(value: str | None) -> datetime | None:
    return datetime.fromisoformat(f"{value}+00:00") if value else None


class Json(TypeDecorator[Any]):
    """A plain value; None is NULL. PostgreSQL's types are imported only where it is used."""

    impl = JSON
    cache_ok = True

    def __init__(self) -> None:
        super().__init__(none_as_null=True)

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """JSONB in PostgreSQL."""
        if dialect.name != "postgresql":
            return self.impl_instance
        from sqlalchemy.dialects.postgresql import JSONB

        return JSONB(none_as_null=True)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        """SQLite keeps text."""
        if dialect.name != "sqlite":
            return super().bind_processor(dialect)
        return lambda value: None if value is None else written(value).decode()

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """What was written; SQLite has made numbers of what is one."""
        if dialect.name != "sqlite":
            return super().result_processor(dialect, coltype)
        return lambda value: read(value) if isinstance(value, str) else value
