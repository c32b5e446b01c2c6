"""No secret reaches the log, however it gets into a record."""

from __future__ import annotations

import json
import logging
import sys
from datetime import datetime

import pytest

from bot.logs import TRACE, JsonFormatter, RedactingFormatter, redact, traced
from tests.at_once import at_once

WORDS = "Karens egne ord"
SECRETS = ("xoxb-0000-not-a-token", "xapp-0-A0-not-a-token", "xoxe.xoxp-1-not", "hemmeligt")


@at_once(
    "text, expected",
    [
        ("token xoxb-0000-not-a-token.", "token xoxb-…"),
        ("{'Authorization': 'Bearer xapp-0-A0-not'}", "{'Authorization': 'Bearer xapp-…'}"),
        ("refresh xoxe.xoxp-1-not", "refresh xoxe-…"),
        ("postgresql://bot:hemm@ligt@host/db", "postgresql://bot:…@host/db"),
        ("wss://example.com/link?ticket=abc&app_id=1", "wss://example.com/link?ticket=…&app_id=1"),
        ("host=x password=hemmeligt dbname=y", "host=x password=… dbname=y"),
        ("https://slack.com/api/chat.postMessage", "https://slack.com/api/chat.postMessage"),
        ("kl. 12:30 @ mødet", "kl. 12:30 @ mødet"),
    ],
)
def test_what_looks_like_a_secret_is_taken_out(text: str, expected: str) -> None:
    assert redact(text) == expected


def test_secrets_without_a_shape_are_taken_out_by_value() -> None:
    assert redact("signed with hemmeligt", ["hemmeligt"]) == "signed with …"


def _raise() -> None:
    raise ValueError("xoxb-0000-not-a-token at postgresql://a:hemmeligt@b/c")


def test_arguments_and_tracebacks_are_redacted_too() -> None:
    formatter = RedactingFormatter(["hemmeligt", ""])
    try:
        _raise()
    except ValueError:
        record = logging.LogRecord(
            "bot", logging.ERROR, __file__, 1, "%s and %s", SECRETS[1:3], sys.exc_info()
        )
    written = formatter.format(record)
    assert "Traceback" in written
    assert not [secret for secret in SECRETS if secret in written]


def _written(form: str, trace: str = "") -> str:
    formatter = {"lines": RedactingFormatter, "json": JsonFormatter}[form](["hemmeligt"])
    try:
        try:
            _raise()
        except ValueError as error:
            raise KeyError(WORDS) from error
    except KeyError:
        given = ("bot.x", logging.ERROR, __file__, 1, "%s failed", ("hemmeligt",), sys.exc_info())
    with traced(trace):
        return formatter.format(logging.LogRecord(*given))


@pytest.mark.parametrize("form", ["lines", "json"])
def test_what_an_error_says_is_left_out_and_what_it_is_told(form: str) -> None:
    """Its text may be people's words."""
    written = _written(form)
    assert not [each for each in (*SECRETS, WORDS) if each in written]
    assert written.index("KeyError") < written.index("ValueError")
    assert "_raise" in written


def test_one_record_is_one_object_on_one_line() -> None:
    written = _written("json", "4f2a")
    assert "\n" not in written
    told = json.loads(written)
    assert {name: told[name] for name in ("level", "logger", "message", "trace")} == {
        "level": "ERROR",
        "logger": "bot.x",
        "message": "… failed",
        "trace": "4f2a",
    }
    assert datetime.fromisoformat(told["at"]).tzinfo is not None
    assert "trace" not in json.loads(_written("json"))


def test_a_line_names_its_event() -> None:
    assert " ERROR bot.x [4f2a]: … failed\n" in _written("lines", "4f2a")
    assert " ERROR bot.x: … failed\n" in _written("lines")


@pytest.mark.parametrize("form", ["lines", "json"])
def test_a_name_from_slack_begins_no_line_and_steers_no_terminal(form: str) -> None:
    name = "By\n2026-01-01 ERROR bot: made up\r\x1b[2J\u2028\u202etxt\x85\udc00 æøå"
    given = ("bot.x", logging.INFO, __file__, 1, "installed in %s", (name,), None)
    formatter = {"lines": RedactingFormatter, "json": JsonFormatter}[form]()
    written = formatter.format(logging.LogRecord(*given))
    assert written.isprintable()
    assert "æøå" in (written if form == "lines" else json.loads(written)["message"])


def test_events_are_told_apart_and_one_within_another_ends() -> None:
    with traced():
        outer = TRACE.get()
        with traced():
            assert TRACE.get() not in ("", outer)
        assert TRACE.get() == outer
    assert TRACE.get() == ""
