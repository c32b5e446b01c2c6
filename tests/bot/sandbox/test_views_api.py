"""views.*: triggers, hashes, Home."""

from __future__ import annotations

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.client import SandboxClient
from tests.bot.sandbox.blocks import (
    ALI,
    BOT,
    KAREN,
    actions,
    button,
    home,
    input_block,
    modal,
    plain,
    section,
    text_input,
)
from tests.bot.sandbox.socket_app import SocketApp
from tests.bot.sandbox.test_chat import error, refusal
from tests.bot.sandbox.test_limits import VIEW_LIMITS


async def a_trigger(people: SandboxClient, app: SocketApp, user: str = KAREN) -> str:
    """A fresh `trigger_id`, from a shortcut."""
    await people.act(user, "global_shortcut", callback_id="new_step")
    return str((await app.next_payload())["trigger_id"])


async def opened(slack: AsyncWebClient, people: SandboxClient, app: SocketApp, **view: Any) -> Any:
    answer = await slack.views_open(trigger_id=await a_trigger(people, app), view=modal(**view))
    return answer["view"]


async def test_opens_a_modal(slack: AsyncWebClient, people: SandboxClient, app: SocketApp) -> None:
    view = await opened(slack, people, app, private_metadata="m")
    assert view["root_view_id"] == view["id"]
    assert view["previous_view_id"] is None
    assert view["state"]["values"] == {"b": {"a": {"type": "plain_text_input", "value": None}}}
    assert (view["private_metadata"], view["app_id"]) == ("m", "A0SAMSKAB1")
    shown = (await people.views(KAREN))["modal"]
    assert shown["id"] == view["id"]
    assert (await people.views(ALI))["modal"] is None


async def test_trigger_is_used_up(
    slack: AsyncWebClient, people: SandboxClient, app: SocketApp
) -> None:
    trigger = await a_trigger(people, app)
    await slack.views_open(trigger_id=trigger, view=modal())
    again = slack.views_open(trigger_id=trigger, view=modal())
    assert await error(again) == "exchanged_trigger_id"


async def test_trigger_lives_three_seconds(
    slack: AsyncWebClient, people: SandboxClient, app: SocketApp
) -> None:
    young, old = await a_trigger(people, app), await a_trigger(people, app)
    await people.forward(1)
    assert (await slack.views_open(trigger_id=young, view=modal()))["ok"]
    await people.forward(2)
    assert await error(slack.views_open(trigger_id=old, view=modal())) == "expired_trigger_id"


async def test_trigger_that_never_was(slack: AsyncWebClient) -> None:
    body = await refusal(slack.views_open(trigger_id="1.2.3", view=modal()))
    assert body["error"] == "invalid_arguments"
    said = "[ERROR] invalid `trigger_id` [json-pointer:/trigger_id]"
    assert body["response_metadata"]["messages"] == [said]


async def test_refused_view_leaves_the_trigger(
    slack: AsyncWebClient, people: SandboxClient, app: SocketApp
) -> None:
    trigger = await a_trigger(people, app)
    body = await refusal(slack.views_open(trigger_id=trigger, view=modal(title=plain("x" * 25))))
    assert body["error"] == "invalid_arguments"
    said = "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    assert body["response_metadata"]["messages"] == [said]
    assert (await slack.views_open(trigger_id=trigger, view=modal()))["ok"]


async def test_view_limits_through_the_api(
    slack: AsyncWebClient, people: SandboxClient, app: SocketApp
) -> None:
    for name, build, most, pointer in VIEW_LIMITS:
        fits, over = build(most), build(most + 1)
        if fits["type"] == "home":
            assert (await slack.views_publish(user_id=KAREN, view=fits))["ok"], name
            body = await refusal(slack.views_publish(user_id=KAREN, view=over))
        else:
            trigger = await a_trigger(people, app)
            body = await refusal(slack.views_open(trigger_id=trigger, view=over))
            assert (await slack.views_open(trigger_id=trigger, view=fits))["ok"], name
        assert body["error"] == "invalid_arguments", name
        assert body["response_metadata"]["messages"][0].endswith(f"[json-pointer:{pointer}]")


async def test_view_too_large(slack: AsyncWebClient) -> None:
    view = home(*(section("ø" * 3000) for _ in range(42)))
    assert await error(slack.views_publish(user_id=KAREN, view=view)) == "view_too_large"


async def test_update_by_id(slack: AsyncWebClient, people: SandboxClient, app: SocketApp) -> None:
    view = await opened(slack, people, app)
    await people.fill_in(KAREN, view, "a", "skrevet")
    two = modal(input_block(), input_block(text_input("a2"), "b2"))
    updated = (await slack.views_update(view_id=view["id"], view=two))["view"]
    assert updated["id"] == view["id"]
    assert updated["hash"] != view["hash"]
    assert updated["state"]["values"]["b"]["a"]["value"] == "skrevet"
    moved = modal(input_block(block_id="andet"))
    updated = (await slack.views_update(view_id=view["id"], view=moved))["view"]
    assert updated["state"]["values"]["andet"]["a"]["value"] is None


async def test_hash_conflict(slack: AsyncWebClient, people: SandboxClient, app: SocketApp) -> None:
    view = await opened(slack, people, app)
    await slack.views_update(view_id=view["id"], hash=view["hash"], view=modal())
    late = slack.views_update(view_id=view["id"], hash=view["hash"], view=modal())
    assert await error(late) == "hash_conflict"


async def test_update_is_refused(
    slack: AsyncWebClient, people: SandboxClient, app: SocketApp
) -> None:
    assert await error(slack.views_update(view_id="V0NOWHERE", view=modal())) == "not_found"
    assert await error(slack.api_call("views.update", json={"view": modal()})) == (
        "invalid_arguments"
    )
    view = await opened(slack, people, app)
    as_home = slack.views_update(view_id=view["id"], view=home())
    assert await error(as_home) == "invalid_arguments"
    await people.close_view(KAREN)
    assert await error(slack.views_update(view_id=view["id"], view=modal())) == "not_found"


async def test_home(slack: AsyncWebClient, people: SandboxClient, app: SocketApp) -> None:
    first = (await slack.views_publish(user_id=KAREN, view=home(actions(button("x")))))["view"]
    assert (await people.home(KAREN) or {})["id"] == first["id"]
    await people.open_home(KAREN)
    event = await app.next_event()
    assert (event["type"], event["tab"], event["user"]) == ("app_home_opened", "home", KAREN)
    assert event["view"]["hash"] == first["hash"]
    second = (await slack.views_publish(user_id=KAREN, hash=first["hash"], view=home()))["view"]
    assert second["id"] == first["id"]
    late = slack.views_publish(user_id=KAREN, hash=first["hash"], view=home())
    assert await error(late) == "hash_conflict"
    assert await people.home(ALI) is None


async def test_home_is_refused(slack: AsyncWebClient) -> None:
    for user in ("U0NOBODY01", BOT):
        body = await refusal(slack.views_publish(user_id=user, view=home()))
        assert body["error"] == "invalid_arguments"
    assert await error(slack.views_publish(user_id=KAREN, view=modal())) == "invalid_arguments"


async def test_a_new_modal_takes_the_place_of_the_old(
    slack: AsyncWebClient, people: SandboxClient, app: SocketApp
) -> None:
    await opened(slack, people, app)
    second = await opened(slack, people, app)
    assert (await people.top_view(KAREN))["id"] == second["id"]
