"""Buttons, choices, modals, commands and shortcuts, as the app meets them."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.client import ControlError, SandboxClient
from tests.bot.sandbox.blocks import (
    ALI,
    CHANNEL,
    KAREN,
    KARENS_DM,
    Json,
    actions,
    button,
    home,
    input_block,
    modal,
    options,
    section,
    text_input,
)
from tests.bot.sandbox.socket_app import SocketApp


async def posted(slack: AsyncWebClient, app: SocketApp, *blocks: Json, **more: Any) -> Json:
    """A message from the app with these blocks, as it is seen."""
    where = {"channel": KAREN, **more}
    sent = await slack.chat_postMessage(text="t", blocks=list(blocks), **where)
    await app.next()
    return {"channel": sent["channel"], "ts": sent["ts"]}


async def test_button(slack: AsyncWebClient, people: SandboxClient, app: SocketApp) -> None:
    where = await posted(slack, app, section(), actions(button("go", "Begynd", value="7")))
    outcome = await people.press(KAREN, where, "Begynd")
    assert outcome["acked"]
    envelope = await app.next()
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("interactive", True)
    payload = envelope["payload"]
    assert payload["type"] == "block_actions"
    assert payload["user"]["id"] == KAREN
    assert payload["container"] == {
        "type": "message",
        "message_ts": where["ts"],
        "channel_id": KARENS_DM,
        "is_ephemeral": False,
    }
    assert payload["channel"] == {"id": KARENS_DM, "name": "directmessage"}
    assert payload["message"]["ts"] == where["ts"]
    assert payload["state"] == {"values": {}}
    assert payload["response_url"].startswith(people.base_url)
    [action] = payload["actions"]
    assert action.pop("action_ts")
    assert action == {
        "type": "button",
        "action_id": "go",
        "block_id": "acts",
        "text": {"type": "plain_text", "text": "Begynd"},
        "value": "7",
    }


CHOICES: list[tuple[Json, Any, Json]] = [
    (
        {"type": "static_select", "options": options(3)},
        "v1",
        {"selected_option": options(3)[1]},
    ),
    (
        {"type": "radio_buttons", "options": options(3)},
        "v2",
        {"selected_option": options(3)[2]},
    ),
    (
        {"type": "checkboxes", "options": options(3)},
        ["v0", "v2"],
        {"selected_options": [options(3)[0], options(3)[2]]},
    ),
    (
        {"type": "multi_static_select", "options": options(3)},
        ["v1"],
        {"selected_options": [options(3)[1]]},
    ),
    ({"type": "users_select"}, ALI, {"selected_user": ALI}),
    ({"type": "conversations_select"}, CHANNEL, {"selected_conversation": CHANNEL}),
    ({"type": "datepicker"}, "2026-05-01", {"selected_date": "2026-05-01"}),
    ({"type": "datetimepicker"}, 1_800_000_000, {"selected_date_time": 1_800_000_000}),
]


def holding(element: Json) -> Json:
    """A block with the element; what takes several stands beside a text."""
    if element["type"].startswith("multi_"):
        return section(accessory=element, block_id="acts")
    return actions(element)


@pytest.mark.parametrize(("element", "given", "expected"), CHOICES, ids=lambda v: str(v)[:28])
async def test_choice(
    slack: AsyncWebClient,
    people: SandboxClient,
    app: SocketApp,
    element: Json,
    given: Any,
    expected: Json,
) -> None:
    where = await posted(slack, app, holding({**element, "action_id": "pick"}))
    await people.choose(KAREN, where, "pick", given)
    payload = await app.next_payload()
    value = {"type": element["type"], **expected}
    assert value.items() <= payload["actions"][0].items()
    assert payload["state"]["values"] == {"acts": {"pick": value}}
    assert (await people.last(KAREN))["state"] == {"acts": {"pick": value}}


async def test_overflow_keeps_nothing(
    slack: AsyncWebClient, people: SandboxClient, app: SocketApp
) -> None:
    overflow = {"type": "overflow", "action_id": "more", "options": options(2)}
    where = await posted(slack, app, section(accessory=overflow))
    await people.press(KAREN, where, "v1")
    payload = await app.next_payload()
    assert payload["actions"][0]["selected_option"]["value"] == "v1"
    assert payload["state"]["values"] == {}


async def test_choices_stay_while_the_ids_stay(
    slack: AsyncWebClient, people: SandboxClient, app: SocketApp
) -> None:
    select = {"type": "static_select", "action_id": "s", "options": options(2)}
    where = await posted(slack, app, actions(select, button()))
    await people.choose(KAREN, where, "s", "v1")
    await app.next()
    await slack.chat_update(**where, text="t", blocks=[actions(select, button()), section()])
    await app.next()
    await people.press(KAREN, where, "go")
    chosen = (await app.next_payload())["state"]["values"]["acts"]["s"]["selected_option"]
    assert chosen["value"] == "v1"
    await slack.chat_update(**where, text="t", blocks=[actions(select, button(), block_id="ny")])
    await app.next()
    await people.press(KAREN, where, "go")
    assert (await app.next_payload())["state"]["values"]["ny"]["s"]["selected_option"] is None


async def test_everybody_has_their_own_choices(
    slack: AsyncWebClient, people: SandboxClient, app: SocketApp
) -> None:
    select = {"type": "users_select", "action_id": "who"}
    sent = await slack.chat_postMessage(channel=CHANNEL, text="t", blocks=[actions(select)])
    where = {"channel": CHANNEL, "ts": sent["ts"]}
    await people.choose(KAREN, where, "who", ALI)
    assert (await people.messages(CHANNEL, ALI))[0]["state"] == {}
    assert (await people.messages(CHANNEL, KAREN))[0]["state"]


async def test_input_in_a_message(
    slack: AsyncWebClient, people: SandboxClient, app: SocketApp
) -> None:
    silent = input_block(text_input("quiet"), "b1")
    telling = input_block(text_input("loud"), "b2", dispatch_action=True)
    where = await posted(slack, app, silent, telling)
    outcome = await people.choose(KAREN, where, "quiet", "stille")
    assert outcome["sent"] is False
    await people.choose(KAREN, where, "loud", "højt")
    payload = await app.next_payload()
    assert payload["actions"][0]["value"] == "højt"
    assert payload["state"]["values"]["b1"]["quiet"]["value"] == "stille"


async def test_press_what_is_not_there(
    slack: AsyncWebClient, people: SandboxClient, app: SocketApp
) -> None:
    select = {"type": "static_select", "action_id": "s", "options": options(2)}
    where = await posted(slack, app, actions(button("go"), select))
    with pytest.raises(ControlError, match="no_such_element"):
        await people.press(KAREN, where, "stop")
    with pytest.raises(ControlError, match="no_such_option"):
        await people.choose(KAREN, where, "s", "v9")
    with pytest.raises(ControlError, match="no_such_channel"):
        await people.press(ALI, where, "go")


async def test_button_in_a_thread(
    slack: AsyncWebClient, people: SandboxClient, app: SocketApp
) -> None:
    said = await people.say(KAREN, "tråd")
    await app.next()
    where = await posted(slack, app, actions(button()), thread_ts=said["ts"])
    await people.press(KAREN, where, "go")
    payload = await app.next_payload()
    assert payload["container"]["thread_ts"] == said["ts"]
    assert payload["message"]["thread_ts"] == said["ts"]


async def test_command(people: SandboxClient, app: SocketApp) -> None:
    app.answers.append({"text": "Du er her", "response_type": "ephemeral"})
    outcome = await people.command(KAREN, "/samskab  status nu ", CHANNEL, expect=1)
    payload = await app.next_payload()
    assert (payload["command"], payload["text"]) == ("/samskab", "status nu")
    assert (payload["channel_id"], payload["channel_name"]) == (CHANNEL, "samskabelse")
    [answer] = outcome["messages"]
    assert (answer["text"], answer["ephemeral"]) == ("Du er her", True)
    app.answers.append({"text": "til alle", "response_type": "in_channel"})
    await people.command(KAREN, "/samskab", CHANNEL)
    assert [m["text"] for m in await people.messages(CHANNEL, ALI)] == ["til alle"]


async def test_command_with_an_answer_that_slack_refuses(
    people: SandboxClient, app: SocketApp
) -> None:
    app.answers.append({"text": "t", "blocks": [{"type": "nope"}]})
    outcome = await people.command(KAREN, "/samskab")
    assert outcome["error"] == "Appen svarede med en fejl."
    [problem] = await people.problems("refused")
    assert (problem["method"], problem["error"]) == ("ack", "invalid_blocks")


async def test_message_shortcut(people: SandboxClient, app: SocketApp) -> None:
    said = await people.say(KAREN, "gem mig", CHANNEL)
    where = {"channel": CHANNEL, "ts": said["ts"]}
    await people.act(ALI, "message_shortcut", callback_id="save", **where)
    payload = await app.next_payload()
    assert (payload["type"], payload["callback_id"]) == ("message_action", "save")
    assert payload["message"]["text"] == "gem mig"
    assert payload["response_url"]
    assert payload["message_ts"] == said["ts"]


async def open_modal(
    slack: AsyncWebClient, people: SandboxClient, app: SocketApp, view: Json
) -> Json:
    await people.act(KAREN, "global_shortcut", callback_id="new_step")
    trigger = (await app.next_payload())["trigger_id"]
    opened: Json = (await slack.views_open(trigger_id=trigger, view=view))["view"]
    return opened


async def test_submission(slack: AsyncWebClient, people: SandboxClient, app: SocketApp) -> None:
    view = await open_modal(slack, people, app, modal(private_metadata="7"))
    outcome = await people.submit_view(KAREN, {"b": {"a": "Mødested"}})
    assert outcome["acked"]
    payload = await app.next_payload()
    assert payload["type"] == "view_submission"
    sent = payload["view"]
    assert (sent["id"], sent["callback_id"], sent["private_metadata"]) == (view["id"], "form", "7")
    assert sent["hash"] == view["hash"]
    value = {"type": "plain_text_input", "value": "Mødested"}
    assert sent["state"]["values"] == {"b": {"a": value}}
    assert payload["response_urls"] == []
    assert (await people.views(KAREN))["modal"] is None


async def test_slack_checks_the_fields_first(
    slack: AsyncWebClient, people: SandboxClient, app: SocketApp
) -> None:
    fields = {
        "short": text_input("a", min_length=3, max_length=5),
        "long": text_input("l", max_length=3),
        "boxes": {"type": "checkboxes", "action_id": "c", "options": options(2)},
    }
    blocks = [input_block(element, name) for name, element in fields.items()]
    blocks.append(input_block(text_input("free"), "free", optional=True))
    await open_modal(slack, people, app, modal(*blocks))
    outcome = await people.submit_view(KAREN)
    assert (outcome["acked"], outcome["reason"]) == (False, "not_filled_in")
    assert set(outcome["errors"]) == set(fields)
    wrong: dict[str, dict[str, Any]] = {
        "short": {"a": "ab"},
        "long": {"l": "abcd"},
        "boxes": {"c": ["v0"]},
    }
    outcome = await people.submit_view(KAREN, wrong)
    assert outcome["errors"] == {
        "short": "Skriv mindst 3 tegn.",
        "long": "Skriv højst 3 tegn.",
    }
    assert app.drain() == []
    right = {"short": {"a": "abc"}, "long": {"l": "abc"}}
    assert (await people.submit_view(KAREN, right))["acked"]
    values = (await app.next_payload())["view"]["state"]["values"]
    assert values["boxes"]["c"]["selected_options"] == [options(2)[0]]
    assert values["free"]["free"]["value"] is None


async def test_errors_from_the_app(
    slack: AsyncWebClient, people: SandboxClient, app: SocketApp
) -> None:
    await open_modal(slack, people, app, modal())
    app.answers.append({"response_action": "errors", "errors": {"b": "Vælg et andet"}})
    outcome = await people.submit_view(KAREN, {"b": {"a": "x"}})
    assert outcome["errors"] == {"b": "Vælg et andet"}
    view = await people.top_view(KAREN)
    assert view["errors"] == {"b": "Vælg et andet"}
    assert view["state"]["values"]["b"]["a"]["value"] == "x"
    app.answers.append({"response_action": "errors", "errors": {"nope": "?"}})
    outcome = await people.submit_view(KAREN)
    assert outcome["error"] == "Appen svarede med en fejl."
    assert (await people.problems("refused"))[-1]["method"] == "view_submission ack"


async def test_update_in_the_ack(
    slack: AsyncWebClient, people: SandboxClient, app: SocketApp
) -> None:
    first = await open_modal(slack, people, app, modal())
    app.answers.append({"response_action": "update", "view": modal(callback_id="to")})
    await people.submit_view(KAREN, {"b": {"a": "x"}})
    top = await people.top_view(KAREN)
    assert (top["id"], top["callback_id"]) == (first["id"], "to")
    await people.submit_view(KAREN, {"b": {"a": "x"}})
    assert (await people.views(KAREN))["modal"] is None


async def test_bad_view_in_an_ack(
    slack: AsyncWebClient, people: SandboxClient, app: SocketApp
) -> None:
    await open_modal(slack, people, app, modal())
    for answer in (
        {"response_action": "update", "view": {"type": "modal"}},
        {"response_action": "update"},
        {"response_action": "errors"},
        {"response_action": "dance"},
    ):
        app.answers.append(answer)
        outcome = await people.submit_view(KAREN, {"b": {"a": "x"}})
        assert outcome["error"] == "Appen svarede med en fejl."
    assert (await people.views(KAREN))["modal"] is not None


async def test_closing(slack: AsyncWebClient, people: SandboxClient, app: SocketApp) -> None:
    await open_modal(slack, people, app, modal())
    outcome = await people.close_view(KAREN)
    assert outcome["sent"] is False
    assert (await people.views(KAREN))["modal"] is None


async def test_action_in_a_modal_and_in_home(
    slack: AsyncWebClient, people: SandboxClient, app: SocketApp
) -> None:
    select = {"type": "static_select", "action_id": "s", "options": options(2)}
    view = await open_modal(slack, people, app, modal(input_block(), actions(select)))
    await people.fill_in(KAREN, view, "a", "halvt")
    await people.choose(KAREN, view, "s", "v1")
    payload = await app.next_payload()
    assert payload["container"] == {"type": "view", "view_id": view["id"]}
    values = payload["view"]["state"]["values"]
    assert values["b"]["a"]["value"] == "halvt"
    assert values["acts"]["s"]["selected_option"]["value"] == "v1"
    assert "message" not in payload
    assert "response_url" not in payload
    await slack.views_publish(user_id=KAREN, view=home(actions(button("h"))))
    shown = await people.home(KAREN)
    assert shown is not None
    await people.press(KAREN, shown, "h")
    assert (await app.next_payload())["view"]["type"] == "home"
    with pytest.raises(ControlError, match="no_such_view"):
        await people.press(ALI, shown, "h")


NOT_OFFERED: list[tuple[Json, str]] = [
    ({"type": "users_select"}, "U0NOBODY01"),
    ({"type": "conversations_select"}, "C0NOTHERE1"),
    ({"type": "conversations_select", "filter": {"include": ["im"]}}, CHANNEL),
    ({"type": "conversations_select", "filter": {"include": ["public"]}}, "D0KAREN001"),
    ({"type": "conversations_select"}, "D0ALI00001"),
    ({"type": "multi_users_select"}, "U0NOBODY01"),
]


@pytest.mark.parametrize(("element", "value"), NOT_OFFERED, ids=lambda v: str(v)[:28])
async def test_only_what_is_offered_can_be_chosen(
    slack: AsyncWebClient, people: SandboxClient, app: SocketApp, element: Json, value: str
) -> None:
    where = await posted(slack, app, holding({**element, "action_id": "pick"}))
    given: Any = [value] if element["type"].startswith("multi_") else value
    with pytest.raises(ControlError, match="no_such_option"):
        await people.choose(KAREN, where, "pick", given)


async def test_a_channel_shared_with_others_may_be_left_out(
    slack: AsyncWebClient, people: SandboxClient, app: SocketApp
) -> None:
    picks = {"exclude_external_shared_channels": True}
    element = {"type": "conversations_select", "action_id": "pick", "filter": picks}
    where = await posted(slack, app, actions(element))
    await people.choose(KAREN, where, "pick", CHANNEL)
    await app.next_payload()
    await people.update_channel(CHANNEL, shared=True)
    with pytest.raises(ControlError, match="no_such_option"):
        await people.choose(KAREN, where, "pick", CHANNEL)
