"""The log: one line a record on standard error, in UTC, with every secret taken out."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterable

#: What a secret looks like, and what stands in its place.
SECRETS = (
    (re.compile(r"\b(xox[a-z])[.-][\w.-]+"), r"\1-…"),
    (re.compile(r"\b(xapp)-[\w-]+"), r"\1-…"),
    (re.compile(r"(://[^/\s:@]*):[^/\s]*@"), r"\1:…@"),
    (re.compile(r"\b((?:ticket|password)=)[^&\s'\"]+"), r"\1…"),
)

LINE = "%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s: %(message)s"


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """``text`` without tokens, passwords in addresses and the given ``secrets``."""
    for secret in secrets:
        text = text.replace(secret, "…")
    for pattern, instead in SECRETS:
        text = pattern.sub(instead, text)
    return text


class RedactingFormatter(logging.Formatter):
    """Formats as usual, traceback and all, and redacts the outcome.

    A formatter and not a filter, since a traceback is text only once it is formatted.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__(LINE, "%Y-%m-%dT%H:%M:%S")
        self.converter = time.gmtime
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        """One record as text without secrets."""
        return redact(super().format(record), self._secrets)


def start_logging(level: str, secrets: Iterable[str] = ()) -> None:
    """Log to standard error from ``level`` on, of other packages only warnings.

    Warnings of Python's go there too.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(RedactingFormatter(secrets))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("bot").setLevel(level)
    logging.captureWarnings(True)
