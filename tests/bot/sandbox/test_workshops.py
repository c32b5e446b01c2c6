"""What channels can go through: shared, archived, their messages deleted by an administrator."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.client import ControlError, SandboxClient
from bot.sandbox.seed import CHANNEL


async def test_a_channel_shared_with_others(people: SandboxClient, slack: AsyncWebClient) -> None:
    info = (await slack.conversations_info(channel=CHANNEL))["channel"]
    assert (info["is_ext_shared"], info["is_shared"]) == (False, False)
    shown = await people.update_channel(CHANNEL, shared=True)
    assert shown["shared"] is True
    info = (await slack.conversations_info(channel=CHANNEL))["channel"]
    assert (info["is_ext_shared"], info["is_shared"]) == (True, True)


async def test_any_message_is_deleted_by_an_administrator(
    people: SandboxClient, slack: AsyncWebClient
) -> None:
    posted = await slack.chat_postMessage(channel=CHANNEL, text="kort")
    await people.delete_message(CHANNEL, posted["ts"])
    with pytest.raises(SlackApiError, match="message_not_found"):
        await slack.chat_update(channel=CHANNEL, ts=posted["ts"], text="nyt")
    with pytest.raises(ControlError, match="no_such_message"):
        await people.delete_message(CHANNEL, posted["ts"])


async def test_nothing_changes_in_an_archived_channel(
    people: SandboxClient, slack: AsyncWebClient
) -> None:
    posted = await slack.chat_postMessage(channel=CHANNEL, text="kort")
    await people.update_channel(CHANNEL, archived=True)
    with pytest.raises(SlackApiError, match="is_inactive"):
        await slack.chat_update(channel=CHANNEL, ts=posted["ts"], text="nyt")
    with pytest.raises(SlackApiError, match="is_archived"):
        await slack.chat_postMessage(channel=CHANNEL, text="mere")
