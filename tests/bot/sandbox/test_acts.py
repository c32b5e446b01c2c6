"""What people do with messages, and the events that the app gets for it."""

from __future__ import annotations

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.client import ControlError, SandboxClient
from tests.bot.sandbox.blocks import ALI, BOT, CHANNEL, GITTE, KAREN, KARENS_DM
from tests.bot.sandbox.socket_app import SocketApp


async def test_message(people: SandboxClient, app: SocketApp) -> None:
    said = await people.say(KAREN, "Er 2 < 3 & 3 > 2?")
    event = await app.next_event()
    assert event["type"] == "message"
    assert "subtype" not in event
    assert event["text"] == "Er 2 &lt; 3 &amp; 3 &gt; 2?"
    assert (event["user"], event["channel"], event["channel_type"]) == (KAREN, KARENS_DM, "im")
    assert event["ts"] == event["event_ts"] == said["ts"]
    assert event["client_msg_id"]
    [rich] = event["blocks"]
    [part] = rich["elements"][0]["elements"]
    assert (rich["type"], part["text"]) == ("rich_text", "Er 2 < 3 & 3 > 2?")


async def test_a_person_cannot_ping_by_typing(people: SandboxClient, app: SocketApp) -> None:
    await people.say(KAREN, "<!channel> <@U0ALI00001>")
    assert (await app.next_event())["text"] == "&lt;!channel&gt; &lt;@U0ALI00001&gt;"
    picked = {"@Ali Eksempel": ALI}
    await people.say(KAREN, "spørg @Ali Eksempel på https://a.example/x.", mentions=picked)
    event = await app.next_event()
    assert event["text"] == f"spørg <@{ALI}> på <https://a.example/x>."
    kinds = [part["type"] for part in event["blocks"][0]["elements"][0]["elements"]]
    assert kinds == ["text", "user", "text", "link", "text"]


async def test_long_and_strange_text(people: SandboxClient, app: SocketApp) -> None:
    for text in ("å" * 50_000, "👩‍👩‍👧\u200b\u202eabc", " \n\t", "=1+1"):
        await people.say(KAREN, text)
        assert (await app.next_event())["text"] == text


async def test_edit(people: SandboxClient, app: SocketApp) -> None:
    said = await people.say(KAREN, "før")
    await app.next_event()
    await people.edit(KAREN, said, "efter & nu")
    event = await app.next_event()
    assert (event["subtype"], event["hidden"]) == ("message_changed", True)
    assert event["message"]["text"] == "efter &amp; nu"
    assert event["message"]["edited"]["user"] == KAREN
    assert event["message"]["ts"] == event["previous_message"]["ts"] == said["ts"]
    assert event["previous_message"]["text"] == "før"
    assert event["channel_type"] == "im"
    assert (await people.last(KAREN))["edited"]


async def test_delete(people: SandboxClient, app: SocketApp) -> None:
    said = await people.say(KAREN, "fortryd")
    await app.next_event()
    await people.delete(KAREN, said)
    event = await app.next_event()
    assert (event["subtype"], event["deleted_ts"]) == ("message_deleted", said["ts"])
    assert event["previous_message"]["text"] == "fortryd"


async def test_thread(people: SandboxClient, app: SocketApp) -> None:
    said = await people.say(KAREN, "først")
    await app.next_event()
    await people.say(KAREN, "i tråden", thread_ts=said["ts"])
    event = await app.next_event()
    assert (event["thread_ts"], event["parent_user_id"]) == (said["ts"], KAREN)
    [top] = await people.messages(KAREN)
    assert top["reply_count"] == 1
    thread = await people.messages(KARENS_DM, KAREN, thread=said["ts"])
    assert [m["text"] for m in thread] == ["først", "i tråden"]


async def test_file(people: SandboxClient, app: SocketApp) -> None:
    await people.upload(KAREN, "plan.pdf", 1234, text="se her")
    event = await app.next_event()
    assert (event["subtype"], event["text"]) == ("file_share", "se her")
    [file] = event["files"]
    assert (file["name"], file["size"], file["mimetype"]) == ("plan.pdf", 1234, "application/pdf")


async def test_another_bot(people: SandboxClient, app: SocketApp) -> None:
    await people.act(KAREN, "bot_message", text="bip")
    event = await app.next_event()
    assert (event["subtype"], event["bot_id"]) == ("bot_message", "B0NABOBOT1")


async def test_the_app_hears_itself(
    slack: AsyncWebClient, people: SandboxClient, app: SocketApp
) -> None:
    await slack.chat_postMessage(channel=KAREN, text="hej")
    event = await app.next_event()
    assert (event["user"], event["bot_id"], event["app_id"]) == (BOT, "B0SAMSKAB1", "A0SAMSKAB1")
    assert event["bot_profile"]["name"] == "Samskab"


async def test_in_a_channel_only_mentions(people: SandboxClient, app: SocketApp) -> None:
    said = await people.say(KAREN, "kollegaer", CHANNEL)
    assert (said["acked"], said["sent"]) == (True, False)
    await people.say(KAREN, "@Samskab hjælp", "#samskabelse", mentions={"@Samskab": BOT})
    event = await app.next_event()
    assert (event["type"], event["channel"]) == ("app_mention", CHANNEL)
    assert event["text"] == f"<@{BOT}> hjælp"
    assert app.drain() == []


async def test_channel_messages_when_subscribed(
    sandbox_events: None, people: SandboxClient, app: SocketApp
) -> None:
    await people.say(KAREN, "@Samskab hej", CHANNEL, mentions={"@Samskab": BOT})
    first, second = await app.next_event(), await app.next_event()
    assert {first["type"], second["type"]} == {"message", "app_mention"}
    assert "channel" in (first.get("channel_type"), second.get("channel_type"))


@pytest.fixture
async def sandbox_events(people: SandboxClient) -> None:
    bot_events = {"bot_events": ["message.channels", "app_mention"]}
    manifest = {"settings": {"event_subscriptions": bot_events}}
    await people.post("profile", {"manifest": manifest})


async def test_people_come_change_and_leave(people: SandboxClient, app: SocketApp) -> None:
    await people.post("people", {"people": [{"name": "Ny Eksempel"}], "announce": True})
    joined = await app.next_event()
    assert (joined["type"], joined["user"]["real_name"]) == ("team_join", "Ny Eksempel")
    await people.update_person(KAREN, deleted=True)
    changed = await app.next_event()
    assert (changed["type"], changed["user"]["deleted"]) == ("user_change", True)
    with pytest.raises(ControlError, match="no_such_person"):
        await people.say(KAREN, "hej")


async def test_uninstalled(people: SandboxClient, app: SocketApp) -> None:
    await people.emit("tokens_revoked")
    assert (await app.next_event())["tokens"]["bot"] == [BOT]
    await people.emit("app_uninstalled")
    assert (await app.next_event())["type"] == "app_uninstalled"


async def test_any_event_and_again(people: SandboxClient, app: SocketApp) -> None:
    sent = await people.emit({"type": "emoji_changed"}, event_id="Ev1")
    assert (sent["acked"], sent["event_id"]) == (True, "Ev1")
    assert (await app.next_payload())["event_id"] == "Ev1"


@pytest.mark.parametrize(
    ("kind", "fields", "why"),
    [
        ("message", {"text": ""}, "no_text"),
        ("message", {"text": "x", "channel": "C0NOWHERE"}, "no_such_channel"),
        ("message", {"text": "x", "thread_ts": "1.1"}, "no_such_thread"),
        ("edit", {"ts": "1.1", "text": "x"}, "no_such_message"),
        ("command", {"text": "/nope"}, "no_such_command"),
        ("command", {"text": "/samskab", "thread_ts": "1.1"}, "no_commands_in_threads"),
        ("global_shortcut", {"callback_id": "x"}, "no_such_shortcut"),
        ("submit", {"view_id": "V1"}, "no_such_view"),
        ("fly", {}, "unknown_kind"),
    ],
)
async def test_what_nobody_can_do(
    people: SandboxClient, kind: str, fields: dict[str, str], why: str
) -> None:
    with pytest.raises(ControlError) as caught:
        await people.act(KAREN, kind, **fields)
    assert caught.value.error == why


async def test_only_ones_own_messages_and_channels(people: SandboxClient) -> None:
    said = await people.say(KAREN, "min", CHANNEL)
    with pytest.raises(ControlError, match="not_your_message"):
        await people.edit(ALI, said | {"channel": CHANNEL}, "din")
    with pytest.raises(ControlError, match="no_such_channel"):
        await people.say(GITTE, "hej", CHANNEL)
    with pytest.raises(ControlError, match="no_such_channel"):
        await people.say(ALI, "hej", KARENS_DM)
