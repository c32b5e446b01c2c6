"""What can be set when the sandbox starts, and what can be changed while it runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from bot.sandbox.profile import AppProfile

Mode = Literal["socket", "http"]


@dataclass(slots=True)
class SandboxOptions:
    """How the sandbox starts.

    `port` 0 takes a free one. `data` is the folder for tokens and the conversation; None keeps
    nothing. `request_url` is where events go in the mode "http". `traffic` is how many calls and
    deliveries are remembered for the developer's view (0: none), `keep_messages` how many messages
    in all channels together.
    """

    port: int = 0
    data: Path | None = None
    profile: AppProfile = field(default_factory=AppProfile)
    mode: Mode = "socket"
    request_url: str = ""
    snapshot: bool = True
    traffic: int = 1000
    keep_messages: int = 50_000


@dataclass(slots=True)
class Settings:
    """Slack's times (seconds) and habits; tests shorten them through the control API.

    In an `agent_view` each message to the app that answers none begins a thread of its own. With
    `token_rotation` the tokens of an installation lapse. The workspace may be one of an
    organisation (`grid`), and the app installed in all of it (`whole`).
    """

    mode: Mode = "socket"
    request_url: str = ""
    ack_seconds: float = 3.0
    retry_seconds: tuple[float, ...] = (0.0, 60.0, 300.0)
    trigger_seconds: float = 3.0
    hook_seconds: float = 1800.0
    hook_uses: int = 5
    ping_seconds: float = 10.0
    enforce_rates: bool = False
    agent_view: bool = False
    token_rotation: bool = False
    organisation: Literal["", "grid", "whole"] = ""
