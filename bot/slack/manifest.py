"""The Slack app manifest: what to tell Slack when the app is made, for either transport."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flows.content.vocabulary import AppWords

#: The path at which Bolt takes events, interactions and commands.
EVENTS_PATH = "/slack/events"
#: Where somebody installs the app in their workspace, and where Slack sends them back to.
INSTALL_PATH = "/slack/install"
REDIRECT_PATH = "/slack/oauth_redirect"

#: Stands in the manifest until one's own address does.
EXAMPLE_URL = "https://samskab.example.com"

COMMAND = "/samskab"

#: What the app may do. No scope lets it read what is written in channels. ``channels:read`` and
#: ``groups:read`` tell of a workshop's channel (public, private) whether the bot and guests are in
#: it, and whether the facilitator has left.
SCOPES = (
    "app_mentions:read",
    "canvases:write",
    "channels:read",
    "chat:write",
    "commands",
    "files:write",
    "groups:read",
    "im:history",
    "users:read",
)

#: The id of the shortcut in a message's menu.
SHORTCUT = "s1-input"

#: What the app is told about.
EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "message.im",
    "tokens_revoked",
    "user_change",
)


def manifest(words: AppWords, base_url: str | None = None, many: bool = False) -> dict[str, Any]:
    """The manifest for signed HTTP at ``base_url``, or for Socket Mode where there is none.

    ``words`` is what Slack shows of the app. Where it is for ``many`` workspaces, it is installed
    at an address of its own, in an organisation too, and its tokens lapse.
    """
    address = {} if base_url is None else {"request_url": request_url(base_url)}
    back = {}
    if many and base_url is not None:
        own = request_url(base_url).removesuffix(EVENTS_PATH)
        back = {"redirect_urls": [own + REDIRECT_PATH]}
    return {
        "_metadata": {"major_version": 1},
        "display_information": {
            "name": words.name,
            "description": words.description,
            "long_description": words.long_description,
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": words.name, "always_online": True},
            "shortcuts": [_shortcut(words)],
            "slash_commands": [_command(words, address)],
        },
        "oauth_config": {**back, "scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {**address, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **address},
            "org_deploy_enabled": many,
            "socket_mode_enabled": base_url is None,
            "token_rotation_enabled": many,
        },
    }


def _shortcut(words: AppWords) -> dict[str, Any]:
    said = {"name": words.shortcut.name, "description": words.shortcut.description}
    return {**said, "type": "message", "callback_id": SHORTCUT}


def _command(words: AppWords, address: dict[str, str]) -> dict[str, Any]:
    command = {
        "command": COMMAND,
        "description": words.command.description,
        "usage_hint": words.command.hint,
        "should_escape": False,
    }
    return command | ({"url": address["request_url"]} if address else {})


def request_url(base_url: str) -> str:
    """Where Slack posts to. Raises ``ValueError`` unless ``base_url`` is a plain https address."""
    try:
        parts = urlsplit(base_url)
        plain = parts.scheme == "https" and parts.hostname and not parts.query + parts.fragment
    except ValueError:
        plain = False
    if not plain:
        raise ValueError(f"Slack posts to an https address, such as {EXAMPLE_URL}")
    return base_url.rstrip("/").removesuffix(EVENTS_PATH) + EVENTS_PATH
