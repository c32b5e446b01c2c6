"""JSON as the database and Slack carry it: a turn writes and reads it some ten times."""

from __future__ import annotations

import json
from typing import Any

import orjson

#: What is no JSON is a fault, also where the library would know a way to write it.
_STRICT = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME


def written(value: Any) -> bytes:
    """The value as JSON in UTF-8. Raises ``TypeError`` where it cannot be written."""
    try:
        return orjson.dumps(value, option=_STRICT)
    except TypeError:  # it has half a sign in it, or a huge number: Python's own writes that too
        return json.dumps(value, separators=(",", ":")).encode()


def read(text: str | bytes) -> Any:
    """The value that was written. Raises ``ValueError`` where it is none."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return json.loads(text)
