"""Which workspace a payload is handed to."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.installs.installations import Installation
from bot.installs.keys import Tokens
from bot.tenants import Tenants

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)


class Known:
    """T1 and T2 have the app, each with a bot of its own; T3 has removed it."""

    async def find(self, team: str) -> Installation | None:
        if team not in ("T1", "T2", "T3"):
            return None
        tokens = None if team == "T3" else Tokens(f"xoxb-{team}")
        bot = f"B{team[1:]}"
        return Installation(team, "", team, "A1", "UB", bot, "U1", "", tokens, None, NOW)


class Office:
    def __init__(self, team: str) -> None:
        self.team = team

    async def async_process(self, **_: Any) -> BoltResponse:
        return BoltResponse(status=200, body=self.team)


@pytest.fixture
def tenants(monkeypatch: pytest.MonkeyPatch) -> Tenants:
    made = Tenants(Known(), None)  # type: ignore[arg-type]
    monkeypatch.setattr(made, "_listeners", lambda found: Office(found.team))
    return made


def pressed(by: str, **message: str) -> dict[str, Any]:
    return {"type": "block_actions", "team": {"id": by}, "message": message}


def removed(team: str, at: float) -> dict[str, Any]:
    event = {"type": "app_uninstalled"}
    return {"type": "event_callback", "team_id": team, "event_time": at, "event": event}


@pytest.mark.parametrize(
    ("body", "team"),
    [
        (pressed("T1", team="T1", bot_id="B1"), "T1"),
        # Somebody of T2 presses a button of T1's in a channel that is shared.
        (pressed("T2", team="T1", bot_id="B1"), "T1"),
        (pressed("T9", team="T1", bot_id="B1"), "T1"),
        # In an organisation a bot may be known by another id in each workspace.
        (pressed("T1", team="T1", bot_id="B9"), "T1"),
        (pressed("T3"), ""),
        (pressed("T9"), ""),
        ({"type": "block_actions"}, ""),
        (removed("T1", NOW.timestamp() + 60), "T1"),
        (removed("T1", NOW.timestamp() - 60), ""),
    ],
)
async def test_to_whom_it_is_handed(tenants: Tenants, body: dict[str, Any], team: str) -> None:
    async def next_one() -> BoltResponse:
        raise AssertionError("nobody else is asked")

    req = AsyncBoltRequest(body=body, mode="socket_mode")
    answer = await tenants.async_process(req=req, resp=BoltResponse(status=404), next=next_one)
    assert answer is not None
    assert (answer.status, answer.body or "") == (200, team)
