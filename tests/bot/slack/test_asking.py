"""Whatever answers in Slack's place: the start ends in no traceback, and asking never raises."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Mapping

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_sdk.web.async_client import AsyncWebClient

from bot.content_files import load_library
from bot.errors import PlainError
from bot.outbox.calls import call, open_client
from bot.slack import asking
from bot.slack.origin import House
from bot.slack.people import People
from flows.inputs import Picked

METHODS = ("auth.test", "apps.connections.open", "users.info")
NONSENSE = {
    "503": (503, "upstream connect error", "text/plain"),
    "407": (407, "Proxy Authentication Required", "text/plain"),
    "html": (200, "<html>Log in to the network</html>", "text/html"),
    "text": (200, "ok", "text/plain"),
    "empty": (200, "", "application/json"),
    "list": (200, "[]", "application/json"),
    "number": (500, "7", "application/json"),
    "no ok": (200, "{}", "application/json"),
    "an odd error": (200, '{"ok": false, "error": {"code": 1}}', "application/json"),
    "no text at all": (200, "\udcff\udcfe", "application/json"),
    "another charset": (200, "{}", "application/json; charset=punycode"),
}
Says = Callable[..., None]


@pytest.fixture
async def slack() -> AsyncIterator[tuple[AsyncWebClient, list[web.Response]]]:
    """A client, and the answers that are still to be given; the last one is given for ever."""
    answers: list[web.Response] = []

    async def answer(_: web.Request) -> web.Response:
        said = answers.pop(0) if len(answers) > 1 else answers[0]
        return web.Response(status=said.status, body=said.body, headers=said.headers)

    app = web.Application()
    app.router.add_route("*", "/api/{method}", answer)
    async with TestServer(app, host="127.0.0.1") as server:
        client = open_client("xoxb-0000-0000", str(server.make_url("/api/")))
        yield client, answers
        assert client.session is not None
        await client.session.close()


def nonsense(kind: str) -> web.Response:
    status, text, what = NONSENSE[kind]
    body = text.encode("utf-8", "surrogateescape")
    return web.Response(status=status, body=body, headers={"Content-Type": what})


@pytest.mark.parametrize("kind", NONSENSE)
async def test_the_start_waits_for_slack_itself(
    slack: tuple[AsyncWebClient, list[web.Response]],
    kind: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(asking, "BACKOFF", (0.0,))
    client, answers = slack
    for method, wanted in (("auth.test", "user_id"), ("apps.connections.open", "url")):
        answers[:] = [nonsense(kind), web.json_response({"ok": True, wanted: "here"})]
        found = await asking.reach(client, method, "SLACK_BOT_TOKEN", wanted)
        assert found[wanted] == "here"
    waited = [r.getMessage() for r in caplog.records]
    assert len(waited) == 2
    assert all(line.startswith("Slack cannot be reached (") for line in waited)


@pytest.mark.parametrize("kind", NONSENSE)
async def test_looking_never_raises(
    slack: tuple[AsyncWebClient, list[web.Response]], kind: str
) -> None:
    client, answers = slack
    answers[:] = [nonsense(kind)]
    assert await asking.look(client, House("T1"), "U1") is None
    answers[:] = [web.json_response({"ok": True, "user": "U1"})]
    assert await asking.look(client, House("T1"), "U1") is None
    answers[:] = [web.json_response({"ok": True, "user": {"id": "U1", "team_id": "T1"}})]
    assert await asking.look(client, House("T1"), "U1") is Picked.COLLEAGUE


async def test_a_scope_that_is_missing_is_named(
    slack: tuple[AsyncWebClient, list[web.Response]],
) -> None:
    client, answers = slack
    refusal = {"ok": False, "error": "missing_scope", "needed": "connections:write"}
    answers[:] = [web.json_response(refusal)]
    with pytest.raises(PlainError) as caught:
        await asking.reach(client, "apps.connections.open", "SLACK_APP_TOKEN", "url", "xapp-1")
    said = str(caught.value)
    assert "SLACK_APP_TOKEN" in said
    assert "connections:write" in said
    assert "\n" not in said
    assert "connections:write" in (await call(client, "users.info", {"user": "U1"})).why


class Book:
    """Keeps names nowhere."""

    async def names_of(self, team: str, ids: Iterable[str]) -> dict[str, str]:
        return {}

    async def keep_names(self, team: str, names: Mapping[str, str]) -> None:
        assert names


@pytest.mark.parametrize(("is_private", "named"), [(False, {"C1": "frivillige"}), (True, {})])
async def test_what_a_private_channel_is_called_is_told_to_nobody(
    slack: tuple[AsyncWebClient, list[web.Response]], is_private: bool, named: dict[str, str]
) -> None:
    """The bot may be in it; whoever names it by its id may not."""
    client, answers = slack
    channel = {"id": "C1", "name": "frivillige", "is_private": is_private}
    answers.append(web.json_response({"ok": True, "channel": channel}))
    people = People(client, Book(), load_library().texts.unnamed, ("U0BOT", "Samskab"))
    assert await people.known(["C1"], "T1") == named
