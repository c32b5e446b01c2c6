"""auth, users, conversations, files; tokens, scopes and the ways to send arguments."""

from __future__ import annotations

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.outbox.calls import AS_FORM, AS_JSON, AS_QUERY
from bot.sandbox.api import FORM_ONLY, METHODS, TAKES
from bot.sandbox.client import SandboxClient
from bot.sandbox.server import Sandbox
from tests.bot.sandbox.blocks import BOT, CHANNEL, GITTE, KAREN, KARENS_DM
from tests.bot.sandbox.test_chat import error, refusal


async def test_auth(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    answer = await slack.auth_test()
    assert (answer["user_id"], answer["bot_id"]) == (BOT, "B0SAMSKAB1")
    assert await error(slack.auth_test(token="xoxb-wrong")) == "invalid_auth"
    assert await error(slack.auth_test(token=sandbox.app_token)) == "not_allowed_token_type"
    opened = slack.apps_connections_open(app_token=sandbox.bot_token)
    assert await error(opened) == "not_allowed_token_type"
    assert (await slack.apps_connections_open(app_token=sandbox.app_token))["url"].startswith(
        "ws://127.0.0.1:"
    )
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{sandbox.api_url}auth.test") as raw,
    ):
        assert await raw.json() == {"ok": False, "error": "not_authed"}


async def test_token_in_the_body(sandbox: Sandbox) -> None:
    form = {"token": sandbox.bot_token}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{sandbox.api_url}auth.test", data=form) as raw,
    ):
        assert (await raw.json())["ok"]


async def test_unknown_method(slack: AsyncWebClient) -> None:
    body = await refusal(slack.api_call("chat.teleport"))
    assert (body["error"], body["req_method"]) == ("unknown_method", "chat.teleport")


@pytest.mark.parametrize(
    ("body", "code"), [("{", "invalid_json"), ("[]", "json_not_object")], ids=["broken", "list"]
)
async def test_body_that_is_no_object(sandbox: Sandbox, body: str, code: str) -> None:
    headers = {"Content-Type": "application/json"}
    url = f"{sandbox.api_url}auth.test"
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=body, headers=headers) as raw,
    ):
        assert (await raw.json())["error"] == code


async def test_what_a_method_takes(slack: AsyncWebClient, people: SandboxClient) -> None:
    """Three public projects found so: the arguments of a JSON body are missing there."""
    asked = {"filename": "a.txt", "length": 3}
    body = await refusal(slack.api_call("files.getUploadURLExternal", json=asked))
    assert body["error"] == "invalid_arguments"
    assert "missing required field: filename" in body["response_metadata"]["messages"][0]
    for sent in ({"params": asked}, {"data": asked}):
        assert (await slack.api_call("files.getUploadURLExternal", **sent))["ok"]
    assert await error(slack.api_call("users.info", json={"user": KAREN})) == "user_not_found"
    odd = slack.api_call("auth.test", json={"no name": 1})
    assert await error(odd) == "invalid_arg_name"
    assert (await slack.api_call("chat.postMessage", json={"channel": KAREN, "text": "a", "b": 1}))[
        "ok"
    ]
    assert "/b" in str(await people.problems())


def test_every_method_says_what_it_takes() -> None:
    assert METHODS.keys() == TAKES.keys()
    assert METHODS.keys() > FORM_ONLY


def test_each_call_of_the_bots_goes_as_its_method_takes_it() -> None:
    assert not AS_JSON & FORM_ONLY
    assert METHODS.keys() >= AS_JSON | AS_QUERY | AS_FORM
    assert len(AS_JSON | AS_QUERY | AS_FORM) == len(AS_JSON) + len(AS_QUERY) + len(AS_FORM)


async def test_a_body_that_is_no_form(sandbox: Sandbox) -> None:
    url = f"{sandbox.api_url}auth.test"
    sent = {"text/plain": b"a=1", "application/x-www-form-urlencoded": b"a=\xff"}
    refused = {"text/plain": "invalid_post_type"}
    async with aiohttp.ClientSession() as session:
        for kind, body in sent.items():
            async with session.post(url, data=body, headers={"Content-Type": kind}) as raw:
                assert (await raw.json())["error"] == refused.get(kind, "invalid_form_data")


async def test_scopes_of_the_manifest(
    sandbox: Sandbox, slack: AsyncWebClient, people: SandboxClient
) -> None:
    manifest = {
        "display_information": {"name": "Prøve"},
        "features": {
            "slash_commands": [{"command": "/prove"}],
            "shortcuts": [{"name": "S", "callback_id": "s", "type": "global"}],
            "app_home": {"home_tab_enabled": False},
        },
        "oauth_config": {"scopes": {"bot": ["chat:write"]}},
        "settings": {"event_subscriptions": {"bot_events": ["message.im"]}},
    }
    app = await people.post("profile", {"manifest": manifest})
    assert (app["name"], app["commands"][0]["command"]) == ("Prøve", "/prove")
    assert (await slack.chat_postMessage(channel=KAREN, text="x"))["ok"]
    body = await refusal(slack.users_info(user=KAREN))
    assert (body["error"], body["needed"], body["provided"]) == (
        "missing_scope",
        "users:read",
        "chat:write",
    )
    home = {"type": "home", "blocks": [{"type": "divider"}]}
    assert await error(slack.views_publish(user_id=KAREN, view=home)) == "not_enabled"
    opened = await people.open_home(KAREN)
    assert (opened["acked"], opened["sent"]) == (True, False)


async def test_users(slack: AsyncWebClient, people: SandboxClient) -> None:
    user = (await slack.users_info(user=KAREN, include_locale=True))["user"]
    assert (user["real_name"], user["profile"]["title"]) == ("Karen Eksempel", "Chef")
    assert (user["tz"], user["locale"], user["is_bot"]) == ("Europe/Copenhagen", "da-DK", False)
    assert user["tz_offset"] in (3600, 7200)
    assert "locale" not in (await slack.users_info(user=KAREN))["user"]
    assert (await slack.users_info(user=GITTE))["user"]["is_restricted"]
    assert (await slack.users_info(user=BOT))["user"]["is_bot"]
    await people.update_person(KAREN, deleted=True, tz="America/Nuuk")
    user = (await slack.users_info(user=KAREN))["user"]
    assert (user["deleted"], user["tz"]) == (True, "America/Nuuk")
    assert await error(slack.users_info(user="U0NOBODY01")) == "user_not_found"


async def test_conversations(slack: AsyncWebClient, people: SandboxClient) -> None:
    info = (await slack.conversations_info(channel=CHANNEL))["channel"]
    assert (info["name"], info["is_member"]) == ("samskabelse", True)
    members = (await slack.conversations_members(channel=CHANNEL))["members"]
    assert KAREN in members
    assert GITTE not in members


async def test_history_pages_newest_first(slack: AsyncWebClient, people: SandboxClient) -> None:
    sent = [(await people.say(KAREN, f"{n}"))["ts"] for n in range(5)]
    await slack.chat_postMessage(channel=KAREN, text="svar", thread_ts=sent[0])
    first = await slack.conversations_history(channel=KARENS_DM, limit=2)
    assert [m["text"] for m in first["messages"]] == ["4", "3"]
    assert first["has_more"]
    cursor = first["response_metadata"]["next_cursor"]
    second = await slack.conversations_history(channel=KARENS_DM, limit=2, cursor=cursor)
    assert [m["text"] for m in second["messages"]] == ["2", "1"]
    between = await slack.conversations_history(
        channel=KARENS_DM, oldest=sent[1], latest=sent[3], inclusive=True
    )
    assert [m["text"] for m in between["messages"]] == ["3", "2", "1"]
    thread = await slack.conversations_replies(channel=KARENS_DM, ts=sent[0])
    assert [m["text"] for m in thread["messages"]] == ["0", "svar"]
    assert thread["messages"][0]["reply_count"] == 1
    missing = slack.conversations_replies(channel=KARENS_DM, ts="1.1")
    assert await error(missing) == "thread_not_found"
    bad = slack.conversations_history(channel=KARENS_DM, cursor="bm9uc2Vuc2U=")
    assert await error(bad) == "invalid_cursor"


async def test_file_upload(sandbox: Sandbox, slack: AsyncWebClient, people: SandboxClient) -> None:
    shared = await slack.files_upload_v2(
        channel=KARENS_DM,
        filename="notat.md",
        title="Notat",
        content="# Hej",
        initial_comment="Her er det",
    )
    assert shared["file"]["title"] == "Notat"
    message = await people.last(KAREN)
    assert message["text"] == "Her er det"
    [file] = message["files"]
    assert (file["name"], file["size"], file["filetype"]) == ("notat.md", 5, "md")
    async with aiohttp.ClientSession() as session, session.get(file["url_private"]) as raw:
        assert await raw.text() == "# Hej"
        assert raw.headers["Content-Disposition"].startswith("attachment")


async def test_file_upload_is_refused(slack: AsyncWebClient) -> None:
    no_length = slack.api_call("files.getUploadURLExternal", params={"filename": "a"})
    assert await error(no_length) == "invalid_arguments"
    url = await slack.files_getUploadURLExternal(filename="a.txt", length=3)
    unsent = slack.files_completeUploadExternal(files=[{"id": url["file_id"]}])
    assert await error(unsent) == "file_not_found"


async def test_a_picture_in_a_thread(slack: AsyncWebClient, people: SandboxClient) -> None:
    parent = await slack.chat_postMessage(channel=KARENS_DM, text="over")
    asked = {"filename": "a.png", "length": 4}
    too_long = slack.files_getUploadURLExternal(**asked, alt_txt="æ" * 1001)
    assert await error(too_long) == "alt_txt_too_large"
    url = await slack.files_getUploadURLExternal(**asked, alt_txt="æ" * 1000)
    png = b"\x89PNG\r\n\x1a\n"
    async with aiohttp.ClientSession() as session:
        await session.post(url["upload_url"], data=png)
        shared = {"files": [{"id": url["file_id"]}], "channel_id": KARENS_DM}
        await slack.files_completeUploadExternal(**shared, thread_ts=parent["ts"])
        message = (await people.messages(KAREN, after="0"))[-1]
        assert message["thread_ts"] == parent["ts"]
        [file] = message["files"]
        assert (file["alt_txt"], file["mimetype"]) == ("æ" * 1000, "image/png")
        async with session.get(file["url_private"]) as raw:
            assert raw.headers["Content-Type"] == "image/png"


async def test_history_of_a_channel_has_its_own_scope(
    slack: AsyncWebClient, people: SandboxClient
) -> None:
    manifest = {"oauth_config": {"scopes": {"bot": ["im:history"]}}}
    await people.post("profile", {"manifest": manifest})
    assert (await slack.conversations_history(channel=KARENS_DM))["ok"]
    body = await refusal(slack.conversations_history(channel=CHANNEL))
    assert (body["error"], body["needed"]) == ("missing_scope", "channels:history")
