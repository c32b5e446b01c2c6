"""Who the app is in this workspace: name, commands, shortcuts, events and scopes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.model import Command, Shortcut

DEFAULT_EVENTS = frozenset(
    {
        "app_home_opened",
        "app_mention",
        "app_uninstalled",
        "message.im",
        "team_join",
        "tokens_revoked",
        "user_change",
    }
)


@dataclass(slots=True)
class AppProfile:
    """What Slack knows of the app from its manifest.

    `scopes` None means that the token may do everything.
    """

    name: str = "Samskab"
    commands: list[Command] = field(
        default_factory=lambda: [Command("/samskab", "Se, hvad du kan gøre nu", "[status|hjælp]")]
    )
    shortcuts: list[Shortcut] = field(default_factory=list)
    events: frozenset[str] = DEFAULT_EVENTS
    scopes: frozenset[str] | None = None
    home_tab: bool = True
    redirect_urls: tuple[str, ...] = ()

    @classmethod
    def from_manifest(cls, manifest: dict[str, Any]) -> AppProfile:
        """Reads a Slack app manifest (as a dict)."""
        features, settings = manifest.get("features", {}), manifest.get("settings", {})
        home = features.get("app_home", {})
        return cls(
            name=features.get("bot_user", {}).get(
                "display_name", manifest.get("display_information", {}).get("name", "App")
            ),
            commands=[
                Command(c["command"], c.get("description", ""), c.get("usage_hint", ""))
                for c in features.get("slash_commands", [])
            ],
            shortcuts=[
                Shortcut(s["name"], s["callback_id"], s["type"], s.get("description", ""))
                for s in features.get("shortcuts", [])
            ],
            events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", [])),
            scopes=frozenset(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", [])),
            home_tab=home.get("home_tab_enabled", True),
            redirect_urls=tuple(manifest.get("oauth_config", {}).get("redirect_urls", [])),
        )

    def command(self, name: str) -> Command | None:
        """The registered command with this name (`/samskab`)."""
        return next((one for one in self.commands if one.command == name), None)

    def shortcut(self, kind: str, callback_id: str) -> Shortcut | None:
        """The registered shortcut of this kind."""
        return next(
            (s for s in self.shortcuts if s.kind == kind and s.callback_id == callback_id), None
        )
