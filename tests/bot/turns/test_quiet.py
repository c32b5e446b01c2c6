"""Names in place of mentions: longer than what they replace, and within Slack's limits still."""

from __future__ import annotations

from typing import Any

import pytest

from bot.slack.blocks import sheets
from bot.slack.limits import message_violations
from bot.turns import names
from bot.turns.outgoing import posting
from flows.messages import Mention, Say, Words
from flows.workshop.outcome import Sheet

NAME = "Karen Margrethe Sofie Eksempel-Lang"


def test_a_message_that_names_make_longer_still_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "names_of", lambda _, __, ids: dict.fromkeys(ids, NAME))
    ids = [f"U0P{number:07d}" for number in range(60)]
    lines = tuple(Say("{who}:", {"who": Mention(id)}, Words("Ord " * 60)) for id in ids)
    tx: Any = None
    said = [names.quiet(tx, "T1", posting(page)) for page in sheets(Sheet(lines))]
    assert [message_violations(each) for each in said] == [[]] * len(said)
    assert str(said).count(f"@{NAME}") == 2 * len(ids)  # in the blocks and in the text
    assert "<@" not in str(said)
