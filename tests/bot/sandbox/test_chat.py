"""chat.*: what Slack does with the app's messages, and what it refuses."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Awaitable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks import SectionBlock
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.client import SandboxClient
from tests.bot.sandbox.blocks import ALI, CHANNEL, GITTE, KAREN, KARENS_DM, actions, button, section
from tests.bot.sandbox.socket_app import SocketApp
from tests.bot.sandbox.test_limits import BLOCK_LIMITS, NONSENSE, WRONG_BLOCKS


async def refusal(call: Awaitable[Any]) -> Any:
    """The body of Slack's refusal."""
    with pytest.raises(SlackApiError) as caught:
        await call
    response: Any = caught.value.response
    assert response.status_code == 200
    return response.data


async def error(call: Awaitable[Any]) -> str:
    return str((await refusal(call))["error"])


async def test_posts_to_a_channel_a_person_and_a_thread(slack: AsyncWebClient) -> None:
    first = await slack.chat_postMessage(channel=CHANNEL, text="hej", blocks=[section()])
    assert first["channel"] == CHANNEL
    message = first["message"]
    assert message["user"] == "U0SAMSKAB1"
    assert message["bot_id"] == "B0SAMSKAB1"
    assert message["blocks"][0]["block_id"]
    reply = await slack.chat_postMessage(channel="#samskabelse", text="2", thread_ts=first["ts"])
    assert reply["message"]["thread_ts"] == first["ts"]
    assert reply["message"]["parent_user_id"] == "U0SAMSKAB1"
    direct = await slack.chat_postMessage(channel=KAREN, text="hej")
    assert direct["channel"] == KARENS_DM
    assert float(direct["ts"]) > float(first["ts"])


async def test_blocks_as_models_and_in_a_form(slack: AsyncWebClient) -> None:
    sent = await slack.chat_postMessage(
        channel=KAREN, text="t", blocks=[SectionBlock(text="fra en model")]
    )
    assert sent["message"]["blocks"][0]["text"]["text"] == "fra en model"
    form = {"channel": KAREN, "text": "t", "blocks": '[{"type":"divider"}]'}
    sent = await slack.api_call("chat.postMessage", data=form)
    assert sent["message"]["blocks"][0]["type"] == "divider"
    form["blocks"] = "[{"
    assert await error(slack.api_call("chat.postMessage", data=form)) == "invalid_blocks_format"


async def test_where_the_app_may_not_post(slack: AsyncWebClient, people: SandboxClient) -> None:
    elsewhere = await people.add_channel("andre", [KAREN], app=False)
    closed = await people.add_channel("gammel", [KAREN])
    await people.update_channel(closed["id"], archived=True)
    for channel, code in (
        ("C0NOWHERE", "channel_not_found"),
        ("", "channel_not_found"),
        ("U0NOBODY01", "channel_not_found"),
        (elsewhere["id"], "not_in_channel"),
        (closed["id"], "is_archived"),
    ):
        assert await error(slack.chat_postMessage(channel=channel, text="x")) == code
    no_thread = slack.chat_postMessage(channel=KAREN, text="x", thread_ts="0")
    assert await error(no_thread) == "invalid_thread_ts"


async def test_every_limit_through_the_api(slack: AsyncWebClient) -> None:
    for name, build, most, pointer in BLOCK_LIMITS:
        sent = await slack.chat_postMessage(channel=KAREN, text="t", blocks=[build(most)])
        assert sent["ok"], name
        body = await refusal(
            slack.chat_postMessage(channel=KAREN, text="t", blocks=[build(most + 1)])
        )
        assert body["error"] == "invalid_blocks"
        [problem] = body["errors"]
        assert body["response_metadata"]["messages"] == [f"[ERROR] {problem}"]
        assert problem.endswith(f"[json-pointer:{pointer}]"), name


async def test_every_wrong_block_through_the_api(
    slack: AsyncWebClient, people: SandboxClient
) -> None:
    for _, block, said in WRONG_BLOCKS:
        body = await refusal(slack.chat_postMessage(channel=KAREN, text="t", blocks=[block]))
        assert body["errors"] == [said]
    problems = await people.problems("refused")
    assert len(problems) == len(WRONG_BLOCKS)
    assert problems[-1]["method"] == "chat.postMessage"
    assert "token" not in str(problems[-1]["payload"])


async def test_message_as_a_whole(slack: AsyncWebClient) -> None:
    fifty = [{"type": "divider"}] * 50
    assert (await slack.chat_postMessage(channel=KAREN, text="t", blocks=fifty))["ok"]
    over = slack.chat_postMessage(channel=KAREN, text="t", blocks=[*fifty, {"type": "divider"}])
    assert await error(over) == "invalid_blocks"
    empty = slack.api_call("chat.postMessage", json={"channel": KAREN})
    assert await error(empty) == "no_text"
    long = [section("x" * 3000) for _ in range(5)]
    too_much = slack.chat_postMessage(channel=KAREN, text="t", blocks=long)
    assert await error(too_much) == "msg_blocks_too_long"
    metadata = slack.chat_postMessage(channel=KAREN, text="t", metadata={"event_type": "x"})
    assert await error(metadata) == "invalid_metadata_format"
    both = slack.chat_postMessage(channel=KAREN, text="t", markdown_text="*t*")
    assert await error(both) == "markdown_text_conflict"
    attached = slack.chat_postMessage(channel=KAREN, text="t", attachments=[{}] * 101)
    assert await error(attached) == "too_many_attachments"


async def test_long_text_is_cut(slack: AsyncWebClient) -> None:
    whole = await slack.chat_postMessage(channel=KAREN, text="å" * 40_000)
    assert len(whole["message"]["text"]) == 40_000
    assert "warning" not in whole.data
    cut = await slack.chat_postMessage(channel=KAREN, text="å" * 40_001)
    assert len(cut["message"]["text"]) == 40_000
    assert cut["warning"] == "message_truncated"


async def test_text_passes_through(slack: AsyncWebClient, people: SandboxClient) -> None:
    text = "a\u200bb 👩‍👩‍👧 \u202eabc\u202c \x07 «æøå»"
    sent = await slack.chat_postMessage(channel=KAREN, text=text)
    assert sent["message"]["text"] == text
    assert (await people.last(KAREN))["text"] == text


async def test_update(slack: AsyncWebClient, people: SandboxClient, app: SocketApp) -> None:
    sent = await slack.chat_postMessage(channel=KAREN, text="1", blocks=[section("før")])
    assert (await app.next_event())["bot_id"] == "B0SAMSKAB1"
    where = {"channel": KARENS_DM, "ts": sent["ts"]}
    updated = await slack.chat_update(**where, text="2", blocks=[section("efter")])
    assert updated["ts"] == sent["ts"]
    assert updated["message"]["blocks"][0]["text"]["text"] == "efter"
    event = await app.next_event()
    assert event["subtype"] == "message_changed"
    assert event["message"]["text"] == "2"
    assert event["previous_message"]["text"] == "1"
    await slack.chat_update(**where, text="kun tekst")
    assert (await people.last(KAREN))["blocks"] is None


async def test_update_is_refused(slack: AsyncWebClient, people: SandboxClient) -> None:
    mine = await slack.chat_postMessage(channel=CHANNEL, text="x")
    theirs = await people.say(KAREN, "hej", CHANNEL)
    hidden = await slack.chat_postEphemeral(channel=CHANNEL, user=KAREN, text="kun dig")
    for channel, ts, code in (
        (CHANNEL, theirs["ts"], "cant_update_message"),
        (CHANNEL, "1.000001", "message_not_found"),
        (CHANNEL, hidden["message_ts"], "message_not_found"),
        (KAREN, mine["ts"], "channel_not_found"),
        ("C0NOWHERE", mine["ts"], "channel_not_found"),
    ):
        assert await error(slack.chat_update(channel=channel, ts=ts, text="y")) == code
    nothing = slack.api_call("chat.update", json={"channel": CHANNEL, "ts": mine["ts"]})
    assert await error(nothing) == "no_text"
    blocks = slack.chat_update(channel=CHANNEL, ts=mine["ts"], text="t", blocks=[{"type": "no"}])
    assert await error(blocks) == "invalid_blocks"


async def test_delete(slack: AsyncWebClient, people: SandboxClient, app: SocketApp) -> None:
    sent = await slack.chat_postMessage(channel=KAREN, text="væk")
    await app.next_event()
    await slack.chat_delete(channel=KARENS_DM, ts=sent["ts"])
    event = await app.next_event()
    assert (event["subtype"], event["deleted_ts"]) == ("message_deleted", sent["ts"])
    assert await people.messages(KAREN) == []
    again = slack.chat_delete(channel=KARENS_DM, ts=sent["ts"])
    assert await error(again) == "message_not_found"
    theirs = await people.say(KAREN, "min")
    not_mine = slack.chat_delete(channel=KARENS_DM, ts=theirs["ts"])
    assert await error(not_mine) == "cant_delete_message"


async def test_ephemeral_is_for_one(slack: AsyncWebClient, people: SandboxClient) -> None:
    await slack.chat_postEphemeral(channel=CHANNEL, user=KAREN, text="kun dig")
    [seen] = await people.messages(CHANNEL, KAREN)
    assert (seen["text"], seen["ephemeral"]) == ("kun dig", True)
    assert await people.messages(CHANNEL, ALI) == []
    history = await slack.conversations_history(channel=CHANNEL)
    assert history["messages"] == []
    for user, code in (("U0NOBODY01", "user_not_found"), (GITTE, "user_not_in_channel")):
        call = slack.chat_postEphemeral(channel=CHANNEL, user=user, text="x")
        assert await error(call) == code


async def test_warns_of_what_slack_takes(slack: AsyncWebClient, people: SandboxClient) -> None:
    await slack.chat_postMessage(channel=KAREN, text="t", blocks=[section("alle: <!channel>")])
    await slack.chat_postMessage(channel=KAREN, text="x" * 4001)
    await slack.chat_postMessage(channel=CHANNEL, text="t", thread_ts="1000000000.000001")
    await slack.api_call("chat.postMessage", json={"channel": KAREN, "blocks": [actions(button())]})
    broadcast, length, thread, no_text = await people.problems("warning")
    assert broadcast["error"] == "broadcast"
    assert length["details"][0]["limit"] == 4000
    assert thread["details"][0]["pointer"] == "/thread_ts"
    assert no_text["details"][0]["pointer"] == "/text"


async def test_escaped_broadcast_is_only_text(slack: AsyncWebClient, people: SandboxClient) -> None:
    await slack.chat_postMessage(channel=KAREN, text="&lt;!channel&gt;", blocks=[
        section("&lt;!channel&gt;"), {"type": "section", "text": {"type": "plain_text",
                                                                  "text": "<!channel>"}},
    ])  # fmt: skip
    assert await people.problems() == []


async def test_nonsense_is_answered_and_never_breaks(
    slack: AsyncWebClient, people: SandboxClient
) -> None:
    kinds = ("section", "actions", "input", "rich_text", "plan", "card", "table", "video")
    for kind, field, value in itertools.product(
        kinds, ("text", "elements", "accessory", "element", "rows"), NONSENSE
    ):
        block = {"type": kind, field: value}
        for arguments in ({"blocks": [block]}, {"text": "t", "blocks": [block, {}]}):
            answer = slack.api_call("chat.postMessage", json={"channel": KAREN, **arguments})
            with contextlib.suppress(SlackApiError):
                assert (await answer)["ok"]
    for name, value in itertools.product(("channel", "text", "thread_ts", "metadata"), NONSENSE):
        sent = {"channel": KAREN, "text": "t", name: value}
        with contextlib.suppress(SlackApiError):
            assert (await slack.api_call("chat.postMessage", json=sent))["ok"]
    for name, value in itertools.product(("blocks", "title", "type", "callback_id"), NONSENSE):
        sent = {"user_id": KAREN, "view": {"type": "home", "blocks": [], name: value}}
        with contextlib.suppress(SlackApiError):
            assert (await slack.api_call("views.publish", json=sent))["ok"]
    calls = [e for e in await people.traffic() if e["direction"] == "from_app"]
    assert len(calls) > 700
    assert {e["status"] for e in calls} == {200}


async def test_rich_text_is_left_as_it_is(slack: AsyncWebClient) -> None:
    part = {"type": "rich_text_section", "elements": [{"type": "text", "text": "hej"}]}
    block = {"type": "rich_text", "block_id": "r", "elements": [part]}
    sent = await slack.chat_postMessage(channel=KAREN, text="t", blocks=[block])
    assert sent["message"]["blocks"] == [block]
