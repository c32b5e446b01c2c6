"""A restarted sandbox shows the same conversation."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.client import SandboxClient
from bot.sandbox.server import start_sandbox
from bot.sandbox.settings import SandboxOptions
from tests.bot.sandbox.blocks import CHANNEL, KAREN, actions, button, home, options


async def everything(people: SandboxClient) -> dict[str, Any]:
    return {
        "messages": await people.messages(KAREN),
        "people": await people.people(),
        "views": await people.views(KAREN),
    }


async def test_everything_but_modals_is_kept(tmp_path: Path) -> None:
    first = await start_sandbox(SandboxOptions(data=tmp_path))
    slack = AsyncWebClient(token=first.bot_token, base_url=first.api_url)
    select = {"type": "static_select", "action_id": "s", "options": options(2)}
    async with SandboxClient(first.base_url) as people:
        said = await people.say(KAREN, "husk mig", wait=False)
        await people.say(KAREN, "i tråden", thread_ts=said["ts"], wait=False)
        sent = await slack.chat_postMessage(channel=KAREN, text="t", blocks=[actions(select)])
        where = {"channel": sent["channel"], "ts": sent["ts"]}
        await people.fill_in(KAREN, where, "s", "v1")
        await slack.views_publish(user_id=KAREN, view=home(actions(button())))
        await people.add_people(1)
        await slack.files_upload_v2(channel=CHANNEL, filename="a.txt", content="indhold")
        await people.forward(3600)
        before = await everything(people)
    await first.stop()

    second = await start_sandbox(SandboxOptions(data=tmp_path))
    assert (second.bot_token, second.signing_secret) == (first.bot_token, first.signing_secret)
    async with SandboxClient(second.base_url) as people:
        after = await everything(people)
        assert after == before
        last = after["messages"][-1]
        assert last["state"]["acts"]["s"]["selected_option"]["value"] == "v1"
        thread = await people.messages(KAREN, thread=said["ts"])
        assert [m["text"] for m in thread] == ["husk mig", "i tråden"]
        [shared] = await people.messages(CHANNEL, KAREN)
        file = second.workspace.files[shared["files"][0]["id"]]
        assert file.content == b"indhold"
        newer = await people.say(KAREN, "mere", wait=False)
        assert newer["ts"] > last["ts"]
    await second.stop()


async def test_folder_holds_nothing_that_others_may_read(tmp_path: Path) -> None:
    sandbox = await start_sandbox(SandboxOptions(data=tmp_path / "ny"))
    await sandbox.stop()
    for path in (tmp_path / "ny").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_snapshot_of_another_version_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "workspace.json").write_text(json.dumps({"version": 0}))
    sandbox = await start_sandbox(SandboxOptions(data=tmp_path))
    assert sandbox.workspace.channels[CHANNEL].name == "samskabelse"
    await sandbox.stop()


async def test_without_a_folder_nothing_is_kept() -> None:
    tokens = set()
    for _ in range(2):
        sandbox = await start_sandbox()
        tokens.add(sandbox.bot_token)
        await sandbox.stop()
    assert len(tokens) == 2
    assert all(token.startswith("xoxb-sandbox-") for token in tokens)
