"""The parts of one running sandbox, as they are handed to everything that works with them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import TYPE_CHECKING, Any

from bot.sandbox import ids
from bot.sandbox.clock import Clock
from bot.sandbox.faults import Faults
from bot.sandbox.grants import Grants
from bot.sandbox.profile import AppProfile
from bot.sandbox.rates import Rates
from bot.sandbox.settings import Settings
from bot.sandbox.traffic import Traffic
from bot.sandbox.workspace import Workspace

if TYPE_CHECKING:
    from bot.sandbox.transport import Transport


#: The organisation, where the workspace is in one.
ENTERPRISE = "E0EKSEMPEL"


class Tokens:
    """What the app proves itself with. They look like Slack's and are plainly not."""

    def __init__(
        self, bot: str = "", app: str = "", secret: str = "", client_secret: str = ""
    ) -> None:
        self.bot = bot or f"xoxb-sandbox-{ids.secret()}"
        self.app = app or f"xapp-sandbox-{ids.secret()}"
        self.config = f"xoxe.xoxp-sandbox-{ids.secret()}"
        self.secret = secret or f"sandbox-secret-{ids.secret()}"
        self.client_id = "000000000000.000000000001"
        self.client_secret = client_secret or f"sandbox-client-{ids.secret()}"
        self.verification = "sandbox-verification-token"


class Core:
    """Workspace, clock, transport and the rest of one sandbox."""

    transport: Transport

    def __init__(
        self,
        workspace: Workspace,
        clock: Clock,
        profile: AppProfile,
        tokens: Tokens,
        settings: Settings,
        traffic: Traffic,
    ) -> None:
        self.workspace = workspace
        self.clock = clock
        self.profile = profile
        self.tokens = tokens
        self.settings = settings
        self.traffic = traffic
        self.grants = Grants(clock, tokens.client_id, tokens.client_secret)
        self.faults = Faults()
        self.rates = Rates(clock)
        self.base_url = ""
        self.new_socket_url: Callable[[], str] = lambda: ""
        # Asks the app when something of its own will happen next, in seconds since 1970.
        self.upcoming: Callable[[], Awaitable[float | None]] | None = None
        self.calls_open = 0
        self.active_at = time.monotonic()
        self._tasks: set[asyncio.Task[Any]] = set()

    @property
    def enterprise(self) -> str | None:
        """The id of the organisation that the workspace is in."""
        return ENTERPRISE if self.settings.organisation else None

    @property
    def is_whole(self) -> bool:
        """Whether the app is installed in the whole organisation."""
        return self.settings.organisation == "whole"

    def touch(self) -> None:
        """Something happened; waiting for quiet starts again."""
        self.active_at = time.monotonic()

    def spawn(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Starts work in the background; it is cancelled when the sandbox stops."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def stop_tasks(self) -> None:
        """Cancels what `spawn` started, and waits for its end."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
