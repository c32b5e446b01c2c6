"""A lane is built and parsed in one place."""

from __future__ import annotations

import pytest

from bot.outbox.rows import Lane, LaneKind

LANES = [
    Lane(LaneKind.TALK, "T1", "U1"),
    Lane(LaneKind.HOME, "T1", "U1"),
    Lane(LaneKind.DRAWN, "T1", "U1"),
    Lane(LaneKind.WORKSHOP, of="w1"),
    Lane(LaneKind.CARD, of="w1", part="formaal:end"),
]


@pytest.mark.parametrize("lane", LANES, ids=str)
def test_what_is_built_is_parsed(lane: Lane) -> None:
    assert Lane.parse(str(lane)) == lane


@pytest.mark.parametrize(
    "text", ["", "D1", "talk", "talk:T1", "talk:T1:U1:x", "workshop", "what:ever:x"]
)
def test_what_is_none_of_ours_is_nobodys(text: str) -> None:
    lane = Lane.parse(text)
    assert (lane.what, lane.of, lane.workshop) == (LaneKind.OTHER, text, "")
