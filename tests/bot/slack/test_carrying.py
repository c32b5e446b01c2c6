"""A message that a dialog carries until it is known where it belongs."""

from __future__ import annotations

import pytest

from bot.slack.workshops import CARRIED, _carried, _carry


@pytest.mark.parametrize("sign", ["a", "å", "👍", '"', "\n", "\x01", "<!channel>"])
def test_it_fits_and_comes_back(sign: str) -> None:
    made = _carry("U1", sign * 50_000)
    assert len(made.encode()) <= CARRIED
    author, text = _carried(made)
    assert author == "U1"
    assert text.startswith(sign * 20)


@pytest.mark.parametrize("forged", ["", "{", "null", "[]", "[1]", '"xyz"', "3"])
def test_what_is_no_message_has_no_words(forged: str) -> None:
    assert _carried(forged) == ("", "")
