"""``samskab check --slack``: Slack's own judgement, as file, line and pointer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.cli import main
from bot.content_files import load_library
from bot.errors import PlainError
from bot.outbox.calls import Reply, call, open_client
from bot.sandbox.server import Sandbox, start_sandbox
from bot.slack import fitting, judging
from bot.slack.fitting import Built
from bot.slack.manifest import EXAMPLE_URL, manifest
from flows.content.reading import Problem

AT = Problem("da/phases/1-afklaring.yaml", 12, "formaal.hvorfor", "")


@pytest.fixture
async def slack() -> AsyncIterator[Sandbox]:
    sandbox = await start_sandbox()
    yield sandbox
    await sandbox.stop()


@pytest.fixture
async def client(slack: Sandbox) -> AsyncIterator[AsyncWebClient]:
    made = open_client(slack.bot_token, slack.api_url)
    yield made
    assert made.session is not None
    await made.session.close()


def message(**more: Any) -> dict[str, Any]:
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "Hej"}, **more}
    return {"text": "Hej", "blocks": [section]}


def modal(title: str) -> dict[str, Any]:
    named = {"type": "plain_text", "text": title}
    return {"type": "modal", "title": named, "blocks": message()["blocks"]}


REFUSED: list[tuple[Built, str]] = [
    (Built(AT, message(text={"type": "mrkdwn", "text": "x" * 3001})), "/blocks/0/text"),
    (Built(AT, message(type="section?")), "/blocks/0/type"),
    (Built(AT, {"text": "Hej", "blocks": message()["blocks"] * 51}), "/blocks"),
    (Built(AT, modal("x" * 25), is_view=True), "/title"),
]


@pytest.mark.parametrize(("built", "pointer"), REFUSED)
async def test_what_slack_would_refuse(client: AsyncWebClient, built: Built, pointer: str) -> None:
    found = await judging.judge(client, [built, Built(AT, message())])
    assert len(found) == 1, found
    assert str(found[0]).startswith("da/phases/1-afklaring.yaml:12: formaal.hvorfor: ")
    assert f"[json-pointer:{pointer}" in str(found[0])


async def test_the_same_is_asked_once_and_what_is_well_is_not_told(
    client: AsyncWebClient, slack: Sandbox
) -> None:
    judged: list[int] = []
    built = [Built(AT, message()), Built(AT, message()), Built(AT, modal("Hej"), is_view=True)]
    assert await judging.judge(client, built, judged.append) == []
    assert judged == [1, 2]


async def test_slacks_pace_is_kept(client: AsyncWebClient, slack: Sandbox) -> None:
    slack.core.faults.add(fault("ratelimited", seconds=1.0))
    assert await judging.judge(client, [Built(AT, message())]) == []


async def test_a_token_that_does_not_work_is_said(slack: Sandbox) -> None:
    client = open_client("xoxb-forkert", slack.api_url)
    with pytest.raises(PlainError, match="invalid_auth"):
        await judging.judge(client, [Built(AT, message())])
    assert client.session is not None
    await client.session.close()


def fault(kind: str, **more: Any) -> Any:
    from bot.sandbox.faults import Fault

    return Fault(kind, judging.VALIDATE, **more)


@pytest.mark.parametrize("url", [None, EXAMPLE_URL])
async def test_the_manifest_is_judged(
    client: AsyncWebClient, slack: Sandbox, url: str | None
) -> None:
    made, token = manifest(load_library().app, url), slack.core.tokens.config
    assert await judging.judge_manifest(client, made, token) == []
    made["display_information"]["name"] = "x" * 36
    (found,) = await judging.judge_manifest(client, made, token)
    assert "[json-pointer:/display_information/name]" in str(found)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({}, "invalid_arguments"),
        ({"blocks": [], "view": {}}, "invalid_arguments"),
        ({"message": "[]"}, "invalid_arguments"),
        ({"blocks": [{"type": "section"}]}, "invalid_blocks"),
        ({"blocks": message()["blocks"]}, ""),
    ],
)
async def test_one_thing_is_judged_at_a_time(
    client: AsyncWebClient, given: dict[str, Any], error: str
) -> None:
    reply: Reply = await call(client, judging.VALIDATE, given)
    assert reply.error == error


async def test_the_command(
    slack: Sandbox, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_API_URL": slack.api_url,
        "SLACK_CONFIG_TOKEN": slack.core.tokens.config,
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    wrong = Built(AT, message(type="section?"))
    monkeypatch.setattr("bot.cli.content.examine", lambda *_, **__: (load_library(), []))
    monkeypatch.setattr(fitting, "built", lambda _: iter([wrong]))
    monkeypatch.setattr("bot.slack.fitting_workshops.built", lambda _: iter([]))
    assert await asyncio.to_thread(main, ["check", "--slack"]) == 1
    said = capsys.readouterr().out
    assert "da/phases/1-afklaring.yaml:12: formaal.hvorfor: " in said
    assert "Slack has judged 1 messages and dialogs (the manifest)" in said


def test_the_command_needs_a_token(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)
    monkeypatch.setattr("bot.cli.content.examine", lambda *_, **__: (load_library(), []))
    assert main(["check", "--slack"]) == 1
    assert "SLACK_BOT_TOKEN is missing" in capsys.readouterr().err
