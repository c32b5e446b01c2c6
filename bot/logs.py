"""The log: one line a record on standard error, in UTC, with every secret taken out.

A record says which event it belongs to: the trace is made where the event comes in, goes through
its turn and into the rows that this owes, and is there again where they are sent.
"""

from __future__ import annotations

import json
import logging
import re
import time
import traceback
from collections.abc import Iterable
from contextvars import ContextVar
from secrets import token_hex
from typing import Any, Final

#: What a secret looks like, and what stands in its place.
SECRETS = (
    (re.compile(r"\b(xox[a-z])[.-][\w.-]+"), r"\1-…"),
    (re.compile(r"\b(xapp)-[\w-]+"), r"\1-…"),
    (re.compile(r"(://[^/\s:@]*):[^/\s]*@"), r"\1:…@"),
    (re.compile(r"\b((?:ticket|password)=)[^&\s'\"]+"), r"\1…"),
)
#: Most lines have none of these, and so nothing to take out.
MARKS = ("xox", "xapp", "://", "ticket=", "password=")
#: How records are written.
FORMATS = ("lines", "json")

#: Of the event that is worked on; empty where it is none.
TRACE: Final[ContextVar[str]] = ContextVar("trace", default="")


class traced:  # noqa: N801 - it is used as a function is
    """What is logged in here belongs to the event of ``trace``; None: to a new one."""

    def __init__(self, trace: str | None = None) -> None:
        self._trace = token_hex(6) if trace is None else trace

    def __enter__(self) -> None:
        self._token = TRACE.set(self._trace)

    def __exit__(self, *failed: object) -> None:
        TRACE.reset(self._token)


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """``text`` without tokens, passwords in addresses and the given ``secrets``."""
    for secret in secrets:
        text = text.replace(secret, "…")
    if not any(mark in text for mark in MARKS):
        return text
    for pattern, instead in SECRETS:
        text = pattern.sub(instead, text)
    return text


class RedactingFormatter(logging.Formatter):
    """Formats as usual, and redacts the outcome; of a traceback it tells what failed and where.

    What the errors themselves say is left out: it may be people's words. A formatter and not a
    filter, since a traceback is text only once it is formatted.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__(datefmt="%Y-%m-%dT%H:%M:%S")
        self.converter = time.gmtime
        self._secrets = tuple(secret for secret in secrets if secret)
        self._second = (0, "")

    def formatTime(  # noqa: N802 - its name in the library
        self, record: logging.LogRecord, datefmt: str | None = None
    ) -> str:
        """When it was; what is the same for all records of a second is written once."""
        second, text = self._second
        if second != int(record.created):
            text = super().formatTime(record, datefmt)
            self._second = (int(record.created), text)
        return f"{text}.{int(record.msecs):03d}Z"

    def format(self, record: logging.LogRecord) -> str:
        """One record as text without secrets, put together in half the time of the library.

        What was said is on one line and steers no terminal; a traceback follows it on others.
        """
        trace, at = TRACE.get(), self.formatTime(record, self.datefmt)
        of = f" [{trace}]" if trace else ""
        said = f"{at} {record.levelname} {record.name}{of}: {record.getMessage()}"
        text = said if said.isprintable() else "".join(map(_shown, said))
        if record.exc_info:
            text = f"{text}\n{self.formatException(record.exc_info)}"
        return redact(text, self._secrets)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - its name in the library
        """What failed and where, and what that came of."""
        told: list[str] = []
        error = ei[1]
        while error is not None and len(told) < MOST_CAUSES:
            lines = "".join(traceback.format_tb(error.__traceback__))
            told.append(f"Traceback (most recent call last):\n{lines}{type(error).__name__}")
            error = error.__cause__ or error.__context__
        return "\nCaused by:\n".join(told)


def _shown(sign: str) -> str:
    return sign if sign.isprintable() else sign.encode("unicode_escape", "replace").decode()


#: So many errors that led to each other are told.
MOST_CAUSES: Final = 5


class JsonFormatter(RedactingFormatter):
    """One JSON object a record, on one line."""

    def format(self, record: logging.LogRecord) -> str:
        """One record as JSON without secrets."""
        told: dict[str, Any] = {
            "at": self.formatTime(record, self.datefmt),
            "level": record.levelname,
            "logger": record.name,
            "message": redact(record.getMessage(), self._secrets),
        }
        if trace := TRACE.get():
            told["trace"] = trace
        if record.exc_info:
            told["traceback"] = redact(self.formatException(record.exc_info), self._secrets)
        written = json.dumps(told, ensure_ascii=False)
        return written if written.isprintable() else json.dumps(told)


def start_logging(level: str, secrets: Iterable[str] = (), form: str = FORMATS[0]) -> None:
    """Log to standard error from ``level`` on, of other packages only warnings.

    Warnings of Python's go there too. ``form`` is one of `FORMATS`.
    """
    handler = logging.StreamHandler()
    formatter = JsonFormatter if form == "json" else RedactingFormatter
    handler.setFormatter(formatter(secrets))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("bot").setLevel(level)
    for needless in ("logThreads", "logProcesses", "logMultiprocessing"):
        setattr(logging, needless, False)  # no line tells of them
    vars(logging)["_srcfile"] = None  # nor where it was logged: Python's own way to say so
    logging.captureWarnings(True)
