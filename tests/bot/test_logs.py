"""No secret reaches the log, however it gets into a record."""

from __future__ import annotations

import logging

import pytest

from bot.logs import RedactingFormatter, redact

SECRETS = ("xoxb-0000-not-a-token", "xapp-0-A0-not-a-token", "xoxe.xoxp-1-not", "hemmeligt")


@pytest.mark.parametrize(
    ("text", "expected"),
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
        import sys

        record = logging.LogRecord(
            "bot", logging.ERROR, __file__, 1, "%s and %s", SECRETS[1:3], sys.exc_info()
        )
    written = formatter.format(record)
    assert "Traceback" in written
    assert not [secret for secret in SECRETS if secret in written]
