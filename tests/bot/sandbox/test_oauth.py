"""OAuth in the sandbox: as strict as Slack."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest
from yarl import URL

from bot.sandbox.server import Sandbox

BACK = "https://app.example.com/back"
WANTED = {"redirect_uri": BACK, "scope": "chat:write,commands", "state": "s1"}


async def allowed(sandbox: Sandbox, **more: str) -> str:
    """Somebody says yes; the code."""
    asked = {"client_id": sandbox.core.tokens.client_id, **WANTED, "allow": "yes", **more}
    url = f"{sandbox.base_url}/oauth/v2/authorize"
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=asked, allow_redirects=False) as answer,
    ):
        assert answer.status == 302
        back = URL(answer.headers["Location"]).query
        assert back["state"] == "s1"
        return back.get("code", "")


async def access(sandbox: Sandbox, **given: str) -> dict[str, Any]:
    tokens = sandbox.core.tokens
    sent = {"client_id": tokens.client_id, "client_secret": tokens.client_secret, **given}
    return await called(sandbox, "oauth.v2.access", sent)


async def called(
    sandbox: Sandbox, method: str, sent: dict[str, str], token: str = ""
) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    url = f"{sandbox.api_url}{method}"
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=sent, headers=headers) as answer,
    ):
        found: dict[str, Any] = await answer.json()
        return found


async def test_a_code_works_once(sandbox: Sandbox) -> None:
    code = await allowed(sandbox)
    made = await access(sandbox, code=code, redirect_uri=BACK)
    assert made["ok"]
    assert made["team"]["id"] == "T0EKSEMPEL"
    assert made["authed_user"]["id"] == "U0KAREN001"
    assert (await called(sandbox, "auth.test", {}, made["access_token"]))["ok"]
    again = await access(sandbox, code=code, redirect_uri=BACK)
    assert again["error"] == "code_already_used"


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"code": "made-up"}, "invalid_code"),
        ({"redirect_uri": "https://elsewhere.example.com"}, "bad_redirect_uri"),
        ({"client_id": "1.2"}, "invalid_client_id"),
        ({"client_secret": "guessed"}, "bad_client_secret"),
        ({"grant_type": "refresh_token", "refresh_token": "made-up"}, "invalid_refresh_token"),
    ],
)
async def test_what_slack_refuses(sandbox: Sandbox, given: dict[str, str], error: str) -> None:
    code = await allowed(sandbox)
    found = await access(sandbox, **{"code": code, "redirect_uri": BACK, **given})
    assert found["error"] == error


async def test_no_gives_no_code(sandbox: Sandbox) -> None:
    assert await allowed(sandbox, allow="no") == ""


async def test_another_app_is_not_asked_about(sandbox: Sandbox) -> None:
    asked = {"client_id": "1.2", **WANTED}
    url = f"{sandbox.base_url}/oauth/v2/authorize"
    async with aiohttp.ClientSession() as session, session.get(url, params=asked) as answer:
        assert answer.status == 400


async def test_tokens_that_lapse(sandbox: Sandbox) -> None:
    sandbox.core.settings.token_rotation = True
    made = await access(sandbox, code=await allowed(sandbox), redirect_uri=BACK)
    assert made["expires_in"] == 43_200
    again = {"grant_type": "refresh_token", "refresh_token": made["refresh_token"]}
    fresh = await access(sandbox, **again)
    assert (await access(sandbox, **again))["error"] == "invalid_refresh_token"
    assert (await called(sandbox, "auth.test", {}, made["access_token"]))["ok"]
    sandbox.core.clock.forward(43_201)
    found = await called(sandbox, "auth.test", {}, fresh["access_token"])
    assert found["error"] == "token_expired"
    sandbox.core.grants.revoke()
    found = await called(sandbox, "auth.test", {}, fresh["access_token"])
    assert found["error"] == "token_revoked"
