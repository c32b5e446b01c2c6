"""`response_url`: five uses in thirty minutes."""

from __future__ import annotations

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.sandbox.client import SandboxClient
from tests.bot.sandbox.blocks import ALI, CHANNEL, KAREN, actions, button, section
from tests.bot.sandbox.socket_app import SocketApp


async def a_url(people: SandboxClient, app: SocketApp, channel: str = CHANNEL) -> str:
    await people.command(KAREN, "/samskab", channel)
    return str((await app.next_payload())["response_url"])


async def test_five_uses(people: SandboxClient, app: SocketApp) -> None:
    hook = AsyncWebhookClient(await a_url(people, app))
    for n in range(5):
        assert (await hook.send(text=f"{n}")).status_code == 200
    sixth = await hook.send(text="6")
    assert (sixth.status_code, "used_url" in sixth.body) == (404, True)
    seen = await people.messages(CHANNEL, KAREN)
    assert [m["text"] for m in seen] == ["0", "1", "2", "3", "4"]
    assert await people.messages(CHANNEL, ALI) == []


async def test_thirty_minutes(people: SandboxClient, app: SocketApp) -> None:
    hook = AsyncWebhookClient(await a_url(people, app))
    await people.forward(29 * 60)
    assert (await hook.send(text="nå")).status_code == 200
    await people.forward(61)
    late = await hook.send(text="for sent")
    assert (late.status_code, "expired_url" in late.body) == (404, True)


async def test_to_all(people: SandboxClient, app: SocketApp) -> None:
    hook = AsyncWebhookClient(await a_url(people, app))
    await hook.send(text="til alle", response_type="in_channel")
    assert [m["text"] for m in await people.messages(CHANNEL, ALI)] == ["til alle"]


async def test_replace_and_delete_a_message(
    slack: AsyncWebClient, people: SandboxClient, app: SocketApp
) -> None:
    sent = await slack.chat_postMessage(channel=CHANNEL, text="før", blocks=[actions(button())])
    where = {"channel": CHANNEL, "ts": sent["ts"]}
    await people.press(KAREN, where, "go")
    hook = AsyncWebhookClient((await app.next_payload())["response_url"])
    await hook.send(text="efter", replace_original=True)
    [message] = await people.messages(CHANNEL, ALI)
    assert (message["ts"], message["text"], message["blocks"]) == (sent["ts"], "efter", None)
    await hook.send(delete_original=True)
    assert await people.messages(CHANNEL, ALI) == []
    gone = await hook.send(text="væk", replace_original=True)
    assert gone.status_code == 400


async def test_replace_and_delete_an_ephemeral_message(
    slack: AsyncWebClient, people: SandboxClient, app: SocketApp
) -> None:
    for _ in range(2):
        await slack.chat_postEphemeral(
            channel=CHANNEL, user=KAREN, text="før", blocks=[actions(button())]
        )
    first, second = await people.messages(CHANNEL, KAREN)
    for message, change in ((first, {"text": "efter"}), (second, {"delete_original": True})):
        await people.press(KAREN, message, "go")
        payload = await app.next_payload()
        assert payload["container"]["is_ephemeral"] is True
        assert "message" not in payload
        hook = AsyncWebhookClient(payload["response_url"])
        await hook.send(replace_original="text" in change, **change)
    [left] = await people.messages(CHANNEL, KAREN)
    assert (left["text"], left["blocks"]) == ("efter", None)


async def test_what_slack_refuses(people: SandboxClient, app: SocketApp) -> None:
    url = await a_url(people, app)
    hook = AsyncWebhookClient(url)
    bad = await hook.send(text="t", blocks=[section("x" * 3001)])
    assert (bad.status_code, "invalid_blocks" in bad.body) == (400, True)
    assert "no_text" in (await hook.send(text="")).body
    elsewhere = AsyncWebhookClient(f"{url}x")
    assert (await elsewhere.send(text="t")).status_code == 404
    assert [p["error"] for p in await people.problems("refused")] == [
        "invalid_blocks",
        "no_text",
        "invalid_url",
    ]
