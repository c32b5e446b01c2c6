"""Whose a payload is, in every form in which Slack says it."""

from __future__ import annotations

from typing import Any

from bot.slack.origin import House, meant_for, spoke, user_of
from tests.at_once import at_once

OWN = House("T1")
GRID = House("T1", "E1")
WHOLE = House("E1", "E1")

HOUSES = [
    ({"team_id": "T1"}, OWN),
    ({"team_id": "T1", "enterprise_id": None, "is_enterprise_install": False}, OWN),
    ({"team_id": "T1", "enterprise_id": "E1", "is_enterprise_install": False}, GRID),
    ({"team_id": "E1", "enterprise_id": "E1", "is_enterprise_install": True}, WHOLE),
    ({"team_id": "T1", "enterprise_id": "E1", "is_enterprise_install": True}, WHOLE),
]


@at_once("who, house", HOUSES)
def test_where_the_app_is_installed(who: dict[str, Any], house: House) -> None:
    assert House.of(who) == house


def event(**more: Any) -> dict[str, Any]:
    said = {"type": "message", "user": "U1", "text": "hej"}
    return {"type": "event_callback", "is_ext_shared_channel": True, "event": {**said, **more}}


OURS: list[tuple[House, dict[str, Any]]] = [
    (OWN, {"type": "block_actions", "team": {"id": "T1"}, "user": {"id": "U1"}}),
    (OWN, {"type": "block_actions", "team": None, "user": {"id": "U1", "team_id": "T1"}}),
    (OWN, {"type": "block_actions", "team": "T1", "user": "U1"}),
    (OWN, {"type": "block_actions", "team": None, "user": {"id": "U1"}}),
    (OWN, {"type": "view_submission", "view": {"app_installed_team_id": "T1"}, "user": {}}),
    (OWN, {"command": "/samskab", "team_id": "T1", "user_id": "U1"}),
    (OWN, {"command": "/samskab", "user_id": "U1"}),
    (OWN, event()),
    (OWN, event(team="T1")),
    (OWN, event(user_team="T1", source_team="T1")),
    (OWN, {**event(team="T2"), "is_ext_shared_channel": False}),
    (OWN, {"type": "event_callback", "event": {"type": "user_change", "user": {"id": "U1"}}}),
    (GRID, {"type": "block_actions", "team": {"id": "T2", "enterprise_id": "E1"},
     "user": {"id": "W1", "team_id": "T2"}}),
    (GRID, {"type": "block_actions", "team": None, "enterprise": {"id": "E1"},
     "user": {"id": "W1", "team_id": "T2"}}),
    (GRID, {"type": "shortcut", "enterprise": "E1", "user": {"id": "W1", "team_id": "T2"}}),
    (GRID, {"command": "/samskab", "team_id": "T2", "enterprise_id": "E1", "user_id": "W1"}),
    (GRID, event(user_team="E1", team="T2")),
    (GRID, event(team="T2")),
    (WHOLE, event(user_team="E1")),
    (WHOLE, {"type": "view_submission", "team": None, "enterprise": {"id": "E1"},
     "user": {"id": "W1", "team_id": "T9"}}),
]  # fmt: skip

ELSEWHERE: list[tuple[House, dict[str, Any]]] = [
    (OWN, event(user_team="T2", team="T2")),
    (OWN, event(user_team="E2", team="T1")),
    (OWN, event(source_team="T2")),
    (OWN, {"type": "block_actions", "team": {"id": "T2"}, "user": {"id": "U2", "team_id": "T2"}}),
    (OWN, {"type": "block_actions", "team": {"id": "T1"}, "user": {"id": "U2", "team_id": "T2"}}),
    (OWN, {"type": "block_actions", "team": None, "user": {"id": "U2", "team_id": "T2"}}),
    (OWN, {"type": "message_action", "team": {"id": "T2"}, "user": {"id": "U2"}}),
    (OWN, {"command": "/samskab", "team_id": "T2", "user_id": "U2"}),
    (GRID, event(user_team="E2", team="T2")),
    (GRID, event(user_team="T3")),
    (GRID, {"type": "block_actions", "enterprise": {"id": "E2"},
     "team": {"id": "T2", "enterprise_id": "E2"}, "user": {"id": "W2", "team_id": "T2"}}),
    (WHOLE, {"command": "/samskab", "team_id": "T2", "user_id": "U2"}),
]  # fmt: skip


@at_once("house, body", OURS)
def test_somebody_of_the_house(house: House, body: dict[str, Any]) -> None:
    assert not house.is_stranger(body)


@at_once("house, body", ELSEWHERE)
def test_somebody_of_another_organisation(house: House, body: dict[str, Any]) -> None:
    assert house.is_stranger(body)


USERS: list[tuple[dict[str, Any], str]] = [
    ({"user": {"id": "U1"}}, "U1"),
    ({"user": "W1"}, "W1"),
    ({"user_id": "U1"}, "U1"),
    ({"event": {"user": "U1"}}, "U1"),
    ({"event": {"user": {"id": "W1"}}}, "W1"),
    ({"event": {"user_id": "U1"}}, "U1"),
    ({"user": {"team_id": "T1"}}, ""),
    ({}, ""),
    ({"event": None, "user": None}, ""),
]


@at_once("body, user", USERS)
def test_who_sent_it(body: dict[str, Any], user: str) -> None:
    assert user_of(body) == user


PEOPLE: list[tuple[House, dict[str, Any], bool]] = [
    (OWN, {"team_id": "T1"}, False),
    (OWN, {}, False),
    (OWN, {"team_id": "T2"}, True),
    (OWN, {"team_id": "T1", "is_stranger": True}, True),
    (OWN, {"team_id": "T2", "enterprise_user": {"enterprise_id": "E2"}}, True),
    (GRID, {"team_id": "T2", "enterprise_user": {"enterprise_id": "E1"}}, False),
    (GRID, {"team_id": "T2", "enterprise_id": "E2"}, True),
    (WHOLE, {"team_id": "T7", "enterprise_user": {"enterprise_id": "E1"}}, False),
]


@at_once("house, user, elsewhere", PEOPLE)
def test_somebody_who_is_looked_up(house: House, user: dict[str, Any], elsewhere: bool) -> None:
    assert house.is_elsewhere(user) is elsewhere


def of(team: str | None, enterprise: str | None = None, *, whole: bool = False) -> dict[str, Any]:
    one = {"team_id": team, "enterprise_id": enterprise, "is_enterprise_install": whole}
    return {"type": "event_callback", "team_id": "T9", "authorizations": [one]}


#: A payload, and the installations that may be meant, the first one first.
MEANT: list[tuple[dict[str, Any], tuple[str, ...]]] = [
    (of("T1"), ("T1",)),
    (of("T1", "E1"), ("T1",)),
    (of("T1", "E1", whole=True), ("E1",)),
    (of(None, "E1", whole=True), ("E1",)),
    ({"type": "event_callback", "team_id": "T1"}, ("T1",)),
    ({"type": "event_callback", "team_id": None, "enterprise_id": "E1"}, ("E1",)),
    ({"type": "block_actions", "team": {"id": "T1"}}, ("T1",)),
    (
        {
            "type": "block_actions",
            "team": None,
            "enterprise": {"id": "E1"},
            "is_enterprise_install": True,
        },
        ("E1",),
    ),
    # Somebody of another organisation presses in a channel that is shared with theirs.
    (
        {"type": "block_actions", "team": {"id": "T2"}, "message": {"team": "T1", "bot_id": "B1"}},
        ("T2", "T1"),
    ),
    # What others wrote names their team: it says nothing of whom the shortcut is for.
    ({"type": "message_action", "team": {"id": "T1"}, "message": {"team": "T2"}}, ("T1",)),
    (
        {
            "type": "view_submission",
            "team": {"id": "T2"},
            "view": {"app_installed_team_id": "T1"},
        },
        ("T1", "T2"),
    ),
    ({"command": "/samskab", "team_id": "T1", "is_enterprise_install": "false"}, ("T1",)),
    (
        {
            "command": "/samskab",
            "team_id": "T1",
            "enterprise_id": "E1",
            "is_enterprise_install": "true",
        },
        ("E1",),
    ),
    ({"type": "block_actions"}, ()),
]


@at_once("body, teams", MEANT)
def test_for_which_installation_slack_sends_it(
    body: dict[str, Any], teams: tuple[str, ...]
) -> None:
    assert meant_for(body) == teams


def test_whose_message_was_pressed_in() -> None:
    pressed = {"type": "block_actions", "message": {"bot_id": "B1"}}
    assert spoke(pressed) == "B1"
    assert spoke({"type": "message_action", "message": {"bot_id": "B1"}}) == ""
