"""The manifest is one that Slack takes, for both transports."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from bot.cli import main

#: The scope without which Slack refuses a subscription to the event.
NEEDS = {
    "app_home_opened": None,
    "app_mention": "app_mentions:read",
    "app_uninstalled": None,
    "message.im": "im:history",
    "tokens_revoked": None,
    "user_change": "users:read",
}


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["manifest", *arguments]) == 0
    return capsys.readouterr().out


def addresses(manifest: dict[str, Any]) -> list[str | None]:
    settings = manifest["settings"]
    return [
        settings["event_subscriptions"].get("request_url"),
        settings["interactivity"].get("request_url"),
        manifest["features"]["slash_commands"][0].get("url"),
    ]


def test_socket_mode_has_no_addresses(capsys: pytest.CaptureFixture[str]) -> None:
    manifest = yaml.safe_load(printed(capsys, "--socket-mode"))
    assert manifest["settings"]["socket_mode_enabled"] is True
    assert addresses(manifest) == [None, None, None]


@pytest.mark.parametrize(
    "given",
    ["https://samskab.example.com", "https://samskab.example.com/slack/events/"],
)
def test_http_has_the_same_address_three_times(
    given: str, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest = json.loads(printed(capsys, "--http", given, "--format", "json"))
    assert manifest["settings"]["socket_mode_enabled"] is False
    assert addresses(manifest) == ["https://samskab.example.com/slack/events"] * 3


@pytest.mark.parametrize(
    "given", ["http://samskab.example.com", "samskab", "https://", "https://["]
)
def test_an_address_that_slack_cannot_post_to(
    given: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["manifest", "--http", given]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "https address" in line


def test_without_a_choice_both_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["manifest"]) == 0
    shown = capsys.readouterr()
    both = list(yaml.safe_load_all(shown.out))
    assert [one["settings"]["socket_mode_enabled"] for one in both] == [True, False]
    assert "# Socket Mode" in shown.out
    assert "--http" in shown.err
    both = json.loads(printed(capsys, "--format", "json"))
    assert list(both) == ["socket_mode", "http"]


def test_every_event_has_its_scope(capsys: pytest.CaptureFixture[str]) -> None:
    manifest = yaml.safe_load(printed(capsys, "--socket-mode"))
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    scopes = manifest["oauth_config"]["scopes"]["bot"]
    assert sorted(events) == sorted(NEEDS)
    assert {NEEDS[event] for event in events} - {None} <= set(scopes)
    assert sorted(scopes) == [
        "app_mentions:read",
        "canvases:write",
        "channels:read",
        "chat:write",
        "commands",
        "files:write",
        "groups:read",
        "im:history",
        "users:read",
    ]


def test_the_texts_have_the_lengths_that_slack_takes(capsys: pytest.CaptureFixture[str]) -> None:
    manifest = yaml.safe_load(printed(capsys, "--socket-mode"))
    shown, features = manifest["display_information"], manifest["features"]
    (command,) = features["slash_commands"]
    assert shown["name"] == features["bot_user"]["display_name"] == "Samskab"
    assert 1 <= len(shown["description"]) <= 140
    assert 175 <= len(shown["long_description"]) <= 4000
    assert command["command"] == "/samskab"
    assert 1 <= len(command["description"]) <= 2000
    assert 1 <= len(command["usage_hint"]) <= 1000


def test_people_can_write_to_the_app(capsys: pytest.CaptureFixture[str]) -> None:
    home = yaml.safe_load(printed(capsys, "--socket-mode"))["features"]["app_home"]
    assert home == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }
