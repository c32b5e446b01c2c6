"""JSON as it is written and read: the same values come back that Python's own would give."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.json_text import read, written


@pytest.mark.parametrize(
    "value", [{"tekst": "æ ø å 🙂", "n": [1, 2.5, True, None]}, "\ud83d", 2**70, {1: "et"}]
)
def test_what_is_written_reads_as_pythons_own_does(value: Any) -> None:
    """Also what the faster library takes no part in: half a sign, a huge number, a number as key"""
    assert read(written(value)) == json.loads(json.dumps(value))


def test_what_is_no_json_is_refused() -> None:
    """A time is none: whoever hands one in has forgotten something"""
    with pytest.raises(TypeError):
        written(datetime.now(UTC))
    with pytest.raises(ValueError, match="Expecting"):
        read("<html>")


def test_half_a_sign_is_read() -> None:
    """Slack may send one"""
    assert read(rb'{"text": "\ud83d"}') == {"text": "\ud83d"}
